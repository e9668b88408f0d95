"""What growth, and for how long, the price needs.

From the same stochastic value as everything else: pairs of growth now and half-life at which the
mean value is the price. Beside each pair stand the revenue it leads to, the odds on the record of
reaching that, and how many comparable listed companies did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pricedin.company.figure import Assumed, Missing
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table, unanswered
from pricedin.measures.parts import per_million, run_of
from pricedin.units import percent, short, significant

if TYPE_CHECKING:
    from pricedin.simulation.arrays import FloatArray
    from pricedin.simulation.comparables import Reached
    from pricedin.simulation.futures import Futures

NAME = "implied"
QUESTION = "What growth, and for how long, does the price need?"

HALF_LIVES = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
LOG_GROWTH = (0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.15, 1.4, 1.7, 2.0, 2.4)
YEARS_SHOWN = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Growth now and half-life at which the value is the price; revenue in USD million."""

    half_life: float
    growth: float
    revenue: tuple[float, ...]
    mean_revenue: tuple[float, ...]
    survival: tuple[float, ...]
    start: float

    def cagr(self, years: int) -> float:
        """Return the yearly growth of median revenue over `years`, as a fraction."""
        return float((self.revenue[years] / self.start) ** (1 / years) - 1)


def pairs(futures: Futures, label: str, revenue: float | None = None) -> tuple[Pair, ...]:
    """Return the pairs that give the price under one reading; none where nothing does."""
    import numpy as np

    company = futures.company
    price = float(company.price.headline.amount) / float(per_million(company))
    growth, half_lives = np.array(LOG_GROWTH), np.array(HALF_LIVES)
    values = futures.over_growth(futures.lead, growth, half_lives, label=label, revenue=revenue)
    solved: list[tuple[float, float]] = []
    for column, half_life in enumerate(HALF_LIVES):
        # Rising in growth but for sampling noise; the running maximum makes it invertible.
        rising = np.maximum.accumulate(values[:, column])
        if rising[0] >= price or rising[-1] <= price:
            continue
        solved.append((half_life, float(np.interp(price, rising, growth))))
    if not solved:
        return ()
    found_half = np.array([s[0] for s in solved])
    found_growth = np.array([s[1] for s in solved])
    median, mean, alive = futures.paths_of_pairs(
        futures.lead, found_growth, found_half, label=label, revenue=revenue
    )
    return tuple(
        Pair(
            half_life=float(found_half[i]),
            growth=float(np.expm1(found_growth[i])),
            revenue=tuple(map(float, median[i])),
            mean_revenue=tuple(map(float, mean[i])),
            survival=tuple(map(float, alive[i])),
            start=float(median[i][0]),
        )
        for i in range(len(solved))
    )


def leading(found: tuple[Pair, ...], futures: Futures) -> Pair | None:
    """Return the pair whose half-life is nearest to that of growth like its own on the record."""
    from math import log, log1p

    from pricedin.simulation.growth import half_life, mean_growth

    best: tuple[float, Pair] | None = None
    p = futures.lead.parameters
    for pair in found:
        size = log(pair.start)
        above = log1p(pair.growth) - float(mean_growth(_array(size), p)[0])
        own = half_life(max(abs(above), 0.01), size, p)
        gap = abs(log(pair.half_life / own))
        if best is None or gap < best[0]:
            best = (gap, pair)
    return best[1] if best else None


def _array(value: float) -> FloatArray:
    import numpy as np

    return np.array([value])


def counted(futures: Futures, pair: Pair) -> Reached | None:
    """Count comparable companies that grew as the pair needs."""
    from pricedin.simulation.comparables import comparable, reached

    growth = float(futures.figures.growth.distribution.central)
    cell = comparable(futures.lead.universe, pair.start, growth)
    return None if cell is None else reached(cell, pair.cagr(cell.years))


def reached(inquiry: Inquiry, label: str) -> Quantity | None:
    """Return the count for the sentence on top, or None where no growth gives the price."""
    futures = inquiry.futures()
    pair = leading(_solved(inquiry, label), futures)
    if pair is None:
        return None
    count = counted(futures, pair)
    return _reached_quantity(label, pair, count) if count else None


def _solved(inquiry: Inquiry, label: str) -> tuple[Pair, ...]:
    """Return the pairs of a reading, solved once an inquiry."""
    if label not in inquiry.memory:
        inquiry.memory[label] = pairs(inquiry.futures(), label)
    found = inquiry.memory[label]
    assert isinstance(found, tuple)
    return found


def implied(inquiry: Inquiry) -> Measure:
    """Solve for the growth that gives the price, under each reading."""
    company, futures = inquiry.company, inquiry.futures()
    if futures.figures.missing:
        return unanswered(
            NAME, QUESTION, futures.figures.missing, "What growth it needs cannot be told"
        )
    labels = company.price.labels or ("listed",)
    solved: dict[str, tuple[Pair, ...]] = {label: _solved(inquiry, label) for label in labels}
    lead = leading(solved[labels[0]], futures)
    tables = [_table(inquiry, label, found) for label, found in solved.items() if found]
    assumed = isinstance(futures.figures.revenue, Assumed)
    if assumed:
        tables.append(_over_revenue(inquiry, labels[0]))
    if lead is None:
        none = Missing(
            name="growth",
            reason="at no growth within the record is the value the price",
            need="either the price is below the value without growth, or no growth within the "
            "frontier of the largest companies on record reaches it",
        )
        return Measure(
            name=NAME,
            question=QUESTION,
            answer=none,
            sentence=f"No pair of growth and half-life within the record gives "
            f"{company.price.headline}.",
            tables=tuple(tables),
            missing=(none,),
            run=run_of(futures),
        )
    answer = _growth_quantity(inquiry, labels[0], lead)
    count = counted(futures, lead)
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=_sentence(inquiry, labels[0], lead, count, assumed=assumed),
        basis=f"{labels[0]}; {futures.lead.title}; other inputs at their medians",
        tables=tuple(tables),
        quantities=_counts(inquiry, labels[0], lead, count),
        notes=_notes(count),
        missing=(
            (Missing(name="revenue", reason="no revenue is public", need="revenue itself"),)
            if assumed
            else ()
        ),
        series=_series(inquiry, solved, lead),
        run=run_of(futures),
    )


def _lineage(inquiry: Inquiry) -> tuple[str, ...]:
    futures = inquiry.futures()
    ids = [*inquiry.company.price.lineage]
    for figure in futures.figures.figures():
        if not isinstance(figure, Missing):
            ids += figure.ids
    ids += [f"class:{futures.lead.name}", "method:record", "table:growth_records"]
    return tuple(dict.fromkeys(ids))


def _growth_quantity(inquiry: Inquiry, label: str, pair: Pair) -> Quantity:
    return Quantity(
        id=f"implied.growth.{label}.{pair.half_life:g}",
        label=f"growth now that the price needs, half of it gone after {pair.half_life:g} years",
        value=pair.growth,
        unit="fraction a year",
        basis=f"{label}; {inquiry.futures().lead.title}",
        formula="the growth at which the mean value is the price, other inputs at their medians",
        lineage=_lineage(inquiry),
    )


def _revenue_quantity(inquiry: Inquiry, label: str, pair: Pair, years: int) -> Quantity:
    unit = float(per_million(inquiry.company))
    return Quantity(
        id=f"implied.revenue.{label}.{pair.half_life:g}.year_{years}",
        label=f"median revenue {years} years on, on the pair of half-life {pair.half_life:g}",
        value=pair.revenue[years] * unit,
        unit=inquiry.company.currency,
        basis=f"mean {short(pair.mean_revenue[years] * unit)}",
        formula="median over paths, in the world as it is",
        lineage=(_growth_quantity(inquiry, label, pair).id,),
    )


def _table(inquiry: Inquiry, label: str, found: tuple[Pair, ...]) -> Table:
    futures = inquiry.futures()
    rows: list[tuple[Cell, ...]] = []
    for pair in found:
        count = counted(futures, pair)
        rows.append(
            (
                f"{pair.half_life:g} years",
                _growth_quantity(inquiry, label, pair),
                *(_revenue_quantity(inquiry, label, pair, y) for y in YEARS_SHOWN),
                percent(pair.cagr(count.cell.years), 3) if count else "",
                _reached_quantity(label, pair, count) if count else "no such companies",
                percent(pair.survival[5], 2),
            )
        )
    words = f"read as {label}-money" if label != "listed" else "price on an exchange"
    return Table(
        id=f"implied.pairs.{label}",
        title=f"Pairs that give {inquiry.company.price.headline}, {words}",
        columns=(
            "half-life",
            "growth now",
            *(f"revenue in {y}y" for y in YEARS_SHOWN),
            "a year",
            "comparable companies",
            "alive in 5y",
        ),
        rows=tuple(rows),
        note="median revenue; mean in each number's own window",
    )


def _over_revenue(inquiry: Inquiry, label: str) -> Table:
    """Return what growth is needed at the ends of an assumed revenue."""
    futures = inquiry.futures()
    revenue = futures.figures.revenue
    unit = float(per_million(inquiry.company))
    rows: list[tuple[Cell, ...]] = []
    if not isinstance(revenue, Missing):
        for u in (0.1, 0.5, 0.9):
            start = revenue.distribution.draw(u) / unit
            pair = leading(pairs(futures, label, revenue=start), futures)
            words = f"{short(start * unit)} {inquiry.company.currency}"
            if pair is None:
                rows.append((words, "none within the record", "", "", ""))
                continue
            count = counted(futures, pair)
            rows.append(
                (
                    words,
                    Quantity(
                        id=f"implied.growth_at_revenue.{round(100 * u)}",
                        label=f"growth now that the price needs at revenue of {words}",
                        value=pair.growth,
                        unit="fraction a year",
                        basis=f"half-life {pair.half_life:g} years",
                        formula="the growth at which the mean value is the price",
                        lineage=_lineage(inquiry),
                    ),
                    f"{pair.half_life:g} years",
                    f"{short(pair.revenue[5] * unit)} in 5 years",
                    f"{count.words} over {count.cell.years} years" if count else "",
                )
            )
    return Table(
        id="implied.over_revenue",
        title="The same at the ends of the assumed revenue",
        columns=("revenue now", "growth now", "half-life", "leads to", "comparable companies"),
        rows=tuple(rows),
        note="each at the half-life that is nearest to the record's for growth of its kind",
    )


def _counts(
    inquiry: Inquiry, label: str, pair: Pair, count: Reached | None
) -> tuple[Quantity, ...]:
    futures = inquiry.futures()
    years = count.cell.years if count else 5
    chance, error = futures.chance_of_revenue(futures.lead, pair.revenue[years], years)
    found = [
        Quantity(
            id=f"implied.odds.{label}",
            label=f"odds on the record of the revenue that the price needs in {years} years, alive",
            value=chance,
            unit="fraction",
            standard_error=error,
            basis=futures.lead.title,
            formula=f"share of paths with {short(pair.revenue[years])}m USD or more by then",
            lineage=_lineage(inquiry),
        )
    ]
    if count is not None:
        found.append(_reached_quantity(label, pair, count))
    return tuple(found)


def _reached_quantity(label: str, pair: Pair, count: Reached) -> Quantity:
    return Quantity(
        id=f"implied.reached.{label}.{pair.half_life:g}",
        label=f"share of comparable companies that grew {percent(count.cagr)} a year over "
        f"{count.cell.years} years",
        value=count.share,
        unit="fraction",
        interval=Interval(count.low, count.high, 0.9),
        basis=f"{count.cell.words}, over {count.cell.years} years",
        formula=f"read off the table's percentiles; the interval counts {count.cell.firms} firms, "
        f"not windows; {percent(count.worst)} if the {count.cell.starts - count.cell.windows} "
        "without a figure at the end are counted as failures",
        lineage=(count.cell.table_id,),
        words=count.words,
    )


def _notes(count: Reached | None) -> tuple[str, ...]:
    if count is None:
        return ("No cell of the tables holds comparable companies.",)
    return (
        f"Comparable: {count.cell.words}; {count.cell.windows} windows of {count.cell.firms} "
        f"firms over {count.cell.years} years. Listed firms only; of {count.cell.starts} starts "
        f"{count.cell.starts - count.cell.windows} have no figure at the end.",
    )


def _sentence(
    inquiry: Inquiry, label: str, pair: Pair, count: Reached | None, *, assumed: bool
) -> str:
    company = inquiry.company
    unit = float(per_million(company))
    words = f", read as {label}-money," if label != "listed" else ""
    start = f" from {short(pair.start * unit)} of assumed revenue" if assumed else ""
    text = (
        f"{company.price.headline}{words} needs growth of {percent(pair.growth)} a year now"
        f"{start}, half of it gone after {significant(pair.half_life)} years: about "
        f"{short(pair.revenue[1] * unit)} {company.currency} of revenue in one year and "
        f"{short(pair.revenue[2] * unit)} in two"
    )
    if count is not None:
        text += (
            f"; {count.words} comparable companies kept up {percent(count.cagr)} a year over "
            f"{count.cell.years} years"
        )
    return text + "."


def _series(inquiry: Inquiry, solved: dict[str, tuple[Pair, ...]], lead: Pair) -> dict[str, object]:
    unit = float(per_million(inquiry.company))
    futures = inquiry.futures()
    found = futures.fan(futures.lead)
    record = [
        {
            "year": float(year),
            "low": float(row[1] * unit),
            "median": float(row[3] * unit),
            "high": float(row[5] * unit),
        }
        for year, row in zip(found.years, found.revenue, strict=True)
        if year <= 5
    ]
    return {
        "pairs": [
            {"reading": label, "half_life": p.half_life, "growth": p.growth}
            for label, found_pairs in solved.items()
            for p in found_pairs
        ],
        "needed": [{"year": float(y), "revenue": lead.revenue[y] * unit} for y in range(6)],
        "record": record,
        "half_life": lead.half_life,
    }
