"""Measures what scores mean in one catalog (`catalog.calibration`): what chance scores, and the thing itself; what is sold
here, and what is not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from catalog.calibration import Calibration, Ground, Scale, Vectors
from catalog.fact_index import FactIndex
from catalog.goods import GOODS, NAMES, TALK
from catalog.product import Product
from catalog.vector_index import VectorIndex
from models.base import ImageTextEmbedder, TextEmbedder

_FOUND_WITHIN = 10
# Chosen with the halves of both shops' requests that bench.answerable does not report; cosines of the word space. A good is
# sold where something here is as near as this to it and at most so much nearer to another, more where it even bears its name.
_SOLD, _NEARLY, _NEARLY_CALLED = 0.45, 0.05, 0.2
_ABSENT_BELOW = 0.85
_LOOKED_AT = 20

# Questions that no shop answers: keyboard noise, and things said that no product is.
NONSENSE = (
    "asdkjh qwe zxcv", "xqzt blorf wug", "lorem ipsum dolor sit amet", "the quarterly earnings call was postponed",
    "how do I reset my router password", "diesel engine head gasket", "prime minister resigns", "fhqwhgads",
    "quantum chromodynamics lattice", "train timetable to the airport", "why is the sky blue", "zzz zzz zzz",
    "mortgage interest rates", "kernel panic stack trace", "translate this into latin", "tax return deadline",
    "flu vaccination appointment", "rjtkq 48f9 ppwz", "the plaintiff appealed the ruling", "photosynthesis equation",
)  # fmt: skip
MEASURED_BY = hashlib.sha256(
    repr((GOODS, TALK, NONSENSE, _SOLD, _NEARLY, _NEARLY_CALLED, _ABSENT_BELOW)).encode()
).hexdigest()[:12]
"""Changes with what is measured by: what was measured otherwise is measured anew."""
_OF = np.array([number for number, good in enumerate(GOODS) for same in good for _ in same])


def measure(
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    picture_index: VectorIndex,
    word_index: VectorIndex,
    facts: FactIndex,
    kinds: Vectors,
    some: Sequence[Product],
) -> Calibration:
    """Measure two indexes with the models that made them. `kinds` (m, dim) are what kinds are called here; `some` are products
    spread over the catalog."""
    ids, titles = [one.id for one in some], [one.title for one in some]
    ground = Ground(kinds, kinds, 0.0)
    if len(word_index):
        names, talk = _vectors_of_goods(words)
        called = {int(good) for name, good in zip(NAMES, _OF, strict=True) if facts.is_called(facts.words(name))}
        ground = measured_ground(word_index, kinds, names, _OF, called, talk)
    return Calibration(
        measured_scale(word_index, words.encode_texts(NONSENSE), ids, words.encode_texts(titles)),
        measured_scale(picture_index, pictures.encode_texts(NONSENSE), ids, pictures.encode_texts(titles)),
        measured_scale(picture_index, pictures.encode_images(blank_pictures()), [], None),
        ground,
    )


def _vectors_of_goods(words: TextEmbedder) -> tuple[Vectors, Vectors]:
    """What goods are called, and talk, in a space: the same for every catalog, so that a process reads them once."""
    if words.space not in _goods:
        _goods[words.space] = words.encode_texts(NAMES), words.encode_texts(TALK)
    return _goods[words.space]


_goods: dict[str, tuple[Vectors, Vectors]] = {}


def sold_here(
    words: VectorIndex, kinds: Vectors, names: Vectors, of: NDArray[np.int64], called: Set[int]
) -> NDArray[np.bool_]:
    """Which goods a catalog sells (g,). `names` (n, dim) are what goods are called, `of` (n,) the number of the good that each
    is a name of, `called` the goods whose name some product bears.

    A good is sold where a product or kind is nearer to it than to any other good, or nearly so. That it is near does not
    suffice: sandals are near to socks, and nearer to sandals.
    """
    near = {one for name in names for one, _ in words.search(name, _LOOKED_AT)}
    told = [row for one in near if (row := words.vector(one)) is not None]
    rows = np.concatenate([np.array(told, np.float32).reshape(len(told), names.shape[1]), kinds])
    cosines = np.full((len(rows), int(of.max()) + 1), -1.0, np.float32)
    np.maximum.at(cosines.T, of, (rows @ names.T).T)
    behind = cosines.max(axis=1, keepdims=True) - cosines
    sold = ((behind <= _NEARLY) & (cosines >= _SOLD)).any(axis=0)
    bears = np.array([good in called for good in range(len(sold))])
    return np.asarray(sold | (bears & ((behind <= _NEARLY_CALLED) & (cosines >= _SOLD)).any(axis=0)))


def measured_ground(
    words: VectorIndex, kinds: Vectors, names: Vectors, of: NDArray[np.int64], called: Set[int], talk: Vectors
) -> Ground:
    """Find out which goods this catalog does not sell (`sold_here`), and how near to it they lie at best, each seen against the
    others; of `talk` (t, dim) nothing is sold. Most lie below `least`."""
    sold = sold_here(words, kinds, names, of, called)[of]
    here = np.concatenate([kinds, names[sold]])
    elsewhere = np.concatenate([names[~sold], talk])
    thing = np.concatenate([of[~sold], int(of.max()) + 1 + np.arange(len(talk))])
    best = np.array([next((cosine for _, cosine in words.search(row, 1)), 0.0) for row in elsewhere])
    others = np.where(thing[:, None] == thing[None], -1.0, elsewhere @ elsewhere.T).max(axis=1)
    close = np.maximum(best, (elsewhere @ here.T).max(axis=1, initial=-1.0))
    return Ground(here, elsewhere, float(np.quantile(best + close - others, _ABSENT_BELOW)))


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
