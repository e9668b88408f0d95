from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricedin.claims.names import Names, read_names, same_length, simplified, spellings
from pricedin.claims.rows import Subject
from pricedin.errors import InputError, SourceError

KIMI = Subject("moonshot", "Kimi (Moonshot AI)", ("kimi", "月之暗面", "Dark Side of the Moon"))
ZHIPU = Subject("zhipu", "Zhipu AI", ("智谱", "智谱AI", "智谱华章", "Z.ai"))
MINIMAX = Subject("minimax", "MiniMax", ("稀宇科技", "MiniMax Group"))
NAMES = Names([KIMI, ZHIPU, MINIMAX])


def found(text: str, names: Names = NAMES) -> list[tuple[str, str]]:
    return [(f.slug, text[f.start : f.end]) for f in names.find(text)]


# --- find -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kimi raised money", [("moonshot", "Kimi")]),
        ("月之暗面发布Kimi新模型", [("moonshot", "月之暗面"), ("moonshot", "Kimi")]),
        ("智譜AI與MiniMax", [("zhipu", "智譜AI"), ("minimax", "MiniMax")]),
        ("智谱 AI 上市", [("zhipu", "智谱 AI")]),
        ("Dark Side\nof the  Moon", [("moonshot", "Dark Side\nof the  Moon")]),
        ("ＭｉｎｉＭａｘ", [("minimax", "ＭｉｎｉＭａｘ")]),
        ("MINIMAX's and Zhipu AI.", [("minimax", "MINIMAX"), ("zhipu", "Zhipu AI")]),
        ("(Z.ai)", [("zhipu", "Z.ai")]),
    ],
)
def test_names_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["kimiko", "Kimio", "xKimi", "MiniMaxed", "Zzai", "Zéai", ""])
def test_a_part_of_a_longer_word_is_no_name(text: str) -> None:
    assert found(text) == []


def test_the_longest_of_several_names_is_taken() -> None:
    assert found("MiniMax Group and 智谱华章") == [
        ("minimax", "MiniMax Group"),
        ("zhipu", "智谱华章"),
    ]


def test_small_letters_are_a_name_only_where_it_is_written_so() -> None:
    assert found("the minimax algorithm, kimi chat") == [("moonshot", "kimi")]


def test_a_name_that_two_share_is_nobodys() -> None:
    both = Names([Subject("a", "Acme"), Subject("b", "ACME")])
    assert found("Acme", both) == []
    assert both.resolve("acme") is None


def test_no_names_find_nothing() -> None:
    assert found("Kimi", Names([])) == []


# --- resolve ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("KIMI", "moonshot"),
        ("Moonshot A.I.", "moonshot"),
        ("Moonshot AI, Inc.", "moonshot"),
        ("北京月之暗面科技有限公司", "moonshot"),
        ("北京智譜華章科技股份有限公司", "zhipu"),
        ("MiniMax Group Inc.", "minimax"),
        ("稀宇科技", "minimax"),
        ("minimax", "minimax"),
        ("Zhipu", "zhipu"),
        ("Zhi", None),
        ("Alibaba", None),
        ("", None),
        ("有限公司", None),
    ],
)
def test_one_name_resolves_without_case_script_and_legal_form(name: str, slug: str | None) -> None:
    assert NAMES.resolve(name) == slug


def test_an_ending_that_tells_two_apart_is_kept() -> None:
    names = Names([Subject("a", "Acme Technologies"), Subject("b", "Acme Holdings")])
    assert names.resolve("ACME TECHNOLOGIES LTD") == "a"
    assert names.resolve("Acme Holdings Inc") == "b"
    assert names.resolve("Acme") is None


# --- alike ------------------------------------------------------------------------------------


def pairs(names: Names, *others: Subject) -> set[tuple[str, str]]:
    return {(a.slug, a.other) for a in names.alike(others)}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Moonshot A.I. Ltd", "moonshot"),
        ("智譜華章", "zhipu"),
        ("Mini-Max", "minimax"),
        ("上海稀宇科技有限公司", "minimax"),
        ("Dark Side of Moon", "moonshot"),
    ],
)
def test_names_that_may_be_one_are_proposed(name: str, slug: str) -> None:
    assert pairs(NAMES, Subject("zz", name)) == {(slug, "zz")}


@pytest.mark.parametrize("name", ["Anthropic", "智能", "AI", "Kim"])
def test_strangers_are_not(name: str) -> None:
    assert pairs(NAMES, Subject("zz", name)) == set()


def test_funds_of_other_numbers_are_two() -> None:
    names = Names([Subject("a", "Harbour Fund II"), Subject("b", "Harbour Fund III")])
    assert pairs(names) == set()


def test_the_likeliest_comes_first_and_says_why() -> None:
    first, second = NAMES.alike([Subject("y", "Zhipuu AI"), Subject("z", "MiniMax Ltd")])
    assert (first.slug, first.other, first.reason) == (
        "minimax",
        "z",
        "the same but for legal form",
    )
    assert (second.reason, second.score < 100) == ("nearly the same letters", True)


# --- script and file --------------------------------------------------------------------------


def test_traditional_reads_as_simplified() -> None:
    assert simplified("億萬資訊與騰訊") == "亿万资讯与腾讯"


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(same_length(text)) == len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


@given(st.text(alphabet="ab 月智谱KimiZ.ai\n譜AI（）"))
def test_every_span_is_a_known_name_and_none_overlap(text: str) -> None:
    known = {"".join(same_length(w).split()) for one in (KIMI, ZHIPU) for w in spellings(one)}
    end = 0
    for span in Names([KIMI, ZHIPU]).find(text):
        assert end <= span.start < span.end
        end = span.end
        assert "".join(same_length(text[span.start : span.end]).split()) in known


def test_a_registry_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text('[acme]\nname = "Acme"\naliases = ["艾克米"]\n[bolt]\n', encoding="utf-8")
    assert read_names(path) == (Subject("acme", "Acme", ("艾克米",)), Subject("bolt", "bolt"))


@pytest.mark.parametrize("text", ["acme = 3", "[acme]\nname = 3", "[a]\naliases = [3]", "[a", ""])
def test_what_is_no_registry_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.toml"
    path.write_text(text)
    if text:
        with pytest.raises(InputError, match=r"names\.toml"):
            read_names(path)
    else:
        assert read_names(path) == ()
    with pytest.raises(SourceError):
        read_names(tmp_path / "absent.toml")
