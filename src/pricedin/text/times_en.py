"""Times in English: the patterns, the more telling first."""

from __future__ import annotations

from pricedin.text import meanings_en as means
from pricedin.text.begins import words_pattern
from pricedin.text.meanings_en import MONTHS, WEEKDAYS, Handler

_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
_FULL = "|".join((*MONTHS, *(name.upper() for name in MONTHS)))
MON = rf"(?P<mon>(?:{_FULL})(?![A-Za-z])|(?:{'|'.join(_SHORT)})(?![A-Za-z])\.?)"
_MON2 = MON.replace("<mon>", "<mon2>")
_S = r"[ \t]?\n?[ \t]{0,2}"
Y = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9]|s\b)"
_Y2 = Y.replace("<y>", "<y2>")
D = r"(?P<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[.,:][0-9])"
_WEEKDAY = "|".join(WEEKDAYS)
_WD = rf"(?:(?:{_WEEKDAY}),?[ \n](?:the[ ])?)?"
_NUM = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2}"
_N = rf"(?P<n>{_NUM})"
_REF = (
    rf"(?:{Y}|(?P<ref>[Tt]his[ ]year|[Ll]ast[ ]year|[Nn]ext[ ]year|the[ ](?:fiscal[ ]"
    r"|financial[ ])?year))"
)
_ORD = "first|second|third|fourth|final|1st|2nd|3rd|4th"
_UNIT = "day|week|month|quarter|year"

_DATE = (
    rf"(?:(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?[ ](?:of[ ])?)?{MON}(?:[ ](?P<d2>[0-3]?[0-9])"
    r"(?:st|nd|rd|th)?(?![0-9]))?"
)
_SHORT_Y = r"'?(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9])"
RULES: tuple[tuple[str, Handler], ...] = (
    (
        rf"(?P<len>(?i:(?:{_NUM})[ \n-](?:months?|weeks)|(?:fiscal[ ]|financial[ ])?(?:year"
        r"|quarter)|half[ -]?year|half))"
        r"[ \n](?:period[ ])?(?:that[ ])?(?:ended|ending|to|through|until)[ \n](?:on[ ])?"
        rf"(?:the[ ])?(?:end[ -](?:of[ ])?)?{_DATE}"
        rf"(?:,?[ \n]{Y}(?:,?[ ](?:and|vs\.?)[ ]{_Y2})?)?",
        means.ended,
    ),
    (
        rf"(?i:(?P<which>first|last|final)[ \n-]{_N}[ \n-](?P<unit>months?|quarters?))[ \n]"
        rf"(?:of|in)[ ](?:fiscal[ ])?{_REF}",
        means.first_months,
    ),
    (
        rf"(?i:(?P<which>first)[ \n-]{_N}[ \n-](?P<unit>months|quarters))(?P<y>(?!))?(?P<ref>"
        r"(?!))?",
        means.first_months,
    ),
    (
        r"(?i:(?P<h>first|second|1st|2nd)[ \n-]half)(?:[ -]year)?(?:[ \n](?:of|in)[ ]|[ ])"
        rf"(?:the[ ])?(?:fiscal[ ](?:year[ ])?|FY[ ]?)?{_REF}",
        means.half,
    ),
    (r"(?i:(?P<h>first|second)[ \n-]half)(?![A-Za-z])", means.half),
    (rf"H(?P<h>[12])(?:[ ,/-]{{1,2}}(?:of[ ])?|)(?:FY[ -]?)?{_SHORT_Y}", means.half),
    (rf"(?P<h>[12])H[ -]?(?:FY[ -]?)?{_SHORT_Y}", means.half),
    (r"(?P<y>(?:19|20)[0-9]{2})[ -]?(?:H(?P<h>[12])|[Hh]alf[ ][12])(?![0-9A-Za-z])", means.half),
    (r"H(?P<h>[12])(?![0-9A-Za-z])", means.half),
    (
        rf"Q(?P<q>[1-4])[ ]?(?:-|to|through)[ ]?Q(?P<q2>[1-4])[ ,]{{1,2}}(?:of[ ])?{_SHORT_Y}",
        means.quarters,
    ),
    (
        rf"(?i:(?P<q>{_ORD})[ \n-](?:fiscal[ -])?quarter)(?:[ \n](?:of|in)[ ]|[ ]|,[ ])"
        rf"(?:the[ ])?(?:(?:fiscal|financial)[ ](?:year[ ])?|FY[ ]?)?{_REF}",
        means.quarter,
    ),
    (
        rf"(?i:(?P<q>{_ORD.replace('|final', '')})[ \n-](?:fiscal[ -])?quarter)(?![A-Za-z])",
        means.quarter,
    ),
    (
        rf"Q(?P<q>[1-4])(?:[ ,/-]{{1,2}}(?:of[ ])?(?:fiscal[ ])?|)(?:FY[ -]?)?{_SHORT_Y}",
        means.quarter,
    ),
    (rf"(?P<q>[1-4])Q[ -]?(?:FY[ -]?)?{_SHORT_Y}", means.quarter),
    (r"'?(?P<y>2[0-9])H(?P<h>[12])(?![0-9A-Za-z])", means.half),
    (r"'?(?P<y>2[0-9])Q(?P<q>[1-4])(?![0-9A-Za-z])", means.quarter),
    (r"(?P<y>(?:19|20)[0-9]{2})[ -]?Q(?P<q>[1-4])(?![0-9A-Za-z])", means.quarter),
    (rf"Q(?P<q>[1-4])[ ]of[ ]{_REF}", means.quarter),
    (r"Q(?P<q>[1-4])(?![0-9A-Za-z])", means.quarter),
    (
        r"FY[ ]?'?(?P<fy>[0-9]{4}|[0-9]{2})[ ]?(?:-|to|through)[ ]?FY[ ]?'?(?P<fy2>[0-9]{4}"
        r"|[0-9]{2})(?![0-9])",
        means.fiscal_run,
    ),
    (
        r"FY[ ]?'?(?P<fy>[0-9]{4}|[0-9]{2})(?:[-/](?P<fy2>[0-9]{4}|[0-9]{2}))?(?![0-9])",
        means.fiscal,
    ),
    (
        r"(?i:fiscal|financial)[ \n](?i:years?[ \n])?(?P<fy>20[0-9]{2}|19[0-9]{2})(?:[-/]"
        r"(?P<fy2>[0-9]{4}|[0-9]{2}))?(?![0-9])",
        means.fiscal,
    ),
    (
        r"(?P<fy>20[0-9]{2})(?:[-/](?P<fy2>[0-9]{4}|[0-9]{2}))?[ ](?i:fiscal|financial)[ ]"
        r"(?i:year)",
        means.fiscal,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<dd>[0-3][0-9])(?![0-9])", means.iso),
    (
        r"(?P<y>(?:19|20)[0-9]{2})[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<dd>[0-3]?[0-9])(?![0-9]"
        r"|[.,][0-9])",
        means.iso,
    ),
    (
        r"(?P<a>[0-3]?[0-9])(?P<sep>[./-])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})"
        r"(?![0-9])",
        means.slashed,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})[-/](?P<m>0[1-9]|1[0-2])(?![0-9/-]|[.,][0-9])", means.iso_month),
    (rf"{_WD}{D}(?:[ ]of)?[ \n-]{MON},?[ \n-]{Y}", means.day),
    (rf"{_WD}{MON}[ \n]{D},?[ \n]{{1,2}}{Y}", means.day),
    (
        rf"{MON}[ \n]?(?:-|to|through|and)[ \n]?{_MON2}(?:,?[ ](?:of[ ])?{Y})?(?![ ][0-9])",
        means.months_run,
    ),
    (
        rf"(?P<part>(?i:early|mid|late|the[ ]end[ ]of|end[ ]of|end)[ -])?{MON},?[ \n](?:of[ ])?{Y}",
        means.month,
    ),
    (rf"{MON}(?:-|[ -]?')(?P<y>[0-9]{{2}})(?![0-9A-Za-z%])", means.month),
    (rf"(?i:end|close|start|beginning)[ -](?i:of[ ])?{MON}(?:,?[ ]{Y})?", means.month_end),
    (
        rf"{_WD}{MON}[ \n]{D}(?![ ](?i:million|billion|percent|per[ ]cent|people|thousand))",
        means.day,
    ),
    (rf"{_WD}{D}(?:[ ]of)?[ \n]{MON}(?![ \n][0-9])", means.day),
    (
        r"(?P<part>(?i:end|close|start|beginning|middle|turn))[ -](?i:of[ ])?(?:(?:fiscal"
        rf"|FY)[ ]?(?:year[ ])?)?{_REF}",
        means.part,
    ),
    (rf"(?P<part>(?i:early|mid|late))(?:[ -](?:in[ ])?){Y}", means.part),
    (rf"(?P<part>(?i:year[ -]end))[ ]{Y}", means.part),
    (rf"{Y}[ ](?i:year[ -]end)", means.year_end),
    (r"(?i:year-end|year[ ]end|end[ ]of[ ]the[ ]year)(?![A-Za-z])", means.year_end),
    (
        r"(?P<lead>(?i:last|this[ ]past|next|this|in|since|by|until|till|from|during|after"
        r"|before|through|early|late|mid|for|to|and|of))[ \n-](?P<part>(?:early|late"
        rf"|mid)[ -])?{MON}(?![ \n](?:[0-9]|[A-Z][a-z]))",
        means.month_alone,
    ),
    (
        r"(?P<lead>(?i:last|this[ ]past|this|next)[ ])?(?P<season>(?i:spring|summer|autumn"
        rf"|fall|winter))(?:[ ]of|,)?[ ]{Y}",
        means.season,
    ),
    (
        r"(?P<lead>(?i:last|this[ ]past|this|next)[ ])(?P<season>(?i:spring|summer|autumn|fall"
        r"|winter))(?![A-Za-z])(?P<y>(?!))?",
        means.season,
    ),
    (
        rf"(?:(?i:between)[ ]{Y}[ ]and|(?:(?i:from)[ ])?(?P<y3>(?:19|20)[0-9]{{2}})[ ]?(?:-|to"
        rf"|through|until)|(?P<y4>(?:19|20)[0-9]{{2}})[ ](?:to|through|until))[ ]?{_Y2}",
        means.run,
    ),
    (
        r"(?:19|20)[0-9]{2}(?:,[ ](?:19|20)[0-9]{2}){0,9},?[ ](?:and|&)[ ](?:19|20)[0-9]{2}"
        r"(?![0-9]|[.,][0-9])",
        means.list_of_years,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})[-/](?P<s>[0-9]{2})(?![0-9/%-]|[.,][0-9])", means.split_year),
    (Y, means.year),
    (
        r"(?P<day>(?i:today|yesterday|tomorrow|tonight|this[ ](?:morning|afternoon|evening)))"
        r"(?![A-Za-z])",
        means.today,
    ),
    (
        r"(?i:year[ -]to[ -]date|YTD|so[ ]far[ ]this[ ]year|since[ ]the[ ](?:start"
        r"|beginning)[ ]of[ ]the[ ]year)(?![A-Za-z])",
        means.to_date,
    ),
    (r"(?:TTM|LTM|(?i:trailing[ -](?:twelve|12)[ -]months?))(?![A-Za-z])", means.ttm),
    (
        r"(?i:same|corresponding|comparable)[ ](?i:period|quarter|months?|half|time"
        r"|three[ ]months|six[ ]months|nine[ ]months|stretch)(?:[ ](?:of|in|a|the)?[ ]?(?:"
        rf"(?:the[ ]year[ ])?{Y}|(?P<told>last[ ]year|(?:the[ ])?(?:previous|prior"
        r"|preceding)[ ]year|a[ ]year[ ](?:ago|earlier|before)|year[ ](?:ago|earlier"
        r"|before))))?(?P<prior>(?!))?",
        means.same,
    ),
    (
        r"(?P<prior>(?i:year-ago|prior-year|year-earlier))[ ](?i:period|quarter|month|half"
        r"|figure|level)?(?P<y>(?!))?(?P<told>(?!))?",
        means.same,
    ),
    (
        r"(?i:a|one|year)[ ](?i:year[ ])?(?i:earlier|before|prior)(?![A-Za-z])|(?i:year[- ]"
        r"(?:earlier|ago))(?![A-Za-z])",
        means.leans,
    ),
    (r"(?i:a|one)[ ](?i:year[ ]ago)", means.year_ago),
    (
        rf"(?P<n>(?i:{_NUM}|an?|several|(?:a[ ])?few|a[ ]couple(?:[ ]of)?|some|many))[ \n-]"
        rf"(?P<unit>(?i:{_UNIT}))s?[ \n](?i:ago)(?![A-Za-z])",
        means.ago,
    ),
    (
        r"(?P<lead>(?i:previous|prior|preceding))[ \n](?i:fiscal[ ])?(?P<unit>(?i:week|month"
        r"|quarter|year|period))(?![A-Za-z])",
        means.previous,
    ),
    (
        rf"(?i:last|past|previous|prior|trailing)[ \n](?P<n>(?i:{_NUM}|several|few"
        rf"|couple[ ]of))[ \n-](?P<unit>(?i:{_UNIT}))s?(?![A-Za-z])",
        means.trailing,
    ),
    (
        r"(?i:past)[ \n](?P<unit>(?i:week|month|quarter|year))(?![A-Za-z])(?P<n>(?!))?",
        means.trailing,
    ),
    (
        r"(?P<part>(?i:early|earlier|later?|mid)[ -])?(?P<lead>(?i:last|this|next))[ \n]"
        r"(?P<unit>(?i:week|month|quarter|year))(?![A-Za-z]|[ -]end)",
        means.shifted,
    ),
    (
        r"(?i:recently|lately|in[ ]recent[ ](?:days|weeks|months|years)"
        r"|earlier[ ]this[ ]decade)(?![A-Za-z])",
        means.vague,
    ),
    (
        rf"(?P<lead>(?i:last|next|this|on|late|early)[ ])?(?P<wd>{_WEEKDAY})(?![A-Za-z])",
        means.weekday,
    ),
    (
        r"(?i:a|per|each|every)[ ](?P<unit>(?i:week|month|quarter|year))(?![A-Za-z]|[ -](?:ago"
        r"|earlier|before|prior|old|later|end|long|of))",
        means.each,
    ),
)


# What may begin a time, checked before the rules are tried.
_TIME_UNIT = "(?:day|week|month|quarter|year|half)"
_AHEAD = rf"(?=[ \n-](?:fiscal |financial )?(?:{_TIME_UNIT}|couple|few))"
_SEASONS = "spring summer autumn fall winter"
_COUNTED = f"(?:{_NUM}|several|few|couple|past|half|{_SEASONS.replace(' ', '|')})(?![a-z])"
_FOLLOWED = (
    rf"(?=[ \n-](?:{_TIME_UNIT}|{_COUNTED}|[JFMASONDTW]|fiscal|financial|morning|afternoon"
    r"|evening))"
)
_DATED = r"(?=[ \n-](?:(?:early|late|mid)[ -])?(?:[JFMASOND][aepuco]|[12][09]))"
_MONTH_HEADS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DIGITS = rf"""\b(?:(?:19|20)[0-9]{{2}}(?![0-9])|[0-9]{{1,2}}(?=[./-][0-9]|[HQ]
    |(?:st|nd|rd|th)?[ -](?:of[ ])?[JFMASOND]|[ \n-]{_TIME_UNIT}s?[ \n]))|"""
BEGINS = _DIGITS + words_pattern(
    (
        (f"{_MONTH_HEADS} {_MONTH_HEADS.upper()} FY LTM TTM YTD", ""),
        (" ".join(WEEKDAYS), ""),
        ("Q H", "(?=[1-4])"),
        ("today tomorrow tonight yesterday recently lately in_recent so_far_this since_the", ""),
        (
            "first final second third fourth last this next past previous prior preceding trailing",
            _FOLLOWED,
        ),
        ("same corresponding comparable", "(?=[ ][pqmhtsn])"),
        ("year", "(?=[ \n-][etabip])"),
        ("prior-year", ""),
        ("fiscal financial", "(?=[ \n](?:y|[12]))"),
        ("twelve nine six three half quarter", "(?=[ \n-][a-z])"),
        (
            "a an one two four five seven eight ten eleven several few some many per each every",
            _AHEAD,
        ),
        ("in since by until till from during after before through for to and of between", _DATED),
        (
            "early mid late",
            rf"(?=[ -](?:in[ ]|last|this|next|[A-Z12]|{_SEASONS.replace(' ', '|')}))",
        ),
        ("end close start beginning middle turn", "(?=[ -](?:of[ ]|[12JFMASOND]))"),
        ("earlier later", "(?=[ ]this)"),
        (_SEASONS, "(?=[ ,](?:of[ ])?[ ]?[12])"),
        ("on", "(?=[ ][MTWFS])"),
    )
)
LEFT = r"(?<![A-Za-z0-9_$€£¥₹#])(?<![0-9$€£¥][.,])(?<![A-Za-z0-9]-)"
