from dataclasses import replace
from datetime import date

import pytest

from pricedin.sources.document import Document

PAGE = Document(name="Paper", url="https://paper.example/1", published=date(2026, 1, 10))


def test_the_same_page_is_one_document_whatever_is_said_about_it() -> None:
    same = replace(
        PAGE, published=date(2026, 1, 12), published_precision="inferred", source_class="filing"
    )
    assert same.id == PAGE.id
    assert PAGE.id.startswith("doc:")


@pytest.mark.parametrize("change", [{"name": "Sheet"}, {"url": "u"}, {"sha256": "ab"}])
def test_another_name_address_or_content_is_another_document(change: dict[str, str]) -> None:
    assert replace(PAGE, **change).id != PAGE.id


def test_a_document_of_which_nothing_is_said_is_of_unknown_class() -> None:
    assert PAGE.source_class == "unknown"
