"""Comparable companies on the same day: price, path, revenue, and what one buys of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pricedin.company.cash import Cash, cash_position
from pricedin.company.figure import Known, Missing
from pricedin.company.market import (
    RECENT,
    THIN,
    Path,
    Price,
    listed_prices,
    path,
    private_price,
)
from pricedin.company.operations import (
    Conversion,
    Revenue,
    growth,
    reporting_currency,
    revenues,
)
from pricedin.errors import NotFoundError, SourceError
from pricedin.facts.fact import Fact
from pricedin.facts.ledger import SubjectRecord
from pricedin.fx import Rates
from pricedin.units import Money

OLD_REVENUE = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """Price over yearly revenue, on equity or on enterprise value, with its revenue basis."""

    value: Decimal
    low: Decimal
    high: Decimal
    basis: str
    revenue: Revenue
    on: str  # "equity value" or "enterprise value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A comparable company as of the day."""

    record: SubjectRecord
    path: Path
    listed_since: date | None
    price: Price
    prices: tuple[Price, ...]
    multiples: tuple[Multiple, ...]
    cash: Cash
    growth: Known | Missing
    flags: tuple[str, ...] = ()

    @property
    def best(self) -> Multiple | None:
        """The multiple that leads: enterprise value where cash is known, latest revenue."""
        return self.multiples[0] if self.multiples else None


def peer(record: SubjectRecord, facts: Sequence[Fact], rates: Rates, day: date) -> Peer | Missing:
    """Return a peer on `day`, in the currency of its revenue, or what is missing to compare it.

    The price is converted at the day's rate and the revenue not at all, so that a multiple does
    not move with the exchange rates of the year that the revenue was earned in.
    """
    conversion = Conversion(
        currency=reporting_currency(facts, record.currency), rates=rates, day=day
    )
    kind, since = path(facts, day)
    try:
        prices = listed_prices(facts, conversion) if kind == "listed" else ()
        price = prices[0] if prices else private_price(facts, conversion)
    except (NotFoundError, SourceError) as error:
        return Missing(name=record.slug, reason=str(error), need="an exchange rate")
    if price is None:
        return Missing(name=record.slug, reason="no price is public", need="a closed valuation")
    recent = tuple(p for p in prices if price.day - p.day <= RECENT) or (price,)
    cash = cash_position(facts, conversion, price.day)
    told = revenues(facts, conversion)
    if not told:
        return Missing(name=record.slug, reason="no revenue is public", need="revenue")
    flags = list(price.flags)
    if since is not None and day - since <= THIN:
        flags.append(f"new listing of {since}: thin float, under lock-ups")
    if price.day - told[0].ends > OLD_REVENUE:
        flags.append(f"revenue of {told[0].ends} is over a year older than the price")
    if price.facts[0].attribute == "valuation" and told[0].basis == "contract_value":
        flags.append("contracts signed, not revenue recognised")
    return Peer(
        record=record,
        path=kind,
        listed_since=since,
        price=price,
        prices=recent,
        multiples=_multiples(price, recent, told, cash),
        cash=cash,
        growth=growth(facts, conversion),
        flags=tuple(flags),
    )


def _multiples(
    price: Price, recent: Sequence[Price], told: Sequence[Revenue], cash: Cash
) -> tuple[Multiple, ...]:
    latest = told[0].ends
    found = []
    for revenue in told:
        if latest - revenue.ends > timedelta(days=1):
            continue
        amount = revenue.figure.distribution.central
        if amount <= 0:
            continue
        sides = [("equity value", Decimal(0))]
        if isinstance(cash.held, Known):
            debt = cash.debt.distribution.central if isinstance(cash.debt, Known) else Decimal(0)
            sides.insert(0, ("enterprise value", debt - cash.held.distribution.central))
        for on, shift in sides:
            values = [(p.value.amount + shift) / amount for p in recent]
            found.append(
                Multiple(
                    value=(price.value.amount + shift) / amount,
                    low=min(values),
                    high=max(values),
                    basis=revenue.words,
                    revenue=revenue,
                    on=on,
                )
            )
    return tuple(found)


def revenue_at(price: Money, cash: Decimal, multiple: Multiple) -> Decimal:
    """Return the yearly revenue at which `price` carries a peer's multiple.

    On enterprise value the company's own `cash` (less debt) is taken off the price first; where
    it is more than the price, no revenue is needed at all.
    """
    base = price.amount - (cash if multiple.on == "enterprise value" else Decimal(0))
    return max(base, Decimal(0)) / multiple.value
