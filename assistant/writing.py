"""A suggestion being written about what was found, by a thread of its own: a page run that ends, for whatever reason, neither
loses what was written nor stops it."""

from __future__ import annotations

import threading
import time

from assistant.asked import Asked
from assistant.claims import Vocabulary
from assistant.errors import in_words
from assistant.services import Services
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from catalog.search import SearchResult

# A page looks several times a second, once a second in a tab behind others; one that is closed does not.
AWAY_SECONDS = 20.0

Piece = TextPiece | ProductPiece


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
            words = services.searcher.in_shops_names(asked.request)
            if asked.like and not asked.text:
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
