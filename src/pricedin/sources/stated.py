"""What a text says of itself in its head: its title and the day it was published.

Only a statement counts: a dateline, a labelled date, a line that holds a date and little else.
A date in a sentence is what the sentence is about. A date without its year, one whose day and
month cannot be told apart, and "4 hours ago" are no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

HEAD_CHARACTERS = 3_000
HEAD_LINES = 14
TAIL_LINES = 3
LONGEST_TITLE = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_HAN = "[〇○零一二三四五六七八九十]"
DATE_PATTERN = (
    rf"(?:{_YEAR}\s?年\s?[01]?\d\s?月\s?[0-3]?\d\s?[日号號]"
    rf"|[〇○零一二三四五六七八九]{{4}}年{_HAN}{{1,2}}月{_HAN}{{1,3}}[日号號]"
    rf"|民[國国]\s?\d{{2,3}}\s?年\s?[01]?\d\s?月\s?[0-3]?\d\s?[日号號]"
    rf"|(?<!\d){_YEAR}(?P<mark>[-/.])[01]?\d(?P=mark)[0-3]?\d(?!\d)"
    rf"|(?<![\d/.-])[0-3]?\d[/.-][0-3]?\d[/.-]{_YEAR}(?!\d)"
    rf"|(?<!\w){_MONTH}\s?{_DAY},?\s{{1,3}}{_YEAR}(?!\d)"
    rf"|(?<!\w){_DAY}(?:\sof)?[\s-]{_MONTH},?[\s-]{_YEAR}(?!\d))"
)
DATE = re.compile(DATE_PATTERN, re.I)
_NAMED = "(?i:" + DATE_PATTERN.replace("(?P<mark>", "(?:").replace("(?P=mark)", "[-/.]") + ")"
# Words after which a date is that of publication.
LABELLED = re.compile(
    r"(?:^|[\s|(（【\[·•])"
    r"(?:(?:first\s)?published(?:\s(?:on|at|date))?|posted(?:\son)?|publication\sdate"
    r"|date\spublished|release\sdate|issued(?:\son)?|date|dated"
    r"|(?:首次)?(?:发布|發布|發佈|发表|發表|发稿|發稿|刊登|刊发|刊發|出版|公告|披露)(?:时间|時間|日期|于|於)?"
    r"|日期|时间|時間)"
    rf"\s{{0,2}}[:：]?\s{{0,3}}(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?"
    rf"(?P<date>{_NAMED})",
    re.I | re.M,
)
# OSLO, 14 May 2024 - ; NEW YORK, May 14, 2024 (GLOBE NEWSWIRE) -- ; 新华社北京2024年3月6日电
DATELINE = re.compile(
    rf"^[ \t]*[A-Z][\w .,'’/()-]{{1,60}}?[,(]\s?(?P<date>{_NAMED})\)?"
    rf"(?:\s?[(/][^)/\n]{{1,40}}[)/])?\s?(?:[-–—:]|\(\w)",
    re.M,
)
HAN_DATELINE = re.compile(
    rf"^[ \t\u3000]*[【\[(（]?[^\n。，；]{{0,24}}?(?P<date>{_NAMED})[】\])）]?[，, ]?\s{{0,2}}"
    r"(?:[（(][^）)\n]{1,20}[)）])?\s?(?:讯|訊|电|電|消息|报道|報道|報導)",
    re.M,
)
CLOCK = re.compile(
    r"(?:上午|下午|早上|晚上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d|UTC[+-]\d{1,2}|北京时间|北京時間)\)?(?!\w))?",
    re.I,
)
WEEKDAY = re.compile(
    r"(?<!\w)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?!\w)"
    r"|(?:星期|周|週)[一二三四五六日天]",
    re.I,
)
BYLINE = re.compile(
    r"(?:来源|來源|作者|编辑|編輯|记者|記者|责编|責編|文)\s?[:：|/丨]?\s?[^\s|丨·•]{1,20}"
    r"|(?<!\w)by\s[^|·•\d,]{1,50}"
    r"|\d{1,3}[\s-]min(?:ute)?s?\sread"
    r"|(?:阅读|閱讀|浏览|瀏覽|评论|評論)\s?[:：(（]?\s?[\d,.万]+[)）]?",
    re.I,
)
# With these a date alone on its line is that of something else.
OTHER_DAY = re.compile(
    r"(?<!\w)(?:as\s(?:of|at)|ended|ending|until|till|to|since|from|before|after|effective|due"
    r"|expires?|updated?|modified|revised|accessed|retrieved|saved|printed|founded|born|on|by)(?!\w)"
    r"|截至|截止|止|起|至|自|更新|修改|编辑于|成立|生效|访问|訪問|检索|生于",
    re.I,
)


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day of publication, the words that state it, and whether they say so outright."""

    day: date
    quote: str
    start: int


def day_of(words: str) -> date | None:
    """Return the day that `words` name in full, or None.

    ``03/04/2024`` is None: day and month cannot be told apart.

    >>> day_of("14 May 2024"), day_of("二〇二四年三月六日"), day_of("03/04/2024")
    (datetime.date(2024, 5, 14), datetime.date(2024, 3, 6), None)
    """
    found = DATE.search(words)
    if not found:
        return None
    text = found[0]
    if "年" in text:
        return _han_day(text)
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 3:
        if numbers[0] > 31:
            return _day(numbers[0], numbers[1], numbers[2])
        first, second, year = numbers
        if first > 12 >= second or first == second:
            return _day(year, second, first)
        if second > 12 >= first:
            return _day(year, first, second)
        return None
    month = next(
        (MONTHS[w.lower()] for w in re.findall("[A-Za-z]+", text) if w.lower() in MONTHS), 0
    )
    if len(numbers) != 2 or not month:
        return None
    return _day(max(numbers), month, min(numbers))


def _han_day(text: str) -> date | None:
    year, month, day = re.split("[年月]", text.rstrip("日号號 "), maxsplit=2)
    if year[:1] == "民":
        return _day(int(re.sub(r"\D", "", year)) + 1911, int(month), int(day))
    return _day(_number(year), _number(month), _number(day))


def _number(text: str) -> int:
    text = text.strip().translate(HAN_DIGITS)
    tens, ten, ones = text.partition("十")
    if ten:
        return int(tens or 1) * 10 + int(ones or 0)
    return int(text)


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def machine_day(words: str) -> date | None:
    """Return the day of a date written for machines: ISO 8601, RFC 822, or one of `day_of`.

    The day is the one in the time zone that is stated with it.

    >>> machine_day("2024-03-06T23:30:00+08:00"), machine_day("Wed, 06 Mar 2024 23:30:00 GMT")
    (datetime.date(2024, 3, 6), datetime.date(2024, 3, 6))
    """
    words = words.strip()[:100]
    if found := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return day_of(words)
    return _day(moment.year, moment.month, moment.day)


def address_day(url: str) -> date | None:
    """Return the day in the path of an address such as ``/2024/05/14/``, or None."""
    found = re.search(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/._-]|$)", url)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def published_in(text: str) -> StatedDay | None:
    r"""Return the day of publication that the head of `text`, or its last line, states.

    >>> published_in("Aster raises $5m\nOSLO, 14 May 2024 - Aster said").quote
    'OSLO, 14 May 2024 -'
    >>> published_in("Aster raises $5m\n4 hours ago\nOn 14 May 2024 it said so.") is None
    True
    """
    head = "\n".join(text[:HEAD_CHARACTERS].split("\n")[:HEAD_LINES])
    stated = []
    for pattern in (LABELLED, DATELINE, HAN_DATELINE):
        for found in pattern.finditer(head):
            day = day_of(found["date"])
            if day is not None and not _is_other(head, found.start("date")):
                quote = found[0].strip(" \t\u3000|·•\n")
                stated.append(StatedDay(day, quote, text.index(quote, found.start())))
                break
    stated.extend(_alone(head, 0))
    if not stated:
        tail = text[-400:].rstrip()
        lines = tail.split("\n")[-TAIL_LINES:]
        if len(lines) == TAIL_LINES:
            last = "\n".join(lines)
            stated.extend(_alone(last, text.rindex(last)))
    return min(stated, key=lambda s: s.start) if stated else None


def _is_other(text: str, at: int) -> bool:
    """Tell whether the words just before a date on its line make it that of something else."""
    before = text[text.rfind("\n", 0, at) + 1 : at][-30:]
    return bool(re.search(r"(?:updated?|modified|accessed|更新|修改)[^|·•]{0,12}$", before, re.I))


def _alone(text: str, offset: int) -> list[StatedDay]:
    """Find lines that hold a date and, beside it, nothing but clock, weekday and byline."""
    found = []
    start = offset
    for number, line in enumerate(text.split("\n")):
        dates = list(DATE.finditer(line)) if len(line) <= 160 else []
        if dates and (day := day_of(dates[0][0])) is not None:
            before, after = line[: dates[0].start()], line[dates[0].end() :]
            rest = BYLINE.sub(" ", WEEKDAY.sub(" ", CLOCK.sub(" ", f"{before}\n{after}")))
            words = re.findall(r"[^\W\d_]+", rest)
            # An outlet's or a town's name may stand beside a date, a title may not.
            most = 0 if number == 0 and offset == 0 else 4
            han = sum(len(w) for w in words if w > "\u3000")
            if (
                len(words) <= most
                and not any(w.islower() for w in words)
                and han <= 12
                and not re.search(r"\d", DATE.sub("", rest))
                and not re.search(r"[。.!?！？；;]\s*$", after)
                and not OTHER_DAY.search(BYLINE.sub(" ", before))
                and "$" not in line
            ):
                at = dates[0].start()
                clock = CLOCK.match(after.lstrip())
                end = dates[0].end() + (
                    len(after) - len(after.lstrip()) + clock.end() if clock else 0
                )
                found.append(StatedDay(day, line[at:end], start + at))
                break
        start += len(line) + 1
    return found


def outlet_in(text: str) -> str:
    """Return the outlet that a line such as ``来源：科创日报`` in the head names, or "".

    >>> outlet_in("2024-03-06 10:21 来源：科创日报 作者：王明")
    '科创日报'
    """
    head = "\n".join(text[:HEAD_CHARACTERS].split("\n")[:HEAD_LINES])
    found = re.search(
        r"(?:^|[\s|·•])(?:来源|來源|Source)\s?[:：]\s?(?P<name>[^\s|丨·•（(]{2,20})", head
    )
    return found["name"] if found else ""


def title_of(text: str) -> str:
    r"""Return the first line if it looks like a title, else "".

    A title is short, has text after it, and does not end as a sentence of prose does.

    >>> title_of("Aster raises $5m\n\nThe company said so."), title_of("It said so. Then it left.")
    ('Aster raises $5m', '')
    """
    head = text[: 4 * LONGEST_TITLE].lstrip()
    first, end, rest = head.partition("\n")
    first = first.strip().lstrip("#").strip()
    if not first or not end or not rest.strip() or len(first) > LONGEST_TITLE:
        return ""
    if (
        first.endswith((".", "。", "；", ";", ",", "，", ":", "：", "-"))
        or ". " in first.rstrip(".")[:-1]
    ):
        if not re.search(r"\b(?:Inc|Corp|Ltd|Co|vs|U\.S)\.(?:\s|$)", first):
            return ""
    return first if not DATE.fullmatch(first) else ""
