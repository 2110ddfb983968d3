"""Products side by side: every fact of any of them in a row, and whether the row tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cleaning import clean_text
from catalog.product import Product
from models.phrase import phrase, worded

PRICE, STOCK = phrase("Price"), phrase("Stock")
_STOCK = {
    "in_stock": phrase("in stock"),
    "out_of_stock": phrase("out of stock"),
    "preorder": phrase("pre-order"),
    "backorder": phrase("back-order"),
}


@dataclass(frozen=True)
class Row:
    """One fact: its name, what each product says ("" for nothing), and whether they say different things."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len({" ".join(value.casefold().split()) for value in self.values}) > 1


def offer_of(product: Product) -> dict[str, str]:
    """What is told of a product as the shop offers it: its price, "" where none is given, and its stock."""
    return {PRICE: worded(product.price) if product.price else "", STOCK: _STOCK[product.availability]}


def facts_of(product: Product) -> dict[str, str]:
    """Name → what the row says of the thing, in the order in which a shopper reads; what is not told is left out."""
    facts = {
        phrase("Brand"): product.brand,
        phrase("Colour"): product.color,
        phrase("Material"): product.material,
        phrase("Category"): product.category.replace(">", "›"),
    }
    told = {name: clean_text(value) for name, value in (facts | dict(product.attributes)).items()}
    return {name: value for name, value in told.items() if value}


def compare(products: Sequence[Product]) -> list[Row]:
    """The facts of all, price and stock first. No product, no rows."""
    if not products:
        return []
    offers = [offer_of(one) for one in products]
    rows = [Row(name, tuple(offer[name] for offer in offers)) for name in (PRICE, STOCK)]
    facts = [facts_of(one) for one in products]
    # An attribute is the same by whatever case a feed writes its name.
    names: dict[str, str] = {}
    for one in facts:
        for name in one:
            names.setdefault(name.lower(), name)
    lowered = [{name.lower(): value for name, value in one.items()} for one in facts]
    rows += [Row(name, tuple(one.get(lower, "") for one in lowered)) for lower, name in names.items()]
    return rows
