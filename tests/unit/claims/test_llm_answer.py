"""Answers of endpoints, sound, cut off and hostile."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricedin.claims.llm.answer import MOST_ITEMS, read_answer

FACT = {"attribute": "arr", "quote": "ARR of $5m", "value": 5_000_000, "currency": "usd"}


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps({"facts": [FACT]}),
        json.dumps([FACT]),
        json.dumps(FACT),
        "Here you are:\n```json\n" + json.dumps({"facts": [FACT]}, indent=1) + "\n```\nBye.",
        "\ufeff" + json.dumps({"facts": [FACT]}),
        # Cut off: what is whole counts.
        '{"facts": [' + json.dumps(FACT) + ', {"attribute": "reven',
        '{"facts": [' + json.dumps({**FACT, "value": "5,000,000"}) + "]}",
        '{"facts": [' + json.dumps({**FACT, "value": "5e6"}) + "]}",
    ],
)
def test_an_item_is_found_however_it_is_wrapped(answer: str) -> None:
    (item,), rejected = read_answer(answer)
    assert (item.value, item.currency, item.quote) == (Decimal(5_000_000), "USD", "ARR of $5m")
    assert not rejected


@pytest.mark.parametrize(
    "answer",
    ["", "I cannot help with that.", "{}", "null", "[", "{" * 100_000, "[" * 100_000, "\x1b[2J",
     '{"facts": "none"}', '{"a":' * 50_000, '{"facts": {"quote": 1}}'],
)  # fmt: skip
def test_what_is_no_list_of_items_is_listed(answer: str) -> None:
    items, rejected = read_answer(answer)
    assert not items
    assert len(rejected) == 1
    assert rejected[0].item.isprintable()


def test_an_empty_list_is_an_answer() -> None:
    assert read_answer('{"facts": []}') == ([], [])


@pytest.mark.parametrize(
    "value",
    ["NaN", "Infinity", "-Infinity", "1e400", "1e999999999", "-1e30", "1e-999999999", "9" * 5000,
     '"many"', '"5 million"', '"1,2"', "true", "[5]", '{"v": 5}',
     "0.1234567890123456789012345678901"],
)  # fmt: skip
def test_a_value_that_is_no_number_of_reason_is_rejected(value: str) -> None:
    other = json.dumps(FACT)
    answer = (
        '{"facts": [{"attribute": "arr", "quote": "q", "value": ' + value + "}, " + other + "]}"
    )
    items, rejected = read_answer(answer)
    assert [item.value for item in items] == [Decimal(5_000_000)]
    assert "its value" in rejected[0].reason
    assert len(rejected[0].item) <= 400


@pytest.mark.parametrize("entry", [7, None, "text", [], [FACT], True])
def test_an_entry_that_is_no_object_is_rejected(entry: Any) -> None:
    items, rejected = read_answer(json.dumps({"facts": [entry, FACT]}))
    assert len(items) == 1
    assert rejected[0].reason == "is no object"


@pytest.mark.parametrize(
    ("name", "given"),
    [("quote", 5), ("quote", ["ARR"]), ("company", {"name": "Acme"}), ("attribute", False),
     ("party", 1.5), ("quote", "x" * 3_000)],
)  # fmt: skip
def test_a_field_of_another_type_is_rejected(name: str, given: Any) -> None:
    items, rejected = read_answer(json.dumps([{**FACT, name: given}]))
    assert not items
    assert f"its {name}" in rejected[0].reason


def test_too_many_items_are_cut() -> None:
    items, rejected = read_answer(json.dumps([FACT] * (MOST_ITEMS + 3)))
    assert len(items) == MOST_ITEMS
    assert "2 more" in rejected[0].reason


def test_what_is_shown_is_one_printable_line() -> None:
    hostile = {**FACT, "quote": "a\x1b[31m\r\n\u202eb\ud800", "value": "x"}
    _, (one,) = read_answer(json.dumps([hostile]))
    assert one.item.isprintable()
    assert "\\u" in one.item
    one.item.encode()
