"""What a page shows, as the part of its address after the "?", and back again: so that it can be linked, kept and gone back to.

Free of Streamlit. A picture is never in an address: its key is, and opens it again only in the session that holds the picture.
Whatever somebody else wrote into an address is read as far as it makes sense, and the rest is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation

from catalog.product import Filters
from catalog.search import MAX_TEXT
from models.base import Box

MOST_COMPARED = 4
_MOST_VALUES = 40
_LONGEST = 200
_LEAST_SIDE = 0.02
_SORT = re.compile(r"[a-z_]{1,20}")
_KEY = re.compile(r"[0-9a-f]{16}(-[0-9a-f]{16}){0,7}")
_NONE = "none"

Query = Mapping[str, Sequence[str]]
"""Name → values, as an address has them."""


@dataclass(frozen=True)
class Address:
    """What is asked, and what is open over it. `filters` is None where the words alone say what is filtered.

    `picture` is the key of pictures in the session, `box` the part of the first one that is meant.
    """

    words: str = ""
    picture: str = ""
    box: Box | None = None
    like: str = ""
    unlike: tuple[str, ...] = ()
    board: str = ""
    filters: Filters | None = None
    sort: str = ""
    product: str = ""
    compared: tuple[str, ...] = field(default=())

    @property
    def asks(self) -> bool:
        """Whether anything is asked, or only something is open."""
        return replace(self, product="", compared=()) != Address()


def write_address(address: Address) -> dict[str, list[str]]:
    """The address in as few values as say it."""
    said = {
        "q": [address.words],
        "picture": [address.picture],
        "box": [",".join(f"{part:.3f}" for part in address.box)] if address.box else [],
        "like": [address.like],
        "unlike": list(address.unlike),
        "board": [address.board],
        **_written(address.filters),
        "sort": [address.sort],
        "product": [address.product],
        "compare": list(address.compared),
    }
    return {name: kept for name, values in said.items() if (kept := [value for value in values if value])}


def read_address(query: Query) -> Address:
    """What an address says. Never raises."""
    first = {name: _clean(values[0]) for name, values in query.items() if values}
    words = " ".join("".join(query.get("q", ())[:1]).split())[: MAX_TEXT * 4]
    return Address(
        words=words,
        picture=key if _KEY.fullmatch(key := first.get("picture", "")) else "",
        box=_box(first.get("box", "")),
        like=first.get("like", ""),
        unlike=_several(query, "unlike"),
        board=first.get("board", ""),
        filters=_read(query),
        sort=sort if _SORT.fullmatch(sort := first.get("sort", "")) else "",
        product=first.get("product", ""),
        compared=_several(query, "compare")[:MOST_COMPARED],
    )


def _written(filters: Filters | None) -> dict[str, list[str]]:
    if filters is None:
        return {}
    said: dict[str, list[str]] = {}
    for name, value in _fields(filters):
        if isinstance(value, frozenset):
            said[name] = sorted("=".join(one) if isinstance(one, tuple) else one for one in value)
        elif isinstance(value, Decimal):
            said[name] = [str(value)]
        elif value:
            said[name] = ["yes"]
    # No filters is something else than the words' own.
    return said if any(said.values()) else {"filters": [_NONE]}


def _read(query: Query) -> Filters | None:
    filters = Filters()
    said = _NONE in query.get("filters", ())
    for name, default in _fields(filters):
        values = _several(query, name)
        if not values:
            continue
        if name.startswith("price"):
            read: object = _amount(values[0])
        elif isinstance(default, bool):
            read = values[0] == "yes"
        elif name == "attributes":
            pairs = (tuple(value.split("=", 1)) for value in values)
            read = frozenset(pair for pair in pairs if len(pair) == 2 and all(pair))
        else:
            read = frozenset(values)
        if read:
            filters, said = replace(filters, **{name: read}), True  # type: ignore[arg-type]
    return filters if said else None


def _fields(filters: Filters) -> Iterator[tuple[str, object]]:
    return ((one.name, getattr(filters, one.name)) for one in fields(filters))


def _several(query: Query, name: str) -> tuple[str, ...]:
    values = (_clean(value) for value in query.get(name, ())[:_MOST_VALUES])
    return tuple(dict.fromkeys(value for value in values if value))


def _clean(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable())[:_LONGEST].strip()


def _amount(value: str) -> Decimal | None:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < 10**12 else None


def _box(value: str) -> Box | None:
    parts = value.split(",")
    return (
        read_box([float(part) for part in parts])
        if all(re.fullmatch(r"[01]\.\d{1,3}", part) for part in parts)
        else None
    )


def read_box(parts: Sequence[object]) -> Box | None:
    """Four shares of a picture's sides, of a box that is somewhere in it; None for anything else."""
    if len(parts) != 4 or not all(isinstance(part, int | float) and -1e3 < part < 1e3 for part in parts):
        return None
    left, top, right, bottom = (round(min(1.0, max(0.0, float(part))), 3) for part in parts)  # type: ignore[arg-type]
    return (left, top, right, bottom) if right - left >= _LEAST_SIDE and bottom - top >= _LEAST_SIDE else None
