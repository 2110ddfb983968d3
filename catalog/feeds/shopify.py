"""Shopify's product export, with the headers of both generations: "Handle" or "URL handle", "Image Src" or …

A product spans rows by its handle: the first holds what all variants share, each further one a variant, a picture, or both.
Prices come without a currency. https://help.shopify.com/en/manual/products/import-export/using-csv
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from catalog.feeds.columns import name_of, option_kind
from catalog.feeds.grouping import in_groups
from catalog.feeds.prices import tidy_price
from catalog.feeds.rows import FeedRow, Issue, Record, Severity, Table
from catalog.feeds.variants import Shown, Style, Variant, by_color

NAME = "Shopify"
# What only the reader needs, in either generation; matched by `name_of`.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "handle": ("handle", "url_handle"),
    "image": ("image_src", "product_image_url"),
    "place": ("image_position",),
    "words": ("image_alt_text",),
    "own_image": ("variant_image", "variant_image_url"),
    "quantity": ("variant_inventory_qty", "inventory_quantity"),
    "tracker": ("variant_inventory_tracker", "inventory_tracker"),
    "policy": ("variant_inventory_policy", "continue_selling_when_out_of_stock"),
    "published": ("published", "published_on_online_store"),
    "status": ("status",),
    "sku": ("variant_sku", "sku"),
    "gift": ("gift_card",),
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "description": ("body_(html)", "body_html", "description"),
    "price": ("variant_price", "price"),
    "brand": ("vendor",),
    "product_type": ("type", "product_category"),
    "google_product_category": ("google_shopping_/_google_product_category", "product_category"),
    "material": ("google_shopping_/_material",),
    "color": ("google_shopping_/_color",),
}
_GOOGLE = re.compile(r"google_shopping_/_(gender|age_group)")
_METAFIELD = re.compile(r"(.+?) \(product\.metafields\.(.+)\)")


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a Shopify export: a handle, and options or variants."""
    names = {name_of(column) for column in columns}
    parts = any(re.match(r"option1_(name|value)|variant_(sku|price)", name) for name in names)
    return bool(names & {"handle", "url_handle"}) and "title" in names and (parts or {"price", "url_handle"} <= names)


def mapping(columns: Sequence[str]) -> dict[str, str]:
    """The column of each Curio field. The id is the handle and cannot be another."""
    found = {
        field: column
        for field, names in {"id": _PARTS["handle"], **_FIELDS}.items()
        if (column := _first(columns, names))
    }
    found["image_link"] = _first(columns, _PARTS["image"])
    for column in columns:
        if parts := _METAFIELD.fullmatch(column):
            kind = option_kind(parts[1])
            if kind in ("color", "material"):
                found.setdefault(kind, column)
    return {field: column for field, column in found.items() if column}


def read(table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]:
    """Yield each product by its colours. Products that the shop does not publish are an Issue for each of their rows."""
    parts = {part: _first(table.columns, names) for part, names in _PARTS.items()}
    parts["image"] = mapped.get("image_link", "")
    options = _options(table.columns)
    more = [column for column in table.columns if _METAFIELD.fullmatch(column) or _GOOGLE.fullmatch(name_of(column))]
    tags = next((column for column in table.columns if name_of(column) == "tags"), "")
    kept = {
        name_of(found[1] if (found := _METAFIELD.fullmatch(column)) else name_of(column).rpartition("_/_")[2]): column
        for column in [*more, *([tags] if tags else [])]
        if column not in mapped.values()
    }
    for group in in_groups(table, lambda record: record.cells.get(parts["handle"], "")):
        if isinstance(group, Issue):
            yield group
            continue
        first = next((record for record in group if record.cells.get(mapped.get("title", ""), "")), group[0])
        handle = first.cells.get(parts["handle"], "")
        if reason := _held_back(first.cells, parts):
            yield from (Issue(one.number, handle[:50], "", *reason) for one in group)
            continue
        fields = {
            field: _said(group, first, column)
            for field, column in mapped.items()
            if field not in ("id", "image_link", "additional_image_link", "price")
        }
        fields |= {"id": handle, "title": fields.get("title", ""), "price": ""}
        if not fields.get("product_type") and "google_product_category" in fields:
            fields["product_type"] = fields["google_product_category"]
        if "image_link" in mapped:
            fields["image_link"] = ""
        attributes = {name: first.cells.get(column, "") for name, column in kept.items()}
        variants, alone = _variants(group, parts, options, mapped.get("price", ""), currency)
        style = Style(handle, fields, attributes, _gallery(group, parts), alone)
        yield from by_color(style, variants)


def _variants(
    group: Sequence[Record], parts: Mapping[str, str], options: Sequence[tuple[str, str]], price: str, currency: str
) -> tuple[list[Variant], tuple[int, ...]]:
    """The group's variants, and the numbers of the rows that are none: those hold a further picture only."""
    names = [next((cell for one in group if (cell := one.cells.get(name, ""))), "") for name, _ in options]
    variants: list[Variant] = []
    alone: list[int] = []
    for record in group:
        cells = record.cells
        pairs = [(name, cells.get(value, "")) for name, (_, value) in zip(names, options, strict=True)]
        said = {name: value for name, value in pairs if name and value and value != "Default Title"}
        asked, own = cells.get(price, ""), cells.get(parts["own_image"], "")
        if not (said or asked or cells.get(parts["sku"], "")):
            alone.append(record.number)
            continue
        variants.append(
            Variant(
                (record.number,),
                said,
                tidy_price(asked, currency) if asked else "",
                _stock(cells, parts),
                (own,) if own else (),
                cells.get(parts["sku"], "").lstrip("'"),
            )
        )
    return variants, tuple(alone)


def _gallery(group: Sequence[Record], parts: Mapping[str, str]) -> tuple[Shown, ...]:
    """The product's pictures by their positions; those without one keep the order of their rows."""
    found = [
        (
            int(place) if (place := record.cells.get(parts["place"], "")).isdecimal() and len(place) < 9 else 10**9,
            order,
            source,
            record,
        )
        for order, record in enumerate(group)
        if (source := record.cells.get(parts["image"], ""))
    ]
    ranked = sorted(found, key=lambda one: one[:2])
    return tuple(Shown(source, record.cells.get(parts["words"], "")) for _, _, source, record in ranked)


def _stock(cells: Mapping[str, str], parts: Mapping[str, str]) -> str | None:
    if not parts["quantity"] or not parts["tracker"]:
        return None
    quantity = re.fullmatch(r"-?\d+", cells.get(parts["quantity"], ""))
    if not cells.get(parts["tracker"]) or not quantity or int(quantity[0]) > 0:
        return "in_stock"  # what is not counted does not run out
    return "backorder" if cells.get(parts["policy"], "").lower() in ("continue", "true") else "out_of_stock"


def _held_back(cells: Mapping[str, str], parts: Mapping[str, str]) -> tuple[str, Severity, str] | None:
    """Why the shop does not show this product: an Issue's code, severity and message."""
    status = cells.get(parts["status"], "").lower()
    if status in ("draft", "archived", "unlisted"):
        return "not_published", "info", f"Shopify has this product as {status}, so it is not shown here either."
    if cells.get(parts["published"], "").lower() == "false":
        return "not_published", "info", "This product is not published in the shop, so it is not shown here either."
    if not cells.get(parts["handle"]):
        return (
            "missing_id",
            "error",
            "This row has no handle, so it belongs to no product. Give it its product's handle.",
        )
    return None


def _options(columns: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of the names and values of the three options."""
    named = {name_of(column): column for column in columns}
    return [
        (named.get(f"option{n}_name", ""), named[f"option{n}_value"]) for n in (1, 2, 3) if f"option{n}_value" in named
    ]


def _said(group: Sequence[Record], first: Record, column: str) -> str:
    """What the product says in a column: its first row, else whichever row speaks."""
    return first.cells.get(column, "") or next((said for one in group if (said := one.cells.get(column, ""))), "")


def _first(columns: Sequence[str], names: Sequence[str]) -> str:
    named = {name_of(column): column for column in reversed(columns)}
    return next((named[name] for name in names if name in named), "")
