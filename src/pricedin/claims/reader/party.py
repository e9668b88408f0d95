"""An investor as a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["lead", "participant", "existing"]


@dataclass(frozen=True, slots=True)
class Investor:
    """A name at ``[start, end)`` of the sentence, with its role.

    `cheque_start` is where the amount begins that this investor alone puts in, if one is stated;
    `round` is the round that the same slot names ("led the A"), or empty. For a short form or
    "the latter", `name` is the full name, and the span that of the words that stand for it.
    """

    name: str
    role: Role
    start: int
    end: int
    cheque_start: int | None = None
    round: str = ""
