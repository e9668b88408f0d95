"""PDF: reading order, wrapped lines, ruled tables, pages, and what cannot be read."""

import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from pricedin.errors import Problem
from pricedin.sources.limits import Limits
from pricedin.sources.pdf import reflowed
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source

Maker = Callable[..., bytes]
LEFT = (
    "The company raised forty million dollars",
    "in a round that was led by Cedar Partners",
    "of Boston, and it plans to open an office",
    "in the north before the summer of the year",
    "that follows, the people who know it said",
    "to a reporter who had asked about the plan.",
)
RIGHT = (
    "Another company lost nine million dollars",
    "when it sold its robots to the farmers of",
    "the valley, who had no use for them in any",
    "season, and it has cash for seven months as",
    "of the last day of the year, after which it",
    "must find new money or stop its work there.",
)
TABLE = [
    ("Holder", "Class", "Shares", "Share"),
    ("Founders", "Common", "4,000,000", "40.00%"),
    ("Cedar Partners", "Series C", "1,500,000", "15.00%"),
]
COLUMNS = (72, 200, 320, 430, 520)


def places(*rows: str, x: float = 72, top: float = 700) -> list[tuple[float, float, str]]:
    return [(x, top - 14 * n, words) for n, words in enumerate(rows)]


def read(data: bytes, limits: Limits | None = None) -> Source:
    (source,) = read_bytes(data, "memo.pdf", limits=limits or Limits())
    assert isinstance(source, Source), source
    return source


def refusal(data: bytes, limits: Limits | None = None) -> Problem:
    (problem,) = read_bytes(data, "memo.pdf", limits=limits or Limits())
    assert isinstance(problem, Problem)
    assert problem.where == "memo.pdf"
    return problem


@pytest.mark.parametrize("stored", ["by column", "by row"])
def test_columns_are_read_one_after_the_other(pdf: Maker, stored: str) -> None:
    heading = [
        (72.0, 740.0, "A heading that goes across both of the columns of this page of the memo")
    ]
    left, right = places(*LEFT), places(*RIGHT, x=330)
    body = (
        [*left, *right]
        if stored == "by column"
        else [p for pair in zip(left, right, strict=True) for p in pair]
    )
    text = read(pdf(heading + body)).text
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index(LEFT[0]) < text.index(RIGHT[0])


def test_rows_of_a_table_without_rules_stay_rows(pdf: Maker) -> None:
    rows = [
        place
        for n, row in enumerate(TABLE * 3)
        for place in zip(COLUMNS, [700 - 14 * n] * 4, row, strict=False)
    ]
    lines = read(pdf(rows)).text.split("\n")
    assert "Founders Common 4,000,000 40.00%" in lines


def ruled_page(pdf: Maker) -> bytes:
    rows = [
        (x + 4, 600 - 20 * n + 6, words)
        for n, row in enumerate(TABLE)
        for x, words in zip(COLUMNS, row, strict=False)
    ]
    across = [f"{COLUMNS[0]} {620 - 20 * n} m {COLUMNS[-1]} {620 - 20 * n} l S" for n in range(4)]
    down = [f"{x} 560 m {x} 620 l S" for x in COLUMNS]
    before, after = places("The cap table is this:"), places("It was signed.", top=500)
    return pdf(before + rows + after, lines=(*across, *down))


def test_a_ruled_table_is_read_cell_by_cell(pdf: Maker) -> None:
    pytest.importorskip("pdfplumber", reason="the extra tables is not installed")
    lines = [line for line in read(ruled_page(pdf)).text.split("\n") if line]
    assert lines == [
        "The cap table is this:",
        *(" | ".join(row) for row in TABLE),
        "It was signed.",
    ]


def test_a_ruled_table_is_read_by_lines_without_the_extra(
    pdf: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pricedin.sources.pdf.find_spec", lambda name: None)
    lines = read(ruled_page(pdf)).text.split("\n")
    assert "Cedar Partners Series C 1,500,000 15.00%" in lines


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_line_end(pdf: Maker) -> None:
    page = places("The company has a very high pre-", "money valuation of 40 million dollars.")
    assert "pre-\nmoney" in read(pdf(page)).text


def test_pages_begin_where_it_says(pdf: Maker) -> None:
    source = read(pdf(places("First page."), places("Second page."), places("Third page.")))
    starts = [*source.pages, len(source.text)]
    pages = [source.text[a:b].strip() for a, b in pairwise(starts)]
    assert pages == ["First page.", "Second page.", "Third page."]


def test_the_day_a_file_was_made_is_not_taken_for_that_of_publication(pdf: Maker) -> None:
    source = read(pdf(places("Aster raises money", "It did so."), made="D:20240514101500Z"))
    assert source.published is None
    assert "2024-05-14" in source.problems[0].message
    dated = read(
        pdf(places("Aster raises money", "6 March 2024", "It did so."), made="D:20240514Z")
    )
    assert str(dated.published) == "2024-03-06"
    assert dated.published_quote == "6 March 2024"


def test_a_page_without_text_is_named(pdf: Maker) -> None:
    source = read(pdf(places("Text."), [], places("More text.")))
    assert "1 of 3 pages (2)" in source.problems[0].message


def test_what_cannot_be_read_says_why(pdf: Maker) -> None:
    assert "scanned" in refusal(pdf([], [])).message
    assert "cannot be read as PDF" in refusal(b"%PDF-1.4\nnothing more").message
    assert "pages" in read(pdf(*[places("Text.")] * 3), Limits(pages=2)).problems[0].message
    assert "seconds" in refusal_or_cut(pdf(*[places("Text.")] * 3), Limits(seconds=0))


def refusal_or_cut(data: bytes, limits: Limits) -> str:
    return " ".join(
        str(item) if isinstance(item, Problem) else " ".join(map(str, item.problems))
        for item in read_bytes(data, "memo.pdf", limits=limits)
    )


def test_an_encrypted_file_is_refused() -> None:
    """Encrypted with the user password "a" (RC4, 40 bits); made once, kept as it was."""
    from pypdfium2 import PdfDocument, PdfiumError

    data = encrypted_pdf()
    with pytest.raises(PdfiumError, match="password"):
        PdfDocument(data)
    assert "encrypted" in refusal(data).message


def encrypted_pdf() -> bytes:
    """Return a PDF whose Encrypt dictionary fits no password that a reader tries."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n"
        b"3 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> "
        b"/U <" + b"42" * 32 + b"> >>\nendobj\n"
        b"trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00><00>] >>\n%%EOF"
    )


def test_wrapped_lines_join_and_others_do_not() -> None:
    lines = ["公司宣布完成融资，由青禾资本领投，投后估值约二十亿", "元人民币。", "二、财务"]
    assert reflowed("\n".join(lines)) == f"{lines[0]}{lines[1]}\n{lines[2]}"
    listed = (
        "The company has these investors and no others:\n• Cedar Partners of Boston\n• Northlight"
    )
    assert reflowed(listed) == listed


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium to print a page")
def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<meta charset=utf-8><title>Memo</title><style>div{column-count:2}"
        "td{border:1px solid}</style><h1>Memo</h1><div><p>" + " ".join(LEFT) + "</p><p>"
        "阿里巴巴集团参与了本轮融资，投后估值约20亿元人民币，公司里程碑包括2023年营收1.26亿元。</p></div>",
        encoding="utf-8",
    )
    out = tmp_path / "page.pdf"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={out}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = read(out.read_bytes()).text
    assert " ".join(LEFT) in text
    assert "投后估值约20亿元人民币" in text
