"""What was priced: every figure of the bundled case worked out again, and cases typed by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricedin.company.figure import Missing
from pricedin.dates import AsOf
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.price import price
from pricedin.workspace import Workspace

Ask = Callable[[str], Measure]

# The headlines of 31 December 2025 and 20 January 2026, and the money of the first round.
BEFORE, NOW, RAISED = Decimal("4.3e9"), Decimal("4.8e9"), Decimal("0.5e9")
YEARS = Decimal(20) / Decimal("365.25")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("price")


# --- the four readings ------------------------------------------------------------------------


def test_post_to_pre_is_new_over_old(told: Measure) -> None:
    step = quantity(told, "price.step_up.post_pre")
    assert step.value == NOW / BEFORE - 1
    assert round(float(step.value), 3) == 0.116
    assert step.formula == "4.8bn ÷ 4.3bn − 1"


def test_pre_to_pre_is_nothing_as_the_first_round_with_its_money_is_the_second(
    told: Measure,
) -> None:
    step = quantity(told, "price.step_up.pre_pre")
    assert step.value == NOW / (BEFORE + RAISED) - 1 == 0
    assert step.formula == "4.8bn ÷ (4.3bn + 500m) − 1"
    assert any("4.3bn + 500m is 4.8bn" in note for note in told.notes)


def rows(told: Measure) -> dict[tuple[Any, Any], tuple[Any, ...]]:
    (table,) = [t for t in told.tables if t.id == "price.readings"]
    return {(row[0], row[1]): row for row in table.rows}


def test_readings_that_turn_on_new_money_say_where_they_break_even(told: Measure) -> None:
    found = rows(told)
    post_post = found["post-money", "post-money"][2]
    assert isinstance(post_post, Missing)
    assert post_post.reason == ("x, the new money, is not public; (4.8bn − x) ÷ 4.3bn − 1")
    # (4.8 - x) / 4.3 is one at x = 0.5.
    assert post_post.need == "0% at x = 500m USD, a down round beyond"
    pre_post = found["pre-money", "post-money"][2]
    assert isinstance(pre_post, Missing)
    # -x / 4.8 is never above nothing.
    assert pre_post.need == "0% only without new money, a down round with any"


def test_there_are_four_readings_whose_weights_add_to_one_and_the_heaviest_leads(
    told: Measure,
) -> None:
    found = rows(told)
    assert set(found) == {
        (f"{a}-money", f"{b}-money") for a in ("pre", "post") for b in ("pre", "post")
    }
    weights = [row[5].value for row in found.values()]
    assert sum(weights) == 1
    assert weights == sorted(weights, reverse=True)
    assert told.answer == next(iter(found.values()))[2]
    assert told.basis == "read as post-money → pre-money"


def test_a_weight_is_the_product_of_both_readings_weights(told: Measure, kimi: Any) -> None:
    company = kimi.company
    for (before, now), row in rows(told).items():
        a, b = before.removesuffix("-money"), now.removesuffix("-money")
        expected = company.prior.readings[a].weight * company.price.readings[b].weight
        assert row[5].value == expected


def test_each_reading_names_who_supports_it(told: Measure) -> None:
    support = rows(told)["post-money", "pre-money"][4]
    before, now = support.split(" · ")
    assert before.startswith("4.3bn: ")
    assert "latepost (c)" in before.lower()
    assert "talks at 3.8bn USD + 500m USD raised = 4.3bn USD" in before
    assert now.lower().startswith("4.8bn: aicoin (e)")


def test_headline_over_headline_stands_apart_and_is_named_so(told: Measure) -> None:
    plain = quantity(told, "price.headline_over_headline")
    assert plain.value == NOW / BEFORE - 1
    assert plain.formula.endswith("whatever the labels")


# --- the speed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("growth", "percent"), [("0.5", 2.25), ("1", 3.87), ("2", 6.20), ("5", 10.31)]
)
def test_what_twenty_days_of_growth_add(told: Measure, growth: str, percent: float) -> None:
    added = quantity(told, f"price.growth_adds.{growth}")
    assert added.value == (1 + Decimal(growth)) ** YEARS - 1
    assert 100 * float(added.value) == pytest.approx(percent, abs=0.006)


def test_the_whole_step_would_need_over_six_hundred_percent_a_year(told: Measure) -> None:
    need = quantity(told, "price.growth_needed")
    assert need.value == (NOW / BEFORE) ** (1 / YEARS) - 1
    assert float(need.value) == pytest.approx(6.455, abs=0.001)
    # Growing at it for twenty days makes the step.
    assert float((1 + Decimal(need.value)) ** YEARS) == pytest.approx(4.8 / 4.3)


def test_growth_that_the_company_claims_of_its_parts_stands_beside_it(told: Measure) -> None:
    (speed,) = [t for t in told.tables if t.id == "price.speed"]
    claimed = [row[0] for row in speed.rows if row[1] == "claimed for a part of unknown base"]
    assert any(isinstance(c, str) and "170% a month" in c for c in claimed)
    assert speed.note == "Arithmetic, not cause: expected growth was in the first price already."


# --- the sentence -----------------------------------------------------------------------------


def test_the_sentence_quotes_both_prices_their_readings_days_and_the_step(told: Measure) -> None:
    for words in (
        "4.3bn USD (read as post-money, 2025-12-31)",
        "4.8bn USD (read as pre-money, in talks, 2026-01-20)",
        "rose 11.6%",
    ):
        assert words in told.sentence


def test_the_new_money_that_is_not_public_is_told_as_missing(told: Measure) -> None:
    (missing,) = told.missing
    assert missing.name == "new_money"
    assert missing.need == "the amount raised in the round"


def test_the_chart_over_new_money_starts_at_the_step_without_any(told: Measure) -> None:
    points: Any = told.series["new_money"]
    first = {p["reading"]: p["step_up"] for p in points if p["new_money"] == 0}
    assert first == {
        "post-money → post-money": pytest.approx(4.8 / 4.3 - 1),
        "pre-money → post-money": pytest.approx(0.0),
    }
    for p in points:
        old = 4.3e9 if p["reading"].startswith("post") else 4.8e9
        assert p["step_up"] == pytest.approx((4.8e9 - p["new_money"]) / old - 1)


# --- a price that is typed --------------------------------------------------------------------


def test_with_new_money_typed_post_to_post_has_a_number(bundled: Workspace) -> None:
    inquiry = bundled.inquiry(
        "kimi", AsOf.day(date(2026, 1, 20)), price="4.8bn USD post raising 300m"
    )
    step = quantity(price(inquiry), "price.step_up.post_post")
    assert step.value == (NOW - Decimal("0.3e9")) / BEFORE - 1
    assert step.formula.endswith("x = 300m")


def test_a_price_alone_has_both_sides_where_new_money_is_known(cases: Any) -> None:
    told = price(cases.inquiry(price="800m", label="post", new_money="120m"))
    (table,) = told.tables
    pre, post = {c.id: c.value for c in table.rows[0] if isinstance(c, Quantity)}.values()
    assert (pre, post) == (Decimal(680_000_000), Decimal(800_000_000))
    assert isinstance(told.answer, Missing)
    assert told.answer.need == "the last round: its headline, label and new money"
    assert "is the only price known" in told.sentence


def test_a_price_alone_without_new_money_says_what_is_missing(cases: Any) -> None:
    told = price(cases.inquiry(price="800m", label="pre"))
    (table,) = told.tables
    assert table.rows[0][0] == "pre-money"
    assert isinstance(table.rows[0][2], Missing)
    assert table.rows[0][2].reason == "the new money is not public"


# --- a price on an exchange -------------------------------------------------------------------


def test_a_listed_price_has_one_reading_and_stands_beside_its_offer_price(
    bundled: Workspace,
) -> None:
    """MiniMax sold at 46.1 to 50.4bn HKD; a digest that prints 461 to 503bn slipped a digit."""
    inquiry = bundled.inquiry("minimax", AsOf.day(date(2026, 1, 20)))
    told = price(inquiry)
    assert told.basis.startswith("price on an exchange: one reading")
    now = inquiry.company.price.headline
    assert now.currency == "USD"
    rate = float(inquiry.company.conversion.rates.on("HKD", "USD", date(2026, 1, 8)).value)
    ends = [float(now.amount) / (end * rate) - 1 for end in (50.4e9, 46.1e9)]
    assert ends[0] < float(quantity(told, "price.value_over.offer").value) < ends[1]
    assert "above the offer price" in told.sentence


def test_a_listed_price_stands_beside_its_last_round(bundled: Workspace) -> None:
    told = price(bundled.inquiry("minimax", AsOf.day(date(2026, 1, 20))))
    # 15.2bn on the exchange over the 4bn of the last round.
    assert float(quantity(told, "price.value_over.last_round").value) == pytest.approx(2.8)


def test_a_typed_listed_price_with_nothing_before_it_says_so(cases: Any) -> None:
    told = price(cases.inquiry(label="listed"))
    assert isinstance(told.answer, Missing)
    assert told.answer.reason == "no earlier price is known"
    assert told.sentence == "On 2026-01-20 the market valued all shares at 800m USD."
