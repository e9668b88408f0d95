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

from pricedin.claims.reader.companies_en_lower import lower_names
from pricedin.claims.reader.companies_en_words import (
    BREAK,
    CURRENCIES,
    FUNCTION,
    GENERIC,
    KIND,
    MEDIA,
    MONTHS,
    NO_KIND,
    OWNED,
    PLACES,
    RECEIVES,
    SPEECH,
    STOP_FIRST,
    TITLE,
    VERBS,
)
from pricedin.claims.reader.layout import Sentence

_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w&'’.+-]*[\w+]|[A-Z]|\d+[A-Z]\w*|[a-z]{1,2}[A-Z0-9]\w*|[a-z]{3,6}[A-Z]\w*|a16z)"
_LINK = r"(?:\s+(?:&|of|and(?=\s+(?:Company|Co|Sons|Partners)\b)|de|la|van|der|von)\s+|\s+)"
NAME = rf"{_WORD}(?:{_LINK}{_WORD}|\s+\d{{1,3}}(?=\s+(?:Capital|Ventures|Global|Partners)))*"

_INVESTS = re.compile(
    r"\s+(?:also\s+|which\s+|has\s+|have\s+|had\s+|will\s+|would\s+|may\s+|could\s+|is\s+(?:expected\s+)?to\s+|since\s+|"
    r"and\s+[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*\s+)*"
    r"(?:invest(?:s|ed|ing)?\b|led\b|leads\b|lead\b|co-led\b|backs?\b|backed\b(?!\s+by)|participated|took\s+part|"
    r"put\s+in|(?:put|pumped|poured|ploughed|sank|injected|committed)\s+(?:[$€£¥₹]|[A-Z]|\d|(?:up|about|another|a)\b)[^,.;]{0,40}\binto|"
    r"(?:(?:is|are|was|were)\s+)?(?:in\s+(?:advanced\s+|early\s+)?talks|agreed|agrees|plans?|planning|set|looking|considering)\s+(?:to\s+)?(?:back|invest|lead|fund|pour|put|inject|co-lead)(?:ing)?\b|chipped|came\s+in|followed\b|wrote\s+a\s+che|marked\b|provided\b|advanced\b|"
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
    r"\s*(?:\([^()]{1,60}\)\s*)?,\s+(?:an?|the|which|whose|maker|based|headquartered|founded|formed|owner\s+of|makers?\s+of|operator\s+of|developer\s+of|[A-Z]\w+['’]s|"
    r"its\s+(?:[\w'’-]+\s+){0,3}(?:rival|competitor|peer|parent|successor|predecessor)|one\s+of|\d{4}-founded|valued|known|backed|formerly|owned|led|India's|China's|Europe's|now)\b"
)
_LEGAL = re.compile(
    r",?\s+(?:Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Incorporated|GmbH|AG|SA|S\.A|AB|NV|BV|SE|Oy|A/S|ASA|"
    r"SpA|SAS|Sarl|KG|Pte|Pty|Limited|Co)\b\.?(?:\s+Ltd\b\.?)?"
)
_LEGAL_END = re.compile(
    r"(?:\s+Holdings?)?,?\s+(?:Holdings?|Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Incorporated|GmbH|AG|SA|S\.A|AB|NV|BV|SE|Oy|ASA|"
    r"SpA|SAS|Sarl|KG|Pte|Pty|Limited)\.?$"
)
_FORMERLY = re.compile(
    r"(?:\b(?:former(?:ly)?|ex|previous(?:ly)?|late|veterans?|alumni)\b[\w\s'’,-]{0,30}?\b(?:of|at|from|with)|\bex)(?:\s+the)?[\s-]$",
    re.I,
)
_SEEN_BY = re.compile(
    r"(?:seen|reviewed|obtained|reported|compiled|published|provided|cited|audited)\s+by\s+$"
)
_REPORTS = re.compile(
    r"(?:\s+(?:News|newspaper))?\s+(?:(?:has|have)\s+(?:learned|learnt|been\s+told)|(?:first\s+|earlier\s+|also\s+)?(?:reported|reports|wrote|writes)"
    r"(?:\s+(?:that|on|earlier|last|this|first|in|at|citing|[A-Z]\w+day)\b|[.,]|$)|(?:understands|reckons)\b|(?:said|says)\s*[,.]?$)"
)
_MONEY = re.compile(
    r"^[^.;:]{0,48}?(?:[$€£¥₹₩]\s?\d|\b(?:Rs|INR|USD|EUR|GBP|SEK|NOK|DKK|CHF|[A-Z]{1,3}\$)\.?\s?\d|\b\d[\d.,]*\s?(?:million|billion|mn|bn|m|crore|lakh)\b)"
)
_HOLDS_SHARE = re.compile(
    r"\s*,\s+(?:an?|the|its|one\s+of\s+the|both|also|already)\s+(?:[\w'’-]+\s+){0,5}?(?:(?:hedge\s+|pension\s+|growth\s+|venture\s+)?funds?|investors?|owners?|shareholders?|backers?|lenders?|broker|bookrunners?|"
    r"newspaper|magazine|news|adviser|advisor|news\s+agency|law\s+firm|venture\s+firm|buyout\s+\w+|holders?|creditors?|auditor)\b(?!-)"
)
_LEADS_OWN = re.compile(r"^[^,]*\b(?:that|which|for|of|with|backed|by|to|whose)\b")
_PERSON_LIST = re.compile(r"^(?:,|,?\s+and|\s*&)\s+$|^\s*\([^()]*\),?\s*(?:and\s+)?$")
_OWNED_BY = re.compile(
    r",\s+(?:its|the|a|an)\s+(?:[\w'’-]+\s+){0,3}(?:subsidiary|arm|unit|daughter|division)\b"
)
_OBJECT = re.compile(
    r"(?:valu(?:e|es|ed|ing|ation\s+of)|stake\s+in|shares?\s+(?:in|of)|invest(?:ed|ment|ments|s)?\s+in(?:to)?|funding\s+for|"
    r"(?:\b(?:back|fund|finance|acquire|acquired|acquires|acquiring|buy|bought|buying|backed|rescue|rescued|audit|merge\s+with)|"
    r"(?:takeover|acquisition|purchase|owner|backer|maker|future|valuation|accounts|sale|value|worth|marks?|shareholders|investors|creditors|majority|control|half)\s+(?:of|in)|"
    r"(?:money|million|billion|m|bn|mn|crore|equity|capital|cash)\s+(?:more\s+)?into|(?:wrong|works?|worked|jobs|layoffs|lay-offs|employees|workers|insiders|trouble|hole|happening|growth)\s+at|update\s+on|board\s+of|(?:spokes\w+|representatives?|lawyers?|advisers?|close|insiders?)\s+(?:for|to|at)|(?:sold|loaned|lent|debt|facility|line)\s+to)|"
    r"round\s+(?:for|of|in)|loan\s+to|backing|everyone\s+at|team\s+at|(?:founder|CEO|CFO|COO|CTO|head|boss|chief\s+executive|income|revenue|"
    r"loss|profit|sales|customers|users|subscribers|application|prospectus|transcript|interview\s+with)\s+(?:of|to|at)|"
    r"\d\s*(?:%|per\s?cent|percent)\s+of|subsidiary|points?\s+to|\babout|harder\s+for|that\s+in|than|"
    r"(?:largest|biggest|also|next|first|latest|company|issuer|target|name|re|subject|borrower|portfolio)\s*[:=])\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:[-*•▪·●▍▌>]+\s*|(?!(?:19|20)\d\d)(?:[01]\d|2[0-3])[0-5]\d\s+|\(?\d{1,2}[.)]\s+|\(\w\)\s+|\d{1,2}[:.]\d{2}\s+|[A-Z]+\s+\d{1,2}:\d{2}\s+)+"
)
_BY = re.compile(
    r"\b(?:led|headed|backed|joined|followed|owned)\s+by\s+(?:[A-Z][\w.]+['’]s\s+)?$", re.I
)
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
_NOT_AGENTS = frozenset(
    """customer former member partner investor another together however whether earlier later
    sponsor adviser creditor number october november december september quarter order offer
    winter summer monitor larger smaller bigger better faster cheaper higher either under
    director researcher designer lawyer advisor underwriter minister senator novelist
    economist journalist reporter writer mentor tutor doctor consider deliver prefer transfer
    remember discover register enter answer administrator commissioner""".split()
)
_IN = frozenset("in near from outside between around at to via on".split())
_MAY_END_OBJECT = frozenset(
    """in into of for to at on about with by backing subsidiary than back fund finance acquire
    acquired acquires acquiring buy bought buying backed rescue rescued audit valuing values
    valued value""".split()
)
_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w.]+)?(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\(\w|\s+-+\s|\s+—|:\s|,\s+\d)"
)
_OTHER_END = re.compile(
    r"(?:News|Times|Journal|Post|Magazine|Daily|Herald|Globe|Tribune|Gazette|Newspaper|Review|Kurier|"
    r"Zeitung|Wire|Telegraph|Guardian|Observer|Securities|LLP|Exchange|Ministry|Commission|Court|"
    r"Index|Act|Board|University|Institute|Angels|Street|Road|Plan|Note|Programme|Award|Stock|Agreement|"
    r"Committee|Lettre|Echos|Gazette|Insider|Chronicle|Standard|Bulletin|Innovation Fund|Court|Officer|Reserve)$"
)
_SOFT_END = re.compile(
    r"(?:Bank|Growth|Credit|Trust|Foundation|Management|Investments?|Partners|Equity)$"
)
_INVESTOR_END = re.compile(
    r"(?:Capital|Ventures?|Partners|Fund|Funds|Equity|Investments?|Investors?|Bank|Growth|"
    r"Asset Management|Advisors|Advisers|Management|Foundation|Pension|VC|PE|LP|Trust|Endowment|"
    r"Family Office|Accelerator|Opportunities|Family Holdings|Credit|Credit Partners|Sovereign)$"
)
_CONTRACTION = re.compile(r"(?:['’](?:d|re|ll|ve|m|t)|n['’]t)$", re.IGNORECASE)
_CODE = re.compile(
    r"[A-Z]\d?\+?|(?:Series|Round|Item|Form|Fund|Slide)\s.*|[IVX]+|\d+\w?|[A-Za-z]{1,4}-?\d[\d.,-]*[A-Za-z]{0,2}|"
    r"(?:[A-Z]{1,3}\$|[A-Z]{3}USD|USD[A-Z]{3}|EUR[A-Z]{3}|GBP[A-Z]{3})"
)
_PLACED = re.compile(r"\s*(?:\(([A-Z][\w .-]{2,30})(?:,[^)]*)?\)|,\s+([A-Z]\w+),)")
# A text that names anyone at all is about someone: what is enough if there is no better.
_LEAST = 0.0
_SPACED = re.compile(r"\S+")
_NAME = re.compile(rf"(?<![\w$€£@/]){NAME}(?![$€£@])")
_AFTER = re.compile(r"\s+([\w'’&-]+)(?:\s+([\w'’-]+))?")
_LAST = re.compile(r"([\w'’&.-]+?)[,.:]?\s+(?:\"\s*)?$")
_LOWER = re.compile(r"(?<![@./\w-])[a-z]{4,}\b(?!@)")
_DESCRIBED = re.compile(r".*[a-z]-(?:based|[a-z]+ed|born|run|grown|led|built)$")
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
    deal: bool = False  # subject of a verb with an amount behind it
    receives: bool = False  # subject of "raised", "took" and the like, with an amount
    object: bool = False  # what is valued, backed, bought
    aliases: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    start: int
    end: int
    possessive: bool = False
    after_of: bool = False
    of_place: bool = False


def _runs(text: str, small: re.Pattern[str] | None = None) -> Iterator[_Run]:
    for found in small.finditer(text) if small else ():
        yield _Run(
            found["name"],
            found.start("name"),
            found.end(),
            possessive=bool(found["own"]),
            of_place=bool(found["place"]) and _is_place(found["place"]),
        )
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
        for run in _runs(line.text, small):
            name = run.name
            if name in refused:
                continue
            legal = _LEGAL_END.search(name)
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
                _weigh(seen, line.text, run, is_first=number == 0)
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
    if many and re.match(r"\s*\((?:CEO|CTO|CFO|COO|chief|founder|pictured|\d\d\))", after):
        seen.person += 2
        return
    if re.search(
        r"\b(?:CEO|CFO|founder|president|chair(?:man|woman)?|director)\s+(?:is|was)\s+$", before
    ):
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
    comma = before.rstrip(' "“')[-1:] in (",", ":")
    is_kind = last is not None and (last[1][0].islower() or last.start() == 0)
    source = word in _SOURCE_LAST and _SOURCE.search(before)
    paid_by = (word == "by" or word[-2:] in ("'s", "’s")) and _BY.search(before)
    if _REPORTS.match(after) and not _MONEY.match(after) and (comma or not seen.strong):
        seen.spoke = True
        score -= 3 if comma or not _reports_itself(after) else 0
    if word in ("of", "at", "with", "from", "the") and _FORMERLY.search(before):
        seen.score -= 4
        return
    if (
        (word in NO_KIND and not comma)
        or source
        or paid_by
        or (word == "by" and _SEEN_BY.search(before))
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
        seen.object = True
    elif word in ("did", "does", "has", "is", "was", "will", "why", "can", "about"):
        score += 1
    elif word in _IN and not run.of_place:
        score -= 1
    elif word == "and" and re.match(r"\s+(?:have|are|were)\b", after):
        score -= 2
    elif _is_agent(word) and not comma:
        score += 1.5  # "rocket builder Skyforge"
    score += _right(seen, text, run, after)
    if at_start:
        score += _start(text, run, after, lead is not None, seen, is_first=is_first)
    seen.score += score + (2 if is_first and score > 0 else 0)


def _reports_itself(after: str) -> bool:
    """Return whether a reporting verb may be a company's own: "said on Monday" and "reported"."""
    return bool(re.match(r"\s+(?:said|says|wrote\s+in|reported\s+in)", after))


def _is_agent(word: str) -> bool:
    return (
        len(word) > 5
        and word.endswith(("er", "or", "ist", "maker"))
        and word not in FUNCTION
        and word not in TITLE
        and word not in NO_KIND
        and word not in _NOT_AGENTS
    )


def _right(seen: Evidence, text: str, run: _Run, after: str) -> float:
    """Return what the words behind a name say."""
    if run.possessive or (run.name.endswith("s") and after[:2] in ("' ", "’ ")):
        word = _AFTER.match(after if run.possessive else after[1:])
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
    told = _HOLDS_SHARE.match(after)
    if told and not _LEADS_OWN.search(told.group()):
        return -4.0
    if _APPOSITION.match(after):
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
        if _MONEY.match(rest):
            seen.deal = True
            seen.receives |= first in RECEIVES or second in RECEIVES
            return 3.5 if seen.receives else 3.0
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
            return 2.0 if is_first and re.match(r":\s+(?:an?|the)\s+[a-z]", after) else 0.5
        return 3.0
    if bulleted:
        seen.strong = True
        return 2.5
    whole = alone and run.end == len(text.rstrip("."))
    if whole and (run.name.isupper() or is_first or (" " in run.name and text.endswith("."))):
        if " " not in run.name and run.name.isupper():
            return 1.0
        seen.strong = True
        return 2.5
    if _PLACED.match(after) or after.startswith(" ("):
        return 1.5
    return 0.0


def _may_be_company(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _CODE.fullmatch(name) or _OTHER_END.search(name):
        return False
    bare = name.casefold().strip(".,'’")
    if bare in STOP_FIRST or bare in MEDIA or bare in VERBS or bare in CURRENCIES | GENERIC:
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
        if _INVESTOR_END.search(name):
            score -= (1 if sure else 2) if _SOFT_END.search(name) else 5
        if key in short_taken and not (seen.receives and score >= 3):
            score -= 1.5 if seen.strong or score >= 4.5 else 6
        rare = not many and not seen.inside and not sure and seen.count < 2
        seen.score = score
        if score >= (2.25 if rare else 2):
            result[name] = seen
        elif key not in taken and (seen.inside or score > 0) and not _INVESTOR_END.search(name):
            weak.append((-score, seen.first, name))
    if not result and weak and not any(line.is_chinese for line in lines):
        best = min(weak)
        if -best[0] >= _LEAST:
            result[best[2]] = found[best[2]]
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
