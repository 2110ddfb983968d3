"""Values of typed files (JSON, Parquet, XLSX) as the text that a cell of a table would hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_DEEP = 4


def text_of(value: object) -> str:
    """A scalar as text: 15.0 is "15", None and bytes (a picture inside the file) are blank, a list is "a, b"."""
    if value is None or isinstance(value, bytes | bytearray | memoryview):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:  # not a number: how Parquet writers say blank
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return whole(str(value)).strip()


def whole(text: str) -> str:
    """The text with a question mark for half a letter ("\\ud800"), which JSON can say and no file or database can hold."""
    return text.encode("utf-8", "replace").decode()


def listed(values: Sequence[str]) -> str:
    """Several values in one cell. Addresses may hold commas of their own, so theirs are escaped."""
    said = [value.replace(",", "%2C") if "://" in value else value for value in values if value]
    return ", ".join(dict.fromkeys(said))


def flat(values: Mapping[str, Any], deep: int = 0) -> dict[str, str]:
    """An object as cells: {"price": {"value": "15", "currency": "EUR"}} is price "15 EUR"; other objects within it are named
    "outer_inner", lists of objects give the address that each holds. Deeper than four levels nothing is read."""
    cells: dict[str, str] = {}
    for key, value in values.items():
        name = whole(str(key))
        if isinstance(value, Mapping):
            if {"value", "currency"} <= value.keys():
                cells[name] = f"{text_of(value['value'])} {text_of(value['currency'])}".strip()
            elif deep < _DEEP:
                cells |= {f"{name}_{inner}": said for inner, said in flat(value, deep + 1).items()}
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            cells[name] = listed([_one(item) for item in value])
        else:
            cells[name] = text_of(value)
    return cells


def _one(item: object) -> str:
    if isinstance(item, Mapping):
        return next(
            (text_of(item[key]) for key in ("src", "url", "href", "link", "name", "value") if item.get(key)), ""
        )
    return "" if isinstance(item, Sequence) and not isinstance(item, str) else text_of(item)
