"""Cells of the growth tables: what is printed, its sampling interval, and where paths start.

A *cell* is a start revenue and a prior growth bucket of one universe; an *observation* is one
printed percentile of growth over one horizon in a cell. Growth is log growth a year.
Overlapping windows of one firm are not independent, so the sample size of a percentile is the
number of firms; the intervals that this gives have the width of the published firm-cluster
bootstrap (`check.interval_width_ratios`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import beta, qmc

from pricedin.reference import table
from pricedin.simulation.arrays import FloatArray

Row = Mapping[str, str]

LISTED: Final = "all_ex_financials_ex_biotech"
SOFTWARE: Final = "software_internet"
PERCENTILES: Final = (1, 5, 10, 25, 50, 75, 90, 95, 99)
STEPS_PER_YEAR: Final = 4
ALL_SIZES: Final = "all"

SUB_SIZES: Final[dict[str, tuple[tuple[str, float, float], ...]]] = {
    "1-50m": (("1-10m", 1.0, 10.0), ("10-50m", 10.0, 50.0)),
    "50-250m": (("50-100m", 50.0, 100.0), ("100-250m", 100.0, 250.0)),
    "250m-1bn": (("250-500m", 250.0, 500.0), ("500m-1bn", 500.0, 1000.0)),
    "over_1bn": (
        ("1-5bn", 1000.0, 5000.0),
        ("5-20bn", 5000.0, 20000.0),
        ("over_20bn", 20000.0, 200000.0),
    ),
}
"""Size buckets of the tables, their finer buckets in the table by size, and edges in USD million.

Revenue is spread evenly in its logarithm within a finer bucket; 200bn closes the open one."""

GROWTH_EDGES: Final[dict[str, tuple[float, float]]] = {
    "neg": (-0.98, 0.0),
    "0-10%": (0.0, 0.1),
    "10-20%": (0.1, 0.2),
    "20-40%": (0.2, 0.4),
    "40-100%": (0.4, 1.0),
    "over_100%": (1.0, 49.0),
}
"""Growth buckets; the outermost edges only bound the extrapolated tails."""

PERCENTILE_WEIGHTS: Final = {5: 0.25, 10: 1.0, 25: 0.3, 50: 1.0, 75: 0.3, 90: 1.0, 95: 0.25}
"""The fit looks mainly where the check does; the rest keep the shape honest."""

MARGINAL_CELLS: Final = {(SOFTWARE, "over_100%")}
"""Fitted without a size, as no software cell above 100 percent holds 30 windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Rows of the reference tables, as printed."""

    by_size_and_growth: Sequence[Row]
    by_size: Sequence[Row]
    by_prior_growth: Sequence[Row]
    persistence: Sequence[Row]
    ar1: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One printed percentile with its sampling interval, in log growth per year.

    `if_missing_worst` is the percentile had every start without an end figure done worse than
    all others; the percentile of all starts lies between it and `observed`.
    """

    years: int
    size: str
    growth: str
    percentile: int
    n_end: int
    n_firms: int
    observed: float
    low: float
    high: float
    if_missing_worst: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Start points and shocks of one cell, and its observations by horizon."""

    size: str
    growth: str
    log_revenue: FloatArray
    prior_growth: FloatArray
    shocks: FloatArray
    observations: Mapping[int, tuple[Observation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A sample of the universe over a few years, for its autoregression."""

    log_revenue: FloatArray
    prior_growth: FloatArray
    shocks: FloatArray


def shipped_tables() -> Tables:
    """Return the tables that ship with the package."""
    return Tables(
        by_size_and_growth=table("revenue_cagr_by_size_and_growth").rows,
        by_size=table("revenue_cagr_by_size").rows,
        by_prior_growth=table("revenue_cagr_by_prior_growth").rows,
        persistence=table("growth_persistence").rows,
        ar1=table("growth_ar1").rows,
    )


def printed_distribution(
    row: Row, percentiles: Iterable[int] = PERCENTILES
) -> tuple[FloatArray, FloatArray]:
    """Printed percentiles of a row as (normal quantile, log growth per year), blanks left out."""
    printed = [(p / 100.0, row[f"p{p}"]) for p in percentiles if row[f"p{p}"] != ""]
    levels = np.array([level for level, _ in printed])
    growth = np.array([float(text) for _, text in printed]) / 100.0
    return ndtri(levels), np.log1p(np.maximum(growth, -0.999))


def interpolate(x: FloatArray, knots: FloatArray, heights: FloatArray) -> FloatArray:
    """Piecewise linear through the knots, the end pieces carried on."""
    inside = np.interp(x, knots, heights)
    slope_low = (heights[1] - heights[0]) / (knots[1] - knots[0])
    slope_high = (heights[-1] - heights[-2]) / (knots[-1] - knots[-2])
    below = heights[0] + (x - knots[0]) * slope_low
    above = heights[-1] + (x - knots[-1]) * slope_high
    return np.where(x < knots[0], below, np.where(x > knots[-1], above, inside))


def observation(row: Row, percentile: int, size: str, confidence: float = 0.9) -> Observation:
    """A printed percentile with its order-statistic interval.

    The share of the population below a sample percentile is
    ``Beta(q (n + 1), (1 - q) (n + 1))`` with `n` firms; its central interval is carried to
    growth through the printed distribution, linear between printed percentiles in normal
    quantiles.
    """
    knots, heights = printed_distribution(row)
    n_firms = int(row["n_firms"])
    level = percentile / 100.0
    tails = np.array([0.5 - confidence / 2.0, 0.5 + confidence / 2.0])
    shares = beta.ppf(tails, level * (n_firms + 1), (1.0 - level) * (n_firms + 1))
    low, high = interpolate(ndtri(shares), knots, heights)
    missing = 1.0 - float(row["n_end"]) / float(row["n_start"])
    level_of_rest = max((level - missing) / (1.0 - missing), 0.005)
    worst = interpolate(np.array([ndtri(level_of_rest)]), knots, heights)[0]
    return Observation(
        years=int(row["years"]),
        size=size,
        growth=row["prior_year_growth"],
        percentile=percentile,
        n_end=int(row["n_end"]),
        n_firms=n_firms,
        observed=float(np.log1p(float(row[f"p{percentile}"]) / 100.0)),
        low=float(low),
        high=float(high),
        if_missing_worst=float(worst),
    )


def observations(
    rows: Iterable[Row], universe: str, years: Iterable[int], percentiles: Iterable[int]
) -> Iterator[Observation]:
    """Printed percentiles of a universe over the horizons asked for; blanks left out."""
    wanted_years, wanted = {str(y) for y in years}, tuple(percentiles)
    for row in rows:
        if row["universe"] == universe and row["years"] in wanted_years:
            size = row.get("start_revenue_usd", ALL_SIZES)
            for percentile in wanted:
                if row[f"p{percentile}"] != "":
                    yield observation(row, percentile, size)


def _n_starts(rows: Iterable[Row], universe: str, **columns: str) -> float:
    """Starts of one-year windows in the rows that match."""
    return sum(
        float(row["n_start"])
        for row in rows
        if row["universe"] == universe
        and row["years"] == "1"
        and all(row[name] == value for name, value in columns.items())
    )


def size_weights(tables: Tables, universe: str, size: str, growth: str) -> dict[str, float]:
    """Share of each finer size bucket among the starts of a cell.

    Within a size, as in the table by size. Over all sizes, sizes as in the bucket's own cells,
    or as in those of all firms where the universe has none.
    """
    sizes = dict.fromkeys(SUB_SIZES if size == ALL_SIZES else [size], 1.0)
    if size == ALL_SIZES:
        for source in (universe, LISTED):
            sizes = {
                name: _n_starts(
                    tables.by_size_and_growth,
                    source,
                    start_revenue_usd=name,
                    prior_year_growth=growth,
                )
                for name in SUB_SIZES
            }
            if sum(sizes.values()) > 0.0:
                break
    weights: dict[str, float] = {}
    for name, weight in sizes.items():
        parts = {
            part: _n_starts(tables.by_size, universe, start_revenue_usd=part)
            for part, _, _ in SUB_SIZES[name]
        }
        total = sum(parts.values())
        weights |= {part: weight * count / total for part, count in parts.items()}
    total = sum(weights.values())
    return {part: weight / total for part, weight in weights.items()}


def start_log_revenue(u: FloatArray, weights: Mapping[str, float]) -> FloatArray:
    """Log revenue at uniform numbers `u`: log-uniform in finer buckets of the given weights."""
    edges = {part: (low, high) for parts in SUB_SIZES.values() for part, low, high in parts}
    shares = np.array(list(weights.values()))
    ends = np.cumsum(shares)
    ends[-1] = 1.0
    bucket = np.searchsorted(ends, u, side="right").clip(max=len(shares) - 1)
    within = (u - (ends - shares)[bucket]) / shares[bucket]
    ends_of_bucket: FloatArray = np.log(np.array([edges[part] for part in weights]))
    low, width = ends_of_bucket[bucket, 0], np.diff(ends_of_bucket, axis=1)[bucket, 0]
    return np.asarray(low + within.clip(0.0, 1.0) * width, dtype=np.float64)


def start_prior_growth(u: FloatArray, tables: Tables, universe: str, growth: str) -> FloatArray:
    """Log growth of the year before at uniform numbers `u`, from the bucket's own percentiles.

    Linear between printed percentiles and the bucket's edges; an open tail carries on the last
    piece in normal quantiles.
    """
    row = next(
        row
        for row in tables.persistence
        if row["universe"] == universe
        and row["growth_bucket_year0"] == growth
        and row["lag_years"] == "0"
    )
    z_knots, heights = printed_distribution(row, (5, 10, 25, 50, 75, 90, 95))
    low, high = np.log1p(np.array(GROWTH_EDGES[growth]))
    knots = np.concatenate([[0.0], ndtr(z_knots), [1.0]])
    inside = np.interp(u, knots, np.concatenate([[low], heights, [high]]))
    tail = interpolate(ndtri(u), z_knots, heights).clip(low, high)
    open_low = (growth == "neg") & (u < knots[1])
    open_high = (growth == "over_100%") & (u > knots[-2])
    return np.where(open_low | open_high, tail, inside)


def cells(
    tables: Tables,
    universe: str,
    years: Sequence[int],
    n_points: int,
    seed: int,
    *,
    marginal: Iterable[str] = (),
) -> tuple[Cell, ...]:
    """Cells of a universe with scrambled Sobol points for their starts and shocks.

    Parameters
    ----------
    tables : Tables
    universe : str
    years : sequence of int
        Horizons whose observations are wanted.
    n_points : int
        A power of two keeps the Sobol points balanced.
    seed : int
    marginal : iterable of str
        Growth buckets to be added over all sizes together.

    Returns
    -------
    tuple of Cell
    """
    wanted = tuple(PERCENTILE_WEIGHTS)
    found = list(observations(tables.by_size_and_growth, universe, years, wanted))
    found += [
        o
        for o in observations(tables.by_prior_growth, universe, years, wanted)
        if o.growth in set(marginal)
    ]
    grouped: dict[tuple[str, str], dict[int, list[Observation]]] = {}
    for one in found:
        grouped.setdefault((one.size, one.growth), {}).setdefault(one.years, []).append(one)
    made = []
    for number, ((size, growth), by_years) in enumerate(grouped.items()):
        n_steps = STEPS_PER_YEAR * max(by_years)
        engine = qmc.Sobol(3 + n_steps, rng=np.random.default_rng([seed, number]))
        points = engine.random(n_points).T.clip(1e-12, 1.0 - 1e-12)
        made.append(
            Cell(
                size=size,
                growth=growth,
                log_revenue=start_log_revenue(
                    points[0], size_weights(tables, universe, size, growth)
                ),
                prior_growth=start_prior_growth(points[1], tables, universe, growth),
                shocks=ndtri(points[2:]),
                observations={y: tuple(these) for y, these in by_years.items()},
            )
        )
    return tuple(made)


def population(tables: Tables, universe: str, n_points: int, n_years: int, seed: int) -> Population:
    """A sample of all starts of one-year windows with revenue of USD 10 million or more."""
    rng = np.random.default_rng([seed, 10**6])
    rows = [
        row
        for row in tables.by_size_and_growth
        if row["universe"] == universe and row["years"] == "1"
    ]
    total = sum(float(row["n_start"]) for row in rows)
    revenue, growth = [], []
    for row in rows:
        size, bucket = row["start_revenue_usd"], row["prior_year_growth"]
        n = round(n_points * float(row["n_start"]) / total)
        weights = size_weights(tables, universe, size, bucket)
        revenue.append(start_log_revenue(rng.random(n), weights))
        growth.append(start_prior_growth(rng.random(n), tables, universe, bucket))
    log_revenue, prior_growth = np.concatenate(revenue), np.concatenate(growth)
    large = log_revenue >= np.log(10.0)
    return Population(
        log_revenue=log_revenue[large],
        prior_growth=prior_growth[large],
        shocks=rng.standard_normal((1 + STEPS_PER_YEAR * n_years, int(large.sum()))),
    )
