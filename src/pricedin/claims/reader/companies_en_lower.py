"""Names that begin with a small letter or a digit: elea, dotQ, 11x, q7n, sablo.ai.

Such a word is a name if it stands where English wants a capital, at the head of a sentence, and
does there what a company does: it is the subject of a verb, has an apposition or owns something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pricedin.claims.reader.companies_en_words import (
    KIND,
    NO_KIND,
    OWNED,
    SPEECH,
    STOP_FIRST,
    TITLE,
    VERBS,
)
from pricedin.claims.reader.layout import Sentence

_TOKEN = r"[a-z0-9][\w+]*(?:-[\w+]+)?(?:\.(?:ai|io|com|co|dev|app|net|org|xyz|tech|health|bio))?"
_HEAD = re.compile(
    r"(?:^(?P<item>[-*•▪·●>]+\s*|\(?\d{1,2}[.)]\s+|\d{1,2}[.:]?\d{2}\s+)?(?:[A-Z][A-Za-z]+:\s+|[A-Z][^a-z]{2,40}\([^()]*\)\s*[-–—]+\s*)?"
    r"|(?<=[a-z%\d)][a-z%\d)][.!?])[\"”’]?\s+)"
    rf"(?P<name>{_TOKEN})"
    r"(?P<next>['’]s\s|,\s+(?:an?|the|which|whose|based|founded|maker|one\s+of|valued|backed|[A-Z]\w+)\s|\s+\(|[.:]\s"
    r"|\s+(?:\w+ly\s+|also\s+|now\s+|itself\s+|has\s+)?\w+)"
)
_INSIDE = re.compile(
    rf"(?<=[ :=])(?P<name>{_TOKEN})"
    r"(?P<next>,\s+(?:an?|the|which|whose|based|founded|not|known)\s|['’]s\s|\s\(|[.;]?$|\s(?:raised|has|said|is|was|had|at|for)\s)"
)
# Where only the name of a company stands, even inside a sentence.
_PLACE_OF_NAME = re.compile(
    r"(?:\b[A-Z]\w+-(?:based|headquartered)|\b(?:called|named|dubbed)|\b(?:CEO|CFO|COO|CTO|boss|[Ff]ounder|[Cc]hief\s+executive|officer)\s+(?:of|at)"
    r"|[Ss]pokes\w+\s+for|\b(?:[Ee]veryone|team|work(?:s|ed)?)\s+at|\bRe:|\b[Aa]bout:?|\b(?:[Cc]ompany|[Ii]ssuer|[Bb]orrower|[Nn]ame)\s?[:=]"
    r"|\b(?:stake|shares|invest(?:ed|ment|s)?|money)\s+in(?:to)?|\b(?:start-?up|fintech|rival|subsidiary|scale-?up|biotech|neobank|insurtech|maker))\s*$"
)
_PLACE_ENDS = tuple(
    """-based -headquartered called named dubbed of at for to in about About startup start-up
    fintech rival subsidiary scaleup scale-up biotech neobank insurtech maker : =""".split()
)
# A number with a unit or an ordinal is no name.
_NUMBER = re.compile(
    r"\d[\d.]*(?:k|m|mn|mm|b|bn|tn|th|st|nd|rd|pc|pp|bps|s|am|pm|gb|kg|km|g|h|hr|yr|y|kw|mw|gw|mwh|gwh)?(?:-.*)?"
)
_TIMES = re.compile(r"\d[\d.]*x")
_NO_NAMES = STOP_FIRST | VERBS | KIND | NO_KIND | TITLE
_USED = re.compile(
    r"(?P<article>\b(?:the|an?|its|their|his|her|our|my|this|that|these|those|no|any|some)\s+)?"
    r"(?P<word>[\w+]+(?:[.-]\w+)*)(?(article)(?!\s+(?:team|app)\b))"
)
_ODD = re.compile(r".*(?:\d|[A-Z]|\.[a-z]+$)")
_COMMON = re.compile(
    r".+(?:ing|tion|tions|ment|ments|ity|ities|ness|ers|ists|ies|ants|ents|ees|ship|ance|ence|als)"
)


def lower_names(lines: Sequence[Sentence]) -> frozenset[str]:
    """Return the words with a small initial that the sentences use as names.

    Examples
    --------
    >>> from pricedin.claims.reader.layout import sentences
    >>> sorted(lower_names(sentences("elea, a Hamburg start-up, raised €4m. revenue was nil.")))
    ['elea']
    """
    told: Counter[str] = Counter()
    sure: set[str] = set()
    small = 0
    english = [line.text for line in lines if not line.is_chinese]
    for number, text in enumerate(english):
        small += text[:1].islower()
        for name, is_sure in _heads(text, is_first=number == 0):
            told[name] += 1
            if is_sure:
                sure.add(name)
        for found in _INSIDE.finditer(text):
            name = found["name"]
            before = text[max(0, found.start() - 28) : found.start()]
            if (
                name in _NO_NAMES
                or not before.rstrip().endswith(_PLACE_ENDS)
                or not _PLACE_OF_NAME.search(before)
            ):
                continue
            if _may_be_name(name) and not _COMMON.fullmatch(name):
                told[name] += 1
                if found["next"].strip()[:1] in ("'", "’", ",", "("):
                    sure.add(name)
    if not told:
        return frozenset()
    if small > 3 and small * 5 > len(english) * 2:  # a text that has no capitals at all
        return frozenset(name for name in told if _ODD.match(name) and name in sure)
    return _used(told, sure, english)


def _heads(text: str, *, is_first: bool) -> Iterator[tuple[str, bool]]:
    """Yield the words at the heads of sentences that act as names, and whether that is plain."""
    for found in _HEAD.finditer(text):
        name, behind = found["name"], found["next"]
        if name in _NO_NAMES or not _may_be_name(name):
            continue
        if behind[0] in "'’,":
            yield name, True
            continue
        if _COMMON.fullmatch(name):
            continue
        verb = behind.split()[-1].casefold()
        if behind.strip() in ("(", ".", ":"):
            if found["item"] or verb == "(":
                yield name, bool(found["item"])
        elif verb in VERBS or verb in SPEECH or (is_first and (verb in OWNED or verb == "to")):
            yield name, is_first or bool(_ODD.match(name) and not _TIMES.fullmatch(name))


def _used(told: Counter[str], sure: set[str], english: Sequence[str]) -> frozenset[str]:
    """Return the names that the text uses as such throughout: twice, never with an article."""
    count: Counter[str] = Counter()
    refused: set[str] = set()
    for text in english:
        for found in _USED.finditer(text):
            word = found["word"]
            plain = word if word in told else word.casefold()
            if plain not in told:
                continue
            count[plain] += word == plain
            capital = word != plain and plain not in sure and word.istitle()
            if (found["article"] or capital) and not _ODD.match(plain):
                refused.add(plain)
    return frozenset(
        name for name in told if name not in refused and (name in sure or count[name] > 1)
    )


def _may_be_name(name: str) -> bool:
    if len(name) < 2 or name.startswith(("http", "www")):
        return False
    if name.isalpha() and name.islower():
        return len(name) > 2
    return not _NUMBER.fullmatch(name)
