"""What stands in for a figure that no fact gives: a stated range with its source.

A fallback is at least as wide as what evidence of its kind gives, so that losing the only support
of a figure never narrows an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from pricedin.company.company import Company
from pricedin.company.figure import Assumed, Known, Missing
from pricedin.company.operations import Revenue
from pricedin.errors import EvidenceError, InputError
from pricedin.facts.distribution import Between, Distribution, Stated
from pricedin.units import parse_fraction, parse_money, percent, short

FIGURES = ("revenue", "growth", "gross_margin", "burn", "cash", "debt", "new_money")

# Without peers: from a company that stalls to one that more than triples.
GROWTH_WITHOUT_PEERS = (Decimal("0.1"), Decimal("2.5"))
# With peers: they are those one has heard of, so the range starts well below the slowest.
SLOWER_THAN_PEERS = Decimal("0.4")
GROSS_MARGIN = (Decimal("0.2"), Decimal("0.8"))
# Without a burn, or without cash: it lasts up to five years, as funded companies plan.
RUNWAY_YEARS = (Decimal(1), Decimal(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Every figure that the future needs, each with its origin, in the company's currency.

    `shift_years` is how far the middle of what revenue is told of lies after the middle of the
    last twelve months: half a year for a run rate. `new_money_held` is True where the round is
    done and the balance was struck after it, so that it holds the new money already.
    """

    revenue: Known | Assumed | Missing
    shift_years: Decimal
    revenue_age: timedelta
    growth: Known | Assumed
    gross_margin: Known | Assumed
    burn: Known | Assumed | Missing
    cash: Known | Assumed | Missing
    debt: Known | Assumed
    new_money: Known | Assumed
    new_money_held: bool

    def given(self, name: str) -> Known | Assumed:
        """Return a figure that is needed.

        Raises
        ------
        EvidenceError
            If it is missing, with what would be needed.
        """
        found = next(f for f in self.figures() if f.name == name)
        if isinstance(found, Missing):
            raise EvidenceError(
                f"{name} is missing: {found.reason}; needed: {found.need}. Add a claim, or pass "
                f"--assume {name}=…"
            )
        return found

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What neither a fact nor a fallback gives."""
        return tuple(f for f in self.figures() if isinstance(f, Missing))

    def figures(self) -> tuple[Known | Assumed | Missing, ...]:
        """Return all of them, in a fixed order."""
        return (
            self.revenue,
            self.growth,
            self.gross_margin,
            self.burn,
            self.cash,
            self.debt,
            self.new_money,
        )


def filled(company: Company, given: Mapping[str, str] | None = None) -> Filled:
    """Return the company's figures, with fallbacks and the user's own in place.

    Parameters
    ----------
    company : Company
    given : mapping, optional
        The user's own figures by name, as typed: ``revenue=50m``, ``growth=120%``, ``burn=30m``
        (a year), or ranges ``20m..60m``. Money without a currency is in that of the price.
    """
    own = typed_figures(given or {}, company.currency)
    revenue, shift, age = _revenue(company)
    cash = _cash(company)
    burn: Known | Assumed | Missing = company.cash.burn
    if isinstance(burn, Missing):
        burn = _burn_from(own.get("cash", cash), company.currency)
    result = Filled(
        revenue=revenue,
        shift_years=shift,
        revenue_age=age,
        growth=_growth(company),
        gross_margin=_gross_margin(company),
        burn=burn,
        cash=cash,
        debt=company.cash.debt if isinstance(company.cash.debt, Known) else _no_debt(company),
        new_money=_new_money(company),
        new_money_held=_holds_new_money(company),
    )
    if "revenue" in own:
        result = replace(result, shift_years=Decimal(0), revenue_age=timedelta(0))
    return replace(result, **own)  # type: ignore[arg-type]


def typed_figures(given: Mapping[str, str], currency: str) -> dict[str, Assumed]:
    """Return the figures that the user typed, by name.

    Raises
    ------
    InputError
        If one is no number of its kind.
    """
    return {n: _typed(n, text, currency) for n, text in given.items() if n in FIGURES}


def _typed(name: str, text: str, currency: str) -> Assumed:
    fraction = name in ("growth", "gross_margin")
    left, dots, right = text.partition("..")

    def number(word: str) -> Decimal:
        if fraction:
            return parse_fraction(word)
        money = parse_money(word, currency)
        if money.currency != currency:
            raise InputError(f"{name}={text}: give it in {currency}, the currency of the price")
        return money.amount

    low = number(left)
    high = number(right) if dots else low
    if name not in ("growth", "burn", "gross_margin") and low < 0:
        raise InputError(f"{name}={text}: a negative amount; check the sign")
    if high < low:
        raise InputError(f"{name}={text}: a range runs upwards")
    if name == "gross_margin" and high > 1:
        raise InputError(f"{name}={text}: more than all of revenue; seventy percent is 70% or 0.7")
    if name == "growth" and low <= -1:
        raise InputError(f"{name}={text}: revenue cannot fall by all of itself or more")
    distribution: Distribution = Between(low, high) if dots else Stated(low)
    return Assumed(
        name=name,
        unit="fraction" if fraction else currency,
        distribution=distribution,
        source="the user's own",
        reason="typed by the user",
    )


def _revenue(company: Company) -> tuple[Known | Assumed | Missing, Decimal, timedelta]:
    revenue = company.revenue
    if not isinstance(revenue, Revenue):
        return revenue, Decimal(0), timedelta(0)
    age = max(timedelta(0), company.price.day - revenue.ends)
    if revenue.basis == "last_twelve_months":
        shift = Decimal(0)
    elif revenue.basis == "annualised" and revenue.period is not None:
        shift = (6 - Decimal(revenue.period.span.months) / 2) / 12
    else:
        shift = Decimal("0.5")
    return revenue.figure, shift, age


def _growth(company: Company) -> Known | Assumed:
    if isinstance(company.growth, Known | Assumed):
        return company.growth
    told = [(p, p.growth) for p in company.peers if isinstance(p.growth, Known)]
    low, high = GROWTH_WITHOUT_PEERS
    source = f"judgement: {percent(low)} to {percent(high)} a year, no peer's growth is known"
    lineage: tuple[str, ...] = ()
    if told:
        # The tail that grows tenfold is a company of another size; the middle peers are taken.
        values = sorted(f.distribution.central for _, f in told)
        middle = values[: max(1, (len(values) + 1) // 2 + 1)]
        low, high = middle[0] * SLOWER_THAN_PEERS, middle[-1]
        names = ", ".join(f"{p.record.name} {percent(f.distribution.central)}" for p, f in told)
        source = f"by analogy with peers ({names}), from {SLOWER_THAN_PEERS} times the slowest"
        lineage = tuple(dict.fromkeys(i for _, f in told for i in f.lineage))
    return Assumed(
        name="growth",
        unit="fraction a year",
        distribution=Between(low, high),
        source=source,
        reason="no growth of revenue is public",
        lineage=lineage,
    )


def _gross_margin(company: Company) -> Known | Assumed:
    if isinstance(company.gross_margin, Known | Assumed):
        return company.gross_margin
    return Assumed(
        name="gross_margin",
        unit="fraction",
        distribution=Between(*GROSS_MARGIN),
        source="judgement: from the thin margins of model makers to those of listed software",
        reason="no gross margin of the whole company is public",
    )


def _burn_from(cash: Known | Assumed | Missing, currency: str) -> Assumed | Missing:
    if isinstance(cash, Missing):
        return Missing(
            name="burn",
            reason="neither burn, nor cash flow, nor a loss is public, and no cash to judge it by",
            need="cash used in a period, or a loss",
        )
    amount = cash.distribution.central
    low, high = amount / RUNWAY_YEARS[1], amount / RUNWAY_YEARS[0]
    return Assumed(
        name="burn",
        unit=f"{currency} a year",
        distribution=Between(low, high),
        source="judgement: the cash lasts between one and five years",
        reason="neither burn, nor cash flow, nor a loss is public",
        lineage=cash.lineage,
    )


def _cash(company: Company) -> Known | Assumed | Missing:
    """Return cash as told, or what it cannot exceed; the price under test says nothing of it."""
    held = company.cash.held
    if isinstance(held, Known):
        return held
    most, source, lineage = _raised(company)
    if most is None and isinstance(company.cash.burn, Known):
        most = RUNWAY_YEARS[1] * company.cash.burn.distribution.central
        source = f"judgement: between nothing and {RUNWAY_YEARS[1]} years of burn"
        lineage = company.cash.burn.lineage
    if most is None or most <= 0:
        return Missing(
            name="cash",
            reason="no cash balance is public, nor what was raised, nor a burn to judge it by",
            need="cash on a day, or what was raised to date",
        )
    return Assumed(
        name="cash",
        unit=company.currency,
        distribution=Between(Decimal(0), most),
        source=source,
        reason="no cash balance is public",
        lineage=lineage,
    )


def _raised(company: Company) -> tuple[Decimal | None, str, tuple[str, ...]]:
    """Return what was raised to date, as told or as the sum of the rounds that are known."""
    for fact in company.facts:
        converted = company.conversion.stock(fact) if fact.attribute == "total_raised" else None
        if converted is not None:
            source = "between nothing and all that was raised to date"
            return converted[0].central, source, (f"fact:{fact.id}",)
    done = [
        found.new_money
        for found in company.rounds
        if isinstance(found.new_money, Known) and found.fact.standing == "fact"
    ]
    if not done:
        return None, "", ()
    total = sum((money.distribution.central for money in done), Decimal(0))
    source = f"between nothing and what {len(done)} known rounds raised"
    return total, source, tuple(dict.fromkeys(i for money in done for i in money.lineage))


def _no_debt(company: Company) -> Assumed:
    return Assumed(
        name="debt",
        unit=company.currency,
        distribution=Stated(Decimal(0)),
        source="judgement: venture-funded companies of this kind carry little",
        reason="no debt is public; taken as none",
    )


def _holds_new_money(company: Company) -> bool:
    held = company.cash.held
    return (
        company.price.status in ("closed", "announced")
        and company.price.kind == "round"
        and isinstance(held, Known)
        and held.held_on >= company.price.day
    )


def _new_money(company: Company) -> Known | Assumed:
    """Return the new money of the tested round, or the range of the company's earlier rounds."""
    tested = company.price.new_money
    if isinstance(tested, Known):
        return tested
    sizes: list[tuple[Decimal, str]] = []
    for found in company.rounds:
        if isinstance(found.new_money, Known) and found.fact.standing == "fact":
            sizes.append((found.new_money.distribution.central, found.new_money.lineage[0]))
    if company.price.kind == "listed":
        distribution: Distribution = Stated(Decimal(0))
        source, reason = "a price on an exchange brings none", "listed"
    elif sizes:
        amounts = [s[0] for s in sizes]
        cap = company.price.headline.amount / 2
        low, high = min(*amounts, cap), min(max(amounts), cap)
        distribution = Between(low, high, middle=min(sizes[-1][0], cap))
        source = f"the company's earlier rounds, {short(low)} to {short(high)}; the last one leads"
        reason = "the new money of this round is not public"
    else:
        price = company.price.headline.amount
        distribution = Between(price / 20, price / 4, middle=price / 8)
        source = "judgement: a round sells between 5 and 25 percent"
        reason = "the new money of this round is not public"
    return Assumed(
        name="new_money",
        unit=company.currency,
        distribution=distribution,
        source=source,
        reason=reason,
        lineage=tuple(s[1] for s in sizes),
    )
