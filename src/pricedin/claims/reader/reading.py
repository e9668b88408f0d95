"""From a text to what it says: figures, investors and rounds, each with the words that carry it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricedin.claims.claim import Status
from pricedin.claims.reader import kinds, money, offering, sheets, tables
from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.companies import Company, find_companies, find_mentions
from pricedin.claims.reader.dates import dates_of, time_of
from pricedin.claims.reader.denials import continued, read_denial
from pricedin.claims.reader.evidence import evidence_of, once
from pricedin.claims.reader.figure import DEALS, FLOWS, Figure
from pricedin.claims.reader.holders import holder_of, holding_status
from pricedin.claims.reader.inherit import inherit
from pricedin.claims.reader.kinds import Kind
from pricedin.claims.reader.lines import Line, lines_of, place
from pricedin.claims.reader.parties import add_cheque, read_parties, read_rounds
from pricedin.claims.reader.sector import sector_of
from pricedin.claims.reader.status import status_of
from pricedin.claims.reader.walk import Walk
from pricedin.claims.reader.when import is_to_come
from pricedin.claims.reader.whose import Whose
from pricedin.text.amounts import Amount
from pricedin.text.normal import normal
from pricedin.text.times import When, find_times


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the companies named and the figures, in the order of the text."""

    companies: tuple[Company, ...]
    figures: tuple[Figure, ...]


def read_text(text: str, published: date | None = None, known: Iterable[Company] = ()) -> Reading:
    """Read one text.

    Parameters
    ----------
    text : str
        As it is shown; every span of the result points into it.
    published : date, optional
        Against which "last month" and 去年 are resolved.
    known : companies of the user's registry
        Their names and aliases are found wherever they stand.

    Returns
    -------
    Reading
        A figure is there only if its number and a word for what it is were both found; what
        cannot be told is left out rather than guessed.

    Examples
    --------
    >>> told = read_text("Ostrel Labs raised $40 million in a Series B in May 2023.")
    >>> [(one.attribute, one.value, one.round, one.as_of) for one in told.figures]
    [('amount_raised', Decimal('40000000'), 'Series B', '2023-05'),
     ('round_name', None, 'Series B', '2023-05')]
    """
    plain = normal(text)
    lines = lines_of(plain.text, published)
    inherit(lines)
    parties = {one.name for line in lines for one in line.investors}
    sheet = [line.sentence for line in lines]
    headed = [Company(one) for one in tables.owners(sheet) if plain.text.count(one) > 1]
    given = list(known)
    named = {form for one in given for form in one.forms}
    given += [one for one in headed if one.name not in named]
    found = find_companies(plain.text, sheet, parties, given)
    companies = [one for one in found if not _is_time(one.name)]
    place(lines, find_mentions(plain.text, companies))
    first = companies[0].name if companies else ""
    walk = Walk(plain, published, companies, lines, Whose(lines, first))
    rows = {run[0]: run for run in tables.blocks(sheet)}
    number = 0
    while number < len(lines):
        run = rows.get(number)
        if run and sheets.read_table(walk, run):
            number = run[-1] + 1
            continue
        _read_line(walk, number)
        number += 1
    return Reading(tuple(companies), tuple(once(_kept(walk))))


def _is_time(name: str) -> bool:
    """Return whether a name is but a time, as 近四年 at the head of a clause."""
    return any(one.start == 0 and one.end == len(name) for one in find_times(name))


def _kept(walk: Walk) -> list[Figure]:
    """Return the figures without those that the text takes back."""
    return [one for one in walk.figures if (one.value, one.currency) not in walk.retracted]


def _read_line(walk: Walk, number: int) -> None:
    walk.number = number
    line = walk.line
    walk.whose.turn_to(line)
    already = len(walk.figures)
    for index in range(len(line.amounts)):
        _read_amount(walk, line, index)
    read_parties(walk, line)
    read_rounds(walk, line)
    read_denial(walk, already)


_HYPOTHESIS = re.compile(
    r"\b(?:suppose|imagine|assume (?:that )?a|if (?:I|we|you|one) (?:had|were|raise|sell|take)|were (?:we|it|they|I) to|had it|hypothetical|if (?:it|the company|they|these|those) (?:were|had|raised|sold))\b|\bapply(?:ing)? the same|假设|假設|假如|设想|設想|打个比方|比方说|如果.{0,12}(?:按|给|给|出)|如果现在|硬要|倘若|若无法|若不能",
    re.I,
)
# "1.2bn, not 12bn": what is told as wrong is not told, here or elsewhere.
_RETRACTED = re.compile(
    r"(?P<plan>\((?:plan|budget|target|consensus|forecast)\s*:?\s*$)|(?:,\s*(?:and )?(?:not|rather than|instead of)|而非|并非|而不是|\b原文(?:称|将)[^,。]{0,20})\s*[\"'“]?$|原文(?:称|将)[^,。]{0,30}$",
    re.I,
)
_AT_LISTING = re.compile(
    r"上市[后後時时]|\b(?:at|upon|on) (?:the )?(?:listing|offer price)\b|上限定[价價]", re.I
)
NEAR = 80  # characters before an amount in which the words that bear on it alone stand


@lru_cache(maxsize=4)
def _supposed_from(text: str) -> int:
    """Return where in a sentence the words end that make what follows a mere supposition."""
    found = _HYPOTHESIS.search(text)
    return found.end() if found else len(text) + 1


_NEGATIVE = re.compile(r"(?:\bminus|\bnegative|负的?|負的?)\s*$", re.I)
_POSITIVE = re.compile(r"\bplus\s*$", re.I)


def _read_amount(walk: Walk, line: Line, index: int) -> None:
    """Add what one amount says, if it says anything that is recorded."""
    amount, owned = line.amounts[index], line.owned[index]
    if amount.refused or amount.bound == "order_of_magnitude":
        return
    at = amount.qualified_start
    retracted = _RETRACTED.search(line.text, max(0, at - NEAR), at)
    if retracted:
        if not retracted["plan"]:  # what was planned may be what came
            walk.retracted.add((amount.value, amount.currency))
        return
    if _supposed_from(line.text) <= amount.start or money.is_conversion(line, index):
        return
    kind = kinds.kind_of(walk, line, index)
    if not kind.attribute:
        return
    company = walk.whose.at(line, walk.number, amount.start)
    if "sector_funding_total" in (kind.attribute, kind.of):
        company = sector_of(line.text, is_chinese=line.zh) or company
    attribute, value, high = _value(line, amount, owned, kind.attribute)
    when = time_of(line, index, wants_period=kind.attribute in FLOWS)
    told: dict[str, Any] = {
        "company": company,
        "attribute": attribute,
        "value": value,
        "high": high,
        "currency": money.currency_of(walk, line, amount) if owned.kind == "money" else "",
        "qualifier": amount.bound,
        "status": _status(walk, line, amount, owned, kind, when),
        "basis": kind.basis,
        "of": kind.of,
        "others": money.conversions(line, index),
        "origin": walk.origin_of(line),
        **dates_of(walk, line, index, kind.attribute, when),
        **_party(walk, line, amount, kind.attribute),
    }
    if kind.attribute == "ownership_pct" and not told["party"] and not _names_shares(line, owned):
        return  # a share of nobody's, and perhaps of sales
    if kind.attribute == "ownership_pct":
        told["company"] = walk.whose.held(line, amount.end, told["party"], company)
    if kind.attribute in DEALS:
        told["round"] = walk.round_of(line, amount.start, company)
    if kind.attribute == "investor":
        who = kinds.investor_of(line, amount)
        if who is None:
            return
        if who.name == company:  # who puts money in, does not get it
            told["company"] = walk.whose.before or company
        told = add_cheque(walk, who, told)
    walk.add(line, *evidence_of(line, amount, owned), **told)


def _value(
    line: Line, amount: Amount, owned: Owned, attribute: str
) -> tuple[str, Decimal, Decimal | None]:
    """Return attribute, value and upper end with the signs that the words give them."""
    value, high = amount.value, amount.high
    before = line.text[: amount.qualified_start]
    if attribute == "net_profit" and (value < 0 or _NEGATIVE.search(before)):
        return "net_loss", abs(value), None if high is None else abs(high)
    if attribute == "net_loss" and _POSITIVE.search(before):
        attribute = "net_profit"
    if attribute == "growth_rate":
        sign = kinds.signed(line.text, amount)
        if sign == "-" or (not sign and kinds.falls(line, amount, owned.cue)):
            return attribute, -abs(value), None if high is None else -abs(high)
        return attribute, (abs(value) if sign else value), high
    if owned.kind == "money":
        value, high = abs(value), None if high is None else abs(high)
    return attribute, value, high


def _status(
    walk: Walk, line: Line, amount: Amount, owned: Owned, kind: Kind, when: When | None
) -> Status:
    """Return how far a figure is said to have come."""
    is_flow, is_deal = kind.attribute in FLOWS, kind.attribute in DEALS
    status = status_of(
        line.sentence,
        amount.start,
        amount.end,
        is_deal=is_deal,
        is_forecast=is_flow and not owned.relation and is_to_come(when, walk.published),
    )
    if owned.relation and status == "planned" and is_flow:
        return "closed"  # what is to be beaten has been reached
    at_listing = kind.attribute == "market_cap" and _AT_LISTING.search(line.text)
    if (kind.attribute.startswith("ipo_") or at_listing) and status in ("closed", "announced"):
        return "planned" if offering.is_to_come(walk, line, line.near(amount.start)) else status
    if kind.attribute == "ownership_pct":
        before = line.text[: amount.start]
        is_earlier = owned.relation in ("from", "back")
        return holding_status(before, len(before), status, is_earlier=is_earlier)
    if (
        is_deal
        and status in ("planned", "in_talks", "announced")
        and _is_over(walk, line, amount, when)
    ):
        return "closed"
    if status == "closed" and is_deal:
        return continued(walk, line, kind.attribute)
    return status


def _is_over(walk: Walk, line: Line, amount: Amount, when: When | None) -> bool:
    """Whether a deal carries a date straight behind it that was over when the text came out."""
    if when is None or when.span is None or walk.published is None or when.start < amount.end:
        return False
    gap = line.text[amount.end : when.start]
    return len(gap) < 30 and "," not in gap and when.span.last_day < walk.published


def _names_shares(line: Line, owned: Owned) -> bool:
    """Whether the words say that a percentage is one of shares, whoever holds them."""
    told = line.text[owned.cue.start : owned.cue.end] if owned.cue else ""
    return bool(re.search(r"stake|share|equity|hold|own|股|權益|权益", told, re.I))


def _party(walk: Walk, line: Line, amount: Amount, attribute: str) -> dict[str, str]:
    if attribute == "investor":
        who = kinds.investor_of(line, amount)
        return {"party": who.name, "role": who.role} if who else {}
    if attribute == "ownership_pct":
        name = holder_of(line.text, amount.start, amount.end, is_chinese=line.zh)
        if not name and len(line.investors) == 1:
            name = line.investors[0].name  # what its money buys
        return {"party": name}
    return {}
