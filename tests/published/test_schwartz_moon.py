"""Schwartz and Moon (2000), Rational Pricing of Internet Companies, FAJ 56(3).

The cases beside this file give inputs, expected values and tolerances. `sm2000-spec-C1` is the
literal reading of the conventions; the published headline is met only under a convention found by
search, so it stands here as a hypothesis about what the authors did.
"""

import json
from pathlib import Path

import pytest

from pricedin.simulation.schwartz_moon import (
    Conventions,
    SchwartzMoon,
    revenue_percentiles,
    schwartz_moon,
)

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "schwartz_moon.json").read_text("utf-8"))
}
PATHS = 400_000


def inputs_of(case: dict) -> SchwartzMoon:
    x = case["input"]
    return SchwartzMoon(
        revenue=x["R0"],
        losses=x["L0"],
        cash=x["X0"],
        growth=x["mu0"],
        growth_mean=x["mu_bar"],
        sigma=x["sigma0"],
        sigma_mean=x["sigma_bar"],
        eta=x["eta0"],
        kappa=x["kappa"],
        kappa_sigma=x["kappa1"],
        kappa_eta=x["kappa2"],
        variable_cost=x["alpha"] + x["beta"],
        fixed_cost=x["F"],
        tax_rate=x["tax"],
        rate_per_year_continuous=x["r_annual"],
        lambda_revenue=x["lambda1"],
        lambda_growth=x["lambda2"],
        correlation=x["rho"],
        years=x["T_years"],
        exit_multiple=x["M"],
    )


def test_without_uncertainty_the_model_is_met_exactly():
    case = CASES["sm2000-deterministic-limit"]
    found = schwartz_moon(inputs_of(case))
    expected, within = case["expected"], case["tolerance"]["*"]["rel"]
    assert found.mean_terminal_revenue == pytest.approx(expected["R_100"], rel=within)
    assert found.mean_terminal_cash == pytest.approx(expected["X_100"], rel=within)
    assert found.value == pytest.approx(expected["value_10x_quarterly"], rel=within)
    assert found.standard_error == 0.0
    assert found.probability_of_bankruptcy == 0.0


def test_the_literal_reading_of_the_conventions_is_met():
    case = CASES["sm2000-spec-C1"]
    found = schwartz_moon(inputs_of(case), paths=PATHS)
    expected, within = case["expected"], case["tolerance"]
    assert found.value == pytest.approx(expected["firm_value"], rel=within["firm_value"]["rel"]), (
        found.conventions
    )
    assert found.probability_of_bankruptcy == pytest.approx(
        expected["prob_bankruptcy_rn"], abs=within["prob_bankruptcy_rn"]["abs"]
    )
    assert found.standard_error < 0.005 * found.value


def test_the_distribution_of_revenue_and_physical_bankruptcy_are_met():
    case = CASES["sm2000-revenue-distribution"]
    inputs, within = inputs_of(case), case["tolerance"]["*"]["rel"]
    expected = case["expected"]["revenue_by_year_mean_p5_p25_p50_p75_p95"]
    found = revenue_percentiles(inputs, years=tuple(int(y) for y in expected), paths=PATHS)
    for year, row in expected.items():
        assert list(found[int(year)].values()) == pytest.approx(row, rel=within), year
    physical = schwartz_moon(inputs, measure="physical", paths=PATHS)
    assert physical.probability_of_bankruptcy == pytest.approx(
        case["expected"]["prob_bankruptcy_physical"], rel=within
    )


def test_the_published_headline_is_met_under_a_hypothesis():
    case = CASES["sm2000-amazon-headline"]
    expected, within = case["expected"], case["tolerance"]
    guess = Conventions(volatility_at="middle", drift_cut="lambda", exit_on="annualised")
    found = schwartz_moon(inputs_of(case), conventions=guess, paths=PATHS)
    assert found.value == pytest.approx(expected["firm_value"], rel=within["firm_value"]["rel"]), (
        found.conventions
    )
    physical = schwartz_moon(inputs_of(case), conventions=guess, measure="physical", paths=PATHS)
    assert physical.probability_of_bankruptcy == pytest.approx(
        expected["prob_bankruptcy"], abs=within["prob_bankruptcy"]["abs"]
    )


def test_the_literal_reading_does_not_meet_the_headline():
    """Half again as much: which convention one takes is worth more than any parameter."""
    case = CASES["sm2000-amazon-headline"]
    literal = schwartz_moon(inputs_of(case), paths=50_000)
    assert literal.value > 1.4 * case["expected"]["firm_value"]


def test_conventions_stand_beside_the_value():
    found = schwartz_moon(inputs_of(CASES["sm2000-deterministic-limit"]))
    for words in ("start of a step", "taxed with profit", "last quarter EBITDA"):
        assert words in found.conventions
