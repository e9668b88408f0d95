from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from pricedin.company.company import Company
from pricedin.simulation.draws import Draws
from pricedin.simulation.futures import Futures
from pricedin.simulation.odds import (
    OUTCOMES,
    Odds,
    sampling_variance,
    simulate_odds,
    size_tier,
)

Typed = Callable[..., Company]

ROUNDS = ("up", "flat", "down")


def odds_of(company: Company, *, post_money: float = 800.0, **assume: str) -> tuple[Odds, ...]:
    given = {key.replace("__", "."): text for key, text in assume.items()}
    futures = Futures(company, seed=1, paths=4096, assume=given, outer_draws=64)
    return futures.odds(futures.lead, post_money=post_money)


@pytest.fixture(scope="module")
def private(typed: Typed) -> Company:
    return typed(burn="6m")


@pytest.fixture(scope="module")
def listed(typed: Typed) -> Company:
    return typed(label="listed", burn="6m")


# --- what comes first -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["private", "listed"])
def test_odds_add_to_one_in_every_draw_at_every_horizon(
    kind: str, request: pytest.FixtureRequest
) -> None:
    found = odds_of(request.getfixturevalue(kind))
    assert [o.quarters for o in found] == [4, 8]
    for odds in found:
        assert odds.shares.shape == (64, len(OUTCOMES))
        assert odds.shares.sum(axis=1) == pytest.approx(np.ones(64))
        assert float(odds.shares.min()) >= 0
        assert sum(odds.mean(outcome) for outcome in OUTCOMES) == pytest.approx(1.0)


def test_a_price_on_an_exchange_has_no_rounds_no_listing_and_no_sale(listed: Company) -> None:
    for odds in odds_of(listed):
        for outcome in ("none", "listing", "sale"):
            assert odds.mean(outcome) == 0.0
        assert odds.mean("up") + odds.mean("flat") + odds.mean("down") + odds.mean(
            "failure"
        ) == pytest.approx(1.0)


def test_a_first_event_stays_the_first(private: Company) -> None:
    one, two = odds_of(private)
    for outcome in OUTCOMES:
        if outcome != "none":
            assert np.all(
                two.shares[:, OUTCOMES.index(outcome)] >= one.shares[:, OUTCOMES.index(outcome)]
            )
    assert two.mean("none") < one.mean("none")


def test_without_need_windows_or_exits_nothing_happens(typed: Typed) -> None:
    # Ten times the cash it needs; rounds, listings and sales next to impossible.
    quiet = odds_of(typed(cash="10bn", burn="1m"), odds__next_round="0.01", odds__removal="0.0")
    for odds in quiet:
        assert odds.mean("listing") == odds.mean("sale") == odds.mean("failure") == 0.0
        assert odds.mean("none") > 0.97


def test_with_money_in_hand_nobody_fails_and_without_some_do(typed: Typed) -> None:
    rich = odds_of(typed(cash="10bn", burn="1m"))
    poor = odds_of(typed(cash="5m", burn="9m", growth="0%"), post_money=50.0)
    assert rich[1].mean("failure") == 0.0
    assert poor[1].mean("failure") > 0.2


@pytest.mark.parametrize(
    ("key", "low", "high", "outcome"),
    [
        ("odds__next_round", "0.1", "0.9", ROUNDS),
        ("odds__removal", "0.02", "0.5", ("listing", "sale")),
        ("odds__listing_share", "0.1", "0.9", ("listing",)),
        ("odds__down_round_reluctance", "0.0", "1.0", ("down",)),
    ],
)
def test_more_of_a_cause_makes_more_of_what_it_causes(
    typed: Typed, key: str, low: str, high: str, outcome: tuple[str, ...]
) -> None:
    company = typed(cash="1bn", burn="1m")
    few, many = (odds_of(company, **{key: text})[1] for text in (low, high))
    assert sum(map(many.mean, outcome)) > 1.3 * sum(map(few.mean, outcome))


def test_exits_come_at_the_rate_that_is_assumed(typed: Typed) -> None:
    """A window that never closes, no rounds: listing and sale compete at constant hazards.

    Of a removal rate h a share s lists, the rest is sold: within t years
    ``1 - exp(-h t)`` are gone, and s of those by listing.
    """
    found = odds_of(
        typed(cash="10bn", burn="1m"),
        odds__next_round="0.01",
        odds__removal="0.2",
        odds__listing_share="0.4",
        odds__close_window="0.01",
        odds__open_window="0.95",
    )
    for odds in found:
        gone = 1 - np.exp(-0.2 * odds.quarters / 4)
        error = 3 * np.sqrt(gone / 4096) + 0.02  # and a round in a hundred before it
        assert odds.mean("listing") + odds.mean("sale") == pytest.approx(gone, abs=error)
        assert odds.mean("listing") == pytest.approx(0.4 * gone, abs=error)


def test_a_fair_price_is_as_likely_above_as_below_but_for_its_return(typed: Typed) -> None:
    """Without rounds the price of a listed company drifts at its expected return.

    Its log is about normal with mean ``m - s²/2``; more than half of paths end below their mean.
    """
    (_, two) = odds_of(typed(label="listed", cash="10bn", burn="1m"), post_money=800.0)
    assert two.mean("failure") == 0.0
    assert 0.25 < two.mean("up") < 0.55 < two.mean("down") + two.mean("flat") + 0.1
    assert two.mean("flat") < 0.05


# --- values know nothing of it ----------------------------------------------------------------


def test_no_value_rests_on_the_odds(private: Company) -> None:
    plain = Futures(private, seed=1, paths=1024)
    moved = Futures(
        private,
        seed=1,
        paths=1024,
        assume={"odds.removal": "0.5", "odds.own_sd": "1.5", "odds.tight_discount": "0.9"},
    )
    ours, theirs = (f.valuation(f.lead) for f in (plain, moved))
    assert ours.frontier.means.tolist() == theirs.frontier.means.tolist()


# --- errors and intervals ---------------------------------------------------------------------


EACH = ("up", "down", "none", "sale")


def test_the_standard_error_of_the_odds_is_what_other_seeds_say(private: Company) -> None:
    """A seed draws everything: facts and parameters, the policy's pilot, windows, rounds, paths."""

    def asked(seed: int) -> Odds:
        futures = Futures(private, seed=seed, paths=1024, outer_draws=32)
        return futures.odds(futures.lead, post_money=800.0)[1]

    found = [asked(seed) for seed in range(20)]
    for outcome in EACH:
        spread = float(np.std([o.mean(outcome) for o in found], ddof=1))
        told = float(np.mean([o.standard_error(outcome) for o in found]))
        # Twenty seeds know a standard deviation to 16 percent, so 1.5 times is three of those.
        assert 1 / 1.5 < spread / told < 1.5, outcome


def test_the_inner_noise_of_a_draw_is_not_understated(private: Company) -> None:
    """With facts and parameters as given, what is told of paths alone covers other seeds.

    It may be more than the truth: a draw's prices are all divided by their mean, which takes out
    the luck that its paths share, and `within` does not count on that.
    """
    futures = Futures(private, seed=1, paths=4096, outer_draws=32)
    inputs = futures.drawn(futures.lead).inputs
    values: Mapping[str, np.ndarray] = {
        key: np.full(32, a.value) for key, a in futures.assumptions.items() if key[:5] == "odds."
    }
    policy = futures.policy(futures.lead)
    found = [
        simulate_odds(
            inputs,
            values,
            Draws(seed),
            policy,
            price=np.full((32, 1), 800.0),
            paths=64,
            listed=False,
        )[1]
        for seed in range(20)
    ]
    for outcome in EACH:
        spread = float(np.std([o.mean(outcome) for o in found], ddof=1))
        told = float(np.mean([o.standard_error(outcome) for o in found]))
        assert spread / told < 1.5, outcome


def test_a_path_and_its_mirror_are_one_observation() -> None:
    # Of each pair exactly one: a half on every pair, known exactly. Both or none: as two paths.
    opposite = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0])
    alike = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    found = sampling_variance(np.stack([opposite, alike])[:, :, None])[:, 0]
    # Four pairs of means 1, 0, 1, 0: variance 1/3, over four.
    assert found.tolist() == pytest.approx([0.0, 1 / 12])
    # Three paths have no mirrors: p (1 - p) / (n - 1).
    odd = sampling_variance(np.array([[[1.0], [1.0], [0.0]]]))
    assert float(odd[0, 0]) == pytest.approx(2 / 3 * 1 / 3 / 2)


def shares_of(up: list[float], within: float) -> Odds:
    """Odds in which only a round up is possible."""
    column = np.array(up)
    shares = np.zeros((column.size, len(OUTCOMES)))
    shares[:, OUTCOMES.index("up")] = column
    shares[:, OUTCOMES.index("none")] = 1 - column
    return Odds(quarters=4, shares=shares, within=np.full(shares.shape, within))


def test_the_interval_leaves_out_what_inner_noise_adds() -> None:
    # Spread of 0.1, variance 0.01, of which three quarters are noise: half of the width is left.
    up = (0.5 + 0.1 * ndtri((np.arange(10_000) + 0.5) / 10_000)).tolist()
    half = 1.2816 * 0.1
    noisy = shares_of(up, within=0.0075).interval("up")
    assert noisy == pytest.approx((0.5 - half / 2, 0.5 + half / 2), abs=2e-4)
    bare = shares_of(up, within=0.0).interval("up")
    assert bare == pytest.approx((0.5 - half, 0.5 + half), abs=2e-4)


def test_the_standard_error_is_that_of_a_mean_of_shares() -> None:
    # Sixteen draws, each with a variance of 0.01: a mean with a deviation of 0.1 / 4.
    assert shares_of([0.5] * 16, within=0.01).standard_error("up") == pytest.approx(0.025)


def test_an_interval_holds_the_chance_of_what_few_draws_show() -> None:
    # One draw of twenty shows it: 9 in 10 draws lie below the mean of 1 percent.
    rare = shares_of([0.2, *[0.0] * 19], within=0.0)
    low, high = rare.interval("up")
    assert (low, high) == pytest.approx((0.0, 0.01))


def test_repeats_lead_and_tell_the_error() -> None:
    # Four repeats of 0.4, 0.5, 0.6 and 0.5: their mean, and their deviation over two.
    up = np.array([0.4, 0.5, 0.6, 0.5])
    repeated = np.zeros((4, len(OUTCOMES)))
    repeated[:, OUTCOMES.index("up")] = up
    found = replace(shares_of([0.3, 0.5], within=0.0), repeated=repeated)
    assert found.mean("up") == pytest.approx(0.5)
    assert found.standard_error("up") == pytest.approx(float(np.std(up, ddof=1)) / 2)
    # The interval lies around it: two draws of 0.3 and 0.5 are 0.08 either way at 80 percent.
    assert found.interval("up") == pytest.approx((0.42, 0.58))


def test_an_interval_is_not_a_point_while_facts_are_open(private: Company) -> None:
    """Odds are never known exactly from ranges: noise that hides a spread does not remove it."""
    for odds in odds_of(private):
        for outcome in OUTCOMES:
            if 0.01 < odds.mean(outcome) < 0.99:
                low, high = odds.interval(outcome)
                assert low < odds.mean(outcome) < high, outcome


@pytest.mark.parametrize(
    ("price", "tier"),
    [
        (1999.0, "1_to_2bn"),
        (2000.0, "2_to_10bn"),
        (9999.0, "2_to_10bn"),
        (10_000.0, "over_10bn"),
    ],
)
def test_tiers_of_size_begin_at_their_lower_edge(price: float, tier: str) -> None:
    assert size_tier(price) == tier
