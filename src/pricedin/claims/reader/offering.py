"""Offerings to the public: prices a share, and money that comes from them."""

from __future__ import annotations

import re
from functools import lru_cache

from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.walk import Walk
from pricedin.text.amounts import Amount

_OFFERING = re.compile(
    r"\b(?:IPO|public offering|prospectus|listing|flotation|offering|DRHP|offer price|price band|float)\b|招股|首次公开|首次公開|上市|发行价|發行價|新股|递表|遞表|公开发售|全球发售",
    re.I,
)
_IPO = re.compile(
    r"\bIPO\b|public offering|prospectus|listing|flotation|go(?:ing|es)? public|went public|offer price|DRHP|stock exchange|招股|首次公开|首次公開|上市|IPO|递表|遞表|公开发售|公開發售|全球发售",
    re.I,
)
_AFTER_LISTING = re.compile(
    r"\b(?:closed|close|trading|traded|opened|debut|shares? (?:rose|fell|jumped)|fair value)\b|收报|收報|收盘|收盤|开盘|開盤|报价|股价|股價|配售|定增|定向",
    re.I,
)
_PRIVATE = re.compile(
    r"\b(?:private placement|venture|series [A-K]\b|seed|convertible|privately|before (?:its|the) (?:IPO|listing))|配售|定向|可转换|可轉換|配套资金|股权融资|轮|輪",
    re.I,
)
_PRICE = re.compile(
    r"\b(?:at which|price[ds]?|band|range|at|each|apiece)\b|招股价|招股價|发行价|發行價|发售价|發售價|承銷價|承销价|定价|定價|区间|區間|每股|介乎|暫訂|暂定|暫定",
    re.I,
)
_FRESH = re.compile(r"\b(?:fresh|new|primary)\b|新股", re.I)


def is_price(amount: Amount) -> bool:
    """Return whether an amount of money can only be the price of something."""
    if amount.kind == "money_per_share":
        return True
    return amount.kind == "money" and abs(amount.value) < 10_000 and (amount.high or 0) < 10_000


@lru_cache(maxsize=4)  # asked of one sentence for each of its amounts
def _is_offering(text: str) -> bool:
    return bool(_OFFERING.search(text) or _IPO.search(text))


@lru_cache(maxsize=4)
def _is_ipo(text: str) -> bool:
    return bool(_IPO.search(text))


def is_offer_price(walk: Walk, line: Line, amount: Amount) -> bool:
    """Return whether a price is that of a share offered to the public for the first time."""
    near = line.near(amount.start)
    told = _is_offering(line.text) or _is_ipo(walk.above())
    if not told or _AFTER_LISTING.search(line.text[max(0, amount.start - 30) : amount.end + 12]):
        return False
    return amount.kind == "money_per_share" or bool(_PRICE.search(near))


def is_public(walk: Walk, line: Line) -> bool:
    """Return whether the words around a line speak of an offering to the public."""
    return bool(_IPO.search(f"{line.text} {walk.above()}"))


def comes_from_public(walk: Walk, line: Line, near: str) -> bool:
    """Return whether money comes from the public: told so in the clause `near`, or just above."""
    if _PRIVATE.search(near):
        return False
    if _OFFERING.search(near):
        return True
    above = walk.above()
    told = _OFFERING.search(line.text) or _OFFERING.search(above)
    return bool(told) and not _PRIVATE.search(line.text + above)


_FILED = re.compile(
    r"prospectus|\bfil(?:ed|es|ing)\b|invites applications|price band|price range|books close|intends? to (?:issue|list|sell)|listing application|expected to (?:list|be listed)|plans? to (?:list|float|go public|raise)|presentation|DRHP|"
    r"递表|遞表|递交|遞交|申报稿|招股[书書]|招股说明书|今起.{0,6}招股|招股,|拟发行|擬發行|申购|申購|掛牌。|预期.{0,10}挂牌|送件|预计募集|拟募|计划.{0,6}(?:递表|上市)|上会稿|定價發售|定价发售|下周.{0,6}(?:上市|挂牌)|下週.{0,6}掛牌|[预預](?:期|计|計).{0,12}(?:上市|挂牌|掛牌)",
    re.I,
)
_DONE = re.compile(
    r"\brais(?:ed|ing)\b|\bpriced\b|\bsold\b|\b(?:came|went) public\b|\bIPO (?:in|of) (?:19|20)\d\d|(?:19|20)\d\d IPO|登陆|登陸|上市首日|首日|较发行价|的招股价|的招股價|发行价(?:格)?(?:为|确定|\d)",
    re.I,
)


_LISTED = re.compile(
    r"(?:今日|今天|昨日|周[一二三四五]|本周)[^,。]{0,12}(?:登陆|登陸|上市|挂牌|掛牌)|上市首日|收报|收報|began trading|started trading|first day of trading",
    re.I,
)


def is_to_come(walk: Walk, line: Line, near: str) -> bool:
    """Return whether an offering has only been filed, told nowhere near the figure as done."""
    if _DONE.search(near):
        return False
    if _LISTED.search(walk.plain.text[:400]):
        return False
    whole = f"{walk.lines[0].text} {walk.above()} {line.text}"
    if _DONE.search(line.text) and not _FILED.search(line.text):
        return False
    return bool(_FILED.search(whole)) or bool(_FILED.search(walk.plain.text[:1500]))


def part_of(near: str) -> str:
    """Return the basis of proceeds: the fresh issue is one part of an offering."""
    return "primary part" if _FRESH.search(near) else ""
