"""The one JSON form: what it holds, that its numbers are numbers, and that everything opens."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.dossier import dossier as dossier_module
from pricedin.dossier.dossier import SCHEMA, Dossier, dossier
from pricedin.dossier.encode import encode_dossier, encode_measure, number
from pricedin.dossier.explain import Explainer, Node
from pricedin.errors import EvidenceError
from pricedin.measures.registry import MEASURES

Json = dict[str, Any]


@pytest.fixture(scope="module")
def encoded(kimi_dossier: Dossier) -> Json:
    return encode_dossier(kimi_dossier)


def quantities(encoded: Json) -> Iterator[Json]:
    for measure in encoded["measures"].values():
        yield from measure["quantities"]


# --- what it holds ----------------------------------------------------------------------------


def test_it_holds_what_is_promised(encoded: Json) -> None:
    assert encoded["schema"] == SCHEMA == "pricedin.dossier/1"
    assert (encoded["case"], encoded["as_of"]) == ("moonshot", "2026-01-20")
    assert set(encoded) >= {"case", "as_of", "price_under_test", "measures", "problems"}
    assert set(encoded["measures"]) == set(MEASURES)
    for name, measure in encoded["measures"].items():
        for key in (
            "id",
            "value",
            "unit",
            "interval",
            "standard_error",
            "basis",
            "sentence",
            "missing",
            "lineage",
        ):
            assert key in measure, (name, key)
        assert measure["sentence"]


def test_it_is_json_and_comes_back_the_same(encoded: Json) -> None:
    text = json.dumps(encoded, allow_nan=False)
    assert json.loads(text) == encoded
    assert "[object" not in text
    assert " object at 0x" not in text


def test_the_price_under_test_has_its_readings_and_their_weights(encoded: Json) -> None:
    price = encoded["price_under_test"]
    assert (price["value"], price["currency"]) == ("4800000000", "USD")
    assert (price["status"], price["day"]) == ("in_talks", "2026-01-20")
    weights = [Decimal(r["weight"]) for r in price["readings"].values()]
    assert sum(weights) == 1
    assert list(price["readings"])[0] == "pre"


def test_the_headline_is_the_sentence_of_the_split(encoded: Json) -> None:
    assert encoded["headline"] == encoded["measures"]["split"]["sentence"]


def test_simulated_answers_say_how_they_were_drawn(encoded: Json) -> None:
    run = encoded["measures"]["split"]["run"]
    assert (run["seed"], run["outer_draws"], run["inner_paths"]) == (7, 256, 16)
    assert run["bit_generator"] == "PCG64DXSM"
    assert set(run["versions"]) == {"numpy", "scipy"}
    assert encoded["measures"]["price"]["run"] is None


# --- numbers ----------------------------------------------------------------------------------


def test_every_number_is_a_finite_decimal_string(encoded: Json) -> None:
    for quantity in quantities(encoded):
        interval = quantity["interval"] or {}
        for text in (quantity["value"], quantity["standard_error"], *interval.values()):
            if text is not None:
                assert isinstance(text, str), quantity["id"]
                assert Decimal(text).is_finite(), quantity["id"]


def test_no_float_stands_anywhere_in_it(encoded: Json) -> None:
    def floats(value: Any, where: str) -> Iterator[str]:
        if isinstance(value, float):
            yield where
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from floats(inner, f"{where}.{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from floats(inner, f"{where}[{index}]")

    assert list(floats(encoded, "")) == []


@pytest.mark.parametrize("which", ["kimi_dossier", "hostile", "typed_dossier"])
def test_every_number_has_a_unit_and_says_how_it_was_made(
    which: str, request: pytest.FixtureRequest
) -> None:
    lacking = {
        quantity.id: [key for key in ("label", "unit", "formula") if not getattr(quantity, key)]
        for quantity in request.getfixturevalue(which).quantities().values()
        if not (quantity.label and quantity.unit and quantity.formula)
    }
    assert lacking == {}


def test_every_number_has_one_id(encoded: Json) -> None:
    ids = [q["id"] for q in quantities(encoded)]
    assert len(ids) == len(set(ids))
    assert len(ids) > 150


def test_an_interval_runs_upwards_and_a_sampling_error_is_not_negative(encoded: Json) -> None:
    for quantity in quantities(encoded):
        if quantity["interval"]:
            low, high = (Decimal(quantity["interval"][end]) for end in ("low", "high"))
            assert low <= high, quantity["id"]
        if quantity["standard_error"]:
            assert Decimal(quantity["standard_error"]) >= 0


def test_an_interval_holds_its_number(encoded: Json) -> None:
    """But for a bound, where the answer at the bound comes first."""
    outside = []
    for quantity in quantities(encoded):
        if quantity["interval"]:
            low, high = (Decimal(quantity["interval"][end]) for end in ("low", "high"))
            slack = abs(high - low) / 10**6
            if not low - slack <= Decimal(quantity["value"]) <= high + slack:
                outside.append(quantity["id"])
    assert outside == []


def test_cells_of_tables_are_words_or_numbers_that_are_listed(encoded: Json) -> None:
    for name, measure in encoded["measures"].items():
        known = {q["id"] for q in measure["quantities"]}
        for table in measure["tables"]:
            for row in table["rows"]:
                assert len(row) == len(table["columns"]), table["id"]
                for cell in row:
                    if isinstance(cell, dict):
                        assert set(cell) in ({"quantity"}, {"missing", "reason", "need"})
                        assert cell.get("quantity", next(iter(known))) in known, name


@given(st.decimals(Decimal("-1e15"), Decimal("1e15"), places=3, allow_nan=False))
def test_a_number_reads_back_to_ten_digits(value: Decimal) -> None:
    text = number(value)
    assert text is not None
    assert "E" not in text.upper()
    assert abs(Decimal(text) - value) <= abs(value) * Decimal("1e-9")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (None, None),
    ],
)
def test_numbers_are_plain_decimals(value: float | None, text: str | None) -> None:
    assert number(value) == text


# --- lineage ----------------------------------------------------------------------------------


def unknown(node: Node) -> Iterator[str]:
    if node.kind == "unknown":
        yield node.id
    for child in node.children:
        yield from unknown(child)


def test_every_id_in_any_lineage_opens(kimi_dossier: Dossier, encoded: Json) -> None:
    explainer = Explainer(kimi_dossier)
    named = {i for q in quantities(encoded) for i in q["lineage"]}
    named |= {i for m in encoded["measures"].values() for i in m["lineage"]}
    assert len(named) > 80
    lost = {i: list(unknown(explainer.node(i))) for i in named}
    assert {i: ids for i, ids in lost.items() if ids} == {}


def test_every_number_rests_on_something(encoded: Json) -> None:
    # A count of claims counts all of them.
    counts = {"evidence.share_d_e"}
    assert {q["id"] for q in quantities(encoded) if not q["lineage"]} <= counts


def test_no_number_rests_on_itself(kimi_dossier: Dossier) -> None:
    lineage = {i: q.lineage for i, q in kimi_dossier.quantities().items()}

    def above(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, (*path, name)
        for other in lineage.get(name, ()):
            above(other, (*path, name))

    for name in lineage:
        above(name, ())


def test_every_number_comes_down_to_a_fact_an_assumption_or_a_table(kimi_dossier: Dossier) -> None:
    explainer = Explainer(kimi_dossier)

    def kinds(node: Node) -> set[str]:
        return {node.kind}.union(*(kinds(child) for child in node.children))

    ground = {"claim", "assumption", "table", "method", "typed", "class"}
    for name, quantity in kimi_dossier.quantities().items():
        if quantity.lineage:
            assert kinds(explainer.node(name)) & ground, name


# --- missing, and problems --------------------------------------------------------------------


def test_a_missing_answer_keeps_the_form_and_says_what_it_needs(cases: Any) -> None:
    told = encode_measure(MEASURES["runway"](cases.inquiry(cash=None, burn=None)))
    assert (told["id"], told["value"], told["unit"], told["lineage"]) == ("runway", None, None, [])
    assert {m["missing"] for m in told["missing"]} == {"cash", "burn"}
    for missing in told["missing"]:
        assert missing["reason"]
        assert missing["need"]


def test_a_measure_that_fails_is_told_as_a_problem_and_the_others_stand(
    cases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_inquiry: object) -> None:
        raise EvidenceError("no such evidence")

    monkeypatch.setattr(
        dossier_module,
        "MEASURES",
        {**{n: MEASURES[n] for n in ("price", "peers")}, "split": refuses},
    )
    told = encode_dossier(dossier(cases.inquiry()))
    assert set(told["measures"]) == {"price", "peers"}
    (problem,) = told["problems"]
    assert (problem["where"], problem["message"]) == ("measure split", "no such evidence")


def test_hostile_text_passes_through_json_as_it_is(hostile: Dossier) -> None:
    told = json.loads(json.dumps(encode_dossier(hostile), allow_nan=False))
    assert told["title"] == "Evil [/b] <script>alert(1)</script>"
