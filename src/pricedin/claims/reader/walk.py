"""One pass over a text: what it has told so far, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pricedin.claims.reader.companies import Company
from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.origins import origin_of
from pricedin.claims.reader.whose import Whose
from pricedin.text.normal import Normal


@dataclass(slots=True)
class Walk:
    """A text being read, line by line; `figures` are those told so far."""

    plain: Normal
    published: date | None
    companies: Sequence[Company]
    lines: Sequence[Line]
    whose: Whose
    number: int = 0
    period: str = ""  # the one last told, for figures told without
    figures: list[Figure] = field(default_factory=list)
    retracted: set[tuple[Decimal, str]] = field(default_factory=set)
    rounds: dict[str, str] = field(default_factory=dict)  # company -> its round last named
    names: frozenset[str] = field(init=False)  # every form of every company

    def __post_init__(self) -> None:
        self.names = frozenset(form for one in self.companies for form in one.forms)

    @property
    def line(self) -> Line:
        """The line that is being read."""
        return self.lines[self.number]

    def origin_of(self, line: Line) -> str:
        """Return whom a line cites for what it tells."""
        names = frozenset(form for one in self.companies for form in one.forms)
        return origin_of(line.text, is_chinese=line.zh, companies=names)

    def above(self, number: int | None = None) -> str:
        """Return the title and the sentence before, if that is of the same paragraph."""
        number = self.number if number is None else number
        if not number:
            return ""
        title = self.lines[0].text if self.lines[0].sentence.is_title else ""
        before, here = self.lines[number - 1].sentence, self.lines[number].sentence
        return f"{title} {before.text}" if before.paragraph == here.paragraph else title

    def add(self, line: Line, start: int, end: int, **told: Any) -> None:
        """Add a figure whose evidence is ``[start, end)`` of a line."""
        base = line.sentence.start
        first, last = self.plain.original(base + start, base + end)
        self.figures.append(Figure(start=first, end=last, **told))

    def told_in(self, number: int) -> list[int]:
        """Return which figures have their evidence in a line, by index."""
        sentence = self.lines[number].sentence
        first, last = self.plain.original(sentence.start, sentence.end)
        return [at for at, one in enumerate(self.figures) if first <= one.start < last]

    def round_of(self, line: Line, at: int, company: str) -> str:
        """Return the round named nearest to a place, or the one last named for the company."""
        if line.rounds:
            nearest = min(
                line.rounds, key=lambda one: abs(at - one.start) + (0 if one.start <= at else 10)
            )
            self.rounds[company] = nearest.name
        return self.rounds.get(company, "")
