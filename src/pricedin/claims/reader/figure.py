"""What a reading consists of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pricedin.claims.claim import Qualifier, Status

UNITS = {
    "users": "count",
    "paying_users": "count",
    "employees": "count",
    "growth_rate": "percent",
    "ownership_pct": "percent",
    "ipo_price": "money_per_share",
    "investor": "name",
    "round_name": "name",
}

# What belongs to a round or an offering and can be negotiated; the rest are results.
DEALS = frozenset(
    """pre_money_valuation post_money_valuation valuation amount_raised debt_raised investor
    round_name ipo_price ipo_proceeds market_cap total_raised ownership_pct""".split()
)
COUNTS = frozenset("users paying_users employees".split())
FLOWS = frozenset("revenue net_loss net_profit burn sector_funding_total growth_rate".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing a text says. Spans count characters of the text as it was given.

    `start` and `end` are those of the evidence. Percent as printed: 74 for 74%. `others` are
    conversions the text gives beside it: value, upper end, currency.
    """

    company: str
    attribute: str
    value: Decimal | None = None
    high: Decimal | None = None
    currency: str = ""
    qualifier: Qualifier = "exact"
    status: Status = "closed"
    as_of: str = ""
    period: str = ""
    round: str = ""
    party: str = ""
    role: str = ""
    basis: str = ""
    of: str = ""
    others: tuple[tuple[Decimal, Decimal | None, str], ...] = ()
    start: int = 0
    end: int = 0
    origin: str = ""

    @property
    def unit(self) -> str:
        """The unit of the value in the reading shape."""
        return UNITS.get(self.attribute, "money")
