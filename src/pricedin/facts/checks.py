"""Identities that reports must keep, as detectors of what is wrong with them.

Each check looks at all claims of a view and yields findings: a claim that an identity supports,
or one to set aside, with the sentence that says why. A finding never changes a claim.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pricedin.claims.claim import Claim, in_words
from pricedin.dates import Period
from pricedin.facts.grade import rank
from pricedin.facts.topics import agrees, in_currency_of
from pricedin.fx import Rates
from pricedin.units import Money, short

IDENTITY = Decimal("0.02")  # parts are printed rounded


@dataclass(frozen=True, slots=True)
class Finding:
    """What an identity says of one claim."""

    claim: Claim
    holds: bool
    reason: str


Check = Callable[[Sequence[Claim], Rates], Iterator[Finding]]


def findings(claims: Sequence[Claim], rates: Rates) -> dict[str, list[Finding]]:
    """Run every check; findings by the uid of the claim."""
    result: dict[str, list[Finding]] = defaultdict(list)
    for check in CHECKS:
        for finding in check(claims, rates):
            result[finding.claim.uid].append(finding)
    return result


def parts_add_up(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """The whole of a period is the sum of its parts, where the parts are all told."""
    wholes: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    parts: dict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.attribute == "revenue" and claim.period and isinstance(claim.value, Money):
            key: tuple[object, ...] = (
                claim.subject,
                claim.period,
                claim.value.currency,
                claim.status,
            )
            if claim.of:
                held = parts[key].get(claim.of)
                if held is None or rank(claim.grade) < rank(held.grade):
                    parts[key][claim.of] = claim
            elif not claim.basis:
                wholes[key].append(claim)
    for whole_key, group in wholes.items():
        pieces = list(parts[whole_key].values())
        if len(pieces) < 2:
            continue
        whole = sum((p.number or Decimal(0) for p in pieces), Decimal(0))
        fitting = [c for c in group if _close(c.number, whole, Decimal("0.005"))]
        words = " + ".join(f"{p.of} {short(p.number or Decimal(0), 4)}" for p in pieces)
        for claim in fitting:
            yield Finding(claim, True, f"its parts add up to it: {words}")
        if fitting:
            worst = max(rank(p.grade) for p in pieces)
            for claim in group:
                if claim not in fitting and rank(claim.grade) >= worst:
                    yield Finding(claim, False, f"the parts add up to another figure: {words}")


def post_is_pre_plus_new(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Post-money is pre-money plus the new money of the same event."""
    events: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.event and claim.status in ("closed", "announced") and claim.money:
            events[claim.subject, claim.event].append(claim)
    for group in events.values():
        by = {
            name: [c for c in group if c.attribute == name]
            for name in ("pre_money_valuation", "post_money_valuation", "amount_raised")
        }
        for pre in by["pre_money_valuation"]:
            for new in by["amount_raised"]:
                added = in_currency_of(new, pre, rates)
                if added is None or pre.number is None:
                    continue
                for post in by["post_money_valuation"]:
                    told = in_currency_of(post, pre, rates)
                    if _close(told, pre.number + added):
                        words = f"{pre.value} before + {new.value} new = {post.value} after"
                        yield Finding(pre, True, words)
                        yield Finding(post, True, words)


def talks_lead_to_post(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """A headline that equals the price in talks plus the money raised is post-money."""
    for claim in claims:
        if claim.attribute != "post_money_valuation" or not claim.event:
            continue
        same = [c for c in claims if c.subject == claim.subject and c.event == claim.event]
        talks = [c for c in same if c.status == "in_talks" and c.attribute == "valuation"]
        raised = [c for c in same if c.status == "closed" and c.attribute == "amount_raised"]
        for talk in talks:
            for new in raised:
                before, added = (in_currency_of(c, claim, rates) for c in (talk, new))
                if before is None or added is None:
                    continue
                if _close(claim.number, before + added, Decimal("0.005")):
                    words = f"talks at {talk.value} + {new.value} raised = {claim.value}"
                    yield Finding(claim, True, words)


def price_times_shares(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Market value is the share price times the shares, on one day."""
    days: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.attribute in ("market_cap", "share_price", "shares_outstanding"):
            days[claim.subject, claim.held_on].append(claim)
    for group in days.values():
        for cap in (c for c in group if c.attribute == "market_cap"):
            for price in (c for c in group if c.attribute == "share_price"):
                for shares in (c for c in group if c.attribute == "shares_outstanding"):
                    paid = in_currency_of(price, cap, rates)
                    if (
                        paid is not None
                        and shares.number
                        and _close(cap.number, paid * shares.number)
                    ):
                        yield Finding(
                            cap, True, f"{price.value} × {short(shares.number, 5)} shares"
                        )


def offering_is_price_times_shares(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Gross proceeds of an offering are its final price times shares offered or issued."""
    offers: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.event and claim.status == "closed":
            offers[claim.subject, claim.event].append(claim)
    for group in offers.values():
        prices = [c for c in group if c.attribute == "ipo_price" and not c.basis]
        counts = [
            c for c in group if c.attribute == "ipo_shares" and c.basis in ("offered", "issued")
        ]
        told = [
            c
            for c in group
            if c.attribute == "ipo_proceeds" and c.basis == "gross" and c.qualifier != "at_most"
        ]
        fitting: dict[str, str] = {}
        for claim in told:
            for price in prices:
                for count in counts:
                    paid = in_currency_of(price, claim, rates)
                    if paid and count.number and _close(claim.number, paid * count.number):
                        fitting[claim.uid] = f"{price.value} × {short(count.number, 5)} shares"
        for claim in told:
            if claim.uid in fitting:
                yield Finding(claim, True, fitting[claim.uid])
            elif fitting:
                yield Finding(
                    claim,
                    False,
                    f"price times shares is another figure: {next(iter(fitting.values()))}",
                )


def margin_is_profit_over_revenue(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Gross margin is gross profit over revenue of the same period and source."""
    for margin in (c for c in claims if c.attribute == "gross_margin" and not c.of and c.period):
        for profit in _same_period(claims, margin, "gross_profit"):
            for revenue in _same_period(claims, margin, "revenue"):
                earned = in_currency_of(profit, revenue, rates)
                if earned is not None and revenue.number and margin.number is not None:
                    if abs(earned / revenue.number - margin.number) <= Decimal("0.006"):
                        words = f"{profit.value} of gross profit on {revenue.value}"
                        yield Finding(margin, True, words)
                        yield Finding(revenue, True, f"gross margin fits: {words}")


def growth_is_this_over_last(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Growth told for a period is the revenue of that period over the same one a year before."""
    for growth in claims:
        if growth.attribute != "growth_rate" or growth.of != "revenue" or not growth.period:
            continue
        for now in _same_period(claims, growth, "revenue"):
            for before in claims:
                if (
                    before.attribute == "revenue"
                    and before.subject == now.subject
                    and not before.of
                    and before.period
                    and growth.number is not None
                    and _a_year_before(before.period, growth.period)
                ):
                    earlier = in_currency_of(before, now, rates)
                    if earlier and now.number and _close(now.number / earlier, 1 + growth.number):
                        words = f"{before.value} a year before grew by what is told"
                        yield Finding(growth, True, words)
                        yield Finding(now, True, words)


def tenfold_slip(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """A figure off by a power of ten from a better one is a unit lost in translation."""
    for claim, better in _with_betters(claims, rates):
        mine = in_currency_of(claim, better, rates)
        if not mine or not better.number or mine * better.number <= 0:
            continue
        bounded = "at_least" in (claim.qualifier, better.qualifier)
        power = math.log10(float(mine / better.number))
        nearest = round(power)
        if nearest and abs(power - nearest) < (0.03 if claim.unit == better.unit else 0.06):
            if bounded and claim.qualifier != better.qualifier:
                continue
            if nearest > 0:
                off = f"{10**nearest:,} times"
            else:
                off = f"a {10**-nearest:,}th of"
            yield Finding(
                claim,
                False,
                f"{off} what {better.document.name} ({better.grade}) reports, "
                f"{in_words(better.value)}: a unit lost on the way",
            )


def same_number_other_currency(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """The digits of a better report with another currency's name are a currency mistaken."""
    for claim, better in _with_betters(claims, rates):
        mine, theirs = claim.money, better.money
        if mine is None or theirs is None or mine.currency == theirs.currency:
            continue
        if _close(mine.amount, theirs.amount, Decimal("0.005")) and not agrees(
            claim, better, rates
        ):
            yield Finding(
                claim,
                False,
                f"the same digits as {better.document.name} ({better.grade}) in "
                f"{theirs.currency}: {mine.currency} is mistaken",
            )


def run_rate_as_revenue(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """A year's revenue that equals the annualised run rate at its end is that run rate."""
    for claim in claims:
        if claim.attribute != "revenue" or claim.of or not claim.period:
            continue
        if not claim.period.is_fiscal_year or claim.status == "planned":
            continue
        for rate in claims:
            if (
                rate.attribute == "arr"
                and not rate.of
                and rate.subject == claim.subject
                and rate.held_on == claim.held_on
                and rank(rate.grade) < rank(claim.grade)
                and _close(in_currency_of(rate, claim, rates), claim.number)
            ):
                yield Finding(
                    claim,
                    False,
                    f"equals the annualised run rate that {rate.document.name} ({rate.grade}) "
                    f"gives for {rate.held_on}: a run rate told as revenue",
                )
                break


def round_within_total(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """One round cannot have raised more than all rounds to date."""
    totals = [c for c in claims if c.attribute == "total_raised" and c.qualifier != "at_least"]
    for claim in claims:
        if claim.attribute != "amount_raised" or claim.status != "closed":
            continue
        for whole in totals:
            if whole.subject != claim.subject or whole.held_on < claim.held_on:
                continue
            if rank(whole.grade) > rank(claim.grade):
                continue
            mine = in_currency_of(claim, whole, rates)
            if mine and whole.number and mine > whole.number * (1 + IDENTITY):
                yield Finding(
                    claim,
                    False,
                    f"more than all rounds to {whole.held_on} together, {whole.value} "
                    f"({whole.document.name}, {whole.grade})",
                )
                break


def burn_within_loss(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """Cash used in a month is not a multiple of the loss of a month of the same time."""
    losses = [c for c in claims if c.attribute == "net_loss" and c.period and not c.basis]
    for claim in claims:
        if claim.attribute != "burn" or claim.basis != "per_month":
            continue
        for loss in losses:
            if loss.subject != claim.subject or rank(loss.grade) > rank(claim.grade):
                continue
            if loss.period is None or abs(loss.held_on - claim.held_on) > timedelta(days=31):
                continue
            mine = in_currency_of(claim, loss, rates)
            if mine and loss.number and mine > 2 * loss.number / loss.period.span.months:
                yield Finding(
                    claim,
                    False,
                    f"{claim.value} a month is over twice the loss of a month of "
                    f"{loss.period}, {short(loss.number / loss.period.span.months)} {loss.unit}",
                )
                break


def listed_means_priced(claims: Sequence[Claim], rates: Rates) -> Iterator[Finding]:
    """A listing has a date or a price; a passing mention has neither, or comes too late."""
    for claim in claims:
        if claim.attribute != "listing_status" or not isinstance(claim.value, str):
            continue
        words = claim.value.casefold().replace("-", "_")
        dates = [
            c
            for c in claims
            if c.subject == claim.subject
            and c.attribute == "listing_date"
            and c.status in ("closed", "announced")
        ]
        priced = [
            c
            for c in claims
            if c.subject == claim.subject
            and c.attribute in ("share_price", "market_cap")
            and c.basis != "offer_price"
        ]
        if "pre_ipo" in words or "unlisted" in words:
            before = [c for c in dates if isinstance(c.value, date) and c.value <= claim.held_on]
            if before:
                day = before[0]
                yield Finding(
                    claim,
                    False,
                    f"stale: listed since {day.value} ({day.document.name}, {day.grade})",
                )
        elif "listed" in words and not dates and not priced:
            yield Finding(
                claim,
                False,
                "a passing mention: nobody gives a listing date or a price on an exchange",
            )


def _close(mine: Decimal | None, theirs: Decimal | None, within: Decimal = IDENTITY) -> bool:
    if not mine or not theirs:
        return False
    return abs(mine - theirs) <= within * max(abs(mine), abs(theirs))


def _a_year_before(earlier: Period, later: Period) -> bool:
    return earlier.span.months == later.span.months and (
        earlier.span.start.year + 1,
        earlier.span.start.month,
        earlier.span.start.day,
    ) == (later.span.start.year, later.span.start.month, later.span.start.day)


def _same_period(claims: Sequence[Claim], like: Claim, attribute: str) -> Iterator[Claim]:
    for claim in claims:
        if (
            claim.attribute == attribute
            and claim.subject == like.subject
            and claim.period == like.period
            and not claim.of
            and not claim.basis
        ):
            yield claim


def _with_betters(claims: Sequence[Claim], rates: Rates) -> Iterator[tuple[Claim, Claim]]:
    """Pair each number with a better graded one about the same thing."""
    from pricedin.facts.topics import topics

    for topic in topics(claims, rates):
        if len(topic.claims) < 2:
            continue
        best = min(topic.claims, key=lambda c: (rank(c.grade), c.status not in ("closed",)))
        for claim in topic.claims:
            if claim.number is not None and rank(claim.grade) > rank(best.grade):
                yield claim, best


CHECKS: tuple[Check, ...] = (
    parts_add_up,
    post_is_pre_plus_new,
    talks_lead_to_post,
    price_times_shares,
    offering_is_price_times_shares,
    margin_is_profit_over_revenue,
    growth_is_this_over_last,
    tenfold_slip,
    same_number_other_currency,
    run_rate_as_revenue,
    round_within_total,
    burn_within_loss,
    listed_means_priced,
)
