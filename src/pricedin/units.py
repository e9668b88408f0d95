"""Money with its currency, and how amounts are typed and printed.

Exact arithmetic (`Decimal`) throughout; one unit of money is one unit of its currency, never
thousands or millions. There is no default currency, and two currencies never add.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import total_ordering
from typing import Self

from pricedin.errors import InputError

# Active codes of ISO 4217 (list one, without funds, metals and test codes).
ISO_4217 = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()
)

# Symbols and words a person types at a prompt; `text.currencies` adds what documents write. `$`
# and `¥` are read as USD and CNY here, while in documents the context decides.
SYMBOLS = {
    "US$": "USD",
    "HK$": "HKD",
    "A$": "AUD",
    "S$": "SGD",
    "C$": "CAD",
    "NT$": "TWD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "RMB": "CNY",
    "元": "CNY",
    "人民币": "CNY",
    "美元": "USD",
    "港元": "HKD",
}

MAGNITUDES = {
    "": Decimal(1),
    "k": Decimal(10**3),
    "thousand": Decimal(10**3),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "million": Decimal(10**6),
    "bn": Decimal(10**9),
    "b": Decimal(10**9),
    "billion": Decimal(10**9),
    "tn": Decimal(10**12),
    "trillion": Decimal(10**12),
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "億": Decimal(10**8),
    "万亿": Decimal(10**12),
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency.

    >>> Money(Decimal("4.8e9"), "USD") - Money(Decimal("4.3e9"), "USD")
    Money(amount=Decimal('5E+8'), currency='USD')
    >>> Money(Decimal(1), "USD") + Money(Decimal(1), "CNY")
    Traceback (most recent call last):
    pricedin.errors.InputError: cannot combine USD with CNY; convert one of them first
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in ISO_4217:
            raise InputError(f"'{self.currency}' is not an ISO 4217 currency code")
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise InputError(f"an amount of money is a finite Decimal, not {self.amount!r}")

    def _same(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            raise InputError(
                f"cannot combine {self.currency} with {other.currency}; convert one of them first"
            )
        return other.amount

    def __add__(self, other: Self) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Self) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Decimal | int) -> Money:
        return Money(self.amount / divisor, self.currency)

    def over(self, other: Money) -> Decimal:
        """Return this amount as a multiple of `other`, which is of the same currency."""
        return self.amount / self._same(other)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{short(self.amount)} {self.currency}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of `amounts`, which may be empty and must all be of `currency`."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result = result + amount
    return result


def short(amount: Decimal | float | Fraction, digits: int = 3) -> str:
    """Print an amount the way a memo does: ``4.8bn``, ``-320m``, ``1,250``.

    At most `digits` significant digits; more would claim what evidence of this kind cannot hold.

    >>> short(Decimal("4.8e9")), short(Decimal("-320400000")), short(Decimal("1250")), short(0.0)
    ('4.8bn', '-320m', '1,250', '0')
    """
    value = Decimal(str(float(amount))) if isinstance(amount, float | Fraction) else amount
    if not value:
        return "0"
    value = _significant(value, digits)
    for name, size in (("tn", 12), ("bn", 9), ("m", 6)):
        if abs(value) >= 10**size:
            return f"{_plain(value.scaleb(-size))}{name}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return _plain(value)


def significant(value: float | Decimal, digits: int = 3) -> str:
    """Print a plain number to `digits` significant digits, without exponent.

    >>> significant(206.86), significant(0.011628, 2), significant(-3.0)
    ('207', '0.012', '-3')
    """
    number = Decimal(str(float(value)))
    return _plain(_significant(number, digits)) if number else "0"


def percent(fraction: float | Decimal | Fraction, digits: int = 3) -> str:
    """Print a fraction as percent; the one place where percent exists.

    >>> percent(0.116279), percent(Decimal("-0.5")), percent(6.4)
    ('11.6%', '-50%', '640%')
    """
    return significant(float(fraction) * 100, digits) + "%"


def _significant(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1))


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_SIZES = "|".join(sorted(filter(None, MAGNITUDES), key=len, reverse=True))
_WORDS = sorted(map(re.escape, SYMBOLS), key=len, reverse=True)
_BEFORE = "|".join(word for word in _WORDS if word.isascii() or word in "€£¥₹₩")
_AFTER = "|".join(word for word in _WORDS if word.isalpha())
_TYPED = re.compile(
    rf"""^\s*(?P<before>{_BEFORE}|[A-Z]{{3}})?\s*
        (?P<number>-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*
        (?P<magnitude>{_SIZES})?\s*
        (?P<after>{_AFTER}|[A-Z]{{3}})?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_number(text: str) -> Decimal:
    """Read a plain number exactly; refuse anything else.

    >>> parse_number("1,250.50")
    Decimal('1250.50')
    """
    cleaned = text.strip().replace("_", "")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", cleaned):
        cleaned = cleaned.replace(",", "")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise InputError(f"'{text}' is not a number") from None
    if not value.is_finite():
        raise InputError(f"'{text}' is not a finite number")
    return value


def parse_fraction(text: str) -> Decimal:
    """Read a fraction typed as ``0.4`` or ``40%``.

    >>> parse_fraction("40%"), parse_fraction("0.4")
    (Decimal('0.4'), Decimal('0.4'))
    """
    text = text.strip()
    if text.endswith("%"):
        return parse_number(text[:-1]) / 100
    return parse_number(text)


def parse_money(text: str, currency: str | None = None) -> Money:
    """Read an amount as a person types it.

    An amount followed by a magnitude that is not known is refused, never cut short.

    Parameters
    ----------
    text : str
        Such as ``4.8bn USD``, ``$40m``, ``€1.2bn``, ``100亿 CNY``, ``1,250,000 EUR``.
    currency : str, optional
        Used only where the text names none.

    Raises
    ------
    InputError
        If it is not an amount, or no currency is named anywhere.

    Examples
    --------
    >>> parse_money("4.8bn USD"), parse_money("100亿 CNY").amount == 10**10
    (Money(amount=Decimal('4800000000.0'), currency='USD'), True)
    >>> parse_money("4.8zn USD")
    Traceback (most recent call last):
    pricedin.errors.InputError: '4.8zn USD' is not an amount of money; write it like '4.8bn USD'
    """
    found = _TYPED.match(text)
    if not found:
        raise InputError(f"'{text}' is not an amount of money; write it like '4.8bn USD'")
    named = [_code(word) for word in (found["before"], found["after"]) if word]
    if len(set(named)) > 1:
        raise InputError(f"'{text}' names two currencies, {named[0]} and {named[1]}")
    code = named[0] if named else currency
    if code is None:
        raise InputError(f"'{text}' names no currency; write it like '4.8bn USD'")
    number = Decimal(found["number"].replace(",", ""))
    return Money(number * MAGNITUDES[(found["magnitude"] or "").lower()], code)


def _code(word: str) -> str:
    code = SYMBOLS.get(word, SYMBOLS.get(word.upper(), word.upper()))
    if code not in ISO_4217:
        raise InputError(f"'{word}' is not a currency")
    return code


def plural(count: int, noun: str) -> str:
    """Print a count with its noun.

    >>> plural(1, "origin"), plural(1250, "claim")
    ('1 origin', '1,250 claims')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
