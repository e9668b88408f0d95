"""Amounts: phrases as articles and filings write them, and what stands in them.

The expected lines of `amounts.txt` were read by hand, one by one.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pricedin.text.amounts import Amount, find_amounts
from pricedin.text.normal import normal


def cases() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in Path(__file__).with_name("amounts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[-1][1].append(line[4:])
        elif line and not line.startswith("# "):
            found.append((line, []))
    return found


def told(amount: Amount) -> str:
    high = "" if amount.high is None else f"..{amount.high:f}"
    star = "*" if amount.implicit_currency else ""
    currency = f" {amount.currency}{star}" if amount.currency or star else ""
    unit = f" [{amount.unit}]" if amount.unit else ""
    bound = "" if amount.bound == "exact" else f" {amount.bound} '{amount.bound_text}'"
    refused = " refused" if amount.refused else ""
    return f"{amount.text} = {amount.kind} {amount.value:f}{high}{currency}{unit}{bound}{refused}"


@pytest.mark.parametrize(("phrase", "expected"), cases())
def test_phrase(phrase: str, expected: list[str]) -> None:
    text = normal(phrase.replace("\\n", "\n")).text
    assert [told(amount) for amount in find_amounts(text)] == expected


def test_there_are_enough_phrases_in_both_languages() -> None:
    chinese = sum(any("\u4e00" <= char <= "\u9fff" for char in phrase) for phrase, _ in cases())
    assert chinese >= 120
    assert len(cases()) - chinese >= 120


def only(text: str, **options: str) -> Amount:
    (amount,) = find_amounts(text, **options)
    return amount


def test_dollar_is_what_the_caller_says() -> None:
    assert only("raised $40m", dollar="AUD").currency == "AUD"
    assert only("raised US$40m", dollar="AUD").currency == "USD"
    assert only("40 million dollars", dollar="CAD").implicit_currency


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("融资¥500万", "CNY"),
        ("Tokyo-based firm raised ¥500 million", "JPY"),
        ("a Beijing company raised ¥500 million", "CNY"),
        ("日本の会社は¥5億を調達", "JPY"),
    ],
)
def test_yen_sign_is_read_by_the_text(text: str, currency: str) -> None:
    amount = only(text)
    assert (amount.currency, amount.implicit_currency) == (currency, True)


def test_yen_sign_is_what_the_caller_says() -> None:
    assert only("融资¥500万", yen="JPY").currency == "JPY"


def test_place_of_the_qualifier() -> None:
    text = "valued at nearly $6 billion or so"
    amount = only(text)
    assert amount.text == "$6 billion"
    assert text[amount.qualified_start : amount.qualified_end] == "nearly $6 billion or so"


def test_brackets_are_exposed() -> None:
    inside, outside = find_amounts("(约合人民币151亿元),另5亿元")
    assert inside.in_brackets
    assert not outside.in_brackets
    loss = find_amounts("Net loss   (26.3)     (15.9)")
    assert [(a.value, a.negative_brackets) for a in loss] == [
        (Decimal("26.3"), True),
        (Decimal("15.9"), True),
    ]
    assert not only("(US$89 million)").negative_brackets
    assert only("$(24.6) million").negative_brackets


def test_a_refused_amount_has_no_value() -> None:
    amount = only("$4.8zn")
    assert amount.refused == "unread magnitude 'zn'"
    assert amount.value == 0
    assert amount.text == "$4.8zn"


@pytest.mark.parametrize("text", ["", " ", "no amounts here", "2024", "第三", "万元", "半", "一"])
def test_nothing_to_find(text: str) -> None:
    assert find_amounts(text) == []
