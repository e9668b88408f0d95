"""What an amount is: the attribute that its cue, and the words around, make of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pricedin.claims.reader import offering
from pricedin.claims.reader.attributes import is_change
from pricedin.claims.reader.cues import Cue
from pricedin.claims.reader.figure import COUNTS
from pricedin.claims.reader.investors import Investor
from pricedin.claims.reader.layout import clause
from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.sector import sector_of
from pricedin.claims.reader.walk import Walk
from pricedin.text.amounts import Amount

_GROWING = ("arr", "revenue", "net_loss", "net_profit", "users", "paying_users", "burn")
# What else can have changed by a percentage, which is then not recorded.
_CHANGING = ("-", "valuation", "market_cap", "cash_balance", "employees")
_SECTOR_CUES = ("+raise", "+round", "total_raised", "+invest", "-")
_FUNDING = ("+raise", "+round", "total_raised")

# Words without which "took", "got" or "put" is no financing.
_FINANCING = re.compile(
    r"\b(?:rounds?|rais\w+|fund(?:ing|rais\w+|ed)|invest\w*|equity|venture|financ\w+|backers?|shareholders?|series [A-K]|seed|stake|tranche|instal?ment|closing|capital|angels?|insiders)\b|\bfrom (?:its|their) (?:\w+ )?(?:owner|parent|family|founder)|融|募|投|资金|資金|股权|股權|到账|轮|輪",
    re.I,
)
_INTO = re.compile(
    r"^\s*(?:\w+\s+){0,3}(?:in|into|on|used|goes|go|earmarked|to (?:build|expand|develop|open|hire))\b|^(?:元|美元)?(?:用于|用於|建设|建設|扩|建)",
    re.I,
)
_ABANDONED = re.compile(
    r"\b(?:abandon(?:ed|s)?|scrapp(?:ed|ing)|shelved|dropped|called off|cancelled|failed to|gave up|withdrew)\b|放弃|放棄|取消|搁置|擱置|终止|終止|未能",
    re.I,
)
_DROPPED = re.compile(
    r"[^.;。]{0,90}\b(?:was|were|has been|have been|had been) (?:shelved|scrapped|abandoned|dropped|called off|cancelled|withdrawn)\b|[^。;]{0,20}(?:告吹|流产|作罢)",
    re.I,
)
# Money of a fund, or of those who buy in an offering, is none of the company.
_NOT_THE_COMPANY = re.compile(
    r"基石投[资資]者|cornerstone investors?|基金募集|主基金|最终关账|首轮关账|LP名单|母基金出资|\bfinal close of (?:its|the)\b[^.]{0,30}\bfund\b",
    re.I,
)
_LENDS = re.compile(
    r"\b(?:originat\w+|disburs\w+|extended|lent|lends|advanced to)\b|放贷|放款", re.I
)
_NEW_MONEY = r"(?:the |this |its )?(?:new |fresh |incoming |latest |additional )?(?:\w+ )?(?:money|cash|capital|funds|funding|investment|round)"
_WITHOUT_NEW = re.compile(
    rf"\s*,?\s*(?:pre-?money\b|(?:not (?:counting|including)|excluding|before(?: (?:counting|including))?|without) {_NEW_MONEY}\b(?! (?:was|is|ran|in))|the (?:new|fresh) money not included)",
    re.I,
)
_WITH_NEW = re.compile(
    rf",?\s*(?:the )?(?:new|fresh) (?:money|cash|capital) included|,?(?:其中)?(?:已)?(?:包含|包括|含|计入|計入)(?:了)?(?:本轮|本輪|新|这笔|這筆)|\s*,?\s*(?:post-?money\b|(?:including|inclusive of|counting|once|with) {_NEW_MONEY}\b)",
    re.I,
)
_WITH = re.compile(
    r",?\s+(?:which\s+)?(?:is\s+|was\s+|has\s+)?(?:lead(?:s|ing)?|led|participat(?:ed|ing)|contribut(?:ed|ing)|join(?:ed|ing)|in)(?:\s+(?:the|this) (?:round|deal|financing))?\s+(?:with|for)\s+(?:an?\s+)?",
    re.I,
)
_SHARES = re.compile(r"\b(?:shares|stock|share price|index)\b[^,.;]*$|股价|股價", re.I)
_TO_OR_FROM = re.compile(r"(?:\b(?:to|from|at)|至|到|从|由|為|为)\s*$", re.I)
_STAKE = re.compile(
    r"\b(?:stake|holding|shareholding|interest|ownership)\b|['’]s share\b|持股|股权|股權", re.I
)
_TYPICAL = re.compile(r"\b(?:average|median|typical|usual)\b|平均|中位", re.I)
_OFFERED = re.compile(
    r"\b(?P<n>[A-Z][\w&'’-]+(?:\s+[A-Z][\w&'’-]+)*)(?:\s+[a-z][\w-]*){0,3}\s+(?:is|was|were|are|has been|had been)\s+(?:also\s+|now\s+)?"
    r"(?:discussing|considering|weighing|mulling|planning|negotiating|preparing|in talks (?:about|on|over))\s+(?:an?\s+)?(?:\w+\s+)?(?:investment|injection|contribution)\s+(?:of|worth)\s+$"
)
_FOR = re.compile(r"\bfor\s*$", re.I)
_ON_MARKET = re.compile(
    r"\bon the exchange\b|\bthe market (?:thought|values?|valued)\b|\b(?:came|went) public\b|\b(?:at|on) (?:the |its )?(?:offer|IPO|issue|listing|debut) price\b|发行价计|發行價計|按发行价|招股价",
    re.I,
)
_STAFF_MOVES = re.compile(
    r"\b(?:cut(?:s|ting)?|axe[ds]?|axing|shed(?:s|ding)?|eliminat\w+|lay(?:s|ing)? off|laid off|dismiss\w*|fir(?:ed|ing)|hir(?:e|ed|es|ing)|recruit\w*|add(?:s|ed|ing)?|another|further|extra)\s+(?:up to|about|around|some|over|nearly|roughly|more than|of its|of their|(?:its|their)(?= first))?\s*$|(?:裁|裁员|裁員|裁撤|削减|新增|招聘|招募|增聘|扩招|增加|减少|涉及)(?:了|约|約|近|逾|超|超过)?$",
    re.I,
)
_FEWER = re.compile(r"^\s*(?:fewer|less|more|new|jobs? cuts?)\b|^(?:名)?(?:岗位|崗位|新)", re.I)
_OF_THAT = re.compile(r"\s*(?:of (?:that|it|this|them|sales|turnover|revenue)\b|commission)", re.I)
_NO_DIRECTION = re.compile(
    r"(?:year[- ]o[nv]e?r?[- ]year|yoy|y/y|annual(?:ly)?|a year|同比|按年|环比|年)+", re.I
)
_VOTES = re.compile(r"[^,.;。]{0,22}?(?:vot(?:es?|ing)|表决权|表決權|投票|票权)", re.I)


class Kind(NamedTuple):
    """An attribute, on what basis, and of what a growth rate is; all empty for none."""

    attribute: str = ""
    basis: str = ""
    of: str = ""


_NONE = Kind()


def kind_of(walk: Walk, line: Line, index: int) -> Kind:
    """Return what the amount `index` of a line is."""
    amount, owned = line.amounts[index], line.owned[index]
    if signed(line.text, amount):
        return _growth(walk, line, amount)
    if offering.is_price(amount):
        is_offer = offering.is_offer_price(walk, line, amount)
        return Kind("ipo_price") if is_offer else _NONE
    cue = owned.cue
    if owned.kind == "money" and investor_of(line, amount) is not None:
        return Kind("investor")
    if _totals_sector(line, amount, cue):
        return Kind("sector_funding_total")
    if cue is None or cue.name in ("-", "#", "+secondary"):
        return _NONE
    if cue.name in ("+up", "+down") and _is_share(line, amount):
        return Kind("ownership_pct")
    if cue.name in ("+up", "+down"):
        return _NONE if amount.kind == "percent_points" else _growth(walk, line, amount)
    if cue.name == "+hold":
        is_vote = _VOTES.match(line.text[amount.end : amount.end + 30])
        is_fee = _OF_THAT.match(line.text[amount.end :])
        return _NONE if is_vote or is_fee else Kind("ownership_pct")
    if cue.name == "+convertible":
        return Kind("amount_raised", "convertible")
    if cue.name in ("+offer", "+invest", "+raise", "+round"):
        return _money_in(walk, line, amount, cue)
    if cue.name == "total_raised" and _FOR.search(line.text[: amount.start][-12:]):
        return Kind("amount_raised")
    if cue.name.endswith("valuation"):
        if _WITHOUT_NEW.match(line.text[amount.end :]):
            return Kind("pre_money_valuation")
        if _WITH_NEW.match(line.text[amount.end :]):
            return Kind("post_money_valuation")
        if cue.name == "valuation" and _ON_MARKET.search(line.text):
            return Kind("market_cap")
        is_sale = any(one.name == "+secondary" for one in line.cues)
        return Kind(cue.name, "secondary trade" if is_sale else "")
    if cue.name in COUNTS and amount.value <= 10 and not re.search(r"\d", amount.text):
        return _NONE  # "across five countries", 我們兩位
    if cue.name == "employees" and (
        _STAFF_MOVES.search(line.text[: amount.qualified_start])
        or _FEWER.match(line.text[amount.end :])
    ):
        return _NONE
    if cue.name == "debt_raised" and _LENDS.search(
        line.text[max(0, amount.start - 40) : amount.start]
    ):
        return _NONE
    return Kind(cue.name, cue.basis)


def _is_share(line: Line, amount: Amount) -> bool:
    """Whether a percentage is a share that rises or falls, and no change of anything."""
    before = line.text[: amount.qualified_start]
    return bool(_TO_OR_FROM.search(before)) and bool(_STAKE.search(before[-80:]))


def _totals_sector(line: Line, amount: Amount, cue: Cue | None) -> bool:
    """Whether money is what a whole sector or country took in."""
    if amount.kind != "money" or (cue is not None and cue.name not in _SECTOR_CUES):
        return False
    if (
        is_change(line.text, amount)
        or any(one.start < amount.start for one in line.mentions)
        or line.rounds
    ):
        return False
    return bool(sector_of(line.text, is_chinese=line.zh))


def signed(text: str, amount: Amount) -> str:
    """Return the sign before a percentage, as in "+39%"."""
    if amount.kind != "percent":
        return ""
    before = text[max(0, amount.start - 1) : amount.start] + amount.text[:1]
    sign = next((one for one in before if one in "+-−"), "")
    if sign == "-" and amount.start > 1 and text[amount.start - 2].isalnum():
        return ""
    return "-" if sign in ("-", "−") else sign


def falls(line: Line, amount: Amount, cue: Cue | None) -> bool:
    """Return whether a change is a fall: "year on year" tells no direction, the word beside does."""
    if cue is None:
        return False
    if not _NO_DIRECTION.fullmatch(line.text[cue.start : cue.end]):
        return cue.name == "+down"
    turns = [
        one
        for one in line.cues
        if one.name in ("+up", "+down")
        and not _NO_DIRECTION.fullmatch(line.text[one.start : one.end])
    ]
    nearest = min(
        turns,
        key=lambda one: min(abs(one.end - amount.start), abs(one.start - amount.end)),
        default=cue,
    )
    return nearest.name == "+down"


def investor_of(line: Line, amount: Amount) -> Investor | None:
    """Return the investor whose cheque an amount is."""
    told = next((one for one in line.investors if one.cheque_start == amount.start), None)
    if told is not None:
        return told
    offered = _OFFERED.search(line.text[: amount.qualified_start])
    if offered is not None:
        return Investor(offered["n"], "participant", offered.start("n"), offered.end("n"))
    return next(
        (
            one
            for one in line.investors
            if _WITH.fullmatch(line.text[one.end : amount.qualified_start])
        ),
        None,
    )


def _money_in(walk: Walk, line: Line, amount: Amount, cue: Cue) -> Kind:
    """Tell apart a cheque, an offering, the funding of a sector and a round."""
    left, _ = clause(line.text, amount.start, is_chinese=line.zh)
    near, name = line.near(amount.start), cue.name
    if name == "+offer" and offering.is_public(walk, line):
        return Kind("ipo_proceeds", offering.part_of(near))
    if name == "+invest":
        if investor_of(line, amount) is not None:
            return Kind("investor")
        if _INTO.search(line.text[amount.end : amount.end + 30]) and not line.rounds:
            return _NONE
    is_weak = cue.bonus < 0 or line.text[cue.start : cue.end].lower().startswith("account")
    if (
        name in ("+raise", "+invest")
        and is_weak
        and not (_FINANCING.search(line.text) or line.rounds)
    ):
        return _NONE
    if _ABANDONED.search(line.text[left : amount.start]) or _DROPPED.match(line.text[amount.end :]):
        return _NONE
    if _TYPICAL.search(line.text[left : amount.start]):
        return _NONE
    if _NOT_THE_COMPANY.search(f"{line.text} {walk.above()}"):
        return _NONE
    if not (line.rounds or line.investors) and offering.comes_from_public(walk, line, near):
        return Kind("ipo_proceeds")
    return Kind("amount_raised")


def _growth(walk: Walk, line: Line, amount: Amount) -> Kind:
    """Return the growth of what changed by a percentage, if that is recorded."""
    if _SHARES.search(line.text[max(0, amount.start - 40) : amount.start]):
        return _NONE
    best, cost = "", float("inf")
    for cue in line.cues:
        if cue.name not in (*_GROWING, *_CHANGING, *_FUNDING):
            continue
        if cue.name == "-" and cue.start - amount.end > 12:
            continue
        is_before = cue.end <= amount.start
        distance = amount.start - cue.end if is_before else cue.start - amount.end + 12
        between = line.text[min(cue.end, amount.end) : max(cue.start, amount.start)]
        distance += 20 * between.count(";") + (0 if is_before else 60 * between.count(","))
        if distance < cost:
            best, cost = cue.name, distance
    if best in _FUNDING:
        is_sector = sector_of(line.text, is_chinese=line.zh)
        return Kind("growth_rate", "", "sector_funding_total") if is_sector else _NONE
    if not best and line.sentence.index:
        recent = [one.attribute for one in walk.figures[-2:] if one.attribute in _GROWING]
        best = recent[-1] if recent else ""
    return Kind("growth_rate", "", best) if best in _GROWING else _NONE
