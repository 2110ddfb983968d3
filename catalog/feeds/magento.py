"""Magento 2's (Adobe Commerce's) product export: simple products, configurable ones with their variants, sets, store views.

A configurable product lists its variants by SKU; these are rows of their own, usually before it. Rows that repeat a SKU say
the product again for one store view. https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-export
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.feeds.columns import name_of, option_kind
from catalog.feeds.grouping import in_groups
from catalog.feeds.prices import asked, tidy_price
from catalog.feeds.rows import FeedRow, Issue, Record, Severity, Table
from catalog.feeds.variants import Shown, Style, Variant, by_color
from catalog.feeds.woocommerce import deepest

NAME = "Magento"
_FIELDS: Mapping[str, str] = {
    "id": "sku", "title": "name", "description": "description", "price": "price", "sale_price": "special_price",
    "image_link": "base_image", "additional_image_link": "additional_images", "product_type": "categories",
    "availability": "is_in_stock",
}  # fmt: skip
# Attributes that are the system's own, or change with the day.
_SILENT = frozenset(
    """has_options required_options ts_dimensions_length ts_dimensions_width ts_dimensions_height tax_class_id
    gift_message_available options_container swatch_image new sale featured cost""".split()
)
_ROOTS = ("default category", "root catalog")


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the columns of a Magento 2 export."""
    names = {name_of(column) for column in columns}
    return {"sku", "product_type"} <= names and bool(
        names & {"attribute_set_code", "additional_attributes", "configurable_variations", "store_view_code"}
    )


def mapping(columns: Sequence[str]) -> dict[str, str]:
    """The column of each Curio field; colour, material and maker are among the additional attributes."""
    named = {name_of(column): column for column in reversed(columns)}
    return {field: named[name] for field, name in _FIELDS.items() if name in named}


def read(table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]:
    """Yield each product by its colours. What the shop does not show or sell by itself is an Issue for each of its rows."""
    export = _Export(table.columns, mapped, currency)
    parents: dict[str, str] = {}
    for record in table.records():
        if isinstance(record, Record):
            for sku in export.variations(record):
                parents.setdefault(sku, export.said(record, "sku"))

    def key(record: Record) -> str:
        sku = export.said(record, "sku")
        return parents.get(sku, sku)

    for group in in_groups(table, key):
        if isinstance(group, Issue):
            yield group
            continue
        first: dict[str, Record] = {}
        for record in sorted(group, key=lambda one: (bool(export.said(one, "store_view_code")), one.number)):
            sku = export.said(record, "sku")
            if sku and sku in first:
                said = "This row says the product again for one store view; the default view is what is shown."
                if not export.said(record, "store_view_code"):
                    said = "This SKU is in the feed already; its first row is what is shown."
                yield Issue(record.number, sku[:50], "sku", "repeated_sku", "info", said)
            else:
                first[sku] = record
        yield from export.product(sorted(first.values(), key=lambda one: one.number), parents)


class _Export:
    """Where this file keeps what."""

    def __init__(self, columns: Sequence[str], mapped: Mapping[str, str], currency: str) -> None:
        self._named = {name_of(column): column for column in reversed(columns)}
        self._mapped, self._currency = mapped, currency

    def said(self, record: Record, name: str) -> str:
        """The cell of a column by its plain name; blank where there is none."""
        return record.cells.get(self._named.get(name, ""), "")

    def variations(self, record: Record) -> dict[str, dict[str, str]]:
        """The variants that a configurable product lists: SKU → its options."""
        found: dict[str, dict[str, str]] = {}
        for part in self.said(record, "configurable_variations").split("|"):
            options = _pairs(part)
            if sku := options.pop("sku", ""):
                found[sku] = options
        return found

    def product(self, group: Sequence[Record], parents: Mapping[str, str]) -> Iterator[FeedRow | Issue]:
        head = next((record for record in group if self.said(record, "sku") not in parents), group[0])
        product_id = self._mapped_said(head, "id")
        if reason := self._held_back(head):
            yield from (Issue(record.number, product_id[:50], "", *reason) for record in group)
            return
        listed = self.variations(head)
        sold: list[Record] = []
        for record in group:
            if record is head and listed:
                continue
            if self.said(record, "product_online") not in ("", "1"):
                said = "This variant is switched off in the shop, so it is not shown here either."
                yield Issue(record.number, self.said(record, "sku")[:50], "", "not_published", "info", said)
            else:
                sold.append(record)
        if not sold and len(group) > 1:
            yield Issue(head.number, product_id[:50], "", "no_variation", "info", "None of its variants is for sale.")
            return
        variants = [self._variant(record, listed.get(self.said(record, "sku"), {})) for record in sold]
        if listed and not sold:  # the export was cut down to the products that can be opened
            variants = [Variant((), joined(listed.values()), "")]
        chosen = {name for variant in variants for name in variant.options}
        yield from by_color(self._style(head, product_id, chosen, () if head in sold else (head.number,)), variants)

    def _style(self, head: Record, product_id: str, chosen: set[str], rows: tuple[int, ...]) -> Style:
        derived = ("price", "sale_price", "image_link", "additional_image_link", "availability")
        fields = {field: head.cells.get(column, "") for field, column in self._mapped.items() if field not in derived}
        fields |= {"id": product_id, "title": fields.get("title", ""), "price": self._price(head)}
        if "image_link" in self._mapped:
            fields["image_link"] = ""
        if not fields.get("description") and self.said(head, "short_description"):
            fields["description"] = self.said(head, "short_description")
        if "product_type" in fields:
            fields["product_type"] = _without_root(deepest(fields["product_type"], "/"))
        if rows and (stock := self._stock(head)):
            fields["availability"] = stock  # its variants, where the file has them, know better
        said = _pairs(self.said(head, "additional_attributes"))
        own = {name: value for name, value in said.items() if name not in chosen and name not in _SILENT}
        attributes = sort_attributes(own, fields)
        return Style(product_id, fields, attributes, self._pictures(head), rows)

    def _variant(self, record: Record, options: Mapping[str, str]) -> Variant:
        shown = tuple(one.source for one in self._pictures(record))
        return Variant(
            (record.number,), options, self._price(record), self._stock(record), shown, self._mapped_said(record, "id")
        )

    def _price(self, record: Record) -> str:
        full, reduced = (
            tidy_price(said, self._currency) if (said := self._mapped_said(record, field)) else ""
            for field in ("price", "sale_price")
        )
        return asked(
            full, reduced, (self.said(record, "special_price_from_date"), self.said(record, "special_price_to_date"))
        )

    def _stock(self, record: Record) -> str | None:
        if "availability" not in self._mapped:
            return None
        counted = self.said(record, "manage_stock"), self.said(record, "use_config_manage_stock")
        return stock(self._mapped_said(record, "availability"), counted)

    def _pictures(self, record: Record) -> tuple[Shown, ...]:
        shown = (
            [Shown(said, self.said(record, "base_image_label"))]
            if (said := self._mapped_said(record, "image_link"))
            else []
        )
        more = self._mapped_said(record, "additional_image_link").split(",")
        words = self.said(record, "additional_image_labels").split(",")
        words += [""] * (len(more) - len(words))
        shown += [Shown(source.strip(), label) for source, label in zip(more, words, strict=False) if source.strip()]
        return tuple(shown)

    def _mapped_said(self, record: Record, field: str) -> str:
        return record.cells.get(self._mapped.get(field, ""), "")

    def _held_back(self, head: Record) -> tuple[str, Severity, str] | None:
        if not self.said(head, "sku"):
            return "missing_id", "error", "This row has no SKU, so it is no product. Give it one."
        if self.said(head, "product_online") not in ("", "1"):
            return "not_published", "info", "This product is switched off in the shop, so it is not shown here either."
        if self.said(head, "visibility").lower() == "not visible individually":
            said = "The shop does not show this product by itself, and none in this file has it as a variant."
            return "not_visible", "info", said
        kind = self.said(head, "product_type").lower()
        if kind in ("grouped", "bundle") and not self._price(head):
            return (
                "grouped",
                "info",
                "This is a set without a price of its own; the products in it are shown by themselves.",
            )
        return None


def sort_attributes(said: Mapping[str, str], fields: dict[str, str]) -> dict[str, str]:
    """What Magento's attributes, several values parted by "|", are to Curio: colour, material and maker go into `fields` where
    it has none, what is "Yes" is a feature, the rest is returned."""
    attributes, features = {}, []
    for name, value in said.items():
        kind = option_kind(name)
        if not value:
            continue
        if value.lower() in ("yes", "no"):
            features += [name.replace("_", " ")] if value.lower() == "yes" else []
        elif kind in ("color", "material") and not fields.get(kind):
            fields[kind] = value.replace("|", "/")
        elif name in ("brand", "manufacturer") and not fields.get("brand"):
            fields["brand"] = value
        else:
            attributes["sizes" if kind == "size" else name] = value.replace("|", ", ")
    return attributes | ({"features": ", ".join(features)} if features else {})


def stock(said: str, counted: tuple[str, str]) -> str:
    """The availability that `is_in_stock` says; `counted` is whether the product's stock is counted at all, by itself and by
    the shop's own setting."""
    if said in ("", "1") or counted == ("0", "0"):
        return "in_stock"
    return "out_of_stock" if said == "0" else said


def _pairs(cell: str) -> dict[str, str]:
    """ "size=XS,climate=Cool|Indoor" as a mapping. Values may hold commas; some exports put a pair into quotation marks."""
    found: dict[str, str] = {}
    for part in re.split(r""",(?="?[A-Za-z]\w*=)""", cell):
        name, mark, value = part.strip().strip('"').partition("=")
        if mark and name:
            found[name.strip()] = value.strip().strip('"').replace('""', '"')
    return found


def joined(options: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What variants can be chosen by, when only their names are known: {"color": "Red/Blue", "size": "S, M"}."""
    found: dict[str, dict[str, None]] = {}
    for one in options:
        for name, value in one.items():
            found.setdefault(name, {})[value] = None
    return {name: ("/" if option_kind(name) == "color" else ", ").join(values) for name, values in found.items()}


def _without_root(path: str) -> str:
    parts = path.split(" > ")
    return " > ".join(parts[1:] if parts[0].lower() in _ROOTS else parts)
