"""Times: phrases as articles and filings write them, read on one day.

The expected lines of `times.txt` were read by hand, one by one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pricedin.text.normal import normal
from pricedin.text.times import When, find_times

PUBLISHED = date(2025, 12, 18)


def cases() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[-1][1].append(line[4:])
        elif line and not line.startswith("# "):
            found.append((line, []))
    return found


def told(when: When) -> str:
    span = f"{when.span.start}..{when.span.last_day}" if when.span else "none"
    flags = [
        flag
        for flag, is_set in (
            ("period", when.is_period),
            ("relative", when.is_relative),
            ("about", when.approximate),
        )
        if is_set
    ]
    if when.relation:
        flags.append(when.relation)
    if len(when.years) > 1 or (when.years and not when.span):
        flags.append("years=" + ",".join(map(str, when.years)))
    return " ".join([f"{when.text} =", when.precision, when.label or "-", span, *flags])


@pytest.mark.parametrize(("phrase", "expected"), cases())
def test_phrase(phrase: str, expected: list[str]) -> None:
    assert [told(when) for when in find_times(normal(phrase).text, PUBLISHED)] == expected


def test_there_are_enough_phrases_in_both_languages() -> None:
    chinese = sum(any("\u4e00" <= char <= "\u9fff" for char in phrase) for phrase, _ in cases())
    assert chinese >= 120
    assert len(cases()) - chinese >= 120


@pytest.mark.parametrize(
    "text",
    [
        *("last June", "in June", "3月6日", "去年", "上个月", "yesterday", "this week", "近四年"),
        *("third quarter", "three years ago", "past six months", "上半年", "on Tuesday", "YTD"),
    ],
)
def test_relative_times_need_the_day_of_publication(text: str) -> None:
    (when,) = find_times(text)
    assert when.span is None
    assert when.is_relative
    assert when.label == ("week" if when.precision == "week" else "")


@pytest.mark.parametrize(
    ("text", "published", "label"),
    [
        # The latest one not after publication.
        ("last June", date(2024, 5, 14), "2023-06"),
        ("last June", date(2024, 6, 14), "2023-06"),
        ("in June", date(2024, 6, 14), "2024-06"),
        ("in June", date(2024, 5, 31), "2023-06"),
        ("12月18日", date(2025, 12, 18), "2025-12-18"),
        ("12月19日", date(2025, 12, 18), "2024-12-19"),
        ("2月29日", date(2025, 12, 18), "2024-02-29"),
        ("去年12月", date(2026, 1, 5), "2025-12"),
        ("last quarter", date(2026, 1, 5), "2025Q4"),
        ("last month", date(2026, 1, 31), "2025-12"),
        ("on Thursday", date(2025, 12, 18), "2025-12-18"),
        ("on Friday", date(2025, 12, 18), "2025-12-12"),
        ("上周日", date(2025, 12, 18), "2025-12-14"),
        ("前三季度", date(2025, 3, 1), "2024-01/2024-09"),
        ("first half", date(2025, 3, 1), "2025H1"),
        ("the nine months to December", date(2024, 2, 1), "2023-04/2023-12"),
    ],
)
def test_relative_times_are_resolved(text: str, published: date, label: str) -> None:
    assert [when.label for when in find_times(text, published)] == [label]


def test_a_run_gives_its_years_in_order() -> None:
    (when,) = find_times("2022年至2024年,公司收入分别为")
    assert when.years == (2022, 2023, 2024)
    (listed,) = find_times("in 2021, 2022 and 2024, respectively")
    assert listed.years == (2021, 2022, 2024)


def test_a_year_out_of_the_calendar_is_not_read() -> None:
    assert find_times("last year", date(1, 1, 1)) == []
    assert find_times("next year", date(9999, 1, 1)) == []
