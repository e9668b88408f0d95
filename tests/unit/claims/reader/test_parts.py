"""The parts of the reader, each on its own."""

from __future__ import annotations

import doctest
from datetime import date
from types import ModuleType

import pytest

from pricedin.claims.reader import (
    cues,
    dates,
    firsts,
    holders,
    layout,
    origins,
    rounds,
    sector,
    status,
    tables,
    when,
)
from pricedin.claims.reader.layout import sentences
from pricedin.text.normal import normal


@pytest.mark.parametrize(
    "module", [cues, dates, firsts, holders, origins, sector, when], ids=lambda one: one.__name__
)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


@pytest.mark.parametrize(
    ("text", "is_chinese"),
    [
        ("Revenue of the Paris-based firm rose to $5m, while net losses halved; ARR is up.", False),
        ("pre-money valuation, the (post-money) price tag and cash in the bank", False),
        ("公司营收同比增长,净亏损收窄,账上现金及现金等价物充足,投后估值不详,累计融资额增加", True),
        ("创始人拥有公司约70%的股权,出让20%股份,控制表决权,服务了3万家企业", True),
        ("It holds over $5m in cash, owns 20% of the equity, and employs people; up 5%", False),
    ],
)
def test_rows_are_skipped_only_where_they_cannot_match(text: str, is_chinese: bool) -> None:
    """Trying every row at every place finds the same cues as trying those that may begin there."""
    low = text if is_chinese else text.lower()
    starts = range(len(low)) if is_chinese else [m.start() for m in cues._WORD_START.finditer(low)]
    slow, at = [], 0
    for start in starts:
        if start < at:
            continue
        for row in cues._rows(is_chinese):
            found = row.pattern.match(low, start)
            if found and found.end() > start:
                at = found.end()
                slow.append((row.name, start, at))
                break
    fast = [(one.name, one.start, one.end) for one in cues.find_cues(text, is_chinese=is_chinese)]
    assert fast == slow
    assert fast


@pytest.mark.parametrize(
    ("text", "is_chinese", "expected"),
    [
        ("closed a Series C round", False, ["Series C"]),
        ("its seed round and a pre-Series A round", False, ["seed", "pre-Series A"]),
        ("a $500 million C round financing", False, ["C round"]),
        ("seed investors came back", False, []),
        ("完成B+轮融资,此前的天使轮", True, ["B+轮", "天使轮"]),
    ],
)
def test_rounds_are_named(text: str, is_chinese: bool, expected: list[str]) -> None:
    assert [one.name for one in rounds.find_rounds(text, is_chinese=is_chinese)] == expected


def test_sentences_do_not_end_at_abbreviations_or_inside_numbers() -> None:
    text = "Ostrel Inc. made $1.5 million vs. $1.2 million. It grew.\n\n收入为2.1亿元。亏损收窄。"
    told = sentences(normal(text).text)
    assert [one.text for one in told] == [
        "Ostrel Inc. made $1.5 million vs. $1.2 million.",
        "It grew.",
        "收入为2.1亿元。",
        "亏损收窄。",
    ]
    assert [one.paragraph for one in told] == [0, 0, 1, 1]


def test_a_table_gives_its_rows_in_the_unit_above_it() -> None:
    text = (
        "Ostrel, $ million    2023    2022\n"
        "Revenue              1.2     0.4\n"
        "Net loss           (26.3)  (15.9)"
    )
    lines = sentences(normal(text).text)
    run = next(iter(tables.blocks(lines)))
    told = [(one.attribute, int(one.value)) for one in tables.values(lines, run, "")]
    assert told == [
        ("revenue", 1_200_000),
        ("revenue", 400_000),
        ("net_loss", 26_300_000),
        ("net_loss", 15_900_000),
    ]


def test_a_status_is_that_of_the_clause() -> None:
    line = sentences("It raised $5 million last year and is in talks to raise $9 million.")[0]
    first, second = line.text.index("$5"), line.text.index("$9")
    assert status.status_of(line, second, second + 10, is_deal=True) == "in_talks"
    assert status.status_of(line, first, first + 10, is_deal=True) == "closed"


def test_a_clause_ends_at_a_turn() -> None:
    text = "sales rose to $5m, while losses fell to $2m"
    left, right = layout.clause(text, text.index("$2m"), is_chinese=False)
    assert text[left:right].strip() == "while losses fell to $2m"


def test_a_period_to_come_is_told_by_the_day_of_the_text() -> None:
    from pricedin.text.times import find_times

    day = date(2024, 5, 20)
    (year,) = find_times("in 2025", day)
    assert when.is_to_come(year, day)
    assert not when.is_to_come(year, None)
