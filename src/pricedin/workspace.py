"""The workspace: the one object that faces call. Verbs, no formatting, no printing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pricedin.claims.claim import Claim
from pricedin.claims.hand import HandCase, hand_case, read_hand_file
from pricedin.claims.names import Alike, Names, spellings
from pricedin.claims.rows import Subject, read_file, read_lines, slug_of
from pricedin.company.company import Company, company
from pricedin.company.figure import Known, Missing
from pricedin.company.operations import Revenue
from pricedin.dates import AsOf
from pricedin.dossier.dossier import Dossier, dossier
from pricedin.dossier.explain import Node, explain
from pricedin.errors import EvidenceError, InputError, NotFoundError, PricedinError, Problem
from pricedin.facts.judge import Judgement, judge
from pricedin.facts.ledger import BATCH, Ledger, Receipt, SubjectRecord
from pricedin.facts.review import Item, Review
from pricedin.facts.store import exists
from pricedin.facts.texts import check_quote
from pricedin.fx import Rates, ReferenceRates
from pricedin.measures.inquiry import Inquiry, Settings
from pricedin.measures.measure import Measure
from pricedin.measures.registry import measure
from pricedin.reference import case_lines, case_names, sectors, subject_rows
from pricedin.sources.document import Document, SourceClass

if TYPE_CHECKING:
    from pricedin.claims.documents import Read, Reader
    from pricedin.claims.llm.settings import LlmSettings
    from pricedin.sources.source import Source

BUNDLED_DAY = date(2026, 1, 20)
MEMORY = ":memory:"


@dataclass(slots=True)
class ImportReport:
    """What an import did, and what it could not use."""

    receipt: Receipt = field(default_factory=Receipt)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class ReadReport(ImportReport):
    """What reading documents brought: per subject the claims, and what a model was refused."""

    documents: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    rejected: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)


class Workspace:
    """Companies, claims and answers in one file (or database)."""

    def __init__(self, location: str | Path, *, rates: Rates | None = None) -> None:
        self.ledger = Ledger(location)
        self.review = Review(self.ledger)
        self.rates = rates or ReferenceRates()

    @staticmethod
    def exists(location: str | Path) -> bool:
        """Return whether there is a workspace to open; a server is asked when it is opened."""
        return exists(location)

    def close(self) -> None:
        """Let go of the file."""
        self.ledger.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- evidence in ------------------------------------------------------------------------

    def import_bundled(self) -> ImportReport:
        """Add the claims and subjects that ship with the package."""
        report = ImportReport()
        self.ledger.register(
            SubjectRecord(
                slug=slug,
                name=str(row["name"]),
                kind=row.get("kind", "company"),  # type: ignore[arg-type]
                sector=str(row.get("sector", "")),
                currency=str(row.get("currency", "")),
                aliases=tuple(row.get("aliases", ())),  # type: ignore[arg-type]
            )
            for slug, row in subject_rows().items()
        )
        for name in case_names():
            self._take(read_lines(case_lines(name), f"{name}.jsonl"), report)
        # The doubts that the bundled rows raise are told where they are looked at.
        report.problems = [p for p in report.problems if p.severity == "error"]
        return report

    def import_file(
        self,
        path: Path,
        *,
        source_class: SourceClass | None = None,
        by: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Add the claims of a file; bad rows are told with their line and kept out.

        They count as reviewed by whoever imports them (`by`).

        Raises
        ------
        SourceError
            If the file cannot be read.
        """
        report = ImportReport()
        self._take(read_file(path, source_class=source_class), report, progress, by=by)
        return report

    def add_source(
        self, document: Document, text: str, claims: Iterable[Claim], *, by: str = ""
    ) -> ImportReport:
        """Keep a document that was read: its text and its claims, in one go.

        A claim whose quote does not stand in the text is told and kept out; the rest goes in.
        They are unreviewed until somebody decides on them.

        Parameters
        ----------
        document : Document
            What was read.
        text : str
            Its whole text, in whose characters the claims' spans count.
        claims : iterable of Claim
            What it says, each with `document` as its document.
        by : str, optional
            The reader, with its version if it has one.
        """
        report = ImportReport()
        sound: list[Claim] = []
        for claim in claims:
            report.rows += 1
            try:
                check_quote(claim, document, text)
            except EvidenceError as error:
                where = f"{document.name}#{claim.ref}"
                report.problems.append(
                    Problem(where=where, message=str(error), hint="the claim was left out")
                )
            else:
                sound.append(claim)
        # The subject first, so that what is in can be found whenever the reading stops.
        known = {s.slug for s in self.ledger.registered()}
        new = sorted({claim.subject for claim in sound} - known)
        if new:
            self.ledger.register(SubjectRecord(slug=slug, name=slug) for slug in new)
        report.receipt = self.ledger.add_source(document, text, sound, by=by)
        report.problems += (
            Problem(
                where=f"{document.name}#{ref}",
                message="is read otherwise than what somebody decided on",
                severity="warning",
                hint="the decision stands; 'pricedin review CASE --log' shows it",
            )
            for ref in report.receipt.kept
        )
        return report

    def read(
        self,
        case: str,
        sources: Iterable[Source | Problem],
        *,
        published: date | None = None,
        source_class: SourceClass | None = None,
        model: LlmSettings | None = None,
        progress: Callable[[Source], None] | None = None,
    ) -> ReadReport:
        """Read documents and keep what they say: text and claims, unreviewed.

        Each document is kept before the next is read, so that stopping loses nothing. What cannot
        be read is told, and the rest goes in.

        Parameters
        ----------
        case : str
            The company they are read for; made if it is new. What they say of others is filed
            under those.
        published : date, optional
            Day of publication of documents that state none.
        model : LlmSettings, optional
            A language model to be asked as well.
        """
        from pricedin.claims.documents import Reader

        report = ReadReport()
        try:
            self.ledger.find(case)
        except NotFoundError:
            self.ledger.register([SubjectRecord(slug=slug_of(case), name=case)])
        for source in sources:
            if isinstance(source, Problem):
                report.problems.append(source)
                continue
            report.documents += 1
            # The registry anew each time: what one document introduces, the next one knows.
            reader = Reader(self.ledger.registered(), published, model)
            read = reader.read(source)
            report.problems += read.problems
            report.rejected += read.rejected
            report.disagreements += read.disagreements
            self._keep_read(reader, read, source_class, report)
            if progress is not None:
                progress(source)
        return report

    def _keep_read(
        self, reader: Reader, read: Read, source_class: SourceClass | None, report: ReadReport
    ) -> None:
        from pricedin.claims.documents import document_of

        claims: list[Claim] = []
        for row in reader.claims(read, source_class):
            if isinstance(row, Problem):
                report.problems.append(row)
            elif isinstance(row, Subject):
                self.ledger.register(
                    [SubjectRecord(slug=row.slug, name=row.name, aliases=row.aliases)]
                )
            else:
                claims.append(row)
        document = document_of(read.source, source_class)
        added = self.add_source(document, read.source.text, claims, by=read.by)
        report.rows += added.rows
        report.problems += added.problems
        report.receipt.added += added.receipt.added
        report.receipt.known += added.receipt.known
        report.claims.update(claim.subject for claim in claims)

    def new_case_from_file(self, path: Path, *, by: str = "") -> HandCase:
        """File a case that was typed into a TOML file, by somebody.

        Raises
        ------
        InputError, SourceError
            If it is no such file.
        """
        return self._file(read_hand_file(path), by)

    def new_case(self, data: Mapping[str, Any], where: str, *, by: str = "") -> HandCase:
        """File a case from numbers that somebody typed; wrong ones are told and left out."""
        return self._file(hand_case(data, where), by)

    def _file(self, case: HandCase, by: str) -> HandCase:
        if case.sector and case.sector not in sectors():
            case.problems.append(
                Problem(
                    where="sector",
                    message=str(NotFoundError.near("sector", case.sector, sectors())),
                    hint="taken as the whole market",
                )
            )
            case.sector = ""
        self.import_bundled()
        self.ledger.register(
            [
                SubjectRecord(
                    slug=case.slug, name=case.name, sector=case.sector, currency=case.currency
                )
            ]
        )
        self.ledger.append(case.claims, how="entered", by=by)
        return case

    def _take(
        self,
        rows: Iterable[Claim | Subject | Problem],
        report: ImportReport,
        progress: Callable[[int], None] | None = None,
        *,
        by: str = "",
    ) -> None:
        known = {s.slug for s in self.ledger.registered()}
        receipt = report.receipt
        batch: list[Claim] = []

        def flush() -> None:
            # The subject first, so that what is in can be found whenever the import stops.
            new = sorted({claim.subject for claim in batch} - known)
            if new:
                self.ledger.register(SubjectRecord(slug=slug, name=slug) for slug in new)
                known.update(new)
            added = self.ledger.append(batch, by=by, progress=progress)
            receipt.added += added.added
            receipt.known += added.known
            receipt.replaced += added.replaced
            batch.clear()

        for row in rows:
            if isinstance(row, Problem):
                report.problems.append(row)
            elif isinstance(row, Subject):
                known.add(row.slug)
                self.ledger.register(
                    [SubjectRecord(slug=row.slug, name=row.name, aliases=row.aliases)]
                )
            else:
                report.rows += 1
                batch.append(row)
                if len(batch) == BATCH:
                    flush()
        flush()
        for ref, _ in receipt.replaced:
            report.problems.append(
                Problem(
                    where=ref,
                    message="was in the ledger with other content",
                    severity="warning",
                    hint="the newer row stands from now on; the older one stays on record",
                )
            )

    # --- review -----------------------------------------------------------------------------

    def to_review(self, case: str) -> tuple[Item, ...]:
        """Return the unreviewed claims of the documents that speak of a case, or of its peers.

        Claims of such a document on a name not known yet are among them: it may be the case's.

        Raises
        ------
        NotFoundError
            If no subject goes by that name.
        """
        wanted = self._case_and_peers(case)
        items = self.review.unreviewed()
        if any(i.claim.subject not in wanted for i in items):
            pages = {i.claim.document.id for i in self.review.items(wanted)}
        else:
            pages = set()
        return tuple(i for i in items if i.claim.subject in wanted or i.claim.document.id in pages)

    def _case_and_peers(self, case: str) -> set[str]:
        record = self.ledger.find(case)
        peers = {s.slug for s in self.ledger.subjects() if record.sector == s.sector != ""}
        return {record.slug, *peers}

    def names(self) -> Names:
        """Return the registry of names: the subjects of the ledger, as merged."""
        return Names(self.ledger.subjects())

    def alike(self, case: str | None = None) -> tuple[Alike, ...]:
        """Propose which subjects may be one, all of them or those that may be a case's.

        Letters cannot tell that two names in two scripts are one company's. What the registry
        that ships with the package knows of the bundled companies is proposed too.
        """
        subjects = [s for s in self.ledger.subjects() if s.kind == "company"]
        known = Names(
            Subject(slug, str(row["name"]), tuple(row.get("aliases", ())))  # type: ignore[arg-type]
            for slug, row in subject_rows().items()
        )
        homes: dict[str, SubjectRecord] = {}
        told: dict[tuple[str, str], Alike] = {}
        for subject in subjects:
            bundled = {known.resolve(word) for word in spellings(subject)} - {None}
            home = bundled.pop() if len(bundled) == 1 else None
            if home is None:
                continue
            other = homes.setdefault(home, subject)
            if other is not subject:
                first, second = sorted((other, subject), key=lambda s: s.slug)
                told[first.slug, second.slug] = Alike(
                    first.slug,
                    second.slug,
                    (first.name, second.name),
                    100,
                    "names of one company in the bundled registry",
                )
        for found in Names(subjects).alike():
            told.setdefault((found.slug, found.other), found)
        mine = None if case is None else self.ledger.find(case).slug
        return tuple(
            a
            for a in sorted(told.values(), key=lambda a: (-a.score, a.slug, a.other))
            if mine is None or mine in (a.slug, a.other)
        )

    def merge_names(
        self, name: str, into: str, *, by: str = "", why: str = ""
    ) -> tuple[SubjectRecord, SubjectRecord]:
        """File claims under `name` under `into` from now on; a new name becomes an alias.

        Return both records as they were.

        Raises
        ------
        NotFoundError
            If `into` is no subject.
        InputError
            If they are one already, or of different kinds.
        """
        home = self.ledger.find(into)
        try:
            other = self.ledger.find(name)
        except NotFoundError:
            other = SubjectRecord(slug=slug_of(name), name=name)
            self.ledger.register([other])
        self.review.merge(other.slug, home.slug, by=by, why=why)
        return other, home

    # --- answers out ------------------------------------------------------------------------

    def company(self, name: str, as_of: AsOf, *, price: str | None = None) -> Company:
        """Return what is known of a company.

        Raises
        ------
        NotFoundError
            If no subject goes by that name.
        EvidenceError
            If there is nothing to go by.
        """
        record = self.ledger.find(name, as_of)
        if record.kind != "company":
            raise InputError(f"{record.name} is a {record.kind}, not a company")
        subjects = self.ledger.subjects(as_of)
        wanted = [
            s.slug
            for s in subjects
            if s.slug == record.slug or (record.sector and s.sector == record.sector)
        ]
        view = self.ledger.view(as_of, wanted)
        if not any(c.subject == record.slug for c in view.claims):
            raise EvidenceError(
                f"nothing about {record.name} was {as_of.basis} on {as_of.known_at}; "
                "import claims, or ask for a later day"
            )
        return company(record, view, subjects, self.rates, price=price)

    def inquiry(
        self,
        name: str,
        as_of: AsOf,
        *,
        price: str | None = None,
        settings: Settings | None = None,
    ) -> Inquiry:
        """Return an inquiry into a company."""
        own = self.company(name, as_of, price=price)
        inquiry = Inquiry(
            company=own,
            settings=settings or Settings(),
            siblings=lambda: self._siblings(own),
            sound=lambda: self._sound(own),
        )
        if inquiry.settings.assume:
            inquiry.futures()  # refuses a wrong key, whichever measure is asked
        return inquiry

    def _siblings(self, own: Company) -> tuple[Company, ...]:
        """Return the peers whose revenue, cash and burn are public, each as a case of its own."""
        found = []
        subjects = self.ledger.subjects(own.as_of)
        for peer in own.peers:
            if not isinstance(peer.cash.held, Known) or not isinstance(peer.cash.burn, Known):
                continue
            try:
                other = company(
                    peer.record, own.view, subjects, self.rates, judgement=own.judgement
                )
            except PricedinError:
                continue
            if isinstance(other.revenue, Revenue):
                found.append(other)
        return tuple(found)

    def _sound(self, own: Company) -> Company | None:
        """Return the company on facts of grade C and better, with the same price to test."""
        claims = tuple(c for c in own.view.claims if c.grade in ("A", "B", "C"))
        if not any(c.subject == own.record.slug for c in claims):
            return None
        view = replace(own.view, claims=claims)
        price = own.price
        raised = price.new_money
        if isinstance(raised, Known) and raised.grade in ("D", "E"):
            price = replace(
                price,
                new_money=Missing(
                    name=raised.name,
                    reason=f"told by claims of grade {raised.grade} only",
                    need="the amount raised, of grade C or better",
                ),
            )
        try:
            subjects = self.ledger.subjects(own.as_of)
            return company(own.record, view, subjects, self.rates, price=price)
        except PricedinError:
            return None

    def dossier(
        self,
        name: str,
        as_of: AsOf,
        *,
        price: str | None = None,
        settings: Settings | None = None,
        measures: Iterable[str] | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Dossier:
        """Return the dossier of a company."""
        inquiry = self.inquiry(name, as_of, price=price, settings=settings)
        records = self.review.records(inquiry.company.view)
        return dossier(inquiry, names=measures, progress=progress, records=records)

    def measure(
        self,
        name: str,
        measure_name: str,
        as_of: AsOf,
        *,
        price: str | None = None,
        settings: Settings | None = None,
    ) -> Measure:
        """Return the answer to one question."""
        return measure(measure_name)(self.inquiry(name, as_of, price=price, settings=settings))

    def facts(self, name: str, as_of: AsOf) -> Judgement:
        """Return what the judge makes of the claims about one subject."""
        record = self.ledger.find(name, as_of)
        view = self.ledger.view(as_of)
        judged = judge(view.claims, self.rates)
        slug = record.slug
        return Judgement(
            tuple(f for f in judged.facts if f.subject == slug),
            tuple(f for f in judged.talks if f.subject == slug),
            tuple(r for r in judged.set_aside if r.claim.subject == slug),
            view.problems,
            view.unreviewed,
        )

    def explain(self, dossier_: Dossier, name: str) -> Node:
        """Return the tree behind a number, fact or claim of a dossier."""
        return explain(dossier_, name)
