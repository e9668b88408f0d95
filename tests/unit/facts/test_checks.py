"""One planted fault a check, each beside a clean look-alike that it must leave alone."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.facts import checks
from pricedin.facts.checks import CHECKS, Check, findings
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates
from pricedin.units import Money

Build = Callable[..., Claim]
Judged = Callable[..., Judgement]
Run = Callable[[Check, Sequence[Claim]], dict[str, tuple[bool, str]]]


@pytest.fixture(scope="module")
def run(rates: ReferenceRates) -> Run:
    """Return what a check says, by the name of the source: does the identity hold, and why."""

    def of(check: Check, claims: Sequence[Claim]) -> dict[str, tuple[bool, str]]:
        return {f.claim.document.name: (f.holds, f.reason) for f in check(claims, rates)}

    return of


def test_every_check_of_the_module_runs() -> None:
    public = {
        value
        for name, value in vars(checks).items()
        if callable(value)
        and getattr(value, "__module__", "") == checks.__name__
        and not name.startswith("_")
        and name not in ("Finding", "findings")
    }
    assert public == set(CHECKS)


def test_findings_are_kept_by_the_claim_they_are_about(claim: Build, rates: ReferenceRates) -> None:
    price = claim("share_price", "2 USD", as_of="2026-01-09")
    shares = claim("shares_outstanding", 50, as_of="2026-01-09")
    cap = claim("market_cap", "100 USD", as_of="2026-01-09")
    found = findings([price, shares, cap], rates)
    assert {uid: [f.holds for f in fs] for uid, fs in found.items()} == {cap.uid: [True]}


# --- parts_add_up -----------------------------------------------------------------------------


def _segments(claim: Build, *parts: int, **fields: str) -> list[Claim]:
    return [
        claim(
            "revenue",
            f"{n}m USD",
            **{"period": "FY2024", "of": f"p{i}", "by": f"Part {i}", **fields},
        )
        for i, n in enumerate(parts)
    ]


def test_parts_support_the_whole_they_add_up_to_and_refute_another(claim: Build, run: Run) -> None:
    right = claim("revenue", "100m USD", period="FY2024", by="Right")
    wrong = claim("revenue", "110m USD", period="FY2024", by="Wrong")
    found = run(checks.parts_add_up, [right, wrong, *_segments(claim, 60, 40)])
    assert found == {
        "Right": (True, "its parts add up to it: p0 60m + p1 40m"),
        "Wrong": (False, "the parts add up to another figure: p0 60m + p1 40m"),
    }


@pytest.mark.parametrize(
    "parts",
    [
        ((100,), {}),  # one part, though it equals one of the wholes
        ((60, 30), {}),  # parts that fit no whole: some may be missing
        ((60, 40), {"period": "2024H1"}),  # of another period
        ((60, 40), {"subject": "other"}),
        ((60, 40), {"status": "planned"}),
    ],
    ids=str,
)
def test_parts_that_are_not_all_of_this_whole_say_nothing_of_it(
    claim: Build, run: Run, parts: tuple[tuple[int, ...], dict[str, str]]
) -> None:
    wholes = [claim("revenue", f"{n}m USD", period="FY2024", by=f"Whole {n}") for n in (100, 110)]
    assert run(checks.parts_add_up, [*wholes, *_segments(claim, *parts[0], **parts[1])]) == {}


# --- post_is_pre_plus_new ---------------------------------------------------------------------


def _round(claim: Build, pre: str, new: str, post: str, **fields: str) -> list[Claim]:
    fields = {"event": "acme/a", "as_of": "2026-01-16", **fields}
    return [
        claim("pre_money_valuation", pre, by="Pre", **fields),
        claim("amount_raised", new, by="New", **fields),
        claim("post_money_valuation", post, by="Post", **fields),
    ]


def test_post_that_is_pre_plus_new_money_supports_both(claim: Build, run: Run) -> None:
    words = "4bn USD before + 1bn USD new = 5bn USD after"
    told = _round(claim, "4bn USD", "1bn USD", "5bn USD")
    assert run(checks.post_is_pre_plus_new, told) == {"Pre": (True, words), "Post": (True, words)}


def test_new_money_in_another_currency_counts_at_the_days_rate(claim: Build, run: Run) -> None:
    # 6.97bn CNY is 1bn USD on 2026-01-16 (see test_fx).
    told = _round(claim, "4bn USD", "6.97bn CNY", "5bn USD")
    assert set(run(checks.post_is_pre_plus_new, told)) == {"Pre", "Post"}


@pytest.mark.parametrize(
    "told",
    [
        (("4bn USD", "1bn USD", "5.2bn USD"), {}),  # 4 percent off, parts are rounded to 2
        (("4bn USD", "1bn USD", "4bn USD"), {}),  # the label swapped
        (("4bn USD", "1bn USD", "5bn USD"), {"status": "in_talks"}),
    ],
    ids=str,
)
def test_a_round_whose_sides_do_not_meet_has_no_support(
    claim: Build, run: Run, told: tuple[tuple[str, str, str], dict[str, str]]
) -> None:
    assert run(checks.post_is_pre_plus_new, _round(claim, *told[0], **told[1])) == {}


# --- talks_lead_to_post -----------------------------------------------------------------------


def _talks(claim: Build, post: str, **fields: str) -> list[Claim]:
    event = {"event": "acme/a", "as_of": "2026-01-16"}
    return [
        claim("valuation", "3.8bn USD", status="in_talks", by="Talks", **event),
        claim("amount_raised", "0.5bn USD", by="New", **event),
        claim("post_money_valuation", post, by="Post", **{**event, **fields}),
    ]


def test_the_price_in_talks_plus_the_money_raised_supports_post(claim: Build, run: Run) -> None:
    assert run(checks.talks_lead_to_post, _talks(claim, "4.3bn USD")) == {
        "Post": (True, "talks at 3.8bn USD + 500m USD raised = 4.3bn USD")
    }


@pytest.mark.parametrize(
    "told", [("3.8bn USD", {}), ("4.4bn USD", {}), ("4.3bn USD", {"event": "acme/b"})], ids=str
)
def test_a_headline_that_is_not_talks_plus_money_has_no_support(
    claim: Build, run: Run, told: tuple[str, dict[str, str]]
) -> None:
    assert run(checks.talks_lead_to_post, _talks(claim, told[0], **told[1])) == {}


def test_a_price_that_was_closed_is_no_price_in_talks(claim: Build, run: Run) -> None:
    _, *round_done = _talks(claim, "4.3bn USD")
    earlier = claim("valuation", "3.8bn USD", event="acme/a", as_of="2026-01-16", by="Closed")
    assert run(checks.talks_lead_to_post, [earlier, *round_done]) == {}


# --- price_times_shares -----------------------------------------------------------------------


def _market(claim: Build, cap: str, shares_on: str = "2026-01-16") -> list[Claim]:
    return [
        claim("share_price", "2 EUR", as_of="2026-01-16", by="Price"),
        claim("shares_outstanding", 50_000_000, as_of=shares_on, by="Shares"),
        claim("market_cap", cap, as_of="2026-01-16", by="Cap"),
    ]


@pytest.mark.parametrize("cap", ["100m EUR", "116.17m USD"])  # 1 EUR = 1.1617 USD that day
def test_price_times_shares_supports_the_market_value(claim: Build, run: Run, cap: str) -> None:
    assert run(checks.price_times_shares, _market(claim, cap)) == {
        "Cap": (True, "2 EUR × 50m shares")
    }


@pytest.mark.parametrize("given", [("105m EUR", "2026-01-16"), ("100m EUR", "2025-06-30")], ids=str)
def test_another_value_or_a_stale_count_of_shares_has_no_support(
    claim: Build, run: Run, given: tuple[str, str]
) -> None:
    assert run(checks.price_times_shares, _market(claim, *given)) == {}


# --- offering_is_price_times_shares -----------------------------------------------------------


def _offer(claim: Build, **more: str) -> list[Claim]:
    event = {"event": "acme/ipo", "as_of": "2026-01-08"}
    return [
        claim("ipo_price", "10 HKD", by="Price", **event),
        claim("ipo_shares", 1_000_000, basis="offered", by="Shares", **event),
        *(
            claim("ipo_proceeds", amount, basis="gross", by=by, **event)
            for by, amount in more.items()
        ),
    ]


def test_proceeds_that_are_price_times_shares_refute_another_figure(claim: Build, run: Run) -> None:
    found = run(
        checks.offering_is_price_times_shares, _offer(claim, Right="10m HKD", Wrong="12m HKD")
    )
    assert found == {
        "Right": (True, "10 HKD × 1m shares"),
        "Wrong": (False, "price times shares is another figure: 10 HKD × 1m shares"),
    }


def test_where_no_figure_fits_none_is_refuted(claim: Build, run: Run) -> None:
    # The over-allotment may be inside; only a figure that fits makes the others wrong.
    assert run(checks.offering_is_price_times_shares, _offer(claim, One="12m HKD")) == {}


def test_net_proceeds_are_less_than_price_times_shares_and_no_fault(claim: Build, run: Run) -> None:
    net = claim(
        "ipo_proceeds", "9m HKD", basis="net", event="acme/ipo", as_of="2026-01-08", by="Net"
    )
    found = run(checks.offering_is_price_times_shares, [*_offer(claim, Gross="10m HKD"), net])
    assert set(found) == {"Gross"}


def test_the_ends_of_a_price_range_are_no_price(claim: Build, run: Run) -> None:
    event = {"event": "acme/ipo", "as_of": "2026-01-08"}
    told = [
        claim("ipo_price", "10 HKD", basis="range_low", **event),
        claim("ipo_shares", 1_000_000, basis="offered", **event),
        claim("ipo_proceeds", "10m HKD", basis="gross", **event),
    ]
    assert run(checks.offering_is_price_times_shares, told) == {}


# --- margin_is_profit_over_revenue ------------------------------------------------------------


def _margin(claim: Build, margin: str, profit_of: str = "FY2024") -> list[Claim]:
    return [
        claim("gross_profit", "56m USD", period=profit_of, by="Profit"),
        claim("revenue", "100m USD", period="FY2024", by="Revenue"),
        claim("gross_margin", margin, period="FY2024", by="Margin"),
    ]


def test_a_margin_that_is_profit_over_revenue_supports_itself_and_the_revenue(
    claim: Build, run: Run
) -> None:
    words = "56m USD of gross profit on 100m USD"
    assert run(checks.margin_is_profit_over_revenue, _margin(claim, "0.56")) == {
        "Margin": (True, words),
        "Revenue": (True, f"gross margin fits: {words}"),
    }


@pytest.mark.parametrize("given", [("0.57", "FY2024"), ("0.56", "2024H1")], ids=str)
def test_a_margin_of_another_size_or_time_supports_nothing(
    claim: Build, run: Run, given: tuple[str, str]
) -> None:
    assert run(checks.margin_is_profit_over_revenue, _margin(claim, *given)) == {}


# --- growth_is_this_over_last -----------------------------------------------------------------


def _growth(claim: Build, told: str, before: str = "2024H1", **fields: str) -> list[Claim]:
    return [
        claim("revenue", "150m USD", period="2025H1", by="Now"),
        claim("revenue", "100m USD", period=before, by="Before"),
        claim(
            "growth_rate", told, **{"of": "revenue", "period": "2025H1", "by": "Growth", **fields}
        ),
    ]


def test_growth_that_is_this_period_over_the_last_supports_both(claim: Build, run: Run) -> None:
    words = "100m USD a year before grew by what is told"
    assert run(checks.growth_is_this_over_last, _growth(claim, "0.5")) == {
        "Growth": (True, words),
        "Now": (True, words),
    }


@pytest.mark.parametrize(
    "given",
    [
        ("0.6", "2024H1", {}),
        ("0.5", "2024H2", {}),  # the half just before, not a year before
        ("0.5", "2024Q2", {}),  # of another length, though it ends a year before
        ("0.5", "2024H1", {"of": "users"}),
    ],
    ids=str,
)
def test_growth_of_something_else_supports_nothing(
    claim: Build, run: Run, given: tuple[str, str, dict[str, str]]
) -> None:
    told, before, fields = given
    assert run(checks.growth_is_this_over_last, _growth(claim, told, before, **fields)) == {}


# --- tenfold_slip -----------------------------------------------------------------------------


def _two(claim: Build, better: str, worse: str, **fields: str) -> list[Claim]:
    return [
        claim("revenue", better, grade="A", period="FY2024", by="Filing"),
        claim("revenue", worse, **{"grade": "E", "period": "FY2024", "by": "Digest", **fields}),
    ]


@pytest.mark.parametrize(
    ("worse", "words"),
    [
        ("3.12bn CNY", "10 times"),
        ("31.2bn CNY", "100 times"),
        ("31.2m CNY", "a 10th of"),
        ("3.12m CNY", "a 100th of"),
        ("3.1bn CNY", "10 times"),  # printed rounded
    ],
)
def test_a_power_of_ten_off_a_better_figure_is_a_unit_lost(
    claim: Build, run: Run, worse: str, words: str
) -> None:
    assert run(checks.tenfold_slip, _two(claim, "312m CNY", worse)) == {
        "Digest": (
            False,
            f"{words} what Filing (A) reports, 312m CNY: a unit lost on the way",
        )
    }


def test_a_slip_shows_through_a_conversion(claim: Build, run: Run) -> None:
    # 312m CNY was about 42.7m USD at the end of 2024 (7.3 a dollar); here ten times that.
    assert set(run(checks.tenfold_slip, _two(claim, "312m CNY", "427m USD"))) == {"Digest"}


@pytest.mark.parametrize(
    ("worse", "fields"),
    [
        ("312m CNY", {}),
        ("2.5bn CNY", {}),  # eight times is wrong, but no lost unit
        ("-31.2m CNY", {}),
        ("3.12bn CNY", {"grade": "A"}),  # no better figure to go by
        ("3.12bn CNY", {"period": "FY2025"}),
        ("31.2m CNY", {"qualifier": "at_least"}),  # true: it is more than that
    ],
    ids=str,
)
def test_what_is_no_power_of_ten_off_a_better_figure_is_no_slip(
    claim: Build, run: Run, worse: str, fields: dict[str, str]
) -> None:
    assert run(checks.tenfold_slip, _two(claim, "312m CNY", worse, **fields)) == {}


# --- same_number_other_currency ---------------------------------------------------------------


def test_the_same_digits_in_another_currency_are_a_currency_mistaken(
    claim: Build, run: Run
) -> None:
    found = run(checks.same_number_other_currency, _two(claim, "312m CNY", "312m USD"))
    assert found == {"Digest": (False, "the same digits as Filing (A) in CNY: USD is mistaken")}


@pytest.mark.parametrize(
    ("worse", "fields"),
    [
        ("312m CNY", {}),
        ("43m USD", {}),  # rightly converted, at 7.3
        ("300m USD", {}),  # wrong, but not by its digits
        ("312m USD", {"grade": "A"}),
    ],
    ids=str,
)
def test_other_digits_or_no_better_figure_are_no_currency_mistaken(
    claim: Build, run: Run, worse: str, fields: dict[str, str]
) -> None:
    told = _two(claim, "312m CNY", worse, **fields)
    assert run(checks.same_number_other_currency, told) == {}


def test_digits_that_agree_at_the_rate_are_no_currency_mistaken(claim: Build, run: Run) -> None:
    # On 2022-08-22 the euro stood at 1.0001 dollars: the same digits are rightly converted.
    told = [
        claim("cash_balance", "100m EUR", grade="A", as_of="2022-08-22", by="Filing"),
        claim("cash_balance", "100m USD", grade="E", as_of="2022-08-22", by="Digest"),
    ]
    assert run(checks.same_number_other_currency, told) == {}


# --- run_rate_as_revenue ----------------------------------------------------------------------


def _run_rate(claim: Build, revenue: str, **fields: str) -> list[Claim]:
    return [
        claim("arr", "20bn USD", grade="B", as_of="2025-12-31", by="Letter"),
        claim("revenue", revenue, **{"grade": "E", "period": "FY2025", "by": "Table", **fields}),
    ]


def test_a_years_revenue_that_equals_the_run_rate_at_its_end_is_that_run_rate(
    claim: Build, run: Run
) -> None:
    assert run(checks.run_rate_as_revenue, _run_rate(claim, "20bn USD")) == {
        "Table": (
            False,
            "equals the annualised run rate that Letter (B) gives for 2025-12-31: a run rate "
            "told as revenue",
        )
    }


@pytest.mark.parametrize(
    ("revenue", "fields"),
    [
        ("13bn USD", {}),
        ("20bn USD", {"grade": "A"}),  # a filing knows its revenue better than a letter does
        ("20bn USD", {"period": "FY2024"}),
        ("20bn USD", {"period": "2025H2"}),
        ("20bn USD", {"of": "api"}),
        ("20bn USD", {"status": "planned"}),
    ],
    ids=str,
)
def test_revenue_that_is_not_that_run_rate_is_left_alone(
    claim: Build, run: Run, revenue: str, fields: dict[str, str]
) -> None:
    assert run(checks.run_rate_as_revenue, _run_rate(claim, revenue, **fields)) == {}


# --- round_within_total -----------------------------------------------------------------------


def _rounds(claim: Build, raised: str, **total: str) -> list[Claim]:
    return [
        claim("amount_raised", raised, grade="E", event="acme/a", as_of="2025-06-30", by="Round"),
        claim(
            "total_raised",
            "1bn USD",
            **{"grade": "C", "as_of": "2025-12-31", "by": "Total", **total},
        ),
    ]


def test_a_round_above_all_rounds_to_date_is_set_aside(claim: Build, run: Run) -> None:
    assert run(checks.round_within_total, _rounds(claim, "1.2bn USD")) == {
        "Round": (False, "more than all rounds to 2025-12-31 together, 1bn USD (Total, C)")
    }


@pytest.mark.parametrize(
    ("raised", "total"),
    [
        ("1.01bn USD", {}),  # rounding
        ("1.2bn USD", {"qualifier": "at_least"}),  # the total may be more
        ("1.2bn USD", {"as_of": "2025-01-31"}),  # a total of before the round
        ("7bn CNY", {}),  # below 1bn USD at 7.2
    ],
    ids=str,
)
def test_a_round_that_the_total_may_hold_is_left_alone(
    claim: Build, run: Run, raised: str, total: dict[str, str]
) -> None:
    assert run(checks.round_within_total, _rounds(claim, raised, **total)) == {}


# --- burn_within_loss -------------------------------------------------------------------------


def _burn(claim: Build, burn: str, **loss: str) -> list[Claim]:
    return [
        claim("burn", burn, as_of="2025-09-30", basis="per_month", by="Burn"),
        # 90 over nine months is 10 a month
        claim("net_loss", "90m USD", **{"grade": "A", "period": "2025 9M", "by": "Loss", **loss}),
    ]


def test_a_months_burn_over_twice_a_months_loss_is_set_aside(claim: Build, run: Run) -> None:
    assert run(checks.burn_within_loss, _burn(claim, "28m USD")) == {
        "Burn": (
            False,
            "28m USD a month is over twice the loss of a month of 2025 9M, 10m USD",
        )
    }


@pytest.mark.parametrize(
    ("burn", "loss"),
    [
        ("19m USD", {}),  # growth costs more cash than loss, up to twice
        ("28m USD", {"grade": "E"}),  # a worse source refutes nothing
        ("28m USD", {"period": "FY2024"}),  # a loss of another time
        ("28m USD", {"basis": "adjusted"}),
        ("28m USD", {"subject": "other"}),
    ],
    ids=str,
)
def test_a_burn_that_the_loss_may_hold_is_left_alone(
    claim: Build, run: Run, burn: str, loss: dict[str, str]
) -> None:
    assert run(checks.burn_within_loss, _burn(claim, burn, **loss)) == {}


# --- listed_means_priced ----------------------------------------------------------------------


def _listing(claim: Build) -> Claim:
    return claim("listing_date", date(2026, 1, 8), grade="A", as_of="2026-01-08", by="Exchange")


def test_a_company_that_is_listed_is_no_longer_before_its_listing(claim: Build, run: Run) -> None:
    stale = claim("listing_status", "Pre-IPO round started", as_of="2026-01-20", by="Blog")
    assert run(checks.listed_means_priced, [_listing(claim), stale]) == {
        "Blog": (False, "stale: listed since 2026-01-08 (Exchange, A)")
    }


def test_before_the_day_it_was_rightly_told_as_coming(claim: Build, run: Run) -> None:
    timely = claim("listing_status", "pre-IPO", as_of="2026-01-05", by="Blog")
    assert run(checks.listed_means_priced, [_listing(claim), timely]) == {}


def test_a_passing_mention_does_not_make_a_company_listed(claim: Build, run: Run) -> None:
    mention = claim("listing_status", "US-listed", as_of="2026-02-13", by="Wire")
    offer = claim("market_cap", "5bn HKD", basis="offer_price", as_of="2026-01-05", by="Offer")
    assert run(checks.listed_means_priced, [mention, offer]) == {
        "Wire": (
            False,
            "a passing mention: nobody gives a listing date or a price on an exchange",
        )
    }


def test_a_date_or_a_price_on_an_exchange_bears_the_mention_out(claim: Build, run: Run) -> None:
    mention = claim("listing_status", "listed", as_of="2026-02-13", by="Wire")
    price = claim("share_price", "5 HKD", as_of="2026-02-13", by="Exchange")
    assert run(checks.listed_means_priced, [mention, _listing(claim)]) == {}
    assert run(checks.listed_means_priced, [mention, price]) == {}


# --- nothing worse sets aside what is better ----------------------------------------------------


def test_a_worse_total_does_not_set_aside_a_filed_round(claim: Build, judged: Judged) -> None:
    made = judged(
        claim("amount_raised", "500m USD", grade="A", event="acme/a", as_of="2025-01-01", by="F"),
        claim("total_raised", "100m USD", grade="E", as_of="2025-12-01", by="B"),
    )
    assert not made.set_aside


def test_worse_parts_do_not_set_aside_a_filed_whole(claim: Build, judged: Judged) -> None:
    made = judged(
        claim("revenue", "100m USD", grade="A", period="FY2024", by="Filing"),
        claim("revenue", "90m USD", grade="E", period="FY2024", by="Blog"),
        claim("revenue", "50m USD", grade="E", period="FY2024", of="x", by="Blog one"),
        claim("revenue", "40m USD", grade="E", period="FY2024", of="y", by="Blog two"),
    )
    whole = made.get("acme.revenue.FY2024")
    assert whole is not None
    assert whole.value == Money(Decimal(10**8), "USD")


@pytest.mark.parametrize("year", [2023, 2024])
def test_growth_over_a_february_is_known_in_leap_years_too(
    claim: Build, judged: Judged, year: int
) -> None:
    made = judged(
        claim("revenue", "100 USD", period=f"{year}-02"),
        claim("revenue", "150 USD", period=f"{year + 1}-02"),
        claim("growth_rate", "0.5", of="revenue", period=f"{year + 1}-02"),
    )
    found = made.get(f"acme.revenue.{year + 1}-02")
    assert found is not None
    assert found.flags
