"""Numbers in digits: groupings, decimal commas, fractions, and the scale that follows."""

from __future__ import annotations

import re
from decimal import Decimal

from pricedin.text import numerals
from pricedin.text.number import Number, is_letter
from pricedin.text.scales import english_scaled
from pricedin.text.scales_zh import chinese_scaled

_PLUS = re.compile(r"\+(?=[ -]?(?:[a-z]|万|亿|million|billion))|-plus(?=[ -])")
_BRACKETED = re.compile(r"\(([0-9][0-9.,]*)\)")


def digits_number(text: str, at: int, floor: int) -> tuple[Number | None, int]:
    """Read the number whose digits start at `at`, with its magnitude."""
    char = text[at]
    if char in numerals.FRACTIONS:
        return _scaled(
            text, Number(start=at, end=at + 1, base=numerals.FRACTIONS[char], token=char)
        ), at + 1
    if at > floor and text[at - 1] == "(" and (closed := _bracketed(text, at)):
        return closed, closed.end
    spaced = numerals.SPACED.match(text, at) if " " in text[at + 1 : at + 4] else None
    if spaced and _is_spaced(text, at, spaced):
        token = spaced[0].replace(" ", "")
        value = numerals.read_digits(token.replace(",", "."))
        if value is not None:
            return _scaled(
                text, Number(start=at, end=spaced.end(), base=value, token=token)
            ), spaced.end()
    found = numerals.DIGITS.match(text, at)
    assert found
    token, end = found[0], found.end()
    if token.count(",") and token.rsplit(",", 1)[1].isdigit() and len(token) > 2:
        token, end = _cut(text, at, token, end)
    start = at
    value = numerals.read_digits(token)
    if (
        at > floor
        and text[at - 1] == "."
        and not (at > 1 and (text[at - 2].isalnum() or text[at - 2] == "."))
    ):
        if token.isdigit() and len(token) < numerals.MOST_DIGITS:
            start, value = at - 1, Decimal("0." + token)
    if (
        end < len(text)
        and text[end] in numerals.FRACTIONS
        and value is not None
        and token.isdigit()
    ):
        value += numerals.FRACTIONS[text[end]]
        end += 1
    if value is None and numerals.DECIMAL_COMMA.fullmatch(token):
        comma = Number(start=start, end=end, base=Decimal(token.replace(",", ".")), token=token)
        scaled = _scaled(text, comma)
        if scaled.scale == 1 and not _has_euro(text, start, scaled.end):
            return None, end
        return scaled, end
    if value is None:
        if token.count(".") > 1 or len(token) > 3 * numerals.MOST_DIGITS:
            return None, end
        return Number(
            start=start,
            end=end,
            base=Decimal(0),
            token=token,
            refused=f"unread digits '{token[:30]}'",
        ), end
    if (
        token.count(".") == 1
        and token[-4:-3] == "."
        and len(token) <= 7
        and _has_euro(text, start, end)
    ):
        return Number(
            start=start,
            end=end,
            base=Decimal(0),
            token=token,
            refused=f"'{token}' may be thousands",
        ), end
    return _scaled(text, Number(start=start, end=end, base=value, token=token)), end


def _bracketed(text: str, at: int) -> Number | None:
    """Read $(24.6) million and (12.5)%, where brackets say that the figure is negative."""
    found = _BRACKETED.match(text, at - 1)
    if not found or (
        (at == 1 or text[at - 2] not in "$€£¥₹") and text[found.end() : found.end() + 1] != "%"
    ):
        return None
    value = numerals.read_digits(found[1])
    if value is None:
        return None
    return _scaled(text, Number(start=at - 1, end=found.end(), base=value, token=found[1]))


_EURO_BEFORE = re.compile(r"(?:€|EUR|R\$|kr|SEK|NOK|DKK|zł|PLN|CHF|Rp)[ ]?\Z")
_EURO_AFTER = re.compile(r"[ ]?(?:€|EUR|[Ee]uros?(?![a-z])|kr(?![a-z])|SEK|NOK|DKK|zł|PLN|reais)")


def _has_euro(text: str, start: int, end: int) -> bool:
    """Tell whether a currency of continental writing stands beside the digits."""
    return bool(_EURO_BEFORE.search(text, max(0, start - 4), start) or _EURO_AFTER.match(text, end))


def _is_spaced(text: str, at: int, spaced: re.Match[str]) -> bool:
    """Tell whether digits parted by spaces are one number: money stands beside them."""
    if is_letter(text, at - 1):
        return False
    window = text[max(0, at - 4) : at].rstrip(" ")
    if window[-1:] in tuple("$€£¥₹₩₪") or window.endswith(
        ("USD", "EUR", "SEK", "NOK", "CHF", "GBP", "Rs", "kr")
    ):
        return True
    rest = text[spaced.end() : spaced.end() + 12].lstrip(" ")
    return rest.startswith(tuple("€$£元")) or rest.lower().startswith(
        ("euro", "usd", "eur", "dollar", "kr", "sek", "nok", "pounds", "chf", "rub", "zł", "users")
    )


def _cut(text: str, at: int, token: str, end: int) -> tuple[str, int]:
    """Cut a list without spaces (``2.1,3.9``) at its first comma; leave a grouping whole."""
    if numerals.read_digits(token) is not None or numerals.DECIMAL_COMMA.fullmatch(token):
        return token, end
    parts = token.split(",")
    if any(len(part) == 4 and part.isdigit() for part in parts[1:]) and len(parts[0]) <= 3:
        if not all(1900 <= int(part) <= 2100 for part in parts[1:] if part.isdigit()):
            return token, end
    if "." in parts[0] or len(parts[0]) > 3:
        return parts[0], at + len(parts[0])
    return token, end


def _scaled(text: str, number: Number) -> Number:
    """Read the magnitude after the digits, and the words inside that open it (余, +)."""
    at = number.end
    if at >= len(text):
        return number
    char = text[at]
    if "\u4e00" <= char <= "\u9fff" or (
        char == " " and text[at + 1 : at + 2] in tuple("万亿千百萬億")
    ):
        return chinese_scaled(text, number)
    if plus := _PLUS.match(text, at):
        opened = english_scaled(text, number._replace(end=plus.end()))
        if opened.end > plus.end():
            return opened._replace(bound="at_least", bound_text=plus[0])
        return number
    return english_scaled(text, number)
