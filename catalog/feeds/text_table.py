"""Feeds as text tables: tab, comma, semicolon or pipe between cells, in any encoding.

The header is where the known names are, not always the first line: marketplaces put a title or two above it, and
spreadsheets "sep=;". What is above it is not a row.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from catalog.errors import FeedUnreadable
from catalog.feeds.columns import distinct, known_fields
from catalog.feeds.rows import Issue, Record

_DELIMITERS = ("\t", ",", ";", "|")
_SAMPLE = 1_000_000
_LOOKED_AT = 40  # rows, to tell what parts the cells
_ABOVE = 10  # lines that may stand above the header
_MAX_CELL = 10_000_000


class TextTable:
    """See `Table`. Raises FeedUnreadable when nothing in the file looks like a header."""

    def __init__(self, file: Path, encoding: str) -> None:
        self.name = file.name
        self._file, self._encoding = file, encoding
        csv.field_size_limit(min(sys.maxsize, _MAX_CELL))  # of the whole process, and before the header is read
        try:
            with file.open("rb") as opened:
                start = opened.read(_SAMPLE).decode(encoding, "replace")
        except OSError as error:
            raise FeedUnreadable(f"{self.name} cannot be read ({error.strerror}).") from error
        lines = [line.replace("\0", "") for line in islice(_lines(start), 400)]
        said = re.fullmatch(r'"?sep=(.)"?\s*', lines[0]) if lines else None
        marks = [said.group(1)] if said else _DELIMITERS
        shapes = {mark: _Shape(lines[1:] if said else lines, mark) for mark in marks}
        self._delimiter = max(shapes, key=lambda mark: shapes[mark].worth)
        shape = shapes[self._delimiter]
        self._skipped = shape.header + (2 if said else 1)
        self.columns = tuple(distinct(shape.names))
        if not any(self.columns):
            raise FeedUnreadable(f"{self.name} has no header: its first line must name the columns.")

    def records(self) -> Iterator[Record | Issue]:
        # Undecodable bytes in one cell must not refuse the whole feed.
        with self._file.open(encoding=self._encoding, newline="", errors="replace") as opened:
            row: list[str] = []  # the lines that the row being read has taken so far

            def told() -> Iterator[str]:
                for line in opened:
                    row.append(line.replace("\0", ""))
                    yield row[-1]

            lines = csv.reader(told(), delimiter=self._delimiter)
            try:
                for _ in range(self._skipped):
                    next(lines, None)
                row.clear()
                for number, cells in enumerate(lines, 1):
                    odd = len(row) > 1 or len(cells) < len(self.columns)
                    if odd and any('"' in line for line in row) and _never_closed(row, self._delimiter):
                        raise FeedUnreadable(
                            f"{self.name}, row {number}: a quotation mark is opened and never closed, so the rows after it "
                            "cannot be told apart. Close it or take it out."
                        )
                    row.clear()
                    if any(cell.strip() for cell in cells):
                        yield Record(number, _named(self.columns, cells))
            except csv.Error as error:
                raise FeedUnreadable(f"{self.name}, after line {lines.line_num}: {error}. Export it again.") from error


class _Shape:
    """The table as one delimiter would have it. The best shape knows the most names; else its rows agree in their width."""

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        rows: list[list[str]] = []
        with suppress(csv.Error):  # the rows so far tell enough
            rows.extend(islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT))
        known = [len(known_fields(row)) for row in rows[:_ABOVE]]
        # Below two known names the header is taken to be where headers are.
        self.header = (
            max(range(len(known)), key=lambda place: (known[place], -place)) if max(known, default=0) > 1 else 0
        )
        self.names = rows[self.header] if rows else []
        width = len(self.names)
        below = [len(row) for row in rows[self.header + 1 :] if any(row)]
        agree = sum(cells == width for cells in below) / len(below) if below else 0.0
        self.worth = (known[self.header] if known else 0, agree if width > 1 else -1.0, width)


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by their columns: what a short row lacks is blank, what a long one has beyond the header is lost."""
    # A cell that a spreadsheet guards with an apostrophe is meant without it.
    values = [re.sub(r"^'(?=[=+\-@])", "", cell.strip()) for cell in cells[: len(columns)]]
    return dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True))


def _never_closed(row: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(row, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _lines(text: str) -> Iterator[str]:
    """As a file opened with newline="" gives them: parted at \\n, \\r and \\r\\n only, each with its end."""
    return (match.group() for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text))
