"""The fastest growth on record, as a bound on simulated revenue.

From a starting size, revenue after ``t`` years is at most the largest multiple that any company
on the table reached from that size or a larger one within that time, and no company on it has
passed it. It bounds what has happened; it says nothing of how likely that is, and a company may
pass it; the bet is therefore shown under two other treatments of the best paths too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from pricedin.reference import table
from pricedin.simulation.arrays import FloatArray

HORIZONS = (1.0, 2.0, 3.0, 5.0, 7.0, 10.0)


@lru_cache(maxsize=16)
def _anchors(day: date) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Log starting sizes and years, rising, and log multiples of shape (starts, years).

    Few companies tell their revenue after other spans than `HORIZONS`; such a row lifts the bound
    where it lies above what is interpolated there, and never lowers it.
    """
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
    spans = np.array(sorted({*HORIZONS, *(years for _, years, _ in rows)}))
    logs = np.zeros((len(starts), spans.size))
    for i, start in enumerate(starts):
        larger = [(years, m) for s, years, m in rows if s >= start]

        def log_reached(within: float, larger: list[tuple[float, float]] = larger) -> float:
            return float(np.log(max((m for years, m in larger if years <= within), default=1.0)))

        between = np.interp(spans, (0.0, *HORIZONS), (0.0, *map(log_reached, HORIZONS)))
        logs[i] = np.maximum(between, [log_reached(span) for span in spans])
    return np.log(np.array(starts)), spans, logs


def log_frontier(log_revenue: FloatArray, years: float, day: date) -> FloatArray:
    """Return the log of the largest multiple on record after `years`.

    Parameters
    ----------
    log_revenue : array, log of USD million at the start
    years : float
        Between anchors the log multiple is interpolated, from zero at zero; after the last it
        rises no more.
    day : date
        Only records that were public by then.
    """
    return np.asarray(log_frontiers(log_revenue, [years], day)[0], dtype=np.float64)


def log_frontiers(log_revenue: FloatArray, years: Sequence[float], day: date) -> FloatArray:
    """Return `log_frontier` after each of `years`, along a leading axis."""
    starts, spans, logs = _anchors(day)
    at_spans = np.stack(
        [np.interp(log_revenue, starts, logs[:, j]) for j in range(spans.size)], axis=-1
    )
    grid = np.concatenate([[0.0], spans])
    padded = np.concatenate([np.zeros((*at_spans.shape[:-1], 1)), at_spans], axis=-1)
    found = []
    for after in years:
        right = int(np.clip(np.searchsorted(grid, after), 1, len(grid) - 1))
        share = min(1.0, (after - grid[right - 1]) / (grid[right] - grid[right - 1]))
        low, high = padded[..., right - 1], padded[..., right]
        found.append(low + share * (high - low))
    return np.asarray(found, dtype=np.float64)


def largest_revenue() -> float:
    """Return the largest annual revenue of any company on record, USD million."""
    rows = [r for r in table("growth_records").rows if r["company"].startswith("one_largest")]
    return float(rows[0]["end_revenue_usd_m"])
