"""WooCommerce's product export: simple, variable with its variations, grouped and external products.

A variation names its parent by SKU or as "id:741", and stands anywhere in the file. Attributes are columns in fours: name,
values, visible, global. Headers are in the exporter's language. https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from catalog.feeds.columns import name_of, option_kind
from catalog.feeds.grouping import in_groups
from catalog.feeds.prices import asked, tidy_price
from catalog.feeds.rows import FeedRow, Issue, Record, Severity, Table
from catalog.feeds.variants import Shown, Style, Variant, by_color
from catalog.feeds.woocommerce_names import ATTRIBUTES, named_columns

NAME = "WooCommerce"
_FIELDS: Mapping[str, str] = {
    "id": "sku", "title": "name", "description": "description", "price": "regular_price", "sale_price": "sale_price",
    "image_link": "images", "product_type": "categories", "brand": "brands", "link": "external_url",
    "availability": "in_stock?",
}  # fmt: skip
_STOCK = {"1": "in_stock", "0": "out_of_stock", "backorder": "backorder"}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a WooCommerce export."""
    names = named_columns(columns).keys()
    return {"type", "name", "regular_price"} <= names and bool(
        names & {"parent", "attribute_1_name", "visibility_in_catalog", "in_stock?"}
    )


def mapping(columns: Sequence[str]) -> dict[str, str]:
    """The column of each Curio field."""
    named = named_columns(columns)
    found = {field: named[name] for field, name in _FIELDS.items() if name in named}
    if "id" not in found and "id" in named:
        found["id"] = named["id"]
    return found


def read(table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]:
    """Yield each product by its colours. What the shop does not show or sell by itself is an Issue for each of its rows."""
    export = _Export(table.columns, mapped, currency)
    keys: dict[str, str] = {}
    for record in table.records():
        if isinstance(record, Record) and not export.is_variation(record):
            own = export.key(record)
            keys |= {name: own for name in (own, f"id:{export.said(record, 'id')}") if name}

    def key(record: Record) -> str:
        parent = export.said(record, "parent")
        return keys.get(parent, parent) if export.is_variation(record) else export.key(record)

    for group in in_groups(table, key):
        if isinstance(group, Issue):
            yield group
            continue
        heads = [record for record in group if not export.is_variation(record)]
        under = [record for record in group if export.is_variation(record)]
        if under and not heads:
            heads = under[:1]
        for place, head in enumerate(heads):
            yield from export.product(head, under if place == 0 else [])


class _Export:
    """Where this file keeps what."""

    def __init__(self, columns: Sequence[str], mapped: Mapping[str, str], currency: str) -> None:
        self._named = named_columns(columns)
        self._mapped, self._currency = mapped, currency
        self._attributes = [
            (self._named[f"attribute_{n}_name"], self._named.get(f"attribute_{n}_value(s)", ""))
            for n in range(1, ATTRIBUTES + 1)
            if f"attribute_{n}_name" in self._named
        ]

    def said(self, record: Record, name: str) -> str:
        """The cell of a column by its plain name; blank where there is none."""
        return record.cells.get(self._named.get(name, ""), "")

    def is_variation(self, record: Record) -> bool:
        return "variation" in self.said(record, "type").lower()

    def key(self, record: Record) -> str:
        """What variations may call this product: its SKU, else its number."""
        return self.said(record, "sku") or (f"id:{number}" if (number := self.said(record, "id")) else "")

    def product(self, head: Record, under: Sequence[Record]) -> Iterator[FeedRow | Issue]:
        rows = [head, *(record for record in under if record is not head)]
        product_id = self._mapped_said(head, "id") or self.said(head, "id")
        if reason := self._held_back(head, bool(under)):
            yield from (Issue(record.number, product_id[:50], "", *reason) for record in rows)
            return
        shown: list[Record] = []
        for record in under:
            if self.said(record, "published") in ("0", "-1"):
                said = "This variation is switched off in the shop, so it is not shown here either."
                yield Issue(record.number, product_id[:50], "", "not_published", "info", said)
            else:
                shown.append(record)
        if under and not shown:
            if head not in under:
                yield Issue(
                    head.number, product_id[:50], "", "no_variation", "info", "None of its variations is for sale."
                )
            return
        wanted = self._wanted(head)
        variants = [self._variant(record, wanted) for record in shown] or [self._variant(head, {})]
        if not shown:  # sold as it is: its attributes are facts and not choices
            variants = [
                Variant(variants[0].rows, {}, variants[0].price, variants[0].availability, (), variants[0].code)
            ]
        chosen = {name for variant in variants for name in variant.options}
        yield from by_color(self._style(head, product_id, chosen, () if head in shown else (head.number,)), variants)

    def _style(self, head: Record, product_id: str, chosen: set[str], rows: tuple[int, ...]) -> Style:
        fields = {
            field: head.cells.get(column, "")
            for field, column in self._mapped.items()
            if field not in ("price", "sale_price", "image_link", "additional_image_link", "availability")
        }
        fields |= {"id": product_id, "title": fields.get("title", ""), "price": ""}
        if "image_link" in self._mapped:
            fields["image_link"] = ""
        if not fields.get("description") and self.said(head, "short_description"):
            fields["description"] = self.said(head, "short_description")
        if "product_type" in fields:
            fields["product_type"] = deepest(fields["product_type"], ">")
        attributes = {"tags": self.said(head, "tags")} if "tags" in self._named else {}
        for name, value in self._wanted(head).items():
            kind = option_kind(name)
            if name in chosen:
                continue
            if kind in ("color", "material") and not fields.get(kind):
                fields[kind] = value
            elif value:
                attributes["sizes" if kind == "size" else name_of(name)] = value
        return Style(product_id, fields, attributes, tuple(map(Shown, self._pictures(head))), rows)

    def _variant(self, record: Record, wanted: Mapping[str, str]) -> Variant:
        options = {}
        for name, value in self._wanted(record).items():
            # A blank value means any of the parent's.
            said = value or wanted.get(name, "")
            options[name] = "/".join(part.strip() for part in said.split(",")) if option_kind(name) == "color" else said
        return Variant((record.number,), options, self._price(record), self._stock(record), self._pictures(record),
                       self._mapped_said(record, "id"))  # fmt: skip

    def _wanted(self, record: Record) -> dict[str, str]:
        """The record's attributes, by their names."""
        pairs = [(record.cells.get(name, ""), record.cells.get(value, "")) for name, value in self._attributes]
        return {name.removeprefix("pa_"): value for name, value in pairs if name}

    def _price(self, record: Record) -> str:
        full, reduced = (
            tidy_price(said, self._currency) if (said := self._mapped_said(record, field)) else ""
            for field in ("price", "sale_price")
        )
        return asked(
            full, reduced, (self.said(record, "date_sale_price_starts"), self.said(record, "date_sale_price_ends"))
        )

    def _stock(self, record: Record) -> str | None:
        if "availability" not in self._mapped:
            return None
        said = self._mapped_said(record, "availability").lower()
        return _STOCK.get(said, said or "in_stock")

    def _pictures(self, record: Record) -> tuple[str, ...]:
        said = self._mapped_said(record, "image_link")
        return tuple(part.strip() for part in re.split(r",\s+|,(?=https?://)", said) if part.strip())

    def _mapped_said(self, record: Record, field: str) -> str:
        return record.cells.get(self._mapped.get(field, ""), "")

    def _held_back(self, head: Record, has_variations: bool) -> tuple[str, Severity, str] | None:
        if self.said(head, "published") in ("0", "-1"):
            return (
                "not_published",
                "info",
                "This product is a draft or private in the shop, so it is not shown here either.",
            )
        if self.said(head, "visibility_in_catalog").lower() == "hidden":
            return (
                "not_visible",
                "info",
                "The shop hides this product from its catalog and search, so it is not shown here either.",
            )
        if "grouped" in self.said(head, "type").lower() and not self._price(head) and not has_variations:
            return "grouped", "info", "This is a group without a price; the products in it are shown by themselves."
        return None


def deepest(categories: str, mark: str) -> str:
    """Of several paths in one cell ("Clothing, Clothing > Hoodies") the deepest, the first among equals, as "A > B"."""
    paths: list[list[str]] = [
        [part.strip() for part in path.replace("\0", ",").split(mark) if part.strip()]
        for path in categories.replace("\\,", "\0").split(",")
    ]
    longest: list[str] = max(paths, key=len)
    return " > ".join(longest)
