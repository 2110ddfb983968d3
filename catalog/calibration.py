"""What scores mean in one catalog, measured when its indexes are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from catalog.vector_index import VectorIndex

Vectors = NDArray[np.float32]
_FOUND_WITHIN = 10
# What is as near as this to a product, or to what a kind is called here, counts as sold here: cosines of the word space, chosen
# with the demo's half of the requests that bench.answerable does not report.
_SOLD, _SOLD_KIND = 0.45, 0.55

# Questions that no shop answers: keyboard noise, and things said that no product is.
NONSENSE = (
    "asdkjh qwe zxcv", "xqzt blorf wug", "lorem ipsum dolor sit amet", "the quarterly earnings call was postponed",
    "how do I reset my router password", "diesel engine head gasket", "prime minister resigns", "fhqwhgads",
    "quantum chromodynamics lattice", "train timetable to the airport", "why is the sky blue", "zzz zzz zzz",
    "mortgage interest rates", "kernel panic stack trace", "translate this into latin", "tax return deadline",
    "flu vaccination appointment", "rjtkq 48f9 ppwz", "the plaintiff appealed the ruling", "photosynthesis equation",
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """What a cosine means in one space for one catalog: `chance` for what nothing means, `sure` for the thing itself."""

    chance: float
    usual: float
    sure: float
    trust: float = 1.0
    """How far this way may be believed here: the share of products that their own title finds by it, above luck. Never
    quite 0, so that asked alone it still ranks."""

    def share(self, cosine: float) -> float:
        """0 at what any product scores, 1 at what the thing itself scores."""
        return float(np.clip((cosine - self.usual) / max(self.sure - self.usual, 1e-3), 0.0, 1.0))


@dataclass(frozen=True)
class Ground:
    """What a catalog sells and what it does not, as far as words tell: `kinds` (m, dim) and `elsewhere` (n, dim), unit rows.

    A request is for something here when it lies nearer to this catalog than to all that is sold or asked elsewhere, by more
    than what is sold elsewhere does itself (`least`).
    """

    kinds: Vectors
    elsewhere: Vectors
    least: float

    def answers(self, request: Vectors, best: float) -> bool:
        """Whether something here answers a request (dim,), whose nearest product has the cosine `best`."""
        return self.nearness(request, best) > self.least

    def nearness(self, request: Vectors, best: float) -> float:
        here = max(best, _highest(self.kinds, request))
        return best + here - _highest(self.elsewhere, request)


def measured_ground(words: VectorIndex, kinds: Vectors, goods: Vectors, talk: Vectors) -> Ground:
    """Find out which of `goods` (n, dim) this catalog does not sell, and how near to it they lie at best, each seen against the
    others; of `talk` nothing is sold. Nine in ten lie below `least`."""
    sold = [(row, _nearest(words, row)) for row in goods]
    absent = [(row, best) for row, best in sold if best < _SOLD and _highest(kinds, row) < _SOLD_KIND]
    absent += [(row, _nearest(words, row)) for row in talk]
    elsewhere = np.array([row for row, _ in absent], np.float32)
    near = []
    for place, (row, best) in enumerate(absent):
        others = Ground(kinds, np.delete(elsewhere, place, axis=0), 0.0)
        near.append(others.nearness(row, best))
    return Ground(kinds, elsewhere, float(np.quantile(near, 0.9)))


def _nearest(index: VectorIndex, row: Vectors) -> float:
    return next((cosine for _, cosine in index.search(row, 1)), 0.0)


def _highest(rows: Vectors, row: Vectors) -> float:
    return float((rows @ row).max()) if len(rows) else 0.0


def measured_scale(index: VectorIndex, nonsense: Vectors, ids: Sequence[str], titles: Vectors | None) -> Scale:
    """Measure one way of finding. `titles` are the vectors of what `ids` are called; for pictures there is no such thing, and
    a product's nearest other stands in."""
    if not len(index):
        return Scale(1.0, 0.0, 1.0)
    best = [found[0][1] for row in nonsense if (found := index.search(row, 1))]
    usual = float(np.median([score for row in nonsense for _, score in index.search(row, 50)]))
    chance = float(np.quantile(best, 0.9))
    trust = 1.0
    if titles is not None:
        asked = list(zip(ids, titles, strict=True))
        own = [index.scores(row, [one]).get(one) for one, row in asked]
        sure = [score for score in own if score is not None]
        within = max(1, min(_FOUND_WITHIN, len(index) // 10))
        hit = [one in {near for near, _ in index.search(row, within)} for one, row in asked]
        luck = within / len(index)
        trust = float(np.clip((np.mean(hit) - luck) / (1 - luck + 1e-9), 0.05, 1.0)) if hit else 1.0
    else:
        step = max(1, len(index) // 48)
        vectors = [index.vector(one) for one in index.ids[::step]]
        sure = [index.search(row, 2)[-1][1] for row in vectors if row is not None]
    return Scale(chance, usual, max(float(np.median(sure)) if sure else 1.0, chance + 1e-3, usual + 1e-3), trust)


def blank_pictures() -> list[Image.Image]:
    """Pictures of nothing: noise, flat tones, gradients."""
    rng = np.random.default_rng(0)
    noise = [Image.fromarray(rng.integers(0, 256, (64, 64, 3), np.uint8)) for _ in range(4)]
    flat = [Image.new("RGB", (64, 64), tone) for tone in ("#203040", "#c0a080", "#ff00ff", "#707070")]
    ramps = [Image.linear_gradient("L").convert("RGB"), Image.radial_gradient("L").convert("RGB")]
    return noise + flat + ramps
