"""Odds of what comes first, and what was published beside them."""

from collections.abc import Callable
from typing import Any

import pytest

from pricedin.company.figure import Missing
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.outlook import LISTED_WORDS, WORDS, outlook
from pricedin.reference import table
from pricedin.simulation.odds import ODDS_COLUMNS
from pricedin.units import percent

Ask = Callable[[str], Measure]


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("outlook")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


@pytest.mark.parametrize("months", [12, 24])
def test_odds_add_to_one_and_no_new_price_is_one_of_them(told: Measure, months: int) -> None:
    odds = {name: float(quantity(told, f"outlook.{months}m.{name}").value) for name in WORDS}
    assert "none" in odds
    assert sum(odds.values()) == pytest.approx(1.0)
    assert all(0 <= chance <= 1 for chance in odds.values())


def test_each_number_is_that_of_the_simulation(told: Measure, kimi: Inquiry) -> None:
    """Asked at post-money: 4.8bn in talks, and the 500m of new money that stands in for it."""
    futures = kimi.futures()
    _, two = futures.odds(futures.lead, post_money=5300.0)
    for name in WORDS:
        found = quantity(told, f"outlook.24m.{name}")
        assert found.value == two.mean(name)
        assert found.interval is not None
        assert (found.interval.low, found.interval.high) == two.interval(name)
        assert found.standard_error == two.standard_error(name)


def test_each_number_rests_on_every_assumption_of_the_odds(told: Measure) -> None:
    lineage = quantity(told, "outlook.24m.up").lineage
    assert {f"assumption:{name}" for name in ODDS_COLUMNS} <= set(lineage)
    assert "class:listed" in lineage


def test_the_sentence_quotes_the_odds_it_names(told: Measure) -> None:
    by = {name: percent(quantity(told, f"outlook.24m.{name}").value, 2) for name in WORDS}
    assert told.sentence == (
        f"Within 24 months a higher price comes first on {by['up']} of paths, a lower one on "
        f"{by['down']}, a listing on {by['listing']}, a sale on {by['sale']}, running out of "
        f"money on {by['failure']}, and no new price at all on {by['none']}."
    )


def test_beside_it_stands_what_was_published_of_companies_of_its_size(told: Measure) -> None:
    (found,) = [t for t in told.tables if t.id == "outlook.published"]
    rows = [
        r
        for r in table("unicorn_vintage_outcomes").rows
        if r["start_valuation"] == "2_to_10bn" and 1.0 <= float(r["years"]) <= 2.8
    ]
    assert len(found.rows) == len(rows) > 0
    for printed, row in zip(found.rows, rows, strict=True):
        assert printed[1:] == (
            f"{row['up_pct']}%",
            f"{row['flat_pct']}%",
            f"{row['down_pct']}%",
            f"{row['removed_pct']}%",
            row["n"],
        )
    # 5.3bn post-money: the tier of 5 to 10bn of re-pricings.
    step = table("unicorn_step_multiples").one(subset="prior_5_to_10bn")
    assert f"of {step['n']} published re-pricings" in found.note
    assert percent(float(step["share_down"])) in found.note
    assert "a lower bound" in found.note


def test_down_rounds_are_as_often_down_as_published(told: Measure) -> None:
    """Of published re-pricings 12 to 28 percent were down, by size and by year."""
    up, flat, down = (
        float(quantity(told, f"outlook.24m.{n}").value) for n in ("up", "flat", "down")
    )
    assert 0.12 < down / (up + flat + down) < 0.28


# --- on an exchange, and what is missing ------------------------------------------------------


def test_on_an_exchange_only_the_level_of_the_price_counts(cases: Any) -> None:
    told = outlook(cases.inquiry(label="listed"))
    ids = {q.id.rpartition(".")[2] for q in told.all_quantities()}
    assert ids == set(LISTED_WORDS)
    assert [t.id for t in told.tables] == ["outlook.odds"]
    up, down = (percent(quantity(told, f"outlook.24m.{n}").value, 2) for n in ("up", "down"))
    assert f"higher than today's on {up} of paths and lower on {down}" in told.sentence


def test_without_any_revenue_it_says_what_it_needs(cases: Any) -> None:
    told = outlook(cases.inquiry(revenue=None, growth=None))
    assert isinstance(told.answer, Missing)
    assert told.sentence.startswith("Its future cannot be drawn. Revenue: ")
    assert "needs revenue of any recent period, or a run rate" in told.sentence


def test_with_money_in_hand_it_does_not_run_out(cases: Any) -> None:
    """100m of cash and no burn: the money that the round brought is in it."""
    told = outlook(cases.inquiry(new_money="100m"))
    assert float(quantity(told, "outlook.24m.failure").value) < 0.005
