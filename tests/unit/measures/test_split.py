"""The price in four parts: sums, each part worked out again, what the sentence quotes, and size.

The size of the bet is checked on companies whose price is no riddle (a steady software company)
and on fast growers as they listed.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import exp, log
from statistics import fmean
from typing import Any

import numpy as np
import pytest

from pricedin.company.figure import Missing
from pricedin.fx import ReferenceRates
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.parts import Parts, parts
from pricedin.measures.split import split
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import run
from pricedin.simulation.frontier import largest_revenue
from pricedin.simulation.record import Policy, Record
from pricedin.simulation.valuation import nested_shocks
from pricedin.units import percent, short

Ask = Callable[[str], Measure]

CLASSES = ("listed", "software", "sector_so_far")
LABELS = ("pre", "post")


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("split")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


def amount(measure: Measure, name: str) -> Decimal:
    value = quantity(measure, name).value
    assert isinstance(value, Decimal), name
    return value


# --- sums -------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("name", CLASSES)
def test_parts_add_up_to_the_price_exactly(told: Measure, label: str, name: str) -> None:
    four = [amount(told, f"split.{label}.{name}.{p}") for p in ("cash", "today", "progress", "bet")]
    assert sum(four) == Decimal(4_800_000_000)
    assert amount(told, f"split.{label}.{name}.covered") == four[1] + four[2]
    gross, burn = (amount(told, f"split.{label}.{name}.{p}") for p in ("gross", "burn"))
    assert gross + burn == four[1] + four[2]
    assert burn < 0 < gross
    assert amount(told, f"split.{label}.{name}.share") == four[3] / Decimal(4_800_000_000)


def test_there_is_a_row_for_each_reading_and_record_and_none_in_between(told: Measure) -> None:
    (table,) = [t for t in told.tables if t.id == "split.parts"]
    assert [(row[0], row[1]) for row in table.rows] == [
        (f"{label}-money", name.replace("_", " ")) for label in LABELS for name in CLASSES
    ]
    assert told.answer == quantity(told, "split.pre.listed.bet")


# --- each part --------------------------------------------------------------------------------


def test_cash_before_the_round_is_what_is_held_and_after_it_the_new_money_on_top(
    told: Measure, kimi: Inquiry
) -> None:
    held = Decimal(10**10) * ReferenceRates().on("CNY", "USD", date(2026, 1, 20)).value
    assert amount(told, "split.pre.listed.cash") == held.quantize(Decimal(1))
    # The new money of the round in talks is not public; the last round's 500m stands in.
    new = kimi.futures().figures.given("new_money").distribution.central
    assert new == Decimal(500_000_000)
    assert amount(told, "split.post.listed.cash") == (held + new).quantize(Decimal(1))


def test_todays_business_is_revenue_run_off_draw_by_draw(told: Measure, kimi: Inquiry) -> None:
    futures = kimi.futures()
    drawn = futures.drawn(futures.lead)
    x, v = drawn.inputs, drawn.values
    worth = []
    for i in range(x.draws):
        gross = float(x.gross_margin[i, 0])
        mature_cost = float(x.mature_gross_margin[i, 0] - x.mature_operating_margin[i, 0])
        margin = min(max(gross - mature_cost, 0.0), float(x.mature_operating_margin[i, 0]))
        rate = v["risk_free_rate"][i] + v["revenue_beta"][i] * v["equity_premium"][i]
        yearly = float(x.revenue[i, 0]) * margin * (1 - v["tax_rate"][i])
        worth.append(yearly / (rate + v["churn"][i]))
    expected = 1e6 * fmean(worth)
    assert float(amount(told, "split.pre.listed.today")) == pytest.approx(expected, abs=1)
    assert min(worth) == 0.0  # where the margin does not cover upkeep there is no business yet


def test_progress_is_the_value_less_cash_and_todays_business(told: Measure, kimi: Inquiry) -> None:
    futures = kimi.futures()
    drawn, value = futures.drawn(futures.lead), futures.valuation(futures.lead)
    cash = drawn.inputs.cash[:, 0] - drawn.inputs.debt[:, 0]
    operations = 1e6 * float((value.frontier.means - cash).mean())
    covered = float(amount(told, "split.pre.listed.covered"))
    assert covered == pytest.approx(operations, abs=2)
    today = float(amount(told, "split.pre.listed.today"))
    assert float(amount(told, "split.pre.listed.progress")) == pytest.approx(
        operations - today, abs=2
    )


def test_the_bet_spans_the_three_treatments_of_the_best_paths(told: Measure, kimi: Inquiry) -> None:
    futures = kimi.futures()
    value = futures.valuation(futures.lead)
    ends = [np.percentile(t.means, (10, 90)) * 1e6 for t in value.tails]
    found = quantity(told, "split.pre.listed.bet").interval
    assert found is not None
    assert found.low == pytest.approx(4.8e9 - max(e[1] for e in ends))
    assert found.high == pytest.approx(4.8e9 - min(e[0] for e in ends))
    assert found.low < float(amount(told, "split.pre.listed.bet")) < found.high
    tails = [quantity(told, f"split.pre.listed.bet.tail_{i}") for i in range(3)]
    # The fewer of the best paths count, the larger the bet.
    assert tails[0].value < tails[1].value < tails[2].value


def test_every_number_of_a_row_rests_on_cash_and_revenue_and_only_a_post_money_one_on_new_money(
    told: Measure,
) -> None:
    for label, expected in (("pre", False), ("post", True)):
        cash = quantity(told, f"split.{label}.listed.cash")
        assert "fact:moonshot.cash_balance.2025-12-31" in cash.lineage
        assert ("assumption:new_money" in cash.lineage) == expected
    progress = quantity(told, "split.pre.listed.progress").lineage
    assert {"assumption:revenue", "class:listed", "method:record"} <= set(progress)


# --- the curve over revenue -------------------------------------------------------------------


def test_the_bet_falls_as_revenue_rises(told: Measure) -> None:
    points: Any = told.series["curve"]
    assert all(a["revenue"] < b["revenue"] for a, b in pairwise(points))
    assert all(a["bet"] > b["bet"] for a, b in pairwise(points))
    assert points[0]["share"] > 0.85
    assert points[-1]["share"] < 0


@pytest.mark.parametrize(("name", "share"), [("half", 0.5), ("zero", 0.0)])
def test_the_revenue_at_which_the_bet_is_half_or_nothing_is_read_off_the_curve(
    told: Measure, name: str, share: float
) -> None:
    points: Any = told.series["curve"]
    left, right = next((a, b) for a, b in pairwise(points) if a["share"] > share >= b["share"])
    part = (left["share"] - share) / (left["share"] - right["share"])
    between = log(left["revenue"]) + part * (log(right["revenue"]) - log(left["revenue"]))
    found = quantity(told, f"split.revenue_at.{name}")
    assert float(found.value) == pytest.approx(exp(between))


def test_the_curve_stands_first_where_revenue_is_assumed(told: Measure) -> None:
    assert told.tables[0].id == "split.curve"
    (missing,) = told.missing
    assert missing.name == "revenue"


# --- beside others ----------------------------------------------------------------------------


def test_beside_it_stand_the_companies_whose_revenue_cash_and_burn_are_public(
    told: Measure,
) -> None:
    (table,) = [t for t in told.tables if t.id == "split.beside"]
    shares = [row[2].value for row in table.rows if isinstance(row[2], Quantity)]
    assert len(shares) == 3  # MiniMax, Zhipu, xAI
    assert shares == sorted(shares)
    own = quantity(told, "split.pre.listed.share").value
    rank = 1 + sum(s < own for s in shares)
    assert any(f"ranks {rank} of 4" in note for note in told.notes)


# --- the sentence -----------------------------------------------------------------------------


def test_the_sentence_quotes_the_numbers_it_rests_on(told: Measure) -> None:
    covered = quantity(told, "split.pre.listed.covered").interval
    bet = quantity(told, "split.pre.listed.bet").interval
    assert covered is not None
    assert bet is not None
    for words in (
        "At 4.8bn USD (read as pre-money, in talks)",
        f"{short(amount(told, 'split.pre.listed.cash'))} or more is cash already paid in",
        f"cover {short(covered.low)} to {short(covered.high)}",
        f"the remaining {short(bet.low)} to {short(bet.high)} needs results that",
        "of 59 such companies reached",
        "Revenue is not public.",
    ):
        assert words in told.sentence
    assert told.sentence.endswith("This does not say that the price is wrong.")


def test_the_best_paths_share_is_printed(told: Measure) -> None:
    share = quantity(told, "split.pre.listed.best_share").value
    assert any(f"carries {percent(share, 2)} of the value" in note for note in told.notes)


# --- what is missing --------------------------------------------------------------------------


def test_without_any_revenue_the_split_is_a_curve_alone(cases: Any) -> None:
    told = split(cases.inquiry(revenue=None, growth=None, paths=2048))
    assert isinstance(told.answer, Missing)
    assert told.answer.name == "revenue"
    assert told.answer.need == "revenue of any recent period, or a run rate"
    assert [t.id for t in told.tables] == ["split.curve"]
    half = quantity(told, "split.revenue_at.half").value
    assert f"the bet is half of the price is {short(half)} USD" in told.sentence
    assert "revenue is not public" in told.sentence


def test_without_cash_or_anything_to_judge_it_by_the_split_says_what_it_needs(cases: Any) -> None:
    told = split(cases.inquiry(cash=None, burn=None, paths=2048))
    assert [m.name for m in told.missing] == ["burn", "cash"]
    assert told.sentence.startswith("The price cannot be split. ")
    for missing in told.missing:
        assert missing.need in told.sentence


def test_a_price_that_the_record_covers_says_so(cases: Any) -> None:
    told = split(cases.inquiry(price="100m", label="listed", paths=2048))
    bet = quantity(told, "split.listed.listed.bet")
    assert bet.interval is not None
    assert bet.interval.high < 0
    assert "the record covers the whole price, and" in told.sentence
    assert f"{short(-bet.interval.high)} to {short(-bet.interval.low)} more" in told.sentence


def test_the_reading_named_first_is_the_typed_one(cases: Any) -> None:
    told = split(cases.inquiry(tested="800m USD pre", paths=2048))
    assert told.basis.startswith("read as pre-money")
    assert {q.id.split(".")[1] for q in told.all_quantities() if q.id.endswith(".bet")} == {"pre"}


# --- size -------------------------------------------------------------------------------------


def lead_of(inquiry: Inquiry) -> Parts:
    company = inquiry.company
    label = company.price.labels[0] if company.price.labels else "listed"
    return parts(company, inquiry.futures(), inquiry.futures().lead, label)


def test_a_steady_software_company_at_eight_times_revenue_is_no_bet(cases: Any) -> None:
    """100m of revenue that grew by 40 percent, 75 percent of it margin, a year's costs in cash."""
    row = lead_of(cases.inquiry(price="800m", label="post", cash="100m", burn="0", paths=65_536))
    assert abs(row.share) < Decimal("0.15")
    assert row.standard_error < 0.02 * float(row.price)


@pytest.mark.parametrize(
    ("revenue", "growth", "price", "cash"),
    [
        # A year's costs in cash: revenue and 60m of burn. 51, 64 and 70 percent when written.
        ("100m", "100%", "2bn", "160m"),  # 20 times
        ("250m", "90%", "6bn", "310m"),  # 24 times
        ("300m", "120%", "9bn", "360m"),  # 30 times
    ],
)
def test_fast_growers_at_listing_are_a_bet_of_a_half_to_four_fifths(
    cases: Any, revenue: str, growth: str, price: str, cash: str
) -> None:
    row = lead_of(
        cases.inquiry(
            label="listed",
            revenue=revenue,
            growth=growth,
            price=price,
            cash=cash,
            burn="5m",
            paths=65_536,
        )
    )
    assert Decimal("0.5") < row.share < Decimal("0.8")


@pytest.mark.parametrize(
    ("revenue", "growth"), [("100m", "40%"), ("250m", "90%"), ("300m", "120%")]
)
def test_ten_years_on_revenue_passes_the_largest_company_on_next_to_no_path(
    cases: Any, revenue: str, growth: str
) -> None:
    futures = cases.inquiry(label="listed", revenue=revenue, growth=growth).futures()
    for reference in futures.classes:
        inputs = futures.drawn(reference).inputs
        setting = Record(inputs, nested_shocks(Draws(1), 40, 256), Policy(), risk_neutral=False)
        run(setting)
        assert float((setting.state.revenue > largest_revenue()).mean()) < 0.001, reference.name


def test_the_tail_is_carried_by_few_paths_only_in_part(cases: Any) -> None:
    for inquiry in (
        cases.inquiry(paths=16_384),
        cases.inquiry(label="listed", revenue="300m", growth="120%", price="9bn", paths=16_384),
    ):
        assert 0.01 < lead_of(inquiry).best_share < 0.25
