"""Counts of comparable companies, against the shipped tables read by hand."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.reference import table
from pricedin.simulation.comparables import Cell, comparable, reached

LISTED, SOFTWARE = "all_ex_financials_ex_biotech", "software_internet"
PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
ROWS = [r for r in table("revenue_cagr_by_size_and_growth").rows if int(r["n_end"]) >= 30]


def cell_of(row: Mapping[str, str]) -> Cell:
    return Cell(
        words="a cell",
        years=int(row["years"]),
        windows=int(row["n_end"]),
        starts=int(row["n_start"]),
        firms=int(row["n_firms"]),
        row=row,
        table_id="table:revenue_cagr_by_size_and_growth",
    )


def printed(row: Mapping[str, str]) -> dict[int, float]:
    return {p: float(row[f"p{p}"]) / 100 for p in PERCENTILES if row[f"p{p}"]}


# --- which cell -------------------------------------------------------------------------------


def test_small_firms_that_more_than_doubled_over_five_years() -> None:
    """The cell of Kimi's inferred revenue: 72 starts, 59 of them with a figure at the end."""
    cell = comparable(LISTED, 38.7, 1.2)
    assert cell is not None
    assert (cell.years, cell.starts, cell.windows, cell.firms) == (5, 72, 59, 45)
    assert cell.words == "listed companies with revenue of 1-50m USD that grew over 100% " + (
        "the year before"
    )


@pytest.mark.parametrize(
    ("revenue", "growth", "size", "bucket"),
    [
        (49.9, 0.999, "1-50m", "40-100%"),
        (50.0, 0.4, "50-250m", "40-100%"),
        (250.0, 0.399, "250m-1bn", "20-40%"),
        (999.0, -0.01, "250m-1bn", "neg"),
        (1000.0, 0.0, "over_1bn", "0-10%"),
    ],
)
def test_edges_of_buckets_belong_to_the_bucket_above(
    revenue: float, growth: float, size: str, bucket: str
) -> None:
    cell = comparable(LISTED, revenue, growth)
    assert cell is not None
    assert (cell.row["start_revenue_usd"], cell.row["prior_year_growth"]) == (size, bucket)


def test_software_falls_back_to_all_sectors_where_its_own_cell_is_small() -> None:
    # No software cell of over 100 percent holds 30 windows, over three years or five.
    for years in ("3", "5"):
        own = [
            r
            for r in ROWS
            if (r["universe"], r["years"], r["prior_year_growth"]) == (SOFTWARE, years, "over_100%")
        ]
        assert own == []
    cell = comparable(SOFTWARE, 30.0, 1.5)
    assert cell is not None
    assert cell.row["universe"] == LISTED
    assert cell.words.startswith("listed companies")


def test_a_cell_too_small_over_five_years_is_read_by_size_alone_before_three_years() -> None:
    # 50 to 250m over 100 percent: the five-year cell is not printed, so size alone leads.
    cell = comparable(LISTED, 120.0, 1.5)
    assert cell is not None
    assert cell.table_id == "table:revenue_cagr_by_size"
    assert cell.words == "listed companies with revenue of 100-250m USD, whatever they grew"
    assert cell.years == 5


def test_without_any_cell_there_is_nothing_to_compare_with() -> None:
    assert comparable("no_such_universe", 0.5, 0.1, years=(15,)) is None


# --- how many ---------------------------------------------------------------------------------


def test_counts_are_those_the_table_prints_itself() -> None:
    """The same table prints the share of windows at 20, 30 and 40 percent or more.

    Reading between percentiles is off by at most a tenth, in the smallest cells, and by less
    than a hundredth in the middle one.
    """
    apart = []
    for row in ROWS:
        for threshold in (20, 30, 40):
            count = reached(cell_of(row), threshold / 100)
            if not count.bound:
                apart.append(abs(count.share - float(row[f"share_ge_{threshold}pct"]) / 100))
    assert len(apart) > 400
    assert max(apart) < 0.1
    assert sorted(apart)[len(apart) // 2] < 0.01


def test_at_a_printed_percentile_the_count_is_its_share() -> None:
    cell = comparable(LISTED, 38.7, 1.2)
    assert cell is not None
    for percentile, growth in printed(cell.row).items():
        count = reached(cell, growth)
        assert count.count == round(Fraction(100 - percentile, 100) * 59)
        assert not count.bound


def test_beyond_the_last_percentile_only_a_bound_is_given() -> None:
    for row in ROWS:
        count = reached(cell_of(row), 50.0)  # 5,000 percent a year
        assert count.bound
        assert count.low == 0.0
        assert count.words == f"at most {count.count} of {row['n_end']}"


def test_the_bound_is_no_wider_than_the_table_makes_it() -> None:
    """Of 60 windows at most 3 lie beyond the 95th percentile, not 4."""
    wrong = {}
    for row in ROWS:
        most = ceil(Fraction(100 - max(printed(row)), 100) * int(row["n_end"]))
        found = reached(cell_of(row), 50.0).count
        if found != most:
            wrong[row["n_end"]] = (found, most)
    assert wrong == {}


def test_the_count_of_the_bundled_case_by_hand() -> None:
    # 140 percent a year is beyond the 95th percentile (101.8): at most 5 percent of 59.
    cell = comparable(LISTED, 38.7, 1.2)
    assert cell is not None
    count = reached(cell, 1.40)
    assert count.words == "at most 3 of 59"
    assert count.worst == pytest.approx(3 / 72)
    # Wilson's upper end of 5 percent of 45 firms at 90 percent.
    z, n, p = 1.6448536269514722, 45, 0.05
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert count.high == pytest.approx(middle + half)


def test_the_interval_counts_firms_and_not_windows() -> None:
    cell = comparable(LISTED, 120.0, 0.6)
    assert cell is not None
    assert cell.firms < cell.windows
    count = reached(cell, 0.3)
    width = count.high - count.low
    # About 2 · 1.64 standard errors of a share of 78 firms; of 95 windows it would be narrower.
    share = count.share
    assert width == pytest.approx(3.29 * sqrt(share * (1 - share) / cell.firms), rel=0.05)
    assert count.low < share < count.high


@given(st.sampled_from(ROWS), st.floats(-0.9, 5.0), st.floats(-0.9, 5.0))
def test_fewer_reach_more_and_no_count_is_finer_than_one(
    row: Mapping[str, str], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    easy, hard = reached(cell_of(row), low), reached(cell_of(row), high)
    assert easy.count >= hard.count
    for found in (easy, hard):
        assert found.share == found.count / int(row["n_end"])
        assert found.low <= found.share + 1 / int(row["n_end"])
        assert 0 <= found.worst <= found.share <= 1
