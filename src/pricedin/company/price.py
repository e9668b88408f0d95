"""The price under test: the question, not a fact.

By default the latest valuation anyone stated: latest valid date, then grade, then first public.
A relay does not renew a price: each origin dates it once, when it first spoke of it. A typed
price, a talk or a rumour can be tested as well; its status is always shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pricedin.claims.claim import Claim
from pricedin.company.figure import Known, Missing, known
from pricedin.company.market import Price, listed_prices, path
from pricedin.company.operations import Conversion
from pricedin.company.rounds import LABELS, Reading, Round
from pricedin.errors import EvidenceError, InputError
from pricedin.facts.distribution import Stated
from pricedin.facts.fact import Fact, Label
from pricedin.facts.grade import rank
from pricedin.fx import Rates
from pricedin.units import Money, parse_money

PriceKind = Literal["round", "listed", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceUnderTest:
    """A headline with its date, its status and the readings of its label."""

    headline: Money
    day: date
    kind: PriceKind
    status: str
    grade: str
    event: str = ""
    readings: Mapping[Label, Reading] = field(default_factory=dict)
    fact: Fact | None = None
    market: Price | None = None
    new_money: Known | Missing
    rivals: tuple[Claim, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """The readings in play, the best supported first; none for a price on an exchange.

        Where nothing supports either, post-money leads: reported valuations of large private
        companies are, by custom (Gornall and Strebulaev, Squaring Venture Capital Valuations with
        Reality, Journal of Financial Economics 135, 2020).
        """
        return tuple(sorted(self.readings, key=lambda n: (-self.readings[n].weight, n != "post")))

    @property
    def lineage(self) -> tuple[str, ...]:
        """Ids of what it rests on."""
        if self.fact is not None:
            return (f"fact:{self.fact.id}",)
        if self.market is not None:
            return tuple(f"fact:{f.id}" for f in self.market.facts) + tuple(
                rate.id for rate in self.market.rates
            )
        return ("typed:price",)


def default_price(
    facts: Sequence[Fact],
    talks: Sequence[Fact],
    found_rounds: Sequence[Round],
    rates: Rates,
    day: date,
) -> PriceUnderTest:
    """Return the latest valuation anyone stated by `day`.

    Raises
    ------
    EvidenceError
        If nobody stated one.
    """
    options: list[tuple[date, int, int, PriceUnderTest]] = []
    kind, _ = path(facts, day)
    if kind == "listed":
        for quoted in listed_prices(facts, Conversion(currency="USD", rates=rates, day=day))[:1]:
            options.append(_listed(quoted))
    for found in found_rounds:
        dated = _dated(found.fact)
        first = min(c.public_from for c in found.fact.accepted).toordinal()
        price = PriceUnderTest(
            headline=found.headline,
            day=dated,
            kind="round",
            status=found.fact.status,
            grade=found.fact.grade,
            event=found.event,
            readings=found.readings,
            fact=found.fact,
            new_money=found.new_money,
            rivals=tuple(r.claim for r in found.fact.rejected),
            flags=found.fact.flags,
        )
        options.append((dated, -rank(found.fact.grade), -first, price))
    for fact in talks:
        if fact.is_valuation and not fact.event and isinstance(fact.value, Money):
            price = PriceUnderTest(
                headline=fact.value,
                day=_dated(fact),
                kind="round",
                status=fact.status,
                grade=fact.grade,
                readings=_both(),
                fact=fact,
                new_money=Missing(name="new_money", reason="not public", need="the amount raised"),
                flags=fact.flags,
            )
            options.append((price.day, -rank(fact.grade), -fact.public_from.toordinal(), price))
    if not options:
        raise EvidenceError(
            f"no valuation was stated by {day}; give one, for example --price '4.8bn USD pre'"
        )
    return max(options, key=lambda o: o[:3])[3]


def _listed(price: Price) -> tuple[date, int, int, PriceUnderTest]:
    fact = price.facts[0]
    value = fact.value if isinstance(fact.value, Money) and len(price.facts) == 1 else price.value
    tested = PriceUnderTest(
        headline=value,
        day=price.day,
        kind="listed",
        status="closed",
        grade=fact.grade,
        market=price,
        fact=fact if len(price.facts) == 1 else None,
        new_money=Missing(
            name="new_money", reason="a price on an exchange brings none", need="nothing"
        ),
        rivals=tuple(r.claim for r in fact.rejected),
        flags=price.flags,
    )
    return price.day, -rank(fact.grade), -fact.public_from.toordinal(), tested


def _dated(fact: Fact) -> date:
    """Return the latest day on which an origin first spoke of it."""
    first: dict[str, date] = {}
    for claim in fact.accepted:
        day = first.get(claim.origin_name, claim.held_on)
        first[claim.origin_name] = min(day, claim.held_on)
    return max(first.values(), default=fact.held_on)


def _both(only: Label | None = None) -> dict[Label, Reading]:
    labels = (only,) if only else LABELS
    weight = Decimal(1) / len(labels)
    return {label: Reading(label=label, weight=weight, claims=()) for label in labels}


_TYPED = re.compile(
    r"^(?P<money>.+?)(?:[\s,]+(?P<label>pre|post|listed|market)(?:[- ]?(?:money|cap))?)?"
    r"(?:[\s,]+(?:raising|new|with)\s+(?P<new>.+))?$",
    re.IGNORECASE,
)


def typed_price(text: str, day: date, currency: str | None = None) -> PriceUnderTest:
    """Read a price as a person types it: ``4.8bn USD pre``, ``4.8bn USD post raising 500m``.

    Without a label both readings are kept, with equal weight.

    Raises
    ------
    InputError
        If it is not a price.

    Examples
    --------
    >>> typed_price("4.8bn USD pre, raising 500m", date(2026, 1, 20)).labels
    ('pre',)
    """
    found = _TYPED.match(text.strip())
    if found is None:
        raise InputError(f"'{text}' is not a price; write it like '4.8bn USD pre'")
    headline = parse_money(found["money"], currency)
    if headline.amount <= 0:
        raise InputError(f"a price is positive; got '{text}'")
    label = (found["label"] or "").lower()
    new_money: Known | Missing = Missing(
        name="new_money",
        reason="not typed",
        need="add it: '4.8bn USD post raising 500m'",
    )
    if found["new"]:
        raised = parse_money(found["new"], headline.currency)
        if raised.currency != headline.currency:
            raise InputError(f"'{text}' mixes {headline.currency} and {raised.currency}")
        new_money = known(
            "new_money", headline.currency, Stated(raised.amount), day, (), "as typed"
        )
    listed = label in ("listed", "market")
    return PriceUnderTest(
        headline=headline,
        day=day,
        kind="listed" if listed else "typed",
        status="typed, a question and not a fact",
        grade="",
        readings={} if listed else _both(label if label in LABELS else None),
        new_money=new_money,
    )
