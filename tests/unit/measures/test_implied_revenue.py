"""What revenue each peer's multiple would need, worked out again from the peers' claims."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricedin.company.figure import Missing
from pricedin.fx import ReferenceRates
from pricedin.measures.implied_revenue import implied_revenue
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.units import short

Ask = Callable[[str], Measure]

PRICE = 4.8e9
CASH = 1e10 * float(ReferenceRates().on("CNY", "USD", date(2026, 1, 20)).value)


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("implied_revenue")


def value(measure: Measure, name: str) -> float:
    found = measure.quantity(name)
    assert found is not None, name
    return float(found.value)


# Price over yearly revenue as told: OpenAI 500bn on over 20bn; Anthropic 183bn on over 5bn;
# Mistral 11.7bn EUR on 300m EUR of contracts, which are no run rate; Cohere 7bn on 35m.
@pytest.mark.parametrize(
    ("peer", "basis", "multiple"),
    [
        ("openai", "run_rate", 500 / 20),
        ("anthropic", "run_rate", 183 / 5),
        ("mistral", "contract_value", 11_700 / 300),
        ("cohere", "run_rate", 7000 / 35),
    ],
)
def test_on_equity_value_the_whole_price_is_divided(
    told: Measure, peer: str, basis: str, multiple: float
) -> None:
    found = value(told, f"implied_revenue.at.{peer}.equity.{basis}")
    assert found == pytest.approx(PRICE / multiple)


def test_on_enterprise_value_cash_is_taken_off_on_both_sides(told: Measure) -> None:
    """xAI: 230bn less about 10bn of cash, over four times the 107m of a quarter."""
    multiple = (230e9 - 10e9) / (4 * 107e6)
    found = value(told, "implied_revenue.at.xai.ev.annualised")
    assert found == pytest.approx((PRICE - CASH) / multiple)


def test_minimax_on_its_last_twelve_months(told: Measure) -> None:
    """30.5m in 2024, less the 19.5m of its nine months, and 53.4m of nine months of 2025."""
    needed = value(told, "implied_revenue.at.minimax.ev.ltm")
    multiple = (PRICE - CASH) / needed
    last_twelve_months = 30.523e6 - 19.454e6 + 53.437e6
    # 15.2bn of market value less about 1.51bn of cash.
    assert multiple * last_twelve_months == pytest.approx(15.2e9 - 1.51e9, rel=0.005)


def test_a_weeks_prices_give_a_range(told: Measure, kimi: Inquiry) -> None:
    minimax = next(p for p in kimi.company.peers if p.record.slug == "minimax")
    best = minimax.best
    assert best is not None
    found = told.quantity("implied_revenue.at.minimax.ev.ltm")
    assert found is not None
    assert found.interval is not None
    assert found.interval.low == pytest.approx((PRICE - CASH) / float(best.high))
    assert found.interval.high == pytest.approx((PRICE - CASH) / float(best.low))


def test_the_answer_is_the_middle_and_its_range_all_of_them(told: Measure) -> None:
    (table,) = told.tables
    needed = sorted(row[1].value for row in table.rows if isinstance(row[1], Quantity))
    assert len(needed) == 7
    assert isinstance(told.answer, Quantity)
    assert told.answer.value == needed[3]
    assert told.answer.interval is not None
    assert (told.answer.interval.low, told.answer.interval.high) == (
        float(needed[0]),
        float(needed[-1]),
    )
    assert told.answer.interval.level == 1.0


def test_peers_stand_from_the_dearest_to_the_cheapest(told: Measure) -> None:
    series: Any = told.series["needed"]
    assert series[0]["company"] == "xAI"
    assert series[-1]["company"] == "OpenAI"
    assert {s["path"] for s in series} == {"listed", "private"}


def test_its_own_revenue_is_an_analogy_and_told_as_missing(told: Measure, kimi: Inquiry) -> None:
    """9.9 to 15m users at MiniMax's 1.84 USD a year, and a quarter to one and a half its platform.

    Then widened two and a half times at both ends and rounded: 10 to 150m.
    """
    per_user = 38.02e6 * 12 / 9 / 27.6e6
    platform = 15.42e6 * 12 / 9
    low, high = 9.93e6 * per_user + 0.25 * platform, 15e6 * per_user + 1.5 * platform
    assert low / 2.5 == pytest.approx(10e6, rel=0.15)
    assert high * 2.5 == pytest.approx(150e6, rel=0.15)
    own = told.quantity("implied_revenue.own")
    assert own is not None
    # The middle of the narrow range leads.
    assert float(own.value) == pytest.approx((low * high) ** 0.5, rel=0.01)
    assert own.basis == "assumed by analogy"
    (missing,) = told.missing
    assert missing.need == "revenue itself"


def test_the_sentence_quotes_the_range_and_says_that_its_own_is_not_public(told: Measure) -> None:
    assert isinstance(told.answer, Quantity)
    assert told.answer.interval is not None
    low, high = short(told.answer.interval.low), short(told.answer.interval.high)
    assert f"4.8bn USD would need between {low} and {high} USD of yearly revenue" in told.sentence
    assert "own is not public (an analogy gives 10m to 150m)" in told.sentence


# --- typed by hand ----------------------------------------------------------------------------

PEER = {
    "name": "Peer",
    "as_of": date(2026, 1, 20),
    "currency": "USD",
    "sector": "software",
    "price": {"value": "900m", "label": "post"},
    "revenue": {"value": "60m", "growth": "30%"},
    "cash": {"value": "100m", "net_burn_per_month": "1m"},
}


def test_one_peer_by_hand(cases: Any) -> None:
    # The peer: (900 - 100) / 60 of enterprise value. Ours: 800 - 100 of cash, over that.
    told = implied_revenue(cases.inquiry(beside=[PEER]))
    assert value(told, "implied_revenue.at.peer.ev.ltm") == pytest.approx(700 * 60 / 800 * 1e6)
    own = told.quantity("implied_revenue.own")
    assert own is not None
    assert own.value == 100_000_000
    assert told.missing == ()
    assert "own is 100m USD (last twelve months)" in told.sentence


def test_without_cash_of_its_own_only_equity_values_are_compared(cases: Any) -> None:
    told = implied_revenue(cases.inquiry(cash=None, burn=None, beside=[PEER]))
    ids = {q.id for q in told.all_quantities()}
    assert "implied_revenue.at.peer.equity.ltm" in ids
    assert "implied_revenue.at.peer.ev.ltm" not in ids
    assert value(told, "implied_revenue.at.peer.equity.ltm") == pytest.approx(800 * 60 / 900 * 1e6)


def test_without_peers_it_says_what_it_needs(cases: Any) -> None:
    told = implied_revenue(cases.inquiry())
    assert isinstance(told.answer, Missing)
    assert told.answer.need == "price and revenue of comparable companies"
    assert told.sentence == "No peer is known whose multiple 800m USD could carry."


def test_a_company_with_more_cash_than_its_price_needs_no_revenue_below_nothing(
    cases: Any,
) -> None:
    """800m of price and 900m of cash: no yearly revenue is negative."""
    told = implied_revenue(cases.inquiry(cash="900m", beside=[PEER]))
    for quantity in told.all_quantities():
        assert Decimal(quantity.value) >= 0, quantity.id
