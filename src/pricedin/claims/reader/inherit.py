"""Amounts that take what they are from the sentence before: answers, "it was", "the two were"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.attributes import group, may_be_money
from pricedin.claims.reader.cues import Cue, find_cues
from pricedin.claims.reader.lines import Line

_MONEY = frozenset(
    """pre_money_valuation post_money_valuation valuation market_cap total_raised debt_raised arr
    revenue net_loss net_profit cash_balance burn +raise +round""".split()
)
_COUNT = frozenset("users paying_users employees".split())
NEAR = 150  # characters before an amount in which the words that refer back stand
_TAKES = {"money": _MONEY, "count": _COUNT, "percent": frozenset({"+hold"})}

_QUESTION = re.compile(r"[?？]\W*$")
_ANSWER = re.compile(r"^\W*(?:[^,.:。]{1,30}:)?(?P<lead>[^.。;;]{0,40})$")
_IT_WAS = re.compile(
    r"(?:^|[,;:(.]\s*|\b(?:and|but)\s+)(?:\w+\s+){0,3}?(?:it|that|this|(?:the|that) (?:\w+ )?(?:figure|number|total|sum|count))\s+"
    r"(?:now\s+)?(?:was|is|were|will be|would be|should be|should come down to|should fall to|had been|has been|stood at|stands at|came to|came down to|had become)\s+"
    r"(?:\"|about|around|closer to|some|only|just|between|nearly|almost|no more than|at least|over|\s)*$"
    r"|(?:这一|这个|该|此|這一|這個)(?:数字|数据|數字|数额|指标|规模)[^,。;\d]{0,4}$|(?:去年|上年)同期(?:则|則)?(?:为|為|是)$|(?:^|[,;。])(?:一年前|去年|上年|前年|年初|现在|目前|如今|當時|当时)(?:则|則|还|才|只)?(?:是|为|為|有)$",
    re.I,
)
_STAFF = re.compile(
    r"(?:我们|我們|公司|团队|團隊|现在|現在|目前|如今|只剩|剩下|还有|裁到|缩到|人少了[^。]{0,12}从|到了(?:如今的)?)(?:还)?(?:有|是|剩)?$"
)
_THEY_WERE = re.compile(
    r"(?:上述|前述|这|該|该)?(?:两|兩|二|三)(?:项|項|个|個)(?:数字|數字|指标|数据|數據)?(?:则|則)?(?:分别|分別)?(?:为|為|是)$"
)


def inherit(lines: Sequence[Line]) -> None:
    """Give amounts without a cue the one of the sentence before, where the words refer to it."""
    told: list[Cue] = []
    for number, line in enumerate(lines):
        asked = _asked(lines[number - 1]) if number else []
        for index in range(len(line.amounts)):
            _take(line, index, asked, told)
        here = [
            one.cue for one in line.owned if one.cue is not None and one.cue.name in _MONEY | _COUNT
        ]
        if here:
            told = here


def _asked(line: Line) -> list[Cue]:
    """Return what a question asks for."""
    if not _QUESTION.search(line.text):
        return []
    cues = line.cues or find_cues(line.text, is_chinese=line.zh)
    return [one for one in cues if one.name in _MONEY | _COUNT | {"+hold"}]


def _take(line: Line, index: int, asked: Sequence[Cue], told: Sequence[Cue]) -> None:
    amount, owned = line.amounts[index], line.owned[index]
    if owned.name in ("-", "#", "+up", "+down") or (owned.name and owned.cost < 3):
        return
    kind = owned.kind or group(amount)
    near, at = max(0, amount.qualified_start - NEAR), amount.qualified_start
    source: Cue | None = None
    previous = [one.cue for one in line.owned[:index] if one.cue is not None]
    if _THEY_WERE.search(line.text, near, at):
        for place, cue in enumerate(told[-2:]):
            if index + place < len(line.amounts):
                _give(line, index + place, cue, "money")
        return
    if amount.unit == "人" and not owned.name and _STAFF.search(line.text, near, at):
        _give(line, index, Cue("employees", "=", 0, 0, 0.0), "count")
        return
    if _IT_WAS.search(line.text, near, at):
        source = next(
            (one for one in reversed([*told, *previous]) if _fits(one, kind, line, index)), None
        )
    elif (
        asked and not previous and index == 0 and not owned.name and _ANSWER.match(line.text, 0, at)
    ):
        source = next((one for one in reversed(asked) if _fits(one, kind, line, index)), None)
    if source is not None:
        is_money = source.name in _MONEY
        _give(line, index, source, "money" if is_money else kind)


def _fits(cue: Cue, kind: str, line: Line, index: int) -> bool:
    if cue.name in _TAKES.get(kind, ()):
        return True
    return kind == "count" and cue.name in _MONEY and may_be_money(line.amounts[index])


def _give(line: Line, index: int, cue: Cue, kind: str) -> None:
    at = line.amounts[index].qualified_start
    here = replace(cue, start=at, end=at)
    line.owned[index] = Owned(here, 0.0, kind)
