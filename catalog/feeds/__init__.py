"""Readers of product feeds: one for each format, each a generator of rows, and `read_feed`, which knows them by content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from catalog.errors import FeedUnreadable


@dataclass(frozen=True)
class FeedRow:
    """One product as a feed says it, before it is checked.

    `fields` holds the Google Merchant names that the feed has columns for, `attributes` the other columns; a blank cell is an
    empty string, a column that is not there is in neither. `number` counts from 1, as a spreadsheet shows the rows below the
    header.
    """

    number: int
    fields: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Issue:
    """What is wrong with one row, and what to do. An "error" refuses the row, a "warning" does not."""

    row: int
    id: str
    field: str
    code: str
    severity: Literal["error", "warning"]
    message: str


def read_feed(file: Path) -> Iterator[FeedRow]:
    """Yield the rows of a feed of any format known. Raises FeedUnreadable, before the first row, for anything else."""
    from catalog.feeds.google_merchant import read_table

    if not file.is_file():
        raise FeedUnreadable(f"There is no file {str(file)!r}. Check its name and folder.")
    return read_table(file)
