"""From a document to claims: read by rules and, if the user configured one, by a model too.

A reading has one shape (`read_document`), printed by ``read --json`` and taken in by ``import``;
claims are made from that shape and nothing else, so both ways give the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pricedin.claims.claim import Claim
from pricedin.claims.names import Named, Names
from pricedin.claims.reader.companies import Company
from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.reading import Reading, read_text
from pricedin.claims.reader.shape import encode_reading
from pricedin.claims.rows import Row, read_reading, slug_of
from pricedin.errors import Problem
from pricedin.sources.document import Document, SourceClass
from pricedin.sources.source import Source
from pricedin.text.normal import normal
from pricedin.text.times import find_times

if TYPE_CHECKING:
    from pricedin.claims.llm.settings import LlmSettings

RULES = "rules"
OPENING = 350  # characters in which a day of publication is looked for
# A day on which books were closed or a thing began is not one on which it was written.
_BALANCE = re.compile(
    r"(?:as of|as at|until|till|since|ended|ending|to|at)\s+\W*$|[截自至]\S{0,3}$", re.IGNORECASE
)
_GIVE_DATE = "give --published DATE; an earlier as-of day does not show its claims"


@dataclass(frozen=True, slots=True)
class Read:
    """A document, what was read of it, and what went wrong on the way.

    `by` names the readers. `rejected` is what a model gave and the check did not admit;
    `disagreements` say where the two readers differ, the rules' reading standing.
    """

    source: Source
    reading: Reading
    by: str = RULES
    problems: tuple[Problem, ...] = ()
    rejected: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


@dataclass(slots=True)
class Reader:
    """How documents are read.

    Parameters
    ----------
    named : iterable
        Subjects of the registry; their names are found wherever they stand.
    published : date, optional
        Day of publication of documents that state none.
    model : LlmSettings, optional
        An endpoint to be asked as well. Without it nothing leaves the machine.
    """

    named: Iterable[Named] = ()
    published: date | None = None
    model: LlmSettings | None = None
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names(self.named)

    def read(self, source: Source) -> Read:
        """Read one document."""
        known = self._known(source.text)
        source = dated(source, self.published)
        day = source.published
        reading = read_text(source.text, day, known)
        if self.model is None:
            return Read(source, reading, problems=source.problems)
        from pricedin.claims.llm.combine import combine
        from pricedin.claims.llm.read import read_with_model

        told = read_with_model(source.text, self.model, published=day, where=source.name)
        both = combine(reading, told)
        whole = Reading(both.companies, tuple(one.figure for one in both.figures))
        return Read(
            source,
            whole,
            by=f"{RULES}+{self.model.model}",
            problems=(*source.problems, *told.problems),
            rejected=tuple(f"{one.reason}: {one.item}" for one in told.rejected),
            disagreements=tuple(
                f"{source.text[one.rules.start : one.rules.end]}: "
                + "; ".join(
                    f"{name} {_said(one.rules, name)} or {_said(one.model, name)}"
                    for name in one.fields
                )
                for one in both.disagreements
            ),
        )

    def _known(self, text: str) -> list[Company]:
        """Return the registry's companies that the text names."""
        found: dict[str, set[str]] = {}
        for span in self.names.find(text):
            found.setdefault(span.slug, set()).add(text[span.start : span.end])
        by_slug = {one.slug: one for one in self.names.named}
        return [Company(by_slug[slug].name, forms) for slug, forms in found.items()]

    def claims(self, read: Read, source_class: SourceClass | None = None) -> Iterator[Row]:
        """Yield the document's claims, and a `Problem` for each figure that is none."""
        document = document_of(read.source, source_class)
        # As it would come back from a file: numbers exact, nothing but JSON.
        shape = json.loads(json.dumps(encode_read(read)), parse_float=Decimal)
        # Two documents may share a name: their claims must not take each other's place.
        shape["id"] = f"{shape['id']}-{document.id.rpartition(':')[2][:6]}"
        slugs = {
            form.casefold(): self.names.resolve(company.name) or slug_of(company.name)
            for company in read.reading.companies
            for form in company.forms
        }
        for row in read_reading(shape, read.source.place, document=document, slugs=slugs):
            yield _relayed(row, read) if isinstance(row, Claim) else row


def _relayed(claim: Claim, read: Read) -> Claim:
    """A claim whose words the document owes to somebody else is a relay of theirs."""
    own = read.source.outlet or claim.document.name
    if claim.origin != claim.document.name:
        return replace(claim, relay=True)
    return replace(claim, origin=own)


def encode_read(read: Read) -> dict[str, Any]:
    """Return one document's reading as ``read --json`` prints it."""
    source = read.source
    day = source.published
    shape = encode_reading(
        read.reading,
        source.text,
        id=stem(source),
        url=source.url or None,
        language=source.language[:2] or None,
        published=day.isoformat() if day else None,
        title=source.title or None,
        outlet=source.outlet or None,
        author=source.author or None,
        text_sha256=source.text_sha256,
    )
    told = {fact["company"] for fact in shape["facts"]}
    shape["companies"] = [one for one in shape["companies"] if one["name"] in told]
    if read.rejected or read.disagreements:
        shape |= {"rejected": list(read.rejected), "disagreements": list(read.disagreements)}
    return shape


def stem(source: Source) -> str:
    """Return the file's name without folder and ending, or the address."""
    name = source.name.replace("\\", "/").rstrip("/")
    last = name.rpartition("/")[2] or name
    return last.rpartition(".")[0] or last


def dated(source: Source, published: date | None = None) -> Source:
    """Return the document with a day of publication where one can be had, and how as a problem.

    What it states itself comes first, then what the user says, then the first full date in its
    opening lines, which an article of news seldom sets on another day than its own.
    """
    if source.published is not None:
        return source
    if published is not None:
        return replace(source, published=published)
    opening = normal(source.text[:OPENING]).text
    days = [
        one
        for one in find_times(opening)
        if one.precision == "day"
        and one.span
        and not one.is_relative
        and not _BALANCE.search(opening[max(0, one.start - 16) : one.start])
    ]
    if days and days[0].span is not None and days[0].span.start <= date.today():
        day, words = days[0].span.start, days[0].text
        told = f"states no date; taken as published on {day}, the first day it names ('{words}')"
        note = Problem(where=source.place, message=told, severity="warning", hint=_GIVE_DATE)
        return replace(
            source,
            published=day,
            published_precision="inferred",
            problems=(*source.problems, note),
        )
    told = f"states no date; taken as public from {date.today()}, today"
    note = Problem(where=source.place, message=told, severity="warning", hint=_GIVE_DATE)
    return replace(source, problems=(*source.problems, note))


def document_of(source: Source, source_class: SourceClass | None = None) -> Document:
    """Return what is known of a document; without a date it is public from today."""
    return Document(
        name=source.outlet or source.title or source.name,
        published=source.published or date.today(),
        published_precision=source.published_precision if source.published else "inferred",
        url=source.url,
        source_class=source_class
        or ("named_reporter" if source.outlet and source.author else "unknown"),
        language=source.language,
        sha256=source.sha256,
    )


def _said(figure: Figure, name: str) -> str:
    value = getattr(figure, name)
    return str(value) if value else "none"
