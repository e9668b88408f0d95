from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from pricedin.errors import InputError, NotFoundError
from pricedin.reference import sector, sectors, table
from pricedin.simulation.assumptions import (
    Assumption,
    default_assumptions,
    parse_range,
    with_overrides,
)
from pricedin.simulation.inputs import ASSUMPTION_COLUMNS
from pricedin.simulation.odds import ODDS_COLUMNS, odds_assumptions

DAY = date(2026, 1, 20)
SOFTWARE = default_assumptions(sector("software"), DAY)
EVERY = [
    *SOFTWARE.values(),
    *odds_assumptions(2, 4800.0, software=True).values(),
]
EACH = pytest.mark.parametrize("one", EVERY, ids=lambda a: a.key)


# --- what ships -------------------------------------------------------------------------------


def test_every_column_of_the_simulation_has_its_assumption() -> None:
    assert set(SOFTWARE) == set(ASSUMPTION_COLUMNS)
    assert set(odds_assumptions(2, 4800.0, software=True)) == set(ODDS_COLUMNS)


@EACH
def test_each_has_a_range_a_unit_and_words_for_where_it_comes_from(one: Assumption) -> None:
    assert one.low <= one.value <= one.high
    assert one.low < one.high
    assert one.unit
    assert len(one.reference) > 5


@EACH
def test_each_names_a_table_that_ships_or_says_that_it_is_a_judgement(one: Assumption) -> None:
    if one.table:
        assert table(one.table.removeprefix("table:")).id == one.table
    else:
        words = ("judgement", "statutory", "Journal", "yield")
        assert any(word in one.reference for word in words), one.reference


@pytest.mark.parametrize("name", sorted(sectors()))
@pytest.mark.parametrize("day", [date(2023, 6, 1), date(2025, 3, 1), DAY], ids=str)
def test_none_was_public_only_later_and_growth_for_ever_stays_below_the_yield(
    name: str, day: date
) -> None:
    found = default_assumptions(sector(name), day)
    assert [a.key for a in found.values() if a.public_from > max(day, date(2025, 1, 1))] == []
    assert found["terminal_growth"].high <= found["risk_free_rate"].value
    assert found["terminal_growth"].value < found["risk_free_rate"].value


@pytest.mark.parametrize("day", [DAY, date(2025, 6, 1)], ids=str)
@pytest.mark.parametrize(
    ("key", "column"),
    [("mature_operating_margin", "pretax_operating_margin"), ("revenue_beta", "unlevered_beta")],
)
def test_margin_and_beta_are_of_the_last_public_vintage_that_prints_them(
    key: str, column: str, day: date
) -> None:
    rows = table("damodaran_industry_excerpt").where(industry="Software (System & Application)")
    public = [r for r in rows if f"{r['vintage']}-05" <= day.isoformat() and r[column]]
    last = max(public, key=lambda r: r["vintage"])
    assert default_assumptions(sector("software"), day)[key].value == float(last[column])


def test_the_risk_free_rate_is_the_last_month_that_was_published() -> None:
    rows = table("us_10y_yield").rows
    # The mean of December 2025 was out by 20 January 2026, that of January was not.
    (december,) = [r for r in rows if list(r.values())[0].startswith("2025-12")]
    assert SOFTWARE["risk_free_rate"].value == pytest.approx(
        float(list(december.values())[1]) / 100
    )


# --- draws ------------------------------------------------------------------------------------


@EACH
def test_the_range_is_the_10th_and_90th_percentile_and_the_value_the_middle(
    one: Assumption,
) -> None:
    drawn = one.draw(ndtri(np.array([0.1, 0.5, 0.9])))
    assert drawn.tolist() == pytest.approx([one.low, one.value, one.high])


@EACH
def test_draws_rise_and_are_cut_at_three_deviations(one: Assumption) -> None:
    z = np.linspace(-8, 8, 161)
    drawn = one.draw(z)
    assert np.all(np.diff(drawn) >= 0)
    assert drawn[0] == one.draw(np.array([-3.0]))[0]
    assert drawn[-1] == one.draw(np.array([3.0]))[0]


def test_a_log_scale_multiplies_where_a_plain_one_adds() -> None:
    cut, tax = SOFTWARE["cut_years"], SOFTWARE["tax_rate"]
    # Between 0.5 and 2 years around 1: two deviations of a half are a quarter.
    twice = 2 * ndtri(0.9)
    assert float(cut.draw(np.array([-twice]))[0]) == pytest.approx(0.25)
    assert float(tax.draw(np.array([twice]))[0]) == pytest.approx(0.25 + 2 * 0.03)


# --- the user's own ---------------------------------------------------------------------------


def test_a_number_is_taken_as_given() -> None:
    found = with_overrides(SOFTWARE, {"tax_rate": "20%"}, {})["tax_rate"]
    assert (found.value, found.low, found.high) == (0.2, 0.2, 0.2)
    assert found.draw(np.array([-2.0, 0.0, 2.0])).tolist() == [0.2] * 3
    assert found.reference == "the user's own"
    assert found.table == ""
    assert found.unit == SOFTWARE["tax_rate"].unit


def test_a_range_is_drawn_from_its_middle() -> None:
    found = with_overrides(SOFTWARE, {"mature_operating_margin": "0.1..0.3"}, {})
    margin = found["mature_operating_margin"]
    assert (margin.low, margin.value, margin.high) == pytest.approx((0.1, 0.2, 0.3))
    assert margin.draw(ndtri(np.array([0.1, 0.9]))).tolist() == pytest.approx([0.1, 0.3])
    # Nothing else moved.
    assert {k: v for k, v in found.items() if k != margin.key} == {
        k: v for k, v in SOFTWARE.items() if k != margin.key
    }


def test_keys_that_are_read_elsewhere_are_passed_over() -> None:
    assert with_overrides(SOFTWARE, {"revenue": "50m"}, {"revenue": ""}) == SOFTWARE


def test_an_unknown_key_offers_near_ones() -> None:
    with pytest.raises(NotFoundError, match="no assumption 'taxrate'; did you mean 'tax_rate'"):
        with_overrides(SOFTWARE, {"taxrate": "0.2"}, {"revenue": ""})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a lot", "'a lot' is not a number"),
        ("", "'' is not a number"),
        ("0.3..0.1", "a range runs upwards; got '0.3..0.1'"),
        ("0.1..", "'' is not a number"),
        ("nan", "is not a finite number"),
        ("inf", "is not a finite number"),
    ],
)
def test_what_is_no_number_and_no_range_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace(".", r"\.")):
        with_overrides(SOFTWARE, {"tax_rate": text}, {})


@pytest.mark.parametrize(("key", "text"), [("cut_years", "0"), ("churn", "-0.1..0.2")])
def test_what_lies_on_a_log_scale_is_positive(key: str, text: str) -> None:
    with pytest.raises(InputError, match=f"{key} must be positive; got '{text}'"):
        with_overrides(SOFTWARE, {key: text}, {})


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("tax_rate", "20"),  # twenty percent is 0.2 or 20%
        ("tax_rate", "-0.1"),
        ("recovery", "1.7"),
        ("recovery", "-0.5"),
        ("risk_free_rate", "4"),
        ("equity_premium", "5"),
        ("mature_gross_margin", "70"),
        ("mature_operating_margin", "20"),
        ("raise_months", "-3"),
    ],
)
def test_a_value_that_its_unit_does_not_allow_is_refused(key: str, text: str) -> None:
    with pytest.raises(InputError, match=key):
        with_overrides(SOFTWARE, {key: text}, {})


@pytest.mark.parametrize(("key", "text"), [("odds.removal", "3"), ("odds.listing_share", "-1")])
def test_a_chance_outside_nothing_and_one_is_refused(key: str, text: str) -> None:
    with pytest.raises(InputError, match=key.replace(".", r"\.")):
        with_overrides(odds_assumptions(2, 4800.0, software=True), {key: text}, {})


@given(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: f"{x:.6f}"),
    st.floats(0, 1e6, allow_nan=False).map(lambda x: f"{x:.6f}"),
)
def test_a_range_reads_as_its_ends_and_their_middle(start: str, width: str) -> None:
    end = f"{float(start) + float(width):.6f}"
    low, value, high = parse_range(f"{start}..{end}")
    assert (low, high) == (float(start), float(end))
    assert value == (low + high) / 2


# --- the odds' own ----------------------------------------------------------------------------


def test_the_chance_of_a_next_round_spans_both_tables() -> None:
    for number in (1, 3, 7):
        name = f"{number}" if number < 6 else "6+"
        upper = table("next_round_by_number_us_vc").one(
            financing_year_cohort="all", round_number=name
        )
        lower = table("next_round_by_number_crunchbase2013").one(
            round_date="2005-2012", round_number=name
        )
        ends = sorted(float(r["p_next_within_1y"]) for r in (upper, lower))
        found = odds_assumptions(number, 500.0, software=True)["odds.next_round"]
        assert [found.low, found.high] == ends
        assert found.value == pytest.approx(sum(ends) / 2)


def test_chances_of_windows_are_those_of_the_regimes_table() -> None:
    (us,) = table("vc_regimes").where(
        series="US VC dollars, yearly log growth 2000-2022", rule="growth > 0 = boom"
    )
    found = odds_assumptions(2, 4800.0, software=True)
    assert found["odds.close_window"].value == float(us["p_boom_to_bust"])
    assert found["odds.open_window"].value == float(us["p_bust_to_boom"])


def test_leaving_the_list_is_read_from_the_tier_of_the_price() -> None:
    removal = {
        price: odds_assumptions(2, price, software=True)["odds.removal"]
        for price in (1500.0, 4800.0, 20_000.0)
    }
    for one, other in pairwise(removal.values()):
        assert (one.value, one.low, one.high) != (other.value, other.low, other.high)
    rates = [
        float(r["annual_removal_hazard"])
        for r in table("unicorn_vintage_outcomes").where(start_valuation="2_to_10bn")
        if 1.0 <= float(r["years"]) <= 4.5
    ]
    assert (removal[4800.0].low, removal[4800.0].high) == (min(rates), max(rates))
