"""When a company that needs money goes on: a policy on what is known then, never hindsight.

Fitted on a pilot run with shocks of its own, by backward induction (Longstaff and Schwartz,
Valuing American Options by Simulation, Review of Financial Studies 14(1), 2001). Going on is
worth the present value of all later flows, stopping later where that is better::

    W_T = horizon value;   W_y = flows of year y + W_{y+1} · 1{estimate_{y+1} > 0}

The estimate regresses W over revenue on the state at the start of the year. On the run that is
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
    """Coefficients of shape (years, regressors), one row a year of the horizon."""

    coefficients: FloatArray

    def goes_on(self, quarter: int, state: State, expected: FloatArray) -> BoolArray:
        """Return True where the estimated value of going on is positive."""
        year = min((quarter + 1) // 4, self.coefficients.shape[0] - 1)
        estimate = features(state, expected) @ self.coefficients[year]
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
    years = inputs.quarters // 4
    at_year: list[tuple[FloatArray, FloatArray]] = []
    by_quarter: list[FloatArray] = []
    discount = np.log1p(inputs.risk_free_rate)

    def observe(quarter: int, books: Books) -> None:
        if quarter > 0:
            by_quarter.append(pilot.flow * np.exp(-discount * quarter * QUARTER))
        if quarter % 4 == 0 and quarter < inputs.quarters:
            at_year.append((features(pilot.state, pilot.expected), pilot.state.log_revenue))

    run(pilot, observe)
    horizon = horizon_value(pilot.state, pilot.expected, inputs, pilot.ceiling)
    worth = horizon * np.exp(-discount * inputs.quarters * QUARTER)
    coefficients = np.zeros((years, at_year[0][0].shape[-1]))
    go = np.ones(worth.shape, dtype=bool)
    for year in range(years - 1, -1, -1):
        flows = sum(by_quarter[4 * year : 4 * year + 4])
        worth = np.asarray(flows + np.where(go, worth, 0.0), dtype=np.float64)
        regressors, log_revenue = at_year[year]
        # As of that year and over revenue, so that one fit serves every size.
        target = worth * np.exp(discount * year - log_revenue)
        low, high = np.percentile(target, _WINSOR)
        flat = regressors.reshape(-1, regressors.shape[-1])
        coefficients[year] = _least_squares(flat, np.clip(target, low, high).ravel())
        go = regressors @ coefficients[year] > 0
    return FittedPolicy(coefficients)


def _least_squares(regressors: FloatArray, target: FloatArray) -> FloatArray:
    gram = regressors.T @ regressors
    gram[np.diag_indices_from(gram)] += _RIDGE * regressors.shape[0]
    return np.asarray(np.linalg.solve(gram, regressors.T @ target), dtype=np.float64)
