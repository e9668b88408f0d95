"""Laws of the grammar: what is written reads back; places are exact; nothing hangs."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricedin.text.amounts import find_amounts
from pricedin.text.normal import normal
from pricedin.text.numerals import read_chinese, read_spelled
from pricedin.text.times import find_times

# Normal text.

NASTY = st.text(
    st.sampled_from(
        "aé5²½①⑴ｆｕ８，．％（\u0301\u3099\u00ad\u200b\u200d\u00a0\u3000-–—−\n\r \t"
        "⻓⼀Åﬁ㎡か゛ﾊﾞ\u1100\u1161\u11a8한$＄"
    )
)
ANY = st.one_of(st.text(), NASTY)


@given(ANY)
def test_normal_is_settled(text: str) -> None:
    once = normal(text).text
    assert normal(once).text == once


@given(ANY)
def test_places_are_monotone_and_lie_in_the_text(text: str) -> None:
    plain = normal(text)
    spans = [plain.original(at, at + 1) for at in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    # Two characters may come of one; else each starts where the one before ended, or later.
    for (start, end), (later, later_end) in pairwise(spans):
        assert (start, end) == (later, later_end) or end <= later
    if spans:
        assert plain.original(0, len(plain.text)) == (spans[0][0], spans[-1][1])


@given(ANY)
def test_places_are_exact(text: str) -> None:
    plain = normal(text)
    for at, char in enumerate(plain.text):
        start, end = plain.original(at, at + 1)
        if "\n" in text[start:end]:
            continue  # a word split at the end of a line
        assert char in normal(text[start:end]).text


@given(st.text(), st.data())
def test_a_wider_span_covers_a_narrower_one(text: str, data: st.DataObject) -> None:
    plain = normal(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(plain.text)), min_size=4, max_size=4)))
    outer, inner = plain.original(cuts[0], cuts[3]), plain.original(cuts[1], cuts[2])
    if cuts[1] < cuts[2]:
        assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    assert plain.original(cuts[0], cuts[0])[0] == plain.original(cuts[0], cuts[0])[1]


@given(st.text(st.characters(max_codepoint=127, exclude_characters="-")))
def test_plain_ascii_is_left_alone(text: str) -> None:
    plain = normal(text)
    assert plain.text == text
    assert plain.original(0, len(text)) == (0, len(text))


@given(st.text(st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E)))
def test_full_width_is_ascii(text: str) -> None:
    # Two of them stand for another dash and tilde; the rest is NFKC.
    assert normal(text).text == unicodedata.normalize("NFKC", text)


# What is written reads back.

ENGLISH_MONEY = st.sampled_from(
    [
        ("${}", "USD"),
        ("US${}", "USD"),
        ("HK${}", "HKD"),
        ("A${}", "AUD"),
        ("C${}", "CAD"),
        ("S${}", "SGD"),
        ("NT${}", "TWD"),
        ("€{}", "EUR"),
        ("£{}", "GBP"),
        ("₹{}", "INR"),
        ("₩{}", "KRW"),
        ("Rs {}", "INR"),
        ("CHF {}", "CHF"),
        ("RMB{}", "CNY"),
        ("SEK {}", "SEK"),
        ("{} yen", "JPY"),
        ("{} euros", "EUR"),
        ("{} dollars", "USD"),
        ("{} yuan", "CNY"),
        ("{} Swiss francs", "CHF"),
        ("{} Hong Kong dollars", "HKD"),
        ("{} USD", "USD"),
    ]
)
ENGLISH_SCALE = st.sampled_from(
    [
        (" thousand", 3),
        (" million", 6),
        (" billion", 9),
        (" trillion", 12),
        ("m", 6),
        ("bn", 9),
        ("k", 3),
        ("tn", 12),
        (" mln", 6),
        (" crore", 7),
        (" lakh", 5),
        ("mn", 6),
        ("-million", 6),
        (" lakh crore", 12),
    ]
)
CHINESE_MONEY = st.sampled_from(
    [
        ("{}元", "CNY"),
        ("人民币{}元", "CNY"),
        ("{}美元", "USD"),
        ("{}港元", "HKD"),
        ("{}港幣", "HKD"),
        ("{}欧元", "EUR"),
        ("{}英镑", "GBP"),
        ("{}日元", "JPY"),
        ("{}新台幣", "TWD"),
        ("{}元人民币", "CNY"),
        ("{}美金", "USD"),
    ]
)
CHINESE_SCALE = st.sampled_from(
    [
        ("万", 4),
        ("亿", 8),
        ("萬", 4),
        ("億", 8),
        ("万亿", 12),
        ("千万", 7),
        ("百万", 6),
        ("个亿", 8),
    ]
)
FIGURES = st.decimals("0.1", "9999", places=2).map(lambda d: d.normalize()).filter(lambda d: d > 0)
LEAD_EN = st.sampled_from(["", "It raised ", "worth (", "valued at: "])
TAIL_EN = st.sampled_from(["", " in May", ", it said", ". Then", ") more", " Series C"])
LEAD_ZH = st.sampled_from(["", "完成", "估值为", "获得("])
TAIL_ZH = st.sampled_from(["", "C轮融资", "融资", ",", ")", "。", "的投资"])


def plain(value: Decimal) -> str:
    return f"{value:f}"


@given(FIGURES, ENGLISH_MONEY, ENGLISH_SCALE, LEAD_EN, TAIL_EN)
def test_english_money_reads_back(
    figure: Decimal, money: tuple[str, str], scale: tuple[str, int], lead: str, tail: str
) -> None:
    written = money[0].format(plain(figure) + scale[0])
    (amount,) = find_amounts(lead + written + tail)
    assert amount.text == written
    assert (amount.kind, amount.value, amount.currency) == (
        "money",
        figure.scaleb(scale[1]),
        money[1],
    )
    assert amount.bound == "exact"


@given(FIGURES, CHINESE_MONEY, CHINESE_SCALE, LEAD_ZH, TAIL_ZH)
def test_chinese_money_reads_back(
    figure: Decimal, money: tuple[str, str], scale: tuple[str, int], lead: str, tail: str
) -> None:
    written = money[0].format(plain(figure) + scale[0])
    (amount,) = find_amounts(lead + written + tail)
    assert (amount.text, amount.value, amount.currency) == (
        written,
        figure.scaleb(scale[1]),
        money[1],
    )


@given(st.integers(0, 10**13), st.sampled_from(["western", "indian", "swiss", "spaces", "none"]))
def test_grouped_digits_read_back(value: int, style: str) -> None:
    digits = f"{value:,}"
    if style == "indian":
        head, last = divmod(value, 1000)
        pairs = []
        while head >= 100:
            head, pair = divmod(head, 100)
            pairs.append(f"{pair:02}")
        digits = (
            ",".join([str(head), *reversed(pairs), f"{last:03}"]) if value >= 1000 else str(value)
        )
    digits = {
        "swiss": digits.replace(",", "'"),
        "spaces": digits.replace(",", " "),
        "none": str(value),
    }.get(style, digits)
    (amount,) = find_amounts(f"It paid CHF {digits} for it")
    assert amount.value == value
    assert amount.text == f"CHF {digits}"


@given(
    st.integers(1, 98),
    st.integers(1, 900),
    st.sampled_from(
        [
            ("${0}-{1}bn", 9, "USD"),
            ("${0}bn to ${1}bn", 9, "USD"),
            ("between €{0} million and €{1} million", 6, "EUR"),
            ("Rs {0}-{1} crore", 7, "INR"),
            ("{0} to {1} billion yen", 9, "JPY"),
            ("{0}亿至{1}亿美元", 8, "USD"),
            ("{0}-{1}亿港元", 8, "HKD"),
            ("{0}万~{1}万元", 4, "CNY"),
            ("介于{0}亿元至{1}亿元之间", 8, "CNY"),
            ("{0}到{1}万欧元", 4, "EUR"),
            ("{0}% to {1}%", 0, ""),
            ("{0}-{1} percent", 0, ""),
            ("{0}%-{1}%", 0, ""),
            ("{0}-{1}x", 0, ""),
            ("{0}-{1}倍", 0, ""),
        ]
    ),
)
def test_ranges_read_back(low: int, more: int, shape: tuple[str, int, str]) -> None:
    (amount,) = find_amounts("约 " + shape[0].format(low, low + more) + " 的")
    size = Decimal(10) ** shape[1]
    assert (amount.value, amount.high, amount.currency) == (
        low * size,
        (low + more) * size,
        shape[2],
    )


UNITS = ["", "十", "百", "千"]


def chinese(value: int) -> str:
    """Write a whole number the way it is spoken."""
    if value < 10**4:
        out, zero = "", False
        for place in (3, 2, 1, 0):
            digit = value // 10**place % 10
            if digit:
                out += ("零" if zero and out else "") + "零一二三四五六七八九"[digit] + UNITS[place]
            zero = not digit
        return out.removeprefix("一") if 10 <= value < 20 else out
    size, name = (10**8, "亿") if value >= 10**8 else (10**4, "万")
    head, rest = divmod(value, size)
    tail = chinese(rest) if rest else ""
    if rest and (rest < size // 10 or (10 <= rest < 20)):
        tail = "零" + ("一" + tail if tail.startswith("十") else tail)
    return chinese(head) + name + tail


@given(st.integers(1, 10**12 - 1))
def test_chinese_numerals_read_back(value: int) -> None:
    read = read_chinese(chinese(value))
    assert read is not None
    assert read[0] == value


@given(st.integers(1, 10**12 - 1))
def test_chinese_money_in_words_reads_back(value: int) -> None:
    (amount,) = find_amounts(f"完成{chinese(value)}美元融资")
    assert (amount.value, amount.currency) == (value, "USD")


ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(value: int) -> str:
    """Spell a whole number."""
    if value < 20:
        return ONES[value - 1]
    if value < 100:
        ones = value % 10
        return TENS[value // 10 - 2] + (f"-{ONES[ones - 1]}" if ones else "")
    if value < 1000:
        rest = value % 100
        return f"{ONES[value // 100 - 1]} hundred" + (f" and {english(rest)}" if rest else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")):
        if value >= size:
            head, rest = divmod(value, size)
            return f"{english(head)} {name}" + (f" {english(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(1, 10**12 - 1))
def test_spelled_numbers_read_back(value: int) -> None:
    read = read_spelled(english(value), 0)
    assert read is not None
    assert read.value == value
    (amount,) = find_amounts(f"It raised {english(value)} euros")
    assert (amount.value, amount.currency) == (value, "EUR")


@given(FIGURES, st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6))
def test_an_unread_magnitude_is_refused(figure: Decimal, letters: str) -> None:
    known = """k m mn mm b bn t tn mln mil mio mrd mia bln trn bio mill cr l lac lakh crore mds mld
        mkr mdr x"""
    for amount in find_amounts(f"worth ${plain(figure)}{letters}, he said"):
        if letters in known.split() or letters in ("bp", "bps", "pp", "pps", "ppt", "pct"):
            continue
        assert amount.refused, amount


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.sampled_from(range(7)))
def test_dates_read_back(day: date, shape: int) -> None:
    month = f"{day:%B}"
    written = (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day}.{day.month}.{day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day.year}/{day.month:02}/{day.day:02}",
    )[shape]
    (when,) = find_times(f"on {written} it")
    assert (when.text, when.label, when.precision) == (written, day.isoformat(), "day")
    assert when.span
    assert when.span.start == day
    assert find_amounts(f"on {written} it") == []


@given(st.integers(1995, 2034), st.integers(1, 4))
def test_periods_read_back(year: int, number: int) -> None:
    half = 1 + number % 2
    ordinal = ("first", "second", "third", "fourth")[number - 1]
    for written, label in (
        (f"FY{year}", f"FY{year}"),
        (f"fiscal {year}", f"FY{year}"),
        (f"Q{number} {year}", f"{year}Q{number}"),
        (f"the {ordinal} quarter of {year}", f"{year}Q{number}"),
        (f"H{half} {year}", f"{year}H{half}"),
        (f"{year}年第{number}季度", f"{year}Q{number}"),
        (f"{year}年上半年", f"{year}H1"),
        (f"{year}年前三季度", f"{year}-01/{year}-09"),
        (f"{year}财年", f"FY{year}"),
        (f"{year} to {year + number}", f"{year}/{year + number}"),
        (f"{year}年至{year + number}年", f"{year}/{year + number}"),
    ):
        assert [when.label for when in find_times(written)] == [label], written


# Any text.

ALPHABET = st.text(
    st.sampled_from(
        "0123456789.,'-~—/%$€£¥()（）+xXkmbn 年月日季度前上下半亿万千百十一二两元美港币"
        "近超约多余个至到和、MayQHFY\n%"
    ),
    max_size=80,
)
WORDS = st.lists(
    st.sampled_from(
        """$ 5 1.5 bn million billion dollars a half of and one two hundred to from
        between - percent x times May June 2024 2023-24 FY24 Q3 the first nine months last
        year ago 亿 元 美元
        近 数千万 百分之 三 五 年 月 日 去年 同期 截至 至 、 ( ) , . per share 每股 or so plus + €
        Rs crore lakh 级 上 半""".split()
    ),
    max_size=14,
).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)]))
TEXTS = st.one_of(st.text(), ALPHABET, WORDS)


@settings(max_examples=400)
@given(TEXTS, st.sampled_from([None, date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)]))
def test_places_are_true_in_any_text(text: str, published: date | None) -> None:
    end = 0
    for amount in find_amounts(text):
        assert amount.text == text[amount.start : amount.end]
        assert end <= amount.start < amount.end
        assert amount.qualified_start <= amount.start
        assert amount.end <= amount.qualified_end
        assert amount.value.is_finite()
        assert amount.high is None or amount.value < amount.high
        end = amount.end
    end = 0
    for when in find_times(text, published):
        assert when.text == text[when.start : when.end]
        assert end <= when.start < when.end
        end = when.end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1,000",
        "1.",
        "1 ",
        "1 000 ",
        "9'",
        "-1",
        "一",
        "十",
        "百万",
        "万亿",
        "1亿",
        "1、",
        "2024年",
        "2024年、",
        "2021, ",
        "2021-",
        "(",
        ")",
        "$",
        "$1",
        "a ",
        "one ",
        "hundred and ",
        "one hundred and ",
        "tens of ",
        "half a ",
        "May ",
        "May 5 ",
        "截至2024年",
        "前",
        "近",
        "¥1 ",
        "kr 1 ",
        "illion",
        "5 illi",
        "\u0301",
        "－\n",
        "a-\n",
        "ﬁ",
        "\u200b",
    ],
)
def test_long_rows_are_read_in_linear_steps(unit: str) -> None:
    def steps(times: int) -> int:
        text = unit * times
        count = 0

        def tick(frame: object, event: str, _: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(tick)
        try:
            plain_text = normal(text).text
            find_amounts(plain_text)
            find_times(plain_text, date(2024, 5, 14))
        finally:
            sys.setprofile(None)
        return count

    small = max(1, 1000 // len(unit))
    steps(10)
    assert steps(4 * small) <= 6 * steps(small) + 2000
    # And a hundred thousand characters come to an end.
    text = normal(unit * (100_000 // len(unit))).text
    find_amounts(text)
    find_times(text, date(2024, 5, 14))
