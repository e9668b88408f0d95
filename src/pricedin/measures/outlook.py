"""Odds in 12 and 24 months: up, flat, down, no new price, listing, sale, failure.

First events, so that they add to one; no new price is a state of its own. Beside them stand what
was published of companies of this size, since the odds are no better than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricedin.company.figure import Assumed
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table, unanswered
from pricedin.measures.parts import per_million, run_of
from pricedin.reference import table
from pricedin.units import percent

if TYPE_CHECKING:
    from pricedin.simulation.futures import Futures
    from pricedin.simulation.odds import Odds

NAME = "outlook"
QUESTION = "What are the odds of the next price, a listing, a sale or failure?"

WORDS = {
    "up": "round at a higher price per share",
    "flat": "round at the same price (within 2%)",
    "down": "round at a lower price per share",
    "none": "no new price",
    "listing": "listing",
    "sale": "sale",
    "failure": "out of money",
}
LISTED_WORDS = {
    "up": "market value higher",
    "flat": "market value the same (within 2%)",
    "down": "market value lower",
    "failure": "out of money",
}


def outlook(inquiry: Inquiry) -> Measure:
    """Return the odds of first events within 12 and 24 months."""
    company, futures = inquiry.company, inquiry.futures()
    if futures.figures.missing:
        return unanswered(NAME, QUESTION, futures.figures.missing, "Its future cannot be drawn")
    million = float(per_million(company))
    post = float(company.price.headline.amount)
    if company.price.labels and company.price.labels[0] == "pre":
        post += float(futures.figures.new_money.distribution.central)
    found = futures.odds(futures.lead, post_money=post / million)
    listed = company.price.kind == "listed"
    words = LISTED_WORDS if listed else WORDS
    quantities = [
        _quantity(futures, o, outcome, words[outcome]) for o in found for outcome in words
    ]
    by = {q.id: q for q in quantities}
    rows: list[tuple[Cell, ...]] = [
        (
            words[outcome],
            *(by[_id(o, outcome)] for o in found),
        )
        for outcome in words
    ]
    tables = [
        Table(
            id="outlook.odds",
            title="What comes first",
            columns=("event", *(f"within {o.quarters * 3} months" for o in found)),
            rows=tuple(rows),
            note="real-world odds, on the record of "
            f"{futures.lead.title}; 80 percent interval over facts and assumptions",
        )
    ]
    if not listed:
        tables.append(_published(post / million))
    head = by[_id(found[-1], "down")]
    assumed = isinstance(futures.figures.revenue, Assumed)
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=head,
        sentence=_sentence(found, listed=listed),
        basis=f"{futures.lead.title}; real-world odds, no value rests on them",
        tables=tuple(tables),
        quantities=tuple(quantities),
        notes=(
            "Market prices of rounds, the sector's level and funding windows live in these odds "
            "only.",
            *(
                ("Revenue is an assumption; the odds turn on its growth more than on its level.",)
                if assumed
                else ()
            ),
        ),
        series={
            "odds": [
                {
                    "event": words[outcome],
                    "months": o.quarters * 3,
                    "chance": o.mean(outcome),
                }
                for o in found
                for outcome in words
            ]
        },
        run=run_of(futures),
    )


def _id(odds: Odds, outcome: str) -> str:
    return f"outlook.{odds.quarters * 3}m.{outcome}"


def _quantity(futures: Futures, odds: Odds, outcome: str, words: str) -> Quantity:
    from pricedin.simulation.odds import ODDS_COLUMNS

    low, high = odds.interval(outcome)
    return Quantity(
        id=_id(odds, outcome),
        label=f"{words}, within {odds.quarters * 3} months",
        value=odds.mean(outcome),
        unit="fraction",
        interval=Interval(low, high),
        standard_error=odds.standard_error(outcome),
        basis=futures.lead.title,
        formula="share of paths on which it comes first",
        lineage=(
            *futures.company.price.lineage,
            *(futures.assumptions[name].id for name in ODDS_COLUMNS),
            f"class:{futures.lead.name}",
        ),
    )


def _sentence(found: tuple[Odds, ...], *, listed: bool) -> str:
    last = found[-1]
    months = last.quarters * 3
    if listed:
        return (
            f"Within {months} months the market value is higher than today's on "
            f"{percent(last.mean('up'), 2)} of paths and lower on {percent(last.mean('down'), 2)}; "
            f"on {percent(last.mean('failure'), 2)} the money is gone first."
        )
    parts = [
        f"a higher price comes first on {percent(last.mean('up'), 2)} of paths",
        f"a lower one on {percent(last.mean('down'), 2)}",
        f"a listing on {percent(last.mean('listing'), 2)}",
        f"a sale on {percent(last.mean('sale'), 2)}",
        f"running out of money on {percent(last.mean('failure'), 2)}",
        f"and no new price at all on {percent(last.mean('none'), 2)}",
    ]
    return f"Within {months} months " + ", ".join(parts) + "."


def _published(price_usd_m: float) -> Table:
    """Return what became of companies of this size on published lists."""
    from pricedin.simulation.odds import size_tier

    tier = size_tier(price_usd_m)
    rows: list[tuple[Cell, ...]] = []
    for row in table("unicorn_vintage_outcomes").where(start_valuation=tier):
        if not 1.0 <= float(row["years"]) <= 2.8:
            continue
        rows.append(
            (
                f"{row['list_at']} to {row['checked_at']} ({float(row['years']):.1f} years)",
                f"{row['up_pct']}%",
                f"{row['flat_pct']}%",
                f"{row['down_pct']}%",
                f"{row['removed_pct']}%",
                row["n"],
            )
        )
    steps = table("unicorn_step_multiples")
    size = {"1_to_2bn": "prior_1_to_2bn", "over_10bn": "prior_over_10bn"}.get(
        tier, "prior_2_to_5bn" if price_usd_m < 5000 else "prior_5_to_10bn"
    )
    step = steps.one(subset=size)
    return Table(
        id="outlook.published",
        title=f"What was published of private companies of this size ({tier.replace('_', ' ')})",
        columns=("list", "up", "not re-priced", "down", "left the list", "companies"),
        rows=tuple(rows),
        note=f"of {step['n']} published re-pricings from this size "
        f"{percent(float(step['share_down']))} were down, the median was {step['p50']} times the "
        "last; unannounced down rounds are missing, so that is a lower bound",
    )
