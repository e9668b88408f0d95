# ruff: noqa: E501 (markup)
"""DOCX, spreadsheets and delimited files: order, cells as shown, formulas without results."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from pricedin.errors import Problem
from pricedin.sources.limits import Limits
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source
from pricedin.sources.table import shown

xlsxwriter = pytest.importorskip("xlsxwriter")


def read(data: bytes, name: str, limits: Limits | None = None) -> Source:
    (source,) = read_bytes(data, name, limits=limits or Limits())
    assert isinstance(source, Source), source
    return source


def refusal(data: bytes, name: str, limits: Limits | None = None) -> str:
    (problem,) = read_bytes(data, name, limits=limits or Limits())
    assert isinstance(problem, Problem), problem
    return f"{problem.message} {problem.hint}"


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return out.getvalue()


# --- DOCX -----------------------------------------------------------------------------------


def word_file() -> Any:
    import docx

    document = docx.Document()
    document.add_heading("Aster raises $120m", level=1)
    document.add_paragraph("14 May 2024")
    document.add_paragraph("The round was led by Cedar Partners.")
    table = document.add_table(rows=2, cols=3)
    for row, words in zip(
        table.rows,
        [("Holder", "Class", "Shares"), ("Founders", "Common", "4,000,000")],
        strict=True,
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("After the table\tcomes this.")
    return document


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_keep_their_order() -> None:
    source = read(saved(word_file()), "memo.docx")
    assert source.text.split("\n") == [
        "Aster raises $120m",
        "14 May 2024",
        "The round was led by Cedar Partners.",
        "Holder | Class | Shares",
        "Founders | Common | 4,000,000",
        "After the table\tcomes this.",
    ]
    assert (source.kind, source.title, source.language) == ("docx", "Aster raises $120m", "en")
    assert (source.published, source.published_quote) == (date(2024, 5, 14), "14 May 2024")
    assert source.author == ""


def test_merged_cells_are_told_once() -> None:
    document = word_file()
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(1, 1)).text = "All founders"
    assert "All founders | 4,000,000" in read(saved(document), "memo.docx").text.split("\n")


def test_tracked_changes_controls_and_notes() -> None:
    """Word shows inserted text and hides deleted; a control's text is text."""
    data = saved(word_file())
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>It raised </w:t></w:r><w:del><w:r><w:delText>$40m</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>$50m</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name in container.namelist():
            members[name] = container.read(name)
    members["word/document.xml"] = f"<w:document {w}><w:body>{body}</w:body></w:document>".encode()
    lines = read(zipped(members), "memo.docx").text.split("\n")
    assert lines == ["It raised $50m.", "In a control."]


def test_a_damaged_document_says_so() -> None:
    data = saved(word_file())
    assert "damaged" in refusal(data[: len(data) // 2], "memo.docx")
    assert "no such file" in refusal(b"only words", "memo.docx")
    without = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"})
    assert "cannot be read as DOCX" in refusal(without, "memo.docx")


# --- XLSX -----------------------------------------------------------------------------------


def workbook(fill: Any) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def fill_cap_table(book: Any) -> None:
    sheet = book.add_worksheet("Cap table")
    percent = book.add_format({"num_format": "0.00%"})
    shares = book.add_format({"num_format": "#,##0"})
    dollars = book.add_format({"num_format": '[$US$-409]#,##0.0,,"m"'})
    day = book.add_format({"num_format": "d mmm yyyy"})
    for column, words in enumerate(["Holder", "Shares", "Share", "Paid", "On"]):
        sheet.write(0, column, words)
    for row, (holder, count, share, paid, on) in enumerate(
        [
            ("Founders", 4_000_000, 0.4, 1_500_000, date(2019, 3, 1)),
            ("青禾资本", 1_500_000, 0.15, 120_000_000, date(2024, 5, 14)),
        ],
        start=2,
    ):
        sheet.write(row, 0, holder)
        sheet.write(row, 1, count, shares)
        sheet.write(row, 2, share, percent)
        sheet.write(row, 3, paid, dollars)
        sheet.write_datetime(row, 4, on, day)


def test_numbers_are_printed_as_shown_and_dates_as_iso() -> None:
    source = read(workbook(fill_cap_table), "cap.xlsx")
    assert source.text.split("\n") == [
        "Holder | Shares | Share | Paid | On",
        "",
        "Founders | 4,000,000 | 40.00% | US$1.5m | 2019-03-01",
        "青禾资本 | 1,500,000 | 15.00% | US$120.0m | 2024-05-14",
    ]
    assert (source.kind, source.title, source.problems) == ("table", "Cap table", ())


def test_each_sheet_stands_under_its_name() -> None:
    def fill(book: Any) -> None:
        for name in ("A", "B"):
            book.add_worksheet(name).write(0, 0, f"cell of {name}")

    assert read(workbook(fill), "a.xlsx").text == "A\ncell of A\n\nB\ncell of B"


def test_a_formula_without_a_result_is_told_and_never_zero() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Cap")
        sheet.write(0, 0, "Shares")
        sheet.write(1, 0, 40)
        sheet.write_formula(2, 0, "=SUM(A2:A2)", value=40)
        sheet.write(3, 1, "and")

    data = workbook(fill)
    assert read(data, "a.xlsx").problems == ()
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for name in container.namelist():
            members[name] = container.read(name)
    part = members["xl/worksheets/sheet1.xml"]
    assert part.count(b"<f>SUM(A2:A2)</f><v>40</v>") == 1
    members["xl/worksheets/sheet1.xml"] = part.replace(b"</f><v>40</v>", b"</f>")
    source = read(zipped(members), "a.xlsx")
    assert source.text == "Shares\n40\n?\n | and"
    (problem,) = source.problems
    assert "1 formulas have no stored result (A3)" in problem.message
    assert "save it" in problem.hint


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (4.8e9, '[$$-409]#,##0.0,,,"bn"', "$4.8bn"),
        (0.125, "0.0%", "12.5%"),
        (0, '0.0;-0.0;"n/a"', "n/a"),
        (12.5, '0.0"x"', "12.5x"),
        (3.2e8, '0.0,,"百万元"', "320.0百万元"),
        (1500, "¥#,##0", "¥1,500"),
        (1500, "€ #,##0.##", "€ 1,500"),
        (0.1 + 0.2, "", "0.3"),
        (4_000_000.0, "", "4000000"),
        (1e-7, "", "0.0000001"),
        (1.5, "# ?/?", "1.5"),
        (12345.678, "0.00E+00", "12345.678"),
        (1e300, "0", "1" + "0" * 300),
        (float("inf"), "0", "inf"),
        (True, "0", "TRUE"),
        (None, "0", ""),
        (-40, '"$"#,##0;[Red]-"$"#,##0', "-$40"),
        (40, "_($* #,##0_)", "$40"),
    ],
)
def test_number_formats(value: object, code: str, words: str) -> None:
    assert shown(value, code) == words


def sheet_with(cell: str) -> bytes:
    def fill(book: Any) -> None:
        book.add_worksheet("A").write(0, 0, "x")

    members = {}
    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as container:
        for name in container.namelist():
            members[name] = container.read(name)
    part = "xl/worksheets/sheet1.xml"
    members[part] = members[part].replace(b'r="A1"', f'r="{cell}"'.encode())
    return zipped(members)


@pytest.mark.parametrize(
    ("cell", "limit"), [("XFD1", "columns"), ("A1048576", "rows"), ("AAA90000", "cells")]
)
def test_one_far_cell_does_not_span_a_table_of_billions(cell: str, limit: str) -> None:
    message = refusal(sheet_with(cell), "a.xlsx")
    assert f"the limit {limit} is" in message
    assert f"{limit}=COUNT" in message


def test_a_sheet_that_unpacks_to_much_more_is_refused_by_its_directory() -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b"0" * 3_000_000})
    assert "archive_ratio" in refusal(data, "a.xlsx")
    assert "archive_bytes" in refusal(data, "a.xlsx", Limits(archive_bytes=1_000))


# --- ODS ------------------------------------------------------------------------------------


def ods(rows: str) -> bytes:
    o = "urn:oasis:names:tc:opendocument:xmlns:"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<d xmlns:t="{o}table:1.0" xmlns:o="{o}office:1.0" xmlns:x="{o}text:1.0">'
            f'<t:table t:name="Caps">{rows}</t:table></d>',
        }
    )


def test_ods_cells_are_as_shown_and_repeats_are_bounded() -> None:
    rows = (
        "<t:table-row><t:table-cell><x:p>Holder</x:p></t:table-cell>"
        "<t:table-cell><x:p>Share</x:p></t:table-cell>"
        '<t:table-cell t:number-columns-repeated="16382"/></t:table-row>'
        "<t:table-row><t:table-cell><x:p>Ann</x:p></t:table-cell>"
        '<t:table-cell o:value-type="percentage" o:value="0.4"><x:p>40.0%</x:p></t:table-cell>'
        "</t:table-row>"
        '<t:table-row><t:table-cell o:value-type="date" o:date-value="2024-05-14"><x:p>14.5.24</x:p>'
        '</t:table-cell><t:table-cell t:formula="of:=1+1"/></t:table-row>'
        '<t:table-row t:number-rows-repeated="1048573"><t:table-cell/></t:table-row>'
    )
    source = read(ods(rows), "a.ods")
    assert source.text == "Holder | Share\nAnn | 40.0%\n2024-05-14 | ?"
    assert "1 formulas" in source.problems[0].message
    many = '<t:table-row t:number-rows-repeated="99999999"><t:table-cell><x:p>1</x:p></t:table-cell></t:table-row>'
    assert "the limit rows" in refusal(ods(many), "a.ods")


# --- delimited ------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_told_and_quotes_kept_whole(delimiter: str) -> None:
    rows = [["Holder", "Shares", "Share"], ["Ann", '"4,000,000"', "40%"], ["Bo", '"1;5"', "15%"]]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    assert (
        read(data, "cap.csv").text
        == "Holder | Shares | Share\nAnn | 4,000,000 | 40%\nBo | 1;5 | 15%"
    )


def test_delimited_files_of_any_encoding() -> None:
    text = "持有人,股数,比例\n青禾资本,1500000,15%\n创始人团队,4000000,40%\n"
    source = read(text.encode("gb18030"), "cap.csv")
    assert source.text.split("\n")[1] == "青禾资本 | 1500000 | 15%"
    assert source.language == "zh"


@pytest.mark.parametrize(
    ("data", "limits", "limit"),
    [
        (b"a,b\n" * 30, Limits(rows=10), "rows"),
        (b",".join([b"x"] * 5_000) + b"\n", Limits(), "columns"),
        (b"a,b\n" * 30, Limits(cells=20), "cells"),
    ],
)
def test_large_tables_are_cut_and_say_so(data: bytes, limits: Limits, limit: str) -> None:
    source = read(data, "a.csv", limits)
    assert f"the limit {limit} is" in source.problems[0].message
    assert source.text


def test_a_field_that_never_ends_is_told() -> None:
    source = read(b'a,b\n"' + b"x" * 300_000, "a.csv")
    assert "cannot be read" in source.problems[0].message
