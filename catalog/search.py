"""Finds products: candidates by picture, by meaning and by letters, filters first, then one ranked list with reasons, which
the shop's own rules arrange.

A request is compared with the catalog in up to four ways, each with its own scale: cosines in the picture space, cosines
in the word space, BM25, and which facts its words name (`catalog.fact_index`). Cosines are put on one scale by two
measurements made when the indexes are opened (`catalog.calibration`): what questions that no shop can answer score at best
(chance), and what a product's own title scores against it (sure). The scales are then added with fixed weights (a convex
combination, which holds up better than fusing ranks: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval", 2023). Words that lie nearer to what is sold elsewhere than to this catalog, or a picture that nothing here is
more like than chance would be, are said to match nothing.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from catalog.aversion import Likeness, pushed_away
from catalog.board_finder import BoardFinder
from catalog.calibration import Calibration, Scale
from catalog.errors import IndexMismatch, InvalidRequest, StoreUnavailable, UnknownProduct
from catalog.facets import FACETS, Counts, count_facet
from catalog.fact_index import FactIndex, Said, content_words
from catalog.groups import Group, Kind, group_asked, kind_asked, thing_asked
from catalog.measuring import MEASURED_BY, measure
from catalog.naming import (
    asks_for_anything,
    in_shops_names,
    names_read_as,
    only_tells,
    shown_on_it,
    thing_in_a_word,
    thing_named,
)
from catalog.product import Filters, Hit, Route
from catalog.rule_book import Ranked, Reading, RuleBook, Steering
from catalog.rule_store import RuleStore
from catalog.store import Store
from catalog.vector_index import VectorIndex
from models.base import ImageTextEmbedder, QueryEmbedder
from models.phrase import phrase

_log = logging.getLogger(__name__)
Vectors = NDArray[np.float32]
RouteName = Literal["auto", "words", "picture"]

MAX_TEXT = 1_000
_CANDIDATES = 200
# What scores a third of the third best is still an answer, if a lesser one; of the third, for one exact hit must not make
# nothing of all others.
_ANSWERS = 1 / 3
# Shares of the ways for a request in words, and of the picture against the words where both are given. What words find by
# their letters, they find in the facts and titles that they name, and in any text (BM25).
_WORDS = {Route.MEANING: 0.4, Route.LETTERS: 0.5, Route.PICTURE: 0.1}
_BY_FACTS = 0.77
# How much of a product's vector in the word space is its kind's: a text says much besides what the thing is.
_KIND_SHARE = 0.3
_MOST_KINDS = 1_000
_MEASURED_ON = 48  # products, spread over the catalog
_PICTURE_SHARE = 0.6
_LIKE_PICTURE_SHARE = 0.65
# Who shows a thing and names a colour wants that kind of thing in that colour. So much of the picture's share is then its
# kind's, told by the kinds of the things that look most like it, and so much is the colour's, told by the products' facts.
_KIND_OF_PICTURE = 0.35
_COLOR_OF_PICTURE = 0.35
_LOOKALIKES = 12
# What bears the name of the thing that is asked for and is another keeps so much of its score: a table lamp for a rainy balcony
# is no table for one, whatever else it shares.
_NAMED_AFTER = 0.7


@dataclass(frozen=True)
class SearchRequest:
    """What a shopper asks: words, a picture, a product to find the like of, or several of these.

    `image` is RGB and upright (`catalog.images.open_image`). `route` narrows the ways of finding, for evaluation. `said` is
    what the shopper said where `text` is what was understood of it (`RuleBook.read` first, then understanding); without it
    the text itself is read by the rules. `board` asks for a board's products, in its order. `more_images` are further pictures
    of what is wanted, beside `image`. `away` are ids of products that are not shown, and whose like is pushed down the list, as
    is the like of `filters.without` (`catalog.aversion`). `count` asks for the numbers beside the filters too. `taste` are the
    ids of products to find more for, as of a shopper's own board; `reach` says how far from them, 0 close to 1 ridiculous
    (`catalog.taste`). `anything` says that no thing is named, where whoever read the words knows. `either` are things that are
    weighed against each other in `text`, in words: each is searched for by itself, and the list begins with the best of each.
    """

    text: str = ""
    image: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    top_k: int = 24
    route: RouteName = "auto"
    said: str = ""
    board: str = ""
    more_images: tuple[Image.Image, ...] = ()
    away: tuple[str, ...] = ()
    count: bool = False
    taste: tuple[str, ...] = ()
    reach: float = 0.0
    anything: bool = False
    either: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """Hits, best first. `no_match`: nothing answers the request, and the hits are merely the nearest things.

    `ms` is milliseconds by stage. `removed_by_filters` counts the products that the filters kept out. `reading` is what the
    rules made of the words. `facets`, where they were asked for, count the products that answer: what choosing a value in the
    place of those chosen of its facet would leave.
    """

    hits: tuple[Hit, ...]
    no_match: bool
    ms: Mapping[str, float]
    removed_by_filters: int = 0
    reading: Reading = field(default_factory=lambda: Reading(""))
    facets: Counts = field(default_factory=dict)


class Searcher:
    """Search over one store with one pair of models. Safe to share among threads."""

    def __init__(self, store: Store, pictures: ImageTextEmbedder, words: QueryEmbedder, folder: Path) -> None:
        self._store = store
        self._pictures = pictures
        self._words = words
        self._folder = folder
        self._rules = RuleStore(store)
        self._lock = threading.Lock()
        self._kinds: dict[str, Vectors] = {}
        self._state = self._opened()

    def refresh(self, *, wait: bool = True) -> None:
        """Bring the indexes up to the store where they are behind; at once when they are not.

        Without `wait`, not when another thread is at it already: the shop goes on with what it has meanwhile. One that has
        nothing waits all the same.
        """
        wait = wait or not len(self._state.words)
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

    @property
    def indexes(self) -> tuple[VectorIndex, VectorIndex, int]:
        """The pictures' and the words' index, and the generation of both."""
        state = self._state
        return state.pictures, state.words, state.generation

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
            raise InvalidRequest(phrase("Say what you are looking for, or show a picture of it."))
        with _timed(ms, "refresh"):
            self.refresh(wait=False)
        state = self._state
        with _timed(ms, "filter"):
            allowed = self._allowed(request, steering)
        with _timed(ms, "embed"):
            text = in_shops_names(text, state.facts, state.read_as)
            asked = self._asked(state, request, text)
        with _timed(ms, "candidates"):
            ids = [] if request.taste else self._candidates(state, asked, allowed, request, steering)
        with _timed(ms, "fuse"):
            found = (
                self._for_taste(state, request, allowed, steering)
                if request.taste
                else self._scored(state, asked, request, ids)
            )
            sides = [side for one in request.either if (side := self._side(state, request, one, allowed, steering))]
            found = _in_turn(sides, found) if len(sides) > 1 else found
            ranked = steering.arranged(found)[: request.top_k]
        with _timed(ms, "count"):
            counted = request.count and not request.taste
            facets = self._counted(state, asked, request, steering, found) if counted else {}
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
        anything = request.anything or asks_for_anything(request.said or request.text)
        if only_tells(text) and not asked.letters and not state.facts.best(asked.named, 1, without=steering.hidden):
            anything = False  # "I forgot my password": nothing here tells a word of it
        no_match = self._nothing_answers(asked, state, steering.hidden, thing_named(text), anything=anything)
        no_match = no_match and len(sides) < 2 and not any(hit.product.id in steering.answers for hit in hits)
        return SearchResult(hits, no_match, ms, removed, reading, facets)

    def in_shops_names(self, text: str) -> str:
        """A request as it is searched for: what the shop has under another name bears the shop's ("brolly": "umbrella")."""
        return in_shops_names(text, self._state.facts, self._state.read_as)

    def _counted(
        self, state: _State, asked: _Asked, request: SearchRequest, steering: Steering, found: Sequence[Ranked]
    ) -> Counts:
        """Count by each facet what answers; where a facet already narrows, what would answer if it did not."""
        counts = {}
        for facet, name in FACETS.items():
            answers = found
            if getattr(request.filters, name):
                wider = replace(request, filters=request.filters.lifted(name))
                again = replace(asked, letters={})  # what was found by letters stays as it was
                ids = self._candidates(state, again, self._allowed(wider, steering), wider, steering)
                answers = self._scored(state, again, wider, ids)
            counts[facet] = count_facet(self._store.database, facet, _answers(answers, steering.hidden))
        return counts

    def _allowed(self, request: SearchRequest, steering: Steering) -> set[str] | None:
        allowed = self._store.allowed(request.filters)
        if request.like:
            if request.like in steering.hidden:
                raise UnknownProduct(
                    phrase("The shop has no product {id}. It may have been removed.", id=repr(request.like[:60]))
                )
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
            seen = self._pictures.encode_images([request.image, *request.more_images])
            asked.pictures.append((_middle(seen), share, False))
        if text:
            share = 1 - _PICTURE_SHARE if request.image is not None and request.route != "words" else 1.0
            ways = _WORDS if request.route == "auto" else {Route.PICTURE: 1.0}
            if request.route == "words":
                ways = {Route.MEANING: _WORDS[Route.MEANING], Route.LETTERS: _WORDS[Route.LETTERS]}
            if Route.PICTURE in ways:
                # As it was said: what a picture shows is called so by people, whatever this shop calls it.
                seen = self._pictures.encode_texts([request.text])
                asked.pictures.append((seen[0], share * ways[Route.PICTURE], True))
            if Route.MEANING in ways:
                # What is to be seen on a thing means more than all else that is said.
                asked.meant = tuple(one for one in (text, shown_on_it(text)) if one)
                asked.words.append((_middle(self._words.encode_queries(asked.meant)), share * ways[Route.MEANING]))
            if Route.LETTERS in ways:
                asked.named, asked.there, letters = _named(text, state.facts)
                asked.text = content_words(letters)
                asked.weights[Route.LETTERS] = share * ways[Route.LETTERS]
        if asked.pictures and (request.image is not None or request.like):
            self._recolor(state, asked, [*state.facts.colors(text), *sorted(request.filters.colors)])
        return asked

    def _scored(self, state: _State, asked: _Asked, request: SearchRequest, ids: Sequence[str]) -> list[Ranked]:
        """All candidates, best first, those that are like what is not wanted behind."""
        ranked = _on_board(ids) if request.board else _fused(asked, state, ids)
        if request.away or request.filters.without:
            ranked = pushed_away(ranked, *self._averted(state, request, ids), request.away)
        return ranked

    def _side(
        self, state: _State, request: SearchRequest, text: str, allowed: set[str] | None, steering: Steering
    ) -> list[Ranked]:
        """What one of the things that are weighed is, best first; nothing where there is no such thing."""
        alone = replace(request, text=text, either=())
        text = in_shops_names(text, state.facts, state.read_as)
        asked = self._asked(state, alone, text)
        if self._nothing_answers(asked, state, steering.hidden, thing_named(text), anything=False):
            return []
        return self._scored(state, asked, alone, self._candidates(state, asked, allowed, alone, steering))

    def _averted(
        self, state: _State, request: SearchRequest, ids: Sequence[str]
    ) -> tuple[list[Likeness], list[Likeness]]:
        """How like each of `ids` is to what is not wanted: to each word, and to each product by each way there is."""
        words: list[Likeness] = []
        if unwanted := sorted(request.filters.without):
            words = [
                _likeness(state.words, state.calibration.words, one, ids) for one in self._words.encode_texts(unwanted)
            ]
        ways = ((state.pictures, state.calibration.pictures), (state.words, state.calibration.words))
        vectors = ((index, scale, index.vector(one)) for one in request.away for index, scale in ways)
        return words, [_likeness(index, scale, own, ids) for index, scale, own in vectors if own is not None]

    def _recolor(self, state: _State, asked: _Asked, colors: Sequence[str]) -> None:
        """Where colours are asked for beside a picture, see its thing in those, and keep to its kind."""
        if not colors:
            return
        asked.shown = list(asked.pictures)
        words = self._pictures.encode_texts([" ".join(colors)])[0]
        for place, (vector, share, from_text) in enumerate(asked.pictures):
            if not from_text:
                asked.kinds.append((_kinds_seen(vector, state), share * _KIND_OF_PICTURE))
                asked.colors.append((state.facts.words(" ".join(colors)), share * _COLOR_OF_PICTURE))
                left = share * (1 - _KIND_OF_PICTURE - _COLOR_OF_PICTURE)
                asked.pictures[place] = (self._pictures.recolored(vector, words), left, from_text)

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
            ids.update(dict.fromkeys(state.facts.best(asked.named, top, allowed, hidden)))
        if not asked.pictures and not asked.words and not asked.text:
            ids.update(dict.fromkeys(self._store.all_ids() if allowed is None else sorted(allowed)))
        ids.update(dict.fromkeys(steering.brought(allowed)))
        return list(ids)

    def _for_taste(
        self, state: _State, request: SearchRequest, allowed: set[str] | None, steering: Steering
    ) -> list[Ranked]:
        """What answers a board, and the products that the shop pins everywhere."""
        known = [one for one in request.taste if one not in steering.hidden]
        finder = BoardFinder(
            self._store, (state.pictures, state.calibration.pictures), (state.words, state.calibration.words)
        )
        if not any(one in state.pictures or one in state.words for one in known):
            raise InvalidRequest(phrase("Nothing on this board is in the shop now, so there is nothing to go by."))
        # A boost or pin can move only what was found, so more are looked for than shown.
        top = max(_CANDIDATES, request.top_k)
        found = finder.found(known, allowed or set(), request.reach, top, steering.lifted)
        there = {product_id for product_id, _, _ in found}
        nothing: dict[Route, float] = {}
        return found + [(one, 0.0, nothing) for one in steering.brought(allowed) if one not in there]

    def _nothing_answers(self, asked: _Asked, state: _State, hidden: Set[str], name: str, *, anything: bool) -> bool:
        """Whether every way that was asked finds no more than chance would. `name` is what the thing is called without what it
        is for: "a chair for reading" is not missing where chairs are. Who would take anything asks for none that could be."""
        if not asked.pictures and not asked.words and not asked.text:
            return False
        if not len(state.words) and not len(state.pictures):
            return True
        if asked.there or state.facts.is_called(asked.named, hidden):
            return False  # there are such things, or a product is called all that was said
        if asked.there is False:
            return True
        if anything and state.facts.mends(asked.named):
            return False
        bests: list[bool] = []
        meant, ground = state.calibration.words, state.calibration.ground
        # Read as products are: nearness to what is told of them says whether there is such a thing.
        told = [row for row, _ in asked.words]
        if asked.meant:
            told[-1] = _middle(self._words.encode_texts(asked.meant))
        named = self._words.encode_texts([name]) if name and asked.words else ()
        for vector in [*told, *named]:
            found = state.words.search(vector, 1, without=hidden)
            best = found[0][1] if found else 0.0
            here = ground.closeness(vector, best) > meant.chance
            bests.append(here and (anything or ground.answers(vector, best)))
        for vector, _, from_text in asked.shown or asked.pictures:
            if from_text and asked.words:
                continue  # the words' own meaning is the better judge of words
            found = state.pictures.search(vector, 1, without=hidden)
            scale = state.calibration.text_pictures if from_text else state.calibration.pictures
            bests.append(bool(found) and found[0][1] > scale.chance)
        return not any(bests)

    def _opened(self) -> _State:
        generation = self._store.generation()
        facts = FactIndex(self._store.facts())
        picture_rows = partial(self._store.picture_rows, self._pictures.space)
        pictures = self._index("pictures", self._pictures.space, generation, picture_rows)
        words = self._index("words", f"{self._words.space}, with kinds", generation, partial(self._word_rows, facts))
        return _State(
            generation, pictures, words, facts, names_read_as(facts), self._calibration(pictures, words, facts)
        )

    def _calibration(self, pictures: VectorIndex, words: VectorIndex, facts: FactIndex) -> Calibration:
        """As measured when these indexes were built; else measured now, and saved."""
        of = f"{MEASURED_BY} {words.generation} {pictures.space} {words.space}"
        spaces = hashlib.sha256(f"{pictures.space} {words.space}".encode()).hexdigest()[:16]
        file = self._folder / f"calibration-{spaces}.npz"
        try:
            return Calibration.load(file, of)
        except IndexMismatch as error:
            _log.debug("%s", error)
        ids = words.ids[:: max(1, len(words) // _MEASURED_ON)]
        called = self._kind_vectors(facts)
        kinds = np.array(list(called.values()), np.float32).reshape(len(called), self._words.dim)
        some = list(self._store.products(ids).values())
        measured = measure(self._pictures, self._words, pictures, words, facts, kinds, some)
        try:
            measured.save(file, of)
        except StoreUnavailable as error:  # as with the indexes
            _log.warning("%s", error)
        return measured

    def _kind_vectors(self, facts: FactIndex) -> dict[str, Vectors]:
        """Kind → the vector (dim,) of what it is called; only what is new is embedded."""
        kinds = facts.kinds(_MOST_KINDS)
        new = [kind for kind in kinds if kind not in self._kinds]
        self._kinds = {kind: self._kinds[kind] for kind in kinds if kind in self._kinds}
        self._kinds.update(zip(new, self._words.encode_texts(new), strict=True))
        return self._kinds

    def _index(
        self, name: str, space: str, generation: int, rows: Callable[[], tuple[list[str], Vectors]]
    ) -> VectorIndex:
        """The saved index where it is of this space and generation; else one built of `rows`, and saved."""
        file = self._folder / f"{name}-{re.sub(r'[^a-z0-9@.-]+', '-', space.lower())[-120:]}.index"
        try:
            index = VectorIndex.load(file, space)
            if index.generation == generation:
                return index
        except IndexMismatch as error:
            if file.exists():
                _log.warning("%s", error)
        index = VectorIndex.build(space, *rows(), generation=generation)
        try:
            index.save(file)
        except StoreUnavailable as error:  # a full disk must not close the shop: the index is in memory
            _log.warning("%s", error)
        return index

    def _word_rows(self, facts: FactIndex) -> tuple[list[str], Vectors]:
        """Product ids (n) and unit vectors (n, dim) of what is said of them, turned a little to what their kinds are called."""
        ids, vectors = self._store.word_rows(self._words.space)
        called = self._kind_vectors(facts)
        turned = vectors.copy()
        for place, one in enumerate(ids):
            if (kind := called.get(facts.kind(one))) is not None:
                turned[place] = (1 - _KIND_SHARE) * vectors[place] + _KIND_SHARE * kind
        return ids, turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6)


@dataclass(frozen=True)
class _State:
    """Indexes of one generation and what their scores mean."""

    generation: int
    pictures: VectorIndex
    words: VectorIndex
    facts: FactIndex
    read_as: Mapping[tuple[str, ...], str]
    calibration: Calibration


@dataclass
class _Asked:
    """A request as vectors, each with its weight. `pictures`: (vector, weight, whether words made it). `meant`: the texts of
    which the last of `words` was made. `named`: the words that facts are held against, `there`: whether there is something of
    the group that is asked for, None where that is not known. `kinds`: what a picture shows, each kind with its likelihood;
    `colors`: the words of the colours that it is asked for in; `shown`: the pictures as they were before they were seen in
    those."""

    text: str
    pictures: list[tuple[Vectors, float, bool]]
    words: list[tuple[Vectors, float]]
    weights: dict[Route, float]
    meant: tuple[str, ...] = ()
    letters: dict[str, float] = field(default_factory=dict)
    named: Said = field(default_factory=lambda: Said(()))
    there: bool | None = None
    shown: list[tuple[Vectors, float, bool]] = field(default_factory=list)
    kinds: list[tuple[dict[str, float], float]] = field(default_factory=list)
    colors: list[tuple[tuple[str, ...], float]] = field(default_factory=list)


def _named(text: str, facts: FactIndex) -> tuple[Said, bool | None, str]:
    """The words of a request that facts are held against, the group it asks for among them; whether of that there is something
    here, None where it asks for none or that is not sure; and the text that letters are held against."""
    shown = shown_on_it(text)
    if group := group_asked(text, facts.groups):
        besides = text[: group.start] + text[group.end :]
        # "Something to wear" names no thing: a text that says "wear" is no nearer to it.
        in_so_many_words = group.name.lower() in text[group.start : group.end].lower()
        letters = text if in_so_many_words or not besides.strip() else besides
        return facts.said(besides, "", shown, group.key), None if group.of_a_thing else True, letters
    bare = thing_in_a_word(text)
    if facts.said(bare, bare).thing:
        return facts.said(text, thing_asked(text), shown), True, text
    asked: Group | Kind | None = group_asked(text)
    if asked is None and (kind := kind_asked(text)) and kind.groups and kind.groups.isdisjoint(facts.groups):
        asked = kind  # where there is no footwear, there are no running shoes, whatever there is for running
    absent = asked is not None and not any(map(facts.knows, facts.words(asked.name)))
    return facts.said(text, thing_asked(text), shown), False if absent else None, text


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
        scale = state.calibration.text_pictures if from_text else state.calibration.pictures
        add(Route.PICTURE, weight * scale.trust, _shares(state.pictures.scores(vector, ids), scale))
    for kinds, weight in asked.kinds:
        add(
            Route.PICTURE,
            weight * state.calibration.pictures.trust,
            {one: kinds.get(state.facts.kind(one), 0.0) for one in ids},
        )
    for colors, weight in asked.colors:
        add(Route.LETTERS, weight, state.facts.shares(colors, ids))
    for vector, weight in asked.words:
        add(Route.MEANING, weight, _shares(state.words.scores(vector, ids), state.calibration.words))
    if asked.text:
        add(Route.LETTERS, asked.weights[Route.LETTERS] * _BY_FACTS, state.facts.shares(asked.named, ids))
        add(Route.LETTERS, asked.weights[Route.LETTERS] * (1 - _BY_FACTS), asked.letters)
    ranked: list[Ranked] = []
    others = state.facts.named_after(asked.named.thing)
    for product_id, routes in gained.items():
        score = sum(routes.values()) / total if total else 0.0
        why = {route: round(gain / (score * total), 3) for route, gain in routes.items()} if score else {}
        score *= _NAMED_AFTER if product_id in others else 1.0
        ranked.append((product_id, score, why))
    return sorted(ranked, key=lambda row: -row[1])


def _in_turn(sides: Sequence[Sequence[Ranked]], whole: Sequence[Ranked]) -> list[Ranked]:
    """The lists of things that are weighed, as one: first the best of each that leads no other, then what scores most in any.

    The bests score alike, so that no side has more for being said in rarer words; of them that comes first which answers the
    `whole` request better.
    """
    most = max(side[0][1] for side in sides)
    leading: dict[str, Ranked] = {}
    others: dict[str, Ranked] = {}
    for side in sides:
        times = most / (side[0][1] or 1.0)
        level = [(product_id, score * times, why) for product_id, score, why in side]
        leader = next((one for one in level if one[0] not in leading), level[0])
        leading[leader[0]] = (leader[0], most, leader[2])
        others |= {one[0]: one for one in level if one[0] not in others or others[one[0]][1] < one[1]}
    place = {product_id: number for number, (product_id, _, _) in enumerate(whole)}
    first = sorted(leading.values(), key=lambda one: place.get(one[0], len(place)))
    return first + sorted((one for one in others.values() if one[0] not in leading), key=lambda one: -one[1])


def _likeness(index: VectorIndex, scale: Scale, vector: Vectors, ids: Sequence[str]) -> Likeness:
    return {one: scale.share(cosine) for one, cosine in index.scores(vector, ids).items()}


def _answers(ranked: Sequence[Ranked], hidden: Set[str]) -> list[str]:
    """The ids of those of `ranked`, best first, that answer the request rather than merely follow in the list."""
    shown = [one for one in ranked if one[0] not in hidden]
    least = shown[min(2, len(shown) - 1)][1] * _ANSWERS if shown else 0.0
    return [product_id for product_id, score, _ in shown if score >= least]


def _middle(vectors: Vectors) -> Vectors:
    """What several pictures, or words, have in common: the unit vector of their mean (n, dim) → (dim,)."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32)


def _kinds_seen(vector: Vectors, state: _State) -> dict[str, float]:
    """Kind → how likely a picture shows one, by the products that look most like it; the likeliest has 1."""
    votes: dict[str, float] = {}
    for one, cosine in state.pictures.search(vector, _LOOKALIKES):
        if kind := state.facts.kind(one):
            votes[kind] = votes.get(kind, 0.0) + state.calibration.pictures.share(cosine) ** 4 + 1e-6
    return {kind: vote / max(votes.values()) for kind, vote in votes.items()}


def _shares(cosines: Mapping[str, float], scale: Scale) -> dict[str, float]:
    """Cosines as shares of what the thing itself would score; what scores below any product's usual gets a sliver, in order."""
    return {one: max(scale.share(cosine), 1e-4 * (1 + cosine)) for one, cosine in cosines.items()}


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


@contextmanager
def _timed(ms: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    ms[stage] = round((time.perf_counter() - start) * 1000, 2)
