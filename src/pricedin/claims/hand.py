"""A case typed by hand: a few numbers, each a claim of the analyst who typed it.

The form is a small TOML file, or the answers to questions::

    name = "Halvorsen Grid"
    as_of = 2026-01-20
    currency = "EUR"
    sector = "software"
    gross_margin = 0.75

    [price]
    value = "800m"
    label = "post"
    new_money = "120m"

    [revenue]
    value = "52m"
    basis = "run_rate"
    growth = "85%"

    [cash]
    value = "150m"
    net_burn_per_month = "2m"

Needed for the whole answer: price with label, revenue, growth, cash and burn. Whatever is left
out is told as missing, and the rest stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pricedin.claims.claim import STATUSES, Claim, Value
from pricedin.claims.rows import slug_of
from pricedin.dates import Period, Span, add_months, parse_date, year_of
from pricedin.errors import InputError, NotFoundError, PricedinError, Problem, SourceError
from pricedin.sources.document import Document
from pricedin.units import ISO_4217, parse_fraction, parse_money

LABELS = {"pre": "pre_money_valuation", "post": "post_money_valuation", "listed": "market_cap"}
REVENUE_BASES = ("ltm", "fiscal_year", "run_rate", "arr")
_KNOWN = {
    "": {"name", "as_of", "currency", "sector", "gross_margin", "price", "revenue", "cash"},
    "price": {"value", "label", "new_money", "status"},
    "revenue": {"value", "basis", "growth"},
    "cash": {"value", "net_burn_per_month"},
}
WHOLE = ("price.value", "price.label", "revenue.value", "revenue.growth", "cash.value",
         "cash.net_burn_per_month")  # fmt: skip


@dataclass(slots=True)
class HandCase:
    """A typed case: who it is, its claims, and what was wrong or left out."""

    slug: str
    name: str
    sector: str
    currency: str
    as_of: date
    claims: list[Claim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_hand_file(path: Path) -> HandCase:
    """Read a typed case from a TOML file.

    Raises
    ------
    SourceError
        If the file cannot be read.
    InputError
        If it is no TOML, or names no company.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: not TOML: {error}") from None
    return hand_case(data, path.name)


def hand_case(data: Mapping[str, Any], where: str) -> HandCase:
    """Turn typed numbers into claims; a wrong one is told and left out, the others stand.

    Raises
    ------
    InputError
        If there is no name or no currency to go by.
    """
    name = data.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"{where}: 'name' is missing; every case has a name")
    currency = str(data.get("currency", "")).upper()
    if currency not in ISO_4217:
        raise InputError(
            f"{where}: currency '{data.get('currency', '')}' is not an ISO 4217 code, as USD"
        )
    case = HandCase(
        slug=slug_of(name),
        name=name.strip(),
        sector=str(data.get("sector", "")),
        currency=currency,
        as_of=_day(data.get("as_of"), where),
    )
    for section, known in _KNOWN.items():
        part = data if not section else data.get(section, {})
        if not isinstance(part, Mapping):
            case.problems.append(Problem(where=f"{where} [{section}]", message="is not a table"))
            continue
        for key in sorted(set(part) - known):
            case.problems.append(
                Problem(
                    where=f"{where} {section}.{key}".replace(" .", " "),
                    message="unknown field",
                    hint="known: " + ", ".join(sorted(known)),
                )
            )
    _Typed(case, data, where).read()
    return case


def _day(value: Any, where: str) -> date:
    if value is None:
        return date.today()
    if isinstance(value, datetime):
        value = value.date()
    day = value if isinstance(value, date) else parse_date(str(value))[0]
    if day > date.today() + timedelta(days=1):
        raise InputError(f"{where}: as_of {day} is in the future")
    return day


class _Typed:
    """Reads one typed number after another."""

    def __init__(self, case: HandCase, data: Mapping[str, Any], where: str) -> None:
        self.case, self.data, self.where = case, data, where
        self.document = Document(
            name=f"typed by hand ({where})",
            published=case.as_of,
            source_class="analyst",
        )
        end = case.as_of + timedelta(days=1)
        self.year = Period(Span(add_months(end, -12), end), "last twelve months")

    def read(self) -> None:
        case = self.case
        label = str(self._get("price.label") or "").lower()
        attribute = LABELS.get(label, "valuation")
        if label and label not in LABELS:
            self._problem("price.label", f"'{label}' is not pre, post or listed")
        event = "" if label == "listed" else f"{case.slug}/typed"
        status = str(self._get("price.status") or "closed").lower().replace(" ", "_")
        if status not in STATUSES:
            near = NotFoundError.near("price.status", status, STATUSES)
            self._problem("price.status", str(near), "taken as rumoured")
            status = "rumoured"
        self._money("price.value", attribute, event=event, status=status)
        self._money("price.new_money", "amount_raised", event=event, status=status)
        basis = str(self._get("revenue.basis") or "ltm").lower()
        if basis not in REVENUE_BASES:
            self._problem("revenue.basis", f"'{basis}' is not one of {', '.join(REVENUE_BASES)}")
        elif basis in ("run_rate", "arr"):
            self._money("revenue.value", "arr")
        else:
            self._money("revenue.value", "revenue", period=self._period(basis))
        self._fraction("revenue.growth", "growth_rate", of="revenue", period=self._period(basis))
        self._money("cash.value", "cash_balance")
        self._money("cash.net_burn_per_month", "burn", basis="per_month")
        self._fraction("gross_margin", "gross_margin", period=self.year)
        case.missing += [key for key in WHOLE if self._get(key) is None]

    def _period(self, basis: str) -> Period:
        """Return the year that revenue is of: the last calendar year for a fiscal one."""
        if basis != "fiscal_year":
            return self.year
        year = self.case.as_of.year - 1
        return Period(year_of(year), f"FY{year}")

    def _get(self, key: str) -> Any:
        section, _, name = key.rpartition(".")
        part: Any = self.data.get(section, {}) if section else self.data
        value = part.get(name) if isinstance(part, Mapping) else None
        return None if value in ("", None) else value

    def _money(self, key: str, attribute: str, **fields: Any) -> None:
        value = self._get(key)
        if value is None:
            return
        try:
            text = str(value)
            money = parse_money(text, self.case.currency)
            if money.currency != self.case.currency:
                raise InputError(
                    f"'{text}' is not in {self.case.currency}, the currency of the case"
                )
            if money.amount < 0:
                raise InputError(f"'{text}' is negative; burn and losses are positive numbers")
        except PricedinError as error:
            self._problem(key, str(error))
            return
        self._add(key, attribute, money, self.case.currency, **fields)

    def _fraction(self, key: str, attribute: str, **fields: Any) -> None:
        value = self._get(key)
        if value is None:
            return
        try:
            number = parse_fraction(str(value))
            if attribute == "gross_margin" and number > 1:
                raise InputError(f"'{value}' is above 1; write 75% or 0.75")
            if number <= -1:
                words = "a fall by all or more" if attribute == "growth_rate" else "minus all of it"
                raise InputError(f"'{value}' is {words}")
        except PricedinError as error:
            self._problem(key, str(error))
            return
        self._add(key, attribute, number, "fraction", **fields)

    def _add(self, key: str, attribute: str, value: Value, unit: str, **more: Any) -> None:
        self.case.claims.append(
            Claim(
                ref=f"{self.case.slug}-{key}",
                subject=self.case.slug,
                attribute=attribute,
                value=value,
                unit=unit,
                as_of=self.case.as_of,
                document=self.document,
                origin="typed by hand",
                paraphrase=f"{key} typed as {self._get(key)}",
                **more,
            )
        )

    def _problem(self, key: str, message: str, hint: str = "left out; the rest stands") -> None:
        self.case.problems.append(Problem(where=f"{self.where} {key}", message=message, hint=hint))
