"""Numbers that are set in the code and that no option changes, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from pricedin.company import cash, demand, fallback
from pricedin.facts import distribution, grade
from pricedin.simulation import classes, odds

Row = tuple[str, float, float, float, str, str]


def fixed_rows() -> Iterator[Row]:
    """Yield key, value, ends of its range, unit and source of each."""

    def row(key: str, value: float, unit: str, source: str) -> Row:
        return key, value, value, value, unit, source

    for name, error in grade.LEAST_ERROR.items():
        words = f"least error of grade {name}, {grade.MEANING[name]}: judgement"
        yield row(f"error.{name}", error, "standard deviation of the log", words)
    yield row(
        "error.approximate",
        grade.APPROX_ERROR,
        "standard deviation of the log",
        "least error of a figure told as approximate: judgement",
    )
    for name, points in grade.POINTS.items():
        words = f"weight of an origin of grade {name} among rivals and readings: judgement"
        yield row(f"points.{name}", float(points), "points", words)
    yield row(
        "bound.excess",
        distribution.EXCESS_MEDIAN,
        "fraction of the bound, median",
        "a bound is told because the figure lies near it: judgement",
    )
    low, high = cash.CASH_SHARE_OF_LOSS
    yield (
        "loss.cash_share",
        float(low + high) / 2,
        float(low),
        float(high),
        "fraction of a net loss",
        "judgement: a loss holds share-based pay and revalued preferred shares, which cost no cash",
    )
    low, high = demand.PLATFORM_SHARE
    yield (
        "analogy.platform",
        float(low + high) / 2,
        float(low),
        float(high),
        "fraction of the peer's platform revenue",
        "judgement, for a range of revenue by analogy",
    )
    yield row(
        "analogy.widening",
        float(demand.WIDENING),
        "times, at both ends",
        "judgement: an analogy misses whatever is unlike the peer",
    )
    yield row(
        "analogy.slower_than_peers",
        float(fallback.SLOWER_THAN_PEERS),
        "fraction of the slowest peer's growth",
        "judgement: the peers are those one has heard of",
    )
    yield row(
        "growth.misfit",
        classes.MISFIT,
        "times the sampling error",
        "root mean square misfit of the fitted percentiles, in their standard errors",
    )
    yield row(
        "odds.flat",
        odds.FLAT,
        "fraction of the last price",
        "a price within this of the last is flat, as in the tables",
    )
    yield row(
        "odds.sector_keep",
        odds.SECTOR_KEEP,
        "kept a quarter of the sector's distance",
        "judgement: sector levels revert within some four years",
    )
    yield row(
        "odds.need_in_tight",
        odds.NEED_IN_TIGHT,
        "chance a quarter",
        "judgement: that a company in need finds money while the window is closed",
    )
    yield row(
        "odds.need_quarters",
        odds.NEED_QUARTERS,
        "quarters of burn",
        "judgement: a company looks for money when its cash covers no more",
    )
