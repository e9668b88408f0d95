"""Web pages: the article stays whole, nothing around it comes along, its date is what it states."""

import re
from typing import Any

from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source


def read(markup: str | bytes, name: str = "page.html") -> Source:
    data = markup if isinstance(markup, bytes) else markup.encode()
    (source,) = read_bytes(data, name)
    assert isinstance(source, Source), source
    return source


def test_every_paragraph_and_row_stays_in_order(page: Any) -> None:
    lines = read(page.markup.encode(page.encoding)).text.split("\n")
    wanted = [*page.paragraphs, *page.rows]
    assert [line for line in lines if line in wanted] == wanted


def test_no_amount_of_the_furniture_comes_along(page: Any) -> None:
    text = read(page.markup.encode(page.encoding)).text
    assert "77" in re.sub("<[^>]*>", "", page.markup)
    assert [line for line in text.split("\n") if "77" in line] == []


def test_the_page_is_read_for_what_it_states(page: Any) -> None:
    source = read(page.markup.encode(page.encoding))
    assert source.problems == ()
    assert (source.title, source.published, source.language) == (
        page.title,
        page.published,
        page.language,
    )
    assert (source.outlet, source.author, source.url) == (page.outlet, page.author, page.url)
    assert source.text.startswith(page.title)
    assert source.published_quote == page.quote
    assert page.quote in source.text
