"""What answers cost, summed by day and model, and what is kept of shoppers, counted and deleted.

Both are written by `catalog.event_log`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta

import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database

_SHOPPERS = ("search", "open", "save")


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
    """Events of one kind that are kept, and the first day of them."""

    kind: str
    count: int
    since: date


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
    """What is kept of what happened, by kind."""
    counted = sa.select(t.events.c.kind, sa.func.count(), sa.func.min(t.events.c.at)).group_by(t.events.c.kind)
    with database.reading() as connection:
        rows = connection.execute(counted.order_by(t.events.c.kind))
        return tuple(
            Kept(kind, int(count), since.replace(tzinfo=UTC).astimezone().date()) for kind, count, since in rows
        )


def forget_shoppers(database: Database) -> int:
    """Delete all that is kept of what shoppers did, now, and return how many rows it was. Costs hold no words and stay."""
    with database.writing() as connection:
        return int(connection.execute(t.events.delete().where(t.events.c.kind.in_(_SHOPPERS))).rowcount)
