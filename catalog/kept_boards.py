"""What shoppers keep without an account: boards of their own, and what they looked at last. Part of the store.

A browser is known by a random token, of which only the sha256 is kept here: a copy of the database opens nobody's boards.
Every function takes the token and reaches nothing of another's. A board that is shared has, besides, an address that cannot be
guessed, and by which it can only be read. What belongs to a browser that has not come back for `keep_days` is deleted.
"""

from __future__ import annotations

import hashlib
import logging
import queue
import re
import secrets
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database
from catalog.errors import InvalidBoard, UnknownBoard
from catalog.product_rows import sayable
from models.phrase import phrase

_log = logging.getLogger(__name__)
MAX_TITLE, MAX_NOTE, MAX_ITEM_NOTE = 80, 1_000, 500
MAX_BOARDS, MAX_ITEMS, MAX_LOOKED_AT = 50, 200, 24
_MOST_WAITING = 1_000
# Control characters, which a database or a page may refuse, and those that turn the direction of what follows them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class KeptItem:
    """A product on a board, whether or not the shop still has it, and what was noted beside it."""

    product_id: str
    note: str = ""


@dataclass(frozen=True)
class KeptBoard:
    """A shopper's board, its items in their order. `share` is the end of its address for others; "" while it has none."""

    number: int
    title: str
    note: str = ""
    items: tuple[KeptItem, ...] = ()
    share: str = ""

    @property
    def product_ids(self) -> tuple[str, ...]:
        return tuple(item.product_id for item in self.items)


@dataclass(frozen=True)
class Forgotten:
    """How much was deleted."""

    boards: int = 0
    items: int = 0
    looked_at: int = 0


class KeptBoards:
    """See the module. Safe to share among threads; close it at the end.

    What changes raises StoreUnavailable when it cannot be written, and then nothing has changed.
    """

    def __init__(self, database: Database, keep_days: int, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._keep_days = keep_days
        self._today = today
        self._tidied_on: date | None = None
        self._looks: queue.Queue[tuple[str, str] | None] = queue.Queue(_MOST_WAITING)
        self._thread = threading.Thread(target=self._note_looks, name="looked-at", daemon=True)
        self._thread.start()

    # Reading

    def boards(self, token: str) -> list[KeptBoard]:
        """This browser's boards, the oldest first."""
        return self._read(t.kept_boards.c.browser == _hash(token))

    def board(self, token: str, number: int) -> KeptBoard:
        """Raises UnknownBoard, for another browser's too."""
        return self._one(t.kept_boards.c.browser == _hash(token), t.kept_boards.c.number == number)

    def shared(self, share: str) -> KeptBoard:
        """The board at this address. Raises UnknownBoard."""
        if not share:
            raise UnknownBoard(phrase("There is no board at this address."))
        return self._one(t.kept_boards.c.share == sayable(share[:40]))

    def looked_at(self, token: str) -> list[str]:
        """The ids of the products that this browser opened, the last first."""
        seen = t.looked_at.c
        asked = sa.select(seen.product_id).where(seen.browser == _hash(token)).order_by(seen.at.desc(), seen.product_id)
        with self._database.reading() as connection:
            return list(connection.scalars(asked.limit(MAX_LOOKED_AT)))

    # Keeping

    def make(self, token: str, title: str) -> KeptBoard:
        """A new, empty board. Raises InvalidBoard."""
        title = _title(title)
        with self._database.writing() as connection:
            return KeptBoard(self._make(connection, _hash(token), title), title)

    def save(self, token: str, product_id: str, board: int | None = None, *, first_title: str = "Favourites") -> bool:
        """Put a product on a board, last; without one, on the newest, which is made where there is none. Return whether it is
        new there. Raises UnknownBoard, and InvalidBoard when the board is full."""
        browser = _hash(token)
        with self._database.writing() as connection:
            if board is None:
                newest = sa.select(sa.func.max(t.kept_boards.c.number)).where(t.kept_boards.c.browser == browser)
                board = connection.scalar(newest) or self._make(connection, browser, _title(first_title))
            else:
                self._own(connection, browser, board)
            self._came(connection, browser)
            on_it = sa.select(t.kept_items.c.product_id, t.kept_items.c.position).where(t.kept_items.c.board == board)
            places = {row.product_id: row.position for row in connection.execute(on_it)}
            if product_id in places:
                return False
            self._room(places)
            place = max(places.values(), default=0) + 1
            item = {"board": board, "product_id": product_id[:50], "position": place, "note": ""}
            connection.execute(t.kept_items.insert().values(item))
            return True

    def take_off(self, token: str, board: int, product_id: str) -> None:
        """Raises UnknownBoard; a product that is not on the board is no error."""
        with self._owned(token, board) as connection:
            on_it = t.kept_items.c
            connection.execute(t.kept_items.delete().where(on_it.board == board, on_it.product_id == product_id))

    def move(self, token: str, board: int, product_id: str, to: int) -> None:
        """Put a product, with its note, last on another board. Raises UnknownBoard, and InvalidBoard where that one is full or
        has it already; then it stays where it is."""
        on_it = t.kept_items.c
        with self._owned(token, board) as connection:
            self._own(connection, _hash(token), to)
            there = sa.select(on_it.product_id, on_it.position).where(on_it.board == to)
            places = {row.product_id: row.position for row in connection.execute(there)}
            if product_id in places:
                raise InvalidBoard(phrase("It is on that board already."))
            self._room(places)
            which = t.kept_items.update().where(on_it.board == board, on_it.product_id == product_id)
            connection.execute(which.values(board=to, position=max(places.values(), default=0) + 1))

    def rename(self, token: str, board: int, title: str, note: str) -> None:
        """Raises UnknownBoard, InvalidBoard."""
        values = {"title": _title(title), "note": _note(note, MAX_NOTE)}
        with self._owned(token, board) as connection:
            connection.execute(t.kept_boards.update().where(t.kept_boards.c.number == board).values(values))

    def note(self, token: str, board: int, product_id: str, note: str) -> None:
        """Note something beside a product. Raises UnknownBoard, InvalidBoard."""
        note, on_it = _note(note, MAX_ITEM_NOTE), t.kept_items.c
        with self._owned(token, board) as connection:
            change = t.kept_items.update().where(on_it.board == board, on_it.product_id == product_id)
            connection.execute(change.values(note=note))

    def shift(self, token: str, board: int, product_id: str, by: int) -> None:
        """Put a product `by` places later, sooner where that is less than 0, from wherever it stands now; at an end it stays.

        Raises UnknownBoard; a product that is not on the board is no error.
        """
        with self._owned(token, board) as connection:
            on_it = t.kept_items.c
            kept = connection.scalars(sa.select(on_it.product_id).where(on_it.board == board).order_by(on_it.position))
            order = list(kept)
            if product_id not in order:
                return
            place = order.index(product_id)
            order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
            for position, one in enumerate(order, 1):
                which = t.kept_items.update().where(on_it.board == board, on_it.product_id == one)
                connection.execute(which.values(position=position))

    def delete(self, token: str, board: int) -> None:
        """Raises UnknownBoard."""
        with self._owned(token, board) as connection:
            connection.execute(t.kept_boards.delete().where(t.kept_boards.c.number == board))

    def share(self, token: str, board: int, *, on: bool) -> str:
        """Give the board an address for others, or take it away for good: a later one is another. Return it; "" without.

        Raises UnknownBoard.
        """
        with self._owned(token, board) as connection:
            here = t.kept_boards.c.number == board
            share = connection.scalar(sa.select(t.kept_boards.c.share).where(here)) if on else None
            share = share or (secrets.token_urlsafe(16) if on else None)
            connection.execute(t.kept_boards.update().where(here).values(share=share))
            return share or ""

    def look(self, token: str, product_id: str) -> None:
        """Note that a product was opened, in the background: no page waits for it, and none fails because of it."""
        try:
            self._looks.put_nowait((_hash(token), product_id[:50]))
        except queue.Full:
            _log.warning("more is looked at than can be noted; one look is lost")

    # Forgetting

    def came(self, token: str) -> None:
        """Note that this browser is here, if anything is kept for it; once a day, delete what belongs to those long gone."""
        today = self._today()
        browser = t.browsers.c
        with self._database.reading() as connection:
            seen_on = connection.scalar(sa.select(browser.seen_on).where(browser.token_hash == _hash(token)))
        if self._tidied_on == today and (seen_on is None or seen_on == today):
            return
        with self._database.writing() as connection:
            connection.execute(
                t.browsers.update().where(browser.token_hash == _hash(token)).values(seen_on=today)
            )  # fmt: skip
            connection.execute(t.browsers.delete().where(browser.seen_on < today - timedelta(days=self._keep_days)))
        self._tidied_on = today

    def forget(self, token: str) -> Forgotten:
        """Delete all that is kept for this browser, and say how much it was."""
        self.flush()
        browser = _hash(token)
        own = sa.select(t.kept_boards.c.number).where(t.kept_boards.c.browser == browser)
        counts = (
            sa.select(sa.func.count()).select_from(own.subquery()),
            sa.select(sa.func.count()).select_from(t.kept_items).where(t.kept_items.c.board.in_(own)),
            sa.select(sa.func.count()).select_from(t.looked_at).where(t.looked_at.c.browser == browser),
        )
        with self._database.writing() as connection:
            forgotten = Forgotten(*(int(connection.scalar(asked) or 0) for asked in counts))
            connection.execute(t.browsers.delete().where(t.browsers.c.token_hash == browser))
        return forgotten

    def flush(self) -> None:
        """Wait until the looks noted so far are written, or have failed to be."""
        self._looks.join()

    def close(self) -> None:
        """Write what is waiting, for at most some seconds, and end."""
        try:
            self._looks.put(None, timeout=2)
        except queue.Full:
            return  # the database has been stuck all the while
        self._thread.join(5)

    # Inside

    def _read(self, *which: sa.ColumnElement[bool]) -> list[KeptBoard]:
        boards, on_it = t.kept_boards.c, t.kept_items.c
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(t.kept_boards).where(*which).order_by(boards.number)).all()
            asked = sa.select(t.kept_items).where(on_it.board.in_([row.number for row in rows]))
            items: dict[int, list[KeptItem]] = {row.number: [] for row in rows}
            for row in connection.execute(asked.order_by(on_it.position, on_it.product_id)):
                items[row.board].append(KeptItem(row.product_id, row.note))
        return [KeptBoard(row.number, row.title, row.note, tuple(items[row.number]), row.share or "") for row in rows]

    def _one(self, *which: sa.ColumnElement[bool]) -> KeptBoard:
        found = self._read(*which)
        if not found:
            raise UnknownBoard(
                phrase("There is no board at this address. Whoever kept it may have deleted it or taken it back.")
            )
        return found[0]

    @contextmanager
    def _owned(self, token: str, board: int) -> Iterator[sa.Connection]:
        """One transaction about a board that is this browser's own."""
        with self._database.writing() as connection:
            self._own(connection, _hash(token), board)
            self._came(connection, _hash(token))
            yield connection

    @staticmethod
    def _own(connection: sa.Connection, browser: str, board: int) -> None:
        boards = t.kept_boards.c
        asked = sa.select(boards.number).where(boards.number == board, boards.browser == browser)
        if connection.scalar(asked) is None:
            raise UnknownBoard(phrase("This board is no longer there. It may have been deleted in another window."))

    @staticmethod
    def _room(places: Collection[str]) -> None:
        if len(places) >= MAX_ITEMS:
            raise InvalidBoard(
                phrase("The board is full: it holds {most} products. Start another one.", most=MAX_ITEMS)
            )

    def _make(self, connection: sa.Connection, browser: str, title: str) -> int:
        self._came(connection, browser)
        count = sa.select(sa.func.count()).where(t.kept_boards.c.browser == browser)
        if int(connection.scalar(count) or 0) >= MAX_BOARDS:
            raise InvalidBoard(
                phrase("There are {most} boards, and no more can be kept. Delete one first.", most=MAX_BOARDS)
            )
        added: Any = connection.execute(t.kept_boards.insert().values(browser=browser, title=title, note=""))
        return int(added.inserted_primary_key[0])

    def _came(self, connection: sa.Connection, browser: str) -> None:
        known = t.browsers.c.token_hash == browser
        if connection.execute(t.browsers.update().where(known).values(seen_on=self._today())).rowcount == 0:
            connection.execute(t.browsers.insert().values(token_hash=browser, seen_on=self._today()))

    def _note_looks(self) -> None:
        while (look := self._looks.get()) is not None:
            try:
                self._note_look(*look)
            except Exception:  # this thread's edge: shoppers are not to notice
                _log.warning("a look at a product could not be noted", exc_info=True)
            finally:
                self._looks.task_done()
        self._looks.task_done()

    def _note_look(self, browser: str, product_id: str) -> None:
        seen = t.looked_at.c
        with self._database.writing() as connection:
            self._came(connection, browser)
            connection.execute(t.looked_at.delete().where(seen.browser == browser, seen.product_id == product_id))
            at = datetime.now(UTC).replace(tzinfo=None)
            connection.execute(t.looked_at.insert().values(browser=browser, product_id=product_id, at=at))
            kept = sa.select(seen.product_id).where(seen.browser == browser).order_by(seen.at.desc())
            beyond = list(connection.scalars(kept.offset(MAX_LOOKED_AT)))
            connection.execute(t.looked_at.delete().where(seen.browser == browser, seen.product_id.in_(beyond)))


def _hash(token: str) -> str:
    """The token is random and long, so its plain hash can be neither guessed nor looked up."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _said(text: str) -> str:
    return sayable(_UNSEEN.sub("", text)).strip()


def _title(title: str) -> str:
    title = " ".join(_said(title).split())
    if not title or len(title) > MAX_TITLE:
        raise InvalidBoard(phrase("A board needs a name of at most {most} characters.", most=MAX_TITLE))
    return title


def _note(note: str, most: int) -> str:
    note = _said(note)
    if len(note) > most:
        raise InvalidBoard(phrase("A note has at most {most} characters. Shorten it.", most=most))
    return note
