"""A number in a text: its base, its scale and how exactly it is meant."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from pricedin.text.bounds import Bound
from pricedin.text.numerals import ONE

Style = Literal["digits", "spaced", "chinese", "spelled", "vague"]


class Number(NamedTuple):
    """A number in a text: `base` times `scale`, and how exactly it is meant.

    `shared` is the scale that a range gives to its lower end; `token` the digits as written.
    """

    start: int
    end: int
    base: Decimal
    scale: Decimal = ONE
    high_base: Decimal | None = None
    bound: Bound = "exact"
    bound_text: str = ""
    style: Style = "digits"
    token: str = ""
    shared: Decimal | None = None
    refused: str = ""
    is_percent: bool = False

    @property
    def value(self) -> Decimal:
        """The number in full."""
        return _whole(self.base * self.scale)

    @property
    def high(self) -> Decimal | None:
        """The upper end that the number itself tells, as 七八亿 does."""
        return None if self.high_base is None else _whole(self.high_base * self.scale)

    @property
    def may_have_currency(self) -> bool:
        """False for percent written in words, 百分之五."""
        return not self.is_percent

    def is_negative_place(self, text: str, floor: int) -> bool:
        """Tell whether the hyphen before the number is a minus sign."""
        at = self.start - 1
        if at < floor or text[at] not in "-−" or self.style != "digits":
            return False
        before = text[at - 1] if at > 0 else " "
        return before in " \n\t(:," or "\u4e00" <= before <= "\u9fff"


def _whole(value: Decimal) -> Decimal:
    """Return the same number without an exponent or trailing zeros after the point."""
    if value == value.to_integral_value():
        return value.quantize(ONE) if value.adjusted() < 27 else value
    return value.normalize()


def is_letter(text: str, at: int) -> bool:
    """Tell whether an ASCII letter or underscore stands at `at`."""
    return 0 <= at < len(text) and (text[at] == "_" or (text[at].isascii() and text[at].isalpha()))
