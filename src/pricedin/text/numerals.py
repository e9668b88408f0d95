"""Numbers in text: digits with their separators, Chinese numerals, spelled English.

A number is kept as a base and a scale (``7.5`` and ``10**9``), because a range may say the
scale once for both ends. A grouping of digits that no convention gives (``1,5000``) is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)
MOST_DIGITS = 24

DIGITS = re.compile(r"[0-9]++(?:[.,'][0-9]++)*+")
SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})++(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?")
_WESTERN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_SWISS = re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+(?:\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
DECIMAL_COMMA = re.compile(r"[0-9]{1,4},[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")

FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
}


def read_digits(token: str) -> Decimal | None:
    """Read one token of digits and separators, or None where no convention gives it.

    >>> [str(read_digits(t)) for t in ("1,250,000", "9,37,500", "1'250'000", "1.250.000,50")]
    ['1250000', '937500', '1250000', '1250000.50']
    >>> read_digits("1,5000"), read_digits("1.2.3")
    (None, None)
    """
    if len(token) > MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(token):
        return Decimal(token)
    if _WESTERN.fullmatch(token) or _INDIAN.fullmatch(token):
        return Decimal(token.replace(",", ""))
    if _SWISS.fullmatch(token):
        return Decimal(token.replace("'", ""))
    if _CONTINENTAL.fullmatch(token):
        return Decimal(token.replace(".", "").replace(",", "."))
    return None


# Chinese numerals.

ZH_DIGIT = dict(
    zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
ZH_DIGIT |= dict(zip("壹贰叁肆伍陆柒捌玖貳參陸", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 6), strict=True))
ZH_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
ZH_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
ZH_CHARS = "".join((*ZH_DIGIT, *ZH_SMALL, *ZH_LARGE)) + "廿卅"
ZH_SCALE = re.compile(
    "[十百千]?[万萬][亿億]|[十百千][万萬亿億]|[万萬亿億兆]|[百千](?![万萬亿億])|十(?=[万萬亿億])"
)
_ZH_TAIL = re.compile("[百千]?[万萬]?[亿億]\\Z|[百千]?[万萬]\\Z|兆\\Z|[百千]\\Z")
_ZH_POSITIONAL = re.compile("[零〇一二三四五六七八九]{2,}")
_ZH_NEIGHBOURS = re.compile("([一二三四五六七八])([二三四五六七八九])(?=[十百千万萬亿億])")


def zh_scale(words: str) -> Decimal:
    """Return the product of a run of scale words: ``千万`` is 10**7.

    >>> zh_scale("千万"), zh_scale("万亿")
    (Decimal('10000000'), Decimal('1000000000000'))
    """
    product = 1
    for char in words:
        product *= ZH_SMALL.get(char) or ZH_LARGE[char]
    return Decimal(product)


def read_chinese(run: str) -> tuple[Decimal, Decimal | None, Decimal] | None:
    """Read a run of Chinese numerals as value, upper end and the scale it ends in.

    The upper end is of two neighbouring digits, as in ``七八亿``. A run that begins with a
    scale, as ``百万`` does, has no number and gives None, and so does a row of digits.

    >>> read_chinese("十二亿三千万")[0], read_chinese("三十五")[0], read_chinese("两万五")[0]
    (Decimal('1230000000'), Decimal('35'), Decimal('25000'))
    >>> [str(v) for v in read_chinese("七八亿")]
    ['700000000', '800000000', '100000000']
    """
    if len(run) > MOST_DIGITS or (run[0] not in ZH_DIGIT and run[0] not in "十拾廿卅"):
        return None
    if _ZH_POSITIONAL.match(run) and not _ZH_NEIGHBOURS.match(run):
        return None
    tail = _ZH_TAIL.search(run)
    scale = zh_scale(tail[0]) if tail and tail.start() else ONE
    if (pair := _ZH_NEIGHBOURS.match(run)) and ZH_DIGIT[pair[2]] == ZH_DIGIT[pair[1]] + 1:
        low, high = (_chinese_value(run[i] + run[2:]) for i in (0, 1))
        return None if low is None or high is None else (low, high, scale)
    value = _chinese_value(run)
    return None if value is None else (value, None, scale)


def _chinese_value(run: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last_unit = 1
    floor_large = floor_small = 10**17
    after_zero = False
    for index, char in enumerate(run):
        if char in ZH_DIGIT:
            if digit is not None and digit != 0:
                return None
            digit = ZH_DIGIT[char]
            after_zero = after_zero or digit == 0
            if digit == 0:
                digit = None
            continue
        if char in "廿卅":
            section += 20 if char == "廿" else 30
            last_unit = 10
            continue
        if char in ZH_SMALL:
            unit = ZH_SMALL[char]
            if unit >= floor_small or (
                digit is None
                and (unit != 10 or (index and run[index - 1] not in ZH_LARGE and not after_zero))
            ):
                return None
            section += (1 if digit is None else digit) * unit
            floor_small = unit
        else:
            unit = ZH_LARGE[char]
            part = section + (digit or 0)
            if unit >= floor_large:
                # 万亿: the whole number so far is multiplied once more.
                if index and run[index - 1] in "万萬" and char in "亿億" and not part:
                    total *= unit
                    floor_large = unit
                    last_unit, digit, floor_small, after_zero = unit, None, 10**17, False
                    continue
                return None
            if not part:
                return None
            total += part * unit
            section = 0
            floor_large, floor_small = unit, 10**17
        last_unit, digit, after_zero = unit, None, False
    if digit is not None:
        # 三万五 is 35,000: a last digit counts the next lower unit, unless a zero or ten is near.
        section += digit * (last_unit // 10 if last_unit > 10 and not after_zero else 1)
    return Decimal(total + section)


def read_year_digits(run: str) -> int | None:
    """Read four Chinese digits as a year: ``二〇二四`` is 2024."""
    if len(run) != 4 or any(char not in ZH_DIGIT for char in run):
        return None
    return int("".join(str(ZH_DIGIT[char]) for char in run))


# Spelled English.

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
EN_SMALL = {word: number for number, word in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
EN_TENS = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
EN_SCALE = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
_WORD = re.compile(r"(?:[ \t]{1,2}|[ \t]?\n[ \t]{0,4}|-)?([A-Za-z]{1,12})(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A spelled number: where it ends, its base and scale."""

    end: int
    base: Decimal
    scale: Decimal
    is_plain: bool

    @property
    def value(self) -> Decimal:
        """The number."""
        return self.base * self.scale


def read_spelled(text: str, at: int) -> Spelled | None:
    """Read a spelled number that starts at `at`.

    >>> read_spelled("two hundred and fifty million", 0).value
    Decimal('250000000')
    >>> read_spelled("one and a half billion", 0).value, read_spelled("half a billion", 0).value
    (Decimal('1500000000.0'), Decimal('500000000.0'))
    """
    words: list[tuple[str, int]] = []
    place = at
    while len(words) < 26 and (found := _WORD.match(text, place)):
        words.append((found[1].lower(), found.end()))
        place = found.end()
    if not words:
        return None
    return _part(words) or _sum(words)


def _scale(words: list[tuple[str, int]], at: int) -> tuple[int, int]:
    """Return the product of scale words from `at` on, and where they stop."""
    product = 1
    while at < len(words) and (size := EN_SCALE.get(words[at][0].removesuffix("s"))):
        if words[at][0].endswith("s") and words[at][0] not in ("lakhs", "crores"):
            break
        product *= size
        at += 1
    return product, at


def _part(words: list[tuple[str, int]]) -> Spelled | None:
    """Read half a billion, a quarter of a million, three-quarters of a billion."""
    heads = (
        (("half",), Decimal("0.5")),
        (("a", "half"), Decimal("0.5")),
        (("one", "half"), Decimal("0.5")),
        (("a", "quarter"), Decimal("0.25")),
        (("one", "quarter"), Decimal("0.25")),
        (("quarter",), Decimal("0.25")),
        (("three", "quarters"), Decimal("0.75")),
    )
    plain = [word for word, _ in words]
    for head, base in heads:
        if tuple(plain[: len(head)]) != head:
            continue
        at = len(head)
        if plain[at : at + 1] == ["of"]:
            at += 1
        if plain[at : at + 1] in (["a"], ["one"]):
            at += 1
        scale, stop = _scale(words, at)
        if stop > at:
            return Spelled(words[stop - 1][1], base, Decimal(scale), False)
    return None


def _sum(words: list[tuple[str, int]]) -> Spelled | None:
    """Read groups below a thousand, each with its scale, scales falling."""
    total = Decimal(0)
    scale = 0
    at = stop = 0
    while group := _group(words, at, may_be_article=not stop):
        value, after = group
        size, end = _scale(words, after)
        joined = bool(stop) and words[at - 1][0] == "and"
        if stop and (
            size >= scale or value * size >= scale or (joined and 1 == size < scale // 1000)
        ):
            break
        total += value * size
        scale, at, stop = size, end, end
        if size == 1:
            break
        if [word for word, _ in words[at : at + 3]] == ["and", "a", "half"]:
            total += Decimal(size) / 2
            stop = at + 3
            break
        if words[at : at + 1] and words[at][0] == "and":
            at += 1
    if not stop or (stop == 1 and words[0][0] in ("a", "an")):
        return None
    return Spelled(words[stop - 1][1], total / scale, Decimal(scale), scale == 1)


def _group(
    words: list[tuple[str, int]], at: int, *, may_be_article: bool
) -> tuple[Decimal, int] | None:
    """Read a number below a thousand, or an article before a scale, and where it stops."""
    plain = [word for word, _ in words[at : at + 7]]
    if may_be_article and plain[:1] in (["a"], ["an"]):
        if plain[1:2] == ["dozen"]:
            return Decimal(12), at + 2
        if plain[1:2] != ["hundred"] and plain[1:2][:1] and plain[1] not in EN_SCALE:
            return None
        value, used = 1, 1
    else:
        value, used = _below_hundred(plain)
        if not used:
            return None
    if plain[used : used + 1] == ["hundred"]:
        value, used = value * 100, used + 1
        skip = used + (plain[used : used + 1] == ["and"])
        rest, more = _below_hundred(plain[skip:])
        if more:
            value, used = value + rest, skip + more
    if plain[used : used + 1] == ["point"]:
        digits = ""
        while used + 1 + len(digits) < len(plain):
            digit = EN_SMALL.get(plain[used + 1 + len(digits)], 10)
            if digit > 9:
                break
            digits += str(digit)
        if digits:
            return Decimal(f"{value}.{digits}"), at + used + 1 + len(digits)
    if plain[used : used + 3] == ["and", "a", "half"] and plain[used + 3 : used + 4][0:1]:
        if plain[used + 3] in EN_SCALE:
            return Decimal(value) + Decimal("0.5"), at + used + 3
    return Decimal(value), at + used


def _below_hundred(words: list[str]) -> tuple[int, int]:
    """Return a number below a hundred and how many words it took; 0 words if there is none."""
    if not words:
        return 0, 0
    if words[0] in EN_SMALL:
        return EN_SMALL[words[0]], 1
    tens = EN_TENS.get(words[0])
    if tens is None:
        return 0, 0
    ones = EN_SMALL.get(words[1], 0) if len(words) > 1 else 0
    return (tens + ones, 2) if 1 <= ones <= 9 else (tens, 1)
