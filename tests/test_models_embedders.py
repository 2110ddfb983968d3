"""The bundled models' vectors: unit rows, the same alone and in a batch, the same as when they were published.

The bundled tower is built by code of ours, any other image tower by open_clip.

`python -m tests.test_models_embedders` writes the stored vectors anew, after a model was changed on purpose.
"""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import save_file

from catalog.images import open_image
from catalog.ingest import DEMO
from models.clip import load_pictures
from models.errors import ModelFileInvalid
from models.picture_tower import PREPROCESS, prepared
from models.registry import BUNDLED, describe, verify
from models.torchvision_cure import cure_torchvision
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


def open_clip() -> tuple[Any, Any]:
    """Its towers and its way to prepare a picture."""
    cure_torchvision()
    from open_clip import timm_model, transform

    return timm_model, transform


@settings(max_examples=40)
@given(st.integers(3, 500), st.integers(3, 500))
@example(192, 192)
@example(640, 10)
@example(1, 64)
@example(193, 191)
def test_the_bundled_tower_is_shown_what_open_clip_would_show_it(width: int, height: int) -> None:
    _, transform = open_clip()
    image = Image.fromarray(np.random.default_rng(width).integers(0, 256, (height, width, 3), np.uint8))
    told = transform.image_transform_v2(transform.PreprocessCfg(**PREPROCESS), is_train=False)
    if min(round(side * PREPROCESS["size"] / max(width, height)) for side in (width, height)):
        assert torch.equal(prepared(image), told(image))


def test_another_image_tower_alone_is_built_by_open_clip(tmp_path: Path) -> None:
    timm_model, transform = open_clip()
    _, words = bundled()
    tower = timm_model.TimmModel("test_efficientnet", embed_dim=400, image_size=64, pool="avg", proj="linear").eval()
    vision = {"timm_model_name": "test_efficientnet", "timm_pool": "avg", "timm_proj": "linear", "image_size": 64}
    config = {"model_cfg": {"embed_dim": 400, "vision_cfg": vision}, "preprocess_cfg": PREPROCESS | {"size": 64}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(config), "utf-8")
    save_file(
        {f"visual.{name}": value for name, value in tower.state_dict().items()},
        tmp_path / "open_clip_model.safetensors",
    )
    image = open_image(DEMO / "images" / f"{SHOWN[0]}.webp")
    told = transform.image_transform_v2(transform.PreprocessCfg(**config["preprocess_cfg"]), is_train=False)
    with torch.inference_mode():
        expected = tower(told(image.reduce(6))[None])[0].numpy()
    found = load_pictures(describe(str(tmp_path)), tmp_path, words)
    assert float(found.encode_images([image])[0] @ expected) / np.linalg.norm(expected) > 0.9999
    assert np.allclose(found.encode_texts(["a pot"])[0, :384], words.encode_texts(["a pot"])[0], atol=1e-6)


@pytest.mark.parametrize("told", [{"model_cfg": {"embed_dim": 512}}, {"preprocess_cfg": {"size": 224}}])
def test_a_folder_that_says_otherwise_of_the_bundled_tower_is_refused(tmp_path: Path, told: dict[str, Any]) -> None:
    folder = tmp_path / "lie"
    shutil.copytree(BUNDLED / "curio-pictures", folder)
    config = json.loads((folder / "open_clip_config.json").read_text("utf-8"))
    for part, values in told.items():
        config[part] |= values
    (folder / "open_clip_config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelFileInvalid, match="cannot be loaded"):
        load_pictures(describe(str(folder)), folder, bundled()[1]).encode_texts(["a pot"])


def test_what_ships_is_small_and_is_what_it_was() -> None:
    for name in ("curio-pictures", "curio-chat", "all-minilm-l6-v2"):
        assert len(verify(describe(name), Path())) == 64
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*") if file.is_file()) < 55_000_000


if __name__ == "__main__":
    kept = {name: base64.b64encode(vector.astype(np.float16).tobytes()).decode() for name, vector in now().items()}
    STORED.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
