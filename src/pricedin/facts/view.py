"""A view: what was known at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pricedin.claims.claim import Claim
from pricedin.dates import AsOf
from pricedin.errors import Problem


@dataclass(frozen=True, slots=True)
class View:
    """What was known at one moment.

    `unreviewed` holds the uids of claims that a machine read and nobody decided on, `rows` where
    each claim stands in the ledger, by uid.
    """

    as_of: AsOf
    claims: tuple[Claim, ...]
    ahead: tuple[Claim, ...] = ()
    unreviewed: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Claims known by then that speak of a later day as if it had come."""
        return tuple(
            Problem(
                where=claim.ref,
                message=f"dated {claim.held_on}, after the as-of day {self.as_of.valid_on}",
                severity="note",
                hint="left out of this view",
            )
            for claim in self.ahead
        )
