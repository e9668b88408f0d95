"""What is known of a number: never silently a point.

Each distribution gives a central answer, the one that comes first, and maps a number ``u`` in
(0, 1) to a value (`draw`), which never falls as ``u`` rises: a draw is a quantile.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from statistics import NormalDist
from typing import Protocol

from pricedin.errors import InputError

_NORMAL = NormalDist()
_STEPS = 512
MAX_SIGMAS = 3.0  # an error statement is not a licence for any value at all

# "Over X" is X·e^ε, ε exponential with this median: a bound that is told is told because the
# figure lies near it. An assumption; the answer at X always comes first.
EXCESS_MEDIAN = 0.05


def _sigmas(u: float) -> float:
    return max(-MAX_SIGMAS, min(MAX_SIGMAS, _NORMAL.inv_cdf(u)))


class Distribution(Protocol):
    """What is known of one number."""

    @property
    def central(self) -> Decimal:
        """The answer that comes first."""

    def draw(self, u: float) -> float:
        """Return the value at ``u`` in (0, 1)."""

    def scaled(self, factor: Decimal) -> Distribution:
        """Return the distribution of the number times `factor`, which is positive."""

    @property
    def words(self) -> str:
        """How it is known: exact, approximate, at least, at most, range, rivals."""


def interval(distribution: Distribution, level: float = 0.8) -> tuple[float, float]:
    """Return the central interval that holds the number with probability `level`."""
    tail = (1 - level) / 2
    return distribution.draw(tail), distribution.draw(1 - tail)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as stated, with a relative error (standard deviation of its log)."""

    value: Decimal
    error: float = 0.0
    qualifier: str = "exact"

    @property
    def central(self) -> Decimal:
        """The number as stated."""
        return self.value

    def draw(self, u: float) -> float:
        """Return ``value · exp(error · z)``; a negative number keeps its sign."""
        value = float(self.value)
        return value * math.exp(math.copysign(1.0, value) * self.error * _sigmas(u))

    def scaled(self, factor: Decimal) -> Stated:
        """Return it times `factor`."""
        return Stated(self.value * factor, self.error, self.qualifier)

    @property
    def words(self) -> str:
        """Exact or approximate."""
        return "approximate" if self.qualifier == "approx" else "exact"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A lower bound: ``bound · e^ε``, cut at `cap`, the next round mark if none is given.

    A negative bound runs towards nothing, ``bound · e^−ε``, so that a draw still rises.

    >>> cash = AtLeast(Decimal(10**10))
    >>> round(cash.draw(0.5) / 1e9, 2), float(cash.ceiling) / 1e9
    (10.51, 15.0)
    """

    bound: Decimal
    error: float = 0.0
    cap: Decimal | None = None

    @property
    def central(self) -> Decimal:
        """The bound itself: what is claimed, and no more."""
        return self.bound

    @property
    def ceiling(self) -> Decimal:
        """Where the tail is cut."""
        return next_round_mark(self.bound) if self.cap is None else max(self.bound, self.cap)

    def draw(self, u: float) -> float:
        """Return the bound times ``exp(excess)``, with the source's own error about the bound."""
        bound = float(self.bound)
        mean = EXCESS_MEDIAN / math.log(2)
        held = 1.0
        if bound > 0:
            held -= math.exp(-math.log(float(self.ceiling) / bound) / mean)
        excess = -mean * math.log1p(-u * held)
        return bound * math.exp(math.copysign(1.0, bound) * (excess + self.error * _sigmas(u)))

    def scaled(self, factor: Decimal) -> AtLeast:
        """Return it times `factor`; the tail is cut at the same place in the old unit."""
        return AtLeast(self.bound * factor, self.error, self.ceiling * factor)

    @property
    def words(self) -> str:
        """At least."""
        return "at least"


@dataclass(frozen=True, slots=True)
class AtMost:
    """An upper bound, told because the figure lies near it: ``bound · e^−ε``.

    A negative bound runs away from nothing, ``bound · e^ε``, so that a draw still rises.
    """

    bound: Decimal
    error: float = 0.0

    @property
    def central(self) -> Decimal:
        """The bound itself."""
        return self.bound

    def draw(self, u: float) -> float:
        """Return the bound times ``exp(-shortfall)``."""
        shortfall = -EXCESS_MEDIAN / math.log(2) * math.log(u)
        bound = float(self.bound)
        return bound * math.exp(math.copysign(1.0, bound) * (self.error * _sigmas(u) - shortfall))

    def scaled(self, factor: Decimal) -> AtMost:
        """Return it times `factor`."""
        return AtMost(self.bound * factor, self.error)

    @property
    def words(self) -> str:
        """At most."""
        return "at most"


@dataclass(frozen=True)
class Between:
    """A range: evenly on a log scale where both ends are positive, else evenly.

    Where someone named a `middle`, half of the weight lies on either side of it, each half spread
    in the same way; it is the answer that comes first.
    """

    low: Decimal
    high: Decimal
    middle: Decimal | None = None

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise InputError(f"a range runs upwards; got {self.low} to {self.high}")
        if self.middle is not None and not self.low <= self.middle <= self.high:
            raise InputError(f"{self.middle} is not between {self.low} and {self.high}")

    @cached_property
    def central(self) -> Decimal:
        """The middle as named, or that on the scale of the range."""
        if self.middle is not None:
            return self.middle
        if self.low > 0:
            return (self.low * self.high).sqrt()
        return (self.low + self.high) / 2

    def draw(self, u: float) -> float:
        """Return the point that lies ``u`` of the way up."""
        low, high = float(self.low), float(self.high)
        if self.middle is not None:
            middle = float(self.middle)
            low, high, u = (low, middle, 2 * u) if u < 0.5 else (middle, high, 2 * u - 1)
        if low > 0:
            return float(low * (high / low) ** u)
        return low + (high - low) * u

    def scaled(self, factor: Decimal) -> Between:
        """Return it times `factor`."""
        middle = None if self.middle is None else self.middle * factor
        return Between(self.low * factor, self.high * factor, middle)

    @property
    def words(self) -> str:
        """Range."""
        return "range"


@dataclass(frozen=True)
class Mixture:
    """Rivals that could not be decided, each with its weight; the heaviest comes first.

    Kept for numbers only. Labels (pre- or post-money) are scenarios and are never mixed.
    """

    parts: tuple[tuple[Decimal, Distribution], ...]

    def __post_init__(self) -> None:
        if not self.parts or any(weight <= 0 for weight, _ in self.parts):
            raise InputError("a mixture needs parts of positive weight")

    @cached_property
    def _quantiles(self) -> tuple[list[float], list[float]]:
        """Return rising values, and the weight of all up to each."""
        whole = sum(weight for weight, _ in self.parts)
        points = sorted(
            (part.draw((step + 0.5) / _STEPS), float(weight / whole) / _STEPS)
            for weight, part in self.parts
            for step in range(_STEPS)
        )
        return [value for value, _ in points], list(accumulate(weight for _, weight in points))

    @property
    def central(self) -> Decimal:
        """The centre of the heaviest part."""
        return max(self.parts, key=lambda part: part[0])[1].central

    def draw(self, u: float) -> float:
        """Return the quantile of all parts together, on a grid of 1/512 of each part.

        Between rivals nothing is interpolated: a value in the gap is nobody's.
        """
        values, up_to = self._quantiles
        return values[min(bisect_left(up_to, u), len(values) - 1)]

    def scaled(self, factor: Decimal) -> Mixture:
        """Return it times `factor`."""
        return Mixture(tuple((weight, part.scaled(factor)) for weight, part in self.parts))

    @property
    def words(self) -> str:
        """Rivals."""
        return "rivals"


_MARKS = tuple(Decimal(m) for m in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))


def next_round_mark(value: Decimal) -> Decimal:
    """Return the next rounder number above `value`: who passes it would have said so.

    >>> next_round_mark(Decimal(10**10)) == 15 * 10**9, next_round_mark(Decimal(300)) == 400
    (True, True)
    """
    if value <= 0:
        return value
    size = Decimal(1).scaleb(value.adjusted())
    return next(mark * size for mark in _MARKS if mark * size > value)
