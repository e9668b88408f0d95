"""The growth law beside a slow twin in plain Python, its moments, its limits, its shapes.

The twins are written from the head of `pricedin.simulation.growth`: one path, one quarter,
no arrays.
"""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad

from pricedin.simulation.growth import (
    LISTED_2008_2021,
    SOFTWARE_2008_2021,
    GrowthParameters,
    expected_growth,
    half_life,
    heavy_tail,
    mean_growth,
    start_distance,
    step,
)

PRESETS = pytest.mark.parametrize(
    "p", [LISTED_2008_2021, SOFTWARE_2008_2021], ids=["listed", "software"]
)


def of(p: GrowthParameters, name: str) -> float:
    return float(np.asarray(getattr(p, name)))


def slow_tail(z: float) -> float:
    """`heavy_tail` by its definition, normed by quadrature."""

    def raw(x: float) -> float:
        cut = min(max(x, -2.75), 2.75)
        return cut * (1.0 + 0.14 * cut**4)

    def weighted(x: float) -> float:
        return raw(x) ** 2 * math.exp(-x * x / 2.0) / math.sqrt(2.0 * math.pi)

    return raw(z) / math.sqrt(2.0 * quad(weighted, 0.0, 12.0, points=[2.75])[0])


def slow_scale(revenue: float, p: GrowthParameters) -> float:
    return (0.8 + (max(revenue, 1.0) / 100.0) ** -of(p, "size_exponent")) / 1.8


def slow_mean(revenue: float, p: GrowthParameters) -> float:
    return of(p, "growth_per_year") - of(p, "size_drag") * max(math.log(revenue / 1000.0), 0.0)


def slow_step(
    revenue: float, d: float, z: float, p: GrowthParameters, *, planned: float = 0.0
) -> tuple[float, float]:
    """One quarter of one path: log revenue and distance after it."""
    k = slow_scale(revenue, p)
    unrest = 1.0 + of(p, "distance_effect") * min(abs(d + planned), 0.5)
    e = of(p, "volatility") * 0.5 * k * unrest * slow_tail(z)
    pull = of(p, "reversion_per_year") + of(p, "crowding") * min(abs(d), 1.5) / k
    grown = math.log(revenue) + (slow_mean(revenue, p) + d + planned) / 4.0 + e
    return grown, d * (1.0 - pull / 4.0) + of(p, "momentum") * e


def slow_start(revenue: float, growth: float, z: float, p: GrowthParameters) -> float:
    """Starting distance of one path."""
    limit = of(p, "prior_distance_limit")
    y = min(max(growth - slow_mean(revenue, p), -limit), limit)
    half = of(p, "lasting_scale") * (max(revenue, 1.0) / 100.0) ** -of(p, "lasting_size_exponent")
    half *= of(p, "declining_fraction") if y < 0.0 else 1.0
    sign = -1.0 if y < 0.0 else 1.0
    odds = (abs(y) / half) ** of(p, "fading_power") * math.exp(-of(p, "lasting_spread") * z * sign)
    lasting = 1.0 / (1.0 + odds)
    kept = lasting - of(p, "rebound_fraction") * (1.0 - lasting)
    return y * kept + 0.25 * of(p, "volatility") * slow_scale(revenue, p) * z


# --- twins ------------------------------------------------------------------------------------


@PRESETS
@pytest.mark.parametrize("revenue", [0.2, 5.0, 100.0, 30_000.0])
def test_a_step_is_that_of_its_slow_twin(p: GrowthParameters, revenue: float) -> None:
    for d in (-2.0, -0.3, 0.0, 0.4, 1.6):
        for z in (-4.0, -1.0, 0.3, 2.0):
            new = step(np.array([math.log(revenue)]), np.array([d]), np.array([z]), p)
            assert [float(x[0]) for x in new] == pytest.approx(
                slow_step(revenue, d, z, p), rel=1e-10
            )


@PRESETS
@pytest.mark.parametrize("planned", [-0.2, 0.3, 1.5])
def test_a_step_with_planned_growth_is_that_of_its_slow_twin(
    p: GrowthParameters, planned: float
) -> None:
    for d, z in ((-0.3, 1.0), (0.0, -2.0), (0.4, 0.3)):
        new = step(
            np.array([math.log(60.0)]),
            np.array([d]),
            np.array([z]),
            p,
            planned_per_year=planned,
        )
        assert [float(x[0]) for x in new] == pytest.approx(
            slow_step(60.0, d, z, p, planned=planned), rel=1e-10
        )


@PRESETS
@pytest.mark.parametrize("growth", [-2.0, -0.2, 0.0, 0.05, 0.5, 3.0])
def test_a_start_is_that_of_its_slow_twin(p: GrowthParameters, growth: float) -> None:
    for revenue in (0.3, 5.0, 40.0, 5000.0):
        for z in (-2.0, 0.0, 1.5):
            at = np.array([math.log(revenue)]), np.array([growth]), np.array([z])
            d = float(start_distance(*at, p)[0])
            assert d == pytest.approx(slow_start(revenue, growth, z, p), rel=1e-10)


@PRESETS
@pytest.mark.parametrize("distance", [0.1, 0.7, 2.0])
def test_a_half_life_is_how_long_a_quiet_path_takes_to_come_half_way(
    p: GrowthParameters, distance: float
) -> None:
    # Size held at USD 40 million, as the half-life does: one long sequence of quiet quarters.
    d, quarters = distance, 0
    while d > distance / 2:
        d = slow_step(40.0, d, 0.0, p)[1]
        quarters += 1
    assert half_life(distance, math.log(40.0), p) == pytest.approx(quarters / 4)


# --- moments and shape ------------------------------------------------------------------------


@PRESETS
def test_a_start_rises_with_its_deviate(p: GrowthParameters) -> None:
    z = np.linspace(-4.0, 4.0, 201)
    for growth in (-1.0, 0.02, 0.3, 2.0):
        d = start_distance(np.full(201, 4.0), np.full(201, growth), z, p)
        assert np.all(np.diff(d) > 0.0)


def test_a_heavy_tail_has_mean_zero_and_variance_one() -> None:
    # Gauss-Legendre on the piece between the cuts, where the map is smooth; two atoms beyond.
    nodes, weights = np.polynomial.legendre.leggauss(200)
    z = 2.75 * nodes
    density = np.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi)
    beyond = math.erfc(2.75 / math.sqrt(2.0))
    inside = float(np.sum(2.75 * weights * density * heavy_tail(z) ** 2))
    edge = float(heavy_tail(np.array([2.75]))[0])
    assert inside + beyond * edge**2 == pytest.approx(1.0, abs=1e-12)
    assert heavy_tail(-z) == pytest.approx(-heavy_tail(z))
    assert np.all(np.diff(heavy_tail(np.linspace(-3.0, 3.0, 999))) >= 0.0)


def test_the_tail_is_heavier_than_a_normal_one() -> None:
    z = np.random.default_rng(3).standard_normal(200_000)
    x = heavy_tail(z)
    assert float((x**4).mean()) > 6.0  # a normal has 3, with a standard error of 0.02 here


@PRESETS
def test_ten_year_multiples_stay_within_the_record(p: GrowthParameters) -> None:
    # Google 2001 to 2011 grew 439 times from USD 86 million: about the record from that size.
    rng = np.random.default_rng(7)
    n = 20_000
    start = np.full(n, math.log(100.0))
    d = start_distance(start, np.full(n, math.log(2.0)), rng.standard_normal(n), p)
    x = start
    for _ in range(40):
        x, d = step(x, d, rng.standard_normal(n), p)
    multiple = np.sort(np.exp(x - start))
    assert float(np.quantile(multiple, 0.999)) < 439.0
    assert multiple[-n // 100 :].sum() / multiple.sum() < 0.25


# --- limits -----------------------------------------------------------------------------------


def test_without_shocks_the_law_has_a_closed_form() -> None:
    # No volatility, no crowding: d decays by (1 - reversion / 4) a quarter.
    p = replace(LISTED_2008_2021, volatility=0.0, crowding=0.0, size_drag=0.0)
    x, d = np.array([3.0]), np.array([0.4])
    for _ in range(8):
        x, d = step(x, d, np.array([1.7]), p)
    q = 1.0 - of(p, "reversion_per_year") / 4.0
    years_of_mean = 2.0 * of(p, "growth_per_year")
    assert d[0] == pytest.approx(0.4 * q**8)
    assert x[0] == pytest.approx(3.0 + years_of_mean + 0.1 * (1.0 - q**8) / (1.0 - q))


def test_drift_reduction_lowers_the_level_and_nothing_else() -> None:
    x, d, z = np.array([2.0]), np.array([0.1]), np.array([0.5])
    plain = step(x, d, z, LISTED_2008_2021)
    priced = step(x, d, z, LISTED_2008_2021, drift_reduction_per_year=0.08)
    assert priced[0] == pytest.approx(plain[0] - 0.02)
    assert priced[1] == pytest.approx(plain[1])


def test_mean_growth_falls_only_above_a_billion() -> None:
    p = LISTED_2008_2021
    below = mean_growth(np.log(np.array([1.0, 100.0, 1000.0])), p)
    above = mean_growth(np.log(np.array([2000.0, 4000.0])), p)
    assert below.tolist() == pytest.approx([of(p, "growth_per_year")] * 3)
    assert float(above[0] - above[1]) == pytest.approx(of(p, "size_drag") * math.log(2.0))
    assert float(expected_growth(np.array([0.0]), np.array([0.3]), p)[0]) == pytest.approx(
        of(p, "growth_per_year") + 0.3
    )


# --- shapes -----------------------------------------------------------------------------------


def three_laws() -> Iterator[tuple[float, GrowthParameters]]:
    names = ("volatility", "momentum", "growth_per_year", "lasting_scale", "size_exponent")
    for factor in (0.8, 1.0, 1.3):
        changed = {name: of(LISTED_2008_2021, name) * factor for name in names}
        yield factor, replace(LISTED_2008_2021, **changed)


def test_arrays_of_parameters_broadcast_against_paths() -> None:
    z = np.random.default_rng(1).standard_normal((3, 1, 7))
    x, growth = np.full((1, 7), 4.0), np.full((1, 7), 0.6)
    single = [law for _, law in three_laws()]
    names = ("volatility", "momentum", "growth_per_year", "lasting_scale", "size_exponent")
    columns = {name: np.array([[of(law, name)] for law in single]) for name in names}
    many = replace(LISTED_2008_2021, **columns)
    d = start_distance(x, growth, z[0], many)
    x_many, d_many = step(*step(x, d, z[1], many), z[2], many, drift_reduction_per_year=0.02)
    assert x_many.shape == d_many.shape == (3, 7)
    for row, law in enumerate(single):
        d = start_distance(x[0], growth[0], z[0, 0], law)
        first = step(x[0], d, z[1, 0], law)
        x_one, d_one = step(*first, z[2, 0], law, drift_reduction_per_year=0.02)
        assert x_many[row] == pytest.approx(x_one)
        assert d_many[row] == pytest.approx(d_one)


def test_one_parameter_as_an_array_is_enough() -> None:
    p = replace(LISTED_2008_2021, volatility=np.array([[0.1], [0.2]]))
    x, d = step(np.zeros(5), np.zeros(5), np.ones(5), p)
    assert x.shape == d.shape == (2, 5)


def test_nan_stays_where_it_is_and_empty_stays_empty() -> None:
    x, d = step(np.array([4.0, np.nan]), np.zeros(2), np.zeros(2), LISTED_2008_2021)
    assert np.isnan(x).tolist() == [False, True]
    assert np.isfinite(d[0])
    assert step(np.zeros(0), np.zeros(0), np.zeros(0), LISTED_2008_2021)[0].shape == (0,)
