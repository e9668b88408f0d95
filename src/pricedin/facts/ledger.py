"""The ledger: claims are appended, replaced by newer ones, and seen as of a moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa

from pricedin.claims.claim import Claim, decode_claim, encode_claim
from pricedin.dates import AsOf, now
from pricedin.errors import InputError, NotFoundError, Problem
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
from pricedin.facts.texts import StoredDocument, check_quote, text_sha256
from pricedin.sources.document import Document

BATCH = 1000
# Statuses that speak of what has not happened yet, whatever day they name.
FORWARD = ("planned", "announced", "in_talks", "denied")

# How a claim came in: by a reader of documents, out of a claim file, typed, or by a review.
How = Literal["read", "imported", "entered", "corrected"]

SubjectKind = Literal["company", "sector", "currency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRecord:
    """A company, sector or currency pair that claims are about."""

    slug: str
    name: str
    kind: SubjectKind = "company"
    sector: str = ""
    currency: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What was known at one moment."""

    as_of: AsOf
    claims: tuple[Claim, ...]
    ahead: tuple[Claim, ...] = ()

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


@dataclass(slots=True)
class Receipt:
    """What an append did."""

    added: int = 0
    known: int = 0
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
        origin = _Origin(how, by, None, _utc(recorded_at))
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
        moment = _utc(recorded_at)
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
        known = {uid: row for held in standing.values() for row, uid in held if uid in rows}
        fresh = [row for uid, row in rows.items() if uid not in known]
        receipt.known += len(batch) - len(fresh)
        self._enter_again(connection, list(known.values()), origin)
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
        moment = _utc(recorded_at)
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
        known = {subject.slug: subject for subject in self.subjects()}
        rows = []
        for subject in subjects:
            old = known.get(subject.slug)
            merged = _merged(old, subject)
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

    def subjects(self) -> tuple[SubjectRecord, ...]:
        """Return every subject, as last recorded."""
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

    def find(self, name: str) -> SubjectRecord:
        """Return the subject of this slug, name or alias.

        Raises
        ------
        NotFoundError
            Offering near names.
        """
        wanted = name.casefold()
        names: dict[str, SubjectRecord] = {}
        for subject in self.subjects():
            for word in (*subject.aliases, subject.name, subject.slug):
                names[word.casefold()] = subject
        if wanted in names:
            return names[wanted]
        raise NotFoundError.near("case", name, names)

    def count(self) -> int:
        """Return how many claims stand."""
        with self._engine.connect() as connection:
            whole = connection.scalar(sa.select(sa.func.count()).select_from(claim_table)) or 0
            gone = connection.scalar(sa.select(sa.func.count()).select_from(retraction_table)) or 0
        return int(whole) - int(gone)

    def view(self, as_of: AsOf, subjects: Iterable[str] | None = None) -> View:
        """Return what was known at `as_of`, about all subjects or only some."""
        query = sa.select(claim_table.c.body).order_by(claim_table.c.ref, claim_table.c.uid)
        end_of_day = datetime(
            as_of.known_at.year, as_of.known_at.month, as_of.known_at.day, 23, 59, 59, 999999, UTC
        )
        gone = sa.select(retraction_table.c.claim_id)
        if as_of.basis == "recorded":
            query = query.where(claim_table.c.recorded_at <= end_of_day)
            gone = gone.where(retraction_table.c.recorded_at <= end_of_day)
        else:
            query = query.where(claim_table.c.public_from <= as_of.known_at)
        query = query.where(claim_table.c.id.not_in(gone))
        if subjects is not None:
            query = query.where(claim_table.c.subject.in_(list(subjects)))
        with self._engine.connect() as connection:
            claims = [decode_claim(json.loads(body)) for body in connection.scalars(query)]
        shown: list[Claim] = []
        ahead: list[Claim] = []
        for claim in claims:
            is_ahead = claim.held_from > as_of.valid_on and claim.status not in FORWARD
            (ahead if is_ahead else shown).append(claim)
        return View(as_of, tuple(shown), tuple(ahead))

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


def _utc(moment: datetime | None) -> datetime:
    """Return the moment in UTC, in which all are kept; now if none is given."""
    if moment is None:
        return now()
    if moment.tzinfo is None:
        raise InputError(f"recorded_at {moment} has no time zone")
    return moment.astimezone(UTC)


def _retraction(row: int, moment: datetime, by: int | None, reason: str) -> dict[str, Any]:
    return {"claim_id": row, "recorded_at": moment, "replaced_by": by, "reason": reason}


def _merged(old: SubjectRecord | None, new: SubjectRecord) -> SubjectRecord:
    if old is None:
        return new
    return SubjectRecord(
        slug=new.slug,
        name=new.name or old.name,
        kind=new.kind,
        sector=new.sector or old.sector,
        currency=new.currency or old.currency,
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
    )


def _batches(claims: Iterable[Claim], size: int) -> Iterator[Sequence[Claim]]:
    batch: list[Claim] = []
    for claim in claims:
        batch.append(claim)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
