"""The fastest growth on record, as a bound on simulated revenue.

From a starting size, revenue after ``t`` years is at most the largest multiple that any company
on the table reached from that size or a larger one within that time. It bounds what has happened;
it says nothing of how likely that is, and a company may pass it; the bet is therefore shown under
two other treatments of the best paths too.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from pricedin.reference import table
from pricedin.simulation.arrays import FloatArray

HORIZONS = (1.0, 2.0, 3.0, 5.0, 7.0, 10.0)


@lru_cache(maxsize=16)
def _anchors(day: date) -> tuple[FloatArray, FloatArray]:
    """Log starting sizes, rising, and log multiples of shape (starts, horizons)."""
    rows = [
        (
            float(row["start_revenue_usd_m"]),
            float(row["years"]),
            float(row["end_revenue_usd_m"]) / float(row["start_revenue_usd_m"]),
        )
        for row in table("growth_records").rows
        if not row["company"].startswith("one_largest")
        and date.fromisoformat(row["public_from"]) <= day
    ]
    starts = sorted({start for start, _, _ in rows})
    logs = np.zeros((len(starts), len(HORIZONS)))
    for i, start in enumerate(starts):
        for j, horizon in enumerate(HORIZONS):
            reached = [m for s, years, m in rows if s >= start and years <= horizon]
            logs[i, j] = np.log(max(reached, default=1.0))
    return np.log(np.array(starts)), logs


def log_frontier(log_revenue: FloatArray, years: float, day: date) -> FloatArray:
    """Return the log of the largest multiple on record after `years`.

    Parameters
    ----------
    log_revenue : array, log of USD million at the start
    years : float
        Between horizons the log multiple is interpolated, from zero at zero.
    day : date
        Only records that were public by then.
    """
    starts, logs = _anchors(day)
    at_horizons = np.stack(
        [np.interp(log_revenue, starts, logs[:, j]) for j in range(len(HORIZONS))], axis=-1
    )
    grid = np.array((0.0, *HORIZONS))
    padded = np.concatenate([np.zeros((*at_horizons.shape[:-1], 1)), at_horizons], axis=-1)
    right = int(np.clip(np.searchsorted(grid, years), 1, len(grid) - 1))
    share = min(1.0, (years - grid[right - 1]) / (grid[right] - grid[right - 1]))
    low, high = padded[..., right - 1], padded[..., right]
    return np.asarray(low + share * (high - low), dtype=np.float64)


def largest_revenue() -> float:
    """Return the largest annual revenue of any company on record, USD million."""
    rows = [r for r in table("growth_records").rows if r["company"].startswith("one_largest")]
    return float(rows[0]["end_revenue_usd_m"])
