"""Amounts of which only the order is told: tens of millions, eight figures, 数千万, 亿元级.

An order runs from its first whole number to the first of the next: 数千万 is 10**7 to 10**8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pricedin.text.numerals import EN_SCALE, EN_SMALL, ZH_DIGIT, zh_scale


@dataclass(frozen=True, slots=True)
class Order:
    """An order of magnitude: where it ends in the text, from and to which number it runs.

    `is_bare` is a Chinese scale without a number (亿元): an order, unless a word before says
    more (超亿元). `is_figures` counts digits of money (eight-figure), so that money is meant.
    """

    end: int
    low: Decimal
    high: Decimal
    is_bare: bool = False
    is_figures: bool = False


_SIZE = "(?P<size>hundred|thousand|million|billion|trillion|lakh|crore)"
_ENGLISH = re.compile(
    rf"""(?i:
      (?P<many>tens|dozens|hundreds|thousands)[ \n-]of[ \n-](?:(?P<many2>thousands
          |hundreds)[ \n-]of[ \n-])?
        (?P<plural>thousand|million|billion|trillion|lakh|crore)s(?![A-Za-z])
     |(?P<several>(?:a[ \n])?(?:few|couple(?:[ \n]of)?|several)|many|multiple|multi)[ \n-]?
        (?:(?P<lead>hundred|thousand|tens[ \n]of)[ \n-])?{_SIZE}s?(?![A-Za-z])
     |(?P<units>thousand|million|billion|trillion|crore|lakh)s(?=[ \n]of[ \n])
     |(?P<double>single|double|triple)[ -]digit[ \n](?P<dsize>million|billion)s?(?![A-Za-z])
     |(?P<figures>four|five|six|seven|eight|nine|ten|eleven|twelve|[4-9]
         |1[0-2])[ -]figures?(?![A-Za-z])
    )""",
    re.VERBOSE,
)
_MANY = {"tens": 10, "dozens": 10, "hundreds": 100, "thousands": 1000}
_FEW = "[数數几幾]"
_CHINESE = re.compile(
    rf"{_FEW}(?P<scale>[十百千]{{0,2}}[万萬]?[亿億]?)|(?P<tens>[二三四五六七八九]?十){_FEW}(?P<size>[万萬]?[亿億]?)"
)
_BARE = re.compile("[百千][万萬亿億]|[万萬]?[亿億]|[万萬]")


def english_order(text: str, at: int) -> Order | None:
    """Read an order of magnitude in English that starts at `at`.

    >>> english_order("tens of millions of dollars", 0).low
    Decimal('10000000')
    """
    found = _ENGLISH.match(text, at)
    if not found:
        return None
    end = found.end()
    if found["many"]:
        low = _MANY[found["many"].lower()] * EN_SCALE[found["plural"].lower()]
        low *= _MANY[found["many2"].lower()] if found["many2"] else 1
    elif found["several"]:
        low = {**EN_SCALE, "hundred": 100}[found["size"].lower()]
        if lead := found["lead"]:
            low *= {"hundred": 100, "thousand": 1000}.get(lead.lower(), 10)
    elif found["units"]:
        low = EN_SCALE[found["units"].lower()]
    elif found["double"]:
        low = EN_SCALE[found["dsize"].lower()]
        low *= {"single": 1, "double": 10, "triple": 100}[found["double"].lower()]
    else:
        word = found["figures"].lower()
        digits = int(word) if word.isdigit() else EN_SMALL[word]
        return Order(end, Decimal(10) ** (digits - 1), Decimal(10) ** digits, is_figures=True)
    return Order(end, Decimal(low), Decimal(low) * 10)


def chinese_order(text: str, at: int) -> Order | None:
    """Read an order of magnitude in Chinese that starts at `at`.

    >>> chinese_order("数千万美元", 0).high, chinese_order("十几亿元", 0).high
    (Decimal('100000000'), Decimal('2000000000'))
    """
    if found := _CHINESE.match(text, at):
        if found["tens"]:
            head = found["tens"][:-1]
            tens = 10 * (ZH_DIGIT[head] if head else 1)
            size = zh_scale(found["size"])
            return Order(found.end(), tens * size, (tens + 10) * size)
        if found["scale"]:
            low = zh_scale(found["scale"])
            return Order(found.end(), low, low * 10)
        return None
    if found := _BARE.match(text, at):
        low = zh_scale(found[0])
        return Order(found.end(), low, low * 10, is_bare=True)
    return None
