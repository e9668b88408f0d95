"""A number with its magnitude: ``4.8bn``, ``1亿5000万``, ``half a billion``, ``100余万``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from pricedin.text import numerals
from pricedin.text.bounds import Bound
from pricedin.text.numerals import ONE
from pricedin.units import MAGNITUDES

Style = Literal["digits", "spaced", "chinese", "spelled", "vague"]


class Number(NamedTuple):
    """A number in a text: `base` times `scale`, and how exactly it is meant.

    `shared` is the scale that a range gives to its lower end; `token` the digits as written.
    """

    start: int
    end: int
    base: Decimal
    scale: Decimal = ONE
    high_base: Decimal | None = None
    bound: Bound = "exact"
    bound_text: str = ""
    style: Style = "digits"
    token: str = ""
    shared: Decimal | None = None
    refused: str = ""
    is_percent: bool = False

    @property
    def value(self) -> Decimal:
        """The number in full."""
        return _whole(self.base * self.scale)

    @property
    def high(self) -> Decimal | None:
        """The upper end that the number itself tells, as 七八亿 does."""
        return None if self.high_base is None else _whole(self.high_base * self.scale)

    @property
    def may_have_currency(self) -> bool:
        """False for percent written in words, 百分之五."""
        return not self.is_percent

    def is_negative_place(self, text: str, floor: int) -> bool:
        """Tell whether the hyphen before the number is a minus sign."""
        at = self.start - 1
        if at < floor or text[at] not in "-−" or self.style != "digits":
            return False
        before = text[at - 1] if at > 0 else " "
        return before in " \n\t(:," or "\u4e00" <= before <= "\u9fff"


def _whole(value: Decimal) -> Decimal:
    """Return the same number without an exponent or trailing zeros after the point."""
    if value == value.to_integral_value():
        return value.quantize(ONE) if value.adjusted() < 27 else value
    return value.normalize()


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
_CONTINENTAL = frozenset("mrd mio mia mds mld milliarden millionen billionen milliard".split())
_GERMAN = "mrd|mio|mia|mill|mln|bln|cr"
_EN_SCALE = re.compile(
    rf"""(?:[ \t]{{0,2}}|[ \t]?\r?\n[ \t]{{0,4}}|-)
    (?:(?P<word>{"|".join(sorted((*_WORDS, *_ONLY_MONEY), key=len, reverse=True))})
      (?:(?<=[ndhce])s)?(?:(?<=mrd|mio|mia|mln|bln)\.(?=[ ]?[A-Z€$£])|(?<=mill)\.(?=[ ]?[A-Z€$£])|(?<=[Cc]r)\.)?
      (?:[ -](?P<second>thousand|million|billion|trillion|crores?)(?![A-Za-z]))?
    |(?P<short>[kmb]))(?:(?![A-Za-z0-9])|(?=USD|EUR|GBP|CNY|RMB|HKD))""",
    re.X | re.I,
)
_ZH_INSIDE = re.compile(
    "[ ]?(?P<more>[多余餘來来])?(?P<few>[几幾])?(?:个|個)?(?P<half>半)?(?=[十百千万萬亿億兆])"
)
_ZH_TAIL = re.compile("[多余餘](?![个個]月|年|天|日|数|少|元化)|半(?=[元美港欧人,。])")
_ZH_NEXT = re.compile(rf"零?([0-9][0-9,]*(?:\.[0-9]+)?|[{numerals.ZH_CHARS}]+)")
_ZH_RUN = re.compile(rf"[{numerals.ZH_CHARS}]+")
_ZH_POINT = re.compile("点([零〇一二三四五六七八九]{1,4})")
_PLUS = re.compile(r"\+(?=[ -]?(?:[a-z]|万|亿|million|billion))|-plus(?=[ -])")
_UNREAD = re.compile(
    r"[ \t\n-]((?=[A-Za-z]{0,8}illi)[A-Za-z]{0,12}(?:illion|illiard)s?)(?![A-Za-z])"
)
# A word for a scale in some other language.
_FOREIGN = re.compile(r"[ ]([a-z]*(?:ilh|ilj|ili[oa]|illi)[^\W\d_]*)", re.I)
_BRACKETED = re.compile(r"\(([0-9][0-9.,]*)\)")
_UNREAD_SHORT = re.compile(r"[A-Za-z]{1,12}")
_READ_UNITS = re.compile(r"(?:x|X|bps?|pps?|ppts?|pct)(?![A-Za-z])")


def is_letter(text: str, at: int) -> bool:
    """Tell whether an ASCII letter or underscore stands at `at`."""
    return 0 <= at < len(text) and (text[at] == "_" or (text[at].isascii() and text[at].isalpha()))


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
    if (
        not found
        or (at == 1 or text[at - 2] not in "$€£¥₹")
        and text[found.end() : found.end() + 1] != "%"
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
        return _chinese_scaled(text, number)
    if plus := _PLUS.match(text, at):
        opened = _english_scaled(text, number._replace(end=plus.end()))
        if opened.end > plus.end():
            return opened._replace(bound="at_least", bound_text=plus[0])
        return number
    return _english_scaled(text, number)


def _english_scaled(text: str, number: Number) -> Number:
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


def _chinese_scaled(text: str, number: Number) -> Number:
    """Read Chinese scales and the further terms of a compound, 1亿5000万."""
    number = _one_scale(text, number)
    for _ in range(3):
        if number.scale == 1 or number.bound != "exact" or number.base < 0:
            break
        more = _next_term(text, number)
        if more is None:
            break
        number = more
    if (tail := _ZH_TAIL.match(text, number.end)) and number.bound == "exact":
        if tail[0] == "半":
            if number.scale > 1:
                return number._replace(base=number.base + Decimal("0.5"), end=tail.end())
            return number
        return number._replace(bound="at_least", bound_text=tail[0], end=tail.end())
    return number


def _one_scale(text: str, number: Number) -> Number:
    inside = _ZH_INSIDE.match(text, number.end)
    if not inside:
        return number
    scale = numerals.ZH_SCALE.match(text, inside.end())
    if not scale or text[scale.end() - 1 : scale.end() + 1] == "百分":
        return number
    base = number.value + (Decimal("0.5") if inside["half"] else 0)
    size = numerals.zh_scale(scale[0])
    made = number._replace(base=base, scale=size, end=scale.end())
    if inside["few"]:
        step = Decimal(10) ** max(0, len(number.token.rstrip("0")) and number.base.adjusted())
        return made._replace(high_base=number.base + step, bound="order_of_magnitude")
    if inside["more"]:
        return made._replace(bound="at_least", bound_text=inside["more"])
    return made


def _next_term(text: str, number: Number) -> Number | None:
    found = _ZH_NEXT.match(text, number.end)
    if not found:
        return None
    word = found[1]
    if word[0].isdigit() and word[0].isascii():
        value = numerals.read_digits(word)
        if value is None:
            return None
        term = _one_scale(
            text, Number(start=found.start(), end=found.end(), base=value, token=word)
        )
        size = term.scale
    else:
        read = numerals.read_chinese(word)
        if read is None or read[1] is not None:
            return None
        term = Number(start=found.start(), end=found.end(), base=read[0])
        size = read[2]
    if term.bound == "order_of_magnitude" or term.value >= number.scale or size >= number.scale:
        return None
    if size == 1 and text[term.end : term.end + 1] not in tuple("元块美港欧歐英日韩人名家户个股"):
        return None
    total = number.value + term.value
    size = max(size, ONE)
    return number._replace(
        base=total / size,
        scale=size,
        end=term.end,
        bound=term.bound,
        bound_text=term.bound_text,
    )


def chinese_number(text: str, at: int) -> tuple[Number | None, int]:
    """Read a Chinese numeral that starts at `at`: 三百五十万, 百分之十五, 三点五亿."""
    if text.startswith("百分之", at):
        return _chinese_percent(text, at)
    found = _ZH_RUN.match(text, at)
    if not found:
        return None, at + 1
    run, end = found[0], found.end()
    if text[at - 1 : at] == "第" and at:
        return None, end
    read = numerals.read_chinese(run)
    if read is None:
        return None, end
    value, high, scale = read
    number = Number(
        start=at,
        end=end,
        base=value / scale,
        scale=scale,
        high_base=None if high is None else high / scale,
        bound="exact" if high is None else "approx",
        style="chinese",
        token=run,
    )
    if scale == 1 and (point := _ZH_POINT.match(text, end)):
        pointed = number._replace(base=value + _after_point(point[1]), end=point.end())
        return _one_scale(text, pointed), point.end()
    return _chinese_scaled(text, number), end


def _after_point(digits: str) -> Decimal:
    return Decimal("0." + "".join(str(numerals.ZH_DIGIT[char]) for char in digits))


def _chinese_percent(text: str, at: int) -> tuple[Number | None, int]:
    start = at + 3
    if digits := numerals.DIGITS.match(text, start):
        value = numerals.read_digits(digits[0])
        if value is None:
            return None, digits.end()
        return Number(start=at, end=digits.end(), base=value, is_percent=True), digits.end()
    found = _ZH_RUN.match(text, start)
    read = numerals.read_chinese(found[0]) if found else None
    if not found or read is None:
        if text.startswith("百分之百", at):
            return Number(start=at, end=at + 4, base=Decimal(100), is_percent=True), at + 4
        return None, start
    value, end = read[0], found.end()
    if point := _ZH_POINT.match(text, end):
        value, end = value + _after_point(point[1]), point.end()
    return Number(start=at, end=end, base=value, is_percent=True), end


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
