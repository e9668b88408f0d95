"""The split over revenue: what is covered and what is the bet at each.

The answer where revenue is not public, and a check on it where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricedin.company.company import Company
from pricedin.company.figure import Missing
from pricedin.facts.distribution import interval
from pricedin.measures.measure import Cell, Interval, Quantity, Table
from pricedin.measures.parts import cash_of, lineage_of, per_million, reading_of
from pricedin.units import percent, short

if TYPE_CHECKING:
    from pricedin.simulation.futures import Futures

CURVE_POINTS = 16
CURVE_ROWS = 32


class Curve:
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
        value, cash = futures.over_revenue(futures.lead, self.revenue, label=label, rows=CURVE_ROWS)
        self.bet = price - value
        # The answer at a bound on cash comes first, here as in the parts.
        held = float(cash_of(futures, label)) / self.unit
        self.central = price - held - (value - cash).mean(axis=1)
        self.price = price

    def points(self) -> list[dict[str, float]]:
        """Return the numbers behind the chart."""
        import numpy as np

        return [
            {
                "revenue": float(r * self.unit),
                "bet": float(central * self.unit),
                "low": float(np.percentile(b, 10) * self.unit),
                "high": float(np.percentile(b, 90) * self.unit),
                "share": float(central / self.price),
            }
            for r, b, central in zip(self.revenue, self.bet, self.central, strict=True)
        ]

    def crossing(self, share: float) -> float | None:
        """Return the revenue at which the bet is `share` of the price, in currency units."""
        import numpy as np

        mean = self.central / self.price
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
                        basis=f"{reading_of(self.label)}; {self.futures.lead.title}",
                        formula="inverse of the split over revenue, other inputs as they are",
                        lineage=lineage_of(
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
