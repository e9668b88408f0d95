"""Currencies that a text leaves out, and conversions it gives."""

from __future__ import annotations

import re
from decimal import Decimal

from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.walk import Walk
from pricedin.text.amounts import Amount

_BRACKETED = re.compile(r"\s*(?:[^()]{0,8})\(\s*[^()]{0,25}")


def currency_of(walk: Walk, line: Line, amount: Amount) -> str:
    """Return the currency of an amount; told without one, that of the amount before it."""
    if amount.currency:
        return amount.currency
    before = [one.currency for one in line.amounts if one.currency and one.end <= amount.start]
    here = [one.currency for one in line.amounts if one.currency]
    if here:
        return before[-1] if before else here[0]
    at = walk.number
    for other in (*reversed(walk.lines[:at]), *walk.lines[at:]):
        told = [one.currency for one in other.amounts if one.currency]
        if told:
            return told[-1]
    return "CNY" if line.zh else "USD"


def is_conversion(line: Line, index: int) -> bool:
    """Return whether an amount in brackets is the one before it in another currency."""
    if not index or not line.amounts[index].in_brackets:
        return False
    before, amount = line.amounts[index - 1], line.amounts[index]
    if not before.currency or not amount.currency or before.currency == amount.currency:
        return False
    return bool(_BRACKETED.fullmatch(line.text[before.end : amount.qualified_start]))


def conversions(line: Line, index: int) -> tuple[tuple[Decimal, Decimal | None, str], ...]:
    """Return what an amount is in other currencies, as the text gives it."""
    if index + 1 < len(line.amounts) and is_conversion(line, index + 1):
        one = line.amounts[index + 1]
        return ((one.value, one.high, one.currency),)
    return ()
