"""Readers of product feeds. What a feed is, is told by its content: first the kind of file, then whose export it is.

`read_feed` gives products, `guess_mapping` what a merchandiser looks at first, `open_table` the file's own rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from catalog.errors import FeedUnreadable
from catalog.feeds.columns import FIELDS, REQUIRED, SURE, guess_fields
from catalog.feeds.opening import open_table
from catalog.feeds.rows import FeedPreview, FeedRow, Guess, Issue, Record, Table

__all__ = [
    "FIELDS",
    "FeedPreview",
    "FeedRow",
    "Guess",
    "Issue",
    "Record",
    "Table",
    "guess_mapping",
    "open_table",
    "read_feed",
]

_LOOKED_AT = 200  # records, to guess by
_SHOWN = 20


class _Export(Protocol):
    """A module that reads one shop system's export."""

    NAME: str

    def recognises(self, columns: Sequence[str]) -> bool: ...

    def mapping(self, columns: Sequence[str]) -> dict[str, str]: ...

    def read(self, table: Table, mapped: Mapping[str, str], currency: str) -> Iterator[FeedRow | Issue]: ...


@dataclass(frozen=True)
class _Known:
    """A feed with its format found. `export` is None for a plain table."""

    table: Table
    export: _Export | None
    samples: tuple[Record, ...]
    guesses: Mapping[str, Guess]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field for field in REQUIRED if field not in self.guesses or self.guesses[field].confidence < SURE)


def read_feed(
    file: Path, mapping: Mapping[str, str] | None = None, *, default_currency: str = "USD"
) -> Iterator[FeedRow | Issue]:
    """Yield the products of a feed of any format known, and an Issue for each row that is none.

    Every row that is not blank is in the `rows` of exactly one FeedRow, or is the `row` of exactly one Issue. `mapping` says
    which column a field is read from ({"brand": "Vendor"}; "" for none), over what is guessed. Prices that name no currency are
    in `default_currency` (ISO 4217). Raises FeedUnreadable before the first row for what is no feed, when a field that
    every product must have has no column, or when `mapping` names what is not there; later, when the file breaks off.
    """
    known = _known(file)
    chosen = dict(mapping or {})
    for field, column in chosen.items():
        if field not in FIELDS:
            raise FeedUnreadable(f"{field[:40]!r} is no field of a product. Choose among {', '.join(FIELDS)}.")
        if column and column not in known.table.columns:
            raise FeedUnreadable(
                f"{file.name} has no column {column[:60]!r}. It has {', '.join(known.table.columns)[:300]}."
            )
    missing = [field for field in known.missing if not chosen.get(field)]
    missing += [field for field in REQUIRED if chosen.get(field) == ""]
    if missing:
        raise FeedUnreadable(
            f"{file.name} is no feed that Curio reads: its first line has no column {', '.join(missing)}. "
            "Use the Google Merchant names (id, title, price, image_link, …), or choose the columns."
        )
    sure = {field: guess.column for field, guess in known.guesses.items() if guess.confidence >= SURE}
    # A column that was chosen for one field serves no other that was only guessed.
    claimed = set(chosen.values())
    mapped = {field: column for field, column in sure.items() if known.export or column not in claimed} | chosen
    mapped = {field: column for field, column in mapped.items() if column}
    export = known.export
    if export is None:
        from catalog.feeds import plain

        return plain.read(known.table, mapped, default_currency)
    return export.read(known.table, mapped, default_currency)


def guess_mapping(file: Path) -> FeedPreview:
    """Look at a feed: its format, columns, first rows, and which column each field would be read from.

    Raises FeedUnreadable for what is no feed.
    """
    known = _known(file)
    samples = tuple(record.cells for record in known.samples[:_SHOWN])
    name = known.export.NAME if known.export else "table"
    return FeedPreview(name, known.table.columns, samples, known.guesses, known.missing)


def _known(file: Path) -> _Known:
    from catalog.feeds import magento, magento_1, shopify, woocommerce

    exports: tuple[_Export, ...] = (shopify, woocommerce, magento, magento_1)
    table = open_table(file)
    samples = tuple(record for record in islice(table.records(), _LOOKED_AT) if isinstance(record, Record))
    for export in exports:
        if export.recognises(table.columns):
            found = {field: Guess(column, 1.0) for field, column in export.mapping(table.columns).items()}
            return _Known(table, export, samples, found)
    return _Known(table, None, samples, guess_fields(table.columns, [record.cells for record in samples]))
