"""What is known of a number: never silently a point.

Each distribution gives a central answer, the one that comes first, and maps a number ``u`` in
(0, 1) to a value (`draw`), rising in ``u``. A mixture of rivals is ordered by its parts' centres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import NormalDist
from typing import Protocol

from pricedin.errors import InputError

_NORMAL = NormalDist()
MAX_SIGMAS = 3.0  # an error statement is not a licence for any value at all

# "Over X" is X·e^ε, ε exponential with this median: a bound that is told is told because the
# figure lies near it. An assumption; the answer at X always comes first.
EXCESS_MEDIAN = 0.05


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
        z = max(-MAX_SIGMAS, min(MAX_SIGMAS, _NORMAL.inv_cdf(u)))
        return float(self.value) * math.exp(self.error * (z if self.value >= 0 else -z))

    def scaled(self, factor: Decimal) -> Stated:
        """Return it times `factor`."""
        return Stated(self.value * factor, self.error, self.qualifier)

    @property
    def words(self) -> str:
        """Exact or approximate."""
        return "approximate" if self.qualifier == "approx" else "exact"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A lower bound: ``bound · e^ε``, cut at the next round mark or at `cap`.

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
        mark = next_round_mark(self.bound)
        return mark if self.cap is None else max(self.bound, min(mark, self.cap))

    def draw(self, u: float) -> float:
        """Return the bound times ``exp(excess)``, with the source's own error about the bound."""
        bound = float(self.bound)
        room = math.log(float(self.ceiling) / bound) if bound > 0 else 0.0
        mean = EXCESS_MEDIAN / math.log(2)
        held = 1 - math.exp(-room / mean)
        excess = -mean * math.log1p(-u * held)
        z = max(-MAX_SIGMAS, min(MAX_SIGMAS, _NORMAL.inv_cdf(u)))
        return bound * math.exp(excess + self.error * z)

    def scaled(self, factor: Decimal) -> AtLeast:
        """Return it times `factor`; the tail is cut at the same place in the old unit."""
        return AtLeast(self.bound * factor, self.error, self.ceiling * factor)

    @property
    def words(self) -> str:
        """At least."""
        return "at least"


@dataclass(frozen=True, slots=True)
class AtMost:
    """An upper bound, told because the figure lies near it: ``bound · e^−ε``."""

    bound: Decimal
    error: float = 0.0

    @property
    def central(self) -> Decimal:
        """The bound itself."""
        return self.bound

    def draw(self, u: float) -> float:
        """Return the bound times ``exp(-shortfall)``."""
        shortfall = -EXCESS_MEDIAN / math.log(2) * math.log(u)
        z = max(-MAX_SIGMAS, min(MAX_SIGMAS, _NORMAL.inv_cdf(u)))
        return float(self.bound) * math.exp(-shortfall + self.error * z)

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

    `mode` is the answer that comes first where someone named one; else the middle.
    """

    low: Decimal
    high: Decimal
    mode: Decimal | None = None

    def __post_init__(self) -> None:
        if self.high < self.low:
            raise InputError(f"a range runs upwards; got {self.low} to {self.high}")

    @cached_property
    def central(self) -> Decimal:
        """The named mode, or the middle on the scale of the range."""
        if self.mode is not None:
            return self.mode
        if self.low > 0:
            return (self.low * self.high).sqrt()
        return (self.low + self.high) / 2

    def draw(self, u: float) -> float:
        """Return the point that lies ``u`` of the way up."""
        low, high = float(self.low), float(self.high)
        if low > 0:
            return float(low * (high / low) ** u)
        return low + (high - low) * u

    def scaled(self, factor: Decimal) -> Between:
        """Return it times `factor`."""
        mode = None if self.mode is None else self.mode * factor
        return Between(self.low * factor, self.high * factor, mode)

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
    def _ordered(self) -> tuple[tuple[float, Distribution], ...]:
        whole = sum(weight for weight, _ in self.parts)
        rising = sorted(self.parts, key=lambda part: part[1].central)
        return tuple((float(weight / whole), part) for weight, part in rising)

    @property
    def central(self) -> Decimal:
        """The centre of the heaviest part."""
        return max(self.parts, key=lambda part: part[0])[1].central

    def draw(self, u: float) -> float:
        """Pick the part that ``u`` falls into, and draw from it with what is left of ``u``."""
        left = u
        for weight, part in self._ordered:
            if left < weight or part is self._ordered[-1][1]:
                return part.draw(min(max(left / weight, 1e-12), 1 - 1e-12))
            left -= weight
        raise AssertionError("weights add to one")

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
