"""The default setting: growth as on the record of listed companies, costs that can be cut.

Revenue of the last twelve months follows the growth law (`growth`), bounded by the frontier.
Gross margin reverts to a mature one. Each cost line grows by its elasticity times revenue growth
while expected growth keeps up, is cut towards its mature share of revenue when it does not, and
never goes below that share. Tax falls due once losses are used up.

In *values* the drift of log revenue is lowered by revenue beta times the equity premium, all
money is discounted at the risk-free rate, and new money is fairly priced: the value is
``E[PV(what is left) − PV(injections)]`` with limited liability. A path whose cash is gone goes on
only if the estimated value of going on (`policy`, fitted on other paths) covers what it needs.

Shapes: parameters are columns ``(draws, 1)``, shocks are rows ``(1, paths)``; state is
``(draws, paths)``. Money is USD million.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from pricedin.simulation.arrays import BoolArray, FloatArray
from pricedin.simulation.engine import QUARTER, Books
from pricedin.simulation.growth import (
    GrowthParameters,
    expected_growth,
    start_distance,
    step,
)

MAX_EXPECTED = 1.5  # log growth a year; used only to pace a quarter's share of a year


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInputs:
    """What the setting starts from; every array is ``(draws, 1)``, money in USD million.

    `prior_growth` is log growth of the year before, or None to start at the law's mean; `costs`
    are cost lines by name, a year. `frontier`, of shape (quarters + 1, draws, 1), is the log of
    the largest multiple; `planned`, of the same shape, is growth on top of the law's own, a year,
    for the question what growth a price needs.
    """

    revenue: FloatArray
    prior_growth: FloatArray | None
    gross_margin: FloatArray
    costs: dict[str, FloatArray]
    cash: FloatArray
    debt: FloatArray
    growth: GrowthParameters
    mature_gross_margin: FloatArray
    mature_operating_margin: FloatArray
    gross_margin_years: FloatArray
    tax_rate: FloatArray
    cost_elasticity: FloatArray
    cut_years: FloatArray
    keep_up_growth: FloatArray
    sales_to_capital: FloatArray
    return_on_new_capital: FloatArray
    terminal_growth: FloatArray
    risk_free_rate: FloatArray
    revenue_beta: FloatArray
    equity_premium: FloatArray
    recovery: FloatArray
    raise_months: FloatArray
    frontier: FloatArray | None
    planned: FloatArray | None = None
    quarters: int = 40

    @property
    def draws(self) -> int:
        """How many draws of facts and parameters."""
        return int(self.revenue.shape[0])


@dataclass(slots=True)
class State:
    """What moves, of shape (draws, paths)."""

    log_revenue: FloatArray
    distance: FloatArray
    gross_margin: FloatArray
    costs: dict[str, FloatArray]

    def where(self, mask: BoolArray) -> State:
        """Return the state of the paths in `mask`, flat."""
        return State(
            log_revenue=self.log_revenue[mask],
            distance=self.distance[mask],
            gross_margin=self.gross_margin[mask],
            costs={name: line[mask] for name, line in self.costs.items()},
        )

    @property
    def revenue(self) -> FloatArray:
        """Revenue of the last twelve months."""
        return np.exp(self.log_revenue)

    @property
    def operating_cost(self) -> FloatArray:
        """All cost lines, a year."""
        lines = list(self.costs.values())
        total = lines[0]
        for line in lines[1:]:
            total = total + line
        return total


@dataclass(frozen=True, slots=True)
class Shocks:
    """Standard normals: `level` of shape (quarters, paths), `start` (paths,).

    With an axis for the draws before the last, each draw has shocks of its own.
    """

    level: FloatArray
    start: FloatArray


@dataclass(slots=True)
class Flows:
    """Present values by path, for the parts of the answer."""

    earned: FloatArray
    burned: FloatArray
    stopped_at: FloatArray


class Policy:
    """Decides whether a path that needs money goes on; the default always does."""

    def goes_on(self, quarter: int, state: State, expected: FloatArray) -> BoolArray:
        """Return True where the value of going on covers what it takes."""
        return np.ones(state.log_revenue.shape, dtype=bool)


@dataclass
class Record:
    """The setting on the engine.

    Parameters
    ----------
    inputs : RecordInputs
    shocks : Shocks
    policy : Policy
    risk_neutral : bool
        True for values; False for the world as it is.
    """

    inputs: RecordInputs
    shocks: Shocks
    policy: Policy = field(default_factory=Policy)
    risk_neutral: bool = True

    def __post_init__(self) -> None:
        x = self.inputs
        self.quarters = x.quarters
        self._interest = np.expm1(np.log1p(x.risk_free_rate) * QUARTER)
        self.tax_rate = x.tax_rate
        self._discount = np.log1p(x.risk_free_rate)
        self._cut = x.revenue_beta * x.equity_premium if self.risk_neutral else 0.0
        self._mature_cost = x.mature_gross_margin - x.mature_operating_margin
        whole = sum(x.costs.values()) + 1e-12
        # Every line keeps its share of all costs when it is mature.
        self._mature_share = {name: line / whole for name, line in x.costs.items()}
        self._margin_keep = np.exp(-QUARTER / x.gross_margin_years)
        self._cut_keep = np.exp(-QUARTER / x.cut_years)

    def start(self) -> Books:
        """Set the first day."""
        x = self.inputs
        shape = (x.draws, self.shocks.level.shape[-1])
        log_revenue = np.log(x.revenue)
        distance = (
            np.zeros(shape)
            if x.prior_growth is None
            else start_distance(log_revenue, x.prior_growth, self.shocks.start, x.growth)
        )
        self.state = State(
            log_revenue=np.broadcast_to(log_revenue, shape),
            distance=np.broadcast_to(distance, shape),
            gross_margin=np.broadcast_to(x.gross_margin, shape),
            costs={name: np.broadcast_to(line, shape) for name, line in x.costs.items()},
        )
        self._start = log_revenue
        ahead = self.state.distance if x.planned is None else self.state.distance + x.planned[0]
        self.expected = expected_growth(self.state.log_revenue, ahead, x.growth)
        self.flows = Flows(
            earned=np.zeros(shape), burned=np.zeros(shape), stopped_at=np.full(shape, np.inf)
        )
        return Books(
            cash=np.broadcast_to(x.cash, shape).copy(),
            losses=np.zeros(shape),
            alive=np.ones(shape, dtype=bool),
            injected=np.zeros(shape),
            paid_out=np.zeros(shape),
        )

    def grow(self, quarter: int) -> None:
        """Move revenue, margin and costs by a quarter."""
        x, state = self.inputs, self.state
        planned = 0.0 if x.planned is None else x.planned[quarter]
        log_revenue, distance = step(
            state.log_revenue,
            state.distance,
            self.shocks.level[quarter],
            x.growth,
            drift_reduction_per_year=self._cut,
            planned_per_year=planned,
        )
        if x.frontier is not None:
            log_revenue = np.minimum(log_revenue, self._start + x.frontier[quarter + 1])
        keeps_up = self.expected >= x.keep_up_growth
        gained = np.maximum(log_revenue - state.log_revenue, 0.0)
        follow = np.exp(x.cost_elasticity * gained)
        revenue = np.exp(log_revenue)
        costs = {}
        for name, line in state.costs.items():
            mature = self._mature_cost * self._mature_share[name] * revenue
            kept_up = line * follow
            trimmed = mature + (line - mature) * self._cut_keep
            costs[name] = np.maximum(np.where(keeps_up, kept_up, trimmed), mature)
        self._grown = revenue - np.exp(state.log_revenue)
        self.state = State(
            log_revenue=log_revenue,
            distance=distance,
            gross_margin=x.mature_gross_margin
            + (state.gross_margin - x.mature_gross_margin) * self._margin_keep,
            costs=costs,
        )
        ahead = distance if x.planned is None else distance + x.planned[quarter + 1]
        self.expected = expected_growth(log_revenue, ahead, x.growth)

    def earn(self, books: Books) -> tuple[FloatArray, FloatArray | float]:
        """Return the quarter's operating profit, and interest less new capital, not taxed.

        Interest is at the rate that discounts it, so that cash held is worth what it is. Revenue
        of the last twelve months lags a growing company's pace: the quarter's own is a
        quarter of it times ``exp(1.5 · quarterly growth)``.
        """
        state = self.state
        pace = np.exp(0.375 * np.clip(self.expected, -MAX_EXPECTED, MAX_EXPECTED))
        quarter_revenue = state.revenue * QUARTER * pace
        profit = state.gross_margin * quarter_revenue - state.operating_cost * QUARTER
        invested = np.maximum(self._grown, 0.0) / self.inputs.sales_to_capital
        return profit, self._interest * books.cash - invested

    def fund(self, books: Books, before: FloatArray, quarter: int) -> None:
        """Raise fairly priced money where the cash is gone, or wind down."""
        x = self.inputs
        when = (quarter + 1) * QUARTER
        discount = np.exp(-self._discount * when)
        flow = books.cash - before * (1 + self._interest)
        alive = books.alive
        self.flow = flow
        self.flows.earned += np.where(alive, np.maximum(flow, 0.0) * discount, 0.0)
        self.flows.burned += np.where(alive, np.minimum(flow, 0.0) * discount, 0.0)
        short = alive & (books.cash < 0)
        if not short.any():
            return
        # Only the paths that need money ask; the rest have no decision to make.
        raised = np.zeros_like(short)
        raised[short] = self.policy.goes_on(quarter, self.state.where(short), self.expected[short])
        need = -books.cash + x.raise_months / 3 * np.maximum(-flow, 0.0)
        books.injected += np.where(raised, need * discount, 0.0)
        books.cash = np.where(raised, books.cash + need, books.cash)
        stopped = short & ~raised
        # Limited liability: the last quarter's bills are paid out of what was left, if at all.
        left = np.maximum(before * x.recovery - x.debt, 0.0)
        books.paid_out += np.where(stopped, left * discount, 0.0)
        self.flows.stopped_at[stopped] = when
        books.cash = np.where(stopped, 0.0, books.cash)
        books.alive = alive & ~stopped

    @property
    def ceiling(self) -> FloatArray | None:
        """Log of the largest revenue on record from this start, or None without a frontier."""
        if self.inputs.frontier is None:
            return None
        return np.asarray(self._start + self.inputs.frontier[-1])

    def settle(self, books: Books) -> FloatArray:
        """Return the present value of cash and of the operations at the horizon, less debt."""
        x = self.inputs
        discount = np.exp(-self._discount * self.quarters * QUARTER)
        operations = horizon_value(self.state, self.expected, x, self.ceiling)
        worth = np.maximum(books.cash + operations - x.debt, 0.0)
        self.horizon = np.where(books.alive, worth * discount, 0.0)
        return self.horizon


def horizon_value(
    state: State, expected: FloatArray, x: RecordInputs, ceiling: FloatArray | None = None
) -> FloatArray:
    """Return what the operations are worth at the horizon, USD million, never below zero.

    ``NOPAT · (1 − g/ROIC) / (r + β·ERP − g)``. Margin is faded towards the mature one by a year
    of cutting, and growth above ``g`` fades as the law does: revenue is lifted by the growth that
    is still expected, but not above the frontier. A company that loses money even then is worth
    its winding down: nothing.
    """
    margin = state.gross_margin - state.operating_cost / state.revenue
    year_of_cuts = np.exp(-1.0 / x.cut_years)
    faded = x.mature_operating_margin + (margin - x.mature_operating_margin) * year_of_cuts
    faded = np.minimum(np.maximum(faded, margin), x.mature_operating_margin)
    above = np.clip(expected - x.terminal_growth, -MAX_EXPECTED, MAX_EXPECTED)
    # With crowding c a distance d closes as d' = -(r + c d) d, and what it still adds to log
    # revenue is the integral, ln(1 + c d / r) / c.
    fade, crowding = x.growth.reversion_per_year, x.growth.crowding
    crowded = np.log1p(crowding * np.abs(above) / fade) / np.maximum(crowding, 1e-6)
    adds = np.sign(above) * np.where(crowding > 1e-6, crowded, np.abs(above) / fade)
    log_lifted = state.log_revenue + adds
    if ceiling is not None:
        log_lifted = np.minimum(log_lifted, np.maximum(ceiling, state.log_revenue))
    lifted = np.exp(log_lifted)
    profit = lifted * faded * (1 - x.tax_rate)
    keep = 1 - x.terminal_growth / x.return_on_new_capital
    yields = x.risk_free_rate + x.revenue_beta * x.equity_premium - x.terminal_growth
    return np.where(faded > 0, np.maximum(profit * keep / yields, 0.0), 0.0)
