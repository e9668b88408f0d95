"""Comparable companies as of the day, and what is said of the sector's funding."""

from __future__ import annotations

from decimal import Decimal

from pricedin.company.company import Company
from pricedin.company.figure import Known, Missing
from pricedin.company.operations import describe
from pricedin.company.peers import Multiple, Peer
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table
from pricedin.units import percent, significant

NAME = "peers"
QUESTION = "What do comparable companies cost, on which revenue, as of the day?"


def peers(inquiry: Inquiry) -> Measure:
    """Compare the multiples of companies of the same sector."""
    company = inquiry.company
    if not company.peers:
        return Measure(
            name=NAME,
            question=QUESTION,
            answer=Missing(
                name="peers",
                reason=f"no priced company with revenue is known in {company.sector.title}",
                need="claims on the price and revenue of comparable companies",
            ),
            sentence="No comparable company with a price and a revenue is known on this day.",
            missing=company.uncompared,
        )
    ordered = sorted(company.peers, key=lambda p: p.best.value if p.best else Decimal(0))
    quantities = [multiple_quantity(p, p.best) for p in ordered if p.best]
    rows = tuple(_row(p) for p in ordered)
    table = Table(
        id="peers.multiples",
        title="Price over yearly revenue",
        columns=("company", "path", "price", "of", "multiple", "on", "beside it", "growth", "note"),
        rows=rows,
        note="enterprise value where cash is known, else equity value; a listed price is a range "
        "over the week to the last one",
    )
    sector = _sector(company)
    values = [q.value for q in quantities]
    middle = sorted(values)[len(values) // 2]
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=Quantity(
            id="peers.median_multiple",
            label="median multiple of the peers",
            value=middle,
            unit="x",
            interval=Interval(float(min(values)), float(max(values)), 1.0),
            formula=f"middle of {len(values)} multiples on unlike bases; the interval is their "
            "whole range",
            lineage=tuple(q.id for q in quantities),
        ),
        sentence=_sentence(ordered, company.as_of.valid_on.isoformat()),
        basis="multiples on unlike revenue bases, named beside each",
        tables=(table, *([sector[0]] if sector else [])),
        quantities=tuple(quantities),
        notes=tuple(sector[1] if sector else ()),
        missing=company.uncompared,
        series={
            "multiples": [
                {
                    "company": p.record.name,
                    "multiple": float(p.best.value),
                    "low": float(p.best.low),
                    "high": float(p.best.high),
                    "path": p.path,
                    "basis": f"{p.best.basis}, {p.best.on}",
                    "day": p.price.day.isoformat(),
                }
                for p in ordered
                if p.best
            ]
        },
    )


def multiple_quantity(peer: Peer, multiple: Multiple) -> Quantity:
    """Return a peer's multiple as a quantity; its interval is the range of the week."""
    side = "ev" if multiple.on == "enterprise value" else "equity"
    lineage = [f"fact:{f.id}" for f in (*peer.price.facts, *multiple.revenue.figure.facts)]
    lineage += [rate.id for rate in peer.price.rates]
    if side == "ev" and isinstance(peer.cash.held, Known):
        lineage += peer.cash.held.lineage
    basis = multiple.basis
    spread = None
    if multiple.high > multiple.low:
        spread = Interval(float(multiple.low), float(multiple.high), 1.0)
    kind = (
        "ltm"
        if "last twelve" in basis
        else "annualised"
        if "×" in basis
        else basis.replace(" ", "_")
    )
    return Quantity(
        id=f"peers.multiple.{peer.record.slug}.{side}.{kind}",
        label=f"{peer.record.name}: {multiple.on} over revenue ({basis})",
        value=multiple.value,
        unit="x",
        interval=spread,
        basis=f"{basis}, {multiple.on}",
        formula=f"({peer.price.how}"
        + (", less cash plus debt" if side == "ev" else "")
        + f") ÷ {describe(multiple.revenue.figure)} ({multiple.revenue.figure.how})",
        lineage=tuple(dict.fromkeys(lineage)),
    )


def _row(peer: Peer) -> tuple[Cell, ...]:
    best = peer.best
    beside: list[str | Quantity] = []
    for m in peer.multiples[1:]:
        week = f" ({significant(m.low)} to {significant(m.high)} over the week)"
        beside += ["; "] if beside else []
        beside += [
            multiple_quantity(peer, m),
            f" {m.basis}, {m.on}" + (week if m.high > m.low else ""),
        ]
    told = (
        percent(peer.growth.distribution.central)
        if isinstance(peer.growth, Known)
        else "not public"
    )
    since = f" since {peer.listed_since}" if peer.listed_since else ""
    return (
        peer.record.name,
        peer.path + since,
        str(peer.price.value),
        f"{peer.price.day}, {peer.price.how}",
        multiple_quantity(peer, best) if best else "",
        f"{best.basis}, {best.on}" if best else "",
        tuple(beside),
        told,
        "; ".join(peer.flags),
    )


def _sentence(ordered: list[Peer], day: str) -> str:
    listed = [p for p in ordered if p.path == "listed" and p.best]
    private = [p for p in ordered if p.path != "listed" and p.best]
    parts = []
    for name, group in (("listed peers", listed), ("private peers", private)):
        if group:
            values = sorted(p.best.value for p in group if p.best)
            span = (
                f"{significant(values[0])}"
                if len(values) == 1
                else f"{significant(values[0])} to {significant(values[-1])}"
            )
            parts.append(f"{name} stand at {span} times yearly revenue")
    return f"As of {day}, " + " and ".join(parts) + ", on unlike revenue bases."


def _sector(company: Company) -> tuple[Table, list[str]] | None:
    """Return what is said of the sector's funding; it reconciles or it is not leaned on."""
    told = [
        f
        for f in company.sector_facts
        if f.attribute == "growth_rate" and f.of == "sector_funding_total" and f.distribution
    ]
    words = [f for f in company.sector_facts if f.attribute == "sector_funding_direction"]
    if not told and not words:
        return None
    rows: list[tuple[Cell, ...]] = []
    for fact in sorted(told, key=lambda f: f.public_from):
        value = fact.distribution.central if fact.distribution else Decimal(0)
        rows.append(
            (
                fact.subject.replace("_", " "),
                str(fact.period or fact.held_on),
                Quantity(
                    id=f"peers.sector_growth.{fact.subject}",
                    label=f"growth of funding, {fact.subject.replace('_', ' ')}",
                    value=value,
                    unit="fraction",
                    formula=f"as told by {fact.accepted[0].document.name}",
                    lineage=(f"fact:{fact.id}",),
                ),
                f"{fact.accepted[0].document.name}, {fact.grade}",
                str(fact.public_from),
            )
        )
    for fact in words:
        rows.append(
            (
                fact.subject.replace("_", " "),
                str(fact.period or fact.held_on),
                str(fact.value),
                f"{fact.accepted[0].document.name}, {fact.grade}",
                str(fact.public_from),
            )
        )
    values = [f.distribution.central for f in told if f.distribution]
    apart = len(rows) > 1 and (
        bool(words)
        or max(values, default=Decimal(0)) - min(values, default=Decimal(0)) > Decimal("0.1")
    )
    notes = []
    if apart:
        span = f"{percent(min(values))} to {percent(max(values))}" if values else "both ways"
        more = "; another says " + "; ".join(str(f.value) for f in words) if words else ""
        notes.append(
            f"what is said of the sector's funding ({span}{more}) covers unlike scopes and does "
            "not reconcile: no measure leans on it"
        )
    return (
        Table(
            id="peers.sector_funding",
            title="What is said of the sector's funding",
            columns=("scope", "period", "growth", "by", "public from"),
            rows=tuple(rows),
            note="; ".join(notes),
        ),
        notes,
    )
