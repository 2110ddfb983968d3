"""What goes with a product: things of other kinds in its style and palette.

A product's vector says what kind of thing it is and, besides, how it looks; the kind is most of it. What its kind has in
common is the mean of that kind's vectors, and what is left when that is taken away is its own: its colours and its manner in
the picture space, its theme in the word space. Two things of different kinds go together when these remainders are near each
other. No model is trained for it, so it holds for whatever picture model is chosen; whether it pleases is judged by eye.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.product import Product
from catalog.search import Searcher
from catalog.shopfront import Shopfront
from catalog.store import Store
from catalog.vector_index import VectorIndex

Vectors = NDArray[np.float32]
# Looks count for more than themes: a set is seen before it is read about.
_LOOKS, _THEME = 0.65, 0.35
# A kind of few products borrows from its parent kind: of one alone, nothing would be left.
_BORROWED = 3.0
_LOOKED_AT = 400
_AT_LEAST = 0.1


class GoesWith:
    """See the module. Safe to share among threads; what it knows of kinds is of one generation of the indexes."""

    def __init__(self, searcher: Searcher, store: Store, shopfront: Shopfront) -> None:
        self._searcher = searcher
        self._store = store
        self._shopfront = shopfront
        self._lock = threading.Lock()
        self._known: _Known | None = None

    def find(self, product_id: str, top_k: int = 4) -> list[Product]:
        """Products of `top_k` different kinds, none that of the product itself, nearest in style first.

        Only what is in stock, not hidden, and truly near; perhaps none. Raises UnknownProduct.
        """
        product = self._shopfront.product(product_id)
        known = self._of_now()
        own = _levels(known.kinds.get(product_id, ""))[0]
        hidden = self._shopfront.book().hidden
        scores: dict[str, float] = {}
        for space, share in ((known.pictures, _LOOKS), (known.words, _THEME)):
            for one, near in space.nearest(product_id, known.kinds, hidden).items():
                scores[one] = scores.get(one, 0.0) + share * near
        ranked = sorted(scores, key=lambda one: (-scores[one], one))
        ranked = [one for one in ranked if scores[one] >= _AT_LEAST]
        products = self._shopfront.products(ranked)
        chosen: list[Product] = []
        taken = {own}
        for other in products.values():
            kind = _levels(other.category)[0]
            variant = product.group_id and other.group_id == product.group_id
            if other.availability == "in_stock" and kind not in taken and not variant:
                chosen.append(other)
                taken.add(kind)
            if len(chosen) == top_k:
                break
        return chosen

    def _of_now(self) -> _Known:
        pictures, words, generation = self._searcher.indexes
        with self._lock:
            if self._known is None or self._known.generation != generation:
                kinds = self._store.categories()
                self._known = _Known(generation, kinds, _Space.of(pictures, kinds), _Space.of(words, kinds))
            return self._known


@dataclass(frozen=True)
class _Space:
    """One index, and the mean vector of each kind in it."""

    index: VectorIndex
    means: Mapping[str, Vectors]

    @classmethod
    def of(cls, index: VectorIndex, kinds: Mapping[str, str]) -> _Space:
        totals: dict[str, Vectors] = {}
        counts: Counter[str] = Counter()
        for one in index.ids:
            # Each level of a category is a kind: "Home > Mugs" belongs to Home, and all belong to "".
            for kind in _levels(kinds.get(one, "")):
                vector = _whole(index, one)
                totals[kind] = vector if kind not in totals else totals[kind] + vector
                counts[kind] += 1
        means: dict[str, Vectors] = {}
        for kind in sorted(totals, key=lambda name: len(_levels(name))):
            above = _levels(kind)[1:]
            borrowed = _BORROWED if above else 0.0
            parent = means[above[0]] if above else np.float32(0)
            means[kind] = np.asarray((totals[kind] + borrowed * parent) / (counts[kind] + borrowed), np.float32)
        return cls(index, means)

    def nearest(self, product_id: str, kinds: Mapping[str, str], hidden: Set[str]) -> dict[str, float]:
        """The cosine of what is its own, for those whose whole vectors are near the product's own remainder."""
        if product_id not in self.index:
            return {}
        own = _unit(_whole(self.index, product_id) - self.means[_levels(kinds.get(product_id, ""))[0]])
        found = [one for one, _ in self.index.search(own, _LOOKED_AT, without=hidden | {product_id})]
        rest = self._remainders(found, kinds)
        return dict(zip(found, (rest @ own).tolist(), strict=True)) if found else {}

    def _remainders(self, ids: Sequence[str], kinds: Mapping[str, str]) -> Vectors:
        rows = [_unit(_whole(self.index, one) - self.means[_levels(kinds.get(one, ""))[0]]) for one in ids]
        return np.stack(rows) if rows else np.zeros((0, 1), np.float32)


@dataclass(frozen=True)
class _Known:
    generation: int
    kinds: Mapping[str, str]
    pictures: _Space
    words: _Space


def _levels(kind: str) -> list[str]:
    """ "Home > Mugs" → "Home > Mugs", "Home", ""."""
    parts = [part for one in kind.split(">") if (part := one.strip())]
    return [" > ".join(parts[:count]) for count in range(len(parts), -1, -1)]


def _whole(index: VectorIndex, product_id: str) -> Vectors:
    vector = index.vector(product_id)
    assert vector is not None  # it is of the index's own ids
    return vector


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)
