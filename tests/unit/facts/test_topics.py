"""Which claims are about one thing and time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.facts.topics import agrees, in_currency_of, topics
from pricedin.fx import ReferenceRates

Build = Callable[..., Claim]


def ids(rates: ReferenceRates, *claims: Claim) -> list[str]:
    return sorted(topic.id for topic in topics(claims, rates))


# --- one topic or two -------------------------------------------------------------------------


def test_one_period_in_two_shapes_is_one_topic(claim: Build, rates: ReferenceRates) -> None:
    one = claim("revenue", "5m USD", period="2025 9M", by="One")
    other = claim("revenue", "5m USD", period="2025-01/2025-09", by="Other")
    assert ids(rates, one, other) == ["acme.revenue.2025M1-9"]


def test_a_year_and_its_half_are_two_topics(claim: Build, rates: ReferenceRates) -> None:
    year, half = (claim("revenue", "5m USD", period=p) for p in ("FY2024", "2024H1"))
    assert ids(rates, year, half) == ["acme.revenue.2024H1", "acme.revenue.FY2024"]


def test_valuations_of_one_event_are_one_topic_whatever_their_label(
    claim: Build, rates: ReferenceRates
) -> None:
    told = [
        claim(name, "5m USD", event="acme/series-a", as_of=day)
        for name, day in (
            ("pre_money_valuation", "2026-01-01"),
            ("post_money_valuation", "2026-01-05"),
            ("valuation", "2026-01-09"),
        )
    ]
    assert ids(rates, *told) == ["acme.valuation.series-a"]


def test_two_events_are_two_topics(claim: Build, rates: ReferenceRates) -> None:
    told = [claim("valuation", "5m USD", event=e, by=e) for e in ("acme/a", "acme/b")]
    assert ids(rates, *told) == ["acme.valuation.a", "acme.valuation.b"]


@pytest.mark.parametrize("field", ["of", "basis", "role", "party", "subject"])
def test_another_part_party_or_company_is_another_topic(
    claim: Build, rates: ReferenceRates, field: str
) -> None:
    told = [claim("revenue", "5m USD", period="FY2024", by=w, **{field: w}) for w in ("x", "y")]
    assert len(ids(rates, *told)) == 2


def test_an_event_told_on_two_days_is_one_topic_and_a_balance_is_two(
    claim: Build, rates: ReferenceRates
) -> None:
    days = ("2025-09-30", "2025-12-31")
    raised = [claim("amount_raised", "5m USD", event="acme/a", as_of=d, by=d) for d in days]
    cash = [claim("cash_balance", f"{n}m USD", as_of=d) for n, d in zip((5, 9), days, strict=True)]
    assert ids(rates, *raised) == ["acme.amount_raised.a"]
    assert len(ids(rates, *cash)) == 2


# --- balances told again ----------------------------------------------------------------------


def test_a_balance_told_again_by_a_worse_source_is_the_old_balance(
    claim: Build, rates: ReferenceRates
) -> None:
    old = claim("cash_balance", "5m USD", grade="B", as_of="2025-12-31", by="Letter")
    again = claim("cash_balance", "5m USD", grade="E", as_of="2026-01-20", by="Blog")
    assert ids(rates, old, again) == ["acme.cash_balance.2025-12-31"]


@pytest.mark.parametrize(
    "changes",
    [
        {"grade": "B"},  # as good a source speaks of its own day
        {"as_of": "2026-03-02"},  # 61 days later
        {"value": "6m USD"},
        {"qualifier": "at_least"},
        {"as_of": "2025-12-01"},  # before it
    ],
    ids=str,
)
def test_a_balance_that_only_looks_repeated_is_a_new_one(
    claim: Build, rates: ReferenceRates, changes: dict[str, str]
) -> None:
    old = claim("cash_balance", "5m USD", grade="B", as_of="2025-12-31", by="Letter")
    other = claim(
        "cash_balance",
        **{"value": "5m USD", "grade": "E", "as_of": "2026-01-20", "by": "Blog", **changes},
    )
    assert len(ids(rates, old, other)) == 2


def test_a_listed_price_told_again_is_the_price_of_that_day(
    claim: Build, rates: ReferenceRates
) -> None:
    told = [
        claim("market_cap", "5bn HKD", grade=grade, as_of=day)
        for grade, day in (("A", "2026-01-08"), ("E", "2026-01-09"))
    ]
    assert len(ids(rates, *told)) == 2


# --- prints of one figure ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # 2 percent apart: each is widened by half of that
        ({"value": "100 USD"}, {"value": "102 USD"}, True),
        ({"value": "100 USD"}, {"value": "103 USD"}, False),
        # 6 percent where one says about
        ({"value": "100 USD", "qualifier": "approx"}, {"value": "106 USD"}, True),
        ({"value": "100 USD", "qualifier": "approx"}, {"value": "107 USD"}, False),
        # over X is told because the figure lies near X: half as much again at most
        ({"value": "100 USD", "qualifier": "at_least"}, {"value": "149 USD"}, True),
        ({"value": "100 USD", "qualifier": "at_least"}, {"value": "155 USD"}, False),
        ({"value": "100 USD", "qualifier": "at_least"}, {"value": "95 USD"}, False),
        ({"value": "100 USD", "qualifier": "at_most"}, {"value": "90 USD"}, True),
        ({"value": "100 USD", "qualifier": "at_most"}, {"value": "105 USD"}, False),
        # a range agrees with what lies in it
        ({"value": "100 USD", "high": "200 USD"}, {"value": "150 USD"}, True),
        ({"value": "100 USD", "high": "200 USD"}, {"value": "250 USD"}, False),
    ],
    ids=str,
)
def test_two_numbers_agree_if_they_can_be_prints_of_one(
    claim: Build,
    rates: ReferenceRates,
    one: dict[str, str],
    other: dict[str, str],
    same: bool,
) -> None:
    a, b = (claim("revenue", as_of="2025-12-31", **given) for given in (one, other))
    assert agrees(a, b, rates) is same
    assert agrees(b, a, rates) is same


def test_two_currencies_agree_at_the_days_rate(claim: Build, rates: ReferenceRates) -> None:
    # 1 USD = 8.0967/1.1617 = 6.970 CNY on 2026-01-16 (see test_fx).
    dollars = claim("cash_balance", "100m USD", as_of="2026-01-16")
    assert agrees(claim("cash_balance", "697m CNY", as_of="2026-01-16"), dollars, rates)
    assert agrees(claim("cash_balance", "715m CNY", as_of="2026-01-16"), dollars, rates)  # 2.6 %
    assert not agrees(claim("cash_balance", "800m CNY", as_of="2026-01-16"), dollars, rates)


def test_without_a_rate_two_currencies_do_not_agree(claim: Build, rates: ReferenceRates) -> None:
    shillings = claim("cash_balance", "100m KES", as_of="2026-01-16")  # not in the ECB's table
    dollars = claim("cash_balance", "100m USD", as_of="2026-01-16")
    assert in_currency_of(shillings, dollars, rates) is None
    assert not agrees(shillings, dollars, rates)


def test_a_number_in_the_currency_of_another(claim: Build, rates: ReferenceRates) -> None:
    euros = claim("cash_balance", "100 EUR", as_of="2026-01-16", reported="2026-01-19")
    dollars = claim("cash_balance", "1 USD", as_of="2026-01-16")
    assert in_currency_of(euros, dollars, rates) == Decimal("116.17")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("IDG", "Tencent"), ("tencent",), True),
        (("IDG", "Tencent"), ("IDG", "Alibaba"), False),
    ],
)
def test_a_list_of_names_agrees_with_a_part_of_it(
    claim: Build,
    rates: ReferenceRates,
    one: tuple[str, ...],
    other: tuple[str, ...],
    same: bool,
) -> None:
    assert agrees(claim("investor", one), claim("investor", other), rates) is same


def test_words_agree_if_they_are_the_same_words(claim: Build, rates: ReferenceRates) -> None:
    said = claim("ipo_status", "No plan")
    assert agrees(said, claim("ipo_status", "no plan"), rates)
    assert not agrees(said, claim("ipo_status", "planned"), rates)


def test_a_part_and_a_basis_of_one_word_are_told_apart(claim: Build, rates: ReferenceRates) -> None:
    found = topics(
        [
            claim("employees", 10, as_of="2025-12-31", basis="research"),
            claim("employees", 20, as_of="2025-12-31", of="research"),
        ],
        rates,
    )
    assert {t.id for t in found} == {
        "acme.employees.basis:research.2025-12-31",
        "acme.employees.of:research.2025-12-31",
    }


def test_what_speaks_of_a_later_day_is_converted_at_the_day_of_its_report(
    claim: Build, rates: ReferenceRates
) -> None:
    plan = claim(
        "cash_balance", "100 EUR", as_of="2026-06-30", reported="2026-01-16", status="planned"
    )
    dollars = claim("cash_balance", "1 USD", as_of="2026-06-30", reported="2026-01-16")
    that_day = rates.on("EUR", "USD", date(2026, 1, 16)).value
    assert in_currency_of(plan, dollars, rates) == that_day * 100
