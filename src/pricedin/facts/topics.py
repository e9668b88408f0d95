"""Bringing claims about one thing and time together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from pricedin.claims.claim import Claim
from pricedin.claims.vocabulary import LISTED_PRICES, VALUATIONS
from pricedin.dates import Span
from pricedin.errors import NotFoundError, SourceError
from pricedin.facts.grade import rank
from pricedin.fx import Rates
from pricedin.units import Money

# Two prints of one figure differ by rounding and by the writer's rate of exchange.
SAME = Decimal("0.02")
SAME_APPROX = Decimal("0.06")
SAME_CONVERTED = Decimal("0.04")
# A bound is told because the figure lies near it.
NEAR_BOUND = Decimal("0.5")
# A balance repeated without a new date is the old balance.
RESTATED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing about one subject at one time."""

    id: str
    claims: tuple[Claim, ...]


def topics(claims: Iterable[Claim], rates: Rates) -> list[Topic]:
    """Group `claims`, in the order in which they became public.

    Valuations of one event are one topic whatever their label: the label is a reading of it.
    """
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.public_from, c.ref)):
        groups[_key(claim)].append(claim)
    merged = _merge_restatements(groups, rates)
    ids = Counter(_id(key) for key in merged)
    return [
        Topic(_id(key) if ids[_id(key)] == 1 else _id(key, marked=True), tuple(group))
        for key, group in merged.items()
    ]


def _id(key: tuple[str, ...], *, marked: bool = False) -> str:
    """Return the name of a topic; `marked` tells apart a part and a basis of the same word."""
    words = [f"{n}:{w}" if w and marked and n else w for n, w in zip(_KEY, key, strict=True)]
    return ".".join(word for word in words if word)


_KEY = ("", "", "of", "basis", "role", "party", "")


def family(attribute: str) -> str:
    """Return the name under which an attribute is brought together with its likes."""
    return "valuation" if attribute in VALUATIONS else attribute


def _key(claim: Claim) -> tuple[str, ...]:
    shape = claim.kind.shape
    if shape == "flow" and claim.period is not None:
        span = claim.period.span
        scope = _period_word(span)
    elif claim.event and (shape in ("event", "state") or claim.basis == "offer_price"):
        scope = claim.event.partition("/")[2] or claim.event
    else:
        scope = str(claim.held_on)
    # A cheque and the name of who wrote it are two things said about one investor.
    return (
        claim.subject,
        family(claim.attribute),
        claim.of,
        claim.basis,
        claim.role,
        claim.party,
        scope,
    )


def _period_word(span: Span) -> str:
    """Return one word for a period, whatever words it was told in."""
    year, first, months = span.start.year, span.start.month, span.months
    whole = span.start.day == 1 and span.end.day == 1
    if whole and months == 12 and first == 1:
        return f"FY{year}"
    if whole and months == 6 and first in (1, 7):
        return f"{year}H{1 if first == 1 else 2}"
    if whole and months == 3 and first in (1, 4, 7, 10):
        return f"{year}Q{(first + 2) // 3}"
    if whole and months < 12 and first == 1 and months > 1:
        return f"{year}M1-{months}"
    if whole and months == 1:
        return f"{year}-{first:02d}"
    return f"{span.start}_{span.last_day}"


def _merge_restatements(
    groups: dict[tuple[str, ...], list[Claim]], rates: Rates
) -> dict[tuple[str, ...], list[Claim]]:
    """Move a balance that only repeats an earlier, better one into the earlier one's group."""
    heads: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    result: dict[tuple[str, ...], list[Claim]] = {}
    for key in sorted(groups, key=lambda k: (k[:-1], groups[k][0].held_on)):
        group = groups[key]
        stock = group[0].kind.shape == "stock" and group[0].attribute not in LISTED_PRICES
        home = None
        if stock:
            for earlier in heads[key[:-1]]:
                best = min(result[earlier], key=lambda c: rank(c.grade))
                gap = group[0].held_on - best.held_on
                if timedelta(0) <= gap <= RESTATED and all(
                    rank(c.grade) > rank(best.grade)
                    and c.qualifier == best.qualifier
                    and agrees(c, best, rates)
                    for c in group
                ):
                    home = earlier
        if home is None:
            result[key] = list(group)
            heads[key[:-1]].append(key)
        else:
            result[home].extend(group)
    return result


def in_currency_of(claim: Claim, other: Claim, rates: Rates) -> Decimal | None:
    """Return the number of `claim` in the unit of `other`, at the rate of the day it holds for.

    What speaks of a later day than its report is converted at the day of the report. None where
    one of them is no number, or no rate is to be had.
    """
    mine, theirs = claim.value, other.value
    if isinstance(mine, Money) and isinstance(theirs, Money):
        if mine.currency == theirs.currency:
            return mine.amount
        try:
            day = min(claim.held_on, claim.public_from)
            rate = rates.on(mine.currency, theirs.currency, day)
        except (NotFoundError, SourceError):
            return None
        return rate.convert(mine).amount
    if isinstance(mine, Decimal) and isinstance(theirs, Decimal):
        return mine
    return None


def agrees(claim: Claim, other: Claim, rates: Rates) -> bool:
    """True if both can be prints of one figure."""
    if claim.number is None or other.number is None:
        return _same_words(claim, other)
    mine = in_currency_of(claim, other, rates)
    if mine is None:
        return False
    factor = mine / claim.number if claim.number else Decimal(1)
    low, high = mine, (claim.number_high * factor if claim.number_high is not None else mine)
    other_low = other.number
    other_high = other.number_high if other.number_high is not None else other.number
    converted = claim.unit != other.unit
    approx = "approx" in (claim.qualifier, other.qualifier)
    slack = max(SAME, SAME_CONVERTED if converted else SAME, SAME_APPROX if approx else SAME)
    down, up = _widened(low, high, claim.qualifier, slack)
    other_down, other_up = _widened(other_low, other_high, other.qualifier, slack)
    return down <= other_up and other_down <= up


def _widened(
    low: Decimal, high: Decimal, qualifier: str, slack: Decimal
) -> tuple[Decimal, Decimal]:
    half = slack / 2
    down, up = low - abs(low) * half, high + abs(high) * half
    if qualifier == "at_least":
        up = max(up, high * (1 + NEAR_BOUND))
    elif qualifier == "at_most":
        down = min(down, low * (1 - NEAR_BOUND / 4))
    return down, up


def _same_words(claim: Claim, other: Claim) -> bool:
    if isinstance(claim.value, tuple) and isinstance(other.value, tuple):
        mine = {name.casefold() for name in claim.value}
        theirs = {name.casefold() for name in other.value}
        return mine <= theirs or theirs <= mine
    if isinstance(claim.value, str) and isinstance(other.value, str):
        return claim.value.casefold() == other.value.casefold()
    return claim.value == other.value
