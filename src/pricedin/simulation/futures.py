"""The futures of one company: drawn once, asked by every measure.

Everything that is compared shares its draws: the same quasi-random points for facts and
parameters, the same named streams for paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from pricedin.company.company import Company
from pricedin.company.fallback import FIGURES, Filled, filled
from pricedin.errors import InputError
from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.assumptions import Assumption, default_assumptions, with_overrides
from pricedin.simulation.classes import ReferenceClass, reference_classes
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import Books, run
from pricedin.simulation.inputs import COLUMNS, Drawn, drawn
from pricedin.simulation.policy import FittedPolicy, fit_policy
from pricedin.simulation.record import Record
from pricedin.simulation.valuation import (
    PILOT_PATHS,
    Fan,
    Valuation,
    fan,
    nested_shocks,
    pilot_shocks,
    value,
)

OUTER_DRAWS = 256  # the least at which an 80 percent interval of conditional means is steady


@dataclass(slots=True)
class Futures:
    """Simulations of one company, each made when it is first asked for.

    Parameters
    ----------
    company : Company
    seed : int
    paths : int
        Over all draws of facts and parameters; each draw gets an even number.
    assume : mapping
        The user's own figures and assumptions, as typed.
    """

    company: Company
    seed: int
    paths: int
    assume: Mapping[str, str] = field(default_factory=dict)
    outer_draws: int = OUTER_DRAWS
    figures: Filled = field(init=False)
    assumptions: dict[str, Assumption] = field(init=False)
    classes: tuple[ReferenceClass, ...] = field(init=False)
    _drawn: dict[tuple[str, bool], Drawn] = field(default_factory=dict)
    _policies: dict[str, FittedPolicy] = field(default_factory=dict)
    _values: dict[tuple[str, bool], Valuation] = field(default_factory=dict)
    _points: FloatArray | None = None

    def __post_init__(self) -> None:
        self.figures = filled(self.company, self.assume)
        day = self.company.price.day
        self.classes = reference_classes(self.company, self.assume)
        own = dict.fromkeys(FIGURES, "")
        own |= {key: "" for key in self.assume if key.startswith(("growth.", "odds."))}
        own["reference_class"] = ""
        self.assumptions = with_overrides(
            default_assumptions(self.company.sector, day), self.assume, own
        )

    @property
    def draws(self) -> Draws:
        """The named streams."""
        return Draws(self.seed)

    @property
    def inner_paths(self) -> int:
        """Paths for each draw of facts and parameters, even."""
        return max(2, 2 * (self.paths // (2 * self.outer_draws)))

    @property
    def lead(self) -> ReferenceClass:
        """The class that the sentence on top speaks of."""
        return self.classes[0]

    def reference(self, name: str) -> ReferenceClass:
        """Return a class by name."""
        for found in self.classes:
            if found.name == name:
                return found
        raise InputError(f"no reference class '{name}' here")

    @property
    def points(self) -> FloatArray:
        """Quasi-random points, one row a draw of facts and parameters."""
        if self._points is None:
            self._points = self.draws.points(self.outer_draws, len(COLUMNS))
        return self._points

    def drawn(self, reference: ReferenceClass, *, with_new_money: bool = False) -> Drawn:
        """Return facts and parameters drawn for a class and a reading of the price."""
        key = (reference.name, with_new_money)
        if key not in self._drawn:
            self._drawn[key] = drawn(
                self.company,
                self.figures,
                self.assumptions,
                reference,
                self.points,
                with_new_money=with_new_money,
            )
        return self._drawn[key]

    def policy(self, reference: ReferenceClass) -> FittedPolicy:
        """Return the policy on going on, fitted on the pilot's own paths."""
        if reference.name not in self._policies:
            found = self.drawn(reference)
            shocks = pilot_shocks(self.draws, found.inputs.quarters, PILOT_PATHS)
            self._policies[reference.name] = fit_policy(found.inputs, shocks)
        return self._policies[reference.name]

    def valuation(self, reference: ReferenceClass, *, with_new_money: bool = False) -> Valuation:
        """Return the value of the whole equity on the record of a class."""
        key = (reference.name, with_new_money)
        if key not in self._values:
            found = self.drawn(reference, with_new_money=with_new_money)
            self._values[key] = value(
                found.inputs, self.draws, paths=self.inner_paths, policy=self.policy(reference)
            )
        return self._values[key]

    def fan(self, reference: ReferenceClass) -> Fan:
        """Return outcomes of revenue and cash by year, in the world as it is."""
        found = self.drawn(reference)
        return fan(
            found.inputs,
            self.draws,
            self.policy(reference),
            paths=max(2, self.inner_paths // 4 * 2),
        )

    def over_revenue(
        self,
        reference: ReferenceClass,
        revenue: FloatArray,
        *,
        with_new_money: bool = False,
        rows: int = 32,
    ) -> FloatArray:
        """Return conditional means of the value at each revenue, shape (revenues, rows).

        Every revenue sees the same draws and the same paths.
        """
        points = np.tile(self.points[:rows], (revenue.size, 1))
        found = drawn(
            self.company,
            self.figures,
            self.assumptions,
            reference,
            points,
            revenue=np.repeat(revenue, rows),
            with_new_money=with_new_money,
        )
        priced = value(
            found.inputs,
            self.draws,
            paths=min(self.inner_paths, 256),
            level_run=False,
        )
        return priced.frontier.means.reshape(revenue.size, rows)

    def over_growth(
        self,
        reference: ReferenceClass,
        growth: FloatArray,
        half_lives: FloatArray,
        *,
        with_new_money: bool = False,
        revenue: float | None = None,
        paths: int = 512,
    ) -> FloatArray:
        """Return the value at each growth now and half-life, shape (growths, half-lives).

        Other inputs are at their medians, and every pair sees the same paths, so that the curve
        of pairs with one value is smooth.

        Parameters
        ----------
        growth : array, log growth a year, expected now
        half_lives : array, years until half of the distance from the mean is gone
        revenue : float, optional
            Yearly, USD million; the central one if not given.
        """
        found = self._pairs(
            reference,
            np.repeat(growth, half_lives.size),
            np.tile(half_lives, growth.size),
            with_new_money=with_new_money,
            revenue=revenue,
        )
        priced = value(found.inputs, self.draws, paths=paths, level_run=False)
        return priced.frontier.means.reshape(growth.size, half_lives.size)

    def paths_of_pairs(
        self,
        reference: ReferenceClass,
        growth: FloatArray,
        half_lives: FloatArray,
        *,
        with_new_money: bool = False,
        revenue: float | None = None,
        paths: int = 1024,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return median and mean revenue, and survival, by year on pairs; (pairs, years + 1).

        In the world as it is, USD million.
        """
        found = self._pairs(
            reference, growth, half_lives, with_new_money=with_new_money, revenue=revenue
        )
        shocks = nested_shocks(self.draws, found.inputs.quarters, paths)
        setting = Record(found.inputs, shocks, self.policy(reference), risk_neutral=False)
        median: list[FloatArray] = []
        mean: list[FloatArray] = []
        alive: list[FloatArray] = []

        def observe(quarter: int, books: Books) -> None:
            if quarter % 4 == 0:
                revenue_now = setting.state.revenue
                median.append(np.median(revenue_now, axis=-1))
                mean.append(revenue_now.mean(axis=-1))
                alive.append(books.alive.mean(axis=-1))

        run(setting, observe)
        return np.stack(median, axis=-1), np.stack(mean, axis=-1), np.stack(alive, axis=-1)

    def _pairs(
        self,
        reference: ReferenceClass,
        growth: FloatArray,
        half_lives: FloatArray,
        *,
        with_new_money: bool,
        revenue: float | None,
    ) -> Drawn:
        size = growth.size
        given = None if revenue is None else np.full(size, revenue)
        return drawn(
            self.company,
            self.figures,
            self.assumptions,
            reference,
            np.full((size, len(COLUMNS)), 0.5),
            revenue=given,
            growth=growth,
            phi=np.exp(-np.log(2.0) / half_lives),
            with_new_money=with_new_money,
        )

    def chance_of_revenue(
        self, reference: ReferenceClass, revenue: float, years: int
    ) -> tuple[float, float]:
        """Return the odds on the record that revenue reaches `revenue` by then, and their error.

        In the world as it is and alive, over facts and parameters as drawn.
        """
        found = self.drawn(reference)
        paths = max(2, self.inner_paths // 2 * 2)
        shocks = nested_shocks(self.draws, years * 4, paths)
        inputs = replace(found.inputs, quarters=years * 4)
        setting = Record(inputs, shocks, self.policy(reference), risk_neutral=False)
        last: list[Books] = []
        run(setting, lambda _q, books: last.append(books))
        reached = (setting.state.revenue >= revenue) & last[-1].alive
        share = reached.mean(axis=0)
        return float(share.mean()), float(share.std(ddof=1) / np.sqrt(share.size))
