from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.dates import Span
from pricedin.fx import ReferenceRates
from pricedin.units import Money

RATES = ReferenceRates()
CURRENCIES = st.sampled_from("EUR USD CNY HKD GBP JPY KRW INR CHF SGD".split())
# Every one of them has a rate in these years; the rupee, the last to come, from 2009.
DAYS = st.dates(date(2010, 1, 1), date(2024, 12, 31))
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("1e12"), places=2)


@given(AMOUNTS, CURRENCIES, CURRENCIES, DAYS)
def test_there_and_back_is_the_same_amount(
    amount: Decimal, base: str, quote: str, day: date
) -> None:
    money = Money(amount, base)
    there = RATES.on(base, quote, day).convert(money)
    back = RATES.on(quote, base, day).convert(there)
    assert there.currency == quote
    assert back.currency == base
    assert back.amount == pytest.approx(amount, rel=Decimal("1e-20"))  # 28 digits are kept


@given(CURRENCIES, CURRENCIES, CURRENCIES, DAYS)
def test_the_way_through_a_third_currency_is_the_direct_one(
    base: str, through: str, quote: str, day: date
) -> None:
    direct = RATES.on(base, quote, day)
    first, second = RATES.on(base, through, day), RATES.on(through, quote, day)
    if base != quote and through not in (base, quote):
        assert first.on == second.on == direct.on
    assert first.value * second.value == pytest.approx(direct.value, rel=Decimal("1e-20"))


@given(CURRENCIES, CURRENCIES, DAYS)
def test_a_rate_is_never_of_a_later_day(base: str, quote: str, day: date) -> None:
    rate = RATES.on(base, quote, day)
    assert day - timedelta(days=7) <= rate.on <= day  # no run of holidays is longer


@given(CURRENCIES, CURRENCIES, DAYS, st.integers(7, 400))
def test_an_average_lies_between_the_least_and_the_greatest_of_its_days(
    base: str, quote: str, start: date, days: int
) -> None:
    span = Span(start, start + timedelta(days=days))
    inside = [span.start + timedelta(days=n) for n in range(span.days)]
    daily = [RATES.on(base, quote, day) for day in inside]
    values = [rate.value for rate in daily if rate.on in span]
    assert min(values) <= RATES.average(base, quote, span).value <= max(values)
