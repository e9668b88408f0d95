"""Inputs to simulate: rows in one line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pricedin.simulation.growth import LISTED_2008_2021, GrowthParameters
from pricedin.simulation.record import RecordInputs

# A software company of USD 80 million that grew by half and burns a little.
PLAIN: dict[str, float] = {
    "revenue": 80.0,
    "prior_growth": 0.4,
    "gross_margin": 0.6,
    "cash": 60.0,
    "debt": 5.0,
    "mature_gross_margin": 0.7,
    "mature_operating_margin": 0.2,
    "gross_margin_years": 3.0,
    "tax_rate": 0.25,
    "cost_elasticity": 0.55,
    "cut_years": 1.0,
    "keep_up_growth": 0.25,
    "sales_to_capital": 2.5,
    "return_on_new_capital": 0.25,
    "terminal_growth": 0.03,
    "risk_free_rate": 0.04,
    "revenue_beta": 1.2,
    "equity_premium": 0.05,
    "recovery": 0.5,
    "raise_months": 18.0,
}
COSTS = {"research": 30.0, "marketing": 40.0}


def column(value: float | list[float]) -> np.ndarray:
    return np.atleast_1d(np.asarray(value, dtype=np.float64))[:, None]


def build_inputs(
    *,
    costs: dict[str, Any] | None = None,
    growth: GrowthParameters = LISTED_2008_2021,
    frontier: np.ndarray | None = None,
    planned: np.ndarray | None = None,
    quarters: int = 40,
    rows: int = 1,
    **changes: Any,
) -> RecordInputs:
    """Make inputs; a list gives a row each, a number is the same in every row.

    ``prior_growth=None`` starts at the law's mean.
    """
    given = {**PLAIN, **changes}
    lines = COSTS if costs is None else costs
    lists = [len(v) for v in (*given.values(), *lines.values()) if isinstance(v, list)]
    count = max([rows, *lists])

    def wide(value: float | list[float]) -> np.ndarray:
        return np.broadcast_to(column(value), (count, 1)).copy()

    law = replace(
        growth, **{name: wide(getattr(growth, name)) for name in GrowthParameters.__slots__}
    )
    prior = given.pop("prior_growth")
    return RecordInputs(
        prior_growth=None if prior is None else wide(prior),
        costs={name: wide(line) for name, line in lines.items()},
        growth=law,
        frontier=frontier,
        planned=planned,
        quarters=quarters,
        **{name: wide(value) for name, value in given.items()},
    )


@pytest.fixture(scope="session")
def record_inputs() -> Callable[..., RecordInputs]:
    """Return the builder of inputs: ``record_inputs(cash=[10.0, 20.0], tax_rate=0.0)``."""
    return build_inputs
