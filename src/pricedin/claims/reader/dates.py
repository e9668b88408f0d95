"""When a figure was true: its own time, one of a list told in order, or that of the text."""

from __future__ import annotations

import re

from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.figure import DEALS, FLOWS
from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.status import names_past
from pricedin.claims.reader.walk import Walk
from pricedin.claims.reader.when import (
    as_of_label,
    follows_straight,
    labels_of,
    nearest,
    year_before,
)
from pricedin.text.times import When

_LIST = re.compile(r"\s*(?:,|、|和|及|与|and|to|至|以及|\s)*\s*", re.I)
_BACK = ("from", "back")
# Sentences told as news carry the day of the text if they name none.
_NEWS = 4


def time_of(line: Line, index: int, *, wants_period: bool) -> When | None:
    """Return the time in its own sentence that belongs to an amount, or None."""
    amount = line.amounts[index]
    others = [(one.start, one.end) for at, one in enumerate(line.amounts) if at != index]
    return nearest(
        line.text,
        amount.start,
        amount.end,
        _open_times(line, index),
        is_chinese=line.zh,
        wants_period=wants_period,
        others=others,
    )


def _open_times(line: Line, index: int) -> list[When]:
    """Return the times but those that follow straight an earlier value: they are its own."""
    taken: set[int] = set()
    for at, owned in enumerate(line.owned):
        if at == index or owned.relation not in _BACK:
            continue
        end = line.amounts[at].end
        taken |= {
            one.start
            for one in line.times
            if one.start >= end and follows_straight(line.text[end : one.start])
        }
    return [one for one in line.times if one.start not in taken]


def dates_of(
    walk: Walk, line: Line, index: int, attribute: str, when: When | None
) -> dict[str, str]:
    """Return `period` of a flow or `as_of` of anything else, as far as the text tells."""
    owned = line.owned[index]
    if attribute in FLOWS:
        return {"period": _period(walk, line, index, when, owned)}
    if when is not None:
        paired = _paired(line, index)
        return {"as_of": paired or as_of_label(when)}
    if owned.relation in _BACK:
        return {}
    return {"as_of": news_date(walk, line, line.amounts[index].start, attribute)}


def news_date(walk: Walk, line: Line, at: int, attribute: str) -> str:
    """Return the day of the text for a deal told as news, or nothing.

    The day counts where the text itself begins with it; else no more than the month is known.
    """
    if walk.published is None or attribute not in DEALS or attribute == "ownership_pct":
        return ""
    if walk.number >= _NEWS and line.sentence.paragraph > 2:
        return ""
    if names_past(line.near(at), is_chinese=line.zh):
        return ""
    day = walk.published.isoformat()
    is_dated = any(
        as_of_label(one) == day and one.precision == "day"
        for first in walk.lines[:3]
        for one in first.times
    )
    return day if is_dated else day[:7]


def _period(walk: Walk, line: Line, index: int, when: When | None, owned: Owned) -> str:
    paired = _paired(line, index) or _paired_above(walk, line, index)
    if paired:
        return paired
    main = walk.period
    if owned.relation in _BACK:
        if when is not None and _is_own(line, index, when):
            return _as_fiscal(when.label, main)
        own = when.label if when is not None else main
        return year_before(own) if own else ""
    if when is None:
        return main
    walk.period = when.label
    return when.label


def _is_own(line: Line, index: int, when: When) -> bool:
    """Whether a time stands with this amount, so that it is no time of the amount before."""
    amount, before = line.amounts[index], line.amounts[index - 1]
    if not index or when.start >= amount.end:
        return index > 0
    if when.start < before.end:
        return False
    return not follows_straight(line.text[before.end : when.start])


def _as_fiscal(label: str, main: str) -> str:
    return f"FY{label}" if main.startswith("FY") and re.fullmatch(r"\d{4}", label) else label


def _chain(line: Line, index: int) -> list[int]:
    """Return the amounts that share a cue with this one, in one list."""
    cue = line.owned[index].cue
    if cue is None:
        return [index]
    first = last = index
    while first and line.owned[first - 1].cue == cue and not line.owned[first].relation:
        first -= 1
    while (
        last + 1 < len(line.owned)
        and line.owned[last + 1].cue == cue
        and not line.owned[last + 1].relation
    ):
        last += 1
    return list(range(first, last + 1))


def _paired(line: Line, index: int) -> str:
    """Return the label told at the same place of a list of times as this amount in its own."""
    chain = _chain(line, index)
    if len(chain) < 2 or line.owned[index].relation:
        return ""
    first = line.amounts[chain[0]].start
    before = [one for one in line.times if one.end <= first and one.label]
    group: list[When] = []
    for when in reversed(before):
        if group and not _LIST.fullmatch(line.text[when.end : group[0].start]):
            break
        group.insert(0, when)
    labels = labels_of(group)
    return labels[chain.index(index)] if len(labels) == len(chain) else ""


def _paired_above(walk: Walk, line: Line, index: int) -> str:
    """Return the period of the same place in the list of the sentence before ("同期")."""
    chain = _chain(line, index)
    if len(chain) < 2 or any(
        one.label for one in line.times if one.end <= line.amounts[chain[0]].start
    ):
        return ""
    above = [walk.figures[at] for at in walk.told_in(walk.number - 1)] if walk.number else []
    told = [
        one.period
        for one in above
        if one.attribute in FLOWS and one.period and one.attribute != "growth_rate"
    ]
    unique = list(dict.fromkeys(told))
    for labels in (told, unique, unique[: len(chain)]):
        if len(labels) == len(chain):
            return labels[chain.index(index)]
    return ""
