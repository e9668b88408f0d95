from decimal import Decimal
from fractions import Fraction

import pytest

from pricedin.errors import InputError
from pricedin.units import (
    ISO_4217,
    MAGNITUDES,
    Money,
    parse_fraction,
    parse_money,
    parse_number,
    percent,
    short,
    significant,
    total,
)

USD, CNY = "USD", "CNY"


def dollars(amount: str) -> Money:
    return Money(Decimal(amount), USD)


# --- Money ------------------------------------------------------------------------------------


def test_money_of_one_currency_adds_and_subtracts_exactly() -> None:
    # 0.1 + 0.2 is 0.3 in decimal arithmetic, and is not in binary.
    assert dollars("0.1") + dollars("0.2") == dollars("0.3")
    assert dollars("4.8e9") - dollars("4.3e9") == dollars("500000000")
    assert -dollars("5") == dollars("-5")


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "over"])
def test_two_currencies_never_combine(operation: str) -> None:
    with pytest.raises(InputError, match="cannot combine USD with CNY; convert one of them first"):
        getattr(dollars("1"), operation)(Money(Decimal(1), CNY))


def test_the_same_amount_in_two_currencies_is_not_equal() -> None:
    assert dollars("1") != Money(Decimal(1), CNY)


def test_money_times_and_divided_by_a_number_keeps_its_currency() -> None:
    assert 3 * dollars("2.5") == dollars("7.5")
    assert dollars("7.5") / 3 == dollars("2.5")


def test_money_over_money_is_a_multiple() -> None:
    assert dollars("4.8e9").over(dollars("1.2e9")) == 4


def test_money_is_ordered_by_amount() -> None:
    assert max(dollars("10"), dollars("9")) == dollars("10")
    assert dollars("9") <= dollars("9.0")


@pytest.mark.parametrize("code", ["usd", "US", "XXX", "", "XAU"])
def test_money_refuses_what_is_no_iso_4217_currency(code: str) -> None:
    with pytest.raises(InputError, match="is not an ISO 4217 currency code"):
        Money(Decimal(1), code)


@pytest.mark.parametrize("amount", [1, 1.0, Decimal("NaN"), Decimal("Infinity")])
def test_money_refuses_what_is_no_finite_decimal(amount: object) -> None:
    with pytest.raises(InputError, match="a finite Decimal"):
        Money(amount, USD)  # type: ignore[arg-type]


def test_total_of_nothing_is_zero_of_the_named_currency() -> None:
    assert total([], "EUR") == Money(Decimal(0), "EUR")
    assert total([dollars("1"), dollars("2")], USD) == dollars("3")


def test_total_refuses_another_currency() -> None:
    with pytest.raises(InputError, match="cannot combine EUR with USD"):
        total([dollars("1")], "EUR")


# --- reading what a person types --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("4.8bn USD", "4800000000", "USD"),
        ("USD 4.8bn", "4800000000", "USD"),
        ("$40m", "40000000", "USD"),
        ("US$40 million", "40000000", "USD"),
        ("HK$1.5bn", "1500000000", "HKD"),
        ("€1.2bn", "1200000000", "EUR"),
        ("£350k", "350000", "GBP"),
        ("¥100", "100", "CNY"),
        ("1,250,000 EUR", "1250000", "EUR"),
        ("1.5tn JPY", "1500000000000", "JPY"),
        ("100亿 CNY", "10000000000", "CNY"),  # 亿 is 10^8
        ("3.5億 港元", "350000000", "HKD"),
        ("50万元", "500000", "CNY"),  # 万 is 10^4
        ("1.2万亿 RMB", "1200000000000", "CNY"),
        ("-3m usd", "-3000000", "USD"),
        ("5 BBD", "5", "BBD"),  # a Barbadian dollar, not a billion BD
    ],
)
def test_parse_money_reads_amounts_as_they_are_typed(text: str, amount: str, currency: str) -> None:
    assert parse_money(text) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "4.8zn USD",
        "4.8bnn USD",
        "4.8 m m USD",
        "4.8 lakh INR",
        "1e9 USD",
        "1,25 EUR",
        "1,2345 USD",
        "about 5m USD",
        "5m USD a year",
        "USD",
        "",
    ],
)
def test_an_amount_that_is_not_understood_whole_is_refused_not_cut_short(text: str) -> None:
    with pytest.raises(InputError, match=r"is not an amount of money; write it like '4\.8bn USD'"):
        parse_money(text)


@pytest.mark.parametrize("text", ["$5m EUR", "¥5m JPY", "EUR 5m USD"])
def test_two_currencies_in_one_amount_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="names two currencies"):
        parse_money(text)


def test_the_same_currency_said_twice_is_one_currency() -> None:
    assert parse_money("US$5m USD") == dollars("5000000")


def test_there_is_no_default_currency() -> None:
    with pytest.raises(InputError, match="'5m' names no currency"):
        parse_money("5m")


def test_the_currency_handed_over_is_used_only_where_the_text_names_none() -> None:
    assert parse_money("5m", "EUR").currency == "EUR"
    assert parse_money("5m USD", "EUR").currency == "USD"


def test_three_letters_that_are_no_currency_are_refused() -> None:
    with pytest.raises(InputError, match="'XXX' is not a currency"):
        parse_money("5 XXX")


def test_every_magnitude_is_a_power_of_ten() -> None:
    for word, size in MAGNITUDES.items():
        assert size == Decimal(10) ** size.adjusted(), word


def test_currencies_are_three_capitals() -> None:
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in ISO_4217)


@pytest.mark.parametrize("text", ["", "five", "1,25", "12,34,567", "0x10", "NaN", "inf"])
def test_parse_number_refuses_what_is_no_finite_number(text: str) -> None:
    with pytest.raises(InputError, match="is not a"):
        parse_number(text)


def test_forty_percent_is_two_fifths() -> None:
    assert parse_fraction("40%") == parse_fraction("0.4") == Decimal("0.4")
    assert parse_fraction(" -12.5 % ") == Decimal("-0.125")


# --- printing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1250", "1,250"),
        ("999499", "999,000"),  # three significant digits
        ("999500", "1m"),  # half to even: 999.5 is 1,000 thousand, so the next unit
        ("4800000000", "4.8bn"),
        ("-320400000", "-320m"),
        ("1.5e12", "1.5tn"),
        ("2.5e15", "2,500tn"),
        ("0.012345", "0.0123"),
    ],
)
def test_short_prints_three_significant_digits_in_the_largest_unit(
    amount: str, printed: str
) -> None:
    assert short(Decimal(amount)) == printed


def test_short_prints_more_digits_only_when_asked() -> None:
    assert short(Decimal("2702000")) == "2.7m"
    assert short(Decimal("2702000"), 4) == "2.702m"


def test_short_prints_fractions_and_floats_alike() -> None:
    assert short(Fraction(3, 2)) == short(1.5) == "1.5"


def test_money_prints_with_its_currency() -> None:
    assert str(Money(Decimal("1e10"), CNY)) == "10bn CNY"


@pytest.mark.parametrize(
    ("fraction", "printed"),
    [
        (Decimal("0.5") / Decimal("4.3"), "11.6%"),  # 4.8 over 4.3 less one
        (Decimal("-0.5"), "-50%"),
        (Fraction(32, 5), "640%"),
        (0.0, "0%"),
        (0.00012, "0.012%"),
    ],
)
def test_percent_is_the_fraction_times_a_hundred(fraction: Decimal, printed: str) -> None:
    assert percent(fraction) == printed


def test_significant_prints_without_exponent() -> None:
    assert significant(0.00001234) == "0.0000123"
    assert significant(1.5e7) == "15,000,000"
    assert significant(2 / 3, 2) == "0.67"
