"""What growth the price needs: pairs that give the price, what they lead to, who did it."""

from collections.abc import Callable
from math import log, log1p
from typing import Any

import numpy as np
import pytest

from pricedin.company.figure import Missing
from pricedin.measures.implied import HALF_LIVES, Pair, counted, implied, leading, pairs
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.simulation.growth import half_life, mean_growth
from pricedin.units import percent, short

Ask = Callable[[str], Measure]


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("implied")


@pytest.fixture(scope="module")
def fast(cases: Any) -> Inquiry:
    """A company of 100m that doubled, at twenty times revenue."""
    inquiry: Inquiry = cases.inquiry(
        label="listed", growth="100%", price="2bn", cash="160m", burn="5m"
    )
    return inquiry


@pytest.fixture(scope="module")
def solved(fast: Inquiry) -> tuple[Pair, ...]:
    return pairs(fast.futures(), "listed")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


# --- pairs ------------------------------------------------------------------------------------


def test_at_each_pair_the_value_is_the_price(fast: Inquiry, solved: tuple[Pair, ...]) -> None:
    """Found by interpolating a grid, so checked by simulating the pairs themselves.

    The value bends upwards between the growths of the grid, which reads it up to 5 percent high.
    """
    assert len(solved) >= 4
    values = fast.futures().over_growth(
        fast.futures().lead,
        np.log1p([p.growth for p in solved]),
        np.array([p.half_life for p in solved]),
        label="listed",
    )
    # Each growth with its own half-life.
    assert np.diag(values) == pytest.approx(np.full(len(solved), 2000.0), rel=0.05)


def test_growth_that_lasts_longer_need_not_be_as_fast(solved: tuple[Pair, ...]) -> None:
    growths = [p.growth for p in solved]
    assert growths == sorted(growths, reverse=True)
    assert [p.half_life for p in solved] == sorted(p.half_life for p in solved)
    assert {p.half_life for p in solved} <= set(HALF_LIVES)


def test_a_dearer_price_needs_more_growth(cases: Any, solved: tuple[Pair, ...]) -> None:
    dear = cases.inquiry(label="listed", growth="100%", price="3bn", cash="160m", burn="5m")
    more = {p.half_life: p.growth for p in pairs(dear.futures(), "listed")}
    less = {p.half_life: p.growth for p in solved}
    shared = set(more) & set(less)
    assert len(shared) >= 3
    assert all(more[h] > less[h] for h in shared)


def test_a_pair_starts_at_todays_revenue_and_grows_from_there(solved: tuple[Pair, ...]) -> None:
    for pair in solved:
        assert pair.start == pair.revenue[0] == pytest.approx(100.0, rel=0.02)
        assert list(pair.revenue[:6]) == sorted(pair.revenue[:6])
        # Few companies go far: from the second year the mean is above the median.
        assert all(m > r for m, r in zip(pair.mean_revenue[2:], pair.revenue[2:], strict=True))
        assert list(pair.survival) == sorted(pair.survival, reverse=True)
        assert pair.cagr(5) == pytest.approx((pair.revenue[5] / pair.revenue[0]) ** 0.2 - 1)


def test_the_pair_that_leads_fades_as_growth_of_its_size_fades_on_the_record(
    fast: Inquiry, solved: tuple[Pair, ...]
) -> None:
    futures = fast.futures()
    law = futures.lead.parameters

    def gap(pair: Pair) -> float:
        size = log(pair.start)
        above = log1p(pair.growth) - float(mean_growth(np.array([size]), law)[0])
        return abs(log(pair.half_life / half_life(above, size, law)))

    assert leading(solved, futures) == min(solved, key=gap)
    assert leading((), futures) is None


# --- the bundled case -------------------------------------------------------------------------


def test_the_answer_is_the_leading_pair_of_the_leading_reading(
    told: Measure, kimi: Inquiry
) -> None:
    futures = kimi.futures()
    lead = leading(pairs(futures, "pre"), futures)
    assert lead is not None
    assert isinstance(told.answer, Quantity)
    assert told.answer.id == f"implied.growth.pre.{lead.half_life:g}"
    assert told.answer.value == lead.growth
    after = quantity(told, f"implied.revenue.pre.{lead.half_life:g}.year_2")
    assert after.value == pytest.approx(lead.revenue[2] * 1e6)


def test_each_reading_has_pairs_of_its_own_and_post_money_needs_more(told: Measure) -> None:
    tables = {t.id for t in told.tables}
    assert {"implied.pairs.pre", "implied.pairs.post", "implied.over_revenue"} <= tables
    series: Any = told.series["pairs"]
    readings = {p["reading"] for p in series}
    assert readings == {"pre", "post"}


def test_companies_that_did_it_are_counted_on_the_table(told: Measure, kimi: Inquiry) -> None:
    futures = kimi.futures()
    lead = leading(pairs(futures, "pre"), futures)
    assert lead is not None
    count = counted(futures, lead)
    assert count is not None
    found = quantity(told, f"implied.reached.pre.{lead.half_life:g}")
    assert found.value == count.count / 59
    assert found.lineage == (count.cell.table_id,)
    assert "listed companies with revenue of 1-50m USD that grew over 100%" in found.basis
    assert count.cagr == lead.cagr(5)
    # 72 started, 13 of them have no figure at the end.
    assert f"{percent(count.count / 72)} if the 13 without a figure" in found.formula
    assert any("59 windows of 45 firms over 5 years" in note for note in told.notes)


def test_the_sentence_quotes_growth_half_life_revenue_and_the_count(
    told: Measure, kimi: Inquiry
) -> None:
    futures = kimi.futures()
    lead = leading(pairs(futures, "pre"), futures)
    assert lead is not None
    count = counted(futures, lead)
    assert count is not None
    for words in (
        "4.8bn USD, read as pre-money, needs growth of",
        f"{percent(lead.growth)} a year now",
        "of assumed revenue",
        f"half of it gone after {lead.half_life:g} years",
        f"{short(lead.revenue[1] * 1e6)} USD of revenue in one year",
        f"{short(lead.revenue[2] * 1e6)} in two",
        f"{count.words} comparable companies kept up {percent(count.cagr)} a year over 5 years",
    ):
        assert words in told.sentence


def test_at_the_ends_of_assumed_revenue_the_need_is_told_apart(
    told: Measure, kimi: Inquiry
) -> None:
    (table,) = [t for t in told.tables if t.id == "implied.over_revenue"]
    revenue = kimi.futures().figures.given("revenue").distribution
    starts = [row[0] for row in table.rows]
    assert starts == [f"{short(revenue.draw(u))} USD" for u in (0.1, 0.5, 0.9)]


def test_odds_on_the_record_of_what_the_price_needs_are_small(told: Measure) -> None:
    odds = quantity(told, "implied.odds.pre")
    assert 0 <= odds.value < 0.05
    assert odds.standard_error is not None


# --- what is missing, and what has no answer --------------------------------------------------


def test_without_any_revenue_no_growth_can_be_needed(cases: Any) -> None:
    told = implied(cases.inquiry(revenue=None, growth=None, paths=2048))
    assert isinstance(told.answer, Missing)
    assert told.answer.name == "revenue"
    assert "revenue of any recent period, or a run rate" in told.sentence


@pytest.mark.parametrize("price", ["50m", "900bn"])
def test_a_price_below_the_value_without_growth_or_beyond_the_record_has_no_pair(
    cases: Any, price: str
) -> None:
    told = implied(cases.inquiry(label="listed", price=price, paths=2048))
    assert isinstance(told.answer, Missing)
    assert told.sentence.startswith("No pair of growth and half-life within the record gives")
    assert told.answer.reason == "at no growth within the record is the value the price"
    assert told.answer.need


def test_known_revenue_is_not_called_assumed(fast: Inquiry) -> None:
    told = implied(fast)
    assert "assumed" not in told.sentence
    assert told.missing == ()
    assert "implied.over_revenue" not in {t.id for t in told.tables}
