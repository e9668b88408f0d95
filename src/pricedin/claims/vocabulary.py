"""The closed list of attributes, each with its kind, its shape in time and its definition.

Fractions are 0 to 1 everywhere. `stock` holds on a day, `flow` covers a period, `event` belongs
to a round or an offering, `growth` is a change over time, `state` is told in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pricedin.errors import NotFoundError

Kind = Literal["money", "fraction", "count", "multiple", "months", "text", "names", "date", "rate"]
Shape = Literal["stock", "flow", "event", "growth", "state"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be said of a subject."""

    name: str
    kind: Kind
    shape: Shape
    definition: str
    signed: bool = False


def _attributes() -> Mapping[str, Attribute]:
    rows: tuple[tuple[str, Kind, Shape, str], ...] = (
        # what the company is said to be worth
        ("pre_money_valuation", "money", "event", "equity value just before a round's new money"),
        ("post_money_valuation", "money", "event", "round price times shares just after closing"),
        ("valuation", "money", "event", "a private company's valuation, pre or post not said"),
        ("market_cap", "money", "stock", "value on the stock market, or at the offer price"),
        ("share_price", "money", "stock", "price of one share on the stock market"),
        ("share_price_change", "fraction", "growth", "change of a share price over `of`"),
        ("shares_outstanding", "count", "stock", "shares issued and not held by the company"),
        ("price_to_sales", "multiple", "stock", "market value over trailing sales, as printed"),
        # rounds and offerings
        ("amount_raised", "money", "event", "money the company gets in one round or tranche"),
        ("total_raised", "money", "stock", "all money raised to date"),
        ("debt_raised", "money", "event", "loans, bonds, credit lines, venture debt"),
        ("in_kind_compute_credit", "money", "stock", "payment in kind for shares, as cloud credit"),
        ("round_name", "text", "event", "a named round of the company"),
        ("round_status", "text", "state", "how far a round is, in words"),
        ("investor", "names", "event", "investors in a round, by role; value is their own cheque"),
        ("investor_cumulative_amount", "money", "stock", "all one investor has put in to date"),
        ("oversubscribed_by_existing", "text", "state", "holders asked for more than their share"),
        ("ownership_pct", "fraction", "stock", "share of the equity held by a party"),
        ("secondary_sale_amount", "money", "event", "existing shares sold; none to the company"),
        ("unrealised_gain_last_round", "fraction", "growth", "paper gain of last-round holders"),
        ("ipo_price", "money", "event", "offer price of one share"),
        ("ipo_proceeds", "money", "event", "money of an offering; basis gross or net"),
        ("ipo_shares", "count", "event", "shares offered, issued, or of a tranche (basis)"),
        ("ipo_float", "fraction", "event", "offered shares over enlarged capital"),
        ("ipo_status", "text", "state", "what is said about a listing"),
        ("listing_date", "date", "event", "first trading day"),
        ("listing_status", "text", "state", "whether and where it is said to be listed"),
        ("lockup_end", "date", "event", "day on which a lock-up ends"),
        ("cornerstone", "money", "event", "money placed with cornerstone holders"),
        ("cornerstone_share", "fraction", "event", "share of an offer placed with cornerstones"),
        ("oversubscription", "multiple", "event", "demand over offer; basis is the tranche"),
        # money in and out
        ("revenue", "money", "flow", "recognised revenue of a period, or a forecast of it"),
        ("arr", "money", "stock", "annual recurring or run-rate revenue, annualised"),
        ("annual_contract_value", "money", "stock", "yearly value of signed contracts"),
        ("revenue_share", "fraction", "flow", "share of revenue from a segment or client group"),
        ("gross_profit", "money", "flow", "revenue less cost of revenue"),
        ("gross_margin", "fraction", "flow", "gross profit over revenue"),
        ("net_loss", "money", "flow", "loss as a positive number; basis adjusted where said"),
        ("net_profit", "money", "flow", "profit; basis adjusted where said"),
        ("operating_cash_flow", "money", "flow", "cash from operations; negative if used"),
        ("operating_expense", "money", "flow", "operating expenses in total"),
        ("rd_expense", "money", "flow", "research and development expense"),
        ("rd_to_revenue", "multiple", "flow", "research and development over revenue"),
        ("compute_cost", "money", "flow", "compute bought, wherever it is booked"),
        ("compute_cost_share", "fraction", "flow", "compute over research and development"),
        ("training_cost", "money", "event", "cost told of training one model"),
        ("marketing_expense", "money", "flow", "selling and marketing expense"),
        ("burn", "money", "flow", "cash used in a period, as a positive number"),
        ("runway_months", "months", "stock", "months of cash as a source reckons them"),
        ("cash_balance", "money", "stock", "cash on hand; basis says what is counted"),
        ("cash_and_equivalents", "money", "stock", "cash and cash equivalents as accounted"),
        ("financial_assets", "money", "stock", "liquid financial assets beside cash"),
        ("bank_loans", "money", "stock", "bank borrowing on the books"),
        # what the business does
        ("users", "count", "stock", "users; basis mau, wau or registered"),
        ("paying_users", "count", "stock", "users said to pay"),
        ("customers", "count", "stock", "institutions served"),
        ("employees", "count", "stock", "headcount; basis all or research"),
        ("employee_share", "fraction", "stock", "share of staff in a function"),
        ("token_consumption", "count", "stock", "tokens processed a day"),
        ("market_share", "fraction", "flow", "share of a market by sales"),
        ("market_rank", "count", "stock", "rank by users"),
        ("price_change", "fraction", "growth", "change of a list price"),
        ("growth_rate", "fraction", "growth", "change of an operating figure or total (`of`)"),
        ("growth_multiple", "multiple", "growth", "an operating figure over its earlier self"),
        ("founded_date", "date", "state", "when the company was founded"),
        # the sector
        ("sector_funding_total", "money", "flow", "funding of a sector, country or period"),
        ("sector_funding_direction", "text", "state", "whether a funding total rose or fell"),
        ("sector_deal_count", "count", "flow", "deals of a sector in a period"),
        ("fx_rate", "rate", "stock", "exchange rate as printed; `of` names the pair"),
    )
    signed = {
        "share_price_change",
        "gross_profit",
        "gross_margin",
        "operating_cash_flow",
        "net_profit",
        "growth_rate",
        "price_change",
        "unrealised_gain_last_round",
    }
    return {
        name: Attribute(name, kind, shape, definition, name in signed)
        for name, kind, shape, definition in rows
    }


ATTRIBUTES: Mapping[str, Attribute] = _attributes()

VALUATIONS = ("pre_money_valuation", "post_money_valuation", "valuation")
LISTED_PRICES = ("market_cap", "share_price", "share_price_change")


def attribute(name: str) -> Attribute:
    """Return the attribute of this name, or say which name may have been meant."""
    try:
        return ATTRIBUTES[name]
    except KeyError:
        raise NotFoundError.near("attribute", name, ATTRIBUTES) from None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name used in a claim file is read in this vocabulary."""

    attribute: str
    basis: str = ""
    of: str = ""
    role: str = ""
    subject: str = ""


_CASE_NAMES: Mapping[str, Reading] = {
    "revenue_growth": Reading("growth_rate", of="revenue"),
    "revenue_growth_guidance": Reading("growth_rate", basis="guidance", of="revenue"),
    "paying_users_growth_monthly": Reading("growth_rate", basis="per_month", of="paying_users"),
    "sector_funding_growth": Reading("growth_rate", of="sector_funding_total"),
    "sector_funding": Reading("sector_funding_total"),
    "api_revenue_multiple": Reading("growth_multiple", of="api_revenue"),
    "price_increase_coding_plan": Reading("price_change", of="coding_plan"),
    "revenue_forecast": Reading("revenue", basis="forecast"),
    "arr_derived": Reading("arr", basis="derived"),
    "arr_coding_plan": Reading("arr", of="coding_plan"),
    "adjusted_net_loss": Reading("net_loss", basis="adjusted"),
    "net_loss_cumulative": Reading("net_loss", basis="cumulative"),
    "monthly_burn": Reading("burn", basis="per_month"),
    "cash_burn": Reading("burn"),
    "cash_burn_annual": Reading("burn", basis="per_year"),
    "cash_burn_cumulative": Reading("burn", basis="cumulative"),
    "compute_cost_share_of_rd": Reading("compute_cost_share"),
    "mau": Reading("users", basis="mau"),
    "wau": Reading("users", basis="wau"),
    "market_rank_wau": Reading("market_rank", basis="wau"),
    "enterprise_customers": Reading("customers"),
    "token_consumption_daily": Reading("token_consumption"),
    "rd_employees": Reading("employees", basis="research"),
    "rd_employee_share": Reading("employee_share", of="research"),
    "overseas_revenue_share": Reading("revenue_share", of="overseas"),
    "top5_customer_share": Reading("revenue_share", of="top5_customers"),
    "market_share_llm_china": Reading("market_share", of="llm_china"),
    "lead_investor": Reading("investor", role="lead"),
    "lead_investor_amount": Reading("investor", basis="cheque", role="lead"),
    "investors": Reading("investor", role="participant"),
    "ipo_price_low": Reading("ipo_price", basis="range_low"),
    "ipo_price_high": Reading("ipo_price", basis="range_high"),
    "ipo_float_share": Reading("ipo_float"),
    "ipo_gross_proceeds": Reading("ipo_proceeds", basis="gross"),
    "ipo_net_proceeds": Reading("ipo_proceeds", basis="net"),
    "overallotment_net_proceeds": Reading("ipo_proceeds", basis="overallotment_net"),
    "ipo_shares_offered": Reading("ipo_shares", basis="offered"),
    "ipo_shares_issued": Reading("ipo_shares", basis="issued"),
    "overallotment_shares": Reading("ipo_shares", basis="overallotment"),
    "cornerstone_shares": Reading("ipo_shares", basis="cornerstone"),
    "ipo_market_cap": Reading("market_cap", basis="offer_price"),
    "cornerstone_amount": Reading("cornerstone"),
    "oversubscription_public": Reading("oversubscription", basis="public"),
    "oversubscription_international": Reading("oversubscription", basis="international"),
    "lockup_end_latest": Reading("lockup_end", basis="latest"),
    "share_price_open": Reading("share_price", basis="open"),
    "share_price_high": Reading("share_price", basis="intraday_high"),
    "share_price_change_1d": Reading("share_price_change", of="1d"),
    "share_price_change_5d": Reading("share_price_change", of="5d"),
    "share_price_change_since_ipo": Reading("share_price_change", of="since_ipo"),
    "fx_usd_cny": Reading("fx_rate", of="USD/CNY"),
    "fx_hkd_cny": Reading("fx_rate", of="HKD/CNY"),
    "fx_usd_hkd": Reading("fx_rate", of="USD/HKD"),
}

# A prefix names the attribute, what follows it names the part (or the company) meant.
_CASE_PREFIXES: Mapping[str, Reading] = {
    "revenue_segment_": Reading("revenue"),
    "revenue_share_": Reading("revenue_share"),
    "gross_margin_": Reading("gross_margin"),
    "peer_status_": Reading("listing_status"),
}


def read_name(name: str) -> Reading:
    """Read the name of an attribute as a claim file gives it.

    Raises
    ------
    NotFoundError
        If it is neither in the vocabulary nor a known name for something that is.

    Examples
    --------
    >>> read_name("revenue_segment_platform")
    Reading(attribute='revenue', basis='', of='platform', role='', subject='')
    >>> read_name("paying_user")
    Traceback (most recent call last):
    pricedin.errors.NotFoundError: no attribute 'paying_user'; did you mean 'paying_users' or ...
    """
    if name in ATTRIBUTES:
        return Reading(name)
    if name in _CASE_NAMES:
        return _CASE_NAMES[name]
    for prefix, reading in _CASE_PREFIXES.items():
        part = name.removeprefix(prefix)
        if part and part != name:
            if prefix == "peer_status_":
                return Reading(reading.attribute, subject=part)
            return Reading(reading.attribute, of=part)
    raise NotFoundError.near("attribute", name, {*ATTRIBUTES, *_CASE_NAMES})
