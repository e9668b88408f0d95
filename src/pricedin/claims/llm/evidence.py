"""What words say: whether an amount is the claimed one, whole, and of a fitting kind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pricedin.claims.llm.answer import Item
from pricedin.text.amounts import Amount

MOST_WORDS = 12
MOST_CHARACTERS_ZH = 30

COUNTS = frozenset({"users", "paying_users", "employees"})
PERCENTS = frozenset({"growth_rate", "ownership_pct"})
# A loss may be printed as a negative number; it is told as a positive one.
_ROUNDING = Decimal("1e-12")
LOSSES = frozenset({"net_loss", "burn"})

_HAN = re.compile(r"[㐀-鿿]")
_DIRECTION = re.compile(
    r"(?P<fall>\b(?:fell|fall(?:s|ing|en)?|drop\w*|declin\w+|decreas\w+|down|shr[aiu]nk\w*|slid|"
    r"slump\w*|plung\w+|narrow\w+|contract(?:ed|ion)|los(?:t|ing)|sank|reduc\w+)\b"
    r"|降|跌|减|減|下滑|收窄|缩|縮|萎)"
    r"|(?P<rise>\b(?:rose|ris(?:e|es|en|ing)|gr[eo]w\w*|up|increas\w+|jump\w*|climb\w*|surg\w+|"
    r"soar\w*|gain\w*|add(?:ed|ing|s)?|expan\w+|widen\w*|higher|accelerat\w+)\b"
    r"|增|升|涨|漲|扩大|擴大|提高)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;]\s|[。!?;\n]")
_MAGNITUDES = "零〇一二两兩三四五六七八九十百千万萬亿億兆"
_MAGNITUDE_WORD = re.compile(
    r"[ -](?:hundred|thousand|million|billion|trillion|mn|bn|tn|crore|lakh|mio|mrd)s?(?![A-Za-z])",
    re.IGNORECASE,
)

# Words that stand where a name should and name nobody.
_NOBODY = frozenset(
    word.strip()
    for word in """the company|the startup|the start-up|the firm|company|startup|firm|it|they|
    unknown|none|null|n/a|investor|investors|the investors|existing investors|new investors|
    undisclosed|undisclosed investors|shareholders|
    公司|该公司|該公司|本公司|企业|企業|投资方|投資方|
    投资人|投資人|投资者|投資者|投资机构|投資機構|老股东|老股東|股东|股東|机构|機構|未披露""".split(
        "|"
    )
)


class Place(NamedTuple):
    """``[start, end)`` of a normal text."""

    start: int
    end: int


def says(amount: Amount, item: Item) -> bool:
    """Tell whether an amount of a document has the claimed value and upper end.

    The figure carries the grammar's value; the claimed one may differ from it as a binary
    fraction does. Signs are compared apart (`is_other_way`): a fall of 12% is printed 12.
    """
    if item.value is None:
        return False
    ends, claimed = (amount.value, amount.high), (item.value, item.high)
    if item.attribute == "growth_rate" or item.attribute in LOSSES:
        ends, claimed = _bare(ends), _bare(claimed)
    return all(_is_near(one, other) for one, other in zip(ends, claimed, strict=True))


def _bare(ends: tuple[Decimal, Decimal | None]) -> tuple[Decimal, Decimal | None]:
    low, high = ends
    return abs(low), None if high is None else abs(high)


def _is_near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= abs(one) * _ROUNDING


def of_kind(amount: Amount, attribute: str) -> bool:
    """Tell whether an amount can be a value of an attribute.

    A plain number, if it is no small one, can be money whose currency is not known, as in a
    table.
    """
    if attribute in COUNTS:
        return amount.kind in ("count", "number") and amount.value == amount.value.to_integral()
    if attribute in PERCENTS:
        return amount.kind == "percent"
    if attribute == "ipo_price":
        return amount.kind in ("money", "money_per_share")
    return amount.kind == "money" or (amount.kind == "number" and abs(amount.value) >= 1000)


def is_cut_from_longer(text: str, start: int, end: int) -> bool:
    """Tell whether something beside ``text[start:end]`` could make its number another one.

    The grammar reads numbers whole; this does not rely on it.

    >>> is_cut_from_longer("It raised $14.8 billion.", 12, 23)
    True
    >>> is_cut_from_longer("It raised $14.8 billion.", 10, 23)
    False
    """
    return _goes_on_before(text, start) or _goes_on_after(text, end)


def _goes_on_before(text: str, start: int) -> bool:
    first, before = text[start], text[max(0, start - 2) : start]
    last = before[-1:]
    if _is_ascii_letter(last):
        return first.isascii()  # also a sign that belongs to a longer one: Z$
    if not (first.isnumeric() or first == "."):
        return False
    if last.isnumeric() or last == ".":
        return True
    if last in (",", "'", "’") and before[:1].isdigit():
        return True
    # Thousands may be set apart by a blank: 14 800 000.
    return last == " " and before[:1].isdigit() and bool(re.match(r"\d{3}(?!\d)", text[start:]))


def _goes_on_after(text: str, end: int) -> bool:
    last, after = text[end - 1], text[end : end + 1]
    if last.isdigit():
        longer = after.isnumeric() or after in _MAGNITUDES or _is_ascii_letter(after)
        point = after in (".", ",", "'", "’") and text[end + 1 : end + 2].isdigit()
        return (bool(after) and longer) or point or bool(_MAGNITUDE_WORD.match(text, end))
    if _is_ascii_letter(last):
        return (after.isascii() and after.isalnum()) or bool(_MAGNITUDE_WORD.match(text, end))
    return last in _MAGNITUDES and bool(after) and after in _MAGNITUDES


def _is_ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def signed(item: Item, amount: Amount | None) -> tuple[Decimal | None, Decimal | None]:
    """Return value and upper end with the sign that figures carry.

    Losses and burn are positive, whatever sign is printed; a growth rate has the claimed sign,
    which `is_other_way` holds against the words.
    """
    if amount is None:
        return None, None
    value, high = amount.value, amount.high
    if item.attribute in LOSSES:
        return abs(value), None if high is None else abs(high)
    if item.attribute == "growth_rate" and item.value is not None and item.value < 0 < value:
        return -value, None if high is None else -high
    return value, high


def is_other_way(item: Item, amount: Amount, text: str) -> bool:
    """Tell whether a growth rate is claimed with another sign than its words tell.

    The word that tells is the nearest before the amount in its sentence, else the first after.
    A fall must be told, by a word or a printed minus; a rise need not be.
    """
    if item.attribute != "growth_rate" or item.value is None:
        return False
    if amount.value < 0:
        return item.value > 0
    before = _STOP.split(text[max(0, amount.start - 80) : amount.start])[-1]
    after = _STOP.split(text[amount.end : amount.end + 40])[0]
    told = [*_DIRECTION.finditer(before)][-1:] or [*_DIRECTION.finditer(after)][:1]
    is_less = after.lstrip().lower().startswith("less than")
    return (item.value < 0) != (is_less or bool(told and told[0]["fall"]))


def is_named(words: str, *, may_be_common: bool = False) -> bool:
    """Tell whether words can be a name: with a capital, or in a script that has none.

    >>> is_named("Lunar AI"), is_named("the company"), is_named("月之暗面"), is_named("该公司")
    (True, False, True, False)
    """
    if words.casefold() in _NOBODY or not any(char.isalpha() for char in words):
        return False
    if len(words) < 2 and not _HAN.search(words):
        return False
    return may_be_common or any(
        char.isupper() or (char.isalpha() and not char.islower()) for char in words
    )


def in_few_words(text: str, quote: Place, core: Place) -> Place:
    """Return the stretch of a quote around its core that is short enough for evidence.

    At most 12 words, in Chinese 30 characters, unless the core itself is longer; words before
    the core, which tell what it is, come first.
    """
    words = text[quote.start : quote.end]
    if _HAN.search(words):
        spare = MOST_CHARACTERS_ZH - (core.end - core.start)
        if len(words) <= MOST_CHARACTERS_ZH:
            return quote
        start = max(quote.start, core.start - max(0, spare))
        # No Latin word or number is cut in two.
        while start < core.start and _in_word(text, start):
            start += 1
        end = min(quote.end, core.end + max(0, MOST_CHARACTERS_ZH - (core.end - start)))
        while end > core.end and _in_word(text, end):
            end -= 1
        return Place(start, end)
    if len(words.split()) <= MOST_WORDS:
        return quote
    before = [found.start() for found in re.finditer(r"\S+", text[quote.start : core.start])]
    held = len(text[core.start : core.end].split())
    take = max(0, MOST_WORDS - held)
    start = quote.start + before[-take:][0] if before and take else core.start
    left = take - min(len(before), take)
    after = [found.end() for found in re.finditer(r"\S+", text[core.end : quote.end])][:left]
    return Place(start, core.end + after[-1] if after else core.end)


def _in_word(text: str, at: int) -> bool:
    """Tell whether a cut at `at` would divide a word or number."""
    left, right = text[at - 1 : at], text[at : at + 1]
    joins = "0123456789.,$€£¥%+"
    return all(
        char != "" and char.isascii() and (char.isalnum() or char in joins)
        for char in (left, right)
    )
