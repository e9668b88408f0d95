"""Values from simulated paths: the level, its interval, its tail, and its sampling error.

Two runs share one policy. In the *nested* run every draw of facts and parameters sees the same
paths (common random numbers), so that the spread of its conditional means is the spread that the
inputs make and not noise. In the *level* run every path has shocks of its own, which makes the
mean over everything steady. Conditional means are moved so that their mean is the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import QUARTER, Books, run
from pricedin.simulation.policy import FittedPolicy, fit_policy
from pricedin.simulation.record import Record, RecordInputs, Shocks

BEST_SHARE = 0.01
WINSOR_PERCENTILE = 99.0
PILOT_PATHS = 64
ROWS_PER_BLOCK = 32  # draws at a time; keeps arrays in cache and changes no result


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A conditional mean for each draw, under one treatment of the best paths."""

    name: str
    means: FloatArray

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Return the central interval of the conditional means."""
        tail = 50 * (1 - level)
        low, high = np.percentile(self.means, [tail, 100 - tail])
        return float(low), float(high)

    @property
    def mean(self) -> float:
        """The level."""
        return float(self.means.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """Value of the whole equity, USD million, and what it is made of.

    `frontier`, `winsorised` and `without_best` treat the tail in three ways. `earned` and
    `burned` are present values of positive and negative flows, `horizon` of what is left at the
    end, `injected` of new money; each has one conditional mean a draw.
    """

    frontier: Tail
    winsorised: Tail
    without_best: Tail
    standard_error: float
    best_share: float
    earned: FloatArray
    burned: FloatArray
    horizon: FloatArray
    injected: FloatArray
    alive_at_end: FloatArray
    paths: int

    @property
    def tails(self) -> tuple[Tail, Tail, Tail]:
        """The three treatments."""
        return self.frontier, self.winsorised, self.without_best


def nested_shocks(draws: Draws, quarters: int, paths: int) -> Shocks:
    """Return shocks that every draw of facts and parameters shares."""
    return Shocks(
        level=draws.normals("level", quarters, paths),
        start=draws.normals("start", 1, paths)[0],
    )


def independent_shocks(draws: Draws, rows: range, quarters: int, paths: int) -> Shocks:
    """Return shocks of its own for each of `rows`; they follow the row, not the block."""
    each = [nested_shocks(Draws(draws.seed, replicate=1 + row), quarters, paths) for row in rows]
    return Shocks(
        level=np.stack([s.level for s in each], axis=1),
        start=np.stack([s.start for s in each], axis=0),
    )


def pilot_shocks(draws: Draws, quarters: int, paths: int) -> Shocks:
    """Return the shocks of the pilot run, which are used for nothing else."""
    return Shocks(
        level=draws.normals("pilot_level", quarters, paths),
        start=draws.normals("pilot_start", 1, paths)[0],
    )


def value(
    inputs: RecordInputs,
    draws: Draws,
    *,
    paths: int,
    policy: FittedPolicy | None = None,
    level_run: bool = True,
) -> Valuation:
    """Value the whole equity.

    Parameters
    ----------
    inputs : RecordInputs
        One row a draw of facts and parameters.
    draws : Draws
    paths : int
        Inner paths a draw.
    policy : FittedPolicy, optional
        Fitted on these inputs if not given.
    level_run : bool
        False leaves out the second run; the standard error is then that of the shared paths.
    """
    chosen = policy or fit_policy(inputs, pilot_shocks(draws, inputs.quarters, PILOT_PATHS))
    nested = _payoffs(inputs, nested_shocks(draws, inputs.quarters, paths), chosen)
    if not level_run:
        return _assembled(nested, nested)
    level = _independent(inputs, draws, paths, chosen)
    return _assembled(nested, level)


@dataclass(slots=True)
class _Paths:
    """Payoffs and parts of a run, each of shape (draws, paths)."""

    payoff: FloatArray
    earned: FloatArray
    burned: FloatArray
    horizon: FloatArray
    injected: FloatArray
    alive: FloatArray


def _payoffs(inputs: RecordInputs, shocks: Shocks, policy: FittedPolicy) -> _Paths:
    parts = [
        _run(_rows(inputs, start), shocks, policy)
        for start in range(0, inputs.draws, ROWS_PER_BLOCK)
    ]
    return _joined(parts)


def _independent(inputs: RecordInputs, draws: Draws, paths: int, policy: FittedPolicy) -> _Paths:
    """Run with shocks of its own for each draw, which follow the draw and not the block."""
    parts = []
    for start in range(0, inputs.draws, ROWS_PER_BLOCK):
        rows = range(start, min(start + ROWS_PER_BLOCK, inputs.draws))
        shocks = independent_shocks(draws, rows, inputs.quarters, paths)
        parts.append(_run(_rows(inputs, start), shocks, policy))
    return _joined(parts)


def _run(inputs: RecordInputs, shocks: Shocks, policy: FittedPolicy) -> _Paths:
    setting = Record(inputs, shocks, policy)
    last: list[Books] = []
    payoff = run(setting, lambda _q, books: last.append(books))
    books = last[-1]
    return _Paths(
        payoff=payoff,
        earned=setting.flows.earned,
        burned=setting.flows.burned,
        horizon=setting.horizon,
        injected=books.injected,
        alive=books.alive.astype(np.float64),
    )


def _joined(parts: Sequence[_Paths]) -> _Paths:
    return _Paths(
        **{
            name: np.concatenate([getattr(p, name) for p in parts], axis=0)
            for name in _Paths.__slots__
        }
    )


def _rows(inputs: RecordInputs, start: int, count: int = ROWS_PER_BLOCK) -> RecordInputs:
    """Return a slice of the draws."""
    from dataclasses import fields, replace

    cut = slice(start, start + count)
    changes: dict[str, object] = {}
    for field in fields(inputs):
        given = getattr(inputs, field.name)
        if field.name == "costs":
            changes["costs"] = {name: line[cut] for name, line in given.items()}
        elif field.name == "growth":
            changes["growth"] = type(given)(
                **{f.name: getattr(given, f.name)[cut] for f in fields(given)}
            )
        elif field.name in ("frontier", "planned"):
            changes[field.name] = None if given is None else given[:, cut]
        elif isinstance(given, np.ndarray):
            changes[field.name] = given[cut]
    return replace(inputs, **changes)  # type: ignore[arg-type]


def tail_means(payoff: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return conditional means with all paths, winsorised, and without the best 1 percent.

    A fraction of a path counts as a fraction, so that few paths a draw do not bias the cut.
    """
    count = payoff.shape[-1]
    ordered = np.sort(payoff, axis=-1)
    cut = np.percentile(payoff, WINSOR_PERCENTILE, axis=-1, keepdims=True)
    best = BEST_SHARE * count
    whole = int(best)
    top = ordered[..., count - whole :].sum(axis=-1) if whole else np.zeros(payoff.shape[:-1])
    top = top + (best - whole) * ordered[..., count - whole - 1]
    total = payoff.sum(axis=-1)
    return (
        total / count,
        np.minimum(payoff, cut).mean(axis=-1),
        (total - top) / (count - best),
    )


def _assembled(nested: _Paths, level: _Paths) -> Valuation:
    names = ("with the frontier", "winsorised at the 99th percentile", "without the best 1 percent")
    own = tail_means(nested.payoff)
    steady = tail_means(level.payoff)
    tails = [
        Tail(name=name, means=mine + (float(theirs.mean()) - float(mine.mean())))
        for name, mine, theirs in zip(names, own, steady, strict=True)
    ]
    count = level.payoff.shape[-1]
    all_mean = float(level.payoff.mean())
    without = float(steady[2].mean())
    # What the best paths of each draw carry, of the value above nothing.
    carried = all_mean - without * (1 - BEST_SHARE)
    share = carried / all_mean if all_mean > 0 else 0.0
    half = count // 2
    pairs = 0.5 * (level.payoff[:, :half] + level.payoff[:, half : 2 * half])
    within = pairs.var(axis=-1, ddof=1) / half if half > 1 else np.zeros(pairs.shape[0])
    if nested is level:
        error = float(np.sqrt(pairs.mean(axis=0).var(ddof=1) / half))
    else:
        error = float(np.sqrt(within.mean() / pairs.shape[0]))
    return Valuation(
        frontier=tails[0],
        winsorised=tails[1],
        without_best=tails[2],
        standard_error=error,
        best_share=share,
        earned=_moved(nested.earned, level.earned),
        burned=_moved(nested.burned, level.burned),
        horizon=_moved(nested.horizon, level.horizon),
        injected=_moved(nested.injected, level.injected),
        alive_at_end=_moved(nested.alive, level.alive),
        paths=int(level.payoff.size),
    )


def _moved(nested: FloatArray, level: FloatArray) -> FloatArray:
    mine = nested.mean(axis=-1)
    return np.asarray(mine + (level.mean() - mine.mean()), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """Percentiles of outcomes by year, in the world as it is: not an interval of an answer."""

    years: FloatArray
    percentiles: tuple[float, ...]
    revenue: FloatArray
    cash: FloatArray
    alive: FloatArray


def fan(
    inputs: RecordInputs,
    draws: Draws,
    policy: FittedPolicy,
    *,
    paths: int,
    percentiles: tuple[float, ...] = (5, 10, 25, 50, 75, 90, 95),
) -> Fan:
    """Return the spread of revenue, and of cash on the plan before any new money, by year."""
    setting = Record(
        inputs, nested_shocks(draws, inputs.quarters, paths), policy, risk_neutral=False
    )
    revenue: list[FloatArray] = []
    cash: list[FloatArray] = []
    alive: list[float] = []
    growth = 1 + inputs.risk_free_rate

    def observe(quarter: int, books: Books) -> None:
        if quarter % 4 == 0:
            revenue.append(np.percentile(setting.state.revenue, percentiles))
            own = books.cash - books.injected * growth ** (quarter * QUARTER)
            cash.append(np.percentile(own, percentiles))
            alive.append(float(books.alive.mean()))

    run(setting, observe)
    return Fan(
        years=np.arange(len(alive), dtype=np.float64),
        percentiles=percentiles,
        revenue=np.array(revenue),
        cash=np.array(cash),
        alive=np.array(alive),
    )
