"""Funding of a whole sector, country or market: which one a sentence totals."""

from __future__ import annotations

import re

_FUNDED = (
    r"(?:raised|attracted|drew|received|took|got|pulled in|secured|put|brought in|saw|had|was|were|"
    r"rose|fell|grew|dropped|climbed|reached|hit|totall?ed|came to|slipped|jumped|slumped|declined)"
)
_KIND = (
    r"(?:[Ss]tart-?ups|companies|sector|industry|firms|ventures|market|ecosystem|space|[Tt]echnology|[Tt]ech|"
    r"[Ff]intechs?|[Bb]iotechs?|[Ii]nsurtechs?|[Hh]ealthtechs?|[Cc]ryptos?|robotics|AI|software|mobility|biotech|deep ?tech)"
)
_SECTOR_EN = (
    re.compile(
        rf"\b(?:into|in|by|to|for|among|of|across)\s+(?:the\s+)?(?P<n>(?:[\w'’&-]+\s+){{0,4}}?{_KIND})\b(?![-\w])"
    ),
    re.compile(
        rf"^(?:\W*In\b[^,]{{3,30}},\s+)?(?:[Tt]he\s+)?(?P<n>(?:[\w'’&-]+\s+){{0,4}}?{_KIND})\s+(?:\w+\s+)?{_FUNDED}\b"
    ),
)
_TOTAL_EN = re.compile(
    r"\b(?:deals|rounds|funding|investment|investors|financing|fundraising|venture|transactions)\b",
    re.I,
)
_SECTOR_ZH = re.compile(
    r"(?P<n>(?:国内|國內|中国|中國|全球|全国|亚洲|美国|美國|台湾|臺灣|香港|本周|本週|整个|我国)?[\u4e00-\u9fffA-Z]{0,10}?(?:一级市场|一級市場|领域|領域|赛道|賽道|行业|行業|产业|產業|板块|板塊|新创圈|新創圈|创投市场|創投市場|市场))(?:[^,。;]{0,12}?)(?:共|累计|累計|融资|融資|总|總|合计|合計|披露|发生|募|获|獲|吸引)"
)
_LEAD_IN = re.compile(r"^(?:In\s+\d{4},?\s+|The\s+|the\s+|total\s+|本周|本週)+")


def sector_of(text: str, *, is_chinese: bool) -> str:
    """Return the sector whose funding a sentence totals, or nothing.

    Examples
    --------
    >>> sector_of("Investors put $2bn into European fintech in 2023.", is_chinese=False)
    'European fintech'
    >>> sector_of("本周国内一级市场共披露融资42起,总金额约76亿元", is_chinese=True)
    '国内一级市场'
    """
    if is_chinese:
        found = _SECTOR_ZH.search(text)
    else:
        found = _TOTAL_EN.search(text) and next(
            (one for one in (pattern.search(text) for pattern in _SECTOR_EN) if one), None
        )
    return _LEAD_IN.sub("", found["n"].strip()) if found else ""
