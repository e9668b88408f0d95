"""Revenue, growth, margin and costs, as far as facts give them.

Revenue of the last twelve months is the last fiscal year plus the year to date less the same
part of the year before; a period annualised is beside it, never instead. Growth is told by two
measures where both can be had, the year to date over the one before and the last twelve months
over the twelve before them, and is then the range between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import exp, log
from typing import Literal

from pricedin.company.figure import Assumed, Known, Missing, known
from pricedin.dates import Period, Span, years_between
from pricedin.errors import NotFoundError, SourceError
from pricedin.facts.distribution import Between, Distribution, Stated, interval
from pricedin.facts.fact import Fact
from pricedin.fx import Rate, Rates
from pricedin.units import percent, short

RevenueBasis = Literal["last_twelve_months", "annualised", "run_rate", "contract_value"]

COST_ATTRIBUTES = ("compute_cost", "rd_expense", "marketing_expense", "operating_expense")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """One way of telling a company's yearly revenue."""

    basis: RevenueBasis
    figure: Known
    period: Period | None = None

    @property
    def ends(self) -> date:
        """Last day it speaks of."""
        return self.figure.held_on

    @property
    def words(self) -> str:
        """The basis in words."""
        if self.basis == "annualised" and self.period is not None:
            return f"{self.period} × 12/{self.period.span.months}"
        return self.basis.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """Turns facts into one currency: stocks at a day's rate, flows at their period's mean."""

    currency: str
    rates: Rates
    day: date

    def stock(self, fact: Fact) -> tuple[Distribution, tuple[Rate, ...]] | None:
        """Return a balance in the currency, at the rate of the day asked for."""
        return self._with(fact, lambda: self.rates.on(fact.unit, self.currency, self.day))

    def flow(self, fact: Fact) -> tuple[Distribution, tuple[Rate, ...]] | None:
        """Return a flow in the currency, at the mean rate of its period."""

        def rate() -> Rate:
            if fact.period is None:
                return self.rates.on(fact.unit, self.currency, fact.held_on)
            return self.rates.average(fact.unit, self.currency, fact.period.span)

        return self._with(fact, rate)

    def _with(
        self, fact: Fact, rate: Callable[[], Rate]
    ) -> tuple[Distribution, tuple[Rate, ...]] | None:
        if fact.distribution is None:
            return None
        if fact.unit == self.currency:
            return fact.distribution, ()
        try:
            found = rate()
        except (NotFoundError, SourceError):
            return None
        return fact.distribution.scaled(found.value), (found,)


def reporting_currency(facts: Sequence[Fact], otherwise: str) -> str:
    """Return the currency in which the latest revenue is told.

    Growth and multiples are reckoned in it, so that they do not move with exchange rates.
    """
    told = [f for f in facts if f.attribute in ("revenue", "arr") and f.distribution]
    if told:
        return max(told, key=lambda f: f.held_on).unit
    return otherwise or "USD"


def revenues(facts: Sequence[Fact], conversion: Conversion) -> tuple[Revenue, ...]:
    """Return every way in which the facts tell yearly revenue, the best first.

    The latest comes first; of the same day the last twelve months, then an annualised period,
    then a run rate, then contracts.
    """
    found: list[Revenue] = []
    flows = _flows(facts, "revenue", conversion)
    if flows:
        latest = max(flows, key=lambda flow: (flow.span.last_day, flow.span.days))
        trailing = _last_twelve_months(flows, latest)
        if trailing is not None:
            found.append(trailing)
        if latest.span.months < 12:
            factor = Decimal(12) / latest.span.months
            found.append(
                Revenue(
                    basis="annualised",
                    figure=known(
                        "revenue",
                        conversion.currency,
                        latest.distribution.scaled(factor),
                        latest.span.last_day,
                        (latest.fact,),
                        f"{latest.period} × 12/{latest.span.months}",
                        latest.rates,
                    ),
                    period=latest.period,
                )
            )
    for attribute, basis in (("arr", "run_rate"), ("annual_contract_value", "contract_value")):
        for fact in facts:
            if fact.attribute != attribute or fact.of or fact.basis:
                continue
            converted = conversion.flow(fact)
            if converted is not None:
                distribution, rates = converted
                found.append(
                    Revenue(
                        basis=basis,  # type: ignore[arg-type]
                        figure=known(
                            "revenue",
                            conversion.currency,
                            distribution,
                            fact.held_on,
                            (fact,),
                            basis.replace("_", " "),
                            rates,
                        ),
                    )
                )
    order = {"last_twelve_months": 0, "annualised": 1, "run_rate": 2, "contract_value": 3}
    return tuple(sorted(found, key=lambda r: (-r.ends.toordinal(), order[r.basis])))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    fact: Fact
    period: Period
    distribution: Distribution
    rates: tuple[Rate, ...]

    @property
    def span(self) -> Span:
        return self.period.span

    @property
    def amount(self) -> Decimal:
        return self.distribution.central


def _flows(facts: Sequence[Fact], attribute: str, conversion: Conversion) -> list[_Flow]:
    flows = []
    for fact in facts:
        if fact.attribute != attribute or fact.of or fact.period is None:
            continue
        if fact.basis or fact.distribution is None:
            continue
        converted = conversion.flow(fact)
        if converted is not None:
            flows.append(
                _Flow(fact=fact, period=fact.period, distribution=converted[0], rates=converted[1])
            )
    return flows


def _last_twelve_months(flows: Sequence[_Flow], latest: _Flow) -> Revenue | None:
    if latest.span.months == 12:
        figure = known(
            "revenue",
            latest.rates[0].quote if latest.rates else latest.fact.unit,
            latest.distribution,
            latest.span.last_day,
            (latest.fact,),
            str(latest.period),
            latest.rates,
        )
        return Revenue(basis="last_twelve_months", figure=figure, period=latest.period)
    before = _same_part_a_year_before(flows, latest)
    year = next(
        (flow for flow in flows if flow.span.months == 12 and flow.span.end == latest.span.start),
        None,
    )
    if before is None or year is None:
        return None
    parts = (year, latest, before)
    value = year.amount + latest.amount - before.amount
    error = (
        sum((float(p.amount) * _relative_error(p.distribution)) ** 2 for p in parts) ** 0.5
        / float(value)
        if value > 0
        else 0.0
    )
    figure = known(
        "revenue",
        latest.rates[0].quote if latest.rates else latest.fact.unit,
        Stated(value, error),
        latest.span.last_day,
        tuple(p.fact for p in parts),
        f"{year.period} + {latest.period} − {before.period}",
        tuple(rate for p in parts for rate in p.rates),
    )
    return Revenue(basis="last_twelve_months", figure=figure, period=latest.period)


def _relative_error(distribution: Distribution) -> float:
    low, high = interval(distribution, 0.6827)
    middle = float(distribution.central)
    return abs(high - low) / 2 / abs(middle) if middle else 0.0


def _same_part_a_year_before(flows: Sequence[_Flow], latest: _Flow) -> _Flow | None:
    for flow in flows:
        if (
            flow.span.months == latest.span.months
            and flow.span.end.month == latest.span.end.month
            and flow.span.end.year == latest.span.end.year - 1
        ):
            return flow
    return None


def growth(facts: Sequence[Fact], conversion: Conversion) -> Known | Missing:
    """Return revenue growth a year, as a fraction, from the latest periods that tell it."""
    flows = _flows(facts, "revenue", conversion)
    measures: list[tuple[Decimal, tuple[Fact, ...], str, date]] = []
    told = [
        f
        for f in facts
        if f.attribute == "growth_rate"
        and f.of == "revenue"
        and not f.basis
        and f.distribution is not None
    ]
    if flows:
        latest = max(flows, key=lambda flow: (flow.span.last_day, flow.span.days))
        before = _same_part_a_year_before(flows, latest)
        if before is not None and before.amount > 0:
            rate = latest.amount / before.amount - 1
            words = f"{latest.period} over {before.period}"
            measures.append((rate, (latest.fact, before.fact), words, latest.span.last_day))
            trailing = _trailing_growth(flows, latest)
            if trailing is not None:
                measures.append(trailing)
        told = [f for f in told if f.held_on >= latest.span.last_day - timedelta(days=31)]
    if not measures and told:
        fact = max(told, key=lambda f: f.held_on)
        if fact.distribution is not None:
            return known(
                "growth",
                "fraction a year",
                fact.distribution,
                fact.held_on,
                (fact,),
                "as told",
            )
    if not measures:
        measures += _run_rate_growth(facts, conversion)
    if not measures:
        return Missing(
            name="growth",
            reason="no two comparable periods of revenue, and no growth rate, are public",
            need="revenue of one period and of the same period a year before",
        )
    return _growth_figure(measures)


def _run_rate_growth(
    facts: Sequence[Fact], conversion: Conversion
) -> list[tuple[Decimal, tuple[Fact, ...], str, date]]:
    """Return the growth of the run rate over the span nearest to a year, half a year at least."""
    rates = sorted(
        (f for f in facts if f.attribute == "arr" and not f.of and not f.basis),
        key=lambda f: f.held_on,
    )
    if len(rates) < 2:
        return []
    last = rates[-1]
    spans = [(years_between(f.held_on, last.held_on), f) for f in rates[:-1]]
    long_enough = [(abs(years - 1), years, f) for years, f in spans if years >= Decimal("0.5")]
    if not long_enough:
        return []
    _, years, first = min(long_enough, key=lambda item: item[:2])
    mine, theirs = conversion.flow(last), conversion.flow(first)
    if mine is None or theirs is None or theirs[0].central <= 0 or mine[0].central <= 0:
        return []
    ratio = float(mine[0].central / theirs[0].central)
    rate = Decimal(str(round(exp(log(ratio) / float(years)) - 1, 6)))
    words = f"run rate of {last.held_on} over {first.held_on}, a year"
    return [(rate, (last, first), words, last.held_on)]


def _growth_figure(measures: list[tuple[Decimal, tuple[Fact, ...], str, date]]) -> Known:
    values = [m[0] for m in measures]
    low, high = min(values), max(values)
    used = tuple(dict.fromkeys(fact for m in measures for fact in m[1]))
    words = "; ".join(f"{m[2]}: {percent(m[0])}" for m in measures)
    distribution: Distribution = (
        Stated(values[0]) if high - low < Decimal("0.02") else Between(low, high)
    )
    return known("growth", "fraction a year", distribution, measures[0][3], used, words)


def _trailing_growth(
    flows: Sequence[_Flow], latest: _Flow
) -> tuple[Decimal, tuple[Fact, ...], str, date] | None:
    """Last twelve months over the twelve before, the latter interpolated between fiscal years."""
    if latest.span.months == 12:
        return None
    now = _last_twelve_months(flows, latest)
    years = sorted((f for f in flows if f.span.months == 12), key=lambda f: f.span.end)
    day = latest.span.end.replace(year=latest.span.end.year - 1)
    for earlier, later in pairwise(years):
        if now is None or not earlier.span.end <= day <= later.span.end:
            continue
        if earlier.amount <= 0 or later.amount <= 0:
            continue
        share = float(
            years_between(earlier.span.end, day) / years_between(earlier.span.end, later.span.end)
        )
        step = log(float(later.amount / earlier.amount))
        before = float(earlier.amount) * exp(share * step)
        rate = Decimal(str(round(float(now.figure.distribution.central) / before - 1, 6)))
        words = f"last twelve months over the twelve before, between {earlier.period} and "
        words += f"{later.period}"
        return rate, (*now.figure.facts, earlier.fact, later.fact), words, latest.span.last_day
    return None


def gross_margin(facts: Sequence[Fact], conversion: Conversion) -> Known | Missing:
    """Return the latest gross margin as a fraction, told or as gross profit over revenue."""
    told = [
        f
        for f in facts
        if f.attribute == "gross_margin" and not f.of and f.distribution is not None
    ]
    revenue = {f.period: f for f in _flows(facts, "revenue", conversion) if f.amount > 0}
    profits = [f for f in _flows(facts, "gross_profit", conversion) if f.period in revenue]
    last = max((f.span.last_day for f in profits), default=date.min)
    fact = max(told, key=lambda f: f.held_on, default=None)
    if fact is not None and fact.distribution is not None and fact.held_on >= last:
        words = str(fact.period) if fact.period else "as told"
        return known("gross_margin", "fraction", fact.distribution, fact.held_on, (fact,), words)
    if profits:
        profit = max(profits, key=lambda f: f.span.last_day)
        whole = revenue[profit.period]
        return known(
            "gross_margin",
            "fraction",
            Stated(profit.amount / whole.amount),
            profit.span.last_day,
            (profit.fact, whole.fact),
            f"gross profit over revenue, {profit.period}",
        )
    return Missing(
        name="gross_margin",
        reason="no gross margin of the whole company is public",
        need="gross profit and revenue of one period",
    )


def costs(facts: Sequence[Fact], conversion: Conversion) -> dict[str, Known]:
    """Return the latest yearly cost lines that are told, each annualised by its own period."""
    found: dict[str, Known] = {}
    for attribute in COST_ATTRIBUTES:
        flows = [f for f in _flows(facts, attribute, conversion) if f.span.months >= 3]
        if not flows:
            continue
        latest = max(flows, key=lambda flow: (flow.span.last_day, flow.span.days))
        factor = Decimal(12) / latest.span.months
        found[attribute] = known(
            attribute,
            conversion.currency,
            latest.distribution.scaled(factor),
            latest.span.last_day,
            (latest.fact,),
            f"{latest.period} × 12/{latest.span.months}" if factor != 1 else str(latest.period),
            latest.rates,
        )
    return found


def describe(figure: Known | Assumed) -> str:
    """Return a figure in a memo's words: ``over 10bn CNY``."""
    before = {"at least": "over ", "at most": "up to ", "approximate": "about "}
    prefix = before.get(figure.distribution.words, "")
    if figure.unit.startswith("fraction"):
        return prefix + percent(figure.distribution.central)
    return f"{prefix}{short(figure.distribution.central)} {figure.unit}"
