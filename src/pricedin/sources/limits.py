"""Bounds on what a document may cost: bytes, characters, pages, cells, depth, seconds.

A document is somebody else's: it may be broken, huge, or made to exhaust the reader. Each bound
has a name, is told when it is met, and can be raised by whoever knows the file.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from pricedin.errors import InputError, NotFoundError, Problem, Severity

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one reading may cost; every bound is a count, in the unit its name says.

    >>> Limits().changed(["pages=5000"]).pages
    5000
    """

    file_bytes: int = 100 * MEGABYTE
    download_bytes: int = 20 * MEGABYTE
    characters: int = 20_000_000
    pages: int = 3_000
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 2_000_000
    nesting: int = 5
    elements: int = 200_000
    element_depth: int = 200
    archive_ratio: int = 200
    archive_bytes: int = 500 * MEGABYTE
    files: int = 100_000
    seconds: int = 60
    redirects: int = 5

    def __post_init__(self) -> None:
        for name, value, _ in self.lines():
            if value < 0:
                raise InputError(f"the limit {name} is a count of 0 or more; got {value}")

    def lines(self) -> tuple[tuple[str, int, str], ...]:
        """Return name, value and meaning of each limit, in the order they are declared."""
        return tuple((f.name, getattr(self, f.name), MEANING[f.name]) for f in fields(self))

    def changed(self, settings: Iterable[str]) -> Limits:
        """Return these limits with each ``NAME=COUNT`` applied.

        Raises
        ------
        NotFoundError
            If no limit has that name.
        InputError
            If the count is no whole number of 0 or more.
        """
        changes: dict[str, int] = {}
        for setting in settings:
            name, _, count = setting.partition("=")
            name = name.strip()
            if name not in MEANING:
                raise NotFoundError.near("limit", name, MEANING)
            count = count.strip().replace("_", "")
            if not (count.isascii() and count.isdigit()):
                raise InputError(f"a limit is set as NAME=COUNT, such as pages=5000; got {setting}")
            changes[name] = int(count)
        return replace(self, **changes)

    def met(self, name: str, where: str, found: str, *, severity: Severity = "error") -> Problem:
        """Return what to tell when the limit `name` is met; `found` says by what."""
        value: int = getattr(self, name)
        consequence = "not read" if severity == "error" else "the rest is not read"
        return Problem(
            where=where,
            message=f"{found}; the limit {name} is {value:,} ({MEANING[name]}); {consequence}",
            severity=severity,
            hint=f"to allow more, set the limit: {name}=COUNT",
        )


MEANING = {
    "file_bytes": "bytes of one file",
    "download_bytes": "bytes of one download, unpacked",
    "characters": "characters of text of one document",
    "pages": "pages of one PDF",
    "rows": "rows of one table",
    "columns": "columns of one table",
    "cells": "cells of one workbook",
    "nesting": "attachments or archives inside one another",
    "elements": "tags of one web page or feed",
    "element_depth": "elements of one web page inside one another",
    "archive_ratio": "unpacked bytes for each packed byte of an archive",
    "archive_bytes": "unpacked bytes of one archive",
    "files": "files of one folder or archive",
    "seconds": "seconds for one document, or one download",
    "redirects": "redirects of one download",
}

LIMITS = Limits()


class RefusedError(Exception):
    """A document cannot be read; carries the problem. Never leaves this package."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(slots=True)
class Spent:
    """What one file has cost so far."""

    started: float = field(default_factory=time.monotonic)
    files: int = 0
    unpacked_bytes: int = 0


@dataclass(slots=True)
class Reading:
    """One document on its way from bytes to text: its name, what was declared, what it has cost.

    `spent` is shared by everything that came out of one file, so that a thousand small
    attachments meet the same bounds as one large.
    """

    where: str
    limits: Limits = LIMITS
    url: str = ""
    charset: str = ""
    depth: int = 0
    spent: Spent = field(default_factory=Spent)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, message: str, severity: Severity = "warning", hint: str = "") -> None:
        """Note a problem of this document."""
        self.problems.append(
            Problem(where=self.where, message=message, severity=severity, hint=hint)
        )

    def refuse(self, message: str, hint: str = "") -> RefusedError:
        """Return the exception that ends the reading of this document."""
        return RefusedError(Problem(where=self.where, message=message, hint=hint))

    def over(self, name: str, found: str) -> RefusedError:
        """Return the exception that ends the reading because a limit is met."""
        return RefusedError(self.limits.met(name, self.where, found))

    def cut(self, name: str, found: str) -> None:
        """Note that the rest is left out because a limit is met."""
        self.problems.append(self.limits.met(name, self.where, found, severity="warning"))

    @property
    def out_of_time(self) -> bool:
        """True once `Limits.seconds` have passed since the file was opened."""
        return time.monotonic() > self.spent.started + self.limits.seconds

    def inside(self, name: str, charset: str = "") -> Reading:
        """Return the reading of a part: an attachment, or a member of an archive.

        Raises
        ------
        RefusedError
            If it lies deeper than `Limits.nesting` or is one more than `Limits.files`.
        """
        where = f"{self.where}/{name}"
        part = Reading(
            where=where,
            limits=self.limits,
            url=self.url,
            charset=charset,
            depth=self.depth + 1,
            spent=self.spent,
        )
        self.spent.files += 1
        if part.depth > self.limits.nesting:
            raise part.over("nesting", f"lies {part.depth} levels deep")
        if self.spent.files > self.limits.files:
            raise part.over("files", f"is part {self.spent.files:,}")
        return part
