"""Review: people decide on claims one by one; every decision is kept with who, when and why.

A correction is a claim of its own that supersedes; a rejected claim takes no part in judging and
stays on record; an undo is a later decision. Nothing is changed or deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from pricedin.claims.claim import Claim, decode_claim, encode_claim, in_words
from pricedin.errors import InputError, NotFoundError
from pricedin.facts.decisions import (
    Choice,
    Decision,
    How,
    Standing,
    State,
    decisions,
    read_only,
    state,
)
from pricedin.facts.ledger import Ledger, SubjectRecord, View, until, utc
from pricedin.facts.store import (
    claim_table,
    decision_table,
    document_text_table,
    entry_table,
    retraction_table,
)
from pricedin.facts.texts import Passage, cut

MOST_NAMED = 10_000  # rows that a query names one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A claim with how it came in, what was decided, and whether it stands.

    `uid` is that of the content as recorded; `claim` is filed as names are merged now.
    `text` is the hash of the text it was read from, empty where none is kept.
    """

    row: int
    uid: str
    claim: Claim
    how: How
    by: str
    text: str
    recorded_at: datetime
    decision: Decision | None
    standing: Standing

    @property
    def is_reviewed(self) -> bool:
        """True once somebody decided on it, or brought it in themselves."""
        return self.how != "read" or self.decision is not None


@dataclass(frozen=True, slots=True)
class Records:
    """What the ledger keeps beside the claims of a view, by the uid of each.

    `earlier` are the claims that a correction superseded, the latest first; `rejected` the claims
    that were rejected, by ref.
    """

    passages: Mapping[str, Passage] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    rejected: Mapping[str, Item] = field(default_factory=dict)


class Review:
    """Decisions on the claims of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    # --- what there is ------------------------------------------------------------------

    def items(self, subjects: Iterable[str] | None = None) -> tuple[Item, ...]:
        """Return every claim about some subjects, or all: by document and place in its text.

        What a newer row of a file replaced is left out.
        """
        with self.ledger.reading() as connection:
            found = _items(connection, state(connection), subjects=subjects)
        return tuple(sorted(found, key=_reading_order))

    def unreviewed(self, subjects: Iterable[str] | None = None) -> tuple[Item, ...]:
        """Return the claims that a machine read and nobody has decided on, as `items` does."""
        with self.ledger.reading() as connection:
            now_ = state(connection)
            rows = read_only(connection) - set(now_.governing)
            found = _items(connection, now_, subjects=subjects, rows=rows)
        return tuple(sorted(found, key=_reading_order))

    def item(self, ref: str, subjects: Iterable[str] | None = None) -> Item:
        """Return the claim of a ref, or of the first characters of its uid.

        Of several with one ref it is the one that stands, else the one rejected last.

        Raises
        ------
        NotFoundError
            Offering near refs.
        InputError
            If several of different subjects stand under it.
        """
        every = self.items(subjects)
        found = [i for i in every if i.claim.ref == ref]
        found = found or [i for i in every if len(ref) >= 6 and i.uid.startswith(ref)]
        if not found:
            raise NotFoundError.near("claim", ref, {i.claim.ref for i in every})
        for standing in ("stands", "rejected", "superseded", "withdrawn"):
            these = [i for i in found if i.standing == standing]
            if len(these) > 1 and standing == "stands":
                offer = " or ".join(f"{i.uid[:8]} ({i.claim.subject})" for i in these)
                raise InputError(f"'{ref}' is the label of {len(these)} claims; give {offer}")
            if these:
                return max(these, key=lambda i: (i.decision.id if i.decision else 0, i.row))
        raise AssertionError(found)

    def log(self, subjects: Iterable[str] | None = None) -> tuple[Decision, ...]:
        """Return every decision on claims about some subjects, or all, in order."""
        with self.ledger.reading() as connection:
            made = decisions(connection)
            if subjects is None:
                return made
            return _about(connection, made, set(subjects), state(connection))

    def changes(self, made: Iterable[Decision]) -> dict[int, dict[str, tuple[str, str]]]:
        """Return what corrections changed: by decision, each field before and after."""
        corrections = [d for d in made if d.choice == "correct"]
        rows = {row for d in corrections for row in (d.row, d.replacement) if row is not None}
        c = claim_table.c
        with self.ledger.reading() as connection:
            told = connection.execute(sa.select(c.id, c.body).where(c.id.in_(sorted(rows))))
            claims = {row.id: decode_claim(json.loads(row.body)) for row in told}
        found = {}
        for decision in corrections:
            if decision.row is None or decision.replacement is None:
                continue
            old, new = claims[decision.row], claims[decision.replacement]
            pairs = {f.name: (getattr(old, f.name), getattr(new, f.name)) for f in fields(Claim)}
            found[decision.id] = {
                name: (_field(before), _field(after))
                for name, (before, after) in pairs.items()
                if before != after
            }
        return found

    def passages(self, items: Iterable[Item]) -> dict[int, Passage]:
        """Return the quotes of claims in their context, by row; each text is opened once."""
        by_text: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            quote = item.claim.quote
            if item.text and quote is not None and quote.start is not None:
                by_text[item.text].append(item)
        found = {}
        t = document_text_table.c
        with self.ledger.reading() as connection:
            for sha256, group in by_text.items():
                text = connection.scalar(sa.select(t.text).where(t.sha256 == sha256)) or ""
                for item in group:
                    if item.claim.quote is not None:
                        found[item.row] = cut(item.claim.document, item.claim.quote, text, 0)
        return found

    def records(self, view: View) -> Records:
        """Return what stands beside the claims of a view, as decided by its time."""
        by_row = {row: uid for uid, row in view.rows.items()}
        limit = until(view.as_of)
        subjects = {c.subject for c in (*view.claims, *view.ahead)}
        with self.ledger.reading() as connection:
            now_ = state(connection, limit)
            # Only what has a text or a decision is opened; the rest of a view is as it was.
            e = entry_table.c
            told = set(connection.scalars(sa.select(e.claim_id).where(e.sha256.is_not(None))))
            wanted = (told & set(by_row)) | set(now_.governing)
            if not wanted:
                return Records()
            chosen = _items(connection, now_, rows=wanted, until_=limit)
        by_id = {item.row: item for item in chosen}
        earlier = {}
        for row, uid in by_row.items():
            chain = _chain(row, by_id, now_)
            if chain:
                earlier[uid] = chain
        passages = self.passages(chosen)
        uids = {item.row: by_row.get(item.row, item.uid) for item in chosen}
        return Records(
            {uids[row]: passage for row, passage in passages.items()},
            {by_row[row]: d for row, d in now_.governing.items() if row in by_row},
            earlier,
            {
                i.claim.ref: i
                for i in chosen
                if i.standing == "rejected" and (not subjects or i.claim.subject in subjects)
            },
        )

    # --- deciding -----------------------------------------------------------------------

    def accept(
        self,
        items: Sequence[Item],
        *,
        by: str,
        why: str = "",
        recorded_at: datetime | None = None,
    ) -> int:
        """Accept claims as read; those accepted already are left. Return how many were new."""
        fresh = [i for i in items if i.decision is None or i.decision.choice == "reject"]
        with self.ledger.writing() as connection:
            now_ = state(connection)
            for item in fresh:
                _refuse_superseded(item, now_)
            for item in fresh:
                _insert(connection, "accept", by, why, utc(recorded_at), claim_id=item.row)
        return len(fresh)

    def reject(
        self,
        items: Sequence[Item],
        *,
        by: str,
        why: str,
        recorded_at: datetime | None = None,
    ) -> None:
        """Reject claims: they take no part in judging from now on; all of them, or none.

        Raises
        ------
        InputError
            If no reason is given, or one of them does not stand.
        """
        if not why.strip():
            names = ", ".join(item.claim.ref for item in items)
            raise InputError(f"{names} would be rejected for no reason; say why")
        with self.ledger.writing() as connection:
            now_ = state(connection)
            for item in items:
                _refuse_superseded(item, now_)
                if now_.standing(item.row) == "rejected":
                    raise InputError(f"{item.claim.ref} is rejected already; undo or accept it")
            for item in items:
                _insert(connection, "reject", by, why.strip(), utc(recorded_at), claim_id=item.row)

    def correct(
        self,
        item: Item,
        claim: Claim,
        *,
        by: str,
        why: str = "",
        recorded_at: datetime | None = None,
    ) -> None:
        """Put `claim` in the place of another; it keeps label, document and quote.

        Raises
        ------
        InputError
            If nothing is changed, or the claim does not stand.
        """
        with self.ledger.reading() as connection:
            told = connection.scalar(
                sa.select(claim_table.c.body).where(claim_table.c.id == item.row)
            )
        claim = _as_filed(claim, item.claim, decode_claim(json.loads(told or "{}")))
        body = json.dumps(encode_claim(claim), sort_keys=True, ensure_ascii=False)
        uid = hashlib.sha256(body.encode()).hexdigest()[:32]
        if uid in (item.uid, item.claim.uid):
            raise InputError(f"nothing of {item.claim.ref} is changed")
        moment = utc(recorded_at)
        with self.ledger.writing() as connection:
            now_ = state(connection)
            _refuse_superseded(item, now_)
            row = _put(connection, claim, uid, body, item, by, moment)
            _insert(connection, "correct", by, why, moment, claim_id=item.row, replacement_id=row)

    def merge(
        self, name: str, into: str, *, by: str, why: str = "", recorded_at: datetime | None = None
    ) -> tuple[str, str]:
        """Declare two names one company: claims under the first are found under the second.

        Return the slugs. No claim is rewritten.

        Raises
        ------
        InputError
            If they are one already, or of different kinds.
        NotFoundError
            If a slug is not registered.
        """
        records = {record.slug: record for record in self.ledger.registered()}
        for slug in (name, into):
            if slug not in records:
                raise NotFoundError.near("subject", slug, records)
        with self.ledger.writing() as connection:
            now_ = state(connection)
            mine, other = now_.root(name), now_.root(into)
            if mine == other:
                raise InputError(f"'{name}' and '{into}' are one already, under '{mine}'")
            _refuse_other_kind(records, mine, other)
            _insert(connection, "merge", by, why, utc(recorded_at), subject=mine, into=other)
        return mine, other

    def undo(
        self,
        subjects: Iterable[str] | None = None,
        *,
        by: str,
        why: str = "",
        choices: Sequence[Choice] = ("accept", "correct", "reject", "merge"),
        made_by: str | None = None,
        after: int = 0,
        recorded_at: datetime | None = None,
    ) -> Decision:
        """End the last decision that counts, about some subjects or any; return it.

        `choices`, `made_by` and `after`, the id of a decision, narrow which ones may be ended.

        Raises
        ------
        NotFoundError
            If there is nothing to undo.
        """
        with self.ledger.writing() as connection:
            made = decisions(connection)
            if subjects is not None:
                made = _about(connection, made, set(subjects), state(connection))
            counting = [
                d
                for d in made
                if d.counts and d.choice in choices and d.id > after and made_by in (None, d.by)
            ]
            if not counting:
                raise NotFoundError("no decision is left to undo")
            last = counting[-1]
            _insert(connection, "undo", by, why, utc(recorded_at), undoes=last.id)
        return last


def _items(
    connection: sa.Connection,
    now_: State,
    *,
    subjects: Iterable[str] | None = None,
    rows: Iterable[int] | None = None,
    until_: datetime | None = None,
) -> list[Item]:
    c, e = claim_table.c, entry_table.c
    gone = sa.select(retraction_table.c.claim_id)
    query = sa.select(c.id, c.uid, c.body, c.recorded_at).where(c.id.not_in(gone)).order_by(c.id)
    if subjects is not None:
        wanted = set(subjects)
        wanted |= {slug for slug in now_.merged if now_.root(slug) in wanted}
        query = query.where(c.subject.in_(sorted(wanted)))
    chosen = None if rows is None else set(rows)
    if chosen is not None and len(chosen) <= MOST_NAMED:
        query = query.where(c.id.in_(sorted(chosen)))
    if until_ is not None:
        query = query.where(c.recorded_at <= until_)
    found = [r for r in connection.execute(query) if chosen is None or r.id in chosen]
    entered: dict[int, list[Any]] = defaultdict(list)
    entries = sa.select(e.claim_id, e.how, e.by, e.sha256).order_by(e.id)
    entries = entries.where(e.claim_id.in_(query.with_only_columns(c.id).order_by(None)))
    for entry in connection.execute(entries):
        entered[entry.claim_id].append(entry)
    return [
        Item(
            row=row.id,
            uid=row.uid,
            claim=now_.refiled(decode_claim(json.loads(row.body))),
            how=_how(entered[row.id])[0],
            by=_how(entered[row.id])[1],
            text=next((n.sha256 for n in reversed(entered[row.id]) if n.sha256), ""),
            recorded_at=row.recorded_at,
            decision=now_.governing.get(row.id),
            standing=now_.standing(row.id),
        )
        for row in found
    ]


def _how(entries: Sequence[Any]) -> tuple[How, str]:
    """Return how a claim came in; by a person if in any way by one. Old rows were imported."""
    for entry in entries:
        if entry.how != "read":
            return entry.how, entry.by
    return ("read", entries[0].by) if entries else ("imported", "")


def _as_filed(claim: Claim, seen: Claim, filed: Claim) -> Claim:
    """Return a correction under the name that its claim was filed under, unless that is changed.

    A merge of names that is undone later then undoes it for the correction too.
    """
    if claim.subject != seen.subject:
        return claim
    event = filed.event if claim.event == seen.event else claim.event
    return replace(claim, subject=filed.subject, event=event)


def _field(value: Any) -> str:
    if isinstance(value, Decimal | tuple):
        return in_words(value)
    return "" if value is None else str(value)


def _reading_order(item: Item) -> tuple[Any, ...]:
    document, quote = item.claim.document, item.claim.quote
    start = quote.start if quote is not None and quote.start is not None else 0
    return document.published, document.name, document.id, start, item.claim.ref, item.row


def _about(
    connection: sa.Connection, made: Sequence[Decision], wanted: set[str], now_: State
) -> tuple[Decision, ...]:
    """Return the decisions on claims and names of some subjects, with their undos."""
    c = claim_table.c
    touched = {row for d in made for row in (d.row, d.replacement) if row is not None}
    told = connection.execute(sa.select(c.id, c.subject).where(c.id.in_(sorted(touched))))
    slugs = {row.id: row.subject for row in told}
    chosen: set[int] = set()
    for d in made:
        names = {d.subject, d.into} if d.choice == "merge" else set()
        names |= {slugs[row] for row in (d.row, d.replacement) if row is not None}
        if wanted & (names | {now_.root(n) for n in names}) or d.undoes in chosen:
            chosen.add(d.id)
    return tuple(d for d in made if d.id in chosen)


def _chain(row: int, by_id: Mapping[int, Item], now_: State) -> tuple[Item, ...]:
    """Return what a claim superseded, step by step backwards."""
    chain: list[Item] = []
    seen = {row}
    decision = now_.governing.get(row)
    while decision is not None and decision.choice == "correct" and decision.row is not None:
        if decision.row in seen or decision.row not in by_id:
            break
        seen.add(decision.row)
        chain.append(by_id[decision.row])
        # The step before is the correction that had put this one in place.
        decision = now_.placing.get(decision.row)
    return tuple(chain)


def _refuse_superseded(item: Item, now_: State) -> None:
    standing = now_.standing(item.row)
    if standing in ("superseded", "withdrawn"):
        raise InputError(
            f"{item.claim.ref} ({item.uid[:8]}) is {standing}; decide on the claim in its place, "
            "or undo the correction"
        )


def _refuse_other_kind(records: Mapping[str, SubjectRecord], mine: str, other: str) -> None:
    one, two = records[mine], records[other]
    if one.kind != two.kind:
        raise InputError(f"{one.name} is a {one.kind}, {two.name} a {two.kind}")


def _put(
    connection: sa.Connection,
    claim: Claim,
    uid: str,
    body: str,
    item: Item,
    by: str,
    moment: datetime,
) -> int:
    """Return the row of a claim of this content, adding it if none is kept."""
    c = claim_table.c
    gone = sa.select(retraction_table.c.claim_id)
    held: int | None = connection.scalar(sa.select(c.id).where(c.uid == uid, c.id.not_in(gone)))
    if held is not None:
        return held
    row = 1 + int(connection.scalar(sa.select(sa.func.max(c.id))) or 0)
    connection.execute(
        claim_table.insert(),
        {
            "id": row,
            "uid": uid,
            "ref": claim.ref,
            "subject": claim.subject,
            "attribute": claim.attribute,
            "held_on": claim.held_on,
            "public_from": claim.public_from,
            "recorded_at": moment,
            "body": body,
        },
    )
    _note(connection, row, item, by, moment)
    return row


def _note(connection: sa.Connection, row: int, item: Item, by: str, moment: datetime) -> None:
    connection.execute(
        entry_table.insert(),
        {
            "claim_id": row,
            "how": "corrected",
            "by": by,
            "sha256": item.text or None,
            "recorded_at": moment,
        },
    )


def _insert(
    connection: sa.Connection,
    choice: Choice,
    by: str,
    why: str,
    moment: datetime,
    *,
    claim_id: int | None = None,
    replacement_id: int | None = None,
    subject: str = "",
    into: str = "",
    undoes: int | None = None,
) -> None:
    connection.execute(
        decision_table.insert(),
        {
            "choice": choice,
            "claim_id": claim_id,
            "replacement_id": replacement_id,
            "subject": subject,
            "into": into,
            "undoes": undoes,
            "by": by,
            "why": why,
            "recorded_at": moment,
        },
    )
