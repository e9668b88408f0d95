"""Futures of one company: common draws, the fan, curves, and every assumed number as text."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from pricedin.company.company import Company
from pricedin.errors import InputError, NotFoundError
from pricedin.simulation.futures import Futures

Typed = Callable[..., Company]
Find = Callable[[str, date], Company]

DAY = date(2026, 1, 20)


def futures_of(company: Company, **assume: str) -> Futures:
    return Futures(company, seed=1, paths=2048, assume=assume, outer_draws=64)


# --- the fan ----------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["pre", "post", "listed"])
def test_a_fan_of_cash_starts_at_the_cash_that_is_held(typed: Typed, label: str) -> None:
    """A balance of 100m struck on the day of a closed round is what the company has."""
    futures = futures_of(typed(label=label, burn="4m"))
    # Graded B, so it is open by 1 percent.
    assert futures.fan(futures.lead).cash[0] == pytest.approx(np.full(7, 100.0), rel=0.05)


def test_a_fan_starts_at_a_point_and_widens(typed: Typed) -> None:
    futures = Futures(typed(label="listed"), seed=1, paths=8192, outer_draws=64)
    found = futures.fan(futures.lead)
    assert found.years.tolist() == list(range(11))
    assert found.alive[0] == 1.0
    assert np.all(np.diff(found.alive) <= 0)
    width = np.log(found.revenue[:, -1] / found.revenue[:, 0])
    assert np.all(np.diff(width) > 0)
    assert np.all(np.diff(found.revenue, axis=1) >= 0)  # percentiles rise


def test_a_fan_is_as_steady_as_its_paths_are_many(typed: Typed) -> None:
    """Every path has shocks of its own, so that percentiles are of 8,192 paths and not of 32.

    A quantile at level q of n paths has the error ``sqrt(q (1 - q) / n) / density``; of a log
    normal of spread s that is ``s sqrt(q (1 - q) / n) / phi(z)`` of itself, 1.7 s / sqrt(n) at the
    10th and 90th, and s is below 1 after five years: 1.9 percent. Two seeds differ by sqrt(2) of
    that, and three such are 8 percent.
    """
    company = typed(label="listed")
    one, other = (Futures(company, seed=seed, paths=16_384) for seed in (1, 2))
    mine, theirs = one.fan(one.lead), other.fan(other.lead)
    assert mine.percentiles[1:-1] == (10, 25, 50, 75, 90)
    assert mine.revenue[5, 1:-1] == pytest.approx(theirs.revenue[5, 1:-1], rel=0.08)


def test_a_fan_is_of_the_world_as_it_is(typed: Typed) -> None:
    """The equity premium lowers growth in values and nowhere else."""
    company = typed(label="listed")
    low, high = (futures_of(company, equity_premium=p) for p in ("0.01", "0.09"))
    mine, theirs = low.fan(low.lead), high.fan(high.lead)
    assert mine.revenue == pytest.approx(theirs.revenue)
    assert low.valuation(low.lead).frontier.mean > 1.2 * high.valuation(high.lead).frontier.mean


# --- common draws -----------------------------------------------------------------------------


def test_a_value_is_simulated_once(typed: Typed) -> None:
    futures = futures_of(typed())
    assert futures.valuation(futures.lead) is futures.valuation(futures.lead)


def test_inner_paths_are_even_and_at_least_two(typed: Typed) -> None:
    company = typed()
    for paths, inner in ((2, 2), (1024, 4), (2000, 6), (65_536, 256)):
        assert Futures(company, seed=1, paths=paths).inner_paths == inner


def test_same_seed_same_answer_another_seed_another(typed: Typed) -> None:
    company = typed()

    def mean(seed: int) -> float:
        futures = Futures(company, seed=seed, paths=1024, outer_draws=64)
        return futures.valuation(futures.lead).frontier.mean

    assert mean(1) == mean(1) != mean(2)


def test_a_class_that_is_not_there_is_refused(typed: Typed) -> None:
    with pytest.raises(InputError, match="no reference class 'yours' here"):
        futures_of(typed()).reference("yours")


# --- curves -----------------------------------------------------------------------------------


def test_the_value_over_revenue_rises_and_meets_the_value_itself(typed: Typed) -> None:
    futures = futures_of(typed(label="listed", burn="2m"))
    at = np.array([25.0, 50.0, 100.0, 200.0, 400.0])
    # With the means comes the net cash that is in them, which a curve of the bet takes off.
    values, cash = futures.over_revenue(futures.lead, at, label="listed", rows=64)
    assert values.shape == (5, 64)
    assert cash == pytest.approx(np.full(64, 100.0), rel=0.05)  # graded B: open by 1 percent
    means = values.mean(axis=1)
    assert np.all(np.diff(means) > 0)
    own = futures.valuation(futures.lead, label="listed")
    # The same draws at the same revenue; 1 percent of error in revenue, and other paths.
    assert float(means[2]) == pytest.approx(own.frontier.mean, abs=6 * own.standard_error)


def test_the_value_over_growth_rises_with_growth_and_with_its_half_life(typed: Typed) -> None:
    futures = futures_of(typed(label="listed"))
    values = futures.over_growth(
        futures.lead,
        np.array([0.1, 0.4, 0.8, 1.2]),
        np.array([0.5, 1.0, 2.0, 4.0]),
        label="listed",
        paths=128,
    )
    assert values.shape == (4, 4)
    assert np.all(np.diff(values, axis=0) > 0)
    assert np.all(np.diff(values[1:], axis=1) > 0)


def test_paths_of_pairs_start_at_revenue_and_follow_the_growth_asked_for(typed: Typed) -> None:
    futures = futures_of(typed(label="listed", cash="2bn"))
    growth, half_lives = np.array([0.7, 0.7]), np.array([1.0, 3.0])
    median, mean, alive = futures.paths_of_pairs(
        futures.lead, growth, half_lives, label="listed", paths=512
    )
    assert median.shape == mean.shape == alive.shape == (2, 11)
    assert median[:, 0] == pytest.approx([100.0, 100.0], rel=1e-6)
    # With half of the distance gone after h years, a year adds its integral of 2^(-t/h).
    law = futures.lead.parameters
    floor = float(np.asarray(law.growth_per_year))
    for row, h in enumerate(half_lives):
        kept = 0.5 ** (np.arange(4) / 4 / h)
        expected = floor + (0.7 - floor) * kept.mean()
        assert np.log(median[row, 1] / 100) == pytest.approx(expected, abs=0.05)
    assert alive[:, 0].tolist() == [1.0, 1.0]


def test_chances_of_revenue_fall_with_what_is_asked(typed: Typed) -> None:
    futures = futures_of(typed(label="listed", cash="2bn"))
    chances = [futures.chance_of_revenue(futures.lead, r, 5)[0] for r in (50.0, 200.0, 800.0)]
    assert 1 > chances[0] > chances[1] > chances[2] > 0
    assert futures.chance_of_revenue(futures.lead, 1e-9, 3)[0] > 0.99


def test_a_chance_that_no_path_showed_is_not_known_exactly(typed: Typed) -> None:
    """No path of 2,048 reached it: then up to 3 in 2,048 could, at 95 percent.

    Jeffreys' posterior of a chance seen in none of n has a deviation of about sqrt(1/2) / n.
    """
    futures = futures_of(typed(label="listed"))
    chance, error = futures.chance_of_revenue(futures.lead, 1e7, 3)
    assert chance == 0.0
    assert error == pytest.approx(0.5**0.5 / 2048, rel=0.01)


def test_the_error_of_a_chance_is_what_other_seeds_say(typed: Typed) -> None:
    company = typed(label="listed", cash="2bn")

    def asked(seed: int) -> list[tuple[float, float]]:
        futures = Futures(company, seed=seed, paths=2048, outer_draws=64)
        return [futures.chance_of_revenue(futures.lead, r, 5) for r in (200.0, 500.0)]

    found = np.array([asked(seed) for seed in range(20)])
    spread, told = found[:, :, 0].std(axis=0, ddof=1), found[:, :, 1].mean(axis=0)
    # Twenty seeds know a standard deviation to 16 percent, so 1.5 times is three of those. It
    # may be less than told, which is never below the error of a share.
    assert np.all(spread / told < 1.5)
    assert np.all(spread / told > 0.4)


# --- every assumed number as text -------------------------------------------------------------


@pytest.fixture(scope="module")
def kimi(bundled_company: Find) -> Company:
    return bundled_company("kimi", DAY)


def test_every_assumed_number_has_its_source_and_its_ends_in_order(kimi: Company) -> None:
    rows = Futures(kimi, seed=1, paths=512).assumed_rows()
    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys)
    assert {"revenue", "growth", "tax_rate", "odds.removal", "growth.momentum"} <= set(keys)
    for row in rows:
        assert row["source"], row["key"]
        assert row["unit"], row["key"]
        low, value, high = (float(row[k]) for k in ("low", "value", "high"))
        assert low <= value <= high, row["key"]


def test_every_key_that_names_an_option_can_be_changed_and_no_other(kimi: Company) -> None:
    """As `pricedin assumptions` prints it: value in, the same value out.

    Numbers that are set in the code are listed too, without an option; a key that nothing reads
    is refused, not passed over.
    """
    rows = Futures(kimi, seed=1, paths=512).assumed_rows()
    wrong = {}
    for row in rows:
        try:
            changed = Futures(kimi, seed=1, paths=512, assume={row["key"]: row["value"]})
        except (InputError, NotFoundError) as error:
            if row["change"]:
                wrong[row["key"]] = str(error)[:60]
            continue
        after = {r["key"]: r["value"] for r in changed.assumed_rows()}
        if not row["change"] or after[row["key"]] != row["value"]:
            wrong[row["key"]] = after[row["key"]]
    assert wrong == {}
    assert {row["change"] for row in rows} == {"", "--assume"}


@pytest.mark.parametrize(
    ("key", "text"),
    [("gross_margin", "70"), ("gross_margin", "0.5..1.2"), ("growth", "-100%"), ("cash", "-5m")],
)
def test_a_figure_that_no_company_can_have_is_refused(kimi: Company, key: str, text: str) -> None:
    with pytest.raises(InputError, match=f"{key}={text}"):
        Futures(kimi, seed=1, paths=512, assume={key: text})


def test_what_grows_for_ever_stays_below_what_discounts_it(kimi: Company) -> None:
    with pytest.raises(InputError, match=r"terminal_growth of 0\.15 is not below the discount"):
        Futures(kimi, seed=1, paths=512, assume={"terminal_growth": "15%"})


def test_a_changed_key_is_listed_as_the_users_own(kimi: Company) -> None:
    futures = Futures(kimi, seed=1, paths=512, assume={"tax_rate": "0.2", "revenue": "40m"})
    rows = {row["key"]: row for row in futures.assumed_rows()}
    assert (rows["tax_rate"]["value"], rows["tax_rate"]["source"]) == ("0.2", "the user's own")
    assert "the user's own" in rows["revenue"]["source"]


def test_an_unknown_key_offers_near_ones(kimi: Company) -> None:
    with pytest.raises(NotFoundError, match="no assumption 'revenu'; did you mean 'revenue'"):
        Futures(kimi, seed=1, paths=512, assume={"revenu": "40m"})
