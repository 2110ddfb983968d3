"""Feeds as Parquet, read batch by batch with pyarrow, which Streamlit brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet

from catalog.errors import FeedUnreadable
from catalog.feeds.cells import flat
from catalog.feeds.columns import distinct
from catalog.feeds.rows import Issue, Record

_BATCH = 256
_MAX_GROUP = 2_000_000_000  # bytes that one row group may say it unpacks to
_MAX_COLUMNS = 2_000


class ParquetTable:
    """See `Table`. Raises FeedUnreadable for a file that is cut short, damaged, or would unpack beyond reason."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self._file = file
        with self._opened() as opened:
            named = opened.schema_arrow.names
            groups = [opened.metadata.row_group(place) for place in range(opened.metadata.num_row_groups)]
            if len(named) > _MAX_COLUMNS or any(group.total_byte_size > _MAX_GROUP for group in groups):
                raise FeedUnreadable(f"{self.name} would unpack to more than Curio reads at once. Split it.")
        self.columns = tuple(distinct(named))
        self._read = [name for name in dict.fromkeys(named) if name]

    def records(self) -> Iterator[Record | Issue]:
        number = 0
        with self._opened() as opened:
            try:
                for batch in opened.iter_batches(_BATCH, use_threads=False):
                    for row in batch.to_pylist():
                        number += 1
                        cells = flat(row)
                        if any(cells.values()):
                            yield Record(number, cells)
            except (pyarrow.ArrowException, OSError, ValueError, MemoryError, RecursionError) as error:
                raise FeedUnreadable(f"{self.name} is damaged after row {number:,}. Export it again.") from error

    def _opened(self) -> pyarrow.parquet.ParquetFile:
        try:
            return pyarrow.parquet.ParquetFile(self._file)
        except (pyarrow.ArrowException, OSError, ValueError, MemoryError, RecursionError) as error:
            raise FeedUnreadable(
                f"{self.name} is a Parquet file that is cut short or damaged. Export it again."
            ) from error
