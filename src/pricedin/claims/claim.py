"""One thing one document says, with the place where it says it.

A claim is not believed: it is weighed later, against the others. Nothing in it is computed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from pricedin.claims.origin import UNKNOWN, normalised_origin
from pricedin.claims.vocabulary import LISTED_PRICES, Attribute, attribute
from pricedin.dates import Period, Precision, Span, first_day
from pricedin.sources.document import Document
from pricedin.units import Money, short

Value = Money | Decimal | str | date | tuple[str, ...]

Status = Literal["closed", "announced", "in_talks", "rumoured", "planned", "denied"]
Qualifier = Literal["exact", "approx", "at_least", "at_most"]
Grade = Literal["A", "B", "C", "D", "E"]

STATUSES: tuple[str, ...] = get_args(Status)
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)

# The class of the source sets the grade. An analyst's own entry stands as a party's statement
# would; a document of unknown class is D, one of unknown origin E.
_GRADES: dict[str, Grade] = {
    "filing": "A",
    "company_statement": "B",
    "analyst": "B",
    "named_reporter": "C",
    "anonymous_sources": "D",
    "unknown": "D",
    "aggregator": "E",
    "narrative": "E",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words copied from a document, and where they stand in its text, ``[start, end)``.

    The span is missing where only the words were handed over.
    """

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What `document` says of `subject`.

    `ref` is the label it came with (``kimi-004``), unique within a ledger at any one time.
    `high` is the upper end where the claim is a range and `value` the lower. `as_of` is the day
    it is true for, or the last day of a month, quarter or year (`precision`). `of` is the part
    or quantity meant, `party` the holder or investor.
    """

    ref: str
    subject: str
    attribute: str
    value: Value
    high: Value | None = None
    unit: str
    qualifier: Qualifier = "exact"
    status: Status = "closed"
    period: Period | None = None
    as_of: date | None = None
    precision: Precision = "day"
    event: str = ""
    round: str = ""
    party: str = ""
    role: str = ""
    basis: str = ""
    of: str = ""
    document: Document
    origin: str = ""
    relay: bool = False
    quote: Quote | None = None
    paraphrase: str = ""

    @property
    def kind(self) -> Attribute:
        """The vocabulary's entry."""
        return attribute(self.attribute)

    @property
    def grade(self) -> Grade:
        """Grade by the class of the source; E where the origin is not known at all."""
        if self.origin_name == UNKNOWN:
            return "E"
        return _GRADES[self.document.source_class]

    @property
    def origin_name(self) -> str:
        """The origin under which this counts as support."""
        return normalised_origin(self.origin)

    @property
    def held_on(self) -> date:
        """The day it holds for: as-of day, end of its period, or the day of its report."""
        if self.as_of is not None:
            return self.as_of
        if self.period is not None:
            return self.period.span.last_day
        return self.document.published

    @property
    def held_from(self) -> date:
        """The first day that its date may mean."""
        return first_day(self.held_on, self.precision)

    @property
    def public_from(self) -> date:
        """When a reader could know it.

        A listed company's price is public from the day it was paid, whenever it is reported.
        """
        if self.attribute in LISTED_PRICES and self.basis != "offer_price":
            return min(self.held_on, self.document.published)
        return self.document.published

    @property
    def uid(self) -> str:
        """Hash of the content: the same row twice is one claim."""
        body = json.dumps(encode_claim(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()[:32]

    @property
    def money(self) -> Money | None:
        """The value, where it is money."""
        return self.value if isinstance(self.value, Money) else None

    @property
    def number(self) -> Decimal | None:
        """The value as a number, money without its currency."""
        return _number(self.value)

    @property
    def number_high(self) -> Decimal | None:
        """The upper end of a range as a number."""
        return None if self.high is None else _number(self.high)


def _number(value: Value) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) else None


def in_words(value: Value) -> str:
    """Return a value as a reader sees it.

    >>> in_words(Decimal("2.12E+6")), in_words(("IDG", "Alibaba"))
    ('2.12m', 'IDG, Alibaba')
    """
    if isinstance(value, tuple):
        return ", ".join(value)
    return short(value, 4) if isinstance(value, Decimal) else str(value)


def encode_claim(claim: Claim) -> dict[str, Any]:
    """Return the claim as plain JSON data; numbers as strings, empty fields left out."""
    result: dict[str, Any] = {}
    for field in fields(claim):
        value = getattr(claim, field.name)
        if value is None or value is False or (isinstance(value, str) and not value):
            continue
        result[field.name] = _encode(value)
    return result


def decode_claim(data: dict[str, Any]) -> Claim:
    """Return the claim that `encode_claim` wrote."""
    plain = dict(data)
    unit = plain["unit"]
    for name in ("value", "high"):
        if name in plain:
            plain[name] = _decode_value(plain[name], unit)
    if "period" in plain:
        start, end, label = plain["period"]
        plain["period"] = Period(Span(date.fromisoformat(start), date.fromisoformat(end)), label)
    if "as_of" in plain:
        plain["as_of"] = date.fromisoformat(plain["as_of"])
    if "quote" in plain:
        plain["quote"] = Quote(*plain["quote"])
    document = dict(plain["document"])
    document["published"] = date.fromisoformat(document["published"])
    plain["document"] = Document(**document)
    return Claim(**plain)


def _encode(value: Any) -> Any:
    match value:
        case Money(amount=amount, currency=currency):
            return [str(amount), currency]
        case Decimal():
            return str(value)
        case Period(span=span, label=label):
            return [span.start.isoformat(), span.end.isoformat(), label]
        case date():
            return value.isoformat()
        case Quote(text=text, start=start, end=end):
            return [text, start, end]
        case Document():
            return {
                field.name: _encode(getattr(value, field.name))
                for field in fields(value)
                if getattr(value, field.name) != ""
            }
        case tuple():
            return list(value)
    return value


def _decode_value(value: Any, unit: str) -> Value:
    if unit == "list":
        return tuple(value)
    if isinstance(value, list):
        return Money(Decimal(value[0]), value[1])
    if unit == "date":
        return date.fromisoformat(value)
    if unit == "text":
        return str(value)
    return Decimal(value)
