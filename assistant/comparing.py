"""Products side by side: every fact of any of them in a row, and whether the row tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.product import Product
from models.phrase import phrase, worded

_STOCK = {
    "in_stock": phrase("In stock"),
    "out_of_stock": phrase("Out of stock"),
    "preorder": phrase("For pre-order"),
    "backorder": phrase("On back-order"),
}


@dataclass(frozen=True)
class Row:
    """One fact: its name, what each product says ("" for nothing), and whether they say different things."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len({" ".join(value.lower().split()) for value in self.values}) > 1


def facts_of(product: Product) -> dict[str, str]:
    """Name → what the row says, in the order in which a shopper reads; what is not told is left out."""
    facts = {
        phrase("Brand"): product.brand,
        phrase("Colour"): product.color,
        phrase("Material"): product.material,
        phrase("Category"): product.category.replace(">", "›"),
    }
    return {name: value for name, value in (facts | dict(product.attributes)).items() if value}


def compare(products: Sequence[Product]) -> list[Row]:
    """The facts of all, price and stock first. No product, no rows."""
    if not products:
        return []
    rows = [
        Row(phrase("Price"), tuple(worded(one.price) if one.price else "" for one in products)),
        Row(phrase("Stock"), tuple(_STOCK[one.availability] for one in products)),
    ]
    facts = [facts_of(one) for one in products]
    # An attribute is the same by whatever case a feed writes its name.
    names: dict[str, str] = {}
    for one in facts:
        for name in one:
            names.setdefault(name.lower(), name)
    lowered = [{name.lower(): value for name, value in one.items()} for one in facts]
    rows += [Row(name, tuple(one.get(lower, "") for one in lowered)) for lower, name in names.items()]
    return rows
