"""Chinese scales: 万, 亿, compounds (1亿5000万), 多 and 余 inside, numerals in words."""

from __future__ import annotations

import re
from decimal import Decimal

from pricedin.text import numerals
from pricedin.text.number import Number
from pricedin.text.numerals import ONE

_ZH_INSIDE = re.compile(
    "[ ]?(?P<more>[多余餘來来])?(?P<few>[几幾])?(?:个|個)?(?P<half>半)?(?=[十百千万萬亿億兆])"
)
_ZH_TAIL = re.compile("[多余餘](?![个個]月|年|天|日|数|少|元化)|半(?=[元美港欧人,。])")
_ZH_NEXT = re.compile(rf"零?([0-9][0-9,]*(?:\.[0-9]+)?|[{numerals.ZH_CHARS}]+)")
_ZH_RUN = re.compile(rf"[{numerals.ZH_CHARS}]+")
_ZH_POINT = re.compile("点([零〇一二三四五六七八九]{1,4})")


def chinese_scaled(text: str, number: Number) -> Number:
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
    return chinese_scaled(text, number), end


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
