"""What a shopper does with what they keep: `catalog.kept_boards` with the shop's say in it.

A board holds ids; what of them is shown is the shop's to decide now, so products are taken from its front each time, and what
the shop hides or has no more is counted, not shown. A save is counted among the shop's events, which say nothing of who.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services import Services
from catalog.event_log import Event
from catalog.kept_boards import KeptBoard
from catalog.product import Product


@dataclass(frozen=True)
class Shown:
    """A board as it can be seen now: its products with the notes beside them, and how many of it the shop does not show."""

    board: KeptBoard
    items: tuple[tuple[Product, str], ...]
    missing: int


def shown(services: Services, board: KeptBoard) -> Shown:
    """The board with its products as the shop shows them."""
    products = services.shopfront.products(board.product_ids)
    items = tuple((products[item.product_id], item.note) for item in board.items if item.product_id in products)
    return Shown(board, items, len(board.items) - len(items))


def save(
    services: Services,
    token: str,
    product_id: str,
    board: int | None = None,
    *,
    first_title: str = "Favourites",
    words: str = "",
    rank: int = 0,
) -> bool:
    """Put a product on a board of this browser; see `KeptBoards.save`. Return whether it is new there.

    `words` and `rank` say what led to it. Raises UnknownProduct for what the shop does not show.
    """
    services.shopfront.product(product_id)
    new = services.kept.save(token, product_id, board, first_title=first_title)
    if new:
        services.events.record(Event("save", words, product_id=product_id, rank=rank))
    return new


def take_off(services: Services, token: str, product_id: str) -> tuple[str, ...]:
    """Take a product off each board of this browser where nothing is noted beside it; return the titles of the others."""
    stays = []
    for board in services.kept.boards(token):
        noted = {item.product_id: bool(item.note) for item in board.items}
        if noted.get(product_id):
            stays.append(board.title)
        elif product_id in noted:
            services.kept.take_off(token, board.number, product_id)
    return tuple(stays)


def looked_at(services: Services, token: str) -> list[Product]:
    """What this browser opened, the last first, as far as the shop shows it."""
    return list(services.shopfront.products(services.kept.looked_at(token)).values())
