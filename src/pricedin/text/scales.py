"""Magnitudes after a number in English and its neighbours: ``4.8bn``, ``2,300 crore``, ``Mrd.``.

Built on the magnitudes of `units`, which a person types.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pricedin.text import numerals
from pricedin.text.number import Number, is_letter
from pricedin.units import MAGNITUDES

# What documents add to the magnitudes that a person types.
_WORDS = {
    **{word: size for word, size in MAGNITUDES.items() if word.isascii() and len(word) > 1},
    "hundred": Decimal(100),
    "quadrillion": Decimal(10**15),
    "milliard": Decimal(10**9),
    "milliarden": Decimal(10**9),
    "millionen": Decimal(10**6),
    "billionen": Decimal(10**12),
    "mrd": Decimal(10**9),
    "mld": Decimal(10**9),
    "mds": Decimal(10**9),
    "mia": Decimal(10**9),
    "mio": Decimal(10**6),
    "mln": Decimal(10**6),
    "bln": Decimal(10**9),
    "trn": Decimal(10**12),
    "mil": Decimal(10**6),
    "lakh": Decimal(10**5),
    "lac": Decimal(10**5),
    "crore": Decimal(10**7),
    # Continental words for a million and a milliard.
    **dict.fromkeys(
        "milhão milhões millones millón milioni milione miljoner miljoen miljoonaa mkr".split(),
        Decimal(10**6),
    ),
    **dict.fromkeys(
        "bilhão bilhões miliardi miliardo miljarder miljard miljardia mdr".split(), Decimal(10**9)
    ),
}
_ONLY_MONEY = {
    "mm": Decimal(10**6),
    "bio": Decimal(10**9),
    "mill": Decimal(10**6),
    "cr": Decimal(10**7),
    "t": Decimal(10**12),
    "l": Decimal(10**5),
}
_SHORT = {word: size for word, size in MAGNITUDES.items() if word.isascii() and len(word) == 1}
_EN_SCALE = re.compile(
    rf"""(?:[ \t]{{0,2}}|[ \t]?\r?\n[ \t]{{0,4}}|-)
    (?:(?P<word>{"|".join(sorted((*_WORDS, *_ONLY_MONEY), key=len, reverse=True))})
      (?:(?<=[ndhce])s)?(?:(?<=mrd|mio|mia|mln|bln)\.(?=[ ]?[A-Z€$£])
          |(?<=mill)\.(?=[ ]?[A-Z€$£])|(?<=[Cc]r)\.)?
      (?:[ -](?P<second>thousand|million|billion|trillion|crores?)(?![A-Za-z]))?
    |(?P<short>[kmb]))(?:(?![A-Za-z0-9])|(?=USD|EUR|GBP|CNY|RMB|HKD))""",
    re.X | re.I,
)
_UNREAD = re.compile(
    r"[ \t\n-]((?=[A-Za-z]{0,8}illi)[A-Za-z]{0,12}(?:illion|illiard)s?)(?![A-Za-z])"
)
# A word for a scale in some other language.
_FOREIGN = re.compile(r"[ ]([a-z]*(?:ilh|ilj|ili[oa]|illi)[^\W\d_]*)", re.I)
_UNREAD_SHORT = re.compile(r"[A-Za-z_]{1,12}")
_READ_UNITS = re.compile(r"(?:x|X|bps?|pps?|ppts?|pct)(?![A-Za-z])")


def english_scaled(text: str, number: Number) -> Number:
    """Read the magnitude after a number; shy ones only where money stands before."""
    at = number.end
    if at < len(text) and text[at] not in " \t\r\n-kKmMbBtTlLcChHqQ":
        return number
    found = _EN_SCALE.match(text, at)
    if not found:
        return number
    has_money = _has_money_before(text, number.start)
    if short := found["short"]:
        gap = found.start("short") - at
        if gap and (gap != 1 or text[at] != " " or not has_money):
            return number
        return number._replace(scale=_SHORT[short.lower()], end=found.end())
    word = found["word"].lower()
    if word in _ONLY_MONEY:
        if not has_money or text[at] == "-":
            return number
        if word in ("t", "l") and (found.start("word") != at and word == "t"):
            return number
        if word in ("l", "cr") and not _RUPEES.search(text, max(0, number.start - 5), number.start):
            return number
        size = _ONLY_MONEY[word]
    else:
        size = _WORDS[word]
    if second := found["second"]:
        if size > 10**5:
            return number
        size *= _WORDS[second.lower().removesuffix("s")]
    return number._replace(scale=size, end=found.end())


_RUPEES = re.compile(r"(?:₹|Rs\.?|INR)[ ]?\Z")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹₩₪₺₽]|Rs\.?|RMB|[A-Z]{3}|kr)[ ]?\(?\Z")


def _has_money_before(text: str, start: int) -> bool:
    return bool(_MONEY_BEFORE.search(text, max(0, start - 5), start))


def spelled_number(text: str, at: int) -> tuple[Number | None, int]:
    """Read a spelled English number that starts at `at`."""
    read = numerals.read_spelled(text, at)
    if read is None:
        return None, at + 1
    number = Number(
        start=at,
        end=read.end,
        base=read.base,
        scale=read.scale,
        style="spelled",
        token=text[at : read.end],
    )
    return number, read.end


def has_unread_scale(
    text: str, end: int, number: Number, *, has_currency: bool
) -> tuple[str, int] | None:
    """Return why an amount is refused, and where it ends, if its magnitude is not known."""
    if has_currency and number.style != "vague" and is_letter(text, end):
        if number.style == "digits" and not _READ_UNITS.match(text, end):
            found = _UNREAD_SHORT.match(text, end)
            assert found
            return f"unread magnitude '{found[0]}'", found.end()
    if text[end : end + 1] not in " \t\n-" or not text[end + 1 : end + 2].isalpha():
        return None
    unread = _UNREAD.match(text, end) or (_FOREIGN.match(text, end) if has_currency else None)
    if unread and unread[1].lower() not in _WORDS:
        if unread[1].lower().rstrip("s") in _WORDS and not has_currency:
            return None
        return f"unread magnitude '{unread[1]}'", unread.end()
    return None
