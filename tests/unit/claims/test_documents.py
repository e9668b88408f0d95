"""From a document to claims: its date, its name, its companies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.claims.documents import Reader, dated, document_of
from pricedin.claims.rows import Subject
from pricedin.errors import Problem
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source
from pricedin.units import Money

TEXT = "Harrowgate Optics said it had raised $40 million in a Series B led by Penrith Capital.\n"


def source(text: str, name: str = "page.txt") -> Source:
    (one,) = [s for s in read_bytes(text.encode(), name) if isinstance(s, Source)]
    return one


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("On January 20, 2026, Acme raised $5m.", date(2026, 1, 20), "inferred"),
        ("据悉,2026年1月20日,某某科技完成融资。", date(2026, 1, 20), "inferred"),
        # the day of a balance is not that of the text
        ("As of January 20, 2026, Acme held $5m.", None, "seen"),
        ("截至2025年9月30日,公司持有现金11.2亿元。", None, "seen"),
        ("Acme raised $5m.", None, "seen"),
    ],
)
def test_a_day_is_taken_from_the_opening_and_said_so(
    text: str, day: date | None, precision: str
) -> None:
    found = dated(source(text))
    assert not found.published_quote  # none of them states its own
    assert (found.published, found.published_precision) == (day, precision)
    assert any("states no date" in problem.message for problem in found.problems)


def test_what_the_user_says_counts_where_the_document_is_silent() -> None:
    given = dated(source(TEXT), date(2025, 3, 12))
    assert given.published == date(2025, 3, 12)
    assert not given.problems
    stated = source("LEEDS, 11 March 2025 - " + TEXT)
    assert dated(stated, date(2030, 1, 1)).published == date(2025, 3, 11)


def claims(text: str, reader: Reader) -> tuple[list[Claim], list[Subject], list[Problem]]:
    rows = list(reader.claims(reader.read(source(text))))
    return (
        [r for r in rows if isinstance(r, Claim)],
        [r for r in rows if isinstance(r, Subject)],
        [r for r in rows if isinstance(r, Problem)],
    )


def test_a_claim_carries_words_span_and_document() -> None:
    found, subjects, problems = claims(TEXT, Reader(published=date(2025, 3, 12)))
    raised = next(c for c in found if c.attribute == "amount_raised")
    assert raised.value == Money(Decimal(40_000_000), "USD")
    assert raised.quote is not None
    assert raised.quote.text == TEXT[raised.quote.start : raised.quote.end]
    assert "$40 million" in raised.quote.text
    assert raised.document.published == date(2025, 3, 12)
    assert {s.slug for s in subjects} == {"harrowgate-optics"}
    assert not problems


def test_a_known_alias_files_under_the_known_company() -> None:
    known = Subject("harrow", "Harrowgate Optics Ltd", ("Harrowgate Optics",))
    found, subjects, _ = claims(TEXT, Reader([known], date(2025, 3, 12)))
    assert {c.subject for c in found} == {"harrow"}
    assert not subjects


def test_fractions_inside_percent_on_the_page() -> None:
    found, _, problems = claims(
        "Harrowgate Optics said revenue rose 31.4% to $12.5 million in 2024.",
        Reader(published=date(2025, 3, 12)),
    )
    growth = next(c for c in found if c.attribute == "growth_rate")
    assert growth.value == Decimal("0.314")
    assert not problems


def test_two_documents_of_one_name_keep_claims_apart() -> None:
    reader = Reader(published=date(2025, 3, 12))
    one = {c.ref for c in claims(TEXT, reader)[0]}
    other = {c.ref for c in claims(TEXT.replace("40", "50"), reader)[0]}
    assert one and other and not one & other


def test_a_class_is_taken_from_what_the_page_shows() -> None:
    page = source(TEXT)
    assert document_of(page).source_class == "unknown"
    assert document_of(page, "filing").source_class == "filing"
