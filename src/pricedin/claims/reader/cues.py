"""Words that tell what a figure is, found in a sentence.

A cue stands before its figure (``<``), after it (``>``) or on either side (``=``). What is told
by a cue named ``-`` is none of the attributes: trade volumes, costs, market sizes and the like are
named so that they are never taken for what stands beside them; ``#`` does so for counts.

Marks are not attributes but verbs and remarks: ``+raise`` money that comes in, ``+round`` a round,
``+invest`` an investor's cheque, ``+up`` and ``+down`` changes, ``+hold`` a holding, ``+offer`` an
offering, ``+secondary`` a sale by holders, ``+convertible`` a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pricedin.claims.reader.cues_en import ENGLISH
from pricedin.claims.reader.cues_zh import CHINESE
from pricedin.claims.reader.firsts import first_signs


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a sentence, with its span there."""

    name: str
    side: str
    start: int
    end: int
    bonus: float
    basis: str = ""


class _Row(NamedTuple):
    name: str
    side: str
    bonus: float
    basis: str
    pattern: re.Pattern[str]
    firsts: frozenset[str]  # how a match can begin; empty if with anything


def _row(line: str, *, words: bool) -> _Row:
    name, side, bonus, basis, pattern = line.split(maxsplit=4)
    if words:
        pattern = re.sub(
            r"\\.|[A-Z]",
            lambda found: found[0].lower() if len(found[0]) == 1 else found[0],
            pattern,
        )
        pattern = pattern.replace(" ?", r"\s?")
        pattern = re.sub(r"(?<!\\) ", r"\\s+", pattern)
        compiled = re.compile(rf"(?:{pattern})(?!\w)")
    else:
        compiled = re.compile(pattern)
    basis = "" if basis == "." else basis
    return _Row(name, side, float(bonus), basis, compiled, first_signs(pattern, 2 if words else 1))


@cache
def _rows(is_chinese: bool) -> tuple[_Row, ...]:
    table = CHINESE if is_chinese else ENGLISH
    return tuple(_row(line, words=not is_chinese) for line in table.strip().splitlines())


@cache
def _candidates(is_chinese: bool, first: str) -> tuple[_Row, ...]:
    """Return the rows that a match beginning with `first` can be of, in their order."""
    return tuple(
        row
        for row in _rows(is_chinese)
        if not row.firsts
        or any(first.startswith(one) or one.startswith(first) for one in row.firsts)
    )


def find_cues(text: str, *, is_chinese: bool) -> list[Cue]:
    """Return the cues in one sentence, in order; none lies inside another.

    Examples
    --------
    >>> [(cue.name, cue.start) for cue in find_cues("Revenue was $5m", is_chinese=False)]
    [('revenue', 0)]
    >>> [cue.name for cue in find_cues("本轮投前估值为17亿元", is_chinese=True)]
    ['+round', 'pre_money_valuation']
    """
    return list(_found(text, is_chinese))


_WORD_START = re.compile(r"(?<![\w$€£])[\w(-]")


def _found(text: str, is_chinese: bool) -> Iterator[Cue]:
    if is_chinese:
        starts: Sequence[int] = range(len(text))
        low, size = text, 1
    else:
        low, size = text.lower(), 2
        if len(low) != len(text):  # a few capitals have two small letters
            low = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
        starts = [found.start() for found in _WORD_START.finditer(low)]
    at = 0
    for start in starts:
        if start < at:
            continue
        for row in _candidates(is_chinese, low[start : start + size]):
            found = row.pattern.match(low, start)
            if found is not None and found.end() > start:
                at = found.end()
                yield Cue(row.name, row.side, start, at, row.bonus, row.basis)
                break
