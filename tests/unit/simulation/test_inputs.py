"""The border between exact figures and arrays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from pricedin.company.company import Company
from pricedin.company.fallback import Filled
from pricedin.errors import EvidenceError
from pricedin.fx import ReferenceRates
from pricedin.simulation.futures import Futures
from pricedin.simulation.inputs import COLUMNS, Drawn, drawn, new_money_to_add

Typed = Callable[..., Company]
Find = Callable[[str, date], Company]

DAY = date(2026, 1, 20)


def futures_of(company: Company, **assume: str) -> Futures:
    return Futures(company, seed=1, paths=512, assume=assume)


def middle(futures: Futures, **more: Any) -> Drawn:
    """Draw at the medians of everything."""
    return drawn(
        futures.company,
        futures.figures,
        futures.assumptions,
        futures.lead,
        np.full((1, len(COLUMNS)), 0.5),
        **more,
    )


# --- what is missing --------------------------------------------------------------------------


def test_missing_revenue_is_refused_by_name_with_what_is_needed(typed: Typed) -> None:
    futures = futures_of(typed(revenue=None, growth=None))
    with pytest.raises(EvidenceError) as refused:
        futures.drawn(futures.lead)
    told = str(refused.value)
    assert told.startswith("revenue is missing: none is public")
    assert "needed: revenue of any recent period, or a run rate" in told
    assert told.endswith("Add a claim, or pass --assume revenue=…")


def test_revenue_that_is_typed_instead_is_taken(typed: Typed) -> None:
    futures = futures_of(typed(revenue=None, growth=None), revenue="50m")
    assert middle(futures).values["revenue"].tolist() == [50.0]


def test_for_a_curve_missing_revenue_is_given(typed: Typed) -> None:
    futures = futures_of(typed(revenue=None, growth=None))
    found = middle(futures, revenue=np.array([30.0]))
    assert found.inputs.revenue.tolist() == [[30.0]]


# --- columns ----------------------------------------------------------------------------------


def test_every_input_has_one_column_of_its_own() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert len(COLUMNS) <= 64  # as many as are always drawn, so that none moves another


def test_columns_stand_where_they_stood() -> None:
    # A new input goes at the end of its kind, else it changes the draws of all others.
    assert COLUMNS[:7] == ("revenue", "growth", "gross_margin", "burn", "cash", "debt", "new_money")
    assert COLUMNS[7:12] == (
        "risk_free_rate",
        "equity_premium",
        "revenue_beta",
        "mature_operating_margin",
        "mature_gross_margin",
    )
    assert COLUMNS[-1] == "growth.refit"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("revenue", "50m..200m"),
        ("tax_rate", "0.1..0.4"),
        ("burn", "1m..90m"),
        ("growth.momentum", "0.1..0.3"),
        ("odds.removal", "0.1..0.2"),
    ],
)
def test_changing_one_input_leaves_the_draws_of_the_others(
    typed: Typed, key: str, text: str
) -> None:
    company = typed()
    plain, changed = (f.drawn(f.lead) for f in (futures_of(company), _with(company, key, text)))
    for name in plain.values:
        same = plain.values[name].tolist() == changed.values[name].tolist()
        # Odds are drawn elsewhere, and cost follows revenue and burn.
        assert same == (name != key), name


def _with(company: Company, key: str, text: str) -> Futures:
    return Futures(company, seed=1, paths=512, assume={key: text})


# --- figures at their medians -----------------------------------------------------------------


def test_a_typed_case_arrives_as_it_was_typed(typed: Typed) -> None:
    found = middle(futures_of(typed(burn="2m")), label="post")
    assert found.inputs.revenue.tolist() == [[100.0]]
    assert found.inputs.cash.tolist() == [[100.0]]
    assert found.inputs.debt.tolist() == [[0.0]]
    assert found.inputs.gross_margin.tolist() == [[0.75]]
    assert found.inputs.prior_growth is not None
    assert float(found.inputs.prior_growth[0, 0]) == pytest.approx(np.log(1.4))
    # All costs are what burns: gross profit of 75 and 24 more.
    assert {name: line.tolist() for name, line in found.inputs.costs.items()} == {
        "other": [[pytest.approx(99.0)]]
    }


def test_costs_are_never_less_than_a_fiftieth_of_revenue(typed: Typed) -> None:
    # A burn of minus 90m a year would leave costs below nothing.
    found = middle(futures_of(typed(), burn="-90m"))
    assert sum(float(line[0, 0]) for line in found.inputs.costs.values()) == pytest.approx(2.0)


def test_a_run_rate_is_brought_back_by_half_a_year_of_growth(typed: Typed) -> None:
    # Told as a rate of today; the last twelve months lie half a year behind it.
    futures = futures_of(typed(growth="100%"))
    futures.figures = _replaced(futures, shift_years=Decimal("0.5"))
    assert middle(futures).values["revenue"].tolist() == pytest.approx([100 / 2**0.5])


def _replaced(futures: Futures, **changes: Any) -> Filled:
    return replace(futures.figures, **changes)


def test_a_gross_margin_above_the_mature_one_is_kept(typed: Typed) -> None:
    found = middle(futures_of(typed(), gross_margin="0.9"))
    assert found.inputs.mature_gross_margin.tolist() == [[0.9]]


def test_a_mature_operating_margin_is_never_above_the_gross_one(typed: Typed) -> None:
    futures = futures_of(
        typed(), gross_margin="0.1", mature_gross_margin="0.2", mature_operating_margin="0.3"
    )
    assert middle(futures).inputs.mature_operating_margin.tolist() == [[pytest.approx(0.18)]]


def test_money_crosses_in_us_dollars_at_the_rate_of_the_day(bundled_company: Find) -> None:
    """Kimi's 10bn CNY, at its median of 5 percent over the bound, in million dollars."""
    futures = Futures(bundled_company("kimi", DAY), seed=1, paths=512)
    rate = float(ReferenceRates().on("CNY", "USD", DAY).value)
    found = middle(futures)
    cash = futures.figures.cash.distribution
    assert cash.words == "at least"
    # The excess is exponential with median 5 percent, cut at 15bn: a hair below 1.05.
    assert float(found.inputs.cash[0, 0]) == pytest.approx(1.05 * 10_000 * rate, rel=0.003)


def test_costs_are_split_as_the_company_files_them(bundled_company: Find) -> None:
    """MiniMax files research with compute in it, marketing, and the rest is other."""
    futures = Futures(bundled_company("minimax", DAY), seed=1, paths=512)
    told = {k: float(v.distribution.central) for k, v in futures.company.costs.items()}
    costs = {k: float(v[0, 0]) for k, v in middle(futures).inputs.costs.items()}
    compute = told.get("compute_cost", 0.0)
    assert costs["research"] / costs["marketing"] == pytest.approx(
        (told["rd_expense"] - compute) / told["marketing_expense"]
    )
    if compute:
        assert costs["compute"] / costs["marketing"] == pytest.approx(
            compute / told["marketing_expense"]
        )


# --- the basis of cash ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "label", "added"),
    [
        (False, "pre", 0),  # cash before the round, price before it
        (False, "post", 1),  # price with the money, balance without
        (True, "pre", -1),  # balance with the money, price without
        (True, "post", 0),
        (False, "listed", 0),
        (True, "listed", 0),
    ],
)
def test_cash_is_on_the_basis_of_the_price(
    typed: Typed, held: bool, label: str, added: int
) -> None:
    futures = futures_of(typed(), new_money="30m")
    futures.figures = _replaced(futures, new_money_held=held)
    assert new_money_to_add(futures.figures, label) == added
    cash = middle(futures, label=label).inputs.cash
    assert cash.tolist() == [[100.0 + 30.0 * added]]


def test_new_money_cannot_take_cash_below_nothing(typed: Typed) -> None:
    futures = futures_of(typed(), new_money="300m")
    futures.figures = _replaced(futures, new_money_held=True)
    assert middle(futures, label="pre").inputs.cash.tolist() == [[0.0]]


# --- curves -----------------------------------------------------------------------------------


def test_planned_growth_is_that_now_and_half_of_its_distance_after_its_half_life(
    typed: Typed,
) -> None:
    found = middle(futures_of(typed()), growth=np.array([0.8]), half_life=np.array([2.0]))
    inputs = found.inputs
    assert inputs.prior_growth is None
    assert inputs.planned is not None
    planned = inputs.planned[:, 0, 0]
    mean = float(np.asarray(inputs.growth.growth_per_year)[0, 0])  # below a billion
    assert planned[0] == pytest.approx(0.8 - mean)
    assert planned[8] == pytest.approx(planned[0] / 2)
    assert planned[16] == pytest.approx(planned[0] / 4)
    assert inputs.planned.shape == (41, 1, 1)


def test_without_the_frontier_nothing_bounds_revenue(typed: Typed) -> None:
    assert middle(futures_of(typed()), frontier=False).inputs.frontier is None
    bound = middle(futures_of(typed())).inputs.frontier
    assert bound is not None
    assert bound.shape == (41, 1, 1)
    assert bound[0].tolist() == [[0.0]]
