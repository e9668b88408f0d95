"""One planted fault a rule of pricedin.facts.judge, each beside a clean look-alike."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.facts.distribution import AtLeast, AtMost, Between, Mixture, Stated
from pricedin.facts.fact import Fact
from pricedin.facts.grade import LEAST_ERROR, POINTS
from pricedin.facts.judge import Judgement, effective_grade
from pricedin.units import Money, parse_money

Build = Callable[..., Claim]
Judged = Callable[..., Judgement]
Decide = Callable[..., Fact]
Judge = Callable[..., Judgement]

EVENT = {"event": "acme/series-a"}


def names(claims: tuple[Claim, ...]) -> set[str]:
    return {c.document.name for c in claims}


def reasons(fact: Fact) -> dict[str, str]:
    return {r.claim.document.name: r.reason for r in fact.rejected}


# --- 1. status --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["in_talks", "planned", "denied"])
def test_talks_plans_and_denials_never_become_facts(
    claim: Build, judged: Judge, status: str
) -> None:
    found = judged(claim("valuation", "5bn USD", grade="A", status=status, **EVENT))
    assert found.facts == ()
    assert [t.status for t in found.talks] == [status]


@pytest.mark.parametrize("status", ["closed", "announced", "rumoured"])
def test_what_was_done_announced_or_rumoured_is_a_fact(
    claim: Build, judged: Judge, status: str
) -> None:
    found = judged(claim("valuation", "5bn USD", status=status, **EVENT))
    assert found.talks == ()
    assert [f.status for f in found.facts] == [status]


def test_talks_of_a_better_grade_outweigh_a_worse_one_that_tells_them_as_done(
    claim: Build, decided: Decide
) -> None:
    talks = claim("valuation", "5bn USD", grade="C", status="in_talks", by="Wire", **EVENT)
    retold = claim("valuation", "5bn USD", grade="E", status="closed", by="Blog", **EVENT)
    fact = decided(talks, retold)
    assert (fact.standing, fact.status) == ("talk", "in_talks")
    assert fact.flags == ("told as done by Blog, against a better grade",)


def test_what_a_better_grade_tells_as_done_overtakes_the_talks(
    claim: Build, decided: Decide
) -> None:
    talks = claim("valuation", "5bn USD", grade="D", status="in_talks", by="Wire", **EVENT)
    done = claim("valuation", "5bn USD", grade="B", status="closed", by="Letter", **EVENT)
    fact = decided(talks, done)
    assert (fact.standing, fact.status, fact.flags) == ("fact", "closed", ())
    assert reasons(fact) == {"Wire": "in talks: overtaken by what was done"}


def test_of_equals_what_is_later_told_as_done_overtakes_the_talks(
    claim: Build, decided: Decide
) -> None:
    talks = claim(
        "valuation", "5bn USD", status="in_talks", grade="D", reported="2026-01-02", by="T", **EVENT
    )
    rumour = claim(
        "valuation", "5bn USD", status="rumoured", grade="D", reported="2026-01-09", by="R", **EVENT
    )
    fact = decided(talks, rumour)
    assert (fact.standing, fact.status) == ("fact", "rumoured")
    assert reasons(fact) == {"T": "in talks: overtaken by what was done"}


def test_a_rumour_is_a_fact_of_grade_d_at_best_and_says_so(claim: Build, decided: Decide) -> None:
    fact = decided(claim("valuation", "5bn USD", grade="B", status="rumoured", **EVENT))
    assert fact.grade == "D"
    assert fact.flags == ("rumoured, not confirmed",)
    assert fact.distribution == Stated(Decimal(5 * 10**9), LEAST_ERROR["D"])


@pytest.mark.parametrize(
    ("grade", "status", "effective"),
    [("A", "rumoured", "D"), ("D", "rumoured", "D"), ("E", "rumoured", "E"), ("A", "closed", "A")],
)
def test_a_rumour_is_never_raised_and_a_report_never_lowered(
    claim: Build, grade: str, status: str, effective: str
) -> None:
    assert effective_grade(claim("valuation", "5bn USD", grade=grade, status=status)) == effective


# --- 2. identities ----------------------------------------------------------------------------


def _parts(claim: Build, period: str) -> list[Claim]:
    return [
        claim("revenue", f"{n}m USD", grade="A", period=period, of=of, by=of)
        for n, of in ((60, "cloud"), (40, "licences"))
    ]


def test_a_figure_that_an_identity_contradicts_is_set_aside_whatever_its_grade(
    claim: Build, judged: Judge
) -> None:
    wrong = claim("revenue", "90m USD", grade="A", period="FY2024", by="Digest")
    right = claim("revenue", "100m USD", grade="A", period="FY2024", by="Filing")
    fact = judged(wrong, right, *_parts(claim, "FY2024")).get("acme.revenue.FY2024")
    assert fact is not None
    assert (names(fact.accepted), fact.resolution) == ({"Filing"}, "uncontested")
    assert reasons(fact) == {
        "Digest": "the parts add up to another figure: cloud 60m + licences 40m"
    }


def test_where_every_claim_of_a_topic_is_set_aside_there_is_no_fact(
    claim: Build, judged: Judge
) -> None:
    loss = claim("net_loss", "120m USD", grade="A", period="FY2024", by="Filing")
    burn = claim("burn", "30m USD", as_of="2024-12-31", basis="per_month", by="Paper")
    found = judged(loss, burn)
    assert [f.attribute for f in found.facts] == ["net_loss"]
    assert [r.claim.document.name for r in found.set_aside] == ["Paper"]


# --- 3. agreement -----------------------------------------------------------------------------


def test_prints_of_one_figure_stand_together(claim: Build, decided: Decide) -> None:
    fact = decided(
        claim("cash_balance", "100m USD", as_of="2025-12-31", by="One"),
        claim("cash_balance", "101m USD", as_of="2025-12-31", by="Other"),
    )
    assert names(fact.accepted) == {"One", "Other"}
    assert fact.resolution == "uncontested"


def test_ten_relays_of_one_origin_are_one_origin(claim: Build, decided: Decide) -> None:
    relays = [
        claim(
            "cash_balance",
            "100m USD",
            as_of="2025-12-31",
            by=f"Site {i}",
            origin="Wire, by hand" if i % 2 else "Wire",
            relay=True,
        )
        for i in range(10)
    ]
    fact = decided(*relays)
    assert len(fact.accepted) == 10
    assert fact.origins == ("wire",)
    assert fact.distribution == Stated(Decimal(10**8), LEAST_ERROR["C"])


def test_independent_origins_narrow_the_error_by_the_root_of_their_count(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        *(claim("cash_balance", "100m USD", as_of="2025-12-31", by=f"Site {i}") for i in range(4))
    )
    assert fact.distribution == Stated(Decimal(10**8), LEAST_ERROR["C"] / 2)  # four origins


def test_a_worse_origin_that_agrees_does_not_narrow_the_error(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        claim("cash_balance", "100m USD", grade="C", as_of="2025-12-31", by="Paper"),
        claim("cash_balance", "100m USD", grade="E", as_of="2025-12-31", by="Blog"),
    )
    assert fact.distribution == Stated(Decimal(10**8), LEAST_ERROR["C"])
    assert fact.origins == ("blog", "paper")


def test_a_bound_joins_the_figure_that_it_bounds_however_precise_it_is(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        claim("cash_balance", "125m USD", as_of="2025-12-31", qualifier="at_least", by="Bound"),
        claim("cash_balance", "130m USD", as_of="2025-12-31", by="Figure"),
    )
    assert fact.value == parse_money("130m USD")
    assert names(fact.accepted) == {"Bound", "Figure"}


def test_of_equals_the_more_precise_print_leads(claim: Build, decided: Decide) -> None:
    fact = decided(
        claim("cash_balance", "100m USD", as_of="2025-12-31", by="Round"),
        claim("cash_balance", "100.4m USD", as_of="2025-12-31", by="Precise"),
    )
    assert fact.value == parse_money("100.4m USD")


@pytest.mark.parametrize(
    ("fields", "distribution"),
    [
        ({"qualifier": "at_least"}, AtLeast(Decimal(10**8), LEAST_ERROR["C"])),
        ({"qualifier": "at_most"}, AtMost(Decimal(10**8), LEAST_ERROR["C"])),
        # the ends of a range are widened by the grade's error
        (
            {"high": "150m USD"},
            Between(Decimal(10**8) / Decimal("1.03"), Decimal("1.5e8") * Decimal("1.03")),
        ),
    ],
    ids=str,
)
def test_bounds_and_ranges_stay_what_they_are(
    claim: Build, decided: Decide, fields: dict[str, str], distribution: object
) -> None:
    told = claim("cash_balance", "100m USD", as_of="2025-12-31", **fields)
    assert decided(told).distribution == distribution


def test_what_is_told_in_words_has_no_distribution(claim: Build, decided: Decide) -> None:
    assert decided(claim("ipo_status", "not urgent")).distribution is None


# --- 4. choice --------------------------------------------------------------------------------


def _rivals(claim: Build, *given: dict[str, object]) -> list[Claim]:
    return [
        claim(
            "cash_balance",
            **{"value": f"{100 * (i + 1)}m USD", "as_of": "2025-12-31", "by": f"R{i}", **fields},
        )
        for i, fields in enumerate(given)
    ]


def test_a_better_grade_comes_before_more_origins_and_a_later_report(
    claim: Build, decided: Decide
) -> None:
    better, *worse = _rivals(
        claim,
        {"grade": "B", "reported": "2026-01-01"},
        {"grade": "C", "value": "200m USD"},
        {"grade": "C", "value": "200m USD"},
    )
    fact = decided(better, *worse)
    assert (fact.value, fact.grade, fact.resolution) == (better.value, "B", "resolved")


def test_of_one_grade_support_by_an_identity_comes_before_more_origins(
    claim: Build, judged: Judge
) -> None:
    # 56 of gross profit on 100 is a margin of 56 percent; nothing fits revenue of 80.
    told = [
        claim("revenue", "100m USD", grade="A", period="FY2024", by="One"),
        claim("revenue", "80m USD", grade="A", period="FY2024", by="Two"),
        claim("revenue", "80m USD", grade="A", period="FY2024", by="Three"),
        claim("gross_profit", "56m USD", grade="A", period="FY2024", by="One"),
        claim("gross_margin", "0.56", grade="A", period="FY2024", by="One"),
    ]
    fact = judged(*told).get("acme.revenue.FY2024")
    assert fact is not None
    assert (names(fact.accepted), fact.resolution) == ({"One"}, "resolved")
    assert reasons(fact)["Two"] == "an identity or more origins stand behind 100m USD"


def test_of_one_grade_more_origins_come_before_a_later_report(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        *_rivals(
            claim,
            {"value": "100m USD", "reported": "2026-01-01"},
            {"value": "100m USD", "reported": "2026-01-01"},
            {"value": "200m USD", "reported": "2026-01-09"},
        )
    )
    assert fact.value == parse_money("100m USD")


def test_of_equals_the_later_report_comes_first(claim: Build, decided: Decide) -> None:
    fact = decided(*_rivals(claim, {"reported": "2026-01-01"}, {"reported": "2026-01-09"}))
    assert fact.value == parse_money("200m USD")


# --- 5. what is left --------------------------------------------------------------------------


def test_a_rival_of_lower_grade_is_rejected_with_both_grades(claim: Build, decided: Decide) -> None:
    fact = decided(*_rivals(claim, {"grade": "B"}, {"grade": "D"}))
    assert fact.resolution == "resolved"
    assert fact.distribution == Stated(Decimal(10**8), LEAST_ERROR["B"])
    assert reasons(fact) == {"R1": "grade D against B: R0 says 100m USD"}


def test_a_rival_of_equal_standing_stays_and_the_fact_is_an_open_mixture(
    claim: Build, decided: Decide
) -> None:
    fact = decided(*_rivals(claim, {}, {}, {"value": "200m USD"}))
    # Two origins behind 200m, one behind 100m, each worth the points of grade C.
    points = POINTS["C"]
    assert fact.resolution == "open"
    assert isinstance(fact.distribution, Mixture)
    assert [(w, p.central) for w, p in fact.distribution.parts] == [
        (2 * points, Decimal("2e8")),
        (points, Decimal("1e8")),
    ]
    assert reasons(fact) == {"R0": "rival of equal standing, kept in the mixture beside 200m USD"}


def test_relays_add_no_weight_to_a_rival(claim: Build, decided: Decide) -> None:
    wire = {"value": "200m USD", "origin": "Wire"}
    fact = decided(*_rivals(claim, {}, wire, wire, wire))
    assert isinstance(fact.distribution, Mixture)
    assert {w for w, _ in fact.distribution.parts} == {POINTS["C"]}


def test_a_mixture_is_in_the_currency_of_the_claim_that_leads(
    claim: Build, decided: Decide
) -> None:
    # On 2026-01-16 one euro is 1.1617 USD (see test_fx).
    lead, rival = _rivals(
        claim,
        {"as_of": "2026-01-16", "reported": "2026-01-20"},
        {"value": "200m EUR", "as_of": "2026-01-16", "reported": "2026-01-19"},
    )
    fact = decided(lead, rival)
    assert isinstance(fact.distribution, Mixture)
    assert [p.central for _, p in fact.distribution.parts] == [
        Decimal("1e8"),
        Decimal("232340000"),
    ]


def test_two_prices_of_one_day_on_an_exchange_are_no_mixture(claim: Build, decided: Decide) -> None:
    fact = decided(
        *(claim("market_cap", f"{n}bn HKD", as_of="2026-01-09", by=f"R{n}") for n in (60, 70))
    )
    assert fact.resolution == "resolved"
    assert isinstance(fact.distribution, Stated)
    (reason,) = reasons(fact).values()
    assert reason == "another moment of the same day, or another source's count of shares"


# --- labels -----------------------------------------------------------------------------------


def test_labels_of_one_headline_are_kept_side_by_side_and_the_unlabelled_under_neither(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        claim("pre_money_valuation", "5bn USD", by="Pre", **EVENT),
        claim("post_money_valuation", "5bn USD", by="Post", **EVENT),
        claim("valuation", "5bn USD", by="Neither", **EVENT),
    )
    assert (fact.attribute, fact.resolution) == ("valuation", "uncontested")
    assert names(fact.accepted) == {"Pre", "Post", "Neither"}
    assert {label: names(said) for label, said in fact.labels.items()} == {
        "pre": {"Pre"},
        "post": {"Post"},
    }
    assert isinstance(fact.distribution, Stated)


def test_pre_and_post_that_the_new_money_joins_are_no_conflict(claim: Build, judged: Judge) -> None:
    told = [
        claim("pre_money_valuation", "4bn USD", by="Pre", **EVENT),
        claim("post_money_valuation", "5bn USD", by="Post", **EVENT),
        claim("amount_raised", "1bn USD", by="New", **EVENT),
    ]
    fact = judged(*told).get("acme.valuation.series-a")
    assert fact is not None
    assert set(reasons(fact).values()) == {
        "no conflict: the same round on the other side of its new money"
    }


# --- balances, times, names -------------------------------------------------------------------


def test_a_balance_told_again_later_merges_into_the_old_one_and_keeps_its_day(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        claim("cash_balance", "10bn CNY", grade="B", as_of="2025-12-31", by="Letter"),
        claim("cash_balance", "10bn CNY", grade="E", as_of="2026-01-20", by="Blog"),
    )
    assert (str(fact.held_on), fact.grade) == ("2025-12-31", "B")
    assert names(fact.accepted) == {"Letter", "Blog"}


def test_an_event_is_dated_by_the_first_day_that_its_best_sources_name(
    claim: Build, decided: Decide
) -> None:
    fact = decided(
        claim("valuation", "5bn USD", grade="C", as_of="2025-12-31", by="One", **EVENT),
        claim("valuation", "5bn USD", grade="C", as_of="2025-12-30", by="Other", **EVENT),
        claim("valuation", "5bn USD", grade="E", as_of="2025-12-01", by="Blog", **EVENT),
    )
    assert str(fact.held_on) == "2025-12-30"


def test_a_fact_is_public_from_its_first_report(claim: Build, decided: Decide) -> None:
    fact = decided(
        claim("cash_balance", "5m USD", as_of="2025-12-31", by="Late", reported="2026-01-09"),
        claim("cash_balance", "5m USD", as_of="2025-12-31", by="Early", reported="2026-01-02"),
    )
    assert str(fact.public_from) == "2026-01-02"


def test_facts_are_found_by_id_by_subject_and_by_attribute(claim: Build, judged: Judge) -> None:
    found = judged(
        claim("revenue", "5m USD", period="FY2024"),
        claim("cash_balance", "5m USD", as_of="2025-12-31"),
        claim("revenue", "7m USD", period="FY2024", subject="other"),
        claim("valuation", "5bn USD", status="in_talks", **EVENT),
    )
    assert [f.id for f in found.of("acme", "revenue")] == ["acme.revenue.FY2024"]
    assert {f.attribute for f in found.of("acme")} == {"revenue", "cash_balance"}
    talk = found.get("acme.valuation.series-a")
    assert talk is not None
    assert talk.value == Money(Decimal(5 * 10**9), "USD")
    assert found.get("acme.valuation.series-b") is None


def test_nothing_known_is_nothing_judged(judged: Judge) -> None:
    assert judged() == Judgement((), (), ())


def test_of_equals_later_talks_are_not_overtaken_by_an_earlier_report(
    claim: Build, judged: Judged
) -> None:
    made = judged(
        claim(
            "valuation",
            "5bn USD",
            event="acme/a",
            status="closed",
            reported="2026-01-01",
            by="early",
        ),
        claim(
            "valuation",
            "5bn USD",
            event="acme/a",
            status="in_talks",
            reported="2026-01-09",
            by="late",
        ),
    )
    (talk,) = made.talks
    assert talk.status == "in_talks"
