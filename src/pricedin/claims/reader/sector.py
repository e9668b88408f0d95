"""Funding of a whole sector, country or market: which one a sentence totals."""

from __future__ import annotations

import re
from functools import lru_cache

from pricedin.claims.reader.places import is_place

_GROUP = (
    r"(?:[Ss]tart-?ups|[Cc]ompanies|[Ss]ector|[Ii]ndustry|[Ff]irms|[Vv]entures|[Ee]cosystem|[Tt]echnology|[Tt]ech|"
    r"[Ff]intechs?|[Bb]iotechs?|[Ii]nsurtechs?|[Hh]ealthtechs?|[Cc]rypto|[Rr]obotics|[Mm]obility|AI|[Ss]oftware|[Ss]pace)"
)
_TOOK = r"(?:raised|attracted|drew|received|took|got|pulled in|mopped up|secured|brought in|collected|landed|garnered|bagged)"
_MONEY = r"(?:US|A|HK|C|S)?[$€£¥₹]|Rs\b|[A-Z]{3}\s?\d"
_PHRASE = r"(?:[A-Z]?[\w'’&-]+\s+){0,4}?"
_EN = (
    # Investors put $2bn into European fintech
    re.compile(
        rf"(?:{_MONEY})[^.;$€£]{{1,24}}?\b(?:in)?to\s+(?:the\s+)?(?P<n>{_PHRASE}{_GROUP})\b(?:\s+(?:in|across)\s+(?:the\s+)?(?P<p>[A-Z]\w+(?:\s+[A-Z]\w+)*))?"
    ),
    # Startups across Southeast Asia drew; Indian start-ups mopped up; Fintech companies attracted
    re.compile(
        rf"(?:^|[:.]\s+)(?:In [^,]{{2,30}},\s+)?(?:The\s+)?(?P<n>{_PHRASE}{_GROUP})(?:\s+(?:in|across)\s+(?:the\s+)?(?P<p>[A-Z]\w+(?:\s+[A-Z]\w+)*))?\s+(?:have\s+|has\s+|together\s+)?{_TOOK}\b"
    ),
    # the total financing in China's AI sector; funding for robotics start-ups
    re.compile(
        rf"\b(?:total|overall|venture|sector|annual|quarterly)\s+(?:venture\s+)?(?:financing|funding|investment|fundraising)\s+(?:in|of|for|to|by|across)\s+(?:the\s+)?(?P<n>(?:[A-Z]?[\w'’&-]+\s+){{0,5}}?(?:{_GROUP}|market)(?:\s+sector)?)\b(?!\s+(?:[a-z-]+\s+){{0,2}}(?:sector|industry|market|space|companies|start-?ups)\b)"
    ),
    re.compile(
        rf"\b(?:financing|funding|investment|fundraising)\s+(?:in|of|for|to|by|across)\s+(?:the\s+)?(?P<n>{_PHRASE}{_GROUP}(?:\s+sector)?)\s+(?:was|rose|fell|grew|reached|hit|totall?ed|came|has|had|dropped|climbed|jumped|slumped)\b"
    ),
)
_MARKET = re.compile(
    r"(?:^|[:.]\s+)(?:In [^,]{2,30},\s+)?(?:[Tt]otal\s+)?(?P<n>(?:[A-Z][\w'’-]+\s+){1,3}(?:venture|start-?up|VC|tech|private|seed)(?:\s+capital)?)\s+(?:funding|investments?|financing|fundraising)\b"
)
_COUNTRY = re.compile(
    rf"(?:^|[:.]\s+)(?P<n>[A-Z]\w+(?:\s+[A-Z]\w+)?)(?:\s+{_TOOK}\b|['’]s\s+(?:total|start-?ups)\b)"
)
_ZH = re.compile(
    r"(?P<n>(?:国内|國內|中国|中國|全球|全国|亚洲|美国|美國|台湾|臺灣|香港|整个|我国)?[\u4e00-\u9fffA-Z]{0,10}?(?:一级市场|一級市場|领域|領域|赛道|賽道|行业|行業|产业|產業|板块|板塊|新创圈|新創圈|创投市场|創投市場|市场))(?:[^,。;]{0,12}?)(?:共|累计|累計|融资|融資|总|總|合计|合計|披露|发生|募|获|獲|吸引)"
)
_LEAD_IN = re.compile(r"^(?:In\s+\d{4},?\s+|The\s+|the\s+|total\s+|本周|本週)+")
_OWN = re.compile(
    r"^(?:its|their|our|his|her|other|these|those|such|all|some|many|few|help|build|fund|support|let|make|buy|expand|sell|serve|back|new|a|an)\b",
    re.I,
)


@lru_cache(maxsize=16)  # asked of one sentence for each of its amounts
def sector_of(text: str, *, is_chinese: bool) -> str:
    """Return the sector whose funding a sentence totals, or nothing.

    Examples
    --------
    >>> sector_of("Investors put $2bn into European fintech in 2023.", is_chinese=False)
    'European fintech'
    >>> sector_of("Chile got $1.5bn, a fall of 44% year on year.", is_chinese=False)
    'Chile'
    >>> sector_of("The fintech raised $20m in funding to help companies pay.", is_chinese=False)
    ''
    >>> sector_of("本周国内一级市场共披露融资42起,总金额约76亿元", is_chinese=True)
    '国内一级市场'
    """
    if is_chinese:
        found = _ZH.search(text)
        return _LEAD_IN.sub("", found["n"].strip()) if found else ""
    for pattern in _EN:
        found = pattern.search(text)
        if found is None:
            continue
        if found.groupdict().get("p"):
            return str(found["p"])
        name = _LEAD_IN.sub("", found["n"].strip())
        if not _OWN.match(name) and name.lower() not in ("fintech", "biotech", "tech", "ai"):
            return re.sub(r"\s+companies$", "", name)
    found = _MARKET.search(text)
    first = re.split(r"['’]s\b|\s", found["n"], maxsplit=1)[0] if found else ""
    if found and (first == "Global" or is_place(first)):
        return str(found["n"])
    found = _COUNTRY.search(text)
    return found["n"] if found and is_place(found["n"]) else ""
