"""Prices as exports write them, in the form that `Money.parse` reads ("15.00 USD"), and which of two prices is asked today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from catalog.product import Money

# A sign that several currencies share is the feed's own currency
# where that is one of them.
_SIGNS = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD", "R$": "BRL", "S$": "SGD",
    "MX$": "MXN", "$": "USD", "€": "EUR", "euro": "EUR", "£": "GBP", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "lei": "RON",
    "kr": "SEK", "kr.": "DKK", "руб": "RUB", "руб.": "RUB", "₽": "RUB", "Fr.": "CHF", "Rs": "INR", "Rs.": "INR", "₹": "INR",
    "₺": "TRY", "TL": "TRY", "₩": "KRW", "원": "KRW", "₴": "UAH", "₫": "VND", "₪": "ILS", "฿": "THB", "¥": "JPY", "￥": "JPY",
    "円": "JPY", "元": "CNY",
}  # fmt: skip
_SHARED = {
    "$": "CAD AUD NZD MXN SGD HKD ARS CLP COP", "¥": "CNY", "￥": "CNY", "kr": "NOK DKK ISK", "kr.": "SEK NOK ISK", "£": "EGP",
    "Rs": "PKR LKR", "Rs.": "PKR LKR",
}  # fmt: skip
_NUMBER = r"\d[\d.,'’\u00a0\u202f\u2009 ]*|[.,]\d+"
_PRICE = re.compile(rf"(?P<before>[^\d,]{{0,12}}?)(?P<number>{_NUMBER})(?P<after>[^\d]{{0,12}})")


def tidy_price(text: str, currency: str) -> str:
    """ "1 299,00 kr", "CHF 12.–" and "£9.5" as "1299,00 SEK", "12 CHF" and "9.5 GBP".

    `currency` is what a bare number is in. What is not understood is returned as it came, for the one who checks it to refuse.
    """
    said = " ".join(text.split())
    parts = _PRICE.fullmatch(re.sub(r"(?<=\d)[.,][–—-]+", "", said))  # "12,-" has no cents
    if not parts or "-" in parts["before"]:
        return said
    code = _code(f"{parts['before']} {parts['after']}".strip(), currency)
    return said if code is None else f"{_closed_up(parts['number'])} {code}"


def looks_like_price(text: str) -> bool:
    """Whether `tidy_price` makes a price of it."""
    return amount(tidy_price(text, "USD")) is not None


def lowest(prices: Iterable[str]) -> str:
    """The lowest of tidied prices; one that cannot be read is given only where none can."""
    said = [price for price in prices if price]
    readable = [(value.amount, price) for price in said if (value := amount(price)) is not None]
    return min(readable)[1] if readable else (said[0] if said else "")


def asked(price: str, sale_price: str, period: tuple[str, str] = ("", "")) -> str:
    """The price a shopper pays today: the sale price where there is one, it is no higher, and its period is on."""
    reduced, full = amount(sale_price), amount(price)
    if reduced is None or not _on(period):
        return price
    return sale_price if full is None or reduced.currency != full.currency or reduced.amount <= full.amount else price


def amount(price: str) -> Money | None:
    """A tidied price as money, or None."""
    try:
        return Money.parse(price)
    except ValueError:
        return None


def _code(beside: str, currency: str) -> str | None:
    """The currency that signs or letters beside a number mean; None where they mean none."""
    if not beside:
        return currency
    for sign, code in _SIGNS.items():
        if beside.lower() == sign.lower():
            return currency if currency in _SHARED.get(sign, "").split() else code
    if re.fullmatch(r"[A-Za-z]{3}", beside):
        return beside.upper()
    if len(said := beside.split()) == 2:  # "$ … USD"
        found = {_code(one, currency) for one in said}
        codes = [one.upper() for one in said if re.fullmatch(r"[A-Za-z]{3}", one)]
        return codes[0] if len(codes) == 1 and None not in found else None
    return None


def _closed_up(number: str) -> str:
    """Take out what parts thousands and is neither comma nor point; a lone comma or point at the end goes too."""
    number = re.sub(r"(?<=\d)['’\u00a0\u202f\u2009 ](?=\d{3}(?!\d))", "", number.strip())
    return re.sub(r"[.,]$", "", number)


def _on(period: tuple[str, str]) -> bool:
    """Whether now lies within; a date that cannot be read counts as past, so that nobody is promised too low a price."""
    now = datetime.now(UTC)
    try:
        starts, ends = (_day(said) if said.strip() else None for said in period)
    except ValueError:
        return False
    return (starts is None or starts <= now) and (ends is None or now <= ends)


def _day(said: str) -> datetime:
    """A date of an export, at UTC where it names no zone; a day without a time lasts until its end."""
    said = said.strip().replace("/", "-")
    day = datetime.fromisoformat(said)
    if len(said) <= 10:
        day = day.replace(hour=23, minute=59)
    return day if day.tzinfo else day.replace(tzinfo=UTC)
