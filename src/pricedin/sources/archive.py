"""ZIP containers: archives of documents, and the formats that are ZIP files inside.

Sizes are taken from the directory before anything is unpacked, and counted while unpacking,
since a directory can lie.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pricedin.errors import Problem
from pricedin.sources.limits import Reading, RefusedError
from pricedin.sources.source import Source

CHUNK = 1 << 16
# Below this size no ratio matters: an empty sheet packs very well.
SMALL_BYTES = 1_000_000


def opened(data: bytes, reading: Reading) -> zipfile.ZipFile:
    """Return a ZIP container whose directory stays within the limits.

    Raises
    ------
    RefusedError
        If it is damaged or encrypted, or would unpack to more than the limits allow.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        members = container.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise reading.refuse(f"is damaged: {error}") from None
    if len(members) > reading.limits.files:
        raise reading.over("files", f"holds {len(members):,} files")
    unpacked = sum(member.file_size for member in members)
    if unpacked > reading.limits.archive_bytes:
        raise reading.over("archive_bytes", f"unpacks to {unpacked:,} bytes")
    ratio = unpacked // max(1, len(data))
    if unpacked > SMALL_BYTES and ratio > reading.limits.archive_ratio:
        raise reading.over("archive_ratio", f"unpacks to {ratio:,} times its size")
    if any(member.flag_bits & 1 for member in members):
        raise reading.refuse("is encrypted", "save a copy without a password")
    return container


def member_bytes(
    container: zipfile.ZipFile, member: zipfile.ZipInfo | str, reading: Reading, most: int
) -> bytes:
    """Return the bytes of one member, at most `most` of them.

    Raises
    ------
    RefusedError
        If there are more, if all that came out of this file is more than
        `Limits.archive_bytes`, or if the member is damaged.
    """
    parts = []
    size = 0
    try:
        with container.open(member) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                reading.spent.unpacked_bytes += len(chunk)
                if size > most:
                    raise reading.over("file_bytes", f"unpacks to more than {most:,} bytes")
                if reading.spent.unpacked_bytes > reading.limits.archive_bytes:
                    raise reading.over(
                        "archive_bytes", f"unpacks to {reading.spent.unpacked_bytes:,} bytes so far"
                    )
                parts.append(chunk)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        KeyError,
        ValueError,
    ) as error:
        raise reading.refuse(f"is damaged: {error}") from None
    return b"".join(parts)


def read_archive(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the documents of an archive, sorted by name; data files and hidden ones left out."""
    from pricedin.sources.read import is_passed_over, read_part

    with opened(data, reading) as container:
        for member in sorted(container.infolist(), key=lambda m: m.filename):
            if member.is_dir() or is_passed_over(member.filename):
                continue
            try:
                part = reading.inside(member.filename)
                if reading.out_of_time:
                    raise part.over("seconds", "comes after the time was up")
                content = member_bytes(container, member, part, reading.limits.file_bytes)
            except RefusedError as refused:
                yield refused.problem
                if reading.out_of_time or reading.spent.files > reading.limits.files:
                    return
                continue
            yield from read_part(content, member.filename, part)
