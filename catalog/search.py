"""Finds products: candidates by picture, by meaning and by letters, filters first, then one ranked list with reasons, which
the shop's own rules arrange.

A request is compared with the catalog in up to three ways, each with its own scale: cosines in the picture space, cosines
in the word space, BM25. Each is put on one scale by two measurements made when the indexes are opened: what questions that
no shop can answer score at best (chance), and what a product's own title scores against it (sure). A request that nothing
answers better than chance says so. The scales are then added with fixed weights (a convex combination, which holds up
better than fusing ranks: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023).
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from catalog.board_finder import BoardFinder
from catalog.errors import IndexMismatch, InvalidRequest, StoreUnavailable, UnknownProduct
from catalog.product import Filters, Hit, Route
from catalog.rule_book import Ranked, Reading, RuleBook, Steering
from catalog.rule_store import RuleStore
from catalog.store import Store
from catalog.vector_index import VectorIndex
from models.base import ImageTextEmbedder, TextEmbedder

_log = logging.getLogger(__name__)
Vectors = NDArray[np.float32]
RouteName = Literal["auto", "words", "picture"]

MAX_TEXT = 1_000
_CANDIDATES = 200
_FOUND_WITHIN = 10
# Shares of the three ways for a request in words, and of the picture against the words where both are given.
_WORDS = {Route.MEANING: 0.55, Route.LETTERS: 0.3, Route.PICTURE: 0.15}
_PICTURE_SHARE = 0.6
_LIKE_PICTURE_SHARE = 0.65

# Questions that no shop answers: keyboard noise, and things said that no product is.
_NONSENSE = (
    "asdkjh qwe zxcv", "xqzt blorf wug", "lorem ipsum dolor sit amet", "the quarterly earnings call was postponed",
    "how do I reset my router password", "diesel engine head gasket", "prime minister resigns", "fhqwhgads",
    "quantum chromodynamics lattice", "train timetable to the airport", "why is the sky blue", "zzz zzz zzz",
    "mortgage interest rates", "kernel panic stack trace", "translate this into latin", "tax return deadline",
    "flu vaccination appointment", "rjtkq 48f9 ppwz", "the plaintiff appealed the ruling", "photosynthesis equation",
)  # fmt: skip


# Words that say how the others hang together: in a small catalog they are rare enough for BM25 to take them for telling.
_FUNCTION_WORDS = frozenset(
    "a about an and any are as at be but by can do find for from get give has have i if in into is it its like look looking "
    "looks make makes me my of on one or out please some something that the them then there these they thing things this to "
    "use used using want was what which who will with would you your".split()
)


@dataclass(frozen=True)
class SearchRequest:
    """What a shopper asks: words, a picture, a product to find the like of, or several of these.

    `image` is RGB and upright (`catalog.images.open_image`). `route` narrows the ways of finding, for evaluation. `said` is
    what the shopper said where `text` is what was understood of it (`RuleBook.read` first, then understanding); without it
    the text itself is read by the rules. `board` asks for a board's products, in its order. `taste` are the ids of products to
    find more for, as of a shopper's own board; `reach` says how far from them, 0 close to 1 ridiculous (`catalog.taste`).
    """

    text: str = ""
    image: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    top_k: int = 24
    route: RouteName = "auto"
    said: str = ""
    board: str = ""
    taste: tuple[str, ...] = ()
    reach: float = 0.0


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first. `no_match`: nothing answers the request, and the hits are merely the nearest things.

    `ms` is milliseconds by stage. `removed_by_filters` counts the products that the filters kept out. `reading` is what the
    rules made of the words.
    """

    hits: tuple[Hit, ...]
    no_match: bool
    ms: Mapping[str, float]
    removed_by_filters: int = 0
    reading: Reading = field(default_factory=lambda: Reading(""))


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


class Searcher:
    """Search over one store with one pair of models. Safe to share among threads."""

    def __init__(self, store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, folder: Path) -> None:
        self._store = store
        self._pictures = pictures
        self._words = words
        self._folder = folder
        self._rules = RuleStore(store)
        self._lock = threading.Lock()
        self._state = self._opened()

    def refresh(self, *, wait: bool = True) -> None:
        """Bring the indexes up to the store where they are behind; at once when they are not.

        Without `wait`, not when another thread is at it already: the shop goes on with what it has meanwhile.
        """
        if self._store.generation() != self._state.generation and self._lock.acquire(blocking=wait):
            try:
                if self._store.generation() != self._state.generation:
                    self._state = self._opened()
            finally:
                self._lock.release()

    @property
    def state(self) -> str:
        """ "ok", or what keeps the indexes from being complete."""
        picture_ids, _ = self._store.picture_rows(self._pictures.space)
        word_ids, _ = self._store.word_rows(self._words.space)
        state = self._state
        same = set(picture_ids) == set(state.pictures.ids) and set(word_ids) == set(state.words.ids)
        return "ok" if same else "behind the store"

    def search(self, request: SearchRequest, book: RuleBook | None = None) -> SearchResult:
        """Answer one request, by the rules in force or by those of `book`.

        Raises InvalidRequest when nothing is asked, UnknownProduct for a `like` or `board` that is not there.
        """
        ms: dict[str, float] = {}
        with _timed(ms, "rules"):
            book = self._rules.book() if book is None else book
            request, reading = _read(request, book)
            steering = book.steering(request.said, request.text)
        text = request.text
        asks = text or request.image is not None or request.like or request.filters or request.board or request.taste
        if not asks:
            raise InvalidRequest("Say what you are looking for, or show a picture of it.")
        with _timed(ms, "refresh"):
            self.refresh(wait=False)
        state = self._state
        with _timed(ms, "filter"):
            allowed = self._allowed(request, steering)
        with _timed(ms, "embed"):
            asked = self._asked(state, request, text)
        with _timed(ms, "candidates"):
            ids = [] if request.taste else self._candidates(state, asked, allowed, request, steering)
        with _timed(ms, "fuse"):
            if request.taste:
                ranked = self._for_taste(state, request, allowed, steering)
            else:
                ranked = _on_board(ids) if request.board else _fused(asked, state, ids)
            ranked = steering.arranged(ranked)[: request.top_k]
        with _timed(ms, "load"):
            products = self._store.products([product_id for product_id, _, _ in ranked])
            hits = tuple(
                Hit(products[product_id], rank, round(score, 4), why)
                for rank, (product_id, score, why) in enumerate(ranked, 1)
                if product_id in products
            )
        ms["total"] = round(sum(ms.values()), 2)
        shown = len(state.words) - len(steering.hidden) - bool(request.like) - len(request.taste)
        removed = max(0, shown - len(allowed)) if request.filters and allowed is not None else 0
        no_match = self._nothing_answers(asked, state, steering.hidden)
        no_match = no_match and not any(hit.product.id in steering.answers for hit in hits)
        return SearchResult(hits, no_match, ms, removed, reading)

    def _allowed(self, request: SearchRequest, steering: Steering) -> set[str] | None:
        allowed = self._store.allowed(request.filters)
        if request.like:
            if request.like in steering.hidden:
                raise UnknownProduct(f"The shop has no product {request.like[:60]!r}. It may have been removed.")
            # The product itself is not news; what is left out is left out before the top k.
            allowed = (set(self._store.all_ids()) if allowed is None else allowed) - {request.like}
        if request.taste:
            allowed = (set(self._store.all_ids()) if allowed is None else allowed) - set(request.taste)
        return allowed if allowed is None else allowed - steering.hidden

    def _asked(self, state: _State, request: SearchRequest, text: str) -> _Asked:
        """Turn the request into vectors, and the weight of each way of finding."""
        asked = _Asked(text="", pictures=[], words=[], weights={})
        if request.like:
            self._store.product(request.like)  # UnknownProduct
            seen, said = state.pictures.vector(request.like), state.words.vector(request.like)
            if seen is not None:
                asked.pictures.append((seen, _LIKE_PICTURE_SHARE if said is not None else 1.0, False))
            if said is not None:
                asked.words.append((said, 1 - _LIKE_PICTURE_SHARE if seen is not None else 1.0))
        if request.image is not None and request.route != "words":
            share = _PICTURE_SHARE if text else 1.0
            asked.pictures.append((self._pictures.encode_images([request.image])[0], share, False))
        if text:
            share = 1 - _PICTURE_SHARE if request.image is not None and request.route != "words" else 1.0
            ways = _WORDS if request.route == "auto" else {Route.PICTURE: 1.0}
            if request.route == "words":
                ways = {Route.MEANING: _WORDS[Route.MEANING], Route.LETTERS: _WORDS[Route.LETTERS]}
            if Route.PICTURE in ways:
                asked.pictures.append((self._pictures.encode_texts([text])[0], share * ways[Route.PICTURE], True))
            if Route.MEANING in ways:
                asked.words.append((self._words.encode_texts([text])[0], share * ways[Route.MEANING]))
            if Route.LETTERS in ways:
                asked.text = _content_words(text)
                asked.weights[Route.LETTERS] = share * ways[Route.LETTERS]
        return asked

    def _candidates(
        self, state: _State, asked: _Asked, allowed: set[str] | None, request: SearchRequest, steering: Steering
    ) -> list[str]:
        """The union of each way's best, which is all that is scored by every way, and what the rules bring."""
        if request.board:
            on_it = self._store.products(self._store.board(request.board).product_ids)
            return [one for one in on_it if allowed is None or one in allowed]
        top, hidden = max(_CANDIDATES, request.top_k), steering.hidden
        ids: dict[str, None] = {}
        lifted = steering.lifted if allowed is None else steering.lifted & allowed
        for index, vectors in (
            (state.pictures, [vector for vector, _, _ in asked.pictures]),
            (state.words, [vector for vector, _ in asked.words]),
        ):
            for vector in vectors:
                ids.update(dict.fromkeys(one for one, _ in index.search(vector, top, allowed, hidden)))
                if lifted:
                    ids.update(dict.fromkeys(one for one, _ in index.search(vector, top, lifted)))
        if asked.text:
            letters = self._store.search_letters(asked.text, top + len(hidden), allowed)
            letters = [found for found in letters if found[0] not in hidden][:top]
            asked.letters = _letter_shares(asked.text, letters, self._store)
            ids.update(dict.fromkeys(asked.letters))
        if not asked.pictures and not asked.words and not asked.text:
            ids.update(dict.fromkeys(self._store.all_ids() if allowed is None else sorted(allowed)))
        ids.update(dict.fromkeys(steering.brought(allowed)))
        return list(ids)

    def _for_taste(
        self, state: _State, request: SearchRequest, allowed: set[str] | None, steering: Steering
    ) -> list[Ranked]:
        """What answers a board, and the products that the shop pins everywhere."""
        known = [one for one in request.taste if one not in steering.hidden]
        finder = BoardFinder(self._store, (state.pictures, state.picture_scale), (state.words, state.word_scale))
        if not any(one in state.pictures or one in state.words for one in known):
            raise InvalidRequest("Nothing on this board is in the shop now, so there is nothing to go by.")
        # A boost or pin can move only what was found, so more are looked for than shown.
        top = max(_CANDIDATES, request.top_k)
        found = finder.found(known, allowed or set(), request.reach, top, steering.lifted)
        there = {product_id for product_id, _, _ in found}
        nothing: dict[Route, float] = {}
        return found + [(one, 0.0, nothing) for one in steering.brought(allowed) if one not in there]

    def _nothing_answers(self, asked: _Asked, state: _State, hidden: Set[str]) -> bool:
        """Whether every way that was asked finds no more than chance would."""
        if not asked.pictures and not asked.words and not asked.text:
            return False
        if not len(state.words) and not len(state.pictures):
            return True
        if asked.letters and max(asked.letters.values()) >= 0.5:
            return False
        bests: list[bool] = []
        for vector, _ in asked.words:
            found = state.words.search(vector, 1, without=hidden)
            bests.append(bool(found) and found[0][1] > state.word_scale.chance)
        for vector, _, from_text in asked.pictures:
            if from_text and asked.words:
                continue  # the words' own meaning is the better judge of words
            found = state.pictures.search(vector, 1, without=hidden)
            scale = state.text_picture_scale if from_text else state.picture_scale
            bests.append(bool(found) and found[0][1] > scale.chance)
        return not any(bests)

    def _opened(self) -> _State:
        generation = self._store.generation()
        pictures = self._index("pictures", self._pictures.space, generation)
        words = self._index("words", self._words.space, generation)
        return _State(generation, pictures, words, *self._calibrated(pictures, words))

    def _index(self, name: str, space: str, generation: int) -> VectorIndex:
        """The saved index where it is of this space and generation; else one built from the store, and saved."""
        file = self._folder / f"{name}-{re.sub(r'[^a-z0-9@.-]+', '-', space.lower())[-120:]}.index"
        try:
            index = VectorIndex.load(file, space)
            if index.generation == generation:
                return index
        except IndexMismatch as error:
            if file.exists():
                _log.warning("%s", error)
        rows = self._store.picture_rows(space) if name == "pictures" else self._store.word_rows(space)
        index = VectorIndex.build(space, *rows, generation=generation)
        try:
            index.save(file)
        except StoreUnavailable as error:  # a full disk must not close the shop: the index is in memory
            _log.warning("%s", error)
        return index

    def _calibrated(self, pictures: VectorIndex, words: VectorIndex) -> tuple[Scale, Scale, Scale]:
        """Measure the scales of words in the word space, words in the picture space and pictures in the picture space."""
        ids = words.ids[:: max(1, len(words) // 48)]
        titles = [product.title for product in self._store.products(ids).values()]
        return (
            _scale(words, self._words.encode_texts(_NONSENSE), ids, self._words.encode_texts(titles)),
            _scale(pictures, self._pictures.encode_texts(_NONSENSE), ids, self._pictures.encode_texts(titles)),
            _scale(pictures, self._pictures.encode_images(_blank_pictures()), [], None),
        )


@dataclass(frozen=True)
class _State:
    """Indexes of one generation and what their scores mean."""

    generation: int
    pictures: VectorIndex
    words: VectorIndex
    word_scale: Scale
    text_picture_scale: Scale
    picture_scale: Scale


@dataclass
class _Asked:
    """A request as vectors. `pictures`: (vector, weight, whether words made it); `words`: (vector, weight)."""

    text: str
    pictures: list[tuple[Vectors, float, bool]]
    words: list[tuple[Vectors, float]]
    weights: dict[Route, float]
    letters: dict[str, float] = field(default_factory=dict)


def _read(request: SearchRequest, book: RuleBook) -> tuple[SearchRequest, Reading]:
    """The request in words that can be searched for, and as the rules read it where nobody has read it yet."""
    # Half letters, as broken bytes on a command line become, are nothing a tokenizer takes.
    said = request.text[: MAX_TEXT * 4].encode("utf-8", "replace").decode("utf-8")
    text = " ".join(said.split())[:MAX_TEXT]
    if not text or request.said:
        return replace(request, text=text), Reading(text)
    reading = book.read(text, alone=request.image is None and not request.like)
    request = replace(request, said=text, text=reading.words)
    if (to := reading.redirect) and not to.words:
        request = replace(request, text="", filters=to.filters.narrowed(request.filters), board=to.board)
    return request, reading


def _on_board(ids: Sequence[str]) -> list[Ranked]:
    """A board is the shop's own choice, in its own order."""
    return [(product_id, 1.0, {Route.RULE: 1.0}) for product_id in ids]


def _fused(asked: _Asked, state: _State, ids: Sequence[str]) -> list[Ranked]:
    """Score each candidate by every way; return (id, score, shares), best first, ties by id order."""
    gained: dict[str, dict[Route, float]] = {product_id: {} for product_id in ids}
    total = 0.0

    def add(route: Route, weight: float, shares: Mapping[str, float]) -> None:
        nonlocal total
        total += weight
        for product_id, share in shares.items():
            if share > 0:
                gained[product_id][route] = gained[product_id].get(route, 0.0) + weight * share

    for vector, weight, from_text in asked.pictures:
        scale = state.text_picture_scale if from_text else state.picture_scale
        add(Route.PICTURE, weight * scale.trust, _shares(state.pictures.scores(vector, ids), scale))
    for vector, weight in asked.words:
        add(Route.MEANING, weight, _shares(state.words.scores(vector, ids), state.word_scale))
    if asked.text:
        add(Route.LETTERS, asked.weights[Route.LETTERS], asked.letters)
    ranked: list[Ranked] = []
    for product_id, routes in gained.items():
        score = sum(routes.values()) / total if total else 0.0
        why = {route: round(gain / (score * total), 3) for route, gain in routes.items()} if score else {}
        ranked.append((product_id, score, why))
    return sorted(ranked, key=lambda row: -row[1])


def _shares(cosines: Mapping[str, float], scale: Scale) -> dict[str, float]:
    """Cosines as shares of what the thing itself would score; what scores below any product's usual gets a sliver, in order."""
    return {one: max(scale.share(cosine), 1e-4 * (1 + cosine)) for one, cosine in cosines.items()}


def _content_words(text: str) -> str:
    """The text without its function words; the whole of it where nothing else would be left."""
    words = [word for word in text.split() if re.sub(r"\W", "", word).lower() not in _FUNCTION_WORDS]
    return " ".join(words) or text


def _letter_shares(text: str, found: Sequence[tuple[str, float]], store: Store) -> dict[str, float]:
    """BM25 as a share of what a product holding every word of the request would score.

    Words that no product holds count too, as the rarest, or one common word of a nonsense request would look like an answer.
    """
    if not found:
        return {}
    words = list(dict.fromkeys(re.findall(r"\w+", text.lower())))
    best = found[0][1]
    known = sum(bool(store.search_letters(word, 1)) for word in words[:12])
    # One word of three is less than a third of the evidence: "food" in a category is no fast-food make-up.
    coverage = (known / len(words[:12])) ** 2
    return {product_id: max(0.0, score / best) * coverage for product_id, score in found} if best > 0 else {}


def _scale(index: VectorIndex, nonsense: Vectors, ids: Sequence[str], titles: Vectors | None) -> Scale:
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


def _blank_pictures() -> list[Image.Image]:
    """Pictures of nothing: noise, flat tones, gradients."""
    rng = np.random.default_rng(0)
    noise = [Image.fromarray(rng.integers(0, 256, (64, 64, 3), np.uint8)) for _ in range(4)]
    flat = [Image.new("RGB", (64, 64), tone) for tone in ("#203040", "#c0a080", "#ff00ff", "#707070")]
    ramps = [Image.linear_gradient("L").convert("RGB"), Image.radial_gradient("L").convert("RGB")]
    return noise + flat + ramps


@contextmanager
def _timed(ms: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    ms[stage] = round((time.perf_counter() - start) * 1000, 2)
