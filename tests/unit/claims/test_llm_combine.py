"""Two readings of one text."""

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pricedin.claims.llm.answer import read_answer
from pricedin.claims.llm.combine import combine
from pricedin.claims.llm.read import ModelReading
from pricedin.claims.llm.verify import Verifier
from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.reading import read_text

OPEN = Path(__file__).parents[2] / "corpus" / "reading" / "open"


def figure(at: int, value: int | None = 5, **told: Any) -> Figure:
    told = {"company": "Acme", "attribute": "revenue", "currency": "USD", **told}
    return Figure(value=None if value is None else Decimal(value), start=at, end=at + 10, **told)


ACME = SimpleNamespace(name="Acme", forms=("Acme", "Acme Inc", "爱可美"))


def both(rules: list[Figure], model: list[Figure]) -> Any:
    reading: Any = SimpleNamespace(companies=(ACME,), figures=tuple(rules))
    return combine(reading, ModelReading(tuple(model), ()))


def test_what_both_read_is_one_figure_of_the_rules() -> None:
    mine, its = figure(0, period="2024"), figure(4, company="爱可美")
    result = both([mine], [its])
    assert [(one.figure, one.by) for one in result.figures] == [(mine, "both")]
    assert not result.disagreements


def test_a_repetition_elsewhere_is_the_same_figure() -> None:
    assert [one.by for one in both([figure(0)], [figure(500)]).figures] == ["both"]
    result = both([figure(0, period="2023")], [figure(500, period="2024")])
    assert [one.by for one in result.figures] == ["rules", "model"]


def test_what_one_alone_read_is_marked() -> None:
    result = both([figure(50)], [figure(0, 7, company="Beta")])
    assert [(one.by, one.figure.value) for one in result.figures] == [("model", 7), ("rules", 5)]
    assert [one.name for one in result.companies] == ["Acme", "Beta"]


def test_another_meaning_of_the_same_number_is_a_disagreement_and_the_rules_lead() -> None:
    mine = figure(0)
    its = figure(2, attribute="arr", status="planned", company="Beta")
    result = both([mine], [its])
    assert [(one.figure, one.by) for one in result.figures] == [(mine, "rules")]
    (one,) = result.disagreements
    assert (one.rules, one.model) == (mine, its)
    assert one.fields == ("company", "attribute", "status")


def test_an_exact_match_is_found_before_a_near_one() -> None:
    one, other = figure(0, attribute="arr"), figure(5)
    result = both([one, other], [figure(4)])
    assert [read.by for read in result.figures] == ["rules", "both"]
    assert not result.disagreements


def test_a_conversion_that_the_text_gives_is_the_same_number() -> None:
    mine = figure(0, 36, currency="CNY", others=((Decimal(5), None, "USD"),))
    assert [one.by for one in both([mine], [figure(8)]).figures] == ["both"]


def test_investors_and_rounds_are_compared_by_name() -> None:
    mine = figure(0, None, attribute="investor", party="IDG Capital", role="lead", currency="")
    its = figure(
        90, None, attribute="investor", party="IDG capital", role="participant", currency=""
    )
    assert both([mine], [its]).disagreements[0].fields == ("role",)
    mine = figure(0, None, attribute="round_name", round="Series C", currency="")
    its = figure(90, None, attribute="round_name", round="C轮", currency="")
    assert [one.by for one in both([mine], [its]).figures] == ["both"]
    assert len(both([mine], [figure(90, None, attribute="round_name", round="D轮")]).figures) == 2


@pytest.mark.parametrize("name", ["en-101", "en-113", "zh-101", "zh-122"])
def test_a_reading_agrees_with_itself(name: str) -> None:
    text = (OPEN / f"{name}.txt").read_text(encoding="utf-8")
    rules = read_text(text)
    result = combine(rules, ModelReading(rules.figures, ()))
    assert {one.by for one in result.figures} == {"both"}
    assert not result.disagreements
    assert tuple(one.figure for one in result.figures) == tuple(
        sorted(rules.figures, key=lambda one: (one.start, one.end))
    )


@pytest.mark.parametrize("name", ["en-101", "en-113", "zh-101", "zh-122"])
def test_the_rules_figures_stand_whatever_a_model_reads(name: str) -> None:
    text = (OPEN / f"{name}.txt").read_text(encoding="utf-8")
    facts = json.loads((OPEN / f"{name}.json").read_text(encoding="utf-8"))["facts"]
    changed = [{**fact, "quote": fact["evidence"], "status": "denied"} for fact in facts]
    figures, _ = Verifier(text).verify(read_answer(json.dumps(changed))[0])
    rules = read_text(text)
    result = combine(rules, ModelReading(tuple(figures), ()))
    kept = [one.figure for one in result.figures if one.by != "model"]
    assert kept == sorted(rules.figures, key=lambda one: (one.start, one.end))
    alone = [one for one in result.figures if one.by == "model"]
    agreed = [one for one in result.figures if one.by == "both"]
    assert len(figures) == len(alone) + len(agreed) + len(result.disagreements)
    assert all("status" in one.fields for one in result.disagreements)
