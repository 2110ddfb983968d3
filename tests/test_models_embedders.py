"""The bundled models' vectors: unit rows, the same alone and in a batch, the same as when they were published.

`python -m tests.test_models_embedders` writes the stored vectors anew, after a model was changed on purpose.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.images import open_image
from catalog.ingest import DEMO
from models.registry import BUNDLED, describe, verify
from tests.small_models import bundled

STORED = Path(__file__).parent / "data" / "vectors.json"
SHOWN = ("crocs-flower-pots", "goose-lamp", "cheeseburger-eyeshadow")
SAID = ("crocs as flower pots", "a lamp for reading in bed", "花瓶")


def now() -> dict[str, NDArray[np.float32]]:
    pictures, words = bundled()
    seen = pictures.encode_images([open_image(DEMO / "images" / f"{name}.webp") for name in SHOWN])
    meant = words.encode_texts(list(SAID))
    return dict(zip(SHOWN, seen, strict=True)) | dict(zip(SAID, meant, strict=True))


def test_vectors_are_those_that_were_published() -> None:
    stored = json.loads(STORED.read_text("utf-8"))
    for name, vector in now().items():
        kept = np.frombuffer(base64.b64decode(stored[name]), np.float16).astype(np.float32)
        assert float(vector @ kept) > 0.999, name


def test_a_row_is_a_unit_and_the_same_alone_as_in_a_batch() -> None:
    pictures, words = bundled()
    images = [open_image(DEMO / "images" / f"{name}.webp") for name in SHOWN]
    together = pictures.encode_images(images)
    alone = np.concatenate([pictures.encode_images([image]) for image in images])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert np.allclose((together * alone).sum(1), 1, atol=1e-3)
    assert together.shape == (3, pictures.dim)
    assert pictures.encode_texts(list(SAID)).shape == (3, pictures.dim)
    assert words.encode_texts([]).shape == (0, words.dim)


def test_what_ships_is_small_and_is_what_it_was() -> None:
    for name in ("curio-pictures", "curio-chat", "all-minilm-l6-v2"):
        assert len(verify(describe(name), Path())) == 64
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) < 55_000_000


if __name__ == "__main__":
    kept = {name: base64.b64encode(vector.astype(np.float16).tobytes()).decode() for name, vector in now().items()}
    STORED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
