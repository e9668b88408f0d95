"""Placeholder docstring, replaced when the fit lands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pricedin.simulation.arrays import FloatArray

QUARTER = 0.25
MAX_DISTANCE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthParameters:
    """Per year, revenue in USD million."""

    a: FloatArray | float = 0.067
    b: FloatArray | float = 0.008
    phi: FloatArray | float = 0.48
    s: FloatArray | float = 0.35
    sigma_u: FloatArray | float = 0.125
    sigma_e: FloatArray | float = 0.135
    rho: FloatArray | float = 0.135
    c: FloatArray | float = 2.5
    sigma_0: FloatArray | float = 0.02


def heavy_tail(z: FloatArray) -> FloatArray:
    return z * (0.72 + 0.09 * np.minimum(z * z, 16.0))


def start_distance(log_revenue, growth, p):
    return p.s * (growth - (p.a - p.b * log_revenue))


def expected_growth(log_revenue, distance, p):
    return p.a - p.b * log_revenue + distance


def step(log_revenue, distance, z_level, z_drift, p, drift_cut=0.0):
    k = np.exp(-p.rho * (np.maximum(log_revenue, 0.0) - np.log(100.0))) * (
        1 + p.c * np.minimum(np.abs(distance), 1.5)
    )
    gamma = p.a - p.b * log_revenue + distance
    lr = log_revenue + (gamma - drift_cut) * 0.25 + p.sigma_e * k * 0.5 * heavy_tail(z_level)
    keep = p.phi**0.25
    d = keep * distance + p.sigma_u * k * np.sqrt((1 - keep**2) / (1 - p.phi**2)) * z_drift
    return lr, d


LISTED_2008_2021 = GrowthParameters()
SOFTWARE_2008_2021 = GrowthParameters(a=0.10, b=0.008, phi=0.6, s=0.5)
SPREAD = {"phi": 0.06, "s": 0.06, "a": 0.01, "sigma_u": 0.02, "sigma_e": 0.02}
LISTED_SPREAD = SPREAD
SOFTWARE_SPREAD = SPREAD
