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

from pricedin.text import counted as beside
from pricedin.text.bounds import Bound, bound_after, bound_before
from pricedin.text.currencies import settle
from pricedin.text.number import is_letter
from pricedin.text.pieces import ANCHOR, ZH_ANCHOR, Kind, Piece, PieceReader

__all__ = ["Amount", "Kind", "find_amounts"]


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


_RANGE = re.compile(
    r"-to-|[ \t]?(?:-{1,2}|~|—{1,2})[ \t]?|[ \n](?:to|and|through)[ \n](?:about[ ]|around[ ]"
    r"|as much as[ ])?|至|到|和(?=[^,。]{1,12}之间)"
)
_RANGE_START = re.compile(
    rf"""(?:(?:US|HK|NT|AU|NZ|CA|[ASCR])?\$(?:US)?|U\.S\.\ ?\$|[€£¥₹₩₪₺]|Rs\.?|RMB
        |[A-Z]{{3}}|人民[币幣])?[ ]?
        (?=[0-9{ZH_ANCHOR}]|[a-z]{{3}})""",
    re.X,
)
_CHANGE = re.compile(
    r"(?:rose|rise|rises|rising|risen|fell|fall|falls|falling|fallen|grew|grow|grows|growing|grown|"
    r"increased?|increases|increasing|decreased?|dropp?e?d?|dropping|climb(?:ed|ing)?|jump"
    r"(?:ed|ing)?|"
    r"declin(?:ed?|ing)|slipp?(?:ed|ing)?|narrow(?:ed|ing)?|widen(?:ed|ing)?|up|down|by|from"
    r"|gain(?:ed)?|"
    r"add(?:ed)?|slid|surg(?:ed|ing)|soared|doubled|tripled|cut|raised its [a-z]+|swung"
    r"|plunged|sank|another)"
    r"(?:[ ](?:by|from|some|about|around|nearly|almost|over|more|than))*[ ]?\Z"
)
_RANGING = re.compile(
    r"(?:rang(?:e|es|ed|ing)|anywhere|somewhere|estimates?|bids|offers)[ ](?:of[ ])?from[ ]\Z"
)
_LISTED = re.compile(
    "(?:[0-9]{1,8}(?:[.][0-9]{1,4})?(?:、|,)){0,12}[0-9]{1,8}(?:[.][0-9]{1,4})?(?:和|及|与|與|以及)"
    "(?=[0-9])"
)
_LISTED_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")


class _Reader(PieceReader):
    """Reads one text from left to right; every step looks a bounded distance around it."""

    def __init__(self, text: str, dollar: str, yen: str) -> None:
        super().__init__(text)
        self._dollar, self._yen = dollar, yen
        self._settled: dict[str, tuple[str, bool]] = {}

    def amounts(self) -> Iterator[Amount]:
        text, floor, at = self.text, 0, 0
        while anchor := ANCHOR.search(text, at):
            start = anchor.start()
            if phone := beside.phone_number(text, start):
                at = phone
                continue
            if listed := self._listed(start, floor):
                for amount in listed:
                    yield amount
                at = floor = listed[-1].end
                continue
            piece, stop = self.piece(start, floor)
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
        last, _ = self.piece(found.end(), found.end())
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

    # Two ends of a range.

    def _second(self, first: Piece) -> Piece | None:
        """Return the first piece's upper end, if what follows makes the two a range."""
        text = self.text
        if first.number.high_base is not None or first.end >= len(text):
            return None
        join = _RANGE.match(text, first.end)
        if not join:
            return None
        lead = _RANGE_START.match(text, join.end())
        if not lead or (lead.end() < len(text) and not ANCHOR.match(text, lead.end())):
            return None
        if text[lead.end()] not in "0123456789" and "-" in join[0]:
            if first.number.style == "digits":
                return None
        piece, _ = self.piece(lead.end(), join.end())
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

    def _is_change(self, first: Piece) -> bool:
        window = self.text[max(0, first.start - 32) : first.start]
        window = window.rsplit("\n", 1)[-1]
        return bool(_CHANGE.search(window)) and not _RANGING.search(window)

    def _shared(self, first: Piece, second: Piece, word: str) -> Piece | None:
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

    def _is_nothing(self, piece: Piece) -> bool:
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

    def _made(self, first: Piece, second: Piece | None, floor: int) -> Amount:
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

    def _bound(self, first: Piece, last: Piece, floor: int) -> tuple[Bound, str, int, int]:
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


_YEAR_BEFORE = re.compile(
    r"(?:^|[^A-Za-z])(?:in|since|by|during|of|from|until|till|after|before|for|late|early|mid"
    r"|to|[Ii]n) \Z",
    re.I,
)


def _least_scale(scale: Decimal) -> Decimal:
    """Return the 万 in 千万, the 亿 in 百亿: a range may share only that much."""
    for size in (10**12, 10**8, 10**4):
        if scale > size and scale % size == 0 and scale / size in (10, 100, 1000):
            return Decimal(size)
    return scale
