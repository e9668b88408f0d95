"""A long text in parts that one request can hold, cut between paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pricedin.text.normal import Normal

# Where a text is best cut: between paragraphs, lines, sentences, words.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?])\s+|(?<=[。!?;])", r"\s+|(?<=,)")
)


@dataclass(frozen=True, slots=True)
class Part:
    """``[start, end)`` of a normal text."""

    start: int
    end: int


def parts_of(plain: Normal, max_chars: int) -> list[Part]:
    r"""Return the parts of a text, in order, without overlap and none longer than `max_chars`.

    Empty stretches are left out. A part ends at the last paragraph that fits; within a paragraph
    that does not fit, at the last line, sentence or word.

    >>> from pricedin.text.normal import normal
    >>> text = normal("One one.\n\nTwo two. Three.")
    >>> [text.text[p.start:p.end] for p in parts_of(text, 12)]
    ['One one.', 'Two two.', 'Three.']
    """
    text, result, at = plain.text, list[Part](), 0
    while at < len(text):
        end = _end(text, at, max_chars)
        piece = text[at:end]
        body = piece.strip()
        if body:
            start = at + len(piece) - len(piece.lstrip())
            result.append(Part(start, start + len(body)))
        at = end
    return result


def _end(text: str, at: int, most: int) -> int:
    if len(text) - at <= most:
        return len(text)
    for cut in _CUTS:
        ends = [found.end() for found in cut.finditer(text, at + 1, at + most)]
        if ends:
            return ends[-1]
    return at + most
