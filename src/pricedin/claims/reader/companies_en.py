"""Names of companies in English text, by the places where a company stands.

A name is a run of capitals. Each time it occurs, the words beside it speak for a company (the
subject of a verb of business, an apposition, the word "start-up" before it, a legal ending) or
for something else (a title before a person, "told" before a newspaper, "in" before a town). What
is said over the whole text is added up, so that one odd sentence decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pricedin.claims.reader.companies_en_words import (
    BREAK,
    FUNCTION,
    KIND,
    MEDIA,
    MONTHS,
    NO_KIND,
    OWNED,
    PLACES,
    SPEECH,
    STOP_FIRST,
    TITLE,
    VERBS,
)
from pricedin.claims.reader.layout import Sentence

_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w&'’.+-]*[\w+]|[A-Z]|\d+[A-Z]\w*|[a-z]{1,2}[A-Z0-9]\w*|a16z)"
_LINK = r"(?:\s+(?:&|of|and(?=\s+(?:Company|Co|Sons|Partners)\b)|de|la|van|der|von)\s+|\s+)"
NAME = rf"{_WORD}(?:{_LINK}{_WORD}|\s+\d{{1,3}}(?=\s+(?:Capital|Ventures|Global|Partners)))*"

_INVESTS = re.compile(
    r"\s+(?:also\s+|which\s+|has\s+|have\s+|had\s+|will\s+|would\s+|may\s+|could\s+|is\s+(?:expected\s+)?to\s+|since\s+|"
    r"and\s+[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*\s+)*"
    r"(?:invest(?:s|ed|ing)?\b|led\b|leads\b|lead\b|co-led\b|backs?\b|backed\b(?!\s+by)|participated|took\s+part|"
    r"put\s+in|chipped|came\s+in|followed\b|wrote\s+a\s+che|marked\b|provided\b|advanced\b|"
    r"(?:sold|bought|holds?|owns?|exits?|has)\s+(?:(?:its|the|a|entire|whole|remaining|stake|up|about|around|roughly|\d[\d.]*\s?(?:%|per\s?cent))\s*)*(?:stake|holding|shares\s+in|\d[\d.]*\s?(?:%|per\s?cent)|of\s+[A-Z])|"
    r"moves?\s+up\s+to|acted\s+as|served\s+as|exits?\b|beneficially|is\s+(?:the\s+)?(?:largest|biggest|second|main)|"
    r"is\s+responsible|is\s+writing|as\s+(?:well|the|lead|a\s+new)|alongside|following|joined\b|re-upped|in\s+for\b|in\s+pole|the\s+other\s+\d|(?:is|are|was)\s+advising|advised\b|arranged\b)"
)
_TITLE_AFTER = re.compile(
    r",?\s+(?:\(\d+\),?\s*|\d{2},\s+)?(?:(?:the|its|a|an|our|their|whose|and)\s+)?(?:[\w'’-]+\s+){0,2}?"
    r"(?:[Ff]ounder|[Cc]o-founder|CEO|CFO|COO|CTO|[Cc]hief\b|[Pp]resident|[Cc]hair(?:man|woman)?\b|[Pp]artner\b|[Aa]nalyst|"
    r"[Dd]irector|[Ss]pokes|managing|[Hh]ead\s+of|general\s+partner)"
)
_APPOSITION = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*)?,\s+(?:an?|the|which|whose|maker|based|headquartered|founded|formed|"
    r"one\s+of|\d{4}-founded|valued|known|backed|formerly|owned|led|India's|China's|Europe's|now)\b"
)
_LEGAL = re.compile(
    r",?\s+(?:Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Incorporated|GmbH|AG|SA|S\.A|AB|NV|BV|SE|Oy|A/S|ASA|"
    r"SpA|SAS|Sarl|KG|Pte|Pty|Limited|Co)\b\.?(?:\s+Ltd\b\.?)?"
)
_LEGAL_END = re.compile(
    r",?\s+(?:Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Incorporated|GmbH|AG|SA|S\.A|AB|NV|BV|SE|Oy|ASA|"
    r"SpA|SAS|Sarl|KG|Pte|Pty|Limited)\.?$"
)
_OWNED_BY = re.compile(
    r",\s+(?:its|the|a|an)\s+(?:[\w'’-]+\s+){0,3}(?:subsidiary|arm|unit|daughter|division)\b"
)
_OBJECT = re.compile(
    r"(?:valu(?:e|es|ed|ing|ation\s+of)|stake\s+in|shares?\s+(?:in|of)|invest(?:ed|ment|ments|s)?\s+in(?:to)?|funding\s+for|"
    r"round\s+(?:for|of|in)|loan\s+to|backing|everyone\s+at|team\s+at|(?:founder|CEO|CFO|COO|CTO|head|boss|chief\s+executive|income|revenue|"
    r"loss|profit|sales|customers|users|subscribers|application|prospectus|transcript|interview\s+with)\s+(?:of|to|at)|"
    r"\d\s*(?:%|per\s?cent|percent)\s+of|subsidiary|points?\s+to|harder\s+for|that\s+in|than|"
    r"(?:largest|biggest|also|next|first|latest|company|issuer|target|name|re|subject|borrower|portfolio)\s*[:=])\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:[-*•▪·●▍▌>]+\s*|\(?\d{1,2}[.)]\s+|\(\w\)\s+|\d{1,2}[:.]\d{2}\s+|[A-Z]+\s+\d{1,2}:\d{2}\s+)+"
)
_BY = re.compile(r"\b(?:led|headed|backed|joined|followed|owned)\s+by\s+(?:[A-Z][\w.]+['’]s\s+)?$")
_SOURCE_LAST = frozenset("to told per quoting citing the".split())
_NO_KIND_LAST = frozenset(
    "platform provider firm company group house service venue tracker shop".split()
)
_SOURCE = re.compile(
    r"(?:according\s+to|told|per|quoting|citing|by\s+the|in\s+the|on\s+the)\s+$", re.IGNORECASE
)
_NO_KIND_TWO = re.compile(
    r"\b(?:data|research|trading|law|venture|investment|private\s+equity|polling|consulting|analytics|audit(?:ing)?|buyout)\s+"
    r"(?:platform|provider|firm|company|group|house|service|venue|tracker|shop)\s+$"
)
_IN = frozenset("in near from outside between around of at to via".split())
_MAY_END_OBJECT = frozenset("in into of for to at with by backing subsidiary than".split())
_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w.]+)?(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\(\w|\s+-+\s|\s+—|:\s|,\s+\d)"
)
_OTHER_END = re.compile(
    r"(?:News|Times|Journal|Post|Magazine|Daily|Herald|Globe|Tribune|Gazette|Newspaper|Review|Kurier|"
    r"Zeitung|Wire|Telegraph|Guardian|Observer|Securities|LLP|Exchange|Ministry|Commission|Court|"
    r"Index|Act|Board|University|Institute|Angels|Street|Road|Plan|Note|Programme|Award)$"
)
_INVESTOR_END = re.compile(
    r"(?:Capital|Ventures?|Partners|Fund|Funds|Equity|Investments?|Investors?|Bank|Growth|"
    r"Asset Management|Advisors|Advisers|Management|Foundation|Pension|VC|PE|LP|Trust|Endowment|"
    r"Family Office|Accelerator|Opportunities|Family Holdings|Credit|Credit Partners|Sovereign)$"
)
_CONTRACTION = re.compile(r"(?:['’](?:d|re|ll|ve|m|t)|n['’]t)$", re.IGNORECASE)
_CODE = re.compile(
    r"[A-Z]\d?\+?|(?:Series|Round|Item|Form|Fund|Slide)\s.*|[IVX]+|\d+\w?|[A-Za-z]{1,4}-?\d[\d-]*[A-Za-z]?|"
    r"(?:[A-Z]{1,3}\$|[A-Z]{3}USD|USD[A-Z]{3}|EUR[A-Z]{3}|GBP[A-Z]{3})"
)
_PLACED = re.compile(r"\s*(?:\(([A-Z][\w .-]{2,30})(?:,[^)]*)?\)|,\s+([A-Z]\w+),)")
_SPACED = re.compile(r"\S+")
_NAME = re.compile(rf"(?<![\w$€£@/]){NAME}(?![$€£@])")
_AFTER = re.compile(r"\s+([\w'’&-]+)(?:\s+([\w'’-]+))?")
_LAST = re.compile(r"([\w'’&.-]+?)[,.:]?\s+(?:\"\s*)?$")
_LOWER = re.compile(r"(?<![@./\w-])[a-z]{4,}\b(?!@)")
_DESCRIBED = re.compile(r".*-(?:based|focused|backed|owned|listed|born|founded)$")
_COMMON_END = re.compile(
    r".+(?:ing|ly|tion|tions|ment|ments|ity|ities|ness|ers|ors|als|sts|ies|ants|ents|ees)$"
)


def trimmed(name: str) -> str:
    """Return a run of capitals without what belongs to the sentence and not to the name.

    Examples
    --------
    >>> trimmed("The Barangay Pay of Manila")
    'Barangay Pay'
    >>> trimmed("Tokyo's Hoshino Mutual")
    'Hoshino Mutual'
    """
    words = re.sub(r"(?:'s|’s)$", "", name.strip(" .,;:'’-")).split()
    while words and _is_first_only(words[0]):
        words.pop(0)
    while words and (words[-1].casefold().strip(".,") in MONTHS or words[-1] in ("&", "of", "and")):
        words.pop()
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        if all(word.casefold() in PLACES for word in words[at + 1 :]):
            words = words[:at]
    return " ".join(words).strip(" .,;:'’")


def _is_first_only(word: str) -> bool:
    bare = word.casefold().strip(".,'’")
    if re.search(r"['’]s$", bare):
        return bare[:-2] in PLACES or bare[:-2] in STOP_FIRST
    return bare in STOP_FIRST


@dataclass(slots=True)
class Evidence:
    """What a text says of one run of capitals."""

    score: float = 0.0
    count: int = 0
    strong: bool = False
    person: int = 0
    inside: int = 0  # times it stood inside a sentence, where a capital means a name
    spoke: bool = False
    legal: bool = False
    owned: bool = False  # told as a subsidiary
    first: int = 1 << 60
    speaker: int = 0
    places: int = 0
    aliases: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    start: int
    end: int
    possessive: bool = False
    after_of: bool = False
    of_place: bool = False


def _runs(text: str) -> Iterator[_Run]:
    for found in _NAME.finditer(text):
        run = found.group()
        if run.isalpha():  # one word, by far the most common case
            bare = run.casefold()
            if bare not in STOP_FIRST and (bare not in BREAK or run.isupper()):
                yield _Run(run, found.start(), found.end())
        else:
            yield from _pieces(run, found.start())


def _pieces(run: str, offset: int) -> Iterator[_Run]:
    """Cut one run of capitals at verbs, possessives and "of"."""
    words = [
        (one.group(), offset + one.start(), offset + one.end()) for one in _SPACED.finditer(run)
    ]
    held: list[tuple[str, int, int]] = []
    after_of = after_place = False
    for word, start, end in words:
        bare = word.casefold().strip(".,'’")
        possessive = bare[-2:] in ("'s", "’s")
        if word == "of" and held:
            yield _closed(held, False, after_of, after_place)
            held, after_of, after_place = [], True, False
        elif possessive:
            held.append((word[:-2] if word[-2:] in ("'s", "’s") else word, start, end))
            one = _closed(held, True, after_of, after_place)
            held, after_of = [], False
            after_place = bool(one.name) and _is_place(one.name)
            yield one
        elif (
            (bare in BREAK and (held or bare in FUNCTION or word != word.upper()))
            or (("'" in word or "’" in word) and _CONTRACTION.search(word))
            or (bare in STOP_FIRST and not held)
            or ("-" in bare and _DESCRIBED.match(bare))
        ):
            if held:
                yield _closed(held, False, after_of, after_place)
            held, after_of, after_place = [], False, False
        else:
            held.append((word, start, end))
    if held:
        yield _closed(held, False, after_of, after_place)


def _closed(
    held: list[tuple[str, int, int]], possessive: bool, after_of: bool, after_place: bool
) -> _Run:
    while held and held[-1][0] in ("&", "and"):
        held = held[:-1]
    if not held:
        return _Run("", 0, 0)
    name = " ".join(word for word, _, _ in held).strip(" .,;:'’")
    return _Run(name, held[0][1], held[-1][2], possessive, after_of, after_place)


def _is_place(name: str) -> bool:
    return all(w in PLACES or w in STOP_FIRST for w in name.casefold().replace(".", " ").split())


def evidence(lines: Sequence[Sentence]) -> dict[str, Evidence]:
    """Return what the English sentences of a text say of each name they hold.

    Evidence for a name is gathered until it is plain, so a long text costs no more per name.
    """
    found: dict[str, Evidence] = {}
    refused: set[str] = set()
    for number, line in enumerate(lines):
        if line.is_chinese:
            continue
        for run in _runs(line.text):
            name = run.name
            if name in refused:
                continue
            legal = _LEGAL_END.search(name)
            full = name
            if legal and legal.start() > 1:
                name = name[: legal.start()]
            seen = found.get(name)
            if seen is None:
                if not _may_be_company(name):
                    refused.add(run.name)
                    continue
                seen = found[name] = Evidence()
                seen.first = line.start + run.start
            seen.count += 1
            if legal:
                seen.legal = seen.strong = True
                seen.score += 3
                seen.aliases.add(full)
            if seen.count <= 8:
                _weigh(seen, line.text, run, is_first=number == 0)
    return found


def _weigh(seen: Evidence, text: str, run: _Run, *, is_first: bool) -> None:
    """Add what one occurrence says."""
    before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 90]
    lead = _BULLET.fullmatch(before) if run.start < 40 else None
    at_start = run.start == 0 or lead is not None
    many = " " in run.name
    last = _LAST.search(before)
    word = last[1].casefold() if last else ""
    if not at_start and not before.endswith(('"', "“", ". ", ": ")):
        seen.inside += 1
    if (word in TITLE and (many or word in ("mr", "ms", "mrs", "dr"))) or word.startswith(
        "co-found"
    ):
        seen.person += 2
        return
    if many and (_TITLE_AFTER.match(after) and not run.possessive):
        seen.person += 2
        return
    speech = _AFTER.match(after)
    if (speech and speech[1] in SPEECH) or word in ("says", "laughs", "asks", "by", "adds"):
        seen.spoke = True
    if at_start and _DATELINE.match(after) and run.name.isupper() and not lead and "(" in after[:3]:
        seen.places += 2
        return
    if at_start and not lead and re.match(r",\s+(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)", after):
        seen.places += 2
        return
    score = 0.0
    is_kind = last is not None and (last[1][0].islower() or last.start() == 0)
    source = word in _SOURCE_LAST and _SOURCE.search(before)
    paid_by = (word == "by" or word[-2:] in ("'s", "’s")) and _BY.search(before)
    if (
        word in NO_KIND
        or source
        or paid_by
        or (word in _NO_KIND_LAST and _NO_KIND_TWO.search(before))
    ):
        score -= 4
    elif (word in KIND and is_kind) or word.endswith("-based"):
        seen.strong = True
        score += 3
        seen.owned |= word in ("subsidiary", "daughter", "arm", "unit")
    elif run.of_place or (run.after_of and not _is_place(run.name)):
        score += 2.5
    if (word in _MAY_END_OBJECT or before[-2:-1] in (":", "=") or before[-1:] in (":", "=")) and (
        _OBJECT.search(before)
    ):
        score += 2.5
    elif word in ("did", "does", "has", "is", "was", "will", "why", "can", "about"):
        score += 1
    elif word in _IN and not run.of_place:
        score -= 1
    score += _right(seen, text, run, after)
    if at_start:
        score += _start(text, run, after, lead is not None, seen, is_first=is_first)
    seen.score += score + (2 if is_first and score > 0 else 0)


def _right(seen: Evidence, text: str, run: _Run, after: str) -> float:
    """Return what the words behind a name say."""
    if run.possessive:
        word = _AFTER.match(after)
        owned = word and (word[1].casefold() in OWNED or (word[2] or "").casefold() in OWNED)
        return 2.0 if owned else 0.8
    if _INVESTS.match(after):
        return -3.0
    if _OWNED_BY.match(after):
        seen.strong = seen.owned = True
        return 3.0
    if _LEGAL.match(after):
        seen.strong = seen.legal = True
        return 3.0
    if re.match(r",\s+which\s+(?:put|wrote|led|backed|invested|holds?|owns)\b", after):
        return -3.0
    if _APPOSITION.match(after):
        if re.search(
            r"^[^.]{0,60}\b(?:hedge fund|fund|investor|venture firm|buyout|newspaper)\b", after
        ):
            return -4.0
        if " " in run.name or not text.startswith(run.name):
            seen.strong = True
            return 3.0
        return 2.5
    rest = after
    bracket = re.match(r"\s*\([^()]{1,60}\)", after)
    if bracket:
        rest = after[bracket.end() :]
    word = _AFTER.match(rest.removeprefix(","))
    if not word:
        return 0.0
    first, second = word[1].casefold(), (word[2] or "").casefold()
    if first in VERBS or (
        (first.endswith("ly") or first in ("also", "itself", "then", "today")) and second in VERBS
    ):
        return 2.0
    if first in SPEECH or (
        first == "to" and second in ("carve", "list", "cut", "raise", "sell", "buy", "shed", "lay")
    ):
        return 1.5
    if first in OWNED:
        return 1.5
    return 0.0


def _start(
    text: str, run: _Run, after: str, bulleted: bool, seen: Evidence, *, is_first: bool
) -> float:
    """Return what standing at the head of a line says."""
    alone = after.strip(" .:") == ""
    if after.startswith(":"):
        if not bulleted:
            seen.speaker += 1
            return 0.5
        return 3.0
    if bulleted:
        seen.strong = True
        return 2.5
    whole = alone and run.end == len(text.rstrip("."))
    if whole and (run.name.isupper() or is_first or (" " in run.name and text.endswith("."))):
        seen.strong = True
        return 2.5
    if _PLACED.match(after) or after.startswith(" ("):
        return 1.5
    return 0.0


def _may_be_company(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _CODE.fullmatch(name) or _OTHER_END.search(name):
        return False
    bare = name.casefold().strip(".,'’")
    if bare in STOP_FIRST or bare in MEDIA or bare in VERBS:
        return False
    return not (_is_place(name) or name.startswith(("The ", "http", "www")))


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
    lower = {word for line in lines if not line.is_chinese for word in _LOWER.findall(line.text)}
    people = _people(found)
    funds = {*taken, *(name.casefold() for name in found if _INVESTOR_END.search(name))}
    short_taken = taken | {name.split()[0] for name in funds if " " in name}
    result: dict[str, Evidence] = {}
    for name, seen in found.items():
        key, many = name.casefold(), " " in name
        if (
            name in people
            or seen.places > 1
            or (seen.speaker > 1 and seen.speaker * 2 >= seen.count)
        ):
            continue
        if not many and (
            key in lower or (not seen.inside and not seen.strong and _COMMON_END.match(key))
        ):
            continue
        score = seen.score + min(seen.count - 1, 4) * 0.75
        short = found.get(name.split()[0]) if many else None
        if short is not None and short.first > seen.first and name.split()[0] not in people:
            score += max(short.score, 0)  # the full name comes once, the short one after it
        if _INVESTOR_END.search(name):
            score -= 5
        if key in short_taken:
            score -= 1.5 if seen.strong or score >= 4.5 else 6
        rare = not many and not seen.inside and not seen.strong and seen.count < 2
        if score >= (2.25 if rare else 2):
            seen.score = score
            result[name] = seen
    return result, set(found)


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


__all__ = ["NAME", "Evidence", "english_names", "trimmed"]
