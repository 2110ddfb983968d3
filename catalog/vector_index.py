"""FAISS: one index for each embedding space, derived from the store and rebuilt from it at will.

Up to 100,000 vectors lie in half precision and are searched exactly; beyond that they are grouped into cells (IVF) and kept in
a byte a number. A saved index is one sealed file that names its space and the store's generation: FAISS reads a damaged file
without a word, or takes the process down with it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from catalog.errors import IndexMismatch
from catalog.sealed_file import read_sealed, write_sealed

Vectors = NDArray[np.float32]
EXACT_UP_TO = 100_000
_EXACT_SHARE = 0.1
_PROBES = 16
_MAGIC = b"CURIOIX2"

# One query runs faster on one thread than on two (docs/architecture.md), and shoppers come in parallel anyway.
faiss.omp_set_num_threads(1)


class VectorIndex:
    """Inner-product search over unit vectors. `ids` are product ids; one id for each vector."""

    def __init__(self, index: Any, space: str, ids: Sequence[str], generation: int) -> None:
        self._index = index
        self.space = space
        self.generation = generation
        self.ids = list(ids)
        self._number = {product_id: number for number, product_id in enumerate(self.ids)}

    @classmethod
    def build(
        cls, space: str, ids: Sequence[str], vectors: Vectors, *, generation: int = 0, exact_up_to: int = EXACT_UP_TO
    ) -> VectorIndex:
        """Index unit rows (n, dim). Raises ValueError when ids repeat: FAISS would keep both and answer with either."""
        if len(ids) != len(vectors) or len(set(ids)) != len(ids):
            raise ValueError("an index needs exactly one id for each vector")
        count, dim = vectors.shape if len(vectors) else (0, 1)
        if count <= exact_up_to:
            inner: faiss.Index = faiss.IndexScalarQuantizer(
                dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
        else:
            cells = max(1, min(int(4 * np.sqrt(count)), count // 40))
            inner = faiss.index_factory(dim, f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
            inner.train(vectors)
        index = faiss.IndexIDMap2(inner)
        if count:
            index.add_with_ids(vectors, np.arange(count, dtype=np.int64))
        return cls(_ready(index), space, ids, generation)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, product_id: str) -> bool:
        return product_id in self._number

    def search(
        self, vector: Vectors, top_k: int, allowed: Set[str] | None = None, without: Set[str] = frozenset()
    ) -> list[tuple[str, float]]:
        """Return (product id, inner product), best first; only ids in `allowed` and none in `without`, before the top k."""
        if not self.ids or top_k <= 0:
            return []
        selector: faiss.IDSelector | None = None
        if allowed is not None:
            allowed = allowed - without
            numbers = np.array(sorted(self._number[one] for one in allowed if one in self._number), np.int64)
            if len(numbers) <= _EXACT_SHARE * len(self.ids):
                # Few are left: scoring each is quicker than searching, and exact in every kind of index.
                return self._exact(vector, numbers, top_k)
            selector = faiss.IDSelectorBatch(numbers)
        elif unwanted := [self._number[one] for one in without if one in self._number]:
            among = faiss.IDSelectorBatch(np.array(unwanted, np.int64))  # the other one does not keep it alive
            selector = faiss.IDSelectorNot(among)
        found, places = self._index.search(vector[None], min(top_k, len(self.ids)), params=self._parameters(selector))
        hits = [(self.ids[n], float(s)) for n, s in zip(places[0].tolist(), found[0].tolist(), strict=True) if n >= 0]
        if allowed is not None and len(hits) < min(top_k, len(numbers)):
            return self._exact(vector, numbers, top_k)  # the cells looked into held too few that pass
        return hits

    def scores(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Return id → inner product for those of `ids` that the index holds."""
        numbers = np.array([self._number[one] for one in ids if one in self._number], np.int64)
        return dict(self._exact(vector, numbers, len(numbers)))

    def vector(self, product_id: str) -> Vectors | None:
        """The vector as the index keeps it (dim,), or None."""
        number = self._number.get(product_id)
        return None if number is None else np.asarray(self._index.reconstruct(number), np.float32)

    def save(self, file: Path) -> None:
        """Write the index, whole or not at all. Raises StoreUnavailable."""
        header = json.dumps({"space": self.space, "generation": self.generation, "ids": self.ids}).encode()
        content = struct.pack("<Q", len(header)) + header + faiss.serialize_index(self._index).tobytes()
        write_sealed(file, _MAGIC, content)

    @classmethod
    def load(cls, file: Path, space: str) -> VectorIndex:
        """Read a saved index. Raises IndexMismatch when it is of another space or cannot be read: build it anew."""
        content = read_sealed(file, _MAGIC)
        try:
            (length,) = struct.unpack("<Q", content[:8])
            header = json.loads(bytes(content[8 : 8 + length]))
            index = faiss.deserialize_index(np.frombuffer(content[8 + length :], np.uint8))
        except (ValueError, struct.error, RuntimeError) as error:
            raise IndexMismatch(f"{file.name} cannot be read; it is built anew from the store.") from error
        if header["space"] != space or index.ntotal != len(header["ids"]):
            raise IndexMismatch(f"{file.name} was built by {header['space']}, not by {space}; it is built anew.")
        return cls(_ready(index), space, header["ids"], header["generation"])

    def _exact(self, vector: Vectors, numbers: NDArray[np.int64], top_k: int) -> list[tuple[str, float]]:
        if not len(numbers):
            return []
        rows = np.stack([self._index.reconstruct(int(number)) for number in numbers])
        found = rows @ vector
        order = np.argsort(-found, kind="stable")[:top_k]
        return [(self.ids[int(numbers[place])], float(found[place])) for place in order]

    def _parameters(self, selector: faiss.IDSelector | None) -> Any:
        kinds: Any = faiss  # its stubs do not know the keyword arguments that its SWIG classes take
        # A bare SearchParameters resets nprobe to 1, so it is always given.
        if isinstance(faiss.downcast_index(self._index.index), faiss.IndexIVF):
            return kinds.SearchParametersIVF(sel=selector, nprobe=_PROBES)
        return kinds.SearchParameters(sel=selector)


def _ready(index: Any) -> Any:
    inner = faiss.downcast_index(index.index)
    if isinstance(inner, faiss.IndexIVF):
        inner.make_direct_map()  # for reconstruct
    return index
