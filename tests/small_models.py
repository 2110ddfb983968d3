"""Small, real, deterministic embedders behind the seams of `models.base`, for tests where the bundled ones are too slow, and
the other stand-in that several tests need: a user without rights.

Words are hashed into a fixed number of places; pictures are a 4 × 4 layout of their colours, beside places where words of
colour lie, so that "red" is near a red picture. They find what shares words or colours and nothing cleverer; what is meant
by other words is tested with the bundled models (`bundled`).
"""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageColor

from models.base import ImageTextEmbedder, QueryEmbedder, Vectors
from models.errors import CurioError

_WORD_DIM = 256
_SIDE = 4
_COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "gray")


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


class HashedWords:
    """A QueryEmbedder: each word adds one to the place that its hash names, and half to its stem's. `texts` counts its work."""

    space = "hashed-words@1"
    dim = _WORD_DIM

    def __init__(self) -> None:
        self.texts = 0

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        rows = np.zeros((len(texts), _WORD_DIM), np.float32)
        rows[:, 0] = 0.05  # no text is a row of zeros
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[1 + zlib.crc32(word.encode("utf-8", "replace")) % (_WORD_DIM - 1)] += 1.0
                row[1 + zlib.crc32(word[:4].encode("utf-8", "replace")) % (_WORD_DIM - 1)] += 0.5
        return _unit(rows)

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        return self.encode_texts(queries)


class ColorLayout:
    """An ImageTextEmbedder: the colours of a 4 × 4 grid, and how much of each named colour. `images` counts its work."""

    space = "color-layout@1"
    dim = _SIDE * _SIDE * 3 + len(_COLORS)

    def __init__(self) -> None:
        self.images = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        self.images += len(images)
        rows = [
            self._row(np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX), np.float32)) for image in images
        ]
        return _unit(np.stack(rows)) if rows else np.zeros((0, self.dim), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), np.float32)
        rows[:, 0] = 0.05
        for row, text in zip(rows, texts, strict=True):
            for place, color in enumerate(_COLORS):
                row[_SIDE * _SIDE * 3 + place] = float(color in text.lower())
        return _unit(rows)

    def recolored(self, picture: Vectors, words: Vectors) -> Vectors:
        """The named colours of the words in place of the picture's, and less of where its own were."""
        layout = _SIDE * _SIDE * 3
        row: Vectors = np.concatenate([picture[:layout] / 4, words[layout:]])
        return np.asarray(_unit(row[None])[0], np.float32)

    @staticmethod
    def _row(pixels: Vectors) -> Vectors:
        named = np.array([ImageColor.getrgb(color)[:3] for color in _COLORS], np.float32)
        apart = np.linalg.norm(pixels.reshape(-1, 1, 3) - named[None], axis=2)
        shares = np.bincount(apart.argmin(axis=1), minlength=len(_COLORS)) / (_SIDE * _SIDE)
        layout = (pixels.reshape(-1) - 128) / 128
        return np.concatenate([layout / np.sqrt(layout.size), shares]).astype(np.float32)


def random_chat_file(file: Path, *, control: Sequence[str] = (), added: Sequence[str] = ()) -> Path:
    """A chat model of random weights with the bundled one's vocabulary: it writes noise, the worst that a model can do, and has
    no frames beside it, so it writes freely. `control` and `added` are more tokens with a meaning of their own: what GGUF calls
    control tokens and user-defined ones."""
    import torch
    from tokenizers import AddedToken

    from models.registry import BUNDLED
    from models.training.sentences.decoder import Decoder, DecoderShape
    from models.training.sentences.gguf_file import read_gguf, write_gguf

    bundled_file = BUNDLED / "curio-chat" / "curio-chat.gguf"
    if not bundled_file.exists():
        pytest.skip("the bundled decoder is not here: make train")
    _, tokenizer = read_gguf(bundled_file)
    tokenizer.add_special_tokens([AddedToken(mark, normalized=False, special=True) for mark in control])
    tokenizer.add_tokens([AddedToken(mark, normalized=False, special=False) for mark in added])
    torch.manual_seed(4)
    shape = DecoderShape(vocabulary=tokenizer.get_vocab_size(), width=64, hidden=64, layers=2, heads=2, kv_heads=1)
    write_gguf(Decoder(shape), tokenizer, file, name="noise", context=4096)
    return file


def random_vision_files(folder: Path) -> tuple[Path, Path]:
    """A vision model of random weights and Qwen3-VL's architecture, with its projector. It writes noise about pictures,
    by the same way through llama.cpp as a real one: positions in three directions, marks around the picture."""
    import gguf

    marks = ("<|vision_start|>", "<|vision_end|>", "<|image_pad|>")
    reader = gguf.GGUFReader(random_chat_file(folder / "words.gguf", control=marks))
    model, projector = folder / "sees.gguf", folder / "mmproj-sees.gguf"
    half = reader.fields["qwen3.attention.key_length"].contents() // 2
    width = reader.fields["qwen3.embedding_length"].contents()
    writer = gguf.GGUFWriter(model, "qwen3vl")
    for name, field in reader.fields.items():
        if not name.startswith("GGUF.") and name != "general.architecture":
            inner = field.types[-1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
            name = name.replace("qwen3.", "qwen3vl.")
            writer.add_key_value(name, field.contents(), field.types[0], sub_type=inner)
    writer.add_array("qwen3vl.rope.dimension_sections", [half - 2 * (half // 3), half // 3, half // 3, 0])
    writer.add_uint32("qwen3vl.n_deepstack_layers", 0)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, tensor.data)
    _close_gguf(writer)
    _write_projector(projector, width)
    (folder / "words.gguf").unlink()
    return model, projector


def _write_projector(file: Path, out: int, width: int = 64, layers: int = 2, patch: int = 16, side: int = 128) -> None:
    """A random projector of Qwen3-VL's sort for a model that is `out` wide."""
    import gguf

    writer, random = gguf.GGUFWriter(file, "clip"), np.random.default_rng(4)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_bool("clip.use_gelu", True)
    writer.add_string("clip.projector_type", "qwen3vl_merger")
    for name, value in {
        "image_size": side, "patch_size": patch, "embedding_length": width, "feed_forward_length": 2 * width,
        "projection_dim": out, "block_count": layers, "attention.head_count": 2, "spatial_merge_size": 2,
    }.items():  # fmt: skip
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-6)
    writer.add_array("clip.vision.image_mean", [0.5] * 3)
    writer.add_array("clip.vision.image_std", [0.5] * 3)
    writer.add_array("clip.vision.is_deepstack_layers", [False] * layers)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, (0.05 * random.standard_normal(shape)).astype(np.float32))

    add("v.patch_embd.weight", width, 3, patch, patch)
    add("v.patch_embd.weight.1", width, 3, patch, patch)  # a second moment, as of a film; the same picture for a still
    add("v.patch_embd.bias", width)
    add("v.position_embd.weight", (side // patch) ** 2, width)
    inside = {"attn_qkv": (3 * width, width), "attn_out": (width, width), "ffn_up": (2 * width, width)}
    lines = {
        f"v.blk.{layer}.{name}": shape
        for layer in range(layers)
        for name, shape in {**inside, "ffn_down": (width, 2 * width)}.items()
    }
    for name, shape in {**lines, "mm.0": (4 * width, 4 * width), "mm.2": (out, 4 * width)}.items():
        add(f"{name}.weight", *shape)
        add(f"{name}.bias", shape[0])
    for name in ("v.post_ln", *(f"v.blk.{layer}.{norm}" for layer in range(layers) for norm in ("ln1", "ln2"))):
        writer.add_tensor(f"{name}.weight", np.ones(width, np.float32))
        writer.add_tensor(f"{name}.bias", np.zeros(width, np.float32))
    _close_gguf(writer)


def _close_gguf(writer: Any) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@contextmanager
def unwritable_folder() -> Iterator[Path]:
    """A folder that whoever runs the test may read and not write, for as long as the block lasts."""
    administrator = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        Path(made).chmod(0o755)
        folder.chmod(0o555)
        if administrator:  # who may write everywhere, and so is somebody else meanwhile
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if administrator:
                os.seteuid(0)
            folder.chmod(0o755)


@cache
def bundled() -> tuple[ImageTextEmbedder, QueryEmbedder]:
    """The models that ship, loaded once. Skips the test, saying why, where their weights are not here."""
    from models.clip import load_pictures
    from models.registry import describe, locate
    from models.sentence import load_words

    try:
        described = describe("all-minilm-l6-v2"), describe("curio-pictures")
        words = load_words(described[0], locate(described[0], Path()))
        pictures = load_pictures(described[1], locate(described[1], Path()), words)
        pictures.encode_images([Image.new("RGB", (8, 8))])
    except CurioError as error:
        pytest.skip(f"the bundled picture model is not here or not of this version: {error}")
    return pictures, words
