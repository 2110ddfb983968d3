"""What answers cost, summed by day and model, and what is kept of shoppers, counted and deleted.

Written by `catalog.event_log` and `catalog.kept_boards`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database

_HAPPENED = ("search", "open", "save")
_KEPT = {"board": t.kept_boards, "item": t.kept_items}
FORGETTABLE = (*_HAPPENED, "board", "look")
"""Kinds of what is kept of shoppers: requests, products opened and saves, which say nothing of who; boards, and products looked
at last, which are a browser's."""


@dataclass(frozen=True)
class DayCost:
    """One day's answers by one model. `joules` is of the answers whose energy could be read, `measured` of them."""

    day: date
    model: str
    answers: int
    prompt_tokens: int
    tokens: int
    seconds: float
    joules: float
    measured: int


@dataclass(frozen=True)
class Kept:
    """How much of one kind is kept, and since which day (None: that is not kept)."""

    kind: str
    count: int
    since: date | None


def read_costs(database: Database, days: int, today: date | None = None) -> tuple[DayCost, ...]:
    """The last `days` days that had answers, today's first."""
    last = today or date.today()
    facts = t.events.c.facts
    answers = (
        sa.select(
            facts["day"].as_string().label("day"),
            facts["model"].as_string().label("model"),
            *(facts[name].as_integer().label(name) for name in ("prompt_tokens", "tokens", "measured")),
            *(facts[name].as_float().label(name) for name in ("seconds", "joules")),
        )
        .where(t.events.c.kind == "answer")
        .where(facts["day"].as_string().between((last - timedelta(days=days - 1)).isoformat(), last.isoformat()))
        .subquery()
        .c
    )
    named = (answers.prompt_tokens, answers.tokens, answers.seconds, answers.joules, answers.measured)
    summed = (
        sa.select(answers.day, answers.model, sa.func.count(), *(sa.func.sum(column) for column in named))
        .group_by(answers.day, answers.model)
        .order_by(answers.day.desc(), answers.model)
    )
    with database.reading() as connection:
        return tuple(
            DayCost(date.fromisoformat(day), model, count, int(read), int(written), float(took), float(used), int(of))
            for day, model, count, read, written, took, used, of in connection.execute(summed)
        )


def read_kept(database: Database) -> tuple[Kept, ...]:
    """What is kept of shoppers, by kind: what happened, their boards, and what they looked at last; kinds that have none left
    out."""
    events, looks = t.events.c, t.looked_at.c
    happened = sa.select(events.kind, sa.func.count(), sa.func.min(events.at)).group_by(events.kind)
    with database.reading() as connection:
        rows = [tuple(row) for row in connection.execute(happened.order_by(events.kind))]
        for kind, table in _KEPT.items():
            rows.append((kind, connection.scalar(sa.select(sa.func.count()).select_from(table)), None))
        last = connection.execute(sa.select(sa.func.count(), sa.func.min(looks.at))).one()
        rows.append(("look", *last))
    return tuple(Kept(kind, int(count), _day(since)) for kind, count, since in rows if count)


def _day(at: datetime | None) -> date | None:
    return at.replace(tzinfo=UTC).astimezone().date() if at is not None else None


def forget_shoppers(database: Database, kinds: Collection[str]) -> dict[str, int]:
    """Delete what is kept of shoppers of these kinds (see FORGETTABLE), now and in one; return how many there were of each.

    A board goes with what is on it. Costs hold no words and stay. Raises ValueError for another kind.
    """
    if unknown := set(kinds) - set(FORGETTABLE):
        raise ValueError(f"{sorted(unknown)[0]!r} is nothing that can be forgotten: {', '.join(FORGETTABLE)}")
    gone: dict[str, int] = {}
    with database.writing() as connection:
        for kind in (one for one in FORGETTABLE if one in kinds):
            if kind in _HAPPENED:
                what = t.events.delete().where(t.events.c.kind == kind)
            else:
                what = {"board": t.kept_boards, "look": t.looked_at}[kind].delete()
            gone[kind] = int(connection.execute(what).rowcount)
        # A browser of which nothing is left is not known any more.
        with_any = sa.union(sa.select(t.kept_boards.c.browser), sa.select(t.looked_at.c.browser))
        connection.execute(t.browsers.delete().where(t.browsers.c.token_hash.not_in(with_any)))
    return gone
