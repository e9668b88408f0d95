"""Whom a text is about: names found by where they stand. All names are invented."""

from __future__ import annotations

import doctest

import pytest

from pricedin.claims.reader import (
    companies,
    companies_en,
    companies_en_lower,
    companies_en_runs,
    companies_zh,
)
from pricedin.claims.reader.companies import Company, Mention, find_companies, find_mentions
from pricedin.claims.reader.layout import sentences
from pricedin.text.normal import normal


def names(text: str, *investors: str) -> list[str]:
    plain = normal(text).text
    return [one.name for one in find_companies(plain, sentences(plain), investors)]


def forms(text: str) -> dict[str, set[str]]:
    plain = normal(text).text
    return {one.name: one.aliases for one in find_companies(plain, sentences(plain))}


@pytest.mark.parametrize(
    "module", [companies, companies_en, companies_en_lower, companies_en_runs, companies_zh]
)
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("German savings app Quarrel Bank AG, founded in 2011, lost €71m.", ["Quarrel Bank"]),
        ("08:41 Tansy Robotics (Aachen) EUR 11m seed extension", ["Tansy Robotics"]),
        ("- Nettle Labs, Boston, cancer vaccine: $22m A round", ["Nettle Labs"]),
        ("1) OXEYE. The payroll people got $130m in a Series D.", ["OXEYE"]),
        ("* Barley Pay of Manila took a US$25 million facility.", ["Barley Pay"]),
        ("Berlin's Fennelhaus, which lets rooms, took €5 million.", ["Fennelhaus"]),
        ("name=Sorrelbeam\nlegal_form=BV\nheadcount=212", ["Sorrelbeam"]),
        ("To: everyone at Yarrowise\nWe raised $95 million in September.", ["Yarrowise"]),
        ("Jaipur-based Mallow Foods took Rs 60 lakh for 3 per cent.", ["Mallow Foods"]),
        ("Teasel Lantern, valued at $2.4bn in 2021, has 380 employees.", ["Teasel Lantern"]),
    ],
)
def test_english_names_by_their_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the small initial at the head of a sentence
        ("orrel, a Hamburg start-up, has closed a €4m seed round.", ["orrel"]),
        ("Munich's brindo has cut 30 jobs. brindo raised €43m in 2023.", ["brindo"]),
        ("Exclusive: vanqo, the payroll firm, is worth $40 million.", ["vanqo"]),
        ("14x, which sells calls, raised $50 million.", ["14x"]),
        ("dotMere took $70 million. dotMere employs 61 people.", ["dotMere"]),
        # the object of backing and valuing
        ("Two funds are in talks to back Vandrix at a valuation of $700 million.", ["Vandrix"]),
        ("The bank has put £13m into Carrow Cryogenics.", ["Carrow Cryogenics"]),
        (
            "What went wrong at Tansy Street Kitchens? It burned $210 million.",
            ["Tansy Street Kitchens"],
        ),
        # common words that begin a name
        ("Solar Cairn, a roof builder, has raised $18 million.", ["Solar Cairn"]),
        (
            "The farm lender First Sorrel's round is $95 million. First Sorrel grew.",
            ["First Sorrel"],
        ),
        # a column of a table
        (
            "Company | Round | Lead\nOxlip Health | $9m | Fennel Row\nTeasel | $3m | Ebor",
            ["Oxlip Health", "Teasel"],
        ),
        # nothing is plain: the best there is
        ("Congrats to the MossHQ team on their $12m seed!", ["MossHQ"]),
    ],
)
def test_english_names_of_every_shape(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb belongs to the loan, the office to the person, the report to the paper
        ("Mallow Pay drew €9m. The loan from the Ostler Union is worth €15m.", ["Mallow Pay"]),
        ("Mallow Pay has 48 staff. Its CEO is Odile Azar.", ["Mallow Pay"]),
        ("Co-founders Amy Roe and Tilda Marsh kept 61% of Mallow Pay.", ["Mallow Pay"]),
        ("Mallow Pay may raise $150 million, Le Fanal reported.", ["Mallow Pay"]),
        ("Mallow Pay raised $18m. Rohan Mehta, formerly of Shipwell, led it.", ["Mallow Pay"]),
        ("Mallow Pay lost $5m. Ambry and Torrin, the largest owners, left.", ["Mallow Pay"]),
        ("Mallow Pay raised SEK 310 million, or RMB212.4 million.", ["Mallow Pay"]),
    ],
)
def test_what_stands_beside_a_company_is_none(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_article_may_belong_to_the_name() -> None:
    text = "The Fennel Collective, a Leeds operator, raised £8m. The Fennel Collective has 9 sites."
    assert forms(text) == {"Fennel Collective": {"The Fennel Collective"}}


@pytest.mark.parametrize(
    "text",
    [
        "We'd have left 40% on the table. They're now at 9%. Nobody needs $11 trillion.",
        "Shares fell 17% on Monday. The Company declined to comment.",
        "In the end, Chief Financial Officer Marguerite Sallow said it was $2 billion.",
        "别急着给估值找理由。假设一家软件公司一年收入1亿元,给它15倍,就是15亿元。",
    ],
)
def test_what_is_no_company(text: str) -> None:
    assert names(text) == []


def test_persons_papers_and_funds_are_left_out() -> None:
    text = (
        "Video company Lucerne Arc has crossed $2 billion, finance chief Odile Ferran told staff, "
        "according to The Gazette. Ferran said the round was led by Hollow Row. "
        "Hollow Row owns 8% of Lucerne Arc."
    )
    assert names(text, "Hollow Row") == ["Lucerne Arc"]


def test_short_and_legal_forms_are_joined() -> None:
    text = "Harebell Systems Inc. reported a loss. Harebell had 120 employees, and Harebell grew."
    assert forms(text) == {"Harebell Systems": {"Harebell Systems Inc", "Harebell"}}


def test_parent_and_subsidiary_are_two() -> None:
    text = (
        "Havel SE has averted insolvency. Havel sold shares worth €20m. "
        "The Dutch daughter Havel Benelux, which turned over €11m, will be closed."
    )
    assert set(forms(text)) == {"Havel", "Havel Benelux"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("固态电池企业「衡岭新能」近日完成5亿元C轮首次交割。", ["衡岭新能"]),
        ("智能厨电品牌“锅小蓝”拿到亿元级B轮融资。", ["锅小蓝"]),
        ("致启檀软件全体股东\n公司净亏损9,260万元。", ["启檀软件"]),
        ("对话司衡智造创始人贺舟\n去年收入是一亿一。", ["司衡智造"]),
        ("【港股打新】石磨机器视觉今起招股,入场费约5575.67港元。", ["石磨机器视觉"]),
        ("▍宠物用品公司“棉线团”宣布完成近亿元A+轮融资。", ["棉线团"]),
        ("控股子公司启南电驱拟以公开挂牌方式增资。", ["启南电驱"]),
        ("巴西农业金融科技公司Rocelo拿下1.1亿雷亚尔股权融资。", ["Rocelo"]),
        ("專攻水資源回收的新創澤岸環科12日公布,A輪募資4.5億元。", ["澤岸環科"]),
        ("標的:榆岭新材\n本年营业收入十二亿三千万元。", ["榆岭新材"]),
    ],
)
def test_chinese_names_by_their_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_chinese_short_and_bracketed_forms() -> None:
    text = (
        "护理机器人企业绊川机器人(Kizuna Move)公布上半年业绩,销售额41亿日元。"
        "绊川机器人还表示,产品已进入2300家设施。"
    )
    assert "Kizuna Move" in forms(text)["绊川机器人"]
    text = "软件公司珀岚科技宣布裁员。珀岚去年收入2亿元。珀岚没有公开数据。"
    assert forms(text) == {"珀岚科技": {"珀岚"}}


def test_known_names_are_taken_as_they_are() -> None:
    text = "Nothing here says that Quill is a business, but 12% of quill users do."
    known = [Company("Quill & Co", {"Quill"}), Company("Elsewhere", set())]
    found = find_companies(text, sentences(text), (), known)
    assert [one.name for one in found][0] == "Quill & Co"
    assert "Elsewhere" not in [one.name for one in found]


def test_mentions_are_whole_words_longest_first() -> None:
    text = "Sundry Cells and Sundry, not Sundrys; 珀岚科技和珀岚"
    companies_ = [Company("Sundry"), Company("Sundry Cells"), Company("珀岚科技", {"珀岚"})]
    assert find_mentions(text, companies_) == [
        Mention("Sundry Cells", 0, 12),
        Mention("Sundry", 17, 23),
        Mention("珀岚科技", 38, 42),
        Mention("珀岚科技", 43, 45),
    ]
    assert find_mentions(text, []) == []


@pytest.mark.parametrize(
    "piece", ["Aa ", "A of ", "A's ", "公司", "青", "A, ", "1) ", "“青", "12:00 "]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))  # what grows with the square would not come back
    assert isinstance(find_companies(text, sentences(text)), list)
