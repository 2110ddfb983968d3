"""Google Merchant feeds as tables: tab, comma, semicolon or pipe between cells, in any usual encoding.

Column names are Google's, in any case, with spaces, hyphens or underscores ("Image Link", "g:image_link"). Columns that Google
does not name are kept as attributes. https://support.google.com/merchants/answer/7052112
"""

from __future__ import annotations

import codecs
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from catalog.errors import FeedUnreadable
from catalog.feeds import FeedRow

REQUIRED = ("id", "title", "price")
KNOWN = frozenset(
    (*REQUIRED, "description", "link", "image_link", "additional_image_link", "availability", "brand", "color", "material",
     "product_type", "google_product_category", "item_group_id")
)  # fmt: skip
# Attributes a shopper would not search for, and would not be helped by seeing.
_SILENT = frozenset(("condition", "mpn", "gtin", "identifier_exists", "adult", "shipping", "tax", "mobile_link"))
_SAME = {"colour": "color", "name": "title", "sku": "id", "category": "product_type", "image": "image_link"}
_DELIMITERS = ("\t", ",", ";", "|")
_MAX_BYTES = 2_000_000_000


def read_table(file: Path) -> Iterator[FeedRow]:
    """Yield the rows of the table. Raises FeedUnreadable when it has no header that names id, title and price."""
    encoding = _encoding(file)
    csv.field_size_limit(min(sys.maxsize, 10_000_000))  # of the whole process, and before the header is read
    try:
        with file.open(encoding=encoding, newline="", errors="strict") as opened:
            first = opened.readline(1_000_000)
            columns, delimiter = _header(file, first)
    except (OSError, UnicodeError, csv.Error) as error:
        raise FeedUnreadable(
            f"{file.name} cannot be read as text ({type(error).__name__}). Export it again as UTF-8."
        ) from error
    return _rows(file, encoding, columns, delimiter)


def _rows(file: Path, encoding: str, columns: list[str], delimiter: str) -> Iterator[FeedRow]:
    attributes = [bool(name) and name not in KNOWN and name not in _SILENT for name in columns]
    # Undecodable bytes in one cell must not refuse the whole feed.
    with file.open(encoding=encoding, newline="", errors="replace") as opened:
        row: list[str] = []  # the lines that the row being read has taken so far

        def told() -> Iterator[str]:
            for line in opened:
                row.append(line.replace("\0", ""))
                yield row[-1]

        lines = csv.reader(told(), delimiter=delimiter)
        next(lines, None)
        row.clear()
        try:
            for number, cells in enumerate(lines, 1):
                if (len(row) > 1 or len(cells) < len(columns)) and _never_closed(row, delimiter):
                    raise FeedUnreadable(
                        f"{file.name}, row {number}: a quotation mark is opened and never closed, so the rows after it cannot "
                        "be told apart. Close it or take it out."
                    )
                row.clear()
                if not any(cell.strip() for cell in cells):
                    continue
                # A cell that a spreadsheet guards with an apostrophe is meant without it.
                values = [re.sub(r"^'(?=[=+\-@])", "", cell.strip()) for cell in cells]
                named = dict(zip(columns, values, strict=False))
                fields = {name: named.get(name, "") for name in columns if name in KNOWN}
                extra = {name: named.get(name, "") for name, keep in zip(columns, attributes, strict=True) if keep}
                yield FeedRow(number, MappingProxyType(fields), MappingProxyType(extra))
        except csv.Error as error:
            raise FeedUnreadable(f"{file.name}, after line {lines.line_num}: {error}. Export it again.") from error


def _never_closed(row: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(row, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _header(file: Path, first: str) -> tuple[list[str], str]:
    best: tuple[list[str], str] = ([], "\t")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        said = [_name(cell) for cell in cells]
        # Another name for a column counts only where Google's own is not there: feeds have both "id" and "sku".
        names = [name if (same := _SAME.get(name, name)) in said else same for name in said]
        if len(set(names) & KNOWN) > len(set(best[0]) & KNOWN):
            best = (names, delimiter)
    columns, delimiter = best
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise FeedUnreadable(
            f"{file.name} is no feed that Curio reads: its first line has no column {', '.join(missing)}. "
            "Use the Google Merchant names (id, title, price, image_link, …)."
        )
    return columns, delimiter


def _name(cell: str) -> str:
    return re.sub(r"[\s\-]+", "_", cell.strip().strip("\ufeff").lower()).removeprefix("g:")


def _encoding(file: Path) -> str:
    """UTF-8 or UTF-16 where the file says or shows it, else Windows-1252, which reads any byte."""
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise FeedUnreadable(f"{file.name} is larger than 2 GB. Split it.")
        with file.open("rb") as opened:
            start = opened.read(1_000_000)
    except OSError as error:
        raise FeedUnreadable(f"{file.name} cannot be read ({error.strerror}).") from error
    if not start.strip():
        raise FeedUnreadable(f"{file.name} is empty. Export it again.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start[:4096]:
        raise FeedUnreadable(f"{file.name} is no text file. Curio reads feeds as TSV or CSV.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252" if _decodes(start, "cp1252") else "latin-1"
    return "utf-8-sig"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
