"""Words that tell what a figure is: one row a cue, by language.

A cue stands before its figure (``<``), after it (``>``) or on either side (``=``). What is told
by a cue named ``-`` is none of the attributes: trade volumes, costs, market sizes and the like are
named here so that they are never taken for what stands beside them.

Marks are not attributes but verbs and remarks: ``+raise`` money that comes in, ``+round`` a round,
``+invest`` an investor's cheque, ``+total`` a sum to date, ``+up`` and ``+down`` changes, ``+hold``
a holding, ``+offer`` an offering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a sentence, with its span there."""

    name: str
    side: str
    start: int
    end: int
    bonus: float
    basis: str = ""


# name, side, bonus, basis, pattern
Row = tuple[str, str, float, str, str]

_MONEY_WORD = (
    r"(?:money|cash|capital|investment|funding|funds|financing|round|injection|proceeds|deal|raise)"
)
_NEW = r"(?:(?:the|this|its|that|all|any)\s+)?(?:(?:new|fresh|latest|incoming|additional)\s+)?"

ENGLISH: tuple[Row, ...] = (
    # never an attribute
    (
        "-",
        ">",
        5,
        "",
        r"(?:other )?(?:people|persons|sources|executives|investors|bankers|founders|analysts) (?:familiar|close|with|briefed|who|said|say|told|involved)",
    ),
    (
        "-",
        "=",
        2,
        "",
        r"(?:(?:net|gross) )?(?:(?:revenue|dollar|customer|logo) )+retention(?: rate)?",
    ),
    ("-", "=", 2, "", r"retention(?: rate)?"),
    (
        "-",
        "=",
        2,
        "",
        r"gross (?:merchandise|transaction|payments?|bookings?|written premiums?)(?: (?:value|volume|sales))?",
    ),
    ("-", "=", 2, "", r"(?:GMV|GTV|TPV|GPV|ACV|TCV|AUM|EBITDA|EBIT|TAM|NRR|CAC|LTV|ARPU|IRR|GWP)"),
    ("-", "=", 1, "", r"(?:annual |total )?contract value"),
    (
        "-",
        "=",
        2,
        "",
        r"up-?front(?: payment)?|milestones?(?: payments?)?|royalt(?:y|ies)|warrants|share capital|nominal (?:value|capital)|minimum (?:application|investment|ticket)|in (?:the )?trust|trust account|enterprise value|impairments?|write-?(?:downs?|offs?)|purse|prizes?",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"(?:total|other|interest|comprehensive|rental|gross|disposable|per capita) income",
    ),
    ("-", "=", 1, "", r"(?:adjusted )?operating (?:loss(?:es)?|profits?|expenses|costs?)"),
    ("-", "=", 1, "", r"(?:pre-?tax|before[- ]tax) (?:loss(?:es)?|profits?)"),
    ("-", "=", 1, "", r"gross (?:profits?|margins?|income|loss)"),
    ("-", "=", 1, "", r"(?:operating |profit |contribution |net |take )?(?:margins?|rates?)\b"),
    (
        "-",
        "=",
        1,
        "",
        r"(?:(?:payments?|transactions?|trading|sales|loan|lending|traded|processed) )?volumes?",
    ),
    ("-", "=", 1, "", r"(?:order|loan) ?books?|backlog|bookings|pre-orders|orders"),
    (
        "-",
        "=",
        1,
        "",
        r"(?:total |net )?assets(?: under management| under administration)?|deposits",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"(?:total )?addressable market|market (?:size|opportunity|share)|market (?:was |is |will be )?worth",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"(?:capital (?:expenditures?|spending)|capex|R&D|research and development|marketing|advertising)",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"(?:salar(?:y|ies)|wages?|wage bill|payroll|bonus(?:es)?|rent|tuition|dividends?|subsid(?:y|ies)|grants?)",
    ),
    ("-", "<", 1, "", r"(?:fined|fines?(?: of)?|penalt(?:y|ies)|settlement|damages|lawsuit)"),
    (
        "-",
        "<",
        0,
        "",
        r"(?:acquir(?:ed|es|ing)|acquisition|bought|buys|buying|takeover|purchase[sd]?|sold to|sale to)",
    ),
    (
        "-",
        "=",
        0,
        "",
        r"(?:spent|spends?|spending|costs?|costing|paid|pays|expenses?|outlays?|budget)",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"(?:discount|premium|interest|coupon|tax(?:es)?|inflation|commission|fees?|yield|cut|conversion)",
    ),
    (
        "-",
        ">",
        1,
        "",
        r"(?:fund|vehicle) (?:of|to|for|that|aimed|which)|(?:debut|maiden|first|second|third|flagship|new) fund",
    ),
    ("-", "<", 1, "", r"(?:fund of|manages|managing|management of)"),
    ("-", "=", 1, "", r"(?:contracts?|tenders? worth|deal with|order from|order for|order worth)"),
    ("-", ">", 1, "", r"(?:of (?:the )?(?:votes?|voting)|(?:of )?voting (?:rights|power|control))"),
    ("-", "<", 1, "", r"(?:votes?|voting (?:rights|power|control)|retention)"),
    (
        "-",
        ">",
        0,
        "",
        r"(?:secondary|of (?:its |their |the |common |existing |old |employee |staff |vested )*(?:stock|shares?|options))",
    ),
    (
        "+secondary",
        "=",
        1,
        "",
        r"(?:tender offer|secondary (?:sale|transaction|deal|offering|share sale|trade)|share (?:sale|buy-?back)|buy-?back|sell(?:ing)? (?:up to |about |around )?(?=[$€£¥₹]|US\$))",
    ),
    (
        "+secondary",
        "=",
        0,
        "",
        r"(?:old|existing|employee|staff) (?:shares|stock)|offer[- ]for[- ]sale|OFS",
    ),
    (
        "valuation",
        "<",
        2,
        "",
        r"puts? [^.;$€£¥₹]{2,30}? at|works? out (?:to|at)|assess(?:ed|es) (?:it )?at|carr(?:y|ies|ied) [^.;$€£]{0,24}? at|came in at|done at|struck at|mak(?:es|ing) the whole(?: company)? worth|price that implied|at (?:a|the same) price (?:of|that)|marked (?:it |down |up )*(?:to|at)|had paid|price (?:to|of|at)|put the price",
    ),
    (
        "valuation",
        ">",
        2,
        "",
        r"(?:at which it (?:last )?(?:sold|raised|issued|did)|struck when|put on it|for (?:the whole|all of the) (?:company|firm|business)|for the company)",
    ),
    (
        "valuation",
        "<",
        2,
        "",
        r"(?:is|was|be|been|were|company|firm|business|group|start-?up|it|currently|now|still|then) (?:(?:now|still|then|once|already|only|about|therefore) )*worth",
    ),
    ("-", "=", 1, "", r"worth(?: of)?"),
    (
        "-",
        "<",
        0,
        "",
        r"(?:market for|industry (?:of|worth)|sector worth|loans (?:worth|of)|processed|handled|transacted|disbursed)",
    ),
    (
        "-",
        "=",
        2,
        "",
        r"(?:gross )?billings|benefits|ESOP charges|expenditure|charges|dry powder|cheapest|minimum|shortfall|(?:hundred|bad) debts?|project loan to",
    ),
    # what it is worth
    (
        "pre_money_valuation",
        "=",
        4,
        "",
        r"pre-?(?:money|investment|deal|funding|financing)(?: (?:equity )?(?:valuation|value|price|basis))?|pre(?= |$|[.,;)])",
    ),
    (
        "pre_money_valuation",
        ">",
        4,
        "",
        rf"(?:before|excluding|not counting|not including|without|ahead of|prior to) (?:counting |including |adding )?{_NEW}{_MONEY_WORD}(?! (?:ran|runs|dried))",
    ),
    (
        "pre_money_valuation",
        "<",
        4,
        "",
        rf"(?:before|excluding|not counting|without|prior to) (?:counting |including |adding )?{_NEW}{_MONEY_WORD}(?: (?:is|are|was|were) (?:counted|added|included))?,? (?:the |it |that )?(?:company |firm |start-?up |business |group )?(?:was |is |were )?(?:valu|worth|price)\w*",
    ),
    (
        "post_money_valuation",
        "=",
        4,
        "",
        r"post-?(?:money|investment|deal|funding|financing)(?: (?:equity )?(?:valuation|value|price|basis))?|post(?= |$|[.,;)])",
    ),
    (
        "post_money_valuation",
        ">",
        4,
        "",
        rf"including the (?=[$€£¥₹\d]|US\$)|(?:once|after|including|counting|inclusive of|with|when) (?:counting |including |adding )?{_NEW}{_MONEY_WORD}(?: (?:is|are|was|were) (?:counted|added|included|in)| included| counted| added| closes?| closed)?(?! of\b| from)",
    ),
    (
        "post_money_valuation",
        "<",
        4,
        "",
        rf"(?:once|after|including|counting|with) {_NEW}{_MONEY_WORD}(?: (?:is|are) (?:counted|added|included))?,? (?:the |it |that )?(?:company |firm |start-?up |business |group )?(?:was |is |were |will be )?(?:valu|worth)\w*(?: at)?",
    ),
    (
        "market_cap",
        "=",
        3,
        "",
        r"market[- ]cap(?:itali[sz]ation)?|market value|stock[- ]market value|market capitali[sz]ation",
    ),
    ("valuation", "=", 3, "", r"valuations?"),
    ("valuation", "<", 2, "", r"(?:re)?valu(?:ed|es|ing|e)\b[^.;]{0,70}? (?:at|to)\b"),
    (
        "valuation",
        "<",
        1,
        "",
        r"(?:re)?valu(?:ed|es|ing|e)\b|price tag|priced at|pegged at|mark(?:ed|s|ing)? (?:down |up )?(?:its |the )?(?:stake|holding|it|company)?",
    ),
    # sums and debt
    (
        "total_raised",
        "=",
        4,
        "",
        r"(?:total|overall|cumulative|lifetime|aggregate|combined) (?:(?:equity|venture|outside|external|disclosed) )?(?:funding|capital|financing|fundraising|raised|investment|funds|equity|amount)(?: raised| received| to date| so far)*",
    ),
    (
        "total_raised",
        "<",
        4,
        "",
        r"(?:has |have |had )?(?:now |already |so far |previously )*(?:raised|taken in|attracted|received|secured|collected|brought in|accumulated|drawn)(?: a)? (?:total|combined|cumulative|grand total|sum total)(?: of)?",
    ),
    (
        "total_raised",
        ">",
        5,
        "",
        r"(?:in total |in all |of \w+ |in \w+ |in \w+ \w+ |overall |altogether |from investors |from backers )?(?:to date|so far|since (?:its |it was |the )?(?:inception|founding|founded|launch|launched|start|foundation|birth|formation|beginning)|over its lifetime|in its lifetime|overall|all told|through the end of \d{4}|since \d{4}|across (?:all|\w+) rounds|over (?:all|\w+) rounds|in all rounds)",
    ),
    (
        "total_raised",
        "<",
        4,
        "",
        r"(?:to date|so far|since (?:its )?(?:inception|founding|launch)),? (?:the (?:company|start-?up|firm) |it |\w+ )?(?:has |have )?(?:raised|taken|attracted|received|secured)|(?:bring(?:s|ing)?|took|takes|taking|lift(?:s|ing|ed)?|brought|push(?:es|ing|ed)?) (?:its |the |their |the company's |total |all |\w+'s )*(?:total|funding|fundraising|haul|capital|tally|war chest|money raised)[^.;$€£]{0,50}? to",
    ),
    (
        "debt_raised",
        "=",
        3,
        "",
        r"(?:(?:senior|secured|unsecured|venture|structured|private|bank|mezzanine|asset-backed|green|syndicated|working[- ]capital|term|bridge|government|state|subordinated|straight|corporate|convertible) )*(?:debts?|loans?|bonds?|credit (?:lines?|facilit(?:y|ies))|lines? of credit|debentures?|revolver|revolving (?:credit )?facility|facilit(?:y|ies)|borrow(?:ed|ings?|s)?|overdraft|lending|promissory notes?|NCDs?|len[dt](?:ing)?|line|credit capacity|warehouse (?:line|facility))",
    ),
    (
        "+convertible",
        "=",
        3,
        "",
        r"convertible (?:notes?|loan notes?|bonds?|loans?|debt|debentures?)|CCDs|SAFEs?(?: notes?)?",
    ),
    # money in
    (
        "+raise",
        "<",
        0,
        "",
        r"(?:rais(?:ed|es|ing|e)|seek(?:s|ing)?|sought|clos(?:ing|es|ed) on|(?:asking|talking) [^.;]{2,40}? (?:for|about)|secur(?:ed|es|ing|e)|clos(?:ed|es|ing|e)|land(?:ed|s|ing)|bag(?:ged|s)|net(?:ted|s|ting)|nab(?:bed|s)|pick(?:ed|s|ing)? up|pull(?:ed|s) in|rak(?:ed|es) in|snag(?:ged|s)|scor(?:ed|es)|injection|infusion|finali[sz](?:ed|ing|e)|inject(?:ed|s|ing)?|rounded up|scoop(?:ed|s) up|hauled in|reel(?:ed|s) in|topped up|round has grown to|look(?:s|ing)? for|hunting for|term sheet for|(?:issu(?:e|ed|es|ing)|sell|sold|sells|subscribe[sd]?) [^.;$€£¥₹]{0,60}?(?:shares|stock)[^.;$€£¥₹]{0,30}?(?: for| worth))",
    ),
    (
        "+raise",
        "<",
        -2,
        "",
        r"(?:add(?:s|ed|ing)|bring(?:s|ing)? in|brought in|br(?:ought|ings?)|attract(?:ed|s|ing)|complet(?:ed|es|ing|e)|announc(?:ed|es|ing)|receiv(?:ed|es|ing|e)|obtain(?:ed|s)|gather(?:ed|s)|collect(?:ed|s|ing)?|takes?|took|taken|won|wins|got|gets|draw(?:s|n|ing)?|pour(?:ed|s|ing)?|tap(?:ped|s)?|put(?:s|ting)?)",
    ),
    ("+raise", "<", -1, "", r"(?:a )?(?:further|another|additional|remaining|last|final)"),
    (
        "+raise",
        ">",
        1,
        "",
        r"(?:that )?it (?:brought in|raised|took in|took)|(?:in )?new (?:stock|equity)|(?:will|to|would) be (?:paid|released|drawn|wired|transferred|called)|(?:was|were|has been) (?:drawn|wired|paid in)",
    ),
    (
        "+raise",
        "=",
        1,
        "",
        r"(?:re)?financing|funding|fund-?rais(?:e|ing|er)|capital (?:raise|raising|increase|injection)|investment|raise|equity|cash injection|new money|fresh (?:money|capital|cash|funds)|seed money|capital|proceeds|crowdfund(?:ing|ed)?",
    ),
    (
        "+round",
        "=",
        2,
        "",
        r"(?:(?:pre-?)?seed(?:[- ]stage)?|pre-?series [A-K]\d?|(?:pre-?)?series [A-K]\d?\+?(?:[- ](?:extension|prime))?|[A-K]\d?\+? round|pre-?IPO)(?: (?:funding|financing|investment|equity))?(?: (?:round|tranche|closing|close|extension|investment|financing|funding))?|(?:angel|growth|bridge|extension|follow-on|first|second|third|new|latest|down|up|inside|strategic|institutional|private)(?: (?:funding|financing|investment|equity|institutional))? (?:round|tranche|closing|close|extension|investment|financing|funding|funds|placement|money)",
    ),
    ("+round", "=", 1, "", r"(?:\w+ )?(?:round|tranche|closing|instal?lments?|cheque|check)(?:s)?"),
    (
        "+invest",
        "<",
        2,
        "",
        r"(?:invest(?:ed|s|ing|ment of)?|contribut(?:ed|es|ing|e)|put(?:ting|s)? (?:in|up|down)?|chip(?:ped|s|ping) in|commit(?:ted|s|ting)?|wr(?:ote|iting|ites?) an?|kick(?:ed|ing) in|account(?:ed|s|ing) for|subscrib(?:ed|es|ing) for|provid(?:ed|es|ing)|pledg(?:ed|es|ing)|anchor(?:ed|s|ing)?)",
    ),
    (
        "+offer",
        "=",
        3,
        "",
        r"(?:(?:initial )?public offering|IPO|(?:share|stock|public) (?:offering|issue)|offering|(?:fresh|new|primary) (?:issue|shares|stock|issuance|equity shares)|new shares)(?: (?:of|worth|to raise|raising|size|proceeds))?|(?:IPO|offering|net|gross|offer) proceeds(?: of)?|float of",
    ),
    # operating figures
    (
        "arr",
        "=",
        4,
        "",
        r"(?:annual(?:ly|i[sz]ed)?|yearly|monthly|committed|contracted)?[- ]?recurring revenues?(?: \(ARR\))?|ARR|CARR",
    ),
    (
        "arr",
        "=",
        4,
        "annualised",
        r"annuali[sz]ed (?:(?:net|gross|total|subscription) )?(?:revenues?|sales|turnover|run[- ]rate)(?: run[- ]rate)?|revenues?,? annuali[sz]ed",
    ),
    (
        "arr",
        "=",
        4,
        "run_rate",
        r"(?:annual |yearly |annuali[sz]ed )?(?:revenue |sales )?run[- ]?rate(?: (?:of )?(?:revenues?|sales))?|(?:revenues?|sales) (?:at an? )?run[- ]?rate|annual (?:pace|clip)",
    ),
    (
        "revenue",
        "=",
        3,
        "",
        r"(?:(?:net|total|recogni[sz]ed|annual|yearly|consolidated|operating|full-year|quarterly|group|overall|booked) )*(?:revenues?|sales|turnover|topline|top line|operating income|operating revenue)|turned over|rev|earned|income from operations",
    ),
    ("net_loss", "=", 3, "adjusted", r"adjusted (?:net )?loss(?:es)?"),
    (
        "net_loss",
        "=",
        3,
        "",
        r"(?:(?:net|after-tax|annual|full-year|total|consolidated|accumulated|cumulative|quarterly|attributable|bottom-line) )*loss(?:es)?|lost|losing|in the red|deficits?",
    ),
    ("net_profit", "=", 3, "adjusted", r"adjusted (?:net )?(?:profits?|income|earnings)"),
    (
        "net_profit",
        "=",
        3,
        "",
        r"(?:(?:net|after-tax|annual|full-year|total|consolidated|quarterly|attributable) )*(?:profits?(?: after tax)?|earnings|surplus)|net income|PAT|in the black",
    ),
    (
        "burn",
        "=",
        4,
        "",
        r"(?:(?:net|monthly|average|gross|quarterly) )*(?:cash[- ])?burn(?:s|ed|ing|t)?(?: rate)?(?: through)?|cash (?:outflows?|consumption|used|usage)|(?:negative (?:free |operating )?cash flow)|(?:net )?cash used(?: in operat\w+(?: activities)?)?|operating cash outflows?|(?:go(?:es|ing)|went|gets?|getting|eats?|ate|eating|runs?|running|ran|chew(?:s|ed|ing)?) through|consum(?:ed|es|ing)(?: cash)?|(?:going|goes|went|walking) out (?:of )?the door|used up|(?:operations|operating activities)[^.;$]{0,25}? (?:used|consumed)|(?:free|operating) cash flow[^.;$€£¥₹]{0,40}? (?:was|of|came to|is|stood at)(?: (?:minus|negative))?|(?:out of the door)",
    ),
    (
        "burn",
        ">",
        5,
        "",
        r"(?:a|per|each|every) month(?: more than|,? (?:on average|to run))?|of cash in (?:its )?operat\w+|cash in operations|monthly burn",
    ),
    (
        "cash_balance",
        "=",
        4,
        "",
        r"(?:liquid funds|cash and (?:cash[- ])?equivalents|cash (?:on hand|on its balance sheet|balances?|reserves?|pile|positions?|and (?:cash[- ])?equivalents|and (?:short-term )?(?:bank )?(?:deposits?|investments)|in (?:the )?bank|at (?:the )?(?:bank|hand|period end|year[- ]end|end)|holdings|cushion|left|available)|(?:in|of) (?:cash|the bank)|in the bank|bank balance|money in the bank|cash and cash equivalents|cash,? (?:and )?(?:cash )?equivalents|liquidity|war chest|in its coffers|holds? (?:over |more than |about |some )?(?=.{0,25} in cash)|unspent|in the account|(?:left|remaining) in (?:cash|the bank))",
    ),
    ("cash_balance", "<", 1, "", r"cash(?![- ](?:flow|burn|out))"),
    ("cash_balance", ">", 1, "", r"(?:of |in )?cash(?! ?-?(?:burn|flow))"),
    (
        "paying_users",
        "=",
        4,
        "",
        r"(?:paying|paid|paid-up|fee-paying) (?:\w+ )?(?:users?|customers?|clients?|subscribers?|members?|accounts?|companies|businesses|merchants|households|seats|organi[sz]ations)|paying subscriptions|customers? (?:who |that )?(?:pay|paying)|paying",
    ),
    (
        "users",
        "=",
        3,
        "",
        r"(?:(?:monthly|daily|weekly|registered|active|individual|retail|enterprise|corporate|business|total|signed-up|end|global) )*(?:users?|customers?|clients?|subscribers?|accounts|members|learners|merchants|readers|players|drivers and riders|households|shoppers)\b|MAUs?|DAUs?|WAUs?|(?:user|customer|client) base|serv(?:es|ing|ed)|used by",
    ),
    (
        "paying_users",
        ">",
        4,
        "",
        r"(?:of (?:whom|them|which) (?:some |about |around |\w+ )?)?(?:people |users |customers |students |companies )?(?:pay|paying|paid)(?: students| customers| a monthly fee| for (?:it|the app|the service))?|(?:of them )?(?:are )?on a paid",
    ),
    (
        "users",
        ">",
        1,
        "",
        r"(?:growers|farmers|shops|stores|people|companies|owners|unique visitors|visitors|\w+) (?:have an account|who open it|opened the app|ship with us|use it|bought from it|signed up)|unique visitors|visitors|total active",
    ),
    (
        "users",
        ">",
        1,
        "",
        r"(?:(?:\w+ )?(?:companies|businesses|utilities|hospitals|schools|banks|retailers|firms|teams|organi[sz]ations|developers|farmers|people|pharmacies|clinics|brands|insurers|factories|municipalities|restaurants|students|patients|doctors|enterprises)) (?:use|are using|now use|have signed|rely|pay|on (?:its|the)|as (?:customers|clients))",
    ),
    (
        "employees",
        "=",
        3,
        "",
        r"(?:(?:full-time|total) )?(?:employees|staff(?:ers)?|headcount|workforce|workers|personnel|FTEs)|employ(?:s|ed|ing)?|people on (?:its|the) payroll|team of|head ?count|payroll of",
    ),
    (
        "employees",
        ">",
        1,
        "",
        r"(?:of us|jobs|souls|colleagues|people (?:now )?work|-(?:person|strong|people)|people (?:work|in (?:\w+ )?offices|across|work for)|people|strong)",
    ),
    (
        "#",
        ">",
        1,
        "",
        r"(?:engineers|scientists|researchers|PhDs|salespeople|contractors|couriers|nurses|posts|roles|positions|redundanc\w+|layoffs)",
    ),
    (
        "-",
        "<",
        1,
        "",
        r"(?:laid off|lay(?:ing)? off|layoffs?(?: of)?|cut(?:s|ting)?|dismiss(?:ed)?|let go(?: of)?|shed(?:s|ding)?|hir(?:e|ed|ing)|recruit(?:ed|ing)?)",
    ),
    # changes and holdings
    (
        "+up",
        "=",
        2,
        "",
        r"(?:up|rose|rise[sn]?|rising|grew|grows?|growth(?: rate)?|growing|grown|increas(?:ed|es|ing|e)|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?|surg(?:ed|es|ing|e)|soar(?:ed|s|ing)?|expand(?:ed|s|ing)?|expansion|gain(?:ed|s|ing)?|higher|swell(?:ed|ing)?|swollen|widen(?:ed|s|ing)?|accelerat(?:ed|ing)|advanc(?:ed|ing)|leap(?:t|ed)?|uplift|ahead|added|adding)",
    ),
    (
        "+up",
        "=",
        2,
        "",
        r"(?:(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|annual(?:i[sz]ed)?|a year|organic|top-?line|revenue|sales|compound(?: annual)?|month-on-month|quarter-on-quarter|monthly|like-for-like) )*(?:growth|increase|rise|jump|gain|surge|more than|higher|above|improvement|uplift|up on)|year[- ]on[- ]year|year[- ]over[- ]year|yoy|y/y|(?:more|higher|larger|bigger) than",
    ),
    (
        "+down",
        "=",
        2,
        "",
        r"(?:down|fell|falls?|falling|fallen|drop(?:ped|s|ping)?|declin(?:ed|es|ing|e)|slip(?:ped|s|ping)?|shr(?:ank|inks?|unk|inking)|decreas(?:ed|es|ing|e)|narrow(?:ed|s|ing)?|lower|contract(?:ed|ion|ing)|plung(?:ed|es|ing)|slid(?:e|es)?|tumbl(?:ed|es|ing)|reduc(?:ed|tion|ing)|halv(?:ed|ing)|sank|eased|cooled|trimmed|retreated)",
    ),
    (
        "+down",
        "=",
        2,
        "",
        r"(?:(?:year[- ]on[- ]year|year[- ]over[- ]year|annual|revenue|sales) )*(?:decline|decrease|drop|fall|contraction|reduction)|(?:less|lower|smaller|fewer) than|below",
    ),
    (
        "+hold",
        "=",
        2,
        "",
        r"(?:hold(?:s|ing|ings)?|held|own(?:s|ed|ing|ership)?|control(?:s|led|ling)?|retain(?:s|ed|ing)?|keep(?:s|ing)?|kept|possess(?:es|ed)?|left (?:him|her|them|it) with|receiv(?:ed|es)|moves? up to|command(?:s|ed)?|belong(?:s|ed)? to|(?:largest|biggest|second-largest|main|single|\w+-largest) (?:\w+ )?(?:owner|holder|shareholder|stakeholder)|owners?|share(?:holding)s?|stakes?|interests?|shareholder|of the (?:shares|equity|company|capital|stock|firm|business)|of (?:its|their) (?:shares|equity|stock|capital)|equity|minority|majority)",
    ),
    (
        "#",
        ">",
        1,
        "",
        r"(?:homes|stores|shops|outlets|cars|vehicles|scooters|bikes|machines|robots|units|tonnes|tons|patents|flights|restaurants|hotels|deals|orders|shares|cities|countries|warehouses|kitchens|branches|beds|hospitals|satellites|drivers|sellers|hosts|riders|downloads|messages|transactions|sites|stations|locations|seats|pages|hours|days|weeks|months|years|km|miles|MW|GW|MWh|GWh)\b",
    ),
)

CHINESE: tuple[Row, ...] = (
    (
        "-",
        "=",
        2,
        "",
        r"GMV|GTV|TPV|EBITDA|AUM|市占率|市场份额|市場份額|市佔率|留存率?|净收入留存|续费率|续约率|復購率|复购率|毛利率?|毛損|利润率|净利率|營業利益率?|费用率|渗透率|滲透率|占比|佔比|占(?!股)|良率|换手率",
    ),
    (
        "-",
        "=",
        2,
        "",
        r"(?:平台|总|總|年|累计)?(?:交易额|交易額|交易总额|成交额|成交額|成交总额|流水|订单额|订单金额|订单总额|合同额|合同金额|在手订单|訂單金額|签约额|预订额|预售额|放款额|放贷|贷款余额|规模保费|管理规模|管理资产|管理資產|资产总额|总资产|總資產|净资产|資產規模|存款)",
    ),
    (
        "-",
        "=",
        1,
        "",
        r"注册资本|注冊資本|首付款|里程碑(?:付款|款)?|信托账户|信託帳戶|基金募集|主基金|四期基金|企业价值|企業價值|债务|債務|入場費|入场费|补流|市场规模|市場規模|产业规模|行业规模|市场空间|市场容量|投资规模|总投资|總投資|投资总额|基金规模|基金規模|首期规模|产值|產值|补贴|補貼|补助|奖金|罚款|罰款|薪酬|薪资|月薪|年薪|工资|底薪|租金|押金|票价|售价|定价|單價|单价|客单价|客單價|均价|造价|成本|费用|費用|支出|开支|開支|研发投入|研发费用|研發費用|研发开支|营销费用|销售费用|投入|营业亏损|營業虧損|经营亏损|經營虧損|营业利润|營業利益|经营利润|经营溢利|營業利潤|税前(?:亏损|利润)|稅前(?:淨?利|淨?損|虧損)|毛利|分红|派息|利息|利率|票面|税率|费率|费|服务费|佣金|关税|通胀|收购价|收购|收購|斥资|并购|合同|订单|訂單|赔偿|折让|折扣|折價|溢价|溢價|降幅|裁员|裁撤|裁員|裁减|优化|违约金|贷款规模|销量|出货量|保费|薪水|电价|价格|價格",
    ),
    ("-", "<", 1, "", r"投票权|投票權|表决权|表決權|票权"),
    (
        "+secondary",
        "=",
        1,
        "",
        r"老股(?:转让|轉讓|交易)?|套现|套現|变现|转让(?:了|其)?|轉讓|回购|回購|减持|減持|旧股|舊股|员工(?:期权|股)",
    ),
    (
        "pre_money_valuation",
        "=",
        5,
        "",
        r"(?:投前(?:是)?|融资前|融資前|增资前|增資前|投资前|投資前|交易前|本轮融资前|本輪融資前|注资前|注資前|入股前)(?:整体|整體|企业|公司)?(?:的)?(?:估值|价值|價值)?|(?:不含|不包括|不计入|不計入|不计|不計|未计入|未計入|尚未计入|扣除)(?:本轮|本輪|此轮|此輪|新|这笔|這筆|本次)?(?:新)?(?:融资|融資|资金|資金|钱|投资|投資|募资)(?:额|款)?(?:在内|在內)?(?:的)?(?:估值)?",
    ),
    (
        "post_money_valuation",
        "=",
        5,
        "",
        r"(?:投后|投後|新资金计入后|合併後|合并后|融资后|融資後|增资后|增資後|投资后|投資後|交易后|交易後|(?:本轮|本輪|此轮|此輪|该轮|該輪|本次|此次)?(?:融资|融資|增资|增資|投资|投資|交易|注资|注資|交割|募资|募資)(?:完成|结束|結束)(?:后|後|之后|之後)|完成(?:本轮|本輪|此轮|此輪|本次|此次)?(?:融资|融資|增资|增資)(?:后|後)|(?:本轮|本輪|此轮|该轮|本次)(?:融资|融資|增资)?(?:后|後))(?:,)?(?:其|公司|企业|该公司)?(?:整体|整體|企业|公司|最新)?(?:的)?(?:估值|股权价值|股權價值|价值|價值)?|(?:包括|计入|計入|连同|連同|加上|含)(?:本轮|本輪|此轮|此輪|新|这笔|這筆|本次)?(?:新)?(?:融资|融資|资金|資金|投资|投資|募资)(?:额|款)?(?:在内|在內|后|後)?(?:的)?(?:估值)?",
    ),
    ("market_cap", "=", 4, "", r"总?市值|總?市值"),
    ("valuation", "=", 3, "", r"估值|身价|身價|身家|作价|作價"),
    (
        "total_raised",
        "=",
        6,
        "",
        r"累计(?:已)?(?:完成|获得|获|募集|募得|取得)?(?:股权)?(?:融资|募资|融得|筹集|募集|获投|获融)(?:总额|金额|额|规模|资金)?|累計(?:已)?(?:完成|獲得|獲|募集|募得|取得)?(?:股權)?(?:融資|募資|籌資|籌得)(?:總額|金額|額|資金)?|总融资(?:额|金额)?|總(?:融資|募資)(?:額|金額)?|(?:股权|股權)(?:融资|融資)(?:总额|總額|合计|合計)(?:已达|已達|达)?|(?:融资|融資)(?:总额|總額)(?:累计|累計)|累計注資|累计注资|(?:總計|总计|此前共|此前總計)(?:募得|融资|募集|募資)|(?:累计|累計|总共|總共|合计|合計|共|一共|先后)(?:已)?(?:融了?|融资|融資|募资|募資|获投|筹得|籌得|募得)(?:了)?",
    ),
    (
        "debt_raised",
        "=",
        4,
        "",
        r"授信|聯貸|联贷|中票|中期票据|借入|专项贷|贷款|貸款|借款|债务额度|银团|銀團|公司债|公司債|债券|債券|可转债|可轉債|债务融资|債務融資|债权融资|債權融資|债权|信贷|信貸|信用额度|信用額度|票据|票據|融资租赁|債(?!權)",
    ),
    (
        "+raise",
        "=",
        1,
        "",
        r"(?:股权|股權|战略|戰略|风险|外部|新一轮|新一輪|首轮|首輪)?(?:融资|融資|募资|募資|集资|集資|筹资|籌資|增资|增資|注资|注資|投资|投資)(?:额|額|金额|金額|规模|規模|总额|總額|款)?|募得|募集(?:资金|資金)?|筹集|籌集|籌得|融到|融得|获投|获注|入账|到账|到賬|交割|认购|認購|获得|獲得|获(?=.{0,8}[\d数近超约])|獲(?=.{0,8}[\d數近超約])|拿到|斩获|敲定|完成|首笔|尾款|第[一二三]期|金额|金額|规模|規模|共计|合计",
    ),
    (
        "+round",
        "=",
        2,
        "",
        r"(?:天使\+?|种子|種子|Pre-?[A-Z]\d?\+*|[A-Z]\d?\+*|Pre-?IPO|战略|戰略|首|新一|本|此|该|該|上一|前一|上)(?:轮|輪)(?:次)?(?:股权|股權)?(?:融资|融資|投资|投資)?|战略融资|戰略融資",
    ),
    (
        "+invest",
        "<",
        3,
        "",
        r"出资|出資|认购|認購|投入|注资|注資|投资|投資|入股|斥资|斥資|领投|領投|跟投|加码|加碼|投了",
    ),
    (
        "+offer",
        "=",
        4,
        "",
        r"首次公开(?:发行|募股|招股)|首次公開(?:發行|招股|募股)|IPO|招股|发行(?:新股|价|规模)?|發行(?:新股|價|規模)?|公开发售|公開發售|全球发售|全球發售|新股|募资净额|募資淨額|集资|集資|上市(?:募资|融资|集资|募資)",
    ),
    (
        "arr",
        "=",
        5,
        "",
        r"(?:年度?|年化|月度)?(?:经常性|經常性|循环|循環|可重复性|订阅|訂閱)(?:收入|营收|營收|收益)(?:\(ARR\))?|ARR",
    ),
    (
        "arr",
        "=",
        5,
        "annualised",
        r"年化(?:收入|营收|營收|销售额|經常性收入|经常性收入|收益|运行率|运营收入)?(?:\(ARR\))?|(?:收入|营收|營收)年化|(?:收入|营收)?运行率|(?:按|以).{0,8}年化|年化后|换算成全年|折算(?:成|为)?(?:全年|年)",
    ),
    (
        "revenue",
        "=",
        4,
        "",
        r"(?:主营业务|主營業務|營業|营业|总|總|经营|合并|合併|全年|年|净|淨|海外|订阅|软件|服务)?(?:收入|营收|營收|收益|销售额|銷售額|营业额|營業額|入账收入)",
    ),
    (
        "net_loss",
        "=",
        4,
        "adjusted",
        r"(?:经调整|經調整|调整后|調整後|调整|非国际(?:财务报告)?准则|Non-?GAAP)(?:的)?(?:净|淨)?(?:亏损|虧損|损失|損失)(?:净额|額)?",
    ),
    (
        "net_loss",
        "=",
        4,
        "",
        r"(?:累计|累計|归母|税后|稅後|年内|年內|期内|期內|合计|全年|年度)*(?:净|淨)?(?:亏损|虧損|亏了|虧了|亏|赔了?|賠了?|蝕)(?:净额|額|总额)?|(?:净|淨)(?:损失?|損失?)|亏空",
    ),
    (
        "net_profit",
        "=",
        4,
        "adjusted",
        r"(?:经调整|經調整|调整后|調整後|扣非(?:后)?(?:归母)?)(?:净|淨)?(?:利润|利潤|溢利|盈利|收益)",
    ),
    (
        "net_profit",
        "=",
        4,
        "",
        r"(?:归母|稅後|税后|期内|年内|全年)*(?:净利润?|淨利潤?|纯利|純利|溢利|盈利|利润|利潤|净利|淨利|净收益|稅後盈餘|盈餘)",
    ),
    (
        "burn",
        "=",
        6,
        "",
        r"(?:每月|一个月|一個月|月均|单月|單月)(?:开支|開支|支出|花费|花費|要用掉|要花|用掉|花掉|花|亏|的?成本)(?:约|約|大约)?|(?:每月|月均|月度|单月|平均每月|每個月|每个月|一个月|每年|年均|季度)?(?:净|淨)?(?:现金|現金)?(?:烧钱|燒錢|消耗|燒掉|烧掉|烧(?:去|了)?|燒(?:去|了)?|净流出|淨流出|流出)(?:率|速度|额|約|约)?|(?:经营|營運)(?:活动)?(?:所用|使用|耗用|使用的)(?:的)?(?:现金|現金)(?:流量)?(?:净额|淨額)?|(?:经营|經營|营运|營運)(?:活动|活動)?(?:产生的|產生的|所得)?(?:现金|現金)(?:流量)?(?:净额|淨額)(?=.{0,12}-)|(?:经营|營運|经营活动|經營活動|营运)(?:性)?(?:活动)?(?:所用|使用|耗用|净流出|净额)?(?:的)?(?:现金|現金)(?:流)?(?:净额|淨額)?(?:净流出|淨流出|流出|為負|为负|消耗|所用)(?:净额|額)?|(?:现金|現金)(?:流)?(?:净|淨)?(?:流出|消耗|支出)(?:净额)?|烧钱|月耗",
    ),
    (
        "cash_balance",
        "=",
        5,
        "",
        r"(?:账上|帳上|账面|帳面|手头|手頭|手中|在手|可用|持有|货币|貨幣|库存)?(?:的)?(?:现金|現金)(?:及|和|与|與)?(?:现金|現金)?(?:等价物|等價物|等值物|约当现金|約當現金|储备|儲備|余额|餘額|结余|結餘|资产|存款|流动资产|类资产)*|(?:账上|帳上|账面|賬上|帳面|银行账户|账户里|户头|手里|手头|手上)(?:还有|还剩|還有|尚有|有|还躺着|剩)?|货币资金|貨幣資金|弹药|余粮|银行存款",
    ),
    (
        "paying_users",
        "=",
        5,
        "",
        r"付费的是|付费组织|掏过钱的|个人订阅|訂閱[^,。]{1,8}的只?有|付费(?:企业|机构|商家|团队|家庭|会员|个人|订阅)?(?:用户|客户|会员|用戶|商户|商家|订阅|学员|企业|机构|者)(?:数)?|付費(?:企業|機構)?(?:用戶|客戶|會員|訂戶|使用者|企業|訂閱)(?:數)?|(?:用户|客户|用戶|客戶)付费",
    ),
    (
        "users",
        "=",
        3,
        "",
        r"(?:月活跃?|日活跃?|周活跃?|月度|日均|注册|註冊|活跃|活躍|累计|累計|企业|企業|个人|终端|终端|机构|全球|活跃|家|服务)*(?:用户|用戶|客户|客戶|会员|會員|使用者|车主|車主|农户|農戶|签约(?:的)?工厂|商户|商戶|商家|学员|學員|读者|粉丝|装机)(?:数|數|量|规模|总数)?|MAU|DAU|月活|日活|服务(?:了|超|近|逾|于|的)?(?=.{0,6}\d)|服務(?:了|超|近|逾|於|的)?(?=.{0,6}\d)",
    ),
    (
        "employees",
        "=",
        4,
        "",
        r"(?:全职|全職|在职|正式|总)?(?:员工|員工|职工|職工|雇員|全公司|同事|雇员|僱員|职员|團隊|团队|人员|人員|雇有|聘用|僱用|编制|用工)(?:总数|总人数|人数|人數|数|規模|规模|總數)?",
    ),
    (
        "+up",
        "=",
        3,
        "",
        r"(?:同比|按年|环比|比去年同期|比上年同期|比前一财年|年均|年增|复合|複合|較上年同期|较上年同期|较去年同期|較去年同期|年成長|年增率|月增|季增)*(?:大幅|变动|變動|劇增|激增|增加|增长|增長|成長|上升|上漲|上涨|提升|扩大|擴大|飙升|飆升|攀升|暴涨|大增|猛增|增幅|增速|涨幅|年增|走高|收窄(?!))(?:率|了|为|约|达|近|超|逾)*|(?:同比|按年|年)(?:增|涨|升)|增(?:逾|超|近|约|至)?|涨",
    ),
    (
        "+down",
        "=",
        3,
        "",
        r"(?:同比|按年|环比|年)*(?:下降|下滑|减少|減少|下跌|收窄|缩窄|縮窄|缩水|縮減|缩减|衰退|年減|年减|萎缩|萎縮|回落|降低|减亏|減虧|跌)(?:率|了|为|约|达|近|超|逾|至)*|(?:同比|按年)(?:降|减|跌|減)",
    ),
    (
        "+hold",
        "=",
        3,
        "",
        r"持股(?:比例)?|持有(?:公司|其|该公司)?(?:约)?|占股|佔股|占有|拥有(?:公司|其)?|股权(?:比例)?|股權(?:比例)?|股份|股东|股東|控制|控股|占(?:已发行|总股本|公司|其)|佔(?:已發行|總股本)|释出|出让",
    ),
    (
        "#",
        ">",
        1,
        "",
        r"(?:的)?(?:投票权|投票權|表决权|表決權|票权|选票|市场|市場|市占|门店|直营店|加盟店|城市|国家|车|辆|台|套|件|单|起|笔|款|项|座|吨|公斤|平方米|平米|个月|年|岁|小时|天|分钟|公里|股(?!权|份|本|东)|专利|下载|次|页|亩|床|间|家门店|家店|家分店|间门店|個月|家医院)",
    ),
)


def _compiled(rows: tuple[Row, ...], *, words: bool) -> tuple[re.Pattern[str], tuple[Row, ...]]:
    parts = []
    for index, row in enumerate(rows):
        pattern = row[4].replace(" ?", r"\s?") if words else row[4]
        pattern = re.sub(r"(?<!\\) ", r"\\s+", pattern) if words else pattern
        parts.append(f"(?P<c{index}>{pattern})")
    body = "|".join(parts)
    if words:
        return re.compile(rf"(?<![\w$€£])(?:{body})(?![\w])", re.IGNORECASE), rows
    return re.compile(body), rows


_EN: tuple[re.Pattern[str], tuple[Row, ...]] | None = None
_ZH: tuple[re.Pattern[str], tuple[Row, ...]] | None = None


def find_cues(text: str, *, is_chinese: bool) -> list[Cue]:
    """Return the cues in one sentence, in order; none lies inside another."""
    global _EN, _ZH  # noqa: PLW0603 - compiled when first read
    if is_chinese:
        _ZH = _ZH or _compiled(CHINESE, words=False)
        pattern, rows = _ZH
    else:
        _EN = _EN or _compiled(ENGLISH, words=True)
        pattern, rows = _EN
    return list(_found(pattern, rows, text))


def _found(pattern: re.Pattern[str], rows: tuple[Row, ...], text: str) -> Iterator[Cue]:
    for found in pattern.finditer(text):
        name = found.lastgroup
        if name is None or found.end() == found.start():
            continue
        row = rows[int(name[1:])]
        yield Cue(row[0], row[1], found.start(), found.end(), row[2], row[3])
