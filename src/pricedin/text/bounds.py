"""Words that say how exactly an amount is meant: before it, after it.

``about``, ``近``: approx. ``over``, ``超``: at least. ``up to``, ``不超过``: at most. A figure
that was reached (``bumped up to``, ``高达``) is exact.
"""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["exact", "approx", "at_least", "at_most", "order_of_magnitude"]

_EN: dict[Bound, str] = {
    "approx": """about|around|nearly|almost|close to|just under|just shy of|shy of
        |just below|roughly|
        approximately|approx|approx.|some|c.|ca.|ca|circa|in the region of|in the neighborhood of|
        in the neighbourhood of|in the range of|an estimated|estimated|somewhere around|near
            |nearing|
        approaching|somewhere near|or about|on the order of|in the vicinity of|~|≈|just about|
        more or less|very nearly|very close to|or roughly""",
    "at_least": """more than|over|at least|upwards of|upward of|in excess of|above|exceeding
        |exceeds|
        exceed|exceeded|surpassed|surpassing|surpasses|topped|topping|tops|north of|greater than|
        no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|
        beyond|well over|just over|slightly over|slightly more than|a little over|passed|passing|
        crossed|crossing|well above|just above|well in excess of|larger than|higher than|>|≥|>=|
        upward to|a little more than|well more than|far more than|much more than|eclipsed|
        breached|starting at|comfortably over|comfortably above""",
    "at_most": """up to|as much as|as many as|at most|at the most|no more than|not more than|
        less than|under|below|fewer than|a maximum of|maximum of|maximum|capped at|not exceeding|
        as high as|well under|well below|slightly less than|a little under|slightly under|
        slightly below|south of|<|≤|<=|lower than|not to exceed|a cap of|limited to""",
}
_ENGLISH = {
    " ".join(words.split()): bound for bound, row in _EN.items() for words in row.split("|")
}
_SIGNS = frozenset("~≈><≥≤")
_ARTICLES = frozenset({"a", "an", "the", "its", "another"})
_LAST_WORDS = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _ENGLISH) | _ARTICLES
_REACHED = frozenset(
    """bump bumped bumping bumps went go goes going gone rose risen raise raised raising move moved
    push pushed take took takes taken bring brings bringing brought drove shot jumped climbed
    stepped upped increase increased increasing grew grown grow scaled it that them value
    valuation price total""".split()
)

_ZH: dict[Bound, str] = {
    "approx": """近 约 約 接近 大约 大約 大概 将近 將近 约合 約合 约为 約為 大致 估计约
        差不多 约等于 约达 約達
        约有 近乎 约计 合约 折合约 大致在 大约为 约在 近约""",
    "at_least": """超 超过 超過 逾 突破 至少 多于 不少于 不少於 不低于 不低於 高于 高於 大于
        大於 过 過 超出 破
        起码 最少 超逾 超越 远超 已超 达到了超 不下 不下于 超過了 超过了 突破了 至少为 至少达""",
    "at_most": """至多 不超过 不超過 最多 最高 不高于 不高於 低于 低於 少于 少於 不到 不足
        未超过 小于 不多于
        最多不超过 最高可达 最多可达 最高达 最高可達 上限 不逾 最高不超过 未到 未达 未满 不及""",
    "exact": "高达 高達 达 達 达到 達到 约定",
}
_CHINESE = {word: bound for bound, row in _ZH.items() for word in row.split()}
_LONGEST_CHINESE = max(map(len, _CHINESE))
_NOT_PASSED = ("通过", "通過", "不过", "经过", "透过", "来过", "做过", "有过", "突过")
_LAST_WORD = re.compile(r"[A-Za-z.]+\Z")
_WORD = re.compile(r"[A-Za-z.]+|[~≈><≥≤]=?")


def bound_before(text: str, at: int, floor: int) -> tuple[Bound, int] | None:
    """Return the bound that the words before `at` say, and where they start.

    >>> bound_before("in talks at as much as $6 billion", 23, 0)
    ('at_most', 12)
    >>> bound_before("账上现金超过3.6亿元", 6, 0), bound_before("高达5亿元", 2, 0)
    (('at_least', 4), None)
    """
    end = at
    while end > floor and end > at - 4 and text[end - 1] in " \t\n\r":
        end -= 1
    if end <= floor:
        return None
    last = text[end - 1]
    if "\u4e00" <= last <= "\u9fff":
        return _chinese(text, end, floor)
    if not (last.isalpha() or last in "." or last in _SIGNS or last == "="):
        return None
    return _english(text, end, floor)


def _chinese(text: str, end: int, floor: int) -> tuple[Bound, int] | None:
    # 达 and 为 may stand between: 超过了, 约为, 近达.
    for length in range(min(_LONGEST_CHINESE, end - floor), 0, -1):
        bound = _CHINESE.get(text[end - length : end])
        if bound is None:
            continue
        start = end - length
        if text[start:end] in ("过", "過") and text[max(start - 1, 0) : end] in _NOT_PASSED:
            return None
        return None if bound == "exact" else (bound, start)
    if text[end - 1] in "达達为為了在" and end - 1 > floor:
        inner = _chinese(text, end - 1, floor) if text[end - 2] not in "达達为為了在" else None
        if inner and text[inner[1] : end - 1] not in ("过", "過", "破"):
            return inner
    return None


def _english(text: str, end: int, floor: int) -> tuple[Bound, int] | None:
    window = max(floor, end - 34)
    last = _LAST_WORD.search(text, max(window, end - 12), end)
    if last and last[0].lower() not in _LAST_WORDS:
        return None
    words = list(_WORD.finditer(text, window, end))[-5:]
    if not words or words[-1].end() != end:
        return None
    if words[-1][0].lower() in _ARTICLES and len(words) > 1:
        words.pop()
    for count in range(min(4, len(words)), 0, -1):
        used = words[-count:]
        phrase = " ".join(m[0].lower() for m in used)
        bound = _ENGLISH.get(phrase)
        if bound is None:
            continue
        start = used[0].start()
        if start > 0 and text[start - 1].isalnum() and text[start].isalpha():
            continue
        if phrase == "up to":
            previous = words[-count - 1][0].lower() if len(words) > count else ""
            if previous in _REACHED:
                return None
        return bound, start
    return None


_AFTER = re.compile(
    r"""(?P<at_least>\+(?![0-9])|[ -]plus(?![A-Za-z])|[ ]or[ ](?:more|higher|above
        |greater)(?![A-Za-z])
        |[ ]and[ ](?:above|up|more)(?![A-Za-z])|[ ]at[ ](?:the[ ])?least(?![A-Za-z])|以上
            |有余|有餘|出头|出頭|起)
    |(?P<approx>[ ]or[ ](?:so|thereabouts)(?![A-Za-z])|[ ]give[ ]or[ ]take(?![A-Za-z])|左右
        |上下|许(?![可多])
        |前后(?=[,。的]))
    |(?P<at_most>[ ]or[ ](?:less|fewer|below)(?![A-Za-z])
        |[ ]at[ ](?:the[ ])?most(?![A-Za-z])|以内|以內|以下|之内)
    """,
    re.VERBOSE,
)
_AFTER_FIRST = frozenset("+ -以有出起左上许前之")


def bound_after(text: str, at: int) -> tuple[Bound, int] | None:
    """Return the bound that the words from `at` on say, and where they end.

    >>> bound_after("5亿元左右", 3), bound_after("$5m or more", 3)
    (('approx', 5), ('at_least', 11))
    """
    if text[at : at + 1] not in _AFTER_FIRST or not (found := _AFTER.match(text, at)):
        return None
    if found["at_least"]:
        return None if found[0] == "起" else ("at_least", found.end())
    return ("approx" if found["approx"] else "at_most"), found.end()
