"""Feeds of one row a product or variant: Google Merchant's, marketplaces' templates, and any table once its columns are known.

Rows of one `item_group_id` that differ in nothing but their size are one product; the id is the first one's. Columns that no
field is read from are kept as attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from catalog.feeds.cells import listed
from catalog.feeds.columns import GOOGLE, SILENT, name_of
from catalog.feeds.grouping import in_groups
from catalog.feeds.prices import amount, asked, lowest, tidy_price
from catalog.feeds.rows import FeedRow, Issue, Record, Table
from catalog.feeds.variants import best_stock

NAME = "table"
_OFF = frozenset(("0", "false", "no", "off", "inactive", "disabled", "draft", "nein", "non", "nie"))
_MORE_PICTURES = re.compile(
    r"((additional|other|extra)_)?(product_)?(image|picture|photo|img|bild|foto)(_(link|url|src))?_?\d{1,2}(_(link|url|src))?"
)
# What parts the pictures of one cell: a comma only where an address or a picture's name is complete before it.
_ADDRESS = re.compile(r"\w://\w")
_PARTING = re.compile(r"[|\n]|[,;](?=\s*https?://)|(?<=\.(?:jpg|png|gif))[,;]|(?<=\.(?:jpeg|webp))[,;]", re.I)
_MAX_TITLE = 1_000  # letters, beyond which nobody looks for a size at the end


def read(table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]:
    """Yield each product. Rows of products switched off, and parents that only hold variants together, are Issues."""
    plain = _Plain(table.columns, mapped, currency)
    grouped = "item_group_id" in mapped and "size" in mapped
    if not grouped:
        for record in table.records():
            yield record if isinstance(record, Issue) else plain.row(record)
        return

    def key(record: Record) -> str:
        # A parent's own row names no group: its id is the group's name.
        return plain.said(record, "item_group_id") or plain.said(record, "id")

    for group in in_groups(table, key):
        if isinstance(group, Issue):
            yield group
        else:
            yield from plain.sizes(group)


class _Plain:
    """Where this file keeps what."""

    def __init__(self, columns: Sequence[str], mapped: Mapping[str, str], currency: str) -> None:
        self._mapped, self._currency = mapped, currency
        used = set(mapped.values())
        pictures = [column for column in columns if column not in used and _MORE_PICTURES.fullmatch(name_of(column))]
        self._pictures = pictures if "image_link" in mapped else []
        silent = used | set(self._pictures)
        self._silent = {column for column in columns if column in silent or name_of(column) in SILENT}

    def said(self, record: Record, field: str) -> str:
        return record.cells.get(self._mapped.get(field, ""), "")

    def row(self, record: Record) -> FeedRow | Issue:
        """One record as one product."""
        if self.said(record, "active").lower() in _OFF:
            said = "The feed has this product as switched off, so it is not shown here either."
            return Issue(record.number, self.said(record, "id")[:50], "active", "not_published", "info", said)
        fields = {field: self.said(record, field) for field in GOOGLE if field in self._mapped}
        full, reduced = self._price(record, "price"), self._price(record, "sale_price")
        starts, _, ends = self.said(record, "sale_price_effective_date").partition("/")
        fields["price"] = asked(full, reduced, (starts, ends))
        if "availability" not in fields and "quantity" in self._mapped:
            count = re.fullmatch(r"(-?\d+)(?:[.,]\d*)?", self.said(record, "quantity"))
            fields["availability"] = "out_of_stock" if count and int(count[1]) <= 0 else "in_stock"
        if "image_link" in fields:
            fields |= self._shown(record)
        # What a later record of a file without a header has, and no earlier one had, is an attribute as well.
        attributes = {
            name_of(column): cell
            for column, cell in record.cells.items()
            if column not in self._silent
            and not _ADDRESS.search(cell)
            and name_of(column)
            and not column.startswith("column ")
        }
        if "size" in self._mapped:
            attributes["size"] = self.said(record, "size")
        return FeedRow(record.number, MappingProxyType(fields), MappingProxyType(attributes))

    def sizes(self, group: Sequence[Record]) -> Iterator[FeedRow | Issue]:
        """The rows of one group: those that differ in nothing but their size are one product."""
        alike: dict[tuple[str, ...], list[FeedRow]] = {}
        for record in group:
            is_parent = len(group) > 1 and self.said(record, "id") in {self.said(one, "item_group_id") for one in group}
            if is_parent and amount(self._price(record, "price")) is None:
                said = "This row holds variants together and has no price; its variants are shown."
                yield Issue(record.number, self.said(record, "id")[:50], "", "parent", "info", said)
            elif isinstance(row := self.row(record), Issue):
                yield row
            else:
                alike.setdefault(_but_for_size(row), []).append(row)
        for rows in alike.values():
            sizes = [row.attributes["size"] for row in rows]
            if len(rows) > 1 and all(sizes) and len(set(sizes)) == len(sizes):
                yield _joined(rows)
            else:
                yield from rows

    def _price(self, record: Record, field: str) -> str:
        said = self.said(record, field)
        own = self.said(record, "currency")
        return tidy_price(said, own.upper() if re.fullmatch(r"[A-Za-z]{3}", own) else self._currency) if said else ""

    def _shown(self, record: Record) -> dict[str, str]:
        """The pictures: the first of them stands for the product, wherever the feed has it."""
        first = _parted(self.said(record, "image_link"))
        more = _parted(self.said(record, "additional_image_link"))
        more += [cell for column in self._pictures for cell in _parted(record.cells.get(column, ""))]
        found = {"image_link": first[0] if first else ""}
        if first[1:] or more or "additional_image_link" in self._mapped:
            found["additional_image_link"] = listed([*first[1:], *more]).replace(", ", ",")
        return found


def _joined(rows: Sequence[FeedRow]) -> FeedRow:
    first = rows[0]
    fields = dict(first.fields)
    fields["title"] = _without_size(first)
    fields["price"] = lowest(row.fields["price"] for row in rows)
    if stock := best_stock(_plainly(row.fields.get("availability")) for row in rows):
        fields["availability"] = stock
    attributes = {name: value for name, value in first.attributes.items() if name != "size"}
    attributes["sizes"] = ", ".join(row.attributes["size"] for row in rows)
    numbers = tuple(number for row in rows for number in row.rows)
    codes = tuple(row.fields["id"] for row in rows)
    return FeedRow(first.number, MappingProxyType(fields), MappingProxyType(attributes), numbers, codes)


def _plainly(availability: str | None) -> str | None:
    """As Google writes it: "in stock" is "in_stock"."""
    return None if availability is None else re.sub(r"[\s-]+", "_", availability.lower()) or "in_stock"


def _but_for_size(row: FeedRow) -> tuple[str, ...]:
    said = (row.fields.get(name, "") for name in ("color", "material", "image_link", "item_group_id"))
    return (*said, row.attributes.get("pattern", ""), _without_size(row).lower())


def _without_size(row: FeedRow) -> str:
    """The title without its own size at the end: "Linen shirt, white - XL"."""
    size = row.attributes.get("size", "")
    title = row.fields["title"]
    if not size or len(title) > _MAX_TITLE:
        return title
    return re.sub(rf"\s*(?:[-–—,/|(\[]\s*|\s)(?:size\s*)?{re.escape(size)}\s*[)\]]?$", "", title, flags=re.I) or title


def _parted(cell: str) -> list[str]:
    """Several addresses or paths in one cell, parted by comma, bar, semicolon or line end; a comma within one stays."""
    return [part.strip() for part in _PARTING.split(cell) if part.strip()]
