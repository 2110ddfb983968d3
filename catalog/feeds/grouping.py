"""Brings together the rows of one product, which exports spread over a file, without holding the file in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from catalog.errors import FeedUnreadable
from catalog.feeds.rows import Issue, Record, Table

_MAX_HELD = 400_000_000  # letters of rows that wait for others of their product
_MAX_ONE = 20_000  # rows of one product


def in_groups(table: Table, key: Callable[[Record], str]) -> Iterator[list[Record] | Issue]:
    """Yield the records that share a key, together, as soon as the last of them has come; each record once.

    A record with a blank key is a group of its own. The file is read twice: only keys are counted the first time. Raises
    FeedUnreadable when so much would wait at once that the file was not sorted by any reasonable order.
    """
    left: Counter[str] = Counter(key(record) for record in table.records() if isinstance(record, Record))
    waiting: dict[str, list[Record]] = {}
    held = 0
    for record in table.records():
        if isinstance(record, Issue):
            yield record
            continue
        name = key(record)
        if not name or (left[name] == 1 and name not in waiting):
            yield [record]
            continue
        group = waiting.setdefault(name, [])
        group.append(record)
        held += _size(record)
        left[name] -= 1
        if len(group) > _MAX_ONE or held > _MAX_HELD:
            raise FeedUnreadable(
                f"{table.name}, row {record.number}: too many rows wait for others of their product ({name[:40]!r}). "
                "Sort the feed by product, or split it."
            )
        if not left[name]:
            held -= sum(_size(one) for one in group)
            yield waiting.pop(name)


def _size(record: Record) -> int:
    return sum(map(len, record.cells.values()))
