"""How a product lies in the database: its row, its letters, its pictures; many at a time. And as JSON, for what waits or was.

Every function works inside the transaction it is given. Used by `catalog.store` and `catalog.import_log`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from catalog import letters
from catalog import tables as t
from catalog.database import chunks
from catalog.product import Money, Picture, Product, as_meant, text_hash
from catalog.wording import told

_TEXTS = ("id", "title", "description", "availability", "brand", "color", "material", "category", "group_id", "link")


def read_products(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[int, Product]]:
    """Return id → (row, product) for those that exist, in the order asked."""
    rows: dict[str, Any] = {}
    shown: dict[int, list[Picture]] = {}
    for chunk in chunks([one for one in dict.fromkeys(ids) if sayable(one) == one]):
        for row in connection.execute(sa.select(t.products).where(t.products.c.id.in_(chunk))):
            rows[row.id] = row
    for numbers in chunks([row.row for row in rows.values()]):
        asked = sa.select(t.pictures).where(t.pictures.c.product_row.in_(numbers)).order_by(t.pictures.c.position)
        for picture in connection.execute(asked):
            shown.setdefault(picture.product_row, []).append(
                Picture(picture.content_hash, picture.source, picture.width, picture.height)
            )
    return {one: (rows[one].row, _product(rows[one], shown.get(rows[one].row, []))) for one in ids if one in rows}


def put_products(
    connection: sa.Connection, products: Sequence[Product], *, at: Mapping[str, int] = MappingProxyType({})
) -> None:
    """Add or replace products, whose ids must not repeat. `at` gives new ones the row that they once had."""
    for chunk in chunks(products):
        known = _rows(connection, chunk)
        old = [product for product in chunk if product.id in known]
        new = [product for product in chunk if product.id not in known]
        _forget_details(connection, list(known.values()))
        if old:
            change = t.products.update().where(t.products.c.row == sa.bindparam("of_row"))
            connection.execute(change, [_values(product) | {"of_row": known[product.id]} for product in old])
        for again, some in (
            (True, [one for one in new if one.id in at]),
            (False, [one for one in new if one.id not in at]),
        ):
            if some:  # one statement names the same columns for all of its rows
                rows = [_values(product) | ({"row": at[product.id]} if again else {}) for product in some]
                connection.execute(t.products.insert(), rows)
        known = _rows(connection, chunk)
        letters.put(connection, [_letters(product, known[product.id]) for product in chunk])
        pictures = [
            {"product_row": known[product.id], "position": position, "content_hash": picture.content_hash,
             "source": picture.source, "width": picture.width, "height": picture.height}
            for product in chunk for position, picture in enumerate(product.pictures)
        ]  # fmt: skip
        if pictures:
            connection.execute(t.pictures.insert(), pictures)


def remove_products(connection: sa.Connection, ids: Sequence[str]) -> int:
    """Remove products; return how many there were. Their pictures' files and vectors stay."""
    removed = 0
    for chunk in chunks(list(dict.fromkeys(ids))):
        rows = list(connection.scalars(sa.select(t.products.c.row).where(t.products.c.id.in_(chunk))))
        _forget_details(connection, rows)
        connection.execute(t.products.delete().where(t.products.c.row.in_(rows)))
        removed += len(rows)
    return removed


def product_json(product: Product) -> dict[str, Any]:
    """The product as JSON can hold it; `product_from_json` gives it back equal."""
    return {name: getattr(product, name) for name in _TEXTS} | {
        "price": [str(product.price.amount), product.price.currency] if product.price else None,
        "pictures": [[one.content_hash, one.source, one.width, one.height] for one in product.pictures],
        "attributes": dict(product.attributes),
    }


def product_from_json(told: Mapping[str, Any]) -> Product:
    price = told["price"]
    return Product(
        **{name: told[name] for name in _TEXTS},
        price=Money(Decimal(price[0]), price[1]) if price else None,
        pictures=tuple(Picture(*one) for one in told["pictures"]),
        attributes=MappingProxyType(dict(told["attributes"])),
    )


def sayable(text: str) -> str:
    """Text that any database takes: half letters, as broken bytes on a command line become, and NULs are question marks."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def _rows(connection: sa.Connection, products: Sequence[Product]) -> dict[str, int]:
    asked = sa.select(t.products.c.id, t.products.c.row).where(t.products.c.id.in_([one.id for one in products]))
    return {row.id: row.row for row in connection.execute(asked)}


def _forget_details(connection: sa.Connection, rows: Sequence[int]) -> None:
    if rows:
        letters.forget(connection, rows)
        connection.execute(t.pictures.delete().where(t.pictures.c.product_row.in_(rows)))


def _values(product: Product) -> dict[str, Any]:
    return {name: getattr(product, name) for name in _TEXTS} | {
        "price": str(product.price.amount) if product.price else "",
        "currency": product.price.currency if product.price else "",
        "price_sort": float(product.price.amount) if product.price else None,
        "attributes": dict(product.attributes),
        "text_hash": text_hash(product),
    }


def _letters(product: Product, row: int) -> dict[str, str | int]:
    product = as_meant(product)
    facts = [product.color, product.material, product.category, product.description, *product.attributes.values()]
    return {
        "row": row, "title": told(product.title), "brand": product.brand, "codes": f"{product.id} {product.group_id}",
        "text": " ".join(part for fact in facts if (part := told(fact))),
    }  # fmt: skip


def _product(row: Any, shown: list[Picture]) -> Product:
    return Product(
        **{name: getattr(row, name) for name in _TEXTS},
        price=Money(Decimal(row.price), row.currency) if row.price else None,
        pictures=tuple(shown),
        attributes=MappingProxyType(dict(row.attributes)),
    )
