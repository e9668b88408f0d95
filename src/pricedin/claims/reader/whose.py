"""Whose figure it is: the company a sentence, or the words before a figure, speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pricedin.claims.reader.layout import clause
from pricedin.claims.reader.lines import Line

_LEADING = re.compile(
    r"(?:(?:the|its|a|smaller|larger|bigger|local|main|closest|fellow|rival|competitor)\s+)*", re.I
)
_FORMER = re.compile(r"\bthe former\b|前者", re.I)
_LATTER = re.compile(r"\bthe latter\b|后者|後者", re.I)
_OBLIQUE = re.compile(
    r"(?:\b(?:by|with|from|than|like|unlike|via|through|against|alongside|at|rival|rivals|competitor|"
    r"compared to|compared with|such as|including|and|or|formerly|under|of the)\s+(?:the\s+|its\s+|rival\s+|larger\s+|smaller\s+)*|由|被|与|與|和|及|、|比|相比|获|獲)$",
    re.I,
)
_TO_IT = re.compile(r"\b(?:in|for|into|of|to|on|at)\s+(?:\w+\s+){0,3}$")


class Whose:
    """Keeps whom a text speaks of, line after line."""

    def __init__(self, lines: Sequence[Line], first: str) -> None:
        self.lines = lines
        self.topic = first
        self.before = ""  # whom it spoke of before that

    def turn_to(self, line: Line) -> None:
        """Take what a line is about as the topic of what follows."""
        subject = self.subject(line)
        if subject and subject != self.topic:
            self.before, self.topic = self.topic, subject

    def subject(self, line: Line) -> str:
        """Return whom a line is about: the first company that stands as its subject."""
        for mention in line.mentions:
            before = line.text[max(0, mention.start - 24) : mention.start]
            leads = mention.start < 24 and _LEADING.fullmatch(before)
            if leads or not _OBLIQUE.search(before):
                return mention.company
        return ""

    def at(self, line: Line, number: int, at: int) -> str:
        """Return whose a figure at character `at` of line `number` is."""
        left, right = clause(line.text, at, is_chinese=line.zh)
        words = line.text[left:at]
        if _FORMER.search(words) or _LATTER.search(words):
            pair = self._pair(number)
            if len(pair) == 2:
                return pair[1] if _LATTER.search(words) else pair[0]
        best = ""
        for mention in line.mentions:
            if mention.start >= at:
                break
            oblique = _OBLIQUE.search(line.text[max(0, mention.start - 24) : mention.start])
            if not oblique or (mention.start >= left and not best):
                best = mention.company
        if best:
            return best
        after = next((one for one in line.mentions if at <= one.start < right + 40), None)
        if after is not None and _TO_IT.search(line.text[at : after.start][-30:]):
            return after.company
        return self.topic

    def _pair(self, number: int) -> list[str]:
        """Return the last two companies named before a line, in the order of the text."""
        seen: list[str] = []
        for line in reversed(self.lines[:number]):
            for mention in reversed(line.mentions):
                if mention.company not in seen:
                    seen.insert(0, mention.company)
                if len(seen) == 2:
                    return seen
        return seen
