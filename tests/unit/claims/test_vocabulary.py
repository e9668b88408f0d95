from typing import get_args

import pytest

from pricedin.claims.vocabulary import (
    ATTRIBUTES,
    LISTED_PRICES,
    VALUATIONS,
    Kind,
    Reading,
    Shape,
    attribute,
    read_name,
)
from pricedin.errors import NotFoundError

# The attributes that files of case rows use, in their order; a * there stands for the
# names that the bundled rows have in its place.
CASE_NAMES = """
    pre_money_valuation post_money_valuation valuation amount_raised total_raised
    round_status lead_investor lead_investor_amount investors investor_cumulative_amount
    ownership_pct in_kind_compute_credit cash_balance cash_and_equivalents financial_assets
    bank_loans revenue revenue_segment_platform revenue_segment_ai_native revenue_segment_on_premise
    revenue_growth revenue_growth_guidance revenue_forecast arr arr_derived arr_coding_plan
    annual_contract_value gross_profit gross_margin
    gross_margin_ai_native gross_margin_cloud gross_margin_on_premise net_loss
    net_loss_cumulative adjusted_net_loss rd_expense rd_to_revenue
    compute_cost compute_cost_share_of_rd training_cost marketing_expense operating_expense
    operating_cash_flow monthly_burn cash_burn cash_burn_annual cash_burn_cumulative
    runway_months mau wau users market_rank_wau paying_users paying_users_growth_monthly
    api_revenue_multiple token_consumption_daily enterprise_customers
    employees rd_employees rd_employee_share revenue_share_on_premise overseas_revenue_share
    top5_customer_share market_share_llm_china price_increase_coding_plan
    secondary_sale_amount unrealised_gain_last_round oversubscribed_by_existing
    peer_status_zhipu ipo_price ipo_price_low ipo_price_high ipo_float_share
    ipo_gross_proceeds ipo_net_proceeds ipo_shares_offered ipo_shares_issued ipo_market_cap
    ipo_status listing_date listing_status cornerstone_amount cornerstone_share
    cornerstone_shares oversubscription_public oversubscription_international
    overallotment_net_proceeds overallotment_shares lockup_end_latest
    shares_outstanding share_price share_price_open share_price_high share_price_change_1d
    share_price_change_5d share_price_change_since_ipo market_cap price_to_sales founded_date
    sector_funding sector_funding_growth sector_funding_direction sector_deal_count
    fx_usd_cny fx_hkd_cny fx_usd_hkd
""".split()

# The attributes of the reading shape.
READING_NAMES = """
    pre_money_valuation post_money_valuation valuation amount_raised total_raised debt_raised
    revenue arr net_loss net_profit cash_balance burn growth_rate users paying_users market_cap
    ipo_price ipo_proceeds ownership_pct employees round_name investor sector_funding_total
""".split()


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_every_attribute_has_a_unit_kind_a_shape_and_a_definition(name: str) -> None:
    found = attribute(name)
    assert found.name == name
    assert found.kind in get_args(Kind)
    assert found.shape in get_args(Shape)
    assert len(found.definition.split()) >= 2


def test_no_two_attributes_are_defined_alike() -> None:
    definitions = [a.definition for a in ATTRIBUTES.values()]
    assert len(set(definitions)) == len(definitions)


@pytest.mark.parametrize("name", sorted({*CASE_NAMES, *READING_NAMES}))
def test_every_name_in_use_is_readable_and_leads_into_the_vocabulary(name: str) -> None:
    assert read_name(name).attribute in ATTRIBUTES


@pytest.mark.parametrize("name", READING_NAMES)
def test_the_names_of_the_reading_shape_are_the_vocabularys_own(name: str) -> None:
    assert read_name(name) == Reading(name)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("revenue_growth", Reading("growth_rate", of="revenue")),
        ("sector_funding_growth", Reading("growth_rate", of="sector_funding_total")),
        ("monthly_burn", Reading("burn", basis="per_month")),
        ("cash_burn_annual", Reading("burn", basis="per_year")),
        ("cash_burn", Reading("burn")),
        ("ipo_gross_proceeds", Reading("ipo_proceeds", basis="gross")),
        ("ipo_net_proceeds", Reading("ipo_proceeds", basis="net")),
        ("sector_funding", Reading("sector_funding_total")),
        ("investors", Reading("investor", role="participant")),
        ("lead_investor", Reading("investor", role="lead")),
        ("mau", Reading("users", basis="mau")),
        ("wau", Reading("users", basis="wau")),
        ("ipo_market_cap", Reading("market_cap", basis="offer_price")),
    ],
)
def test_the_case_files_names_are_read_as_decided(name: str, reading: Reading) -> None:
    assert read_name(name) == reading


def test_a_prefix_names_the_attribute_and_the_rest_the_part() -> None:
    assert read_name("revenue_segment_ai_native") == Reading("revenue", of="ai_native")
    assert read_name("gross_margin_cloud") == Reading("gross_margin", of="cloud")
    assert read_name("peer_status_zhipu") == Reading("listing_status", subject="zhipu")


@pytest.mark.parametrize("name", ["revenue_segment_", "peer_status_", "", "Revenue"])
def test_a_prefix_alone_or_another_case_is_no_name(name: str) -> None:
    with pytest.raises(NotFoundError, match="no attribute"):
        read_name(name)


def test_an_unknown_attribute_offers_near_names() -> None:
    with pytest.raises(NotFoundError, match="no attribute 'revenu'; did you mean 'revenue'"):
        read_name("revenu")
    with pytest.raises(NotFoundError, match="no attribute 'marketcap'; did you mean 'market_cap'"):
        attribute("marketcap")


def test_valuations_and_listed_prices_are_money_or_changes_of_it() -> None:
    assert {ATTRIBUTES[name].kind for name in VALUATIONS} == {"money"}
    assert {ATTRIBUTES[name].kind for name in LISTED_PRICES} == {"money", "fraction"}


def test_only_what_can_fall_below_zero_is_signed() -> None:
    # Losses and burn are written as positive numbers; profits and flows carry their sign.
    assert not any(ATTRIBUTES[name].signed for name in ("net_loss", "burn", "revenue", "arr"))
    assert all(ATTRIBUTES[name].signed for name in ("net_profit", "operating_cash_flow"))
