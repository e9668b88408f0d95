"""Values from simulated paths: the level, its interval, its tail, and its sampling error.

Three runs share one policy. In the *nested* run every draw of facts and parameters sees the same
paths (common random numbers), so that the spread of its conditional means is the spread that the
inputs make and not noise. In the *level* run every path has shocks of its own, which says what
the best paths carry. In the *repeats* facts and parameters are drawn anew, a few times over, and
every path has shocks of its own: their mean is the level, and how far they lie apart is its
sampling error, of facts and parameters and of paths alike. Conditional means are moved so that
their mean is the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.draws import Draws, Stream
from pricedin.simulation.engine import QUARTER, Books, run
from pricedin.simulation.policy import FittedPolicy, fit_policy
from pricedin.simulation.record import Record, RecordInputs, Shocks

BEST_SHARE = 0.01
WINSOR_PERCENTILE = 99.0
PILOT_PATHS = 64
PATHS_PER_BLOCK = 8192  # over as many draws as that holds; keeps arrays in cache, moves no result
REPEATS = 8  # of scrambled points; eight know a standard error to a quarter of itself


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


def pilot_shocks(draws: Draws, quarters: int, paths: int, rows: int | None = None) -> Shocks:
    """Return the shocks of the pilot run, which are used for nothing else.

    With `rows` each draw has paths of its own, since all of them are pooled in one fit.
    """
    return _shocks(draws, "pilot_level", "pilot_start", quarters, paths, rows)


def repeat_shocks(draws: Draws, quarters: int, rows: int, paths: int) -> Shocks:
    """Return shocks of its own for each draw of a repeat; `draws` is the repeat's own replicate."""
    return _shocks(draws, "repeat_level", "repeat_start", quarters, paths, rows)


def _shocks(
    draws: Draws, level: Stream, start: Stream, quarters: int, paths: int, rows: int | None
) -> Shocks:
    count = rows or 1
    moves = draws.normals(level, quarters * count, paths)
    starts = draws.normals(start, count, paths)
    if rows is None:
        return Shocks(level=moves, start=starts[0])
    return Shocks(level=moves.reshape(quarters, count, paths), start=starts)


def value(
    inputs: RecordInputs,
    draws: Draws,
    *,
    paths: int,
    policy: FittedPolicy | None = None,
    level_run: bool = True,
    repeats: Sequence[RecordInputs] = (),
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
    repeats : sequence of RecordInputs, optional
        Facts and parameters drawn anew, each time from points scrambled anew. They share `paths`
        between them. Without, the standard error is that of paths alone, on `inputs` as given.
    """
    chosen = policy or fit_policy(
        inputs, pilot_shocks(draws, inputs.quarters, PILOT_PATHS, inputs.draws)
    )
    nested = _payoffs(inputs, nested_shocks(draws, inputs.quarters, paths), chosen)
    if not level_run:
        return _assembled(nested, nested)
    level = _independent(inputs, draws, paths, chosen)
    found = _assembled(nested, level)
    if len(repeats) < 2:
        return found
    each = max(2, paths // (2 * len(repeats)) * 2)
    return _at_level(found, _repeated(repeats, draws, each, chosen))


def _repeated(
    repeats: Sequence[RecordInputs], draws: Draws, paths: int, policy: FittedPolicy
) -> list[_Paths]:
    """Run repeats of facts and parameters, together where they have the same lines of cost."""
    shocks = [
        repeat_shocks(Draws(draws.seed, replicate=1 + n), again.quarters, again.draws, paths)
        for n, again in enumerate(repeats)
    ]
    if len({(tuple(again.costs), again.draws) for again in repeats}) > 1:
        return [_cut_run(*each, policy) for each in zip(repeats, shocks, strict=True)]
    together = Shocks(
        level=np.concatenate([s.level for s in shocks], axis=1),
        start=np.concatenate([s.start for s in shocks], axis=0),
    )
    whole = _cut_run(_stacked(repeats), together, policy)
    size = repeats[0].draws
    return [_part(whole, range(n * size, (n + 1) * size)) for n in range(len(repeats))]


def _cut_run(inputs: RecordInputs, shocks: Shocks, policy: FittedPolicy) -> _Paths:
    """Run in blocks, each draw with shocks of its own."""
    return _joined(
        [
            _run(_rows(inputs, rows), _cut(shocks, rows), policy)
            for rows in _blocks(inputs.draws, shocks.level.shape[-1])
        ]
    )


def _part(paths: _Paths, rows: range) -> _Paths:
    return _Paths(
        **{name: getattr(paths, name)[rows.start : rows.stop] for name in _Paths.__slots__}
    )


def _blocks(draws: int, paths: int) -> list[range]:
    """Return the draws to run at a time."""
    size = max(1, PATHS_PER_BLOCK // paths)
    return [range(start, min(start + size, draws)) for start in range(0, draws, size)]


def _cut(shocks: Shocks, rows: range) -> Shocks:
    return Shocks(
        level=shocks.level[:, rows.start : rows.stop], start=shocks.start[rows.start : rows.stop]
    )


def _at_level(found: Valuation, runs: Sequence[_Paths]) -> Valuation:
    """Move a valuation to the mean of its repeats, and tell their error."""
    means = np.array([run.payoff.mean() for run in runs])
    shift = float(means.mean()) - found.frontier.mean

    def tail(old: Tail) -> Tail:
        return Tail(name=old.name, means=old.means + shift)

    def part(old: FloatArray, name: str) -> FloatArray:
        return _moved_to(old, float(np.mean([getattr(run, name).mean() for run in runs])))

    return replace(
        found,
        frontier=tail(found.frontier),
        winsorised=tail(found.winsorised),
        without_best=tail(found.without_best),
        standard_error=float(means.std(ddof=1) / np.sqrt(means.size)),
        earned=part(found.earned, "earned"),
        burned=part(found.burned, "burned"),
        horizon=part(found.horizon, "horizon"),
        injected=part(found.injected, "injected"),
        alive_at_end=part(found.alive_at_end, "alive"),
    )


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
    paths = shocks.level.shape[-1]
    return _joined(
        [_run(_rows(inputs, rows), shocks, policy) for rows in _blocks(inputs.draws, paths)]
    )


def _independent(inputs: RecordInputs, draws: Draws, paths: int, policy: FittedPolicy) -> _Paths:
    """Run with shocks of its own for each draw, which follow the draw and not the block."""
    parts = []
    for rows in _blocks(inputs.draws, paths):
        shocks = independent_shocks(draws, rows, inputs.quarters, paths)
        parts.append(_run(_rows(inputs, rows), shocks, policy))
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


def _rows(inputs: RecordInputs, rows: range) -> RecordInputs:
    """Return a slice of the draws."""
    cut = slice(rows.start, rows.stop)
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


def _stacked(many: Sequence[RecordInputs]) -> RecordInputs:
    """Return the draws of inputs that are alike, one after the other."""
    first = many[0]
    changes: dict[str, object] = {}
    for field in fields(first):
        given = [getattr(one, field.name) for one in many]
        if field.name == "costs":
            changes["costs"] = {n: np.concatenate([c[n] for c in given]) for n in first.costs}
        elif field.name == "growth":
            changes["growth"] = type(first.growth)(
                **{
                    f.name: np.concatenate([getattr(law, f.name) for law in given])
                    for f in fields(first.growth)
                }
            )
        elif isinstance(given[0], np.ndarray):
            axis = 1 if field.name in ("frontier", "planned") else 0
            changes[field.name] = np.concatenate(given, axis=axis)
    return replace(first, **changes)  # type: ignore[arg-type]


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
    return _moved_to(nested.mean(axis=-1), float(level.mean()))


def _moved_to(means: FloatArray, level: float) -> FloatArray:
    return np.asarray(means + (level - means.mean()), dtype=np.float64)


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
    """Return the spread of revenue, and of cash on the plan before any new money, by year.

    Every path has shocks of its own: percentiles are of all of them, and nothing is compared.
    """
    shocks = independent_shocks(draws, range(inputs.draws), inputs.quarters, paths)
    setting = Record(inputs, shocks, policy, risk_neutral=False)
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
