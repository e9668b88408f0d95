"""Whose figure it is: the company a sentence, or the words before a figure, speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pricedin.claims.reader.layout import clause
from pricedin.claims.reader.lines import Line

_LEADING = re.compile(
    r"(?:(?:the|its|a|smaller|larger|bigger|local|main|closest|fellow|rival|competitor)\s+)*", re.I
)
_TOPICAL = re.compile(
    r"(?:'s|’s|,|\s+(?:is|was|has|had|said|says|will|raised|closed|plans|which|made|lost|took|did|earned|expects|reported|posted|told|now|also|filed|announced|completed))|的|宣布|完成|表示|披露|去年|今年|20\d\d|目前|称|稱|于|於|在|是|已|正|将|將|则|則|拟|擬|[(,:]",
    re.I,
)
_FORMER = re.compile(r"\bthe former\b|前者", re.I)
_LATTER = re.compile(r"\bthe latter\b|后者|後者", re.I)
_THE_TWO = re.compile(r"两家公司|兩家公司|二者|两者|\bthe two companies\b|\bboth companies\b", re.I)
_OBLIQUE = re.compile(
    r"(?:\b(?:by|with|from|than|like|unlike|via|through|against|alongside|at|rival|rivals|competitor|"
    r"compared to|compared with|such as|including|and|or|formerly|under|of the)\s+(?:the\s+|its\s+|rival\s+|larger\s+|smaller\s+)*|由|被|与|與|和|及|、|比|相比|获|獲)$",
    re.I,
)
_TO_IT = re.compile(r"\b(?:in|for|into|of|to|on|at)\s+(?:\w+\s+){0,3}$")


def _main_of(lines: Sequence[Line]) -> str:
    """Return the company that a text is about, if it is named three times as often as any other."""
    counts = Counter(one.company for line in lines for one in line.mentions).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 3 * counts[1][1]):
        return ""
    return counts[0][0]


class Whose:
    """Keeps whom a text speaks of, line after line."""

    def __init__(self, lines: Sequence[Line], first: str) -> None:
        self.lines = lines
        self.topic = first
        # Chinese leaves its subject out where it is the one spoken of; English seldom does.
        is_chinese = sum(line.zh for line in lines) * 2 > len(lines)
        self.main = first if is_chinese else _main_of(lines)
        self.paragraph = 0
        self.before = ""  # whom it spoke of before that

    def turn_to(self, line: Line) -> None:
        """Take what a line is about as the topic of what follows."""
        subject = self.subject(line)
        paragraph = line.sentence.paragraph
        if not subject and paragraph != self.paragraph and self.main:
            subject = self.main  # a new paragraph that names nobody is about the main company
        self.paragraph = paragraph
        if subject and subject != self.topic:
            self.before, self.topic = self.topic, subject

    def subject(self, line: Line) -> str:
        """Return whom a line is about: the first company that stands as its subject."""
        for mention in line.mentions:
            before = line.text[max(0, mention.start - 24) : mention.start]
            leads = mention.start < 24 and _LEADING.fullmatch(before)
            acts = _TOPICAL.match(line.text, mention.end)
            if leads or (
                not _OBLIQUE.search(before) and (acts or mention.start < (15 if line.zh else 60))
            ):
                return mention.company
        return ""

    def at(self, line: Line, number: int, at: int) -> str:
        """Return whose a figure at character `at` of line `number` is."""
        left, right = clause(line.text, at, is_chinese=line.zh)
        referred = self._referred(line, number, at)
        if referred:
            return referred
        beside = next((one for one in line.mentions if 0 <= at - one.end <= 2), None)
        if beside is not None:
            return beside.company
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

    def held(self, line: Line, at: int, party: str, company: str) -> str:
        """Return whose shares a party holds: nobody's own, but those of who was spoken of before."""
        names = {one.company for one in line.mentions} | {company}
        own = {
            one for one in names if one == party or one.startswith(party) or party.startswith(one)
        }
        if company not in own:
            return company
        after = next((one for one in line.mentions if one.start >= at), None)
        if after is not None and after.company not in own:
            return after.company
        return self.before if self.before and self.before not in own else company

    def _referred(self, line: Line, number: int, at: int) -> str:
        """Return whom "the former", "the latter" or "the two, respectively" stand for."""
        before = line.text[:at]
        pair = self._pair(number)
        if len(pair) < 2:
            return ""
        ends = [(found.end(), 0) for found in _FORMER.finditer(before)]
        ends += [(found.end(), 1) for found in _LATTER.finditer(before)]
        named = max((one.end for one in line.mentions if one.end <= at), default=0)
        if ends and max(ends)[0] >= named:
            return pair[max(ends)[1]]
        if not named and _THE_TWO.search(line.text):
            place = (
                [one.start for one in line.amounts].index(at) if self._is_amount(line, at) else 0
            )
            previous = line.owned[place - 1].cue if place else None
            is_second = place > 0 and previous is not None and previous == line.owned[place].cue
            return pair[1] if is_second else pair[0]
        return ""

    @staticmethod
    def _is_amount(line: Line, at: int) -> bool:
        return any(one.start == at for one in line.amounts)

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
