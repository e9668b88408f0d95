"""What sentences say, end to end. All companies, investors and figures are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.reader.companies import Company
from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.reading import read_text

OSTREL = Company("Ostrel Robotics", {"Ostrel"})
LANXIU = Company("蓝岫科技", {"蓝岫"})
DAY = date(2024, 5, 20)


def figures(text: str, attribute: str = "") -> list[Figure]:
    told = read_text(text, DAY, [OSTREL, LANXIU]).figures
    return [one for one in told if not attribute or one.attribute == attribute]


def values(text: str) -> dict[str, int]:
    return {one.attribute: int(one.value) for one in figures(text) if one.value is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ostrel Robotics raised $40m at a valuation of $300m before the new money.",
            {"amount_raised": 40_000_000, "pre_money_valuation": 300_000_000},
        ),
        (
            "Ostrel Robotics is now worth $2.1 billion, including the new capital.",
            {"post_money_valuation": 2_100_000_000},
        ),
        (
            "To date, Ostrel Robotics has raised more than $230 million.",
            {"total_raised": 230_000_000},
        ),
        (
            "Ostrel Robotics obtained a $75 million debt facility.",
            {"debt_raised": 75_000_000},
        ),
        ("Ostrel Robotics is burning about $9 million a month.", {"burn": 9_000_000}),
        ("Ostrel Robotics said ARR had passed $50 million.", {"arr": 50_000_000}),
        ("Ostrel Robotics' gross bookings came to $90 million.", {}),
        ("Ostrel Robotics' operating loss widened to $30 million.", {}),
        ("Ostrel Robotics cut 120 jobs.", {}),
        (
            "蓝岫科技投前估值为40亿元,本轮融资10亿元。",
            {"pre_money_valuation": 4 * 10**9, "amount_raised": 10**9},
        ),
        ("蓝岫科技获得10亿元授信。", {"debt_raised": 10**9}),
        ("蓝岫科技账上现金还有3亿元,员工约350人。", {"cash_balance": 3 * 10**8, "employees": 350}),
        ("蓝岫科技平台交易额达31亿元。", {}),
    ],
)
def test_attributes(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ostrel Robotics raised $40 million.", "closed"),
        ("Ostrel Robotics is in talks to raise $40 million.", "in_talks"),
        ("Ostrel Robotics plans to raise $40 million.", "planned"),
        ("Ostrel Robotics has reportedly raised $40 million.", "rumoured"),
        ("Ostrel Robotics denied that it was raising $40 million.", "denied"),
        ("Kestrel Bank said it will invest $40 million in Ostrel Robotics.", "announced"),
        ("蓝岫科技宣布完成5亿元融资。", "closed"),
        ("蓝岫科技正洽谈融资5亿元。", "in_talks"),
        ("蓝岫科技计划融资5亿元。", "planned"),
        ("有消息称蓝岫科技融资5亿元。", "rumoured"),
        ("蓝岫科技否认融资5亿元。", "denied"),
    ],
)
def test_statuses(text: str, status: str) -> None:
    assert [one.status for one in figures(text) if one.value is not None] == [status]


def test_a_result_is_no_forecast_because_a_forecast_stands_beside_it() -> None:
    told = figures(
        "Ostrel Robotics made $40 million of revenue in 2023 and expects $90 million in 2024."
    )
    assert [(one.status, one.period) for one in told] == [("closed", "2023"), ("planned", "2024")]


def test_a_denial_in_the_next_sentence_counts() -> None:
    text = "Ostrel Robotics is said to be raising $40 million. A spokesman called the report false."
    assert [one.status for one in figures(text)] == ["denied"]


def test_an_answer_takes_what_the_question_asks_for() -> None:
    told = figures("Ostrel Robotics answers.\nQ: What was your revenue last year?\nA: $12 million.")
    assert [(one.attribute, one.value) for one in told] == [("revenue", Decimal(12_000_000))]


def test_what_is_taken_back_is_not_told() -> None:
    assert values("蓝岫科技融资金额应为1.2亿美元,而非12亿元。") == {"amount_raised": 120_000_000}


def test_lists_pair_with_their_periods() -> None:
    told = figures("蓝岫科技2021年、2022年、2023年营收分别为2.1亿元、4.5亿元、8.8亿元。")
    assert [(int(one.value or 0), one.period) for one in told] == [
        (210_000_000, "2021"),
        (450_000_000, "2022"),
        (880_000_000, "2023"),
    ]


def test_an_earlier_value_carries_its_own_period() -> None:
    told = figures(
        "Ostrel Robotics reported a net loss of $45 million for the quarter ended March 31, "
        "compared with $38 million a year earlier."
    )
    assert [one.period for one in told] == ["2024Q1", "2023Q1"]


def test_tranches_and_their_sum() -> None:
    told = figures(
        "Ostrel Robotics sold its Series B in two closings: $18 million in January 2022 and "
        "$22 million in September 2022, for $40 million in all.",
        "amount_raised",
    )
    assert [(int(one.value or 0), one.as_of) for one in told][:2] == [
        (18_000_000, "2022-01"),
        (22_000_000, "2022-09"),
    ]
    assert {one.round for one in told} == {"Series B"}


def test_a_cheque_is_the_investors() -> None:
    told = figures(
        "Ostrel Robotics closed a $90 million C round, with Ibex Capital leading with $40 million."
    )
    assert [(one.party, one.role, one.value) for one in told if one.attribute == "investor"] == [
        ("Ibex Capital", "lead", Decimal(40_000_000))
    ]


def test_a_change_of_the_price_is_no_price() -> None:
    text = (
        "The Force Behind the $400 Million Surge in Valuation of Ostrel\n\n"
        "Ostrel Robotics was given a pre-investment valuation of $1.4 billion, and it was revised "
        "to $1.8 billion, raising it by $400 million."
    )
    assert {int(one.value or 0) for one in figures(text)} == {1_400_000_000, 1_800_000_000}
    assert {one.attribute for one in figures(text)} == {"pre_money_valuation"}


def test_a_plain_valuation_gives_way_to_the_exact_one() -> None:
    text = (
        "Ostrel Robotics valued at $1.8 billion\n\n"
        "The pre-money valuation of Ostrel Robotics is $1.8 billion."
    )
    assert [one.attribute for one in figures(text)] == ["pre_money_valuation"]


def test_holdings_have_holders_and_votes_are_none() -> None:
    told = figures("Founder Mia Torvald owns 18.5% of Ostrel Robotics and 40% of the votes.")
    assert [(one.attribute, one.party, one.value) for one in told] == [
        ("ownership_pct", "Mia Torvald", Decimal("18.5"))
    ]


def test_a_filed_offering_is_planned() -> None:
    told = figures(
        "Ostrel Robotics filed its prospectus for an IPO of $200 million at $18 to $21 a share."
    )
    assert {(one.attribute, one.status) for one in told} == {
        ("ipo_proceeds", "planned"),
        ("ipo_price", "planned"),
    }


def test_funding_of_a_sector_is_no_companys() -> None:
    told = figures(
        "European climate tech start-ups raised $4.2 billion in the first quarter, down 30%."
    )
    assert [(one.attribute, int(one.value or 0)) for one in told] == [
        ("sector_funding_total", 4_200_000_000),
        ("growth_rate", -30),
    ]


def test_who_is_cited_is_kept() -> None:
    assert figures("Ostrel Robotics is worth $2bn, CNBC reported.")[0].origin == "CNBC"


def test_hypotheses_are_not_figures() -> None:
    assert figures("Suppose Ostrel Robotics raised $40 million at a $400 million valuation.") == []


def test_nobodys_figure_is_not_told() -> None:
    assert read_text("Revenue was $5 million in 2023.").figures == ()
