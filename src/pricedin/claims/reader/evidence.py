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
    figures = _said_closer(figures)
    kept: list[Figure] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for figure in figures:
        if not figure.company:
            continue  # nobody's figure can be checked by nobody
        places = alike.setdefault(_key(figure), [])
        same = next((at for at in places if _repeats(figure, kept[at])), None)
        if same is None:
            places.append(len(kept))
            kept.append(figure)
        elif _tells_more(figure, kept[same]):
            first = kept[same]
            kept[same] = replace(
                figure, start=first.start, end=first.end, round=figure.round or first.round
            )
    return kept


def _said_closer(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out a valuation that the text gives elsewhere as one before or after the money."""
    closer = {
        (one.company, one.value, one.high, one.currency)
        for one in figures
        if one.attribute in ("pre_money_valuation", "post_money_valuation")
    }
    return [
        one
        for one in figures
        if one.attribute != "valuation"
        or (one.company, one.value, one.high, one.currency) not in closer
    ]


def _key(figure: Figure) -> tuple[object, ...]:
    """Return what equal figures have in common."""
    of = figure.company, figure.attribute
    if figure.attribute == "round_name":
        return (*of, figure.round)
    party = figure.party if figure.attribute == "investor" else ""
    return (*of, party, figure.value, figure.high, figure.currency)


def _repeats(one: Figure, other: Figure) -> bool:
    """Tell whether of two figures of one key the first says nothing new."""
    if one.attribute == "round_name":
        return True
    if one.attribute == "growth_rate":
        if one.of != other.of or (one.period and other.period and one.period != other.period):
            return False
    return not (one.attribute == "ownership_pct" and one.party != other.party)


def _tells_more(one: Figure, other: Figure) -> bool:
    """The body of an article is more exact than its headline."""
    return bool(one.period and not other.period) or (
        _RANKS.index(one.status) > _RANKS.index(other.status) and not other.as_of
    )
