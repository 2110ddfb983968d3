"""Feeds as XLSX, streamed with openpyxl over defusedxml.

openpyxl and not calamine, which is faster: calamine lays a sheet out as one dense range in memory, so a single cell in the
last column and row asks for terabytes. What the sheet says of its own size is not believed.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from catalog.errors import FeedUnreadable
from catalog.feeds.cells import text_of
from catalog.feeds.columns import distinct, known_fields
from catalog.feeds.rows import Issue, Record

_MAX_PART = 1_000_000_000  # bytes unpacked: a sheet is streamed
_MAX_TEXTS = 200_000_000  # the texts that cells share are not
_MAX_RATIO = 500
_MAX_COLUMNS = 2_000
_MAX_ROWS = 1_048_576  # that Excel has; a row may claim to be a later one
_ABOVE = 10
_SHEETS = 20


class Workbook:
    """See `Table`: the sheet, among those that can be seen, whose header knows most names. Raises FeedUnreadable."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self._file = file
        self._check_parts()
        best: tuple[int, str, int, list[str]] = (-1, "", 0, [])
        with self._opened() as book:
            for sheet in book.worksheets[:_SHEETS]:
                if sheet.sheet_state != "visible":
                    continue
                for place, cells in enumerate(islice(self._rows(sheet), _ABOVE)):
                    known = len(known_fields(cells))
                    if any(cells) and known > best[0]:
                        best = (known, sheet.title, place, cells)
        _, self._sheet, self._header, names = best
        self.columns = tuple(distinct(names))
        if not self.columns:
            raise FeedUnreadable(f"{self.name} has no sheet with a header. Put the columns' names into its first row.")

    def records(self) -> Iterator[Record | Issue]:
        width = len(self.columns)
        with self._opened() as book:
            for number, cells in enumerate(islice(self._rows(book[self._sheet]), self._header + 1, None), 1):
                if any(cells):
                    yield Record(number, dict(zip(self.columns, (cells + [""] * width)[:width], strict=True)))

    def _rows(self, sheet: Any) -> Iterator[list[str]]:
        sheet.reset_dimensions()
        for row in islice(sheet.iter_rows(values_only=True), _MAX_ROWS):
            if len(row) > _MAX_COLUMNS:
                raise FeedUnreadable(
                    f"{self.name} has cells beyond column {_MAX_COLUMNS:,}. Save only the feed's own columns."
                )
            yield [text_of(value) for value in row]

    def _check_parts(self) -> None:
        try:
            with zipfile.ZipFile(self._file) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise FeedUnreadable(f"{self.name} is damaged or cut short. Save it again.") from error
        if not any(part.filename == "[Content_Types].xml" for part in parts):
            raise FeedUnreadable(f"{self.name} is a ZIP. Unpack it, and import the feed that is in it.")
        for part in parts:
            most = _MAX_PART if part.filename.startswith("xl/worksheets/") else _MAX_TEXTS
            if part.file_size > most or part.file_size > _MAX_RATIO * max(part.compress_size, 10_000):
                raise FeedUnreadable(
                    f"{self.name} would unpack to {part.file_size:,} bytes at {part.filename[-40:]}. Save it as CSV."
                )

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """The workbook, closed afterwards; what its damaged parts raise, in one line."""
        book = None
        try:
            # Opened here, because openpyxl judges files by their names.
            with self._file.open("rb") as opened, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of styles and extensions that no feed needs
                book = openpyxl.load_workbook(opened, read_only=True, data_only=True, keep_links=False)
                yield book
        except FeedUnreadable:
            raise
        except Exception as error:  # zipfile, zlib, XML and openpyxl's own code raise nearly anything on damaged parts
            raise FeedUnreadable(
                f"{self.name} is damaged ({type(error).__name__}). Save it again, or as CSV."
            ) from error
        finally:
            if book is not None:
                book.close()
