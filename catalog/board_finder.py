"""Finds what answers a board of products: the likeness of `catalog.taste`, over the indexes that a search has open.

Filters and hides have been applied to what may be found before this is asked; the shop's rules arrange what it returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from catalog.product import Route
from catalog.rule_book import Ranked
from catalog.store import Store
from catalog.taste import PICTURE_SHARE, Candidate, Centre, answers, centres, newness, oddness
from catalog.vector_index import VectorIndex

if TYPE_CHECKING:
    from catalog.calibration import Scale

_CANDIDATES = 100  # for each centre and way
_ITEMS = 200  # of a board, its first
_KIN = 40  # others of a kind that are looked at to say how odd one is


class BoardFinder:
    """One look at a board. `pictures` and `words` are the shop's indexes with the scale of a picture's and a text's cosine."""

    def __init__(self, store: Store, pictures: tuple[VectorIndex, Scale], words: tuple[VectorIndex, Scale]) -> None:
        self._store = store
        self._pictures = pictures
        self._words = words

    def found(
        self, board: Sequence[str], allowed: Set[str], reach: float, top_k: int, lifted: Set[str] = frozenset()
    ) -> list[Ranked]:
        """Return products of `allowed` that answer the products of `board`, as `reach` ranks them, with the shares of looks and
        words. Those of `lifted` are looked among once more. Empty when no product of the board has a vector."""
        items = [one for one in board if one in self._pictures[0] or one in self._words[0]][:_ITEMS]
        if not items:
            return []
        tastes = centres(self._among(items))
        kinds = self._store.categories()
        here = sorted({kinds[one] for one in items if one in kinds})
        # The nearest hundred of a large shop may all be of the board's own kinds.
        others = {one for one in allowed if kinds.get(one) not in here} if reach > 0 else set()
        ids: dict[str, None] = {}
        for centre in tastes:
            for index, _scale in (self._pictures, self._words):
                vector = index.vector(items[centre.medoid])
                for among in (allowed, others, lifted & allowed):
                    if vector is not None and among:
                        near = index.search(vector, max(_CANDIDATES, top_k), among)
                        ids.update(dict.fromkeys(one for one, _ in near))
        candidates = self._candidates(list(ids), items, tastes, kinds, here, odd=reach > 0)
        shown = answers(tastes, candidates, reach)[:top_k]
        return [(one.product_id, one.score, _why(one.looks)) for one in shown]

    def _candidates(
        self,
        ids: Sequence[str],
        items: Sequence[str],
        tastes: Sequence[Centre],
        kinds: Mapping[str, str],
        here: Sequence[str],
        *,
        odd: bool,
    ) -> list[Candidate]:
        looks, meaning = [], []
        for centre in tastes:
            seen, said = self._likeness(items[centre.medoid], ids)
            looks.append(seen)
            meaning.append(said)
        unlike = self._oddness(ids, kinds) if odd else {}
        return [
            Candidate(
                one,
                [seen.get(one, 0.0) for seen in looks],
                [said.get(one, 0.0) for said in meaning],
                kinds.get(one, ""),
                newness(kinds.get(one, ""), here),
                unlike.get(one, 0.0),
            )
            for one in ids
        ]

    def _likeness(self, product_id: str, ids: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
        """How like `product_id` each of `ids` looks, and reads: id → [0, 1]."""
        both = []
        for index, scale in (self._pictures, self._words):
            vector = index.vector(product_id)
            cosines = {} if vector is None else index.scores(vector, ids)
            both.append({one: scale.share(cosine) for one, cosine in cosines.items()})
        return both[0], both[1]

    def _among(self, items: Sequence[str]) -> NDArray[np.float32]:
        """How like each other the products of a board are: (n, n), in [0, 1]."""
        joint = np.zeros((len(items), len(items)), np.float32)
        for (index, scale), part in ((self._pictures, PICTURE_SHARE), (self._words, 1 - PICTURE_SHARE)):
            held = [place for place, one in enumerate(items) if one in index]
            vectors = np.array([index.vector(items[place]) for place in held])
            for row, column in zip(*np.triu_indices(len(held)), strict=True):
                share = part * scale.share(float(vectors[row] @ vectors[column]))
                joint[held[row], held[column]] += share
                joint[held[column], held[row]] = joint[held[row], held[column]]
        return joint

    def _oddness(self, ids: Sequence[str], kinds: Mapping[str, str]) -> dict[str, float]:
        index = self._words[0]
        wanted = {kinds.get(one, "") for one in ids}
        kin: dict[str, list[str]] = {kind: [] for kind in wanted}
        for product_id, kind in kinds.items():
            if kind in wanted and len(kin[kind]) < _KIN:
                kin[kind].append(product_id)
        looked_at = dict.fromkeys([*ids, *(one for members in kin.values() for one in members)])
        vectors: dict[str, NDArray[np.float32]] = {
            one: vector for one in looked_at if one in kinds and (vector := index.vector(one)) is not None
        }
        return oddness(vectors, kinds, [one for one in ids if one in kinds])


def _why(looks: float) -> dict[Route, float]:
    shares = {Route.PICTURE: round(looks, 3), Route.MEANING: round(1 - looks, 3)}
    return {route: share for route, share in shares.items() if share > 0}
