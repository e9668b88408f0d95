"""A company as of a moment: the price under test and every figure beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pricedin.company.cash import Cash, cash_position
from pricedin.company.demand import inferred_revenue
from pricedin.company.figure import Assumed, Figure, Known, Missing
from pricedin.company.operations import (
    Conversion,
    Revenue,
    costs,
    gross_margin,
    growth,
    reporting_currency,
    revenues,
)
from pricedin.company.peers import Peer, peer
from pricedin.company.price import PriceUnderTest, default_price, typed_price
from pricedin.company.rounds import Round, rounds
from pricedin.dates import AsOf
from pricedin.errors import Problem
from pricedin.facts.fact import Fact
from pricedin.facts.judge import Judgement, judge
from pricedin.facts.ledger import SubjectRecord, View
from pricedin.fx import Rates
from pricedin.reference import Sector, sector

PRIOR_PRICE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What is known of one company as of a moment, in the currency of its price.

    Money figures are in `currency`, converted at the day of the price; `price.day` is also the
    day on which cash, rates and the reference value are struck, with knowledge of `as_of`.
    """

    record: SubjectRecord
    sector: Sector
    as_of: AsOf
    currency: str
    conversion: Conversion
    price: PriceUnderTest
    rounds: tuple[Round, ...]
    revenue: Revenue | Assumed | Missing
    revenues: tuple[Revenue, ...]
    growth: Known | Assumed | Missing
    gross_margin: Known | Assumed | Missing
    costs: Mapping[str, Known]
    cash: Cash
    peers: tuple[Peer, ...]
    uncompared: tuple[Missing, ...]
    sector_facts: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    talks: tuple[Fact, ...]
    judgement: Judgement
    view: View
    problems: tuple[Problem, ...]

    @property
    def prior(self) -> Round | None:
        """The last priced event that was done before the price under test."""
        before = [
            r
            for r in self.rounds
            if r.fact.standing == "fact"
            and r.event != self.price.event
            and r.held_on <= self.price.day - PRIOR_PRICE
        ]
        return before[-1] if before else None

    @property
    def growth_told(self) -> tuple[Fact, ...]:
        """Growth the company or others claim, of whatever part."""
        return tuple(f for f in self.facts if f.attribute in ("growth_rate", "growth_multiple"))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is not known and would tighten the answer."""
        figures: tuple[Figure, ...] = (
            self.revenue.figure if isinstance(self.revenue, Revenue) else self.revenue,
            self.growth,
            self.gross_margin,
            self.cash.held,
            self.cash.burn,
            self.price.new_money,
        )
        found = [f for f in figures if isinstance(f, Missing) and f.need != "nothing"]
        found += [
            Missing(name=f.name, reason=f.reason, need=f"the figure itself; assumed {f.source}")
            for f in figures
            if isinstance(f, Assumed)
        ]
        return tuple(found)


def company(
    record: SubjectRecord,
    view: View,
    subjects: Sequence[SubjectRecord],
    rates: Rates,
    *,
    price: str | PriceUnderTest | None = None,
    judgement: Judgement | None = None,
) -> Company:
    """Assemble what `view` knows of a company.

    Parameters
    ----------
    record : SubjectRecord
        The company.
    view : View
        Claims on it, its peers and its sector, as of a moment.
    subjects : sequence of SubjectRecord
        All subjects of the workspace; peers are the other companies of the same sector.
    rates : Rates
        Exchange rates.
    price : str or PriceUnderTest, optional
        A price to test instead of the latest one stated, as typed or as another company has it.
    judgement : Judgement, optional
        Of the same view, if it was judged already.

    Raises
    ------
    EvidenceError
        If no valuation was stated by then and no price is given.
    """
    judgement = judgement or judge(view.claims, rates)
    day = view.as_of.valid_on
    mine = judgement.of(record.slug)
    talks = tuple(f for f in judgement.talks if f.subject == record.slug)
    tested = _price(record, mine, talks, rates, day, price)
    currency = tested.headline.currency
    conversion = Conversion(currency=currency, rates=rates, day=tested.day)
    others = {
        s.slug: judgement.of(s.slug)
        for s in subjects
        if s.kind == "company" and s.slug != record.slug and s.sector == record.sector
    }
    compared = [peer(s, others[s.slug], rates, day) for s in subjects if others.get(s.slug)]
    peers = tuple(p for p in compared if isinstance(p, Peer))
    told = revenues(mine, conversion)
    reporting = replace(conversion, currency=reporting_currency(mine, record.currency))
    return Company(
        record=record,
        sector=sector(record.sector),
        as_of=view.as_of,
        currency=currency,
        conversion=conversion,
        price=tested,
        rounds=rounds(mine, talks, conversion),
        revenue=told[0] if told else inferred_revenue(mine, others, conversion, tested.day),
        revenues=told,
        growth=growth(mine, reporting),
        gross_margin=gross_margin(mine, conversion),
        costs=costs(mine, conversion),
        cash=cash_position(mine, conversion, tested.day),
        peers=tuple(sorted(peers, key=lambda p: p.record.slug)),
        uncompared=tuple(p for p in compared if isinstance(p, Missing)),
        sector_facts=_sector_facts(record, subjects, judgement),
        facts=mine,
        talks=talks,
        judgement=judgement,
        view=view,
        problems=view.problems,
    )


def _price(
    record: SubjectRecord,
    facts: Sequence[Fact],
    talks: Sequence[Fact],
    rates: Rates,
    day: date,
    given: str | PriceUnderTest | None,
) -> PriceUnderTest:
    if isinstance(given, PriceUnderTest):
        return given
    if given is not None:
        return typed_price(given, day, record.currency or None)
    in_dollars = Conversion(currency="USD", rates=rates, day=day)
    return default_price(facts, talks, rounds(facts, talks, in_dollars), rates, day)


def _sector_facts(
    record: SubjectRecord, subjects: Sequence[SubjectRecord], judgement: Judgement
) -> tuple[Fact, ...]:
    slugs = [s.slug for s in subjects if s.kind == "sector" and s.sector == record.sector]
    return tuple(f for f in judgement.facts if f.subject in slugs)
