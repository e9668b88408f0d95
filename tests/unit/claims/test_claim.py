import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim, Quote, decode_claim, encode_claim
from pricedin.units import Money

Build = Callable[..., Claim]


# --- grade ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source_class", "grade"),
    [
        ("filing", "A"),
        ("company_statement", "B"),
        ("analyst", "B"),
        ("named_reporter", "C"),
        ("anonymous_sources", "D"),
        ("unknown", "D"),
        ("aggregator", "E"),
        ("narrative", "E"),
    ],
)
def test_the_class_of_the_source_sets_the_grade(
    claim: Build, source_class: str, grade: str
) -> None:
    told = claim("revenue", "5m USD", period="FY2024")
    of_class = replace(told, document=replace(told.document, source_class=source_class))
    assert of_class.grade == grade


def test_a_relay_keeps_the_grade_of_what_it_relays(claim: Build) -> None:
    assert claim("revenue", "5m USD", grade="A", relay=True).grade == "A"


@pytest.mark.parametrize("origin", ["", "unknown", "(not said)"])
def test_what_has_no_known_origin_is_grade_e(claim: Build, origin: str) -> None:
    assert claim("revenue", "5m USD", grade="A", origin=origin).grade == "E"


# --- time -------------------------------------------------------------------------------------


def test_a_claim_holds_on_its_as_of_day_else_its_periods_last_day_else_its_report(
    claim: Build,
) -> None:
    period_only = claim("revenue", "5m USD", period="2025 9M", reported="2026-01-10")
    assert period_only.held_on == date(2025, 9, 30)
    assert claim("revenue", "5m USD", period="2025 9M", as_of="2025-12-01").held_on == date(
        2025, 12, 1
    )
    assert claim("users", 10, reported="2026-01-10").held_on == date(2026, 1, 10)


def test_a_month_may_mean_its_first_day(claim: Build) -> None:
    told = claim("cash_balance", "5m USD", as_of="2025-09")
    assert (told.held_from, told.held_on) == (date(2025, 9, 1), date(2025, 9, 30))


def test_a_claim_is_public_from_its_report(claim: Build) -> None:
    told = claim("cash_balance", "5m USD", as_of="2025-09-30", reported="2026-01-10")
    assert told.public_from == date(2026, 1, 10)


@pytest.mark.parametrize("name", ["market_cap", "share_price"])
def test_a_listed_price_is_public_from_the_day_it_was_paid(claim: Build, name: str) -> None:
    told = claim(name, "5 USD", as_of="2026-01-08", reported="2026-01-21")
    assert told.public_from == date(2026, 1, 8)


def test_an_offer_price_value_is_public_only_when_it_is_reported(claim: Build) -> None:
    told = claim(
        "market_cap", "5 USD", as_of="2026-01-05", reported="2026-01-21", basis="offer_price"
    )
    assert told.public_from == date(2026, 1, 21)


def test_a_price_expected_for_a_later_day_is_public_from_its_report(claim: Build) -> None:
    told = claim("market_cap", "5 USD", as_of="2026-02-01", reported="2026-01-21")
    assert told.public_from == date(2026, 1, 21)


# --- content ----------------------------------------------------------------------------------


def test_equal_content_is_one_claim_and_other_content_another(claim: Build) -> None:
    one = claim("revenue", "5m USD", period="FY2024")
    assert claim("revenue", "5m USD", period="FY2024").uid == one.uid
    assert replace(one, value=Money(Decimal("5000001"), "USD")).uid != one.uid
    assert replace(one, paraphrase="said otherwise").uid != one.uid


def test_numbers_are_read_off_money_and_plain_values_alike(claim: Build) -> None:
    ranged = claim("revenue", "5m USD", high="7m USD")
    assert (ranged.number, ranged.number_high) == (5_000_000, 7_000_000)
    assert claim("gross_margin", "0.4").number == Decimal("0.4")
    assert claim("ipo_status", "not now").number is None


def test_what_is_written_is_plain_json_without_empty_fields(claim: Build) -> None:
    body = encode_claim(claim("revenue", "5m USD", period="FY2024"))
    assert json.loads(json.dumps(body)) == body
    assert body["value"] == ["5000000", "USD"]
    assert body["period"] == ["2024-01-01", "2025-01-01", "FY2024"]
    assert not {"high", "quote", "party", "relay"} & set(body)


@pytest.mark.parametrize(
    "fields",
    [
        {"attribute": "revenue", "value": "5m USD", "high": "7m USD", "period": "2025 9M"},
        {"attribute": "growth_rate", "value": "-0.25", "of": "revenue"},
        {"attribute": "users", "value": 12, "as_of": "2025-12", "basis": "mau"},
        {"attribute": "investor", "value": ("One", "Two"), "role": "lead", "event": "acme/a"},
        {"attribute": "listing_date", "value": date(2026, 1, 8)},
        {"attribute": "ipo_status", "value": "不着急", "relay": True, "origin": "信"},
        {"attribute": "burn", "value": "1m CNY", "quote": Quote("一百万", 3, 6)},
        {"attribute": "burn", "value": "1m CNY", "quote": Quote("words without a place")},
    ],
    ids=lambda fields: fields["attribute"],
)
def test_what_is_written_reads_back_the_same(claim: Build, fields: dict[str, object]) -> None:
    told = claim(**fields)
    assert decode_claim(json.loads(json.dumps(encode_claim(told)))) == told
