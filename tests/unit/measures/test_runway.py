"""The cash, worked out again from the claims."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricedin.company.figure import Known, Missing
from pricedin.fx import ReferenceRates
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.runway import runway

Ask = Callable[[str], Measure]
RATES = ReferenceRates()

CASH_CNY = Decimal(10**10)  # "over 10 billion": a lower bound
BURN_CNY = Decimal("1.6e9")  # "at least 1.6bn a year"


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("runway")


def value(measure: Measure, name: str) -> Decimal:
    found = measure.quantity(name)
    assert found is not None, name
    return Decimal(found.value)


def test_cash_is_ten_billion_yuan_at_the_rate_of_the_day(told: Measure) -> None:
    rate = RATES.on("CNY", "USD", date(2026, 1, 20))
    cash = told.quantity("runway.cash")
    assert cash is not None
    assert cash.value == CASH_CNY * rate.value
    assert float(cash.value) == pytest.approx(1.437e9, rel=1e-3)
    assert rate.id in cash.lineage
    assert cash.basis == "at least"


def test_cash_is_thirty_percent_of_the_price(told: Measure) -> None:
    share = value(told, "runway.cash_over_price")
    assert share == value(told, "runway.cash") / Decimal("4.8e9")
    assert round(float(share), 3) == 0.299


def test_months_are_cash_over_burn(told: Measure) -> None:
    burn = BURN_CNY * RATES.on("CNY", "USD", date(2025, 12, 31)).value
    assert value(told, "runway.months") == value(told, "runway.cash") / burn * 12
    assert round(float(value(told, "runway.months")), 1) == 75.5


@pytest.mark.parametrize("factor", ["1.5", "2", "3"])
def test_more_spending_lasts_in_proportion(told: Measure, factor: str) -> None:
    shorter = value(told, f"runway.months.x{factor}") * Decimal(factor)
    assert float(shorter) == pytest.approx(float(value(told, "runway.months")))


def test_at_a_filed_peers_burn(told: Measure, kimi: Inquiry) -> None:
    """Zhipu used 1.327bn CNY in half a year of operations: 2.654bn a year."""
    zhipu = next(p for p in kimi.company.peers if p.record.slug == "zhipu")
    assert isinstance(zhipu.cash.burn, Known)
    assert zhipu.cash.burn.distribution.central == 2 * Decimal("1.327e9")
    rate = RATES.on("CNY", "USD", date(2026, 1, 20)).value
    expected = value(told, "runway.cash") / (2 * Decimal("1.327e9") * rate) * 12
    assert float(value(told, "runway.months.at_zhipu")) == pytest.approx(float(expected))
    # Cash and burn are both in yuan: the rate cancels.
    assert float(expected) == pytest.approx(1e10 / 2.654e9 * 12)


def test_only_filed_or_stated_burns_of_peers_are_taken(told: Measure, kimi: Inquiry) -> None:
    used = {q.id.removeprefix("runway.months.at_") for q in told.all_quantities() if ".at_" in q.id}
    filed = {
        p.record.slug
        for p in kimi.company.peers
        if isinstance(p.cash.burn, Known) and p.cash.burn.grade in ("A", "B")
    }
    assert used == filed == {"minimax", "zhipu"}


def test_the_interval_takes_the_ends_of_both(told: Measure, kimi: Inquiry) -> None:
    months = told.quantity("runway.months")
    cash, burn = kimi.company.cash.held, kimi.company.cash.burn
    assert months is not None
    assert months.interval is not None
    assert isinstance(cash, Known)
    assert isinstance(burn, Known)
    low = cash.distribution.draw(0.1) / burn.distribution.draw(0.9) * 12
    high = cash.distribution.draw(0.9) / burn.distribution.draw(0.1) * 12
    assert (months.interval.low, months.interval.high) == pytest.approx((low, high))


def test_the_sentence_quotes_cash_its_source_its_share_and_the_months(told: Measure) -> None:
    for words in (
        "over 1.44bn USD",
        "(10bn CNY at least, grade B)",
        "29.9% of the price",
        "at most 75.5 months",
        "grade E",
    ):
        assert words in told.sentence


def test_notes_say_that_the_balance_is_a_bound_and_what_is_not_known_of_it(told: Measure) -> None:
    words = " ".join(told.notes)
    assert "a lower bound" in words
    assert "cloud credit" in words


# --- typed by hand ----------------------------------------------------------------------------


def test_a_hundred_of_cash_and_five_a_month_last_twenty_months(cases: Any) -> None:
    told = runway(cases.inquiry(cash="100m", burn="5m"))
    assert isinstance(told.answer, Quantity)
    assert float(told.answer.value) == pytest.approx(20.0)
    assert "about 20 months" in told.sentence


def test_without_a_burn_the_months_are_missing_and_the_cash_stands(cases: Any) -> None:
    told = runway(cases.inquiry(burn=None))
    assert isinstance(told.answer, Missing)
    assert (told.answer.name, told.answer.need) == ("runway", "net burn a month")
    assert "how fast it goes is not public" in told.sentence
    assert value(told, "runway.cash") == 100_000_000
    assert [m.name for m in told.missing] == ["burn"]


def test_without_cash_nothing_can_be_said_and_both_are_missing(cases: Any) -> None:
    told = runway(cases.inquiry(cash=None, burn=None))
    assert isinstance(told.answer, Missing)
    assert told.answer.name == "cash"
    assert [m.name for m in told.missing] == ["cash", "burn"]
    assert told.sentence == "No cash balance is public: nothing can be said of the runway."


def test_a_company_that_burns_nothing_never_runs_out(cases: Any) -> None:
    """No burn is no division by zero, and no number of months either."""
    told = runway(cases.inquiry(burn="0"))
    for quantity in told.all_quantities():
        assert Decimal(quantity.value).is_finite(), quantity.id
    assert "months" not in told.sentence.replace("never", "")


def test_a_peer_that_burns_nothing_gives_no_months(cases: Any) -> None:
    """A filed burn of nothing at a peer is no spending to live on."""
    text = {
        "name": "Frugal",
        "as_of": date(2026, 1, 20),
        "currency": "USD",
        "sector": "software",
        "price": {"value": "90m", "label": "post"},
        "revenue": {"value": "10m", "growth": "20%"},
        "cash": {"value": "5m", "net_burn_per_month": "0"},
    }
    inquiry = cases.inquiry(burn="5m", beside=[text])
    assert [p.record.name for p in inquiry.company.peers] == ["Frugal"]
    ids = {q.id for q in runway(inquiry).all_quantities()}
    assert "runway.months" in ids
    assert "runway.months.at_frugal" not in ids
