"""Rows in, products out: checked, embedded, stored. And the way back: export, reset, check.

Work is done in batches, one transaction each, and keyed by content: a picture or text that has a vector is never embedded
again, so an import that was cut off is simply run again. A row that cannot be taken is said, with what to do, and never holds
up the good ones. Indexes are not touched here: `catalog.search` sees the store's generation change.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from PIL import Image

from catalog.errors import FeedUnreadable, ImageUnreadable, StoreUnavailable
from catalog.feeds import FeedRow, Issue, read_feed
from catalog.images import PictureFolder, content_hash, open_image
from catalog.picture_fetcher import PictureFetcher
from catalog.picture_finder import PictureFinder
from catalog.product import Availability, Board, Money, Picture, Product
from catalog.spreadsheet import guarded
from catalog.store import Store, product_text, text_hash
from models.base import ImageTextEmbedder, TextEmbedder, Vectors

DEMO = Path(__file__).parent / "demo"
Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""

_BATCH = 32
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


@dataclass
class Report:
    """What an import did. `accepted` are new products; `issues` holds every row that was refused or taken with a loss."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    removed: int = 0
    issues: list[Issue] = field(default_factory=list)


def ingest(
    feed: Path,
    images: Path | None,
    store: Store,
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    home: Path,
    *,
    replace: bool = False,
    dry_run: bool = False,
    mapping: Mapping[str, str] | None = None,
    default_currency: str = "USD",
    hosts: frozenset[str] = frozenset(),
    on_progress: Progress | None = None,
) -> Report:
    """Import a feed; pictures are found in `images` by path, name or SKU, or by path in the feed's folder.

    `replace` removes products the feed does not have. `dry_run` says what would happen and changes nothing of the catalog.
    `mapping` and `default_currency` are `read_feed`'s. Pictures that the feed names by address are fetched from `hosts`, and
    kept for the next import. Raises FeedUnreadable before anything is changed, StoreUnavailable when the disk gives out (what
    was stored stays whole).
    """
    # Read once to its end: a feed that breaks off in its middle changes nothing.
    total = sum(1 for _ in read_feed(feed, mapping, default_currency=default_currency))
    fetcher = PictureFetcher(home / "fetched", hosts) if hosts else None
    finder = PictureFinder(images or feed.parent, by_name=images is not None, fetcher=fetcher)
    report = Report()
    seen: set[str] = set()
    named: set[str] = set()
    folder = PictureFolder(home)
    done = 0
    if on_progress:
        on_progress(0, total)
    for said in _batches(read_feed(feed, mapping, default_currency=default_currency)):
        rows = [one for one in said if isinstance(one, FeedRow)]
        report.issues += (no_row := [one for one in said if isinstance(one, Issue)])
        report.rejected += sum(one.severity == "error" for one in no_row)
        named.update(_clean(row.fields["id"]) for row in rows)
        taken = _checked(rows, seen, store, finder, report)
        known = store.products([one.product.id for one in taken])
        report.accepted += sum(one.product.id not in known for one in taken)
        changed = [one for one in taken if known.get(one.product.id) != one.product]
        report.updated += sum(one.product.id in known for one in changed)
        report.unchanged += len(taken) - len(changed)
        if not dry_run:
            _embed(taken, store, pictures, words, folder)
            if changed:
                store.upsert([one.product for one in changed])
        done += len(said)
        if on_progress:
            on_progress(done, total)
    # A product whose row was refused is in the feed all the same: a wrong price must not take it out of the shop.
    gone = [one for one in store.all_ids() if one not in named] if replace else []
    if gone and not seen:
        raise FeedUnreadable(f"{feed.name} holds no product that could be taken, so nothing was removed.")
    report.removed = len(gone) if dry_run or not gone else store.remove(gone)
    return report


def ingest_demo(
    store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, home: Path, *, on_progress: Progress | None = None
) -> Report:
    """Import the demo catalog and its boards."""
    report = ingest(DEMO / "feed.tsv", None, store, pictures, words, home, on_progress=on_progress)
    for board in json.loads((DEMO / "boards.json").read_text("utf-8")):
        store.put_board(Board(board["slug"], board["title"], board["description"], tuple(board["product_ids"])))
    return report


def embed_catalog(
    store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, home: Path, *, on_progress: Progress | None = None
) -> int:
    """Embed what has no vector in these two spaces yet; return how many vectors were made.

    For a change of models: vectors of other spaces stay, so the shop goes on meanwhile.
    """
    ids = store.all_ids()
    folder = PictureFolder(home)
    made = 0
    for start in range(0, len(ids), _BATCH):
        batch = list(store.products(ids[start : start + _BATCH]).values())
        made += _embed([_Taken(product) for product in batch], store, pictures, words, folder)
        if on_progress:
            on_progress(min(start + _BATCH, len(ids)), len(ids))
    return made


def export_feed(store: Store, file: Path) -> int:
    """Write the catalog as a Google Merchant TSV, whole or not at all; return the number of rows. Raises StoreUnavailable."""
    ids = store.all_ids()
    products = store.products(ids)
    extra = sorted({name for product in products.values() for name in product.attributes})
    names = ["id", "title", "description", "link", "image_link", "additional_image_link", "price", "availability", "brand",
             "color", "material", "product_type", "item_group_id", *extra]  # fmt: skip
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=file.absolute().parent, suffix=".tmp", delete=False
        ) as new:
            writer = csv.writer(new, delimiter="\t", lineterminator="\n")
            writer.writerow([guarded(name) for name in names])
            for product in products.values():
                shown = [picture.source for picture in product.pictures]
                cells = [
                    product.id, product.title, product.description, product.link, ",".join(shown[:1]), ",".join(shown[1:]),
                    str(product.price or ""), product.availability, product.brand, product.color, product.material,
                    product.category, product.group_id, *(product.attributes.get(name, "") for name in extra),
                ]  # fmt: skip
                writer.writerow([guarded(cell) for cell in cells])
        try:
            os.replace(new.name, file)  # noqa: PTH105 - said as the system says it
        except OSError:
            Path(new.name).unlink()
            raise
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    return len(ids)


def missing_vectors(store: Store, pictures_space: str, words_space: str) -> int:
    """How many vectors products should have and do not."""
    products = store.products(store.all_ids()).values()
    shown = [product.pictures[0].content_hash for product in products if product.pictures]
    return len(store.missing_vectors(pictures_space, shown)) + len(
        store.missing_vectors(words_space, [text_hash(product) for product in products])
    )


@dataclass(frozen=True)
class _Taken:
    """A checked product, and the files of its pictures, in their order, where the feed just brought them."""

    product: Product
    files: tuple[Path, ...] = ()


def _checked(
    rows: Sequence[FeedRow], seen: set[str], store: Store, images: PictureFinder, report: Report
) -> list[_Taken]:
    known = store.products([_clean(row.fields["id"]) for row in rows])
    taken: list[_Taken] = []
    for row in rows:
        issues: list[Issue] = []
        one = _product(row, known.get(_clean(row.fields["id"])), images, issues)
        if one and one.product.id in seen:
            issues.append(
                _issue(row, "id", "duplicate_id", "error", "This id is in the feed already; give each product its own.")
            )
            one = None
        report.issues += issues
        if one is None:
            report.rejected += 1
        else:
            seen.add(one.product.id)
            taken.append(one)
    return taken


def _product(row: FeedRow, before: Product | None, images: PictureFinder, issues: list[Issue]) -> _Taken | None:
    """Check one row. What the feed has no column for keeps what the store knew; a blank cell erases it."""
    said = row.fields
    product_id, title = _clean(said["id"]), _clean(said["title"])
    price = availability = None
    attributes = dict(before.attributes) if before else {}
    attributes |= {name[:40]: _clean(value)[:_MAX_FIELD] for name, value in row.attributes.items()}
    if not product_id or len(product_id) > _MAX_ID:
        code, what = (
            ("missing_id", "Every product needs an id.")
            if not product_id
            else ("long_id", "Use at most 50 characters.")
        )
        issues.append(_issue(row, "id", code, "error", what))
    if not title:
        issues.append(_issue(row, "title", "missing_title", "error", "Every product needs a title."))
    try:
        price = Money.parse(said["price"])
    except ValueError:
        code = "missing_price" if not said["price"] else "invalid_price"
        issues.append(
            _issue(row, "price", code, "error", f'Write the price as "15.00 USD", not {said["price"][:30]!r}.')
        )
    if "availability" in said:
        availability = _AVAILABILITY.get(re.sub(r"[\s\-]+", "_", said["availability"].lower())) or _AVAILABILITY.get(
            said["availability"].lower()
        )
        if availability is None:
            said_so = f"{said['availability'][:30]!r} is not in_stock, out_of_stock, preorder or backorder"
            issues.append(
                _issue(row, "availability", "invalid_availability", "warning", f"{said_so}; taken as out_of_stock.")
            )
            availability = "out_of_stock"
    if any(issue.severity == "error" for issue in issues):
        return None
    if len(title) > _MAX_TITLE:
        issues.append(_issue(row, "title", "long_title", "warning", "Titles end after 150 characters; shorten it."))
    old = before or Product(product_id, title)
    product = replace(
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
    sources = [
        said.get("image_link", ""),
        *(part.strip() for part in said.get("additional_image_link", "").split(",")),
    ]
    if not sources[0]:
        sources = images.named_for([product_id, *row.codes]) or sources
    if "image_link" not in said and not sources[0]:
        return _Taken(product)
    return _with_pictures(row, product, sources, images, issues)


def _with_pictures(
    row: FeedRow, product: Product, sources: Sequence[str], images: PictureFinder, issues: list[Issue]
) -> _Taken:
    """Read what the row's pictures are. The first one stands for the product; the others are its gallery, not embedded."""
    shown: list[Picture] = []
    files: list[Path] = []
    for position, source in enumerate(sources[: _GALLERY + 1]):
        if not source:
            continue
        name = "image_link" if position == 0 else "additional_image_link"
        try:
            file = images.find(source)
            image = open_image(file)
        except ImageUnreadable as error:
            code = "picture_not_fetched" if "://" in source else "unreadable_picture"
            issues.append(_issue(row, name, code, "warning", str(error)))
            continue
        shown.append(Picture(content_hash(file), source, image.width, image.height))
        files.append(file)
        image.close()
    if not sources[0]:
        said = "Without a picture it is found by its words only."
        issues.append(_issue(row, "image_link", "no_picture", "warning", said))
    if not shown or shown[0].source != sources[0]:
        shown, files = [], []  # a gallery without its first picture would put a back view in its place
    return _Taken(replace(product, pictures=tuple(shown)), tuple(files))


def _embed(
    taken: Sequence[_Taken], store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, folder: PictureFolder
) -> int:
    """Keep copies of the pictures and make the vectors that are missing; return how many were made."""
    first = {one.product.pictures[0].content_hash: one for one in taken if one.product.pictures}
    missing = store.missing_vectors(pictures.space, first)
    decoded: dict[str, Image.Image] = {}
    for one in taken:
        for picture, file in zip(one.product.pictures, one.files, strict=False):
            if not folder.page(picture.content_hash).exists() or not folder.thumbnail(picture.content_hash).exists():
                image = open_image(file)
                folder.keep(picture.content_hash, image)
                if picture.content_hash in missing:
                    decoded[picture.content_hash] = image
    for key in missing:
        if key not in decoded:
            # From the feed's own file while it is there: the kept copy has been compressed once more.
            source = first[key].files[0] if first[key].files else folder.page(key)
            decoded[key] = open_image(source)
    if decoded:
        store.put_vectors(pictures.space, zip(decoded, pictures.encode_images(list(decoded.values())), strict=True))
    texts = {text_hash(one.product): product_text(one.product) for one in taken}
    unread = store.missing_vectors(words.space, texts)
    if unread:
        rows: Vectors = words.encode_texts([texts[key] for key in unread])
        store.put_vectors(words.space, zip(unread, rows, strict=True))
    return len(decoded) + len(unread)


def _batches(rows: Iterator[FeedRow | Issue]) -> Iterator[list[FeedRow | Issue]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _kept(said: Mapping[str, str], name: str, before: str, limit: int = _MAX_FIELD) -> str:
    return _clean(said[name])[:limit] if name in said else before


def _clean(text: str) -> str:
    """Plain text: entities decoded, tags and invisible characters taken out, spaces closed up."""
    for _ in range(2):  # exports escape twice: "&amp;reg;"
        text = html.unescape(text)
    text = re.sub(r"<[^<>]{0,2000}>", " ", text)
    return " ".join(_INVISIBLE.sub("", text).split())


def _link(link: str) -> str:
    """Only web addresses: a link is drawn for shoppers to follow."""
    return link if re.match(r"https?://[^\s<>\"']+$", link) else ""


def _issue(row: FeedRow, name: str, code: str, severity: str, message: str) -> Issue:
    return Issue(row.number, row.fields.get("id", "")[:_MAX_ID], name, code, severity, message)  # type: ignore[arg-type]
