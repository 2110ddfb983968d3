"""What happened is written down without a name and without holding anybody up, summed truly, and forgotten in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from catalog import tables as t
from catalog.event_log import Event, EventLog
from catalog.insight import AskedFor, NotFound, Wanted, read_insight
from catalog.spreadsheet import csv_file
from catalog.store import Store

TODAY = date(2026, 12, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    yield opened
    opened.close()


def written(store: Store, *events: Event, days: tuple[date, ...] = (TODAY,), keep: int = 90) -> None:
    """Record the events, on each of the days."""
    for day in days:
        log = EventLog(store.database, keep, today=lambda day=day: day)  # type: ignore[misc]
        for event in events:
            log.record(event)
        log.close()


def facts(store: Store) -> list[dict[str, object]]:
    with store.database.reading() as connection:
        return list(connection.scalars(sa.select(t.events.c.facts).order_by(t.events.c.row)))


def test_days_requests_and_products_are_summed(store: Store) -> None:
    yesterday = TODAY - timedelta(days=1)
    written(
        store, Event("search", "Red  mug"), Event("open", "red mug", product_id="a", rank=1), days=(yesterday, TODAY)
    )
    written(
        store,
        Event("search", "zorgle", no_match=True, nearest=("c", "d")),
        Event("search", "zorgle", no_match=True, nearest=("a", "b", "c", "d")),
        Event("search", "", picture=True),
        Event("search", "like", picture=True, no_match=True),
        Event("search", product_id="a"),
        Event("save", product_id="b"),
        Event("open", product_id="b"),
    )
    written(store, Event("search", "too old"), days=(TODAY - timedelta(days=7),))
    seen = read_insight(store.database, 7, TODAY)
    assert [day.day for day in seen.days] == [TODAY - timedelta(days=back) for back in range(6, -1, -1)]
    assert [day.searches for day in seen.days] == [0, 0, 0, 0, 0, 1, 6]
    totals = {name: seen.total(name) for name in ("searches", "pictures", "unanswered", "opened", "saved")}
    assert totals == {"searches": 7, "pictures": 2, "unanswered": 3, "opened": 3, "saved": 1}
    assert seen.asked == (
        AskedFor("red mug", 2, 0, 2), AskedFor("zorgle", 2, 2, 0), AskedFor("like", 1, 1, 0),
    )  # fmt: skip
    assert seen.not_found == (NotFound("zorgle", 2, ("a", "b", "c")), NotFound("like", 1, ()))
    assert seen.wanted == (Wanted("a", 2, 0), Wanted("b", 1, 1))


def test_of_nothing_every_day_is_there_and_empty(store: Store) -> None:
    seen = read_insight(store.database, 30, TODAY)
    assert len(seen.days) == 30 and seen.total("searches") == 0
    assert (seen.asked, seen.not_found, seen.wanted) == ((), (), ())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("write to Ann@example.com please", "write to … please"),
        ("call +44 (0)20 7946 0958 now", "call … now"),
        ("4111 1111 1111 1111", "…"),
        ("mug under 30", "mug under 30"),
        ("size 42, 100 % wool", "size 42, 100 % wool"),
        ("x" * 999, "x" * 200),
        ("\ud800 mug", "? mug"),
    ],
)
def test_what_names_a_person_is_blotted_out(store: Store, said: str, kept: str) -> None:
    written(store, Event("search", said))
    assert facts(store)[0]["words"] == kept


def test_no_identity_and_no_picture_is_kept(store: Store) -> None:
    written(store, Event("search", "mug", picture=True))
    assert facts(store) == [
        {"day": "2026-12-05", "words": "mug", "picture": 1, "product_id": "", "rank": 0, "no_match": 0, "nearest": []}
    ]


def test_what_is_older_than_the_set_days_is_deleted(store: Store) -> None:
    with store.database.writing() as connection:
        for age in (1, 89, 91, 400):
            at = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=age)
            connection.execute(t.events.insert().values(at=at, kind="search", facts={"age": age}))
    EventLog(store.database, 90).close()
    assert [one["age"] for one in facts(store)] == [1, 89]
    written(store, Event("search", "mug"), keep=0)
    assert facts(store) == []


def test_it_forgets_again_when_a_new_day_begins(store: Store) -> None:
    days = [TODAY]
    log = EventLog(store.database, 90, today=lambda: days[-1])
    log.record(Event("search", "mug"))
    log.flush()
    with store.database.writing() as connection:
        connection.execute(t.events.update().values(at=datetime(2020, 1, 1)))
    log.record(Event("search", "same day"))
    log.flush()
    assert [one["words"] for one in facts(store)] == ["mug", "same day"]
    days.append(TODAY + timedelta(days=1))
    log.record(Event("search", "next day"))
    log.close()
    assert [one["words"] for one in facts(store)] == ["same day", "next day"]


def test_a_held_database_holds_nobody_up_and_what_waits_is_written_after(store: Store) -> None:
    log = EventLog(store.database, 90)
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with store.database.writing():
            held.set()
            release.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    began = time.monotonic()
    for number in range(50):
        log.record(Event("search", f"mug {number}"))
    waited = time.monotonic() - began
    assert not facts(store)
    release.set()
    holder.join()
    log.flush()
    assert len(facts(store)) == 50
    assert waited < 25, "the database waits 30 s for its lock; recording must not"
    log.close()


def test_more_than_can_wait_is_dropped_and_said_in_the_log(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("catalog.event_log._MOST_WAITING", 3)
    with store.database.writing():
        log = EventLog(store.database, 90)
        for _ in range(9):
            log.record(Event("search", "mug"))
    log.close()
    assert 3 <= len(facts(store)) < 9
    assert "not counted" in caplog.text


def test_cells_of_a_csv_cannot_run_and_numbers_stay_numbers() -> None:
    rows = [("=HYPERLINK(1)", -3, "@x"), ('plain, "said"', 0.5, "+1\n2")]
    assert csv_file(("-a", "b", "c"), rows).decode("utf-8-sig").splitlines() == [
        "'-a,b,c", "'=HYPERLINK(1),-3,'@x", '"plain, ""said""",0.5,"\'+1', '2"',
    ]  # fmt: skip
