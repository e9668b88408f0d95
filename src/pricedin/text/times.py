"""Find times in text: days, months, quarters, fiscal years, runs of years, last June, 去年.

Relative times are read against the day of publication: a month or day without a year is the
latest one not after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pricedin.text import times_en, times_zh
from pricedin.text.meanings_en import Handler
from pricedin.text.when import Meaning, When

__all__ = ["When", "find_times"]

_CJK = re.compile("[\u4e00-\u9fff]")
_ANY_CHINESE = re.compile("[年月日周週季今昨近同每前天期截財财礼]")


def find_times(text: str, published: date | None = None) -> list[When]:
    """Find the times of a text, in order and without overlap.

    Parameters
    ----------
    text : str
        As made by `normal`.
    published : date, optional
        Day of publication; without it, relative times have no span.

    Returns
    -------
    list of When

    Examples
    --------
    >>> found = find_times("In the nine months to December 2023, and last June", date(2024, 5, 14))
    >>> [(w.text, w.label) for w in found]
    [('nine months to December 2023', '2023-04/2023-12'), ('last June', '2023-06')]
    >>> [w.label for w in find_times("2022年至2024年,2025年前九个月,去年", date(2025, 12, 18))]
    ['2022/2024', '2025-01/2025-09', '2024']
    """
    return list(_times(text, published))


@cache
def _grammar(
    chinese: bool,
) -> tuple[re.Pattern[str], re.Pattern[str], list[tuple[re.Pattern[str], Handler]]]:
    """Return where a time may begin, all rules in one pattern, and each rule with its handler."""
    chinese_rules = [*times_zh.RULES] if chinese else []
    rules = [*chinese_rules, *times_en.RULES]
    parts = []
    for index, (pattern, _) in enumerate(rules):
        own = re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\g<1>\g<2>_{index}", pattern)
        parts.append(f"(?P<rule{index}>{own})")
    count = len(chinese_rules)
    every = f"{times_en.LEFT}(?:{'|'.join(parts[count:])})"
    begins = times_en.BEGINS
    if chinese:
        every = f"{'|'.join(parts[:count])}|{every}"
        begins = f"{times_zh.BEGINS}|{begins}"
    lefts = [""] * count + [times_en.LEFT] * len(times_en.RULES)
    return (
        re.compile(begins, re.X),
        re.compile(every),
        [(re.compile(left + p), h) for left, (p, h) in zip(lefts, rules, strict=True)],
    )


def _times(text: str, published: date | None) -> Iterator[When]:
    begins, every, rules = _grammar(bool(_ANY_CHINESE.search(text)))
    at = 0
    while begun := begins.search(text, at):
        start = begun.start()
        at = start + 1
        first = every.match(text, start)
        told = _told(text, start, rules, _rule_of(first), published) if first else None
        if told is None:
            at = max(at, begun.end())
            continue
        meanings, at = told
        for meaning, end in meanings:
            begin, stop = meaning.at or (start, end)
            yield When(
                start=begin,
                end=stop,
                text=text[begin:stop],
                span=meaning.span,
                precision=meaning.precision,
                label=meaning.label,
                is_period=meaning.is_period,
                is_relative=meaning.is_relative,
                approximate=meaning.approximate,
                relation=meaning.relation,
                years=meaning.years,
            )


def _rule_of(first: re.Match[str]) -> int:
    assert first.lastgroup is not None
    return int(first.lastgroup.removeprefix("rule"))


def _told(
    text: str,
    start: int,
    rules: list[tuple[re.Pattern[str], Handler]],
    index: int,
    published: date | None,
) -> tuple[list[tuple[Meaning, int]], int] | None:
    """Return what the first rule that accepts says, from `index` on, and where it ends."""
    for pattern, handler in rules[index:]:
        found = pattern.match(text, start)
        if found is None or found.end() == start:
            continue
        try:
            meaning = handler(found, published)
        except (ValueError, OverflowError):
            # A year that the calendar does not have.
            continue
        if meaning is None:
            continue
        meanings = meaning if isinstance(meaning, list) else [meaning]
        end = found.end()
        while text[end - 1] in " \n\t,":
            end -= 1
        return [(one, end) for one in meanings], end
    return None
