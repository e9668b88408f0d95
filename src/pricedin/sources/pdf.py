"""PDF to text, page by page: columns apart, lines of a paragraph together, ruled tables as rows.

A PDF stores places of letters, not text. What stands here is the order in which pages are read:
column by column, wrapped lines joined to paragraphs, a hyphen at a line's end kept with the line
end after it. Code points stay as stored, radicals and ligatures included.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pricedin.errors import Problem
from pricedin.sources.characters import cleaned
from pricedin.sources.limits import Reading
from pricedin.sources.source import Source
from pricedin.sources.stated import machine_day, published_in, title_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

CELLS = " | "
# A gap between columns, in points: wider than any space, narrower than a usual gutter.
LEAST_GUTTER = 9.0
LEAST_ROWS = 5
# Characters of the narrowest column of prose; Chinese ones count twice.
LEAST_COLUMN = 30
# Prose fills its column; cells of a table do not.
LEAST_FILLED = 0.6
# The mark that PDFium leaves for a hyphen at the end of a line, which it removes with the end.
LINE_END_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")
NUMBER_AT_END = re.compile(r"[\d.,]*\d[)%％倍xX×]?$|[-–—]$")
NUMBERS = re.compile(r"(?<!\w)[$€£¥￥]?[\d.,]*\d[)%％]?(?!\w)")
BULLET = re.compile(
    r"^(?:[•●▪◦‣·■□–—-]\s|[(（]?(?:\d{1,2}|[a-z]|[ivx]+)[)）.、]\s?(?=\D)|[一二三四五六七八九十]+、)"
)
ENDED = re.compile(r"[.!?:;。！？：；…][”’\"'」』）)]*$")
WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)


def read_pdf(data: bytes, name: str, reading: Reading) -> Iterator[Source | Problem]:
    """Yield the text of a PDF, with the offset at which each page begins.

    Raises
    ------
    RefusedError
        If it is encrypted, damaged, or holds pictures of text only.
    """
    import pypdfium2

    from pricedin.sources.read import sealed

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise reading.refuse("is encrypted", "save a copy without a password") from None
        raise reading.refuse(f"cannot be read as PDF: {error}") from None
    with closing(document):
        pages = _pages(document, data, reading)
        stated_title = ""
        made = ""
        with suppress(pypdfium2.PdfiumError, UnicodeDecodeError):
            stated_title = document.get_metadata_value("Title").strip()
            made = document.get_metadata_value("CreationDate")
    offsets, text = [], ""
    for page in pages:
        offsets.append(len(text))
        text += page
    stated = published_in(text)
    if stated is None and (day := machine_day(made.removeprefix("D:")[:8])) is not None:
        reading.tell(
            f"states no day of publication; the file was made on {day}, which is not taken for it",
            "note",
            "give the day of publication if you know it",
        )
    title = title_of(text)
    if stated_title and not re.search(
        r"\.\w{2,5}$|^(?:untitled|microsoft word)", stated_title, re.I
    ):
        title = title or " ".join(stated_title.split())
    yield sealed(
        data=data,
        name=name,
        text=text,
        kind="pdf",
        reading=reading,
        title=title,
        url=reading.url,
        published=stated.day if stated else None,
        published_quote=stated.quote if stated else "",
        pages=tuple(offsets),
    )


def _pages(document: PdfDocument, data: bytes, reading: Reading) -> list[str]:
    """Return the text of each page, each ending in a blank line.

    Raises
    ------
    RefusedError
        If no page holds text.
    """
    import pypdfium2

    count = len(document)
    pages: list[str] = []
    without: list[int] = []
    size = 0
    with _Ruled(data, reading) as ruled:
        for number in range(count):
            if number >= reading.limits.pages:
                reading.cut("pages", f"has {count:,} pages")
                break
            if reading.out_of_time:
                reading.cut("seconds", f"took too long at page {number + 1:,} of {count:,}")
                break
            if size > reading.limits.characters:
                reading.cut("characters", f"is longer by page {number + 1:,} of {count:,}")
                break
            try:
                text = _page_text(document, number, ruled)
            except (pypdfium2.PdfiumError, ValueError, OSError) as error:
                reading.tell(f"page {number + 1:,} cannot be read: {error}", "error")
                text = ""
            text = cleaned(text, reading).strip()
            if not text:
                without.append(number + 1)
            pages.append(f"{text}\n\n" if text else "")
            size += len(text)
    if not any(pages):
        raise reading.refuse(
            f"holds no text on its {count:,} pages: it is scanned, or drawn as pictures",
            "recognise its text first (OCR), and give that file",
        )
    if without:
        shown = ", ".join(map(str, without[:10])) + (" and more" if len(without) > 10 else "")
        reading.tell(f"no text on {len(without):,} of {count:,} pages ({shown}); scanned or empty")
    return pages


def _page_text(document: PdfDocument, number: int, ruled: _Ruled) -> str:
    page = document[number]
    with closing(page):
        textpage = page.get_textpage()
        with closing(textpage):
            if tables := ruled.tables(number, page):
                text = _with_tables(textpage, tables, page.get_height())
            else:
                text = _by_columns(textpage, page)
    return reflowed(LINE_END_HYPHEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n"))


# --- columns --------------------------------------------------------------------------------

Box = tuple[float, float, float, float]  # left, bottom, right, top in points, from below


def _by_columns(textpage: PdfTextPage, page: PdfPage) -> str:
    """Return the text of a page in stored order, or by columns where stored order mixes them."""
    whole: str = textpage.get_text_range()
    boxes = [textpage.get_rect(i) for i in range(textpage.count_rects())]
    gutter = gutter_of(boxes)
    if gutter is None:
        return whole
    left, right = 0.0, page.get_width()
    crossing = sorted((b for b in boxes if b[0] < gutter < b[2]), key=lambda b: b[3], reverse=True)
    parts: list[str] = []

    def words(box: Box) -> str:
        within: str = textpage.get_text_bounded(*box)
        return within.strip()

    top = page.get_height()
    for box in [*crossing, None]:
        bottom = box[3] if box else 0.0
        if top - bottom > 1:
            columns = ((left, bottom, gutter, top), (gutter, bottom, right, top))
            parts.append("\n".join(filter(None, map(words, columns))))
        if box:
            if box[1] < top:
                parts.append(words((left, box[1], right, min(top, box[3]))))
            top = min(top, box[1])
    return "\n\n".join(filter(None, parts))


def gutter_of(boxes: list[Box]) -> float | None:
    """Return the middle of the gap between two columns that are stored row by row, or None.

    Both sides must be prose, that is fill their column: a table's rows stay rows.
    """
    if len(boxes) < 2 * LEAST_ROWS:
        return None
    leftmost, rightmost = min(b[0] for b in boxes), max(b[2] for b in boxes)
    width = rightmost - leftmost
    for start in sorted({b[2] for b in boxes}):
        if not 0.25 * width < start - leftmost < 0.75 * width:
            continue
        beyond = [b[0] for b in boxes if b[0] >= start]
        if not beyond or min(beyond) - start < LEAST_GUTTER:
            continue
        middle = (start + min(beyond)) / 2
        left = [b for b in boxes if b[2] <= start]
        right = [b for b in boxes if b[0] >= start]
        crossing = len(boxes) - len(left) - len(right)
        if min(len(left), len(right)) < LEAST_ROWS or crossing > 0.25 * len(boxes):
            continue
        turns = sum((a[0] >= start) != (b[0] >= start) for a, b in pairwise(boxes))
        if turns < LEAST_ROWS + 1 + 2 * crossing:
            return None
        if _filled(left) >= LEAST_FILLED and _filled(right) >= LEAST_FILLED:
            return middle
    return None


def _filled(boxes: list[Box]) -> float:
    """Return the mean part of the column's width that its rows fill."""
    rows: dict[int, list[Box]] = {}
    for box in boxes:
        rows.setdefault(round((box[1] + box[3]) / 8), []).append(box)
    extent = max(b[2] for b in boxes) - min(b[0] for b in boxes)
    lengths = [max(b[2] for b in row) - min(b[0] for b in row) for row in rows.values()]
    # Short columns of short words are a table, whatever they fill.
    if extent < 120:
        return 0.0
    return sum(lengths) / len(lengths) / extent


# --- lines to paragraphs --------------------------------------------------------------------


def reflowed(text: str) -> str:
    r"""Join the wrapped lines of paragraphs; headings, table rows and lists keep their lines.

    >>> reflowed("Aster, a maker of robots, raised $1.4\nbillion in May.\nRound Amount\nA 12\nB 20")
    'Aster, a maker of robots, raised $1.4 billion in May.\nRound Amount\nA 12\nB 20'
    """
    lines = [line.strip() for line in text.split("\n")]
    lengths = [len(line) + len(WIDE.findall(line)) for line in lines]
    joined: list[str] = []
    for index, line in enumerate(lines):
        if index and joined and joined[-1] and line and _continues(lines, lengths, index):
            before = joined[-1]
            if before.endswith("-"):
                joined[-1] = f"{before}\n{line}"
            elif WIDE.match(before[-1]) and WIDE.match(line[0]):
                joined[-1] = before + line
            else:
                joined[-1] = f"{before} {line}"
        elif line or (joined and joined[-1]):
            joined.append(line)
    return "\n".join(joined)


def _continues(lines: list[str], lengths: list[int], index: int) -> bool:
    """Tell whether a line goes on with the sentence of the line above it."""
    before, line = lines[index - 1], lines[index]
    if BULLET.match(line) or CELLS in line or CELLS in before:
        return False
    around = max(lengths[max(0, index - 3) : index + 2])
    if around < LEAST_COLUMN:
        return False
    full = lengths[index - 1] / around
    if before.endswith("-"):
        return full > 0.5
    if ENDED.search(before):
        return False
    if line[0].islower():
        return full > 0.45
    if _is_row(line) or _is_row(before):
        return False
    return full > (0.75 if WIDE.match(before[-1]) else 0.8)


def _is_row(line: str) -> bool:
    """Tell a row of a table, few words and then numbers, from prose."""
    return (
        bool(NUMBER_AT_END.search(line))
        and len(NUMBERS.findall(line)) >= 2
        and len(re.findall(r"[^\W\d_]+", line)) <= 7
    )


# --- ruled tables ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its place on the page in points from below, and its rows as lines."""

    box: Box
    rows: tuple[str, ...]


class _Ruled:
    """Finds ruled tables with `pdfplumber`, if the extra ``tables`` is installed."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self.data = data
        self.reading = reading
        self.opened: Any = None
        self.usable = find_spec("pdfplumber") is not None

    def __enter__(self) -> _Ruled:
        return self

    def __exit__(self, *_: object) -> None:
        if self.opened is not None:
            self.opened.close()

    def tables(self, number: int, page: PdfPage) -> list[Table]:
        """Return the ruled tables of a page, in order from above; none without the extra."""
        import pypdfium2.raw as pdfium

        if not self.usable:
            return []
        lines = 0
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
            lines += 1
            if lines >= 4:
                break
            del thing
        if lines < 4:
            return []
        try:
            return self._found(number)
        except Exception as error:
            # pdfminer raises what it likes on damaged files; the text is there without it.
            self.usable = False
            self.reading.tell(f"tables are read as lines from page {number + 1:,} on: {error!r}")
            return []

    def _found(self, number: int) -> list[Table]:
        import pdfplumber

        if self.opened is None:
            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            self.opened = pdfplumber.open(BytesIO(self.data))
        page = self.opened.pages[number]
        tables = []
        for found in page.find_tables():
            rows = [[" ".join((cell or "").split()) for cell in row] for row in found.extract()]
            rows = [row for row in rows if any(row)]
            if len(rows) < 2 or max(map(len, rows)) < 2:
                continue
            left, top, right, bottom = found.bbox
            box = (left, page.height - bottom, right, page.height - top)
            tables.append(Table(box, tuple(CELLS.join(row) for row in rows)))
        page.close()
        return tables


def _with_tables(textpage: PdfTextPage, tables: list[Table], height: float) -> str:
    """Return the text of a page with each table's words replaced by its rows."""
    import pypdfium2.raw as pdfium

    parts: list[str] = []
    placed: set[int] = set()
    inside: int | None = None
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if not pdfium.FPDFText_IsGenerated(textpage, index):
            left, bottom, right, top = textpage.get_charbox(index)
            x, y = (left + right) / 2, (bottom + top) / 2
            inside = next(
                (
                    n
                    for n, table in enumerate(tables)
                    if table.box[0] <= x <= table.box[2] and table.box[1] <= y <= table.box[3]
                ),
                None,
            )
        if inside is None:
            parts.append(chr(code))
        elif inside not in placed:
            placed.add(inside)
            parts.append("\n" + "\n".join(tables[inside].rows) + "\n")
    text = "".join(parts)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
