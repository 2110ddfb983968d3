"""What shoppers may see of the store: everything but what the shop hides, and boards in the order its rules give them.

Needs no model, so the front page is there before any. Whatever draws products for a shopper, and was not found by
`catalog.search`, takes them from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from catalog.errors import UnknownProduct
from catalog.lexicon import Lexicon
from catalog.product import Board, Product, Route
from catalog.rule_book import RuleBook
from catalog.rule_store import RuleStore
from catalog.store import Store
from models.phrase import phrase


class Shopfront:
    """See the module. Safe to share among threads."""

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self.rules = RuleStore(store, today)
        self._lexicon: tuple[tuple[int, frozenset[str]], Lexicon] | None = None

    def book(self) -> RuleBook:
        """The rules in force today."""
        return self.rules.book()

    def product(self, product_id: str) -> Product:
        """Raises UnknownProduct, for a hidden one too: its address tells nothing."""
        if product_id in self.book().hidden:
            raise UnknownProduct(
                phrase("The shop has no product {id}. It may have been removed.", id=repr(product_id[:60]))
            )
        return self._store.product(product_id)

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """Return id → product for those that exist and are shown, in the order asked."""
        hidden = self.book().hidden
        return self._store.products([one for one in ids if one not in hidden])

    def all_ids(self) -> list[str]:
        hidden = self.book().hidden
        return [one for one in self._store.all_ids() if one not in hidden]

    def facets(self) -> dict[str, dict[str, int]]:
        """See `Store.facets`; hidden products are not counted."""
        return self._store.facets(self.book().hidden)

    def lexicon(self) -> Lexicon:
        """The words the shop uses of what it shows. Read anew only when the catalog or what is hidden has changed."""
        now = (self._store.generation(), self.book().hidden)
        kept = self._lexicon
        if kept is None or kept[0] != now:
            kept = self._lexicon = (now, self._store.lexicon(now[1]))
        return kept[1]

    def variants(self, product: Product) -> dict[str, Product]:
        """Return id → product for the others of its group."""
        return self.products([one for one in self._store.variants(product.group_id) if one != product.id])

    def boards(self) -> list[Board]:
        """The boards of the front page. What holds everywhere orders and hides what is on them, and adds nothing to them."""
        return [arranged(board, self.book()) for board in self._store.boards()]

    def board(self, slug: str) -> Board:
        """Raises UnknownProduct when there is none."""
        return arranged(self._store.board(slug), self.book())


def arranged(board: Board, book: RuleBook) -> Board:
    """The board as shoppers see it."""
    ranked = book.steering().arranged([(one, 1.0, {Route.RULE: 1.0}) for one in board.product_ids])
    return replace(board, product_ids=tuple(product_id for product_id, _, _ in ranked))
