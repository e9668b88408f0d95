# ruff: noqa: E501 (sentences of many languages)
"""Encodings, control characters, languages: each text comes out as it went in."""

import pytest

from pricedin.errors import Problem
from pricedin.sources.characters import codec_of, decode, hidden_in_numbers, language_of
from pricedin.sources.limits import Limits, Reading, RefusedError
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source

ZH = "澜桥科技完成近3亿元B轮融资，由青禾资本领投，投后估值约20亿元。公司2023年营收1.26亿元，同比增长74%。"
HANT = "雲翼科技宣布完成新一輪融資，金額達4,000萬美元，由遠見創投領投，投後估值為3.2億美元，全年淨損2.1億元。"
JA = "アステル社は本日、シリーズCラウンドで50億円の資金調達を実施したと発表した。企業価値は約200億円である。"
KO = "아스터는 시리즈 C 투자 유치로 500억 원을 조달했다고 밝혔다. 기업 가치는 약 2조 원으로 평가된다고 회사는 전했다."
DE = "Die Gesellschaft erhöhte ihr Kapital um 40 Mio. €, sagte der Geschäftsführer in München über die Übernahme."
PL = "Spółka pozyskała 40 mln zł w rundzie finansowania, którą poprowadził fundusz z Łodzi; wyceniono ją na ćwierć miliarda."
RU = "Компания привлекла 40 миллионов долларов в раунде, который возглавил фонд из Москвы; оценка составила миллиард."
EN = "The company raised £40 million – its first round – at a “high” price, Zoë said."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ZH, "utf-8"),
        (ZH, "utf-8-sig"),
        (ZH, "utf-16"),
        (EN, "utf-16-le"),
        (EN, "utf-16-be"),
        (ZH, "utf-32"),
        (ZH, "gb18030"),
        (ZH, "gbk"),
        (ZH * 40, "gb18030"),
        (HANT, "big5"),
        (HANT, "utf-16"),
        (HANT, "gb18030"),
        (JA, "shift_jis"),
        (JA, "euc_jp"),
        (JA, "iso2022_jp"),
        (KO, "euc_kr"),
        (KO, "cp949"),
        (DE, "cp1252"),
        (EN, "cp1252"),
        (PL * 3, "cp1250"),
        (RU * 3, "cp1251"),
        ("融资5亿元", "gb18030"),
        ("a" * 70_000 + ZH, "gb18030"),
        ("", "utf-8"),
    ],
    ids=lambda value: value[:6] if isinstance(value, str) else None,
)
def test_common_encodings_are_told_without_a_declaration(text: str, encoding: str) -> None:
    reading = Reading("a.txt")
    assert decode(text.encode(encoding), reading) == text
    assert reading.problems == []


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("Shift_JIS", "cp932")],
)
def test_a_declaration_that_agrees_is_honoured(declared: str, encoding: str) -> None:
    text = {"gb18030": "融资", "big5": "融資", "cp932": "資金"}[encoding]
    assert decode(text.encode(encoding), Reading("a", charset=declared)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [(ZH, "gb18030", "iso-8859-1"), (ZH, "gb18030", "big5"), (HANT, "big5", "gb2312")],
)
def test_a_declaration_against_the_bytes_is_told_and_not_followed(
    text: str, encoding: str, declared: str
) -> None:
    reading = Reading("a", charset=declared)
    assert decode(text.encode(encoding), reading) == text
    (problem,) = reading.problems
    assert declared in problem.message


def test_utf8_wins_over_a_declaration_that_it_contradicts() -> None:
    assert decode(ZH.encode(), Reading("a", charset="gb2312")) == ZH


def test_one_damaged_byte_is_shown_and_counted() -> None:
    reading = Reading("a")
    damaged = ZH[:10].encode() + b"\xff" + ZH[10:].encode()
    assert decode(damaged, reading).replace("\ufffd", "") == ZH
    (problem,) = reading.problems
    assert "first at byte 28" in problem.message


def test_line_ends_become_newlines_and_controls_spaces() -> None:
    reading = Reading("a")
    assert decode(b"a\r\nb\rc\x0cd\te\x07f\x9bg"[:-2], reading) == "a\nb\nc\nd\te f"
    assert [p.severity for p in reading.problems] == ["note"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(RefusedError, match="is not text"):
        decode(bytes(range(256)) * 40, Reading("a.bin"))


def test_text_over_the_limit_is_cut_and_told() -> None:
    reading = Reading("a", limits=Limits(characters=10))
    assert decode(b"0123456789abc", reading) == "0123456789"
    (problem,) = reading.problems
    assert "characters" in problem.message
    assert problem.hint == "to allow more, set the limit: characters=COUNT"


def test_codecs_that_are_no_encodings_are_none() -> None:
    assert [codec_of(n) for n in ("base64", "rot13", "zip", "hex", "")] == [""] * 5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (EN, "en"),
        (ZH, "zh"),
        (HANT, "zh-Hant"),
        ("Kimi 完成 5 亿美元 Series C 融资，由 IDG Capital 领投。", "zh"),
        ("The round was led by 青禾资本 (Qinghe Capital) and the company said so.", "en"),
        (DE, ""),
        (JA, ""),
        (KO, ""),
        (RU, ""),
        ("", ""),
        ("12 34", ""),
        ("La société a levé 40 millions d’euros auprès de plusieurs fonds, selon le journal.", ""),
    ],
)
def test_the_language_follows_script_and_common_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("raised $1\u200b00 million", True),
        ("raised \u202e00\u200f1", True),
        ("20\u202d亿元", True),
        ("raised $100\u200b million", True),
        ("融资\u200b5亿", False),
        ("zero\u200bwidth in words, and 100", False),
        ("plain $100", False),
        ("e\u0301 5", False),
    ],
)
def test_characters_that_do_not_show_are_told_inside_numbers(text: str, found: bool) -> None:
    problems = hidden_in_numbers(text, "a.txt")
    assert bool(problems) is found
    for problem in problems:
        start, end = map(int, problem.where.rpartition(" ")[2].split("-"))
        assert text[start:end]
        assert "U+" in problem.message


def test_hidden_characters_stay_in_the_text() -> None:
    (source,) = read_bytes("Aster raised $1\u200b00 million today, it said.".encode(), "a.txt")
    assert isinstance(source, Source)
    assert "\u200b" in source.text
    assert [p.severity for p in source.problems] == ["warning"]


@pytest.mark.parametrize("text", [ZH, EN, HANT], ids=["zh", "en", "zh-Hant"])
def test_a_long_plain_text_is_read_whole(text: str) -> None:
    data = (text + "\n") * (2_000_000 // len(text.encode()))
    (source,) = read_bytes(data.encode(), "a.txt")
    assert isinstance(source, Source) and not isinstance(source, Problem)
    assert len(source.text) == len(data)
