"""Statuses that a sentence gives to what stood before it: denials, and what goes on."""

from __future__ import annotations

import re
from dataclasses import replace

from pricedin.claims.claim import Status
from pricedin.claims.reader.figure import DEALS
from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.status import status_in
from pricedin.claims.reader.walk import Walk

_DENIES_THAT = re.compile(
    r"\b(?:that|this|it|report|claim|figure|these|those|story|rumou?r|speculation|numbers?)\b|此|上述|该|該|传闻|傳聞|消息|报道|報導|说法|說法|不实|不實",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:of (?:this|that|which|the total)|a further|another|the (?:rest|remainder|balance|round|deal|offering|money|terms|company would)|它|其中|此次|该轮|本次)",
    re.I,
)


def read_denial(walk: Walk, already: int) -> None:
    """A sentence that only denies speaks of the figures told just before it.

    Parameters
    ----------
    walk : Walk
    already : int
        How many figures there were before this line.
    """
    line, number = walk.line, walk.number
    if len(walk.figures) > already or status_in(line.text, is_chinese=line.zh) != "denied":
        return
    if not number or not _DENIES_THAT.search(line.text):
        return
    if walk.lines[number - 1].sentence.paragraph != line.sentence.paragraph:
        return
    for at in walk.told_in(number - 1):
        figure = walk.figures[at]
        if figure.attribute in DEALS and figure.status != "closed":
            walk.figures[at] = replace(figure, status="denied")


def continued(walk: Walk, line: Line, attribute: str) -> Status:
    """Return the status of the figure before, where a sentence only goes on about it."""
    if not walk.figures or status_in(line.text, is_chinese=line.zh) is not None:
        return "closed"
    last = walk.figures[-1]
    if last.attribute not in DEALS or last.status == "closed":
        return "closed"
    goes_on = _GOES_ON.match(line.text) or (
        attribute.startswith("ipo") and last.attribute.startswith("ipo")
    )
    is_here = last.start >= walk.plain.original(line.sentence.start, line.sentence.end)[0]
    return last.status if goes_on and not is_here else "closed"
