"""From what an endpoint answered to items; whatever it is, nothing in it is trusted.

An answer may be prose, cut off, deeply nested, full of control characters or of numbers beyond
reason. What is not an item of the shape asked for is returned as rejected.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_ITEMS = 400
LONGEST_FIELD = 2_000
LONGEST_SHOWN = 400
LARGEST = Decimal("1e18")
MOST_DIGITS = 30

_FENCE = re.compile(r"```[a-zA-Z]{0,10}[ \t]*\n?")
_TEXTS = ("attribute", "quote", "currency", "status", "company", "party", "role", "round", "when")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?(?:[eE][+]?\d{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One figure as the model gave it, not yet checked; empty where it gave nothing.

    `value` and `high` are in base units, percent as printed (74 for 74%). `when` is the words of
    the document that tell the date or period.
    """

    attribute: str
    quote: str
    value: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    status: str = ""
    company: str = ""
    party: str = ""
    role: str = ""
    round: str = ""
    when: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """What the model gave and was not admitted: the item as compact JSON, and why not.

    `item` is printable and shortened; control characters stand as escapes.
    """

    item: str
    reason: str


def read_answer(answer: str) -> tuple[list[Item], list[Rejected]]:
    """Return the items of an answer, and what in it is none.

    Examples
    --------
    >>> items, rejected = read_answer('{"facts": [{"attribute": "arr", "quote": "ARR of $5m", '
    ...     '"value": 5e6, "currency": "USD"}, 7]}')
    >>> items[0].value, rejected[0].reason
    (Decimal('5E+6'), 'is no object')
    """
    found = _listed(answer)
    if found is None:
        return [], [Rejected(shown(answer), "the answer is not JSON of the shape asked for")]
    items: list[Item] = []
    rejected: list[Rejected] = []
    for entry in found[:MOST_ITEMS]:
        made = _item(entry)
        if isinstance(made, Item):
            items.append(made)
        else:
            rejected.append(Rejected(shown(entry), made))
    if len(found) > MOST_ITEMS:
        left = len(found) - MOST_ITEMS
        rejected.append(
            Rejected(shown(found[MOST_ITEMS]), f"it and {left - 1:,} more: too many in one answer")
        )
    return items, rejected


def shown(value: Any) -> str:
    """Return any part of an answer as one short printable line."""
    if isinstance(value, str):
        text = value[: LONGEST_SHOWN * 2]
    else:
        try:
            text = json.dumps(value, ensure_ascii=False, default=_plain)
        except (RecursionError, ValueError, TypeError):
            text = f"({type(value).__name__} that cannot be shown)"
    text = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[: LONGEST_SHOWN + 1]
    )
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."


def _plain(value: object) -> int | float | str:
    if isinstance(value, Decimal) and value.is_finite() and -MOST_DIGITS < value.adjusted() < 30:
        return int(value) if value == value.to_integral_value() else float(value)
    text = str(value)
    return text if len(text) <= MOST_DIGITS else text[:MOST_DIGITS] + "..."


def _decoder() -> json.JSONDecoder:
    # Exact numbers, and no NaN or infinity: those come as words, which are no numbers.
    return json.JSONDecoder(
        parse_float=_number_token, parse_int=_number_token, parse_constant=str, strict=False
    )


def _number_token(token: str) -> Decimal | str:
    if len(token) > 60:
        return token[:60]
    try:
        return Decimal(token)
    except InvalidOperation:
        return token


def _listed(answer: str) -> list[Any] | None:
    """Return the list of an answer: bare, under ``facts``, fenced, or as far as it goes."""
    text = _FENCE.sub("", answer).strip().lstrip("\ufeff")
    decoder = _decoder()
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if start < 0:
        return None
    try:
        whole, _ = decoder.raw_decode(text, start)
    except (ValueError, RecursionError):
        return _as_far_as_it_goes(text, decoder)
    if isinstance(whole, list):
        return whole
    for name in ("facts", "figures", "items", "data"):
        if isinstance(whole.get(name), list):
            return list(whole[name])
    return [whole] if "quote" in whole else None


def _as_far_as_it_goes(text: str, decoder: json.JSONDecoder) -> list[Any] | None:
    """Return the whole objects of a list that was cut off."""
    at = text.find("[") + 1
    found: list[Any] = []
    while at and len(found) <= MOST_ITEMS:
        gap = re.compile(r"[\s,]*").match(text, at)
        at = gap.end() if gap else at
        if text[at : at + 1] != "{":
            break
        try:
            entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(entry)
    return found or None


def _item(entry: Any) -> Item | str:
    """Return an entry as an item, or what is wrong with its shape."""
    if not isinstance(entry, Mapping):
        return "is no object"
    texts: dict[str, str] = {}
    for name in _TEXTS:
        given = entry.get(name)
        if given is None:
            given = ""
        if not isinstance(given, str):
            return f"its {name} is no text"
        if len(given) > LONGEST_FIELD:
            return f"its {name} has {len(given):,} characters; at most {LONGEST_FIELD:,}"
        texts[name] = given.strip()
    numbers: dict[str, Decimal | None] = {}
    for name, key in (("value", "value"), ("high", "value_high")):
        number = _number(entry.get(key))
        if isinstance(number, str):
            return f"its {key} {number}"
        numbers[name] = number
    return Item(
        attribute=texts["attribute"],
        quote=texts["quote"],
        value=numbers["value"],
        high=numbers["high"],
        currency=texts["currency"].upper(),
        status=texts["status"],
        company=texts["company"],
        party=texts["party"],
        role=texts["role"],
        round=texts["round"],
        when=texts["when"],
        shown=shown(entry),
    )


def _number(given: Any) -> Decimal | str | None:
    """Return a number of an answer, or what is wrong with it."""
    if given is None or given == "":
        return None
    if isinstance(given, str):
        if len(given) > 40 or not _GROUPED.fullmatch(given.strip()):
            return "is no number"
        given = Decimal(given.strip().replace(",", ""))
    if not isinstance(given, Decimal):
        return "is no number"
    if not given.is_finite() or given.adjusted() > 18 or abs(given) > LARGEST:
        return f"is beyond {LARGEST}"
    if len(given.as_tuple().digits) > MOST_DIGITS or given.adjusted() < -MOST_DIGITS:
        return "has too many digits"
    return given
