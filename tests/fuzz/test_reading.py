"""A thousand documents made to break the reading of documents; `reading.py` makes more."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def fuzzer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "fuzz_reading", Path(__file__).with_name("reading.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("default")  # libraries warn of what is broken in their formats
def test_a_thousand_documents_are_read_or_refused(fuzzer: ModuleType) -> None:
    """None raises, hangs, or gives a figure that its words do not carry."""
    outcome = fuzzer.fuzz(0, range(1000))
    assert [(number, made.kind, wrong) for number, made, wrong in outcome.failures] == []
    assert set(outcome.counts) == set(fuzzer.KINDS)
    assert outcome.figures > 500  # or the documents would test nothing


# What made the reading stop, or take seconds to minutes, when it was first tried.
BROKE = {
    "an underscore after digits": "It lost $625_x.",
    "a number of words alone at a line's end": "nine hundred and one\n" * 3,
    "a page that declares UTF-16 and is not": '<html><meta charset="utf-16"><p>\xe9t\xe9 $5m',
    "full stops": "Ostrel raised $5m" + "." * 20_000 + "x",
    "amounts on one line": "$1m, " * 1_000,
    "Chinese amounts and cues on one line": "A公司否认以8.4亿元估值融资" * 300,
    "spaces": "Ostrel raised $5m" + " " * 20_000 + "in a Series B",
    "a noun that its own prefixes make up": "终端" * 400 + "，有3万",
    "adverbs of a holding": "甲" + "通过与" * 400 + "30%的股权",
    "a sentence without an end": "Aa raised 超过£22B in a Series B led by 3M in Q4 2024" * 100,
}


@pytest.mark.parametrize("words", BROKE.values(), ids=BROKE)
def test_what_once_broke_the_reading_is_read(fuzzer: ModuleType, words: str) -> None:
    for name, encoding in (("note.txt", "utf-8"), ("page.html", "latin-1")):
        data = words.encode(encoding, "ignore")
        assert fuzzer.failure(fuzzer.Made("", name, data, None))[0] == ""


def test_a_document_is_made_again_from_seed_and_number(fuzzer: ModuleType, tmp_path: Path) -> None:
    made = fuzzer.document(3, 41)
    assert fuzzer.document(3, 41) == made
    fuzzer.kept(tmp_path, 3, 41, made, "hang")
    assert fuzzer.replayed(tmp_path / "3-41.json") == made


def test_a_failure_is_told_with_its_place(
    fuzzer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that breaks, and one that does not end, are both seen."""
    made = fuzzer.Made("plain", "note.txt", b"Ostrel Labs raised $5m.", None)
    assert fuzzer.failure(made) == ("", 1)
    monkeypatch.setattr(fuzzer, "SECONDS", 0.05)

    def endless(reader: object, source: object) -> None:
        while True:
            pass

    def broken(reader: object, source: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(fuzzer.Reader, "read", endless)
    assert fuzzer.failure(made)[0].startswith("hang: ")
    monkeypatch.setattr(fuzzer.Reader, "read", broken)
    assert fuzzer.failure(made)[0].startswith("KeyError: ")
