"""Tables in plain text: rows of cells, a heading that dates the columns, a unit for all.

Cells are kept apart by two spaces or more, a tab or a bar. Brackets round a number make it
negative, as accountants write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pricedin.claims.reader.cues import find_cues
from pricedin.claims.reader.layout import Sentence
from pricedin.text.amounts import find_amounts

_GAP = re.compile(r"\s*\|\s*|\t+| {2,}|　+")
_GAP_MARKS = ("|", "\t", "  ", "\u3000")  # every gap has one
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(
    r"^[(\-−–]?\s*(?:US\$|HK\$|[$€£¥₹])?\s*\d[\d,.' ]*\s*(?:%|x|人|名|家|户|萬|万|亿|億|m|bn|k)?\s*\)?[*†]?$"
)
_SCALES = {
    "thousand": 3,
    "thousands": 3,
    "'000": 3,
    "000": 3,
    "000s": 3,
    "k": 3,
    "million": 6,
    "millions": 6,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "mio": 6,
    "billion": 9,
    "billions": 9,
    "bn": 9,
    "crore": 7,
    "cr": 7,
    "lakh": 5,
    "lakhs": 5,
    "千": 3,
    "仟": 3,
    "万": 4,
    "萬": 4,
    "百万": 6,
    "百萬": 6,
    "佰万": 6,
    "亿": 8,
    "億": 8,
    "十亿": 9,
}
_UNIT_EN = re.compile(
    r"(?P<s>\b(?:thousands?|millions?|billions?|mn|mln|mio|bn|crore|lakhs?|cr|k)\b|'000s?|(?<=[$€£¥₹ ])m\b|(?<=[$€£])000\b)",
    re.IGNORECASE,
)
_UNIT_ZH = re.compile(
    r"(?P<s>百万|百萬|十亿|[千仟万萬亿億])?(?:人民[币幣])?(?P<c>美元|港元|港币|日元|日圓|欧元|歐元|新台幣|元)"
)
_MONEY = (
    ("USD", r"US\$|USD|U\.S\. dollars?|US dollars?|美元"),
    ("HKD", r"HK\$|HKD|港元|港币|港幣"),
    ("AUD", r"A\$|AU\$|AUD"),
    ("SGD", r"(?<![A-Z])S\$|SGD"),
    ("CAD", r"(?<![A-Z])C\$|CAD"),
    ("TWD", r"NT\$|TWD|新台幣|新臺幣"),
    ("EUR", r"€|EUR|euros?|欧元|歐元"),
    ("GBP", r"£|GBP|英镑|英鎊"),
    ("INR", r"₹|INR|\bRs\b|rupees?"),
    ("JPY", r"JPY|yen|日元|日圓"),
    ("KRW", r"₩|KRW|won|韩元|韓元"),
    ("CHF", r"CHF"),
    ("SEK", r"SEK"),
    ("CNY", r"RMB|CNY|yuan|人民[币幣]|元"),
    ("USD", r"\$"),
)
_NO_MONEY = frozenset({"users", "paying_users", "employees"})
_ROW_NAMES = frozenset(
    """revenue arr net_loss net_profit cash_balance burn users paying_users employees
    pre_money_valuation post_money_valuation valuation total_raised debt_raised market_cap""".split()
)
_LOSS = re.compile(r"loss|亏损|虧損|净损|淨損", re.IGNORECASE)
_EITHER = re.compile(
    r"(?:profit|income|earnings|result)\s*/?\s*\(?\s*/?\s*loss|\(loss\)\s*/?\s*(?:profit|income)|[利溢][润潤利]?\s*/?\s*[((]?亏损|(?:溢利|利润|盈利)[/／(（]*(?:亏损|虧損)|net result|年内(?:亏损|溢利)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at ``[start, end)`` of the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure of a table: spans count characters of the text; `column` heads it."""

    attribute: str
    basis: str
    value: Decimal
    currency: str
    line: int
    label: Cell
    cell: Cell
    column: Cell | None


def cells_of(sentence: Sentence) -> list[Cell]:
    """Return the cells of a line."""
    if not any(mark in sentence.text for mark in _GAP_MARKS):
        return [Cell(sentence.text, sentence.start, sentence.end)]
    result, at = [], 0
    for gap in (*_GAP.finditer(sentence.text), None):
        end = gap.start() if gap else len(sentence.text)
        words = sentence.text[at:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            first = sentence.start + at + lead
            result.append(Cell(words.strip(), first, first + len(words.strip())))
        at = gap.end() if gap else end
    return result


def blocks(lines: Sequence[Sentence]) -> Iterator[list[int]]:
    """Yield the runs of lines that form a table: at least two rows of at least two cells."""
    run: list[int] = []
    for number, line in enumerate(lines):
        is_row = len(line.text) < 400 and len(cells_of(line)) >= 2
        if is_row and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        if _is_table(run, lines):
            yield run
        run = [number] if is_row else []
    if _is_table(run, lines):
        yield run


_WHOSE = re.compile(
    r"(?P<n>[A-Z][\w&'’-]+(?:\s+[A-Z][\w&'’.-]*)*)\s*[,(:]\s*(?:in\s+)?(?:(?:US|HK|A|S|C)?[$€£¥₹]|Rs\b|[A-Z]{3}\b|millions?\b|thousands?\b)"
)


def owners(lines: Sequence[Sentence]) -> list[str]:
    """Return the companies that the tables of a text are headed with, as in "Acme Ltd, $ million".

    Parameters
    ----------
    lines : sequence of Sentence
        All lines of the text.
    """
    heads = (cells_of(lines[run[0]])[0].text for run in blocks(lines))
    return [found["n"] for found in map(_WHOSE.match, heads) if found]


def _is_table(run: Sequence[int], lines: Sequence[Sentence]) -> bool:
    rows = [cells_of(lines[number]) for number in run]
    numeric = sum(any(_NUMBER.match(cell.text) for cell in row[1:]) for row in rows)
    return len(run) >= 2 and numeric >= 1 and numeric * 2 >= len(run) - 1


def values(
    lines: Sequence[Sentence], run: Sequence[int], above: str, below: str = ""
) -> Iterator[Value]:
    """Yield the figures of one table.

    `above` is the text just before it and `below` just after, where units are often told.
    """
    head = cells_of(lines[run[0]])
    has_head = not any(
        _NUMBER.match(c.text) and not re.fullmatch(r"(?:FY)?20\d\d", c.text) for c in head[1:]
    )
    caption = " ".join(c.text for c in head) if has_head else ""
    for number in run[1:3]:  # a second line of the heading may hold the units alone
        if has_head and not re.search(r"\d", lines[number].text.replace("000", "")):
            caption += f" {lines[number].text}"
    scale, currency = _unit(caption, above, below)
    for number in run[1:] if has_head else run:
        row = cells_of(lines[number])
        label = row[0]
        told = _attribute(label.text, bool(_HAN.search(label.text)))
        if told is None:
            continue
        name, basis = told
        own = _unit(label.text, "", "")
        for place, cell in enumerate(row[1:], 1):
            if not _NUMBER.match(cell.text) or "%" in cell.text:
                continue
            value = _read(cell.text)
            if value is None:
                continue
            attribute = name
            if name not in _NO_MONEY:
                spelled = find_amounts(cell.text)
                if spelled and spelled[0].currency and not spelled[0].refused:
                    value = spelled[0].value * (1 if value >= 0 else -1)
                    if abs(value) < 100_000:
                        value *= 10 ** (own[0] or scale or 0)
                else:
                    value *= 10 ** (own[0] if own[0] is not None else scale or 0)
            if attribute in ("net_loss", "net_profit"):
                if _EITHER.search(label.text) or (attribute == "net_profit" and value < 0):
                    attribute = "net_loss" if value < 0 else "net_profit"
                value = abs(value)
            elif value < 0:
                if attribute != "burn":
                    continue
                value = -value
            column = _column(head, place, len(row)) if has_head else None
            yield Value(
                attribute=attribute,
                basis=basis,
                value=value,
                currency="" if name in _NO_MONEY else own[1] or currency,
                line=number,
                label=label,
                cell=cell,
                column=column,
            )


def _column(head: Sequence[Cell], place: int, width: int) -> Cell | None:
    # A heading without a name over the labels is one cell shorter than its rows.
    index = place if len(head) >= width else place - 1
    return head[index] if 0 <= index < len(head) else None


def _attribute(label: str, is_chinese: bool) -> tuple[str, str] | None:
    cues = [
        cue
        for cue in find_cues(label, is_chinese=is_chinese)
        if cue.name in _ROW_NAMES or cue.name == "-"
    ]
    if not cues or cues[0].name == "-" or len(label) > 60:
        return None
    if re.search(r"%|growth|margin|per |率|增长|增速|成长|成長|占比|毛利", label, re.IGNORECASE):
        return None
    cue = cues[0]
    return cue.name, cue.basis


def _read(text: str) -> Decimal | None:
    negative = text.strip().startswith(("(", "-", "−", "–"))
    digits = re.sub(r"[^\d.]", "", text)
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    if re.search(r"[万萬]", text):
        value *= 10**4
    elif re.search(r"[亿億]", text):
        value *= 10**8
    return -value if negative else value


def _unit(caption: str, above: str, below: str) -> tuple[int | None, str]:
    """Return the power of ten and the currency that a table names."""
    for words in (caption, above, below):
        if not words:
            continue
        scale, code = None, ""
        zh = _UNIT_ZH.search(words)
        if zh and (zh["s"] or "单位" in words or "單位" in words):
            scale = _SCALES.get(zh["s"] or "", 0)
        else:
            en = _UNIT_EN.search(words)
            if en:
                scale = _SCALES.get(en["s"].lower(), _SCALES.get(en["s"].lower().lstrip("'"), 0))
        for name, pattern in _MONEY:
            if re.search(pattern, words):
                code = name
                break
        if scale is not None or (code and words is caption):
            return scale, code
    return None, ""
