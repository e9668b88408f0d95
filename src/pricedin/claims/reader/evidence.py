"""Where a figure stands, in few words, and which figures say the same again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pricedin.claims.claim import Status
from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.lines import Line
from pricedin.text.amounts import Amount

_RANKS: tuple[Status, ...] = (
    "closed",
    "announced",
    "planned",
    "in_talks",
    "rumoured",
    "denied",
)


def evidence_of(line: Line, amount: Amount, owned: Owned) -> tuple[int, int]:
    """Return a short stretch that carries the amount, with its cue where that stands near."""
    start, end = amount.qualified_start, amount.end
    if owned.cue is not None:
        left, right = min(start, owned.cue.start), max(end, owned.cue.end)
        if is_short(line.text[left:right], is_chinese=line.zh):
            start, end = left, right
    return start, end


def is_short(words: str, *, is_chinese: bool) -> bool:
    """Return whether words are few enough to be evidence: 12 words, or 30 signs of Chinese."""
    return len(words) <= 30 if is_chinese else len(words.split()) <= 12


def once(figures: Sequence[Figure]) -> list[Figure]:
    """Return each figure once, with the evidence that comes first; a repetition adds nothing."""
    kept: list[Figure] = []
    for figure in figures:
        same = next((at for at, one in enumerate(kept) if _repeats(figure, one)), None)
        if same is None:
            kept.append(figure)
        elif _tells_more(figure, kept[same]):
            first = kept[same]
            kept[same] = replace(
                figure, start=first.start, end=first.end, round=figure.round or first.round
            )
    return kept


def _repeats(one: Figure, other: Figure) -> bool:
    if (one.attribute, one.company) != (other.attribute, other.company):
        return False
    if one.attribute == "investor" and one.party != other.party:
        return False
    if one.attribute == "round_name":
        return one.round == other.round
    if (one.value, one.high, one.currency) != (other.value, other.high, other.currency):
        return False
    if one.period and other.period and one.period != other.period:
        return False
    if one.attribute == "growth_rate" and one.of != other.of:
        return False
    return not (one.attribute == "ownership_pct" and one.party != other.party)


def _tells_more(one: Figure, other: Figure) -> bool:
    """The body of an article is more exact than its headline."""
    return bool(one.period and not other.period) or (
        _RANKS.index(one.status) > _RANKS.index(other.status) and not other.as_of
    )
