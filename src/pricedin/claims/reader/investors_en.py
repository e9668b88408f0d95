"""Investors in English sentences.

Runs of capitals are cut to names, neighbouring names are joined to lists, and the words just before
and just after a list say whether, and how, those named invested. Every look is of bounded length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pricedin.claims.reader.companies import trimmed
from pricedin.claims.reader.party import Investor, Role
from pricedin.claims.reader.places import is_place
from pricedin.text.amounts import Amount

_CAP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĢĪİĶŁĻŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = (
    rf"(?:(?:[{_CAP}]\.){{1,3}}(?=[ ,]|$)|[{_CAP}][\w+]*(?:[-.&][\w+]+|'(?!s\b)\w+|'(?=[ ][A-Z]))*"
    r"|\d+[A-Z][A-Za-z]\w*|[a-z]\d+[a-z]\b|[a-z][A-Z]\w+)"
)
_LINK = r"\ (?:(?:&|\+|of|de|du|la|van|der|von|di|and(?=\ (?:Company|Co|Sons|Partners|Brothers)\b))\ (?:the\ )?)?"
_NAME = re.compile(rf"(?<![\w$€£&]){_WORD}(?:{_LINK}{_WORD}|\ \d{{1,4}}(?=\ [A-Z]))*".replace("\\ ", "[ ]"))

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
_ROUND_TAIL = re.compile(r"[ ](?:Pre-|pre-)?(?:Series)\b.*\Z|(?<=\w)[ ](?:Inc|Ltd|LLC|PLC|Corp)\.?\Z")

# Words that may stand between a cue and a name, or before a name inside a list.
_STOP = (
    r"(?:to|into|in|for|at|on|with|by|that|which|who|whose|was|were|is|are|has|have|had|will|would|"
    r"could|said|says|led|leads|joined|from|after|as|than|over|under|valuing|when|while|but|not|it|"
    r"raised|and|or|of|before|until|if|because|participat\w+|declined|did|does|included|includes|comprised|saw|brought|through|via|since|per|between|about)"
)
_DESC = (
    rf"(?:(?!{_STOP}\b)(?:[\w.&/+-]+(?:'s?)?|(?:arm|office|offices|unit|affiliate|subsidiary|fund|funds|trust|vehicle|arms)\ of)"
    r"\ ){0,7}"
).replace("\\ ", "[ ]")
_SEP = (
    r"(?:\ \([^()]{1,60}\))?(?:,\ (?:(?:and|plus|as\ well\ as|and\ also)\ )?|\ (?:and|plus|&|as\ well\ as|and\ also)\ |;\ and\ |\ ?/\ ?|\ \+\ )"
    r"(?:also\ )?(?:from\ |by\ )?(?:the\ |an?\ |its\ )?"
).replace("\\ ", "[ ]")
_DESC_END = re.compile(rf"(?:\b{_DESC})?\Z")
_GAP = re.compile(rf"(?:'s)?{_SEP}(?P<d>{_DESC})")
_PERSON = re.compile(
    r"[ ](?:(?!(?:as|is|was|are|were|and|the|a|an|who|led|will|has|also)[ ])[a-z][\w-]*[ ]){0,2}(?:engineer|exec|executive|partner|founder|co-founder|cofounder|CEO|chief|boss|"
    r"manager|veteran|alum|alumnus|alumna|director|president|scientist|employee|star|designer|"
    r"chairman|chairwoman|chair|entrepreneur|player|striker|singer|actor|researcher)\b"
)

_IN_BRACKETS = re.compile(r"[ ]\([^()]{0,60}")

_ROUND = (
    r"(?:(?:the|this|its|their|that|a|an|our|his|her|both|all|in|into|latest|last|new|current|first|second|third|previous|prior|"
    r"whole|entire|recent|[$€£¥₹\w.-]*\d[\w.,-]*|million|billion|bn|mn|crore|lakh|won|yuan|euro|euros|dollar|equity|growth|[a-z-]+)[ ]){0,5}?"
    r"(?:round|financing|investment|deal|[Ss]eries|[Ss]eed|raise|funding|tranche|extension|fundrais\w+|"
    r"transaction|closing|closings|issue|capital[ ]increase|increase|effort|pre-seed|pre-[Ss]eries|rounds|two|both|it|that|group|consortium|syndicate|"
    r"(?:Pre-|pre-)?[A-K]\d?\+?)\b"
)
_AUX = (
    r"(?:(?:has|have|had|will|would|may|might|could|can|is|are|was|were|be|been|being|to|again|jointly|also|both|each|all|then|"
    r"now|reportedly|expected|set|due|likely|poised|ready|discussing|considering|planning|understood|said|agreed|in|talks|still|together|"
    r"newly|already|once|more|too|subsequently|later|separately|recently|itself|themselves|likewise|duly|acted|acting|acts|served|serving|"
    r"only|alone|about|the|an?|old|existing|shareholders?|backers?|\w+ly|committed|promised|offered|offering|prepared|preparing|willing|as|new|investors?|which|who|it|"
    r"in[ ]line|going|out)[ ]){0,8}"
)
_APPOS = (
    r"(?:[ ]\([^()]{1,60}\))?(?:(?:,|[ ]-)[ ](?:(?:a|an|the|its|one|which|who|whose|both|all|already|each|founder|co-founder|also|through|via|"
    r"former|an?|part|owner|head|maker|itself|based|now|long|formerly|whom|another|current|two|three)\b[^,.;:]{2,80}|[^,.;:]{0,40}\b(?:of|at|in)[ ][^,.;:]{2,40})(?:,|[ ]-))?,?"
)
_TAIL = r"(?:,?[ ](?:and|plus|as[ ]well[ ]as|along[ ]with|together[ ]with|with)[ ][a-z][a-z -]{2,45}?)?"
_LEAD_AFTER = re.compile(
    rf"(?:{_APPOS}{_TAIL}[ ]{_AUX}(?:"
    rf"(?:co-)?(?:led|lead|leads|leading|headed|heads|heading|anchored|anchors|anchoring|anchor|spearheaded|spearheads|spearheading|fronted|fronting)"
    rf"(?![ ]by\b)(?:[ ](?!(?:with|and|by)\b)(?P<o>{_ROUND})|(?=[ ]?[.,;:)]|$|[ ](?:(?:with(?![ ]an?[ ][^,.;]{{0,30}}\bround)|and|in|at|while)\b|w/)))"
    r"|(?:the[ ]|a[ ])?(?:co-)?(?:lead|leading|sole|main|principal|anchor)(?:[ ]|-)(?:outside[ ])?(?:investors?|backers?)\b"
    r"|in[ ](?:the[ ](?:lead|driving[ ]seat)|pole[ ]position)|on[ ]point\b|taking[ ]the[ ]lead|took[ ]the[ ]lead|takes[ ]the[ ]lead)"
    r"|[ ]?\((?:the[ ])?(?:co-)?[Ll]ead(?:[ ]investor)?(?:,[^()]*)?\)|[ ]on[ ]point\b|[ ](?:-[ ])?lead\b(?=[,;.]|$))"
)
_MONEY = r"(?:about|around|some|nearly|almost|over|more[ ]than|up[ ]to|as[ ]much[ ]as|at[ ]least|just|another|an[ ]additional|a[ ]further|roughly|close[ ]to|the[ ]|under|only|in)?[ ]?(?=[$€£¥₹]|\d|[A-Z]{1,3}[ ]?[$€£]?\d|Rs\b|half\b|most\b|more\b)"
_PART_AFTER = re.compile(
    rf"{_APPOS}{_TAIL}[ ]{_AUX}(?:"
    rf"(?:invest(?:s|ed|ing)?|contribut(?:e|es|ed|ing)|inject(?:s|ed|ing)?|commit(?:s|ted|ting)?|pledg(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|"
    rf"chipp(?:ed|ing)[ ]in|tipp(?:ed|ing)[ ]in|advanc(?:e|es|ed)[ ]equity|subscrib(?:e|es|ed|ing)(?:[ ](?:to|for))?|put(?:s|ting)?(?:[ ](?:in|up|down))?|(?:takes?|took|taking)(?:[ ]up)?|accounts?[ ]for|accounted[ ]for|adding|add(?:s|ed))[ ]{_MONEY}"
    rf"|invest(?:s|ed|ing)?(?=[ ](?:in|alongside|again|too|at|as|further|through|on|jointly)\b|[.,;)]|$)"
    r"|put(?:s|ting)?[ ](?:in|up)\b|participat(?:e|es|ed|ing)\b|join(?:s|ed|ing)?\b(?=[ ](?:the[ ](?:[\w$€-]+[ ]){0,3}?(?:round|deal|raise|financing|group|consortium|syndicate|extension|series|seed|investment|fundraising|closing)\b|(?:as|in|them|this|too|again|with|that|existing|earlier|other|fellow|current|returning)\b|it[.,])|[.,;)]|$)|(?:t[oa]k(?:e|es|ing)|took)[ ]part\b|came[ ](?:in|along|aboard|on[ ]board)\b|com(?:es|ing)[ ](?:in|along|on[ ]board|aboard)\b"
    r"|follow(?:s|ed|ing|ed[ ]on)?(?=[ ]?[.,;:)]|$|[ ](?:on|with|in|suit)\b)|chipp(?:ed|ing)[ ]in|chips?[ ]in|co-invest(?:s|ed|ing)?|"
    rf"back(?:s|ed|ing)?[ ](?={_ROUND})|support(?:s|ed|ing)?[ ](?={_ROUND}(?<!it))|wr(?:ote|iting|ites)[ ](?:a|an|the|its|most|much|another|cheques|checks|part)\b|(?:are|is|was|were)[ ]in[ ](?:for|the[ ]round)\b|responsible[ ]for[ ]{_MONEY}|"
    r"contributed\b(?=[ ]to[ ]the|[.,;)]|$)|round(?:s|ed|ing)?[ ]out|fill(?:s|ed|ing)?[ ](?:up[ ])?the|provid(?:ed|ing)[ ]the[ ](?:rest|remainder|balance)|alongside(?=[.,;)]|$)|enter(?:s|ed)[ ]the|makes?[ ]available|made[ ]available|(?:makes|made)[ ]up|signed[ ](?:up|on)\b|inject(?:s|ed)[ ]|did[ ](?:more|most|half)|"
    r"(?:is|are|was|were)[ ](?:also[ ])?(?:participants|investors|backers)[ ]in|as[ ](?:the[ ])?(?:\w+[ ]){0,3}(?:contributors?|participants?|investors|backers|subscribers)\b)"
)
_WITH_MONEY = re.compile(r"(?:[ ]in)?[ ](?:with|w/|for)[ ]" + _MONEY)
_AGAIN_AFTER = re.compile(
    rf"{_APPOS}{_TAIL}[ ]{_AUX}(?:invest(?:ed|s)?[ ]again|re-?invest(?:ed|s|ing)?\b|came[ ]back|com(?:es|ing)[ ]back|return(?:ed|s|ing)?\b|followed[ ]on|doubl(?:ed|es|ing)[ ]down|topp(?:ed|ing)[ ]up|"
    r"re-?upp?(?:ed|ing|s)?\b|put[ ]in[ ]more|continu(?:ed|es|ing)[ ](?:to|its|their)|increas(?:ed|es|ing)[ ](?:its|their)|go(?:es)?[ ]along|went[ ]along|exercised[ ](?:its|their)[ ]pro|"
    r"took[ ]up[ ](?:its|their)|(?:doubled|tripled|upped|raised)[ ](?:its|their)[ ](?:bet|stake|investment)|(?:\w+[ ]){1,4}again\b|followed[ ]their|maintained[ ](?:its|their))"
)
_LEAD_BEFORE = re.compile(
    r"(?:\b(?:co-)?(?:led|headed|anchored|spearheaded|fronted)(?:[ ](?:jointly|in[ ]equal[ ]parts|again|once[ ]more))?[ ]by(?:[ ]the)?"
    r"|\b(?:co-)?(?:lead|leading|sole)[ -](?:investors?|backers?)(?:[ ](?:of|in|for|on)(?:[ ]\w+){1,4}?)?,?(?:[ ]?[:=|]|[ ](?:is|was|are|were|being|acts|acted))?(?:[ ]the)?"
    r"|\b[Ll]ead(?:s|ers?)?[ ]?[:=|]|[,;|(-][ ](?:co-)?lead|\bled[ ]from|\bled[ ](?:jointly[ ])?by[ ]both"
    rf"|\blead[ ]was[ ]taken[ ]by(?:[ ]the)?|\bgroup[ ]around(?:[ ]the)?|\bunder[ ]the[ ]lead(?:ership)?[ ]of(?:[ ]the)?)(?:[ ]|(?<=[=|:])){_DESC}\Z",
    re.I,
)
_KNOWN = r"(?:existing|earlier|previous|current|returning|prior|early|old|long-?standing|long-?time|present|original|inside)"
_AGAIN_BEFORE = re.compile(
    rf"(?:\b{_KNOWN}[ ](?:\w+[ -]){{0,2}}?(?:investors?|backers?|shareholders?|holders?|owners?|ones)|\binsiders?|\bits[ ]owners?|\b(?:its|the)[ ]parent(?:[ ]company)?|\bshareholder[ ]circle[ ]around)[ ,:]+(?:(?:only|including|such[ ]as|like|the)[ ])?{_DESC}\Z",
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
    rf"|\balongside(?:[ ]the)?|\b(?:further|other|new|additional|fellow|outside|remaining|strategic)[ ](?:investors?|backers?|participants?)(?:[ ](?:are|were|include[sd]?))?:?|\bparticipation\b[^.;]{{4,90}},?[ ]and[ ]from(?:[ ]the)?)(?:[ ]|(?<=[=|:])){_DESC}\Z",
    re.I,
)
# "raised $5m from X", "placed notes with X", "agreement with X for the private placement"
_FROM = re.compile(rf"\b(?:from|by)[ ](?:both[ ]|the[ ])?{_DESC}\Z")
_FROM_VERB = re.compile(
    r"\b(?:rais(?:ed?|es|ing)|secur(?:ed?|es|ing)|clos(?:ed?|es|ing)|land(?:ed|s)|receiv(?:ed?|es|ing)|obtain(?:ed|s)?|tak(?:es?|ing|en)|took|bagg?(?:ed|s)|"
    r"pick(?:ed|s|ing)[ ]up|pull(?:ed|s|ing)[ ]in|nett(?:ed|ing)|nets|attract(?:ed|s)?|got|gets|getting|drew|draws|drawn|collect(?:ed|s)?|scor(?:ed?|es)|snag(?:s|ged|ging)|disclosed|"
    r"complet(?:ed?|es)|gather(?:ed|s)|brought[ ]in|is[ ]equity|equity|won|wins|accept(?:ed|s)|sold[ ](?:new[ ])?shares|garner(?:ed|s)|rak(?:ed|es)[ ]in|round|financing|[Ss]eries|seed|extension|funding|investment)\b"
)
_SUM = re.compile(r"\d|\b(?:round|financing|funding|[Ss]eries|seed|money|capital|equity|investment|extension)\b")
_DEBT = re.compile(
    r"\b(?:loans?|debt|credit|facility|facilities|lenders?|bonds?|credit[ ]line|line|borrow\w*|mortgage|overdraft|warehouse|grants?|revenue|sales|orders?|contracts?)\b",
    re.I,
)
_PLACED = re.compile(
    r"(?:\b(?:issued?|issues|issuing|sold|sell|sells|placed|allot(?:ted|s)?)\b(?:[^.;:]|\.\d){3,90}\b(?:notes|shares|stock|bonds|preference|securities)\b[^.;:]{0,25}?[ ](?:to|with)"
    r"|\b(?:Purchase|Subscription|Investment|purchase|subscription|investment)[ ][Aa]greement[ ]with)[ ](?:the[ ])?" + _DESC + r"\Z"
)
_SOLD_OLD = re.compile(r"\b(?:secondary|stake|holding|existing[ ]shares|tender)\b", re.I)
_WITH = re.compile(rf"\b(?:with|and)[ ](?:the[ ])?{_DESC}\Z")
_LED_WITH = re.compile(r"\b(?:led|lead|leads|headed|anchored)\b[^;]{0,60}$")
_EXISTING = re.compile(
    rf"\b(?:{_KNOWN}|insiders?)\b(?!-stage)|already[ ](?:held|invested|a[ ]|an[ ]|shareholders?)|\bboth[ ]on[ ]the[ ]cap[ ]table", re.I
)
_FRESH = re.compile(r"\bnew\b", re.I)
_NEGATED = re.compile(r"\b(?:not|n't|never|no[ ]longer|refus\w+|declin\w+|rather[ ]than|instead[ ]of|without|passed[ ]on|neither|nor)\b|n't\b")
_ADVISER = re.compile(
    rf"\b(?:advis(?:ed|er|ers|or|ors|ory)|counsel|bookrunners?|underwrit\w+|law[ ]firm|analysts?|according[ ]to|told|citing)[ ](?:\w+[ ]){{0,3}}(?:by[ ])?(?:the[ ])?{_DESC}\Z", re.I
)
_DONE_BY = re.compile(
    rf"\b(?:invested|supplied|subscribed|provided|funded|financed|taken[ ]up)(?:[ ](?:for|exclusively|jointly))?[ ]by[ ](?:the[ ])?{_DESC}\Z"
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
_VIA = re.compile(rf"(?<!came[ ])(?<!comes[ ])\b(?:through|via)[ ]{_DESC}\Z")
_BACKED = re.compile(r"\b(?:backed|supported)[ ]by\b[^,.;]*\Z")
_PLURAL_KNOWN = re.compile(rf"\b(?:{_KNOWN})[ ](?:\w+[ -]){{0,2}}?(?:investors|backers|shareholders|holders|owners)\b|\binsiders\b", re.I)
_JOINED = re.compile(r"\b(?:from|join\w*|alongside|with|by|plus|and)[ ]")
# Plain strings, sought before any pattern: most sentences hold none of them.
_QUICK = (
    "led ", "lead", "invest", "back", "partici", "join", "took ", "take", "taking ", "existing", "insider", "return",
    "from ", "head", "anchor", "fronted", "cheque", "check", "came ", "come", "coming", "chip", "contribut", "follow",
    "put ", "putting", "alongside", "notes to", "shares to", "agreement with", "point", "pole position", "responsible",
    "wrote", "writing", "inject", "commit", "pledg", "subscri", "owner", "parent", "along", "continu", "top", "circle",
    "did ", "provid", "fill", "raised", "series", "seed", "among", "others=", "includ", "such as", "re-up", "again", "doubl", "led.", "led,",
)
_BEFORE_LEAD = ("led ", "lead", "headed ", "anchored ", "spearheaded ", "fronted ", "sole ", " around")
_BEFORE_AGAIN = ("investor", "backer", "holder", "owner", "ones ", "insider", "parent")
_BEFORE_PART = (
    "particip", "support", "back", "contribut", "commitment", "investment", "money", "help", "involve", "joined", "accompan",
    "flanked", "investor", "funders", "angel", "names", "other", "firms", "funds", "shareholders", "individuals",
    "subscriber", "buyers", "includ", "as did", "as have", "as has", "as w", "joining", "investing", "taking", "with:", "among",
    "came", "took", "invested", "follow", "wrote", "signed", "come", "coming", "cheque", "check", "ticket", "injection", "infusion",
    "alongside", "names",
)
_BEFORE_PLACED = ("issu", "sold", "sell", "placed", "allot", "agreement with")
_ROW_ROUND = re.compile(
    r"[-|,;:(\t$€£\dmMbB][ ]?(?:Pre-|pre-)?(?:Series[ ][A-K]\d?\+?|[Ss]eed|Pre-?[Ss]eed|Angel|Bridge|Growth)\b"
    r"|^[-*•\s]*(?:Pre-|pre-)?(?:Series[ ][A-K]\d?\+?|[Ss]eed|Angel)\b"
)
_PROSE = re.compile(r"\b(?:rais\w+|led|said|says|has|have|had|is|was|were|will|from|to|for|that|which|and|but|it|its|by|with|of)\b")


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    start: int
    end: int
    outer: int  # behind "of San Francisco", which is no part of the name


def has_investors_en(text: str) -> bool:
    """Return whether a sentence holds any word that could tell of an investor."""
    return _has(text.casefold(), _QUICK)


def investors_en(
    text: str, amounts: Sequence[Amount], earlier: Sequence[Investor]
) -> Iterator[Investor]:
    """Yield the investors of one English sentence; a name may come more than once."""
    money = [one for one in amounts if one.kind == "money" and not one.refused]
    for group in _groups(text, _pronouns(text, earlier) + _names(text)):
        yield from _judged(text, group, money, earlier)


def _has(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # a generator would cost more than the search
        if word in text:
            return True
    return False


# --- names ----------------------------------------------------------------------------------------


def _names(text: str) -> list[_Name]:
    found: list[_Name] = []
    for hit in _NAME.finditer(text):
        for name in _cleaned(text, hit.start(), hit.end()):
            # "former Acme engineer Jo Doe": the firm is where somebody works
            inside = found and _IN_BRACKETS.fullmatch(text, found[-1].end, name.start)
            if not inside and not _PERSON.match(text, name.end):
                found.append(name)
    return found


def _cleaned(text: str, start: int, end: int) -> Iterator[_Name]:
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
    opens = start == 0 or re.search(r"[\n\"“(*•\[]\s?\Z|[.?!][ ]\Z|[-•*][ ]\Z", text[max(0, start - 2) : start])
    name = trimmed(whole) if opens else whole.strip(" .,;:'-")
    if not name or _NO_NAME.fullmatch(name) or _ADJECTIVE_WORD.match(name) or is_place(name):
        return
    if len(name) < 2:
        return
    begin = text.find(name, start)
    if begin >= 0:
        outer = end if of and whole == head and is_place(rest) else 0
        yield _Name(name, begin, begin + len(name), max(outer, begin + len(name)))


_PRONOUN = re.compile(r"\b(?:[Tt]he[ ](?:former|latter)|(?:^|(?<=\. ))They(?=[ ](?:co-)?led\b))\b")


def _pronouns(text: str, earlier: Sequence[Investor]) -> list[_Name]:
    if not earlier:
        return []
    return [_Name(one.group(), one.start(), one.end(), one.end()) for one in _PRONOUN.finditer(text)]


def _full(name: str, earlier: Sequence[Investor]) -> str:
    """Return the name that a pronoun stands for; any other name is its own."""
    names = list(dict.fromkeys(one.name for one in earlier[-20:]))
    lower = name.casefold()
    if lower in ("the former", "the latter", "they"):
        if lower == "the former":
            return names[-2] if len(names) > 1 else ""
        return names[-1]
    return name


def _groups(text: str, names: list[_Name]) -> Iterator[list[_Name]]:
    """Join names that only separators and describing words part."""
    group: list[_Name] = []
    for name in sorted(names, key=lambda one: one.start):
        if group:
            gap = text[group[-1].outer : name.start]
            if len(gap) > 90 or not _GAP.fullmatch(gap):
                yield group
                group = []
        group.append(name)
    if group:
        yield group


# --- roles ----------------------------------------------------------------------------------------


def _judged(
    text: str, group: list[_Name], money: Sequence[Amount], earlier: Sequence[Investor]
) -> Iterator[Investor]:
    start, end = group[0].start, group[-1].outer
    before = text[max(0, start - 150) : start]
    after = text[end : end + 200]
    role, object_ = _role(before, after)
    last: Role | None = None
    if len(group) > 1 and role is not None and text[
        group[-2].outer : group[-1].start
    ] in (", ", ", and "):
        # "The lead investor is A, B followed": the last name has a verb of its own
        last, _ = _role("", after)
    if role is None and _is_row(text, group):
        role = "participant"
    at = start
    is_known = False
    for number, name in enumerate(group):
        told = last if last is not None and number == len(group) - 1 else role
        own = text[at : name.start] if number else _DESC_END.search(before)[0]  # type: ignore[index]
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
            full, told, name.start, name.end, _cheque(text, group, number, money), object_
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
    if took and _EXISTING.search(took.group()):
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
        and re.match(r"[ ](?:alongside|following|in[ ]tow|also|joining|participating|on[ ]board)\b", after)
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


def _is_row(text: str, group: list[_Name]) -> bool:
    """Return whether a list ends a line that only lists company, round and amount."""
    opening = text[: group[0].start] if group[0].start <= 140 else ""
    return (
        re.search(r"[-|,;:\t][ ]?\Z", opening) is not None
        and _ROW_ROUND.search(opening) is not None
        and re.search(r"\d|undisclosed", opening) is not None
        and _PROSE.search(opening) is None
        and _DEBT.search(opening) is None
        and re.fullmatch(r"(?:[ ]?\([^()]*\))?[ .;|]*", text[group[-1].end : group[-1].end + 40]) is not None
    )


_TO_CHEQUE = re.compile(
    rf"{_APPOS}[ ]{_AUX}(?:invest(?:s|ed|ing)?|contribut\w+|inject\w*|commit\w*|pledg\w+|provid\w+|chipp?\w*[ ]in|put(?:s|ting)?(?:[ ](?:in|up))?|"
    r"responsible[ ]for|subscrib\w+(?:[ ](?:to|for))?|wr(?:ote|iting|ites)[ ](?:a|an)(?:[ ](?:cheque|check)[ ](?:of|for))?|takes?|took|in[ ]for|accounts?(?:ed)?[ ]for|adding|added|makes?[ ]available|"
    r"(?:(?:co-)?(?:led|leads?|leading|anchored|anchoring|heads|headed|participat\w+|followed|joined|came[ ]in|(?:lead|leading)[ ]and[ ]put[ ]in)(?:[ ](?:the|its|this)[ ](?:\w+[ ])?(?:round|deal|financing|raise))?(?:[ ]and[ ](?:put|puts|putting)[ ]in|,?[ ](?:with|w/|for|putting[ ]in|contributing|investing))))"
    r"[ ](?:(?:about|around|some|the|a|another|up[ ]to|further|additional|an|in|of|its|with)[ ]){0,3}"
)
_PAID = re.compile(r"[ ](?:the[ ](?:remaining|other)[ ])?|[ ]\(|[ ](?:in[ ])?(?:with|w/|for)[ ](?:an?[ ]|the[ ]|its[ ])?|:[ ]|[ ]-[ ]")
_PAID_FROM = re.compile(
    r"(?:[ ](?:cheque|check|ticket|commitment))?[ ](?:(?:of[ ](?:this|that|it|which)|is|are|was|being)[ ])?(?:(?:came|comes|coming)[ ])?from[ ](?:the[ ])?"
)


_CAME = re.compile(r"com(?:es?|ing)|came|cheque|check|ticket")
_PART_OF = re.compile(
    r"(?:of which|includ(?:es|ed|ing)|compris(?:es|ed|ing)|(?:cheque|check|commitment) of|with|and)[ ]\Z"
)


def _cheque(text: str, group: list[_Name], number: int, money: Sequence[Amount]) -> int | None:
    """Return where the amount stands that one of a list put in alone."""
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
        gap = text[name.outer : one.qualified_start].replace(" (which ", " ")
        is_alone = len(group) == 1 or (number == len(group) - 1 and gap.startswith(" ("))
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
