"""Check the growth law against every printed percentile, fitted and held-out horizons apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.calibration.cells import (
    ALL_SIZES,
    GROWTH_EDGES,
    LISTED,
    MARGINAL_CELLS,
    SOFTWARE,
    Row,
    Tables,
    cells,
    observation,
)
from pricedin.simulation.calibration.fit import FITTED_YEARS, simulated_percentiles
from pricedin.simulation.growth import LISTED_2008_2021, SOFTWARE_2008_2021, GrowthParameters

PRESETS: Final = {LISTED: LISTED_2008_2021, SOFTWARE: SOFTWARE_2008_2021}

JUDGED_PERCENTILES: Final = (10, 50, 90)
CHECKED_YEARS: Final = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One observation beside the law's percentile, in log growth per year."""

    universe: str
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
    simulated: float
    inside: bool
    fitted: bool


def check(
    tables: Tables,
    universe: str,
    p: GrowthParameters,
    *,
    seed: int,
    n_points: int = 16384,
    years: Sequence[int] = CHECKED_YEARS,
) -> tuple[CheckRow, ...]:
    """Every printed percentile of a universe beside the law's, fitted and held-out horizons.

    Cells over all sizes together (size ``"all"``) come last; they are held out but for
    `MARGINAL_CELLS`.
    """
    rows = []
    for cell in cells(tables, universe, years, n_points, seed, marginal=GROWTH_EDGES):
        sized = cell.size != ALL_SIZES or (universe, cell.growth) in MARGINAL_CELLS
        for one, simulated in simulated_percentiles(cell, p):
            columns = {f.name: getattr(one, f.name) for f in fields(one)}
            inside = one.low <= simulated <= one.high
            fitted = sized and one.years in FITTED_YEARS
            rows.append(
                CheckRow(
                    universe=universe,
                    simulated=simulated,
                    inside=inside,
                    fitted=fitted,
                    **columns,
                )
            )
    return tuple(rows)


def hit_counts(
    rows: Iterable[CheckRow],
    *,
    all_sizes: bool = False,
    n_least: int = 100,
    allow_missing: bool = False,
) -> dict[tuple[int, int], tuple[int, int]]:
    """Hits and trials by (years, percentile), of cells with at least `n_least` windows.

    `allow_missing` widens each interval to where the percentile would lie had all starts without
    an end figure done worst: a second reading, not the criterion.
    """
    counts: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        if (
            row.percentile in JUDGED_PERCENTILES
            and (row.size == ALL_SIZES) == all_sizes
            and row.n_end >= n_least
        ):
            widened = min(row.low, row.low + row.if_missing_worst - row.observed)
            inside = row.inside or (allow_missing and widened <= row.simulated <= row.high)
            hits, trials = counts.get((row.years, row.percentile), (0, 0))
            counts[row.years, row.percentile] = (hits + inside, trials + 1)
    return counts


def interval_width_ratios(tables: Tables, bootstrap: Iterable[Row]) -> FloatArray:
    """Published bootstrap interval widths over this module's, cells of 80 firms or more."""
    rows = {
        (r["universe"], r["years"], r.get("start_revenue_usd", "all"), r["prior_year_growth"]): r
        for r in (*tables.by_size_and_growth, *tables.by_prior_growth)
    }
    ratios = []
    for row in bootstrap:
        key = (row["universe"], row["years"], row["start_revenue_usd"], row["prior_year_growth"])
        if key in rows and int(row["n_firms"]) >= 80:
            for percentile in JUDGED_PERCENTILES:
                own = observation(rows[key], percentile, key[2])
                ends = np.array([float(e) for e in row[f"p{percentile}_ci90"].split("..")])
                low, high = np.log1p(ends / 100.0)
                ratios.append((high - low) / (own.high - own.low))
    return np.array(ratios)


def summary_lines(rows: Sequence[CheckRow]) -> Iterator[str]:
    """Hit rates by horizon and percentile, as text."""
    readings: tuple[tuple[str, bool, int, bool], ...] = (
        ("cells by size and growth, 100 windows or more", False, 100, False),
        ("the same, missing ends allowed to have done worst", False, 100, True),
        ("cells by size and growth, 30 windows or more", False, 30, False),
        ("growth buckets over all sizes, 100 windows or more", True, 100, False),
    )
    for title, all_sizes, n_least, allow_missing in readings:
        counts = hit_counts(rows, all_sizes=all_sizes, n_least=n_least, allow_missing=allow_missing)
        yield title
        for years in sorted({years for years, _ in counts}):
            parts = [counts[years, p] for p in JUDGED_PERCENTILES]
            hits, trials = sum(h for h, _ in parts), sum(t for _, t in parts)
            detail = "  ".join(
                f"p{p} {h}/{t}" for p, (h, t) in zip(JUDGED_PERCENTILES, parts, strict=True)
            )
            yield f"  {years:2d} years  {hits:3d}/{trials:3d} = {hits / trials:5.1%}   {detail}"


def table_lines(rows: Iterable[CheckRow], *, misses_only: bool) -> Iterator[str]:
    """Rows of the check as text, growth in percent a year."""
    yield (
        "years size      growth     pct  n_end firms  observed      low     high simulated "
        "inside fitted"
    )
    for r in rows:
        if not (misses_only and (r.inside or r.n_end < 100)):
            figures = (100.0 * np.expm1([r.observed, r.low, r.high, r.simulated])).tolist()
            numbers = " ".join(f"{x:8.1f}" for x in figures)
            yield (
                f"{r.years:5d} {r.size:9s} {r.growth:9s} {r.percentile:4d} {r.n_end:6d} "
                f"{r.n_firms:5d}  {numbers}  {'yes' if r.inside else 'NO ':3s}    "
                f"{'yes' if r.fitted else 'no'}"
            )
