"""Spans, precision and the two clocks of an answer.

Spans are half-open, ``[start, end)``. Three times are kept apart everywhere: *valid* (when a
thing held), *public_from* (when a reader could know it), *recorded_at* (when it was written
down here). A period of money that flows is a span; a balance holds on a day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from pricedin.errors import InputError

Precision = Literal["day", "month", "quarter", "year"]
Basis = Literal["public", "recorded"]

DAYS_PER_YEAR = Decimal("365.25")
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` up to, not including, `end`.

    >>> quarter_of(2025, 3).days
    92
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise InputError(f"a span ends after it starts; got {self.start} to {self.end}")

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    @property
    def months(self) -> int:
        """Length in whole months, to the nearest; 9 for January to September."""
        return round(Decimal(self.days) / (DAYS_PER_YEAR / MONTHS_PER_YEAR))

    @property
    def last_day(self) -> date:
        """Last day inside."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Period:
    """A span of a flow, with the words it was told in; equal if the spans are equal."""

    span: Span
    label: str = field(compare=False)

    @property
    def is_fiscal_year(self) -> bool:
        """True for twelve months that are told as one year."""
        return self.span.months == 12

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What is asked for: things that held on `valid_on`, as known at `known_at`.

    With basis ``public`` knowledge is what a reader could have had that day; with ``recorded``
    it is what this ledger held by the end of that day.
    """

    valid_on: date
    known_at: date
    basis: Basis = "public"

    @classmethod
    def day(cls, day: date, basis: Basis = "public") -> AsOf:
        """Return the view of a reader on that day."""
        return cls(valid_on=day, known_at=day, basis=basis)


def month_of(year: int, month: int) -> Span:
    """Return one calendar month."""
    start = date(year, month, 1)
    return Span(start, add_months(start, 1))


def quarter_of(year: int, quarter: int) -> Span:
    """Return one calendar quarter, 1 to 4."""
    start = date(year, 3 * quarter - 2, 1)
    return Span(start, add_months(start, 3))


def year_of(year: int) -> Span:
    """Return one calendar year."""
    return Span(date(year, 1, 1), date(year + 1, 1, 1))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month.

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def years_between(start: date, end: date) -> Decimal:
    """Return the time from `start` to `end` in years of 365.25 days."""
    return Decimal((end - start).days) / DAYS_PER_YEAR


def parse_date(text: str) -> tuple[date, Precision]:
    """Read ``2026-01-20``, ``2026-01`` or ``2026``; a month or year stands for its last day.

    >>> parse_date("2025-09")
    (datetime.date(2025, 9, 30), 'month')
    """
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text), "day"
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return month_of(int(text[:4]), int(text[5:])).last_day, "month"
        if re.fullmatch(r"\d{4}", text):
            return year_of(int(text)).last_day, "year"
    except ValueError:
        pass
    raise InputError(f"'{text}' is not a date; write it like 2026-01-20, 2026-01 or 2026")


def first_day(day: date, precision: Precision) -> date:
    """Return the first day that a date of this precision may mean.

    >>> first_day(date(2025, 9, 30), "quarter")
    datetime.date(2025, 7, 1)
    """
    if precision == "month":
        return day.replace(day=1)
    if precision == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3).start
    if precision == "year":
        return day.replace(month=1, day=1)
    return day


MOST_MONTHS = 1200

_SHAPES: tuple[tuple[str, str], ...] = (
    (r"(?:FY)?(\d{4})", "year"),
    (r"(\d{4})\s?H([12])", "half"),
    (r"(\d{4})\s?Q([1-4])", "quarter"),
    (r"(\d{4})\s?(3|6|9|12)M", "months"),
    (r"(\d{4})-(\d{2})", "month"),
    (r"(\d{4}-\d{2}-\d{2})", "day"),
)


def parse_period(text: str, as_of: date | None = None) -> Period:
    """Read the period of a flow in any shape the two kinds of claim files use.

    ``FY2024``, ``2024``, ``2025H1``, ``2025Q3``, ``2025 9M``, ``2024-10``, ``2025-01/2025-09``,
    ``2025-01-01/2025-06-30``, ``2022/2025 9M``; with `as_of`, the running ``trailing 12 months``,
    ``one month``, ``week``. Fiscal years are taken as calendar years.

    >>> parse_period("2025 9M").span == parse_period("2025-01/2025-09").span
    True
    >>> parse_period("2022/2025 9M").span
    Span(start=datetime.date(2022, 1, 1), end=datetime.date(2025, 10, 1))
    """
    words = " ".join(text.strip().split())
    if "/" in words:
        left, _, right = words.partition("/")
        return Period(Span(_one(left).start, _one(right).end), words)
    running = re.fullmatch(
        r"trailing (?P<months>\d{1,9}) months|(?:one |a )?(?P<unit>day|week|month|quarter|year)",
        words,
        re.IGNORECASE,
    )
    if running:
        if as_of is None:
            raise InputError(f"period '{text}' needs the day it ends; give as_of")
        end = as_of + timedelta(days=1)
        unit = (running["unit"] or "").lower()
        if unit in ("day", "week"):
            return Period(Span(end - timedelta(days=7 if unit == "week" else 1), end), words)
        months = int(running["months"] or {"month": 1, "quarter": 3, "year": 12}[unit])
        if months > MOST_MONTHS:
            raise InputError(f"period '{text}' is longer than a century")
        return Period(Span(add_months(end, -months), end), words)
    return Period(_one(words), words)


def _one(words: str) -> Span:
    for pattern, kind in _SHAPES:
        found = re.fullmatch(pattern, words.strip(), re.IGNORECASE)
        if not found:
            continue
        if kind == "day":
            day = parse_date(found[1])[0]
            return Span(day, day + timedelta(days=1))
        year = int(found[1])
        if not 1900 <= year <= 2200:
            break
        if kind == "year":
            return year_of(year)
        number = int(found[2])
        if kind == "half":
            return Span(date(year, 6 * number - 5, 1), add_months(date(year, 6 * number - 5, 1), 6))
        if kind == "quarter":
            return quarter_of(year, number)
        if kind == "months":
            return Span(date(year, 1, 1), add_months(date(year, 1, 1), number))
        if 1 <= number <= 12:
            return month_of(year, number)
    raise InputError(
        f"'{words}' is not a period; write it like FY2024, 2025H1, 2025Q3, '2025 9M', 2024-10 "
        "or 2025-01/2025-09"
    )


def now() -> datetime:
    """Return the moment of recording, in whole microseconds, UTC."""
    from datetime import UTC

    return datetime.now(UTC)
