"""A suggestion being written about what was found."""

from __future__ import annotations

from assistant.arranging import arranged
from assistant.asked import Asked
from assistant.claims import Vocabulary
from assistant.services import Services
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from assistant.watched import AWAY_SECONDS, Watched
from catalog.search import SearchResult

Piece = TextPiece | ProductPiece


class Writing(Watched):
    """A suggestion as it is being written."""

    def __init__(
        self, services: Services, asked: Asked, result: SearchResult, away_seconds: float = AWAY_SECONDS
    ) -> None:
        self.pieces: list[Piece] = []
        self._suggestion: Suggestion | None = None
        super().__init__("suggestion", (services, asked, result), away_seconds)

    @property
    def ahead(self) -> int:
        """How many requests are waiting before this one."""
        return self._suggestion.ahead if self._suggestion is not None and not self.pieces else 0

    @property
    def thoughts(self) -> str:
        """What a model that may think thought before it wrote; for staff."""
        return self._suggestion.thoughts if self._suggestion is not None else ""

    def _cancel(self) -> None:
        if self._suggestion is not None:
            self._suggestion.cancel()

    def _work(self, services: Services, asked: Asked, result: SearchResult) -> None:
        self._suggestion = suggestion_about(services, asked, result)
        if self.stopped:
            self._suggestion.cancel()
        for piece in self._suggestion:
            self.pieces.append(piece)


def suggestion_about(services: Services, asked: Asked, result: SearchResult) -> Suggestion:
    """Queue a suggestion about what was found, in the order that was asked for. Raises as `suggest` does."""
    words = services.searcher.in_shops_names(asked.request)
    if asked.like and not asked.text:
        words = f"something like {services.store.product(asked.like).title}"
    hits, in_order = arranged(result.hits, asked.sort, words)
    return suggest(
        services.chat,
        words,
        hits,
        no_match=result.no_match,
        picture=asked.picture is not None,
        in_order=in_order if asked.sort else 0,
        vocabulary=Vocabulary.of_shop(services.shopfront.facets()),
    )
