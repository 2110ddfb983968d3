"""Tables that people open in a spreadsheet: CSV whose cells cannot run as formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula (OWASP, "CSV Injection"): an apostrophe goes before it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def csv_file(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as a CSV file in UTF-8 with its mark, by which spreadsheets know it."""
    return csv_text(names, rows).encode("utf-8-sig")


def csv_text(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV. Numbers stay numbers."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([guarded(name) for name in names])
    for row in rows:
        writer.writerow([cell if isinstance(cell, int | float) else guarded(str(cell)) for cell in row])
    return written.getvalue()
