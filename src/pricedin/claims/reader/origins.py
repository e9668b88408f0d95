"""Who is cited for what a sentence tells: a relay is known as a relay only if this is read."""

from __future__ import annotations

import re

_OUTLET = (
    r"(?:(?:[Tt]he|[Ll]es|[Dd]ie|[Ll]a|[Ll]e)\s+)?[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|of|and))*"
)
_TOLD = r"(?:report(?:ed|s)|wrote|writes|said|says|learned|put|noted|cited)"
_EN = (
    re.compile(
        rf"\baccording to (?:a |an )?(?:report|article|story|analysis|data|figures|estimates?)?\s*(?:in|by|from|of)?\s*(?P<n>{_OUTLET})"
    ),
    re.compile(rf"\b(?:first )?reported (?:earlier |first )?by (?P<n>{_OUTLET})"),
    re.compile(
        rf"\b(?:citing|cited by|quoting|quoted by|told|as seen by|seen by|heard by)\s+(?P<n>{_OUTLET})"
    ),
    re.compile(rf"(?:^|[,;]\s+)(?P<n>{_OUTLET})\s+(?:first |has |had |also )*report(?:ed|s)\b"),
    re.compile(
        r"(?P<n>(?:(?:The|Les|Die)\s+)?(?:[A-Z][\w&.'’-]*\s+){0,3}(?:News|Times|Journal|Post|Daily|Information|Magazin|Magazine|Globe|Echos|Insider|Tribune|Herald|Review|Bloomberg|Reuters|CNBC|TechCrunch|Axios|PitchBook|Crunchbase|Dealroom|Forbes|Handelsblatt|Entrackr|Moneycontrol|Mint|Caixin|LatePost|Nikkei|36Kr))\s+(?:first |has |had |also )*"
        + _TOLD
        + r"\b"
    ),
)
_ZH = (
    re.compile(r"据《(?P<n>[^》]{2,12})》|據《(?P<m>[^》]{2,12})》"),
    re.compile(
        r"(?:据|據|援引)(?P<n>[\u4e00-\u9fffA-Za-z0-9 ]{2,14}?)(?:\d{1,2}月\d{1,2}日)?(?:的)?(?:报道|報道|報導|消息|获悉|獲悉|引述|援引|披露|数据|數據|统计|統計|了解|称|稱|独家)"
    ),
    re.compile(r"《(?P<n>[^》]{2,12})》(?:的)?(?:报道|報道|報導|称|稱|写道|獲悉|获悉|引述|此前)"),
    re.compile(
        r"(?:^|[,。;:])(?P<n>[\u4e00-\u9fffA-Za-z0-9]{2,8}?)(?:获悉|獲悉|独家获悉|引述|援引)"
    ),
)
_NOBODY = re.compile(
    r"^(?:the\s+)?(?:companys?|people|persons?|sources?|it|he|she|they|we|i|a|an|its|his|her|those|these|both|one|two|media|reports?|who|spokes\w+|founder|ceo|chief|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|^(?:外媒|媒体|媒體|知情|消息|市场|市場|业内|業內|了解|悉|公司|此|该|該|记者|記者|本报|本報|我们|接近|多家|有关|公开|其)",
    re.I,
)


def origin_of(text: str, *, is_chinese: bool, companies: frozenset[str] = frozenset()) -> str:
    """Return whom a sentence cites for what it tells, or nothing.

    Unnamed people are no origin, nor is a company that speaks of itself.

    Examples
    --------
    >>> origin_of("Ostrel is worth $2bn, CNBC reported on Monday.", is_chinese=False)
    'CNBC'
    >>> origin_of("据晚点报道,该公司估值20亿元", is_chinese=True)
    '晚点'
    >>> origin_of("The company said it raised $2m.", is_chinese=False)
    ''
    """
    for pattern in _ZH if is_chinese else _EN:
        for found in pattern.finditer(text):
            name = next((one for one in found.groups() if one), "").strip(" ,.")
            if len(name) > 1 and not _NOBODY.match(name) and name not in companies:
                return name
    return ""
