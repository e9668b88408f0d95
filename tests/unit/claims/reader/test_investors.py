"""Who invested, in which role and with which cheque; every name here is invented."""

from __future__ import annotations

import pytest

from pricedin.claims.reader.investors import Investor, cheque_of, find_investors
from pricedin.text.amounts import find_amounts
from pricedin.text.normal import normal

# A sentence and its investors: name, first letter of the role, cheque as the text gives it.
ENGLISH = [
    ("The round was led by Ayr Capital and Bo Fund.", "Ayr Capital l|Bo Fund l"),
    ("Ayr Capital led the round, joined by Bo Fund.", "Ayr Capital l|Bo Fund p"),
    ("led by Ayr Capital with Bo Fund alongside.", "Ayr Capital l|Bo Fund p"),
    ("Series D, $1.1bn valuation, Ayr Capital on point.", "Ayr Capital l"),
    (
        "$22m A round, Ayr leads w/ $10m, Bo Seed and two family offices follow",
        "Ayr l $10m|Bo Seed p",
    ),
    (
        "lead=Ayr Ventures | others=Bo Start Fund, Cumin Glass",
        "Ayr Ventures l|Bo Start Fund p|Cumin Glass p",
    ),
    (
        "Series A participants: Ayr (lead), Bo Ventures, Holm & Sand",
        "Ayr l|Bo Ventures p|Holm & Sand p",
    ),
    (
        "Lead investor Ayr Capital put in EUR 12m, the rest coming from Bo.",
        "Ayr Capital l EUR 12m|Bo p",
    ),
    ("The lead investor is Ayr Capital, Bo Investment followed.", "Ayr Capital l|Bo Investment p"),
    ("It raised $5 million from Ayr of San Francisco.", "Ayr p"),
    ("Jersey-based Ayr Holdings wrote a cheque.", "Ayr Holdings p"),
    ("Its backer in June was a group led by China's Lan Group.", "Lan Group l"),
    ("It won $4m from Ayr and former Acme engineer Jo Doe.", "Ayr p|Jo Doe p"),
    ("Existing investors Ayr, Bo and Two Rivers joined the round.", "Ayr e|Bo e|Two Rivers e"),
    (
        "an extension of last year's B from insiders Ayr Yard and Two Rivers.",
        "Ayr Yard e|Two Rivers e",
    ),
    ("Ayr Fund and Bo, both on the cap table since the seed, re-upped.", "Ayr Fund e|Bo e"),
    (
        "New investors Ayr and Bo joined existing backers Cumin and Dill.",
        "Ayr p|Bo p|Cumin e|Dill e",
    ),
    (
        "when Ayr Growth of San Francisco invested US$40 million in May.",
        "Ayr Growth p US$40 million",
    ),
    (
        "Jo Doe, founder of the Acme brand, anchored the round with Rs 30 lakh.",
        "Jo Doe l Rs 30 lakh",
    ),
    ("The extension of €27 million comes from Ayr, the pension manager.", "Ayr p €27 million"),
    ("Ayr and Bo would invest $900 million in it.", "Ayr p|Bo p"),
    ("Ayr and Bo each invested €5 million.", "Ayr p €5 million|Bo p €5 million"),
    ("Ayr has committed €10m and Bo €5m.", "Ayr p €10m|Bo p €5m"),
    ("Ayr and Bo put in $5m and $2m respectively.", "Ayr p $5m|Bo p $2m"),
    ("Ayr (which wrote a $30 million check) and Bo led the round.", "Ayr l $30 million|Bo l"),
    (
        "issued $67.8 million of convertible notes to Ayr Asset Management.",
        "Ayr Asset Management p",
    ),
    ("- 14 May 2018: Pre-seed, undisclosed amount, Ayr Accelerator", "Ayr Accelerator p"),
    ("Payline | Series A | $12M | Ayr (lead), Bo", "Ayr l|Bo p"),
]
NOBODY_ENGLISH = [
    "The company secured a $50 million loan from Ayr Bank.",
    "Ayr Partners acted as sole placement agent and Bo & Co as legal counsel.",
    "Ayr declined to participate in the round.",
    "Early investors such as Ayr did not join.",
    "Neither Ayr nor Bo invested this time.",
    "Growth was led by Cloud, with Europe following.",
    "Revenue rose to $40 million from $25 million, led by Germany and France.",
    "Payline invested $40 million in a new plant in Texas.",
    "Ayr Ventures partner Jane Miller will join the board.",
    "Fintech Payline led with a $14 million round.",
]
CHINESE = [
    ("本轮由甲木资本与Ayr Partners共同领投。", "甲木资本 l|Ayr Partners l"),
    ("领投方为甲木资本,乙水创投、丙火集团跟投。", "甲木资本 l|乙水创投 p|丙火集团 p"),
    ("甲木资本是本轮领投方,投资方还包括乙水创投。", "甲木资本 l|乙水创投 p"),
    ("甲木资本领的,乙水创投跟了。", "甲木资本 l|乙水创投 p"),
    ("A轮股东甲木资本本轮追加4000万元。", "甲木资本 e 4000万元"),
    ("由甲木资本(8000万元)、乙水创投共同投资。", "甲木资本 p 8000万元|乙水创投 p"),
    ("甲木资本拿出8000万元。", "甲木资本 p 8000万元"),
    ("甲木资本与乙水创投各投了3000万元。", "甲木资本 p 3000万元|乙水创投 p 3000万元"),
    ("其中Ayr Partners投入2500万美元。", "Ayr Partners p 2500万美元"),
    ("由个人投资者王某甲与甲木资本共同完成。", "甲木资本 p"),
    ("由老股东甲木资本独家增持。", "甲木资本 e"),
    ("由Ayr Global带队。", "Ayr Global l"),
    (
        "由國內創投甲木創投與日系的乙水商事共同領投,業者丙火精密也參與。",
        "甲木創投 l|乙水商事 l|丙火精密 p",
    ),
    ("现有股东甲木资本、乙水创投超额认购。", "甲木资本 e|乙水创投 e"),
    ("本次由瑞士Ayr Impact出资600万瑞士法郎领投。", "Ayr Impact l 600万瑞士法郎"),
    ("将向甲木机电定向增发新股。", "甲木机电 p"),
    ("获得甲木资本数千万元A轮融资。", "甲木资本 p"),
    ("该公司否认了甲木资本领投的传闻。", "甲木资本 l"),
    ("2024-02-19 C轮 7.5亿人民币 甲木基金(领投)、乙水资本", "甲木基金 l|乙水资本 p"),
]
NOBODY_CHINESE = [
    "甲木证券担任保荐人,乙水资本为独家财务顾问。",
    "由甲木银行牵头的银团提供8亿元项目贷款。",
    "原股东甲木资本未参与本轮。",
    "本轮由某国有大型基金领投。",
    "投资方未披露。",
    "公司计划投资10亿元建设工厂。",
    "单个项目出资3000万至2亿元。",
    "用户来自美国、日本和德国。",
    "预计今年研发投入3亿元。",
    "现金及现金等价物为3.38亿元,短期投资2.24亿元。",
]


def told(sentence: str, *, is_chinese: bool) -> str:
    text = normal(sentence).text
    amounts = find_amounts(text)
    found = find_investors(text, is_chinese=is_chinese, amounts=amounts)
    for one in found:
        assert text[one.start : one.end] == one.name
    cheques = [cheque_of(one, amounts) for one in found]
    return "|".join(
        f"{one.name} {one.role[0]}" + (f" {cheque.text}" if cheque else "")
        for one, cheque in zip(found, cheques, strict=True)
    )


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH)
def test_english(sentence: str, expected: str) -> None:
    assert told(sentence, is_chinese=False) == expected


@pytest.mark.parametrize(("sentence", "expected"), CHINESE)
def test_chinese(sentence: str, expected: str) -> None:
    assert told(sentence, is_chinese=True) == expected


@pytest.mark.parametrize("sentence", NOBODY_ENGLISH)
def test_no_investor_english(sentence: str) -> None:
    assert told(sentence, is_chinese=False) == ""


@pytest.mark.parametrize("sentence", NOBODY_CHINESE)
def test_no_investor_chinese(sentence: str) -> None:
    assert told(sentence, is_chinese=True) == ""


def test_short_forms_stand_for_names_told_before() -> None:
    before = [
        Investor("Ayr Sovereign", "lead", 0, 13),
        Investor("Bo Mutual", "participant", 18, 27),
    ]
    found = find_investors(
        "Ayr is responsible for $600 million of this.", is_chinese=False, earlier=before
    )
    assert [one.name for one in found] == ["Ayr Sovereign"]
    found = find_investors("The former put in £70 million.", is_chinese=False, earlier=before)
    assert [one.name for one in found] == ["Ayr Sovereign"]
    found = find_investors("They led.", is_chinese=False, earlier=before)
    assert [(one.name, one.role) for one in found] == [("Bo Mutual", "lead")]


def test_the_slot_names_the_round() -> None:
    found = find_investors("Ayr Ventures had led the A in May.", is_chinese=False)
    assert [(one.name, one.round) for one in found] == [("Ayr Ventures", "A")]


@pytest.mark.parametrize("piece", ["Ayr invested $5m, ", "led by Ayr and ", "a b c led ", "Aa "])
def test_hostile_text_is_read_to_its_end_english(piece: str) -> None:
    assert isinstance(_read_to_the_end(piece, is_chinese=False), list)


@pytest.mark.parametrize(
    "piece", ["领投", "甲木资本出资1亿元,", "向ab", "来自甲和", "由甲木资本、"]
)
def test_hostile_text_is_read_to_its_end_chinese(piece: str) -> None:
    assert isinstance(_read_to_the_end(piece, is_chinese=True), list)


def _read_to_the_end(piece: str, *, is_chinese: bool) -> list[Investor]:
    """Read a long hostile text; what grows with the square would not come back."""
    text = (piece * (60_000 // len(piece) + 1))[:60_000]
    return find_investors(text, is_chinese=is_chinese, amounts=find_amounts(text))
