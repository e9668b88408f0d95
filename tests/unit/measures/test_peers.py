"""Multiples of peers, worked out again from their claims; and what is said of the sector."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pricedin.company.figure import Known, Missing
from pricedin.dates import AsOf
from pricedin.fx import ReferenceRates
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.peers import peers
from pricedin.units import significant
from pricedin.workspace import Workspace

Ask = Callable[[str], Measure]
RATES = ReferenceRates()
DAY = date(2026, 1, 20)


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("peers")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


# --- multiples --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "price", "revenue"),
    [
        ("openai.equity.run_rate", 500e9, 20e9),
        ("anthropic.equity.run_rate", 183e9, 5e9),
        # Both in euro; contracts signed are no run rate, and the multiple is named after them.
        ("mistral.equity.contract_value", 11.7e9, 300e6),
        ("cohere.equity.run_rate", 7e9, 35e6),
    ],
)
def test_private_companies_at_their_last_valuation_over_what_is_told(
    told: Measure, name: str, price: float, revenue: float
) -> None:
    found = quantity(told, f"peers.multiple.{name}")
    assert float(found.value) == pytest.approx(price / revenue)
    assert found.interval is None


def test_zhipu_on_its_last_twelve_months_less_cash_plus_debt(told: Measure, kimi: Inquiry) -> None:
    """312.4m CNY of 2024, less 44.9m of its first half, plus 190.9m of the first half of 2025."""
    zhipu = next(p for p in kimi.company.peers if p.record.slug == "zhipu")
    assert isinstance(zhipu.cash.held, Known)
    rate = float(RATES.on("USD", "CNY", DAY).value)
    enterprise = 13e9 * rate - float(zhipu.cash.held.distribution.central) + 137e6
    last_twelve_months = 312.414e6 - 44.9e6 + 190.877e6
    found = quantity(told, "peers.multiple.zhipu.ev.ltm")
    assert float(found.value) == pytest.approx(enterprise / last_twelve_months, rel=0.005)


def test_a_half_year_doubled_stands_beside_it_and_is_named_so(told: Measure) -> None:
    """Annualised, Zhipu's first half stands at 223 to 260 times over the week.

    The cell is made of words and of quantities, since every number of a table opens.
    """
    (table,) = [t for t in told.tables if t.id == "peers.multiples"]
    beside = next(row[6] for row in table.rows if str(row[0]).lower().startswith("zhipu"))
    assert isinstance(beside, tuple)
    words = "".join(part for part in beside if isinstance(part, str))
    assert "2025H1 × 12/6, equity value (223 to 260 over the week)" in words
    rate = float(RATES.on("USD", "CNY", DAY).value)
    doubled = next(
        part
        for part in beside
        if isinstance(part, Quantity) and part.id.endswith("zhipu.equity.annualised")
    )
    assert float(doubled.value) == pytest.approx(13e9 * rate / (2 * 190.877e6), rel=0.001)


def test_a_listed_price_is_a_range_over_the_week(told: Measure, kimi: Inquiry) -> None:
    minimax = next(p for p in kimi.company.peers if p.record.slug == "minimax")
    found = quantity(told, "peers.multiple.minimax.ev.ltm")
    assert found.interval is not None
    assert found.interval.low < float(found.value) < found.interval.high
    assert {(DAY - p.day).days <= 7 for p in minimax.prices} == {True}
    assert found.interval.level == 1.0


def test_new_listings_are_marked_as_thin(told: Measure) -> None:
    (table,) = [t for t in told.tables if t.id == "peers.multiples"]
    flags = {row[0]: row[8] for row in table.rows}
    thin = sorted(str(name) for name, flag in flags.items() if "thin float" in str(flag))
    assert len(thin) == 2
    old = next(flag for name, flag in flags.items() if str(name).startswith("Cohere"))
    assert "over a year older than the price" in str(old)


def test_the_answer_is_the_middle_of_seven_and_its_range_is_all_of_them(told: Measure) -> None:
    values = sorted(q.value for q in told.quantities)
    assert len(values) == 7
    assert isinstance(told.answer, Quantity)
    assert told.answer.value == values[3]
    assert told.answer.interval is not None
    assert (told.answer.interval.low, told.answer.interval.high) == (
        float(values[0]),
        float(values[-1]),
    )


def test_the_sentence_quotes_both_groups_apart(told: Measure) -> None:
    by = {q.id.split(".")[2]: q.value for q in told.quantities}
    listed = sorted([by["zhipu"], by["minimax"]])
    assert told.sentence == (
        f"As of 2026-01-20, listed peers stand at {significant(listed[0])} to "
        f"{significant(listed[1])} times yearly revenue and private peers stand at 25 to "
        f"{significant(by['xai'])} times yearly revenue, on unlike revenue bases."
    )


def test_companies_without_a_price_are_told_as_missing(told: Measure) -> None:
    assert {m.name: m.reason for m in told.missing} == {
        "baichuan": "no price is public",
        "01ai": "no price is public",
    }


# --- the sector -------------------------------------------------------------------------------


def test_what_is_said_of_the_sectors_funding_does_not_reconcile(told: Measure) -> None:
    """Up 18, 85 and 240 percent, of unlike scopes, all public by the day."""
    growth = sorted(
        float(q.value) for q in told.all_quantities() if q.id.startswith("peers.sector_growth.")
    )
    assert growth == pytest.approx([0.18, 0.85, 2.4])
    (note,) = [n for n in told.notes if "funding" in n]
    assert "18% to 240%" in note
    assert "does not reconcile: no measure leans on it" in note


def test_the_count_that_says_it_halved_shows_only_from_its_day(bundled: Workspace) -> None:
    def says(day: date) -> str:
        told = peers(bundled.inquiry("kimi", AsOf.day(day)))
        (table,) = [t for t in told.tables if t.id == "peers.sector_funding"]
        return " ".join(str(cell) for row in table.rows for cell in row)

    before, after = says(date(2026, 1, 26)), says(date(2026, 1, 27))
    assert "2026-01-27" not in before
    assert "2026-01-27" in after


# --- typed by hand ----------------------------------------------------------------------------


def test_without_peers_it_says_what_it_needs(cases: Any) -> None:
    told = peers(cases.inquiry())
    assert isinstance(told.answer, Missing)
    assert told.answer.need == "claims on the price and revenue of comparable companies"
    assert told.sentence == (
        "No comparable company with a price and a revenue is known on this day."
    )


def test_a_peer_of_another_sector_is_none(cases: Any) -> None:
    other = {
        "name": "Shop",
        "as_of": DAY,
        "currency": "USD",
        "sector": "retail",
        "price": {"value": "900m", "label": "post"},
        "revenue": {"value": "60m", "growth": "30%"},
    }
    assert isinstance(peers(cases.inquiry(beside=[other])).answer, Missing)
    same = {**other, "sector": "software"}
    told = peers(cases.inquiry(beside=[same]))
    assert [float(q.value) for q in told.quantities] == [15.0]
