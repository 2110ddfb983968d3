"""A suggestion being written about what was found, by a thread of its own: a page run that ends, for whatever reason, neither
loses what was written nor stops it."""

from __future__ import annotations

import threading

from assistant.asked import Asked
from assistant.claims import Vocabulary
from assistant.errors import in_words
from assistant.services import Services
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from catalog.search import SearchResult

Piece = TextPiece | ProductPiece


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
