"""Amounts in text: money, percent, multiples, counts, numbers.

Values are exact and in base units: ``$4.8bn`` is 4,800,000,000 and ``4.5亿`` is 450,000,000.
A percent is its number (85 for 85%), percentage and basis points are percentage points. What
cannot be read whole is refused and never cut short: ``$4.8zn`` has no value of 4.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from pricedin.text import counted as beside
from pricedin.text.begins import words_pattern
from pricedin.text.bounds import Bound, bound_after, bound_before
from pricedin.text.currencies import OPEN_SIGNS, currency_after, currency_before, settle
from pricedin.text.numerals import EN_SMALL, EN_TENS, ZH_DIGIT
from pricedin.text.scales import (
    Number,
    chinese_number,
    digits_number,
    has_unread_scale,
    is_letter,
    spelled_number,
)
from pricedin.text.vague import Order, chinese_order, english_order

Kind = Literal[
    "money", "money_per_share", "percent", "percent_points", "multiple", "count", "number"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One amount where it stands in a text.

    `start` and `end` cover the number with its currency and magnitude; `qualified_start` and
    `qualified_end` also the words of its bound. `value` and `high` are in base units of
    `currency`, an ISO 4217 code or empty; `high` is the upper end of a range or of an order of
    magnitude. `implicit_currency` is True where a sign of several currencies was taken for one
    (``$``, ``元``). `refused` says why an amount could not be read; its value is then 0.
    `unit` is the noun or classifier counted, `in_brackets` whether brackets enclose the amount,
    and `negative_brackets` whether a bare number fills them, as losses do in tables.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal
    high: Decimal | None = None
    currency: str = ""
    bound: Bound = "exact"
    bound_text: str = ""
    implicit_currency: bool = False
    refused: str = ""
    qualified_start: int
    qualified_end: int
    unit: str = ""
    in_brackets: bool = False
    negative_brackets: bool = False


def find_amounts(text: str, *, dollar: str = "USD", yen: str = "") -> list[Amount]:
    """Find the amounts of a text, in order and without overlap.

    Parameters
    ----------
    text : str
        As made by `normal`.
    dollar : str
        What ``$`` and ``dollars`` stand for, where nothing else is said.
    yen : str
        What ``¥`` stands for; without it, the text decides.

    Returns
    -------
    list of Amount
        Years, dates, times, labels and ordinals are not amounts.

    Examples
    --------
    >>> found = find_amounts("raised nearly $7-8bn, or 近50亿元")
    >>> [(a.text, a.value, a.high, a.currency, a.bound) for a in found]
    [('$7-8bn', Decimal('7000000000'), Decimal('8000000000'), 'USD', 'approx'),
     ('50亿元', Decimal('5000000000'), None, 'CNY', 'approx')]
    """
    return list(_Reader(text, dollar, yen).amounts())


class _Piece(NamedTuple):
    """One number with its unit, before ranges are joined; `sign` is a currency or empty."""

    start: int
    end: int
    number: Number
    kind: Kind
    sign: str = ""
    unit: str = ""
    refused: str = ""

    @property
    def has_unit(self) -> bool:
        return self.kind not in ("number", "count")


_ZH_ANCHOR = "零〇一二两兩三四五六七八九十百千万萬亿億兆廿卅壹贰叁肆伍陆柒捌玖拾數数几幾"
_SCALES_AHEAD = "(?=[ \n-](?:half|quarter|hundred|thousand|million|billion|trillion|dozen|few|couple|lakh|crore))"
_ANCHOR = re.compile(
    f"[0-9½¼¾{_ZH_ANCHOR}]|"
    + words_pattern(
        (
            (" ".join((*EN_SMALL, *EN_TENS, "half", "quarter")), "(?=[ \n-])"),
            ("tens dozens hundreds thousands millions billions crores lakhs", "(?=[ \n]of)"),
            ("single double triple", "(?=[ -]digit)"),
            (
                "several many multiple multi few couple",
                "(?=[ \n-]?(?:hundred|thousand|tens|[mbt]|of|lakh|crore))",
            ),
            ("a", _SCALES_AHEAD),
        )
    )
)
_RANGE = re.compile(
    r"-to-|[ \t]?(?:-{1,2}|~|—{1,2})[ \t]?|[ \n](?:to|and|through)[ \n](?:about[ ]|around[ ]|as much as[ ])?|至|到|和(?=[^,。]{1,12}之间)"
)
_RANGE_START = re.compile(
    rf"""(?:(?:US|HK|NT|AU|NZ|CA|[ASCR])?\$(?:US)?|U\.S\.\ ?\$|[€£¥₹₩₪₺]|Rs\.?|RMB|[A-Z]{{3}}|人民[币幣])?[ ]?
        (?=[0-9{_ZH_ANCHOR}]|[a-z]{{3}})""",
    re.X,
)
_CHANGE = re.compile(
    r"(?:rose|rise|rises|rising|risen|fell|fall|falls|falling|fallen|grew|grow|grows|growing|grown|"
    r"increased?|increases|increasing|decreased?|dropp?e?d?|dropping|climb(?:ed|ing)?|jump(?:ed|ing)?|"
    r"declin(?:ed?|ing)|slipp?(?:ed|ing)?|narrow(?:ed|ing)?|widen(?:ed|ing)?|up|down|by|from|gain(?:ed)?|"
    r"add(?:ed)?|slid|surg(?:ed|ing)|soared|doubled|tripled|cut|raised its [a-z]+|swung|plunged|sank|another)"
    r"(?:[ ](?:by|from|some|about|around|nearly|almost|over|more|than))*[ ]?\Z"
)
_RANGING = re.compile(
    r"(?:rang(?:e|es|ed|ing)|anywhere|somewhere|estimates?|bids|offers)[ ](?:of[ ])?from[ ]\Z"
)
_WHOSE = {
    "Canadian": "CAD",
    "Cdn": "CAD",
    "Australian": "AUD",
    "Singapore": "SGD",
    "US": "USD",
    "U.S.": "USD",
}
_WHOSE_DOLLAR = re.compile(
    rf"[ ]({'|'.join(_WHOSE)})(?=[),.;:]|[ ]\(|[ ]dollars|\Z)".replace("U.S.)", r"U\.S\.)")
)
_LISTED = re.compile(
    "(?:[0-9]{1,8}(?:[.][0-9]{1,4})?(?:、|,)){0,12}[0-9]{1,8}(?:[.][0-9]{1,4})?(?:和|及|与|與|以及)(?=[0-9])"
)
_LISTED_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")
_STARTS_NEXT = re.compile("[ ]?[0-9]")


class _Reader:
    """Reads one text from left to right; every step looks a bounded distance around it."""

    def __init__(self, text: str, dollar: str, yen: str) -> None:
        self.text = text
        self._dollar, self._yen = dollar, yen
        self._settled: dict[str, tuple[str, bool]] = {}

    def amounts(self) -> Iterator[Amount]:
        text, floor, at = self.text, 0, 0
        while anchor := _ANCHOR.search(text, at):
            start = anchor.start()
            if phone := beside.phone_number(text, start):
                at = phone
                continue
            if listed := self._listed(start, floor):
                for amount in listed:
                    yield amount
                at = floor = listed[-1].end
                continue
            piece, stop = self._piece(start, floor)
            at = max(stop, start + 1)
            if piece is None:
                continue
            if piece.refused:
                amount = self._made(piece, None, floor)
            else:
                second = self._second(piece)
                if second is None and self._is_nothing(piece):
                    continue
                if second is not None and not second.has_unit and second.kind == "number":
                    at = second.end
                    if not piece.has_unit and piece.number.scale == 1 == second.number.scale:
                        continue
                amount = self._made(piece, second, floor)
            yield amount
            at = floor = max(at, amount.end)

    def _listed(self, at: int, floor: int) -> list[Amount]:
        """Read 2.1、3.9和7.4亿元, where the last of a list has the scale and currency of all."""
        if self.text[at] not in "0123456789" or not (found := _LISTED.match(self.text, at)):
            return []
        last, _ = self._piece(found.end(), found.end())
        if last is None or last.kind != "money" or last.refused or last.number.scale == 1:
            return []
        if last.start != found.end() or last.number.high_base is not None:
            return []
        amounts = []
        for each in _LISTED_NUMBER.finditer(self.text, at, found.end()):
            number = last.number._replace(
                start=each.start(), end=each.end(), base=Decimal(each[0]), bound="exact"
            )
            piece = last._replace(start=each.start(), end=each.end(), number=number)
            amounts.append(self._made(piece, None, floor))
        return [*amounts, self._made(last, None, found.end())]

    # One number and its unit.

    def _piece(self, at: int, floor: int) -> tuple[_Piece | None, int]:
        """Return the piece whose number starts at `at`, and where to read on without one."""
        text = self.text
        char = text[at]
        if char in "0123456789½¼¾":
            number, stop = digits_number(text, at, floor)
        elif char >= "\u4e00" or char == "〇":
            if order := chinese_order(text, at):
                return self._ordered(order, at, floor)
            number, stop = chinese_number(text, at)
        else:
            if (order := english_order(text, at)) is not None:
                return self._ordered(order, at, floor)
            if text[max(0, at - 6) : at].lower() == "point ":
                return None, at + 1
            number, stop = spelled_number(text, at)
        if number is None:
            return None, stop
        return self._with_unit(number, floor), number.end

    def _with_unit(self, number: Number, floor: int) -> _Piece | None:
        text = self.text
        before = currency_before(text, number.start, floor) if number.may_have_currency else None
        start = number.start
        if before and before[2] and number.scale == 1:
            before = None
        if before:
            start = before[1]
        elif number.is_negative_place(text, floor):
            number = number._replace(base=-number.base)
            start -= 1
        if before is None and is_letter(text, number.start - 1) and number.style == "digits":
            return None
        end = number.end
        at = end + 1 if text[end : end + 1] in (" ", "-", "\n") else end
        if text.startswith(("d'", "de "), at):
            at += 2 if text[at + 1] == "'" else 3
        after = currency_after(text, at)
        if after and after[2] and number.scale == 1:
            after = None
        if after and not self._is_currency(after, number, before):
            after = None
        if before or after:
            return self._money(number, start, before, after)
        if refusal := has_unread_scale(text, end, number, has_currency=False):
            reason, stop = refusal
            return _Piece(start=start, end=stop, number=number, kind="money", refused=reason)
        if (
            text[end - 1].isascii()
            and is_letter(text, end)
            and not beside.MULTIPLE.match(text, end)
            and not beside.POINTS.match(text, end)
            and not beside.BASIS_POINTS.match(text, end)
        ):
            return None
        return self._unit(number, start)

    def _is_currency(
        self, after: tuple[str, int, bool], number: Number, before: tuple[str, int, bool] | None
    ) -> bool:
        """Tell whether a word after a number is a currency there: won, pounds, real."""
        text, (sign, end, _) = self.text, after
        if (
            sign in ("GBP", "KRW", "BRL", "ZAR")
            and text[end - 1].isalpha()
            and text[end - 1].islower()
        ):
            if text[end : end + 4] == " of " or (number.scale == 1 and number.value < 1000):
                return False
        return True

    def _money(
        self,
        number: Number,
        start: int,
        before: tuple[str, int, bool] | None,
        after: tuple[str, int, bool] | None,
    ) -> _Piece:
        text = self.text
        sign = before[0] if before else ""
        end = number.end
        if after and (not sign or not _STARTS_NEXT.match(text, after[1])):
            # A word that leaves the currency open gives way to one that does not.
            if not sign or (sign in OPEN_SIGNS and after[0] not in OPEN_SIGNS):
                sign = after[0]
            elif sign == "¥" and after[0] == "元":
                sign = "CNY"
            end = after[1]
        elif sign == "$" and (whose := _WHOSE_DOLLAR.match(text, end)):
            sign, end = _WHOSE[whose[1]], whose.end(1)
        if start and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " \n(:,"):
            number, start = number._replace(base=-number.base), start - 1
        refusal = None if after else has_unread_scale(text, number.end, number, has_currency=True)
        if refusal:
            return _Piece(
                start=start,
                end=refusal[1],
                number=number,
                kind="money",
                sign=sign,
                refused=refusal[0],
            )
        if number.refused:
            return _Piece(
                start=start, end=end, number=number, kind="money", sign=sign, refused=number.refused
            )
        return _Piece(start=start, end=end, number=number, kind="money", sign=sign)

    def _unit(self, number: Number, start: int) -> _Piece | None:
        text, end = self.text, number.end
        if number.refused:
            return None
        for pattern, kind in _UNITS if text[end : end + 1] in _BEGINS_UNIT else ():
            if found := pattern.match(text, end):
                if pattern is beside.TENTHS:
                    half = Decimal(ZH_DIGIT[found[1]] if found[1] else 0)
                    number = number._replace(base=number.base * 10 + half)
                elif pattern is beside.BASIS_POINTS:
                    number = number._replace(base=number.base / 100)
                return _Piece(start=start, end=found.end(), number=number, kind=kind)
        if number.is_percent:
            return _Piece(start=start, end=end, number=number, kind="percent")
        if noun := beside.counted(text, end):
            return _Piece(start=start, end=end, number=number, kind="count", unit=noun)
        return _Piece(start=start, end=end, number=number, kind="number")

    def _ordered(self, order: Order, at: int, floor: int) -> tuple[_Piece | None, int]:
        """Return the piece of an order of magnitude, whose unit must make sense of it."""
        text = self.text
        number = Number(
            start=at,
            end=order.end,
            base=order.low,
            scale=Decimal(1),
            high_base=order.high,
            bound="order_of_magnitude",
            style="vague",
        )
        before = currency_before(text, at, floor)
        place = order.end
        if text.startswith(" of ", place):
            place += 4
        elif text[place : place + 1] in (" ", "-"):
            place += 1
        after = currency_after(text, place)
        sign = (after and after[0]) or (before and before[0]) or ("$" if order.is_figures else "")
        end = after[1] if after else order.end
        start = before[1] if before else at
        # 千万级 and 亿元级 name a grade, so that no word before makes the scale a number.
        is_graded = text[end : end + 1] in ("级", "級")
        if order.is_bare and not is_graded and text[order.end : order.end + 1] not in ("级", "級"):
            above = text[at - 1 : at] == "上" and at > floor
            if above or bound_before(text, start, floor):
                number = number._replace(high_base=None, bound="exact")
            elif not sign or not self._is_raised(at, end):
                return None, order.end
        if not after and is_graded:
            if noun := beside.counted(text, end + 1):
                return self._counted_order(number, noun), order.end
            follow = currency_after(text, end + 1)
            sign, end = (follow[0], follow[1]) if follow else (sign or "元", end + 1)
        elif is_graded:
            end += 1
        if sign:
            return _Piece(start=start, end=end, number=number, kind="money", sign=sign), end
        noun = beside.counted(text, place - 1 if place > order.end else place)
        if noun:
            return self._counted_order(number, noun), order.end
        if order.is_bare:
            return None, order.end
        return _Piece(start=at, end=end, number=number, kind="number"), order.end

    def _counted_order(self, number: Number, noun: str) -> _Piece:
        return _Piece(start=number.start, end=number.end, number=number, kind="count", unit=noun)

    def _is_raised(self, at: int, end: int) -> bool:
        """Tell whether a scale alone (亿元, 千万美元) is an amount and not the head of a table."""
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        if before in "(:：/为人民币幣位以 单" or after in "),;，) \n":
            return False
        return end - at > 2 or after in "ABCDEF天种融投大规规資资"

    # Two ends of a range.

    def _second(self, first: _Piece) -> _Piece | None:
        """Return the first piece's upper end, if what follows makes the two a range."""
        text = self.text
        if first.number.high_base is not None or first.end >= len(text):
            return None
        join = _RANGE.match(text, first.end)
        if not join:
            return None
        lead = _RANGE_START.match(text, join.end())
        if not lead or (lead.end() < len(text) and not _ANCHOR.match(text, lead.end())):
            return None
        if text[lead.end()] not in "0123456789" and "-" in join[0]:
            if first.number.style == "digits":
                return None
        piece, _ = self._piece(lead.end(), join.end())
        if piece is None or piece.start != join.end() or piece.refused:
            return None
        if piece.number.high_base is not None or piece.number.base < 0:
            return None
        word = join[0].strip(" \t\n-") or join[0].strip()
        if join[0][0] in " \t" and word in ("-", "--") and join[0][-1] == word[-1]:
            return None
        if word == "and" and not text[max(0, first.start - 24) : first.start].rstrip().endswith(
            ("between", "Between")
        ):
            window = text[max(0, first.start - 30) : first.start]
            if not re.search(r"between (?:[a-z]+ ){0,2}\Z", window, re.I):
                return None
        if word == "to" and self._is_change(first):
            return None
        if word in ("至", "到") and text[max(0, first.start - 1) : first.start] in (
            "从",
            "由",
            "從",
        ):
            if "之间" not in text[piece.end : piece.end + 4]:
                return None
        return self._shared(first, piece, word)

    def _is_change(self, first: _Piece) -> bool:
        window = self.text[max(0, first.start - 32) : first.start]
        window = window.rsplit("\n", 1)[-1]
        return bool(_CHANGE.search(window)) and not _RANGING.search(window)

    def _shared(self, first: _Piece, second: _Piece, word: str) -> _Piece | None:
        """Give the second piece's scale and unit to the first; None if they do not agree."""
        if first.has_unit and second.has_unit:
            if first.kind != second.kind:
                return None
            agree = first.sign == second.sign or not first.sign or not second.sign
            if not agree and not ({first.sign, second.sign} & {"$", "元", "¥"}):
                return None
        elif first.has_unit and (first.kind != "money" or second.kind == "count"):
            return None
        low, high = first.number, second.number
        if not first.has_unit and beside.is_year(low.token):
            if not (len(high.token) == 4 and high.scale == 1):
                return None
        if not first.has_unit and word[0] not in "-~—" and low.scale == 1 and low.style == "digits":
            if beside.is_noise(self.text, low.start, low.end, low.token):
                return None
        if low.scale == 1 and high.scale != 1 and low.style != "spaced":
            for scale in (high.scale, _least_scale(high.scale)):
                if low.base * scale < high.value:
                    return second._replace(number=high._replace(shared=scale))
        if low.value >= high.value:
            return None
        is_bare = {first.kind, second.kind} == {"number"} and low.scale == 1 == high.scale
        return None if is_bare and word in ("to", "and", "through") else second

    # The amount.

    def _is_nothing(self, piece: _Piece) -> bool:
        """Tell whether a piece alone is no amount: a year, a label, a small spelled number."""
        number = piece.number
        if piece.kind not in ("number", "count"):
            return False
        if number.style in ("chinese", "spelled") and number.scale == 1:
            return piece.kind == "number" or number.value < 2
        if number.style == "vague":
            return piece.kind == "number" and not number.base >= 1000
        if number.style == "chinese":
            return piece.kind == "number" and not number.scale > 1000
        if piece.kind == "count" and not beside.is_year(number.token):
            return self.text[number.start - 1 : number.start] == "第" or (
                self.text[number.start - 1 : number.start] == "-"
                and is_letter(self.text, number.start - 2)
            )
        if piece.kind == "count":
            return (
                _YEAR_BEFORE.search(self.text, max(0, number.start - 8), number.start) is not None
            )
        if number.scale != 1:
            return False
        return beside.is_noise(self.text, number.start, number.end, number.token)

    def _made(self, first: _Piece, second: _Piece | None, floor: int) -> Amount:
        text = self.text
        last = second or first
        low = first.number.value
        high = first.number.high
        kind, sign, unit = first.kind, first.sign, first.unit
        if second is not None:
            high = second.number.value
            if second.number.shared is not None:
                low = first.number.base * second.number.shared
            if kind == "number":
                kind = second.kind
            if not sign or sign in ("$", "元", "¥"):
                sign = second.sign or sign
            unit = unit or second.unit
        start, end = first.start, last.end
        if kind == "money" and beside.is_per_share(text, start, end):
            kind = "money_per_share"
        currency, implicit = self._currency(sign) if sign else ("", False)
        bound, bound_text, q_start, q_end = self._bound(first, last, floor)
        if not unit and kind == "number" and q_end > end:
            if noun := beside.counted(text, q_end):
                kind, unit = "count", noun
        bracket = text.rfind("(", max(0, start - 80), start)
        in_brackets = bracket > text.rfind(")", max(0, start - 80), start)
        fills = start > 0 and text[start - 1] == "(" and text[end : end + 1] == ")"
        negative = (fills and kind == "number") or "(" in text[start:end]
        if first.refused:
            low, high, bound, bound_text, q_start, q_end = Decimal(0), None, "exact", "", start, end
        return Amount(
            start=start,
            end=end,
            text=text[start:end],
            kind=kind,
            value=low,
            high=high,
            currency=currency,
            implicit_currency=implicit,
            bound=bound,
            bound_text=bound_text,
            refused=first.refused,
            qualified_start=q_start,
            qualified_end=q_end,
            unit=unit,
            in_brackets=in_brackets,
            negative_brackets=negative,
        )

    def _bound(self, first: _Piece, last: _Piece, floor: int) -> tuple[Bound, str, int, int]:
        """Return the bound, its words, and the span that they and the amount cover."""
        text, start, end = self.text, first.start, last.end
        inner = last.number
        words = inner.bound_text
        bound: Bound = inner.bound if inner.bound != "exact" else first.number.bound
        before = bound_before(text, start, floor)
        after = bound_after(text, end)
        if first.number.style == "vague" and bound == "exact" and text[start - 1 : start] == "上":
            return "at_least", "上", start - 1, end
        if before:
            start, words = before[1], text[before[1] : start].strip()
            bound = before[0] if bound in ("exact", "at_least", "approx") else bound
        elif after:
            words = text[end : after[1]].strip()
            bound = after[0] if bound == "exact" else bound
        return bound, words, start, after[1] if after else end

    def _currency(self, sign: str) -> tuple[str, bool]:
        if sign not in self._settled:
            self._settled[sign] = settle(sign, self.text, self._dollar, self._yen)
        return self._settled[sign]


_UNITS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (beside.POINTS, "percent_points"),
    (beside.BASIS_POINTS, "percent_points"),
    (beside.PERCENT, "percent"),
    (beside.MULTIPLE, "multiple"),
    (beside.TENTHS, "percent"),
)
_BEGINS_UNIT = frozenset(" \t\n-%pPbBxX×fF个個百基倍成")
_YEAR_BEFORE = re.compile(
    r"(?:^|[^A-Za-z])(?:in|since|by|during|of|from|until|till|after|before|for|late|early|mid|to|[Ii]n) \Z",
    re.I,
)


def _least_scale(scale: Decimal) -> Decimal:
    """Return the 万 in 千万, the 亿 in 百亿: a range may share only that much."""
    for size in (10**12, 10**8, 10**4):
        if scale > size and scale % size == 0 and scale / size in (10, 100, 1000):
            return Decimal(size)
    return scale
