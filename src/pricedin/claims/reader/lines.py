"""The sentences of a text with what was found in each: amounts, times, cues, rounds, investors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pricedin.claims.reader.attributes import Reading as Owned
from pricedin.claims.reader.attributes import attributes
from pricedin.claims.reader.companies import Mention
from pricedin.claims.reader.cues import Cue, find_cues
from pricedin.claims.reader.investors import Investor, find_investors
from pricedin.claims.reader.layout import Sentence, clause, sentences
from pricedin.claims.reader.rounds import Round, find_rounds
from pricedin.text.amounts import Amount, find_amounts
from pricedin.text.times import When, find_times


@dataclass(slots=True)
class Line:
    """A sentence with what was found in it; spans count characters of the sentence."""

    sentence: Sentence
    amounts: list[Amount]
    times: list[When]
    cues: list[Cue]
    rounds: list[Round]
    investors: list[Investor]
    mentions: list[Mention] = field(default_factory=list)
    owned: list[Owned] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return self.sentence.text

    @property
    def zh(self) -> bool:
        """Whether it is read by the rules for Chinese."""
        return self.sentence.is_chinese

    def near(self, at: int) -> str:
        """Return the clause that holds the character `at`."""
        left, right = clause(self.text, at, is_chinese=self.zh)
        return self.text[left:right]


def lines_of(text: str, published: date | None) -> list[Line]:
    """Return the sentences of a normal text, each with what was found in it."""
    amounts = _with_own_currency(text, find_amounts(text, dollar=_dollar(text)))
    times = find_times(text, published)
    result: list[Line] = []
    parties: list[Investor] = []
    at_amount = at_time = 0
    for sentence in sentences(text):
        mine: list[Amount] = []
        while at_amount < len(amounts) and amounts[at_amount].start < sentence.end:
            if amounts[at_amount].start >= sentence.start:
                mine.append(_moved(amounts[at_amount], -sentence.start))
            at_amount += 1
        when: list[When] = []
        while at_time < len(times) and times[at_time].start < sentence.end:
            if times[at_time].start >= sentence.start:
                one, by = times[at_time], sentence.start
                when.append(replace(one, start=one.start - by, end=one.end - by))
            at_time += 1
        result.append(_line(sentence, mine, when, parties))
        known = {party.name for party in parties}
        parties += [one for one in result[-1].investors if one.name not in known]
    return result


def _line(
    sentence: Sentence, amounts: list[Amount], times: list[When], parties: Sequence[Investor]
) -> Line:
    text, zh = sentence.text, sentence.is_chinese
    cues = find_cues(text, is_chinese=zh) if amounts else []
    return Line(
        sentence,
        amounts,
        times,
        cues,
        find_rounds(text, is_chinese=zh),
        find_investors(text, is_chinese=zh, amounts=amounts, earlier=parties),
        owned=attributes(text, amounts, cues, is_chinese=zh),
    )


def place(lines: Sequence[Line], mentions: Sequence[Mention]) -> None:
    """Give each line the companies it names."""
    at = 0
    for line in lines:
        start, end = line.sentence.start, line.sentence.end
        while at < len(mentions) and mentions[at].start < end:
            if mentions[at].start >= start:
                one = mentions[at]
                line.mentions.append(Mention(one.company, one.start - start, one.end - start))
            at += 1


def _moved(amount: Amount, by: int) -> Amount:
    return replace(
        amount,
        start=amount.start + by,
        end=amount.end + by,
        qualified_start=amount.qualified_start + by,
        qualified_end=amount.qualified_end + by,
    )


_OWN_DOLLAR = (
    ("AUD", r"(?<![A-Z])A\$|AU\$|ASX|Austral|Sydney|Melbourne|Brisbane|Perth"),
    ("CAD", r"(?<![A-Z])C\$|CA\$|TSX|Canad|Toronto|Vancouver|Montr"),
    ("HKD", r"HK\$|Hong Kong|HKEX"),
    ("SGD", r"(?<![A-Z])S\$|SGX|Singapore"),
    ("NZD", r"NZ\$|NZX|New Zealand|Auckland"),
)
_US_DOLLAR = re.compile(r"US\$|\$US|\bUSD\b|U\.S\. dollars")
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z$])\$\s?\d")
_TAIWAN_WORDS = re.compile(r"上櫃|興櫃|櫃買|竹科|聯貸|民國|金管會|證交所")
_HONG_KONG = re.compile(r"港元|港幣|聯交所|港交所")
_TRADITIONAL, _SIMPLIFIED = re.compile("[億萬]"), re.compile("[亿万]")
_TAIWAN = re.compile(r"新台幣|新臺幣|新台币|台幣|臺幣|NT\$")


def _dollar(text: str) -> str:
    """Return what a bare ``$`` is: the source's own where it marks the US dollar."""
    if _US_DOLLAR.search(text) and _BARE_DOLLAR.search(text):
        counts = {code: len(re.findall(words, text)) for code, words in _OWN_DOLLAR}
        code = max(counts, key=lambda name: counts[name])
        if counts[code]:
            return code
    return "USD"


def _with_own_currency(text: str, amounts: list[Amount]) -> list[Amount]:
    """A bare 元 is the dollar of the place where a text speaks of that and of no renminbi."""
    if re.search("人民[币幣]", text):
        return amounts
    is_traditional = _TRADITIONAL.search(text) and not _SIMPLIFIED.search(text)
    if _TAIWAN.search(text) or (is_traditional and _TAIWAN_WORDS.search(text)):
        code = "TWD"
    elif is_traditional and _HONG_KONG.search(text):
        code = "HKD"
    else:
        return amounts
    return [
        replace(one, currency=code) if one.implicit_currency and one.currency == "CNY" else one
        for one in amounts
    ]
