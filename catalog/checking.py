"""A feed's row as a product, checked: what cannot be taken is said, field by field, with what to do.

Nothing here decodes a picture or asks the store. A row is hostile until shown otherwise: its texts lose tags and invisible
marks, its links are web addresses, its pictures lie where `catalog.picture_finder` may look.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from catalog.errors import ImageUnreadable
from catalog.feeds import FeedRow, Issue
from catalog.picture_finder import PictureFinder
from catalog.picture_intake import SeenPicture
from catalog.product import Availability, Money, Picture, Product
from catalog.suspicion import spoken_to_model

_MAX_ID, _MAX_TITLE, _MAX_DESCRIPTION, _MAX_FIELD = 50, 150, 5000, 200
_GALLERY = 9
_AVAILABILITY: Mapping[str, Availability] = {
    **{name: name for name in get_args(Availability)},
    "": "in_stock", "available": "in_stock", "available for order": "in_stock", "instock": "in_stock", "1": "in_stock",
    "yes": "in_stock", "sold_out": "out_of_stock", "unavailable": "out_of_stock", "outofstock": "out_of_stock",
    "0": "out_of_stock", "no": "out_of_stock", "pre_order": "preorder", "back_order": "backorder",
    "onbackorder": "backorder",
}  # fmt: skip
# Control, zero-width and direction marks: invisible to a person, and a way to hide words.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PROGRAM = re.compile(r"<(script|style)\b[^<>]{0,2000}>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass
class CheckedRow:
    """A row, what is wrong with it so far, and the product it makes; `product` is None where it is refused.

    `sources` are its pictures as the feed calls them, the first one first and perhaps empty; None where the row does not
    speak of pictures. `files` are where they lie, by (field, source), in their order; an error where they cannot.
    """

    row: FeedRow
    issues: list[Issue] = field(default_factory=list)
    product: Product | None = None
    sources: list[str] | None = None
    files: dict[tuple[str, str], Path | ImageUnreadable] = field(default_factory=dict)

    def complain(self, name: str, code: str, severity: str, message: str) -> None:
        about = self.row.fields.get("id", "")[:_MAX_ID]
        self.issues.append(Issue(self.row.number, about, name, code, severity, message))  # type: ignore[arg-type]

    def refuse(self, name: str, code: str, message: str) -> None:
        self.complain(name, code, "error", message)
        self.product = None
        self.files = {}


def row_id(row: FeedRow) -> str:
    """The id as the shop keeps it."""
    return clean(row.fields["id"])


def check(row: FeedRow, before: Product | None, images: PictureFinder) -> CheckedRow:
    """Check one row. What the feed has no column for keeps what the store knew (`before`); a blank cell erases it.

    Its pictures are named and not read; see `with_pictures`.
    """
    checked = CheckedRow(row)
    said = row.fields
    product_id, title = row_id(row), clean(said["title"])
    price = None
    if not product_id:
        checked.refuse("id", "missing_id", "Every product needs an id.")
    elif len(product_id) > _MAX_ID:
        checked.refuse("id", "long_id", "Use at most 50 characters.")
    if not title:
        checked.refuse("title", "missing_title", "Every product needs a title.")
    try:
        price = Money.parse(said["price"])
    except ValueError:
        code = "missing_price" if not said["price"] else "invalid_price"
        checked.refuse("price", code, f'Write the price as "15.00 USD", not {said["price"][:30]!r}.')
    availability = _availability(checked)
    if any(issue.severity == "error" for issue in checked.issues):
        return checked
    for name, text in {**said, **row.attributes}.items():
        if found := spoken_to_model(html.unescape(text)):
            message = (
                f"It speaks to a language model ({found[:60]}): search and suggestions leave that out. Rewrite it."
            )
            checked.complain(name, "suspicious_text", "warning", message)
    if len(title) > _MAX_TITLE:
        checked.complain("title", "long_title", "warning", "Titles end after 150 characters; shorten it.")
    old = before or Product(product_id, title)
    attributes = dict(old.attributes)
    attributes |= {name[:40]: clean(value)[:_MAX_FIELD] for name, value in row.attributes.items()}
    checked.product = replace(
        old,
        title=title[:_MAX_TITLE],
        price=price,
        availability=availability or old.availability,
        description=_kept(said, "description", old.description, _MAX_DESCRIPTION),
        brand=_kept(said, "brand", old.brand),
        color=_kept(said, "color", old.color),
        material=_kept(said, "material", old.material),
        category=_kept(said, "product_type", _kept(said, "google_product_category", old.category, 750), 750),
        group_id=_kept(said, "item_group_id", old.group_id, _MAX_ID),
        link=_link(said.get("link", old.link)),
        attributes=MappingProxyType({name: value for name, value in attributes.items() if value}),
    )
    sources = [said.get("image_link", ""), *(part.strip() for part in said.get("additional_image_link", "").split(","))]
    if not sources[0]:
        sources = images.named_for([product_id, *row.codes]) or sources
    if "image_link" in said or sources[0]:
        checked.sources = sources[: _GALLERY + 1]
        checked.files = _files(checked.sources, images)
    return checked


def with_pictures(checked: CheckedRow, seen: Mapping[Path, SeenPicture | ImageUnreadable]) -> None:
    """Give the product the pictures that were seen, and say which cannot be read. The first one stands for the product; the
    others are its gallery, not embedded."""
    if checked.product is None or checked.sources is None:
        return
    shown: list[Picture] = []
    for (name, source), file in checked.files.items():
        one = seen[file] if isinstance(file, Path) else file
        if isinstance(one, ImageUnreadable):
            code = "picture_not_fetched" if "://" in source else "unreadable_picture"
            checked.complain(name, code, "warning", str(one))
        else:
            shown.append(Picture(one.content_hash, source, one.width, one.height))
    first = checked.sources[0]
    if not first:
        said = "Without a picture it is found by its words only."
        checked.complain("image_link", "no_picture", "warning", said)
    if not shown or shown[0].source != first:
        shown = []  # a gallery without its first picture would put a back view in its place
    checked.product = replace(checked.product, pictures=tuple(shown))


def clean(text: str) -> str:
    """Plain text: entities decoded, tags, programs and invisible characters taken out, spaces closed up."""
    for _ in range(2):  # exports escape twice: "&amp;reg;"
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _PROGRAM.sub(" ", text))
    return " ".join(_INVISIBLE.sub("", text).split())


def _availability(checked: CheckedRow) -> Availability | None:
    """None where the feed does not speak of it."""
    said = checked.row.fields.get("availability")
    if said is None:
        return None
    known = _AVAILABILITY.get(re.sub(r"[\s\-]+", "_", said.lower())) or _AVAILABILITY.get(said.lower())
    if known is None:
        message = f"{said[:30]!r} is not in_stock, out_of_stock, preorder or backorder; taken as out_of_stock."
        checked.complain("availability", "invalid_availability", "warning", message)
    return known or "out_of_stock"


def _files(sources: list[str], images: PictureFinder) -> dict[tuple[str, str], Path | ImageUnreadable]:
    found: dict[tuple[str, str], Path | ImageUnreadable] = {}
    for position, source in enumerate(sources):
        if source:
            name = "image_link" if position == 0 else "additional_image_link"
            try:
                found[name, source] = images.find(source)
            except ImageUnreadable as error:
                found[name, source] = error
    return found


def _kept(said: Mapping[str, str], name: str, before: str, limit: int = _MAX_FIELD) -> str:
    return clean(said[name])[:limit] if name in said else before


def _link(link: str) -> str:
    """Only web addresses: a link is drawn for shoppers to follow."""
    return link if re.match(r"https?://[^\s<>\"']+$", link) else ""
