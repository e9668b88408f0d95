"""Who holds a share of a company's equity."""

from __future__ import annotations

import re

from pricedin.claims.reader.companies import trimmed

_HOLDER_EN = re.compile(
    r"(?P<n>[A-Z][\w&'’.-]+(?:\s+(?:[A-Z][\w&'’.-]+|of|and|&))*)\s*(?:,[^,]{1,40},)?\s+(?:(?:currently|still|now|will|would|also|each|together|jointly|directly|indirectly|then|to)\s+)*(?:holds?|held|owns?|owned|controls?|controlled|retains?|keeps?|kept|has|have|had|with|bought|acquired|took|takes|acquire|buy|hold|own|take|sits)\b[^.;]{0,50}$"
)
_HOLDER_AFTER_EN = re.compile(
    r"^[^.;]{0,40}?\b(?:held|owned|belongs?|by|to|for|in the hands of)\s+(?:by\s+|to\s+)?(?:the\s+)?(?P<n>[A-Z][\w&'’.-]+(?:\s+(?:[A-Z][\w&'’.-]+|&))*)"
)
_HOLDER_ZH = re.compile(
    r"(?:^|[,。;、:(]|创始人|創始人|創辦人|创办人|董事长|董事長|CEO|股东|股東|和|与|其中)(?P<n>[\u4e00-\u9fffA-Za-z0-9·]{2,12}?)(?:兼CEO|先生|女士)?(?:则|則|目前|仍|合计|合計|直接|间接|間接|共|将|將|及其[^,]{0,8}|分别|分別|通过[^,]{2,14}|为[^,]{2,10})*(?:持股|持有|占股|佔股|拥有|擁有|控制|占|佔|的持股|取得|获得|將持有)[^,。;]{0,14}$"
)


def holder_of(text: str, start: int, end: int, *, is_chinese: bool) -> str:
    """Return who holds the share told at ``[start, end)`` of a sentence, or nothing.

    >>> holder_of("Founder Asha Melkote holds 31.4% of the equity", 27, 32, is_chinese=False)
    'Asha Melkote'
    """
    if is_chinese:
        found = _HOLDER_ZH.search(text[:start])
        return found["n"] if found else ""
    found = _HOLDER_EN.search(text[:start]) or _HOLDER_AFTER_EN.match(text[end:])
    return trimmed(found["n"]) if found else ""
