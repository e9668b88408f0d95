"""Schwartz and Moon (2000), as published: a special case of the engine.

Revenue rate R (a quarter), expected growth μ, losses carried forward L, cash X::

    R' = R · exp[(μ − λ₁σ − σ²/2) Δ + σ √Δ ε₁]
    μ' = e^(−κΔ) μ + (1 − e^(−κΔ)) (μ̄ − λ₂η/κ) + η √((1 − e^(−2κΔ)) / 2κ) ε₂
    σ  = σ₀ e^(−κ₁t) + σ̄ (1 − e^(−κ₁t)),   η = η₀ e^(−κ₂t),   Δ = one quarter

Cost is ``(α + β) R + F``, tax falls due once losses are used up, cash earns r and nothing is paid
out, the firm dies when cash is gone and is worth nothing then, and at the horizon it is worth
``X + M · EBITDA``.

The paper leaves conventions open, and its value moves a great deal with them, so each is a named
choice and stands beside every value.

References
----------
E. Schwartz and M. Moon, "Rational Pricing of Internet Companies", Financial Analysts Journal
56(3), 2000, pages 62-75.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np

from pricedin.errors import InputError
from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.draws import Draws, standard_error
from pricedin.simulation.engine import Books, run

Measure = Literal["risk_neutral", "physical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchwartzMoon:
    """Inputs, per quarter and in one unit of money except where the name says otherwise.

    Published for Amazon at the end of 1999: see the case ``sm2000-spec-C1``.
    """

    revenue: float
    losses: float
    cash: float
    growth: float
    growth_mean: float
    sigma: float
    sigma_mean: float
    eta: float
    kappa: float
    kappa_sigma: float
    kappa_eta: float
    variable_cost: float
    fixed_cost: float
    tax_rate: float
    rate_per_year_continuous: float
    lambda_revenue: float
    lambda_growth: float
    correlation: float = 0.0
    years: int = 25
    exit_multiple: float = 10.0

    def __post_init__(self) -> None:
        if self.revenue <= 0 or self.years <= 0 or self.kappa <= 0:
            raise InputError("revenue, years and kappa are positive")
        if not -1 <= self.correlation <= 1:
            raise InputError(f"a correlation lies between -1 and 1; got {self.correlation}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What the paper leaves open, one named choice each.

    Defaults are the literal reading (C1).

    Attributes
    ----------
    volatility_at : when in a step σ and η are taken.
    interest : whether interest on cash is taxed with profit.
    drift_cut : the risk adjustment of revenue's drift: ``lambda·sigma``, or ``lambda`` alone.
    exit_on : the EBITDA that the multiple applies to, of the last quarter or annualised.
    """

    volatility_at: Literal["start", "middle"] = "start"
    interest: Literal["taxed with profit", "untaxed"] = "taxed with profit"
    drift_cut: Literal["lambda times sigma", "lambda"] = "lambda times sigma"
    exit_on: Literal["last quarter", "annualised"] = "last quarter"

    @property
    def words(self) -> str:
        """The choices in words, to be printed beside the value."""
        return (
            f"sigma and eta at the {self.volatility_at} of a step; interest {self.interest}; "
            f"revenue drift cut by {self.drift_cut}; exit multiple on {self.exit_on} EBITDA; "
            "growth of a step at its start; dead when cash is not positive"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchwartzMoonResult:
    """Value and odds of death, with the conventions they rest on."""

    value: float
    standard_error: float
    probability_of_bankruptcy: float
    bankruptcy_standard_error: float
    mean_terminal_revenue: float
    mean_terminal_cash: float
    conventions: str
    measure: Measure
    paths: int
    seed: int


class _Setting:
    """The laws of the paper on the engine."""

    def __init__(
        self,
        inputs: SchwartzMoon,
        conventions: Conventions,
        shocks: tuple[FloatArray, FloatArray],
        measure: Measure,
    ) -> None:
        self.inputs = inputs
        self.conventions = conventions
        self.level, self.drift = shocks
        self.quarters = inputs.years * 4
        self.tax_rate = inputs.tax_rate
        rate = float(np.expm1(inputs.rate_per_year_continuous / 4))
        self.taxed_interest = conventions.interest == "taxed with profit"
        self.rate = rate
        self.priced = measure == "risk_neutral"
        self.died_at = np.full(self.level.shape[1], -1)

    def start(self) -> Books:
        paths = self.level.shape[1]
        x = self.inputs
        self.revenue = np.full(paths, x.revenue)
        self.growth = np.full(paths, x.growth)
        return Books(
            cash=np.full(paths, x.cash),
            losses=np.full(paths, x.losses),
            alive=np.ones(paths, dtype=bool),
            injected=np.zeros(paths),
            paid_out=np.zeros(paths),
        )

    def grow(self, quarter: int) -> None:
        x = self.inputs
        time = quarter + (0.5 if self.conventions.volatility_at == "middle" else 0.0)
        fade = np.exp(-x.kappa_sigma * time)
        sigma = x.sigma * fade + x.sigma_mean * (1 - fade)
        eta = x.eta * np.exp(-x.kappa_eta * time)
        cut = 0.0
        if self.priced:
            by_sigma = self.conventions.drift_cut == "lambda times sigma"
            cut = x.lambda_revenue * (sigma if by_sigma else 1.0)
        self.revenue = self.revenue * np.exp(
            self.growth - cut - 0.5 * sigma**2 + sigma * self.level[quarter]
        )
        keep = np.exp(-x.kappa)
        mean = x.growth_mean - (x.lambda_growth * eta / x.kappa if self.priced else 0.0)
        spread = eta * np.sqrt((1 - keep**2) / (2 * x.kappa))
        self.growth = keep * self.growth + (1 - keep) * mean + spread * self.drift[quarter]

    def earn(self, books: Books) -> tuple[FloatArray, FloatArray | float]:
        x = self.inputs
        profit = self.revenue - (x.variable_cost * self.revenue + x.fixed_cost)
        interest = self.rate * books.cash
        return (profit + interest, 0.0) if self.taxed_interest else (profit, interest)

    def fund(self, books: Books, before: FloatArray, quarter: int) -> None:
        dead = books.alive & (books.cash <= 0)
        self.died_at[dead] = quarter + 1
        books.alive &= ~dead
        books.cash = np.where(books.alive, books.cash, 0.0)

    def settle(self, books: Books) -> FloatArray:
        x = self.inputs
        ebitda = self.revenue * (1 - x.variable_cost) - x.fixed_cost
        if self.conventions.exit_on == "annualised":
            ebitda = 4 * ebitda
        worth = books.cash + x.exit_multiple * ebitda
        discount = np.exp(-x.rate_per_year_continuous * x.years)
        return np.where(books.alive, discount * worth, 0.0)


BLOCK = 8192  # paths at a time; a block has its own draws, so results do not depend on its size


def _shocks(
    inputs: SchwartzMoon, seed: int, block: int, paths: int
) -> tuple[FloatArray, FloatArray]:
    draws = Draws(seed, replicate=block)
    steps = inputs.years * 4
    level = draws.normals("level", steps, paths)
    drift = draws.normals("drift", steps, paths)
    if inputs.correlation:
        rho = inputs.correlation
        drift = rho * level + np.sqrt(1 - rho**2) * drift
    return level, drift


def schwartz_moon(
    inputs: SchwartzMoon,
    *,
    conventions: Conventions | None = None,
    measure: Measure = "risk_neutral",
    paths: int = 100_000,
    seed: int = 7,
) -> SchwartzMoonResult:
    """Value a company by the model.

    Parameters
    ----------
    inputs : SchwartzMoon
        Per quarter.
    conventions : Conventions, optional
        The literal reading by default.
    measure : {"risk_neutral", "physical"}
        Values are risk-neutral; odds of death under either are reported on request.
    paths : int
        Rounded up to whole blocks of 8,192.
    seed : int
        Same seed, same answer.

    Returns
    -------
    SchwartzMoonResult
        Value in the money of `inputs`, with its standard error and conventions.
    """
    chosen = conventions or Conventions()
    deterministic = not (inputs.sigma or inputs.sigma_mean or inputs.eta)
    block = 2 if deterministic else BLOCK
    blocks = 1 if deterministic else max(1, -(-paths // BLOCK))
    values, dead, revenue, cash = [], [], [], []
    for index in range(blocks):
        setting = _Setting(inputs, chosen, _shocks(inputs, seed, index, block), measure)
        last: list[Books] = []
        value = run(setting, lambda _quarter, books: last.append(books))  # noqa: B023
        values.append(value)
        dead.append(setting.died_at >= 0)
        revenue.append(setting.revenue)
        cash.append(last[-1].cash)
    all_values, all_dead = np.concatenate(values), np.concatenate(dead).astype(float)
    errors = [standard_error(v) ** 2 for v in values]
    share = float(all_dead.mean())
    return SchwartzMoonResult(
        value=float(all_values.mean()),
        standard_error=float(np.sqrt(np.mean(errors) / blocks)) if not deterministic else 0.0,
        probability_of_bankruptcy=share,
        bankruptcy_standard_error=float(np.sqrt(share * (1 - share) / all_dead.size)),
        mean_terminal_revenue=float(np.concatenate(revenue).mean()),
        mean_terminal_cash=float(np.concatenate(cash).mean()),
        conventions=chosen.words,
        measure=measure,
        paths=all_values.size,
        seed=seed,
    )


def revenue_percentiles(
    inputs: SchwartzMoon, *, years: tuple[int, ...], paths: int = 100_000, seed: int = 7
) -> dict[int, dict[str, float]]:
    """Return mean and percentiles of quarterly revenue at the end of `years`, physical measure.

    Paths are followed whether or not their cash is gone, as a published table of revenue does.
    """
    blocks = max(1, -(-paths // BLOCK))
    seen: dict[int, list[FloatArray]] = {year: [] for year in years}
    for index in range(blocks):
        setting = _Setting(inputs, Conventions(), _shocks(inputs, seed, index, BLOCK), "physical")

        def keep(quarter: int, _books: Books, setting: _Setting = setting) -> None:
            if quarter % 4 == 0 and quarter // 4 in seen:
                seen[quarter // 4].append(setting.revenue)

        run(setting, keep)
    result = {}
    for year, parts in seen.items():
        values = np.concatenate(parts)
        levels = np.percentile(values, [5, 25, 50, 75, 95])
        names = ("p5", "p25", "p50", "p75", "p95")
        result[year] = {"mean": float(values.mean())}
        result[year] |= dict(zip(names, map(float, levels), strict=True))
    return result


def as_dict(result: SchwartzMoonResult) -> dict[str, object]:
    """Return a result as plain data."""
    return asdict(result)
