from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.company.market import listed_prices, path, private_price
from pricedin.company.operations import Conversion
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates
from pricedin.units import Money

Build = Callable[..., Claim]
Judge = Callable[..., Judgement]

DAY = date(2026, 1, 16)


@pytest.fixture
def dollars(rates: ReferenceRates) -> Conversion:
    return Conversion(currency="USD", rates=rates, day=DAY)


# --- listed or not ----------------------------------------------------------------------------


def test_a_listing_needs_a_date_that_has_come_or_a_price_on_an_exchange(
    claim: Build, judged: Judge
) -> None:
    dated = claim("listing_date", date(2026, 1, 8), as_of="2026-01-08")
    priced = claim("share_price", "5 HKD", as_of="2026-01-09")
    assert path(judged(dated).facts, DAY) == ("listed", date(2026, 1, 8))
    assert path(judged(priced).facts, DAY) == ("listed", date(2026, 1, 9))


def test_what_is_merely_said_or_still_to_come_does_not_list_it(claim: Build, judged: Judge) -> None:
    said = claim("listing_status", "listed")
    to_come = claim("listing_date", date(2026, 2, 1), status="announced", as_of="2026-01-10")
    assert path(judged(said, to_come).facts, DAY) == ("private", None)


def test_an_offer_without_a_first_day_is_on_its_way(claim: Build, judged: Judge) -> None:
    offer = claim("ipo_price", "116 HKD", event="acme/ipo")
    value = claim("market_cap", "50bn HKD", basis="offer_price", as_of="2026-01-09")
    assert path(judged(offer, value).facts, DAY) == ("pre-IPO", None)


# --- prices -----------------------------------------------------------------------------------


def test_the_latest_day_comes_first_and_of_one_day_the_printed_market_value(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(
        claim("market_cap", "100m USD", as_of="2026-01-14"),
        claim("share_price", "2 USD", as_of="2026-01-14"),
        claim("share_price", "3 USD", as_of="2026-01-15"),
        claim("share_price", "4 USD", as_of="2026-01-15", basis="intraday_high"),
        claim("shares_outstanding", 50_000_000, as_of="2026-01-10"),
    ).facts
    found = [(p.day.day, p.value.amount) for p in listed_prices(facts, dollars)]
    assert found == [
        (15, 150_000_000),  # the close × 50m shares
        (15, 200_000_000),  # the day's high
        (14, 100_000_000),  # as printed
        (14, 100_000_000),
    ]


def test_a_moment_of_the_day_is_flagged(claim: Build, judged: Judge, dollars: Conversion) -> None:
    facts = judged(
        claim("share_price", "4 USD", as_of="2026-01-15", basis="intraday_high"),
        claim("shares_outstanding", 50_000_000, as_of="2026-01-10"),
    ).facts
    (only,) = listed_prices(facts, dollars)
    assert only.flags == ("intraday high of the day, not its close",)


def test_a_share_price_without_a_count_of_shares_gives_no_value(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(claim("share_price", "4 USD", as_of="2026-01-15")).facts
    assert listed_prices(facts, dollars) == ()


def test_shares_are_counted_as_of_the_price(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    facts = judged(
        claim("share_price", "1 USD", as_of="2026-01-12"),
        claim("shares_outstanding", 10, as_of="2026-01-10"),
        claim("shares_outstanding", 20, as_of="2026-01-14"),
    ).facts
    (only,) = listed_prices(facts, dollars)
    assert only.value == Money(Decimal(10), "USD")


def test_a_private_price_is_the_last_closed_one_post_money_where_that_is_said(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    found = judged(
        claim("valuation", "3bn USD", event="acme/a", as_of="2025-01-31"),
        claim("pre_money_valuation", "4bn USD", event="acme/b", as_of="2025-06-30", by="Pre"),
        claim("amount_raised", "1bn USD", event="acme/b", as_of="2025-06-30"),
        claim("post_money_valuation", "5bn USD", event="acme/b", as_of="2025-06-30", by="Post"),
        claim("valuation", "9bn USD", event="acme/c", as_of="2025-12-31", status="in_talks"),
    )
    price = private_price(found.facts, dollars)
    assert price is not None
    assert (price.day, price.value) == (date(2025, 6, 30), Money(Decimal(5 * 10**9), "USD"))
    assert price.how == "last valuation, post-money"


def test_without_a_closed_valuation_there_is_no_private_price(
    claim: Build, judged: Judge, dollars: Conversion
) -> None:
    talk = claim("valuation", "9bn USD", event="acme/c", status="in_talks")
    assert private_price(judged(talk).facts, dollars) is None
