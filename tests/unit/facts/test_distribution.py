import math
from decimal import Decimal
from statistics import NormalDist

import pytest

from pricedin.errors import InputError
from pricedin.facts.distribution import (
    EXCESS_MEDIAN,
    MAX_SIGMAS,
    AtLeast,
    AtMost,
    Between,
    Mixture,
    Stated,
    interval,
    next_round_mark,
)

TEN_BILLION = Decimal(10**10)


# --- stated -----------------------------------------------------------------------------------


def test_an_exact_number_without_error_is_a_point() -> None:
    assert {Stated(Decimal(5)).draw(u) for u in (0.01, 0.5, 0.99)} == {5.0}


def test_the_error_is_the_standard_deviation_of_the_log() -> None:
    one_sigma_up = NormalDist().cdf(1)
    assert Stated(Decimal(100), 0.07).draw(one_sigma_up) == pytest.approx(100 * math.exp(0.07))
    assert Stated(Decimal(100), 0.07).draw(0.5) == pytest.approx(100)


def test_a_loss_keeps_its_sign_and_rises_with_u() -> None:
    loss = Stated(Decimal(-100), 0.1)
    low, high = interval(loss)
    assert low < -100 < high < 0


def test_an_error_is_no_licence_for_any_value_at_all() -> None:
    assert Stated(Decimal(1), 0.1).draw(1 - 1e-12) == pytest.approx(math.exp(0.1 * MAX_SIGMAS))


# --- bounds -----------------------------------------------------------------------------------


def test_the_answer_at_a_bound_comes_first() -> None:
    assert AtLeast(TEN_BILLION).central == TEN_BILLION
    assert AtMost(TEN_BILLION).central == TEN_BILLION


def test_at_least_has_a_median_excess_of_five_percent_where_nothing_cuts_it() -> None:
    # X·e^ε, median of ε 5 percent. The next mark above 1 is 1.5,
    # at ε = ln 1.5; P(ε > ln 1.5) = 2^(−ln 1.5 / 0.05) = 0.4 percent is cut off.
    cut = 2 ** (-math.log(1.5) / EXCESS_MEDIAN)
    median = -EXCESS_MEDIAN / math.log(2) * math.log(1 - 0.5 * (1 - cut))
    assert AtLeast(TEN_BILLION).draw(0.5) == pytest.approx(1e10 * math.exp(median))
    assert median == pytest.approx(0.05, rel=0.01)


def test_at_least_never_passes_the_next_round_mark_nor_what_identities_allow() -> None:
    assert AtLeast(TEN_BILLION).draw(1 - 1e-12) == pytest.approx(1.5e10)
    capped = AtLeast(TEN_BILLION, cap=Decimal(11 * 10**9))
    assert capped.draw(1 - 1e-12) == pytest.approx(1.1e10)


def test_a_cap_below_the_bound_leaves_the_bound() -> None:
    assert AtLeast(TEN_BILLION, cap=Decimal(1)).draw(0.9) == 1e10


def test_at_most_has_a_median_shortfall_of_five_percent() -> None:
    assert AtMost(Decimal(100)).draw(0.5) == pytest.approx(100 * math.exp(-0.05))


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("1", "1.5"),
        ("1.5", "2"),
        ("3.3", "4"),
        ("7", "8"),
        ("8", "10"),
        ("9.99", "10"),
        ("10", "15"),
    ],
)
def test_the_next_round_mark_lies_above(value: str, mark: str) -> None:
    assert next_round_mark(Decimal(value)) == Decimal(mark)
    assert next_round_mark(Decimal(value) * 10**9) == Decimal(mark) * 10**9


# --- ranges -----------------------------------------------------------------------------------


def test_a_range_is_even_on_a_log_scale_where_both_ends_are_positive() -> None:
    rates = Between(Decimal(1), Decimal(100))
    assert [rates.draw(u) for u in (0.25, 0.5, 0.75)] == pytest.approx([10**0.5, 10, 10**1.5])
    assert rates.central == 10


def test_a_range_through_zero_is_even() -> None:
    change = Between(Decimal(-10), Decimal(30))
    assert [change.draw(u) for u in (0.25, 0.5)] == pytest.approx([0, 10])
    assert change.central == 10


def test_a_named_mode_comes_first() -> None:
    assert Between(Decimal(1), Decimal(100), middle=Decimal(40)).central == 40


def test_a_range_runs_upwards() -> None:
    with pytest.raises(InputError, match="a range runs upwards; got 2 to 1"):
        Between(Decimal(2), Decimal(1))


# --- rivals -----------------------------------------------------------------------------------

RIVALS = Mixture(((Decimal(3), Stated(Decimal(200))), (Decimal(1), Stated(Decimal(100)))))


def test_the_heaviest_rival_comes_first() -> None:
    assert RIVALS.central == 200


def test_each_rival_has_its_weights_share_of_the_draws() -> None:
    # Weight 1 of 4 stands on the lower rival.
    drawn = [RIVALS.draw((i + 0.5) / 1000) for i in range(1000)]
    assert drawn.count(100.0) == 250
    assert drawn.count(200.0) == 750
    assert drawn == sorted(drawn)  # the lower rival first, whichever is named first


@pytest.mark.parametrize("parts", [(), ((Decimal(0), Stated(Decimal(1))),)])
def test_a_mixture_needs_parts_of_positive_weight(parts: tuple[object, ...]) -> None:
    with pytest.raises(InputError, match="a mixture needs parts of positive weight"):
        Mixture(parts)  # type: ignore[arg-type]


def test_an_interval_cuts_the_same_tail_at_both_ends() -> None:
    assert interval(Between(Decimal(0), Decimal(100)), 0.8) == pytest.approx((10, 90))


@pytest.mark.parametrize(
    ("distribution", "words"),
    [
        (Stated(Decimal(1)), "exact"),
        (Stated(Decimal(1), 0.05, "approx"), "approximate"),
        (AtLeast(Decimal(1)), "at least"),
        (AtMost(Decimal(1)), "at most"),
        (Between(Decimal(1), Decimal(2)), "range"),
        (RIVALS, "rivals"),
    ],
    ids=str,
)
def test_each_says_how_the_number_is_known(distribution: Stated, words: str) -> None:
    assert distribution.words == words


def test_a_scaled_bound_is_cut_at_the_same_place() -> None:
    bound, factor = AtLeast(TEN_BILLION), Decimal("0.14")
    assert bound.scaled(factor).ceiling == bound.ceiling * factor


def test_rivals_that_overlap_still_give_quantiles() -> None:
    rivals = Mixture(
        ((Decimal(1), Stated(Decimal(100), 0.15)), (Decimal(1), Stated(Decimal(105), 0.15)))
    )
    drawn = [rivals.draw(u / 100) for u in range(1, 100)]
    assert drawn == sorted(drawn)
    assert rivals.draw(0.5) == pytest.approx(102.5, rel=0.01)


def test_between_two_rivals_there_is_nobody() -> None:
    rivals = Mixture(((Decimal(3), Stated(Decimal(100))), (Decimal(1), Stated(Decimal(200)))))
    assert {rivals.draw(u / 100) for u in range(1, 100)} == {100.0, 200.0}
    assert (rivals.draw(0.74), rivals.draw(0.76)) == (100.0, 200.0)


@pytest.mark.parametrize("bound", [AtLeast(Decimal(-10), 0.1), AtMost(Decimal(-10), 0.1)])
def test_a_negative_bound_rises_too(bound: AtLeast | AtMost) -> None:
    drawn = [bound.draw(u / 100) for u in range(1, 100)]
    assert drawn == sorted(drawn)
