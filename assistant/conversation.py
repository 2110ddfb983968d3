"""One shopper's turns: what is being asked, what was found, and the suggestion being written about it.

Free of Streamlit, so that a page only draws it. A suggestion is written by a thread of its own: a page run that ends, for
whatever reason, neither loses what was written nor stops it. Nothing of the shopper is kept: words and pictures end with the
session, and `catalog.event_log` counts what was asked and opened without saying by whom.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from assistant.claims import Vocabulary
from assistant.errors import in_words
from assistant.services import Services
from assistant.shop_help import HelpAnswer, answer
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from assistant.understanding import understand
from catalog.errors import InvalidRequest
from catalog.event_log import Event
from catalog.images import open_image
from catalog.product import Filters, Hit
from catalog.rule_book import Reading, RuleBook
from catalog.search import SearchRequest, SearchResult

PAGE = 24
MOST = 96
# A cheap thing that is no lamp is no answer to "cheapest lamp": only what scores near the best is sorted by price.
_NEAR_THE_BEST = 0.6

_KEPT_SIDE = 1024
# A page looks several times a second, once a second in a tab behind others; one that is closed does not.
AWAY_SECONDS = 20.0

Piece = TextPiece | ProductPiece


@dataclass(frozen=True)
class Asked:
    """What the shopper wants now. `words` as they were typed, `text` what is searched for, `like` a product's id.

    `board` is where the shop's rules lead the words; `reading` is all that the rules made of them.
    """

    words: str = ""
    text: str = ""
    picture: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    top_k: int = PAGE
    board: str = ""
    reading: Reading = field(default_factory=lambda: Reading(""))


class Writing:
    """A suggestion as it is being written; read it from any thread.

    Whoever reads it says so by `look` or `wait`. When nobody does for `away_seconds`, the shopper has left: it is stopped,
    wherever it stands in the queue.
    """

    def __init__(
        self, services: Services, asked: Asked, result: SearchResult, away_seconds: float = AWAY_SECONDS
    ) -> None:
        self.pieces: list[Piece] = []
        self.error = ""
        self._suggestion: Suggestion | None = None
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._away_seconds = away_seconds
        self._looked = time.monotonic()
        threading.Thread(target=self._write, args=(services, asked, result), name="suggestion", daemon=True).start()
        threading.Thread(target=self._watch, name="suggestion-watch", daemon=True).start()

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

    @property
    def thoughts(self) -> str:
        """What a model that may think thought before it wrote; for staff."""
        return self._suggestion.thoughts if self._suggestion is not None else ""

    def stop(self) -> None:
        """End it within one token; what is written stays."""
        self._stopped.set()
        if self._suggestion is not None:
            self._suggestion.cancel()

    def look(self) -> None:
        """Say that somebody is still reading."""
        self._looked = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it has not come."""
        until = time.monotonic() + seconds
        while not self.done and (left := until - time.monotonic()) > 0:
            self.look()
            self._ended.wait(min(left, self._away_seconds / 2))
        return self.done

    def _watch(self) -> None:
        while not self._ended.wait(self._away_seconds / 4):
            if time.monotonic() - self._looked > self._away_seconds:
                self.stop()
                return

    def _write(self, services: Services, asked: Asked, result: SearchResult) -> None:
        try:
            words = asked.reading.words or asked.words
            if asked.like and not words:
                words = f"something like {services.store.product(asked.like).title}"
            self._suggestion = suggest(
                services.chat,
                words,
                result.hits,
                no_match=result.no_match,
                picture=asked.picture is not None,
                vocabulary=Vocabulary.of_shop(services.shopfront.facets()),
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
        self.help: HelpAnswer | None = None
        """What the shop's own pages say, when the last words were a question to the shop."""

    @property
    def hits(self) -> Sequence[Hit]:
        """What was found, in the order that was asked for."""
        if self.result is None or self.asked is None:
            return ()
        hidden = self.services.shopfront.book().hidden  # perhaps since the search
        hits = tuple(hit for hit in self.result.hits if hit.product.id not in hidden)
        if not self.asked.sort or not hits:
            return hits
        best = max(hit.score for hit in hits)
        near = [hit for hit in hits if hit.score >= _NEAR_THE_BEST * best and hit.product.price is not None]
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
        self.help = answer(self.services, words) if picture is None else None
        if self.help is not None:
            self.start_over()
            return
        if picture is not None:
            settings = self.services.settings
            image = open_image(picture, max_pixels=settings.max_image_pixels, max_bytes=settings.max_image_bytes)
            image.thumbnail((_KEPT_SIDE, _KEPT_SIDE))  # no model sees more, and a session holds it
        asked, like_rank = understood(words, image, self.services.shopfront.book(), self.services.shopfront.facets())
        if like_rank is not None and like_rank <= len(self.hits):
            like = self.hits[like_rank - 1].product.id
            self._search(replace(asked, picture=None, like=like, board=""))
        elif (
            asked.reading.redirect is None
            and not asked.text
            and image is None
            and words.strip()
            and self.asked is not None
        ):
            before = self.asked
            narrowed = before.filters.narrowed(asked.filters)
            self._search(replace(before, filters=narrowed, sort=asked.sort or before.sort, top_k=PAGE))
            return
        else:
            if not asked.text and image is None and not asked.filters and not asked.board:
                raise InvalidRequest("Say what you are looking for, or show a picture of it.")
            self._search(asked)
        self._tell()

    def more_like(self, product_id: str) -> None:
        """Find what looks and means like one product. Raises UnknownProduct."""
        self._search(Asked(like=product_id))
        self._tell()

    def opened(self, product_id: str) -> None:
        """Note that a product was looked at."""
        words = self.asked.words if self.asked is not None else ""
        rank = next((hit.rank for hit in self.hits if hit.product.id == product_id), 0)
        self.services.events.record(Event("open", words, product_id=product_id, rank=rank))

    def narrow(self, filters: Filters) -> None:
        """Ask the same with other filters; with nothing asked before, the filters are the request."""
        before = self.asked or Asked()
        if not filters and not (before.text or before.picture or before.like or before.board):
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
        self.help = None
        if self.writing is not None:
            self.writing.stop()
        self.asked, self.result = asked, result
        self.writing = Writing(self.services, asked, result) if result.hits else None

    def _found(self, asked: Asked) -> SearchResult:
        return self.services.searcher.search(search_request(asked))

    def _tell(self) -> None:
        """Note what was asked and whether anything answered: the words, never the picture."""
        asked, result = self.asked, self.result
        if asked is not None and result is not None:
            nearest = tuple(hit.product.id for hit in result.hits[:3])
            picture, no_match = asked.picture is not None, result.no_match or not result.hits
            words = "" if asked.like else asked.words  # "like the second one" says nothing without the list
            self.services.events.record(Event("search", words, picture, asked.like, 0, no_match, nearest))


def understood(
    words: str, picture: Image.Image | None, book: RuleBook, facets: Mapping[str, Iterable[str]]
) -> tuple[Asked, int | None]:
    """What is asked by these words, as the shop's rules read them and then as they say; and the place in the list, from 1, that
    they point at."""
    reading = book.read(" ".join(words.split()), alone=picture is None)
    said = understand(reading.words, facets)
    asked = Asked(words, said.text, picture, "", said.filters, said.sort, reading=reading)
    to = reading.redirect
    if to is not None and not to.words:
        asked = replace(asked, text="", board=to.board, filters=to.filters.narrowed(said.filters))
    return asked, said.like_rank


def search_request(asked: Asked) -> SearchRequest:
    """The same for the catalog."""
    return SearchRequest(
        asked.text, asked.picture, asked.like, asked.filters, asked.top_k, said=asked.words, board=asked.board
    )
