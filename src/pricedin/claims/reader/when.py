"""Which date or period a figure carries, among those its sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pricedin.claims.reader.layout import clause
from pricedin.dates import add_months
from pricedin.text.times import When

_STRAIGHT = re.compile(
    r"[\s(]*(?:(?:in|on|at|for|during|by|as of|through|over|of|to)\s+)?(?:(?:the|its|fiscal)\s+)?(?:(?:end of|year|quarter|months?|half)\s+)?(?:(?:ended|ending|to|of)\s+)?",
    re.I,
)


def nearest(
    text: str,
    start: int,
    end: int,
    times: Sequence[When],
    *,
    is_chinese: bool,
    wants_period: bool,
    others: Sequence[tuple[int, int]] = (),
) -> When | None:
    """Return the time that belongs to the figure at ``[start, end)``, or None.

    One in the same clause comes first, then what was named before it in the sentence; one that
    follows the figure straight belongs to it. `others` are the places of the other amounts, which
    a time seldom reaches over.
    """
    left, right = clause(text, start, is_chinese=is_chinese)
    best, cost = None, 140.0
    for when in times:
        if when.span is None and not when.label:
            continue
        follows = when.start >= end
        gap = text[end : when.start] if follows else text[when.end : start]
        if follows and follows_straight(gap):
            distance = 1.0
        else:
            distance = len(gap) + (6.0 if follows else 0.0)
            distance += 60 if follows and when.start > right else 0
            distance += 25 if when.end <= left else 0
            low, high = (end, when.start) if follows else (when.end, start)
            crossed = sum(1 for one in others if low <= one[0] and one[1] <= high)
            distance += crossed * (40 if follows else 3)
            if follows and crossed and not wants_period:
                continue
        if wants_period and (not when.is_period or when.precision in ("day", "week")):
            distance += 70
        if distance < cost:
            best, cost = when, distance
    return best


def follows_straight(gap: str) -> bool:
    """Return whether only a preposition stands between a figure and a time.

    >>> follows_straight(" in the quarter ended "), follows_straight(", and in ")
    (True, False)
    """
    return bool(_STRAIGHT.fullmatch(gap))


def labels_of(times: Sequence[When]) -> list[str]:
    """Return the labels of times, those of a run of years one by one."""
    labels: list[str] = []
    for when in times:
        labels += [str(year) for year in when.years] if when.years else [when.label]
    return labels


def year_before(label: str) -> str:
    """Return the same period a year earlier.

    >>> year_before("2025-01/2025-09"), year_before("2024H1"), year_before("FY2024")
    ('2024-01/2024-09', '2023H1', 'FY2023')
    """
    return re.sub(r"\d{4}", lambda found: str(int(found[0]) - 1), label)


def as_of_label(when: When) -> str:
    """Return a point in time as a reading gives it: a day, a month or a year.

    A quarter or half stands for its last month.
    """
    if when.span is None:
        return ""
    if when.precision == "day":
        return when.span.start.isoformat()
    if when.precision in ("year", "vague") and re.fullmatch(r"(?:FY)?\d{4}", when.label or ""):
        return f"{when.span.start.year}"
    last = when.span.last_day
    return f"{last.year}-{last.month:02d}"


def is_to_come(when: When | None, published: date | None) -> bool:
    """Return whether a period ends well after the day of the text: then a figure is a forecast."""
    if when is None or when.span is None or published is None:
        return False
    if when.label.startswith("FY"):  # which months it covers is not told
        return when.span.start > published
    return when.span.end > add_months(published, 1) and when.span.start.year >= published.year
