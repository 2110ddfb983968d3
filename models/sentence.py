"""Words to vectors, by sentence-transformers, or for a folder of the plainest kind by `models.bert`, which need not import it.
Either is imported when the model is first used, never before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from models.base import TextEmbedder, Vectors
from models.errors import ModelFileInvalid
from models.registry import ModelDescription, pinned_hashes, sha256_of, space_of
from models.torchvision_cure import cure_torchvision

_log = logging.getLogger(__name__)
_REMEMBERED = 8  # calls
_Encode = Callable[[Sequence[str]], Vectors]


def load_words(description: ModelDescription, folder: Path) -> TextEmbedder:
    """Return the embedder over a sentence-transformers folder.

    The hash of its weights is checked now; the weights are read at first use. Raises ModelFileInvalid when they are not
    the ones the registry pins.
    """
    weights = folder / description.files[0].path
    expected = pinned_hashes(description, folder).get(description.files[0].path, "")
    if expected and sha256_of(weights) != expected:
        raise ModelFileInvalid(f"{weights} is not the file that was published. Install the requirements again.")
    return _SentenceEmbedder(description.name, folder, space_of(description.name, weights), description.dim)


class _SentenceEmbedder:
    """One model, loaded once under a lock; encoding is safe from many threads."""

    def __init__(self, name: str, folder: Path, space: str, dim: int) -> None:
        self._name = name
        self._folder = folder
        self._space = space
        self._dim = dim
        self._model: tuple[int, _Encode] | None = None
        self._lock = threading.Lock()
        # The same words are asked of the texts and, through a picture tower that shares this model, of the pictures.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._encode)

    @property
    def space(self) -> str:
        return self._space

    @property
    def dim(self) -> int:
        return self._dim or self._loaded()[0]

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(texts), dim), float32. Text beyond the model's 256 tokens is not read."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return self._remembered(tuple(texts)).copy()

    def _encode(self, texts: tuple[str, ...]) -> Vectors:
        return self._loaded()[1](texts)

    def _loaded(self) -> tuple[int, _Encode]:
        if self._model is None:
            with self._lock:
                if self._model is None:
                    self._model = self._load()
        return self._model

    def _load(self) -> tuple[int, _Encode]:
        try:
            from models.bert import PlainBert, is_plain

            if is_plain(self._folder):
                plain = PlainBert(self._folder)
                return plain.dim, plain.encode
            return _by_the_library(self._folder)
        except Exception as error:  # the libraries raise whatever their parts raise
            _log.exception("cannot load %s", self._folder)
            raise ModelFileInvalid(
                f"{self._folder} cannot be loaded as a sentence-transformers model ({type(error).__name__}). "
                "Install the requirements again, or choose another model with `python -m models use`."
            ) from error


def _by_the_library(folder: Path) -> tuple[int, _Encode]:
    cure_torchvision()
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar for one small file, on the operator's terminal, says nothing
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> Vectors:
        rows = model.encode(
            list(texts), batch_size=64, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.ascontiguousarray(rows, dtype=np.float32)

    return model.get_embedding_dimension() or 0, encode
