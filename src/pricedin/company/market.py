"""Prices: of listed companies on a day, of private ones at their last event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from pricedin.company.operations import Conversion
from pricedin.facts.fact import Fact
from pricedin.fx import Rate
from pricedin.units import Money

Path = Literal["private", "pre-IPO", "listed"]

RECENT = timedelta(days=7)  # prices of the same week are shown as a range
THIN = timedelta(days=180)  # a new listing trades on a small float, under lock-ups


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a company was priced at on a day, in the conversion's currency."""

    value: Money
    day: date
    how: str
    facts: tuple[Fact, ...]
    rates: tuple[Rate, ...] = ()
    flags: tuple[str, ...] = ()


def path(facts: Sequence[Fact], day: date) -> tuple[Path, date | None]:
    """Return whether the company is private, on its way to a listing, or listed, and since when.

    A listing needs a date, or a price on an exchange; what is merely said does not list it.
    """
    dates = [
        f.value
        for f in facts
        if f.attribute == "listing_date" and isinstance(f.value, date) and f.value <= day
    ]
    if dates:
        return "listed", min(dates)
    traded = [
        f.held_on
        for f in facts
        if f.attribute in ("share_price", "market_cap") and f.basis != "offer_price"
    ]
    if traded:
        return "listed", min(traded)
    if any(f.attribute.startswith("ipo_p") or f.attribute == "ipo_shares" for f in facts):
        return "pre-IPO", None
    return "private", None


def listed_prices(facts: Sequence[Fact], conversion: Conversion) -> tuple[Price, ...]:
    """Return market values by day, the latest first; of one day the soundest first.

    A market value as printed comes before a share price times the shares outstanding, a close
    before a moment of the day.
    """
    shares = sorted(
        (f for f in facts if f.attribute == "shares_outstanding" and f.distribution),
        key=lambda f: f.held_on,
    )
    found: list[tuple[int, Price]] = []
    for fact in facts:
        if not isinstance(fact.value, Money) or fact.distribution is None:
            continue
        rate = conversion.rates.on(fact.value.currency, conversion.currency, fact.held_on)
        rates = () if rate.base == rate.quote else (rate,)
        if fact.attribute == "market_cap" and not fact.basis:
            price = Price(
                value=rate.convert(fact.value),
                day=fact.held_on,
                how="market value as printed",
                facts=(fact,),
                rates=rates,
            )
            found.append((0, price))
        elif fact.attribute == "share_price" and shares:
            counted = [f for f in shares if f.held_on <= fact.held_on] or shares[:1]
            count = counted[-1]
            number = count.distribution.central if count.distribution else Decimal(0)
            moment = fact.basis.replace("_", " ")
            flags = (f"{moment} of the day, not its close",) if moment else ()
            price = Price(
                value=rate.convert(fact.value) * number,
                day=fact.held_on,
                how=f"{fact.value} a share × {number:,.0f} shares",
                facts=(fact, count),
                rates=rates,
                flags=flags,
            )
            found.append((2 if moment else 1, price))
    found.sort(key=lambda item: (-item[1].day.toordinal(), item[0]))
    return tuple(price for _, price in found)


def private_price(facts: Sequence[Fact], conversion: Conversion) -> Price | None:
    """Return the last valuation that was closed, post-money where that is said."""
    found = [f for f in facts if f.is_valuation and isinstance(f.value, Money)]
    if not found:
        return None
    fact = max(found, key=lambda f: (f.held_on, -ord(f.grade)))
    value = fact.value
    post = [c for c in fact.labels.get("post", ()) if c.money]
    if post and post[0].money is not None:
        value = post[0].money
    if not isinstance(value, Money):
        return None
    rate = conversion.rates.on(value.currency, conversion.currency, fact.held_on)
    label = "post-money" if post else "pre-money" if fact.labels.get("pre") else "label not said"
    return Price(
        value=rate.convert(value),
        day=fact.held_on,
        how=f"last valuation, {label}",
        facts=(fact,),
        rates=() if rate.base == rate.quote else (rate,),
    )
