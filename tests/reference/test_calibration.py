"""The growth law beside the tables it was fitted to, and the horizons it was not.

Floors, not pins: a refit may do better. They are what the law reaches with 65,536 points a cell,
where another seed moves a count by one at most.
"""

import numpy as np
import pytest
from scipy.special import ndtri

from pricedin.reference import table
from pricedin.simulation.calibration.cells import (
    LISTED,
    SOFTWARE,
    observation,
    shipped_tables,
)
from pricedin.simulation.calibration.check import (
    JUDGED_PERCENTILES,
    PRESETS,
    CheckRow,
    check,
    hit_counts,
    interval_width_ratios,
)

WANTED = 0.8  # of the cells with 100 windows or more, over one and five years
Hits = dict[tuple[str, int], tuple[int, int]]


@pytest.fixture(scope="module")
def checked() -> dict[str, tuple[CheckRow, ...]]:
    tables = shipped_tables()
    return {
        universe: check(tables, universe, preset, seed=1, n_points=65_536)
        for universe, preset in PRESETS.items()
    }


@pytest.fixture(scope="module")
def hits(checked: dict[str, tuple[CheckRow, ...]]) -> Hits:
    """Hits and trials over the 10th, 50th and 90th percentile, by universe and years."""
    found: Hits = {}
    for universe, rows in checked.items():
        for (years, _), (inside, trials) in hit_counts(rows).items():
            before = found.get((universe, years), (0, 0))
            found[universe, years] = (before[0] + inside, before[1] + trials)
    return found


# Universe, years, least hits, trials. Horizons of one and three years were fitted.
FLOORS = [
    (LISTED, 1, 54, 69),
    (LISTED, 3, 53, 60),
    (LISTED, 5, 34, 48),
    (LISTED, 10, 7, 12),
    (SOFTWARE, 1, 20, 24),
    (SOFTWARE, 3, 6, 6),
]


@pytest.mark.parametrize(("universe", "years", "least", "trials"), FLOORS)
def test_the_law_meets_its_tables_at_least_as_well_as_when_it_was_shipped(
    hits: Hits, universe: str, years: int, least: int, trials: int
) -> None:
    assert hits[universe, years][1] == trials
    assert hits[universe, years][0] >= least


def test_software_has_no_cell_of_a_hundred_windows_over_five_years(hits: Hits) -> None:
    # So its five-year horizon is held out, and judged by no cell of this size.
    assert {years for universe, years in hits if universe == SOFTWARE} == {1, 3}


def test_four_cells_in_five_of_software_are_met_over_one_year(hits: Hits) -> None:
    inside, trials = hits[SOFTWARE, 1]
    assert inside >= WANTED * trials


@pytest.mark.xfail(
    strict=True,
    reason="54 of 69 (78.3 percent) with 65,536 points a cell (16,384 points at seed 1 give 55); "
    "misses on both sides, in firms that shrank and in firms that grew by 20 to 40 percent",
)
def test_four_cells_in_five_of_listed_firms_are_met_over_one_year(hits: Hits) -> None:
    inside, trials = hits[LISTED, 1]
    assert inside >= WANTED * trials


@pytest.mark.xfail(
    strict=True,
    reason="34 of 48 (70.8 percent), held out: five-year growth in the tables counts only firms "
    "that were still reporting; allowing the missing ends to have done worst gives 43 of 48",
)
def test_four_cells_in_five_of_listed_firms_are_met_over_five_years(hits: Hits) -> None:
    inside, trials = hits[LISTED, 5]
    assert inside >= WANTED * trials


def test_with_missing_ends_allowed_to_have_done_worst_five_years_are_met(
    checked: dict[str, tuple[CheckRow, ...]],
) -> None:
    counts = hit_counts(checked[LISTED], allow_missing=True)
    inside = sum(counts[5, p][0] for p in JUDGED_PERCENTILES)
    assert inside >= WANTED * sum(counts[5, p][1] for p in JUDGED_PERCENTILES)


def test_a_hit_is_a_simulated_percentile_inside_the_interval(
    checked: dict[str, tuple[CheckRow, ...]], hits: Hits
) -> None:
    """Counted again from the rows, without the module's own counting."""
    for (universe, years), (inside, trials) in hits.items():
        judged = [
            r
            for r in checked[universe]
            if r.years == years
            and r.percentile in (10, 50, 90)
            and r.size != "all"
            and r.n_end >= 100
        ]
        assert len(judged) == trials
        assert sum(r.low <= r.simulated <= r.high for r in judged) == inside


def test_intervals_are_as_wide_as_the_published_bootstrap_by_firm() -> None:
    ratios = interval_width_ratios(shipped_tables(), table("fast_grower_cagr_intervals").rows)
    assert len(ratios) >= 60
    assert float(np.exp(np.log(ratios).mean())) == pytest.approx(1.0, abs=0.05)


def test_an_interval_is_where_the_percentile_of_as_many_firms_falls() -> None:
    """By drawing samples of as many firms, where the module takes a beta distribution."""
    row = next(
        r
        for r in table("revenue_cagr_by_size_and_growth").rows
        if (r["universe"], r["years"]) == (LISTED, "1")
        and (r["start_revenue_usd"], r["prior_year_growth"]) == ("50-250m", "neg")
    )
    one = observation(row, 50, "50-250m")
    ranks = np.median(np.random.default_rng(5).random((4000, one.n_firms)), axis=1)
    # Log growth between the printed quartiles: linear in normal quantiles.
    knots = ndtri(np.array([0.25, 0.5, 0.75]))
    heights = np.log1p(np.array([float(row[f"p{p}"]) for p in (25, 50, 75)]) / 100)
    ends = np.interp(ndtri(np.quantile(ranks, [0.05, 0.95])), knots, heights)
    # An end from 4,000 samples is off by some 1 percent of the width.
    assert [one.low, one.high] == pytest.approx(ends, abs=0.06 * (one.high - one.low))
