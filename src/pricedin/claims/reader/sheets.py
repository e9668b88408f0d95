"""Figures from the tables of a text."""

from __future__ import annotations

from collections.abc import Sequence

from pricedin.claims.reader import tables
from pricedin.claims.reader.evidence import is_short
from pricedin.claims.reader.figure import COUNTS, FLOWS, Figure
from pricedin.claims.reader.walk import Walk
from pricedin.claims.reader.when import as_of_label, is_to_come
from pricedin.text.times import When


def read_table(walk: Walk, run: Sequence[int]) -> bool:
    """Read the table that the lines of `run` form; return whether it held anything."""
    walk.number = run[0]
    sheet = [line.sentence for line in walk.lines]
    for number in (*([run[0] - 1] if run[0] else []), run[0]):
        walk.whose.turn_to(walk.lines[number])
    above = " ".join(one.text for one in sheet[max(0, run[0] - 2) : run[0]])
    below = sheet[run[-1] + 1].text if run[-1] + 1 < len(sheet) else ""
    found = list(tables.values(sheet, run, above, below if len(below) < 120 else ""))
    for one in found:
        walk.figures.append(_figure(walk, one, _heading(walk, one.column, run[0])))
    return bool(found)


def _figure(walk: Walk, one: tables.Value, label: When | None) -> Figure:
    is_chinese = walk.lines[one.line].zh
    start, end = one.label.start, one.cell.end
    if not is_short(walk.plain.text[start:end], is_chinese=is_chinese):
        start = one.cell.start
    first, last = walk.plain.original(start, end)
    currency = one.currency
    if not currency and one.attribute not in COUNTS:
        currency = "CNY" if is_chinese else "USD"
    is_flow = one.attribute in FLOWS
    return Figure(
        company=walk.whose.topic,
        attribute=one.attribute,
        value=one.value,
        currency=currency,
        basis=one.basis,
        as_of=as_of_label(label) if label and not is_flow else "",
        period=label.label if label and is_flow else "",
        status="planned" if label and is_to_come(label, walk.published) else "closed",
        start=first,
        end=last,
    )


def _heading(walk: Walk, column: tables.Cell | None, number: int) -> When | None:
    """Return the time that heads a column."""
    if column is None:
        return None
    line = walk.lines[number]
    base = line.sentence.start
    return next(
        (t for t in line.times if base + t.start < column.end and base + t.end > column.start),
        None,
    )
