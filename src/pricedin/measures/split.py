"""The price in four parts: cash, today's business, progress the record supports, and the bet.

*Cash* is on the same basis as the price: before the round for a pre-money reading, with the new
money for a post-money one; debt is taken off. *Today's business* is revenue at today's
contribution margin, decaying at churn, with no spending on growth, taxed; nothing if that margin
is not positive. *Progress* is the reference value less the two before, and may be negative: the
planned spending can destroy more than growth on the record creates. *The bet* is the remainder,
so the parts add up to the price exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pricedin.company.company import Company
from pricedin.company.figure import Assumed, Known, Missing
from pricedin.errors import PricedinError
from pricedin.facts.distribution import interval
from pricedin.measures.inquiry import SIBLING_PATHS, Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Run, Table
from pricedin.units import percent, short

if TYPE_CHECKING:
    from pricedin.simulation.arrays import FloatArray
    from pricedin.simulation.classes import ReferenceClass
    from pricedin.simulation.futures import Futures
    from pricedin.simulation.record import RecordInputs

NAME = "split"
QUESTION = "How much of this price is there already, and how much is a bet?"

HEAVY_TAIL = 0.25  # above this share of the best paths the sentence is a range and says so
CURVE_POINTS = 16
CURVE_ROWS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The four parts of a price under one reading and one reference class, in currency units.

    Decimals that add up to `price` exactly. `covered` is today's business and progress together;
    the intervals of `covered` and `bet` span the three treatments of the tail.
    """

    label: str
    reference: ReferenceClass
    price: Decimal
    cash: Decimal
    today: Decimal
    progress: Decimal
    bet: Decimal
    burned: Decimal
    cash_interval: tuple[float, float]
    today_interval: tuple[float, float]
    progress_interval: tuple[float, float]
    covered_interval: tuple[float, float]
    bet_interval: tuple[float, float]
    standard_error: float
    best_share: float
    lineage: tuple[str, ...]
    tails: tuple[tuple[str, float, tuple[float, float]], ...]

    @property
    def share(self) -> Decimal:
        """The bet over the price."""
        return self.bet / self.price


def split(inquiry: Inquiry) -> Measure:
    """Split the price under each reading of its label and on each reference class."""
    company = inquiry.company
    futures = inquiry.futures()
    if isinstance(futures.figures.revenue, Missing):
        return _without_revenue(inquiry, futures)
    labels = company.price.labels or ("listed",)
    rows = [
        parts(company, futures, reference, label)
        for label in labels
        for reference in futures.classes
    ]
    lead = rows[0]
    curve = _Curve(company, futures, labels[0])
    beside = _siblings(inquiry)
    assumed = isinstance(futures.figures.revenue, Assumed)
    tables = [
        _parts_table(company, rows, assumed=assumed),
        *([curve.table()] if assumed else []),
        _tail_table(company, lead),
        *([] if assumed else [curve.table()]),
        *([_beside_table(beside, lead)] if beside else []),
    ]
    quantities = [q for row in rows for q in _quantities(company, row)]
    quantities += curve.quantities()
    answer = next(q for q in quantities if q.id == _id(lead, "bet"))
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=_sentence(inquiry, lead, assumed=assumed),
        basis=f"{_reading(company, lead.label)}; record of {lead.reference.title}",
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
                    "reading": _reading(company, r.label),
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


def run_of(futures: Futures) -> Run:
    """Return how the numbers were drawn."""
    import numpy as np
    import scipy

    from pricedin.simulation.draws import BIT_GENERATOR

    return Run(
        seed=futures.seed,
        outer_draws=futures.outer_draws,
        inner_paths=futures.inner_paths,
        quarters=futures.drawn(futures.lead).inputs.quarters,
        bit_generator=BIT_GENERATOR,
        versions={"numpy": np.__version__, "scipy": scipy.__version__},
    )


def parts(company: Company, futures: Futures, reference: ReferenceClass, label: str) -> Parts:
    """Return the four parts under one reading and one class."""
    import numpy as np

    found = futures.drawn(reference, label=label)
    priced = futures.valuation(reference, label=label)
    unit = per_million(company)
    price = company.price.headline.amount
    cash_drawn = (found.inputs.cash - found.inputs.debt)[:, 0]
    today_drawn = todays_business(found.inputs, found.churn)
    cash = _cash(futures, label)
    today = _money(float(today_drawn.mean()), unit)
    covered = priced.frontier.means - cash_drawn
    progress = _money(float((covered - today_drawn).mean()), unit)
    bet = price - cash - today - progress
    scale = float(unit)
    spans = [np.percentile(t.means - cash_drawn, (10, 90)) * scale for t in priced.tails]
    spans_value = [np.percentile(t.means, (10, 90)) * scale for t in priced.tails]
    return Parts(
        label=label,
        reference=reference,
        price=price,
        cash=cash,
        today=today,
        progress=progress,
        bet=bet,
        burned=_money(float(priced.burned.mean()), unit),
        cash_interval=_span(cash_drawn * scale),
        today_interval=_span(today_drawn * scale),
        progress_interval=_span((covered - today_drawn) * scale),
        covered_interval=(min(s[0] for s in spans), max(s[1] for s in spans)),
        bet_interval=(
            float(price) - max(s[1] for s in spans_value),
            float(price) - min(s[0] for s in spans_value),
        ),
        standard_error=priced.standard_error * scale,
        best_share=priced.best_share,
        lineage=_lineage(company, futures, reference, label),
        tails=tuple(
            (
                t.name,
                float(price - cash) - float((t.means - cash_drawn).mean()) * scale,
                (float(price) - s[1], float(price) - s[0]),
            )
            for t, s in zip(priced.tails, spans_value, strict=True)
        ),
    )


def todays_business(inputs: RecordInputs, churn: FloatArray) -> FloatArray:
    """Return the value of today's revenue run off, USD million, shape (draws,).

    ``revenue · margin · (1 − tax) / (r + β·ERP + churn)``, the margin being gross margin less the
    mature cost ratio, never above the mature operating margin and never below nothing.
    """
    import numpy as np

    x = inputs
    upkeep = x.mature_gross_margin - x.mature_operating_margin
    margin = np.clip(x.gross_margin - upkeep, 0.0, np.maximum(x.mature_operating_margin, 0.0))
    yields = x.risk_free_rate + x.revenue_beta * x.equity_premium + churn[:, None]
    return np.asarray((x.revenue * margin * (1 - x.tax_rate) / yields)[:, 0], dtype=np.float64)


def _span(values: FloatArray) -> tuple[float, float]:
    import numpy as np

    low, high = np.percentile(values, (10, 90))
    return float(low), float(high)


def per_million(company: Company) -> Decimal:
    """Return how many units of the company's currency one million US dollars are."""
    from pricedin.simulation.inputs import usd_per_unit

    return Decimal(10**6) / usd_per_unit(company)


def _money(usd_million: float, unit: Decimal) -> Decimal:
    """Return an amount in whole units of the company's currency, exactly."""
    return (Decimal(str(usd_million)) * unit).quantize(Decimal(1))


def _cash(futures: Futures, label: str) -> Decimal:
    """Return cash as last stated, the answer at a bound first, less debt, on the price's basis."""
    from pricedin.simulation.inputs import new_money_to_add

    figures = futures.figures
    cash = figures.cash.distribution.central - figures.debt.distribution.central
    cash += new_money_to_add(figures, label) * figures.new_money.distribution.central
    return cash.quantize(Decimal(1))


def _lineage(
    company: Company, futures: Futures, reference: ReferenceClass, label: str
) -> tuple[str, ...]:
    from pricedin.simulation.inputs import ASSUMPTION_COLUMNS, new_money_to_add

    ids: list[str] = list(company.price.lineage)
    for figure in futures.figures.figures():
        if figure.name == "new_money" and not new_money_to_add(futures.figures, label):
            continue
        if isinstance(figure, Assumed):
            ids.append(figure.id)
        elif isinstance(figure, Known):
            ids += figure.lineage
    ids += [futures.assumptions[name].id for name in ASSUMPTION_COLUMNS]
    ids += [f"class:{reference.name}", "method:record", "table:growth_records"]
    return tuple(dict.fromkeys(ids))


def _reading(company: Company, label: str) -> str:
    if label == "listed":
        return "price on an exchange"
    return f"read as {label}-money"


def _id(row: Parts, name: str) -> str:
    return f"split.{row.label}.{row.reference.name}.{name}"


def _quantities(company: Company, row: Parts) -> list[Quantity]:
    unit = company.currency
    reading = _reading(company, row.label)
    basis = f"{reading}; {row.reference.title}"

    def quantity(
        name: str,
        label: str,
        value: Decimal,
        span: tuple[float, float] | None,
        formula: str,
        error: float | None = None,
    ) -> Quantity:
        return Quantity(
            id=_id(row, name),
            label=label,
            value=value,
            unit=unit,
            interval=Interval(*span) if span and span[1] > span[0] else None,
            standard_error=error,
            basis=basis,
            formula=formula,
            lineage=row.lineage,
        )

    error = row.standard_error
    return [
        quantity(
            "cash", "cash already paid in", row.cash, row.cash_interval, "cash as stated less debt"
        ),
        quantity(
            "today",
            "today's business, as it is",
            row.today,
            row.today_interval,
            "revenue × contribution margin × (1 − tax) ÷ (r + β·ERP + churn)",
        ),
        quantity(
            "progress",
            "progress the record supports",
            row.progress,
            row.progress_interval,
            "reference value − cash − today's business",
            error,
        ),
        quantity(
            "covered",
            "today's business and progress together",
            row.today + row.progress,
            row.covered_interval,
            "reference value − cash; the interval spans three treatments of the best paths",
            error,
        ),
        quantity(
            "bet",
            "the bet: not covered by the record",
            row.bet,
            row.bet_interval,
            "price − cash − today's business − progress; the interval spans three treatments of "
            "the best paths",
            error,
        ),
        quantity(
            "burn",
            "present value of the spending that operations need",
            row.burned,
            None,
            "sum of negative quarterly flows, discounted",
        ),
        quantity(
            "gross",
            "gross operations, before that spending",
            row.today + row.progress - row.burned,
            None,
            "today's business + progress − that spending",
        ),
        Quantity(
            id=_id(row, "share"),
            label="the bet over the price",
            value=row.share,
            unit="fraction",
            interval=Interval(
                row.bet_interval[0] / float(row.price), row.bet_interval[1] / float(row.price)
            ),
            standard_error=error / float(row.price),
            basis=basis,
            formula="bet ÷ price",
            lineage=(_id(row, "bet"), *company.price.lineage),
        ),
        Quantity(
            id=_id(row, "best_share"),
            label="share of the value that the best 1 percent of paths carries",
            value=row.best_share,
            unit="fraction",
            basis=basis,
            formula="1 − value without them ÷ value with them",
            lineage=row.lineage,
        ),
    ]


def _parts_table(company: Company, rows: list[Parts], *, assumed: bool) -> Table:
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        by = {q.id.rpartition(".")[2]: q for q in _quantities(company, row)}
        cells.append(
            (
                _reading(company, row.label),
                row.reference.title,
                by["cash"],
                by["today"],
                by["progress"],
                by["bet"],
                by["share"],
                by["gross"],
                by["burn"],
            )
        )
    note = (
        "one row a reading and a reference class, never averaged; the parts of a row add up to "
        "the price exactly; progress is gross operations less today's business and the spending"
    )
    if assumed:
        note = "on an assumed revenue, which only shades the curve below. " + note
    return Table(
        id="split.parts",
        title="The price in four parts",
        columns=(
            "reading",
            "record of",
            "cash",
            "today's business",
            "progress",
            "bet",
            "bet ÷ price",
            "gross operations",
            "spending",
        ),
        rows=tuple(cells),
        note=note,
    )


def _tail_table(company: Company, row: Parts) -> Table:
    cells: list[tuple[Cell, ...]] = []
    for index, (name, bet, span) in enumerate(row.tails):
        cells.append(
            (
                name,
                Quantity(
                    id=_id(row, f"bet.tail_{index}"),
                    label=f"the bet, {name}",
                    value=bet,
                    unit=company.currency,
                    interval=Interval(*span),
                    standard_error=row.standard_error,
                    basis=f"{_reading(company, row.label)}; {row.reference.title}",
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


class _Curve:
    """The split over revenue: at each, what is covered and what is the bet."""

    def __init__(self, company: Company, futures: Futures, label: str) -> None:
        import numpy as np

        self.company, self.futures, self.label = company, futures, label
        unit = per_million(company)
        price = float(company.price.headline.amount) / float(unit)
        self.unit = float(unit)
        self.revenue = np.geomspace(price / 2000, price, CURVE_POINTS)
        own = futures.figures.revenue
        if not isinstance(own, Missing):
            low, high = (v / self.unit for v in interval(own.distribution))
            self.revenue = np.unique(
                np.concatenate([self.revenue, [max(low, 1e-3), max(high, 1e-3)]])
            )
        value = futures.over_revenue(futures.lead, self.revenue, label=label, rows=CURVE_ROWS)
        self.bet = price - value
        self.price = price

    def points(self) -> list[dict[str, float]]:
        """Return the numbers behind the chart."""
        import numpy as np

        return [
            {
                "revenue": float(r * self.unit),
                "bet": float(b.mean() * self.unit),
                "low": float(np.percentile(b, 10) * self.unit),
                "high": float(np.percentile(b, 90) * self.unit),
                "share": float(b.mean() / self.price),
            }
            for r, b in zip(self.revenue, self.bet, strict=True)
        ]

    def crossing(self, share: float) -> float | None:
        """Return the revenue at which the bet is `share` of the price, in currency units."""
        import numpy as np

        mean = self.bet.mean(axis=1) / self.price
        if not (mean > share).any() or not (mean <= share).any():
            return None
        index = int(np.argmax(mean <= share))
        if index == 0:
            return None
        left, right = np.log(self.revenue[index - 1]), np.log(self.revenue[index])
        part = (mean[index - 1] - share) / (mean[index - 1] - mean[index])
        return float(np.exp(left + part * (right - left)) * self.unit)

    def quantities(self) -> list[Quantity]:
        """Return the revenues at which the bet is half of the price, and nothing."""
        found = []
        for name, share, words in (
            ("half", 0.5, "is half of the price"),
            ("zero", 0.0, "is nothing"),
        ):
            at = self.crossing(share)
            if at is not None:
                found.append(
                    Quantity(
                        id=f"split.revenue_at.{name}",
                        label=f"yearly revenue at which the bet {words}",
                        value=at,
                        unit=self.company.currency,
                        basis=f"{_reading(self.company, self.label)}; {self.futures.lead.title}",
                        formula="inverse of the split over revenue, other inputs as they are",
                        lineage=_lineage(
                            self.company,
                            self.futures,
                            self.futures.lead,
                            self.label,
                        ),
                    )
                )
        return found

    def table(self) -> Table:
        """Return the curve as a table."""
        rows: list[tuple[Cell, ...]] = []
        for index, point in enumerate(self.points()):
            lineage = ("method:record", f"class:{self.futures.lead.name}")
            rows.append(
                (
                    f"{short(point['revenue'])} {self.company.currency}",
                    Quantity(
                        id=f"split.curve.{index}",
                        label=f"the bet at {short(point['revenue'])} of yearly revenue",
                        value=point["bet"],
                        unit=self.company.currency,
                        interval=Interval(point["low"], point["high"]),
                        formula="price − value at this revenue",
                        lineage=lineage,
                    ),
                    percent(point["share"], 2),
                )
            )
        found = self.quantities()
        words = "; ".join(f"{q.label}: {short(q.value)} {q.unit}" for q in found)
        return Table(
            id="split.curve",
            title="The split over revenue: what the bet would be at each",
            columns=("yearly revenue", "bet", "bet ÷ price"),
            rows=tuple(rows),
            note=words,
        )


def _siblings(inquiry: Inquiry) -> list[tuple[Company, Parts]]:
    """Return how the same figure looks for other companies of the sector."""
    found = []
    for other in inquiry.siblings():
        futures = inquiry.futures(other, paths=SIBLING_PATHS)
        label = other.price.labels[0] if other.price.labels else "listed"
        try:
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
                f"{other.price.headline}, {other.price.day}, {_reading(other, row.label)}",
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
        note=f"{len(rows)} companies whose revenue, cash and burn are public; "
        f"{percent(lead.share, 2)} here",
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
        notes.append(
            f"For {len(shares)} other companies of the sector the bet is "
            f"{percent(shares[0], 2)} to {percent(shares[-1], 2)} of the price; this one ranks "
            f"{rank} of {len(shares) + 1}, the smallest bet first."
        )
    if assumed:
        notes.append(
            "Revenue is an assumption by analogy: read the curve first, the parts only with it."
        )
    notes.append(lead.reference.note.capitalize() + ".")
    return tuple(notes)


def _heavy(row: Parts) -> bool:
    return row.best_share > HEAVY_TAIL


def _sentence(inquiry: Inquiry, lead: Parts, *, assumed: bool) -> str:
    company = inquiry.company
    price = company.price
    status = price.status.replace("_", " ").partition(",")[0]
    words = _reading(company, lead.label)
    stated = {"at least": " or more", "at most": " or less"}.get(
        inquiry.futures().figures.cash.distribution.words, ""
    )
    low, high = (short(v) for v in lead.covered_interval)
    bet_low, bet_high = (short(v) for v in lead.bet_interval)
    held = (
        "is cash already paid in"
        if isinstance(inquiry.futures().figures.cash, Known)
        else "is assumed to be cash"
    )
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
        text += " Revenue is not public."
    return text + " This does not say that the price is wrong."


def _needs(inquiry: Inquiry, lead: Parts) -> str:
    """Return what the bet needs, counted on the record."""
    from pricedin.measures.implied import reached

    count = reached(inquiry, lead.label)
    if count is None:
        return "needs results that no growth within the record gives"
    return f"needs results that {count} such companies reached"


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


def _without_revenue(inquiry: Inquiry, futures: Futures) -> Measure:
    """Return the split as a curve alone, where not even an analogy gives revenue."""
    company = inquiry.company
    label = company.price.labels[0] if company.price.labels else "listed"
    missing = futures.figures.revenue
    if not isinstance(missing, Missing):
        raise AssertionError("asked only where revenue is missing")
    curve = _Curve(company, futures, label)
    found = curve.quantities()
    words = "; ".join(f"{q.label} is {short(q.value)} {q.unit}" for q in found)
    cash = futures.figures.cash.distribution.central
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=missing,
        sentence=(
            f"At {company.price.headline} ({_reading(company, label)}), {short(cash)} is cash; "
            f"revenue is not public, so the rest is a curve over revenue: {words}. This does not "
            "say that the price is wrong."
        ),
        basis=f"{_reading(company, label)}; {futures.lead.title}",
        tables=(curve.table(),),
        quantities=tuple(found),
        missing=(missing,),
        series={"curve": curve.points()},
    )
