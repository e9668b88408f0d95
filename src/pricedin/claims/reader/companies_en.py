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
    NAMEABLE,
    NAMEABLE_INSIDE,
    NO_KIND,
    OWNED,
    PLACES,
    RECEIVES,
    RELATIVES,
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
    r"\s+(?:also\s+|now\s+|still\s+|already\s+|together\s+|which\s+|has\s+|have\s+|had\s+|will\s+|would\s+|may\s+|could\s+|is\s+(?:expected\s+)?to\s+|since\s+|"
    r"and\s+[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*\s+)*"
    r"(?:invest(?:s|ed|ing)?\b|led\b|leads\b|lead\b|co-led\b|backs?\b|backed\b(?!\s+by)|participated|took\s+part|"
    r"put\s+in|(?:put|pumped|poured|ploughed|sank|injected|committed)\s+(?:[$€£¥₹]|[A-Z]|\d|(?:up|about|another|a)\b)[^,.;]{0,40}\binto|"
    r"(?:(?:is|are|was|were)\s+)?(?:in\s+(?:advanced\s+|early\s+)?talks|agreed|agrees|plans?|planning|set|looking|considering)\s+(?:to\s+)?(?:back|invest|lead|fund|pour|put|inject|co-lead)(?:ing)?\b|(?:itself\s+)?puts?\s+up|(?:has|have|is|are|was|were)\s+(?:been\s+)?(?:hired|appointed|retained|mandated|lined\s+up|brought\s+in|picked\s+to\s+advise|working\s+on\s+the)|(?:is|was)\s+(?:also\s+)?the\s+(?:buyer|seller|only\s+buyer|lead|sole\s+\w+)\b|chipped|took\s+(?:the\s+rest|half|part)|subscribed|did\s+(?:its|their)\s+pro|split\b|came\s+in|followed\b|wrote\s+a\s+che|marked\b|provided\b|advanced\b|"
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
    r"\s*,\s+(?:an?|the|its|one\s+of\s+the|both|also|already)\s+(?:[\w'’-]+\s+){0,5}?(?:(?:hedge\s+|pension\s+|growth\s+|venture\s+)?funds?|investors?|owners?|shareholders?|backers?|(?:main|biggest|largest|senior)\s+(?:lender|creditor)s?|broker|bookrunners?|"
    r"newspaper|magazine|news|adviser|advisor|news\s+agency|law\s+firm|venture\s+firm|buyout\s+\w+|holders?|creditors?|auditor|largest|biggest|fund\s+manager|family\s+office)\b(?![-'’])"
)
_LEADS_OWN = re.compile(r"^[^,]*\b(?:that|which|for|of|with|backed|by|to|whose)\b")
_JOINED = re.compile(r"\s*(?:\([^()]{1,40}\))?(?:,|,?\s+and|,?\s+or|\s+&|,?\s+as\s+well\s+as)\s+")
_OFFICE_IS = re.compile(
    r"\b(?:CEO|CFO|founder|president|chair(?:man|woman)?|director)\s+(?:is|was)\s+$", re.I
)
_AGE_OR_OFFICE = re.compile(r"\s*\((?:CEO|CTO|CFO|COO|chief|founder|pictured|\d\d\))|,\s+\d\d,\s")
_A_PERSON = re.compile(
    r",\s+(?:an?|the|its|their|who)\s+(?:(?:[\w'’-]+\s+){0,4}?(?:executive|engineer|lawyer|banker|entrepreneur|"
    r"doctor|professor|economist|scientist|physicist|chemist|consultant|programmer|journalist|surgeon|nurse|farmer|"
    r"heir|veteran|graduate|man|woman|father|mother|brother|sister)\b|who\b)|,\s+(?:formerly|previously|late)\s+(?:of|at|with|head|chief|the)\b|,\s+who\b"
)
_RUNS = re.compile(
    r"\s+(?:runs|founded|co-founded|heads|chairs|manages|leads|started)\s+(?:[A-Z]|the\s+(?:company|firm|business))"
)
_WHICH_INVESTS = re.compile(
    r",\s+which\s+(?:also\s+|has\s+|had\s+|together\s+|already\s+)?(?:put|wrote|led|backed|backs|invest(?:s|ed)|holds?|owns|split|bought|participated|joined)\b"
)
_FILED_WITH = re.compile(
    r"\b(?:filings?|filed|registered|registry|listed)\s+(?:with|at|to|on)\s+(?:[A-Z]\w+['’]s\s+)?$"
)
_HEAD_OF = re.compile(
    r"\b(?:CEO|CFO|COO|CTO|[Oo]fficer|[Ff]ounder|[Dd]irector|[Pp]resident|[Cc]hair\w*|[Hh]ead|[Bb]oard|[Ss]hares|[Oo]wners?|[Ii]nvestors|[Mm]aker|[Vv]aluation|[Aa]cquisition|[Tt]akeover|[Pp]rospectus|[Rr]eport|[Aa]ccounts|[Uu]sers|[Cc]ustomers)\s+of\s+$"
)
_PREPOSITIONS = frozenset("from with in of by for to at than near on under between via".split())
_BEFORE_THE = re.compile(
    r"\b(?:from|with|in|of|by|for|to|at|than|near|under|between|via)\s+the\s+$"
)
_FORMERLY_LAST = frozenset("of at with from the ex".split())
_PLANS = frozenset("carve list cut raise sell buy shed lay float go launch open merge join".split())
_OWNED_BY = re.compile(
    r",\s+(?:its|the|a|an)\s+(?:[\w'’-]+\s+){0,3}(?:subsidiary|arm|unit|daughter|division)\b"
)
_OBJECT = re.compile(
    r"(?:valu(?:e|es|ed|ing|ation\s+of)|stake\s+in|shares?\s+(?:in|of)|invest(?:ed|ment|ments|s)?\s+in(?:to)?|funding\s+for|"
    r"(?:\b(?:back|fund|finance|acquire|acquired|acquires|acquiring|buy|bought|buying|backed|carr(?:ies|ied|y)|rescue|rescued|audit|merge\s+with)|"
    r"(?:takeover|acquisition|purchase|owner|backer|maker|future|valuation|accounts|sale|value|worth|marks?|shareholders|investors|creditors|majority|control|half)\s+(?:of|in)|"
    r"(?:money|million|billion|m|bn|mn|crore|equity|capital|cash)\s+(?:more\s+)?into|(?:wrong|happened|happening|next|works?|worked|jobs|layoffs|lay-offs|employees|workers|insiders|trouble|hole|growth)\s+(?:at|to|with)|update\s+on|board\s+of|(?:spokes\w+|representatives?|lawyers?|advisers?|close|insiders?)\s+(?:for|to|at)|(?:loaned|lent|facility|line)\s+to)|"
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
_NO_NAMES = STOP_FIRST | MEDIA | VERBS | CURRENCIES | GENERIC
_IN = frozenset("in near from outside between around at to via on".split())
_MAY_END_OBJECT = frozenset(
    """in into of for to at on about with by backing subsidiary than back fund finance acquire
    acquired acquires acquiring buy bought buying backed rescue rescued audit valuing values
    valued value carry carries carried""".split()
)
_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w.]+)?(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\(\w|\s+-+\s|\s+—|:\s|,\s+\d)"
)
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
_CONTRACTION = re.compile(r"(?:['’](?:d|re|ll|ve|m|t)|n['’]t)$", re.IGNORECASE)
_CODE = re.compile(
    r"[A-Z]\d?\+?|(?:Series|Round|Item|Form|Fund|Slide)\s.*|[IVX]+|\d+\w?|[A-Za-z]{1,4}-?\d[\d.,-]*[A-Za-z]{0,2}|"
    r"(?:[A-Z]{1,3}\$|[A-Z]{3}USD|USD[A-Z]{3}|EUR[A-Z]{3}|GBP[A-Z]{3})"
)
_DASHED = re.compile(r"\s+[-–—|]+\s+[a-z]")
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
            yield from _pieces(run, found.start(), text)


def _begins_name(words: list[tuple[str, int, int]], number: int, text: str) -> bool:
    """Return whether a common word begins a name: "Solar Foundry", "from Beyond Meadow"."""
    word, start, _ = words[number]
    bare = word.casefold()
    if bare not in NAMEABLE and bare not in NAMEABLE_INSIDE:
        return False
    if number + 1 >= len(words) or not word.istitle():
        return False
    following = words[number + 1][0]
    ahead = following.casefold().strip(".,'’")
    if not following[:1].isupper() or ahead in BREAK or ahead in STOP_FIRST or ahead in KIND:
        return False
    return bare in NAMEABLE or (
        start > 1 and text[start - 2 : start].isspace() is False and text[start - 2].isalnum()
    )


def _pieces(run: str, offset: int, text: str) -> Iterator[_Run]:
    """Cut one run of capitals at verbs, possessives and "of"."""
    words = [
        (one.group(), offset + one.start(), offset + one.end()) for one in _SPACED.finditer(run)
    ]
    held: list[tuple[str, int, int]] = []
    after_of = after_place = False
    for number, (word, start, end) in enumerate(words):
        bare = word.casefold().strip(".,'’")
        possessive = bare[-2:] in ("'s", "’s")
        if word == "of" and held:
            yield _closed(held, False, after_of, after_place)
            held, after_of, after_place = [], True, False
        elif possessive:
            held.append((word[:-2], start, end))
            one = _closed(held, True, after_of, after_place)
            held, after_of = [], False
            after_place = _is_place(one.name) and any(
                part in PLACES for part in one.name.casefold().replace(".", " ").split()
            )
            yield one
        elif (
            (bare in BREAK and (held or bare in FUNCTION or word != word.upper()))
            or (("'" in word or "’" in word) and _CONTRACTION.search(word))
            or (bare in STOP_FIRST and not held and not _begins_name(words, number, text))
            or ("-" in bare and _DESCRIBED.match(word))
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
        before_it = (0, 0.0, False)
        for run in _runs(line.text, small):
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
                said, person = _weigh(
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


def _weigh(
    seen: Evidence, text: str, run: _Run, *, is_first: bool, before_it: tuple[int, float, bool]
) -> tuple[float, bool]:
    """Add what one occurrence says; return the score and whether it was told as a person.

    `before_it` is the end of the name before it in the sentence and what was found of that one:
    what is said of the first of "A, B and C" holds for all.
    """
    before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 90]
    lead = _BULLET.fullmatch(before) if run.start < 40 else None
    at_start = run.start == 0 or lead is not None
    many = " " in run.name
    last = _LAST.search(before)
    word = last[1].casefold() if last else ""
    if not at_start and not before.endswith(('"', "“", ". ", ": ")):
        seen.inside += 1
    joined = before_it[0] and _JOINED.fullmatch(text, before_it[0], run.start)
    if _is_person(run, word, before, after) or (joined and before_it[2] and many):
        seen.person += 2
        return 0.0, many
    speech = _AFTER.match(after)
    if (speech and speech[1] in SPEECH) or word in ("says", "laughs", "asks", "by", "adds"):
        seen.spoke = True
    if at_start and not lead and _is_dateline(run, after):
        seen.places += 2
        return 0.0, False
    if word in _FORMERLY_LAST and _FORMERLY.search(before):
        seen.score -= 4
        return -4.0, False
    comma = before.rstrip(' "“')[-1:] in (",", ":")
    governed = not comma and (
        word in _PREPOSITIONS or (word == "the" and bool(_BEFORE_THE.search(before)))
    )
    score = _left(seen, run, word, last, before, after, comma=comma)
    score += _right(seen, text, run, after, governed=governed)
    if at_start:
        score += _start(text, run, after, lead is not None, seen, is_first=is_first)
    if joined and before_it[1] < 0:
        score += max(before_it[1], -3.0) * 0.7
    score += 2 if is_first and score > 0 else 0
    seen.score += score
    return score, False


def _is_person(run: _Run, word: str, before: str, after: str) -> bool:
    many = " " in run.name
    if word in RELATIVES or word.startswith("co-found"):
        return True
    if word in TITLE and (many or word in ("mr", "ms", "mrs", "dr")):
        return True
    if word in ("is", "was") and _OFFICE_IS.search(before):
        return True
    if not many or run.possessive:
        return False
    if after[:1] == "," or after[:2] == " (":
        return bool(
            _TITLE_AFTER.match(after) or _AGE_OR_OFFICE.match(after) or _A_PERSON.match(after)
        )
    return bool(_TITLE_AFTER.match(after) or _RUNS.match(after))


def _is_dateline(run: _Run, after: str) -> bool:
    if run.name.isupper() and "(" in after[:3] and _DATELINE.match(after):
        return True
    return after[:1] == "," and bool(re.match(r",\s+(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)", after))


def _left(
    seen: Evidence,
    run: _Run,
    word: str,
    last: re.Match[str] | None,
    before: str,
    after: str,
    *,
    comma: bool,
) -> float:
    """Return what the words before a name say."""
    score = 0.0
    is_kind = last is not None and (last[1][0].islower() or last.start() == 0)
    if after[:1] in " ." and (comma or not seen.strong) and _REPORTS.match(after):
        seen.spoke = True
        itself = not comma and _reports_itself(after)
        score -= 0 if itself or _MONEY.match(after) else 3
    if (
        (word in NO_KIND and not comma)
        or (word in _SOURCE_LAST and _SOURCE.search(before))
        or ((word == "by" or word[-2:] in ("'s", "’s")) and _BY.search(before))
        or (word == "by" and _SEEN_BY.search(before))
        or (word[-2:] in ("'s", "’s", "th") and _FILED_WITH.search(before))
        or (word in _NO_KIND_LAST and _NO_KIND_TWO.search(before))
    ):
        return score - 4
    if (word in KIND and is_kind) or word.endswith(("-based", "-headquartered")):
        seen.strong = True
        score += 3
        seen.owned |= word in ("subsidiary", "daughter", "arm", "unit")
    elif run.of_place or (run.after_of and not _is_place(run.name) and _HEAD_OF.search(before)):
        score += 2.5
    if (word in _MAY_END_OBJECT or before[-2:-1] in (":", "=") or before[-1:] in (":", "=")) and (
        _OBJECT.search(before)
    ):
        seen.object = True
        return score + 2.5
    if word in ("did", "does", "has", "is", "was", "will", "why", "can", "about"):
        return score + 1
    if word in _IN and not run.of_place:
        return score - 1
    if word == "and" and re.match(r"\s+(?:have|are|were)\b", after):
        return score - 2
    if not comma and _is_agent(word):
        return score + 1.5  # "rocket builder Skyforge"
    return score


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


def _right(seen: Evidence, text: str, run: _Run, after: str, *, governed: bool) -> float:
    """Return what the words behind a name say.

    A verb behind a `governed` name, one that follows a preposition, has another subject.
    """
    if run.possessive or (run.name.endswith("s") and after[:2] in ("' ", "’ ")):
        word = _AFTER.match(after if run.possessive else after[1:])
        owned = word and (word[1].casefold() in OWNED or (word[2] or "").casefold() in OWNED)
        return 2.0 if owned else 0.8
    rest = after
    if after[:2] == " (":
        bracket = re.match(r"\s*\([^()]{1,60}\)", after)
        if bracket:
            rest = after[bracket.end() :]
    if rest[:1] == ",":
        beside = _appositive(seen, text, run, after, rest)
        if beside is not None:
            return beside
        rest = rest[1:]
    elif rest[:1] == " " and _LEGAL.match(rest):
        seen.strong = seen.legal = True
        return 3.0
    word = _AFTER.match(rest)
    if not word:
        return 0.0
    if _INVESTS.match(rest):
        return -3.0
    first, second = word[1].casefold(), (word[2] or "").casefold()
    if first in VERBS or (
        (first.endswith("ly") or first in ("also", "itself", "then", "today")) and second in VERBS
    ):
        if governed:
            return 0.5
        if _MONEY.match(rest):
            seen.deal = True
            seen.receives |= first in RECEIVES or second in RECEIVES
            return 3.5 if seen.receives else 3.0
        return 2.0
    if first in SPEECH or (first == "to" and second in _PLANS):
        return 0.5 if governed else 1.5
    if first in OWNED:
        return 1.5
    return 0.0


def _appositive(seen: Evidence, text: str, run: _Run, after: str, rest: str) -> float | None:
    """Return what a phrase between commas says, or nothing if there is none."""
    if _OWNED_BY.match(rest):
        seen.strong = seen.owned = True
        return 3.0
    if _LEGAL.match(rest):
        seen.strong = seen.legal = True
        return 3.0
    if _WHICH_INVESTS.match(rest):
        return -3.0
    told = _HOLDS_SHARE.match(rest)
    if told and not _LEADS_OWN.search(told.group()):
        return -4.0
    if _APPOSITION.match(after):
        if " " in run.name or not text.startswith(run.name):
            seen.strong = True
            return 3.0
        return 2.5
    return None


def _start(
    text: str, run: _Run, after: str, bulleted: bool, seen: Evidence, *, is_first: bool
) -> float:
    """Return what standing at the head of a line says."""
    alone = after.strip(" .:") == ""
    if after.startswith(":"):
        if not bulleted:
            seen.speaker += 1
            if " " in run.name and not run.name.isupper() and _MONEY.match(after[1:]):
                return 2.5
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
    if is_first and not run.name.isupper() and _DASHED.match(after):
        return 2.5
    if _PLACED.match(after) or after.startswith(" ("):
        return 1.5
    return 0.0


def _may_be_company(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _CODE.fullmatch(name) or name.endswith(_OTHER_END):
        return False
    bare = name.casefold().strip(".,'’")
    if bare in _NO_NAMES or bare.partition(" ")[0] in MEDIA:
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


__all__ = ["NAME", "Evidence", "english_names", "trimmed"]
