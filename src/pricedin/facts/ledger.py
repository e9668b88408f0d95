"""The ledger: claims are appended, replaced by newer ones, and seen as of a moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pricedin.claims.claim import Claim, decode_claim, encode_claim
from pricedin.dates import AsOf, now
from pricedin.errors import InputError, NotFoundError
from pricedin.facts.decisions import How, State, read_only, state
from pricedin.facts.store import (
    WRITING,
    claim_table,
    document_table,
    document_text_table,
    entry_table,
    open_engine,
    retraction_table,
    subject_table,
)
from pricedin.facts.subjects import SubjectRecord, joined, renewed
from pricedin.facts.texts import StoredDocument, check_quote, text_sha256
from pricedin.facts.view import View
from pricedin.sources.document import Document

__all__ = ["BATCH", "FORWARD", "Ledger", "Receipt", "SubjectRecord", "View", "until", "utc"]

BATCH = 1000
# Statuses that speak of what has not happened yet, whatever day they name.
FORWARD = ("planned", "announced", "in_talks", "denied")


@dataclass(slots=True)
class Receipt:
    """What an append did; `kept` are labels whose claim somebody decided on, left as they are."""

    added: int = 0
    known: int = 0
    kept: list[str] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)


class Ledger:
    """Claims in an embedded database."""

    def __init__(self, location: str | Path) -> None:
        self.location = str(location)
        self._engine = open_engine(location)
        self._writer = self._engine.execution_options(**WRITING)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Open the database for reading."""
        return self._engine.connect()

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Open the database for a change that is whole or not at all."""
        return self._writer.begin()

    # --- writing ------------------------------------------------------------------------

    def append(
        self,
        claims: Iterable[Claim],
        *,
        how: How = "imported",
        by: str = "",
        recorded_at: datetime | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Receipt:
        """Add `claims`; the same content twice is one claim.

        Written in batches, each whole or not at all, so that a run that was killed can simply
        be repeated. A claim whose `ref` is already taken by other content replaces it from now
        on; what was recorded before stays visible in older ``recorded`` views. Another subject's
        claim of the same `ref` is left alone. `how` and `by` say how they came in and who brought
        them; what a machine has ``read`` is unreviewed until somebody decides on it.
        """
        origin = _Origin(how, by, None, utc(recorded_at))
        receipt = Receipt()
        for batch in _batches(claims, BATCH):
            with self._writer.begin() as connection:
                self._append_batch(connection, batch, origin, receipt)
            if progress is not None:
                progress(len(batch))
        return receipt

    def add_source(
        self,
        document: Document,
        text: str,
        claims: Iterable[Claim],
        *,
        how: How = "read",
        by: str = "",
        recorded_at: datetime | None = None,
    ) -> Receipt:
        """Keep a document's text together with its claims: all of it, or nothing.

        The same document twice is one document, the same claim twice one claim.

        Raises
        ------
        EvidenceError
            If a claim is of another document, or its quote does not stand in `text` at its span.
        InputError
            If `text` cannot be written as UTF-8.
        """
        told = list(claims)
        for claim in told:
            check_quote(claim, document, text)
        moment = utc(recorded_at)
        receipt = Receipt()
        with self._writer.begin() as connection:
            sha256 = self._keep_text(connection, document, text, moment)
            origin = _Origin(how, by, sha256, moment)
            for batch in _batches(told, BATCH):
                self._append_batch(connection, batch, origin, receipt)
        return receipt

    @staticmethod
    def _keep_text(
        connection: sa.Connection, document: Document, text: str, moment: datetime
    ) -> str:
        sha256 = text_sha256(text)
        held = document_text_table.c.sha256 == sha256
        if connection.scalar(sa.select(sa.func.count()).where(held)) == 0:
            connection.execute(
                document_text_table.insert(),
                {"sha256": sha256, "text": text, "recorded_at": moment},
            )
        body = json.dumps(encode_document(document), sort_keys=True, ensure_ascii=False)
        d = document_table.c
        same = (d.document == document.id, d.sha256 == sha256, d.body == body)
        if connection.scalar(sa.select(sa.func.count()).where(*same)) == 0:
            connection.execute(
                document_table.insert(),
                {"document": document.id, "sha256": sha256, "body": body, "recorded_at": moment},
            )
        return sha256

    def _append_batch(
        self, connection: sa.Connection, batch: Sequence[Claim], origin: _Origin, receipt: Receipt
    ) -> None:
        moment = origin.recorded_at
        rows: dict[str, dict[str, Any]] = {}
        for claim in batch:
            body = json.dumps(encode_claim(claim), sort_keys=True, ensure_ascii=False)
            uid = hashlib.sha256(body.encode()).hexdigest()[:32]
            rows[uid] = {
                "uid": uid,
                "ref": claim.ref,
                "subject": claim.subject,
                "attribute": claim.attribute,
                "held_on": claim.held_on,
                "public_from": claim.public_from,
                "recorded_at": moment,
                "body": body,
            }
        standing = self._standing(connection, {row["ref"] for row in rows.values()})
        now_ = state(connection)
        known = {
            uid: row
            for held in standing.values()
            for row, uid in held
            if uid in rows and row not in now_.dormant
        }
        fresh = [row for uid, row in rows.items() if uid not in known]
        receipt.known += len(batch) - len(fresh)
        self._enter_again(connection, list(known.values()), origin)
        if origin.how == "read":
            fresh = [row for row in fresh if not self._is_decided(row, standing, now_, receipt)]
        if not fresh:
            return
        next_id = 1 + (connection.scalar(sa.select(sa.func.max(claim_table.c.id))) or 0)
        gone = []
        for number, row in enumerate(fresh, next_id):
            row["id"] = number
            key = row["ref"], row["subject"]
            for old, _ in standing.get(key, ()):
                gone.append(_retraction(old, moment, number, "replaced by a newer row"))
                receipt.replaced.append((row["ref"], row["uid"]))
            standing[key] = [(number, row["uid"])]
        connection.execute(claim_table.insert(), fresh)
        connection.execute(entry_table.insert(), [origin.entry(row["id"]) for row in fresh])
        receipt.added += len(fresh)
        if gone:
            connection.execute(retraction_table.insert(), gone)

    @staticmethod
    def _is_decided(
        row: dict[str, Any],
        standing: Mapping[tuple[str, str], list[tuple[int, str]]],
        state_: State,
        receipt: Receipt,
    ) -> bool:
        """True where a person decided on what a machine now reads otherwise: the decision stays."""
        held = standing.get((row["ref"], row["subject"]), ())
        if any(old in state_.governing for old, _ in held):
            receipt.kept.append(row["ref"])
            return True
        return False

    @staticmethod
    def _enter_again(connection: sa.Connection, rows: Sequence[int], origin: _Origin) -> None:
        """Note of known claims that they came in another way too."""
        if not rows:
            return
        e = entry_table.c
        held = connection.scalars(
            sa.select(e.claim_id).where(
                e.claim_id.in_(rows),
                e.how == origin.how,
                e.sha256.is_not_distinct_from(origin.text),
            )
        )
        again = sorted(set(rows) - set(held))
        if again:
            connection.execute(entry_table.insert(), [origin.entry(row) for row in again])

    @staticmethod
    def _standing(
        connection: sa.Connection, refs: Iterable[str]
    ) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """Return row and content of what stands, by ref and subject."""
        c = claim_table.c
        gone = sa.select(retraction_table.c.claim_id)
        found = connection.execute(
            sa.select(c.ref, c.subject, c.id, c.uid).where(c.ref.in_(list(refs)), c.id.not_in(gone))
        )
        standing: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for ref, subject, row, uid in found:
            standing.setdefault((ref, subject), []).append((row, uid))
        return standing

    def retract(self, ref: str, *, reason: str, recorded_at: datetime | None = None) -> int:
        """Withdraw a claim from now on; older ``recorded`` views keep it. Return how many."""
        moment = utc(recorded_at)
        with self._writer.begin() as connection:
            held = [i for rows in self._standing(connection, [ref]).values() for i, _ in rows]
            if not held:
                known = connection.scalars(sa.select(claim_table.c.ref).distinct().limit(5000))
                raise NotFoundError.near("claim", ref, known)
            connection.execute(
                retraction_table.insert(),
                [_retraction(row, moment, None, reason) for row in held],
            )
        return len(held)

    def register(self, subjects: Iterable[SubjectRecord]) -> None:
        """Add subjects, or newer records of known ones; aliases accumulate."""
        known = {subject.slug: subject for subject in self.registered()}
        rows = []
        for subject in subjects:
            old = known.get(subject.slug)
            merged = renewed(old, subject)
            if merged == old:
                continue
            known[subject.slug] = merged
            rows.append(
                {
                    "slug": merged.slug,
                    "name": merged.name,
                    "kind": merged.kind,
                    "sector": merged.sector,
                    "currency": merged.currency,
                    "aliases": json.dumps(merged.aliases, ensure_ascii=False),
                    "recorded_at": now(),
                }
            )
        if rows:
            with self._writer.begin() as connection:
                connection.execute(subject_table.insert(), rows)

    # --- reading ------------------------------------------------------------------------

    def registered(self) -> tuple[SubjectRecord, ...]:
        """Return every subject as last recorded, each for itself, whatever was merged."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(subject_table).order_by(subject_table.c.id))
            latest = {
                row.slug: SubjectRecord(
                    slug=row.slug,
                    name=row.name,
                    kind=row.kind,
                    sector=row.sector,
                    currency=row.currency,
                    aliases=tuple(json.loads(row.aliases)),
                )
                for row in found
            }
        return tuple(latest.values())

    def subjects(self, as_of: AsOf | None = None) -> tuple[SubjectRecord, ...]:
        """Return every subject; those merged by then are one, under all of their names."""
        state_ = self.state(as_of)
        records = {record.slug: record for record in self.registered()}
        for slug in [slug for slug in records if state_.root(slug) in records]:
            root = state_.root(slug)
            if root != slug:
                records[root] = joined(records[root], records.pop(slug))
        return tuple(records.values())

    def find(self, name: str, as_of: AsOf | None = None) -> SubjectRecord:
        """Return the subject of this slug, name or alias, as names were merged by then.

        Raises
        ------
        NotFoundError
            Offering near names.
        """
        wanted = name.casefold()
        names: dict[str, SubjectRecord] = {}
        state_ = self.state(as_of)
        for subject in self.subjects(as_of):
            for word in (*subject.aliases, subject.name, subject.slug):
                names[word.casefold()] = subject
        for slug in state_.merged:
            root = names.get(state_.root(slug).casefold())
            if root is not None:
                names.setdefault(slug.casefold(), root)
        if wanted in names:
            return names[wanted]
        raise NotFoundError.near("case", name, names)

    def count(self) -> int:
        """Return how many claims stand."""
        gone = sa.select(retraction_table.c.claim_id)
        stood = sa.select(sa.func.count()).where(claim_table.c.id.not_in(gone))
        with self._engine.connect() as connection:
            whole = connection.scalar(stood) or 0
            out = state(connection).out
            if out:
                whole -= connection.scalar(stood.where(claim_table.c.id.in_(sorted(out)))) or 0
        return int(whole)

    def state(self, as_of: AsOf | None = None) -> State:
        """Return what decisions make of the ledger; those until then, for a ``recorded`` view."""
        with self._engine.connect() as connection:
            return state(connection, None if as_of is None else until(as_of))

    def view(self, as_of: AsOf, subjects: Iterable[str] | None = None) -> View:
        """Return what was known at `as_of`, about all subjects or only some.

        A claim that was rejected or corrected takes no part: in a ``public`` view from the
        decision on, whatever the day asked for, in a ``recorded`` view of days from then on.
        Claims under a name that was merged are found under the subject it was merged into.
        """
        c = claim_table.c
        query = sa.select(c.id, c.uid, c.body).order_by(c.ref, c.uid)
        limit = until(as_of)
        gone = sa.select(retraction_table.c.claim_id)
        if limit is not None:
            query = query.where(c.recorded_at <= limit)
            gone = gone.where(retraction_table.c.recorded_at <= limit)
        else:
            query = query.where(c.public_from <= as_of.known_at)
        query = query.where(c.id.not_in(gone))
        with self._engine.connect() as connection:
            now_ = state(connection, limit)
            if subjects is not None:
                wanted = set(subjects)
                wanted |= {slug for slug in now_.merged if now_.root(slug) in wanted}
                query = query.where(c.subject.in_(sorted(wanted)))
            unseen = read_only(connection, limit) - set(now_.governing)
            found = connection.execute(query).all()
        shown: list[Claim] = []
        ahead: list[Claim] = []
        unreviewed: set[str] = set()
        rows: dict[str, int] = {}
        for row, uid, body in found:
            if row in now_.out:
                continue
            told = decode_claim(json.loads(body))
            claim = now_.refiled(told)
            if claim is not told:
                uid = claim.uid
            rows[uid] = row
            if row in unseen:
                unreviewed.add(uid)
            is_ahead = claim.held_from > as_of.valid_on and claim.status not in FORWARD
            (ahead if is_ahead else shown).append(claim)
        return View(as_of, tuple(shown), tuple(ahead), frozenset(unreviewed), rows)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return every document whose text is kept, as last recorded."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(document_table).order_by(document_table.c.id))
            latest = {
                row.document: StoredDocument(decode_document(json.loads(row.body)), row.sha256)
                for row in found
            }
        return tuple(latest.values())

    def text(self, sha256: str) -> str:
        """Return the text of this hash, as it was kept.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(
                sa.select(document_text_table.c.text).where(document_text_table.c.sha256 == sha256)
            )
        if found is None:
            raise NotFoundError(f"no text of hash {sha256}")
        return found

    def latest_day(self) -> date | None:
        """Return the last day on which a claim became public."""
        with self._engine.connect() as connection:
            found: date | None = connection.scalar(
                sa.select(sa.func.max(claim_table.c.public_from))
            )
            return found


@dataclass(frozen=True, slots=True)
class _Origin:
    """How claims come in, with whom, out of which text."""

    how: How
    by: str
    text: str | None
    recorded_at: datetime

    def entry(self, row: int) -> dict[str, Any]:
        return {
            "claim_id": row,
            "how": self.how,
            "by": self.by,
            "sha256": self.text,
            "recorded_at": self.recorded_at,
        }


def encode_document(document: Document) -> dict[str, str]:
    """Return a document as plain data; empty fields left out."""
    told = {field.name: getattr(document, field.name) for field in fields(document)}
    told["published"] = document.published.isoformat()
    return {name: value for name, value in told.items() if value != ""}


def decode_document(data: dict[str, Any]) -> Document:
    """Return the document that `encode_document` wrote."""
    return Document(**{**data, "published": date.fromisoformat(data["published"])})


def utc(moment: datetime | None) -> datetime:
    """Return the moment in UTC, in which all are kept; now if none is given."""
    if moment is None:
        return now()
    if moment.tzinfo is None:
        raise InputError(f"recorded_at {moment} has no time zone")
    return moment.astimezone(UTC)


def until(as_of: AsOf) -> datetime | None:
    """Return the end of the day for a ``recorded`` view; a ``public`` one counts all decisions."""
    if as_of.basis != "recorded":
        return None
    day = as_of.known_at
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, UTC)


def _retraction(row: int, moment: datetime, by: int | None, reason: str) -> dict[str, Any]:
    return {"claim_id": row, "recorded_at": moment, "replaced_by": by, "reason": reason}


def _batches(claims: Iterable[Claim], size: int) -> Iterator[Sequence[Claim]]:
    batch: list[Claim] = []
    for claim in claims:
        batch.append(claim)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
