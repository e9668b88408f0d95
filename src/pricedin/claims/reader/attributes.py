"""Which attribute each amount of a sentence is: the cheapest cue that may own it.

The cost of a cue is how far it stands from the amount, in words, plus what lies between: other
amounts, stops, turns of the sentence. A cue that touches an amount from behind ("a $60 million
loan") belongs to it and to no other. Amounts in a list share what the first one is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pricedin.claims.reader.cues import Cue
from pricedin.text.amounts import Amount

MONEY = frozenset(
    """pre_money_valuation post_money_valuation valuation market_cap total_raised debt_raised arr
    revenue net_loss net_profit cash_balance burn +raise +round +invest +offer +secondary
    +convertible - #""".split()
)
COUNT = frozenset("users paying_users employees - #".split())
PERCENT = frozenset("+up +down +hold - #".split())

_LIMIT = {"money": 9.0, "count": 6.0, "percent": 8.0}


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount with the cue that owns it, or the amount it took its cue from."""

    cue: Cue | None
    cost: float
    kind: str = ""  # which cues it was open to: money, count or percent
    shared_with: int | None = None
    relation: str = ""  # "from" an earlier value, "to" a later one

    @property
    def name(self) -> str:
        """The attribute or mark, or nothing."""
        return self.cue.name if self.cue else ""


def group(amount: Amount) -> str:
    """Return which cues an amount can have: those of money, of counts or of percent."""
    if amount.kind in ("money", "money_per_share"):
        return "money"
    if amount.kind in ("percent", "percent_points"):
        return "percent"
    return "count" if amount.kind in ("count", "number") else ""


_FITS = {"money": MONEY, "count": COUNT, "percent": PERCENT}


def attributes(
    text: str, amounts: Sequence[Amount], cues: Sequence[Cue], *, is_chinese: bool
) -> list[Reading]:
    """Return how each amount of a sentence is read; spans count characters of `text`."""
    kinds = _kinds(text, amounts, is_chinese)
    owners = _owners(text, amounts, kinds, cues, is_chinese)
    result = []
    for number, amount in enumerate(amounts):
        best = _best(text, number, kinds[number], amounts, kinds, cues, owners, is_chinese)
        if kinds[number] == "count" and may_be_money(amount):
            money = _best(text, number, "money", amounts, kinds, cues, owners, is_chinese)
            beside = number and kinds[number - 1] == "money"
            if money.cue and (
                money.cost < min(best.cost, 4.0) or (beside and money.cost < best.cost)
            ):
                best, kinds[number] = money, "money"
            elif beside and not best.cue and amount.kind == "number":
                kinds[number] = "money"
        result.append(best)
        if number and kinds[number] == kinds[number - 1]:
            result[number] = _coordinated(text, number, amounts, result, is_chinese)
    for number in range(len(amounts) - 2, -1, -1):
        nxt = number + 1
        if kinds[number] != kinds[nxt]:
            continue
        between = text[amounts[number].end : amounts[nxt].qualified_start]
        if _is_from(text, amounts[number], is_chinese) and _TO.match(between):
            if result[nxt].cost < result[number].cost and result[nxt].name not in ("", "-", "#"):
                result[number] = replace(result[nxt], shared_with=nxt)
            result[number] = replace(result[number], relation="from")
    return [replace(one, kind=kind) for one, kind in zip(result, kinds, strict=True)]


def _kinds(text: str, amounts: Sequence[Amount], is_chinese: bool) -> list[str]:
    """Return the groups of amounts; numbers in a list that ends in money are money."""
    kinds = [group(amount) for amount in amounts]
    for number in range(len(amounts) - 2, -1, -1):
        gap = text[amounts[number].end : amounts[number + 1].qualified_start]
        joined = (_LIST_ZH if is_chinese else _LIST_EN).fullmatch(gap)
        if kinds[number + 1] == "money" and joined and may_be_money(amounts[number]):
            kinds[number] = "money"
    return kinds


_SCALED = re.compile(
    r"(?:thousand|million|billion|trillion|crore|lakh|[\d.]\s?(?:k|m|mn|mio|bn|b|tn)\b|[万萬亿億兆千])",
    re.I,
)


def may_be_money(amount: Amount) -> bool:
    """Return whether a bare number may be an amount of money told without its currency."""
    return (
        amount.kind in ("number", "count")
        and amount.value >= 10_000
        and bool(_SCALED.search(amount.text))
        and not amount.unit
    )


_FROM = re.compile(
    r"(?:\bfrom(?:\s+(?:about|around|just|only|nearly|over))?\s*|[从由自從]\s*(?:约|近|此前的|去年的|上一?轮的)?)$",
    re.I,
)
_TO = re.compile(
    r"^[^.;。;]{0,60}?(?:\bto\b|\binto\b|到|至|升至|增至|提升至|提高至|增长至|扩大至|收窄至|降至|变为|變為|变成|變成|压到|壓到|收到|降到|压缩到|降为|降為|跌至|減至|减至|下调至|砍到|攤薄至|摊薄至|升為|升为)[^.;。,]{0,14}$",
    re.I,
)
_BACK = re.compile(
    r"^[^.;。;$€£]{0,60}?(?:\b(?:up|down|compared (?:with|to)|versus|vs\.?|against|from|rather than|double|twice)\b|较|較|对比|高于|低于|去年同期(?:为|的)?|上年同期(?:为|的)?|而)",
    re.I,
)


# An amount by which something changed is none of the attributes.
_CHANGE = re.compile(
    r"(?:\bby|\b(?:up|down)(?:\s+by)?|\bincrease\s+of|\bdrop\s+of|\bmore\s+than\s+the)\s*$|(?:减少|減少|增加|增长|增長|下降|上升|多了|少了|缩水|高出|低于原|比[^,。]{1,8}(?:少|多|低|高))(?:了|约|約|近|逾)?$",
    re.I,
)
_CHANGE_AFTER = re.compile(
    r"[ -]*(?:surge|jump|increase|rise|gain|drop|fall|decline|markdown|haircut|uplift|leap|boost|more than (?:it|the))\b",
    re.I,
)
_IN_THE_ROUND = re.compile(r"\s*in (?:this|the|its|that) (?:\w+ )?$", re.I)
_YEAR_AGO = re.compile(
    r"^\s*\([^()]{0,24}?(?:20\d\d|previous|prior|year|last|去年|上年|同期)[^()]{0,14}$", re.I
)


def is_change(text: str, amount: Amount) -> bool:
    """Return whether an amount is by how much something changed, and so none of the attributes."""
    before = text[max(0, amount.qualified_start - 24) : amount.qualified_start]
    return bool(_CHANGE.search(before) or _CHANGE_AFTER.match(text, amount.end))


def _is_from(text: str, amount: Amount, is_chinese: bool) -> bool:
    return bool(_FROM.search(text[max(0, amount.qualified_start - 16) : amount.qualified_start]))


def _owners(
    text: str,
    amounts: Sequence[Amount],
    kinds: Sequence[str],
    cues: Sequence[Cue],
    is_chinese: bool,
) -> dict[int, int]:
    """Cue index -> amount index, for cues that touch the amount before them."""
    owners: dict[int, int] = {}
    for index, cue in enumerate(cues):
        if cue.side == "<":
            continue
        for number, amount in enumerate(amounts):
            open_to = _FITS.get(kinds[number], frozenset())
            if kinds[number] == "count" and may_be_money(amount):
                open_to = open_to | MONEY
            if not 0 <= cue.start - amount.end < LONGEST_TOUCH or cue.name not in open_to:
                continue
            gap = text[amount.end : cue.start]
            if _touches(gap, is_chinese) and not any(
                other.start >= amount.end and other.end <= cue.start for other in amounts
            ):
                follows = next((a for a in amounts if a.start >= cue.end), None)
                after = text[cue.end : follows.qualified_start] if follows else None
                is_tight = not gap.strip(" -") or (
                    is_chinese
                    and follows is not None
                    and any(cue.end <= one.start < follows.start for one in cues)
                )
                if (
                    not is_tight
                    and after is not None
                    and _size(after, is_chinese) <= 3
                    and "," not in after
                ):
                    continue
                owners[index] = number
    return owners


LONGEST_TOUCH = 30  # characters between an amount and a cue that touches it
_TOUCH_EN = re.compile(
    r"^[\s-]*(?:(?:in|of|worth|annual|a|the|its|total|new|fresh|additional|yearly|monthly|per|month|year|a month|a year|on|at)\b[\s-]*){0,3}$",
    re.I,
)
_TOUCH_ZH = re.compile(r"^[的之]?(?:人民币|左右|以上|余|多)?[的之]?$")


def _touches(gap: str, is_chinese: bool) -> bool:
    return bool((_TOUCH_ZH if is_chinese else _TOUCH_EN).match(gap))


def _size(gap: str, is_chinese: bool) -> float:
    if is_chinese:
        return len("".join(gap.split())) / 2.5
    return float(len(gap.split()))


_TURNED = re.compile(r"\s*(?:after|before|amid|as|while|despite|against)\b", re.I)
_TURN_EN = re.compile(
    r"\b(?:while|but|whereas|and|although|though|with|after|before|when|which|who)\b", re.I
)
_TURN_ZH = re.compile(r"而|但|同时|同時|此外|不过|其中|并|且")


def _penalty(gap: str, is_chinese: bool) -> float:
    stops = gap.count(";") * 6 + gap.count("。") * 8
    if is_chinese:
        return stops + gap.count(",") * 3.5 + gap.count("、") * 1 + 1.5 * len(_TURN_ZH.findall(gap))
    return stops + gap.count(",") * 2.5 + gap.count(":") * 1 + 2 * len(_TURN_EN.findall(gap))


def _best(
    text: str,
    number: int,
    kind: str,
    amounts: Sequence[Amount],
    kinds: Sequence[str],
    cues: Sequence[Cue],
    owners: dict[int, int],
    is_chinese: bool,
) -> Reading:
    amount = amounts[number]
    best = Reading(None, _LIMIT.get(kind, 0.0))
    if not kind or (kind == "money" and is_change(text, amount)):
        return best
    fits = _FITS[kind]
    for index, cue in enumerate(cues):
        if cue.name not in fits:
            continue
        owner = owners.get(index)
        if owner is not None and owner != number:
            continue
        if cue.end <= amount.start:
            if cue.side == ">":
                continue
            gap = text[cue.end : max(cue.end, amount.qualified_start)]
            size = _size(gap, is_chinese)
            if size - cue.bonus >= best.cost:
                continue  # what lies between only adds to it
            between = [
                kinds[n]
                for n, a in enumerate(amounts)
                if a.start >= cue.end and a.end <= amount.qualified_start
            ]
            cost = size + _penalty(gap, is_chinese)
        elif cue.start >= amount.end - 1:
            if cue.side == "<":
                continue
            gap = text[amount.end : cue.start]
            size = _size(gap, is_chinese)
            if 1.5 * size - 1 - cue.bonus >= best.cost:
                continue
            between = [
                kinds[n]
                for n, a in enumerate(amounts)
                if a.start >= amount.end and a.end <= cue.start
            ]
            cost = 1.5 * size + 1.6 * _penalty(gap, is_chinese)
            cost += 6 if _TURNED.match(gap) else 0
            cost += 9 if cue.name == "+round" and _IN_THE_ROUND.match(gap) else 0
            if owner is None:
                cost += 1.5 + _claimed(text, cue, number, amounts, is_chinese)
            else:
                cost -= 1
        else:
            continue
        cost += sum(3.0 if other == kind else 0.5 for other in between) - cue.bonus
        if cost < best.cost:
            best = Reading(cue, cost)
    return best


def _claimed(
    text: str, cue: Cue, number: int, amounts: Sequence[Amount], is_chinese: bool
) -> float:
    """What it costs to take a cue that leads straight to a later amount."""
    follows = next((a for a in amounts[number + 1 :] if a.start >= cue.end), None)
    if follows is None:
        return 0.0
    return 6.0 if _size(text[cue.end : follows.qualified_start], is_chinese) <= 3 else 0.0


_LIST_EN = re.compile(
    r"^\s*(?:(?:,|/|;|and|or|to|versus|vs\.?|against|compared\s+(?:with|to)|from|up\s+from|down\s+from|a\s+final|another|plus|then|followed\s+by|rather\s+than)\s*)+",
    re.I,
)
_EXPECTS = re.compile(
    r"\b(?:expects?|forecasts?|projects?|sees|targets?|aims for|aiming for|budgets?|hopes for|promises)\s+(?:to (?:reach|hit|make|do|post)\s+)?(?:about\s+|some\s+)?$|(?:预计|預計|目标|目標|预期|預期)(?:达|為|为|是)?$",
    re.I,
)
_PART = re.compile(r"\b(?:of which|of whom|including)\b|其中", re.I)
_LIST_END = re.compile(
    r"(?:,|;|\band|、|及|和)\s*(?:(?:a|an|another|then|for|some|about|its|the|final|further|second|third|last|later|其中|其后|再|又)\s*){0,3}$",
    re.I,
)
_LIST_ZH = re.compile(
    r"^\s*(?:,?(?:合计|合計|共计|总计|加起来|加起來|总共|一共|合共)|,|、|;|和|及|以及|与|與|或|至|到|/|较|較|增至|升至|降至|而|对比)+"
)


def _coordinated(
    text: str, number: int, amounts: Sequence[Amount], readings: Sequence[Reading], is_chinese: bool
) -> Reading:
    """Take over what the amount before is, where the two stand in one list or comparison."""
    mine, before = readings[number], readings[number - 1]
    gap = text[amounts[number - 1].end : amounts[number].qualified_start]
    relation = "back" if _BACK.match(gap) or _YEAR_AGO.match(gap) else ""
    if _PART.search(gap) and readings[number - 1].kind in ("", "count") and mine.kind != "money":
        if group(amounts[number]) == "count":
            return replace(mine, relation=relation)
    if not before.name or (
        mine.cue is None
        and _CHANGE.search(
            text[max(0, amounts[number].qualified_start - 24) : amounts[number].qualified_start]
        )
    ):
        return replace(mine, relation=relation)
    if before.name.startswith("+") and before.name not in ("+raise", "+round", "+invest", "+offer"):
        if before.name not in ("+up", "+down", "+hold"):
            return replace(mine, relation=relation)
    joined = (
        (_LIST_ZH if is_chinese else _LIST_EN).match(gap)
        or _LIST_END.search(gap)
        or relation == "back"
        or (mine.cue is None and _EXPECTS.search(gap))
        or (_is_from(text, amounts[number - 1], is_chinese) and _TO.match(gap))
    )
    if not joined:
        return replace(mine, relation=relation)
    size = _size(gap, is_chinese)
    cost = 1.0 + size * 0.5
    has_own = mine.cue is not None and (
        mine.cue.start >= amounts[number - 1].end or mine.cue.start >= amounts[number].end - 1
    )
    if has_own and mine.cost < (1.0 if relation else max(cost, 3.5)):
        return replace(mine, relation=relation)
    if size > 12 and not relation:
        return replace(mine, relation=relation)
    return Reading(before.cue, cost, shared_with=number - 1, relation=relation)
