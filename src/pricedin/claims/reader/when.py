"""Which date or period a figure carries, among those its sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pricedin.claims.reader.layout import clause
from pricedin.dates import add_months
from pricedin.text.times import When


def nearest(
    text: str, start: int, end: int, times: Sequence[When], *, is_chinese: bool, wants_period: bool
) -> When | None:
    """Return the time that belongs to the figure at ``[start, end)``, or None.

    One in the same clause comes first, then what was named before it in the sentence.
    """
    left, right = clause(text, start, is_chinese=is_chinese)
    best, cost = None, 1e9
    for when in times:
        if when.span is None and not when.label:
            continue
        distance = start - when.end if when.end <= start else when.start - end + 6
        if when.start >= end and when.start > right:
            distance += 60
        if when.end <= left:
            distance += 25
        if wants_period and not when.is_period:
            distance += 20
        if distance < cost:
            best, cost = when, distance
    return best if cost < 140 else None


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
