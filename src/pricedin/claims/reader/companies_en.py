"""Names of companies in English text, by the places where a company stands.

A name is a run of capitals. Each time it occurs, the words beside it speak for a company (the
subject of a verb of business, an apposition, the word "start-up" before it, a legal ending) or
for something else (a title before a person, "told" before a newspaper, "in" before a town). What
is said over the whole text is added up, so that one odd sentence decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pricedin.claims.reader.companies_en_lower import lower_names
from pricedin.claims.reader.companies_en_runs import is_place, runs
from pricedin.claims.reader.companies_en_signs import Evidence, weigh
from pricedin.claims.reader.companies_en_words import (
    CURRENCIES,
    GENERIC,
    MEDIA,
    NAMEABLE_INSIDE,
    STOP_FIRST,
    VERBS,
)
from pricedin.claims.reader.layout import Sentence

_LEGAL_END = re.compile(
    r"(?:\s+Holdings?)?,?\s+(?:Holdings?|Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Incorporated|GmbH|AG|SA|S\.A|AB|NV|BV|SE|Oy|ASA|"
    r"SpA|SAS|Sarl|KG|Pte|Pty|Limited)\.?$"
)
_NO_NAMES = STOP_FIRST | MEDIA | VERBS | CURRENCIES | GENERIC
_OTHER_END = (
    "News",
    "Times",
    "Journal",
    "Post",
    "Magazine",
    "Daily",
    "Herald",
    "Globe",
    "Tribune",
    "Gazette",
    "Newspaper",
    "Review",
    "Kurier",
    "Zeitung",
    "Wire",
    "Telegraph",
    "Guardian",
    "Observer",
    "Securities",
    "LLP",
    "Exchange",
    "Ministry",
    "Commission",
    "Court",
    "Index",
    "Act",
    "Board",
    "University",
    "Institute",
    "Angels",
    "Street",
    "Road",
    "Plan",
    "Note",
    "Programme",
    "Award",
    "Stock",
    "Agreement",
    "Committee",
    "Lettre",
    "Echos",
    "Gazette",
    "Insider",
    "Chronicle",
    "Standard",
    "Bulletin",
    "Innovation Fund",
    "Court",
    "Officer",
    "Reserve",
)
_SOFT_END = (
    "Bank",
    "Growth",
    "Credit",
    "Trust",
    "Foundation",
    "Management",
    "Investment",
    "Investments",
    "Partners",
    "Equity",
)
_INVESTOR_END = (
    "Capital",
    "Venture",
    "Ventures",
    "Partners",
    "Fund",
    "Funds",
    "Equity",
    "Investment",
    "Investments",
    "Investor",
    "Investors",
    "Bank",
    "Growth",
    "Asset Management",
    "Advisors",
    "Advisers",
    "Management",
    "Foundation",
    "Pension",
    "VC",
    "PE",
    "LP",
    "Trust",
    "Endowment",
    "Family Office",
    "Accelerator",
    "Opportunities",
    "Family Holdings",
    "Credit",
    "Credit Partners",
    "Sovereign",
)
_CODE = re.compile(
    r"[A-Z]\d?\+?|(?:Series|Round|Item|Form|Fund|Slide)\s.*|[IVX]+|\d+\w?|(?:[A-Z]{1,4}|[a-z]{1,4}|[A-Z][a-z]{1,2})-?\d[\d.,-]*[A-Za-z]{0,2}|"
    r"(?:[A-Z]{1,3}\$|[A-Z]{3}USD|USD[A-Z]{3}|EUR[A-Z]{3}|GBP[A-Z]{3})"
)
# A text that names anyone at all is about someone: what is enough if there is no better.
_LEAST = 0.0
_LOWER = re.compile(r"(?<![@./\w-])[a-z]{4,}\b(?!@)")
_COMMON_END = re.compile(
    r".+(?:ing|ly|tion|tions|ment|ments|ity|ities|ness|ers|ors|als|sts|ies|ants|ents|ees)$"
)


def evidence(lines: Sequence[Sentence]) -> dict[str, Evidence]:
    """Return what the English sentences of a text say of each name they hold.

    Evidence for a name is gathered until it is plain, so a long text costs no more per name.
    """
    found: dict[str, Evidence] = {}
    refused: set[str] = set()
    brands = lower_names(lines)
    small = None
    if brands:
        words = "|".join(re.escape(one) for one in sorted(brands, key=len, reverse=True))
        small = re.compile(
            rf"(?:\b(?P<place>[A-Z]\w+)['’]s\s+)?(?<![\w@/.-])(?P<name>{words})(?P<own>['’]s)?(?!\w)"
        )
    column, others = -1, frozenset[int]()
    for number, line in enumerate(lines):
        if line.is_chinese:
            continue
        rows = line.text.count("|") + line.text.count("\t") > 1
        if not rows:
            column = -1
        elif (head := _header(line.text)) is not None:
            column, others = head
            continue
        before_it = (0, 0.0, False)
        for run in runs(line.text, small):
            name = run.name
            if name in refused:
                continue
            legal = _LEGAL_END.search(name) if " " in name else None
            full = name
            if legal and legal.start() > 1:
                name = name[: legal.start()]
            seen = found.get(name)
            if seen is None:
                if name not in brands and not _may_be_company(name):
                    refused.add(run.name)
                    continue
                seen = found[name] = Evidence()
                seen.first = line.start + run.start
            seen.count += 1
            if legal:
                plain = "Holding" in legal.group() and len(legal.group().split()) == 1
                seen.legal |= not plain
                seen.strong |= not plain
                seen.score += 1 if plain else 3
                seen.aliases.add(full)
            if rows and column >= 0:
                cell = len(re.findall(r"[|\t]", line.text[: run.start]))
                if cell == column:
                    seen.score += 4
                    seen.strong = True
                elif cell in others:
                    seen.score -= 3
            elif seen.count <= 8:
                said, person = weigh(
                    seen, line.text, run, is_first=number == 0, before_it=before_it
                )
                before_it = (run.end, said, person)
    return found


_COMPANY_HEAD = re.compile(
    r"(?:the\s+)?(?:portfolio\s+)?(?:compan(?:y|ies)|issuer|borrower|start-?ups?|name|firm|business|target)(?:\s+name)?",
    re.I,
)
_OTHER_HEAD = re.compile(
    r".*\b(?:investors?|leads?|led by|backers?|lenders?|buyer|home|city|country|based|sector)\b.*",
    re.I,
)


def _header(text: str) -> tuple[int, frozenset[int]] | None:
    """Return which column of a table names companies, and which hold other names."""
    cells = [cell.strip(" *_:") for cell in re.split(r"[|\t]", text)]
    at = next((n for n, cell in enumerate(cells) if _COMPANY_HEAD.fullmatch(cell)), None)
    if at is None:
        return None
    return at, frozenset(n for n, cell in enumerate(cells) if _OTHER_HEAD.fullmatch(cell))


def _may_be_company(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _CODE.fullmatch(name) or name.endswith(_OTHER_END):
        return False
    bare = name.casefold().strip(".,'’")
    if bare in _NO_NAMES or bare.partition(" ")[0] in MEDIA:
        return False
    return not (is_place(name) or name.startswith(("The ", "http", "www")))


def english_names(
    lines: Sequence[Sentence], taken: set[str]
) -> tuple[dict[str, Evidence], set[str]]:
    """Return the names that the text treats as companies, and every run of capitals it holds.

    Parameters
    ----------
    lines : sentences of the text; Chinese ones are passed over
    taken : casefolded names of investors

    Examples
    --------
    >>> from pricedin.claims.reader.layout import sentences
    >>> sorted(english_names(sentences("German fintech Zinnwald raised €5m from Ebor Angels."), set())[0])
    ['Zinnwald']
    """
    found = evidence(lines)
    if not found:
        return {}, set()
    _join_first_words(found)
    lower = {word for line in lines if not line.is_chinese for word in _LOWER.findall(line.text)}
    people = _people(found)
    funds = {*taken, *(name.casefold() for name in found if name.endswith(_INVESTOR_END))}
    short_taken = taken | {
        " ".join(name.split()[:length]) for name in funds for length in range(1, len(name.split()))
    }
    result: dict[str, Evidence] = {}
    weak: list[tuple[float, int, str]] = []
    for name, seen in found.items():
        key, many = name.casefold(), " " in name
        if (
            name in people
            or seen.places > 1
            or (seen.speaker > 1 and seen.speaker * 2 >= seen.count)
        ):
            continue
        sure = seen.strong or ((seen.deal or seen.object) and seen.score >= 3)
        if not many and name[0].isupper():
            common = key in lower and not (seen.inside and sure)
            if common or (not seen.inside and not seen.strong and _COMMON_END.match(key)):
                continue
        score = seen.score + min(seen.count - 1, 4) * 0.75
        short = found.get(name.split()[0]) if many else None
        if short is not None and short.first > seen.first and name.split()[0] not in people:
            score += max(short.score, 0)  # the full name comes once, the short one after it
        if name.endswith(_INVESTOR_END):
            score -= (1 if sure else 2) if name.endswith(_SOFT_END) else 5
        if key in short_taken and not (seen.receives and score >= 3):
            score -= 1.5 if seen.strong or score >= 4.5 else 6
        rare = not many and not seen.inside and not sure and seen.count < 2
        seen.score = score
        if score >= (2.25 if rare else 2):
            result[name] = seen
        elif key not in taken and (seen.inside or score > 0) and not name.endswith(_INVESTOR_END):
            weak.append((-score, seen.first, name))
    if not result and weak and not any(line.is_chinese for line in lines):
        best = min(weak)
        if -best[0] >= _LEAST:
            result[best[2]] = found[best[2]]
    return result, set(found)


def _join_first_words(found: dict[str, Evidence]) -> None:
    """Give "Harvest" at the head of a sentence to the "First Harvest" told inside another."""
    for name in [name for name in found if " " in name]:
        first, rest = name.split(maxsplit=1)
        short = found.get(rest)
        if short is not None and first.casefold() in NAMEABLE_INSIDE:
            found[name].score += short.score
            found[name].count += short.count
            found[name].first = min(found[name].first, short.first)
            del found[rest]


def _people(found: dict[str, Evidence]) -> set[str]:
    people: set[str] = set()
    for name, seen in found.items():
        words = name.split()
        if len(words) < 2:
            if seen.person:
                people.add(name)
            continue
        last, first = found.get(words[-1]), found.get(words[0])
        known = last is not None and first is None
        spoke = seen.spoke or (last is not None and last.spoke)
        if not seen.strong and (seen.person or (known and spoke)):
            people.update((name, words[-1]))
    last_names = {name.split()[-1].casefold() for name in people}
    people.update(name for name in found if name.isupper() and name.casefold() in last_names)
    return people


__all__ = ["Evidence", "english_names"]
