"""The futures of one company: drawn once, asked by every measure.

Everything that is compared shares its draws: the same quasi-random points for facts and
parameters, the same named streams for paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from pricedin.company.company import Company
from pricedin.company.fallback import FIGURES, Filled, filled
from pricedin.company.figure import Assumed
from pricedin.errors import InputError
from pricedin.facts.distribution import interval
from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.assumptions import Assumption, default_assumptions, with_overrides
from pricedin.simulation.classes import SOFTWARE, ReferenceClass, reference_classes
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import Books, run
from pricedin.simulation.fixed import fixed_rows
from pricedin.simulation.growth import UNITS
from pricedin.simulation.inputs import (
    COLUMNS,
    GROWTH_COLUMNS,
    MILLION,
    Drawn,
    drawn,
    new_money_to_add,
    usd_per_unit,
)
from pricedin.simulation.odds import (
    HORIZONS,
    ODDS_COLUMNS,
    Odds,
    odds_assumptions,
    simulate_odds,
)
from pricedin.simulation.policy import FittedPolicy, fit_policy
from pricedin.simulation.record import Record, Shocks
from pricedin.simulation.valuation import (
    PILOT_PATHS,
    REPEATS,
    Fan,
    Valuation,
    fan,
    nested_shocks,
    pilot_shocks,
    repeat_shocks,
    value,
)

OUTER_DRAWS = 256  # the least at which an 80 percent interval of conditional means is steady


def share_error(count: int, of: int) -> float:
    """Return the standard error of a share seen `count` times in `of`, never nothing.

    The standard deviation of Jeffreys' posterior, ``Beta(count + 1/2, of - count + 1/2)``: a
    chance that no path showed is not known to be none.

    >>> round(share_error(0, 1000), 5), round(share_error(500, 1000), 4)
    (0.00071, 0.0158)
    """
    middle = (count + 0.5) / (of + 1)
    return float(np.sqrt(middle * (1 - middle) / (of + 2)))


def _plain(value: float) -> str:
    """Return four digits as a user would type them, without an exponent.

    >>> _plain(36_921_234.5), _plain(0.000125)
    ('36920000', '0.000125')
    """
    return f"{Decimal(f'{value:.4g}'):f}"


def _row(
    key: str, value: float, span: tuple[float, float], unit: str, source: str, change: str
) -> dict[str, str]:
    low, high = span
    return {
        "key": key,
        "value": _plain(value),
        "low": _plain(low),
        "high": _plain(high),
        "unit": unit,
        "source": source,
        "change": change,
    }


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
    _drawn: dict[tuple[str, int], Drawn] = field(default_factory=dict)
    _redrawn: dict[tuple[str, int], tuple[Drawn, ...]] = field(default_factory=dict)
    _policies: dict[str, FittedPolicy] = field(default_factory=dict)
    _values: dict[tuple[str, int], Valuation] = field(default_factory=dict)
    _points: FloatArray | None = None

    def __post_init__(self) -> None:
        self.figures = filled(self.company, self.assume)
        day = self.company.price.day
        self.classes = reference_classes(self.company, self.assume)
        own = dict.fromkeys(FIGURES, "")
        own |= {key: "" for key in self.assume if key.startswith("growth.")}
        own["reference_class"] = ""
        rounds = [r for r in self.company.rounds if r.fact.standing == "fact"]
        million = float(usd_per_unit(self.company)) / MILLION
        odds = odds_assumptions(
            max(1, len(rounds)),
            float(self.company.price.headline.amount) * million,
            software=self.company.sector.universe == SOFTWARE,
        )
        self.assumptions = with_overrides(
            {**default_assumptions(self.company.sector, day), **odds}, self.assume, own
        )

    def assumed_rows(self) -> list[dict[str, str]]:
        """Return every assumed number as text.

        `change` is the option that changes it, or nothing where it is set in the code.
        """
        rows = []
        for figure in self.figures.figures():
            if isinstance(figure, Assumed):
                span = interval(figure.distribution)
                value = float(figure.distribution.central)
                source = f"{figure.reason}; {figure.source}"
                rows.append(_row(figure.name, value, span, figure.unit, source, "--assume"))
        for a in self.assumptions.values():
            rows.append(_row(a.key, a.value, (a.low, a.high), a.unit, a.reference, "--assume"))
        lead = self.lead
        for name in GROWTH_COLUMNS:
            value = float(np.asarray(getattr(lead.parameters, name)))
            key, span, unit = f"growth.{name}", lead.interval(name), UNITS[name]
            rows.append(_row(key, value, span, unit, lead.reference, "--assume"))
        for key, value, low, high, unit, source in fixed_rows():
            rows.append(_row(key, value, (low, high), unit, source, ""))
        return rows

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

    def drawn(self, reference: ReferenceClass, *, label: str = "pre") -> Drawn:
        """Return facts and parameters drawn for a class and a reading of the price."""
        key = (reference.name, new_money_to_add(self.figures, label))
        if key not in self._drawn:
            self._drawn[key] = drawn(
                self.company,
                self.figures,
                self.assumptions,
                reference,
                self.points,
                label=label,
            )
        return self._drawn[key]

    def _repeats(self, reference: ReferenceClass, label: str) -> tuple[Drawn, ...]:
        """Return facts and parameters drawn anew, each time from points scrambled anew."""
        key = (reference.name, new_money_to_add(self.figures, label))
        if key not in self._redrawn:
            self._redrawn[key] = tuple(
                drawn(
                    self.company,
                    self.figures,
                    self.assumptions,
                    reference,
                    Draws(self.seed, replicate=1 + n).points(self.outer_draws, len(COLUMNS)),
                    label=label,
                )
                for n in range(REPEATS)
            )
        return self._redrawn[key]

    @property
    def label(self) -> str:
        """The reading of the price that leads."""
        return self.company.price.labels[0] if self.company.price.labels else "listed"

    @property
    def label_held(self) -> str:
        """The reading that leads, or post-money where the balance holds the new money already.

        A reading says what a price is with; what the company has in the bank, it has under each.
        """
        return "post" if self.figures.new_money_held else self.label

    def policy(self, reference: ReferenceClass) -> FittedPolicy:
        """Return the policy on going on, fitted on the pilot's own paths.

        What the state says of going on does not turn on how much cash is left, so that one serves
        every reading.
        """
        if reference.name not in self._policies:
            found = self.drawn(reference)
            shocks = pilot_shocks(
                self.draws, found.inputs.quarters, PILOT_PATHS, found.inputs.draws
            )
            self._policies[reference.name] = fit_policy(found.inputs, shocks)
        return self._policies[reference.name]

    def valuation(self, reference: ReferenceClass, *, label: str = "pre") -> Valuation:
        """Return the value of the whole equity on the record of a class."""
        key = (reference.name, new_money_to_add(self.figures, label))
        if key not in self._values:
            found = self.drawn(reference, label=label)
            self._values[key] = value(
                found.inputs,
                self.draws,
                paths=self.inner_paths,
                policy=self.policy(reference),
                repeats=[again.inputs for again in self._repeats(reference, label)],
            )
        return self._values[key]

    def fan(self, reference: ReferenceClass) -> Fan:
        """Return outcomes of revenue and cash by year, in the world as it is.

        On the reading of the price that leads, and with the cash that is held.
        """
        found = self.drawn(reference, label=self.label_held)
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
        label: str = "pre",
        rows: int = 32,
    ) -> tuple[FloatArray, FloatArray]:
        """Return conditional means of the value at each revenue, and cash less debt in them.

        Of shape (revenues, rows) and (rows,). Every revenue sees the same draws and paths.
        """
        points = np.tile(self.points[:rows], (revenue.size, 1))
        found = drawn(
            self.company,
            self.figures,
            self.assumptions,
            reference,
            points,
            revenue=np.repeat(revenue, rows),
            label=label,
        )
        priced = value(
            found.inputs,
            self.draws,
            paths=min(self.inner_paths, 256),
            level_run=False,
        )
        cash = (found.inputs.cash - found.inputs.debt)[:rows, 0]
        return priced.frontier.means.reshape(revenue.size, rows), cash

    def over_growth(
        self,
        reference: ReferenceClass,
        growth: FloatArray,
        half_lives: FloatArray,
        *,
        label: str = "pre",
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
            label=label,
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
        label: str = "pre",
        revenue: float | None = None,
        paths: int = 1024,
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return median and mean revenue, and survival, by year on pairs; (pairs, years + 1).

        In the world as it is, USD million.
        """
        found = self._pairs(reference, growth, half_lives, label=label, revenue=revenue)
        shocks = nested_shocks(self.draws, found.inputs.quarters, paths)
        policy = fit_policy(
            found.inputs, pilot_shocks(self.draws, found.inputs.quarters, 8 * PILOT_PATHS)
        )
        setting = Record(found.inputs, shocks, policy, risk_neutral=False)
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
        label: str,
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
            half_life=half_lives,
            label=label,
        )

    def odds(self, reference: ReferenceClass, *, post_money: float) -> tuple[Odds, ...]:
        """Return first events over the horizons, from a price of `post_money` USD million.

        The new money is in, as it is in the price.
        """
        label = "listed" if self.label == "listed" else "post"
        policy = self.policy(reference)

        def simulate(
            found: Drawn, points: FloatArray, draws: Draws, paths: int, shocks: Shocks | None
        ) -> tuple[Odds, ...]:
            return simulate_odds(
                found.inputs,
                self._odds_values(points),
                draws,
                policy,
                price=np.full((self.outer_draws, 1), post_money),
                paths=paths,
                listed=self.company.price.kind == "listed",
                shocks=shocks,
            )

        own = simulate(
            self.drawn(reference, label=label), self.points, self.draws, self.inner_paths, None
        )
        each = max(2, self.inner_paths // (2 * REPEATS) * 2)
        again = []
        for number, found in enumerate(self._repeats(reference, label)):
            draws = Draws(self.seed, replicate=1 + number)
            points = draws.points(self.outer_draws, len(COLUMNS))
            shocks = repeat_shocks(draws, max(HORIZONS), self.outer_draws, each)
            again.append(simulate(found, points, draws, each, shocks))
        return tuple(
            replace(odds, repeated=np.stack([run[i].shares.mean(axis=0) for run in again]))
            for i, odds in enumerate(own)
        )

    def _odds_values(self, points: FloatArray) -> dict[str, FloatArray]:
        from scipy.special import ndtri

        return {
            name: self.assumptions[name].draw(ndtri(points[:, COLUMNS.index(name)]))
            for name in ODDS_COLUMNS
        }

    def chance_of_revenue(
        self, reference: ReferenceClass, revenue: float, years: int
    ) -> tuple[float, float]:
        """Return the odds on the record that revenue reaches `revenue` by then, and their error.

        In the world as it is and alive, over facts and parameters as drawn, on the reading of the
        price that leads and with the cash that is held. The error is that of the repeats, and
        never less than a share of as many paths has.
        """
        each = max(2, self.inner_paths // (2 * REPEATS) * 2)
        counts: list[int] = []
        for number, found in enumerate(self._repeats(reference, self.label_held)):
            draws = Draws(self.seed, replicate=1 + number)
            shocks = repeat_shocks(draws, years * 4, self.outer_draws, each)
            counts.append(self._reached(reference, found, shocks, revenue))
        paths = self.outer_draws * each
        shares = np.array(counts) / paths
        spread = float(shares.std(ddof=1) / np.sqrt(shares.size))
        least = share_error(sum(counts), paths * len(counts))
        return float(shares.mean()), max(spread, least)

    def _reached(
        self, reference: ReferenceClass, found: Drawn, shocks: Shocks, revenue: float
    ) -> int:
        """Count the paths that are alive with that revenue when the shocks end."""
        inputs = replace(found.inputs, quarters=shocks.level.shape[0])
        setting = Record(inputs, shocks, self.policy(reference), risk_neutral=False)
        last: list[Books] = []
        run(setting, lambda _q, books: last.append(books))
        return int(((setting.state.revenue >= revenue) & last[-1].alive).sum())
