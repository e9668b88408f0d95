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
