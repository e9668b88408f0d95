"""A document: who published what, when, and in which class of evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

SourceClass = Literal[
    "filing",
    "company_statement",
    "analyst",
    "named_reporter",
    "anonymous_sources",
    "unknown",
    "aggregator",
    "narrative",
]
SOURCE_CLASSES: tuple[str, ...] = get_args(SourceClass)

DatePrecision = Literal["seen", "inferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page, filing or note.

    `published_precision` says whether the date was printed on the page (``seen``) or estimated
    from its content (``inferred``). `sha256` is that of the bytes read, where they were kept or
    can be had; a quote's span counts characters of that text.
    """

    name: str
    published: date
    url: str = ""
    published_precision: DatePrecision = "seen"
    source_class: SourceClass = "unknown"
    language: str = ""
    sha256: str = ""

    @property
    def id(self) -> str:
        """Short name made from what identifies the page, so the same page is one document."""
        key = f"{self.name}\n{self.url}\n{self.sha256}"
        return "doc:" + hashlib.sha256(key.encode()).hexdigest()[:12]
