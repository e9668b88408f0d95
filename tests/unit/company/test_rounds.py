from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.company.figure import Known, Missing
from pricedin.company.operations import Conversion
from pricedin.company.rounds import Round, rounds
from pricedin.facts.grade import POINTS
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates

Build = Callable[..., Claim]
Judge = Callable[..., Judgement]
Find = Callable[..., tuple[Round, ...]]

EVENT = {"event": "acme/a", "as_of": "2025-12-31"}


@pytest.fixture
def found_rounds(judged: Judge, rates: ReferenceRates) -> Find:
    def of(*claims: Claim) -> tuple[Round, ...]:
        found = judged(*claims)
        conversion = Conversion(currency="USD", rates=rates, day=date(2026, 1, 16))
        return rounds(found.facts, found.talks, conversion)

    return of


def test_each_reading_weighs_one_point_and_those_of_each_origin_behind_it(
    claim: Build, found_rounds: Find
) -> None:
    (only,) = found_rounds(
        claim("post_money_valuation", "5bn USD", grade="C", by="Wire", **EVENT),
        claim("post_money_valuation", "5bn USD", grade="C", by="Site", origin="Wire", **EVENT),
        claim("pre_money_valuation", "5bn USD", grade="E", by="Blog", **EVENT),
    )
    post, pre = 1 + POINTS["C"], 1 + POINTS["E"]  # the relay adds nothing
    assert only.readings["post"].weight == (post / (post + pre)).quantize(Decimal("0.01"))
    assert only.readings["pre"].weight == (pre / (post + pre)).quantize(Decimal("0.01"))
    assert only.best_label == "post"
    assert only.readings["pre"].support == "blog (E)"


def test_talks_plus_money_raised_weigh_for_post_as_one_origin_of_grade_d(
    claim: Build, found_rounds: Find
) -> None:
    (only,) = found_rounds(
        claim("valuation", "3.8bn USD", status="in_talks", by="Talks", **EVENT),
        claim("amount_raised", "0.5bn USD", by="New", **EVENT),
        claim("post_money_valuation", "4.3bn USD", by="Wire", **EVENT),
    )
    post = 1 + POINTS["C"] + POINTS["D"]
    assert only.readings["post"].weight == (post / (post + 1)).quantize(Decimal("0.01"))
    assert only.readings["post"].identities == ("talks at 3.8bn USD + 500m USD raised = 4.3bn USD",)
    assert only.readings["pre"].support == "nobody says so"


def test_an_unlabelled_headline_supports_neither_reading(claim: Build, found_rounds: Find) -> None:
    (only,) = found_rounds(claim("valuation", "5bn USD", by="Wire", **EVENT))
    assert {r.weight for r in only.readings.values()} == {Decimal("0.50")}
    assert [c.document.name for c in only.unlabelled] == ["Wire"]


def test_the_new_money_is_that_of_the_same_event_converted(
    claim: Build, found_rounds: Find
) -> None:
    first, second = found_rounds(
        claim("valuation", "4bn USD", event="acme/a", as_of="2025-06-30"),
        claim("amount_raised", "100m EUR", event="acme/a", as_of="2025-06-30"),
        claim("valuation", "5bn USD", event="acme/b", as_of="2025-12-31"),
    )
    assert isinstance(first.new_money, Known)
    # 1.1617 USD a euro on the day asked for, 2026-01-16 (see test_fx)
    assert first.new_money.distribution.central == Decimal("116170000")
    assert isinstance(second.new_money, Missing)


def test_rounds_come_in_order_and_talks_of_no_event_are_none(
    claim: Build, found_rounds: Find
) -> None:
    found = found_rounds(
        claim("valuation", "5bn USD", event="acme/b", as_of="2025-12-31"),
        claim("valuation", "4bn USD", event="acme/a", as_of="2025-06-30"),
        claim("valuation", "6bn USD", as_of="2026-01-05", status="in_talks"),
    )
    assert [r.event for r in found] == ["acme/a", "acme/b"]
