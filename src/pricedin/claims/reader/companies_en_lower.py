"""Names that begin with a small letter or a digit: elea, dotQ, 11x, q7n, sablo.ai.

Such a word is a name if it stands where English wants a capital, at the head of a sentence, and
does there what a company does: it is the subject of a verb, has an apposition or owns something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pricedin.claims.reader.companies_en_words import KIND, NO_KIND, STOP_FIRST, TITLE, VERBS
from pricedin.claims.reader.layout import Sentence

_TOKEN = r"[a-z0-9][\w+]*(?:-[\w+]+)?(?:\.(?:ai|io|com|co|dev|app|net|org|xyz|tech|health|bio))?"
_HEAD = re.compile(
    r"(?:^(?:[-*•▪·●>]+\s*|\(?\d{1,2}[.)]\s+)?(?:[A-Z][A-Za-z]+:\s+)?|(?<=[a-z%\d)][a-z%\d)][.!?])[\"”’]?\s+)"
    rf"(?P<name>{_TOKEN})"
    r"(?P<next>['’]s\s|,\s+(?:an?|the|which|whose|based|founded|maker|one\s+of|valued|backed)\s|\s+\(|\s+\w+)"
)
# A number with a unit or an ordinal is no name.
_NUMBER = re.compile(
    r"\d[\d.]*(?:k|m|mn|mm|b|bn|tn|th|st|nd|rd|pc|pp|bps|s|am|pm|gb|kg|km|g|h|hr|yr|y|kw|mw|gw|mwh|gwh)?(?:-.*)?"
)
_TIMES = re.compile(r"\d[\d.]*x")
_TOLD_WITH_ARTICLE = (
    r"\b(?:the|an?|its|their|his|her|our|my|this|that|these|those|no|any|some|of)\s+"
)
_ODD = re.compile(r".*(?:\d|[A-Z]|\.[a-z]+$)")
_COMMON = re.compile(
    r".+(?:ing|ly|tion|tions|ment|ments|ity|ities|ness|ers|ists|ies|ants|ents|ees|ed|ship|ance|ence|als)"
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
    for number, line in enumerate(lines):
        if line.is_chinese:
            continue
        text = line.text
        small += text[:1].islower()
        for found in _HEAD.finditer(text):
            name, behind = found["name"], found["next"]
            if not _may_be_name(name) or (behind[0] not in "'’," and _COMMON.fullmatch(name)):
                continue
            verb = behind.strip().casefold()
            if behind[0] in "'’,":
                sure.add(name)
                told[name] += 1
            elif behind.strip() == "(":
                told[name] += 1
            elif verb in VERBS:
                if _TIMES.fullmatch(name) and verb in ("is", "was", "has", "would", "in"):
                    continue
                told[name] += 1
                if number == 0 or _ODD.match(name):
                    sure.add(name)
    if not told or (small > 3 and small * 5 > len(lines) * 2):  # a text that has no capitals at all
        return frozenset(name for name in told if _ODD.match(name) and name in sure)
    return frozenset(name for name in told if _is_used(name, lines, sure=name in sure))


def _may_be_name(name: str) -> bool:
    if len(name) < 2 or _NUMBER.fullmatch(name) or name.startswith(("http", "www")):
        return False
    if name in STOP_FIRST or name in VERBS or name in KIND or name in NO_KIND or name in TITLE:
        return False
    return bool(_ODD.match(name)) or len(name) > 2


def _is_used(name: str, lines: Sequence[Sentence], *, sure: bool) -> bool:
    """Return whether the text uses a word as a name throughout: twice, never with an article."""
    if not _ODD.match(name):
        capital = re.compile(rf"\b{re.escape(name.capitalize())}\b")
        with_article = re.compile(_TOLD_WITH_ARTICLE + re.escape(name) + r"\b(?!\s+(?:team|app)\b)")
        if any(with_article.search(line.text) for line in lines):
            return False
        if not sure and any(capital.search(line.text) for line in lines):
            return False
    count = sum(len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", line.text)) for line in lines)
    return count > 1 or sure
