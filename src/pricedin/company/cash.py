"""Cash, debt, and how fast the cash goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pricedin.company.figure import Assumed, Known, Missing, known
from pricedin.company.operations import Conversion
from pricedin.dates import DAYS_PER_YEAR, MONTHS_PER_YEAR, years_between
from pricedin.facts.distribution import AtLeast, Between, Distribution, Stated
from pricedin.facts.fact import Fact
from pricedin.units import short

STALE = timedelta(days=90)
RECENT = timedelta(days=200)  # a later half-year does not hide a better one before it

# A net loss counts what uses no cash, above all the rising value of preferred shares. Where a
# company files both, cash used was 0.56 of the loss (Zhipu, first half of 2025) and the loss
# adjusted for such items 0.74 to 0.83 of it; for others the range is wider still.
CASH_SHARE_OF_LOSS = (Decimal("0.3"), Decimal("1.0"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """Cash as last stated, and as rolled forward to the day of the price.

    `stated` is what a source says. `held` is that, plus offering proceeds since, less burn since
    where the balance is stale. `in_kind` is payment in kind that may or may not be counted.
    """

    stated: Known | Missing
    held: Known | Missing
    debt: Known | Missing
    burn: Known | Assumed | Missing
    in_kind: Known | Missing
    months_told: Known | Missing
    notes: tuple[str, ...] = ()


def cash_position(facts: Sequence[Fact], conversion: Conversion, day: date) -> Cash:
    """Return what is known of cash on `day`, in the conversion's currency."""
    stated = _stated(facts, conversion)
    burn = burn_rate(facts, conversion)
    held, notes = _rolled(stated, burn, facts, conversion, day)
    return Cash(
        stated=stated,
        held=held,
        debt=_latest(facts, "bank_loans", conversion, "debt"),
        burn=burn,
        in_kind=_latest(facts, "in_kind_compute_credit", conversion, "in_kind"),
        months_told=_months(facts),
        notes=notes,
    )


def _candidates(facts: Sequence[Fact], attribute: str) -> list[Fact]:
    return [
        f for f in facts if f.attribute == attribute and not f.of and f.distribution is not None
    ]


def _latest(
    facts: Sequence[Fact], attribute: str, conversion: Conversion, name: str
) -> Known | Missing:
    found = _candidates(facts, attribute)
    for fact in sorted(found, key=lambda f: f.held_on, reverse=True):
        converted = conversion.stock(fact)
        if converted is not None:
            return known(
                name, conversion.currency, converted[0], fact.held_on, (fact,), "", converted[1]
            )
    return Missing(name=name, reason="not public", need=attribute)


def _stated(facts: Sequence[Fact], conversion: Conversion) -> Known | Missing:
    """Return the latest balance; of one day the better graded, then the wider definition."""
    options: list[Known] = []
    for fact in _candidates(facts, "cash_balance"):
        converted = conversion.stock(fact)
        if converted is not None:
            options.append(
                known(
                    "cash",
                    conversion.currency,
                    converted[0],
                    fact.held_on,
                    (fact,),
                    "cash balance as stated",
                    converted[1],
                )
            )
    for fact in _candidates(facts, "cash_and_equivalents"):
        converted = conversion.stock(fact)
        if converted is None:
            continue
        distribution, rates = converted
        used: tuple[Fact, ...] = (fact,)
        words = "cash and equivalents; other liquid assets are not public"
        for other in _candidates(facts, "financial_assets"):
            beside = conversion.stock(other)
            if other.held_on == fact.held_on and beside is not None:
                distribution = Stated(distribution.central + beside[0].central)
                used, rates = (fact, other), (*rates, *beside[1])
                words = "cash and equivalents + liquid financial assets"
        options.append(
            known("cash", conversion.currency, distribution, fact.held_on, used, words, rates)
        )
    if not options:
        return Missing(
            name="cash",
            reason="no cash balance is public",
            need="cash on a day; debt beside it",
        )
    return max(options, key=lambda o: (o.held_on, -ord(o.grade), o.distribution.central))


def burn_rate(facts: Sequence[Fact], conversion: Conversion) -> Known | Assumed | Missing:
    """Return cash used a year, from the best thing that tells it.

    In this order: cash from operations, a burn that is told and sound, a loss without
    non-cash items, a net loss (as a wide range below it), an average since founding.
    """
    options: list[tuple[int, Known]] = []  # order of preference, figure
    for fact in facts:
        if fact.distribution is None or fact.of:
            continue
        yearly = _yearly(fact)
        converted = conversion.flow(fact)
        if yearly is None or converted is None:
            continue
        distribution = converted[0]
        found = _burn_told(fact, distribution, yearly)
        if found is not None:
            order, amount, words = found
            figure = known(
                "burn",
                f"{conversion.currency} a year",
                amount,
                fact.held_on,
                (fact,),
                words,
                converted[1],
            )
            options.append((order, figure))
    if not options:
        return Missing(
            name="burn",
            reason="neither burn, nor cash flow, nor a loss is public",
            need="net burn a month",
        )
    newest = max(figure.held_on for _, figure in options)
    recent = [o for o in options if newest - o[1].held_on <= RECENT]
    return min(recent, key=lambda o: (o[0], -o[1].held_on.toordinal()))[1]


def _burn_told(
    fact: Fact, distribution: Distribution, yearly: Decimal
) -> tuple[int, Distribution, str] | None:
    """Return the order of preference, the yearly burn and its words, if the fact tells one."""
    amount = distribution.central * yearly
    if fact.attribute == "operating_cash_flow" and amount < 0:
        return 0, Stated(-amount, 0.05), f"cash used in operations, {fact.period}, a year"
    if fact.attribute == "burn" and fact.basis != "cumulative":
        # An average reckoned from what was raised says little of the pace now.
        average = fact.basis == "per_year" and fact.period is None and fact.grade == "E"
        words = f"burn as told, {fact.basis.replace('_', ' ') or fact.period}"
        return 4 if average else 1, distribution.scaled(yearly), words
    if fact.attribute == "net_loss" and fact.basis == "adjusted":
        return 2, Stated(amount, 0.15), f"adjusted loss, {fact.period}, a year"
    if fact.attribute == "net_loss" and not fact.basis:
        low, high = (amount * share for share in CASH_SHARE_OF_LOSS)
        words = f"net loss, {fact.period}, a year; between 0.3 and 1.0 of it is taken to be cash"
        return 3, Between(low, high), words
    return None


def _yearly(fact: Fact) -> Decimal | None:
    """Return the factor that makes the flow yearly."""
    if fact.basis == "per_month":
        return Decimal(MONTHS_PER_YEAR)
    if fact.basis == "per_year":
        return Decimal(1)
    if fact.period is None:
        return None
    months = fact.period.span.months
    return Decimal(MONTHS_PER_YEAR) / months if 3 <= months <= 12 else None


def _rolled(
    stated: Known | Missing,
    burn: Known | Assumed | Missing,
    facts: Sequence[Fact],
    conversion: Conversion,
    day: date,
) -> tuple[Known | Missing, tuple[str, ...]]:
    if isinstance(stated, Missing):
        return stated, ()
    notes: list[str] = []
    distribution: Distribution = stated.distribution
    used, rates = list(stated.facts), list(stated.rates)
    words = stated.how
    added = _offering_since(facts, conversion, stated.held_on, day)
    if added is not None:
        distribution = _plus(distribution, added.distribution.central)
        used += added.facts
        rates += added.rates
        words += f" + {added.how} {short(added.distribution.central)}"
    gap = day - stated.held_on
    if gap > STALE and not isinstance(burn, Missing):
        years = years_between(stated.held_on, day)
        spent = burn.distribution.central * years
        if isinstance(burn, Known):
            used += burn.facts
        left = distribution.central - spent
        low, high = burn.distribution.draw(0.9), burn.distribution.draw(0.1)
        span = (
            distribution.central - Decimal(str(low)) * years,
            distribution.central - Decimal(str(high)) * years,
        )
        distribution = Between(
            max(span[0], Decimal(0)), max(span[1], Decimal(0)), max(left, Decimal(0))
        )
        words += f" − burn of {short(spent)} over {gap.days} days"
        notes.append(
            f"the balance is {gap.days} days old; rolled forward by burn to {day.isoformat()}"
        )
    elif gap.days > 0 and not isinstance(burn, Missing):
        spent = burn.distribution.central * Decimal(gap.days) / DAYS_PER_YEAR
        notes.append(
            f"the balance is {gap.days} days old; at the burn that is known "
            f"{short(spent)} {conversion.currency} of it may be spent: shown as last stated"
        )
    if isinstance(distribution, AtLeast):
        notes.append("a lower bound: the answer at the bound comes first")
    figure = known(
        "cash",
        conversion.currency,
        distribution,
        stated.held_on if added is None and gap <= STALE else day,
        tuple(dict.fromkeys(used)),
        words,
        tuple(rates),
    )
    return figure, tuple(notes)


def _plus(distribution: Distribution, amount: Decimal) -> Distribution:
    if isinstance(distribution, AtLeast):
        ceiling = distribution.ceiling + amount
        return AtLeast(distribution.bound + amount, distribution.error, ceiling)
    if isinstance(distribution, Between):
        return Between(distribution.low + amount, distribution.high + amount)
    error = distribution.error if isinstance(distribution, Stated) else 0.0
    return Stated(distribution.central + amount, error)


def _offering_since(
    facts: Sequence[Fact], conversion: Conversion, since: date, day: date
) -> Known | None:
    """Return the money of a public offering after the balance was struck, net where told."""
    for basis in ("net", "gross"):
        for fact in facts:
            if fact.attribute != "ipo_proceeds" or fact.basis != basis:
                continue
            if not since < fact.held_on <= day or fact.distribution is None:
                continue
            converted = conversion.stock(fact)
            if converted is not None:
                return known(
                    "ipo_proceeds",
                    conversion.currency,
                    converted[0],
                    fact.held_on,
                    (fact,),
                    f"{basis} offering proceeds",
                    converted[1],
                )
    return None


def _months(facts: Sequence[Fact]) -> Known | Missing:
    found = _candidates(facts, "runway_months")
    if not found:
        return Missing(name="runway", reason="no source reckons it", need="runway_months")
    fact = max(found, key=lambda f: f.held_on)
    if fact.distribution is None:
        return Missing(name="runway", reason="told in words", need="runway_months")
    return known("runway", "months", fact.distribution, fact.held_on, (fact,), "as told")
