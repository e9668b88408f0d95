"""One number with its unit: money, percent, a multiple, a count, or a bare number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from pricedin.text import counted as beside
from pricedin.text.begins import words_pattern
from pricedin.text.bounds import bound_before
from pricedin.text.currencies import OPEN_SIGNS, currency_after, currency_before
from pricedin.text.digits import digits_number
from pricedin.text.number import Number, is_letter
from pricedin.text.numerals import EN_SMALL, EN_TENS, ZH_DIGIT
from pricedin.text.scales import has_unread_scale, spelled_number
from pricedin.text.scales_zh import chinese_number
from pricedin.text.vague import Order, chinese_order, english_order

Kind = Literal[
    "money", "money_per_share", "percent", "percent_points", "multiple", "count", "number"
]


class Piece(NamedTuple):
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
        """True for money, percent and multiples."""
        return self.kind not in ("number", "count")


ZH_ANCHOR = "零〇一二两兩三四五六七八九十百千万萬亿億兆廿卅壹贰叁肆伍陆柒捌玖拾數数几幾"
_SCALES_AHEAD = (
    "(?=[ \n-](?:half|quarter|hundred|thousand|million|billion|trillion|dozen|few|couple"
    "|lakh|crore))"
)
ANCHOR = re.compile(
    f"[0-9½¼¾{ZH_ANCHOR}]|"
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
_SIGNED = frozenset({"$-", "€-", "£-", "¥-", "₹-"})
_STARTS_NEXT = re.compile("[ ]?[0-9]")


_UNITS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (beside.POINTS, "percent_points"),
    (beside.BASIS_POINTS, "percent_points"),
    (beside.PERCENT, "percent"),
    (beside.MULTIPLE, "multiple"),
    (beside.TENTHS, "percent"),
)
_BEGINS_UNIT = frozenset(" \t\n-%pPbBxX×fF个個百基倍成")


class PieceReader:
    """Reads the pieces of one text; every step looks a bounded distance around it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def piece(self, at: int, floor: int) -> tuple[Piece | None, int]:
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

    def _with_unit(self, number: Number, floor: int) -> Piece | None:
        text = self.text
        before = currency_before(text, number.start, floor) if number.may_have_currency else None
        start = number.start
        if before and before[2] and number.scale == 1:
            before = None
        if before is None and text[max(0, start - 2) : start] in _SIGNED:
            # $-5m, with the sign behind the currency.
            before = currency_before(text, start - 1, floor)
            number = number._replace(base=-number.base)
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
            return Piece(start=start, end=stop, number=number, kind="money", refused=reason)
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
    ) -> Piece:
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
            return Piece(
                start=start,
                end=refusal[1],
                number=number,
                kind="money",
                sign=sign,
                refused=refusal[0],
            )
        if number.refused:
            return Piece(
                start=start, end=end, number=number, kind="money", sign=sign, refused=number.refused
            )
        return Piece(start=start, end=end, number=number, kind="money", sign=sign)

    def _unit(self, number: Number, start: int) -> Piece | None:
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
                return Piece(start=start, end=found.end(), number=number, kind=kind)
        if number.is_percent:
            return Piece(start=start, end=end, number=number, kind="percent")
        if noun := beside.counted(text, end):
            return Piece(start=start, end=end, number=number, kind="count", unit=noun)
        return Piece(start=start, end=end, number=number, kind="number")

    def _ordered(self, order: Order, at: int, floor: int) -> tuple[Piece | None, int]:
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
            return Piece(start=start, end=end, number=number, kind="money", sign=sign), end
        noun = beside.counted(text, place - 1 if place > order.end else place)
        if noun:
            return self._counted_order(number, noun), order.end
        if order.is_bare:
            return None, order.end
        return Piece(start=at, end=end, number=number, kind="number"), order.end

    def _counted_order(self, number: Number, noun: str) -> Piece:
        return Piece(start=number.start, end=number.end, number=number, kind="count", unit=noun)

    def _is_raised(self, at: int, end: int) -> bool:
        """Tell whether a scale alone (亿元, 千万美元) is an amount and not the head of a table."""
        before, after = self.text[at - 1 : at], self.text[end : end + 1]
        if before and before in "(:/为人民币幣位以单 ":
            return False
        return end - at > 2 or (after != "" and after in "ABCDEF天种融投大规資资")
