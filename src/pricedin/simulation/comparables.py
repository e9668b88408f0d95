"""How many comparable companies did it: counts on published tables, no finer than they allow.

A table prints percentiles of growth of companies of a size and a growth, not their rows. The
share that reached a growth rate is read off its distribution, between the percentiles it prints;
beyond the last of them only a bound can be given. Windows of one company overlap, so the interval
counts companies; those that left the sample before the end may be counted as having failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p, sqrt

import numpy as np

from pricedin.reference import table

_PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
_SIZES = (("1-50m", 50.0), ("50-250m", 250.0), ("250m-1bn", 1000.0), ("over_1bn", float("inf")))
_SIZES_ALONE = (
    ("1-10m", 10.0),
    ("10-50m", 50.0),
    ("50-100m", 100.0),
    ("100-250m", 250.0),
    ("250-500m", 500.0),
    ("500m-1bn", 1000.0),
    ("1-5bn", 5000.0),
    ("5-20bn", 20000.0),
    ("over_20bn", float("inf")),
)
_GROWTHS = (
    ("neg", 0.0),
    ("0-10%", 0.10),
    ("10-20%", 0.20),
    ("20-40%", 0.40),
    ("40-100%", 1.0),
    ("over_100%", float("inf")),
)
LEAST_WINDOWS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Companies of one size and growth, over some years."""

    words: str
    years: int
    windows: int
    starts: int
    firms: int
    row: Mapping[str, str]
    table_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many reached a growth rate.

    `bound` is True where the table ends before it, and the count is only an upper bound.
    `worst` counts companies without a figure at the end as not having reached it.
    """

    cell: Cell
    cagr: float
    share: float
    low: float
    high: float
    count: int
    bound: bool
    worst: float

    @property
    def words(self) -> str:
        """As ``2 of 59``, with ``at most`` where the table ends before it."""
        return f"{'at most ' if self.bound else ''}{self.count} of {self.cell.windows}"


def comparable(
    universe: str, revenue: float, growth: float, years: tuple[int, ...] = (5, 3)
) -> Cell | None:
    """Return companies of this revenue (USD million) and growth of the year before (fraction).

    The narrowest cell with enough windows: size and growth in the universe, then in all sectors,
    then size alone; the longest of `years` first.
    """
    size = next(name for name, top in _SIZES if revenue < top)
    alone = next(name for name, top in _SIZES_ALONE if revenue < top)
    bucket = next(name for name, top in _GROWTHS if growth < top)
    both, by_size = table("revenue_cagr_by_size_and_growth"), table("revenue_cagr_by_size")
    everyone = "all_ex_financials_ex_biotech"
    for horizon in years:
        for where in dict.fromkeys((universe, everyone)):
            rows = both.where(
                universe=where,
                years=str(horizon),
                start_revenue_usd=size,
                prior_year_growth=bucket,
            )
            if rows and int(rows[0]["n_end"]) >= LEAST_WINDOWS:
                words = f"{_name(where)} with revenue of {size} USD that grew {_grew(bucket)}"
                return _cell(rows[0], words, horizon, both.id)
        rows = by_size.where(universe=universe, years=str(horizon), start_revenue_usd=alone)
        if rows and int(rows[0]["n_end"]) >= LEAST_WINDOWS:
            words = f"{_name(universe)} with revenue of {alone} USD, whatever they grew"
            return _cell(rows[0], words, horizon, by_size.id)
    return None


def _name(universe: str) -> str:
    return (
        "listed software and internet companies" if "software" in universe else "listed companies"
    )


def _grew(bucket: str) -> str:
    words = {"neg": "less than nothing", "over_100%": "over 100%"}
    return words.get(bucket, bucket) + " the year before"


def _cell(row: Mapping[str, str], words: str, years: int, table_id: str) -> Cell:
    return Cell(
        words=words,
        years=years,
        windows=int(row["n_end"]),
        starts=int(row["n_start"]),
        firms=int(row["n_firms"]),
        row=row,
        table_id=table_id,
    )


def reached(cell: Cell, cagr: float) -> Reached:
    """Count the windows of a cell that grew at `cagr` a year or more.

    Returns
    -------
    Reached
        The share with a 90 percent Wilson interval whose sample size is companies, not windows.
    """
    percentiles, growths = _distribution(cell.row)
    wanted = log1p(cagr)
    bound = wanted > growths[-1]
    level = percentiles[-1] if bound else float(np.interp(wanted, growths, percentiles))
    share = (100 - level) / 100
    if bound:
        # In whole numbers: 5 percent of 60 are 3, and not a little more.
        count = -((percentiles[-1] - 100) * cell.windows // 100)
        low = 0.0
    else:
        count = round(share * cell.windows)
        low = _wilson(share, cell.firms)[0]
    high = _wilson(share, cell.firms)[1]
    return Reached(
        cell=cell,
        cagr=cagr,
        share=count / cell.windows,
        low=low,
        high=high,
        count=count,
        bound=bound,
        worst=count / cell.starts,
    )


def _distribution(row: Mapping[str, str]) -> tuple[list[int], list[float]]:
    """Return percentiles and log growths, rising; those that the table leaves blank are absent."""
    told = [p for p in _PERCENTILES if row[f"p{p}"]]
    return told, [log1p(float(row[f"p{p}"]) / 100) for p in told]


def _wilson(share: float, count: int, z: float = 1.6448536269514722) -> tuple[float, float]:
    """Return Wilson's interval of a share of `count`; E. B. Wilson, JASA 22, 1927."""
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)
