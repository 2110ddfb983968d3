"""The catalog as a table that a shop can open, mend and bring in again; and the rows that an import refused, likewise."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from catalog.errors import StoreUnavailable
from catalog.product import Product
from catalog.spreadsheet import csv_text, guarded
from catalog.store import Store

REASON = "curio_reason"
"""The column that says why a row was refused; readers of feeds leave it out."""
_COLUMNS = ("id", "title", "description", "link", "image_link", "additional_image_link", "price", "availability", "brand",
            "color", "material", "product_type", "item_group_id")  # fmt: skip
_CHUNK = 500


def export_feed(store: Store, file: Path) -> int:
    """Write the catalog as a Google Merchant TSV, whole or not at all; return the number of rows. Raises StoreUnavailable."""
    ids = store.all_ids()
    extra = sorted({name for product in _products(store, ids) for name in product.attributes})
    with _replaced(file) as new:
        writer = csv.writer(new, delimiter="\t", lineterminator="\n")
        writer.writerow([guarded(name) for name in (*_COLUMNS, *extra)])
        for product in _products(store, ids):
            shown = [picture.source for picture in product.pictures]
            cells = [
                product.id, product.title, product.description, product.link, ",".join(shown[:1]), ",".join(shown[1:]),
                str(product.price or ""), product.availability, product.brand, product.color, product.material,
                product.category, product.group_id, *(product.attributes.get(name, "") for name in extra),
            ]  # fmt: skip
            writer.writerow([guarded(cell) for cell in cells])
    return len(ids)


def write_whole(file: Path, text: str) -> None:
    """Write a CSV whole or not at all, with the mark by which spreadsheets know UTF-8. Raises StoreUnavailable."""
    with _replaced(file) as new:
        new.write("\ufeff" + text)


def refused_rows(store: Store, number: int) -> str:
    """The refused rows of an import as CSV, in the feed's own columns, and why: to be mended and brought in by itself.

    Empty when no row was refused. Raises ImportRefused when there is no such import.
    """
    columns = store.imports.record(number).columns
    refused = store.imports.refused(number)
    reasons: dict[int, list[str]] = {}
    for issue in store.imports.issues(number):
        if issue.severity == "error":
            reasons.setdefault(issue.row, []).append(f"{issue.field}: {issue.message}")
    return (
        csv_text([*columns, REASON], [[*cells, " ".join(reasons.get(row, []))] for row, cells in refused])
        if refused
        else ""
    )


def issue_rows(store: Store, number: int) -> str:
    """Everything an import had to say about its rows, as CSV."""
    issues = store.imports.issues(number)
    columns = ["row", "id", "field", "code", "severity", "message"]
    return csv_text(columns, [[str(getattr(issue, name)) for name in columns] for issue in issues])


@contextmanager
def _replaced(file: Path) -> Iterator[IO[str]]:
    """A file to write, which takes the place of `file` at the end."""
    try:
        folder = file.absolute().parent
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=folder, suffix=".tmp", delete=False
        ) as new:
            try:
                yield new
                new.close()
                os.replace(new.name, file)  # noqa: PTH105 - said as the system says it
            except BaseException:
                Path(new.name).unlink()
                raise
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be written ({error.strerror}). Choose another place.") from error


def _products(store: Store, ids: list[str]) -> Iterator[Product]:
    """A few hundred at a time: a large catalog is not held whole."""
    for start in range(0, len(ids), _CHUNK):
        yield from store.products(ids[start : start + _CHUNK]).values()
