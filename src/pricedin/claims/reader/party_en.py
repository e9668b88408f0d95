"""Names in an English sentence, and the lists they stand in.

Runs of capitals are cut to names; neighbours that only separators and describing words part make
one list ("existing investors A and B, the family office C").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pricedin.claims.reader.companies import trimmed
from pricedin.claims.reader.places import is_place

_CAP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĢĪİĶŁĻŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = (
    rf"(?:(?:[{_CAP}]\.){{1,3}}(?=[ ,]|$)|[{_CAP}][\w+]*(?:[-.&][\w+]+|'(?!s\b)\w+|'(?=[ ][A-Z]))*"
    r"|\d+[A-Z][A-Za-z]\w*|[a-z]\d+[a-z]\b|[a-z][A-Z]\w+)"
)
_LINK = r"\ (?:(?:&|\+|of|de|du|la|van|der|von|di|and(?=\ (?:Company|Co|Sons|Partners|Brothers)\b))\ (?:the\ )?)?"
_NAME = re.compile(
    rf"(?<![\w$€£&]){_WORD}(?:{_LINK}{_WORD}|\ \d{{1,4}}(?=\ [A-Z]))*".replace("\\ ", "[ ]")
)

_NO_NAME = re.compile(
    r"""(?:Pre-?|pre-)?(?:Series|Round|Rounds|Seed|Pre-[Ss]eed|Pre-IPO|Class)\b.*|[A-K]\d?\+?
    |(?:US|HK|NT|AU|NZ|CA|[ASCR])|(?:USD|EUR|GBP|INR|RMB|CNY|JPY|KRW|HKD|SGD|TWD|AUD|CAD|CHF|SEK|NOK|DKK
    |NGN|KES|IDR|MYR|THB|VND|PHP|BRL|MXN|ILS|AED|SAR|ZAR|PLN|CZK|TRY|Rs|RM|Re|Bn|Mn|Mio|Mrd|Cr|Crore|Lakh)
    |(?:CEO|CFO|COO|CTO|IPO|ARR|GMV|EBITDA|AI|API|SPAC|PIPE|ESOP|MoU|FY\d*|H[12]|Q[1-4]|VC|VCs|PE|LPs?|SEC
    |Founders?|Foundation|Trust|Family|Investors?|Backers?|Shareholders|Partners?|Angels?|Fund|Funds|Fund\ [IVX]+|Company|Group
    |Mr|Ms|Mrs|Dr|Sir|Prof|Lead|Leads|Closing|Companies|State|Board|Bank|Government|Parent|Capital
    |Money|Others|Everyone|Nobody|Customers|Management|Regulators|Analysts|Revenues?|Employees|Staff|Clients
    |Users|Sources|People|Partners|Executives|Banks|Lenders|Bankers|Rivals|Demand|Growth|Sales|Trading|Results
    |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August
    |September|October|November|December|R&D|M&A|B2[BC]|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Yes|No|Apart|When|Most
    |Undisclosed|Unknown|None|Unnamed|Debt|Equity|Loan|Grant|Valuation|Amount|Date|Notes|Terms)""",
    re.X,
)
_ADJECTIVE_WORD = re.compile(
    r"\w+-(?:based|backed|led|listed|owned|born|headquartered|style|focus+ed|like|linked|funded|run|founded|era|made)\Z",
    re.I,
)
_TITLES = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sir|Prof|Professor|CEO|CFO|COO|CTO|Chairman|Chairwoman|President|Founder|"
    r"Co-founder|Billionaire|Investors?|Backers?|Lead|Leads|Existing|Insiders?)\.?\ (?=[A-Z])"
)
_OF_HEADS = re.compile(
    r"(?:Bank|University|Institute|Fund|Ministry|Office|Board|College|Foundation|State|Kingdom|"
    r"Republic|Corporation|Corp|House|Sons|Friends|School|Trustees|Government|City|Province|"
    r"Department|Authority|Agency|Council|Academy|Chamber|Federation|Association|Bay|Duke|Isle)\Z"
)
_ROUND_TAIL = re.compile(
    r"[ ](?:Pre-|pre-)?(?:Series)\b.*\Z|(?<=\w)[ ](?:Inc|Ltd|LLC|PLC|Corp)\.?\Z"
)

# Words that may stand between a cue and a name, or before a name inside a list.
_STOP = (
    r"(?:to|into|in|for|at|on|with|by|that|which|who|whose|was|were|is|are|has|have|had|will|would|"
    r"could|said|says|led|leads|joined|from|after|as|than|over|under|valuing|when|while|but|not|it|"
    r"raised|and|or|of|before|until|if|because|participat\w+|declined|did|does|included|includes|comprised|saw|brought|through|via|since|per|between|about)"
)
DESC = (
    rf"(?:(?!{_STOP}\b)(?:[\w.&/+-]+(?:'s?)?|(?:arm|office|offices|unit|affiliate|subsidiary|fund|funds|trust|vehicle|arms)\ of)"
    r"\ ){0,7}"
).replace("\\ ", "[ ]")
_SEP = (
    r"(?:\ \([^()]{1,60}\))?(?:,\ (?:(?:and|plus|as\ well\ as|and\ also)\ )?|\ (?:and|plus|&|as\ well\ as|and\ also)\ |;\ and\ |\ ?/\ ?|\ \+\ )"
    r"(?:also\ )?(?:from\ |by\ )?(?:the\ |an?\ |its\ )?"
).replace("\\ ", "[ ]")
DESC_END = re.compile(rf"(?:\b{DESC})?\Z")
_GAP = re.compile(rf"(?:'s)?{_SEP}(?P<d>{DESC})")
_PERSON = re.compile(
    r"[ ](?:(?!(?:as|is|was|are|were|and|the|a|an|who|led|will|has|also)[ ])[a-z][\w-]*[ ]){0,2}(?:engineer|exec|executive|partner|founder|co-founder|cofounder|CEO|chief|boss|"
    r"manager|veteran|alum|alumnus|alumna|director|president|scientist|employee|star|designer|"
    r"chairman|chairwoman|chair|entrepreneur|player|striker|singer|actor|researcher)\b"
)

_IN_BRACKETS = re.compile(r"[ ]\([^()]{0,60}")


# Between a list and its verb: helping words, and what is said of those named.
AUX = (
    r"(?:(?:has|have|had|will|would|may|might|could|can|is|are|was|were|be|been|being|to|again|jointly|also|both|each|all|then|"
    r"now|reportedly|expected|set|due|likely|poised|ready|discussing|considering|planning|understood|said|agreed|in|talks|still|together|"
    r"newly|already|once|more|too|subsequently|later|separately|recently|itself|themselves|likewise|duly|acted|acting|acts|served|serving|"
    r"only|alone|about|the|an?|old|existing|shareholders?|backers?|\w+ly|committed|promised|offered|offering|prepared|preparing|willing|as|new|investors?|which|who|it|"
    r"in[ ]line|going|out)[ ]){0,8}"
)
APPOS = (
    r"(?:[ ]\([^()]{1,60}\))?(?:(?:,|[ ]-)[ ](?:(?:a|an|the|its|one|which|who|whose|both|all|already|each|founder|co-founder|also|through|via|"
    r"former|an?|part|owner|head|maker|itself|based|now|long|formerly|whom|another|current|two|three)\b[^,.;:]{2,80}|[^,.;:]{0,40}\b(?:of|at|in)[ ][^,.;:]{2,40})(?:,|[ ]-))?,?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``[start, end)``; `outer` is behind "of San Francisco", no part of the name."""

    text: str
    start: int
    end: int
    outer: int


def names(text: str) -> list[Name]:
    """Return the names of a sentence, in order.

    Examples
    --------
    >>> [one.text for one in names("Swiss insurer Ayr Life and Jersey-based Bo Partners of Boston")]
    ['Ayr Life', 'Bo Partners']
    """
    found: list[Name] = []
    for hit in _NAME.finditer(text):
        for name in _cleaned(text, hit.start(), hit.end()):
            # "former Acme engineer Jo Doe": the firm is where somebody works
            inside = found and _IN_BRACKETS.fullmatch(text, found[-1].end, name.start)
            if not inside and not _PERSON.match(text, name.end):
                found.append(name)
    return found


def _cleaned(text: str, start: int, end: int) -> Iterator[Name]:
    """Yield what of a run of capitals is a name."""
    whole = text[start:end]
    while True:
        title = _TITLES.match(whole)
        first = whole.split(" ", 1)[0]
        if title:
            cut = title.end()
        elif _ADJECTIVE_WORD.match(first) and " " in whole:
            cut = len(first) + 1
        else:
            break
        whole, start = whole[cut:], start + cut
    tail = _ROUND_TAIL.search(whole)
    if tail:
        whole = whole[: tail.start()]
    head, of, rest = whole.partition(" of ")
    if of and not _OF_HEADS.search(head):
        whole = head
    # inside a sentence a capital is part of the name: "Two Rivers", "Founders Loft"
    opens = start == 0 or re.search(
        r"[\n\"“(*•\[]\s?\Z|[.?!][ ]\Z|[-•*][ ]\Z", text[max(0, start - 2) : start]
    )
    name = trimmed(whole) if opens else whole.strip(" .,;:'-")
    if not name or _NO_NAME.fullmatch(name) or _ADJECTIVE_WORD.match(name) or is_place(name):
        return
    if len(name) < 2:
        return
    begin = text.find(name, start)
    if begin >= 0:
        outer = end if of and whole == head and is_place(rest) else 0
        yield Name(name, begin, begin + len(name), max(outer, begin + len(name)))


def groups(text: str, found: list[Name]) -> Iterator[list[Name]]:
    """Join the names that only separators and describing words part."""
    group: list[Name] = []
    for name in sorted(found, key=lambda one: one.start):
        if group:
            gap = text[group[-1].outer : name.start]
            if len(gap) > 90 or not _GAP.fullmatch(gap):
                yield group
                group = []
        group.append(name)
    if group:
        yield group
