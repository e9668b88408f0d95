"""Texts of documents beside their claims: a quote and the words around it.

Spans are half-open and count characters (code points) of the text as it was kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pricedin.claims.claim import Claim, Quote
from pricedin.errors import EvidenceError, InputError
from pricedin.sources.document import Document

CONTEXT = 400  # characters shown on either side of a quote, at most
MOST_QUOTED = 2000  # characters of a quote that are shown; the rest is left to the document
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？；])|\n+")
_NEAR_START = 120  # where no sentence begins within this distance of the cut, it stays


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words in their context; `before` and `after` end at a sentence where one is near."""

    document: Document
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document whose text is kept, and the hash of that text."""

    document: Document
    sha256: str


def text_sha256(text: str) -> str:
    """Return the hash under which a text is kept.

    Raises
    ------
    InputError
        If it holds half of a surrogate pair, which is no character.
    """
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"the text holds no character at {error.start}: {error.reason}") from None


def check_quote(claim: Claim, document: Document, text: str) -> None:
    """Refuse a claim that does not stand in the text it says it comes from.

    Raises
    ------
    EvidenceError
        If it is of another document, or its quote is not what the text has at its span.
    """
    if claim.document.id != document.id:
        raise EvidenceError(
            f"{claim.ref} is of {claim.document.name} ({claim.document.id}), not of "
            f"{document.name} ({document.id})"
        )
    quote = claim.quote
    if quote is None or (quote.start is None and quote.end is None):
        return
    if quote.start is None or quote.end is None or not 0 <= quote.start <= quote.end <= len(text):
        raise EvidenceError(
            f"{claim.ref}: the span {quote.start} to {quote.end} is not within the "
            f"{len(text):,} characters of {document.name}"
        )
    found = text[quote.start : quote.end]
    if found != quote.text:
        raise EvidenceError(
            f"{claim.ref}: {document.name} has '{_shown(found)}' at characters {quote.start} to "
            f"{quote.end}, not '{_shown(quote.text)}'"
        )


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


def cut(document: Document, quote: Quote, window: str, offset: int) -> Passage:
    """Return the passage of a quote out of `window`, the part of the text from `offset` on.

    It reaches `CONTEXT` characters before the quote and one more behind it, or to the ends.

    >>> from datetime import date
    >>> page = Document(name="Post", published=date(2026, 1, 2))
    >>> passage = cut(page, Quote("$4.8bn", 8, 14), "Ok. The $4.8bn price. More.", 0)
    >>> passage.before, passage.quote, passage.after
    ('Ok. The ', '$4.8bn', ' price. More.')
    """
    start, end = (quote.start or 0) - offset, (quote.end or 0) - offset
    low, high = max(0, start - CONTEXT), min(len(window), end + CONTEXT)
    before, after = window[low:start].lstrip(), window[end:high].rstrip()
    if low + offset > 0:
        before = "…" + before[_first_sentence(before) :]
    if high < len(window):
        after = after[: _last_sentence(after)] + "…"
    shown = window[start:end]
    if len(shown) > MOST_QUOTED:
        shown, after = shown[:MOST_QUOTED] + "…", ""
    return Passage(document, before, shown, after)


def _first_sentence(text: str) -> int:
    """Where the first sentence begins, 0 if none does near the cut."""
    found = _SENTENCE.search(text)
    return found.end() if found and found.end() <= _NEAR_START else 0


def _last_sentence(text: str) -> int:
    """Where the last sentence ends, the whole length if none does near the cut."""
    ends = [found.start() for found in _SENTENCE.finditer(text)]
    return ends[-1] if ends and len(text) - ends[-1] <= _NEAR_START else len(text)
