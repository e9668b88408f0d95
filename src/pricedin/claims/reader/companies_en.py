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

from pricedin.claims.reader.layout import Sentence

_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w&'’.+-]*[\w+]|[A-Z]|\d+[A-Z]\w*|[a-z]{1,2}[A-Z0-9]\w*|a16z)"
_LINK = r"(?:\s+(?:&|of|and(?=\s+(?:Company|Co|Sons|Partners)\b)|de|la|van|der|von)\s+|\s+)"
NAME = rf"{_WORD}(?:{_LINK}{_WORD}|\s+\d{{1,3}}(?=\s+(?:Capital|Ventures|Global|Partners)))*"

_FUNCTION = frozenset(
    """a an in on at by for from with to but or as it its this that these those he she they we i
    you his her their our my your if when while after before since until although though because
    so then than there here what which who whose how why where is are was were be been will would
    has have had does did not also only just even now no nor neither either every each any some
    many most all both such about around into onto over under up down off out via per versus vs""".split()
)
_STOP_FIRST = _FUNCTION | frozenset(
    """the and of one two three four five six seven eight nine ten eleven twelve fifteen twenty
    thirty forty fifty sixty ninety hundred half another other others today yesterday tomorrow last
    next new old first second third fourth final according existing earlier previous prior total
    annual revenue revenues sales net gross cash investors investor shareholders founder founders
    chief co-founder chairman chairwoman president director head ceo cfo coo cto mr mrs ms dr sir
    professor analysts people sources two-thirds roughly nearly more less between during despite
    unlike like including excluding without within through however meanwhile still yet instead
    separately asked says said say q question answer series seed round pre-seed pre-series funding
    financing valuation price ipo pre-ipo january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    fy h1 h2 q1 q2 q3 q4 usd eur gbp rmb inr cny jpy hkd us uk eu usa u.s u.k
    chinese indian american british german french japanese korean european asian israeli swedish
    dutch danish swiss italian spanish canadian australian brazilian african latin nordic baltic
    irish scottish russian turkish thai indonesian vietnamese malaysian mexican polish norwegian
    finnish gulf based headquartered established founded ai arr gmv ebitda r&d hq b2b b2c saas api
    terms notes note source table key facts date amount status employees staff users customers loss
    profit debt equity stage sector lead leads participants use proceeds summary highlights press
    release contact media announcement update weekly deals deal roundup letter dear thank thanks
    yours sincerely best regards page figures year years month months week weeks day days quarter
    nine-month once having being rivals rival backers backer holders holder company companies
    shares stock nobody nothing everybody everyone anybody anyone somebody someone something none
    let few several much little good great big small early late long high low true yes ok well
    maybe perhaps indeed finally lastly firstly secondly again almost already always never ever
    often sometimes soon later apart among against across above below behind beyond besides
    beside toward towards throughout whether unless except given compared excl incl plus minus
    bankers banks lenders borrowers buyers sellers workers directors managers executives
    spokespeople spokespersons members subscribers hosts farmers backlog bookings billings
    operations operating total overall average median market markets industry global public
    private internet business financial finance money capital growth net income turnover
    headcount gross margin free please sorry remember correction corrections disclosure
    exits funds global worldwide elsewhere both form item section exhibit fund portfolio similar
    number patents headquarters legal monthly website valuation revenue trend estimated subject
    re from cc bcc team host guest interviewer moderator transcript chart figure published
    updated editor reporter sources exclusive breaking analysis opinion comment rumour rumor
    start-up start-ups startup startups founders venture ventures tech technology health
    information home food media fx coming mio mrd bn mn euro euros gwh mwh twh dollar dollars rupees
    yuan won yen crore lakh pounds margins orders prices costs rates wages demand supply growth
    inflation losses profits assets liabilities loans deposits premiums exports imports output
    production capacity volume volumes traffic downloads installs users visits headlines critics
    regulators lawyers experts observers economists officials insiders supporters parents children
    women men others friends people everyone management staff unions suppliers retailers merchants
    drivers couriers riders patients doctors students teachers players fans readers writers
    renewals retention churn bookings burn runway cheques checks money terms talks papers documents
    filings records accounts statements results reports data research studies surveys polls
    marketing advertising engineering logistics manufacturing trading lending banking insurance
    software hardware cloud energy solar wind retail grocery travel fashion gaming mobility
    active best better worse half most least twice once nearly today's this's due queries complete
    commercial written marked ask walk boring do zero overheard fourth-quarter third-quarter
    second-quarter first-quarter mid-year year-end pre-tax after-tax adjusted statutory diluted""".split()
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday""".split()
)
_PLACES = frozenset(
    """london beijing shanghai shenzhen berlin paris tokyo seoul mumbai bangalore bengaluru delhi
    oslo stockholm amsterdam dublin madrid zurich sydney melbourne toronto boston austin chicago
    seattle houston hangzhou munich vienna copenhagen helsinki lisbon milan rome warsaw prague
    lagos nairobi jakarta manila bangkok dubai chennai pune hyderabad singapore china india japan
    korea germany france israel sweden norway denmark finland spain italy europe asia africa
    america britain england scotland ireland australia canada brazil mexico indonesia vietnam
    thailand nigeria kenya egypt california texas york silicon valley hong kong tel aviv san
    francisco angeles los nasdaq nyse lse asx bse nse sgx hkex kosdaq kospi euronext frankfurt
    gothenburg hamburg cologne lyon barcelona geneva basel brussels antwerp rotterdam utrecht
    manchester cambridge oxford edinburgh glasgow bristol leeds kyoto osaka busan taipei taiwan
    guangzhou chengdu wuhan nanjing suzhou istanbul turkey ankara russia moscow poland ukraine kyiv
    netherlands belgium switzerland austria portugal greece athens malaysia kuala lumpur philippines
    pakistan karachi bangladesh dhaka argentina chile colombia bogota peru lima paulo rio janeiro
    morocco casablanca cairo ghana accra johannesburg cape town saudi arabia riyadh abu dhabi qatar
    doha kuwait emirates massachusetts washington oregon colorado denver florida miami georgia
    atlanta illinois ohio virginia jersey nevada vegas utah arizona phoenix vancouver montreal
    ottawa quebec auckland wellington zealand perth brisbane adelaide queensland malmo tallinn
    estonia latvia riga lithuania vilnius iceland reykjavik luxembourg monaco bermuda cayman mass
    calif southeast northeast northern southern eastern western central republic kingdom united
    states potsdam dusseldorf stuttgart leipzig dresden bonn mannheim eindhoven delft cork halifax
    wales jaipur kolkata ahmedabad gurgaon gurugram noida kochi indore daejeon incheon yokohama
    nagoya fukuoka palo alto park mountain view diego antonio dallas detroit philadelphia
    pittsburgh brooklyn manhattan street""".split()
)
_VERBS = frozenset(
    """has have had is was will would could may might plans plan planned announced raised raises
    raise closed closes closing secured secures completed completes landed lands bagged bags nabbed
    nabs picked filed files valued reported reports posted posts lost loses employs employed serves
    generated booked made makes sells sold runs operates seeks seeking aims expects expected took
    takes received receives signed signs declined denied abandoned weighs mulls eyes nears targets
    turned turns grew wants priced prices lists listed launched launches builds develops provides
    offers confirmed confirms disclosed discloses held holds ended burned burns burnt spent spends
    wins won gets got nets scores snags brings brought attracts attracted obtained borrowed drew let
    hopes intends agreed set sets hits hit passed passes reached reaches counts counted laid cut cuts
    swung narrowed widened doubled tripled saw sees claims tells joins joined earned earns recorded
    records logged achieved crossed crosses needs gained trades traded went goes did does lays
    unveiled unveils finalised finalises finalized finalizes reveals revealed rounds taps tapped
    refinanced refinances values looks returned collected collects began started starts extends
    extended rejects rejected dismissed shelved tumbled sinks sank tops topped grows rushes opens
    begins keeps kept invites originated moved scans pulls pulled topped stood should can must
    exceeded served shipped ships adds added owns owned paid pays put puts used uses now secures
    estimates forecasts promises promised rattles moves averted remains became becomes
    pulls posts clocks clocked mopped disbursed registered enters entered sets averts flies
    fell falls rose rises jumped jumps surged surges dropped drops slumped sheds carries publishes
    published issued issues bought buys merges merging acquires acquired rents lends lent averages
    employs lifted lifts trims trimmed warned warns swings posted halves halved""".split()
)
_SPEECH = frozenset(
    """said says told added wrote writes asks laughs replied adds emails insisted quipped explains
    explained recalled recalls joked noted called argues argued admits admitted will thinks""".split()
)
_INVESTS = re.compile(
    r"\s+(?:also\s+|which\s+|has\s+|have\s+|had\s+|will\s+|would\s+|may\s+|could\s+|is\s+(?:expected\s+)?to\s+|since\s+|"
    r"and\s+[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*\s+)*"
    r"(?:invest(?:s|ed|ing)?\b|led\b|leads\b|lead\b|co-led\b|backs?\b|backed\b(?!\s+by)|participated|took\s+part|"
    r"put\s+in|chipped|came\s+in|followed\b|wrote\s+a\s+che|marked\b|provided\b|advanced\b|"
    r"(?:sold|bought|holds?|owns?|exits?|has)\s+(?:(?:its|the|a|entire|whole|remaining|stake|up|about|around|roughly|\d[\d.]*\s?(?:%|per\s?cent))\s*)*(?:stake|holding|shares\s+in|\d[\d.]*\s?(?:%|per\s?cent)|of\s+[A-Z])|"
    r"moves?\s+up\s+to|acted\s+as|served\s+as|exits?\b|beneficially|is\s+(?:the\s+)?(?:largest|biggest|second|main)|"
    r"is\s+responsible|is\s+writing|as\s+(?:well|the|lead|a\s+new)|alongside|following|joined\b|re-upped|in\s+for\b|in\s+pole|the\s+other\s+\d|(?:is|are|was)\s+advising|advised\b|arranged\b)"
)
_KIND = frozenset(
    """start-up startup company firm maker developer platform unicorn rival competitor group
    business operator lender chain brand app specialist vendor retailer marketplace fintech outfit
    service subsidiary parent arm unit neobank manufacturer builder producer publisher studio
    carrier peer neighbour neighbor exchange scale-up biotech drugmaker carmaker chipmaker grocer
    insurtech edtech enterprise hospital site start-ups designer daughter supplier processor airline
    broadcaster hotel label installer distributor network college school university clinic
    restaurant bakery brewery called named dubbed challenger decacorn conglomerate shipper""".split()
)
_NO_KIND = frozenset(
    """fund funds investor investors backer backers broker house shareholder shareholders owner
    newspaper website magazine agency adviser advisers advisor counsel underwriter bookrunner
    tracker database regulator told investors' daily weekly per watchdog bank insurer exec engineer
    pollster fund-of-funds family financier novelist""".split()
)
_TITLE = frozenset(
    """founder founders co-founder cofounder ceo cfo coo cto president chairman chairwoman chair
    executive officer director partner analyst spokesman spokeswoman spokesperson mr mrs ms dr
    professor brother brothers manager engineer exec angel guest investor rapper singer actor coach
    lawyer economist strategist banker head boss entrepreneur inventor minister senator judge
    secretary ex-ceo couple family colleague""".split()
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
_OWNED = frozenset(
    """revenue revenues valuation loss losses round sales funding financing investors backers
    customers users employees staff founder founders parent headcount cash board shares ipo listing
    chief last latest new series co-founder growth net annual profit deal total figures h1 h2 q1 q2
    q3 q4 present forecast 2025 2024 2023 2022 2021 2020 arr market books""".split()
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
_MEDIA = frozenset(
    """reuters bloomberg cnbc techcrunch axios forbes nikkei caixin handelsblatt entrackr moneycontrol
    36kr latepost calcalist globes dealstreetasia mint wired fortune pitchbook crunchbase dealroom
    tracxn linkedin twitter wechat weibo facebook bbc cnn nasdaq nyse deloitte kpmg pwc ey google
    microsoft kickstarter sofr bundesanzeiger handelsregister kosdaq sec fda esop brent bund""".split()
)
_CONTRACTION = re.compile(r"(?:['’](?:d|re|ll|ve|m|t)|n['’]t)$", re.IGNORECASE)
_CODE = re.compile(
    r"[A-Z]\d?\+?|(?:Series|Round|Item|Form|Fund|Slide)\s.*|[IVX]+|\d+\w?|[A-Za-z]{1,4}-?\d[\d-]*[A-Za-z]?|"
    r"(?:[A-Z]{1,3}\$|[A-Z]{3}USD|USD[A-Z]{3}|EUR[A-Z]{3}|GBP[A-Z]{3})"
)
# Words at which a run of capitals falls apart: in headlines verbs are capitals as well, and
# tickers join a name to what is counted.
_BREAK = (
    (_FUNCTION - {"all", "most", "every", "each", "up", "here", "not", "even", "only"})
    | (_VERBS - {"lands", "trades", "files", "taps", "eyes", "offers", "records"})
    | _MONTHS
    | frozenset(
        """h1 h2 q1 q2 q3 q4 fy ipo spac ceo cfo coo cto eur usd gbp sek chf nok dkk jpy inr rs ngn
        cad aud hk s$ us u.s chief executive officer chairman chairwoman founder co-founder president
        staff shares stock employees workers losses loss profit revenue investors valuation round
        funding layoffs bid series seed ebitda arr raising raises pre-series pre-ipo the and
        correction update correction""".split()
    )
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
    while words and (
        words[-1].casefold().strip(".,") in _MONTHS or words[-1] in ("&", "of", "and")
    ):
        words.pop()
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        if all(word.casefold() in _PLACES for word in words[at + 1 :]):
            words = words[:at]
    return " ".join(words).strip(" .,;:'’")


def _is_first_only(word: str) -> bool:
    bare = word.casefold().strip(".,'’")
    if re.search(r"['’]s$", bare):
        return bare[:-2] in _PLACES or bare[:-2] in _STOP_FIRST
    return bare in _STOP_FIRST


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
        yield from _pieces(found.group(), found.start())


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
            (bare in _BREAK and (held or bare in _FUNCTION or word != word.upper()))
            or (("'" in word or "’" in word) and _CONTRACTION.search(word))
            or (bare in _STOP_FIRST and not held)
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
    return all(w in _PLACES or w in _STOP_FIRST for w in name.casefold().replace(".", " ").split())


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
    if (word in _TITLE and (many or word in ("mr", "ms", "mrs", "dr"))) or word.startswith(
        "co-found"
    ):
        seen.person += 2
        return
    if many and (_TITLE_AFTER.match(after) and not run.possessive):
        seen.person += 2
        return
    speech = _AFTER.match(after)
    if (speech and speech[1] in _SPEECH) or word in ("says", "laughs", "asks", "by", "adds"):
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
        word in _NO_KIND
        or source
        or paid_by
        or (word in _NO_KIND_LAST and _NO_KIND_TWO.search(before))
    ):
        score -= 4
    elif (word in _KIND and is_kind) or word.endswith("-based"):
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
        owned = word and (word[1].casefold() in _OWNED or (word[2] or "").casefold() in _OWNED)
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
    if first in _VERBS or (
        (first.endswith("ly") or first in ("also", "itself", "then", "today")) and second in _VERBS
    ):
        return 2.0
    if first in _SPEECH or (
        first == "to" and second in ("carve", "list", "cut", "raise", "sell", "buy", "shed", "lay")
    ):
        return 1.5
    if first in _OWNED:
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
    if bare in _STOP_FIRST or bare in _MEDIA or bare in _VERBS:
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
