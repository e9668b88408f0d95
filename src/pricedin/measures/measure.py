"""What a measure returns.

A `Quantity` is one number with unit, 80 percent interval, standard error and lineage; an
interval says how far facts and assumptions leave it open, a standard error how far the sample
does. A `Measure` is the answer to one question: quantities in tables, a sentence to quote, what
is missing. Percent and rounding are ink; nothing here is rounded for looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pricedin.company.figure import Missing

LEVEL = 0.8

Number = Decimal | float


@dataclass(frozen=True, slots=True)
class Interval:
    """Central interval at `level`."""

    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of an answer.

    `id` is unique within a dossier and opens in ``explain``. `lineage` names what it rests on:
    facts, assumptions, tables, rates, other quantities. `formula` says how it comes from them.
    `words` is how a reader sees it where a rounded number would say less, as a count of so many.
    """

    id: str
    label: str
    value: Number
    unit: str
    interval: Interval | None = None
    standard_error: float | None = None
    basis: str = ""
    formula: str = ""
    lineage: tuple[str, ...] = ()
    words: str = ""


Cell = str | Quantity | Missing | tuple[str | Quantity, ...]
"""What a table holds in one place; a tuple is words with numbers in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells under headings."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a simulated number was drawn."""

    seed: int
    outer_draws: int
    inner_paths: int
    quarters: int
    bit_generator: str
    versions: Mapping[str, str]

    @property
    def paths(self) -> int:
        """All paths."""
        return self.outer_draws * self.inner_paths


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """Of the facts behind an answer how many rest on unreviewed claims, and `only` on such."""

    facts: int = 0
    only: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The answer to one question.

    `series` holds the numbers behind charts, by name, as plain lists.
    """

    name: str
    question: str
    answer: Quantity | Missing
    sentence: str
    basis: str = ""
    tables: tuple[Table, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    series: Mapping[str, object] = field(default_factory=dict)
    run: Run | None = None
    unreviewed: Unreviewed = Unreviewed()

    def all_quantities(self) -> Iterator[Quantity]:
        """Yield every number of the answer, each id once."""
        seen: set[str] = set()
        cells: list[Cell] = [self.answer, *self.quantities]
        cells += [cell for table in self.tables for row in table.rows for cell in row]
        for cell in cells:
            for part in cell if isinstance(cell, tuple) else (cell,):
                if isinstance(part, Quantity) and part.id not in seen:
                    seen.add(part.id)
                    yield part

    def quantity(self, quantity_id: str) -> Quantity | None:
        """Return the quantity of this id."""
        return next((q for q in self.all_quantities() if q.id == quantity_id), None)


def unanswered(name: str, question: str, missing: tuple[Missing, ...], words: str) -> Measure:
    """Return a measure that says what it lacks; `words` ends in what cannot be said."""
    lacks = "; ".join(f"{m.name}: {m.reason}; needs {m.need}" for m in missing)
    return Measure(
        name=name,
        question=question,
        answer=missing[0],
        sentence=f"{words}. {lacks[:1].upper()}{lacks[1:]}.",
        missing=missing,
    )
