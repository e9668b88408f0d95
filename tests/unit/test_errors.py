import pytest

from pricedin import errors
from pricedin.errors import NotFoundError, PricedinError, Problem, SolveError


@pytest.mark.parametrize(
    ("branch", "builtin"),
    [
        ("InputError", ValueError),
        ("NotFoundError", LookupError),
        ("SourceError", OSError),
        ("EvidenceError", ValueError),
        ("SolveError", ArithmeticError),
    ],
)
def test_each_branch_is_also_the_builtin_of_its_kind(branch: str, builtin: type) -> None:
    kind = getattr(errors, branch)
    assert issubclass(kind, PricedinError)
    assert issubclass(kind, builtin)


def test_near_names_are_offered_nearest_first() -> None:
    error = NotFoundError.near("case", "kimmi", ["kimi", "kim", "zhipu"])
    assert str(error) == "no case 'kimmi'; did you mean 'kimi' or 'kim'?"


def test_where_nothing_is_near_all_names_are_listed_in_order() -> None:
    error = NotFoundError.near("measure", "xyz", ["split", "peers"])
    assert str(error) == "no measure 'xyz'; known: peers, split"


def test_where_nothing_is_known_that_is_said() -> None:
    assert str(NotFoundError.near("case", "kimi", [])) == "no case 'kimi'; none are known yet"


def test_a_problem_says_where_how_bad_what_and_what_to_do() -> None:
    problem = Problem(where="rows.jsonl:12", message="the value is missing", hint="give one")
    assert str(problem) == "rows.jsonl:12: error: the value is missing (give one)"
    note = Problem(where="a-1", message="dated ahead", severity="note")
    assert str(note) == "a-1: note: dated ahead"


def test_a_failed_solution_carries_residual_and_bracket() -> None:
    error = SolveError("not bracketed", residual=0.25, bracket=(1.0, 2.0))
    assert (error.residual, error.bracket) == (0.25, (1.0, 2.0))
