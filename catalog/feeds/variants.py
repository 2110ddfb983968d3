"""What a product's variants become: one row for each colour that has a picture of its own, its sizes and other options listed.

The colours without a picture of their own share one row, for a shopper would see the same picture again and again. Shop systems
differ only in where their exports keep all this; `shopify`, `woocommerce` and `magento` find it and call `by_color`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from catalog.feeds.columns import name_of, option_kind
from catalog.feeds.prices import lowest
from catalog.feeds.rows import FeedRow

_MAX_ID = 50
_STOCK = ("in_stock", "preorder", "backorder", "out_of_stock")  # what one variant says best stands for all


@dataclass(frozen=True)
class Shown:
    """A picture that a feed names, and the words it has for it."""

    source: str
    words: str = ""


@dataclass(frozen=True)
class Variant:
    """One thing that can be put into the basket. `options` by the names the shop gives them: {"Colour": "Red", "Size": "S"}.

    `price` is tidied; `availability` is None where the feed has nothing to tell it by.
    """

    rows: tuple[int, ...]
    options: Mapping[str, str]
    price: str
    availability: str | None = None
    pictures: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Style:
    """What the variants of one product have in common. `rows` are those of its own, beside its variants'."""

    id: str
    fields: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[Shown, ...] = ()
    rows: tuple[int, ...] = ()


def by_color(style: Style, variants: Sequence[Variant]) -> Iterator[FeedRow]:
    """Yield the product's rows. Every row of `style` and `variants` is in exactly one of them.

    A colour that stands apart has the id "style-colour", and `item_group_id`; of several, each has its colour in the title.
    """
    colors: dict[str, list[Variant]] = {}
    for variant in variants:
        colors.setdefault(_of_kind(variant, "color"), []).append(variant)
    pictures = _own_pictures(style, colors)
    apart = [color for color in colors if color and pictures.get(color)]
    alike = [color for color in colors if color not in apart]
    parts = [([color], True) for color in apart] + ([(alike, False)] if alike or not apart else [])
    # Only the first row is given the rows that belong to no one colour.
    rest = style.rows
    taken = {source for color in apart for source in pictures[color]}
    free = [shown.source for shown in style.pictures if shown.source not in taken]
    for part, alone in parts:
        one = [variant for color in part for variant in colors.get(color, [])]
        own = pictures[part[0]] if alone else []
        others = [source for variant in one for source in variant.pictures if source not in taken]
        shown, said = _unique([*own, *free, *others]), [color for color in part if color]
        yield _row(style, said, one, shown, rest, apart=alone, several=len(parts) > 1)
        rest = ()


def short_id(text: str) -> str:
    """An id that fits: one that is too long ends in a hash of the whole, so that two long ones stay apart."""
    if len(text) <= _MAX_ID:
        return text
    return f"{text[: _MAX_ID - 9]}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def best_stock(said: Iterable[str | None]) -> str | None:
    """What stands for all: in stock if any is. None where none says anything."""
    found = [one for one in said if one]
    return min(found, key=lambda one: _STOCK.index(one) if one in _STOCK else len(_STOCK), default=None)


def _row(
    style: Style,
    colors: list[str],
    variants: list[Variant],
    pictures: list[str],
    rest: tuple[int, ...],
    *,
    apart: bool,
    several: bool,
) -> FeedRow:
    rows = tuple(sorted({*rest, *(row for variant in variants for row in variant.rows)}))
    fields = dict(style.fields)
    attributes = dict(style.attributes)
    # The one colour there is today may get company tomorrow, and keeps its id then.
    named = colors[0] if len(colors) == 1 and (several or apart) else ""
    fields["id"] = short_id(f"{style.id}-{named}" if named else style.id)
    if named and several and named.lower() not in fields["title"].lower():
        fields["title"] = f"{fields['title']} ({named})" if fields["title"] else ""
    if colors:
        fields["color"] = "/".join(colors)
    if len(variants) > 1 or named:
        fields["item_group_id"] = short_id(style.id)
    if variants:
        fields["price"] = lowest(variant.price for variant in variants) or fields.get("price", "")
        if stock := best_stock(variant.availability for variant in variants):
            fields["availability"] = stock
    for name, values in _options(variants).items():
        if option_kind(name) == "size":
            attributes["sizes"] = ", ".join(values)
        elif option_kind(name) == "material" and not fields.get("material"):
            fields["material"] = "/".join(values)
        else:
            attributes[name_of(name)] = ", ".join(values)
    if "image_link" in fields or pictures:
        fields["image_link"] = pictures[0] if pictures else ""
        fields["additional_image_link"] = ",".join(source.replace(",", "%2C") for source in pictures[1:])
    codes = _unique(variant.code for variant in variants)
    if len(codes) == 1 and codes[0] != fields["id"]:
        attributes["sku"] = codes[0]  # more of them would drown what is said of the product
    return FeedRow(rows[0], MappingProxyType(fields), MappingProxyType(attributes), rows, tuple(codes))


def _options(variants: Iterable[Variant]) -> dict[str, list[str]]:
    """The values of each option but colour, in their order, each once."""
    found: dict[str, dict[str, None]] = {}
    for variant in variants:
        for name, value in variant.options.items():
            if value and option_kind(name) != "color":
                found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def _of_kind(variant: Variant, kind: str) -> str:
    return "/".join(value for name, value in variant.options.items() if value and option_kind(name) == kind)


def _own_pictures(style: Style, colors: Mapping[str, Sequence[Variant]]) -> dict[str, list[str]]:
    """For each colour the pictures that show it and no other: its variants' own, or those of the gallery that name it."""
    if set(colors) <= {""}:
        return {}
    brought = {
        color: _unique(source for variant in one for source in variant.pictures) for color, one in colors.items()
    }
    shared = [source for pictures in brought.values() for source in pictures]
    found: dict[str, list[str]] = {}
    for color, pictures in brought.items():
        own = [source for source in pictures if shared.count(source) == 1]
        if color:
            others = [other for other in colors if other and other != color and color.lower() in other.lower()]
            own += [
                shown.source
                for shown in style.pictures
                if _names(shown, color)
                and not any(_names(shown, other) for other in others)
                and shown.source not in shared
            ]
        # The first picture stands for the colour: where it is another colour's too, this one has none of its own.
        found[color] = own if not pictures or pictures[0] in own else []
    return found


def _names(shown: Shown, color: str) -> bool:
    """Whether a picture's words or file name hold the colour as words of their own."""
    words, said = (
        " ".join(re.findall(r"[^\W\d_]+", text.lower()))
        for text in (color, f"{shown.words} {unquote(shown.source.rpartition('/')[2])}")
    )
    return bool(words) and f" {words} " in f" {said} "


def _unique(sources: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(source for source in sources if source))
