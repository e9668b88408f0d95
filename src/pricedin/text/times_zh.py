"""Times in Chinese, simplified and traditional: patterns, and what each means."""

from __future__ import annotations

import re
from datetime import date

from pricedin.text import when
from pricedin.text.meanings_en import Found, Handler, full_year
from pricedin.text.numerals import read_chinese, read_year_digits
from pricedin.text.when import Meaning

_ZD = "零〇一二三四五六七八九"
_Y4 = f"(?:(?:19|20)[0-9]{{2}}|[一二][零〇九][{_ZD}]{{2}})"
_YEAR = f"(?P<y>{_Y4})[ ]?年(?:度)?"
_REL = "(?P<rel>今年|去年|前年|明年|后年|後年|本年度?|当年|當年)"
_LED = f"(?:(?:{_YEAR}|(?P<yy>[0-9]{{2}})年(?=[QqHh第一二三四1-4上下前底末初]))的?|{_REL}的?)?"
_M = "(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_M2 = _M.replace("<m>", "<m2>")
_D = "(?P<d>3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = "(?P<n>[0-9]{1,2}|[一二两兩三四五六七八九十]{1,3})"
_SEP = "(?:至|到|-|~|—{1,2})"
_SHIFT = {"今": 0, "本": 0, "当": 0, "當": 0, "去": -1, "前": -2, "明": 1, "后": 2, "後": 2}


def _number(word: str) -> int:
    if word.isdigit() and word.isascii():
        return int(word)
    read = read_chinese(word)
    return int(read[0]) if read else 0


def _year_number(word: str) -> int:
    if word.isdigit() and word.isascii():
        return full_year(word)
    return read_year_digits(word) or 0


def _year(found: Found, published: date | None) -> tuple[int | None, bool]:
    """Return the year before the month or part, and whether it was told at all."""
    groups = found.groupdict()
    if groups.get("y"):
        return _year_number(groups["y"]), True
    if groups.get("yy"):
        return 2000 + int(groups["yy"]), True
    if groups.get("rel"):
        if published is None:
            return None, True
        return published.year + _SHIFT[groups["rel"][0]], True
    return None, False


def _as_told(found: Found, meaning: Meaning) -> Meaning:
    return when.relative(meaning) if found.groupdict().get("rel") else meaning


def _day(found: Found, published: date | None) -> Meaning | None:
    month, number = _number(found["m"]), _number(found["d"])
    of, told = _year(found, published)
    if of is not None:
        made = when.day(of, month, number)
        return _as_told(found, made) if made else None
    if told or published is None:
        return when.unresolved("day")
    return when.latest_day(number, month, published)


def _month(found: Found, published: date | None) -> Meaning | None:
    month = _number(found["m"])
    part = found["part"] or ""
    of, told = _year(found, published)
    if of is not None:
        made = _as_told(found, when.month(of, month))
    elif told:
        made = when.unresolved("month")
    else:
        made = when.latest_month(month, published)
    if part in ("底", "末"):
        return made._replace(is_period=False)
    return made._replace(is_period=not part, approximate=bool(part))


def _months(found: Found, published: date | None) -> Meaning | None:
    first, last = _number(found["m"]), _number(found["m2"])
    of, told = _year(found, published)
    if first >= last:
        return None
    if of is None:
        if told or published is None:
            return when.unresolved("months")
        of = published.year if last <= published.month else published.year - 1
        return when.relative(when.months(date(of, first, 1), last - first + 1))
    return _as_told(found, when.months(date(of, first, 1), last - first + 1))


def _first_months(found: Found, published: date | None) -> Meaning | None:
    count = _number(found["n"]) * (3 if found["unit"] == "季" else 1)
    of, told = _year(found, published)
    if not 1 <= count <= 12:
        return None
    if of is not None:
        return _as_told(found, when.months(date(of, 1, 1), count))
    if told or published is None:
        return when.unresolved("months")
    of = published.year if count < published.month else published.year - 1
    return when.relative(when.months(date(of, 1, 1), count), approximate=True)


def _half(found: Found, published: date | None) -> Meaning | None:
    which = 1 if found["half"][0] in "上中半" or found["half"].endswith("1") else 2
    of, told = _year(found, published)
    if of is not None:
        return _as_told(found, when.half(which, of))
    return when.unresolved("half") if told else when.latest_half(which, published)


def _quarter(found: Found, published: date | None) -> Meaning | None:
    word = found["q"] or found["qb"] or found["qc"] or found["qd"]
    which = 1 if word in "首头" else _number(word)
    of, told = _year(found, published)
    if of is not None:
        return _as_told(found, when.quarter(which, of))
    return when.unresolved("quarter") if told else when.latest_quarter(which, published)


def _part(found: Found, published: date | None) -> Meaning | None:
    of, told = _year(found, published)
    word = found["part"]
    if of is None and not told and published is not None:
        of = published.year - (1 if word[-1] in "底末终" and published.month < 11 else 0)
    if of is None:
        return when.unresolved("month" if word[-1] in "底末终" else "year")
    if word[-1] in "底末终":
        made = when.month_end(of)
    else:
        made = when.part_of_year(of, "mid" if word[-1] == "中" else "early")
    return _as_told(found, made) if told else when.relative(made, approximate=True)


def _whole_year(found: Found, published: date | None) -> Meaning | None:
    of, _ = _year(found, published)
    if of is None:
        return when.unresolved("year")
    return _as_told(found, when.year(of)) if 1900 <= of <= 2100 else None


def _fiscal(found: Found, published: date | None) -> Meaning | None:
    of = full_year(found["y"])
    if found["s"]:
        last = full_year(found["s"]) if len(found["s"]) == 4 else of // 100 * 100 + int(found["s"])
        if last != of + 1:
            return None
        of = last
    if found["h"]:
        return when.half(1 if found["h"][0] == "上" else 2, of)._replace(approximate=True)
    if found["q"]:
        return when.quarter(_number(found["q"]), of)._replace(approximate=True)
    return when.fiscal(of)


def _ended(found: Found, published: date | None) -> list[Meaning] | Meaning | None:
    """Read 截至2024年及2025年9月30日止九个月, for each of its years."""
    places = [(m.start(), _year_number(m[1])) for m in _EACH_YEAR.finditer(found["years"])]
    month = _number(found["m"])
    count = 12 if found["year"] else _number(found["n"] or "0")
    if found["half"]:
        count = 6
    if not 1 <= count <= 18 or not places:
        return None
    if found["many"] and len(places) == 1:
        last = places[0][1]
        return when.run_of_years(tuple(range(last - _number(found["many"]) + 1, last + 1)))
    if len(places) == 1:
        return when.months_to(places[0][1], month, count)
    if count == 12:
        made = when.run_of_years(tuple(of for _, of in places))
        if made and month != 12:
            last = max(made.years)
            made = when.months_to(last, month, 12 * len(places))._replace(
                years=made.years,
                precision="years",
                label=f"FY{min(made.years)}/FY{last}",
            )
        return made
    start = found.start("years")
    ends = [start + at for at, _ in places[1:]] + [found.end()]
    return [
        when.months_to(of, month, count)._replace(at=(start + at, _trim(found.string, end)))
        for (at, of), end in zip(places, ends, strict=True)
    ]


def _trim(text: str, end: int) -> int:
    while text[end - 1] in "、及和与,以至 ":
        end -= 1
    return end


_EACH_YEAR = re.compile(f"({_Y4})[ ]?年?")


def _years_run(found: Found, published: date | None) -> Meaning | None:
    first, last = _year_number(found["y"]), _year_number(found["y2"])
    return when.run_of_years(tuple(range(first, last + 1))) if 0 < last - first <= 40 else None


def _years_list(found: Found, published: date | None) -> Meaning | None:
    return when.run_of_years(tuple(_year_number(m[1]) for m in _EACH_YEAR.finditer(found[0])))


_UNIT = {
    "年": "year",
    "月": "month",
    "周": "week",
    "週": "week",
    "天": "day",
    "日": "day",
    "季": "quarter",
    "星": "week",
}


def _trailing(found: Found, published: date | None) -> Meaning | None:
    return when.trailing(_number(found["n"]), _UNIT[found["unit"][0]], published)


def _ago(found: Found, published: date | None) -> Meaning | None:
    word = found["n"]
    if word in "几幾数數多":
        return when.unresolved("vague")._replace(approximate=True)
    count = _number(word)
    return when.ago(count, _UNIT[found["unit"][0]], published) if count else None


def _shifted(found: Found, published: date | None) -> Meaning | None:
    shift = {"上": -1, "下": 1}.get(found["lead"][0], 0)
    unit = _UNIT[found["unit"][0]]
    made = when.whole_unit(unit, shift, published)
    if found["d"] and unit == "month":
        if made.span is None:
            return when.unresolved("day")
        day = when.day(made.span.start.year, made.span.start.month, _number(found["d"]))
        return when.relative(day) if day else made
    if found["wd"] and unit == "week":
        return when.weekday(min("一二三四五六日天".index(found["wd"]), 6), published, weeks=shift)
    if found["part"]:
        return made._replace(is_period=False, approximate=found["part"] not in "底末")
    return made


def _weekday(found: Found, published: date | None) -> Meaning | None:
    return when.weekday(min("一二三四五六日天".index(found["wd"]), 6), published)


def _today(found: Found, published: date | None) -> Meaning | None:
    shift = {"昨": -1, "前": -2, "明": 1}.get(found[0][0], 0)
    return when.whole_unit("day", shift, published)


def _same(found: Found, published: date | None) -> Meaning | None:
    if found["y"]:
        made = when.unresolved("vague", "same_period")
        return made._replace(years=(_year_number(found["y"]),), is_period=True)
    word = "year_earlier" if found["told"] else "same_period"
    return when.unresolved("vague", word)._replace(is_period=True)  # type: ignore[arg-type]


def _last_year(found: Found, published: date | None) -> Meaning | None:
    return when.unresolved("year", "year_earlier")


def _vague(found: Found, published: date | None) -> Meaning | None:
    return when.unresolved("vague")._replace(approximate=True)


def _this_year(found: Found, published: date | None) -> Meaning | None:
    return when.whole_unit("year", 0, published)._replace(approximate=True)


def _to_date(found: Found, published: date | None) -> Meaning | None:
    return when.year_to_date(published)


def _each(found: Found, published: date | None) -> Meaning | None:
    return when.each(_UNIT[found["unit"] or found["unit2"]])


_AND = "(?:、|,|及|和|与|與|以及|,以及)"
_PARTS_FOLLOW = (
    f"(?![ ]?(?:的?前|上半|下半|第?[一二三四1-4]季|首|{_M}[ ]?月|[QH][1-4]|底|末"
    f"|初|中期|年底|年末|年初|同期|年中))"
)
RULES: tuple[tuple[str, Handler], ...] = (
    (
        f"截至(?P<years>{_Y4}年?(?:{_AND}{_Y4}年?){{0,9}}){_M}月{_D}[日号]止?(?:的)?(?:(?P<year>(?:"
        f"(?P<many>[二三四五两兩2-5])[个個])?(?:财政|財政|会计|會計)?年度?)|{_N}[个個]月|(?P<half>半年度?))",
        _ended,
    ),
    (
        "(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})(?:[/-](?P<s>20[0-9]{2}|[0-9]{2}))?年?(?:财年|財年|财政年度"
        "|財政年度|会计年度|會計年度)"
        "(?:第?(?P<q>[一二三四1-4])季度?|(?P<h>[上下])半年)?",
        _fiscal,
    ),
    (f"(?P<y>{_Y4})年?(?:度)?{_SEP}(?P<y2>{_Y4})年(?:度)?{_PARTS_FOLLOW}", _years_run),
    (
        f"{_Y4}年?(?:度)?(?:{_AND}{_Y4}年?(?:度)?){{0,9}}{_AND}{_Y4}年(?:度)?{_PARTS_FOLLOW}",
        _years_list,
    ),
    (f"{_LED}{_M}月?{_SEP}{_M2}月(?!{_D}[日号])(?:份)?", _months),
    (f"{_LED}[前首]{_N}(?:[个個]?(?P<unit>月|季)(?:度)?)(?!以)", _first_months),
    (f"{_LED}(?P<half>上半年|下半年|上半財年|H[12]|半年度|中期(?=业绩|報告|报告|收入))", _half),
    (
        f"{_LED}(?:第[ ]?(?P<q>[一二三四1-4])[ ]?季度?|(?<![前首])(?P<qb>[一二三四1-4])季度"
        f"|Q(?P<qc>[1-4])"
        "(?![0-9A-Za-z])|(?P<qd>[首头])季度?)",
        _quarter,
    ),
    (f"{_LED}[ ]?{_M}[ ]?月[ ]?{_D}[ ]?[日号號]", _day),
    (
        f"{_LED}[ ]?{_M}月(?:份)?(?P<part>初|底|末|中旬|上旬|下旬)?(?!均|活|薪|租|费|費"
        f"|[0-9]*日|度(?!收)|刊|报|饼|薪)",
        _month,
    ),
    (
        f"(?:{_YEAR}|{_REL})的?(?P<part>年?(?:底|末|初)|年中|年终|中(?=[,。;、)]|\\Z|期(?!业)))",
        _part,
    ),
    ("(?<![0-9半全每一])(?P<part>年(?:底|末|初|中))(?!至今)", _part),
    (f"(?P<told>去年|上年|上一年|前一年|前年)(?:度)?的?同期|(?P<y>{_Y4})年的?同期|同期", _same),
    ("年内(?![^,。;、的])", _this_year),
    ("今年以来|今年以來|年初至今|今年至今|年初以来|今年迄今", _to_date),
    (f"{_YEAR}", _whole_year),
    (f"{_REL}(?:度|全年)?", _whole_year),
    ("上一?年度?(?![龄轻纪级])|前一年(?:度)?|上一财年", _last_year),
    (
        f"(?:近|过去|過去|最近|此前)(?:的)?{_N}(?:[个個]?(?P<unit>年|月|周|週|季度|星期|天|日))(?:来|來|内|间)?",
        _trailing,
    ),
    (
        "(?P<n>[0-9]{1,3}|[一二两兩三四五六七八九十]{1,3}|[几幾数數多])(?:[个個]?(?P<unit>年|月|周|週|星期|天|日|季度))"
        "(?:多)?(?:之)?前(?![景往沿三途])",
        _ago,
    ),
    (
        "(?P<lead>上一?|本|这一?|這一?|下一?)[个個]?(?P<unit>周|週|星期|月|季)度?(?:(?P<wd>(?<=[周週期])[一二三四五六日天])"
        "|(?P<d>(?<=月)[0-9]{1,2})[日号]|(?P<part>(?<=月)(?:底|末|初|中旬)))?(?![边期转榜])",
        _shifted,
    ),
    (
        "(?:周|週|星期|礼拜)(?P<wd>[一二三四五六日天])(?![0-9一二三四五六七八九十年家围期])",
        _weekday,
    ),
    ("今日|今天|今早|今晨|今晚|昨日|昨天|昨晚|昨夜|前天|明天|明日", _today),
    ("近日|日前|近期|近来|近來|不久前|最近|近几年|近年来|近年來|近年", _vague),
    ("(?:每个?(?P<unit>月|年|周|季)(?:度)?|(?P<unit2>[月年周季])均)", _each),
)
BEGINS = f"""(?<![0-9.])[0-9]{{1,4}}(?=[ ]?[年月个個天周週日星季]|[至到~—-][0-9]
        |[、,及和与與以][ ]?[12][09]|[/-][0-9]{{2,4}}[年财財]|[财財])|[QH](?=[1-4])
    |[今去前明后後当當]年|[今明][日天早晨晚]|本年|年(?=[底末初中内])|(?:上|下)(?=半|一|年
    |[个個]?[周週星月季])
    |本(?=[周週月季])|[这這](?=[一个個]?[周週月季])|同期|截至|近(?=[{_ZD}两兩十0-9日期来來几年])|过去|過去|最近|此前|[周週](?=[{_ZD}天])|星期|礼拜
    |[昨明]|[每月季周年](?=[均个月年周季])|[首头第前](?=[0-9 {_ZD}季])|日前|不久前|前[天一]
        |[几幾数數多](?=[个個年月天周週星季日])|半年度|中期
    |[{_ZD}两兩十]{{1,3}}(?=[个個年月天周週星季日至到])|[一二][零〇九][{_ZD}]{{2}}"""
