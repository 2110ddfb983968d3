"""Words to vectors, by sentence-transformers, or for a folder of the plainest kind by `models.bert`, which need not import it.
Either is imported when the model is first used, never before.

The bundled model reads what is asked with weights of its own, which `models.training.train_queries` fitted to lie near what
answers; what is told of products it reads as it was made.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from models.base import QueryEmbedder, Vectors
from models.errors import ModelFileInvalid
from models.registry import BUNDLED, ModelDescription, pinned_hashes, sha256_of, space_of
from models.torchvision_cure import cure_torchvision

_log = logging.getLogger(__name__)
_REMEMBERED = 8  # calls
_Encode = Callable[[Sequence[str]], Vectors]
ADAPTER = BUNDLED / "curio-queries" / "adapter.safetensors"


def load_words(description: ModelDescription, folder: Path) -> QueryEmbedder:
    """Return the embedder over a sentence-transformers folder.

    The hash of its weights is checked now; the weights are read at first use. Raises ModelFileInvalid when they are not
    the ones the registry pins.
    """
    weights = folder / description.files[0].path
    expected = pinned_hashes(description, folder).get(description.files[0].path, "")
    if expected and sha256_of(weights) != expected:
        raise ModelFileInvalid(f"{weights} is not the file that was published. Install the requirements again.")
    space = space_of(description.name, weights)
    return _SentenceEmbedder(description.name, folder, space, description.dim, _adapter_for(space))


def _adapter_for(space: str) -> Path | None:
    """The file of what is added to a model's weights to read queries; None where nothing was made for this very model."""
    if not ADAPTER.is_file():
        return None
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(ADAPTER, "np") as opened:
            return ADAPTER if opened.metadata().get("space") == space else None
    except (SafetensorError, AttributeError) as error:  # no metadata at all: None has no `get`
        raise ModelFileInvalid(f"{ADAPTER} is damaged. Install Curio again.") from error


class _SentenceEmbedder:
    """One model, loaded once under a lock; encoding is safe from many threads."""

    def __init__(self, name: str, folder: Path, space: str, dim: int, adapter: Path | None) -> None:
        self._name = name
        self._folder = folder
        self._space = space
        self._dim = dim
        self._adapter = adapter
        self._model: tuple[int, _Encode, _Encode] | None = None
        self._lock = threading.Lock()
        # The same words are asked of the texts and, through a picture tower that shares this model, of the pictures.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._encode)
        self._queries_remembered = lru_cache(maxsize=_REMEMBERED)(self._encode_queries)

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

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(queries), dim), float32, in the space of `encode_texts`, near to what answers."""
        if self._adapter is None or not queries:
            return self.encode_texts(queries)
        return self._queries_remembered(tuple(queries)).copy()

    def _encode(self, texts: tuple[str, ...]) -> Vectors:
        return self._loaded()[1](texts)

    def _encode_queries(self, queries: tuple[str, ...]) -> Vectors:
        return self._loaded()[2](queries)

    def _loaded(self) -> tuple[int, _Encode, _Encode]:
        if self._model is None:
            with self._lock:
                if self._model is None:
                    self._model = self._load()
        return self._model

    def _load(self) -> tuple[int, _Encode, _Encode]:
        try:
            from safetensors.torch import load_file

            from models.bert import PlainBert, is_plain

            if is_plain(self._folder):
                plain = PlainBert(self._folder)
                if self._adapter is None:
                    return plain.dim, plain.encode, plain.encode
                return plain.dim, plain.encode, plain.adapted(load_file(self._adapter)).encode
            dim, encode = _by_the_library(self._folder)
            return dim, encode, encode
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
