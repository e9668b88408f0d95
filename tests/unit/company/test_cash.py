from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from pricedin.claims.claim import Claim
from pricedin.company.cash import CASH_SHARE_OF_LOSS, Cash, cash_position
from pricedin.company.figure import Known, Missing, Ranged
from pricedin.company.operations import Conversion
from pricedin.facts.distribution import AtLeast, Between, Stated
from pricedin.facts.judge import Judgement
from pricedin.fx import ReferenceRates

Build = Callable[..., Claim]
Judge = Callable[..., Judgement]
Position = Callable[..., Cash]

DAY = date(2026, 1, 16)


@pytest.fixture
def position(judged: Judge, rates: ReferenceRates) -> Position:
    conversion = Conversion(currency="USD", rates=rates, day=DAY)
    return lambda *claims: cash_position(judged(*claims).facts, conversion, DAY)


def central(figure: object) -> Decimal:
    assert isinstance(figure, Known)
    return figure.distribution.central


# --- what is held -----------------------------------------------------------------------------


def test_what_is_not_public_is_missing_and_never_zero(position: Position) -> None:
    cash = position()
    for figure in (cash.stated, cash.held, cash.debt, cash.burn, cash.in_kind, cash.months_told):
        assert isinstance(figure, Missing)


def test_a_bound_stays_a_bound_and_the_answer_at_it_comes_first(
    claim: Build, position: Position
) -> None:
    told = claim("cash_balance", "100m USD", grade="A", as_of="2025-12-31", qualifier="at_least")
    held = position(told).held
    assert isinstance(held, Ranged)
    assert held.distribution == AtLeast(Decimal(10**8))


def test_the_latest_balance_counts(claim: Build, position: Position) -> None:
    cash = position(
        claim("cash_balance", "100m USD", grade="A", as_of="2025-06-30"),
        claim("cash_balance", "60m USD", grade="C", as_of="2025-12-31"),
    )
    assert central(cash.stated) == 60_000_000


def test_cash_and_liquid_assets_of_one_day_are_added(claim: Build, position: Position) -> None:
    day = {"grade": "A", "as_of": "2025-12-31"}
    cash = position(
        claim("cash_and_equivalents", "100m USD", **day),
        claim("financial_assets", "40m USD", **day),
        claim("financial_assets", "99m USD", grade="A", as_of="2025-06-30"),
    )
    assert central(cash.stated) == 140_000_000


def test_debt_and_payment_in_kind_stand_beside_the_cash(claim: Build, position: Position) -> None:
    cash = position(
        claim("cash_balance", "100m USD", as_of="2025-12-31"),
        claim("bank_loans", "30m USD", as_of="2025-12-31"),
        claim("in_kind_compute_credit", "20m USD", as_of="2025-12-31"),
    )
    assert (central(cash.held), central(cash.debt), central(cash.in_kind)) == (
        100_000_000,
        30_000_000,
        20_000_000,
    )


def test_a_stale_balance_is_rolled_forward_by_burn(claim: Build, position: Position) -> None:
    cash = position(
        claim("cash_balance", "100m USD", grade="A", as_of="2025-06-30"),
        claim("operating_cash_flow", "-20m USD", grade="A", period="2025H1"),
    )
    # 40m a year over the 200 days from 30 June to 16 January.
    spent = Decimal(40_000_000) * 200 / Decimal("365.25")
    assert central(cash.held) == pytest.approx(Decimal(100_000_000) - spent)
    assert isinstance(cash.held, Ranged)
    assert cash.notes == ("the balance is 200 days old; rolled forward by burn to 2026-01-16",)


def test_a_fresh_balance_is_shown_as_stated_with_what_may_be_spent(
    claim: Build, position: Position
) -> None:
    cash = position(
        claim("cash_balance", "100m USD", grade="A", as_of="2025-12-31"),
        claim("burn", "3m USD", grade="A", as_of="2025-12-31", basis="per_month"),
    )
    assert central(cash.held) == 100_000_000
    # 36m a year over 16 days is 1.58m
    assert "at the burn that is known 1.58m USD of it may be spent" in cash.notes[0]


def test_cash_is_never_rolled_below_nothing(claim: Build, position: Position) -> None:
    cash = position(
        claim("cash_balance", "1m USD", grade="A", as_of="2025-06-30"),
        claim("operating_cash_flow", "-20m USD", grade="A", period="2025H1"),
    )
    assert isinstance(cash.held, Known)
    assert cash.held.distribution == Between(Decimal(0), Decimal(0), Decimal(0))


def test_money_of_an_offering_since_the_balance_is_added_net_before_gross(
    claim: Build, position: Position
) -> None:
    offer = {"event": "acme/ipo", "as_of": "2026-01-08", "grade": "A"}
    cash = position(
        claim("cash_balance", "100m USD", grade="A", as_of="2025-12-31"),
        claim("ipo_proceeds", "50m USD", basis="gross", **offer),
        claim("ipo_proceeds", "46m USD", basis="net", **offer),
    )
    assert central(cash.stated) == 100_000_000
    assert central(cash.held) == 146_000_000


def test_an_offering_before_the_balance_is_in_it_already(claim: Build, position: Position) -> None:
    cash = position(
        claim("cash_balance", "100m USD", grade="A", as_of="2025-12-31"),
        claim("ipo_proceeds", "46m USD", basis="net", event="acme/ipo", as_of="2025-12-31"),
    )
    assert central(cash.held) == 100_000_000


# --- what is burnt ----------------------------------------------------------------------------


def _tellers(claim: Build) -> list[Claim]:
    """Return what tells burn, the best first; each would come to another yearly figure."""
    period = {"period": "2025H1", "grade": "A"}
    return [
        claim("operating_cash_flow", "-20m USD", **period),  # 40m a year
        claim("burn", "3m USD", as_of="2025-06-30", basis="per_month", grade="C"),  # 36m
        claim("net_loss", "15m USD", basis="adjusted", **period),  # 30m
        claim("net_loss", "50m USD", **period),  # 100m
    ]


@pytest.mark.parametrize(
    ("best", "yearly"),
    [
        (0, Stated(Decimal(40_000_000), 0.05)),
        (1, Stated(Decimal(36_000_000), 0.03)),
        (2, Stated(Decimal(30_000_000), 0.15)),
        (3, Between(*(Decimal(100_000_000) * share for share in CASH_SHARE_OF_LOSS))),
    ],
)
def test_burn_is_told_by_the_best_of_what_tells_it(
    claim: Build, position: Position, best: int, yearly: object
) -> None:
    burn = position(*_tellers(claim)[best:]).burn
    assert isinstance(burn, Known)
    assert burn.distribution == yearly


def test_an_average_since_the_founding_says_least_of_the_pace_now(
    claim: Build, position: Position
) -> None:
    average = claim("burn", "99m USD", as_of="2025-06-30", basis="per_year", grade="E")
    loss = claim("net_loss", "50m USD", period="2025H1", grade="A")
    burn = position(average, loss).burn
    assert isinstance(burn, Known)
    assert burn.facts[0].attribute == "net_loss"


def test_a_much_older_teller_does_not_speak_for_today(claim: Build, position: Position) -> None:
    old = claim("operating_cash_flow", "-20m USD", period="FY2023", grade="A")
    new = claim("net_loss", "50m USD", period="2025H1", grade="A")
    burn = position(old, new).burn
    assert isinstance(burn, Known)
    assert burn.facts[0].attribute == "net_loss"


def test_cash_from_operations_that_comes_in_is_no_burn(claim: Build, position: Position) -> None:
    earned = claim("operating_cash_flow", "20m USD", period="2025H1", grade="A")
    assert isinstance(position(earned).burn, Missing)
