"""The four parts of a price under one reading and one reference class.

Computed in USD million from the nested run, given as decimals of the company's currency that add
up to the price exactly; the module `split` says what each part is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pricedin.company.company import Company
from pricedin.company.figure import Missing
from pricedin.measures.measure import Interval, Quantity, Run

if TYPE_CHECKING:
    from pricedin.simulation.arrays import FloatArray
    from pricedin.simulation.classes import ReferenceClass
    from pricedin.simulation.futures import Futures
    from pricedin.simulation.record import RecordInputs


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
    cash_lineage: tuple[str, ...]
    today_lineage: tuple[str, ...]
    tails: tuple[tuple[str, float, tuple[float, float]], ...]

    @property
    def share(self) -> Decimal:
        """The bet over the price."""
        return self.bet / self.price


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
    cash = cash_of(futures, label)
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
        lineage=lineage_of(company, futures, reference, label),
        cash_lineage=tuple(dict.fromkeys(_figures_behind(futures, label, _CASH))),
        today_lineage=tuple(
            dict.fromkeys(
                [
                    *_figures_behind(futures, label, _TODAY),
                    *(futures.assumptions[name].id for name in _TODAY_ASSUMED),
                    *([f"class:{reference.name}"] if futures.figures.revenue_age.days else []),
                ]
            )
        ),
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


def cash_of(futures: Futures, label: str) -> Decimal:
    """Return cash as last stated, the answer at a bound first, less debt, on the price's basis."""
    from pricedin.simulation.inputs import new_money_to_add

    figures = futures.figures
    cash = figures.given("cash").distribution.central - figures.debt.distribution.central
    cash += new_money_to_add(figures, label) * figures.new_money.distribution.central
    return cash.quantize(Decimal(1))


_CASH = ("cash", "debt", "new_money")
_TODAY = ("revenue", "growth", "gross_margin")
_TODAY_ASSUMED = (
    "mature_operating_margin",
    "mature_gross_margin",
    "tax_rate",
    "risk_free_rate",
    "revenue_beta",
    "equity_premium",
    "churn",
)


def lineage_of(
    company: Company, futures: Futures, reference: ReferenceClass, label: str
) -> tuple[str, ...]:
    """Return what a price and the value set against it rest on."""
    from pricedin.simulation.inputs import ASSUMPTION_COLUMNS, FIGURE_COLUMNS

    ids = [*company.price.lineage, *_figures_behind(futures, label, FIGURE_COLUMNS)]
    ids += [futures.assumptions[name].id for name in ASSUMPTION_COLUMNS]
    ids += [f"class:{reference.name}", "method:record", "table:growth_records"]
    return tuple(dict.fromkeys(ids))


def _figures_behind(futures: Futures, label: str, names: tuple[str, ...]) -> list[str]:
    from pricedin.simulation.inputs import new_money_to_add

    ids: list[str] = []
    for figure in futures.figures.figures():
        unused = figure.name == "new_money" and not new_money_to_add(futures.figures, label)
        if figure.name not in names or unused:
            continue
        if not isinstance(figure, Missing):
            ids += figure.ids
    return ids


def reading_of(label: str) -> str:
    """Return a reading in words."""
    if label == "listed":
        return "price on an exchange"
    return f"read as {label}-money"


def id_of(row: Parts, name: str) -> str:
    """Return the id of a number of a row."""
    return f"split.{row.label}.{row.reference.name}.{name}"


def quantities_of(company: Company, row: Parts) -> list[Quantity]:
    """Return every number of a row."""
    unit = company.currency
    reading = reading_of(row.label)
    basis = f"{reading}; {row.reference.title}"

    def quantity(
        name: str,
        label: str,
        value: Decimal,
        span: tuple[float, float] | None,
        formula: str,
        lineage: tuple[str, ...],
        error: float | None = None,
    ) -> Quantity:
        return Quantity(
            id=id_of(row, name),
            label=label,
            value=value,
            unit=unit,
            interval=Interval(*span) if span and span[1] > span[0] else None,
            standard_error=error,
            basis=basis,
            formula=formula,
            lineage=lineage,
        )

    def of(*names: str) -> tuple[str, ...]:
        return tuple(id_of(row, name) for name in names)

    error = row.standard_error
    told = company.price.lineage
    value = tuple(i for i in row.lineage if i not in told)
    return [
        quantity(
            "cash",
            "cash already paid in",
            row.cash,
            row.cash_interval,
            "cash as stated less debt",
            row.cash_lineage,
        ),
        quantity(
            "today",
            "today's business, as it is",
            row.today,
            row.today_interval,
            "revenue × contribution margin × (1 − tax) ÷ (r + β·ERP + churn)",
            row.today_lineage,
        ),
        quantity(
            "progress",
            "progress the record supports",
            row.progress,
            row.progress_interval,
            "reference value − cash − today's business",
            (*of("cash", "today"), *value),
            error,
        ),
        quantity(
            "covered",
            "today's business and progress together",
            row.today + row.progress,
            row.covered_interval,
            "reference value − cash; the interval spans three treatments of the best paths",
            of("today", "progress"),
            error,
        ),
        quantity(
            "bet",
            "the bet: not covered by the record",
            row.bet,
            row.bet_interval,
            "price − cash − today's business − progress; the interval spans three treatments of "
            "the best paths",
            (*told, *of("cash", "today", "progress")),
            error,
        ),
        quantity(
            "burn",
            "present value of the spending that operations need",
            row.burned,
            None,
            "sum of negative quarterly flows, discounted",
            value,
        ),
        quantity(
            "cash_after",
            "cash less the spending that operations need",
            row.cash + row.burned,
            None,
            "cash + present value of that spending, which is negative",
            of("cash", "burn"),
        ),
        quantity(
            "gross",
            "gross operations, before that spending",
            row.today + row.progress - row.burned,
            None,
            "today's business + progress − that spending",
            of("today", "progress", "burn"),
        ),
        Quantity(
            id=id_of(row, "share"),
            label="the bet over the price",
            value=row.share,
            unit="fraction",
            interval=Interval(
                row.bet_interval[0] / float(row.price), row.bet_interval[1] / float(row.price)
            ),
            standard_error=error / float(row.price),
            basis=basis,
            formula="bet ÷ price",
            lineage=(id_of(row, "bet"), *company.price.lineage),
        ),
        Quantity(
            id=id_of(row, "best_share"),
            label="share of the value that the best 1 percent of paths carries",
            value=row.best_share,
            unit="fraction",
            basis=basis,
            formula="1 − value without them ÷ value with them",
            lineage=value,
        ),
    ]
