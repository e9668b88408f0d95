"""Investors and rounds that a line names, as figures of the company whose round it is."""

from __future__ import annotations

import re
from dataclasses import replace

from pricedin.claims.claim import Status
from pricedin.claims.reader.dates import news_date
from pricedin.claims.reader.investors import Investor
from pricedin.claims.reader.lines import Line
from pricedin.claims.reader.status import status_of
from pricedin.claims.reader.walk import Walk
from pricedin.claims.reader.when import as_of_label, nearest
from pricedin.dates import add_months

_STRENGTH = ("participant", "existing", "lead")


def read_parties(walk: Walk, line: Line) -> None:
    """Add the investors of a line; one named again gains its stronger role."""
    for one in line.investors:
        if one.name in walk.names:
            continue
        company = walk.whose.at(line, walk.number, one.start)
        known = next(
            (
                at
                for at, figure in enumerate(walk.figures)
                if figure.attribute == "investor"
                and (figure.party, figure.company) == (one.name, company)
            ),
            None,
        )
        if known is not None:
            walk.figures[known] = replace(
                walk.figures[known], role=stronger(one.role, walk.figures[known].role)
            )
            continue
        status, as_of = _told(walk, line, one.start, one.end)
        walk.add(
            line,
            one.start,
            one.end,
            company=company,
            attribute="investor",
            status=status,
            as_of=as_of,
            origin=walk.origin_of(line),
            round=walk.round_of(line, one.start, company),
            party=one.name,
            role=one.role,
        )


def stronger(one: str, other: str) -> str:
    """Return the role that says more: who led once, leads."""
    return max(one, other, key=_STRENGTH.index)


def add_cheque(walk: Walk, one: Investor, told: dict[str, object]) -> dict[str, object]:
    """Join a cheque to its investor: one named before without a sum is told once, with it."""
    for at, figure in enumerate(walk.figures):
        if figure.attribute != "investor" or figure.value is not None:
            continue
        if (figure.party, figure.company) == (one.name, told["company"]):
            del walk.figures[at]
            return {**told, "role": stronger(one.role, figure.role)}
    return told


def read_rounds(walk: Walk, line: Line) -> None:
    """Add the rounds of a line that were not named before."""
    for one in line.rounds:
        company = walk.whose.at(line, walk.number, one.start)
        if any(
            figure.attribute == "round_name"
            and figure.company == company
            and _bare(figure.round) == _bare(one.name)
            for figure in walk.figures
        ):
            continue
        status, as_of = _told(walk, line, one.start, one.end)
        walk.add(
            line,
            one.start,
            one.end,
            company=company,
            attribute="round_name",
            status=status,
            as_of=as_of,
            origin=walk.origin_of(line),
            round=one.name,
        )


def _bare(name: str) -> str:
    return re.sub(r"\s*\bround\b|\bseries\s*|[轮輪]|融资|融資", "", name.casefold())


def _told(walk: Walk, line: Line, start: int, end: int) -> tuple[Status, str]:
    when = nearest(line.text, start, end, line.times, is_chinese=line.zh, wants_period=False)
    status = status_of(line.sentence, start, end, is_deal=True)
    if (
        status in ("planned", "in_talks", "announced")
        and when is not None
        and when.span is not None
        and walk.published is not None
        and when.span.last_day < add_months(walk.published, -3)
    ):
        status = "closed"  # long past when the text came out
    return status, as_of_label(when) if when else news_date(walk, line, start, "investor")
