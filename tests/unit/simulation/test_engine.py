"""The engine and its default setting: a slow twin, limits, policy without hindsight, blocks, error.

The twin is one path in plain Python, written from the docstrings of `record`, `engine` and
`growth` and from the tables of what each input means; it shares no code with them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.company.company import Company
from pricedin.simulation import valuation
from pricedin.simulation.arrays import BoolArray, FloatArray
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import Books, run, taxed
from pricedin.simulation.futures import Futures
from pricedin.simulation.growth import LISTED_2008_2021, GrowthParameters
from pricedin.simulation.policy import FittedPolicy, fit_policy
from pricedin.simulation.record import (
    Policy,
    Record,
    RecordInputs,
    Shocks,
    State,
    horizon_value,
)
from pricedin.simulation.valuation import nested_shocks, pilot_shocks, tail_means, value

Build = Callable[..., RecordInputs]

QUARTERS = 40


# --- the twin ---------------------------------------------------------------------------------


@dataclass
class Quarter:
    revenue: float
    gross_margin: float
    cost: float
    tax: float
    losses: float
    cash: float
    injected: float


class SlowPath:
    """One path of the record setting; money in USD million, a year is four quarters."""

    def __init__(self, x: RecordInputs, row: int, *, risk_neutral: bool = True) -> None:
        def at(values: FloatArray) -> float:
            return float(values[row, 0])

        self.p = {n: at(getattr(x.growth, n)) for n in GrowthParameters.__slots__}
        self.x = {
            n: at(getattr(x, n))
            for n in RecordInputs.__slots__
            if isinstance(getattr(x, n), np.ndarray) and n not in ("frontier", "planned")
        }
        self.lines = {name: at(line) for name, line in x.costs.items()}
        self.frontier = None if x.frontier is None else [float(f[row, 0]) for f in x.frontier]
        self.planned = None if x.planned is None else [float(f[row, 0]) for f in x.planned]
        self.quarters = x.quarters
        self.drift_cut = self.x["revenue_beta"] * self.x["equity_premium"] if risk_neutral else 0.0
        self.rate = math.log(1.0 + self.x["risk_free_rate"])

    def tail(self, z: float) -> float:
        # The norm is that of the growth tests: variance one of the cut normal's map.
        cut = min(max(z, -2.75), 2.75)
        return cut * (1 + 0.14 * cut**4) / NORM

    def scale(self, revenue: float) -> float:
        return (0.8 + (max(revenue, 1.0) / 100.0) ** -self.p["size_exponent"]) / 1.8

    def mean(self, revenue: float) -> float:
        above = max(math.log(revenue / 1000.0), 0.0)
        return self.p["growth_per_year"] - self.p["size_drag"] * above

    def start(self, z: float) -> float:
        if "prior_growth" not in self.x:
            return 0.0
        p, revenue = self.p, self.x["revenue"]
        limit = p["prior_distance_limit"]
        y = min(max(self.x["prior_growth"] - self.mean(revenue), -limit), limit)
        half = p["lasting_scale"] * (max(revenue, 1.0) / 100.0) ** -p["lasting_size_exponent"]
        if y < 0:
            half *= p["declining_fraction"]
        sign = -1.0 if y < 0 else 1.0
        fading = (abs(y) / half) ** p["fading_power"] * math.exp(-p["lasting_spread"] * z * sign)
        lasting = 1.0 / (1.0 + fading)
        noise = 0.25 * p["volatility"] * self.scale(revenue) * z
        return y * (lasting - p["rebound_fraction"] * (1.0 - lasting)) + noise

    def run(
        self, z_start: float, z: Sequence[float], goes_on: Callable[[float], bool]
    ) -> tuple[list[Quarter], float]:
        """Return the quarters while it lives, and the present value of the path."""
        x, p = self.x, self.p
        revenue, margin, lines = x["revenue"], x["gross_margin"], dict(self.lines)
        cash, losses, injected = x["cash"], 0.0, 0.0
        mature_cost = x["mature_gross_margin"] - x["mature_operating_margin"]
        shares = {name: line / sum(self.lines.values()) for name, line in self.lines.items()}
        d = self.start(z_start)
        expected = self.mean(revenue) + d + self.ahead(0)
        told: list[Quarter] = []
        for q in range(self.quarters):
            # Revenue.
            k, planned = self.scale(revenue), self.ahead(q)
            unrest = 1.0 + p["distance_effect"] * min(abs(d + planned), 0.5)
            surprise = p["volatility"] * math.sqrt(0.25) * k * unrest * self.tail(z[q])
            drift = self.mean(revenue) + d + planned - self.drift_cut
            grown = math.log(revenue) + drift / 4 + surprise
            pull = p["reversion_per_year"] + p["crowding"] * min(abs(d), 1.5) / k
            d = d - d * pull / 4 + p["momentum"] * surprise
            if self.frontier is not None:
                grown = min(grown, math.log(x["revenue"]) + self.frontier[q + 1])
            new_revenue = math.exp(grown)
            # Costs follow while growth that was expected keeps up, else they are cut.
            for name, line in lines.items():
                floor = mature_cost * shares[name] * new_revenue
                if expected >= x["keep_up_growth"]:
                    factor = max(new_revenue / revenue, 1.0) ** x["cost_elasticity"]
                    lines[name] = max(line * factor, floor)
                else:
                    gap = (line - floor) * math.exp(-0.25 / x["cut_years"])
                    lines[name] = max(floor + gap, floor)
            gap = margin - x["mature_gross_margin"]
            margin = x["mature_gross_margin"] + gap * math.exp(-0.25 / x["gross_margin_years"])
            capital = max(new_revenue - revenue, 0.0) / x["sales_to_capital"]
            revenue = new_revenue
            expected = self.mean(revenue) + d + self.ahead(q + 1)
            # What the quarter earns: its pace is ahead of the twelve months behind it.
            pace = math.exp(1.5 * min(max(expected, -1.5), 1.5) / 4)
            profit = margin * revenue / 4 * pace - sum(lines.values()) / 4
            taxable = profit - losses
            tax = x["tax_rate"] * max(taxable, 0.0)
            losses = max(-taxable, 0.0)
            interest = cash * ((1.0 + x["risk_free_rate"]) ** 0.25 - 1.0)
            before, cash = cash, cash + profit - tax + interest - capital
            flow = cash - before - interest
            # Money.
            discount = math.exp(-self.rate * (q + 1) / 4)
            if cash < 0:
                if not goes_on(expected):
                    left = max(before * x["recovery"] - x["debt"], 0.0)
                    return told, left * discount - injected
                need = -cash + x["raise_months"] / 3 * max(-flow, 0.0)
                cash += need
                injected += need * discount
            told.append(Quarter(revenue, margin, sum(lines.values()), tax, losses, cash, injected))
        # The horizon.
        worth = cash + self.horizon(revenue, margin, sum(lines.values()), expected) - x["debt"]
        return told, max(worth, 0.0) * math.exp(-self.rate * self.quarters / 4) - injected

    def ahead(self, quarter: int) -> float:
        return 0.0 if self.planned is None else self.planned[quarter]

    def horizon(self, revenue: float, gross: float, cost: float, expected: float) -> float:
        """``NOPAT (1 - g / ROIC) / (r + beta premium - g)``, margin and growth faded."""
        x, p = self.x, self.p
        margin = gross - cost / revenue
        mature = x["mature_operating_margin"]
        faded = mature + (margin - mature) * math.exp(-1.0 / x["cut_years"])
        faded = min(max(faded, margin), mature)
        if faded <= 0:
            return 0.0
        above = min(max(expected - x["terminal_growth"], -1.5), 1.5)
        # What a distance still adds, by summing d' = -(r + c |d|) d in small steps.
        c, r, left, added = p["crowding"], p["reversion_per_year"], above, 0.0
        if c > 1e-6:
            added = math.copysign(math.log(1 + c * abs(left) / r) / c, left)
        else:
            added = left / r
        log_lifted = math.log(revenue) + added
        if self.frontier is not None:
            ceiling = math.log(x["revenue"]) + self.frontier[-1]
            log_lifted = min(log_lifted, max(ceiling, math.log(revenue)))
        g = x["terminal_growth"]
        profit = math.exp(log_lifted) * faded * (1 - x["tax_rate"])
        required = x["risk_free_rate"] + x["revenue_beta"] * x["equity_premium"]
        return max(profit * (1 - g / x["return_on_new_capital"]) / (required - g), 0.0)


def _norm() -> float:
    """Standard deviation of the uncut map of a cut normal, by a fine sum."""
    z = np.linspace(-10.0, 10.0, 2_000_001)
    cut = np.clip(z, -2.75, 2.75)
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return math.sqrt(float(np.sum((cut * (1 + 0.14 * cut**4)) ** 2 * density) * (z[1] - z[0])))


NORM = _norm()


# --- watching the vectorised run --------------------------------------------------------------


class Watched(Record):
    """Notes what each quarter earned and paid in tax before any money was raised."""

    def start(self) -> Books:
        self.tax: list[FloatArray] = []
        return super().start()

    def earn(self, books: Books) -> tuple[FloatArray, FloatArray | float]:
        self.earned = super().earn(books)
        return self.earned

    def fund(self, books: Books, before: FloatArray, quarter: int) -> None:
        profit, untaxed = self.earned
        self.tax.append(before + profit + untaxed - books.cash)
        super().fund(books, before, quarter)


@dataclass
class Seen:
    """What a run showed, each of shape (quarters, draws, paths), and what it is worth."""

    revenue: FloatArray
    gross_margin: FloatArray
    cost: FloatArray
    tax: FloatArray
    losses: FloatArray
    cash: FloatArray
    injected: FloatArray
    alive: BoolArray
    payoff: FloatArray


def watch(
    inputs: RecordInputs,
    shocks: Shocks,
    policy: Policy | None = None,
    *,
    risk_neutral: bool = True,
) -> Seen:
    setting = Watched(inputs, shocks, policy or Policy(), risk_neutral=risk_neutral)
    rows: list[tuple[FloatArray, ...]] = []
    alive: list[BoolArray] = []

    def observe(quarter: int, books: Books) -> None:
        if quarter == 0:
            return
        state = setting.state
        rows.append(
            (
                state.revenue,
                state.gross_margin,
                state.operating_cost,
                books.losses,
                books.cash,
                books.injected.copy(),
            )
        )
        alive.append(books.alive.copy())

    payoff = run(setting, observe)
    revenue, margin, cost, losses, cash, injected = (np.stack(part) for part in zip(*rows))  # noqa: B905
    return Seen(
        revenue,
        margin,
        cost,
        np.stack(setting.tax),
        losses,
        cash,
        injected,
        np.stack(alive),
        payoff,
    )


class WhileExpected(Policy):
    """Goes on while growth of at least `least` is expected: a rule that both can follow."""

    def __init__(self, least: float) -> None:
        self.least = least

    def goes_on(self, quarter: int, state: State, expected: FloatArray) -> BoolArray:
        return np.asarray(expected >= self.least, dtype=bool)


def rows_of_every_kind(build: Build) -> RecordInputs:
    """Five companies: plain; burning hard; in debt; tiny and falling; large and growing fast."""
    years = np.arange(QUARTERS + 1)[:, None, None] / 4
    frontier = np.log1p(np.array([0.5, 9.0, 2.0, 30.0, 1.0])[:, None] * years)
    return build(
        revenue=[80.0, 40.0, 15.0, 0.6, 1500.0],
        prior_growth=[0.4, 0.9, 0.1, -0.5, 0.6],
        gross_margin=[0.6, 0.1, 0.75, 0.4, 0.8],
        cash=[60.0, 30.0, 8.0, 1.0, 10.0],
        debt=[5.0, 0.0, 12.0, 0.0, 300.0],
        costs={
            "research": [30.0, 35.0, 4.0, 0.4, 500.0],
            "marketing": [40.0, 10.0, 5.0, 0.3, 600.0],
            "other": [0.0, 12.0, 0.0, 0.1, 0.0],
        },
        mature_gross_margin=[0.7, 0.6, 0.75, 0.5, 0.8],
        mature_operating_margin=[0.2, 0.25, 0.1, 0.15, 0.3],
        tax_rate=[0.25, 0.2, 0.0, 0.28, 0.25],
        cost_elasticity=[0.55, 0.9, 0.3, 0.6, 0.4],
        cut_years=[1.0, 0.5, 2.0, 1.5, 0.8],
        keep_up_growth=[0.25, 0.4, 0.15, 0.2, 0.3],
        raise_months=[18.0, 12.0, 24.0, 18.0, 15.0],
        recovery=[0.5, 0.8, 0.25, 0.6, 0.4],
        frontier=frontier,
    )


@pytest.mark.parametrize("risk_neutral", [True, False], ids=["value", "world as it is"])
@pytest.mark.parametrize("planned", [False, True], ids=["record", "planned growth"])
def test_every_quarter_of_every_path_is_that_of_its_slow_twin(
    record_inputs: Build, planned: bool, risk_neutral: bool
) -> None:
    inputs = rows_of_every_kind(record_inputs)
    if planned:
        fade = 0.5 ** (np.arange(QUARTERS + 1)[:, None, None] / 6)
        inputs = replace(
            inputs, prior_growth=None, planned=np.linspace(-0.2, 1.0, 5)[:, None] * fade
        )
    rng = np.random.default_rng(11)
    shocks = Shocks(level=rng.standard_normal((QUARTERS, 6)), start=rng.standard_normal(6))
    seen = watch(inputs, shocks, WhileExpected(0.1), risk_neutral=risk_neutral)
    stopped = 0
    for row in range(5):
        twin = SlowPath(inputs, row, risk_neutral=risk_neutral)
        for path in range(6):
            told, worth = twin.run(
                float(shocks.start[path]), shocks.level[:, path].tolist(), lambda g: g >= 0.1
            )
            lived = len(told)
            stopped += lived < QUARTERS
            assert seen.alive[:, row, path].tolist() == [q < lived for q in range(QUARTERS)]
            for name in ("revenue", "gross_margin", "cost", "tax", "losses", "cash", "injected"):
                mine = getattr(seen, name)[:lived, row, path]
                theirs = [getattr(q, name) for q in told]
                scale = max(1e-3, float(np.abs(seen.revenue[:lived, row, path]).max(initial=0)))
                assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-9 * scale), name
            assert float(seen.payoff[row, path]) == pytest.approx(worth, rel=1e-9, abs=1e-9)
    assert 2 <= stopped <= 28  # both kinds of ending are compared


def test_what_growth_still_adds_at_the_horizon_is_the_integral_of_a_fading_distance(
    record_inputs: Build,
) -> None:
    """`horizon_value` has the integral in closed form; here it is summed in small steps."""
    inputs = record_inputs(tax_rate=0.0, return_on_new_capital=1e12)
    p = {n: float(getattr(inputs.growth, n)[0, 0]) for n in ("reversion_per_year", "crowding")}
    left, added, dt = 0.5, 0.0, 5e-4
    for _ in range(160_000):  # 80 years, after which nothing is left
        middle = left - 0.5 * dt * (p["reversion_per_year"] + p["crowding"] * abs(left)) * left
        added += middle * dt
        left -= dt * (p["reversion_per_year"] + p["crowding"] * abs(middle)) * middle
    state = State(
        log_revenue=np.array([[math.log(100.0)]]),
        distance=np.array([[0.5]]),
        gross_margin=np.array([[0.7]]),
        costs={"all": np.array([[50.0]])},  # already mature: 0.7 less 0.5 is 0.2
    )
    terminal = float(inputs.terminal_growth[0, 0])
    found = horizon_value(state, np.array([[terminal + 0.5]]), inputs)
    required = 0.04 + 1.2 * 0.05 - 0.03
    assert float(found[0, 0]) == pytest.approx(100.0 * math.exp(added) * 0.2 / required, rel=1e-6)


# --- limits -----------------------------------------------------------------------------------


def still(**changes: float) -> GrowthParameters:
    """The law without noise, at the mean of its size and without a fall of growth with size."""
    return replace(
        LISTED_2008_2021, **{"volatility": 0.0, "size_drag": 0.0, "crowding": 0.0, **changes}
    )


def test_without_volatility_every_path_is_the_same_and_the_error_is_zero(
    record_inputs: Build,
) -> None:
    # With nothing lasting of last year's growth the start is not drawn either.
    law = still(lasting_spread=0.0)
    found = value(record_inputs(growth=law, rows=3), Draws(1), paths=16)
    assert found.standard_error == pytest.approx(0.0, abs=1e-9)
    assert float(np.ptp(found.frontier.means)) == pytest.approx(0.0, abs=1e-9)
    for tail in found.tails:
        assert tail.mean == pytest.approx(found.frontier.mean, rel=1e-12)


def test_without_volatility_revenue_compounds_at_the_mean_less_the_price_of_risk(
    record_inputs: Build,
) -> None:
    shocks = nested_shocks(Draws(1), QUARTERS, 4)
    inputs = record_inputs(growth=still(growth_per_year=0.12), prior_growth=None, cash=1e4)
    grown = np.exp(np.arange(1, QUARTERS + 1) / 4 * (0.12 - 1.2 * 0.05))
    assert watch(inputs, shocks).revenue[:, 0, 0] == pytest.approx(80.0 * grown)
    real = watch(inputs, shocks, risk_neutral=False).revenue[:, 0, 0]
    assert real == pytest.approx(80.0 * np.exp(np.arange(1, QUARTERS + 1) / 4 * 0.12))


def test_without_costs_tax_or_new_capital_the_value_is_a_growing_annuity(
    record_inputs: Build,
) -> None:
    # Revenue falls by a tenth of log a year, so no new capital; all of it is profit.
    g, r = -0.1, 0.04
    inputs = record_inputs(
        growth=still(growth_per_year=g),
        prior_growth=None,
        costs={"none": 0.0},
        gross_margin=1.0,
        mature_gross_margin=1.0,
        mature_operating_margin=1.0,
        tax_rate=0.0,
        revenue_beta=0.0,
        terminal_growth=0.0,
        risk_free_rate=r,
        debt=0.0,
    )
    rate = math.log(1 + r)
    # A quarter's own revenue is ahead of the year behind it by one and a half quarters of growth.
    flows = sum(
        80.0 / 4 * math.exp(g * q / 4 + 0.375 * g) * math.exp(-rate * q / 4) for q in range(1, 41)
    )
    # At the horizon expected growth of g fades to zero at the law's reversion.
    end = 80.0 * math.exp(10 * g + g / float(np.asarray(LISTED_2008_2021.reversion_per_year)))
    horizon = end / r * math.exp(-rate * 10)
    found = value(inputs, Draws(1), paths=4)
    assert found.frontier.mean == pytest.approx(60.0 + flows + horizon, rel=1e-12)


def test_cash_that_is_not_needed_is_worth_what_it_is(record_inputs: Build) -> None:
    # So much of it that no path ever asks for more; 100 more must be worth 100, at any rate.
    for rate in (0.0, 0.04, 0.1):
        inputs = record_inputs(cash=[1e6, 1e6 + 100], risk_free_rate=rate)
        means = value(inputs, Draws(2), paths=64, level_run=False).frontier.means
        assert float(means[1] - means[0]) == pytest.approx(100.0, rel=1e-6)


def test_a_company_that_is_not_worth_its_debt_is_worth_nothing_to_its_owners(
    record_inputs: Build,
) -> None:
    inputs = record_inputs(debt=1e9, cash=1e4)
    payoff = watch(inputs, nested_shocks(Draws(1), QUARTERS, 32)).payoff
    assert payoff.tolist() == [[0.0] * 32]


# --- tax --------------------------------------------------------------------------------------


def test_losses_are_used_before_tax_falls_due() -> None:
    losses, paid = np.array([0.0]), []
    for profit in (-10.0, 4.0, 8.0, -1.0, 3.0):
        tax, losses = taxed(np.array([profit]), losses, 0.25)
        paid.append(float(tax[0]))
    # 10 lost, 4 used, then 6 used and 2 taxed; 1 lost, then 1 used and 2 taxed.
    assert paid == [0.0, 0.0, 0.5, 0.0, 0.5]
    assert float(losses[0]) == 0.0


@given(
    st.lists(st.integers(-1000, 1000).map(lambda n: n / 8), min_size=1, max_size=40),
    st.sampled_from([0.0, 0.25, 0.5]),
)
def test_what_was_taxed_is_the_highest_that_cumulative_profit_ever_stood(
    profits: list[float], rate: float
) -> None:
    """Losses carried forward without end tax new highs of cumulative profit and nothing else."""
    losses, paid = np.zeros(1), 0.0
    for profit in profits:
        tax, losses = taxed(np.array([profit]), losses, rate)
        paid += float(tax[0])
    highest = max(0.0, *accumulate(profits))
    assert paid == rate * highest
    assert float(losses[0]) == highest - sum(profits)


# --- money that is needed, and stopping -------------------------------------------------------


def burning(build: Build, rows: int = 4) -> RecordInputs:
    """A company that will ask for money, and is not always worth it."""
    return build(
        revenue=30.0,
        prior_growth=0.6,
        gross_margin=0.3,
        cash=20.0,
        debt=0.0,
        costs={"research": 30.0, "marketing": 15.0},
        rows=rows,
    )


class Never(Policy):
    def goes_on(self, quarter: int, state: State, expected: FloatArray) -> BoolArray:
        return np.zeros(state.log_revenue.shape, dtype=bool)


def fitted(inputs: RecordInputs, seed: int = 5, paths: int = 2048) -> FittedPolicy:
    """Return a policy fitted on about as many pilot paths as an answer has (64 for 256 draws)."""
    return fit_policy(inputs, pilot_shocks(Draws(seed), inputs.quarters, paths))


@pytest.mark.parametrize("kind", ["fitted", "while expected"])
def test_decisions_know_nothing_of_what_comes_after_them(record_inputs: Build, kind: str) -> None:
    inputs = burning(record_inputs)
    policy = fitted(inputs) if kind == "fitted" else WhileExpected(0.05)
    shocks = nested_shocks(Draws(3), QUARTERS, 512)
    plain = watch(inputs, shocks, policy)
    assert 0 < int(np.sum(~plain.alive[-1])) < plain.alive[-1].size  # some stop, some go on
    for last in (3, 11, 23):  # the last quarter that both runs share
        level = np.concatenate([shocks.level[: last + 1], shocks.level[:last:-1]])
        other = watch(inputs, Shocks(level=level, start=shocks.start), policy)
        for name in ("alive", "injected", "cash", "revenue"):
            before = getattr(plain, name)[: last + 1], getattr(other, name)[: last + 1]
            assert np.array_equal(*before), (name, last)
        # What comes later does decide what is decided later.
        assert not np.array_equal(plain.injected[-1], other.injected[-1])


def test_the_policy_is_fitted_on_paths_of_its_own(record_inputs: Build) -> None:
    draws = Draws(3)
    pilot, main = pilot_shocks(draws, QUARTERS, 512), nested_shocks(draws, QUARTERS, 512)
    correlation = np.corrcoef(pilot.level.ravel(), main.level.ravel())[0, 1]
    assert abs(float(correlation)) < 4 / math.sqrt(pilot.level.size / 2)  # antithetic halves
    assert not np.any(pilot.level == main.level)


def test_nobody_stops_who_still_has_cash(record_inputs: Build) -> None:
    seen = watch(burning(record_inputs), nested_shocks(Draws(3), QUARTERS, 64), Never())
    died = np.diff(seen.alive.astype(int), axis=0, prepend=1) < 0
    # Without a raise the cash of the quarter before, a quarter's flow on, has to be below zero.
    assert bool(died.any())
    rich = watch(
        replace(burning(record_inputs), cash=np.full((4, 1), 1e5)),
        nested_shocks(Draws(3), QUARTERS, 64),
        Never(),
    )
    assert bool(rich.alive.all())
    assert float(rich.cash.min()) > 0


def test_with_limited_liability_and_no_new_money_no_path_is_worth_less_than_nothing(
    record_inputs: Build,
) -> None:
    shocks = nested_shocks(Draws(3), QUARTERS, 256)
    assert float(watch(burning(record_inputs), shocks, Never()).payoff.min()) >= 0.0
    # Owners who always pay can lose more than they have.
    assert float(watch(burning(record_inputs), shocks, Policy()).payoff.min()) < 0.0


def test_the_fitted_policy_is_worth_at_least_paying_always_and_paying_never(
    record_inputs: Build,
) -> None:
    inputs = burning(record_inputs)
    shocks = nested_shocks(Draws(3), QUARTERS, 2048)
    best, always, never = (
        watch(inputs, shocks, p).payoff[0] for p in (fitted(inputs), Policy(), Never())
    )

    def gain(other: FloatArray) -> tuple[float, float]:
        """Mean gain over another policy on the same paths, in its standard errors too."""
        pairs = 0.5 * (best - other).reshape(2, -1).sum(axis=0)  # a path and its mirror
        return float(pairs.mean()), float(pairs.std(ddof=1)) / math.sqrt(pairs.size)

    assert gain(always)[0] > 0  # what nobody goes on with is worth less than nothing
    assert gain(never)[0] > 4 * gain(never)[1]


def test_stopping_leaves_what_recovery_leaves_of_cash_after_debt(record_inputs: Build) -> None:
    # One quarter: 4 of cash, a burn of 10 a quarter; half of the cash is recovered, 1 is owed.
    inputs = record_inputs(
        growth=still(growth_per_year=0.0, lasting_spread=0.0),
        prior_growth=None,
        revenue=0.001,
        gross_margin=0.0,
        mature_gross_margin=0.0,
        mature_operating_margin=-0.5,
        costs={"all": 40.0},
        cut_years=1e9,
        cash=4.0,
        debt=1.0,
        revenue_beta=0.0,
    )
    payoff = watch(inputs, nested_shocks(Draws(1), QUARTERS, 2), Never()).payoff
    assert payoff == pytest.approx(np.full((1, 2), (4.0 * 0.5 - 1.0) * 1.04**-0.25), rel=1e-9)


# --- blocks, order, seeds ---------------------------------------------------------------------

PARTS = ("earned", "burned", "horizon", "injected", "alive_at_end")


@pytest.fixture(scope="module")
def twelve(record_inputs: Build) -> RecordInputs:
    """Twelve draws that differ in revenue, cash and cost."""
    spread = np.linspace(0.6, 1.6, 12)
    return record_inputs(
        revenue=(40.0 * spread).tolist(),
        cash=(25.0 / spread).tolist(),
        gross_margin=0.4,
        costs={"research": (25.0 * spread**2).tolist(), "marketing": 12.0},
        prior_growth=0.6,
    )


@pytest.mark.parametrize("rows", [1, 5, 12, 64])
def test_the_size_of_a_block_changes_no_result(
    twelve: RecordInputs, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    policy = fitted(twelve)
    whole = value(twelve, Draws(4), paths=64, policy=policy)
    monkeypatch.setattr(valuation, "PATHS_PER_BLOCK", 64 * rows)
    blocks = value(twelve, Draws(4), paths=64, policy=policy)
    for mine, theirs in zip(blocks.tails, whole.tails, strict=True):
        assert mine.means.tolist() == theirs.means.tolist()
    for name in PARTS:
        assert getattr(blocks, name).tolist() == getattr(whole, name).tolist(), name
    assert blocks.standard_error == whole.standard_error


def test_more_draws_than_a_block_holds_are_all_valued(
    record_inputs: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(valuation, "PATHS_PER_BLOCK", 128)  # 32 draws of 4 paths
    count = 67
    inputs = record_inputs(cash=np.linspace(1e5, 2e5, count).tolist())
    means = value(inputs, Draws(4), paths=4, level_run=False).frontier.means
    assert means.shape == (count,)
    # Cash that is not needed is worth what it is, so the rows are where they belong.
    assert np.diff(means) == pytest.approx(np.full(count - 1, 1e5 / (count - 1)), rel=1e-6)


def test_the_order_of_draws_changes_no_draw(twelve: RecordInputs) -> None:
    order = np.random.default_rng(2).permutation(12)
    policy = fitted(twelve)
    straight = value(twelve, Draws(4), paths=64, policy=policy, level_run=False)
    mixed = value(_rows_in(twelve, order), Draws(4), paths=64, policy=policy, level_run=False)
    assert mixed.frontier.means == pytest.approx(straight.frontier.means[order], rel=1e-12)


def _rows_in(inputs: RecordInputs, order: np.ndarray) -> RecordInputs:
    changes = {
        n: getattr(inputs, n)[order]
        for n in RecordInputs.__slots__
        if isinstance(getattr(inputs, n), np.ndarray)
    }
    costs = {name: line[order] for name, line in inputs.costs.items()}
    law = replace(
        inputs.growth,
        **{n: np.asarray(getattr(inputs.growth, n))[order] for n in GrowthParameters.__slots__},
    )
    return replace(inputs, costs=costs, growth=law, **changes)


def test_the_order_of_paths_changes_no_mean(twelve: RecordInputs) -> None:
    shocks = nested_shocks(Draws(4), QUARTERS, 64)
    order = np.random.default_rng(2).permutation(64)
    mixed = Shocks(level=shocks.level[:, order], start=shocks.start[order])
    policy = fitted(twelve)
    straight, other = (watch(twelve, s, policy).payoff for s in (shocks, mixed))
    assert other == pytest.approx(straight[:, order], rel=1e-12, abs=1e-9)


def test_same_seed_same_answer_and_another_seed_within_a_few_standard_errors(
    twelve: RecordInputs,
) -> None:
    policy = fitted(twelve)

    def level(seed: int) -> tuple[float, float]:
        found = value(twelve, Draws(seed), paths=512, policy=policy)
        return found.frontier.mean, found.standard_error

    assert level(1) == level(1)
    (first, error), (other, _) = level(1), level(2)
    assert first != other
    assert abs(first - other) < 4 * error * math.sqrt(2)


def test_the_standard_error_of_paths_is_honest(twelve: RecordInputs) -> None:
    policy = fitted(twelve)
    found = [value(twelve, Draws(seed), paths=256, policy=policy) for seed in range(30)]
    spread = float(np.std([f.frontier.mean for f in found], ddof=1))
    told = float(np.mean([f.standard_error for f in found]))
    # Thirty seeds know a standard deviation to 13 percent, so 1.5 times is three of those.
    assert 1 / 1.5 < spread / told < 1.5


def test_the_standard_error_of_shared_paths_is_honest(twelve: RecordInputs) -> None:
    policy = fitted(twelve)
    found = [
        value(twelve, Draws(seed), paths=256, policy=policy, level_run=False) for seed in range(30)
    ]
    spread = float(np.std([f.frontier.mean for f in found], ddof=1))
    told = float(np.mean([f.standard_error for f in found]))
    assert 1 / 1.5 < spread / told < 1.5


def test_the_standard_error_covers_what_another_seed_would_have_said(
    bundled_company: Callable[[str, date], Company],
) -> None:
    """A seed draws everything: facts and parameters, the pilot of the policy, the paths."""
    company = bundled_company("kimi", date(2026, 1, 20))
    found = []
    for seed in range(6):
        futures = Futures(company, seed=seed, paths=32_768)
        found.append(futures.valuation(futures.lead))
    spread = float(np.std([f.frontier.mean for f in found], ddof=1))
    told = float(np.mean([f.standard_error for f in found]))
    # Six seeds know a standard deviation to 32 percent, so 2 is three of those.
    assert 1 / 2.0 < spread / told < 2.0


def test_repeats_give_the_level_and_tell_their_own_error(twelve: RecordInputs) -> None:
    policy = fitted(twelve)
    repeats = [twelve] * 8
    found = [
        value(twelve, Draws(seed), paths=128, policy=policy, repeats=repeats) for seed in range(20)
    ]
    spread = float(np.std([f.frontier.mean for f in found], ddof=1))
    told = float(np.mean([f.standard_error for f in found]))
    # Twenty seeds know a standard deviation to 16 percent, so 1.5 times is three of those.
    assert 1 / 1.5 < spread / told < 1.5
    # Repeats with unlike lines of cost cannot run together, and say the same.
    renamed = replace(twelve, costs={f"{n}_": line for n, line in twelve.costs.items()})
    apart = value(twelve, Draws(0), paths=128, policy=policy, repeats=[*repeats[:-1], renamed])
    assert apart.frontier.mean == pytest.approx(found[0].frontier.mean, rel=1e-12)
    # Only the level moves: treatments keep their distance and draws theirs.
    alone = value(twelve, Draws(0), paths=128, policy=policy)
    shift = found[0].frontier.mean - alone.frontier.mean
    assert shift != 0
    for mine, theirs in zip(found[0].tails, alone.tails, strict=True):
        assert mine.means - theirs.means == pytest.approx(np.full(12, shift), abs=1e-9)


def test_the_size_of_a_block_changes_no_repeat(
    twelve: RecordInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = fitted(twelve)
    whole = value(twelve, Draws(4), paths=32, policy=policy, repeats=[twelve] * 2)
    monkeypatch.setattr(valuation, "PATHS_PER_BLOCK", 80)  # repeats have 16 paths: five at a time
    blocks = value(twelve, Draws(4), paths=32, policy=policy, repeats=[twelve] * 2)
    assert blocks.frontier.means.tolist() == whole.frontier.means.tolist()
    assert blocks.standard_error == whole.standard_error


# --- the best paths ---------------------------------------------------------------------------


def test_the_three_treatments_of_the_best_paths_by_hand() -> None:
    # 200 paths worth 1 to 200: the best 1 percent are 199 and 200.
    payoff = np.random.default_rng(1).permutation(np.arange(1.0, 201.0))[None, :]
    everything, winsorised, without = tail_means(payoff)
    # The 99th percentile, linear between ranks, lies at 1 + 0.99 * 199 = 198.01.
    cut = [min(x, 198.01) for x in range(1, 201)]
    assert float(everything[0]) == 100.5
    assert float(winsorised[0]) == pytest.approx(sum(cut) / 200)
    assert float(without[0]) == pytest.approx(sum(range(1, 199)) / 198)


def test_with_fewer_than_a_hundred_paths_a_part_of_the_best_one_is_left_out() -> None:
    # One percent of 40 paths is 0.4 of a path: 0.4 of the best one is left out.
    payoff = np.array([[*[1.0] * 39, 101.0]])
    without = float(tail_means(payoff)[2][0])
    assert without == pytest.approx((39 + 0.6 * 101) / 39.6)


def test_treatments_are_ordered_and_their_level_is_that_of_the_run(twelve: RecordInputs) -> None:
    found = value(twelve, Draws(4), paths=256)
    assert found.without_best.mean < found.winsorised.mean < found.frontier.mean
    # What the best 1 percent carries: what goes missing without them.
    expected = 1 - 0.99 * found.without_best.mean / found.frontier.mean
    assert found.best_share == pytest.approx(expected, rel=1e-9)
    low, high = found.frontier.interval()
    assert low < found.frontier.mean < high


def test_parts_of_a_value_add_up(twelve: RecordInputs) -> None:
    """Cash earns what discounts it: worth is cash, and what came in less what went out.

    ``value = cash + earned + burned + horizon operations - debt`` where nobody stops, new money
    adding as much as it costs.
    """
    inputs = replace(twelve, debt=np.zeros((12, 1)))
    shocks = nested_shocks(Draws(4), QUARTERS, 64)
    setting = Record(inputs, shocks, Policy())
    ended: list[Books] = []
    payoff = run(setting, lambda _q, books: ended.append(books))
    rate = np.log1p(inputs.risk_free_rate)
    final = ended[-1].cash * np.exp(-rate * 10)
    operations = setting.horizon - np.maximum(final, 0.0)
    parts = inputs.cash + setting.flows.earned + setting.flows.burned + operations
    assert payoff == pytest.approx(parts, rel=1e-9, abs=1e-6)
