from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.company.figure import Known, Missing
from pricedin.company.operations import (
    Conversion,
    gross_margin,
    growth,
    reporting_currency,
    revenues,
)
from pricedin.dates import Span
from pricedin.facts.distribution import Between, Stated
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates

Build = Callable[..., Claim]
Judge = Callable[..., Judgement]


@pytest.fixture
def dollars(rates: ReferenceRates) -> Conversion:
    return Conversion(currency="USD", rates=rates, day=date(2026, 1, 16))


def revenue_of(claim: Build, **periods: int) -> list[Claim]:
    """Return filed revenue in millions, by period."""
    return [
        claim("revenue", f"{n}m USD", grade="A", period=p.removeprefix("_"))
        for p, n in periods.items()
    ]


# --- revenue ----------------------------------------------------------------------------------


def test_last_twelve_months_are_the_year_plus_this_part_less_the_same_a_year_before(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(*revenue_of(claim, FY2024=100, _2025H1=80, _2024H1=40)).facts
    trailing, annualised = revenues(facts, dollars)
    assert trailing.basis == "last_twelve_months"
    assert trailing.figure.distribution.central == 140_000_000  # 100 + 80 − 40
    assert trailing.figure.how == "FY2024 + 2025H1 − 2024H1"
    assert annualised.words == "2025H1 × 12/6"
    assert annualised.figure.distribution.central == 160_000_000
    assert trailing.ends == annualised.ends == date(2025, 6, 30)


def test_without_the_part_a_year_before_a_period_is_only_annualised(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(*revenue_of(claim, FY2024=100, _2025Q1=30)).facts
    (only,) = revenues(facts, dollars)
    assert (only.basis, only.figure.distribution.central) == ("annualised", 120_000_000)


def test_a_whole_year_is_its_own_last_twelve_months(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    (only,) = revenues(judged(*revenue_of(claim, FY2024=100)).facts, dollars)
    assert (only.basis, only.words) == ("last_twelve_months", "last twelve months")
    assert only.figure.distribution.central == 100_000_000


def test_the_latest_comes_first_and_of_one_day_what_was_recognised(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(
        *revenue_of(claim, FY2025=100),
        claim("arr", "150m USD", as_of="2025-12-31"),
        claim("annual_contract_value", "200m USD", as_of="2025-12-31"),
        claim("arr", "90m USD", as_of="2025-06-30"),
    ).facts
    assert [r.basis for r in revenues(facts, dollars)] == [
        "last_twelve_months",
        "run_rate",
        "contract_value",
        "run_rate",
    ]


@pytest.mark.parametrize("fields", [{"of": "cloud"}, {"basis": "forecast"}], ids=str)
def test_a_part_or_a_forecast_is_not_revenue(
    claim: Build, judged: Judge, dollars: Conversion, fields: dict[str, str]
) -> None:
    facts = judged(claim("revenue", "5m USD", period="FY2024", **fields)).facts
    assert revenues(facts, dollars) == ()


def test_a_flow_converts_at_its_periods_mean_and_a_stock_at_the_day(
    claim: Build, judged: Judge, dollars: Conversion, rates: ReferenceRates
) -> None:
    revenue, cash = judged(
        claim("revenue", "100 EUR", grade="A", period="FY2024"),
        claim("cash_balance", "100 EUR", grade="A", as_of="2024-12-31"),
    ).facts[::-1]
    flow, stock = dollars.flow(revenue), dollars.stock(cash)
    assert flow is not None
    assert stock is not None
    mean = rates.average("EUR", "USD", Span(date(2024, 1, 1), date(2025, 1, 1))).value
    assert flow[0].central == 100 * mean
    assert stock[0].central == Decimal("116.17")  # 2026-01-16, see test_fx


def test_the_reporting_currency_is_that_of_the_latest_revenue(claim: Build, judged: Judge) -> None:
    facts = judged(
        claim("revenue", "5m USD", period="FY2023"), claim("revenue", "5m CNY", period="FY2024")
    ).facts
    assert reporting_currency(facts, "HKD") == "CNY"
    assert reporting_currency((), "HKD") == "HKD"


# --- growth -----------------------------------------------------------------------------------


def test_growth_is_the_range_between_its_two_measures(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    # The half over the half before, 80/30 − 1; and the twelve months to June 2025, 100 + 80 − 30,
    # over those to June 2024, 182 of 366 days up a log scale from 50 to 100.
    facts = judged(*revenue_of(claim, FY2023=50, FY2024=100, _2025H1=80, _2024H1=30)).facts
    found = growth(facts, dollars)
    assert isinstance(found, Known)
    assert isinstance(found.distribution, Between)
    assert float(found.distribution.low) == pytest.approx(
        150 / (50 * 2 ** (182 / 366)) - 1, abs=1e-6
    )
    assert found.distribution.high == Decimal(80) / 30 - 1


def test_growth_that_is_told_is_used_where_no_two_periods_tell_it(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    told = claim("growth_rate", "0.85", grade="A", of="revenue", period="FY2024")
    found = growth(judged(told, *revenue_of(claim, FY2024=100)).facts, dollars)
    assert isinstance(found, Known)
    assert found.distribution == Stated(Decimal("0.85"))


@pytest.mark.parametrize(
    "fields", [{"of": "users"}, {"of": "revenue", "basis": "guidance"}], ids=str
)
def test_growth_of_something_else_is_not_growth_of_revenue(
    claim: Build, judged: Judge, dollars: Conversion, fields: dict[str, str]
) -> None:
    told = claim("growth_rate", "0.85", period="FY2024", **fields)
    assert isinstance(growth(judged(told).facts, dollars), Missing)


def test_growth_of_a_run_rate_is_reckoned_a_year(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(
        claim("arr", "50m USD", as_of="2024-12-31"), claim("arr", "100m USD", as_of="2025-12-31")
    ).facts
    found = growth(facts, dollars)
    assert isinstance(found, Known)
    # doubled in 365 days: 2^(365.25/365) − 1
    assert float(found.distribution.central) == pytest.approx(2 ** (365.25 / 365) - 1, abs=1e-6)


# --- margin -----------------------------------------------------------------------------------


def test_a_margin_is_told_or_gross_profit_over_revenue(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    parts = [*revenue_of(claim, FY2024=100), claim("gross_profit", "56m USD", period="FY2024")]
    reckoned = gross_margin(judged(*parts).facts, dollars)
    assert isinstance(reckoned, Known)
    assert reckoned.distribution.central == Decimal("0.56")
    told = claim("gross_margin", "0.5", grade="A", period="FY2025")
    found = gross_margin(judged(*parts, told).facts, dollars)
    assert isinstance(found, Known)
    assert found.distribution.central == Decimal("0.5")


def test_the_margin_of_a_segment_is_not_the_companys(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    told = claim("gross_margin", "0.5", period="FY2025", of="cloud")
    assert isinstance(gross_margin(judged(told).facts, dollars), Missing)


def test_the_latest_margin_counts_whether_told_or_worked_out(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    made = judged(
        claim("gross_margin", "0.2", period="FY2022"),
        claim("gross_profit", "56 USD", period="FY2025"),
        claim("revenue", "100 USD", period="FY2025"),
    )
    found = gross_margin(made.facts, dollars)
    assert isinstance(found, Known)
    assert found.distribution.central == Decimal("0.56")


def test_no_margin_is_worked_out_on_no_revenue(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    made = judged(
        claim("gross_profit", "0 USD", period="FY2025"), claim("revenue", "0 USD", period="FY2025")
    )
    assert isinstance(gross_margin(made.facts, dollars), Missing)
