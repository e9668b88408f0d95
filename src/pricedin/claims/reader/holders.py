"""Who holds a share of a company's equity, and whether they already do."""

from __future__ import annotations

import re

from pricedin.claims.claim import Status
from pricedin.claims.reader.companies import trimmed

_NAME = r"[A-Z][\w&'’.-]+(?:\s+(?:[A-Z][\w&'’.-]+|of|and|&|family))*"
_ADVERB = r"(?:(?:currently|still|now|will|would|also|each|together|jointly|directly|indirectly|then|to|continue)\s+)*"
_EN = (
    re.compile(
        rf"(?P<n>{_NAME})\s*(?:,[^,]{{1,40}},)?\s+{_ADVERB}(?:holds?|held|owns?|owned|controls?|controlled|retains?|keeps?|kept|has|have|had|with|bought|acquired|took|takes|acquire|buy|hold|own|take|sits|receives?|received)\b[^.;]{{0,50}}$"
    ),
    re.compile(
        rf"(?P<n>{_NAME}),\s+(?:which|who)\s+{_ADVERB}(?:holds?|owns?|controls?|has)\b[^,.;]{{0,30}}$"
    ),
    re.compile(
        r"(?:^|[.;:]\s)(?:[Tt]he\s+)?(?P<n>[a-z]+(?:\s+[a-z]+)?)\s+(?:have|has|had)?\s*(?:received|hold|holds|own|owns|got)\s[^.;]{0,20}$",
        re.I,
    ),
    re.compile(
        r"(?:^|[:;]\s*)(?:founders?\s+|chief executive\s+|chairman\s+)?(?P<n>[^;:,%\d]{2,40}),\s*$"
    ),
    re.compile(
        rf"^(?P<n>{_NAME})\s+(?:may|will|would|could|is to|plans to|agreed to)\s[^.;]{{0,70}}\bfor\s*$"
    ),
)
_AFTER_EN = re.compile(
    rf"^[^.;]{{0,40}}?\b(?:held|owned|belongs?|belonged|by|to|for|in the hands of)\s+(?:by\s+|to\s+)?(?:the\s+|a\s+)?(?P<n>{_NAME}(?:\s+[a-z][\w-]+)*?)(?=\s+(?:for|at|in|who|which)\b|[,.;]|$)"
)
_TITLE_ZH = r"(?:实际控制人|實際控制人|实控人|控股股东|第一大股东|创始人|創始人|創辦人|创办人|董事长|董事長|总经理|CEO|首席执行官|股东|股東|母公司|其中|和|与|而|由)"
_ZH = (
    re.compile(
        rf"(?:^|[,。;、:(]|{_TITLE_ZH})(?P<n>[\u4e00-\u9fffA-Za-z0-9· ]{{2,24}}?)(?:兼CEO|先生|女士|本人)?(?:对(?:其|该公司|公司|[^,。]{{1,8}})(?:的)?|對(?:其|[^,。]{{1,8}})(?:的)?)?(?:则|則|目前|仍|合计|合計|直接|间接|間接|共|将|將|及其[^,]{{0,8}}|分别|分別|通过[^,]{{2,14}}|为[^,]{{2,10}}|各){{0,4}}(?:持股|持有|占股|佔股|拥有|擁有|控制|占|佔|的?持股|取得|获得|將持有|的(?:份额|股权|股權|權益|权益|出资比例|出資比例)|權益|权益|还有|還有)[^,。;]{{0,14}}$"
    ),
    re.compile(
        r"(?:^|[,。;])(?P<n>[^,。;]{2,24}?)(?:则)?(?:是|为)[^,。;]{2,14}(?:股东|股東),占[^,。;]{0,6}$"
    ),
    re.compile(r"(?:^|[/|,;、:])\s*(?P<n>[^/|,;、:\d]{2,16}?)\s*$"),
)
_LEADS_ZH = re.compile(
    rf"^(?:{_TITLE_ZH})(?=.{{2,}})|^(?:上市前|上市后|发行前|發行前|此次发行前|递表前),?"
)
_AFTER_TITLE_ZH = re.compile(
    r"^.{2,12}(?:创始人|創始人|創辦人|董事长|董事長|CEO|实控人|实际控制人)(?=.{2})"
)
_PRONOUN = re.compile(
    r"^(?:其|它|他|她|本公司|公司|我们|我個人|我个人|那|it|he|she|they|we|that|who|which|this)(?:\b|$)|^(?:占股|出让|释出|其中|拿走|取得|换取|換取)",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:holds?|held|owns?|owned|controls?|retains?|has|have|had|left with|received|bought)\b(?!\s+(?:agreed|promised|offered|proposed))|持股|持有|占|拥有|擁有|份额|由",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:will|would|may|could|to (?:hold|own|buy|take|acquire|sell)|seek\w*|plan\w*|agreed|offer\w*)\b|将|將|拟|擬|届时|屆時|完成后|增資後|增资后|攤薄",
    re.I,
)


def holder_of(text: str, start: int, end: int, *, is_chinese: bool) -> str:
    """Return who holds the share told at ``[start, end)`` of a sentence, or nothing.

    >>> holder_of("Founder Asha Melkote holds 31.4% of the equity", 27, 32, is_chinese=False)
    'Asha Melkote'
    """
    before = text[:start]
    if is_chinese:
        found = next((one for one in (pattern.search(before) for pattern in _ZH) if one), None)
        name = _LEADS_ZH.sub("", found["n"].strip()) if found else ""
        name = _AFTER_TITLE_ZH.sub("", name)
        return "" if _PRONOUN.match(name) else name
    found = next((one for one in (pattern.search(before) for pattern in _EN) if one), None)
    found = found or _AFTER_EN.match(text[end:])
    if found is None or _PRONOUN.match(found["n"].strip()):
        return ""
    name = found["n"].strip()
    return trimmed(name) if name[:1].isupper() and " and " not in name else name


def holding_status(near: str, at: int, told: Status, *, is_earlier: bool) -> Status:
    """Return the status of a holding: one told in the present or as an earlier value is held.

    Parameters
    ----------
    near : str
        The clause, or for an earlier value the words before it.
    at : int
        Where in `near` the percentage begins.
    told : str
        The status that the words around tell.
    is_earlier : bool
        Whether it is what a share falls or rises from.
    """
    if told not in ("planned", "announced", "in_talks"):
        return told
    if is_earlier:
        return "closed"
    before = near[max(0, at - 45) : at]
    return "closed" if _HOLDS.search(before) and not _TO_COME.search(before) else told
