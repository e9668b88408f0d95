from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.company.company import Company
from pricedin.reference import table
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import Books, run
from pricedin.simulation.frontier import HORIZONS, largest_revenue, log_frontier
from pricedin.simulation.futures import Futures
from pricedin.simulation.record import Policy, Record, horizon_value
from pricedin.simulation.valuation import nested_shocks

TODAY = date(2026, 1, 20)
RECORDS = [
    row for row in table("growth_records").rows if not row["company"].startswith("one_largest")
]

REVENUES = st.floats(1.0, 20_000.0)
YEARS = st.floats(0.0, 10.0)


def frontier(revenue: float, years: float, day: date = TODAY) -> float:
    return float(log_frontier(np.array([log(revenue)]), years, day)[0])


def test_no_company_on_the_record_has_passed_it() -> None:
    """Every row of the table, read by hand: it ends at or below the bound from its start."""
    known = [r for r in RECORDS if date.fromisoformat(r["public_from"]) <= TODAY]
    assert len(known) >= 30
    for row in known:
        start, years = float(row["start_revenue_usd_m"]), float(row["years"])
        multiple = float(row["end_revenue_usd_m"]) / start
        assert log(multiple) <= frontier(start, years) + 1e-9, row["company"]


def test_each_bound_is_reached_by_somebody() -> None:
    """At each start on the table, and each horizon with a row from there, somebody stands on it.

    The largest multiple from that start or a larger one within the time, by hand.
    """
    known = [r for r in RECORDS if date.fromisoformat(r["public_from"]) <= TODAY]
    for start in {float(r["start_revenue_usd_m"]) for r in known}:
        for horizon in HORIZONS:
            reached = [
                float(r["end_revenue_usd_m"]) / float(r["start_revenue_usd_m"])
                for r in known
                if float(r["start_revenue_usd_m"]) >= start and float(r["years"]) <= horizon
            ]
            expected = log(max(reached, default=1.0))
            assert frontier(start, horizon) == pytest.approx(expected, abs=1e-12)


@given(REVENUES, YEARS, YEARS)
def test_more_time_never_lowers_it(revenue: float, one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert frontier(revenue, early) <= frontier(revenue, late) + 1e-12


@given(REVENUES, REVENUES, YEARS)
def test_a_larger_start_never_raises_the_multiple(one: float, other: float, years: float) -> None:
    small, large = sorted((one, other))
    assert frontier(small, years) >= frontier(large, years) - 1e-12


def test_a_record_counts_from_the_day_it_was_public() -> None:
    # OpenAI: 28m in 2022, 3.7bn in 2024, in the papers of 27 September 2024.
    before, after = (frontier(28.0, 2.0, date(2024, 9, day)) for day in (26, 27))
    assert after == pytest.approx(log(3700 / 28))
    assert before < after


def test_now_it_allows_nothing() -> None:
    assert frontier(100.0, 0.0) == 0.0


def test_the_largest_company_is_the_row_that_says_so() -> None:
    (row,) = [r for r in table("growth_records").rows if r["company"].startswith("one_largest")]
    assert largest_revenue() == float(row["end_revenue_usd_m"])
    assert largest_revenue() > max(float(r["end_revenue_usd_m"]) for r in RECORDS)


def test_no_path_passes_it(typed: Callable[..., Company]) -> None:
    futures = Futures(typed(revenue="30m", growth="400%", burn="3m"), seed=1, paths=2048)
    inputs = futures.drawn(futures.lead).inputs
    assert inputs.frontier is not None
    shocks = nested_shocks(Draws(1), inputs.quarters, 256)
    setting = Record(inputs, shocks, Policy(), risk_neutral=False)
    on_it = 0

    def observe(quarter: int, _books: Books) -> None:
        nonlocal on_it
        assert inputs.frontier is not None
        top = inputs.revenue * np.exp(inputs.frontier[quarter])
        assert np.all(setting.state.revenue <= top * (1 + 1e-12))
        on_it += int(np.sum(setting.state.revenue >= top * (1 - 1e-12))) if quarter else 0

    run(setting, observe)
    assert on_it > 0  # some paths are held by it, so the bound was tried


def test_nor_does_what_is_lifted_at_the_horizon_pass_it(typed: Callable[..., Company]) -> None:
    """At the horizon revenue is lifted by growth still expected, but not above the frontier."""
    futures = Futures(typed(revenue="30m", growth="400%", burn="3m"), seed=1, paths=2048)
    inputs = futures.drawn(futures.lead).inputs
    setting = Record(inputs, nested_shocks(Draws(1), inputs.quarters, 64), Policy())
    run(setting)
    assert inputs.frontier is not None
    top = inputs.revenue * np.exp(inputs.frontier[-1])
    yields = inputs.risk_free_rate + inputs.revenue_beta * inputs.equity_premium
    most = (
        top
        * inputs.mature_operating_margin
        * (1 - inputs.tax_rate)
        * (1 - inputs.terminal_growth / inputs.return_on_new_capital)
        / (yields - inputs.terminal_growth)
    )
    worth = horizon_value(setting.state, setting.expected, inputs, setting.ceiling)
    assert np.all(worth <= most * (1 + 1e-9))


def test_ten_years_on_fewer_than_one_path_in_a_thousand_is_larger_than_any_company(
    typed: Callable[..., Company],
) -> None:
    futures = Futures(typed(revenue="300m", growth="120%", price="9bn"), seed=1, paths=2048)
    inputs = futures.drawn(futures.lead).inputs
    free = replace(inputs, frontier=None)
    setting = Record(free, nested_shocks(Draws(1), 40, 512), Policy(), risk_neutral=False)
    run(setting)
    passed = float((setting.state.revenue > largest_revenue()).mean())
    assert passed < 0.001
    assert exp(frontier(300.0, 10.0)) * 300.0 < largest_revenue()
