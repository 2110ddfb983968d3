"""Feeds as JSON: one object a line (JSON Lines), one array of objects, or one object that holds the array ({"products": […]}).

Streamed: no more than one object is in memory, and none may be larger than 20 MB.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from catalog.errors import FeedUnreadable
from catalog.feeds.cells import flat
from catalog.feeds.rows import Issue, Record

_LOOKED_AT = 1_000  # objects, to learn the columns
_MAX_OBJECT = 20_000_000
_PIECE = 1_000_000
_BETWEEN = re.compile(r"[ \t\r\n,]*")
# Numbers stay the text they are: 15.00 is not 15.0, and an id of twenty digits keeps them all.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


class JsonItems:
    """See `Table`. Raises FeedUnreadable when the file begins with no object."""

    def __init__(self, file: Path, encoding: str) -> None:
        self.name = file.name
        self._file, self._encoding = file, encoding
        with self._opened() as opened:
            first = opened.readline(_MAX_OBJECT).strip()
        self._by_line = first.startswith("{") and _object(first) is not None
        seen = [record for record in islice(self.records(), _LOOKED_AT) if isinstance(record, Record)]
        if not seen:
            raise FeedUnreadable(f"{self.name} holds no list of objects. Export one JSON object for each product.")
        self.columns = tuple(dict.fromkeys(column for record in seen for column in record.cells))

    def records(self) -> Iterator[Record | Issue]:
        with self._opened() as opened:
            items = self._lines(opened) if self._by_line else self._elements(opened)
            for number, item in enumerate(items, 1):
                if isinstance(item, dict):
                    if any((cells := flat(item)).values()):
                        yield Record(number, cells)
                else:
                    said = "This is no JSON object, or is damaged or nested too deeply. Export it again."
                    yield Issue(number, "", "", "broken_row", "error", said)

    def _opened(self) -> TextIO:
        return self._file.open(encoding=self._encoding, errors="replace")

    def _lines(self, opened: TextIO) -> Iterator[object]:
        while line := opened.readline(_MAX_OBJECT + 1):
            if len(line) > _MAX_OBJECT:
                raise FeedUnreadable(f"{self.name} has a line of more than 20 MB; no product has. Export it again.")
            if line.strip():
                yield _object(line.strip())

    def _elements(self, opened: TextIO) -> Iterator[object]:
        """The elements of the array that the file is, or of the first array in the object that it is."""
        text = opened.read(_PIECE).lstrip("\ufeff \t\r\n")
        if text.startswith("{"):
            # What stands before the list are a few words about the feed.
            found = re.search(r"\[\s*(?=\{)", text)
            text = text[found.start() :] if found else ""
        if not text.startswith("["):
            return
        place = 1
        while True:
            place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr] # it matches nothing as well
            if text.startswith("]", place):
                return
            try:
                item, place = _DECODER.raw_decode(text, place)
            except RecursionError:
                raise FeedUnreadable(f"{self.name} is nested too deeply to be a feed. Export it again.") from None
            except ValueError as error:
                # Perhaps only cut off where the piece ends: read as much again.
                text, place = text[place:], 0
                more = opened.read(max(_PIECE, len(text)))
                if not more or len(text) > _MAX_OBJECT:
                    raise FeedUnreadable(
                        f"{self.name} breaks off or is damaged at {text[:40]!r} ({str(error).split(':')[0]}). Export it again."
                    ) from None
                text += more
                continue
            yield item


def _object(line: str) -> object:
    try:
        return _DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
