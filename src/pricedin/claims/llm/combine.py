"""The rules' reading and the model's, side by side.

The rules lead: where both read the same number and differ on what it is, the rules' figure stands
and the difference is shown. What only the model read is marked as its own; nothing of the model's
changes a figure of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pricedin.claims.llm.read import ModelReading
from pricedin.claims.reader.figure import Figure
from pricedin.claims.score import key_of, round_key

if TYPE_CHECKING:
    from pricedin.claims.reader.companies import Company
    from pricedin.claims.reader.reading import Reading

By = Literal["rules", "model", "both"]

# What a number is; the remarks beside it (date, round) are the rules' where both read it.
_COMPARED = ("company", "attribute", "status", "party", "role")


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A figure and who read it."""

    figure: Figure
    by: By


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two readings of one statement; `fields` names where they differ. The rules' one leads."""

    rules: Figure
    model: Figure
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """Both readings: figures in the order of the text, and where the two differ."""

    companies: tuple[Company, ...]
    figures: tuple[ReadBy, ...]
    disagreements: tuple[Disagreement, ...]


def combine(deterministic: Reading, model: ModelReading) -> Combined:
    """Return the union of the two readings of one text.

    The same number at the same place is one statement, as is the same attribute, company and
    number at another place. If company, attribute, status, party or role differ, that is a
    disagreement, and the model's figure stands only there.
    """
    figures = deterministic.figures
    names = {key_of(form): one.name for one in deterministic.companies for form in one.forms}
    agreed: set[int] = set()
    alone: list[Figure] = []
    differing: list[Disagreement] = []
    for read in model.figures:
        known = replace(read, company=names.get(key_of(read.company), read.company))
        at = _counterpart(known, figures)
        if at is None:
            alone.append(known)
            continue
        fields = _differences(figures[at], known)
        if fields:
            differing.append(Disagreement(figures[at], known, fields))
        else:
            agreed.add(at)
    union = [
        ReadBy(figure, "both" if at in agreed else "rules") for at, figure in enumerate(figures)
    ]
    union += [ReadBy(figure, "model") for figure in alone]
    union.sort(key=lambda one: (one.figure.start, one.figure.end))
    return Combined(
        (*deterministic.companies, *_others(alone, names)), tuple(union), tuple(differing)
    )


def _others(figures: Iterable[Figure], names: dict[str, str]) -> list[Company]:
    """Return the companies that only the model named."""
    from pricedin.claims.reader.companies import Company

    found = {key_of(figure.company): figure.company for figure in figures}
    return [Company(name) for key, name in found.items() if key not in names]


def _counterpart(read: Figure, figures: Sequence[Figure]) -> int | None:
    """Return which of the rules' figures tells the same statement, the closest reading first."""
    same = [
        at
        for at, figure in enumerate(figures)
        if _is_same_number(figure, read) and (_overlaps(figure, read) or _is_restated(figure, read))
    ]
    return min(same, key=lambda at: len(_differences(figures[at], read)), default=None)


def _differences(rules: Figure, read: Figure) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if _told(rules, name) != _told(read, name))


def _told(figure: Figure, name: str) -> str:
    value = str(getattr(figure, name))
    if name == "role":
        return "lead" if value == "lead" else ""
    return key_of(value) if name in ("company", "party") else value


def _overlaps(one: Figure, other: Figure) -> bool:
    return one.start < other.end and other.start < one.end


def _is_restated(one: Figure, other: Figure) -> bool:
    """Tell whether two figures say the same of the same, wherever they stand."""
    return (
        one.attribute == other.attribute
        and key_of(one.company) == key_of(other.company)
        and key_of(one.party) == key_of(other.party)
        and (not (one.period and other.period) or one.period == other.period)
    )


def _is_same_number(one: Figure, other: Figure) -> bool:
    """Tell whether two figures carry the same number, or one a conversion that the text gives.

    Without a number, the name: a round's, or an investor's.
    """
    if one.value is None or other.value is None:
        if one.value is not other.value and "investor" not in (one.attribute, other.attribute):
            return False
        if one.attribute != other.attribute:
            return False
        if one.attribute == "round_name":
            return round_key(one.round) == round_key(other.round)
        return key_of(one.party) == key_of(other.party)
    ends: tuple[Decimal | None, Decimal | None, str] = (other.value, other.high, other.currency)
    return ends in ((one.value, one.high, one.currency), *one.others)
