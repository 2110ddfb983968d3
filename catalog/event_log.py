"""Keeps what happened in the shop, from a thread of its own: no search waits for it, and none fails because of it.

No picture is kept, no name, no address, no session: only words, what came of them, and the day. Words that look like an e-mail
address or a long number are blotted out first. What is older than the set number of days is deleted. Reading it is the
business of `catalog.insight`.
"""

from __future__ import annotations

import logging
import queue
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Literal

from catalog import tables as t
from catalog.database import Database
from catalog.product_rows import sayable

_log = logging.getLogger(__name__)
_MOST_WAITING = 1_000
_BATCH = 200
_MAX_WORDS = 200
_PERSONAL = re.compile(r"\S+@\S+|\+?\d(?:[\s().-]{0,3}\d){6,}")


@dataclass(frozen=True)
class Event:
    """Something that happened. `product_id` is what was opened or saved, or what others were to be like.

    `rank` is the place of what was opened in what was found, 0 where it was not found; `nearest` are the first ids found.
    """

    kind: Literal["search", "open", "save"]
    words: str = ""
    picture: bool = False
    product_id: str = ""
    rank: int = 0
    no_match: bool = False
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerCost:
    """What one written answer cost; `joules` of the whole machine meanwhile, None where they cannot be read."""

    model: str
    prompt_tokens: int
    tokens: int
    seconds: float
    joules: float | None = None
    kind: Literal["answer"] = "answer"


class EventLog:
    """Writes events to the store. Share one among all sessions of a process; close it at the end."""

    def __init__(self, database: Database, keep_days: int, today: Callable[[], date] = date.today) -> None:
        self._database = database
        self._keep_days = keep_days
        self._today = today
        self._waiting: queue.Queue[tuple[date, Event | AnswerCost] | None] = queue.Queue(_MOST_WAITING)
        self._forgotten_on: date | None = None
        self._thread = threading.Thread(target=self._write, name="events", daemon=True)
        self._thread.start()

    def record(self, event: Event | AnswerCost) -> None:
        """Keep that this happened; returns at once and never raises. With no days to keep, nothing is."""
        if not self._keep_days:
            return
        try:
            self._waiting.put_nowait((self._today(), event))
        except queue.Full:
            _log.warning("more happens than can be written down; an event is not counted")

    def flush(self) -> None:
        """Wait until what was recorded so far is written, or has failed to be."""
        self._waiting.join()

    def close(self) -> None:
        """Write what is waiting, for at most some seconds, and end."""
        try:
            self._waiting.put(None, timeout=2)
        except queue.Full:
            return  # the database has been stuck all the while
        self._thread.join(5)

    def _write(self) -> None:
        ended = False
        self._tried(self._forget)
        while not ended:
            taken = [self._waiting.get()]
            while len(taken) < _BATCH and not self._waiting.empty():
                taken.append(self._waiting.get())
            ended = None in taken
            events = [one for one in taken if one is not None]
            if events:
                self._tried(partial(self._keep, events))
                if self._forgotten_on != self._today():
                    self._tried(self._forget)
            for _ in taken:
                self._waiting.task_done()

    def _tried(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # this thread's edge: shoppers are not to notice
            _log.warning("what happened could not be written down", exc_info=True)

    def _keep(self, events: list[tuple[date, Event | AnswerCost]]) -> None:
        at = datetime.now(UTC).replace(tzinfo=None)
        rows = [{"at": at, "kind": event.kind, "facts": _facts(day, event)} for day, event in events]
        with self._database.writing() as connection:
            connection.execute(t.events.insert(), rows)

    def _forget(self) -> None:
        oldest = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=self._keep_days)
        with self._database.writing() as connection:
            connection.execute(t.events.delete().where(t.events.c.at < oldest))
        self._forgotten_on = self._today()


def _facts(day: date, event: Event | AnswerCost) -> dict[str, object]:
    """As the table holds it. The day is the shop's own, which a moment in UTC does not tell; any database can sum 0 and 1."""
    if isinstance(event, AnswerCost):
        return {
            "day": day.isoformat(), "model": event.model[:200], "prompt_tokens": event.prompt_tokens, "tokens": event.tokens,
            "seconds": event.seconds, "joules": event.joules or 0.0, "measured": int(event.joules is not None),
        }  # fmt: skip
    words = " ".join(_PERSONAL.sub("…", sayable(event.words)).split()).lower()[:_MAX_WORDS]
    return {
        "day": day.isoformat(), "words": words, "picture": int(event.picture), "product_id": event.product_id[:50],
        "rank": event.rank, "no_match": int(event.no_match), "nearest": list(event.nearest[:3]),
    }  # fmt: skip
