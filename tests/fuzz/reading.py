"""Documents made to break the reading of documents, and what must hold of every one.

    python tests/fuzz/reading.py --documents 100000 --seed 0 [--seconds N] [--out FOLDER]
    python tests/fuzz/reading.py --replay FILE

Each document goes the whole way from bytes to claims. Made-up ones come from a grammar of
sentences about companies; others are real texts, tables, pages, mails, feeds, Office files and
PDFs with bytes changed, cut, doubled and spliced; others go for what costs: long lines, deep
brackets, runs of digits. A document is told by seed and number alone, so any can be made again.
Failing ones are written to a folder, one JSON file each.
"""

# ruff: noqa: T201, E501, B023 (a command prints; tables; functions called where they are made)

from __future__ import annotations

import argparse
import base64
import io
import json
import random
import signal
import sys
import time
import traceback
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from pricedin.claims.claim import Claim
from pricedin.claims.documents import Read, Reader, encode_read
from pricedin.claims.rows import Subject
from pricedin.errors import Problem
from pricedin.sources.read import read_bytes
from pricedin.sources.source import Source
from pricedin.text.amounts import find_amounts
from pricedin.text.normal import normal
from pricedin.text.times import find_times
from pricedin.units import Money

SECONDS = 5.0  # of processor time for one document; more is a hang
OPEN = Path(__file__).parents[1] / "corpus" / "reading" / "open"


class HungError(BaseException):
    """A document took too long; no reader may catch it."""


class BrokenError(AssertionError):
    """Something that must hold of a reading does not."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document as it is handed to the reader."""

    kind: str
    name: str
    data: bytes
    published: date | None


# Sentences.

EN_NAMES = (
    "Ostrel Labs|Halvorsen Grid|Zhipu AI|Brightmoor|e.on|X.ai|Müller & Söhne GmbH|3M|Ünë".split("|")
)
ZH_NAMES = "月之暗面|澜桥科技|智谱AI|云翼科技股份有限公司|A公司|某某集团".split("|")
EN_SIGNS = "$|US$|€|£|¥|A$|₹|RMB |USD |EUR|CHF |Rs. ||".split("|")
EN_SCALES = (
    "|m|M| million|bn| billion|B|tn|k| lakh| crore|mn|zn| gazillion|-million|%|x| bps".split("|")
)
ZH_SCALES = "|万|亿|萬億|兆|千万|百万|万亿亿|%|个百分点|倍|成".split("|")
ZH_UNITS = "|元|美元|人民币|港元|韩元|人|家".split("|")
EN_TIMES = (
    "in May 2023|last year|in Q4 2024|in the nine months to December 2023|on 31 February 2024|in FY25"
    "|since 99999|two weeks ago|in the year 0|on Tuesday|by the end of next quarter|10000 years ago"
).split("|")
ZH_TIMES = "2023年5月|去年|今年上半年|2022年至2024年|0年|截至13月32日|近三年|本周二|第四季度|二〇二四年".split(
    "|"
)
EN_SHAPES = (
    "{n} raised {a} in a Series B led by {n} and {n} {t}.|{n} was valued at {a} before the new money.",
    "Revenue at {n} rose {a} to {a} {t}, from {a}.|{n} lost {a} {t}; it has {a} employees.",
    "{n} is in talks to raise {a} at {a} pre-money, people familiar said.|{n} denied a {a} round.",
    "{n} holds {a} of {n}, up from {a}.|ARR of {a}, {a} and {a} {t}, respectively, {n} said.",
    "({n} ({a} ({a}))) [{t}] “{n}” — {a}–{a}, 1,2,3 and {a}/{a}.|Suppose {n} were worth {a}.",
)
ZH_SHAPES = (
    "{n}完成{a}B轮融资，由{n}领投，{n}、{n}跟投。|{n}投后估值约{a}，此前为{a}。",
    "{t}，{n}营收{a}，同比增长{a}，净亏损{a}。|据悉{n}正洽谈融资{a}，估值{a}至{a}。",
    "{n}否认以{a}估值融资。|截至{t}，{n}账上现金{a}，月烧{a}，员工{a}。",
)


def amount(rng: random.Random, *, chinese: bool) -> str:
    """Make an amount, sound or not."""
    digits = rng.choice(
        (
            lambda: str(rng.randint(0, 999)),
            lambda: f"{rng.randint(1, 10**9):,}",
            lambda: f"{rng.uniform(0, 1000):.{rng.randint(0, 4)}f}",
            lambda: f"{rng.randint(1, 9)}-{rng.randint(1, 99)}",
            lambda: str(10 ** rng.randint(1, 60) + rng.randint(0, 9)),
            lambda: f"{rng.randint(1, 9)}.{rng.randint(0, 9)}.{rng.randint(0, 9)}",
            lambda: "".join(rng.choices("零〇一二三十百千万亿兆两半廿", k=rng.randint(1, 9))),
            lambda: "".join(rng.choices("0123456789,.½-–~ ０９", k=rng.randint(1, 9))),
            lambda: rng.choice(("forty-two", "several hundred", "a few", "nine hundred and one")),
        )
    )()
    bound = rng.choice(("", "", "about ", "more than ", "up to ", "近", "超过", "minus "))
    if chinese:
        tail = rng.choice(("", "", "以上", "左右", "余"))
        return bound + digits + rng.choice(ZH_SCALES) + rng.choice(ZH_UNITS) + tail
    return bound + rng.choice(EN_SIGNS) + digits + rng.choice(EN_SCALES)


def sentence(rng: random.Random, *, chinese: bool) -> str:
    """Make a sentence about companies, money and time."""
    shape = rng.choice(rng.choice(ZH_SHAPES if chinese else EN_SHAPES).split("|"))
    names, times = (ZH_NAMES, ZH_TIMES) if chinese else (EN_NAMES, EN_TIMES)
    parts = shape.replace("{", "\0{").replace("}", "}\0").split("\0")
    made = {
        "{n}": lambda: rng.choice(names),
        "{a}": lambda: amount(rng, chinese=chinese),
        "{t}": lambda: rng.choice(times),
    }
    return "".join(made[part]() if part in made else part for part in parts)


def prose(rng: random.Random, most: int = 25) -> str:
    """Make a text of sentences, mostly of one language."""
    chinese = rng.random() < 0.45
    gaps = " ", " ", "\n", "\n\n", "", "\t", "\r\n"
    return "".join(
        sentence(rng, chinese=chinese ^ (rng.random() < 0.05)) + rng.choice(gaps)
        for _ in range(rng.randint(1, most))
    )


@cache
def _texts() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted(OPEN.glob("*.txt")))


def text(rng: random.Random) -> str:
    """Return a real text or a made one."""
    return rng.choice(_texts()) if rng.random() < 0.5 else prose(rng)


# Changes.

ODD = [
    *"\u202e \u202d \u2066 \u2069 \u200b \u200d \ufeff \xad ́ ̀ ️ 💰 𠀀 "
    "\U0010ffff \ufdd0 \x00 \x0b \x1f \x7f \x85 \u2028 ％ ＄ ， 。 ． ⅷ ½ ² ① ㈱ ㍻ ﷼ ﬁ ß İ ǰ ⺁ ｱ ﾞ 가 각 ́ -\n"
    " - \n \r\n ( ) [ ] （ “ ” ' \" , . : ; | / \\ & < > ]]> {{ %s".split(" "),
    " ",
    "\u3000",
    "\xa0",
    "\u2009",
]


def changed(rng: random.Random, words: str) -> str:
    """Change a text by characters, words and lines."""
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at, to = sorted(rng.randint(0, len(words)) for _ in range(2))
        to = min(to, at + rng.choice((0, 1, 3, 40)))
        new = rng.choice(
            (
                lambda: "",
                lambda: rng.choice(ODD),
                lambda: amount(rng, chinese=rng.random() < 0.5),
                lambda: words[at:to] * rng.randint(2, 9),
                lambda: chr(rng.choice((rng.randint(1, 0xD7FF), rng.randint(0xE000, 0x10FFFF)))),
                lambda: words[at:to][::-1],
                words[at:to].swapcase,
            )
        )()
        words = words[:at] + new + words[to:]
    return words


def damaged(rng: random.Random, data: bytes, other: bytes = b"") -> bytes:
    """Change bytes: flip, cut, double, splice."""
    made = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 3, 30))):
        if not made:
            break
        at = rng.randrange(len(made))
        way = rng.random()
        if way < 0.4:
            made[at] = rng.randrange(256)
        elif way < 0.55:
            del made[at : at + rng.choice((1, 4, 200))]
        elif way < 0.7:
            made[at:at] = made[at : at + rng.choice((1, 9, 500))]
        elif way < 0.8:
            made[at:at] = rng.randbytes(rng.choice((1, 3, 30)))
        elif way < 0.9:
            made[at:at] = other[rng.randrange(len(other)) :][:500] if other else b""
        else:
            del made[at:]
    return bytes(made)


# Kinds: each returns a file name and bytes.

Maker = Callable[[random.Random], tuple[str, bytes]]
ENCODINGS = "utf-8 utf-8-sig utf-16 gb18030 big5 cp1252 latin-1 shift_jis utf-7".split()


def plain(rng: random.Random) -> tuple[str, bytes]:
    """Text of sentences, unchanged."""
    return "note.txt", prose(rng).encode()


def rewritten(rng: random.Random) -> tuple[str, bytes]:
    """A text with other characters in it."""
    return rng.choice(("note.txt", "note", "a.md")), changed(rng, text(rng)).encode()


def broken(rng: random.Random) -> tuple[str, bytes]:
    """A text in some encoding, with bytes changed."""
    data = text(rng).encode(rng.choice(ENCODINGS), "ignore")
    return "note.txt", damaged(rng, data, text(rng).encode("utf-16"))


def anything(rng: random.Random) -> tuple[str, bytes]:
    """Characters from everywhere, or bytes."""
    if rng.random() < 0.3:
        return rng.choice(("x", "x.html", "x.csv", "x.eml", "x.pdf")), rng.randbytes(
            rng.randint(0, 4000)
        )
    blocks = (0x20, 0x100), (0x300, 0x370), (0x590, 0x700), (0x2000, 0x2070), (0x4E00, 0x9FFF)
    blocks = (*blocks, (0xFF00, 0xFFEF), (0x10000, 0x10FFFF), (0x20000, 0x2A6DF), (0xAC00, 0xD7A3))
    low, high = rng.choice(blocks)
    signs = [chr(rng.randint(low, high)) for _ in range(rng.randint(1, 300))]
    return "note.txt", " ".join(
        "".join(rng.choices(signs, k=5)) + amount(rng, chinese=rng.random() < 0.5)
        for _ in range(rng.randint(1, 60))
    ).encode("utf-8", "ignore")


RUNS = (
    "9|1,|1.|1-|12 |零|一|亿|万|百千|几|数|年|2023年|2023-|(|[|（|“|a |A|Ab |A. |Inc. |and |, and |、"
    "|和|至|到|-|—|.|$|US$|¥|1 million |$1m, |1亿元、|1%|20% to |\n|\n\n| |\t|| a | b | |-\n|of |the "
    "|one |hundred |half a |第|月|日|from $1m to |Series A |A轮|led by Aa Bb, |由甲乙资本领投，"
    "|last year |去年|Q1 |nine months to |Mr. |Aa Bb |甲乙科技|估值|revenue |净亏损|\u0301|\u200b"
    "|e\u0301|(1)|<|&|&amp;|%|/|2024/1/|:|1:|http://a.b/|@|#|'s |’s |not |minus |net "
).split("|")


def run(rng: random.Random) -> tuple[str, bytes]:
    """One thing again and again, up to 100 kB on a line."""
    size = int(10 ** rng.uniform(1.5, 5 if rng.random() < 0.1 else 3.7))
    units = rng.choices(RUNS, k=rng.choice((1, 1, 2, 3)))
    unit = "".join(units) or "x"
    if rng.random() < 0.2:
        unit = sentence(rng, chinese=rng.random() < 0.5).rstrip(".。")
    heads = "", "$", "Ostrel raised ", "估值", sentence(rng, chinese=False)
    head, tail = (rng.choice(heads) for _ in range(2))
    return "note.txt", (head + unit * (size // len(unit.encode()) + 1) + tail).encode()


def nested(rng: random.Random) -> tuple[str, bytes]:
    """Brackets in brackets."""
    left, right = rng.choice(("()", "[]", "（）", "“”", "《》", "{}"))
    depth = int(10 ** rng.uniform(0.5, 4))
    words = amount(rng, chinese=False)
    return (
        "note.txt",
        f"Ostrel raised {left * depth}{words}{right * rng.randint(0, depth)}".encode(),
    )


TAGS = "p div article table tr td th ul li h1 h2 span b script style time section br a".split()


def page(rng: random.Random) -> tuple[str, bytes]:
    """A web page, sound, nested or with broken tags."""
    parts = ["<!doctype html><html><head><meta charset=", rng.choice(ENCODINGS), "><title>"]
    parts += [sentence(rng, chinese=False), '</title><meta property="article:published_time"']
    parts += [f' content="{rng.choice(("2024-05-01T00:00:00Z", "0000-00-00", "9", ""))}"></head>']
    for _ in range(rng.randint(1, 12)):
        tag = rng.choice(TAGS)
        parts += [f"<{tag} class='{rng.choice(('', 'ad', 'related'))}'>", prose(rng, 4)]
        parts += rng.choice(
            (f"</{tag}>", f"</{tag}>", "", "</", f"<{tag}", "&#x110000;", "<![CDATA[")
        )
    if rng.random() < 0.1:
        parts += [f"<{rng.choice(TAGS)}>"] * rng.choice((300, 3000))
    data = "".join(parts).encode(rng.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "ignore")
    return "page.html", damaged(rng, data) if rng.random() < 0.5 else data


def cells(rng: random.Random) -> list[list[str]]:
    """Rows of a table of figures."""
    width = rng.randint(1, 8)
    heads = (
        "Company|Round|Date|Amount ($m)|Valuation|Revenue|营收（万元）|轮次|FY2023|FY2024".split(
            "|"
        )
    )
    return [rng.choices(heads, k=width)] + [
        [
            rng.choice(
                (
                    lambda: rng.choice(EN_NAMES + ZH_NAMES),
                    lambda: amount(rng, chinese=False),
                    lambda: str(rng.randint(-(10**6), 10**6)),
                    lambda: f"({rng.randint(1, 999)})",
                    lambda: rng.choice(("Series A", "B轮", "n/a", "", "-", "2024-01-05")),
                )
            )()
            for _ in range(max(0, width + rng.choice((0, 0, 0, -1, 2))))
        ]
        for _ in range(rng.randint(0, 15))
    ]


def delimited(rng: random.Random) -> tuple[str, bytes]:
    """A table with commas, tabs, semicolons or bars."""
    mark = rng.choice(",\t;|")
    lines = [mark.join(f'"{c}"' if rng.random() < 0.2 else c for c in row) for row in cells(rng)]
    words = "\r\n".join(lines)
    words = changed(rng, words) if rng.random() < 0.5 else words
    name = rng.choice(("table.csv", "table.tsv", "table.txt"))
    return name, damaged(rng, words.encode(rng.choice(ENCODINGS), "ignore"))


def mail(rng: random.Random) -> tuple[str, bytes]:
    """A mail of several parts."""
    made = EmailMessage()
    made["From"], made["To"] = "a@example.org", "b@example.org"
    made["Date"] = rng.choice(("Tue, 14 May 2024 10:00:00 +0000", "yesterday", "1 Jan 0001"))
    made["Subject"] = " ".join(sentence(rng, chinese=rng.random() < 0.5).split())
    made.set_content(prose(rng, 8))
    made.add_alternative(page(rng)[1].decode("utf-8", "ignore"), subtype="html")
    for _ in range(rng.choice((0, 0, 1, 2))):
        name, data = rng.choice((delimited, page, workbook, letter, printed, rewritten))(rng)
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    data = made.as_bytes()
    return "mail.eml", damaged(rng, data) if rng.random() < 0.6 else data


def feed(rng: random.Random) -> tuple[str, bytes]:
    """RSS or Atom."""
    item, body, when = rng.choice(
        (("item", "description", "pubDate"), ("entry", "content", "updated"))
    )
    root = "rss" if item == "item" else "feed"
    items = "".join(
        f"<{item}><title>{sentence(rng, chinese=False)}</title><{when}>2024-05-01</{when}>"
        f"<{body}><![CDATA[<p>{prose(rng, 4)}</p>]]></{body}><link>http://a.b/{n}</link></{item}>"
        for n in range(rng.randint(0, 5))
    )
    data = f'<?xml version="1.0"?><{root}><title>x</title>{items}</{root}>'.encode()
    return rng.choice(("feed.xml", "feed.rss", "feed")), damaged(rng, data)


def zipped(rng: random.Random, members: dict[str, str], *, loose: bool = True) -> bytes:
    """Pack members, some of them damaged, and damage the whole now and then."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, words in members.items():
            data = words.encode()
            container.writestr(name, damaged(rng, data) if rng.random() < 0.3 else data)
    return damaged(rng, out.getvalue()) if loose and rng.random() < 0.4 else out.getvalue()


def _xml(words: str) -> str:
    kept = "".join(c for c in words if c >= " " or c in "\n\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;")


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = "application/xml"
LINK = "application/vnd.openxmlformats-package.relationships+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{LINK}"/>'
    f'<Default Extension="xml" ContentType="{XML}"/>{{}}</Types>'
)
LINKS = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN_XML = "application/vnd.openxmlformats-officedocument"


def docx(lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Return the members of a DOCX of paragraphs and a table."""
    body = "".join(f"<w:p><w:r><w:t>{_xml(line)}</w:t></w:r></w:p>" for line in lines)
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = "".join(f"<w:tr>{''.join(cell.format(_xml(c)) for c in row)}</w:tr>" for row in rows)
    body += f"<w:tbl>{table}</w:tbl>" if table else ""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = f"{OPEN_XML}.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": TYPES.format(
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        ),
        "_rels/.rels": LINKS.format(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }


def letter(rng: random.Random) -> tuple[str, bytes]:
    """DOCX with paragraphs and a table."""
    return "memo.docx", zipped(rng, docx(prose(rng).split("\n"), cells(rng)))


def workbook(rng: random.Random) -> tuple[str, bytes]:
    """XLSX with one sheet."""
    rows = "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(65 + x)}{y}" t="inlineStr"><is><t>{_xml(cell)}</t></is></c>'
            for x, cell in enumerate(row)
        )
        + "</row>"
        for y, row in enumerate(cells(rng), 1)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = f"{OPEN_XML}.spreadsheetml"
    members = {
        "[Content_Types].xml": TYPES.format(
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        ),
        "_rels/.rels": LINKS.format(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": LINKS.format(
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/>'
        ),
        "xl/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return "deals.xlsx", zipped(rng, members)


def bundle(rng: random.Random) -> tuple[str, bytes]:
    """An archive of documents."""
    makers = rewritten, delimited, page, feed
    made = [rng.choice(makers)(rng) for _ in range(rng.randint(1, 3))]
    named = {f"{n}-{name}": data.decode("utf-8", "ignore") for n, (name, data) in enumerate(made)}
    return "bundle.zip", zipped(rng, named)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages, in Helvetica."""
    drawn = [
        "".join(
            f"BT /F1 11 Tf 72 {720 - 14 * n} Td "
            f"({line.translate(dict.fromkeys(map(ord, '()' + chr(92))))}) Tj ET\n"
            for n, line in enumerate(lines)
        ).encode("cp1252", "ignore")
        for lines in pages
    ]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(drawn)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(drawn)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(drawn):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
            b" >> >> /Contents %d 0 R >>" % (5 + 2 * n),
            b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content),
        ]
    out = b"%PDF-1.4\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def printed(rng: random.Random) -> tuple[str, bytes]:
    """PDF of one to three pages."""
    pages = [[line[:90] for line in prose(rng, 12).splitlines()] for _ in range(rng.randint(1, 3))]
    data = pdf(pages)
    return "memo.pdf", damaged(rng, data) if rng.random() < 0.6 else data


KINDS: dict[str, tuple[Maker, int]] = {
    "plain": (plain, 12),
    "rewritten": (rewritten, 20),
    "broken": (broken, 14),
    "anything": (anything, 6),
    "run": (run, 8),
    "nested": (nested, 3),
    "page": (page, 10),
    "delimited": (delimited, 8),
    "mail": (mail, 4),
    "feed": (feed, 4),
    "letter": (letter, 4),
    "workbook": (workbook, 4),
    "bundle": (bundle, 1),
    "printed": (printed, 4),
}


def document(seed: int, number: int, kind: str = "") -> Made:
    """Make the document of a number; the same for the same seed, whatever came before it."""
    rng = random.Random(f"{seed}:{number}")
    kind = kind or rng.choices(list(KINDS), [weight for _, weight in KINDS.values()])[0]
    name, data = KINDS[kind][0](rng)
    day = date(2026, 1, 1) - timedelta(days=rng.randrange(9000)) if rng.random() < 0.7 else None
    return Made(kind, name, data, day)


# What must hold.

REGISTRY = (
    Subject("ostrel", "Ostrel Labs", ("Ostrel", "X.ai")),
    Subject("moonshot", "月之暗面", ("Moonshot AI", "Kimi")),
)


def hold(condition: object, message: str) -> None:
    """Raise `BrokenError` if `condition` does not hold."""
    if not condition:
        raise BrokenError(message)


def check(made: Made) -> int:
    """Read a document all the way and return how many figures it gave.

    Raises
    ------
    BrokenError
        If something that must hold does not; any other exception is one that was let through.
    """
    reader = Reader(REGISTRY, published=made.published)
    figures = 0
    for item in read_bytes(made.data, made.name):
        if isinstance(item, Problem):
            hold("stopped its reader" not in item.message, item.message)
            continue
        spans = check_source(item)
        read = reader.read(item)
        check_figures(read, spans)
        check_claims(reader, read)
        figures += len(read.reading.figures)
    return figures


def check_source(source: Source) -> list[tuple[int, int, bool]]:
    """Hold what is true of a source and of the grammar on its text; return where amounts stand.

    The third of each says whether the amount was refused.
    """
    source.text.encode()
    hold(source.text.strip(), "a source without text")
    hold(source.published_quote in source.text, "the words of a date are not the document's")
    plain_text = normal(source.text)
    spans = []
    amounts = find_amounts(plain_text.text)
    for found in (amounts, find_times(plain_text.text, source.published)):
        end = 0
        for one in found:
            hold(end <= one.start < one.end <= len(plain_text.text), f"span out of order: {one}")
            hold(one.text == plain_text.text[one.start : one.end], f"not verbatim: {one}")
            first, last = plain_text.original(one.start, one.end)
            hold(0 <= first < last <= len(source.text), f"no way back for {one}")
            end = one.end
            if found is amounts:
                spans.append((first, last, bool(one.refused)))
    return spans


def check_figures(read: Read, spans: Sequence[tuple[int, int, bool]]) -> None:
    """Hold what is true of figures: words, numbers, nothing from what was refused."""
    words = read.source.text
    lasts = [last for _, last, _ in spans]
    for one in read.reading.figures:
        hold(0 <= one.start < one.end <= len(words), f"evidence is no span: {one}")
        for value in (
            one.value,
            one.high,
            *(v for low, high, _ in one.others for v in (low, high)),
        ):
            hold(value is None or value.is_finite(), f"not finite: {one}")
        if one.value is not None:
            touched = []
            for first, _, refused in spans[bisect_right(lasts, one.start) :]:
                if first >= one.end:
                    break
                touched.append(refused)
            hold(not touched or not all(touched), f"a figure of a refused amount: {one}")
    shape = encode_read(read)
    told = json.dumps(shape, allow_nan=False, ensure_ascii=False)
    told.encode()
    hold(json.loads(told) == shape, "JSON does not come back as it went")
    for fact in shape["facts"]:
        same = words[fact["evidence_start"] : fact["evidence_end"]]
        hold(fact["evidence"] == same, "evidence is not verbatim")


def check_claims(reader: Reader, read: Read) -> None:
    """Hold what is true of claims: quoted, finite, one label each."""
    words = read.source.text
    seen: set[tuple[str, str]] = set()
    for row in reader.claims(read):
        if not isinstance(row, Claim):
            continue
        hold((row.subject, row.ref) not in seen, f"two claims are labelled {row.ref}")
        seen.add((row.subject, row.ref))
        if row.quote is not None:
            hold(row.quote.text in words, f"a quote that is not the document's: {row.quote}")
        for value in (row.value, row.high):
            number = value.amount if isinstance(value, Money) else value
            hold(not isinstance(number, Decimal) or number.is_finite(), f"not finite: {row}")


def failure(made: Made) -> tuple[str, int]:
    """Return what went wrong with a document, empty if nothing did, and its count of figures."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number
        places = traceback.extract_stack(frame)
        ours = [p for p in places if "pricedin" in p.filename] or places
        raise HungError(f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return "", check(made)
    except HungError as hung:
        return f"hang: {hung}", 0
    except Exception as error:  # the purpose of the thing
        ours = [p for p in traceback.extract_tb(error.__traceback__) if "pricedin" in p.filename]
        at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
        return f"{type(error).__name__}: {at}: {str(error)[:300]}", 0
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(slots=True)
class Outcome:
    """How a run went."""

    counts: Counter[str]
    failures: list[tuple[int, Made, str]]
    slowest: tuple[float, int, str]
    figures: int = 0


def fuzz(seed: int, numbers: range, seconds: float | None = None, kind: str = "") -> Outcome:
    """Read documents one after another, all of one kind if given, until `seconds` have passed."""
    outcome = Outcome(Counter(), [], (0.0, 0, ""))
    begun = time.monotonic()
    for done, number in enumerate(numbers, 1):
        made = document(seed, number, kind)
        before = time.process_time()
        wrong, figures = failure(made)
        spent = time.process_time() - before
        outcome.counts[made.kind] += 1
        outcome.figures += figures
        outcome.slowest = max(outcome.slowest, (spent, number, made.kind))
        if wrong:
            outcome.failures.append((number, made, wrong))
            print(f"{seed}:{number} {made.kind}: {wrong}", file=sys.stderr)
        if done % 1000 == 0:
            passed = time.monotonic() - begun
            print(f"{done:,} of {len(numbers):,}, {passed:.0f} s", file=sys.stderr, flush=True)
        if seconds is not None and time.monotonic() - begun > seconds:
            break
    return outcome


def kept(folder: Path, seed: int, number: int, made: Made, wrong: str) -> None:
    """Write a failing document where ``--replay`` can read it."""
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {
        "seed": seed,
        "number": number,
        "kind": made.kind,
        "name": made.name,
        "published": made.published.isoformat() if made.published else None,
        "failure": wrong,
        "data": base64.b64encode(made.data).decode(),
    }
    (folder / f"{seed}-{number}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))


def replayed(path: Path) -> Made:
    """Return the document that `kept` wrote."""
    told = json.loads(path.read_text())
    day = date.fromisoformat(told["published"]) if told["published"] else None
    return Made(told["kind"], told["name"], base64.b64decode(told["data"]), day)


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield what is printed of a run."""
    total = sum(outcome.counts.values())
    yield f"{total:,} documents, {outcome.figures:,} figures, {len(outcome.failures)} failures"
    yield from (f"  {kind:10} {count:8,}" for kind, count in sorted(outcome.counts.items()))
    spent, number, kind = outcome.slowest
    yield f"slowest: number {number} ({kind}), {spent:.2f} s of processor time"
    grouped = Counter(" ".join(wrong.split()[:3]) for _, _, wrong in outcome.failures)
    yield from (f"  {count:6,} times {wrong}" for wrong, count in grouped.most_common())


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS, default="", help="documents of this kind only")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds")
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--replay", type=Path, help="a failing document, read again")
    given = parser.parse_args()
    if given.replay:
        before = time.process_time()
        print(
            check(replayed(given.replay)), "figures,", round(time.process_time() - before, 2), "s"
        )
        return 0
    numbers = range(given.first, given.first + given.documents)
    outcome = fuzz(given.seed, numbers, given.seconds, given.kind)
    for number, made, wrong in outcome.failures:
        kept(given.out, given.seed, number, made, wrong)
    print("\n".join(lines(outcome)))
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
