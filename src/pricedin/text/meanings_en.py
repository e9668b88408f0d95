"""What each pattern of a time in English means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from pricedin.text import when
from pricedin.text.numerals import EN_SMALL
from pricedin.text.when import Meaning

Found = re.Match[str]
Handler = Callable[[Found, "date | None"], "Meaning | list[Meaning] | None"]

_MONTH_ROW = "January February March April May June July August September October November December"
MONTHS = _MONTH_ROW.split()
MONTH_NUMBER = {name.lower(): index for index, name in enumerate(MONTHS, 1)}
MONTH_NUMBER |= {name[:3].lower(): index for index, name in enumerate(MONTHS, 1)} | {"sept": 9}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_THIS = {"this": 0, "last": -1, "next": 1, "the": 0}
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


def ended(found: Found, published: date | None) -> Meaning | list[Meaning] | None:
    """Read nine months to December 2023, year ended March 31, 2024 (and 2023)."""
    month = month_number(found["mon"])
    if found["y"]:
        of = int(found["y"])
    elif published is None:
        return when.unresolved("months")
    else:
        of = published.year if month <= published.month else published.year - 1
    length = found["len"].lower()
    if "week" in length or ("year" in length and "half" not in length):
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


def first_months(found: Found, published: date | None) -> Meaning | None:
    """Read the first nine months of 2025, last three months of 2023."""
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


def half(found: Found, published: date | None) -> Meaning | None:
    """Read H1 2025, first half of this year; alone, the latest that has begun."""
    word = found["h"].lower()
    which = int(word) if word.isdigit() else _NTH[word]
    if which > 2:
        return None
    of = _referred(found, published)
    if of is None:
        return when.latest_half(which, published)
    fiscal = "fy" in found[0].lower() or "fiscal" in found[0].lower()
    return _leaning(found, when.half(which, of))._replace(approximate=fiscal)


def quarter(found: Found, published: date | None) -> Meaning | None:
    """Read Q3 2025, third quarter; alone, the latest that has begun."""
    word = found["q"].lower()
    which = int(word) if word.isdigit() else _NTH[word]
    of = _referred(found, published)
    if of is None:
        return when.latest_quarter(which, published)
    fiscal = "fy" in found[0].lower() or "fiscal" in found[0].lower()
    return _leaning(found, when.quarter(which, of))._replace(approximate=fiscal)


def quarters(found: Found, published: date | None) -> Meaning | None:
    """Read Q1-Q3 2025."""
    first, last = int(found["q"]), int(found["q2"])
    if first >= last:
        return None
    return when.months(date(full_year(found["y"]), 3 * first - 2, 1), 3 * (last - first + 1))


def fiscal(found: Found, published: date | None) -> Meaning | None:
    """Read FY2024, fiscal year 2023-24, which is named by its later year."""
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


def fiscal_run(found: Found, published: date | None) -> Meaning | None:
    """Read FY22-FY24."""
    first, last = full_year(found["fy"]), full_year(found["fy2"])
    return _fiscal_years(first, last) if first < last else None


def _fiscal_years(first: int, last: int) -> Meaning | None:
    made = when.run_of_years(tuple(range(first, last + 1))) if last - first <= 40 else None
    return made and made._replace(label=f"FY{first}/FY{last}")


def split_year(found: Found, published: date | None) -> Meaning | None:
    """Read 2023-24 and 2023/24 as the fiscal year 2024."""
    of = int(found["y"])
    return when.fiscal(of + 1) if int(found["s"]) == (of + 1) % 100 else None


def day(found: Found, published: date | None) -> Meaning | None:
    """Read a day of a month, with a year or the latest one."""
    month = month_number(found["mon"])
    if found.groupdict().get("y"):
        return when.day(int(found["y"]), month, int(found["d"]))
    return when.latest_day(int(found["d"]), month, published)


def iso(found: Found, published: date | None) -> Meaning | None:
    """Read 2024-05-14 and its like."""
    return when.day(int(found["y"]), int(found["m"]), int(found["dd"]))


def slashed(found: Found, published: date | None) -> Meaning | None:
    """Read 14.05.2024 and 13/05/2024; 05/06/2024 stays open."""
    first, second, of = int(found["a"]), int(found["b"]), full_year(found["y"])
    if found["sep"] == "." or first > 12:
        return when.day(of, second, first)
    if second > 12 or first == second:
        return when.day(of, first, second)
    # 05/06/2024 is May or June by country: the reader may not choose.
    return Meaning(span=None, precision="day", is_period=False, approximate=True)


def iso_month(found: Found, published: date | None) -> Meaning | None:
    """Read 2024-03."""
    return when.month(int(found["y"]), int(found["m"]))


def month(found: Found, published: date | None) -> Meaning | None:
    """Read January 2022, late April 2024, Dec-23."""
    number_ = month_number(found["mon"])
    made = when.month(full_year(found["y"]), number_)
    part = (found.groupdict().get("part") or "").lower()
    return made._replace(is_period=not part, approximate=bool(part) and "end" not in part)


def month_alone(found: Found, published: date | None) -> Meaning | None:
    """Read in June, last June, early May."""
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


def months_run(found: Found, published: date | None) -> Meaning | None:
    """Read January to September 2025."""
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


def part(found: Found, published: date | None) -> Meaning | None:
    """Read early 2025, end of 2023, the end of last year."""
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


def month_end(found: Found, published: date | None) -> Meaning | None:
    """Read the end of June."""
    number_ = month_number(found["mon"])
    if found["y"]:
        return when.month_end(int(found["y"]), number_)
    return when.latest_month(number_, published)._replace(is_period=False)


def year_end(found: Found, published: date | None) -> Meaning | None:
    """Read year-end, of the year told or of the running one."""
    if found.groupdict().get("y"):
        return when.month_end(int(found["y"]))
    if published is None:
        return when.unresolved("month")
    return when.relative(when.month_end(published.year), approximate=True)


def season(found: Found, published: date | None) -> Meaning | None:
    """Read summer 2023 and last autumn."""
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


def run(found: Found, published: date | None) -> Meaning | None:
    """Read 2018 to 2020 as its years."""
    first, last = int(found["y"] or found["y3"] or found["y4"]), int(found["y2"])
    return when.run_of_years(tuple(range(first, last + 1))) if 0 < last - first <= 40 else None


def list_of_years(found: Found, published: date | None) -> Meaning | None:
    """Read 2021, 2022 and 2023 as its years."""
    return when.run_of_years(tuple(int(y) for y in re.findall("[0-9]{4}", found[0])))


def year(found: Found, published: date | None) -> Meaning | None:
    """Read a bare year, unless its neighbours make it a number or a name."""
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
    r"(?<![A-Za-z])(?:in|since|by|during|of|from|until|till|for|late|early|mid|before|after|to"
    r"|In|Since|By"
    r"|During|From|and|than|through|vs\.?)[ \n]\Z"
)
_NOT_YEAR_AFTER = re.compile(
    r"""[ \n-]?(?:%|percent|per[ ]cent|million|billion|thousand|trillion|crore|lakh|bn|mn|m
        |k|x|times|dollars|euros|pounds
    |yen|yuan|rupees|people|users|customers|employees|shares|companies|staff|workers|jobs|stores|units|cars
    |points|bps|USD|EUR|CNY|RMB|GBP|INR|JPY|HKD|kg|km|miles|metres|meters|sq|hours|days|months|years|MW|GW|kWh
    |patients|students|restaurants|locations|vehicles|merchants|investors|clients|members|subscribers)(?![A-Za-z])
    |[万亿千百元美港欧家名人个倍股户辆台]|/[0-9]|[$€£]|-[A-Za-z0-9]{1,3}[0-9]""",
    re.X,
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[Ss]eries|[Nn]os?\.?|[Ff]orm|[Ww]indows|[Mm]odel|[Aa]genda|[Ff]und|[Ee]xpo|[Vv]ision"
    r"|[Rr]ule|[Pp]age"
    r"|[Rr]oom|[Ss]uite|Regulation|Directive|USD|EUR|CNY|RMB|GBP|INR|JPY|HKD|Rs\.?|[#~§/])[ ]?\Z"
)


def shifted(found: Found, published: date | None) -> Meaning | None:
    """Read last year, this quarter, early next month."""
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


def leans(found: Found, published: date | None) -> Meaning | None:
    """Read a year earlier, which leans on another time."""
    return when.unresolved("year", "year_earlier")


def year_ago(found: Found, published: date | None) -> Meaning | None:
    """Read a year ago: the month a year back, and the comparison that is meant."""
    if published is None:
        return when.unresolved("year", "year_earlier")
    return when.ago(12, "month", published)._replace(relation="year_earlier")


def previous(found: Found, published: date | None) -> Meaning | None:
    """Read the previous year, which leans on another time."""
    unit = found["unit"].lower()
    precision = {"period": "vague"}.get(unit, unit)
    relation = "year_earlier" if unit == "year" else "period_earlier"
    return when.unresolved(precision, relation)  # type: ignore[arg-type]


def same(found: Found, published: date | None) -> Meaning | None:
    """Read the same period of 2024, the year-ago quarter."""
    if found["y"]:
        return when.unresolved("vague", "same_period")._replace(
            years=(int(found["y"]),), is_period=True
        )
    told = found["told"] or ""
    word = "year_earlier" if told or found["prior"] else "same_period"
    return when.unresolved("vague", word)._replace(is_period=True)  # type: ignore[arg-type]


def ago(found: Found, published: date | None) -> Meaning | None:
    """Read three years ago; a few weeks ago stays vague."""
    unit = found["unit"].lower()
    words = found["n"].lower()
    if words in ("a", "an"):
        return when.ago(1, unit, published)
    if words.isdigit() or words in EN_SMALL:
        return when.ago(number(words), unit, published)
    return when.unresolved("vague")._replace(approximate=True)


def trailing(found: Found, published: date | None) -> Meaning | None:
    """Read the past six months up to publication."""
    words = (found["n"] or "1").lower()
    unit = found["unit"].lower()
    if not (words.isdigit() or words in EN_SMALL):
        return when.unresolved("vague")._replace(approximate=True, is_period=True)
    count = number(words)
    return when.trailing(count, unit, published) if count else None


def ttm(found: Found, published: date | None) -> Meaning | None:
    """Read trailing twelve months."""
    return when.trailing(12, "month", published)


def vague(found: Found, published: date | None) -> Meaning | None:
    """Read recently and its like, which have no span."""
    return when.unresolved("vague")._replace(approximate=True)


def today(found: Found, published: date | None) -> Meaning | None:
    """Read today, yesterday, tomorrow."""
    shift = {"yesterday": -1, "tomorrow": 1}.get(found["day"].lower(), 0)
    return when.whole_unit("day", shift, published)


def to_date(found: Found, published: date | None) -> Meaning | None:
    """Read year to date."""
    return when.year_to_date(published)


def weekday(found: Found, published: date | None) -> Meaning | None:
    """Read a weekday, the latest one not after publication."""
    index = WEEKDAYS.index(found["wd"])
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


def each(found: Found, published: date | None) -> Meaning | None:
    """Read a month, per year: the unit of a rate."""
    return when.each(found["unit"].lower())
