"""The price in four parts: cash, today's business, progress the record supports, and the bet.

*Cash* is on the same basis as the price: before the round for a pre-money reading, with the new
money for a post-money one; debt is taken off. *Today's business* is revenue at today's
contribution margin, decaying at churn, with no spending on growth, taxed; nothing if that margin
is not positive. *Progress* is the reference value less the two before, and may be negative: the
planned spending can destroy more than growth on the record creates. *The bet* is the remainder,
so the parts add up to the price exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricedin.company.company import Company
from pricedin.company.figure import Assumed, Known, Missing
from pricedin.errors import PricedinError
from pricedin.measures.curve import Curve
from pricedin.measures.inquiry import SIBLING_PATHS, Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table, unanswered
from pricedin.measures.parts import (
    Parts,
    id_of,
    parts,
    per_million,
    quantities_of,
    reading_of,
    run_of,
)
from pricedin.units import percent, short

if TYPE_CHECKING:
    from pricedin.simulation.futures import Futures

NAME = "split"
QUESTION = "How much of this price is there already, and how much is a bet?"

HEAVY_TAIL = 0.25  # above this share of the best paths the sentence is a range and says so


def split(inquiry: Inquiry) -> Measure:
    """Split the price under each reading of its label and on each reference class."""
    company = inquiry.company
    futures = inquiry.futures()
    missing = futures.figures.missing
    if any(m.name != "revenue" for m in missing):
        return unanswered(NAME, QUESTION, missing, "The price cannot be split")
    if missing:
        return _without_revenue(inquiry, futures, missing[0])
    labels = company.price.labels or ("listed",)
    rows = [
        parts(company, futures, reference, label)
        for label in labels
        for reference in futures.classes
    ]
    lead = rows[0]
    curve = Curve(company, futures, labels[0])
    beside = _siblings(inquiry)
    assumed = isinstance(futures.figures.revenue, Assumed)
    by_revenue = curve.table()
    tables = [
        *([by_revenue] if assumed else []),
        _parts_table(company, rows, assumed=assumed),
        _gross_table(company, rows),
        _tail_table(company, lead),
        *([] if assumed else [by_revenue]),
        *([_beside_table(beside, lead)] if beside else []),
    ]
    quantities = [q for row in rows for q in quantities_of(company, row)]
    quantities += curve.quantities()
    answer = next(q for q in quantities if q.id == id_of(lead, "bet"))
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=_sentence(inquiry, lead, assumed=assumed),
        basis=f"{reading_of(lead.label)}; record of {lead.reference.title}",
        tables=tuple(tables),
        quantities=tuple(quantities),
        notes=_notes(company, lead, beside, assumed=assumed),
        missing=(
            (Missing(name="revenue", reason="no revenue is public", need="revenue itself"),)
            if assumed
            else ()
        ),
        series={
            "bar": _bar(company, lead),
            "rows": [
                {
                    "reading": reading_of(r.label),
                    "class": r.reference.title,
                    "cash": float(r.cash),
                    "today": float(r.today),
                    "progress": float(r.progress),
                    "bet": float(r.bet),
                }
                for r in rows
            ],
            "curve": curve.points(),
            "fan": _fan(futures),
        },
        run=run_of(futures),
    )


def _parts_table(company: Company, rows: list[Parts], *, assumed: bool) -> Table:
    names = ("cash", "today", "progress", "bet", "share")
    note = "one row a reading and a record, never averaged; a row adds up to the price exactly"
    if assumed:
        note = "on an assumed revenue, which only shades the curve; " + note
    return Table(
        id="split.parts",
        title="The price in four parts",
        columns=("read as", "record", "cash", "today's business", "progress", "bet", "bet ÷ price"),
        rows=tuple(_row(company, row, names) for row in rows),
        note=f"{note}; records: {_records(rows)}",
    )


def _gross_table(company: Company, rows: list[Parts]) -> Table:
    return Table(
        id="split.gross",
        title="Progress: what operations bring, and what they spend first",
        columns=("read as", "record", "gross operations", "spending", "cash less spending"),
        rows=tuple(_row(company, row, ("gross", "burn", "cash_after")) for row in rows),
        note="today's business and progress together are gross operations and spending; present "
        "values, mean over paths",
    )


def _row(company: Company, row: Parts, names: tuple[str, ...]) -> tuple[Cell, ...]:
    by = {q.id.rpartition(".")[2]: q for q in quantities_of(company, row)}
    label = row.label if row.label == "listed" else f"{row.label}-money"
    return (label, row.reference.name.replace("_", " "), *(by[name] for name in names))


def _records(rows: list[Parts]) -> str:
    found = {row.reference.name: row.reference for row in rows}
    return "; ".join(f"{n.replace('_', ' ')} is {r.title}" for n, r in found.items())


def _tail_table(company: Company, row: Parts) -> Table:
    cells: list[tuple[Cell, ...]] = []
    for index, (name, bet, span) in enumerate(row.tails):
        cells.append(
            (
                name,
                Quantity(
                    id=id_of(row, f"bet.tail_{index}"),
                    label=f"the bet, {name}",
                    value=bet,
                    unit=company.currency,
                    interval=Interval(*span),
                    standard_error=row.standard_error,
                    basis=f"{reading_of(row.label)}; {row.reference.title}",
                    formula="price − mean value",
                    lineage=row.lineage,
                ),
            )
        )
    return Table(
        id="split.tails",
        title="The bet, with the best paths treated in three ways",
        columns=("best paths", "bet"),
        rows=tuple(cells),
        note=f"the best 1 percent of paths carries {percent(row.best_share, 2)} of the value",
    )


def _siblings(inquiry: Inquiry) -> list[tuple[Company, Parts]]:
    """Return how the same figure looks for other companies of the sector."""
    found = []
    for other in inquiry.siblings():
        label = other.price.labels[0] if other.price.labels else "listed"
        try:
            futures = inquiry.futures(other, paths=SIBLING_PATHS)
            found.append((other, parts(other, futures, futures.lead, label)))
        except PricedinError:
            continue
    return found


def _shared(lineage: tuple[str, ...]) -> tuple[str, ...]:
    """Return what another company's number rests on that opens here too: facts and the method."""
    return tuple(i for i in lineage if not i.startswith("assumption:"))


def _beside_table(beside: list[tuple[Company, Parts]], lead: Parts) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for other, row in sorted(beside, key=lambda item: item[1].share):
        rows.append(
            (
                other.record.name,
                f"{other.price.headline}, {other.price.day}, {reading_of(row.label)}",
                Quantity(
                    id=f"split.beside.{other.record.slug}",
                    label=f"the bet over the price of {other.record.name}",
                    value=row.share,
                    unit="fraction",
                    interval=Interval(
                        row.bet_interval[0] / float(row.price),
                        row.bet_interval[1] / float(row.price),
                    ),
                    standard_error=row.standard_error / float(row.price),
                    basis=row.reference.title,
                    formula="bet ÷ price, the same method on its own facts",
                    lineage=_shared(row.lineage),
                ),
            )
        )
    return Table(
        id="split.beside",
        title="The same figure for other companies of the sector",
        columns=("company", "price", "bet ÷ price"),
        rows=tuple(rows),
        note=f"{len(rows)} with public revenue, cash and burn; {percent(lead.share, 2)} here",
    )


def _notes(
    company: Company, lead: Parts, beside: list[tuple[Company, Parts]], *, assumed: bool
) -> tuple[str, ...]:
    notes = [
        f"The best 1 percent of paths carries {percent(lead.best_share, 2)} of the value"
        + ("; above 25 percent, so the bet is given as a range" if _heavy(lead) else "")
        + "."
    ]
    if beside:
        shares = sorted(float(row.share) for _, row in beside)
        rank = 1 + sum(s < float(lead.share) for s in shares)
        span = percent(shares[0], 2)
        if len(shares) > 1:
            span += f" to {percent(shares[-1], 2)}"
        others = "one other company" if len(shares) == 1 else f"{len(shares)} other companies"
        notes.append(
            f"For {others} of the sector the bet is {span} of the price; this one ranks {rank} of "
            f"{len(shares) + 1}, the smallest bet first."
        )
    if assumed:
        notes.append("Revenue is an assumption: read the curve first, the parts only with it.")
    notes.append(lead.reference.note.capitalize() + ".")
    return tuple(notes)


def _heavy(row: Parts) -> bool:
    return row.best_share > HEAVY_TAIL


def _sentence(inquiry: Inquiry, lead: Parts, *, assumed: bool) -> str:
    company = inquiry.company
    price = company.price
    status = price.status.replace("_", " ").partition(",")[0]
    words = reading_of(lead.label)
    cash = inquiry.futures().figures.given("cash")
    stated = {"at least": " or more", "at most": " or less"}.get(cash.distribution.words, "")
    low, high = (short(v) for v in lead.covered_interval)
    bet_low, bet_high = (short(v) for v in lead.bet_interval)
    held = "is cash already paid in" if isinstance(cash, Known) else "is assumed to be cash"
    told = f", {status}" if company.price.kind != "listed" else f", {price.day}"
    text = (
        f"At {price.headline} ({words}{told}), {short(lead.cash)}{stated} {held}; today's "
        f"business and progress on the record of {lead.reference.title} cover {low} to {high}; "
    )
    if lead.bet_interval[1] <= 0:
        text += (
            f"the record covers the whole price, and {short(-lead.bet_interval[1])} to "
            f"{short(-lead.bet_interval[0])} more."
        )
    elif lead.bet_interval[0] <= 0:
        text += (
            f"the record covers the whole price within its range: from {bet_high} less to "
            f"{short(-lead.bet_interval[0])} more ({short(lead.bet)} is the bet in the middle)."
        )
    else:
        text += f"the remaining {bet_low} to {bet_high} {_needs(inquiry, lead)}."
    if _heavy(lead):
        text += (
            f" The best 1 percent of paths carries {percent(lead.best_share, 2)} of the value, so "
            "the bet is a range."
        )
    if assumed:
        text += f" Revenue is {'typed' if _is_typed(inquiry) else 'not public'}."
    return text + " This does not say that the price is wrong."


def _is_typed(inquiry: Inquiry) -> bool:
    return "revenue" in inquiry.settings.assume


def _needs(inquiry: Inquiry, lead: Parts) -> str:
    """Return what the bet needs, counted on the record."""
    from pricedin.measures.implied import reached

    count = reached(inquiry, lead.label)
    if count is None:
        return "needs results that no growth within the record gives"
    return f"needs results that {count.words} such companies reached"


def _bar(company: Company, lead: Parts) -> dict[str, object]:
    return {
        "price": float(lead.price),
        "currency": company.currency,
        "cash": float(lead.cash),
        "today": float(lead.today),
        "progress": float(lead.progress),
        "bet": float(lead.bet),
        "interval": [
            float(lead.price) - lead.bet_interval[1],
            float(lead.price) - lead.bet_interval[0],
        ],
    }


def _fan(futures: Futures) -> dict[str, object]:
    found = futures.fan(futures.lead)
    unit = float(per_million(futures.company))
    return {
        "years": found.years.tolist(),
        "percentiles": list(found.percentiles),
        "revenue": (found.revenue * unit).tolist(),
        "cash": (found.cash * unit).tolist(),
        "alive": found.alive.tolist(),
    }


def _without_revenue(inquiry: Inquiry, futures: Futures, missing: Missing) -> Measure:
    """Return the split as a curve alone, where not even an analogy gives revenue."""
    company = inquiry.company
    label = company.price.labels[0] if company.price.labels else "listed"
    curve = Curve(company, futures, label)
    found = curve.quantities()
    words = "; ".join(f"{q.label} is {short(q.value)} {q.unit}" for q in found)
    cash = futures.figures.given("cash")
    told = "is cash" if isinstance(cash, Known) else "is assumed to be cash"
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=missing,
        sentence=(
            f"At {company.price.headline} ({reading_of(label)}), "
            f"{short(cash.distribution.central)} {told}; revenue is not public, so the rest is a "
            f"curve over revenue: {words}. This does not say that the price is wrong."
        ),
        basis=f"{reading_of(label)}; {futures.lead.title}",
        tables=(curve.table(),),
        quantities=tuple(found),
        missing=(missing,),
        series={"curve": curve.points()},
    )
