"""Laws of what is known of a number.

Mixtures are of rivals that lie apart: each part's range ends before the next one's begins.
"""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.facts.distribution import (
    MAX_SIGMAS,
    AtLeast,
    AtMost,
    Between,
    Distribution,
    Mixture,
    Stated,
    interval,
    next_round_mark,
)

POSITIVE = st.decimals(Decimal("0.001"), Decimal("1e13"), places=3)
SIGNED = st.decimals(Decimal("-1e13"), Decimal("1e13"), places=3)
ERRORS = st.floats(0, 0.2)
LEVELS = st.floats(0.001, 0.999)
FACTORS = st.decimals(Decimal("0.001"), Decimal(1000), places=3)

AT_LEAST = st.builds(AtLeast, POSITIVE, ERRORS)
RANGES = st.tuples(SIGNED, SIGNED, st.booleans()).map(
    lambda given: Between(min(given[:2]), max(given[:2]), given[0] if given[2] else None)
)


def _apart(start: Decimal, weights: list[int], error: float) -> Mixture:
    """Return rivals whose ranges of 3 standard deviations do not touch."""
    step = Decimal(str(math.exp(2 * MAX_SIGMAS * error) + 0.01))
    return Mixture(
        tuple((Decimal(w), Stated(start * step**i, error)) for i, w in enumerate(weights))
    )


MIXTURES = st.builds(_apart, POSITIVE, st.lists(st.integers(1, 9), min_size=1, max_size=4), ERRORS)

# AtLeast stands apart in the law of scaling: it has a mark of its own to be cut at.
PLAIN: st.SearchStrategy[Distribution] = st.one_of(
    st.builds(Stated, SIGNED, ERRORS), st.builds(AtMost, POSITIVE, ERRORS), RANGES, MIXTURES
)
ANY: st.SearchStrategy[Distribution] = st.one_of(PLAIN, AT_LEAST)


@given(ANY, LEVELS, LEVELS)
def test_a_draw_never_falls_as_u_rises(found: Distribution, one: float, other: float) -> None:
    low, high = sorted((one, other))
    rounding = 1e-12 * abs(found.draw(high))
    assert found.draw(low) <= found.draw(high) + rounding


@given(PLAIN, FACTORS, LEVELS)
def test_scaling_the_number_scales_every_draw(
    found: Distribution, factor: Decimal, u: float
) -> None:
    assert found.scaled(factor).draw(u) == pytest.approx(float(factor) * found.draw(u), rel=1e-9)
    assert found.scaled(factor).central == pytest.approx(factor * found.central)


@given(ANY, st.floats(0.01, 0.98), st.floats(0.01, 0.98))
def test_a_surer_interval_holds_a_less_sure_one(
    found: Distribution, one: float, other: float
) -> None:
    narrow, wide = (interval(found, level) for level in sorted((one, other)))
    rounding = 1e-12 * max(abs(end) for end in wide)
    assert wide[0] <= narrow[0] + rounding
    assert narrow[1] <= wide[1] + rounding


@given(POSITIVE, LEVELS)
def test_at_least_lies_between_its_bound_and_its_ceiling_if_the_source_is_exact(
    bound: Decimal, u: float
) -> None:
    found = AtLeast(bound)
    drawn = found.draw(u)
    assert float(bound) <= drawn <= float(found.ceiling) * (1 + 1e-12)


@given(POSITIVE, POSITIVE, LEVELS)
def test_at_least_never_passes_its_cap(bound: Decimal, cap: Decimal, u: float) -> None:
    drawn = AtLeast(bound, cap=cap).draw(u)
    assert float(bound) <= drawn <= float(max(bound, cap)) * (1 + 1e-12)


@given(POSITIVE, LEVELS)
def test_at_most_never_passes_its_bound_if_the_source_is_exact(bound: Decimal, u: float) -> None:
    assert 0 < AtMost(bound).draw(u) <= float(bound)


@given(RANGES, LEVELS)
def test_a_range_is_never_left(found: Between, u: float) -> None:
    drawn = found.draw(u)
    rounding = 1e-9 * max(abs(float(found.low)), abs(float(found.high)))
    assert float(found.low) - rounding <= drawn <= float(found.high) + rounding


@given(POSITIVE)
def test_the_next_round_mark_is_above_by_half_at_most(value: Decimal) -> None:
    mark = next_round_mark(value)
    assert value < mark <= value * Decimal("1.5")
    assert len(mark.normalize().as_tuple().digits) <= 2
