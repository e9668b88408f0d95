"""What a time in a text means: a span, how precise, and what it leans on.

Labels have the shape that claims are written in: ``2026-01-20``, ``2024-03``, ``2024``,
``2025H1``, ``2024Q3``, ``2025-01/2025-09``, ``FY2021``, ``2018/2020``, ``week``, ``month``.
Fiscal years are calendar years unless the text says when they end. Seasons are northern.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pricedin.dates import Span, add_months, month_of, quarter_of, year_of

Precision = Literal["day", "week", "month", "quarter", "half", "months", "year", "years", "vague"]
Relation = Literal["", "year_earlier", "same_period", "period_earlier", "each"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One time where it stands in a text.

    Attributes
    ----------
    span : Span or None
        Days meant, half-open; None where the day of publication is needed and not known, or
        where the time leans on another one (`relation`).
    label : str
        The time in the shape of claims; empty where `span` is None or no shape fits.
    is_period : bool
        A stretch over which money can flow, not a point.
    is_relative : bool
        Read against the day of publication, or not at all without it.
    approximate : bool
        Early, late, about, ago: the bounds of `span` are a reading.
    relation : str
        ``year_earlier`` (去年同期), ``same_period`` (同期), ``period_earlier`` (the previous
        quarter): leans on another time of the text. ``each``: a month, per year.
    years : tuple of int
        The single years of a run or list, so that figures told in order can be paired.
    """

    start: int
    end: int
    text: str
    span: Span | None
    precision: Precision
    label: str = ""
    is_period: bool = True
    is_relative: bool = False
    approximate: bool = False
    relation: Relation = ""
    years: tuple[int, ...] = ()


class Meaning(NamedTuple):
    """A `When` without its place; `at` is the span in the text if not the whole match."""

    span: Span | None
    precision: Precision
    label: str = ""
    is_period: bool = True
    is_relative: bool = False
    approximate: bool = False
    relation: Relation = ""
    years: tuple[int, ...] = ()
    at: tuple[int, int] | None = None


def day(year: int, month: int, number: int) -> Meaning | None:
    """Return one day, or None if the calendar has no such day."""
    try:
        start = date(year, month, number)
    except ValueError:
        return None
    return of_day(start)


def of_day(start: date) -> Meaning:
    """Return one day."""
    span = Span(start, start + timedelta(days=1))
    return Meaning(span=span, precision="day", label=start.isoformat(), is_period=False)


def month(year: int, number: int) -> Meaning:
    """Return one calendar month."""
    return Meaning(span=month_of(year, number), precision="month", label=f"{year}-{number:02}")


def month_end(year: int, number: int = 12) -> Meaning:
    """Return the end of a month as a point, told by its month."""
    return month(year, number)._replace(is_period=False)


def year(number: int) -> Meaning:
    """Return one calendar year."""
    return Meaning(span=year_of(number), precision="year", label=str(number), years=(number,))


def fiscal(number: int) -> Meaning:
    """Return one fiscal year, taken as the calendar year."""
    return Meaning(span=year_of(number), precision="year", label=f"FY{number}", years=(number,))


def quarter(number: int, of: int) -> Meaning:
    """Return one calendar quarter of the year `of`."""
    return Meaning(span=quarter_of(of, number), precision="quarter", label=f"{of}Q{number}")


def half(number: int, of: int) -> Meaning:
    """Return one half of the year `of`."""
    start = date(of, 6 * number - 5, 1)
    return Meaning(span=Span(start, add_months(start, 6)), precision="half", label=f"{of}H{number}")


def months(start: date, count: int) -> Meaning:
    """Return `count` months from the first of a month on, by the shortest label there is."""
    end = add_months(start, count)
    span = Span(start, end)
    last = add_months(end, -1)
    if count == 1:
        return month(start.year, start.month)
    if count == 12 and start.month == 1:
        return year(start.year)
    if count == 3 and start.month % 3 == 1:
        return quarter((start.month + 2) // 3, start.year)
    if count == 6 and start.month in (1, 7):
        return half(1 if start.month == 1 else 2, start.year)
    if count == 12:
        return Meaning(span=span, precision="year", label=f"FY{last.year}", years=(last.year,))
    label = f"{start.year}-{start.month:02}/{last.year}-{last.month:02}"
    return Meaning(span=span, precision="months", label=label)


def months_to(last_year: int, last_month: int, count: int) -> Meaning:
    """Return the `count` months that end with a month."""
    end = add_months(date(last_year, last_month, 1), 1)
    return months(add_months(end, -count), count)


def run_of_years(numbers: tuple[int, ...]) -> Meaning | None:
    """Return a run or list of years; None unless it runs forward over at most 40."""
    low, high = min(numbers), max(numbers)
    if low == high or high - low > 40:
        return None
    span = Span(date(low, 1, 1), date(high + 1, 1, 1))
    return Meaning(span=span, precision="years", label=f"{low}/{high}", years=numbers)


def part_of_year(number: int, part: str) -> Meaning:
    """Return the early, middle or late part of a year, a reading of four or six months."""
    first, count = {"early": (1, 4), "mid": (5, 4), "late": (9, 4)}[part]
    start = date(number, first, 1)
    return Meaning(
        span=Span(start, add_months(start, count)),
        precision="year",
        label=str(number),
        is_period=False,
        approximate=True,
        years=(number,),
    )


def unresolved(precision: Precision, relation: Relation = "") -> Meaning:
    """Return a time that needs the day of publication, or another time."""
    return Meaning(
        span=None,
        precision=precision,
        label="week" if precision == "week" else "",
        is_relative=True,
        relation=relation,
        is_period=precision not in ("day", "vague"),
    )


def relative(meaning: Meaning, *, approximate: bool = False) -> Meaning:
    """Mark a meaning as read against the day of publication."""
    return meaning._replace(is_relative=True, approximate=approximate or meaning.approximate)


def latest_month(number: int, published: date | None, *, future: bool = False) -> Meaning:
    """Return the latest such month that is not after the day of publication."""
    if published is None:
        return unresolved("month")
    of = published.year if number <= published.month else published.year - 1
    return relative(month(of + (1 if future else 0), number))


def latest_day(number: int, of_month: int, published: date | None) -> Meaning | None:
    """Return the latest such day that is not after the day of publication."""
    if published is None:
        return unresolved("day") if day(2024, of_month, number) else None
    for of in range(published.year, published.year - 5, -1):
        found = day(of, of_month, number)
        if found and found.span and found.span.start <= published:
            return relative(found)
    return None


def latest_quarter(number: int, published: date | None) -> Meaning:
    """Return the latest such quarter that has begun, though it may not have ended."""
    if published is None:
        return unresolved("quarter")
    of = published.year if 3 * number - 2 <= published.month else published.year - 1
    return relative(quarter(number, of), approximate=True)


def latest_half(number: int, published: date | None) -> Meaning:
    """Return the latest such half that has begun."""
    if published is None:
        return unresolved("half")
    of = published.year if 6 * number - 5 <= published.month else published.year - 1
    return relative(half(number, of), approximate=True)


def week_of(on: date, weeks: int = 0) -> Meaning:
    """Return the week, Monday to Sunday, that many weeks after the one that holds `on`."""
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=weeks)
    span = Span(monday, monday + timedelta(days=7))
    return Meaning(span=span, precision="week", label="week", is_relative=True)


def weekday(number: int, published: date | None, *, weeks: int | None = None) -> Meaning:
    """Return the latest such weekday not after publication, or that of the given week."""
    if published is None:
        return unresolved("day")
    if weeks is None:
        back = (published.weekday() - number) % 7
        return relative(of_day(published - timedelta(days=back)))
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=weeks)
    return relative(of_day(monday + timedelta(days=number)))


def whole_unit(unit: str, shift: int, published: date | None) -> Meaning:
    """Return this (0), the last (-1) or the next (1) day, week, month, quarter or year."""
    precision: Precision = unit  # type: ignore[assignment]
    if published is None:
        return unresolved(precision)
    if unit == "day":
        return relative(of_day(published + timedelta(days=shift)))
    if unit == "week":
        return week_of(published, shift)
    first = published.replace(day=1)
    if unit == "month":
        there = add_months(first, shift)
        return relative(month(there.year, there.month))
    if unit == "quarter":
        there = add_months(first, 3 * shift)
        return relative(quarter((there.month + 2) // 3, there.year))
    if unit == "half":
        there = add_months(first, 6 * shift)
        return relative(half(1 if there.month <= 6 else 2, there.year))
    return relative(year(published.year + shift))


def ago(count: int, unit: str, published: date | None) -> Meaning:
    """Return the unit that lies so many units back: three years ago, two weeks ago."""
    found = whole_unit(unit, -count, published) if count <= 1000 else unresolved("vague")
    return found._replace(approximate=unit != "day", is_period=False)


def trailing(count: int, unit: str, published: date | None) -> Meaning:
    """Return the last `count` units up to the day of publication."""
    precision: Precision = "years" if unit == "year" and count > 1 else "months"
    if unit in ("day", "week"):
        precision = "week"
    if published is None or count > 1000:
        return unresolved(precision)
    end = published + timedelta(days=1)
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if size is None:
        span = Span(end - timedelta(days=count * (7 if unit == "week" else 1)), end)
        label = "week" if span.days == 7 else ""
    elif count * size >= 12 * (end.year - 1):
        return unresolved(precision)
    else:
        span = Span(add_months(end, -count * size), end)
        last = add_months(published.replace(day=1), 0)
        first = add_months(last, 1 - count * size)
        label = f"{first.year}-{first.month:02}/{last.year}-{last.month:02}"
        if precision == "years":
            # Told in the first half of a year, the running year hardly counts.
            last_year = published.year - (published.month < 7)
            label = f"{last_year - count + 1}/{last_year}"
    return Meaning(span=span, precision=precision, label=label, is_relative=True, approximate=True)


def year_to_date(published: date | None) -> Meaning:
    """Return the year up to the day of publication."""
    if published is None:
        return unresolved("months")
    end = published + timedelta(days=1)
    label = f"{published.year}-01/{published.year}-{published.month:02}"
    span = Span(date(published.year, 1, 1), end)
    return Meaning(span=span, precision="months", label=label, is_relative=True)


def season(name: str, of: int) -> Meaning:
    """Return a northern season; winter begins in December of the year `of`."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return (
        months(date(of, first, 1), 3)._replace(approximate=True, precision="months")
        if first % 3 != 1
        else quarter(1, of)
    )


def each(unit: str) -> Meaning:
    """Return a rate's unit: a month, per year."""
    precision: Precision = unit  # type: ignore[assignment]
    return Meaning(span=None, precision=precision, label=unit, relation="each")
