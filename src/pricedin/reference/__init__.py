"""Tables that ship with the package: base rates, yields, and the bundled cases.

Each table opens with ``#`` lines for its source, licence, method, sample, bias and the day from
which it was public: a yield or a record of a later day is never used, and a dossier that leans on
a table of base rates from after its price says so.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from pricedin.dates import month_of
from pricedin.errors import NotFoundError, SourceError

_HEADERS = ("source", "licence", "method", "sample", "bias", "public_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table of published or derived figures, as text cells."""

    name: str
    source: str
    licence: str
    method: str
    sample: str
    bias: str
    public_from: date
    rows: tuple[Mapping[str, str], ...]

    def where(self, **cells: str) -> tuple[Mapping[str, str], ...]:
        """Return the rows in which the named cells hold these values."""
        return tuple(
            row for row in self.rows if all(row[key] == value for key, value in cells.items())
        )

    def one(self, **cells: str) -> Mapping[str, str]:
        """Return the only row in which the named cells hold these values."""
        found = self.where(**cells)
        if len(found) != 1:
            raise NotFoundError(f"{self.name}: {len(found)} rows with {cells}")
        return found[0]

    @property
    def id(self) -> str:
        """Name in a lineage."""
        return f"table:{self.name}"


def _folder(name: str) -> Iterator[str]:
    for entry in files(__name__).joinpath(name).iterdir():
        yield entry.name


@lru_cache(maxsize=64)
def table(name: str) -> Table:
    """Return a shipped table by name.

    >>> table("growth_ar1").one(universe="software_internet")["robust_phi"]
    '0.4749'
    """
    known = {entry.removesuffix(".csv") for entry in _folder("tables") if entry.endswith(".csv")}
    if name not in known:
        raise NotFoundError.near("table", name, known)
    lines = files(__name__).joinpath("tables", f"{name}.csv").read_text("utf-8").splitlines()
    head: dict[str, str] = {}
    body = []
    for line in lines:
        if line.startswith("#"):
            key, _, text = line[1:].strip().partition(":")
            head[key] = text.strip()
        else:
            body.append(line)
    missing = [key for key in _HEADERS if not head.get(key)]
    if missing:
        raise SourceError(f"{name}.csv does not say its {', '.join(missing)}")
    try:
        public_from = date.fromisoformat(head["public_from"][:10])
    except ValueError:  # said in words: every row has its own day
        public_from = date.min
    return Table(
        name=name,
        source=head["source"],
        licence=head["licence"],
        method=head["method"],
        sample=head["sample"],
        bias=head["bias"],
        public_from=public_from,
        rows=tuple(csv.DictReader(body)),
    )


def tables() -> tuple[str, ...]:
    """Return the names of all shipped tables."""
    return tuple(
        sorted(entry.removesuffix(".csv") for entry in _folder("tables") if entry.endswith(".csv"))
    )


@dataclass(frozen=True, slots=True)
class Yield:
    """A 10-year government yield, as a fraction a year, and the month it is the mean of."""

    per_year: Decimal
    month: str

    @property
    def public_from(self) -> date:
        """The month's mean is known when the month is over."""
        return month_of(int(self.month[:4]), int(self.month[5:])).end


def ten_year_yield(day: date) -> Yield:
    """Return the last monthly mean of the US 10-year yield that was public on `day`.

    >>> ten_year_yield(date(2026, 1, 20))
    Yield(per_year=Decimal('0.0414'), month='2025-12')
    """
    best: Yield | None = None
    for row in table("us_10y_yield").rows:
        candidate = Yield(Decimal(row["yield_percent"]) / 100, row["month"])
        if candidate.public_from <= day:
            best = candidate
    if best is None:
        raise NotFoundError(f"no 10-year yield was public on {day}; the table begins in 2000")
    return best


def case_names() -> tuple[str, ...]:
    """Return the names of the bundled claim files."""
    return tuple(
        sorted(entry.removesuffix(".jsonl") for entry in _folder("cases") if ".jsonl" in entry)
    )


def case_lines(name: str) -> list[str]:
    """Return the lines of a bundled claim file."""
    return files(__name__).joinpath("cases", f"{name}.jsonl").read_text("utf-8").splitlines()


def subject_rows() -> Mapping[str, Mapping[str, object]]:
    """Return the bundled subjects: names, aliases, sectors."""
    text = files(__name__).joinpath("cases", "subjects.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """Which industry row and which universe of base rates stand for a sector."""

    name: str
    title: str
    industry: str
    universe: str
    reason: str


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, Sector]:
    """Return the known sectors by name."""
    text = files(__name__).joinpath("sectors.toml").read_text("utf-8")
    return {name: Sector(name=name, **row) for name, row in tomllib.loads(text).items()}


def sector(name: str) -> Sector:
    """Return a sector; the empty name is the whole market."""
    known = sectors()
    if (name or "market") not in known:
        raise NotFoundError.near("sector", name, known)
    return known[name or "market"]
