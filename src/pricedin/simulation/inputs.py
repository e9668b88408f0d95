"""The border: exact figures and assumptions in, float64 arrays in one currency out.

Everything to the left is exact and knows where it comes from; everything to the right is float64,
in USD million, with one row a draw of facts and parameters. A figure that is missing is refused
by name. Every uncertain input has its own column of quasi-random points, fixed by its name, so
that changing one leaves the draws of the others as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

import numpy as np

from pricedin.company.company import Company
from pricedin.company.fallback import Filled
from pricedin.company.figure import Assumed, Known
from pricedin.facts.distribution import Distribution
from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.assumptions import Assumption
from pricedin.simulation.classes import ReferenceClass
from pricedin.simulation.engine import QUARTER
from pricedin.simulation.frontier import log_frontiers
from pricedin.simulation.growth import BOUNDS, GrowthParameters, mean_growth, start_distance
from pricedin.simulation.odds import ODDS_COLUMNS
from pricedin.simulation.record import RecordInputs

MILLION = 1e6
FIGURE_COLUMNS = ("revenue", "growth", "gross_margin", "burn", "cash", "debt", "new_money")
# Fixed places; a new assumption goes at the end.
ASSUMPTION_COLUMNS = (
    "risk_free_rate",
    "equity_premium",
    "revenue_beta",
    "mature_operating_margin",
    "mature_gross_margin",
    "gross_margin_years",
    "tax_rate",
    "cost_elasticity",
    "cut_years",
    "keep_up_growth",
    "sales_to_capital",
    "return_on_new_capital",
    "terminal_growth",
    "churn",
    "recovery",
    "raise_months",
)
GROWTH_COLUMNS = tuple(f.name for f in fields(GrowthParameters))
COLUMNS = (
    *FIGURE_COLUMNS,
    *ASSUMPTION_COLUMNS,
    *(f"growth.{name}" for name in GROWTH_COLUMNS),
    *ODDS_COLUMNS,
    "growth.refit",
)
MIN_GROWTH = -0.9  # below it a log growth says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One row a draw: the figures and parameters by name, each of shape (draws,).

    Money is USD million. `inputs` is what the simulation takes; `extra_cash` has been added to
    cash, for a reading in which the new money is already in.
    """

    inputs: RecordInputs
    values: Mapping[str, FloatArray]
    churn: FloatArray
    lineage: Mapping[str, tuple[str, ...]]


def usd_per_unit(company: Company) -> Decimal:
    """Return how many US dollars one unit of the company's currency buys on the price's day."""
    return company.conversion.rates.on(company.currency, "USD", company.price.day).value


def drawn(
    company: Company,
    figures: Filled,
    assumptions: Mapping[str, Assumption],
    reference: ReferenceClass,
    points: FloatArray,
    *,
    quarters: int = 40,
    revenue: FloatArray | None = None,
    growth: FloatArray | None = None,
    half_life: FloatArray | None = None,
    label: str = "pre",
    frontier: bool = True,
) -> Drawn:
    """Draw facts and parameters at quasi-random points.

    Parameters
    ----------
    points : array of shape (draws, len(COLUMNS))
        Uniform; 0.5 everywhere gives the medians.
    revenue, growth, half_life : arrays of shape (draws,), optional
        Used instead of what is known, for curves: yearly revenue in USD million; log growth now,
        a year, and the years until half of what it has above the law's mean is gone. Shocks are
        those of the law all the same.
    label : {"pre", "post", "listed"}
        Cash is on the same basis: before the round, or with its new money.

    Raises
    ------
    EvidenceError
        If a figure is missing and not given, with what would be needed.
    """
    from scipy.special import ndtri

    z = ndtri(points)
    column = {name: z[:, i] for i, name in enumerate(COLUMNS)}
    uniform = {name: points[:, i] for i, name in enumerate(COLUMNS)}
    to_usd = float(usd_per_unit(company)) / MILLION
    values: dict[str, FloatArray] = {}
    lineage: dict[str, tuple[str, ...]] = {}
    for name in FIGURE_COLUMNS:
        if name == "revenue" and revenue is not None:
            continue
        figure = figures.given(name)
        scale = 1.0 if name in ("growth", "gross_margin") else to_usd
        values[name] = _sample(figure.distribution, uniform[name]) * scale
        lineage[name] = _lineage(figure)
    for name in ASSUMPTION_COLUMNS:
        values[name] = assumptions[name].draw(column[name])
        lineage[name] = (assumptions[name].id,)
    law = _law(reference, uniform["growth.refit"], column)
    for name in GROWTH_COLUMNS:
        values[f"growth.{name}"] = np.asarray(getattr(law, name), dtype=np.float64)[:, 0]
        lineage[f"growth.{name}"] = (f"assumption:growth.{name}",)
    told = np.log1p(np.maximum(values["growth"], MIN_GROWTH))
    start = _revenue_now(figures, values, told, law, revenue)
    log_start = np.log(start)[:, None]
    planned = None
    prior: FloatArray | None = told[:, None]
    if growth is not None and half_life is not None:
        prior = None
        above = growth[:, None] - mean_growth(log_start, law)
        fade = np.exp(-np.log(2.0) * QUARTER / half_life)[:, None]
        planned = np.stack([above * fade**quarter for quarter in range(quarters + 1)])
    return Drawn(
        inputs=_record_inputs(
            company,
            values,
            law,
            start[:, None],
            prior,
            planned=planned,
            quarters=quarters,
            new_money=new_money_to_add(figures, label),
            frontier=frontier,
        ),
        values={**values, "revenue": start},
        churn=values["churn"],
        lineage=lineage,
    )


def new_money_to_add(figures: Filled, label: str) -> int:
    """Return 1 where the new money comes on top of the balance, -1 where it must come out.

    A post-money price is with the new money, a pre-money one without; the balance may hold it
    already.
    """
    if label == "post":
        return 0 if figures.new_money_held else 1
    if label == "pre":
        return -1 if figures.new_money_held else 0
    return 0


def _lineage(figure: Known | Assumed) -> tuple[str, ...]:
    return (figure.id,) if isinstance(figure, Assumed) else figure.lineage


def _sample(distribution: Distribution, u: FloatArray) -> FloatArray:
    return np.array([distribution.draw(float(x)) for x in u], dtype=np.float64)


def _law(
    reference: ReferenceClass, refit: FloatArray, column: Mapping[str, FloatArray]
) -> GrowthParameters:
    """Draw the growth law's parameters around the fitted ones."""
    given: dict[str, FloatArray] = {}
    for name in GROWTH_COLUMNS:
        centre = float(np.asarray(getattr(reference.parameters, name)))
        moved = centre + reference.deviation(name, refit, column[f"growth.{name}"])
        low, high = BOUNDS[name]
        given[name] = np.clip(moved, low, high)[:, None]
    return GrowthParameters(**given)


def _revenue_now(
    figures: Filled,
    values: Mapping[str, FloatArray],
    told: FloatArray,
    law: GrowthParameters,
    given: FloatArray | None,
) -> FloatArray:
    """Return revenue of the last twelve months on the price's day, USD million.

    A run rate is brought back by half a year of the growth told, and a figure that is some
    months old is rolled forward by the growth that the record expects.
    """
    if given is not None:
        return given
    revenue = np.maximum(values["revenue"], 1e-6)
    revenue = revenue * np.exp(-float(figures.shift_years) * told)
    years = figures.revenue_age.days / 365.25
    if years > 0:
        log_revenue = np.log(revenue)[:, None]
        zero = np.zeros_like(log_revenue)
        distance = start_distance(log_revenue, told[:, None], zero, law)
        expected = (mean_growth(log_revenue, law) + distance)[:, 0]
        revenue = revenue * np.exp(np.clip(expected, -1.0, 1.5) * years)
    return revenue


def _record_inputs(
    company: Company,
    values: Mapping[str, FloatArray],
    law: GrowthParameters,
    revenue: FloatArray,
    prior_growth: FloatArray | None,
    *,
    planned: FloatArray | None,
    quarters: int,
    new_money: int,
    frontier: bool,
) -> RecordInputs:
    def row(name: str) -> FloatArray:
        return values[name][:, None]

    gross_margin = row("gross_margin")
    total = np.maximum(gross_margin * revenue + row("burn"), 0.02 * revenue)
    cash = np.maximum(row("cash") + new_money * row("new_money"), 0.0)
    mature_margin = row("mature_operating_margin")
    mature_gross = np.maximum(row("mature_gross_margin"), gross_margin)
    bound = None
    if frontier:
        ends = [quarter / 4 for quarter in range(quarters + 1)]
        bound = log_frontiers(np.log(revenue), ends, company.price.day)
    return RecordInputs(
        revenue=revenue,
        prior_growth=prior_growth,
        gross_margin=gross_margin,
        costs=_cost_lines(company, total),
        cash=cash,
        debt=row("debt"),
        growth=law,
        mature_gross_margin=mature_gross,
        # A margin above the gross margin is none.
        mature_operating_margin=np.minimum(mature_margin, mature_gross - 0.02),
        gross_margin_years=row("gross_margin_years"),
        tax_rate=row("tax_rate"),
        cost_elasticity=row("cost_elasticity"),
        cut_years=row("cut_years"),
        keep_up_growth=row("keep_up_growth"),
        sales_to_capital=row("sales_to_capital"),
        return_on_new_capital=row("return_on_new_capital"),
        terminal_growth=row("terminal_growth"),
        risk_free_rate=row("risk_free_rate"),
        revenue_beta=row("revenue_beta"),
        equity_premium=row("equity_premium"),
        recovery=row("recovery"),
        raise_months=row("raise_months"),
        frontier=bound,
        planned=planned,
        quarters=quarters,
    )


def _cost_lines(company: Company, total: FloatArray) -> dict[str, FloatArray]:
    """Split yearly operating cost into lines, by the shares that the company files.

    Compute that is booked inside research is taken out of it. What no line tells is `other`.
    """
    told = {name: float(figure.distribution.central) for name, figure in company.costs.items()}
    compute = told.get("compute_cost", 0.0)
    research = max(told.get("rd_expense", 0.0) - compute, 0.0)
    lines = {
        "compute": compute,
        "research": research,
        "marketing": told.get("marketing_expense", 0.0),
    }
    rate = float(usd_per_unit(company)) / MILLION
    known = {name: amount * rate for name, amount in lines.items() if amount > 0}
    named = sum(known.values())
    if not named:
        return {"other": total}
    scale = np.minimum(1.0, total / named)
    split = {name: amount * scale for name, amount in known.items()}
    rest = np.maximum(total - named, 0.0)
    if float(rest.max()) > 0:
        split["other"] = rest
    return split
