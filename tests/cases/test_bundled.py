"""The decisions that matter on the 402 bundled claims, as of two days.

Claim labels are those of the bundled files; the figures beside them are the rows' own.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.company.company import Company
from pricedin.company.figure import Known, Missing
from pricedin.company.peers import Multiple, Peer
from pricedin.dates import AsOf
from pricedin.facts.distribution import AtLeast
from pricedin.facts.fact import Fact
from pricedin.facts.grade import POINTS
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates
from pricedin.units import Money
from pricedin.workspace import Workspace

JANUARY, FEBRUARY = date(2026, 1, 20), date(2026, 2, 13)
BOTH = pytest.mark.parametrize("day", [JANUARY, FEBRUARY], ids=str)

Judge = Callable[[date], Judgement]
Find = Callable[[str, date], Company]


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def get(judgement: Judgement, fact_id: str) -> Fact:
    found = judgement.get(fact_id)
    assert found is not None, fact_id
    return found


def accepted(fact: Fact) -> set[str]:
    return {c.ref for c in fact.accepted}


def reasons(fact: Fact) -> dict[str, str]:
    return {r.claim.ref: r.reason for r in fact.rejected}


def set_aside(judgement: Judgement) -> dict[str, str]:
    return {r.claim.ref: r.reason for r in judgement.set_aside}


# --- the view ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "claims"), [(JANUARY, 375), (FEBRUARY, 401)])
def test_a_view_holds_what_was_reported_by_then_and_prices_of_days_gone_by(
    bundled: Workspace, day: date, claims: int
) -> None:
    view = bundled.ledger.view(AsOf.day(day))
    assert (len(view.claims), view.ahead) == (claims, ())
    late = {c.ref for c in view.claims if c.document.published > day}
    # Reported on 21 January: the market values of Zhipu and MiniMax on the 20th.
    assert late == ({"zhipu-102", "minimax-063"} if day == JANUARY else set())


# --- the price under test ---------------------------------------------------------------------


@BOTH
def test_the_price_under_test_is_4_8bn_in_talks_at_grade_d(
    bundled_company: Find, day: date
) -> None:
    # kimi-001 (E) tells it as settled; CNBC's sources (D, kimi-010) still as talks.
    price = bundled_company("kimi", day).price
    assert (price.headline, price.status, price.grade) == (usd("4.8e9"), "in_talks", "D")
    assert (price.event, price.day) == ("moonshot/c-plus-2026-01", JANUARY)
    assert "told as done by AiCoin, against a better grade" in price.flags


@BOTH
def test_4_8bn_is_read_as_pre_money_before_post(bundled_company: Find, day: date) -> None:
    price = bundled_company("kimi", day).price
    assert price.labels == ("pre", "post")
    assert {c.ref for c in price.readings["pre"].claims} == {"kimi-001", "kimi-022"}
    # Two origins of grade E say pre, nobody says post; one point each to begin with.
    pre, post = 1 + 2 * POINTS["E"], Decimal(1)
    assert price.readings["pre"].weight == (pre / (pre + post)).quantize(Decimal("0.01"))
    assert price.readings["post"].support == "nobody says so"


@BOTH
def test_how_much_the_round_brings_is_not_public(bundled_company: Find, day: date) -> None:
    assert isinstance(bundled_company("kimi", day).price.new_money, Missing)


@BOTH
def test_the_prior_round_is_4_3bn_and_best_read_as_post_money(
    bundled_company: Find, day: date
) -> None:
    prior = bundled_company("kimi", day).prior
    assert prior is not None
    assert (prior.event, prior.headline) == ("moonshot/series-c-2025-12", usd("4.3e9"))
    assert (prior.held_on, prior.fact.standing) == (date(2025, 12, 31), "fact")
    assert prior.best_label == "post"
    assert prior.readings["post"].weight > 4 * prior.readings["pre"].weight
    # Only the founding article says pre.
    assert {c.ref for c in prior.readings["pre"].claims} == {"kimi-002"}
    assert {"kimi-043", "kimi-037", "kimi-034"} <= {c.ref for c in prior.readings["post"].claims}
    assert prior.readings["post"].identities == (
        "talks at 3.8bn USD + 500m USD raised = 4.3bn USD",
    )


def test_the_talks_before_the_round_are_overtaken_by_it(bundled_judgement: Judge) -> None:
    # At 4.0bn in November (kimi-054) and 3.8bn in December, before it closed at 4.3bn.
    fact = get(bundled_judgement(JANUARY), "moonshot.valuation.series-c-2025-12")
    assert reasons(fact)["kimi-054"] == "in talks: overtaken by what was done"
    assert accepted(fact).isdisjoint({"kimi-054", "kimi-060", "kimi-062", "kimi-097"})


@pytest.mark.parametrize("name", ["kimi", "Kimi", "moonshot", "月之暗面"])
def test_kimi_is_found_by_every_name(bundled_company: Find, name: str) -> None:
    assert bundled_company(name, JANUARY).record.slug == "moonshot"


# --- cash, and what is missing ----------------------------------------------------------------


@BOTH
def test_the_cash_is_at_least_10bn_yuan_at_grade_b(bundled_judgement: Judge, day: date) -> None:
    # Yang Zhilin's letter (kimi-041, B); the article of 20 January (kimi-004, E) only repeats it.
    fact = get(bundled_judgement(day), "moonshot.cash_balance.2025-12-31")
    assert fact.value == Money(Decimal(10**10), "CNY")
    assert (fact.qualifier, fact.grade) == ("at_least", "B")
    assert {"kimi-041", "kimi-004"} <= accepted(fact)
    assert isinstance(fact.distribution, AtLeast)


@BOTH
def test_the_cash_is_about_1_43bn_dollars_and_30_percent_of_the_price(
    bundled_company: Find, day: date
) -> None:
    # At the day's rate, within 1 percent.
    held = bundled_company("kimi", day).cash.held
    assert isinstance(held, Known)
    assert float(held.distribution.central) == pytest.approx(1.43e9, rel=0.01)
    assert float(held.distribution.central) / 4.8e9 == pytest.approx(0.30, abs=0.005)


@BOTH
def test_no_revenue_of_kimi_is_public_and_none_is_told_as_known(
    bundled_company: Find, day: date
) -> None:
    kimi = bundled_company("kimi", day)
    assert kimi.revenues == ()
    assert "revenue" in {m.name for m in kimi.missing}


# --- listings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "since"), [("zhipu", date(2026, 1, 8)), ("minimax", date(2026, 1, 9))]
)
def test_zhipu_and_minimax_are_listed_since_8_and_9_january(
    bundled_company: Find, name: str, since: date
) -> None:
    assert find_peer(bundled_company("kimi", JANUARY), name).listed_since == since


@BOTH
def test_the_articles_pre_ipo_of_zhipu_is_stale(bundled_judgement: Judge, day: date) -> None:
    aside = set_aside(bundled_judgement(day))
    assert aside["kimi-009"].startswith("stale: listed since 2026-01-08")


def test_a_passing_mention_does_not_list_moonshot(
    bundled_judgement: Judge, bundled_company: Find
) -> None:
    # kimi-098, 13 February: "US-listed", by a named reporter, without date or price.
    assert set_aside(bundled_judgement(FEBRUARY))["kimi-098"].startswith("a passing mention")
    assert bundled_company("kimi", FEBRUARY).price.kind == "round"


# --- errors that real reports contain ---------------------------------------------------------


def test_minimax_revenue_of_2023_is_3_46m_by_its_parts(bundled_judgement: Judge) -> None:
    # 0.758m of AI-native products and 2.702m of the platform; another filing row says 2.46m.
    fact = get(bundled_judgement(JANUARY), "minimax.revenue.FY2023")
    assert fact.value == usd("3460000")
    assert accepted(fact) == {"minimax-001"}
    assert set(reasons(fact)) == {"minimax-014", "minimax-068"}
    assert all(r.startswith("the parts add up to another") for r in reasons(fact).values())


def test_zhipu_revenue_in_hong_kong_dollars_is_a_currency_mistaken(
    bundled_judgement: Judge,
) -> None:
    # zhipu-080: 312m HKD; the hearing pack (A) has 312m CNY.
    fact = get(bundled_judgement(JANUARY), "zhipu.revenue.FY2024")
    assert fact.value == Money(Decimal("312414000"), "CNY")
    assert "HKD is mistaken" in reasons(fact)["zhipu-080"]


@pytest.mark.parametrize(
    ("fact_id", "ref", "words"),
    [
        # 7.2tn KRW for 500m USD (about 720bn KRW)
        ("moonshot.amount_raised.series-c-2025-12", "kimi-047", "10 times"),
        # 698bn HKD for 69.8bn
        ("zhipu.market_cap.2026-01-09", "zhipu-079", "10 times"),
        # 243.8bn CNY for 24.38bn
        ("zhipu.valuation.b6-2025-05", "zhipu-082", "10 times"),
        # 2.12m users for 212m
        ("minimax.users.2025-09-30", "minimax-070", "a 100th of"),
    ],
)
def test_figures_off_by_a_power_of_ten_are_units_lost(
    bundled_judgement: Judge, fact_id: str, ref: str, words: str
) -> None:
    reason = reasons(get(bundled_judgement(JANUARY), fact_id))[ref]
    assert reason.startswith(words)
    assert reason.endswith("a unit lost on the way")


def test_a_tenth_of_minimax_revenue_is_refuted_by_the_parts(bundled_judgement: Judge) -> None:
    # minimax-069: 3.0523m for 30.523m of 2024.
    fact = get(bundled_judgement(JANUARY), "minimax.revenue.FY2024")
    assert fact.value == usd("30523000")
    assert "minimax-069" in reasons(fact)


def test_openais_run_rates_told_as_revenue_are_found_out(bundled_judgement: Judge) -> None:
    # 20bn and 6bn are the run rates at the ends of 2025 and 2024 (peers-015, peers-016, B).
    found = bundled_judgement(JANUARY)
    told = "a run rate told as revenue"
    assert set_aside(found)["peers-019"].endswith(told)
    of_2024 = get(found, "openai.revenue.FY2024")
    assert reasons(of_2024)["peers-020"].endswith(told)
    assert of_2024.value == usd("3.7e9")
    assert found.get("openai.revenue.FY2025") is None


def test_minimax_burn_of_280m_a_month_is_set_aside(bundled_judgement: Judge) -> None:
    # Its loss of nine months, 512m, is 57m a month (minimax-018, A).
    found = bundled_judgement(JANUARY)
    assert set_aside(found)["minimax-030"] == (
        "280m USD a month is over twice the loss of a month of 2025 9M, 56.9m USD"
    )


# --- peers ------------------------------------------------------------------------------------


def find_peer(company: Company, name: str) -> Peer:
    (found,) = [p for p in company.peers if p.record.slug == name]
    return found


def multiple(company: Company, name: str, basis: str, on: str = "equity value") -> Multiple:
    (found,) = [m for m in find_peer(company, name).multiples if m.on == on and m.basis == basis]
    return found


def test_zhipu_stands_at_222_to_259_times_its_doubled_half_year(
    bundled_company: Find, rates: ReferenceRates
) -> None:
    # Revenue of 2025H1 is 190.877m CNY (zhipu-010, A).
    found = multiple(bundled_company("kimi", JANUARY), "zhipu", "2025H1 × 12/6")
    doubled = 2 * Decimal("190.877e6")
    # 95.09bn HKD on 14 January (zhipu-103); 252 HKD × 440,230,190 shares on 18 January
    # (zhipu-101, zhipu-069); 13bn USD on the 20th (zhipu-102).
    prices = [
        Decimal("95.09e9") * rates.on("HKD", "CNY", date(2026, 1, 14)).value,
        252 * Decimal(440230190) * rates.on("HKD", "CNY", date(2026, 1, 18)).value,
        Decimal("13e9") * rates.on("USD", "CNY", date(2026, 1, 20)).value,
    ]
    assert found.low == pytest.approx(min(prices) / doubled)
    assert found.high == pytest.approx(max(prices) / doubled)
    assert found.value == pytest.approx(prices[-1] / doubled)
    assert (float(found.low), float(found.high)) == pytest.approx((222, 259), rel=0.01)


def test_minimax_stands_at_207_to_221_times_nine_months_annualised(
    bundled_company: Find, rates: ReferenceRates
) -> None:
    found = multiple(bundled_company("kimi", JANUARY), "minimax", "2025 9M × 12/9")
    yearly = Decimal("53.437e6") * 12 / 9  # minimax-010, A
    # 114.9bn HKD on the 14th (minimax-058), 123.1bn on the 13th (minimax-055), and 15.2bn USD on
    # the 20th (minimax-063).
    low = Decimal("114.9e9") * rates.on("HKD", "USD", date(2026, 1, 14)).value / yearly
    high = Decimal("123.1e9") * rates.on("HKD", "USD", date(2026, 1, 13)).value / yearly
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)
    assert found.value == pytest.approx(Decimal("15.2e9") / yearly)
    assert (float(found.low), float(found.high)) == pytest.approx((207, 221), rel=0.01)


def test_the_leading_multiple_of_a_listed_peer_is_enterprise_value_over_twelve_months(
    bundled_company: Find,
) -> None:
    for name in ("zhipu", "minimax"):
        best = find_peer(bundled_company("kimi", JANUARY), name).best
        assert best is not None
        assert (best.on, best.basis) == ("enterprise value", "last twelve months")


@BOTH
def test_openai_stands_at_25_times_its_run_rate(bundled_company: Find, day: date) -> None:
    # 500bn USD (peers-014) over 20bn (peers-015).
    assert multiple(bundled_company("kimi", day), "openai", "run rate").value == 25


@BOTH
def test_mistral_stands_at_39_times_its_signed_contracts(bundled_company: Find, day: date) -> None:
    # 11.7bn EUR (peers-041) over 300m EUR (peers-043).
    assert multiple(bundled_company("kimi", day), "mistral", "contract value").value == 39
    flags = find_peer(bundled_company("kimi", day), "mistral").flags
    assert flags == ("contracts signed, not revenue recognised",)


@BOTH
def test_new_listings_are_flagged_as_thin(bundled_company: Find, day: date) -> None:
    for name in ("zhipu", "minimax"):
        flags = find_peer(bundled_company("kimi", day), name).flags
        assert any(f.endswith("thin float, under lock-ups") for f in flags)


def test_what_is_new_by_13_february_are_the_peers_prices(bundled_company: Find) -> None:
    # 496 HKD × 440.23m shares (zhipu-105, zhipu-069); 210.29bn HKD (minimax-065).
    before, after = (bundled_company("kimi", day) for day in (JANUARY, FEBRUARY))
    assert (before.price.headline, before.price.day) == (after.price.headline, after.price.day)
    assert before.prior == after.prior
    for name in ("zhipu", "minimax"):
        old, new = (find_peer(c, name).price for c in (before, after))
        assert new.day == FEBRUARY
        assert new.value.amount > Decimal("1.5") * old.value.amount


# --- the sector -------------------------------------------------------------------------------


@BOTH
def test_a_count_that_says_funding_halved_shows_only_from_27_january(
    bundled_company: Find, day: date
) -> None:
    facts = bundled_company("kimi", day).sector_facts
    appeared = [f for f in facts if f.public_from == date(2026, 1, 27)]
    assert bool(appeared) == (day == FEBRUARY)
    assert all(f.public_from <= day for f in facts)


def test_the_counts_of_sector_funding_stay_apart(bundled_judgement: Judge) -> None:
    # +240 percent in the article, +18 and +85 by others: three scopes, three facts.
    found = {
        f.subject: f.value
        for f in bundled_judgement(JANUARY).facts
        if f.attribute == "growth_rate" and f.of == "sector_funding_total"
    }
    assert found["china_llm"] == Decimal("2.4")
    assert {Decimal("0.18"), Decimal("0.85")} <= set(found.values())
