"""Magento 1's product export: a product spans rows, of which only the first has its SKU.

The rows below it say one more of whatever there are several of: categories, pictures, variants, values, or the product again
for a store view. A configurable product lists its variants by SKU; these are products of their own, before it or after.
https://github.com/OpenMage/magento-lts (app/code/core/Mage/ImportExport/Model/Export/Entity/Product.php)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from catalog.feeds.grouping import in_groups
from catalog.feeds.magento import joined, sort_attributes, stock
from catalog.feeds.prices import amount, asked, tidy_price
from catalog.feeds.rows import FeedRow, Issue, Record, Severity, Table
from catalog.feeds.variants import Shown, Style, Variant, by_color
from catalog.feeds.woocommerce import deepest
from catalog.product import Money

NAME = "Magento 1"
_FIELDS: Mapping[str, str] = {
    "id": "sku", "title": "name", "description": "description", "price": "price", "sale_price": "special_price",
    "image_link": "image", "product_type": "_category", "availability": "is_in_stock",
}  # fmt: skip
# Columns that are the system's own, or change with the day: what is left are the shop's attributes.
_SILENT = frozenset(
    """backorders cost created_at custom_design custom_design_from custom_design_to custom_layout_update enable_googlecheckout
    enable_qty_increments gallery gift_message_available gift_wrapping_available gift_wrapping_price has_options image_label
    is_decimal_divided is_in_stock is_qty_decimal is_recurring is_returnable links_exist links_purchased_separately links_title
    low_stock_date manage_stock max_sale_qty media_gallery meta_description meta_keyword meta_title min_qty min_sale_qty
    minimal_price msrp msrp_display_actual_price_type msrp_enabled news_from_date news_to_date notify_stock_qty
    options_container page_layout price_type price_view qty qty_increments recurring_profile related_tgtr_position_behavior
    related_tgtr_position_limit required_options samples_title shipment_type short_description sku_type small_image
    small_image_label special_from_date special_to_date status stock_status_changed_auto tax_class_id thumbnail thumbnail_label
    updated_at upsell_tgtr_position_behavior upsell_tgtr_position_limit url_key url_path visibility weight
    weight_type""".split()
)
_OWNER = ""  # no column's name: the SKU of the product that a row is part of


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a Magento 1 export."""
    return {"sku", "_type"} <= set(columns) and not {"_attribute_set", "_store", "_category"}.isdisjoint(columns)


def mapping(columns: Sequence[str]) -> dict[str, str]:
    """The column of each Curio field; colour, material and maker are among the shop's own attributes."""
    return {field: name for field, name in _FIELDS.items() if name in columns}


def read(table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]:
    """Yield each product by its colours. What the shop does not show or sell by itself is an Issue for each of its rows."""
    whole = _Owned(table)
    export = _Export(table.columns, mapped, currency)
    parents: dict[str, str] = {}
    for record in whole.records():
        if isinstance(record, Record) and (sku := record.cells.get("_super_products_sku", "")):
            parents.setdefault(sku, record.cells[_OWNER])

    def key(record: Record) -> str:
        return parents.get(record.cells[_OWNER], record.cells[_OWNER])

    for group in in_groups(whole, key):
        if isinstance(group, Issue):
            yield group
            continue
        items: dict[str, list[Record]] = {}
        repeated: set[str] = set()
        for record in group:
            owner = record.cells[_OWNER]
            if owner in items and record.cells.get("sku"):
                repeated.add(owner)
            if owner in repeated:
                said = "This SKU is in the feed already; its first row, and those right below that, are what is shown."
                yield Issue(record.number, owner[:50], "sku", "repeated_sku", "info", said)
            else:
                items.setdefault(owner, []).append(record)
        yield from export.product(items, parents)


class _Owned:
    """The table, each of its records with the SKU of the product that it is part of."""

    def __init__(self, table: Table) -> None:
        self.name, self.columns = table.name, table.columns
        self._table = table

    def records(self) -> Iterator[Record | Issue]:
        owner = ""
        for record in self._table.records():
            if isinstance(record, Record):
                owner = record.cells.get("sku", "") or owner
                record = Record(record.number, {**record.cells, _OWNER: owner})
            yield record


class _Export:
    """Where this file keeps what. An item is the rows of one SKU, the one that names it first."""

    def __init__(self, columns: Sequence[str], mapped: Mapping[str, str], currency: str) -> None:
        used = set(mapped.values())
        self._attributes = [name for name in columns if name not in used and not _own_of_the_system(name)]
        self._mapped, self._currency = mapped, currency

    def product(self, items: Mapping[str, Sequence[Record]], parents: Mapping[str, str]) -> Iterator[FeedRow | Issue]:
        head = next((sku for sku in items if sku not in parents), next(iter(items)))
        own = items[head]
        product_id = self._mapped_said(own, "id")
        if reason := self._held_back(head, own):
            for item in items.values():
                yield from (Issue(one.number, product_id[:50], "", *reason) for one in item)
            return
        codes = list(dict.fromkeys(_all(own, "_super_attribute_code")))
        listed = _options(own)
        sold: dict[str, Sequence[Record]] = {}
        for sku, item in items.items():
            if sku == head and (listed or len(items) > 1):
                continue
            if self._said(item, "status") == "2":
                said = "This variant is switched off in the shop, so it is not shown here either."
                yield from (Issue(one.number, sku[:50], "", "not_published", "info", said) for one in item)
            else:
                sold[sku] = item
        if not sold and len(items) > 1:
            said = "None of its variants is for sale."
            yield from (Issue(one.number, product_id[:50], "", "no_variation", "info", said) for one in own)
            return
        variants = []
        for sku, item in sold.items():
            options = {code: self._said(item, code) or listed.get(sku, {}).get(code, "") for code in codes}
            price = self._price(item) if sku == head else _corrected(self._price(own), own, options)
            variants.append(
                Variant(_numbers(item), options if sku != head else {}, price or self._price(item), self._stock(item),
                        tuple(shown.source for shown in self._pictures(item)), self._mapped_said(item, "id"))
            )  # fmt: skip
        if listed and not sold:  # the export was cut down to the products that can be opened
            variants = [Variant((), joined(listed.values()), "")]
        rows = () if head in sold else _numbers(own)
        yield from by_color(self._style(own, product_id, {*codes}, rows), variants)

    def _style(self, own: Sequence[Record], product_id: str, chosen: set[str], rows: tuple[int, ...]) -> Style:
        derived = ("price", "sale_price", "image_link", "additional_image_link", "availability")
        fields = {field: self._mapped_said(own, field) for field in self._mapped if field not in derived}
        fields |= {"id": product_id, "title": fields.get("title", ""), "price": self._price(own)}
        if "image_link" in self._mapped:
            fields["image_link"] = ""
        if not fields.get("description") and (short := self._said(own, "short_description")):
            fields["description"] = short
        if "product_type" in fields:
            paths = _all(own, self._mapped["product_type"])
            fields["product_type"] = deepest(", ".join(path.replace(",", "\\,") for path in paths), "/")
        if rows and (stocked := self._stock(own)):
            fields["availability"] = stocked  # its variants, where the file has them, know better
        said = {name: "|".join(dict.fromkeys(_all(own, name))) for name in self._attributes if name not in chosen}
        return Style(product_id, fields, sort_attributes(said, fields), self._pictures(own), rows)

    def _price(self, item: Sequence[Record]) -> str:
        full, reduced = (
            tidy_price(said, self._currency) if (said := self._mapped_said(item, field)) else ""
            for field in ("price", "sale_price")
        )
        return asked(full, reduced, (self._said(item, "special_from_date"), self._said(item, "special_to_date")))

    def _stock(self, item: Sequence[Record]) -> str | None:
        if "availability" not in self._mapped:
            return None
        counted = self._said(item, "manage_stock"), self._said(item, "use_config_manage_stock")
        return stock(self._mapped_said(item, "availability"), counted)

    def _pictures(self, item: Sequence[Record]) -> tuple[Shown, ...]:
        """The product's own picture, then the gallery by its positions."""
        if "image_link" not in self._mapped:
            return ()
        found = {self._mapped_said(item, "image_link"): self._said(item, "image_label")}
        for record in sorted(item, key=_position):
            if record.cells.get("_media_is_disabled") != "1":
                # The system's own spelling of the column.
                found.setdefault(record.cells.get("_media_image", ""), record.cells.get("_media_lable", ""))
        return tuple(Shown(source, words) for source, words in found.items() if source not in ("", "no_selection"))

    def _said(self, item: Sequence[Record], name: str) -> str:
        return next(iter(_all(item, name)), "")

    def _mapped_said(self, item: Sequence[Record], field: str) -> str:
        return self._said(item, self._mapped[field]) if field in self._mapped else ""

    def _held_back(self, sku: str, own: Sequence[Record]) -> tuple[str, Severity, str] | None:
        if not sku:
            said = "This row has no SKU, and no row above it has one, so it is no product. Give it one."
            return "missing_id", "error", said
        if self._said(own, "status") == "2":
            return "not_published", "info", "This product is switched off in the shop, so it is not shown here either."
        if self._said(own, "visibility") == "1":
            said = "The shop does not show this product by itself, and none in this file has it as a variant."
            return "not_visible", "info", said
        if self._said(own, "_type").lower() in ("grouped", "bundle") and not self._price(own):
            said = "This is a set without a price of its own; the products in it are shown by themselves."
            return "grouped", "info", said
        return None


def _all(item: Sequence[Record], name: str) -> list[str]:
    """What an item's rows say in a column, but for those that say it again for one store view."""
    return [said for one in item if not one.cells.get("_store") and (said := one.cells.get(name, ""))]


def _own_of_the_system(name: str) -> bool:
    return name in _SILENT or name.startswith(("_", "use_config_"))


def _numbers(item: Sequence[Record]) -> tuple[int, ...]:
    return tuple(record.number for record in item)


def _position(record: Record) -> int:
    said = record.cells.get("_media_position", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 10**9


def _options(own: Sequence[Record]) -> dict[str, dict[str, str]]:
    """The variants that a configurable product lists: SKU → its options."""
    found: dict[str, dict[str, str]] = {}
    for record in own:
        if sku := record.cells.get("_super_products_sku", ""):
            options = found.setdefault(sku, {})
            if code := record.cells.get("_super_attribute_code", ""):
                options[code] = record.cells.get("_super_attribute_option", "")
    return found


def _corrected(price: str, own: Sequence[Record], options: Mapping[str, str]) -> str:
    """What a variant costs: its configurable product's price, and what that takes more for an option, "5" or "10%". The
    variant's own price is what it costs when it is bought by itself, which it cannot be."""
    base = amount(price)
    if base is None:
        return price
    more: dict[tuple[str, str], Decimal] = {}
    for record in own:
        said = re.fullmatch(r"(-?\d{1,9}(?:\.\d{1,9})?)(%?)", record.cells.get("_super_attribute_price_corr", ""))
        if said:
            option = record.cells.get("_super_attribute_code", ""), record.cells.get("_super_attribute_option", "")
            more[option] = base.amount * Decimal(said[1]) / 100 if said[2] else Decimal(said[1])
    whole = base.amount + sum((more.get(option, Decimal(0)) for option in options.items()), Decimal(0))
    return price if whole < 0 or whole == base.amount else str(Money(whole, base.currency))
