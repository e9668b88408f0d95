"""What the words beside a name say: that it is a company, or a person, a paper, a fund, a town.

Each sign adds to or takes from a score; signs are places in the sentence (the subject of a verb with
an amount behind it, an apposition, what is valued or backed) rather than words of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pricedin.claims.reader.companies_en_runs import Run, is_place
from pricedin.claims.reader.companies_en_words import (
    FUNCTION,
    KIND,
    NO_KIND,
    OWNED,
    RECEIVES,
    RELATIVES,
    SPEECH,
    TITLE,
    VERBS,
)

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
_IN = frozenset("in near from outside between around at to via on".split())
_MAY_END_OBJECT = frozenset(
    """in into of for to at on about with by backing subsidiary than back fund finance acquire
    acquired acquires acquiring buy bought buying backed rescue rescued audit valuing values
    valued value carry carries carried""".split()
)
_DATELINE = re.compile(
    r"(?:,\s+[A-Z][\w.]+)?(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s+\(\w|\s+-+\s|\s+—|:\s|,\s+\d)"
)
_DASHED = re.compile(r"\s+[-–—|]+\s+[a-z]")
_PLACED = re.compile(r"\s*(?:\(([A-Z][\w .-]{2,30})(?:,[^)]*)?\)|,\s+([A-Z]\w+),)")
_AFTER = re.compile(r"\s+([\w'’&-]+)(?:\s+([\w'’-]+))?")
_LAST = re.compile(r"([\w'’&.-]+?)[,.:]?\s+(?:\"\s*)?$")


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


def weigh(
    seen: Evidence, text: str, run: Run, *, is_first: bool, before_it: tuple[int, float, bool]
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


def _is_person(run: Run, word: str, before: str, after: str) -> bool:
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


def _is_dateline(run: Run, after: str) -> bool:
    if run.name.isupper() and "(" in after[:3] and _DATELINE.match(after):
        return True
    return after[:1] == "," and bool(re.match(r",\s+(?:\d|[A-Z][a-z]{2,8}\.?\s+\d)", after))


def _left(
    seen: Evidence,
    run: Run,
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
    elif run.of_place or (run.after_of and not is_place(run.name) and _HEAD_OF.search(before)):
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


def _right(seen: Evidence, text: str, run: Run, after: str, *, governed: bool) -> float:
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


def _appositive(seen: Evidence, text: str, run: Run, after: str, rest: str) -> float | None:
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
    text: str, run: Run, after: str, bulleted: bool, seen: Evidence, *, is_first: bool
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
