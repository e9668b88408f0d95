from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim, Quote
from pricedin.errors import InputError
from pricedin.facts.corrections import corrected, read_changes
from pricedin.units import Money

Build = Callable[..., Claim]


def change(told: Claim, *words: str) -> Claim:
    return corrected(told, read_changes(words))


def usd(text: str) -> Money:
    return Money(Decimal(text), "USD")


@pytest.mark.parametrize(
    ("word", "value", "high"),
    [
        ("value=4.3bn USD", usd("4.3e9"), None),
        ("value=4.3bn", usd("4.3e9"), None),
        ("value=$4bn", usd("4e9"), None),
        ("value=30亿 CNY", Money(Decimal("3e9"), "CNY"), None),
        ("value=4bn..5bn USD", usd("4e9"), usd("5e9")),
        ("value=4bn to 5bn", usd("4e9"), usd("5e9")),
        ("value=€4bn..5bn", Money(Decimal("4e9"), "EUR"), Money(Decimal("5e9"), "EUR")),
    ],
)
def test_an_amount_is_set_as_it_is_typed(
    claim: Build, word: str, value: Money, high: Money | None
) -> None:
    made = change(claim("valuation", "4.8bn USD"), word)
    assert (made.value, made.high, made.unit) == (value, high, value.currency)


def test_one_figure_ends_a_range_and_an_end_can_be_set_alone(claim: Build) -> None:
    told = claim("valuation", "4bn USD", high="5bn USD")
    assert change(told, "value=4.5bn").high is None
    assert change(told, "high=6bn").high == usd("6e9")
    assert change(told, "high=").high is None


def test_other_fields_are_set_and_cleared(claim: Build) -> None:
    told = claim("valuation", "4.8bn USD", as_of="2025-12-31", event="acme/c", party="X")
    made = change(
        told, "status=in_talks", "as_of=2025-11", "attribute=post_money_valuation", "party=",
        "subject=other", "qualifier=approx", "relay=true",
    )  # fmt: skip
    assert (made.status, made.as_of, made.precision) == ("in_talks", date(2025, 11, 30), "month")
    assert (made.attribute, made.party, made.subject) == ("post_money_valuation", "", "other")
    assert (made.qualifier, made.relay, made.event) == ("approx", True, "acme/c")
    assert change(told, "as_of=").as_of is None


@pytest.mark.parametrize(
    ("attribute", "value", "word", "expected"),
    [
        ("gross_margin", "0.4", "value=45%", Decimal("0.45")),
        ("users", 5, "value=1.2m", Decimal("1200000")),
        ("users", 5, "value=1,250", Decimal("1250")),
        ("price_to_sales", 5, "value=9.5x", Decimal("9.5")),
    ],
)
def test_numbers_of_any_kind(
    claim: Build, attribute: str, value: str, word: str, expected: Decimal
) -> None:
    told = claim(attribute, value)
    told = replace(told, unit="persons") if attribute == "users" else told
    assert change(told, word).value == expected


def test_label_document_quote_and_period_stay(claim: Build) -> None:
    told = claim("revenue", "5m USD", period="FY2024", ref="a-1")
    told = replace(told, quote=Quote("five", 3, 7))
    made = change(told, "value=6m USD")
    assert (made.ref, made.document, made.quote) == (told.ref, told.document, told.quote)
    assert made.period == told.period
    assert replace(made, value=told.value) == told
    assert str(change(told, "period=2025H1").period) == "2025H1"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("valeu=3", "no field 'valeu'; did you mean 'value'"),
        ("value", "is not a change"),
        ("status=done", "no status 'done'"),
        ("attribute=valuaton", "did you mean 'valuation'"),
        ("value=many", "not an amount"),
        ("value=", "'value' is missing"),
        ("value=5bn..4bn USD", "the range runs from"),
        ("value=4bn USD..5bn EUR", "the other end"),
        ("value=-3m USD", "negative"),
        ("as_of=soon", "soon"),
        ("attribute=gross_margin", "fraction"),
        ("relay=maybe", "true or false"),
        ("subject=", "'company' is missing"),
        ("as_of=2031", "future date needs status"),
    ],
)
def test_a_wrong_change_is_told(claim: Build, word: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        change(claim("valuation", "4.8bn USD"), word)
