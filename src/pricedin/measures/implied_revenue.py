"""What revenue today each peer's multiple would need at the price under test."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pricedin.company.company import Company
from pricedin.company.figure import Assumed, Known, Missing
from pricedin.company.operations import Revenue, describe
from pricedin.company.peers import Multiple, Peer, revenue_at
from pricedin.facts.distribution import interval
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table
from pricedin.measures.peers import multiple_quantity
from pricedin.units import Money, short, significant

NAME = "implied_revenue"
QUESTION = "What revenue today would each peer's multiple need?"


def implied_revenue(inquiry: Inquiry) -> Measure:
    """Return, for each peer, the yearly revenue at which the price carries its multiple."""
    company = inquiry.company
    typed = inquiry.typed
    cash, cash_lineage, is_known = _net_cash(company, typed)
    rows: list[tuple[Cell, ...]] = []
    leading: list[Quantity] = []
    for peer in sorted(company.peers, key=lambda p: -(p.best.value if p.best else Decimal(0))):
        cells = _cells(company, peer, cash, cash_lineage, known_cash=is_known)
        if not cells:
            continue
        leading.append(cells[0])
        beside: list[str | Quantity] = []
        for quantity in cells[1:]:
            beside += ["; "] if beside else []
            beside += [quantity, f" at {quantity.basis}"]
        flags = "; ".join(peer.flags)
        rows.append((peer.record.name, cells[0], cells[0].basis, tuple(beside), flags))
    own, own_words, missing = _own(company, typed)
    price = company.price.headline
    if not leading:
        answer: Quantity | Missing = Missing(
            name="implied_revenue",
            reason="no peer with a multiple is known",
            need="price and revenue of comparable companies",
        )
        sentence = f"No peer is known whose multiple {price} could carry."
    else:
        values = [float(q.value) for q in leading]
        answer = Quantity(
            id="implied_revenue.range",
            label=f"yearly revenue at which {price} carries the median of the peers' multiples",
            value=sorted(q.value for q in leading)[len(leading) // 2],
            unit=company.currency,
            interval=Interval(min(values), max(values), 1.0),
            formula="middle of the revenues by peer; the interval is their whole range",
            lineage=tuple(q.id for q in leading),
        )
        sentence = (
            f"At the peers' multiples {price} would need between {short(min(values))} and "
            f"{short(max(values))} {company.currency} of yearly revenue; {own_words}."
        )
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=sentence,
        basis="the peers' own basis; enterprise value where cash is known on both sides",
        tables=(
            Table(
                id="implied_revenue.by_peer",
                title=f"Yearly revenue at which {price} would carry each peer's multiple",
                columns=("peer", "revenue needed", "at", "beside it", "note"),
                rows=tuple(rows),
            ),
        ),
        quantities=(own,) if own else (),
        missing=missing,
        series={
            "needed": [
                {
                    "company": str(row[0]),
                    "revenue": float(row[1].value),
                    "multiple": row[1].basis,
                    "path": next(p.path for p in company.peers if p.record.name == row[0]),
                }
                for row in rows
                if isinstance(row[1], Quantity)
            ],
            "own": None
            if own is None or own.interval is None
            else {
                "low": own.interval.low,
                "high": own.interval.high,
                "value": float(own.value),
                "words": own.basis,
            },
        },
    )


def _net_cash(
    company: Company, typed: Mapping[str, Assumed]
) -> tuple[Decimal, tuple[str, ...], bool]:
    """Return cash less debt, what it rests on, and whether it is known at all."""
    held = typed.get("cash", company.cash.held)
    debt = typed.get("debt", company.cash.debt)
    if isinstance(held, Missing):
        return Decimal(0), (), False
    owed = Decimal(0) if isinstance(debt, Missing) else debt.distribution.central
    lineage = held.ids + (() if isinstance(debt, Missing) else debt.ids)
    return held.distribution.central - owed, lineage, True


def _cells(
    company: Company,
    peer: Peer,
    cash: Decimal,
    cash_lineage: tuple[str, ...],
    *,
    known_cash: bool,
) -> list[Quantity]:
    """Return the revenue needed at each multiple of a peer, the leading one first."""
    price = company.price.headline
    cells = []
    for multiple in peer.multiples:
        if multiple.value <= 0 or (multiple.on == "enterprise value" and not known_cash):
            continue
        needed = revenue_at(price, cash, multiple)
        cells.append(_needed(company, peer, multiple, needed, price, cash, cash_lineage))
    return cells


def _needed(
    company: Company,
    peer: Peer,
    multiple: Multiple,
    needed: Decimal,
    price: Money,
    cash: Decimal,
    cash_lineage: tuple[str, ...],
) -> Quantity:
    source = multiple_quantity(peer, multiple)
    on_ev = multiple.on == "enterprise value"
    base = f"({price} − {short(cash)} of cash)" if on_ev else str(price)
    if on_ev and cash >= price.amount:
        base += ", not below nothing,"
    spread = None
    if multiple.high > multiple.low > 0:
        spread = Interval(
            float(needed * multiple.value / multiple.high),
            float(needed * multiple.value / multiple.low),
            1.0,
        )
    return Quantity(
        id=source.id.replace("peers.multiple", "implied_revenue.at"),
        label=f"yearly revenue at {peer.record.name}'s multiple",
        value=needed,
        unit=company.currency,
        interval=spread,
        basis=f"{significant(multiple.value)}× {multiple.basis}, {multiple.on}",
        formula=f"{base} ÷ {significant(multiple.value, 4)}",
        lineage=(source.id, *company.price.lineage, *(cash_lineage if on_ev else ())),
    )


def _own(
    company: Company, typed: Mapping[str, Assumed]
) -> tuple[Quantity | None, str, tuple[Missing, ...]]:
    """Return the company's own revenue beside it: known, assumed or missing."""
    revenue = typed.get("revenue", company.revenue)
    name = company.record.name
    if isinstance(revenue, Missing):
        return None, f"{name}'s own revenue is not public", (revenue,)
    figure = revenue.figure if isinstance(revenue, Revenue) else revenue
    low, high = interval(figure.distribution)
    own = Quantity(
        id="implied_revenue.own",
        label=f"{name}'s own yearly revenue",
        value=figure.distribution.central,
        unit=company.currency,
        interval=Interval(low, high),
        basis=revenue.words
        if isinstance(revenue, Revenue)
        else "typed by the user"
        if "revenue" in typed
        else "assumed by analogy",
        formula=figure.how if isinstance(figure, Known) else figure.source,
        lineage=figure.ids,
    )
    if isinstance(figure, Assumed):
        ends = figure.distribution.draw(1e-9), figure.distribution.draw(1 - 1e-9)
        how = "typed as" if "revenue" in typed else "not public (an analogy gives"
        close = "" if "revenue" in typed else ")"
        words = f"{name}'s own is {how} {short(ends[0])} to {short(ends[1])}{close}"
        return own, words, (Missing(name="revenue", reason=figure.reason, need="revenue itself"),)
    return own, f"{name}'s own is {describe(figure)} ({own.basis})", ()
