"""What shoppers ask for, what they did not find, what they open and save: the events of some days, summed by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database

_LISTED = 200


@dataclass(frozen=True)
class Day:
    """One day's counts. `pictures` are the searches that showed one; `unanswered` those where nothing matched."""

    day: date
    searches: int = 0
    pictures: int = 0
    unanswered: int = 0
    opened: int = 0
    saved: int = 0


@dataclass(frozen=True)
class AskedFor:
    """A request in words: how often it was made, found nothing, and led to a product that was opened."""

    words: str
    times: int
    unanswered: int
    opened: int


@dataclass(frozen=True)
class NotFound:
    """A request that found nothing, and the ids of the nearest products when it was last made."""

    words: str
    times: int
    nearest: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """A product: how often it was opened and saved."""

    product_id: str
    opened: int
    saved: int


@dataclass(frozen=True)
class Insight:
    """Some days of the shop, every day in `days` from the first to the last; the lists begin with the most frequent."""

    days: tuple[Day, ...]
    asked: tuple[AskedFor, ...]
    not_found: tuple[NotFound, ...]
    wanted: tuple[Wanted, ...]

    def total(self, name: str) -> int:
        """One of Day's counts over all the days."""
        return sum(getattr(day, name) for day in self.days)


def read_insight(database: Database, days: int, today: date | None = None) -> Insight:
    """Sum the last `days` days, today among them."""
    last = today or date.today()
    first = last - timedelta(days=days - 1)
    # Facts become columns first: a database that is sent its parameters apart cannot see that two paths into JSON are one.
    facts = t.events.c.facts
    events = (
        sa.select(
            t.events.c.row,
            t.events.c.kind,
            *(facts[name].as_string().label(name) for name in ("day", "words", "product_id")),
            *(sa.func.coalesce(facts[name].as_integer(), 0).label(name) for name in ("picture", "no_match")),
        )
        .where(facts["day"].as_string().between(first.isoformat(), last.isoformat()))
        .subquery()
        .c
    )
    with database.reading() as connection:
        return Insight(
            _days(connection, events, first, last),
            _asked(connection, events),
            _not_found(connection, events),
            _wanted(connection, events),
        )


def _count(events: Any, kind: str) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((events.kind == kind, 1), else_=0))


def _days(connection: sa.Connection, events: Any, first: date, last: date) -> tuple[Day, ...]:
    counts = [_count(events, "search"), sa.func.sum(events.picture), sa.func.sum(events.no_match)]
    counts += [_count(events, "open"), _count(events, "save")]
    rows = connection.execute(sa.select(events.day, *counts).group_by(events.day))
    found = {row[0]: Day(date.fromisoformat(row[0]), *map(int, row[1:])) for row in rows}
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(found.get(one.isoformat(), Day(one)) for one in every)


def _asked(connection: sa.Connection, events: Any) -> tuple[AskedFor, ...]:
    searches = _count(events, "search")
    asked = (
        sa.select(events.words, searches, sa.func.sum(events.no_match), _count(events, "open"))
        .where(events.words != "")
        .group_by(events.words)
        .having(searches > 0)
        .order_by(searches.desc(), events.words)
        .limit(_LISTED)
    )
    return tuple(AskedFor(row[0], *map(int, row[1:])) for row in connection.execute(asked))


def _not_found(connection: sa.Connection, events: Any) -> tuple[NotFound, ...]:
    times = sa.func.count()
    unanswered = (
        sa.select(events.words, times.label("times"), sa.func.max(events.row).label("latest"))
        .where(events.kind == "search", events.words != "", events.no_match == 1)
        .group_by(events.words)
        .order_by(times.desc(), events.words)
        .limit(_LISTED)
        .subquery()
    )
    asked = sa.select(unanswered.c.words, unanswered.c.times, t.events.c.facts).join_from(
        unanswered, t.events, t.events.c.row == unanswered.c.latest
    )
    rows = connection.execute(asked.order_by(unanswered.c.times.desc(), unanswered.c.words))
    return tuple(NotFound(row.words, int(row.times), tuple(row.facts["nearest"])) for row in rows)


def _wanted(connection: sa.Connection, events: Any) -> tuple[Wanted, ...]:
    opened, saved = _count(events, "open"), _count(events, "save")
    asked = (
        sa.select(events.product_id, opened, saved)
        .where(events.kind.in_(("open", "save")))
        .group_by(events.product_id)
        .order_by((opened + saved).desc(), events.product_id)
        .limit(_LISTED)
    )
    return tuple(Wanted(row[0], int(row[1]), int(row[2])) for row in connection.execute(asked))
