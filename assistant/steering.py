"""What a merchandiser does to the shop's results, and reads of them: rules, boards, previews, insight, health.

Every function here takes the visitor first and checks, itself, that they may; the pages only call. Command lines are the
operator's own, and use `catalog.rule_store` as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.access import Role, Visitor
from assistant.asked import search_request, understood
from assistant.errors import in_words
from assistant.services import Services
from catalog.health import Finding, examine
from catalog.insight import Insight, read_insight
from catalog.product import Board, Product
from catalog.rule_book import RuleBook
from catalog.rules import Rule
from catalog.search import SearchRequest, SearchResult

_SHOWN = 12


@dataclass(frozen=True)
class Preview:
    """One request's first results, as they are and as they would be."""

    before: SearchResult
    after: SearchResult


def change_rule(visitor: Visitor, services: Services, before: Rule | None, after: Rule | None) -> Rule | None:
    """See `RuleStore.change`. Raises NotAllowed."""
    visitor.require(Role.MERCHANDISER)
    return services.shopfront.rules.change(before, after)


def change_board(visitor: Visitor, services: Services, before: Board | None, after: Board | None) -> None:
    """See `RuleStore.change_board`. Raises NotAllowed."""
    visitor.require(Role.MERCHANDISER)
    services.shopfront.rules.change_board(before, after)


def order_boards(visitor: Visitor, services: Services, slugs: Sequence[str]) -> None:
    """See `RuleStore.order_boards`. Raises NotAllowed."""
    visitor.require(Role.MERCHANDISER)
    services.shopfront.rules.order_boards(slugs)


def as_shoppers_see(visitor: Visitor, services: Services, words: str) -> SearchResult:
    """What a shopper who says this is shown first. Raises NotAllowed, InvalidRequest."""
    visitor.require(Role.MERCHANDISER)
    return _shown(services, words, services.shopfront.book())


def preview(visitor: Visitor, services: Services, words: str, before: Rule | None, after: Rule | None) -> Preview:
    """What a request shows now, and would show with `after` in the place of `before`; nothing is kept.

    A rule that starts later is tried as on its first day. Raises NotAllowed, InvalidRequest.
    """
    visitor.require(Role.MERCHANDISER)
    rules = services.shopfront.rules
    others = [rule for rule in rules.rules() if before is None or rule.id != before.id]
    today = date.today()
    if after is not None and after.when.starts is not None:
        today = max(today, after.when.starts)
    # A draft has no number yet; as the newest of all it will stand behind those that are kept.
    drafts = [] if after is None else [replace(after, id=after.id or max((rule.id for rule in others), default=0) + 1)]
    book = rules.book_of([*others, *drafts], today)
    return Preview(_shown(services, words, services.shopfront.book()), _shown(services, words, book))


def find_products(visitor: Visitor, services: Services, words: str, top_k: int = 8) -> list[Product]:
    """Products by id, or by what they are called or look like, hidden ones too. Raises NotAllowed."""
    visitor.require(Role.MERCHANDISER)
    if not words.strip():
        return []
    named = services.store.products([words.strip()])
    found = services.searcher.search(SearchRequest(words, top_k=top_k), RuleBook())
    return list((named | {hit.product.id: hit.product for hit in found.hits}).values())[:top_k]


def shop_insight(visitor: Visitor, services: Services, days: int) -> Insight:
    """What shoppers asked and opened in the last `days` days. Raises NotAllowed."""
    visitor.require(Role.MERCHANDISER)
    return read_insight(services.store.database, days)


class HealthCheck:
    """A look through the whole catalog, in the background. Read its fields from any thread. Raises NotAllowed."""

    def __init__(self, visitor: Visitor, services: Services) -> None:
        visitor.require(Role.MERCHANDISER)
        self.generation = services.store.generation()
        self.done, self.total = 0, 0
        self.findings: list[Finding] = []
        self.error = ""
        self._ended = threading.Event()
        threading.Thread(target=self._run, args=(services,), name="health", daemon=True).start()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def _run(self, services: Services) -> None:
        try:
            for finding in examine(services.store, services.pictures.space, services.home, self._progressed):
                self.findings.append(finding)
        except Exception as error:  # the edge of this thread
            self.error = in_words(error)
        finally:
            self._ended.set()

    def _progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total


def _shown(services: Services, words: str, book: RuleBook) -> SearchResult:
    asked, _said = understood(words, None, book, services.shopfront.lexicon())
    return services.searcher.search(search_request(replace(asked, top_k=_SHOWN)), book)
