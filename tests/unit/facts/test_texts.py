from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pricedin.claims.claim import Claim, Quote
from pricedin.dates import AsOf
from pricedin.errors import EvidenceError, InputError, NotFoundError
from pricedin.facts.ledger import Ledger
from pricedin.facts.texts import CONTEXT, check_quote, cut, text_sha256
from pricedin.sources.document import Document
from pricedin.workspace import Workspace

Build = Callable[..., Claim]
PAGE = Document(name="Post", url="https://example.org/p", published=date(2026, 1, 2))
TEXT = "Acme was valued at $5bn. 去年收入为五亿元。 More follows."
DAY = AsOf.day(date(2026, 2, 1))


def quoted(claim: Claim, words: str, text: str = TEXT, document: Document = PAGE) -> Claim:
    start = text.index(words)
    return replace(claim, document=document, quote=Quote(words, start, start + len(words)))


# --- kept with its claims ---------------------------------------------------------------------


def test_a_text_is_kept_as_it_is_with_its_document_and_claims(ledger: Ledger, claim: Build) -> None:
    told = quoted(claim("valuation", "5bn USD"), "$5bn")
    receipt = ledger.add_source(PAGE, TEXT, [told])
    (stored,) = ledger.documents()
    assert (receipt.added, stored.document) == (1, PAGE)
    assert ledger.text(stored.sha256) == TEXT
    assert ledger.view(DAY).claims == (told,)


@pytest.mark.parametrize("text", ["", "\r\n\r\n", "𝒜 \U0001f600 é é", "a\x00b"])
def test_any_text_comes_back_character_by_character(ledger: Ledger, text: str) -> None:
    ledger.add_source(PAGE, text, [])
    assert ledger.text(text_sha256(text)) == text


def test_the_same_document_twice_is_one_document(ledger: Ledger, claim: Build) -> None:
    told = quoted(claim("valuation", "5bn USD"), "$5bn")
    ledger.add_source(PAGE, TEXT, [told])
    again = ledger.add_source(PAGE, TEXT, [told])
    assert (again.added, again.known, len(ledger.documents()), ledger.count()) == (0, 1, 1, 1)


def test_a_document_that_was_read_anew_keeps_both_texts(ledger: Ledger) -> None:
    ledger.add_source(PAGE, "first", [])
    ledger.add_source(PAGE, "second", [])
    (stored,) = ledger.documents()
    assert ledger.text(stored.sha256) == "second"
    assert ledger.text(text_sha256("first")) == "first"


def test_a_text_that_is_not_there_is_an_error() -> None:
    with Ledger(":memory:") as ledger, pytest.raises(NotFoundError, match="no text of hash"):
        ledger.text("0" * 64)


def test_a_wrong_quote_refuses_the_whole_source_and_nothing_is_written(
    ledger: Ledger, claim: Build
) -> None:
    right = quoted(claim("valuation", "5bn USD"), "$5bn")
    wrong = replace(right, ref="b", quote=Quote("$6bn", 19, 23))
    with pytest.raises(EvidenceError, match=r"has '\$5bn' at characters 19 to 23, not '\$6bn'"):
        ledger.add_source(PAGE, TEXT, [right, wrong])
    assert ledger.count() == 0
    assert ledger.documents() == ()


def test_a_claim_of_another_document_is_refused(claim: Build) -> None:
    with pytest.raises(EvidenceError, match="is of Paper"):
        check_quote(claim("valuation", "5bn USD"), PAGE, TEXT)


@pytest.mark.parametrize("span", [(19, None), (-1, 3), (50, 5000), (9, 5)])
def test_a_span_outside_the_text_is_refused(claim: Build, span: tuple[int, int]) -> None:
    told = replace(claim("valuation", "5bn USD"), document=PAGE, quote=Quote("$5bn", *span))
    with pytest.raises(EvidenceError, match="is not within"):
        check_quote(told, PAGE, TEXT)


def test_words_without_a_span_and_none_at_all_are_kept(ledger: Ledger, claim: Build) -> None:
    bare = replace(claim("valuation", "5bn USD"), document=PAGE)
    words = replace(bare, ref="b", quote=Quote("about five billion"))
    assert ledger.add_source(PAGE, TEXT, [bare, words]).added == 2


def test_half_a_surrogate_pair_is_no_text(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="no character at 1"):
        ledger.add_source(PAGE, "a\ud800", [])


def test_a_workspace_tells_a_wrong_quote_and_takes_the_rest(claim: Build) -> None:
    right = quoted(claim("valuation", "5bn USD"), "$5bn")
    wrong = replace(right, ref="b", quote=Quote("$6bn", 19, 23))
    with Workspace(":memory:") as workspace:
        report = workspace.add_source(PAGE, TEXT, [right, wrong])
        assert (report.rows, report.receipt.added) == (2, 1)
        (problem,) = report.problems
        assert problem.where == "Post#b"
        assert workspace.ledger.view(DAY).claims == (right,)
        assert workspace.ledger.find("acme").slug == "acme"


def test_a_reading_that_differs_from_a_decision_is_told_and_left_out(claim: Build) -> None:
    told = replace(quoted(claim("valuation", "5bn USD"), "$5bn"), ref="p-1")
    with Workspace(":memory:") as workspace:
        workspace.add_source(PAGE, TEXT, [told])
        workspace.review.accept(workspace.review.unreviewed(), by="me")
        (problem,) = workspace.add_source(PAGE, TEXT, [replace(told, qualifier="approx")]).problems
        assert (problem.where, problem.severity) == ("Post#p-1", "warning")
        assert workspace.ledger.view(DAY).claims == (told,)


def test_who_imports_or_types_is_kept(tmp_path: Path, rows_file: Any, row: Any) -> None:
    with Workspace(":memory:") as workspace:
        workspace.import_file(rows_file(row()), by="Ann")
        workspace.new_case({"name": "Bolt", "as_of": "2026-01-10", "currency": "USD"}, "x", by="Bo")
        assert {i.by for i in workspace.review.items(["acme"])} == {"Ann"}
        assert {i.by for i in workspace.review.items(["bolt"])} <= {"Bo"}


# --- passages ---------------------------------------------------------------------------------


def test_a_passage_is_the_quote_with_bounded_context() -> None:
    text = "x" * 1000 + "QUOTE" + "y" * 1000
    found = cut(PAGE, Quote("QUOTE", 1000, 1005), text, 0)
    assert found.before == "…" + "x" * CONTEXT
    assert found.quote == "QUOTE"
    assert found.after == "y" * CONTEXT + "…"


def test_a_passage_begins_and_ends_with_a_sentence_where_one_is_near() -> None:
    text = "a" * 300 + ". Begin " + "b" * 350 + " QUOTE " + "c" * 350 + ". End " + "d" * 300
    start = text.index("QUOTE")
    found = cut(PAGE, Quote("QUOTE", start, start + 5), text, 0)
    assert found.before == "…Begin " + "b" * 350 + " "
    assert found.after == " " + "c" * 350 + ".…"


def test_a_passage_is_the_same_out_of_a_window_of_the_text() -> None:
    text = "Die erste. " * 200 + "QUOTE. " + "Noch eine. " * 200
    start = text.index("QUOTE")
    quote = Quote("QUOTE", start, start + 5)
    low = start - CONTEXT
    window = text[low : start + 5 + CONTEXT + 1]
    assert cut(PAGE, quote, window, low) == cut(PAGE, quote, text, 0)
