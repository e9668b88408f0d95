"""What stands beside a number and tells what it counts, or that it is no amount at all."""

from __future__ import annotations

import re

PERCENT = re.compile(r"[ \t]?%|(?:[ \t\n]{1,2}|-)?(?:percent|per[ -]cent|pct)(?![A-Za-z])", re.I)
POINTS = re.compile(
    r"(?:[ \n]|-)?(?:percentage[ \n-]points?|%[ -]points?|pp(?:ts?|s)?(?![A-Za-z]))"
    "|个百分点|個百分點|百分点",
    re.I,
)
BASIS_POINTS = re.compile(
    r"(?:[ \n]|-)?(?:basis[ \n-]points?|bps?(?![A-Za-z]))|个?基点|個?基點", re.I
)
MULTIPLE = re.compile(r"[xX×](?![A-Za-z0-9×])|[ \n-]times(?![A-Za-z])|[ -]?fold(?![A-Za-z])|倍")
TENTHS = re.compile(
    "成(?:([一二三四五六七八九])(?=[,。;、)的以左]|\\Z))?(?![立为為功员員长長交熟分就绩績果本人都品型名份像])"
)

PER_SHARE = re.compile(
    r"""[ \t\n]?(?:/|per[ \n-]|a[ \n]|an[ \n]|each[ \n])(?:common[ \n]|ordinary[ \n]
        |equity[ \n]|preferred[ \n])?
        (?:share|ADS|ADR)(?![A-Za-z])|[ \n]apiece(?![A-Za-z])|/股|每股|一股""",
    re.VERBOSE,
)
PER_SHARE_BEFORE = re.compile(r"(?:每股|per[ -]share[ ])[^,。;,0-9]{0,9}\Z")

_ADJECTIVES = """active monthly daily weekly annual paying paid registered enterprise corporate new
    total global worldwide full-time part-time business institutional individual unique retail
    unlisted common ordinary preferred outstanding software global existing loyal more other
    different commercial private public local foreign small large mobile online premium free
    additional fully-diluted subscription subscribed delivery independent industrial electric
    research sales key skilled"""
_NOUNS = """user customer client employee staffer worker engineer subscriber member merchant driver
    store shop outlet restaurant patient student download install order vehicle car robot share
    country market office company startup start-up firm business investor deal transaction account
    developer creator team institution hospital bank farmer household home location site branch
    job position role hire researcher scientist person shareholder stakeholder city unit partner
    supplier seller buyer rider host guest listing property clinic school teacher doctor utility
    brand retailer manufacturer factory plant warehouse center centre station truck scooter bike
    battery satellite drone device machine server chip gpu session visit query message transaction
    trip ride delivery booking passenger flight ticket item product sku patent model app player
    viewer follower fan reader contributor organization organisation consumer borrower lender
    policyholder tenant kitchen farm nurse consultant lawyer analyst salesperson recruiter intern
    founder director fund family ads adss adr contract loan project"""
_IRREGULAR = """people staff personnel headcount men women children companies countries cities
    businesses deliveries batteries properties utilities factories families salespeople queries
    households branches matches"""
_PLURALS = [word + "s" for word in _NOUNS.split()] + _IRREGULAR.split()


_ADJECTIVE_SET = frozenset(_ADJECTIVES.split())
_NOUN_SET = frozenset((*_PLURALS, "person", "strong"))
_NEXT_WORD = re.compile(r"\+?[ \t\n-]{1,2}(?:of )?([A-Za-z]+(?:-[A-Za-z]+)?)")
COUNTED_ZH = re.compile(
    "(?:个|個)(?![月百亿億季工小财財交年])|人次|人|[家名位户戶台辆輛起笔筆款项項座间間次股件单單国國所支只头頭套门門宗]"
    "|用户|用戶|员工|員工|客户|客戶|会员|會員|商户|商戶|门店|門店|企业|企業|机构|機構|城市|平方米|吨|噸"
)
_TIME_UNIT = re.compile(
    r"[ \t\n-]?(?:years?|months?|weeks?|days?|hours?|minutes?)(?![A-Za-z])|[年天周週]|个月|個月"
)

_MONTHS = """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec"""
MONTH_NAMES = frozenset(_MONTHS.split())
_MONTH_NEXT = re.compile(
    rf"(?:st|nd|rd|th)?[ ,.-]{{1,2}}(?:of[ ])?(?:{'|'.join(_MONTHS.split())})(?![a-z])", re.I
)
_LABELS = frozenset(
    """no no. nos. series phase page pages p. pp. item items note notes section sections chapter
    figure fig fig. table article exhibit appendix form rule step tier level version ver. v. vol.
    vol volume issue part class room suite floor web gen generation type grade day week quarter
    fy q rev model route gate line sec. sec art. art iphone windows agenda vision ios android
    chapter schedule annex box track episode season stage gpt claude gemini llama apollo fiscal
    isbn tel fax tel. phone at&t regulation clause paragraph para. zone terminal building block
    unit number question top iso formula""".split()
)
_NEXT_IS_NOISE = re.compile(
    r"""[年月日号號点點时時分秒层層楼樓章节節条條页頁版代级級轮輪期届屆季号路线線](?![元])|[/:][0-9]|-[0-9]
        |[ ]?(?:a\.?m\.?|p\.?m\.?|o'clock)(?![A-Za-z])|(?:st|nd|rd|th)(?![A-Za-z])""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[A-Za-z&.]+\Z")
_LIST_MARK = re.compile(r"[.)、](?=[ \t\n])|\)")


def is_noise(text: str, start: int, end: int, token: str) -> bool:
    """Tell whether a number without unit is a date, a label, a list mark or part of a name."""
    after = text[end : end + 1]
    before = text[start - 1] if start else "\n"
    if before in "第#№@":
        return True
    if before in "/:" and start > 1 and text[start - 2].isalnum():
        return True
    if before == "-" and start > 1 and text[start - 2].isalnum():
        return True
    if is_year(token) or (token[:1] == "0" and len(token) > 1 and token.isdigit()):
        return True
    if (
        after
        and after
        in "年月日号號点點时時分秒层層楼樓章节節条條页頁版代级級轮輪期届屆季路线線/:- apoAPOstnrdth"
    ):
        if _NEXT_IS_NOISE.match(text, end) and not _TIME_UNIT_YEARS.match(text, end):
            return True
    if after in " stnrdth,.-" and len(token) <= 2 and _MONTH_NEXT.match(text, end):
        return True
    if before in "\n(" and _LIST_MARK.match(text, end):
        if before != "(" or start == 1 or text[start - 2] == "\n":
            return True
    if before == " ":
        found = _WORD_BEFORE.search(text, max(0, start - 16), start - 1)
        word = found[0].lower() if found else ""
        if word in _LABELS or (word.rstrip(".") in MONTH_NAMES and len(token) <= 2):
            return True
    return False


_TIME_UNIT_YEARS = re.compile("年(?=[内前后来的以间])")


def is_per_share(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside an amount of money say that it is for one share."""
    if PER_SHARE.match(text, end):
        return True
    return bool(PER_SHARE_BEFORE.search(text, max(0, start - 14), start))


def is_year(token: str) -> bool:
    """Tell whether a token of digits looks like a year of our time."""
    return len(token) == 4 and token.isdigit() and 1990 <= int(token) <= 2035


_PHONE = re.compile(
    r"\+[0-9]{1,3}[ ()-]{1,2}[0-9][0-9 ()-]{6,16}[0-9]|[0-9]{3,4}-[0-9]{3,4}-[0-9]{4}(?![0-9])"
    r"|0[0-9]{2,3}(?:\)[ ]?|[ -])[0-9]{7,8}(?![0-9])"
)


def phone_number(text: str, at: int) -> int | None:
    """Return where the telephone number ends whose digits start at `at`, if there is one."""
    start = at - 1 if at and text[at - 1] == "+" else at
    if start == at and text[at + 3 : at + 4] not in "-) " and text[at + 4 : at + 5] not in "-) ":
        return None
    found = _PHONE.match(text, start)
    return found.end() if found else None


def counted(text: str, at: int) -> str:
    """Return the counted noun or classifier that follows, or an empty string.

    >>> counted("900 monthly active users", 3), counted("900家", 3), counted("18 months", 2)
    ('users', '家', '')
    """
    first = text[at : at + 1]
    if first >= "\u4e00":
        found = COUNTED_ZH.match(text, at)
        return found[0] if found and not _TIME_UNIT.match(text, at) else ""
    if first not in " -\n\t+":
        return ""
    for _ in range(4):
        found = _NEXT_WORD.match(text, at)
        if not found:
            return ""
        word = found[1].lower()
        if word in _NOUN_SET:
            return found[1]
        head = word.split("-")[0]
        if head in _NOUN_SET:
            return found[1][: len(head)]
        if word not in _ADJECTIVE_SET:
            return ""
        at = found.end()
    return ""
