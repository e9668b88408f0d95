"""A number and how we come by it: Known, Ranged, Assumed or Missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricedin.facts.distribution import AtLeast, AtMost, Between, Distribution, Mixture
from pricedin.facts.fact import Fact
from pricedin.facts.grade import GRADES, rank
from pricedin.fx import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A number that facts give, alone or by a stated formula.

    `how` is the formula in words; `rates` the exchange rates used on the way.
    """

    name: str
    unit: str
    distribution: Distribution
    held_on: date
    facts: tuple[Fact, ...]
    how: str = ""
    rates: tuple[Rate, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def grade(self) -> str:
        """The worst grade it rests on."""
        return GRADES[max((rank(fact.grade) for fact in self.facts), default=0)]

    @property
    def ids(self) -> tuple[str, ...]:
        """What stands for it in the lineage of another number: what it rests on itself."""
        return self.lineage

    @property
    def lineage(self) -> tuple[str, ...]:
        """Ids of what it rests on."""
        facts = tuple(f"fact:{fact.id}" for fact in self.facts)
        return facts + tuple(
            dict.fromkeys(rate.id for rate in self.rates if rate.base != rate.quote)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranged(Known):
    """A number that facts bound or dispute: a range, a bound, or rivals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A number that no fact gives; taken from a source that says something of its like."""

    name: str
    unit: str
    distribution: Distribution
    source: str
    reason: str
    lineage: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rates: tuple[Rate, ...] = ()

    @property
    def id(self) -> str:
        """Name in a lineage."""
        return f"assumption:{self.name}"

    @property
    def ids(self) -> tuple[str, ...]:
        """What stands for it in the lineage of another number: the assumption itself."""
        return (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A number that is not known, and what knowing it would need."""

    name: str
    reason: str
    need: str


Figure = Known | Ranged | Assumed | Missing


def known(
    name: str,
    unit: str,
    distribution: Distribution,
    held_on: date,
    facts: tuple[Fact, ...],
    how: str = "",
    rates: tuple[Rate, ...] = (),
    notes: tuple[str, ...] = (),
) -> Known:
    """Return a `Ranged` figure for a bound, a range or rivals, else a `Known` one."""
    wide = isinstance(distribution, AtLeast | AtMost | Between | Mixture)
    kind = Ranged if wide else Known
    return kind(
        name=name,
        unit=unit,
        distribution=distribution,
        held_on=held_on,
        facts=facts,
        how=how,
        rates=rates,
        notes=notes,
    )


def central(figure: Figure) -> Decimal | None:
    """Return the answer that comes first, or None if it is missing."""
    return None if isinstance(figure, Missing) else figure.distribution.central
