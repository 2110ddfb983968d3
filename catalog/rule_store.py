"""Where the shop's decisions are kept: its rules, and the changes of its boards. Part of the store, over the same database.

A change is one transaction, and says what it found before: what somebody else has changed meanwhile is not overwritten. So
undoing is the same change the other way round.
"""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from catalog import tables as t
from catalog.errors import InvalidRule, UnknownProduct
from catalog.product import Board, Filters
from catalog.rule_book import Entry, RuleBook
from catalog.rules import Boost, Bury, Hide, Pin, Redirect, Rule, Selection, When, as_facts, read_action
from catalog.store import Store

_log = logging.getLogger(__name__)
_MAX_SLUG, _MAX_TITLE, _MAX_DESCRIPTION, _MAX_PRODUCTS = 80, 150, 2000, 500


class RuleStore:
    """Rules and boards over one store. Safe to share among threads."""

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self._database = store.database
        self._today = today
        self._lock = threading.Lock()
        self._kept: tuple[tuple[Any, ...], RuleBook] | None = None

    def rules(self) -> list[Rule]:
        """All of them, the oldest first. One that this Curio cannot read is left out, and logged."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(t.rules).order_by(t.rules.c.id)).all()
        return [rule for row in rows if (rule := _rule(row)) is not None]

    def rule(self, number: int) -> Rule:
        """Raises InvalidRule when there is none."""
        found = next((rule for rule in self.rules() if rule.id == number), None)
        if found is None:
            raise InvalidRule(f"There is no rule {number}. `python -m catalog rules` lists them.")
        return found

    def book(self) -> RuleBook:
        """The rules in force today, with the products they speak of; made anew only when rules, products or the day change."""
        today = self._today()
        with self._database.reading() as connection:
            counters = connection.execute(sa.select(t.meta.c.name, t.meta.c.value).order_by(t.meta.c.name)).all()
        key = (today, *((row.name, row.value) for row in counters))
        kept = self._kept
        if kept is None or kept[0] != key:
            with self._lock:
                kept = (key, self.book_of(self.rules(), today))
                self._kept = kept
        return kept[1]

    def book_of(self, rules: Sequence[Rule], today: date | None = None) -> RuleBook:
        """The same of these rules, kept or not: for a preview. Those that speak of nothing that is there are left out."""
        day = today or self._today()
        rules = [rule for rule in rules if rule.when.on(day)]
        there = set(self._store.products([one for rule in rules for one in rule.named]))
        boards = {board.slug for board in self._store.boards()}
        entries = []
        for rule in rules:
            then = rule.then
            ids = there.intersection(rule.named)
            if isinstance(then, Boost | Bury | Hide):
                ids |= self._passing(then.what)
            about_products = isinstance(then, Pin | Boost | Bury | Hide)
            lost = isinstance(then, Redirect) and then.board and then.board not in boards
            if ids if about_products else not lost:
                entries.append(Entry(rule, frozenset(ids)))
        return RuleBook(tuple(entries))

    def products_of(self, what: Selection) -> set[str]:
        """The ids of the products that a selection means now."""
        return set(self._store.products(what.product_ids)) | self._passing(what)

    def _passing(self, what: Selection) -> set[str]:
        if not what.filters and not what.sold_out:
            return set()
        passed = self._store.allowed(what.filters)
        passed = set(self._store.all_ids()) if passed is None else passed
        return passed - (self._store.allowed(Filters(in_stock=True)) or set()) if what.sold_out else passed

    def change(self, before: Rule | None, after: Rule | None) -> Rule | None:
        """Put `after` in the place of `before`: add where there was none, remove where none follows. Return what is kept.

        Raises InvalidRule when `before` is no longer what is kept, UnknownProduct when the rule names what is not there.
        """
        if after is not None:
            self._check(after)
        with self._database.writing() as connection:
            if before is not None:
                self._same(connection, before)
                connection.execute(t.rules.delete().where(t.rules.c.id == before.id))
            elif after is not None and after.id and connection.scalar(sa.select(t.rules.c.id).filter_by(id=after.id)):
                raise InvalidRule("That rule is there already. Look at it again.")
            if after is not None:
                number = before.id if before is not None else after.id
                values = _row(after) | ({"id": number} if number else {})
                added = connection.execute(t.rules.insert().values(values)).inserted_primary_key
                after = replace(after, id=int(added[0]))  # type: ignore[index]
            _count(connection)
        return after

    # Boards

    def change_board(self, before: Board | None, after: Board | None) -> None:
        """Put `after` in the place of `before`, at the same place of the front page; a new one comes last.

        Raises InvalidRule when the board makes no sense, or `before` is no longer what is kept.
        """
        if after is not None:
            _check_board(after)
        with self._database.writing() as connection:
            place = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(t.boards.c.position), 0))) or 0
            row = None
            if before is not None:
                row = connection.execute(sa.select(t.boards).where(t.boards.c.slug == before.slug)).one_or_none()
                if row is None or Board(row.slug, row.title, row.description, tuple(row.product_ids)) != before:
                    raise InvalidRule(
                        f"Somebody else has changed the board {before.title[:60]!r} meanwhile. Open it again."
                    )
                connection.execute(t.boards.delete().where(t.boards.c.slug == before.slug))
            if after is not None:
                if connection.scalar(sa.select(t.boards.c.slug).where(t.boards.c.slug == after.slug)):
                    raise InvalidRule(f"There is a board {after.slug!r} already. Choose another name.")
                position = row.position if row is not None else place + 1
                values = {"slug": after.slug, "title": after.title, "description": after.description}
                connection.execute(
                    t.boards.insert().values(values | {"position": position, "product_ids": list(after.product_ids)})
                )
            _count(connection)

    def order_boards(self, slugs: Sequence[str]) -> None:
        """Give the boards this order on the front page. Raises InvalidRule unless each is named once."""
        with self._database.writing() as connection:
            kept = set(connection.scalars(sa.select(t.boards.c.slug)))
            if len(slugs) != len(kept) or set(slugs) != kept:
                raise InvalidRule("Boards were added or removed meanwhile. Look at the order again.")
            for position, slug in enumerate(slugs, 1):
                connection.execute(t.boards.update().where(t.boards.c.slug == slug).values(position=position))
            _count(connection)

    # Inside

    def _check(self, rule: Rule) -> None:
        then = rule.then
        missing = set(rule.named) - set(self._store.products(rule.named))
        if missing:
            raise UnknownProduct(f"The shop has no product {min(missing)[:60]!r}. Choose one that it has.")
        if isinstance(then, Redirect) and then.board:
            self._store.board(then.board)  # UnknownProduct

    def _same(self, connection: sa.Connection, before: Rule) -> None:
        row = connection.execute(sa.select(t.rules).where(t.rules.c.id == before.id)).one_or_none()
        if row is None or _rule(row) != before:
            raise InvalidRule("Somebody else has changed this rule meanwhile. Look at it again.")


def board_slug(title: str, taken: Collection[str]) -> str:
    """A name for a new board's address, from its title: Latin letters and digits, unlike every one in `taken`."""
    latin = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[: _MAX_SLUG - 8] or "board"
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if slug not in taken)


def _check_board(board: Board) -> None:
    if not board.title.strip() or len(board.title) > _MAX_TITLE:
        raise InvalidRule(f"A board needs a name of at most {_MAX_TITLE} characters.")
    if not re.fullmatch(rf"[a-z0-9][a-z0-9-]{{0,{_MAX_SLUG - 1}}}", board.slug):
        raise InvalidRule(f"{board.slug[:30]!r} is no short name for a board: use a to z, digits and hyphens.")
    if len(board.description) > _MAX_DESCRIPTION:
        raise InvalidRule(f"A board's description has at most {_MAX_DESCRIPTION:,} characters. Shorten it.")
    if len(board.product_ids) > _MAX_PRODUCTS or len(set(board.product_ids)) != len(board.product_ids):
        raise InvalidRule(f"A board holds at most {_MAX_PRODUCTS} products, each once.")


def _row(rule: Rule) -> dict[str, Any]:
    when = rule.when
    return {"kind": rule.kind, "query": when.query, "match": when.match, "starts": when.starts, "ends": when.ends,
            "facts": as_facts(rule.then)}  # fmt: skip


def _rule(row: Any) -> Rule | None:
    try:
        return Rule(When(row.query, row.match, row.starts, row.ends), read_action(row.kind, row.facts), row.id)
    except InvalidRule as error:
        _log.warning("rule %s is not in force: %s", row.id, error)
        return None


def _count(connection: sa.Connection) -> None:
    """Say, in this transaction, that rules or boards have changed; no index depends on them, so no generation passes."""
    connection.execute(t.meta.update().where(t.meta.c.name == "steering").values(value=t.meta.c.value + 1))
