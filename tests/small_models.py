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

import numpy as np
import pytest
from PIL import Image, ImageColor

from models.base import ImageTextEmbedder, TextEmbedder, Vectors
from models.errors import CurioError

_WORD_DIM = 256
_SIDE = 4
_COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "gray")


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


class HashedWords:
    """A TextEmbedder: each word adds one to the place that its hash names, and half to its stem's. `texts` counts its work."""

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
def bundled() -> tuple[ImageTextEmbedder, TextEmbedder]:
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
