"""A fact: what the judge makes of the claims about one thing and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pricedin.claims.claim import Claim, Grade, Status, Value
from pricedin.claims.vocabulary import VALUATIONS
from pricedin.dates import Period
from pricedin.facts.distribution import Distribution

Resolution = Literal["uncontested", "resolved", "open"]
Label = Literal["pre", "post"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that was not followed, and why."""

    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing about one subject at one time, weighed.

    `standing` is ``fact``, or ``talk`` for what is negotiated, planned or denied: a talk can be
    tested as a price but never counts as having happened. `distribution` is missing for what is
    told in words. `labels` holds, for valuations, the claims behind each reading of the label;
    unlabelled ones are under neither.
    """

    id: str
    subject: str
    attribute: str
    value: Value
    unit: str
    distribution: Distribution | None
    qualifier: str
    status: Status
    standing: Literal["fact", "talk"]
    grade: Grade
    held_on: date
    public_from: date
    event: str = ""
    basis: str = ""
    of: str = ""
    party: str = ""
    role: str = ""
    period: Period | None = None
    accepted: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()
    origins: tuple[str, ...] = ()
    resolution: Resolution = "uncontested"
    reason: str = ""
    flags: tuple[str, ...] = ()
    labels: Mapping[Label, tuple[Claim, ...]] = field(default_factory=dict, hash=False)

    @property
    def is_valuation(self) -> bool:
        """True if it is a headline valuation, whatever its label."""
        return self.attribute in VALUATIONS

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that were weighed."""
        return (*self.accepted, *(r.claim for r in self.rejected))
