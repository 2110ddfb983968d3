"""One shopper's turns: what is being asked, what was found, and the suggestion being written about it.

Free of Streamlit, so that a page only draws it. A suggestion is written by a thread of its own: a page run that ends, for
whatever reason, neither loses what was written nor stops it. Not kept anywhere: the words and pictures end with the session.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from assistant.claims import Vocabulary
from assistant.errors import in_words
from assistant.services import Services
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from assistant.understanding import understand
from catalog.errors import InvalidRequest
from catalog.images import open_image
from catalog.product import Filters, Hit
from catalog.search import SearchRequest, SearchResult

PAGE = 24
MOST = 96
# A cheap thing that is no lamp is no answer to "cheapest lamp": only what scores near the best is sorted by price.
_NEAR_THE_BEST = 0.6

_KEPT_SIDE = 1024

Piece = TextPiece | ProductPiece


@dataclass(frozen=True)
class Asked:
    """What the shopper wants now. `words` as they were typed, `text` what is searched for, `like` a product's id."""

    words: str = ""
    text: str = ""
    picture: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    top_k: int = PAGE


class Writing:
    """A suggestion as it is being written; read it from any thread."""

    def __init__(self, services: Services, asked: Asked, result: SearchResult) -> None:
        self.pieces: list[Piece] = []
        self.error = ""
        self._suggestion: Suggestion | None = None
        self._stopped = threading.Event()
        self._ended = threading.Event()
        threading.Thread(target=self._write, args=(services, asked, result), name="suggestion", daemon=True).start()

    @property
    def done(self) -> bool:
        return self._ended.is_set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    @property
    def ahead(self) -> int:
        """How many requests are waiting before this one."""
        return self._suggestion.ahead if self._suggestion is not None and not self.pieces else 0

    def stop(self) -> None:
        """End it within one token; what is written stays."""
        self._stopped.set()
        if self._suggestion is not None:
            self._suggestion.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it has not come."""
        return self._ended.wait(seconds)

    def _write(self, services: Services, asked: Asked, result: SearchResult) -> None:
        try:
            words = asked.words
            if asked.like and not words:
                words = f"something like {services.store.product(asked.like).title}"
            self._suggestion = suggest(
                services.chat,
                words,
                result.hits,
                no_match=result.no_match,
                picture=asked.picture is not None,
                vocabulary=Vocabulary.of_shop(services.store.facets()),
            )
            if self.stopped:
                self._suggestion.cancel()
            for piece in self._suggestion:
                self.pieces.append(piece)
        except Exception as error:  # the edge of this thread: the results stand, and one line says why no words came
            self.error = in_words(error)
        finally:
            self._ended.set()


class Conversation:
    """One shopper's requests, one after the other. Used by one session at a time."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.asked: Asked | None = None
        self.result: SearchResult | None = None
        self.writing: Writing | None = None

    @property
    def hits(self) -> Sequence[Hit]:
        """What was found, in the order that was asked for."""
        if self.result is None or self.asked is None:
            return ()
        hits = self.result.hits
        if not self.asked.sort or not hits:
            return hits
        near = [hit for hit in hits if hit.score >= _NEAR_THE_BEST * hits[0].score and hit.product.price is not None]
        near.sort(key=lambda hit: hit.product.price.amount if hit.product.price else 0)
        if self.asked.sort == "price_desc":
            near.reverse()
        chosen = {hit.product.id for hit in near}
        return (*near, *(hit for hit in hits if hit.product.id not in chosen))

    def ask(self, words: str, picture: bytes | None = None) -> None:
        """Answer words, a picture, or both. Words that only narrow ("in red", "under thirty") narrow what was asked before.

        Raises ImageUnreadable or InvalidRequest; then what was asked and found before stays.
        """
        image = None
        if picture is not None:
            settings = self.services.settings
            image = open_image(picture, max_pixels=settings.max_image_pixels, max_bytes=settings.max_image_bytes)
            image.thumbnail((_KEPT_SIDE, _KEPT_SIDE))  # no model sees more, and a session holds it
        said = understand(words, self.services.store.facets())
        if said.like_rank is not None and said.like_rank <= len(self.hits):
            like = self.hits[said.like_rank - 1].product.id
            self._search(Asked(words, said.text, None, like, said.filters, said.sort))
        elif not said.text and image is None and words.strip() and self.asked is not None:
            before = self.asked
            narrowed = _both(before.filters, said.filters)
            self._search(replace(before, filters=narrowed, sort=said.sort or before.sort, top_k=PAGE))
        else:
            if not said.text and image is None and not said.filters:
                raise InvalidRequest("Say what you are looking for, or show a picture of it.")
            self._search(Asked(words, said.text, image, "", said.filters, said.sort))

    def more_like(self, product_id: str) -> None:
        """Find what looks and means like one product. Raises UnknownProduct."""
        self._search(Asked(like=product_id))

    def narrow(self, filters: Filters) -> None:
        """Ask the same with other filters; with nothing asked before, the filters are the request."""
        before = self.asked or Asked()
        if not filters and not (before.text or before.picture or before.like):
            self.start_over()
        else:
            self._search(replace(before, filters=filters, top_k=PAGE))

    def show_more(self) -> None:
        """Lengthen the list; the suggestion, which is about its head, goes on."""
        if self.asked is not None:
            asked = replace(self.asked, top_k=min(self.asked.top_k + PAGE, MOST))
            self.result, self.asked = self._found(asked), asked

    @property
    def can_show_more(self) -> bool:
        return (
            self.asked is not None
            and self.result is not None
            and self.asked.top_k < MOST
            and len(self.result.hits) >= self.asked.top_k
        )

    def start_over(self) -> None:
        """Forget what was asked and stop writing."""
        if self.writing is not None:
            self.writing.stop()
        self.asked = self.result = self.writing = None

    def _search(self, asked: Asked) -> None:
        result = self._found(asked)
        if self.writing is not None:
            self.writing.stop()
        self.asked, self.result = asked, result
        self.writing = Writing(self.services, asked, result) if result.hits else None

    def _found(self, asked: Asked) -> SearchResult:
        return self.services.searcher.search(
            SearchRequest(
                text=asked.text, image=asked.picture, like=asked.like, filters=asked.filters, top_k=asked.top_k
            )
        )


def _both(before: Filters, said: Filters) -> Filters:
    """The filters in force with what was said now: a new colour takes the place of the old one, and so on."""
    return Filters(
        price_min=said.price_min if said.price_min is not None else before.price_min,
        price_max=said.price_max if said.price_max is not None else before.price_max,
        colors=said.colors or before.colors,
        materials=said.materials or before.materials,
        categories=said.categories or before.categories,
        brands=said.brands or before.brands,
        in_stock=said.in_stock or before.in_stock,
        without=said.without | before.without,
    )
