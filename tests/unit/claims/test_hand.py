from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricedin.claims.hand import WHOLE, HandCase, hand_case, read_hand_file
from pricedin.errors import InputError, SourceError
from pricedin.units import Money

# The form in the docstring of pricedin.claims.hand.
FORM = """
name = "Halvorsen Grid"
as_of = 2026-01-20
currency = "EUR"
sector = "software"
gross_margin = 0.75

[price]
value = "800m"
label = "post"
new_money = "120m"

[revenue]
value = "52m"
basis = "run_rate"
growth = "85%"

[cash]
value = "150m"
net_burn_per_month = "2m"
"""


def typed(**changes: Any) -> HandCase:
    data: dict[str, Any] = {"name": "Acme", "as_of": "2026-01-20", "currency": "EUR", **changes}
    return hand_case(data, "acme.toml")


def test_the_whole_form_becomes_claims_and_nothing_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "halvorsen.toml"
    path.write_text(FORM, encoding="utf-8")
    case = read_hand_file(path)
    assert (case.slug, case.sector, case.problems, case.missing) == (
        "halvorsen-grid",
        "software",
        [],
        [],
    )
    read = {(c.attribute, c.basis): c.value for c in case.claims}
    assert read == {
        ("post_money_valuation", ""): Money(Decimal("800e6"), "EUR"),
        ("amount_raised", ""): Money(Decimal("120e6"), "EUR"),
        ("arr", ""): Money(Decimal("52e6"), "EUR"),
        ("growth_rate", ""): Decimal("0.85"),
        ("cash_balance", ""): Money(Decimal("150e6"), "EUR"),
        ("burn", "per_month"): Money(Decimal("2e6"), "EUR"),
        ("gross_margin", ""): Decimal("0.75"),
    }


def test_what_the_analyst_types_is_grade_b_of_the_day() -> None:
    (cash,) = typed(cash={"value": "5m"}).claims
    assert (cash.grade, cash.held_on, cash.public_from) == (
        "B",
        date(2026, 1, 20),
        date(2026, 1, 20),
    )


def test_what_is_left_out_is_told_as_missing() -> None:
    assert typed(cash={"value": "5m"}).missing == [key for key in WHOLE if key != "cash.value"]


@pytest.mark.parametrize(
    ("label", "attribute"),
    [
        ("pre", "pre_money_valuation"),
        ("post", "post_money_valuation"),
        ("listed", "market_cap"),
        ("", "valuation"),
    ],
)
def test_the_label_of_the_price_chooses_its_attribute(label: str, attribute: str) -> None:
    (price,) = typed(price={"value": "5m", "label": label}).claims
    assert price.attribute == attribute


def test_revenue_of_the_last_twelve_months_ends_on_the_day() -> None:
    (revenue,) = typed(revenue={"value": "5m", "basis": "ltm"}).claims
    assert revenue.period is not None
    assert (revenue.period.span.start, revenue.period.span.last_day) == (
        date(2025, 1, 21),
        date(2026, 1, 20),
    )


@pytest.mark.parametrize(
    ("changes", "where", "message"),
    [
        ({"cash": {"value": "a lot"}}, "acme.toml cash.value", "is not an amount of money"),
        ({"cash": {"value": "5m USD"}}, "acme.toml cash.value", "is not in EUR"),
        ({"cash": {"value": "-5m"}}, "acme.toml cash.value", "'-5m' is negative"),
        ({"gross_margin": 75}, "acme.toml gross_margin", "'75' is above 1; write 75% or 0.75"),
        ({"revenue": {"growth": "-100%"}}, "acme.toml revenue.growth", "a fall by all or more"),
        ({"price": {"label": "both"}}, "acme.toml price.label", "'both' is not pre, post or"),
        ({"cash": {"vlaue": "5m"}}, "acme.toml cash.vlaue", "unknown field"),
        ({"cash": "5m"}, "acme.toml [cash]", "is not a table"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_a_wrong_number_is_told_with_its_field_and_left_out(
    changes: dict[str, Any], where: str, message: str
) -> None:
    case = typed(**changes)
    (problem,) = case.problems
    assert problem.where == where
    assert message in problem.message
    assert case.claims == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": " "}, "'name' is missing"),
        ({"currency": "euro"}, "currency 'euro' is not an ISO 4217 code"),
        ({"currency": None}, "is not an ISO 4217 code"),
        ({"as_of": "yesterday"}, "'yesterday' is not a date"),
        ({"as_of": date.today() + timedelta(days=2)}, "is in the future"),
    ],
)
def test_without_a_name_a_currency_or_a_day_there_is_no_case(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        typed(**changes)


def test_a_file_that_is_not_toml_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(InputError, match=r"case\.toml: not TOML"):
        read_hand_file(path)


def test_a_file_that_is_not_there_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_hand_file(tmp_path / "absent.toml")


def test_an_empty_answer_leaves_a_number_out_without_a_problem() -> None:
    case = typed(price={"value": "", "label": ""}, gross_margin="", cash={"value": ""})
    assert (case.claims, case.problems, case.missing) == ([], [], list(WHOLE))


def test_an_unknown_status_is_told_and_counts_as_a_rumour() -> None:
    case = typed(price={"value": "8m", "label": "post", "status": "done"})
    assert [p.where for p in case.problems] == ["acme.toml price.status"]
    assert [c.status for c in case.claims] == ["rumoured"]


def test_an_unknown_basis_of_revenue_is_told_and_left_out() -> None:
    case = typed(revenue={"value": "5m", "basis": "weird"})
    assert [p.where for p in case.problems] == ["acme.toml revenue.basis"]
    assert not case.claims


def test_a_moment_of_toml_is_read_as_its_day() -> None:
    assert typed(as_of=datetime(2026, 1, 20, 9, 30)).as_of == date(2026, 1, 20)
