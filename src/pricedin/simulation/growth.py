"""A stochastic law for the revenue of a company, fitted to listed firms.

Conventions
-----------
- Revenue is that of the last twelve months, in USD million, nominal; the state is its natural
  logarithm. Growth over ``h`` years is therefore ``log_revenue[4 h] - log_revenue[0]``: nothing
  is summed over quarters.
- Growth is log growth per year. `distance` is expected growth less the mean growth of firms of
  that size; it is zero for a firm that grows as its size class does.
- Arrays of any shape, broadcast against each other and against the parameters, which may
  themselves be arrays: ``(K, 1)`` parameter draws against ``(1, N)`` shocks give ``(K, N)``.
- NaN in gives NaN out, at that place only; empty arrays stay empty.

The law, for a step of `dt` years, with ``k = size_scale`` and one standard normal ``z``::

    e            = volatility sqrt(dt) k (1 + distance_effect min(|d|, 0.5)) heavy_tail(z)
    ln R'        = ln R + (mean_growth(R) + d) dt + e
    d'           = d (1 - (reversion + crowding min(|d|, 1.5) / k) dt) + momentum e
    mean_growth  = growth_per_year - size_drag max(ln(R / 1000), 0)
    k            = (0.8 + (R / 100)**-size_exponent) / 1.8

Expected growth moves by what the company has just shown (`momentum`), so no second shock is
needed: an independent shock to the drift, when offered, was fitted at zero.

The presets describe listed firms that were still reporting at the end of the window. Firms that
failed, were bought or never listed are not in them: hazards of those belong elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, exp, log, pi, sqrt
from typing import Final

import numpy as np

from pricedin.simulation.arrays import FloatArray

Number = float | FloatArray

LOG_REFERENCE_REVENUE: Final = log(100.0)
"""Log of the revenue, in USD million, at which the size scale is one."""

LOG_DRAG_REVENUE: Final = log(1000.0)
"""Log of the revenue, in USD million, above which mean growth falls with size.

Set, not fitted: 600 to 2000 fit the tables equally well, 300 and a straight line less well."""

LOG_SMALLEST_REVENUE: Final = 0.0
"""Log of revenue, in USD million, below which the scale rises no more: the tables begin at 1."""

SCALE_DISTANCE_LIMIT: Final = 0.5
"""Distance per year beyond which volatility rises no more; without it the tail explodes."""

REVERSION_DISTANCE_LIMIT: Final = 1.5
"""Distance per year beyond which reversion quickens no more; keeps a quarterly step stable."""

SHOCK_LIMIT: Final = 2.75
"""Normal deviates are cut here, both sides: 6 in 1,000 quarters."""

TAIL_WEIGHT: Final = 0.14
"""Weight of the fifth power in `heavy_tail`; fitted once to all listed firms, then set."""

SIZE_FLOOR: Final = 0.8
"""Part of volatility that does not fall with size, against the part that does at USD 100 million.

Fitted once to all listed firms, then set: without it both the smallest and the largest miss."""

START_NOISE: Final = 0.25
"""Spread of the starting distance that last year does not explain, over volatility."""


def _cut_normal_moments(limit: float) -> tuple[float, float, float]:
    """Second, sixth and tenth moment of a standard normal cut to ``[-limit, limit]``.

    ``E[z**k; |z| < c] = (k - 1) E[z**(k - 2); |z| < c] - 2 c**(k - 1) phi(c)``, by parts, and
    the two atoms add ``c**k P(|z| > c)``.
    """
    density = exp(-0.5 * limit * limit) / sqrt(2.0 * pi)
    inside = erf(limit / sqrt(2.0))
    beyond = 1.0 - inside
    moments = {}
    for order in range(2, 12, 2):
        inside = (order - 1) * inside - 2.0 * limit ** (order - 1) * density
        moments[order] = inside + limit**order * beyond
    return moments[2], moments[6], moments[10]


def _tail_slope(tail_weight: float, limit: float) -> float:
    """Factor that gives ``c (1 + tail_weight c**4)`` of a cut normal `c` variance one."""
    second, sixth, tenth = _cut_normal_moments(limit)
    return 1.0 / sqrt(second + 2.0 * tail_weight * sixth + tail_weight**2 * tenth)


_TAIL_SLOPE: Final = _tail_slope(TAIL_WEIGHT, SHOCK_LIMIT)
_TAIL_BEND: Final = _TAIL_SLOPE * TAIL_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthParameters:
    """Parameters of the law; floats, or arrays that broadcast against the paths.

    Comparing two values whose fields are arrays raises, as comparing arrays does.

    Attributes
    ----------
    growth_per_year : float or array, log growth per year
        Mean growth of firms below USD 1,000 million.
    size_drag : float or array, log growth per year per unit of log revenue
        Fall of mean growth with size above USD 1,000 million; not below zero.
    reversion_per_year : float or array, per year
        Rate at which a small distance closes; not below zero.
    crowding : float or array, dimensionless
        Extra reversion per year for each unit of ``|distance| / size_scale``: growth far from
        the mean fades faster; not below zero.
    momentum : float or array, per year
        Change of expected growth for a surprise of one in log revenue.
    volatility : float or array, log revenue per square root of a year
        Standard deviation of surprises at USD 100 million and distance zero; above zero.
    size_exponent : float or array, dimensionless
        How fast volatility falls with size.
    distance_effect : float or array, years
        Rise of volatility, as a fraction, for each unit of absolute distance.
    lasting_scale : float or array, log growth per year
        Distance of last year's growth above the mean of which half lasts, for the median firm
        of USD 100 million.
    declining_fraction : float or array, fraction
        The same distance below the mean, over `lasting_scale`.
    lasting_size_exponent : float or array, dimensionless
        How fast that distance falls with size: fast growth of large firms is mostly bought.
    lasting_spread : float or array, dimensionless
        Standard deviation, between firms, of the logarithm of that distance.
    fading_power : float or array, dimensionless
        Power of the distance in the odds of fading: at two and more, the fastest growers keep no
        more than the merely fast; above zero.
    rebound_fraction : float or array, fraction
        What does not last is given back in this proportion.
    prior_distance_limit : float or array, log growth per year
        Last year's distance is read no further out than this; set, not fitted.
    """

    growth_per_year: Number
    size_drag: Number
    reversion_per_year: Number
    crowding: Number
    momentum: Number
    volatility: Number
    size_exponent: Number
    distance_effect: Number
    lasting_scale: Number
    declining_fraction: Number
    lasting_size_exponent: Number
    lasting_spread: Number
    fading_power: Number
    rebound_fraction: Number
    prior_distance_limit: Number


UNITS: Final[dict[str, str]] = {
    "growth_per_year": "log growth a year",
    "size_drag": "log growth a year, for each unit of log revenue",
    "reversion_per_year": "a year",
    "crowding": "a year, for each unit of distance",
    "momentum": "a year",
    "volatility": "log revenue, root of a year",
    "size_exponent": "exponent",
    "distance_effect": "fraction, for each unit of distance",
    "lasting_scale": "log growth a year",
    "declining_fraction": "fraction",
    "lasting_size_exponent": "exponent",
    "lasting_spread": "standard deviation of the log",
    "fading_power": "exponent",
    "rebound_fraction": "fraction",
    "prior_distance_limit": "log growth a year",
}
"""Unit of each parameter, in words."""

BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "growth_per_year": (-0.5, 0.5),
    "size_drag": (0.0, 0.1),
    "reversion_per_year": (0.05, 1.5),
    "crowding": (0.0, 2.0),
    "momentum": (0.0, 0.6),
    "volatility": (0.03, 0.6),
    "size_exponent": (0.0, 1.0),
    "distance_effect": (0.0, 10.0),
    "lasting_scale": (0.05, 50.0),
    "declining_fraction": (0.01, 2.0),
    "lasting_size_exponent": (0.0, 1.0),
    "lasting_spread": (0.0, 4.0),
    "fading_power": (0.2, 6.0),
    "rebound_fraction": (-0.5, 1.5),
    "prior_distance_limit": (0.2, 2.5),
}
"""Where the law means anything: it reverts, a quarterly step is stable, spreads are not negative.

Draws are held inside; what is typed outside is refused."""


def heavy_tail(z: FloatArray) -> FloatArray:
    """Heavy-tailed shock of mean zero and variance one from a standard normal one.

    ``c (1 + 0.14 c**4) / norm`` with ``c = clip(z, -2.75, 2.75)``: odd, not decreasing, bounded,
    and without a transcendental function. `norm` is exact for the cut normal.

    Parameters
    ----------
    z : array
        Standard normal deviates, or normal quantiles of quasi-random points.

    Returns
    -------
    array, shape of `z`

    Examples
    --------
    >>> heavy_tail(np.array([-9.0, -1.0, 0.0, 1.0, 9.0])).round(2).tolist()
    [-7.2, -0.33, 0.0, 0.33, 7.2]
    """
    cut = np.clip(z, -SHOCK_LIMIT, SHOCK_LIMIT)
    square = cut * cut
    return cut * (_TAIL_SLOPE + _TAIL_BEND * (square * square))


def size_scale(log_revenue: FloatArray, p: GrowthParameters) -> FloatArray:
    """Volatility at a revenue, against one at USD 100 million.

    ``(0.8 + (R / 100)**-size_exponent) / 1.8``, `R` not below USD 1 million.

    Parameters
    ----------
    log_revenue : array, log of USD million
    p : GrowthParameters

    Returns
    -------
    array, dimensionless, above zero
    """
    held = np.maximum(log_revenue, LOG_SMALLEST_REVENUE)
    at_reference = p.size_exponent * LOG_REFERENCE_REVENUE - log(SIZE_FLOOR + 1.0)
    return SIZE_FLOOR / (SIZE_FLOOR + 1.0) + np.exp(at_reference - p.size_exponent * held)


def mean_growth(log_revenue: FloatArray, p: GrowthParameters) -> FloatArray:
    """Mean growth of firms of a size.

    ``growth_per_year - size_drag * max(ln(R / 1000), 0)``

    Parameters
    ----------
    log_revenue : array, log of USD million
    p : GrowthParameters

    Returns
    -------
    array, log growth per year
    """
    held = np.maximum(log_revenue, LOG_DRAG_REVENUE)
    return (p.growth_per_year + p.size_drag * LOG_DRAG_REVENUE) - p.size_drag * held


def expected_growth(
    log_revenue: FloatArray, distance: FloatArray, p: GrowthParameters
) -> FloatArray:
    """Growth expected now: ``mean_growth(log_revenue) + distance``.

    Parameters
    ----------
    log_revenue : array, log of USD million
    distance : array, log growth per year
    p : GrowthParameters

    Returns
    -------
    array, log growth per year
    """
    return mean_growth(log_revenue, p) + distance


def start_distance(
    log_revenue: FloatArray, prior_growth: FloatArray, z: FloatArray, p: GrowthParameters
) -> FloatArray:
    """Distance at the start, drawn given the growth of the year before.

    A random part of last year's distance lasts, less of it the further out it was and the larger
    the firm; of the rest, part is given back::

        y        = clip(prior_growth - mean_growth(R), -limit, limit)
        half     = lasting_scale (R / 100)**-lasting_size_exponent   (times a fraction, y < 0)
        odds     = (|y| / half)**fading_power exp(-lasting_spread z sign(y))         (of fading)
        lasting  = 1 / (1 + odds)
        distance = y (lasting - rebound_fraction (1 - lasting)) + 0.25 volatility size_scale z

    It rises with `z`, except where `rebound_fraction` is below -1.

    Parameters
    ----------
    log_revenue : array, log of USD million
    prior_growth : array, log growth over the year before
    z : array
        Standard normal deviates.
    p : GrowthParameters

    Returns
    -------
    array, log growth per year, of the broadcast shape

    Examples
    --------
    One that doubled from USD 50 million, at the median:

    >>> at = np.log(np.array([100.0])), np.log(np.array([2.0])), np.zeros(1)
    >>> start_distance(*at, LISTED_2008_2021).round(2).tolist()
    [0.39]
    """
    limit = p.prior_distance_limit
    prior_distance = np.clip(prior_growth - mean_growth(log_revenue, p), -limit, limit)
    below = prior_distance < 0.0
    above = np.maximum(log_revenue, LOG_SMALLEST_REVENUE) - LOG_REFERENCE_REVENUE
    half = p.lasting_scale * np.exp(-p.lasting_size_exponent * above)
    half = np.where(below, half * p.declining_fraction, half)
    signed_z = np.where(below, -z, z)
    odds = (np.abs(prior_distance) / half) ** p.fading_power * np.exp(-p.lasting_spread * signed_z)
    kept = (1.0 - p.rebound_fraction * odds) / (1.0 + odds)
    noise = START_NOISE * p.volatility * size_scale(log_revenue, p) * z
    return prior_distance * kept + noise


def step(
    log_revenue: FloatArray,
    distance: FloatArray,
    z: FloatArray,
    p: GrowthParameters,
    dt: float = 0.25,
    drift_reduction_per_year: Number = 0.0,
    planned_per_year: Number = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Move revenue and its expected growth one step on; see the head of the module.

    Parameters
    ----------
    log_revenue : array, log of USD million
    distance : array, log growth per year
    z : array
        Standard normal deviates, independent between steps.
    p : GrowthParameters
    dt : float, years
        The presets are fitted at a quarter; at most a quarter keeps reversion from overshooting.
    drift_reduction_per_year : float or array, log growth per year
        Taken off the drift of log revenue and of nothing else: revenue beta times the equity
        premium gives the risk-neutral law.
    planned_per_year : float or array, log growth per year
        Growth on top of the law's own, which fades as its giver lets it; the company is as
        uncertain as one that far from its mean.

    Returns
    -------
    log_revenue, distance : arrays, of the broadcast shape
    """
    scale = size_scale(log_revenue, p)
    far = np.abs(distance)
    seen = np.abs(distance + planned_per_year)
    unrest = 1.0 + p.distance_effect * np.minimum(seen, SCALE_DISTANCE_LIMIT)
    surprise = heavy_tail(z) * scale * ((p.volatility * sqrt(dt)) * unrest)
    kept = (1.0 - p.reversion_per_year * dt) - (p.crowding * dt) * (
        np.minimum(far, REVERSION_DISTANCE_LIMIT) / scale
    )
    drift = expected_growth(log_revenue, distance, p) + planned_per_year - drift_reduction_per_year
    return log_revenue + drift * dt + surprise, distance * kept + p.momentum * surprise


LISTED_2008_2021: Final = GrowthParameters(
    growth_per_year=0.04701,
    size_drag=0.01871,
    reversion_per_year=0.2824,
    crowding=0.5372,
    momentum=0.1073,
    volatility=0.1777,
    size_exponent=0.3455,
    distance_effect=3.288,
    lasting_scale=1.932,
    declining_fraction=0.1283,
    lasting_size_exponent=0.2099,
    lasting_spread=1.975,
    fading_power=1.0,
    rebound_fraction=0.5868,
    prior_distance_limit=1.5,
)
"""US-listed firms without financials and biotechnology, fiscal years 2008 to 2021 (SimFin).

Fitted to percentiles of one- and three-year growth by size and prior growth and to the
autoregression of annual growth; `fading_power` and `prior_distance_limit` set. How far sampling
could move the rest: ``growth_parameters_listed.csv``, one joint refit a row."""

SOFTWARE_2008_2021: Final = GrowthParameters(
    growth_per_year=0.08219,
    size_drag=0.03655,
    reversion_per_year=0.2734,
    crowding=0.0,
    momentum=0.3205,
    volatility=0.1446,
    size_exponent=0.3455,
    distance_effect=0.0,
    lasting_scale=0.8073,
    declining_fraction=0.302,
    lasting_size_exponent=0.08493,
    lasting_spread=1.975,
    fading_power=3.355,
    rebound_fraction=0.2058,
    prior_distance_limit=0.81,
)
"""Software and internet firms of `LISTED_2008_2021`, 428 of them.

`size_exponent` and `lasting_spread` are those of all listed firms, `crowding` and
`distance_effect` came out at zero, `prior_distance_limit` is set: prior growth above 140 percent
is read as 140, as only 50 windows lie beyond 100. ``growth_parameters_software.csv``: refits."""


def half_life(distance: float, log_revenue: float, p: GrowthParameters, dt: float = 0.25) -> float:
    """Years until half of a distance has closed, if nothing happens on the way.

    Parameters
    ----------
    distance : float, log growth per year, not zero
    log_revenue : float, log of USD million
    p : GrowthParameters, of floats
    """
    scale = float(np.asarray(size_scale(np.array([log_revenue]), p))[0])
    left, years = abs(distance), 0.0
    while left > abs(distance) / 2 and years < 50:
        crowd = float(np.asarray(p.crowding)) * min(left, REVERSION_DISTANCE_LIMIT) / scale
        left *= 1.0 - (float(np.asarray(p.reversion_per_year)) + crowd) * dt
        years += dt
    return years
