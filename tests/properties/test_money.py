from contextlib import suppress
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pricedin.errors import InputError
from pricedin.units import ISO_4217, MAGNITUDES, Money, parse_money, short

CURRENCIES = st.sampled_from(sorted(ISO_4217))
MAGNITUDE_WORDS = st.sampled_from(sorted(MAGNITUDES))
THREE_DIGITS = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(-999, 999),
    st.integers(-6, 13),
)
AMOUNTS = st.decimals(
    Decimal("-1e15"), Decimal("1e15"), places=4, allow_nan=False, allow_infinity=False
)


@given(THREE_DIGITS, CURRENCIES)
def test_money_of_three_digits_prints_and_reads_back_the_same(
    amount: Decimal, currency: str
) -> None:
    money = Money(amount, currency)
    assert parse_money(str(money)) == money


@given(AMOUNTS, CURRENCIES)
def test_any_money_prints_and_reads_back_to_three_digits(amount: Decimal, currency: str) -> None:
    read = parse_money(str(Money(amount, currency)))
    assert read.currency == currency
    # Half of the third digit: at most 1 in 200 of the amount.
    assert abs(read.amount - amount) <= abs(amount) / 200


@given(AMOUNTS)
def test_printing_what_was_printed_changes_nothing(amount: Decimal) -> None:
    printed = short(amount)
    assert str(parse_money(printed, "USD")) == f"{printed} USD"


@given(
    st.decimals(Decimal(0), Decimal(10**6), places=2, allow_nan=False, allow_infinity=False),
    MAGNITUDE_WORDS,
    CURRENCIES,
)
def test_an_amount_is_its_number_times_its_magnitude_on_either_side_of_the_currency(
    number: Decimal, magnitude: str, currency: str
) -> None:
    expected = Money(number * MAGNITUDES[magnitude], currency)
    assert parse_money(f"{number:f}{magnitude} {currency}") == expected
    assert parse_money(f"{currency} {number:f}{magnitude}") == expected
    assert parse_money(f"{number:,f} {magnitude}", currency) == expected


@given(st.text(max_size=20))
def test_any_text_is_money_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        assert parse_money(text, "USD").amount.is_finite()


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_money_adds_in_any_order(one: Decimal, two: Decimal, three: Decimal) -> None:
    a, b, c = (Money(x, "USD") for x in (one, two, three))
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a - b == -(b - a)
