"""When a company that needs money goes on: a policy on what is known then, never hindsight.

Fitted on a pilot run with shocks of its own, by backward induction (Longstaff and Schwartz,
Valuing American Options by Simulation, Review of Financial Studies 14(1), 2001). Going on is
worth the present value of all later flows, stopping later where that is better::

    W_T = horizon value;   W_q = flow of quarter q + W_{q+1} · 1{estimate_{q+1} > 0}

The estimate regresses W over revenue on the state at the start of the quarter. On the run that is
valued, a path whose cash is gone goes on if the estimate is positive: since W counts the money
that is still to be put in, that is the condition that going on covers what it needs. A policy
that is not the best possible makes the value a little low, never high.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pricedin.simulation.arrays import BoolArray, FloatArray
from pricedin.simulation.engine import QUARTER, Books, run
from pricedin.simulation.record import Policy, Record, RecordInputs, Shocks, State, horizon_value

_WINSOR = (1.0, 99.0)  # percent; the sign near zero decides, not the far tail
_RIDGE = 1e-6


def features(state: State, expected: FloatArray) -> FloatArray:
    """Return the regressors of shape (..., 11): size, growth, margin, and products."""
    size = state.log_revenue / 5.0
    growth = np.clip(expected, -0.5, 1.2)
    margin = state.gross_margin - state.operating_cost / state.revenue
    loss = np.log1p(np.maximum(-margin, 0.0))
    gain = np.clip(margin, 0.0, 0.6)
    one = np.ones_like(size)
    return np.stack(
        [
            one,
            size,
            growth,
            loss,
            gain,
            growth * growth,
            loss * loss,
            size * growth,
            size * loss,
            growth * loss,
            growth * gain,
        ],
        axis=-1,
    )


@dataclass
class FittedPolicy(Policy):
    """Coefficients of shape (quarters, regressors), one row a quarter of the horizon."""

    coefficients: FloatArray

    def goes_on(self, quarter: int, state: State, expected: FloatArray) -> BoolArray:
        """Return True where the estimated value of going on is positive."""
        now = min(quarter + 1, self.coefficients.shape[0] - 1)
        estimate = features(state, expected) @ self.coefficients[now]
        return np.asarray(estimate > 0, dtype=bool)


def fit_policy(inputs: RecordInputs, shocks: Shocks) -> FittedPolicy:
    """Fit the policy on a pilot run in which every path goes on.

    Parameters
    ----------
    inputs : RecordInputs
        The draws to be valued; the pilot pools them, as management does not know which it is in.
    shocks : Shocks
        Of the pilot's own streams.
    """
    pilot = Record(inputs, shocks, Policy(), risk_neutral=True)
    seen: list[tuple[FloatArray, FloatArray]] = []
    flows: list[FloatArray] = []
    discount = np.log1p(inputs.risk_free_rate) * QUARTER

    def observe(quarter: int, _books: Books) -> None:
        if quarter > 0:
            flows.append(pilot.flow * np.exp(-discount * quarter))
        if quarter < inputs.quarters:
            seen.append((features(pilot.state, pilot.expected), pilot.state.log_revenue))

    run(pilot, observe)
    horizon = horizon_value(pilot.state, pilot.expected, inputs, pilot.ceiling)
    worth = horizon * np.exp(-discount * inputs.quarters)
    coefficients = np.zeros((inputs.quarters, seen[0][0].shape[-1]))
    go = np.ones(worth.shape, dtype=bool)
    for quarter in range(inputs.quarters - 1, -1, -1):
        worth = flows[quarter] + np.where(go, worth, 0.0)
        regressors, log_revenue = seen[quarter]
        # As of that quarter and over revenue, so that one fit serves every size.
        target = worth * np.exp(discount * quarter - log_revenue)
        low, high = np.percentile(target, _WINSOR)
        flat = regressors.reshape(-1, regressors.shape[-1])
        coefficients[quarter] = _least_squares(flat, np.clip(target, low, high).ravel())
        go = regressors @ coefficients[quarter] > 0
    return FittedPolicy(coefficients)


def _least_squares(regressors: FloatArray, target: FloatArray) -> FloatArray:
    gram = regressors.T @ regressors
    gram[np.diag_indices_from(gram)] += _RIDGE * regressors.shape[0]
    return np.asarray(np.linalg.solve(gram, regressors.T @ target), dtype=np.float64)
