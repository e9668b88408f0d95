"""Files, folders, bytes and standard input to sources; what cannot be read, to problems.

Nothing here raises for what a document holds: a problem names the place and the reason, and the
rest is read. One document at a time is held in memory.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from pricedin.errors import NotFoundError, Problem
from pricedin.sources.characters import (
    declared_charset,
    decode,
    hidden_in_numbers,
    language_of,
)
from pricedin.sources.limits import LIMITS, Limits, Reading, RefusedError
from pricedin.sources.source import Source, SourceKind, words_sha256
from pricedin.sources.stated import published_in, title_of

Reader = Callable[[bytes, str, Reading], Iterator[Source | Problem]]

TEXT_SUFFIXES = frozenset(("", ".txt", ".text", ".md", ".markdown", ".rst", ".asc", ".log"))
# What lies in folders beside documents and is none.
DATA_SUFFIXES = frozenset(
    ".json .jsonl .ndjson .toml .yaml .yml .py .js .css .ts .sql .db .sqlite .ini .cfg .lock .sh "
    ".bib .parquet".split()
)
SUFFIX_KINDS: dict[str, SourceKind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".eml": "email",
    ".mht": "email",
    ".mhtml": "email",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".xlsx": "table",
    ".xlsm": "table",
    ".xls": "table",
    ".ods": "table",
    ".rss": "feed",
    ".atom": "feed",
}


def read_path(path: str | os.PathLike[str], limits: Limits = LIMITS) -> Iterator[Source | Problem]:
    """Yield what a file holds, or the files of a folder and of its folders, sorted by name.

    In a folder symbolic links, hidden files and the files that a browser saves beside a page are
    passed over. A mail yields its body and then its attachments, a feed an item each, an archive
    its members.

    Raises
    ------
    NotFoundError
        If there is nothing at `path`; when called, not when first iterated.
    """
    path = Path(path)
    if not path.exists():
        near = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise NotFoundError.near("file or folder", path.name, near)
    return _folder(path, limits) if path.is_dir() else _file(path, limits)


def _folder(folder: Path, limits: Limits) -> Iterator[Source | Problem]:
    for count, path in enumerate(_files(folder)):
        if isinstance(path, Problem):
            yield path
            continue
        if count >= limits.files:
            yield limits.met(
                "files", str(folder), f"holds more than {count:,} files", severity="warning"
            )
            return
        if path.suffix.lower() in DATA_SUFFIXES:
            yield Problem(
                where=str(path), message="is data, not a document; passed over", severity="note"
            )
            continue
        yield from _file(path, limits)


def _files(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield Problem(where=str(folder), message=f"cannot be opened: {error.strerror}")
        return
    pages = {PurePath(e.name).stem for e in entries if e.name.lower().endswith((".html", ".htm"))}
    for entry in entries:
        if entry.is_symlink() or entry.name.startswith("."):
            continue
        if entry.is_dir():
            # "Page.html" is saved with its pictures and advertisements in "Page_files".
            if re.sub(r"(?:_files|\.files|_archivos|_fichiers|-Dateien)$", "", entry.name) in pages:
                continue
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _file(path: Path, limits: Limits) -> Iterator[Source | Problem]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Problem(
                where=str(path), message="is no regular file", hint="for a pipe, give - as the name"
            )
            return
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        yield Problem(where=str(path), message=f"cannot be opened: {error.strerror or error}")
        return
    yield from read_bytes(data, path.name, where=str(path), limits=limits)


def read_stdin(
    name: str = "standard input", stream: BinaryIO | None = None, limits: Limits = LIMITS
) -> Iterator[Source | Problem]:
    """Yield what is piped in, of any format that `read_bytes` knows."""
    data = (stream or sys.stdin.buffer).read(limits.file_bytes + 1)
    yield from read_bytes(data, name, limits=limits)


def read_bytes(
    data: bytes,
    name: str,
    *,
    where: str = "",
    url: str = "",
    content_type: str = "",
    charset: str = "",
    limits: Limits = LIMITS,
) -> Iterator[Source | Problem]:
    """Yield the documents in `data`, whose format is told by its bytes, then by its name.

    Parameters
    ----------
    name
        File name or title to show; its suffix helps where bytes do not tell, as between CSV and
        prose.
    where
        Place named in problems; the name if empty.
    url, content_type, charset
        Where it was fetched from and what was declared there.
    """
    reading = Reading(where=where or name, limits=limits, url=url, charset=charset)
    yield from read_part(data, name, reading, content_type)


def read_part(
    data: bytes, name: str, reading: Reading, content_type: str = ""
) -> Iterator[Source | Problem]:
    """Yield the documents in `data`, a file or a part of one; see `read_bytes`."""
    try:
        if len(data) > reading.limits.file_bytes:
            raise reading.over("file_bytes", f"is larger than {reading.limits.file_bytes:,} bytes")
        if not data.strip():
            raise reading.refuse("is empty")
        yield from _reader(data, name, content_type, reading)(data, name, reading)
    except RefusedError as refused:
        yield refused.problem
        yield from (p for p in reading.problems if p != refused.problem)
    except MemoryError:
        yield Problem(where=reading.where, message="needs more memory than there is; not read")


def sealed(
    *,
    data: bytes,
    name: str,
    text: str,
    kind: SourceKind,
    reading: Reading,
    **stated: object,
) -> Source:
    """Return the source of a text that is final: hashes, language and hidden characters told.

    Raises
    ------
    RefusedError
        If there is no text.
    """
    if not text.strip():
        raise reading.refuse("holds no text")
    if len(text) > reading.limits.characters:
        reading.cut("characters", f"holds {len(text):,} characters")
        text = text[: reading.limits.characters]
    title = str(stated.pop("title", ""))
    reading.problems.extend(hidden_in_numbers(text, reading.where))
    return Source(
        name=name,
        text=text,
        kind=kind,
        title=title,
        language=language_of(text),
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=words_sha256(text, title),
        problems=tuple(reading.problems),
        **stated,  # type: ignore[arg-type]
    )


def read_text(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield plain text as it stands."""
    text = decode(data, reading)
    stated = published_in(text)
    yield sealed(
        data=data,
        name=name,
        text=text,
        kind="text",
        reading=reading,
        title=title_of(text),
        url=reading.url,
        published=stated.day if stated else None,
        published_quote=stated.quote if stated else "",
    )


def read_html(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the article of a web page."""
    from pricedin.sources.html import read_page

    reading.charset = reading.charset or declared_charset(data)
    page = read_page(decode(data, reading), reading)
    yield sealed(
        data=data,
        name=name,
        text=page.text,
        kind="html",
        reading=reading,
        title=page.title,
        url=page.url,
        published=page.published,
        published_precision="inferred" if page.inferred else "seen",
        published_quote=page.quote,
        outlet=page.outlet,
        author=page.author,
    )


HTML_START = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|table)\b",
    re.I | re.S,
)
FEED_START = re.compile(
    rb"\s*(?:<\?xml.{0,300}?\?>\s*)?(?:<\?xml-stylesheet.{0,300}?\?>\s*|<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE.{0,10000}?>\s*)?<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.I | re.S,
)


def _reader(data: bytes, name: str, content_type: str, reading: Reading) -> Reader:
    return (
        read_html
        if HTML_START.match(data) or SUFFIX_KINDS.get(PurePath(name).suffix.lower()) == "html"
        else read_text
    )
