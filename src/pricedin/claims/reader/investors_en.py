"""Investors in English sentences.

The words just before and just after a list of names say whether, and how, those named invested.
Every look is of bounded length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pricedin.claims.reader.cheque_en import cheque_start
from pricedin.claims.reader.party import Investor, Role
from pricedin.claims.reader.party_en import APPOS, AUX, DESC, DESC_END, Name, groups, names
from pricedin.text.amounts import Amount

_ROUND = (
    r"(?:(?:the|this|its|their|that|a|an|our|his|her|both|all|in|into|latest|last|new|current|first|second|third|previous|prior|"
    r"whole|entire|recent|[$€£¥₹\w.-]*\d[\w.,-]*|million|billion|bn|mn|crore|lakh|won|yuan|euro|euros|dollar|equity|growth|[a-z-]+)[ ]){0,5}?"
    r"(?:round|financing|investment|deal|[Ss]eries|[Ss]eed|raise|funding|tranche|extension|fundrais\w+|"
    r"transaction|closing|closings|issue|capital[ ]increase|increase|effort|pre-seed|pre-[Ss]eries|rounds|two|both|it|that|group|consortium|syndicate|"
    r"(?:Pre-|pre-)?[A-K]\d?\+?)\b"
)
_TAIL = (
    r"(?:,?[ ](?:and|plus|as[ ]well[ ]as|along[ ]with|together[ ]with|with)[ ][a-z][a-z -]{2,45}?)?"
)
_LEAD_AFTER = re.compile(
    rf"(?:{APPOS}{_TAIL}[ ]{AUX}(?:"
    rf"(?:co-)?(?:led|lead|leads|leading|headed|heads|heading|anchored|anchors|anchoring|anchor|spearheaded|spearheads|spearheading|fronted|fronting)"
    rf"(?![ ]by\b)(?:[ ](?!(?:with|and|by)\b)(?P<o>{_ROUND})|(?=[ ]?[.,;:)]|$|[ ](?:(?:with(?![ ]an?[ ][^,.;]{{0,30}}\bround)|and|in|at|while)\b|w/)))"
    r"|(?:the[ ]|a[ ])?(?:co-)?(?:lead|leading|sole|main|principal|anchor)(?:[ ]|-)(?:outside[ ])?(?:investors?|backers?)\b"
    r"|in[ ](?:the[ ](?:lead|driving[ ]seat)|pole[ ]position)|on[ ]point\b|taking[ ]the[ ]lead|took[ ]the[ ]lead|takes[ ]the[ ]lead)"
    r"|[ ]?\((?:the[ ])?(?:co-)?[Ll]ead(?:[ ]investor)?(?:,[^()]*)?\)|[ ]on[ ]point\b|[ ](?:-[ ])?lead\b(?=[,;.]|$))"
)
_MONEY = r"(?:about|around|some|nearly|almost|over|more[ ]than|up[ ]to|as[ ]much[ ]as|at[ ]least|just|another|an[ ]additional|a[ ]further|roughly|close[ ]to|the[ ]|under|only|in)?[ ]?(?=[$€£¥₹]|\d|[A-Z]{1,3}[ ]?[$€£]?\d|Rs\b|half\b|most\b|more\b)"
_PART_AFTER = re.compile(
    rf"{APPOS}{_TAIL}[ ]{AUX}(?:"
    rf"(?:invest(?:s|ed|ing)?|contribut(?:e|es|ed|ing)|inject(?:s|ed|ing)?|commit(?:s|ted|ting)?|pledg(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|"
    rf"chipp(?:ed|ing)[ ]in|tipp(?:ed|ing)[ ]in|advanc(?:e|es|ed)[ ]equity|subscrib(?:e|es|ed|ing)(?:[ ](?:to|for))?|put(?:s|ting)?(?:[ ](?:in|up|down))?|(?:takes?|took|taking)(?:[ ]up)?|accounts?[ ]for|accounted[ ]for|adding|add(?:s|ed))[ ]{_MONEY}"
    rf"|invest(?:s|ed|ing)?(?=[ ](?:in|alongside|again|too|at|as|further|through|on|jointly)\b|[.,;)]|$)"
    r"|put(?:s|ting)?[ ](?:in|up)\b|participat(?:e|es|ed|ing)\b|join(?:s|ed|ing)?\b(?=[ ](?:the[ ](?:[\w$€-]+[ ]){0,3}?(?:round|deal|raise|financing|group|consortium|syndicate|extension|series|seed|investment|fundraising|closing)\b|(?:as|in|them|this|too|again|with|that|existing|earlier|other|fellow|current|returning)\b|it[.,])|[.,;)]|$)|(?:t[oa]k(?:e|es|ing)|took)[ ]part\b|came[ ](?:in|along|aboard|on[ ]board)\b|com(?:es|ing)[ ](?:in|along|on[ ]board|aboard)\b"
    r"|follow(?:s|ed|ing|ed[ ]on)?(?=[ ]?[.,;:)]|$|[ ](?:on|with|in|suit)\b)|chipp(?:ed|ing)[ ]in|chips?[ ]in|co-invest(?:s|ed|ing)?|"
    rf"back(?:s|ed|ing)?[ ](?={_ROUND})|support(?:s|ed|ing)?[ ](?={_ROUND}(?<!it))|wr(?:ote|iting|ites)[ ](?:a|an|the|its|most|much|another|cheques|checks|part)\b|(?:are|is|was|were)[ ]in[ ](?:for|the[ ]round)\b|responsible[ ]for[ ]{_MONEY}|"
    r"contributed\b(?=[ ]to[ ]the|[.,;)]|$)|round(?:s|ed|ing)?[ ]out|fill(?:s|ed|ing)?[ ](?:up[ ])?the|provid(?:ed|ing)[ ]the[ ](?:rest|remainder|balance)|alongside(?=[.,;)]|$)|enter(?:s|ed)[ ]the|makes?[ ]available|made[ ]available|(?:makes|made)[ ]up|signed[ ](?:up|on)\b|inject(?:s|ed)[ ]|did[ ](?:more|most|half)|"
    r"(?:is|are|was|were)[ ](?:also[ ])?(?:participants|investors|backers)[ ]in|as[ ](?:the[ ])?(?:\w+[ ]){0,3}(?:contributors?|participants?|investors|backers|subscribers)\b)"
)
_AGAIN_AFTER = re.compile(
    rf"{APPOS}{_TAIL}[ ]{AUX}(?:invest(?:ed|s)?[ ]again|re-?invest(?:ed|s|ing)?\b|came[ ]back|com(?:es|ing)[ ]back|return(?:ed|s|ing)\b|followed[ ]on|doubl(?:ed|es|ing)[ ]down|topp(?:ed|ing)[ ]up|"
    r"re-?upp?(?:ed|ing|s)?\b|put[ ]in[ ]more|continu(?:ed|es|ing)[ ](?:to|its|their)|increas(?:ed|es|ing)[ ](?:its|their)|go(?:es)?[ ]along|went[ ]along|exercised[ ](?:its|their)[ ]pro|"
    r"took[ ]up[ ](?:its|their)|(?:doubled|tripled|upped|raised)[ ](?:its|their)[ ](?:bet|stake|investment)|(?:\w+[ ]){1,4}again\b|followed[ ]their|maintained[ ](?:its|their))"
)
_LEAD_BEFORE = re.compile(
    r"(?:\b(?:co-)?(?:led|headed|anchored|spearheaded|fronted)(?:[ ](?:jointly|in[ ]equal[ ]parts|again|once[ ]more))?[ ]by(?:[ ]the)?"
    r"|\b(?:co-)?(?:lead|leading|sole)[ -](?:investors?|backers?)(?:[ ](?:of|in|for|on)(?:[ ]\w+){1,4}?)?,?(?:[ ]?[:=|]|[ ](?:is|was|are|were|being|acts|acted))?(?:[ ]the)?"
    r"|\b[Ll]ead(?:s|ers?)?[ ]?[:=|]|[,;|(-][ ](?:co-)?lead|\bled[ ]from|\bled[ ](?:jointly[ ])?by[ ]both"
    rf"|\blead[ ]was[ ]taken[ ]by(?:[ ]the)?|\bgroup[ ]around(?:[ ]the)?|\bunder[ ]the[ ]lead(?:ership)?[ ]of(?:[ ]the)?)(?:[ ]|(?<=[=|:])){DESC}\Z",
    re.I,
)
_KNOWN = r"(?:existing|earlier|previous|current|returning|prior|early|old|long-?standing|long-?time|present|original|inside)"
_AGAIN_BEFORE = re.compile(
    rf"(?:\b{_KNOWN}[ ](?:\w+[ -]){{0,2}}?(?:investors?|backers?|shareholders?|holders?|owners?|ones)|\binsiders?|\bits[ ]owners?|\b(?:its|the)[ ]parent(?:[ ]company)?|\bshareholder[ ]circle[ ]around)[ ,:]+(?:(?:only|including|such[ ]as|like|the)[ ])?{DESC}\Z",
    re.I,
)
_PART_BEFORE = re.compile(
    r"(?:\b(?:participation|support|backing|contributions?|commitments?|additional[ ]investment|follow-on|new[ ]money|fresh[ ]money|help|involvement|seed[ ]money)(?:[ ]also)?[ ](?:from|of|by)(?:[ ](?:both|the))*"
    r"|\b(?:joined|accompanied|flanked|supported|backed)(?:[ ](?:in[ ]the[ ]round|again|this[ ]time))?[ ]by(?:[ ]the)?"
    r"|\b(?:investors?|backers?|participants?|funders|angels?|names|others?|firms|funds|shareholders|individuals|subscribers|buyers)\b(?:[ ](?:in|of)[ ](?:(?:that|the|this|its)[ ])(?:\w+[ ]){0,3}?(?:round|financing|deal|raise|series[ ]\w|seed|extension|closing))?,?[ ]?(?:includ(?:e|es|ed|ing)|are|were|[:=|]|such[ ]as|among[ ]them|that[ ]included?|which[ ]included?)(?:[ ]the)?"
    r"|\b(?:round|financing|deal|raise|investment)\b[^.;]{0,90}\band[ ](?:also[ ])?included"
    r"|\d[\w.,]*(?:[ ](?:million|billion|bn|mn|m|crore|lakh|euros|dollars))?[ ](?:came|comes|coming)[ ]from|\bfrom[ ][^.;]{2,50}[ ]and[ ][^.;a-z]{0,6}\d[\w.,]*(?:[ ](?:million|billion|bn|mn|m|crore))?[ ]from"
    r"|\([^()]{0,25}\b(?:series[ ]\w\+?|seed|round)[;,:-]"
    r"|\bas[ ](?:did|have|has|were|was)|\b(?:participating|joining|investing|taking[ ]part|contributing)(?:[ ]in[ ]the[ ]\w+)?[ ](?:are|were|is|was)"
    r"|\b[Ww]ith:|\b(?:investors?|backers?|funds?|subscribers?|firms?|angels?)\b[^.;]{0,60}\bamong[ ]them"
    r"|\b(?:came[ ]in|joined|took[ ]part|invested|participated|followed|wrote[ ]cheques|signed[ ]up):"
    r"|\b(?:[Tt]he[ ]money|[Cc]apital|[Ff]unds|extension|tranche|remainder|rest|balance|cheques?|checks?|tickets?|commitment|investment|cash|sum|it)\b[^.;:]{0,40}?[ ](?:came|comes|coming|is[ ]coming)[ ](?:through|from)(?:[ ](?:both|the))*"
    r"|\b(?:cheques?|checks?|tickets?|investment|commitment|injection|infusion)[ ](?:of[ ][^,;.]{3,30}[ ])?(?:from|by)(?:[ ]the)?"
    rf"|\balongside(?:[ ]the)?|\b(?:further|other|new|additional|fellow|outside|remaining|strategic)[ ](?:investors?|backers?|participants?)(?:[ ](?:are|were|include[sd]?))?:?|\bparticipation\b[^.;]{{4,90}},?[ ]and[ ]from(?:[ ]the)?)(?:[ ]|(?<=[=|:])){DESC}\Z",
    re.I,
)
# "raised $5m from X", "placed notes with X", "agreement with X for the private placement"
_FROM = re.compile(rf"\b(?:from|by)[ ](?:both[ ]|the[ ])?{DESC}\Z")
_FROM_VERB = re.compile(
    r"\b(?:rais(?:ed?|es|ing)|secur(?:ed?|es|ing)|clos(?:ed?|es|ing)|land(?:ed|s)|receiv(?:ed?|es|ing)|obtain(?:ed|s)?|tak(?:es?|ing|en)|took|bagg?(?:ed|s)|"
    r"pick(?:ed|s|ing)[ ]up|pull(?:ed|s|ing)[ ]in|nett(?:ed|ing)|nets|attract(?:ed|s)?|got|gets|getting|drew|draws|drawn|collect(?:ed|s)?|scor(?:ed?|es)|snag(?:s|ged|ging)|disclosed|"
    r"complet(?:ed?|es)|gather(?:ed|s)|brought[ ]in|is[ ]equity|equity|won|wins|accept(?:ed|s)|sold[ ](?:new[ ])?shares|garner(?:ed|s)|rak(?:ed|es)[ ]in|round|financing|[Ss]eries|seed|extension|funding|investment)\b"
)
_SUM = re.compile(
    r"\d|\b(?:round|financing|funding|[Ss]eries|seed|money|capital|equity|investment|extension)\b"
)
_DEBT = re.compile(
    r"\b(?:loans?|debt|credit|facility|facilities|lenders?|bonds?|credit[ ]line|line|borrow\w*|mortgage|overdraft|warehouse|grants?|revenue|sales|orders?|contracts?)\b",
    re.I,
)
_PLACED = re.compile(
    r"(?:\b(?:issued?|issues|issuing|sold|sell|sells|placed|allot(?:ted|s)?)\b(?:[^.;:]|\.\d){3,90}\b(?:notes|shares|stock|bonds|preference|securities)\b[^.;:]{0,25}?[ ](?:to|with)"
    r"|\b(?:Purchase|Subscription|Investment|purchase|subscription|investment)[ ][Aa]greement[ ]with)[ ](?:the[ ])?"
    + DESC
    + r"\Z"
)
_SOLD_OLD = re.compile(r"\b(?:secondary|stake|holding|existing[ ]shares|tender)\b", re.I)
_WITH = re.compile(rf"\b(?:with|and)[ ](?:the[ ])?{DESC}\Z")
_LED_WITH = re.compile(r"\b(?:led|lead|leads|headed|anchored)\b[^;]{0,60}$")
_EXISTING = re.compile(
    rf"\b(?:{_KNOWN}|insiders?)\b(?!-stage)|already[ ](?:held|invested|a[ ]|an[ ]|shareholders?)|\bboth[ ]on[ ]the[ ]cap[ ]table",
    re.I,
)
_HOLDS = re.compile(rf"\b{_KNOWN}[ ](?:\w+[ ])?(?:investors?|backers?|shareholders?|holders?)\b")
_FRESH = re.compile(r"\bnew\b", re.I)
_NEGATED = re.compile(
    r"\b(?:not|n't|never|no[ ]longer|refus\w+|declin\w+|rather[ ]than|instead[ ]of|without|passed[ ]on|neither|nor)\b|n't\b"
)
_ADVISER = re.compile(
    rf"\b(?:advis(?:ed|er|ers|or|ors|ory)|counsel|bookrunners?|underwrit\w+|law[ ]firm|analysts?|according[ ]to|told|citing)[ ](?:\w+[ ]){{0,3}}(?:by[ ])?(?:the[ ])?{DESC}\Z",
    re.I,
)
_DONE_BY = re.compile(
    rf"\b(?:invested|supplied|subscribed|provided|funded|financed|taken[ ]up)(?:[ ](?:for|exclusively|jointly))?[ ]by[ ](?:the[ ])?{DESC}\Z"
)
# "Holm has committed EUR 10m and Brix EUR 5m": the verb is told once
_AND_MORE = re.compile(
    r"\b(?:commit|invest|provid|contribut|put|tak|took|pledg|inject)\w*\b[^.;]{0,60}\d[^.;]{0,25}?(?:,|,?[ ]and|,?[ ]while)[ ](?:the[ ])?\Z"
)
_OWN_SUM = re.compile(r"[ ](?:the[ ](?:remaining|other|rest)[ ])?(?=[$€£¥₹]|[A-Z]{0,3}[ ]?\d)")
_DECLINES = re.compile(
    r"[ ](?:(?:has|have|had|did|does|do|was|were|is|are|will|would)(?:[ ]not\b|n't\b)|declined|refused|passed[ ]on|sat[ ]out|pulled[ ]out|walked|denie[sd])"
)
_NOT_LED = re.compile(
    r"\b(?:growth|gains?|revenues?|sales|rise|team|company|startup|start-up|firm|business|unit|division|demand|"
    r"increases?|declines?|management|market|segment|category)\b,?[ ](?:(?:was|is|were|are|has[ ]been|mainly|largely|mostly|now|also)[ ])*led[ ]by\b",
    re.I,
)
_OWN_PLANT = re.compile(
    r"\binvest\w*[ ][^,.;]{2,40}?[ ](?:in|on|into|to|towards?)[ ](?:[\w-]+[ ]){0,4}?(?:plants?|factor\w+|facilit\w+|R&D|"
    r"research|marketing|infrastructure|centres?|centers?|projects?|equipment|capacity|technology|products?|campus|expansion|"
    r"hub|warehouses?|network|build|expand|develop|open|hire)\b"
)
_VIA = re.compile(rf"(?<!came[ ])(?<!comes[ ])\b(?:through|via)[ ]{DESC}\Z")
_BACKED = re.compile(r"\b(?:backed|supported)[ ]by\b[^,.;]*\Z")
_PLURAL_KNOWN = re.compile(
    rf"\b(?:{_KNOWN})[ ](?:\w+[ -]){{0,2}}?(?:investors|backers|shareholders|holders|owners)\b|\binsiders\b",
    re.I,
)
_JOINED = re.compile(r"\b(?:from|join\w*|alongside|with|by|plus|and)[ ]")
# Plain strings, sought before any pattern: most sentences hold none of them.
_QUICK = tuple(
    (
        "led |lead|invest|back|partici|join|took |take|taking |existing|insider|return|from |"
        "head|anchor|fronted|cheque|check|came |come|coming|chip|contribut|follow|put |putting|"
        "alongside|notes to|shares to|agreement with|point|pole position|responsible|wrote|"
        "writing|inject|commit|pledg|subscri|owner|parent|along|continu|top|circle|did |provid|"
        "fill|raised|series|seed|among|others=|includ|such as|re-up|again|doubl|led.|led,"
    ).split("|")
)
_BEFORE_LEAD = (
    "led ",
    "lead",
    "headed ",
    "anchored ",
    "spearheaded ",
    "fronted ",
    "sole ",
    " around",
)
_BEFORE_AGAIN = ("investor", "backer", "holder", "owner", "ones ", "insider", "parent")
_BEFORE_PART = tuple(
    (
        "particip|support|back|contribut|commitment|investment|money|help|involve|joined|"
        "accompan|flanked|investor|funders|angel|names|other|firms|funds|shareholders|"
        "individuals|subscriber|buyers|includ|as did|as have|as has|as w|joining|investing|"
        "taking|with:|among|came|took|invested|follow|wrote|signed|come|coming|cheque|check|"
        "ticket|injection|infusion|alongside"
    ).split("|")
)
_BEFORE_PLACED = ("issu", "sold", "sell", "placed", "allot", "agreement with")
_ROW_ROUND = re.compile(
    r"[-|,;:(\t$€£\dmMbB][ ]?(?:Pre-|pre-)?(?:Series[ ][A-K]\d?\+?|[Ss]eed|Pre-?[Ss]eed|Angel|Bridge|Growth)\b"
    r"|^[-*•\s]*(?:Pre-|pre-)?(?:Series[ ][A-K]\d?\+?|[Ss]eed|Angel)\b"
)
_PROSE = re.compile(
    r"\b(?:rais\w+|led|said|says|has|have|had|is|was|were|will|from|to|for|that|which|and|but|it|its|by|with|of)\b"
)


def has_investors_en(text: str) -> bool:
    """Return whether a sentence holds any word that could tell of an investor."""
    return _has(text.casefold(), _QUICK)


def investors_en(
    text: str, amounts: Sequence[Amount], earlier: Sequence[Investor]
) -> Iterator[Investor]:
    """Yield the investors of one English sentence; a name may come more than once."""
    money = [one for one in amounts if one.kind == "money" and not one.refused]
    for group in groups(text, _pronouns(text, earlier) + names(text)):
        yield from _judged(text, group, money, earlier)


def _has(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - a generator would cost more than the search
        if word in text:
            return True
    return False


# --- names ----------------------------------------------------------------------------------------


_PRONOUN = re.compile(r"\b(?:[Tt]he[ ](?:former|latter)|(?:^|(?<=\. ))They(?=[ ](?:co-)?led\b))\b")


def _pronouns(text: str, earlier: Sequence[Investor]) -> list[Name]:
    if not earlier:
        return []
    return [Name(one.group(), one.start(), one.end(), one.end()) for one in _PRONOUN.finditer(text)]


def _full(name: str, earlier: Sequence[Investor]) -> str:
    """Return the name that a pronoun stands for; any other name is its own."""
    names = list(dict.fromkeys(one.name for one in earlier[-20:]))
    lower = name.casefold()
    if lower in ("the former", "the latter", "they"):
        if lower == "the former":
            return names[-2] if len(names) > 1 else ""
        return names[-1]
    return name


# --- roles ----------------------------------------------------------------------------------------


def _judged(
    text: str, group: list[Name], money: Sequence[Amount], earlier: Sequence[Investor]
) -> Iterator[Investor]:
    start, end = group[0].start, group[-1].outer
    before = text[max(0, start - 150) : start]
    after = text[end : end + 200]
    role, object_ = _role(before, after)
    last: Role | None = None
    if (
        len(group) > 1
        and role is not None
        and text[group[-2].outer : group[-1].start] in (", ", ", and ")
    ):
        # "The lead investor is A, B followed": the last name has a verb of its own
        last, _ = _role("", after)
    if role is None and _is_row(text, group):
        role = "participant"
    at = start
    is_known = False
    for number, name in enumerate(group):
        told = last if last is not None and number == len(group) - 1 else role
        own = text[at : name.start] if number else _end_of(before)
        at = name.end
        own = re.sub(r"\([^()]*\)", "", own)
        following = text[name.end : name.end + 60]
        if re.match(r"[ ]?\((?:the[ ])?(?:co-)?[Ll]ead\b", following):
            told = "lead"
        if told is None and role is None and number < len(group) - 1:
            # "A (lead) and B": the mark alone says that both invested
            continue
        if told is None:
            continue
        is_new = _FRESH.search(own) is not None
        is_known = not is_new and (is_known or _PLURAL_KNOWN.search(own) is not None)
        marked = re.match(r"[ ]?\((?:existing|returning)\b", following)
        if told == "participant" and (is_known or marked or _EXISTING.search(own)):
            told = "existing"
        if told == "existing" and is_new:
            told = "participant"
        full = _full(name.text, earlier)
        if not full:
            continue
        yield Investor(
            full, told, name.start, name.end, cheque_start(text, group, number, money), object_
        )


def _role(before: str, after: str) -> tuple[Role | None, str]:
    low = before.casefold()
    if _ADVISER.search(before) or _VIA.search(before):
        return None, ""
    if _has(low, _BEFORE_LEAD) and _LEAD_BEFORE.search(before):
        return (None, "") if _NOT_LED.search(before) else ("lead", "")
    if _DECLINES.match(after):
        return None, ""
    if _AGAIN_AFTER.match(after):
        return "existing", ""
    is_known = _has(low, _BEFORE_AGAIN) and _AGAIN_BEFORE.search(before) is not None
    is_part = _has(low, _BEFORE_PART) and _PART_BEFORE.search(before) is not None
    led = _LEAD_AFTER.match(after)
    if led and not _NEGATED.search(led.group()):
        if is_part and "which had" in led.group():
            return "existing", ""
        letter = re.search(r"(?:^|[ ])([A-K]\d?\+?|[Ss]eed)$", led["o"] or "")
        return "lead", (letter[1] if letter else "")
    backed = _BACKED.search(before) if "ed by" in low else None
    if backed and not _SUM.search(before[: backed.start()][-80:] + " " + after[:20]):
        return None, ""
    if is_part:
        return ("existing" if is_known else "participant"), ""
    done = _DONE_BY.search(before) if " by " in low else None
    if done and _SUM.search(before) and not _DEBT.search(before[: done.start()][-45:]):
        return ("existing" if is_known else "participant"), ""
    if _AND_MORE.search(before) and _OWN_SUM.match(after):
        return "participant", ""
    took = _PART_AFTER.match(after)
    if took and _HOLDS.search(took.group()):
        is_known = True
    if took and not _NEGATED.search(took.group()) and not _OWN_PLANT.search(after):
        return ("existing" if is_known else "participant"), ""
    if is_known and _JOINED.search(before[-70:]):
        return "existing", ""
    placed = _PLACED.search(before) if _has(low, _BEFORE_PLACED) else None
    if placed and not _SOLD_OLD.search(placed.group()):
        return "participant", ""
    if "from " in low and _is_paid_by(before):
        return "participant", ""
    if (
        "with " in low
        and _WITH.search(before)
        and _LED_WITH.search(before)
        and re.match(
            r"[ ](?:alongside|following|in[ ]tow|also|joining|participating|on[ ]board)\b", after
        )
    ):
        return "participant", ""
    return None, ""


def _is_paid_by(before: str) -> bool:
    """Return whether a list stands in "raised $5m from", with no loan or revenue between."""
    given = _FROM.search(before)
    if given is None or not given.group().startswith("from"):
        return False
    opening = re.split(r"[.;:]\s", before[: given.start()])[-1]
    verb = _FROM_VERB.search(opening)
    return (
        verb is not None
        and _SUM.search(opening, verb.start()) is not None
        and _DEBT.search(opening[-45:]) is None
    )


def _end_of(before: str) -> str:
    found = DESC_END.search(before)
    return found[0] if found else ""


def _is_row(text: str, group: list[Name]) -> bool:
    """Return whether a list ends a line that only lists company, round and amount."""
    opening = text[: group[0].start] if group[0].start <= 140 else ""
    return (
        re.search(r"[-|,;:\t][ ]?\Z", opening) is not None
        and _ROW_ROUND.search(opening) is not None
        and re.search(r"\d|undisclosed", opening) is not None
        and _PROSE.search(opening) is None
        and _DEBT.search(opening) is None
        and re.fullmatch(r"(?:[ ]?\([^()]*\))?[ .;|]*", text[group[-1].end : group[-1].end + 40])
        is not None
    )
