"""A document read in parts by a scripted model."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from pricedin.claims.llm.endpoint import Message, PassingError
from pricedin.claims.llm.read import read_by_asking
from pricedin.errors import SourceError

PARAGRAPHS = [f"Acme AI raised ${n} million in its round number {n}." for n in range(1, 6)]
TEXT = "Acme AI and its money\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


class Scripted:
    """Answers each part with what it was told to; an exception is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, messages: Sequence[Message]) -> str:
        self.asked.append(messages[-1]["content"])
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, str) else json.dumps({"facts": answer})


def raised(n: int) -> dict[str, Any]:
    return {
        "attribute": "amount_raised", "company": "Acme AI", "status": "closed",
        "quote": f"raised ${n} million", "value": n * 1_000_000, "currency": "USD",
    }  # fmt: skip


def test_parts_are_asked_one_by_one_and_spans_are_those_of_the_whole() -> None:
    told: list[tuple[int, int]] = []
    ask = Scripted([], *([raised(n)] for n in range(1, 6)))
    reading = read_by_asking(TEXT, ask, max_chars=60, progress=lambda *at: told.append(at))
    assert len(ask.asked) == 6
    assert [TEXT[f.start : f.end] for f in reading.figures] == [
        f"raised ${n} million" for n in range(1, 6)
    ]
    assert told == [(n, 6) for n in range(1, 7)]
    # Later parts carry the title, so that the model knows of whom they speak.
    assert all("Acme AI and its money" in asked for asked in ask.asked)


def test_a_quote_from_another_part_is_rejected() -> None:
    ask = Scripted([raised(5)], *([] for _ in range(5)))
    reading = read_by_asking(TEXT, ask, max_chars=60)
    assert not reading.figures
    assert [one.reason for one in reading.rejected] == ["its quote does not stand in the document"]


def test_a_part_that_fails_is_a_problem_with_its_place() -> None:
    ask = Scripted([], [raised(1)], PassingError("busy"), *([raised(n)] for n in (3, 4, 5)))
    reading = read_by_asking(TEXT, ask, max_chars=60, where="page.html")
    assert [int(f.value or 0) for f in reading.figures] == [1e6, 3e6, 4e6, 5e6]
    (problem,) = reading.problems
    start, end = map(int, problem.where.removeprefix("page.html:").split("-"))
    assert TEXT[start:end] == PARAGRAPHS[1]


def test_two_failures_in_a_row_end_the_asking() -> None:
    ask = Scripted([], [raised(1)], PassingError("busy"), PassingError("busy"))
    reading = read_by_asking(TEXT, ask, max_chars=60)
    assert len(ask.asked) == 4
    assert len(reading.problems) == 3
    start, end = map(int, reading.problems[-1].where.removeprefix("document:").split("-"))
    assert TEXT[start:end] == "\n\n".join(PARAGRAPHS[3:])


@pytest.mark.parametrize("error", [PassingError("busy"), SourceError("no such model")])
def test_an_endpoint_that_does_not_answer_at_all_is_an_error(error: SourceError) -> None:
    with pytest.raises(SourceError):
        read_by_asking(TEXT, Scripted(error), max_chars=60)


def test_an_answer_that_is_none_is_listed() -> None:
    reading = read_by_asking(TEXT, Scripted("Sorry, I cannot."))
    assert not reading.figures
    assert reading.rejected[0].item == "Sorry, I cannot."


def test_an_empty_text_asks_nothing() -> None:
    assert read_by_asking(" \n ", Scripted()).figures == ()
