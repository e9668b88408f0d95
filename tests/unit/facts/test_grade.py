import math

import pytest

from pricedin.facts.grade import APPROX_ERROR, GRADES, LEAST_ERROR, POINTS, error_of, rank


def test_a_worse_grade_never_errs_less_and_never_weighs_more() -> None:
    errors = [LEAST_ERROR[g] for g in GRADES]
    points = [POINTS[g] for g in GRADES]
    assert errors == sorted(errors)
    assert points == sorted(points, reverse=True)
    assert [rank(g) for g in GRADES] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("grade", GRADES)
def test_about_adds_its_rounding_as_an_independent_error(grade: str) -> None:
    exact, about = error_of(grade, "exact"), error_of(grade, "approx")  # type: ignore[arg-type]
    assert about == pytest.approx(math.sqrt(exact**2 + APPROX_ERROR**2))


def test_a_filing_is_exact_unless_it_says_about() -> None:
    assert error_of("A", "exact") == 0
    assert error_of("A", "approx") == APPROX_ERROR
