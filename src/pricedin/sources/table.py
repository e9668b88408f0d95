"""Spreadsheets and delimited files to text: a row a line, its cells joined by " | ".

Numbers are printed as their sheet shows them: a cell of 0.15 formatted as percent is 15%, one of
4800000 in a currency format carries its sign. Dates are ISO 8601. A formula without a stored
result is told and shown as ``?``: it is not zero, and not empty.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pricedin.errors import Problem
from pricedin.sources.archive import member_bytes, opened
from pricedin.sources.characters import decode
from pricedin.sources.limits import Reading
from pricedin.sources.source import Source
from pricedin.sources.stated import published_in

if TYPE_CHECKING:
    from lxml.etree import _Element

CELLS = " | "
UNKNOWN = "?"
DELIMITERS = ",;\t|"
SNIFFED_LINES = 30
EMPTY_ROWS_KEPT = 1

Rows = Iterable[list[str]]


def read_table(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield a workbook or a delimited file as one text, each sheet under its name.

    Raises
    ------
    RefusedError
        If it is damaged or encrypted, or larger than the limits allow.
    """
    from pricedin.sources.read import sealed

    if data.startswith(b"PK"):
        with opened(data, reading) as container:
            names = set(container.namelist())
            if "content.xml" in names:
                sheets = list(_ods(container, reading))
            elif "xl/workbook.bin" in names:
                raise reading.refuse("is a binary workbook (XLSB)", "save it as XLSX")
            else:
                sheets = list(_xlsx(data, container, reading))
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        sheets = list(_xls(data, reading))
    else:
        sheets = [("", _delimited(decode(data, reading), reading))]
    blocks = []
    for sheet, rows in sheets:
        lines = rows_as_lines(rows)
        if lines:
            blocks.append("\n".join([sheet, *lines] if sheet and len(sheets) > 1 else lines))
    text = "\n\n".join(blocks)
    stated = published_in(text)
    yield sealed(
        data=data,
        name=name,
        text=text,
        kind="table",
        reading=reading,
        title=sheets[0][0] if len(sheets) == 1 else "",
        url=reading.url,
        published=stated.day if stated else None,
        published_quote=stated.quote if stated else "",
    )


def rows_as_lines(rows: Rows) -> list[str]:
    """Return each row as a line; columns that are empty throughout and empty rows are left out.

    >>> rows_as_lines([["Holder", "", "Shares"], ["", "", ""], ["Ann", "", "40"]])
    ['Holder | Shares', '', 'Ann | 40']
    """
    table = [[" ".join(cell.split()) for cell in row] for row in rows]
    width = max(map(len, table), default=0)
    used = [any(n < len(row) and row[n] for row in table) for n in range(width)]
    lines: list[str] = []
    for row in table:
        cells = [cell for n, cell in enumerate(row) if used[n]]
        while cells and not cells[-1]:
            cells.pop()
        line = CELLS.join(cells)
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


# --- delimited ------------------------------------------------------------------------------


def _delimited(text: str, reading: Reading) -> list[list[str]]:
    delimiter = delimiter_of(text)
    rows: list[list[str]] = []
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            cells += len(row)
            if number >= reading.limits.rows:
                reading.cut("rows", f"has more than {number:,} rows")
                break
            if cells > reading.limits.cells:
                reading.cut("cells", f"has more than {reading.limits.cells:,} cells")
                break
            if len(row) > reading.limits.columns:
                reading.cut("columns", f"has {len(row):,} columns in row {number + 1:,}")
                row = row[: reading.limits.columns]
            rows.append(row)
    except csv.Error as error:
        reading.tell(f"row {len(rows) + 1:,} cannot be read ({error}); the rest is left out")
    return rows


def delimiter_of(text: str) -> str:
    r"""Return the delimiter that cuts the first lines into most, and equally many, cells.

    >>> delimiter_of("Holder;Shares;Share\nAnn;1.000;12,5%\nBo;2.000;25,0%")
    ';'
    """
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:SNIFFED_LINES]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        score = widths.count(usual) / len(widths) * (usual > 1) * (1 + min(usual, 20) / 100)
        if score > best_score:
            best, best_score = delimiter, score
    return best


# --- XLSX -----------------------------------------------------------------------------------

CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>")
ATTRIBUTE = re.compile(rb"""\b(r|s|t)\s*=\s*["']([^"']*)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*?>[^<]|<(?:\w+:)?is\b")
REFERENCE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})$")


@dataclass(slots=True)
class SheetScan:
    """What a sheet's XML tells that its values do not: extent, formats, formulas unresolved."""

    rows: int = 0
    columns: int = 0
    first_row: int = 1 << 30
    first_column: int = 1 << 30
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    unresolved: list[tuple[int, int]] = field(default_factory=list)


def _xlsx(
    data: bytes, container: zipfile.ZipFile, reading: Reading
) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    formats = _number_formats(container, reading)
    parts = _sheet_parts(container, reading)
    scans: dict[str, SheetScan] = {}
    cells = 0
    for sheet, part in parts.items():
        scan = _scanned(member_bytes(container, part, reading, reading.limits.file_bytes), formats)
        _check_extent(sheet, scan.rows, scan.columns, reading)
        cells += scan.rows * scan.columns
        if cells > reading.limits.cells:
            raise reading.over("cells", f"spans {cells:,} cells by sheet {sheet}")
        scans[sheet] = scan
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheet_names:
            if sheet not in scans:
                continue
            page = workbook.get_sheet_by_name(sheet)
            scan = scans[sheet]
            yield sheet, _shown_rows(page.to_python(skip_empty_area=False), scan, sheet, reading)
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise reading.refuse(f"cannot be read as XLSX: {error}") from None


def _check_extent(sheet: str, rows: int, columns: int, reading: Reading) -> None:
    if columns > reading.limits.columns:
        raise reading.over("columns", f"sheet {sheet} has {columns:,} columns")
    if rows > reading.limits.rows:
        raise reading.over("rows", f"sheet {sheet} has {rows:,} rows")


def _shown_rows(
    values: list[list[Any]], scan: SheetScan, sheet: str, reading: Reading
) -> list[list[str]]:
    unresolved = set(scan.unresolved)
    rows = [
        [
            UNKNOWN
            if (r, c) in unresolved and value in ("", None)
            else shown(value, scan.formats.get((r, c), ""))
            for c, value in enumerate(row)
        ]
        for r, row in enumerate(values)
    ]
    for r, c in unresolved:
        while len(rows) <= r:
            rows.append([])
        rows[r].extend([""] * (c + 1 - len(rows[r])))
        rows[r][c] = rows[r][c] or UNKNOWN
    if scan.unresolved:
        named = ", ".join(f"{column_name(c)}{r + 1}" for r, c in scan.unresolved[:8])
        more = len(scan.unresolved) - 8
        reading.tell(
            f"sheet {sheet}: {len(scan.unresolved):,} formulas have no stored result "
            f"({named}{f' and {more:,} more' if more > 0 else ''}); shown as {UNKNOWN}",
            hint="open the file in a spreadsheet program and save it, which stores the results",
        )
    return rows


def _scanned(xml: bytes, formats: list[str]) -> SheetScan:
    """Read references, styles and formulas off a sheet's XML, without building its tree."""
    scan = SheetScan()
    row = column = -1
    found = list(CELL.finditer(xml))
    for number, cell in enumerate(found):
        attributes = dict(ATTRIBUTE.findall(cell[1]))
        if reference := REFERENCE.match(attributes.get(b"r", b"")):
            row, column = int(reference[2]) - 1, column_number(reference[1].decode())
        else:
            # References may be left out: then cells follow one another from the row's start.
            starts_row = b"<row" in xml[found[number - 1].end() if number else 0 : cell.start()]
            row, column = (row + 1, 0) if starts_row else (row, column + 1)
        scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, column + 1)
        style = attributes.get(b"s", b"0")
        code = formats[int(style)] if style.isdigit() and int(style) < len(formats) else ""
        if code:
            scan.formats[row, column] = code
        if not cell[2]:
            end = found[number + 1].start() if number + 1 < len(found) else len(xml)
            inner = xml[cell.end() : end]
            if FORMULA.search(inner) and not RESULT.search(inner):
                # An empty string is a result, and is stored as such.
                if attributes.get(b"t") != b"str" or b"<v" not in inner:
                    scan.unresolved.append((row, column))
    return scan


def column_number(letters: str) -> int:
    """Return the position, from 0, of a column by its letters.

    >>> column_number("A"), column_number("AA"), column_name(701)
    (0, 26, 'ZZ')
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(number: int) -> str:
    """Return the letters of a column by its position, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _xml(container: zipfile.ZipFile, member: str, reading: Reading) -> _Element | None:
    from lxml import etree

    if member not in container.namelist():
        return None
    content = member_bytes(container, member, reading, reading.limits.file_bytes)
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.LxmlError as error:
        raise reading.refuse(f"cannot be read: {member}: {error}") from None


def _sheet_parts(container: zipfile.ZipFile, reading: Reading) -> dict[str, str]:
    """Return the member that holds each sheet, by the sheet's name, in order."""
    workbook = _xml(container, "xl/workbook.xml", reading)
    relations = _xml(container, "xl/_rels/workbook.xml.rels", reading)
    if workbook is None or relations is None:
        raise reading.refuse("cannot be read as XLSX: it has no workbook part")
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    parts = {}
    known = set(container.namelist())
    for sheet in workbook.iter("{*}sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in known and "worksheets" in part:
            parts[sheet.get("name") or ""] = part
    return parts


# Built-in formats of ECMA-376 part 1, 18.8.30, that say more than General; those of dates are
# left to the values, which are dates.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    5: '"$"#,##0;-"$"#,##0',
    6: '"$"#,##0;-"$"#,##0',
    7: '"$"#,##0.00;-"$"#,##0.00',
    8: '"$"#,##0.00;-"$"#,##0.00',
}


def _number_formats(container: zipfile.ZipFile, reading: Reading) -> list[str]:
    """Return the number format of each cell style, "" for General and for dates."""
    styles = _xml(container, "xl/styles.xml", reading)
    if styles is None:
        return []
    own = {n.get("numFmtId"): n.get("formatCode") or "" for n in styles.iter("{*}numFmt")}
    formats = []
    for group in styles.iter("{*}cellXfs"):
        for style in group:
            key = style.get("numFmtId") or "0"
            code = own.get(key, BUILT_IN.get(int(key) if key.isdigit() else 0, ""))
            formats.append("" if code.lower() in ("general", "@") else code)
    return formats


# --- XLS and ODS ----------------------------------------------------------------------------


def _xls(data: bytes, reading: Reading) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheet_names:
            page = workbook.get_sheet_by_name(sheet)
            _check_extent(sheet, page.total_height, page.total_width, reading)
            rows = [[shown(v, "") for v in row] for row in page.to_python(skip_empty_area=False)]
            yield sheet, rows
    except PasswordError:
        raise reading.refuse("is encrypted", "save a copy without a password") from None
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise reading.refuse(
            f"cannot be read as XLS: {error}",
            "if it is a Word or mail file, save it as DOCX or EML",
        ) from None


def _ods(container: zipfile.ZipFile, reading: Reading) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the sheets of an OpenDocument file, cells as it shows them.

    Cells and rows may be repeated by a count; trailing empty ones are, a million times over.
    """
    tree = _xml(container, "content.xml", reading)
    total = 0
    for sheet in tree.iter("{*}table") if tree is not None else ():
        name = next((v for k, v in sheet.attrib.items() if k.endswith("}name")), "")
        rows: list[list[str]] = []
        empty = 0
        unresolved = 0
        for row in sheet.iter("{*}table-row"):
            cells: list[str] = []
            blank = 0
            for cell in row:
                if not str(cell.tag).endswith(("}table-cell", "}covered-table-cell")):
                    continue
                words = _ods_cell(cell)
                count = _repeated(cell, "columns")
                if not words:
                    blank += count
                    continue
                if len(cells) + blank + count > reading.limits.columns:
                    raise reading.over("columns", f"sheet {name} has more columns")
                unresolved += words == UNKNOWN
                cells += [""] * blank + [words] * count
                blank = 0
            count = _repeated(row, "rows")
            if not cells:
                empty += count
                continue
            if len(rows) + count > reading.limits.rows:
                raise reading.over("rows", f"sheet {name} has more rows")
            total += count * len(cells)
            if total > reading.limits.cells:
                raise reading.over("cells", f"has more cells by sheet {name}")
            rows += [[""]] * min(empty, EMPTY_ROWS_KEPT) + [cells] * count
            empty = 0
        if unresolved:
            reading.tell(
                f"sheet {name}: {unresolved:,} formulas have no stored result; shown as {UNKNOWN}",
                hint="open the file in a spreadsheet program and save it",
            )
        yield name, rows


def _ods_cell(cell: _Element) -> str:
    kind = value = formula = ""
    for key, attribute in cell.attrib.items():
        local = key.rpartition("}")[2]
        if local == "value-type":
            kind = attribute
        elif local == "date-value":
            value = attribute
        elif local == "formula":
            formula = attribute
    if kind == "date" and value:
        return value.removesuffix("T00:00:00")
    words = "\n".join("".join(p.itertext()) for p in cell.iterchildren("{*}p"))
    return words or (UNKNOWN if formula and not kind else "")


def _repeated(element: _Element, what: str) -> int:
    count = next(
        (v for k, v in element.attrib.items() if k.endswith(f"number-{what}-repeated")), "1"
    )
    return max(1, int(count)) if count.isdigit() and len(count) < 10 else 1


# --- numbers as shown -----------------------------------------------------------------------

SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
PIECE = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|([#0?][#0?,.]*)|(%)|(.)'
)


def shown(value: object, code: str) -> str:
    """Return a cell's value as its number format shows it.

    Thousands, decimals, scaling, percent, signs of currency and words around the number are
    followed; fractions and exponents are not, and print the number in full.

    >>> shown(0.15, "0.00%"), shown(4800000.0, '[$US$-409]#,##0'), shown(-1.5, '0.0"x";(0.0"x")')
    ('15.00%', 'US$4,800,000', '(1.5x)')
    >>> shown(12.0, ""), shown(0.1 + 0.2, ""), shown(True, "")
    ('12', '0.3', 'TRUE')
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            midnight = value.time() == time(0)
            return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case int() | float():
            return _number_shown(value, code)
    return str(value)


def _number_shown(value: float, code: str) -> str:
    try:
        # Fifteen significant digits are what a sheet shows and stores.
        number = Decimal(f"{value:.15g}")
    except (InvalidOperation, ValueError):
        return str(value)
    if not number.is_finite():
        return str(value)
    if number.adjusted() > 24:
        return _plain(number)
    sections = [s for s in SECTION.findall(code) if s][:4] if code else []
    if not sections or "general" in code.lower() or re.search(r"[#0?]\s*/|E[+-]", code):
        return _plain(number)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    return _formatted(number, section)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _formatted(number: Decimal, section: str) -> str:
    before: list[str] = []
    after: list[str] = []
    mask = ""
    for quoted, escaped, currency, digits, percent, other in PIECE.findall(section):
        if digits and not mask:
            mask = digits
        elif percent:
            number *= 100
            (after if mask else before).append("%")
        elif not digits:
            (after if mask else before).append(quoted or escaped or currency or other)
    if not mask:
        return "".join(before).strip()
    scale = len(mask) - len(mask.rstrip(","))
    mask = mask.rstrip(",")
    number = number.scaleb(-3 * scale)
    whole, _, decimals = mask.partition(".")
    places = sum(c in "0#?" for c in decimals)
    number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}" if "," in whole else f"{number:f}"
    # "#" after the point shows no zero.
    for mark in reversed(decimals):
        if mark == "#" and text.endswith("0") and "." in text:
            text = text[:-1]
        else:
            break
    sign = "-" if text.startswith("-") else ""
    text = text.lstrip("-").rstrip(".")
    return f"{sign}{''.join(before)}{text}{''.join(after)}".strip()
