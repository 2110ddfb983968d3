"""Money: what a feed may write, what a shopper reads, and that amounts stay exact. Filters: what counts as asked."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.product import Filters, Money, Product

CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "CHF", "SEK"])
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("15.00 USD", "15.00", "USD"),
        ("USD 15", "15", "USD"),
        ("$15", "15", "USD"),
        ("$ 15.5", "15.5", "USD"),
        ("15", "15", "USD"),
        ("15.00 eur", "15.00", "EUR"),
        ("€12,50", "12.50", "EUR"),
        ("12,5 EUR", "12.5", "EUR"),
        ("£1,299.00", "1299.00", "GBP"),
        ("1.299,00 EUR", "1299.00", "EUR"),
        ("1,299", "1299", "USD"),
        ("1,234,567", "1234567", "USD"),
        ("1.234.567 EUR", "1234567", "EUR"),
        ("1,234,567.89", "1234567.89", "USD"),
        ("1.234.567,89 EUR", "1234567.89", "EUR"),
        ("¥1500", "1500", "JPY"),
        ("1.500 BHD", "1.500", "BHD"),
        ("  7.25\u00a0USD ", "7.25", "USD"),
        ("0", "0", "USD"),
        (".5", "0.5", "USD"),
        ("5.", "5", "USD"),
    ],
)
def test_prices_are_read_as_shops_write_them(text: str, amount: str, currency: str) -> None:
    assert Money.parse(text) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    ["", " ", "free", "USD", "-5 USD", "15 16", "15 USD EUR", "15 US", "15 USDX", "NaN", "Infinity", "inf USD", "1e5", "0x10",
     "१५", "15 ÉÉÉ", ".", ",", "$", "1-2", "1.2.3", "1,2,3", "1.2.34 USD", "--1", "15\x00USD", "9" * 40, "<b>15</b>",
     "=1+1", "15 USD; DROP TABLE products"],
)  # fmt: skip
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Money.parse(text)


@given(st.text(max_size=40) | st.from_regex(r"[$€£¥]?[0-9.,' ]{0,14}( ?[A-Za-z]{0,4})?", fullmatch=True))
def test_any_text_is_a_price_that_can_be_shown_or_a_value_error(text: str) -> None:
    try:
        money = Money.parse(text)
    except ValueError:
        return
    assert money.amount >= 0
    assert Money.parse(str(money)).currency == money.currency
    assert money.label()


@given(AMOUNTS, CURRENCIES)
def test_the_feed_form_is_read_back_to_the_cent(amount: Decimal, currency: str) -> None:
    assert Money.parse(str(Money(amount, currency))) == Money(amount, currency)


@given(AMOUNTS, st.sampled_from(["USD", "EUR", "GBP", "CHF"]))
def test_the_label_says_the_same_amount(amount: Decimal, currency: str) -> None:
    assert Money.parse(Money(amount, currency).label()) == Money(amount, currency)


@pytest.mark.parametrize(
    ("money", "label", "said"),
    [
        (Money(Decimal("15"), "USD"), "$15.00", "15.00 USD"),
        (Money(Decimal("1299.5"), "EUR"), "€1,299.50", "1299.50 EUR"),
        (Money(Decimal("1500"), "JPY"), "¥1,500", "1500 JPY"),
        (Money(Decimal("1.5"), "BHD"), "1.500 BHD", "1.500 BHD"),
        (Money(Decimal("12"), "SEK"), "12.00 SEK", "12.00 SEK"),
    ],
)
def test_a_price_is_written_with_its_currencys_digits(money: Money, label: str, said: str) -> None:
    assert (money.label(), str(money)) == (label, said)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("-1", "USD"), ("NaN", "USD"), ("Infinity", "USD"), ("1", "usd"), ("1", "US"), ("1", "€€€"), ("1", "")],
)
def test_money_that_makes_no_sense_cannot_be_made(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Money(Decimal(amount), currency)


def test_the_shops_own_currency_is_used_where_none_is_said() -> None:
    assert Money.parse("15", default_currency="EUR").currency == "EUR"
    assert Money.parse("15 USD", default_currency="EUR").currency == "USD"


def test_trailing_zeros_make_no_other_price() -> None:
    assert Money.parse("15 USD") == Money.parse("15.00 USD")


def test_filters_are_false_until_something_is_asked() -> None:
    assert not Filters()
    assert Filters(price_max=Decimal(0))
    assert Filters(in_stock=True)
    assert Filters(without=frozenset({"leather"}))


def test_products_cannot_be_changed_behind_the_stores_back() -> None:
    product = Product("1", "Mug")
    with pytest.raises(FrozenInstanceError):
        product.title = "Cup"  # type: ignore[misc]
    with pytest.raises(TypeError):
        product.attributes["size"] = "L"  # type: ignore[index]
