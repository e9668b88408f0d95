"""Web pages: the article stays whole, nothing around it comes along, its date is what it states."""

import re
from typing import Any

import pytest

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


SAID = (
    "Aster has raised $120 million in a Series C round led by Cedar Partners, it said on Tuesday.",
    "Revenue was €48 million in 2023, against €31 million a year before, and it lost €12 million.",
    "Cedar was joined by Northlight Ventures and by a state fund, which put in €15 million each.",
)
BODY = "".join(f"<p>{words}</p>" for words in SAID)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>Foo raised $5m.</p>", ["Foo raised $5m."]),
        (
            "<h1>Foo raises $5m</h1><p>It did.</p><p>Led by Bar Capital.</p>",
            ["Foo raises $5m", "It did.", "Led by Bar Capital."],
        ),
        (
            "<h1>Cap table</h1><table><tr><th>Holder</th><th>Shares</th></tr>"
            "<tr><td>Ann</td><td>4,000</td></tr></table>",
            ["Cap table", "Holder | Shares", "Ann | 4,000"],
        ),
        (
            f"<table><tr><td><a href=/>Home $77</a></td><td><h1>Aster raises</h1>{BODY}</td></tr>"
            "</table>",
            ["Aster raises", *SAID],
        ),
        (
            f"<h1>Aster raises</h1>{BODY}<p style='display: none'>It is worth $77 billion.</p>"
            "<p hidden>$77</p><p aria-hidden=true>$77</p>",
            ["Aster raises", *SAID],
        ),
        (
            f"<article><h1>Aster raises</h1>{BODY}<h2>Terms</h2><ul><li>Lead: $60 million</li>"
            "<li>Others: $60 million</li></ul><blockquote>“We sold 900,” she said.</blockquote>"
            "<dl><dt>Valuation</dt><dd>$1.4 billion</dd></dl></article>",
            [
                "Aster raises",
                *SAID,
                "Terms",
                "Lead: $60 million",
                "Others: $60 million",
                "“We sold 900,” she said.",
                "Valuation",
                "$1.4 billion",
            ],
        ),
        (
            f"<body class='sidebar related comments'><div class='ad-free comment-on'><h1>Aster "
            f"raises</h1>{BODY}</div></body>",
            ["Aster raises", *SAID],
        ),
    ],
    ids=["fragment", "short", "table", "layout table", "hidden", "lists", "named after furniture"],
)
def test_pages_of_other_shapes_keep_their_lines(markup: str, lines: list[str]) -> None:
    assert read(f"<html>{markup}</html>").text.split("\n") == lines


def dated(head: str = "", body: str = "") -> Source:
    return read(f"<html><head>{head}</head><body><h1>Aster raises</h1>{body}{BODY}</body></html>")


@pytest.mark.parametrize(
    ("head", "body", "day", "precision"),
    [
        ('<meta itemprop="datePublished" content="2024-05-14">', "", "2024-05-14", "seen"),
        ('<meta name="dc.date.issued" content="2024-05-14">', "", "2024-05-14", "seen"),
        ('<meta name="lastmod" content="2024-05-14">', "", None, "seen"),
        ('<meta property="article:modified_time" content="2024-05-14">', "", None, "seen"),
        ('<meta property="article:published_time" content="soon">', "", None, "seen"),
        ("", '<time datetime="2024-05-14T10:00Z">4 hours ago</time>', "2024-05-14", "seen"),
        ("", "<p>4 hours ago</p>", None, "seen"),
        ("", "<p>Updated 14 May 2024</p>", None, "seen"),
        ("", "<p>14 May 2024</p>", "2024-05-14", "seen"),
        (
            '<link rel="canonical" href="https://a.example/2024/05/14/aster">',
            "",
            "2024-05-14",
            "inferred",
        ),
        ("<script type='application/ld+json'>{broken</script>", "", None, "seen"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],'
            '"datePublished":"2024-05-14"}]}</script>',
            "",
            "2024-05-14",
            "seen",
        ),
        (
            '<script type="application/ld+json">{"@type":"Organization",'
            '"datePublished":"2024-05-14"}</script>',
            "",
            None,
            "seen",
        ),
    ],
)
def test_a_page_is_dated_by_what_it_states(
    head: str, body: str, day: str | None, precision: str
) -> None:
    source = dated(head, body)
    assert (str(source.published) if source.published else None) == day
    assert source.published_precision == precision
    assert source.published_quote in source.text


def test_a_text_that_contradicts_its_metadata_is_told() -> None:
    head = '<meta property="article:published_time" content="2026-01-02">'
    source = dated(head, "<p>OSLO, 14 May 2024 - It said so.</p>")
    assert str(source.published) == "2026-01-02"
    (problem,) = source.problems
    assert "2026-01-02" in problem.message and "OSLO, 14 May 2024 -" in problem.message
