"""Fit the growth law to percentiles of growth and to its autoregression.

Everything is deterministic given a seed; the same points serve every evaluation of a fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.optimize import least_squares

from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.calibration.cells import (
    LISTED,
    MARGINAL_CELLS,
    PERCENTILE_WEIGHTS,
    SOFTWARE,
    STEPS_PER_YEAR,
    Cell,
    Observation,
    Population,
    Tables,
    cells,
    population,
)
from pricedin.simulation.growth import (
    LISTED_2008_2021,
    SOFTWARE_2008_2021,
    GrowthParameters,
    start_distance,
    step,
)

FULL_WEIGHT_WINDOWS: Final = 50
"""Cells with fewer windows weigh less in a fit, in proportion."""

FREE_PARAMETERS: Final[dict[str, tuple[str, ...]]] = {
    LISTED: (
        "growth_per_year",
        "size_drag",
        "reversion_per_year",
        "crowding",
        "momentum",
        "volatility",
        "size_exponent",
        "distance_effect",
        "lasting_scale",
        "declining_fraction",
        "lasting_size_exponent",
        "lasting_spread",
        "rebound_fraction",
    ),
    SOFTWARE: (
        "growth_per_year",
        "size_drag",
        "reversion_per_year",
        "momentum",
        "volatility",
        "lasting_scale",
        "declining_fraction",
        "lasting_size_exponent",
        "fading_power",
        "rebound_fraction",
    ),
}
"""What is fitted. For all firms a free `fading_power` comes out at one, where it is set. Software
has too few firms for `size_exponent` and `lasting_spread`, taken over from all firms; free, its
`crowding` and `distance_effect` come out at zero, where they are set. `prior_distance_limit` is
set: for software at the median of its highest growth bucket, beyond which it holds no evidence."""

TAKEN_OVER: Final = ("size_exponent", "lasting_spread")
"""Parameters of software that are those of all firms."""

BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "growth_per_year": (-0.1, 0.3),
    "size_drag": (0.0, 0.1),
    "reversion_per_year": (0.02, 2.0),
    "crowding": (0.0, 3.0),
    "momentum": (0.0, 1.0),
    "volatility": (0.02, 1.0),
    "size_exponent": (0.0, 1.0),
    "distance_effect": (0.0, 12.0),
    "lasting_scale": (0.05, 100.0),
    "declining_fraction": (0.005, 5.0),
    "lasting_size_exponent": (-0.5, 1.0),
    "lasting_spread": (0.0, 5.0),
    "fading_power": (0.3, 4.0),
    "rebound_fraction": (-0.5, 2.0),
}


FITTED_YEARS: Final = (1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Fitted parameters and how well they do; `free` are the names that were fitted."""

    parameters: GrowthParameters
    free: tuple[str, ...]
    cost: float
    evaluations: int


def annual_log_revenue(
    log_revenue: FloatArray, prior_growth: FloatArray, shocks: FloatArray, p: GrowthParameters
) -> FloatArray:
    """Log revenue at the start and after each year.

    Parameters
    ----------
    log_revenue, prior_growth : array of shape (n_paths,)
    shocks : array of shape (1 + 4 n_years, n_paths)
        Standard normal; the first row is for the starting distance.
    p : GrowthParameters

    Returns
    -------
    array of shape (n_years + 1, n_paths)
    """
    distance = start_distance(log_revenue, prior_growth, shocks[0], p)
    years = [log_revenue]
    for number, z in enumerate(shocks[1:], start=1):
        log_revenue, distance = step(log_revenue, distance, z, p, dt=1.0 / STEPS_PER_YEAR)
        if number % STEPS_PER_YEAR == 0:
            years.append(log_revenue)
    return np.array(years)


def simulated_percentiles(
    cell: Cell, p: GrowthParameters, half_width: float = 0.0
) -> Iterator[tuple[Observation, float]]:
    """Each observation of a cell with the law's percentile, log growth per year.

    `half_width` averages the order statistics within that many probability units, so that a
    fit sees a smooth function.
    """
    path = annual_log_revenue(cell.log_revenue, cell.prior_growth, cell.shocks, p)
    n = path.shape[1]
    for years, these in cell.observations.items():
        growth = np.sort((path[years] - path[0]) / years)
        for one in these:
            level = one.percentile / 100.0
            first = int((level - half_width) * n)
            last = max(int((level + half_width) * n), first + 1)
            yield one, float(growth[first:last].mean())


def huber_slope(x: FloatArray, y: FloatArray) -> float:
    """Slope of `y` on `x` after Huber, 1.345 scaled median deviations, by reweighting.

    Both are winsorised at 1 and 99 percent first, as the published figure is.
    """
    x, y = (np.clip(a, *np.quantile(a, [0.01, 0.99])) for a in (x, y))
    weights = np.ones_like(x)
    slope = 0.0
    for _ in range(30):
        x_mean, y_mean = np.average(x, weights=weights), np.average(y, weights=weights)
        before = slope
        slope = float(
            np.sum(weights * (x - x_mean) * (y - y_mean)) / np.sum(weights * (x - x_mean) ** 2)
        )
        rest = y - y_mean - slope * (x - x_mean)
        scale = np.median(np.abs(rest - np.median(rest))) / 0.6745
        weights = np.minimum(1.0, 1.345 * scale / np.maximum(np.abs(rest), 1e-12))
        if abs(slope - before) < 1e-6:
            break
    return slope


def autoregression(sample: Population, p: GrowthParameters) -> list[float]:
    """Robust slope of each simulated year's growth on that of the year before.

    The first is on the year before the start, so it judges `start_distance`; the later ones
    judge `step`.
    """
    path = annual_log_revenue(sample.log_revenue, sample.prior_growth, sample.shocks, p)
    growth = [sample.prior_growth, *np.diff(path, axis=0)]
    return [huber_slope(x, y) for x, y in pairwise(growth)]


def with_values(p: GrowthParameters, names: Sequence[str], values: FloatArray) -> GrowthParameters:
    """`p` with the named parameters replaced."""
    return replace(p, **dict(zip(names, map(float, values), strict=True)))


def misfit(one: Observation, simulated: float) -> float:
    """Deviation in standard errors: the half interval on the side of the miss is 1.645 of them."""
    half = one.high - one.observed if simulated > one.observed else one.observed - one.low
    return 1.645 * (simulated - one.observed) / max(half, 1e-6)


def fit_weight(one: Observation) -> float:
    """Weight of an observation's squared misfit in a fit."""
    return PERCENTILE_WEIGHTS[one.percentile] * min(1.0, one.n_end / FULL_WEIGHT_WINDOWS)


def published_slope(tables: Tables, universe: str) -> tuple[float, float]:
    """Robust first-order autoregression of annual growth, and its standard error from n."""
    row = next(row for row in tables.ar1 if row["universe"] == universe)
    return float(row["robust_phi"]), float(row["n"]) ** -0.5


def fit(
    tables: Tables,
    universe: str,
    start: GrowthParameters,
    free: Sequence[str],
    *,
    seed: int,
    n_points: int = 8192,
    years: Sequence[int] = FITTED_YEARS,
    max_evaluations: int = 60,
    perturb: np.random.Generator | None = None,
) -> Fit:
    """Fit the named parameters to percentiles of growth and to the autoregression.

    Least squares with a soft-L1 loss, in standard errors of each percentile, weighted by
    `PERCENTILE_WEIGHTS` and by ``min(1, n_end / 50)``; plus the published robust autoregression
    (year three on year two of the simulated universe), without which momentum is hardly
    identified by one- and three-year windows.

    Parameters
    ----------
    tables : Tables
    universe : str
    start : GrowthParameters
        First guess, and the values of the parameters not fitted.
    free : sequence of str
        Fields of `GrowthParameters` to fit.
    seed : int
        Of the points, which all evaluations share.
    n_points : int
        Paths a cell.
    years : sequence of int
        Horizons fitted; the others are held out.
    max_evaluations : int
        Of the residuals, derivatives not counted.
    perturb : numpy.random.Generator, optional
        If given, each printed percentile is first moved by its sampling error.

    Returns
    -------
    Fit
    """
    marginal = [growth for name, growth in MARGINAL_CELLS if name == universe]
    sample = cells(tables, universe, years, n_points, seed, marginal=marginal)
    if perturb is not None:
        sample = tuple(perturbed(cell, perturb) for cell in sample)
    everyone = population(tables, universe, 5 * n_points, 3, seed)
    slope, slope_error = published_slope(tables, universe)
    if perturb is not None:
        slope += slope_error * float(perturb.standard_normal())

    def residuals(values: FloatArray) -> FloatArray:
        p = with_values(start, free, values)
        found = [
            misfit(one, simulated) * fit_weight(one) ** 0.5
            for cell in sample
            for one, simulated in simulated_percentiles(cell, p, half_width=0.006)
        ]
        return np.array([*found, (autoregression(everyone, p)[-1] - slope) / slope_error])

    low, high = np.array([BOUNDS[name] for name in free]).T
    first = np.array([float(getattr(start, name)) for name in free]).clip(low + 1e-6, high - 1e-6)
    solution = least_squares(
        residuals,
        first,
        bounds=(low, high),
        loss="soft_l1",
        f_scale=1.645,
        x_scale=np.maximum(np.abs(first), 0.02),
        diff_step=0.02,
        ftol=1e-4,
        xtol=1e-4,
        max_nfev=max_evaluations,
    )
    return Fit(
        parameters=with_values(start, free, solution.x),
        free=tuple(free),
        cost=float(solution.cost),
        evaluations=int(solution.nfev),
    )


def perturbed(cell: Cell, rng: np.random.Generator) -> Cell:
    """The cell with its printed percentiles moved as another sample of firms would move them.

    An empirical distribution of `n` firms differs from the true one by a Brownian bridge over
    ``sqrt(n)``; one bridge serves all horizons of a cell, as they hold the same firms. Growth
    is moved along the interval's own slope.
    """
    levels = np.array(sorted(PERCENTILE_WEIGHTS)) / 100.0
    widths = np.diff(np.concatenate([[0.0], levels, [1.0]]))
    walk = np.cumsum(np.sqrt(widths) * rng.standard_normal(len(widths)))
    bridge = dict(zip(sorted(PERCENTILE_WEIGHTS), walk[:-1] - levels * walk[-1], strict=True))

    def moved(one: Observation) -> Observation:
        level = one.percentile / 100.0
        errors = bridge[one.percentile] / (level * (1.0 - level)) ** 0.5
        half = one.high - one.observed if errors > 0.0 else one.observed - one.low
        shift = errors / 1.645 * half
        return replace(
            one, observed=one.observed + shift, low=one.low + shift, high=one.high + shift
        )

    return replace(
        cell, observations={y: tuple(map(moved, o)) for y, o in cell.observations.items()}
    )


def refits(
    tables: Tables, universe: str, fitted: Fit, n_refits: int, *, seed: int, n_points: int = 2048
) -> FloatArray:
    """Parameters refitted to perturbed tables, a row a refit, columns as `fitted.free`.

    Each refit draws other sampling errors of the tables (`perturbed`) and other points, and
    begins at the fitted parameters. Rows keep the correlation of the parameters; draw rows, not
    columns, for outer draws.
    """
    rows = []
    for number in range(n_refits):
        refit = fit(
            tables,
            universe,
            fitted.parameters,
            fitted.free,
            seed=seed + 1 + number,
            n_points=n_points,
            max_evaluations=10,
            perturb=np.random.default_rng([seed, number]),
        )
        rows.append([float(getattr(refit.parameters, name)) for name in fitted.free])
    return np.array(rows)


def fit_presets(tables: Tables, *, seed: int) -> dict[str, Fit]:
    """Fits of both universes, all firms first, as the presets were made."""
    listed = fit(tables, LISTED, LISTED_2008_2021, FREE_PARAMETERS[LISTED], seed=seed)
    taken = {name: getattr(listed.parameters, name) for name in TAKEN_OVER}
    start = replace(SOFTWARE_2008_2021, **taken)
    return {
        LISTED: listed,
        SOFTWARE: fit(tables, SOFTWARE, start, FREE_PARAMETERS[SOFTWARE], seed=seed),
    }
