"""Products side by side: every fact of any in a row, and rows that differ told from those that do not."""

from __future__ import annotations

from decimal import Decimal

from assistant.comparing import compare, facts_of
from catalog.product import Money, Product


def test_rows_differ_where_products_do() -> None:
    mug = Product("a", "Mug", price=Money(Decimal(15), "USD"), color="red", attributes={"Size": "0.3 l"})
    cup = Product(
        "b",
        "Cup",
        price=Money(Decimal(15), "USD"),
        color=" Red ",
        availability="preorder",
        attributes={"size": "0.2 l"},
    )
    rows = {row.name: row for row in compare([mug, cup])}
    assert list(rows) == ["Price", "Stock", "Colour", "Size"]
    assert {name for name, row in rows.items() if row.differs} == {"Stock", "Size"}
    assert rows["Size"].values == ("0.3 l", "0.2 l")


def test_what_only_one_tells_is_a_difference_and_what_none_tells_is_no_row() -> None:
    rows = {row.name: row for row in compare([Product("a", "A", material="oak"), Product("b", "B")])}
    assert rows["Material"].values == ("oak", "") and rows["Material"].differs
    assert rows["Price"].values == ("", "") and not rows["Price"].differs
    assert "Brand" not in rows
    assert compare([]) == []
    assert facts_of(Product("a", "A", category="Home > Mugs")) == {"Category": "Home › Mugs"}
    assert facts_of(Product("a", "A", attributes={"Fit": "slim\u202e", "Cut": " "})) == {"Fit": "slim"}
