"""What a picture model is worth over a set of products, for `python -m models bench` and the benchmarks: whether a picture
spoilt as shoppers' pictures are still finds its own, and whether a product's name finds its picture."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from models.base import ImageTextEmbedder, Vectors


def spoilt(picture: Image.Image) -> Image.Image:
    """The middle 70 % of a picture, turned by 10°, as a JPEG of quality 60 gives it back."""
    width, height = picture.size
    cut = picture.crop((int(width * 0.15), int(height * 0.15), int(width * 0.85), int(height * 0.85)))
    written = io.BytesIO()
    cut.rotate(10, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)).save(written, "JPEG", quality=60)
    return Image.open(written).convert("RGB")


def picture_quality(
    model: ImageTextEmbedder, pictures: Sequence[Image.Image], names: Sequence[str]
) -> dict[str, float]:
    """Shares (0–1) of these pictures found first by their spoilt selves, and among the first ten by their names alone."""
    shop = model.encode_images(pictures)
    own = _ranks(model.encode_images([spoilt(picture) for picture in pictures]), shop)
    named = _ranks(model.encode_texts(names), shop)
    return {
        "products": len(pictures),
        "spoilt_picture_r@1": round(float(np.mean(own < 1)), 4),
        "name_to_picture_r@10": round(float(np.mean(named < 10)), 4),
    }


def _ranks(asked: Vectors, shop: Vectors) -> Vectors:
    """How many rows of `shop` (n, dim) are nearer to each of `asked` (n, dim) than its own."""
    scores = asked @ shop.T
    return np.asarray((scores > np.diag(scores)[:, None]).sum(axis=1))
