"""Feeds as XML: RSS and Atom with Google's fields (g:price), and the product lists of shop systems and price comparers.

Streamed with defusedxml, which refuses entities of the document's own (billion laughs) and every outer one (XXE): one item is
in memory at a time, and none may be larger than 20 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from catalog.errors import FeedUnreadable
from catalog.feeds.cells import listed
from catalog.feeds.rows import Issue, Record

_GOOGLE = "http://base.google.com/ns/1.0"
_ITEMS = frozenset(("item", "entry", "product", "offer", "shopitem", "article", "produkt", "o", "row", "record"))
_PROSE = frozenset(("title", "description", "summary", "content"))
_LOOKED_AT = 1_000  # items, to learn the columns
_MAX_ITEM = 20_000_000
_DEEP = 4


class XmlItems:
    """See `Table`. Raises FeedUnreadable when the file holds no items."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self._file = file
        seen = [record for record in islice(self.records(), _LOOKED_AT) if isinstance(record, Record)]
        if not seen:
            raise FeedUnreadable(
                f"{self.name} holds no products: Curio reads RSS (item), Atom (entry) and lists of product."
            )
        self.columns = tuple(dict.fromkeys(column for record in seen for column in record.cells))

    def records(self) -> Iterator[Record | Issue]:
        number = 0
        with self._file.open("rb") as opened:
            try:
                for element in _items(_Capped(opened, self.name)):
                    number += 1
                    cells = _cells(element)
                    if any(cells.values()):
                        yield Record(number, cells)
            except DefusedXmlException as error:
                raise FeedUnreadable(
                    f"{self.name} defines XML entities of its own or from elsewhere, which a feed never needs. It was not read."
                ) from error
            except (ParseError, ValueError, LookupError) as error:
                raise FeedUnreadable(
                    f"{self.name} is no well-formed XML after item {number:,} ({error}). Export it again, as UTF-8."
                ) from error


class _Capped:
    """The file, refusing to read on when one item grows past all reason."""

    def __init__(self, opened: IO[bytes], name: str) -> None:
        self._opened, self._name = opened, name
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._opened.read(size)
        self.since += len(piece)
        if self.since > _MAX_ITEM:
            raise FeedUnreadable(f"{self._name} has no product within 20 MB of XML. Export the feed again.")
        return piece


def _items(source: _Capped) -> Iterator[Element]:
    """Yield each item, complete; forget it, and everything outside of items, afterwards."""
    above: list[Element] = []
    inside = 0  # how deep the item that is being read lies; 0: none is
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            above.append(element)
            if not inside and len(above) > 1 and _local(element.tag).lower() in _ITEMS:
                inside = len(above)
            continue
        above.pop()
        if inside and len(above) + 1 == inside:
            inside = 0
            yield element
            source.since = 0
        if not inside:
            element.clear()
            if above:
                above[-1].remove(element)


def _cells(item: Element) -> dict[str, str]:
    """An item's cells, by its children's names; Google's own field wins where a plain one has the same name."""
    plain: dict[str, list[str]] = {name: [value.strip()] for name, value in item.attrib.items()}
    google: dict[str, list[str]] = {}
    for child in item:
        name = _local(child.tag)
        where = google if str(child.tag).startswith(f"{{{_GOOGLE}}}") else plain
        for inner, value in _said(name, child, 0):
            where.setdefault(inner, []).append(value)
    merged: dict[str, Any] = {**plain, **google}
    return {name: listed(values) if len(values) > 1 else values[0] for name, values in merged.items()}


def _said(name: str, element: Element, deep: int) -> Iterator[tuple[str, str]]:
    if name.lower() in _PROSE or not len(element):
        text = "".join(element.itertext()).strip()
        if name.lower() == "link" and not text:  # Atom
            if element.get("rel", "alternate") == "alternate":
                yield name, element.get("href", "").strip()
        else:
            # <param name="Colour">red</param> is a column of its own
            yield element.get("name", "").strip() or name, text
    elif deep < _DEEP:
        for child in element:
            # <images><image>…</image><image>…</image></images> is one column with several values
            inner = _local(child.tag)
            yield from _said(inner if inner.lower() in name.lower() else f"{name}_{inner}", child, deep + 1)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
