"""DOCX to text: paragraphs and tables in the order in which they stand, notes at the end.

Inserted text of tracked changes counts as text, deleted text does not: that is what Word shows
as final. Text of boxes and content controls stands where it is anchored.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pricedin.errors import Problem
from pricedin.sources.archive import opened
from pricedin.sources.characters import cleaned
from pricedin.sources.limits import Reading
from pricedin.sources.source import Source
from pricedin.sources.stated import published_in, title_of

if TYPE_CHECKING:
    from lxml.etree import _Element

CELLS = " | "
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOTES = ("footnotes", "endnotes")
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read_docx(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the text of a Word document; a table row is a line, cells joined by " | ".

    Raises
    ------
    RefusedError
        If it is damaged or encrypted, or unpacks to more than the limits allow.
    """
    import docx

    from pricedin.sources.read import sealed

    with opened(data, reading):
        pass
    try:
        document = docx.Document(BytesIO(data))
    except Exception as error:
        # The library trusts its input: on a damaged file it raises whatever comes.
        raise reading.refuse(f"cannot be read as DOCX: {error}") from None
    lines: list[str] = []
    for block in document.element.body:
        lines.extend(_block(block))
    for part in document.part.package.iter_parts():
        if any(f"/{kind}.xml" in str(part.partname) for kind in NOTES):
            lines.extend(_notes(part.blob, reading))
    text = cleaned("\n".join(lines), reading)
    stated = published_in(text)
    core = document.core_properties
    title = " ".join((core.title or "").split()) or _heading(document.element.body)
    yield sealed(
        data=data,
        name=name,
        text=text,
        kind="docx",
        reading=reading,
        title=title if title and title in text else title_of(text),
        url=reading.url,
        published=stated.day if stated else None,
        published_quote=stated.quote if stated else "",
        author="" if core.author == "python-docx" else (core.author or ""),
    )


def _block(block: _Element) -> Iterator[str]:
    """Yield the lines of a paragraph, a table, or what wraps them."""
    if block.tag == W + "p":
        if words := _words(block).strip():
            yield from (line.strip() for line in words.split("\n") if line.strip())
    elif block.tag == W + "tbl":
        for row in block.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is not block:
                continue
            cells = [
                " ".join(" ".join(_words(p) for p in cell.iter(W + "p")).split())
                for cell in row.iter(W + "tc")
                if next(cell.iterancestors(W + "tr")) is row
            ]
            if any(cells):
                yield CELLS.join(cells)
    elif block.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag"):
        for inner in block:
            yield from _block(inner)


def _words(paragraph: _Element) -> str:
    """Return what a paragraph shows: inserted text, not deleted; each text box once."""
    parts: list[str] = []
    for element in paragraph.iter():
        if element.tag == W + "t":
            if not any(a.tag == FALLBACK for a in element.iterancestors()):
                parts.append(element.text or "")
        elif element.tag in BREAKS:
            parts.append(BREAKS[element.tag])
        elif element.tag == W + "p" and element is not paragraph:
            parts.append("\n")
    return "".join(parts)


def _notes(blob: bytes, reading: Reading) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        notes = etree.fromstring(blob, parser)
    except etree.LxmlError as error:
        reading.tell(f"its notes cannot be read: {error}")
        return
    for note in notes:
        if note.get(W + "type") in (None, "normal"):
            for block in note:
                yield from _block(block)


def _heading(body: _Element) -> str:
    """Return the first paragraph that is styled as title or heading, or ""."""
    for style in body.iter(W + "pStyle"):
        if (style.get(W + "val") or "").lower() in ("title", "heading1", "1"):
            paragraph = next(style.iterancestors(W + "p"))
            if words := " ".join(_words(paragraph).split()):
                return words
    return ""
