from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri

from pricedin.company.company import Company
from pricedin.errors import InputError, NotFoundError
from pricedin.reference import table
from pricedin.simulation.classes import (
    LISTED,
    LISTED_SOFTWARE,
    MISFIT,
    ReferenceClass,
    reference_classes,
)
from pricedin.simulation.draws import Draws
from pricedin.simulation.futures import Futures
from pricedin.simulation.growth import GrowthParameters, start_distance, step

Find = Callable[[str, date], Company]
Typed = Callable[..., Company]

DAY = date(2026, 1, 20)
BOTH = pytest.mark.parametrize("one", [LISTED, LISTED_SOFTWARE], ids=["listed", "software"])
U = (np.arange(24) + 0.5) / 24  # one in each of the 24 refits
NONE = np.zeros(24)


def refitted(one: ReferenceClass) -> dict[str, np.ndarray]:
    rows = table(one.refits).rows
    return {name: np.array([float(r[name]) for r in rows]) for name in rows[0]}


def deviations(one: ReferenceClass, u: np.ndarray = U) -> dict[str, np.ndarray]:
    return {name: one.deviation(name, u, np.zeros_like(u)) for name in refitted(one)}


# --- refits -----------------------------------------------------------------------------------


@BOTH
def test_deviations_are_those_of_whole_rows(one: ReferenceClass) -> None:
    """Each draw takes every parameter from one and the same refit, widened by the misfit."""
    columns, drawn = refitted(one), deviations(one)
    names = sorted(columns)
    rows = np.stack([MISFIT * (columns[n] - columns[n].mean()) for n in names], axis=1)
    taken = np.stack([drawn[n] for n in names], axis=1)
    for vector in taken:
        assert np.abs(rows - vector).max(axis=1).min() < 1e-12
    # And every refit is taken once.
    assert np.sort(taken, axis=0) == pytest.approx(np.sort(rows, axis=0))


@BOTH
def test_deviations_have_mean_zero_and_keep_their_correlation(one: ReferenceClass) -> None:
    columns, drawn = refitted(one), deviations(one)
    names = sorted(columns)
    for name in names:
        assert float(drawn[name].mean()) == pytest.approx(0.0, abs=1e-12), name
    assert np.corrcoef(np.stack([drawn[n] for n in names])) == pytest.approx(
        np.corrcoef(np.stack([columns[n] for n in names]))
    )


def test_correlations_are_worth_keeping() -> None:
    # Reversion and crowding stand in for one another: drawn apart they would widen every answer.
    columns = refitted(LISTED)
    found = np.corrcoef(columns["reversion_per_year"], columns["crowding"])[0, 1]
    assert float(found) < -0.7


@BOTH
def test_refits_are_taken_in_the_order_of_the_growth_they_give(one: ReferenceClass) -> None:
    """So that quasi-random points do their work: of USD 100 million that doubled, five years on."""
    columns, drawn = refitted(one), deviations(one)
    law = replace(one.parameters, **{n: drawn[n] / MISFIT + columns[n].mean() for n in columns})
    at = np.full(24, np.log(100.0))
    state = at, start_distance(at, np.full(24, np.log(2.0)), NONE, law)
    for _ in range(20):
        state = step(*state, NONE, law)
    assert np.all(np.diff(state[0]) > 0)


@BOTH
def test_what_was_set_and_not_fitted_does_not_move(one: ReferenceClass) -> None:
    still = {f.name for f in fields(GrowthParameters)} - set(refitted(one))
    assert "prior_distance_limit" in still
    for name in still:
        assert one.deviation(name, U, ndtri(U)).tolist() == [0.0] * 24
        centre = float(np.asarray(getattr(one.parameters, name)))
        assert one.interval(name) == (centre, centre)


def test_the_edges_of_a_uniform_pick_the_first_and_the_last_refit() -> None:
    ends = LISTED.deviation("momentum", np.array([1e-12, 1 - 1e-12]), np.zeros(2))
    inner = LISTED.deviation("momentum", U, NONE)
    assert ends.tolist() == [inner[0], inner[-1]]


# --- which classes, and which leads -----------------------------------------------------------


def test_the_widest_record_leads_and_the_sectors_own_stands_beside_it(typed: Typed) -> None:
    assert [c.name for c in reference_classes(typed())] == ["listed", "software"]
    assert [c.name for c in reference_classes(typed(sector="retail"))] == ["listed"]


def test_the_sector_so_far_is_a_class_where_enough_peers_tell_two_years(
    bundled_company: Find,
) -> None:
    found = reference_classes(bundled_company("kimi", DAY))
    assert [c.name for c in found] == ["listed", "software", "sector_so_far"]
    seen = found[-1]
    assert "an upper envelope, no base rate" in seen.note
    assert seen.lineage
    # Half of a distance of one is kept where the median ratio is kept: lasting = 1 / (1 + odds).
    p = seen.parameters
    odds = (1 / float(np.asarray(p.lasting_scale))) ** float(np.asarray(p.fading_power))
    kept = 1 / (1 + odds)
    ratios = [float(word.split()[-1]) for word in seen.reference.split(";")[0].split(",")]
    assert kept == pytest.approx(float(np.median([min(r, 0.9) for r in ratios])), abs=0.006)


def test_another_class_may_be_chosen_to_lead(typed: Typed) -> None:
    found = reference_classes(typed(), {"reference_class": "software"})
    assert [c.name for c in found] == ["software", "listed"]


def test_an_unknown_class_offers_near_ones(typed: Typed) -> None:
    with pytest.raises(
        NotFoundError, match="no reference class 'sofware'; did you mean 'software'"
    ):
        reference_classes(typed(), {"reference_class": "sofware"})


# --- parameters of the user's own -------------------------------------------------------------


def test_a_typed_parameter_makes_a_class_of_its_own_that_leads(typed: Typed) -> None:
    found = reference_classes(typed(), {"growth.momentum": "0.2"})
    assert [c.name for c in found] == ["yours", "listed", "software"]
    yours = found[0]
    assert yours.parameters.momentum == 0.2
    assert yours.parameters.volatility == LISTED.parameters.volatility
    assert yours.interval("momentum") == (0.2, 0.2)
    # The others keep the spread of the record.
    assert yours.interval("volatility") == LISTED.interval("volatility")
    assert "changed by the user: momentum" in yours.reference


def test_a_typed_range_is_the_middle_80_percent(typed: Typed) -> None:
    yours = reference_classes(typed(), {"growth.momentum": "0.1..0.3"})[0]
    assert yours.parameters.momentum == pytest.approx(0.2)
    assert yours.interval("momentum") == pytest.approx((0.1, 0.3), abs=0.001)


def test_a_typed_parameter_is_what_the_simulation_draws(typed: Typed) -> None:
    given = {"growth.momentum": "0.25", "growth.volatility": "10%..20%"}
    futures = Futures(typed(), seed=1, paths=512, assume=given)
    law = futures.drawn(futures.lead).inputs.growth
    assert np.unique(law.momentum).tolist() == [0.25]
    assert np.quantile(law.volatility, [0.1, 0.9]) == pytest.approx([0.1, 0.2], abs=0.002)
    # Parameters that nobody typed still move together.
    reversion, crowding = np.ravel(law.reversion_per_year), np.ravel(law.crowding)
    assert float(np.corrcoef(reversion, crowding)[0, 1]) < -0.7


def test_an_unknown_parameter_offers_near_ones(typed: Typed) -> None:
    with pytest.raises(
        NotFoundError, match="no growth parameter 'volatilty'; did you mean 'volatility'"
    ):
        reference_classes(typed(), {"growth.volatilty": "0.2"})


@pytest.mark.parametrize(
    ("name", "text"),
    [("volatility", "-1"), ("momentum", "2"), ("reversion_per_year", "0"), ("size_drag", "-0.1")],
)
def test_a_parameter_at_which_the_law_means_nothing_is_refused_and_not_moved(
    typed: Typed, name: str, text: str
) -> None:
    with pytest.raises(InputError, match=name):
        futures = Futures(typed(), seed=1, paths=512, assume={f"growth.{name}": text})
        futures.drawn(futures.lead)


def test_a_class_changes_the_value_through_the_law_alone(typed: Typed) -> None:
    futures = Futures(typed(), seed=1, paths=512)
    listed, software = (futures.drawn(c) for c in futures.classes)
    for name, values in listed.values.items():
        if not name.startswith("growth."):
            assert values.tolist() == software.values[name].tolist(), name
    assert Draws(1).seed == futures.draws.seed
