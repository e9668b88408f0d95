"""Whose own cheque an amount in an English sentence is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pricedin.claims.reader.party_en import APPOS, AUX, Name
from pricedin.text.amounts import Amount

_TO_CHEQUE = re.compile(
    rf"{APPOS}[ ]{AUX}(?:invest(?:s|ed|ing)?|contribut\w+|inject\w*|commit\w*|pledg\w+|provid\w+|chipp?\w*[ ]in|put(?:s|ting)?(?:[ ](?:in|up))?|"
    r"responsible[ ]for|subscrib\w+(?:[ ](?:to|for))?|wr(?:ote|iting|ites)[ ](?:a|an)(?:[ ](?:cheque|check)[ ](?:of|for))?|takes?|took|in[ ]for|accounts?(?:ed)?[ ]for|adding|added|makes?[ ]available|"
    r"(?:(?:co-)?(?:led|leads?|leading|anchored|anchoring|heads|headed|participat\w+|followed|joined|came[ ]in|(?:lead|leading)[ ]and[ ]put[ ]in)(?:[ ](?:the|its|this)[ ](?:\w+[ ])?(?:round|deal|financing|raise))?(?:[ ]and[ ](?:put|puts|putting)[ ]in|,?[ ](?:with|w/|for|putting[ ]in|contributing|investing))))"
    r"[ ](?:(?:about|around|some|the|a|another|up[ ]to|further|additional|an|in|of|its|with)[ ]){0,3}"
)
_PAID = re.compile(
    r"[ ](?:the[ ](?:remaining|other)[ ])?|[ ]\(|[ ](?:in[ ])?(?:with|w/|for)[ ](?:an?[ ]|the[ ]|its[ ])?|:[ ]|[ ]-[ ]"
)
_PAID_FROM = re.compile(
    r"(?:[ ](?:cheque|check|ticket|commitment))?[ ](?:(?:of[ ](?:this|that|it|which)|is|are|was|being)[ ])?(?:(?:came|comes|coming)[ ])?from[ ](?:the[ ])?"
)


_CAME = re.compile(r"com(?:es?|ing)|came|cheque|check|ticket")
_PART_OF = re.compile(
    r"(?:of which|includ(?:es|ed|ing)|compris(?:es|ed|ing)|(?:cheque|check|commitment) of|with|and)[ ]\Z"
)


def cheque_start(text: str, group: list[Name], number: int, money: Sequence[Amount]) -> int | None:
    """Return where the amount stands that one of a list of names put in alone.

    Parameters
    ----------
    text : str
        The sentence.
    group : list of Name
        The list; a sum told of several together is nobody's cheque.
    number : int
        Which of them.
    money : sequence of Amount
        The sentence's sums of money, in order.
    """
    name = group[number]
    if len(group) > 1 and text.startswith(" each ", group[-1].outer):
        name, number, group = group[-1], 0, group[-1:]
    if len(group) > 1 and "respectively" in text[group[-1].end : group[-1].end + 200]:
        first = bisect_left(money, group[-1].end, key=lambda one: one.qualified_start)
        listed = [one for one in money[first : first + 8] if one.start < group[-1].end + 200]
        return listed[number].start if len(listed) == len(group) else None
    index = bisect_left(money, name.end, key=lambda one: one.qualified_start)
    if index < len(money):
        one = money[index]
        gap = text[name.outer : one.qualified_start]
        is_alone = len(group) == 1 or gap.startswith(" (")
        gap = gap.replace(" (which ", " ")
        if len(gap) <= 160 and is_alone and _TO_CHEQUE.fullmatch(gap.rstrip(" ") + " "):
            return one.start
        if len(gap) < 12 and _PAID.fullmatch(gap):
            if not gap.startswith(" (") or text.startswith(")", one.end):
                return one.start
    if len(group) == 1 and index:
        one = money[index - 1]
        gap = text[one.end : name.start]
        opening = text[max(0, one.qualified_start - 25) : one.qualified_start]
        if len(gap) <= 40 and _PAID_FROM.fullmatch(gap):
            if _CAME.search(gap) or _PART_OF.search(opening):
                return one.start
    return None
