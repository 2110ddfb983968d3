"""What keeps products from being found or believed: no picture, a small one, another product's, missing facts, suspect text.

Nothing is changed and nothing hidden: each finding names a product and what to look at. Near-duplicate pictures are proposed by
their embeddings and confirmed by their pixels, because how near two embeddings of different things lie depends on the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from catalog.images import PictureFolder
from catalog.product import Product
from catalog.store import Store
from catalog.suspicion import suspicion

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all)."""

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "suspicious_text": "Text that addresses the model",
        "no_picture": "No picture",
        "small_picture": "A small picture",
        "same_picture": "Another product's picture",
        "no_price": "No price",
        "no_description": "No description",
        "no_category": "No category",
        "no_color": "No colour",
        "no_material": "No material",
        "no_brand": "No brand",
    }
)
"""The code of each check and what it finds, the gravest first."""

# What Google Merchant asks at least of a picture of clothing: https://support.google.com/merchants/answer/6324350
SMALL_SIDE = 250
_CHUNK = 500
_BLOCK = 256
_NEAREST = 3
# Of one picture saved smaller, brighter, coarser or with a mark, the embeddings of the demo's pictures stay above 0.91 (bundled
# model) and the pixels within 5.5 of 255; different things begin at 10. What was cropped or turned counts as another picture.
_NEAR = 0.9
_SAME_PIXELS = 7.0
_SIDE = 24


@dataclass(frozen=True)
class Finding:
    """One thing to look at: the check's code (a key of CHECKS), the product, and what was seen."""

    check: str
    product_id: str
    title: str
    detail: str = ""


def examine(store: Store, space: str, home: Path, on_progress: Progress | None = None) -> Iterator[Finding]:
    """Yield what is found in the whole catalog, by the pictures' embeddings in `space` and the pictures kept under `home`."""
    ids = store.all_ids()
    picture_ids, vectors = store.picture_rows(space)
    total = len(ids) + len(picture_ids)
    for start in range(0, len(ids), _CHUNK):
        for product in store.products(ids[start : start + _CHUNK]).values():
            yield from _of_one(product)
        if on_progress:
            on_progress(min(start + _CHUNK, len(ids)), total)
    pixels = _Pixels(store, PictureFolder(home))
    for start, one, other in _near_pairs(picture_ids, vectors):
        if pixels.same(one, other):
            yield Finding("same_picture", one, pixels.title(one), f"{other}: {pixels.title(other)}")
        if on_progress:
            on_progress(len(ids) + start, total)
    if on_progress:
        on_progress(total, total)


def _of_one(product: Product) -> Iterator[Finding]:
    texts = {
        "title": product.title, "description": product.description, "brand": product.brand, "color": product.color,
        "material": product.material, "category": product.category, "group": product.group_id,
        **{f"{name[:40]}": f"{name} {value}" for name, value in product.attributes.items()},
    }  # fmt: skip
    for field, text in texts.items():
        if found := suspicion(text):
            yield Finding("suspicious_text", product.id, product.title, f"{field}: {found[:120]}")
    if not product.pictures:
        yield Finding("no_picture", product.id, product.title, "It is found by its words only.")
    elif min(product.pictures[0].width, product.pictures[0].height) < SMALL_SIDE:
        picture = product.pictures[0]
        yield Finding("small_picture", product.id, product.title, f"{picture.width} × {picture.height} pixels")
    if product.price is None:
        yield Finding("no_price", product.id, product.title)
    for field in ("description", "category", "color", "material", "brand"):
        if not texts[field].strip():
            yield Finding(f"no_{field}", product.id, product.title)


def _near_pairs(ids: Sequence[str], vectors: NDArray[np.float32]) -> Iterator[tuple[int, str, str]]:
    """Yield (how many were compared, id, id) of products whose pictures' vectors nearly are one, each pair once."""
    for start in range(0, len(ids), _BLOCK):
        block = vectors[start : start + _BLOCK]
        # Only with what comes later, so that each pair is met once.
        found = block @ vectors[start:].T
        found[np.tril_indices(len(block), 0, found.shape[1])] = -1.0
        nearest = np.argpartition(-found, min(_NEAREST, found.shape[1] - 1), axis=1)[:, :_NEAREST]
        for row, places in enumerate(nearest):
            for place in sorted(int(one) for one in places if found[row, one] >= _NEAR):
                yield start + row, ids[start + row], ids[start + place]


class _Pixels:
    """The pictures themselves, small, each read once."""

    def __init__(self, store: Store, folder: PictureFolder) -> None:
        self._store, self._folder = store, folder
        self._kept: dict[str, tuple[str, NDArray[np.float16] | None]] = {}

    def title(self, product_id: str) -> str:
        return self._one(product_id)[0]

    def same(self, one: str, other: str) -> bool:
        """Whether both show the same, as far as light and size let it be told. What cannot be read is no duplicate."""
        first, second = self._one(one)[1], self._one(other)[1]
        if first is None or second is None:
            return False
        return float(np.abs(first.astype(np.float32) - second).mean()) <= _SAME_PIXELS

    def _one(self, product_id: str) -> tuple[str, NDArray[np.float16] | None]:
        if product_id not in self._kept:
            product = self._store.product(product_id)
            self._kept[product_id] = (product.title, self._read(product.pictures[0].content_hash))
        return self._kept[product_id]

    def _read(self, key: str) -> NDArray[np.float16] | None:
        try:
            with Image.open(self._folder.thumbnail(key), formats=["WEBP"]) as opened:
                small = opened.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX)
        except OSError:
            return None
        pixels = np.asarray(small, np.float32)
        level: NDArray[np.float16] = (pixels - pixels.mean(axis=(0, 1))).astype(np.float16)
        return level
