"""Files, folders, bytes and standard input to sources; what cannot be read, to problems.

Nothing here raises for what a document holds: a problem names the place and the reason, and the
rest is read. One document at a time is held in memory.
"""

from __future__ import annotations

import codecs
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
from pricedin.sources.stated import outlet_in, published_in, title_of

SNIFFED_BYTES = 20_000

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
    except Exception as error:
        # Made to break a reader, or a fault of one: the other documents are read all the same.
        yield Problem(
            where=reading.where,
            message=f"stopped its reader; not read ({type(error).__name__}: {str(error)[:200]})",
            hint="give it in another format, and report the file if it is sound",
        )


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
        outlet=outlet_in(text),
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
    rb"\s*(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|meta|div|p|h1|table)\b",
    re.I | re.S,
)
FEED_START = re.compile(
    rb"\s*(?:<\?.{0,300}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,300}(?:\[.{0,9000}?\]\s*)?>\s*)*"
    rb"<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.I | re.S,
)
MAIL_START = re.compile(
    rb"(?:From [^\n]*\r?\n)?"
    rb"(?:(?:Return-Path|Received|Delivered-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version"
    rb"|X-[\w-]+|DKIM-Signature|Content-Type|Reply-To|Sender|Authentication-Results|ARC-[\w-]+)"
    rb":[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}",
    re.I,
)
# Content types that say what the bytes may not.
TYPE_KINDS: dict[str, SourceKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "message/rfc822": "email",
    "text/csv": "table",
    "text/tab-separated-values": "table",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/plain": "text",
}


def _reader(data: bytes, name: str, content_type: str, reading: Reading) -> Reader:
    """Return the reader of a format: bytes say more than a declared type, that more than a name.

    Raises
    ------
    RefusedError
        If it is a format that is not read, and which.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return _readers()["pdf"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container_reader(data, reading)
    suffix = PurePath(name).suffix.lower()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if suffix in (".doc", ".msg", ".ppt"):
            raise reading.refuse(
                f"is in an old Office format ({suffix})", "save it as DOCX, EML or PDF"
            )
        return _readers()["table"]
    for mark, what in OTHER_FORMATS:
        if head.startswith(mark):
            raise reading.refuse(f"is {what}, which is not read", "give the text it holds")
    start = _start(data)
    if FEED_START.match(start):
        return _readers()["feed"]
    if HTML_START.match(start):
        return read_html
    kind = TYPE_KINDS.get(content_type.partition(";")[0].strip().lower())
    kind = SUFFIX_KINDS.get(suffix) if kind in (None, "text") else kind
    if kind in ("html", "email", "table", "feed"):
        return _readers()[kind]
    if kind is not None:
        raise reading.refuse(
            f"is named {suffix} and is no such file", "it may be cut off or damaged"
        )
    if suffix not in TEXT_SUFFIXES and suffix in DATA_SUFFIXES:
        return read_text
    return _readers()["email"] if MAIL_START.match(start) else read_text


OTHER_FORMATS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"%!PS", "PostScript"),
    (b"ID3", "sound"),
)


def _start(data: bytes) -> bytes:
    """Return the first bytes of a file, as UTF-8 if a mark says that they are UTF-16."""
    start = data[:SNIFFED_BYTES].removeprefix(codecs.BOM_UTF8)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return start


def _container_reader(data: bytes, reading: Reading) -> Reader:
    from pricedin.sources.archive import opened, read_archive

    with opened(data, reading) as container:
        names = set(container.namelist())
    if "[Content_Types].xml" in names:
        if any(n.startswith("word/") for n in names):
            return _readers()["docx"]
        if any(n.startswith("xl/") for n in names):
            return _readers()["table"]
        raise reading.refuse("is an Office file that is neither a text nor a table")
    if "content.xml" in names and "mimetype" in names:
        with opened(data, reading) as container:
            if b"spreadsheet" in container.read("mimetype")[:200]:
                return _readers()["table"]
        raise reading.refuse("is an OpenDocument file, but no spreadsheet", "save it as DOCX")
    return read_archive


def _readers() -> dict[SourceKind, Reader]:
    """Return the reader of each kind; imported here, since each brings a library."""
    from pricedin.sources.feed import read_feed
    from pricedin.sources.mail import read_mail
    from pricedin.sources.pdf import read_pdf
    from pricedin.sources.table import read_table
    from pricedin.sources.word import read_docx

    return {
        "text": read_text,
        "html": read_html,
        "pdf": read_pdf,
        "docx": read_docx,
        "email": read_mail,
        "table": read_table,
        "feed": read_feed,
    }


def is_passed_over(path: str) -> bool:
    """Tell what lies beside documents in folders and archives and is none."""
    parts = PurePath(path.replace("\\", "/")).parts
    return (
        any(part.startswith((".", "__MACOSX")) for part in parts)
        or PurePath(path).suffix.lower() in DATA_SUFFIXES
    )
