"""Decisions of people on claims and names, and what stands once they are counted.

A decision is never taken back, only followed by another: an undo names the decision that no longer
counts. Of the decisions that count the latest that touches a claim, as the claim decided on or as
the one put in its place, says whether it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from pricedin.claims.claim import Claim
from pricedin.facts.store import claim_table, decision_table, entry_table

Choice = Literal["accept", "correct", "reject", "merge", "undo"]

# How a claim came in: by a reader of documents, out of a claim file, typed, or by a correction.
How = Literal["read", "imported", "entered", "corrected"]
Standing = Literal["stands", "rejected", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided, when and why; `undone_by` names the undo that ended it.

    `ref` and `row` are the claim decided on, `replacement` the row put in its place by a
    correction; `subject` and `into` the slugs of a merge of names.
    """

    id: int
    choice: Choice
    by: str
    why: str
    recorded_at: datetime
    ref: str = ""
    row: int | None = None
    replacement: int | None = None
    subject: str = ""
    into: str = ""
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def counts(self) -> bool:
        """True unless it is an undo, or undone."""
        return self.choice != "undo" and self.undone_by is None


@dataclass(frozen=True, slots=True)
class State:
    """What stands at a moment, given the decisions until then.

    `governing` is the latest decision that counts by the row of each claim it touches, `placing`
    the latest correction that put a row in place, `out` the rows that take no part, `dormant`
    those of them whose correction was undone, `merged` the slug that each merged one is under.
    """

    governing: Mapping[int, Decision] = field(default_factory=dict)
    placing: Mapping[int, Decision] = field(default_factory=dict)
    out: frozenset[int] = frozenset()
    dormant: frozenset[int] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)

    def root(self, slug: str) -> str:
        """Return the slug under which claims filed under `slug` are found."""
        seen = set()
        while slug in self.merged and slug not in seen:
            seen.add(slug)
            slug = self.merged[slug]
        return slug

    def standing(self, row: int) -> Standing:
        """Say whether a claim stands, or what became of it."""
        if row in self.dormant:
            return "withdrawn"
        if row not in self.out:
            return "stands"
        return "rejected" if self.governing[row].choice == "reject" else "superseded"

    def refiled(self, claim: Claim) -> Claim:
        """Return the claim under the subject that its own was merged into; events follow."""
        root = self.root(claim.subject)
        if root == claim.subject:
            return claim
        event = claim.event
        if event.startswith(f"{claim.subject}/"):
            event = root + event[len(claim.subject) :]
        return replace(claim, subject=root, event=event)


def decisions(connection: sa.Connection, until: datetime | None = None) -> tuple[Decision, ...]:
    """Return all decisions in order, or those recorded until a moment."""
    d = decision_table.c
    query = (
        sa.select(decision_table, claim_table.c.ref)
        .join_from(decision_table, claim_table, d.claim_id == claim_table.c.id, isouter=True)
        .order_by(d.id)
    )
    if until is not None:
        query = query.where(d.recorded_at <= until)
    rows = connection.execute(query).all()
    undone = {row.undoes: row.id for row in rows if row.undoes is not None}
    return tuple(
        Decision(
            id=row.id,
            choice=row.choice,
            by=row.by,
            why=row.why,
            recorded_at=row.recorded_at,
            ref=row.ref or "",
            row=row.claim_id,
            replacement=row.replacement_id,
            subject=row.subject,
            into=row.into,
            undoes=row.undoes,
            undone_by=undone.get(row.id),
        )
        for row in rows
    )


def state(connection: sa.Connection, until: datetime | None = None) -> State:
    """Return what stands, counting the decisions recorded until a moment, or all."""
    made = decisions(connection, until)
    if not made:
        return State()
    governing: dict[int, Decision] = {}
    placing: dict[int, Decision] = {}
    merged: dict[str, str] = {}
    for decision in made:
        if not decision.counts:
            continue
        if decision.choice == "merge":
            merged[decision.subject] = decision.into
        for row in (decision.row, decision.replacement):
            if row is not None:
                governing[row] = decision
        if decision.replacement is not None:
            placing[decision.replacement] = decision
    out = {
        row
        for row, decision in governing.items()
        if decision.choice == "reject" or (decision.choice == "correct" and decision.row == row)
    }
    # What came in only as a correction goes with it, unless it came in another way too.
    loose = {d.replacement for d in made if d.replacement is not None} - set(placing)
    dormant = loose - _otherwise_entered(connection, loose, until)
    return State(governing, placing, frozenset(out | dormant), frozenset(dormant), merged)


def _otherwise_entered(
    connection: sa.Connection, rows: Iterable[int], until: datetime | None
) -> set[int]:
    e = entry_table.c
    query = sa.select(e.claim_id).where(e.claim_id.in_(sorted(rows)), e.how != "corrected")
    if until is not None:
        query = query.where(e.recorded_at <= until)
    return set(connection.scalars(query))


def read_only(connection: sa.Connection, until: datetime | None = None) -> set[int]:
    """Return the rows of claims that came in by a machine reader and no other way."""
    e = entry_table.c
    read = sa.select(e.claim_id).where(e.how == "read")
    other = sa.select(e.claim_id).where(e.how != "read")
    if until is not None:
        read, other = (q.where(e.recorded_at <= until) for q in (read, other))
    return set(connection.scalars(read.where(e.claim_id.not_in(other))))
