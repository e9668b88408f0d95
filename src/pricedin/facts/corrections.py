"""A correction of a claim out of what a reviewer types, checked as a row of a claim file is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pricedin.claims.claim import Claim, Value
from pricedin.claims.rows import RowError, case_claim
from pricedin.claims.vocabulary import ATTRIBUTES, read_name
from pricedin.errors import InputError, NotFoundError
from pricedin.units import (
    ISO_4217,
    MAGNITUDES,
    Money,
    parse_fraction,
    parse_money,
    parse_number,
)

# What a reviewer may set; label, document and quote stay, for they say where it was read.
FIELDS = tuple(
    "attribute value high qualifier status subject as_of period event round party role basis of "
    "origin relay paraphrase".split()
)
_PLAIN = frozenset("qualifier status as_of event round party role basis of origin".split())
_RANGE = re.compile(r"\s*(?:\.\.|\bto\b)\s*")


def read_changes(words: Iterable[str]) -> dict[str, str]:
    """Return ``field=value`` words as a mapping; an empty value clears a field.

    Raises
    ------
    InputError
        Saying which word is no change, or offering near fields.

    >>> read_changes(["status=in_talks", "value = 4.3bn USD", "high="])
    {'status': 'in_talks', 'value': '4.3bn USD', 'high': ''}
    """
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip()
        if not sign:
            raise InputError(f"'{word}' is not a change; write it like status=in_talks")
        if name not in FIELDS:
            raise InputError(str(NotFoundError.near("field", name, FIELDS)))
        found[name] = value.strip()
    return found


def corrected(claim: Claim, changes: Mapping[str, str]) -> Claim:
    """Return `claim` with some fields changed, checked as a whole.

    An amount without a currency is in that of the claim; ``value=4bn..5bn USD`` is a range.

    Raises
    ------
    InputError
        Saying which field is wrong and what was expected.
    """
    row = _row(claim)
    for name in _PLAIN & set(changes):
        row[name] = changes[name]
    for name, key in (("subject", "company"), ("paraphrase", "paraphrase")):
        if name in changes:
            row[key] = changes[name]
    if "attribute" in changes:
        row["attribute"] = changes["attribute"]
    if "relay" in changes:
        if changes["relay"] not in ("true", "false"):
            raise InputError(f"relay is '{changes['relay']}'; true or false")
        row["relay"] = changes["relay"] == "true"
    if "as_of" in changes:
        row["as_of_precision"] = None  # what is typed tells it
        row["as_of"] = changes["as_of"] or None
    if "period" in changes:
        row["period"] = changes["period"] or None
    _set_value(row, claim, changes)
    try:
        made = case_claim(row)
    except RowError as error:
        raise InputError(f"{error} ({error.hint})" if error.hint else str(error)) from None
    # What is not changed stays in its own digits and words, as read: they are part of the content.
    return replace(
        made,
        value=claim.value if made.value == claim.value else made.value,
        high=claim.high if made.high == claim.high else made.high,
        document=claim.document,
        quote=claim.quote,
        period=made.period if "period" in changes else claim.period,
        precision=made.precision if "as_of" in changes else claim.precision,
    )


def _row(claim: Claim) -> dict[str, Any]:
    """Return the claim as a row of a claim file."""
    document = claim.document
    return {
        "id": claim.ref,
        "company": claim.subject,
        "attribute": claim.attribute,
        "value": _plain(claim.value),
        "value_high": None if claim.high is None else _plain(claim.high),
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "status": claim.status,
        "as_of": None if claim.as_of is None else claim.as_of.isoformat(),
        "as_of_precision": claim.precision,
        "event": claim.event,
        "round": claim.round,
        "party": claim.party,
        "role": claim.role,
        "basis": claim.basis,
        "of": claim.of,
        "reported": document.published.isoformat(),
        "reported_precision": document.published_precision,
        "source_name": document.name,
        "source_class": document.source_class,
        "origin": claim.origin,
        "relay": claim.relay,
        "paraphrase": claim.paraphrase,
    }


def _plain(value: Value) -> Any:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, Decimal | str) else value.isoformat()


def _set_value(row: dict[str, Any], claim: Claim, changes: Mapping[str, str]) -> None:
    """Read the typed value and upper end in the unit that the attribute has."""
    try:
        kind = ATTRIBUTES[read_name(row["attribute"]).attribute].kind
    except NotFoundError:
        return  # told with the near names when the row is read
    told = {key: changes[key] for key in ("value", "high") if key in changes}
    if "value" in told and kind not in ("text", "names", "date"):
        ends = _RANGE.split(told["value"])
        if len(ends) == 2:
            told = {"value": ends[0], "high": ends[1]}
        elif "high" not in told:
            told["high"] = ""  # one figure is typed, so it is no range any more
    unit = _currency(told.values(), claim) if kind == "money" else _unit(kind, claim.unit)
    for key, text in told.items():
        target = "value" if key == "value" else "value_high"
        if not text:
            row[target] = None
        elif kind == "money":
            money = parse_money(text, unit or None)
            if money.currency != unit:
                raise InputError(f"'{text}' is not in {unit}, in which the other end is")
            row[target] = money.amount
        elif kind == "names":
            row[target] = [n.strip() for n in re.split(r"[,，、;]", text) if n.strip()]
        else:
            row[target] = text if kind in ("text", "date") else _number(text, kind)
    if told:
        row["unit"] = unit


def _currency(texts: Iterable[str], claim: Claim) -> str:
    """Return the currency that one of the texts names, else that of the claim."""
    for text in texts:
        try:
            return parse_money(text).currency
        except InputError:  # names none, or is no amount, which is told when it is read
            continue
    return claim.unit if claim.unit in ISO_4217 else ""


def _number(text: str, kind: str) -> Decimal:
    """Read a number as it is typed: ``12%``, ``1.2m``, ``9.5x``."""
    if kind == "fraction":
        return parse_fraction(text)
    found = re.fullmatch(r"(-?[\d.,_]+)\s*(\D*)", text.strip())
    if found is None:
        raise InputError(f"'{text}' is not a number")
    sign = found[2].strip().casefold()
    if sign in ("", "x", "×", "months", "倍"):
        return parse_number(found[1])
    if sign not in MAGNITUDES:
        raise InputError(f"'{text}' is not a number; '{found[2]}' is no magnitude")
    return parse_number(found[1]) * MAGNITUDES[sign]


def _unit(kind: str, held: str) -> str:
    fixed = {
        "fraction": "fraction",
        "multiple": "x",
        "months": "months",
        "text": "text",
        "names": "list",
        "date": "date",
    }
    return fixed.get(kind, held if held not in ISO_4217 else "count")
