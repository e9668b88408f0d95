"""Rounds, with the pre- and post-money readings of their headline kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricedin.claims.claim import Claim
from pricedin.company.figure import Known, Missing, known
from pricedin.company.operations import Conversion
from pricedin.facts.fact import Fact, Label
from pricedin.facts.grade import POINTS, rank
from pricedin.units import Money

LABELS: tuple[Label, ...] = ("pre", "post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a headline: what label it has, who says so, and what that weighs.

    `weight` is an assumption: one point for each reading, plus the points of each independent
    origin that states it and of an identity that supports it, over the sum.
    """

    label: Label
    weight: Decimal
    claims: tuple[Claim, ...]
    identities: tuple[str, ...] = ()

    @property
    def support(self) -> str:
        """Who says so, in words."""
        origins = sorted({f"{c.origin_name} ({c.grade})" for c in self.claims})
        said = ", ".join(origins) if origins else "nobody says so"
        if self.identities:
            said += "; " + "; ".join(self.identities)
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One priced event."""

    event: str
    fact: Fact
    headline: Money
    held_on: date
    readings: Mapping[Label, Reading]
    unlabelled: tuple[Claim, ...]
    new_money: Known | Missing

    @property
    def best_label(self) -> Label:
        """The reading that is supported best."""
        return max(LABELS, key=lambda label: self.readings[label].weight)


def readings(fact: Fact) -> dict[Label, Reading]:
    """Weigh both readings of a headline by the origins behind each.

    Labels are scenarios: the weights order the readings and are shown, and nothing is averaged.
    """
    points: dict[Label, Decimal] = {}
    identities: dict[Label, tuple[str, ...]] = {}
    for label in LABELS:
        claims = fact.labels.get(label, ())
        best: dict[str, Decimal] = {}
        for claim in claims:
            best[claim.origin_name] = max(
                POINTS[claim.grade], best.get(claim.origin_name, Decimal(0))
            )
        held = tuple(
            flag.removeprefix("identity holds: ")
            for flag in fact.flags
            if label == "post" and flag.startswith("identity holds: talks at")
        )[:1]
        identities[label] = held
        points[label] = 1 + sum(best.values(), Decimal(0)) + (POINTS["D"] if held else Decimal(0))
    whole = sum(points.values())
    return {
        label: Reading(
            label=label,
            weight=(points[label] / whole).quantize(Decimal("0.01")),
            claims=tuple(sorted(fact.labels.get(label, ()), key=lambda c: rank(c.grade))),
            identities=identities[label],
        )
        for label in LABELS
    }


def rounds(
    facts: Sequence[Fact], talks: Sequence[Fact], conversion: Conversion
) -> tuple[Round, ...]:
    """Return the priced events of one company, the earliest first; talks included."""
    found = []
    for fact in (*facts, *talks):
        if not fact.is_valuation or not isinstance(fact.value, Money):
            continue
        if not fact.event and fact.standing == "talk":
            continue
        found.append(
            Round(
                event=fact.event or fact.id,
                fact=fact,
                headline=fact.value,
                held_on=fact.held_on,
                readings=readings(fact),
                unlabelled=tuple(c for c in fact.accepted if c.attribute == "valuation"),
                new_money=_new_money(facts, fact.event, conversion),
            )
        )
    return tuple(sorted(found, key=lambda r: r.held_on))


def _new_money(facts: Sequence[Fact], event: str, conversion: Conversion) -> Known | Missing:
    for fact in facts:
        if fact.attribute == "amount_raised" and event and fact.event == event:
            converted = conversion.stock(fact)
            if converted is not None:
                return known(
                    "new_money",
                    conversion.currency,
                    converted[0],
                    fact.held_on,
                    (fact,),
                    "amount raised",
                    converted[1],
                )
    return Missing(
        name="new_money",
        reason="how much the round brings is not public",
        need="the amount raised in the round",
    )
