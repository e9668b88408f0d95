"""Whom a Chinese text is about. All names are invented, and none is in a list."""

from __future__ import annotations

import doctest

import pytest

from pricedin.claims.reader import companies_zh
from pricedin.claims.reader.companies import Company, find_companies
from pricedin.claims.reader.layout import sentences
from pricedin.text.normal import normal


def forms(text: str, *investors: str) -> dict[str, set[str]]:
    plain = normal(text).text
    found = find_companies(plain, sentences(plain), investors)
    return {one.name: one.aliases for one in found}


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(companies_zh).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手术机器人公司「术云智控」近日完成近2亿元B轮融资。", ["术云智控"]),
        ("智能厨电品牌“锅小蓝”拿到亿元级B轮融资。", ["锅小蓝"]),
        ("致启檀软件全体股东\n公司净亏损9,260万元。", ["启檀软件"]),
        ("【港股打新】石磨机器视觉今起招股,入场费约5575.67港元。", ["石磨机器视觉"]),
        ("总部位于苏州的纳岭微电子于本周递交上市申请,拟募资15亿元。", ["纳岭微电子"]),
        ("巴西农业金融科技公司Rocelo拿下1.1亿雷亚尔股权融资。", ["Rocelo"]),
        ("專攻水資源回收的新創澤岸環科12日公布,A輪募資4.5億元。", ["澤岸環科"]),
        ("標的:榆岭新材\n本年营业收入十二亿三千万元。", ["榆岭新材"]),
        ("6Y智能近日完成数千万元Pre-A轮融资。6Y智能已服务客户200余家。", ["6Y智能"]),
        ("快讯:岭石集团入股千象物流,持股比例10%,交易对价15亿元。", ["千象物流"]),
    ],
)
def test_names_by_their_place(text: str, expected: list[str]) -> None:
    assert list(forms(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渴了么宣布,第四季度日订单突破1000万单。渴了么CEO刘东表示将上市。", "渴了么"),
        ("云上微光获5000万元A轮融资\n\n云上微光是一家服务商,年收入约8000万元。", "云上微光"),
        ("问:好口味现在一天能卖多少单?\n答:去年GMV是42亿元。\n问:好口味盈利了吗?", "好口味"),
        ("投资了一起走的岭石资本回报颇丰。一起走2017年B轮时估值仅为1.5亿美元。", "一起走"),
        ("量贩零食品牌多多欢喜,门店数已突破3000家。", "多多欢喜"),
    ],
)
def test_names_may_hold_words_and_common_characters(text: str, expected: str) -> None:
    assert expected in forms(text)


def test_lists_and_tables() -> None:
    text = "一周融资:\n1. 芯岭半导体:完成3亿元C轮融资。\n2. 多渴点:获数千万元天使轮融资。"
    assert set(forms(text)) == {"芯岭半导体", "多渴点"}
    rows = "公司 | 轮次 | 金额\n有烛 | 天使轮 | 1000万元\n木鱼子 | A轮 | 6000万元"
    assert set(forms(rows)) == {"有烛", "木鱼子"}


def test_a_string_ends_where_its_neighbours_differ() -> None:
    text = "那时候面团夫人只有6个人。现在,面团夫人全国有620家门店,去年营业额19亿。"
    assert list(forms(text)) == ["面团夫人"]


def test_two_names_joined_speak_for_each_other() -> None:
    text = "拼团岭与惠岭的路径不同:惠岭的净亏损达到4.1亿元,惠岭去年裁员。"
    assert set(forms(text)) == {"拼团岭", "惠岭"}


def test_parent_and_subsidiary_are_two() -> None:
    text = "恒岭未来汽车欠薪。恒岭未来汽车的母公司恒石地产负债2.4万亿元。"
    assert {"恒岭未来汽车", "恒石地产"} <= set(forms(text))


@pytest.mark.parametrize(
    "text",
    [
        "别急着给估值找理由。假设一家软件公司一年收入1亿元,给它15倍,就是15亿元。",
        "公司没有变。目前公司共有员工2300人,账上现金超过20亿元。",
    ],
)
def test_what_is_no_company(text: str) -> None:
    assert not [name for name in forms(text) if len(name) > 2]


def test_persons_and_investors_are_left_out() -> None:
    text = (
        "睡得岭近日完成8000万元A轮融资,由岭石资本领投。睡得岭创始人陆以宁表示,"
        "去年销售额为1.9亿元。陆以宁透露,新增股东甲木集团。"
    )
    assert list(forms(text, "岭石资本", "甲木集团")) == ["睡得岭"]


def test_full_short_and_bracketed_forms_are_one_company() -> None:
    text = (
        "护理机器人企业绊川机器人(Kizuna Move)公布上半年业绩,销售额41亿日元。"
        "绊川机器人还表示,产品已进入2300家设施。"
    )
    assert "Kizuna Move" in forms(text)["绊川机器人"]
    text = "软件公司珀岚科技宣布裁员。珀岚去年收入2亿元。珀岚没有公开数据。"
    assert forms(text) == {"珀岚科技": {"珀岚"}}
    text = "深圳市珀岚科技有限公司(下称珀岚)拖欠工资320万元。珀岚曾获融资。"
    (only,) = forms(text).items()
    assert "珀岚" in {only[0], *only[1]}


def test_known_names_win() -> None:
    text = "关于乙水,没有别的话。软件公司珀岚科技宣布裁员。"
    found = find_companies(text, sentences(text), (), [Company("乙水", set())])
    assert [one.name for one in found] == ["乙水", "珀岚科技"]


@pytest.mark.parametrize("piece", ["公司", "青", "一", "有光", "与青", "“青", "a | 青 ", "青(青)"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))  # what grows with the square would not come back
    assert isinstance(find_companies(text, sentences(text)), list)
