"""Two kinds of trouble, and how each is told.

*The user's material is wrong*: a `Problem`, collected with its place; the load goes on.
*The call is wrong, or cannot be answered*: an exception.

::

    PricedinError
    ├── InputError(ValueError)      the argument breaks its contract
    ├── NotFoundError(LookupError)  named a thing that does not exist; offers near names
    ├── SourceError(OSError)        could not get an answer from outside
    ├── EvidenceError(ValueError)   a claim cannot be tied to its source
    └── SolveError(ArithmeticError) no solution, or not converged
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in the user's material, told and passed over.

    `where` is a file and line (``facts.jsonl:12``) or a document and span.
    `error` means that the thing was left out, `warning` that it was kept with a doubt,
    `note` that a reader should know of it.
    """

    where: str
    message: str
    severity: Severity = "error"
    hint: str = ""

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.where}: {self.severity}: {self.message}{tail}"


class PricedinError(Exception):
    """Root of everything this package raises on purpose."""


class InputError(PricedinError, ValueError):
    """An argument breaks its contract."""


MOST_OFFERED = 40


class NotFoundError(PricedinError, LookupError):
    """A named thing does not exist."""

    @classmethod
    def near(cls, kind: str, name: str, known: Iterable[str]) -> NotFoundError:
        """Make the error for an unknown `name`, offering what it may have meant.

        >>> str(NotFoundError.near("measure", "splt", ["split", "peers"]))
        "no measure 'splt'; did you mean 'split'?"
        """
        known = sorted(known)
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        if close:
            offer = "did you mean " + " or ".join(f"'{c}'" for c in close) + "?"
        else:
            offer = "known: " + ", ".join(known[:MOST_OFFERED]) if known else "none are known yet"
            offer += f" and {len(known) - MOST_OFFERED} more" if len(known) > MOST_OFFERED else ""
        return cls(f"no {kind} '{name}'; {offer}")


class SourceError(PricedinError, OSError):
    """Something outside could not be read or reached."""


class EvidenceError(PricedinError, ValueError):
    """A claim cannot be tied to its source, or the evidence does not allow an answer."""


class SolveError(PricedinError, ArithmeticError):
    """A calculation has no solution, or did not converge."""

    def __init__(
        self,
        message: str,
        *,
        residual: float | None = None,
        bracket: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(message)
        self.residual = residual
        self.bracket = bracket
