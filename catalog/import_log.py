"""What every import was asked, how far it is and what it did; what it has made ready; and how to take it back.

An import makes its products ready in small transactions, and applies all of them in one, together with the record that it is
done and with what it takes to undo it. So a process that dies leaves the catalog as it was or as it should be, and the record
says which. The record is also the only thing a page reads to draw progress: an import knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database, chunks, next_generation
from catalog.errors import ImportCancelled, ImportRefused
from catalog.feeds import Issue
from catalog.product import Product
from catalog.product_rows import product_from_json, product_json, put_products, read_products, remove_products

_KEPT = 50  # imports in the history; their issues go with them
_CHUNK = 500


class ImportState(StrEnum):
    """Where an import stands. The last four are ends."""

    WAITING = "waiting"  # for its turn
    RUNNING = "running"
    HALTED = "halted"  # cut off, or the disk gave out: nothing is lost, and it goes on when it is started again
    CHECKED = "checked"  # a dry run, done
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"


UNFINISHED = (ImportState.WAITING, ImportState.RUNNING, ImportState.HALTED)
_ENDED = (ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED, ImportState.UNDONE)


@dataclass(frozen=True)
class ImportOptions:
    """What is asked of an import. `force` lets `replace` remove more than half of the shop.

    `mapping` and `currency` are `read_feed`'s; pictures are fetched from `hosts` only.
    """

    replace: bool = False
    force: bool = False
    dry_run: bool = False
    mapping: dict[str, str] = field(default_factory=dict)
    currency: str = "USD"
    hosts: Sequence[str] = ()


@dataclass
class Report:
    """What an import did. `accepted` are new products; `issues` holds every row that was refused or taken with a loss."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    removed: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: value for name, value in vars(self).items() if name != "issues"}


@dataclass(frozen=True)
class ImportRecord:
    """One import as the database tells it. `done` and `total` are rows of the feed; times are UTC.

    `preview` holds "rows", the first rows with their fate and what changes; how many products of the shop ("of") the feed
    "lacks"; and some of these, "lacking".
    """

    number: int
    name: str
    source: str
    folder: str
    options: ImportOptions
    state: ImportState
    stage: str
    stopping: bool
    asked_at: datetime
    begun_at: datetime
    told_at: datetime
    done: int
    total: int
    counts: Mapping[str, int]
    preview: Mapping[str, Any]
    columns: Sequence[str]
    error: str

    @property
    def undecided(self) -> bool:
        """Whether an upload waits for somebody to say what is to be done with it: it was checked, or could not be."""
        failed_check = self.state == ImportState.FAILED and self.options.dry_run
        return bool(self.folder) and (self.state == ImportState.CHECKED or failed_check)

    @property
    def ended(self) -> bool:
        return not self.undecided and self.state not in UNFINISHED

    @property
    def seconds(self) -> float:
        """How long the last run has taken so far."""
        return (self.told_at - self.begun_at).total_seconds()

    @property
    def how_far(self) -> str:
        """Rows done, the rate of this run and the time left, in words."""
        return how_far(self.done, self.total, self.seconds) if self.total else "Reading the feed…"


class ImportLog:
    """See the module. `Store.imports` is the one of a shop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, name: str, source: str, options: ImportOptions, folder: str = "") -> int:
        """Record that an import is asked for and return its number. `folder` names its upload, where there is one."""
        now = _now()
        with self._database.writing() as connection:
            _forget_old(connection)
            made = connection.execute(
                t.imports.insert().values(
                    name=name[-200:], source=source, folder=folder, options=asdict(options), state=ImportState.WAITING,
                    stage="", stopping=False, asked_at=now, begun_at=now, told_at=now, done=0, total=0, counts={},
                    preview={}, columns=[], error="",
                )
            )  # fmt: skip
            return int(made.inserted_primary_key[0])  # type: ignore[index]

    def ask(self, number: int, options: ImportOptions) -> None:
        """Let an import that was only checked, or has stopped, wait for its turn with other options."""
        self._set(number, options=asdict(options), state=ImportState.WAITING, stopping=False, error="", stage="")

    def run(self, number: int) -> None:
        """Begin from the feed's first row: what an earlier run had made ready is let go. Raises ImportCancelled.

        For whoever holds the lock of imports: another one that is said to be running has died.
        """
        now = _now()
        with self._database.writing() as connection:
            dead = (t.imports.c.state == ImportState.RUNNING) & (t.imports.c.number != number)
            cut_off = "It was cut off. Nothing is lost: start it again, and it goes on."
            connection.execute(t.imports.update().where(dead).values(state=ImportState.HALTED, error=cut_off))
            if connection.scalar(sa.select(t.imports.c.stopping).where(t.imports.c.number == number)):
                raise ImportCancelled("The import was cancelled before it began.")
            for table in (t.import_staged, t.import_issues, t.import_refused):
                connection.execute(table.delete().where(table.c["import"] == number))
            connection.execute(
                t.imports.update()
                .where(t.imports.c.number == number)
                .values(
                    state=ImportState.RUNNING, stage="reading", begun_at=now, told_at=now, done=0, total=0, counts={},
                    preview={}, columns=[], error="",
                )
            )  # fmt: skip

    def say(self, number: int, **said: Any) -> None:
        """Tell how far the import is: `stage`, `total`, `counts`, `preview`."""
        self._set(number, told_at=_now(), **said)

    def keep(
        self,
        number: int,
        staged: Sequence[Product],
        issues: Sequence[Issue],
        done: int,
        counts: Mapping[str, int],
    ) -> None:
        """Keep what a batch of rows has come to, in one transaction. Raises ImportCancelled when somebody has asked for it.

        Product ids must not repeat within one import.
        """
        with self._database.writing() as connection:
            if connection.scalar(sa.select(t.imports.c.stopping).where(t.imports.c.number == number)):
                raise ImportCancelled("The import was cancelled. The catalog is as it was.")
            if staged:
                rows = [{"import": number, "product_id": one.id, "product": product_json(one)} for one in staged]
                connection.execute(t.import_staged.insert(), rows)
            if issues:
                connection.execute(t.import_issues.insert(), [_issue_row(number, issue) for issue in issues])
            this = t.imports.update().where(t.imports.c.number == number)
            connection.execute(this.values(told_at=_now(), done=done, counts=dict(counts), stage="taking"))

    def keep_refused(self, number: int, columns: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Keep the refused rows, (row, its cells under the feed's own `columns`), so that they can be mended."""
        with self._database.writing() as connection:
            this = t.imports.update().where(t.imports.c.number == number)
            connection.execute(this.values(columns=list(columns)))
            for some in chunks(list(rows)):
                told = [{"import": number, "feed_row": row, "cells": list(cells)} for row, cells in some]
                connection.execute(t.import_refused.insert(), told)

    def apply(
        self,
        number: int,
        gone: Sequence[str],
        counts: Mapping[str, int],
        also: Callable[[sa.Connection], None] | None = None,
    ) -> None:
        """Put the staged products into the shop, remove `gone`, and record that it is done and how to undo it: all or nothing.

        `also` is called within the same transaction.
        """
        with self._database.writing() as connection:
            changed = False
            for staged in self._staged(connection, number):
                self._note_before(connection, number, [product.id for product in staged])
                put_products(connection, staged)
                changed = True
            for ids in chunks(gone):
                self._note_before(connection, number, ids)
                changed = bool(remove_products(connection, ids)) or changed
            if also:
                also(connection)
            if changed:  # an import that changed nothing leaves the one before it to be undone
                connection.execute(t.import_undo.delete().where(t.import_undo.c["import"] != number))
            if changed or also:
                next_generation(connection)
            connection.execute(t.import_staged.delete().where(t.import_staged.c["import"] == number))
            this = t.imports.update().where(t.imports.c.number == number)
            connection.execute(
                this.values(state=ImportState.DONE, stage="", told_at=_now(), counts=dict(counts), error="")
            )

    def end(self, number: int, state: ImportState, error: str = "") -> None:
        """Record how the import ended, other than by `apply`, and let go of what it had made ready."""
        with self._database.writing() as connection:
            connection.execute(t.import_staged.delete().where(t.import_staged.c["import"] == number))
            this = t.imports.update().where(t.imports.c.number == number)
            connection.execute(this.values(state=state, stage="", told_at=_now(), error=error))

    def stop(self, number: int) -> None:
        """Ask the import to stop. It does so before its next batch; one that is being applied is not stopped any more."""
        self._set(number, stopping=True)

    def record(self, number: int) -> ImportRecord:
        """Raises ImportRefused when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(t.imports).where(t.imports.c.number == number)).one_or_none()
        if row is None:
            raise ImportRefused(f"There is no import {number}. `python -m catalog imports` lists them.")
        return _record(row)

    def records(self) -> list[ImportRecord]:
        """All that are kept, the newest first."""
        with self._database.reading() as connection:
            return [
                _record(row) for row in connection.execute(sa.select(t.imports).order_by(t.imports.c.number.desc()))
            ]

    def issues(self, number: int, limit: int | None = None) -> list[Issue]:
        """In the order of the feed."""
        c = t.import_issues.c
        asked = sa.select(c.feed_row, c.product_id, c.field, c.code, c.severity, c.message)
        with self._database.reading() as connection:
            rows = connection.execute(asked.where(c["import"] == number).order_by(c.row).limit(limit))
            return [Issue(*row) for row in rows]

    def issue_counts(self, number: int) -> list[tuple[str, str, int]]:
        """(code, severity, how many), errors first, the most frequent first."""
        c = t.import_issues.c
        asked = sa.select(c.code, c.severity, sa.func.count().label("many")).where(c["import"] == number)
        with self._database.reading() as connection:
            rows = [tuple(row) for row in connection.execute(asked.group_by(c.code, c.severity))]
        return sorted(rows, key=lambda row: (row[1] != "error", -row[2], row[0]))

    def refused(self, number: int) -> list[tuple[int, list[str]]]:
        """The refused rows, (row, cells under the record's columns), in the order of the feed."""
        c = t.import_refused.c
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(c.feed_row, c.cells).where(c["import"] == number).order_by(c.feed_row))
            return [(row.feed_row, row.cells) for row in rows]

    # Undo

    def undoable(self) -> int | None:
        """The number of the import that can be undone: the last one that changed anything."""
        with self._database.reading() as connection:
            number: int | None = connection.scalar(sa.select(sa.func.max(t.import_undo.c["import"])))
            return number

    def undo_size(self, number: int) -> int:
        """How many products undoing would bring back, change back or remove."""
        c = t.import_undo.c["import"]
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).where(c == number)) or 0

    def before(self, number: int) -> Iterator[tuple[list[Product], int]]:
        """What undoing would bring back or change back, some products at a time, and of how many that undoing concerns."""
        with self._database.reading() as connection:
            for rows in self._undo_rows(connection, number):
                yield [product_from_json(row.before) for row in rows if row.before is not None], len(rows)

    def undo(self, number: int, on_back: Callable[[int], None] | None = None) -> Report:
        """Make the catalog what it was before this import, in one transaction. Raises ImportRefused when that is too late.

        `on_back` is called with how many products are as they were.
        """
        report = Report()
        done = 0
        with self._database.writing() as connection:
            if number != connection.scalar(sa.select(sa.func.max(t.import_undo.c["import"]))):
                raise ImportRefused(f"Import {number} cannot be undone: only the last one that changed anything can.")
            for rows in self._undo_rows(connection, number):  # first, for what is brought back may have had their rows
                report.removed += remove_products(connection, [row.product_id for row in rows if row.before is None])
            for rows in self._undo_rows(connection, number):
                back = [row for row in rows if row.before is not None]
                there = read_products(connection, [row.product_id for row in back])
                report.accepted += len(back) - len(there)
                report.updated += len(there)
                at = {row.product_id: row.product_row for row in back}
                put_products(connection, [product_from_json(row.before) for row in back], at=at)
                done += len(rows)
                if on_back:
                    on_back(done)
            connection.execute(t.import_undo.delete())
            this = t.imports.update().where(t.imports.c.number == number)
            connection.execute(this.values(state=ImportState.UNDONE))
            next_generation(connection)
        return report

    # Inside

    def _set(self, number: int, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(t.imports.update().where(t.imports.c.number == number).values(values))

    @staticmethod
    def _staged(connection: sa.Connection, number: int) -> Iterator[list[Product]]:
        c, after = t.import_staged.c, -1
        while True:
            asked = sa.select(c.row, c.product).where(c["import"] == number, c.row > after)
            rows = connection.execute(asked.order_by(c.row).limit(_CHUNK)).all()
            if not rows:
                return
            after = rows[-1].row
            yield [product_from_json(row.product) for row in rows]

    @staticmethod
    def _undo_rows(connection: sa.Connection, number: int) -> Iterator[Sequence[Any]]:
        c, after = t.import_undo.c, ""
        while True:
            asked = sa.select(c.product_id, c.product_row, c.before).where(c["import"] == number, c.product_id > after)
            rows = connection.execute(asked.order_by(c.product_id).limit(_CHUNK)).all()
            if not rows:
                return
            after = rows[-1].product_id
            yield rows

    @staticmethod
    def _note_before(connection: sa.Connection, number: int, ids: Sequence[str]) -> None:
        known = read_products(connection, ids)
        rows: list[dict[str, Any]] = []
        for one in ids:
            row, product = known.get(one, (None, None))
            told = product_json(product) if product else None
            rows.append({"import": number, "product_id": one, "product_row": row, "before": told})
        connection.execute(t.import_undo.insert(), rows)


def how_far(done: int, total: int, seconds: float) -> str:
    """ "1,200 of 50,000 rows · 85 rows a second · 10 min left"."""
    said = f"{done:,} of {total:,} rows"
    if not done or seconds <= 0:
        return said
    rate, left = done / seconds, (total - done) * seconds / done
    pace = f"{rate:,.0f} rows a second" if rate >= 1.5 else f"{60 * rate:,.0f} rows a minute"
    wait = f"{left / 3600:.1f} h" if left >= 5400 else f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
    return f"{said} · {pace} · {wait} left" if done < total else f"{said} · {pace}"


def _forget_old(connection: sa.Connection) -> None:
    c = t.imports.c
    over = c.state.in_(_ENDED) | ((c.folder == "") & c.state.in_([ImportState.CHECKED, ImportState.HALTED]))
    numbers = connection.scalars(sa.select(c.number).where(over).order_by(c.number.desc()).offset(_KEPT)).all()
    for table in (t.import_undo, t.import_staged, t.import_refused, t.import_issues):
        connection.execute(table.delete().where(table.c["import"].in_(numbers)))
    connection.execute(t.imports.delete().where(c.number.in_(numbers)))


def _record(row: Any) -> ImportRecord:
    values = dict(row._mapping)
    return ImportRecord(**values | {"options": ImportOptions(**row.options), "state": ImportState(row.state)})


def _issue_row(number: int, issue: Issue) -> dict[str, Any]:
    return {
        "import": number, "feed_row": issue.row, "product_id": issue.id[:50], "field": issue.field[:80],
        "code": issue.code[:40], "severity": issue.severity, "message": issue.message,
    }  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
