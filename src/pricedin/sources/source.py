"""A source: the text of one document, with what the document says of itself."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pricedin.errors import Problem
from pricedin.sources.document import DatePrecision

SourceKind = Literal["text", "html", "pdf", "docx", "email", "table", "feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as text.

    Every span counts characters of `text`, which is shown as it stands here. `published` is the
    day the document itself states, or None: none is made up. `published_quote` is the words of
    `text` on which the date rests, empty if it stands in the document's metadata or address.
    `published_precision` is ``inferred`` where it was read off something else than a statement of
    when it was published. `language` is ``en``, ``zh`` (simplified), ``zh-Hant`` or empty.
    `sha256` is that of the bytes read, `text_sha256` that of the words without spacing and
    without the title line, so that one article in two formats or at two addresses can be told.
    `pages` holds the offset at which each page of a PDF begins. `also` names the other places at
    which the same text was found (see `unique`).
    """

    name: str
    text: str
    kind: SourceKind
    sha256: str
    text_sha256: str = ""
    title: str = ""
    url: str = ""
    language: str = ""
    published: date | None = None
    published_precision: DatePrecision = "seen"
    published_quote: str = ""
    outlet: str = ""
    author: str = ""
    problems: tuple[Problem, ...] = ()
    pages: tuple[int, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Short name made from the bytes and the text: the same document has the same."""
        return (
            "src:" + hashlib.sha256(f"{self.sha256}\n{self.text_sha256}".encode()).hexdigest()[:12]
        )

    @property
    def place(self) -> str:
        """The address if there is one, else the name."""
        return self.url or self.name


def words_sha256(text: str, title: str = "") -> str:
    r"""Return a hash of the words of a text, whatever their spacing, width and ligatures.

    The title is left out where it opens the text: one format carries it and another does not.

    >>> words_sha256("５m raised\n\nIt  did.", title="５m raised") == words_sha256("It did.")
    True
    """
    words = "".join(text.split())
    if title:
        words = words.removeprefix("".join(title.split())) or words
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def unique(sources: Iterable[Source | Problem]) -> Iterator[Source | Problem]:
    """Yield each document once, those of equal text joined, problems as they come.

    The first of equal documents stands; it takes the date, address, outlet and author that it
    lacks from the later ones, and names their places in `also`. Documents are held until the
    last is read, since a later one may complete an earlier; problems are passed on at once.
    """
    kept: dict[str, Source] = {}
    for item in sources:
        if isinstance(item, Problem):
            yield item
            continue
        key = item.text_sha256 or item.sha256
        first = kept.get(key)
        kept[key] = item if first is None else joined(first, item)
    yield from kept.values()


def joined(first: Source, other: Source) -> Source:
    """Return `first`, completed by what only `other` states of the same text."""
    places = dict.fromkeys((*first.also, other.place, *other.also))
    places.pop(first.place, None)
    dated = other if first.published is None else first
    quote = dated.published_quote if dated is first or dated.published_quote in first.text else ""
    return replace(
        first,
        url=first.url or other.url,
        outlet=first.outlet or other.outlet,
        author=first.author or other.author,
        published=dated.published,
        published_precision=dated.published_precision,
        published_quote=quote,
        also=tuple(places),
    )
