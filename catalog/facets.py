"""How many of some products have each colour, material, brand and kind: the numbers beside a shopper's filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database, chunks
from catalog.shades import shaded

FACETS = {"color": "colors", "material": "materials", "brand": "brands", "category": "categories"}
"""The facet, as the store calls it → the field of `Filters` that narrows by it."""
Counts = Mapping[str, Mapping[str, int]]
"""Facet → value → number of products, most frequent first."""


def count_facet(database: Database, facet: str, ids: Sequence[str]) -> dict[str, int]:
    """Return value → how many of `ids` a filter on it would leave, most frequent first.

    A product may have several: "Red/White" counts for both. A category counts for its first level ("Home > Mugs": Home).
    """
    column = t.products.c[facet]
    said: list[str] = []
    with database.reading() as connection:
        for chunk in chunks(ids):
            said += connection.scalars(sa.select(column).where(t.products.c.id.in_(chunk), column != ""))
    return _counted([_parts(value, facet) for value in said], shaded if facet == "color" else str.lower)


def _parts(value: str, facet: str) -> list[str]:
    """The single values that a product's field lists."""
    parts = value.split(">")[:1] if facet == "category" else re.split(r"[/,;]", value)
    return [part for one in parts if (part := " ".join(one.split()))]


def _counted(products: Sequence[Sequence[str]], read: Callable[[str], str]) -> dict[str, int]:
    # As `Store.allowed` reads them: "red" is also in "dark red", and burgundy is red.
    rows = [f" {read(' '.join(values))} " for values in products]
    names: dict[str, str] = {}
    for values in products:
        for value in values:
            names.setdefault(value.lower(), value)
    counts = {name: sum(f" {lower} " in row for row in rows) for lower, name in names.items()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
