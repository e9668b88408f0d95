from datetime import date, timedelta
from decimal import Decimal

import pytest

from pricedin.dates import (
    AsOf,
    Span,
    add_months,
    first_day,
    month_of,
    parse_date,
    parse_period,
    quarter_of,
    year_of,
    years_between,
)
from pricedin.errors import InputError


def span(start: str, end: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end))


# --- spans ------------------------------------------------------------------------------------


def test_a_span_holds_its_start_and_not_its_end() -> None:
    january = month_of(2026, 1)
    assert date(2026, 1, 1) in january
    assert date(2026, 1, 31) in january
    assert date(2026, 2, 1) not in january
    assert january.last_day == date(2026, 1, 31)


@pytest.mark.parametrize("end", ["2026-01-01", "2025-12-31"])
def test_a_span_ends_after_it_starts(end: str) -> None:
    with pytest.raises(InputError, match="ends after it starts"):
        span("2026-01-01", end)


def test_days_and_months_of_a_span() -> None:
    assert year_of(2024).days == 366  # a leap year
    assert quarter_of(2025, 3).days == 31 + 31 + 30
    assert span("2025-01-01", "2025-10-01").months == 9
    assert span("2025-01-20", "2026-01-20").months == 12


def test_the_four_quarters_make_the_year() -> None:
    quarters = [quarter_of(2025, q) for q in (1, 2, 3, 4)]
    assert quarters[0].start == year_of(2025).start
    assert [q.end for q in quarters[:3]] == [q.start for q in quarters[1:]]
    assert quarters[3].end == year_of(2025).end


def test_a_day_that_the_month_lacks_becomes_its_last() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 15), -13) == date(2024, 12, 15)


def test_four_years_are_four_years() -> None:
    assert years_between(date(2022, 1, 1), date(2026, 1, 1)) == Decimal(1461) / Decimal("365.25")
    assert years_between(date(2022, 1, 1), date(2026, 1, 1)) == 4


def test_a_readers_day_is_both_clocks() -> None:
    day = date(2026, 1, 20)
    assert AsOf.day(day) == AsOf(valid_on=day, known_at=day, basis="public")


# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2026-01-20", date(2026, 1, 20), "day"),
        ("2025-09", date(2025, 9, 30), "month"),
        ("2024-02", date(2024, 2, 29), "month"),
        (" 2025 ", date(2025, 12, 31), "year"),
    ],
)
def test_a_month_or_year_stands_for_its_last_day(text: str, day: date, precision: str) -> None:
    assert parse_date(text) == (day, precision)


@pytest.mark.parametrize(
    "text", ["2025-02-29", "2025-13", "2025-00", "0000", "9999", "20/01/2026", "2026-1-2", ""]
)
def test_what_is_no_date_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(InputError, match="is not a date; write it like 2026-01-20, 2026-01"):
        parse_date(text)


@pytest.mark.parametrize(
    ("precision", "first"),
    [
        ("day", date(2025, 8, 31)),
        ("month", date(2025, 8, 1)),
        ("quarter", date(2025, 7, 1)),
        ("year", date(2025, 1, 1)),
    ],
)
def test_first_day_is_the_first_that_the_precision_allows(precision: str, first: date) -> None:
    assert first_day(date(2025, 8, 31), precision) == first  # type: ignore[arg-type]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_every_day_of_a_quarter_has_its_start_for_first_day(quarter: int) -> None:
    whole = quarter_of(2025, quarter)
    days = [whole.start + timedelta(days=n) for n in range(whole.days)]
    assert {first_day(day, "quarter") for day in days} == {whole.start}


# --- periods, in both shapes ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        # as the case files write them
        ("FY2024", "2024-01-01", "2025-01-01"),
        ("2025H1", "2025-01-01", "2025-07-01"),
        ("2025H2", "2025-07-01", "2026-01-01"),
        ("2025Q3", "2025-07-01", "2025-10-01"),
        ("2025 9M", "2025-01-01", "2025-10-01"),
        ("2022/2025 9M", "2022-01-01", "2025-10-01"),
        # as the readings write them
        ("2019", "2019-01-01", "2020-01-01"),
        ("2024-10", "2024-10-01", "2024-11-01"),
        ("2025-01/2025-09", "2025-01-01", "2025-10-01"),
        ("2018/2020", "2018-01-01", "2021-01-01"),
        # written loosely
        ("fy2024", "2024-01-01", "2025-01-01"),
        ("2025 H1", "2025-01-01", "2025-07-01"),
    ],
)
def test_parse_period_reads_both_shapes(text: str, start: str, end: str) -> None:
    assert parse_period(text).span == span(start, end)


@pytest.mark.parametrize(
    ("case_shape", "reading_shape"),
    [("FY2024", "2024"), ("2025 9M", "2025-01/2025-09"), ("2025Q4", "2025-10/2025-12")],
)
def test_the_same_months_in_two_shapes_are_one_period(case_shape: str, reading_shape: str) -> None:
    one, other = parse_period(case_shape), parse_period(reading_shape)
    assert one == other
    assert (str(one), str(other)) == (case_shape, reading_shape)  # each keeps its own words


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("trailing 12 months", "2025-02-01"),
        ("one month", "2026-01-01"),
        ("month", "2026-01-01"),
        ("quarter", "2025-11-01"),
        ("a year", "2025-02-01"),
        ("week", "2026-01-25"),
        ("day", "2026-01-31"),
    ],
)
def test_a_running_period_ends_on_the_day_it_is_told_for(words: str, start: str) -> None:
    read = parse_period(words, as_of=date(2026, 1, 31)).span
    assert read == span(start, "2026-02-01")
    assert read.last_day == date(2026, 1, 31)


def test_a_running_period_needs_the_day_it_ends() -> None:
    with pytest.raises(InputError, match="needs the day it ends; give as_of"):
        parse_period("trailing 12 months")


@pytest.mark.parametrize(
    "text", ["2025H3", "2025Q5", "2025Q0", "2025-13", "2025 7M", "FY25", "1066", "last year", ""]
)
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(InputError, match="is not a period; write it like FY2024, 2025H1"):
        parse_period(text)


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(InputError, match="ends after it starts"):
        parse_period("2025-09/2025-01")


def test_twelve_months_are_told_as_a_year_and_nine_are_not() -> None:
    assert parse_period("FY2024").is_fiscal_year
    assert parse_period("2024-07/2025-06").is_fiscal_year
    assert not parse_period("2025 9M").is_fiscal_year


def test_a_span_is_as_long_as_the_days_between_its_ends() -> None:
    half = parse_period("2024H1").span
    assert half.end - half.start == timedelta(days=half.days)
    assert half.days == 31 + 29 + 31 + 30 + 31 + 30


def test_a_period_of_days_is_read_as_written() -> None:
    assert parse_period("2025-01-01/2025-06-30").span == parse_period("2025H1").span


def test_a_period_of_centuries_is_refused() -> None:
    with pytest.raises(InputError, match="century"):
        parse_period("trailing 99999 months", date(2025, 1, 1))
