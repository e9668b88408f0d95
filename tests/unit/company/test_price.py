from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.company.figure import Known, Missing
from pricedin.company.operations import Conversion
from pricedin.company.price import PriceUnderTest, default_price, typed_price
from pricedin.company.rounds import rounds
from pricedin.errors import EvidenceError, InputError
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates
from pricedin.units import Money

Build = Callable[..., Claim]
Judge = Callable[..., Judgement]

DAY = date(2026, 1, 20)


# --- a price that is typed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("4.8bn USD pre", ("pre",)),
        ("4.8bn USD, post-money", ("post",)),
        ("$4.8bn Pre Money", ("pre",)),
        ("4.8bn USD", ("post", "pre")),
        ("4.8bn USD listed", ()),
        ("4.8bn USD market cap", ()),
    ],
)
def test_a_typed_price_is_read_with_its_label_or_under_both(
    text: str, labels: tuple[str, ...]
) -> None:
    price = typed_price(text, DAY)
    assert price.headline == Money(Decimal(48 * 10**8), "USD")
    assert price.labels == labels
    assert sum(r.weight for r in price.readings.values()) == (1 if labels else 0)


@pytest.mark.parametrize("word", ["raising", "new", "with"])
def test_the_new_money_may_be_typed_beside_it(word: str) -> None:
    price = typed_price(f"4.8bn USD post {word} 500m", DAY)
    assert isinstance(price.new_money, Known)
    assert price.new_money.distribution.central == Decimal(5 * 10**8)
    assert price.new_money.unit == "USD"


def test_new_money_that_is_not_typed_is_missing_and_says_how_to_add_it() -> None:
    new_money = typed_price("4.8bn USD pre", DAY).new_money
    assert isinstance(new_money, Missing)
    assert new_money.need == "add it: '4.8bn USD post raising 500m'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4.8zn USD pre", "is not an amount of money"),
        ("4.8bn pre", "names no currency"),
        ("0 USD", "a price is positive"),
        ("-4.8bn USD", "a price is positive"),
        ("4.8bn USD post raising 500m EUR", "mixes USD and EUR"),
        ("", "is not a price"),
    ],
)
def test_what_is_no_price_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        typed_price(text, DAY)


# --- the default: latest valid date, then grade, then first public ----------------------------


@pytest.fixture
def default(judged: Judge, rates: ReferenceRates) -> Callable[..., PriceUnderTest]:
    def of(*claims: Claim) -> PriceUnderTest:
        found = judged(*claims)
        in_dollars = Conversion(currency="USD", rates=rates, day=DAY)
        return default_price(
            found.facts,
            found.talks,
            rounds(found.facts, found.talks, in_dollars),
            rates,
            DAY,
        )

    return of


def _valuation(claim: Build, value: str, event: str, as_of: str, **fields: str) -> Claim:
    return claim("valuation", value, event=f"acme/{event}", as_of=as_of, by=event, **fields)


def test_the_latest_valid_date_comes_first_also_if_it_is_only_talk(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    price = default(
        _valuation(claim, "4bn USD", "done", "2025-12-31", grade="A"),
        _valuation(claim, "5bn USD", "talk", "2026-01-10", grade="D", status="in_talks"),
    )
    assert (price.event, price.status, price.grade) == ("acme/talk", "in_talks", "D")


def test_of_one_date_the_better_grade_comes_first(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    price = default(
        _valuation(claim, "4bn USD", "worse", "2025-12-31", grade="E"),
        _valuation(claim, "5bn USD", "better", "2025-12-31", grade="B"),
    )
    assert price.event == "acme/better"


def test_of_one_date_and_grade_the_first_public_comes_first(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    told = [
        _valuation(claim, "4bn USD", "late", "2025-12-31", reported="2026-01-09"),
        _valuation(
            claim, "5bn USD", "early", "2025-12-31", reported="2026-01-05", status="in_talks"
        ),
    ]
    assert default(*told).event == "acme/early"
    assert default(*told[::-1]).event == "acme/early"


def test_a_relay_does_not_renew_a_price(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    # The wire's price of 5 January is relayed on the 15th; a new price of the 10th is the latest.
    old = {"event": "acme/old", "origin": "Wire"}
    price = default(
        claim("valuation", "4bn USD", as_of="2026-01-05", by="Wire", **old),
        claim("valuation", "4bn USD", as_of="2026-01-15", by="Site", relay=True, **old),
        _valuation(claim, "5bn USD", "new", "2026-01-10"),
    )
    assert price.event == "acme/new"


def test_a_company_on_an_exchange_is_tested_at_its_market_value(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    price = default(
        _valuation(claim, "4bn USD", "last-round", "2025-05-31"),
        claim("market_cap", "60bn HKD", as_of="2026-01-09"),
    )
    assert (price.kind, price.labels) == ("listed", ())
    assert price.headline == Money(Decimal(60 * 10**9), "HKD")


def test_where_nobody_stated_a_price_one_has_to_be_given(
    claim: Build, default: Callable[..., PriceUnderTest]
) -> None:
    with pytest.raises(EvidenceError, match="no valuation was stated by 2026-01-20; give one"):
        default(claim("revenue", "5m USD", period="FY2024"))
