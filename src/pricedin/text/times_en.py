"""Times in English: patterns, and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pricedin.text import when
from pricedin.text.begins import words_pattern
from pricedin.text.numerals import EN_SMALL
from pricedin.text.when import Meaning

Found = re.Match[str]
Handler = Callable[[Found, "date | None"], "Meaning | list[Meaning] | None"]

_MONTHS = "January February March April May June July August September October November December"
_NAMES = _MONTHS.split()
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
MONTH_NUMBER = {name.lower(): index for index, name in enumerate(_NAMES, 1)}
MONTH_NUMBER |= {name[:3].lower(): index for index, name in enumerate(_NAMES, 1)} | {"sept": 9}
_FULL = "|".join((*_NAMES, *(name.upper() for name in _NAMES)))
MON = rf"(?P<mon>(?:{_FULL})(?![A-Za-z])|(?:{'|'.join(_SHORT)})(?![A-Za-z])\.?)"
_MON2 = MON.replace("<mon>", "<mon2>")
_S = r"[ \t]?\n?[ \t]{0,2}"
Y = r"(?P<y>(?:19|20)[0-9]{2})(?![0-9]|[.,][0-9]|s\b)"
_Y2 = Y.replace("<y>", "<y2>")
D = r"(?P<d>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[.,:][0-9])"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = "|".join(_WEEKDAYS)
_WD = rf"(?:(?:{_WEEKDAY}),?[ \n](?:the[ ])?)?"
_NUM = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2}"
_N = rf"(?P<n>{_NUM})"
_REF = rf"(?:{Y}|(?P<ref>[Tt]his[ ]year|[Ll]ast[ ]year|[Nn]ext[ ]year|the[ ](?:fiscal[ ]|financial[ ])?year))"
_THIS = {"this": 0, "last": -1, "next": 1, "the": 0}
_ORD = "first|second|third|fourth|final|1st|2nd|3rd|4th"
_NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
}
_UNIT = "day|week|month|quarter|year"


def number(word: str) -> int:
    """Return a small number in digits or spelled."""
    return int(word) if word.isdigit() else EN_SMALL[word.lower()]


def month_number(word: str) -> int:
    """Return the number of a month by its name."""
    return MONTH_NUMBER[word.lower().rstrip(".")]


def full_year(word: str) -> int:
    """Return a year told with two or four digits."""
    return int(word) if len(word) == 4 else 2000 + int(word)


def _referred(found: Found, published: date | None) -> int | None:
    """Return the year in `y`, or the one that `ref` points to."""
    groups = found.groupdict()
    if groups.get("y"):
        return full_year(groups["y"])
    if published is None or not groups.get("ref"):
        return None
    return published.year + _THIS[groups["ref"].split()[0].lower()]


def _leaning(found: Found, meaning: Meaning) -> Meaning:
    return when.relative(meaning) if found.groupdict().get("ref") else meaning


# Handlers.


def _ended(found: Found, published: date | None) -> Meaning | list[Meaning] | None:
    month = month_number(found["mon"])
    if found["y"]:
        of = int(found["y"])
    elif published is None:
        return when.unresolved("months")
    else:
        of = published.year if month <= published.month else published.year - 1
    length = found["len"].lower()
    if "week" in length or "year" in length and "half" not in length:
        count = 12
    elif "quarter" in length:
        count = 3
    elif "half" in length:
        count = 6
    else:
        count = number(re.split(r"[ \n-]", length)[0])
    if not 1 <= count <= 18:
        return None
    first = when.months_to(of, month, count)
    if not found["y"]:
        return when.relative(first)
    if not found["y2"]:
        return first
    second = when.months_to(int(found["y2"]), month, count)
    return [
        first._replace(at=(found.start(), found.end("y"))),
        second._replace(at=found.span("y2")),
    ]


def _first_months(found: Found, published: date | None) -> Meaning | None:
    count = number(found["n"]) * (3 if found["unit"].startswith("quarter") else 1)
    of = _referred(found, published)
    is_told = found["y"] or found["ref"]
    if not 1 <= count <= 12:
        return None
    if of is None:
        if found["which"].lower() != "first":
            return None
        if published is None:
            return when.unresolved("months")
        of = published.year if count < published.month or is_told else published.year - 1
    start = date(of, 1, 1) if found["which"].lower() == "first" else date(of, 13 - count, 1)
    made = when.months(start, count)
    return made if found["y"] else when.relative(made, approximate=not is_told)


def _half(found: Found, published: date | None) -> Meaning | None:
    word = found["h"].lower()
    which = int(word) if word.isdigit() else _NTH[word]
    if which > 2:
        return None
    of = _referred(found, published)
    if of is None:
        return when.latest_half(which, published)
    fiscal = "fy" in found[0].lower() or "fiscal" in found[0].lower()
    return _leaning(found, when.half(which, of))._replace(approximate=fiscal)


def _quarter(found: Found, published: date | None) -> Meaning | None:
    word = found["q"].lower()
    which = int(word) if word.isdigit() else _NTH[word]
    of = _referred(found, published)
    if of is None:
        return when.latest_quarter(which, published)
    fiscal = "fy" in found[0].lower() or "fiscal" in found[0].lower()
    return _leaning(found, when.quarter(which, of))._replace(approximate=fiscal)


def _quarters(found: Found, published: date | None) -> Meaning | None:
    first, last = int(found["q"]), int(found["q2"])
    if first >= last:
        return None
    return when.months(date(full_year(found["y"]), 3 * first - 2, 1), 3 * (last - first + 1))


def _fiscal(found: Found, published: date | None) -> Meaning | None:
    of, second = full_year(found["fy"]), found["fy2"]
    if second:
        last = full_year(second) if len(second) == 4 else of // 100 * 100 + int(second)
        if last == of + 1:
            of = last
        elif len(second) == 4 and last > of:
            return _fiscal_years(of, last)
        else:
            return None
    return when.fiscal(of) if 1980 <= of <= 2100 else None


def _fiscal_run(found: Found, published: date | None) -> Meaning | None:
    first, last = full_year(found["fy"]), full_year(found["fy2"])
    return _fiscal_years(first, last) if first < last else None


def _fiscal_years(first: int, last: int) -> Meaning | None:
    made = when.run_of_years(tuple(range(first, last + 1))) if last - first <= 40 else None
    return made and made._replace(label=f"FY{first}/FY{last}")


def _split_year(found: Found, published: date | None) -> Meaning | None:
    of = int(found["y"])
    return when.fiscal(of + 1) if int(found["s"]) == (of + 1) % 100 else None


def _day(found: Found, published: date | None) -> Meaning | None:
    month = month_number(found["mon"])
    if found.groupdict().get("y"):
        return when.day(int(found["y"]), month, int(found["d"]))
    return when.latest_day(int(found["d"]), month, published)


def _iso(found: Found, published: date | None) -> Meaning | None:
    return when.day(int(found["y"]), int(found["m"]), int(found["dd"]))


def _slashed(found: Found, published: date | None) -> Meaning | None:
    first, second, of = int(found["a"]), int(found["b"]), full_year(found["y"])
    if found["sep"] == "." or first > 12:
        return when.day(of, second, first)
    if second > 12 or first == second:
        return when.day(of, first, second)
    # 05/06/2024 is May or June by country: the reader may not choose.
    return Meaning(span=None, precision="day", is_period=False, approximate=True)


def _iso_month(found: Found, published: date | None) -> Meaning | None:
    return when.month(int(found["y"]), int(found["m"]))


def _month(found: Found, published: date | None) -> Meaning | None:
    number_ = month_number(found["mon"])
    made = when.month(full_year(found["y"]), number_)
    part = (found.groupdict().get("part") or "").lower()
    return made._replace(is_period=not part, approximate=bool(part) and "end" not in part)


def _month_alone(found: Found, published: date | None) -> Meaning | None:
    lead = found["lead"].lower()
    number_ = month_number(found["mon"])
    made = when.latest_month(number_, published, future=lead.startswith("next"))
    if lead.startswith(("last", "this past")):
        if made.span and published and published in made.span:
            return when.relative(when.month(made.span.start.year - 1, number_))
        return made
    if lead.startswith(("next", "this")):
        return made
    if found["part"] or lead in ("early", "mid", "late"):
        made = made._replace(approximate=True, is_period=False)
        begin = found.start("part") if found["part"] else found.start()
        return made._replace(at=(begin, found.end("mon")))
    return made._replace(at=found.span("mon"))


def _months_run(found: Found, published: date | None) -> Meaning | None:
    first, last = month_number(found["mon"]), month_number(found["mon2"])
    if found["y"]:
        of = int(found["y"])
    elif published is None:
        return when.unresolved("months")
    else:
        of = published.year if last <= published.month else published.year - 1
    count = (last - first) % 12 + 1
    made = when.months_to(of, last, count)
    return made if found["y"] else when.relative(made)


def _part(found: Found, published: date | None) -> Meaning | None:
    of = _referred(found, published)
    if of is None:
        return when.unresolved("year")
    word = found["part"].lower()
    if word.startswith(("end", "close", "year-end", "year end")):
        made = when.month_end(of)
    else:
        part = "early" if word.startswith(("early", "start", "beginning", "turn")) else "mid"
        made = when.part_of_year(of, "late" if word.startswith("late") else part)
    return _leaning(found, made)


def _month_end(found: Found, published: date | None) -> Meaning | None:
    number_ = month_number(found["mon"])
    if found["y"]:
        return when.month_end(int(found["y"]), number_)
    return when.latest_month(number_, published)._replace(is_period=False)


def _year_end(found: Found, published: date | None) -> Meaning | None:
    if found.groupdict().get("y"):
        return when.month_end(int(found["y"]))
    if published is None:
        return when.unresolved("month")
    return when.relative(when.month_end(published.year), approximate=True)


def _season(found: Found, published: date | None) -> Meaning | None:
    name = found["season"].lower()
    if found["y"]:
        return when.season(name, int(found["y"]))
    if published is None:
        return when.unresolved("months")
    lead = (found["lead"] or "this").lower()
    made = when.season(name, published.year)
    assert made.span
    is_begun = made.span.start <= published
    if lead.startswith(("last", "this past")) and made.span.end > published:
        made = when.season(name, published.year - 1)
    elif lead.startswith("next") and is_begun:
        made = when.season(name, published.year + 1)
    return when.relative(made)


def _run(found: Found, published: date | None) -> Meaning | None:
    first, last = int(found["y"] or found["y3"] or found["y4"]), int(found["y2"])
    return when.run_of_years(tuple(range(first, last + 1))) if 0 < last - first <= 40 else None


def _list(found: Found, published: date | None) -> Meaning | None:
    return when.run_of_years(tuple(int(y) for y in re.findall("[0-9]{4}", found[0])))


def _year(found: Found, published: date | None) -> Meaning | None:
    number_ = int(found["y"])
    if not 1990 <= number_ <= 2035 and not _LEADS_YEAR.search(
        found.string, max(0, found.start() - 10), found.start()
    ):
        return None
    if _NOT_YEAR_AFTER.match(found.string, found.end()):
        if not _LEADS_YEAR.search(found.string, max(0, found.start() - 10), found.start()):
            return None
    if _NOT_YEAR_BEFORE.search(found.string, max(0, found.start() - 16), found.start()):
        return None
    return when.year(number_)


_LEADS_YEAR = re.compile(
    r"(?<![A-Za-z])(?:in|since|by|during|of|from|until|till|for|late|early|mid|before|after|to|In|Since|By"
    r"|During|From|and|than|through|vs\.?)[ \n]\Z"
)
_NOT_YEAR_AFTER = re.compile(
    r"""[ \n-]?(?:%|percent|per[ ]cent|million|billion|thousand|trillion|crore|lakh|bn|mn|m|k|x|times|dollars|euros|pounds
    |yen|yuan|rupees|people|users|customers|employees|shares|companies|staff|workers|jobs|stores|units|cars
    |points|bps|USD|EUR|CNY|RMB|GBP|INR|JPY|HKD|kg|km|miles|metres|meters|sq|hours|days|months|years|MW|GW|kWh
    |patients|students|restaurants|locations|vehicles|merchants|investors|clients|members|subscribers)(?![A-Za-z])
    |[万亿千百元美港欧家名人个倍股户辆台]|/[0-9]|[$€£]|-[A-Za-z0-9]{1,3}[0-9]""",
    re.X,
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[Ss]eries|[Nn]os?\.?|[Ff]orm|[Ww]indows|[Mm]odel|[Aa]genda|[Ff]und|[Ee]xpo|[Vv]ision|[Rr]ule|[Pp]age"
    r"|[Rr]oom|[Ss]uite|Regulation|Directive|USD|EUR|CNY|RMB|GBP|INR|JPY|HKD|Rs\.?|[#~§/])[ ]?\Z"
)


def _shifted(found: Found, published: date | None) -> Meaning | None:
    lead, unit = found["lead"].lower(), found["unit"].lower()
    shift = -1 if lead.startswith("last") else 1 if lead.startswith("next") else 0
    made = when.whole_unit(unit, shift, published)
    part = (found["part"] or "").lower()
    if part and unit == "year" and published is not None:
        word = {"early": "early", "mid": "mid"}.get(part.strip("- "), "late")
        if part.startswith(("earlier", "later")):
            return made._replace(approximate=True, is_period=False)
        made = when.relative(when.part_of_year(published.year + shift, word))
    elif part:
        made = made._replace(approximate=True, is_period=False)
    return made


def _leans(found: Found, published: date | None) -> Meaning | None:
    return when.unresolved("year", "year_earlier")


def _year_ago(found: Found, published: date | None) -> Meaning | None:
    if published is None:
        return when.unresolved("year", "year_earlier")
    return when.ago(12, "month", published)._replace(relation="year_earlier")


def _previous(found: Found, published: date | None) -> Meaning | None:
    unit = found["unit"].lower()
    precision = {"period": "vague"}.get(unit, unit)
    relation = "year_earlier" if unit == "year" else "period_earlier"
    return when.unresolved(precision, relation)  # type: ignore[arg-type]


def _same(found: Found, published: date | None) -> Meaning | None:
    if found["y"]:
        return when.unresolved("vague", "same_period")._replace(
            years=(int(found["y"]),), is_period=True
        )
    told = found["told"] or ""
    word = "year_earlier" if told or found["prior"] else "same_period"
    return when.unresolved("vague", word)._replace(is_period=True)  # type: ignore[arg-type]


def _ago(found: Found, published: date | None) -> Meaning | None:
    unit = found["unit"].lower()
    words = found["n"].lower()
    if words in ("a", "an"):
        return when.ago(1, unit, published)
    if words.isdigit() or words in EN_SMALL:
        return when.ago(number(words), unit, published)
    return when.unresolved("vague")._replace(approximate=True)


def _trailing(found: Found, published: date | None) -> Meaning | None:
    words = (found["n"] or "1").lower()
    unit = found["unit"].lower()
    if not (words.isdigit() or words in EN_SMALL):
        return when.unresolved("vague")._replace(approximate=True, is_period=True)
    count = number(words)
    return when.trailing(count, unit, published) if count else None


def _ttm(found: Found, published: date | None) -> Meaning | None:
    return when.trailing(12, "month", published)


def _vague(found: Found, published: date | None) -> Meaning | None:
    return when.unresolved("vague")._replace(approximate=True)


def _today(found: Found, published: date | None) -> Meaning | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(found["day"].lower(), 0)
    return when.whole_unit("day", shift, published)


def _to_date(found: Found, published: date | None) -> Meaning | None:
    return when.year_to_date(published)


def _weekday(found: Found, published: date | None) -> Meaning | None:
    index = _WEEKDAYS.index(found["wd"])
    lead = (found["lead"] or "").strip().lower()
    if lead == "next" and published is not None:
        return when.weekday(index, published, weeks=1)
    made = when.weekday(index, published)
    if lead == "on":
        made = made._replace(at=found.span("wd"))
    if lead == "last" and made.span and published and published in made.span:
        return when.relative(when.of_day(add_days(made.span.start, -7)))
    return made


def add_days(on: date, count: int) -> date:
    """Return the day so many days later."""
    return date.fromordinal(on.toordinal() + count)


def _each(found: Found, published: date | None) -> Meaning | None:
    return when.each(found["unit"].lower())


# Patterns, the more telling first.

_DATE = rf"(?:(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?[ ](?:of[ ])?)?{MON}(?:[ ](?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]))?"
_SHORT_Y = r"'?(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9])"
RULES: tuple[tuple[str, Handler], ...] = (
    (
        rf"(?P<len>(?i:(?:{_NUM})[ \n-](?:months?|weeks)|(?:fiscal[ ]|financial[ ])?(?:year|quarter)|half[ -]?year|half))"
        rf"[ \n](?:period[ ])?(?:that[ ])?(?:ended|ending|to|through|until)[ \n](?:on[ ])?(?:the[ ])?(?:end[ -](?:of[ ])?)?{_DATE}"
        rf"(?:,?[ \n]{Y}(?:,?[ ](?:and|vs\.?)[ ]{_Y2})?)?",
        _ended,
    ),
    (
        rf"(?i:(?P<which>first|last|final)[ \n-]{_N}[ \n-](?P<unit>months?|quarters?))[ \n](?:of|in)[ ](?:fiscal[ ])?{_REF}",
        _first_months,
    ),
    (
        rf"(?i:(?P<which>first)[ \n-]{_N}[ \n-](?P<unit>months|quarters))(?P<y>(?!))?(?P<ref>(?!))?",
        _first_months,
    ),
    (
        rf"(?i:(?P<h>first|second|1st|2nd)[ \n-]half)(?:[ -]year)?(?:[ \n](?:of|in)[ ]|[ ])(?:the[ ])?(?:fiscal[ ](?:year[ ])?|FY[ ]?)?{_REF}",
        _half,
    ),
    (r"(?i:(?P<h>first|second)[ \n-]half)(?![A-Za-z])", _half),
    (rf"H(?P<h>[12])(?:[ ,/-]{{1,2}}(?:of[ ])?|)(?:FY[ -]?)?{_SHORT_Y}", _half),
    (rf"(?P<h>[12])H[ -]?(?:FY[ -]?)?{_SHORT_Y}", _half),
    (r"(?P<y>(?:19|20)[0-9]{2})[ -]?(?:H(?P<h>[12])|[Hh]alf[ ][12])(?![0-9A-Za-z])", _half),
    (r"H(?P<h>[12])(?![0-9A-Za-z])", _half),
    (
        rf"Q(?P<q>[1-4])[ ]?(?:-|to|through)[ ]?Q(?P<q2>[1-4])[ ,]{{1,2}}(?:of[ ])?{_SHORT_Y}",
        _quarters,
    ),
    (
        rf"(?i:(?P<q>{_ORD})[ \n-](?:fiscal[ -])?quarter)(?:[ \n](?:of|in)[ ]|[ ]|,[ ])(?:the[ ])?(?:(?:fiscal|financial)[ ](?:year[ ])?|FY[ ]?)?{_REF}",
        _quarter,
    ),
    (
        rf"(?i:(?P<q>{_ORD.replace('|final', '')})[ \n-](?:fiscal[ -])?quarter)(?![A-Za-z])",
        _quarter,
    ),
    (rf"Q(?P<q>[1-4])(?:[ ,/-]{{1,2}}(?:of[ ])?(?:fiscal[ ])?|)(?:FY[ -]?)?{_SHORT_Y}", _quarter),
    (rf"(?P<q>[1-4])Q[ -]?(?:FY[ -]?)?{_SHORT_Y}", _quarter),
    (r"'?(?P<y>2[0-9])H(?P<h>[12])(?![0-9A-Za-z])", _half),
    (r"'?(?P<y>2[0-9])Q(?P<q>[1-4])(?![0-9A-Za-z])", _quarter),
    (r"(?P<y>(?:19|20)[0-9]{2})[ -]?Q(?P<q>[1-4])(?![0-9A-Za-z])", _quarter),
    (rf"Q(?P<q>[1-4])[ ]of[ ]{_REF}", _quarter),
    (r"Q(?P<q>[1-4])(?![0-9A-Za-z])", _quarter),
    (
        r"FY[ ]?'?(?P<fy>[0-9]{4}|[0-9]{2})[ ]?(?:-|to|through)[ ]?FY[ ]?'?(?P<fy2>[0-9]{4}|[0-9]{2})(?![0-9])",
        _fiscal_run,
    ),
    (r"FY[ ]?'?(?P<fy>[0-9]{4}|[0-9]{2})(?:[-/](?P<fy2>[0-9]{4}|[0-9]{2}))?(?![0-9])", _fiscal),
    (
        r"(?i:fiscal|financial)[ \n](?i:years?[ \n])?(?P<fy>20[0-9]{2}|19[0-9]{2})(?:[-/](?P<fy2>[0-9]{4}|[0-9]{2}))?(?![0-9])",
        _fiscal,
    ),
    (
        r"(?P<fy>20[0-9]{2})(?:[-/](?P<fy2>[0-9]{4}|[0-9]{2}))?[ ](?i:fiscal|financial)[ ](?i:year)",
        _fiscal,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<dd>[0-3][0-9])(?![0-9])", _iso),
    (
        r"(?P<y>(?:19|20)[0-9]{2})[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<dd>[0-3]?[0-9])(?![0-9]|[.,][0-9])",
        _iso,
    ),
    (
        r"(?P<a>[0-3]?[0-9])(?P<sep>[./-])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})(?![0-9])",
        _slashed,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})[-/](?P<m>0[1-9]|1[0-2])(?![0-9/-]|[.,][0-9])", _iso_month),
    (rf"{_WD}{D}(?:[ ]of)?[ \n-]{MON},?[ \n-]{Y}", _day),
    (rf"{_WD}{MON}[ \n]{D},?[ \n]{{1,2}}{Y}", _day),
    (
        rf"{MON}[ \n]?(?:-|to|through|and)[ \n]?{_MON2}(?:,?[ ](?:of[ ])?{Y})?(?![ ][0-9])",
        _months_run,
    ),
    (
        rf"(?P<part>(?i:early|mid|late|the[ ]end[ ]of|end[ ]of|end)[ -])?{MON},?[ \n](?:of[ ])?{Y}",
        _month,
    ),
    (rf"{MON}(?:-|[ -]?')(?P<y>[0-9]{{2}})(?![0-9A-Za-z%])", _month),
    (rf"(?i:end|close|start|beginning)[ -](?i:of[ ])?{MON}(?:,?[ ]{Y})?", _month_end),
    (rf"{_WD}{MON}[ \n]{D}(?![ ](?i:million|billion|percent|per[ ]cent|people|thousand))", _day),
    (rf"{_WD}{D}(?:[ ]of)?[ \n]{MON}(?![ \n][0-9])", _day),
    (
        rf"(?P<part>(?i:end|close|start|beginning|middle|turn))[ -](?i:of[ ])?(?:(?:fiscal|FY)[ ]?(?:year[ ])?)?{_REF}",
        _part,
    ),
    (rf"(?P<part>(?i:early|mid|late))(?:[ -](?:in[ ])?){Y}", _part),
    (rf"(?P<part>(?i:year[ -]end))[ ]{Y}", _part),
    (rf"{Y}[ ](?i:year[ -]end)", _year_end),
    (r"(?i:year-end|year[ ]end|end[ ]of[ ]the[ ]year)(?![A-Za-z])", _year_end),
    (
        rf"(?P<lead>(?i:last|this[ ]past|next|this|in|since|by|until|till|from|during|after|before|through|early|late|mid|for|to|and|of))[ \n-](?P<part>(?:early|late|mid)[ -])?{MON}(?![ \n](?:[0-9]|[A-Z][a-z]))",
        _month_alone,
    ),
    (
        rf"(?P<lead>(?i:last|this[ ]past|this|next)[ ])?(?P<season>(?i:spring|summer|autumn|fall|winter))(?:[ ]of|,)?[ ]{Y}",
        _season,
    ),
    (
        r"(?P<lead>(?i:last|this[ ]past|this|next)[ ])(?P<season>(?i:spring|summer|autumn|fall|winter))(?![A-Za-z])(?P<y>(?!))?",
        _season,
    ),
    (
        rf"(?:(?i:between)[ ]{Y}[ ]and|(?:(?i:from)[ ])?(?P<y3>(?:19|20)[0-9]{{2}})[ ]?(?:-|to|through|until)|(?P<y4>(?:19|20)[0-9]{{2}})[ ](?:to|through|until))[ ]?{_Y2}",
        _run,
    ),
    (
        r"(?:19|20)[0-9]{2}(?:,[ ](?:19|20)[0-9]{2}){0,9},?[ ](?:and|&)[ ](?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])",
        _list,
    ),
    (r"(?P<y>(?:19|20)[0-9]{2})[-/](?P<s>[0-9]{2})(?![0-9/%-]|[.,][0-9])", _split_year),
    (Y, _year),
    (
        r"(?P<day>(?i:today|yesterday|tomorrow|tonight|this[ ](?:morning|afternoon|evening)))(?![A-Za-z])",
        _today,
    ),
    (
        r"(?i:year[ -]to[ -]date|YTD|so[ ]far[ ]this[ ]year|since[ ]the[ ](?:start|beginning)[ ]of[ ]the[ ]year)(?![A-Za-z])",
        _to_date,
    ),
    (r"(?:TTM|LTM|(?i:trailing[ -](?:twelve|12)[ -]months?))(?![A-Za-z])", _ttm),
    (
        rf"(?i:same|corresponding|comparable)[ ](?i:period|quarter|months?|half|time|three[ ]months|six[ ]months|nine[ ]months|stretch)(?:[ ](?:of|in|a|the)?[ ]?(?:(?:the[ ]year[ ])?{Y}|(?P<told>last[ ]year|(?:the[ ])?(?:previous|prior|preceding)[ ]year|a[ ]year[ ](?:ago|earlier|before)|year[ ](?:ago|earlier|before))))?(?P<prior>(?!))?",
        _same,
    ),
    (
        r"(?P<prior>(?i:year-ago|prior-year|year-earlier))[ ](?i:period|quarter|month|half|figure|level)?(?P<y>(?!))?(?P<told>(?!))?",
        _same,
    ),
    (
        r"(?i:a|one|year)[ ](?i:year[ ])?(?i:earlier|before|prior)(?![A-Za-z])|(?i:year[- ](?:earlier|ago))(?![A-Za-z])",
        _leans,
    ),
    (r"(?i:a|one)[ ](?i:year[ ]ago)", _year_ago),
    (
        rf"(?P<n>(?i:{_NUM}|an?|several|(?:a[ ])?few|a[ ]couple(?:[ ]of)?|some|many))[ \n-](?P<unit>(?i:{_UNIT}))s?[ \n](?i:ago)(?![A-Za-z])",
        _ago,
    ),
    (
        r"(?P<lead>(?i:previous|prior|preceding))[ \n](?i:fiscal[ ])?(?P<unit>(?i:week|month|quarter|year|period))(?![A-Za-z])",
        _previous,
    ),
    (
        rf"(?i:last|past|previous|prior|trailing)[ \n](?P<n>(?i:{_NUM}|several|few|couple[ ]of))[ \n-](?P<unit>(?i:{_UNIT}))s?(?![A-Za-z])",
        _trailing,
    ),
    (
        r"(?i:past)[ \n](?P<unit>(?i:week|month|quarter|year))(?![A-Za-z])(?P<n>(?!))?",
        _trailing,
    ),
    (
        r"(?P<part>(?i:early|earlier|later?|mid)[ -])?(?P<lead>(?i:last|this|next))[ \n](?P<unit>(?i:week|month|quarter|year))(?![A-Za-z]|[ -]end)",
        _shifted,
    ),
    (
        r"(?i:recently|lately|in[ ]recent[ ](?:days|weeks|months|years)|earlier[ ]this[ ]decade)(?![A-Za-z])",
        _vague,
    ),
    (rf"(?P<lead>(?i:last|next|this|on|late|early)[ ])?(?P<wd>{_WEEKDAY})(?![A-Za-z])", _weekday),
    (
        r"(?i:a|per|each|every)[ ](?P<unit>(?i:week|month|quarter|year))(?![A-Za-z]|[ -](?:ago|earlier|before|prior|old|later|end|long|of))",
        _each,
    ),
)


# What may begin a time, checked before the rules are tried.
_TIME_UNIT = "(?:day|week|month|quarter|year|half)"
_AHEAD = rf"(?=[ \n-](?:fiscal |financial )?(?:{_TIME_UNIT}|couple|few))"
_SEASONS = "spring summer autumn fall winter"
_COUNTED = f"(?:{_NUM}|several|few|couple|past|half|{_SEASONS.replace(' ', '|')})(?![a-z])"
_FOLLOWED = rf"(?=[ \n-](?:{_TIME_UNIT}|{_COUNTED}|[JFMASONDTW]|fiscal|financial|morning|afternoon|evening))"
_DATED = r"(?=[ \n-](?:(?:early|late|mid)[ -])?(?:[JFMASOND][aepuco]|[12][09]))"
_MONTH_HEADS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DIGITS = rf"""\b(?:(?:19|20)[0-9]{{2}}(?![0-9])|[0-9]{{1,2}}(?=[./-][0-9]|[HQ]
    |(?:st|nd|rd|th)?[ -](?:of[ ])?[JFMASOND]|[ \n-]{_TIME_UNIT}s?[ \n]))|"""
BEGINS = _DIGITS + words_pattern(
    (
        (f"{_MONTH_HEADS} {_MONTH_HEADS.upper()} FY LTM TTM YTD", ""),
        (" ".join(_WEEKDAYS), ""),
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
