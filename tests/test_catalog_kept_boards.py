"""Shoppers' boards in a real database: kept, arranged, shared, forgotten, and never another browser's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import tables as t
from catalog.errors import InvalidBoard, UnknownBoard
from catalog.kept_boards import MAX_BOARDS, MAX_ITEMS, MAX_LOOKED_AT, Forgotten, KeptBoards, KeptItem
from catalog.store import Store

ANNA, BERT = "anna" * 10, "bert" * 10


class Clock:
    """A day that tests move."""

    def __init__(self) -> None:
        self.day = date(2026, 3, 1)

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def kept(store: Store, clock: Clock) -> Iterator[KeptBoards]:
    opened = KeptBoards(store.database, 100, clock)
    yield opened
    opened.close()


def test_the_first_save_makes_a_board_and_a_second_of_the_same_changes_nothing(kept: KeptBoards) -> None:
    assert kept.boards(ANNA) == []
    assert kept.save(ANNA, "mug") and kept.save(ANNA, "lamp") and not kept.save(ANNA, "mug")
    (board,) = kept.boards(ANNA)
    assert board.title == "Favourites" and board.product_ids == ("mug", "lamp")
    second = kept.make(ANNA, "  For\u202e the\x00 \n balcony ")
    assert second.title == "For the balcony"
    assert kept.save(ANNA, "mug") and kept.save(ANNA, "chair", board.number)
    assert [one.product_ids for one in kept.boards(ANNA)] == [("mug", "lamp", "chair"), ("mug",)]


def test_a_board_is_arranged_noted_renamed_and_deleted(kept: KeptBoards) -> None:
    number = kept.make(ANNA, "Kitchen").number
    for one in ("mug", "lamp", "chair"):
        kept.save(ANNA, one, number)
    kept.shift(ANNA, number, "chair", -1)
    kept.shift(ANNA, number, "chair", -1)  # from where it is by then
    kept.shift(ANNA, number, "gone", 1)
    kept.shift(ANNA, number, "lamp", 1)  # the last stays last
    kept.note(ANNA, number, "mug", "  for Ada\nor Bo ")
    kept.note(ANNA, number, "gone", "nothing to stand beside")
    kept.rename(ANNA, number, "Kitchens", "Blue only")
    board = kept.board(ANNA, number)
    assert (board.title, board.note) == ("Kitchens", "Blue only")
    assert board.items == (KeptItem("chair"), KeptItem("mug", "for Ada\nor Bo"), KeptItem("lamp"))
    kept.take_off(ANNA, number, "mug")
    kept.take_off(ANNA, number, "mug")
    assert kept.board(ANNA, number).product_ids == ("chair", "lamp")
    kept.delete(ANNA, number)
    assert kept.boards(ANNA) == []
    again = kept.make(ANNA, "Other")
    assert again.number != number


def test_a_product_moves_with_its_note_or_stays(kept: KeptBoards) -> None:
    first, second = kept.make(ANNA, "One").number, kept.make(ANNA, "Two").number
    for one in ("mug", "lamp"):
        kept.save(ANNA, one, first)
    kept.save(ANNA, "lamp", second)
    kept.note(ANNA, first, "mug", "blue")
    kept.move(ANNA, first, "mug", second)
    kept.move(ANNA, first, "never there", second)
    with pytest.raises(InvalidBoard, match="already"):
        kept.move(ANNA, first, "lamp", second)
    assert kept.board(ANNA, second).items == (KeptItem("lamp"), KeptItem("mug", "blue"))
    assert kept.board(ANNA, first).product_ids == ("lamp",)
    theirs = kept.make(BERT, "Theirs").number
    with pytest.raises(UnknownBoard):
        kept.move(ANNA, first, "lamp", theirs)
    assert kept.board(BERT, theirs).items == () and kept.board(ANNA, first).product_ids == ("lamp",)


def refused(kept: KeptBoards, number: int) -> list[Callable[[], object]]:
    return [
        lambda: kept.board(BERT, number), lambda: kept.save(BERT, "mug", number),
        lambda: kept.take_off(BERT, number, "mug"), lambda: kept.rename(BERT, number, "Mine", ""),
        lambda: kept.note(BERT, number, "mug", "mine"), lambda: kept.shift(BERT, number, "mug", 1),
        lambda: kept.move(BERT, number, "mug", number), lambda: kept.delete(BERT, number),
        lambda: kept.share(BERT, number, on=True), lambda: kept.share(BERT, number, on=False),
    ]  # fmt: skip


def test_nothing_of_one_browser_is_reached_by_another(kept: KeptBoards) -> None:
    kept.save(ANNA, "mug")
    number = kept.boards(ANNA)[0].number
    share = kept.share(ANNA, number, on=True)
    before = kept.boards(ANNA)
    for attempt in refused(kept, number):
        with pytest.raises(UnknownBoard):
            attempt()
    assert kept.boards(ANNA) == before and kept.boards(BERT) == []
    kept.look(ANNA, "mug")
    kept.flush()
    assert kept.looked_at(BERT) == [] and kept.forget(BERT) == Forgotten()
    assert kept.shared(share) == before[0] and kept.looked_at(ANNA) == ["mug"]


def test_an_address_reads_and_ends_and_never_comes_back(kept: KeptBoards) -> None:
    kept.save(ANNA, "mug")
    number = kept.boards(ANNA)[0].number
    share = kept.share(ANNA, number, on=True)
    assert len(share) >= 20 and kept.share(ANNA, number, on=True) == share
    assert kept.shared(share).product_ids == ("mug",)
    assert kept.share(ANNA, number, on=False) == ""
    for lost in (share, "", "%", share + "x", "\ud800"):
        with pytest.raises(UnknownBoard, match="no board at this address"):
            kept.shared(lost)
    assert kept.share(ANNA, number, on=True) != share


def test_the_token_itself_is_nowhere_in_the_database(kept: KeptBoards, store: Store) -> None:
    kept.save(ANNA, "mug")
    kept.look(ANNA, "mug")
    kept.flush()
    with store.database.reading() as connection:
        held = [str(row) for table in t.metadata.sorted_tables for row in connection.execute(sa.select(table))]
    assert held and not any(ANNA in row for row in held)


def test_what_is_too_much_is_refused_and_changes_nothing(kept: KeptBoards) -> None:
    number = kept.make(ANNA, "Full").number
    for place in range(MAX_ITEMS):
        kept.save(ANNA, f"p{place}", number)
    with pytest.raises(InvalidBoard, match="full"):
        kept.save(ANNA, "one-more", number)
    assert not kept.save(ANNA, "p0", number)
    for _ in range(MAX_BOARDS - 1):
        kept.make(ANNA, "Another")
    with pytest.raises(InvalidBoard, match="no more can be kept"):
        kept.make(ANNA, "Too many")
    for wrong in ("", "  \n", "x" * 81):
        with pytest.raises(InvalidBoard):
            kept.rename(ANNA, number, wrong, "")
    with pytest.raises(InvalidBoard, match="Shorten"):
        kept.note(ANNA, number, "p0", "x" * 501)
    assert len(kept.board(ANNA, number).items) == MAX_ITEMS and len(kept.boards(ANNA)) == MAX_BOARDS


def test_looks_are_kept_the_last_first_and_only_some(kept: KeptBoards) -> None:
    for place in range(MAX_LOOKED_AT + 5):
        kept.look(ANNA, f"p{place}")
    kept.look(ANNA, "p10")
    kept.flush()
    seen = kept.looked_at(ANNA)
    assert seen[:2] == ["p10", f"p{MAX_LOOKED_AT + 4}"] and len(seen) == len(set(seen)) == MAX_LOOKED_AT


def test_forgetting_deletes_all_of_one_browser_and_says_how_much(kept: KeptBoards, store: Store) -> None:
    for token in (ANNA, BERT):
        kept.save(token, "mug")
        kept.save(token, "lamp")
        kept.look(token, "mug")
    share = kept.share(ANNA, kept.boards(ANNA)[0].number, on=True)
    assert kept.forget(ANNA) == Forgotten(1, 2, 1) and kept.forget(ANNA) == Forgotten()
    assert kept.boards(ANNA) == [] and kept.looked_at(ANNA) == []
    with pytest.raises(UnknownBoard):
        kept.shared(share)
    with store.database.reading() as connection:
        for table in (t.browsers, t.kept_boards, t.looked_at):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 1
    assert kept.boards(BERT)[0].product_ids == ("mug", "lamp")


def test_who_does_not_come_back_is_forgotten_and_who_comes_is_not(kept: KeptBoards, clock: Clock) -> None:
    kept.save(ANNA, "mug")
    kept.save(BERT, "mug")
    clock.day += timedelta(days=80)
    kept.came(ANNA)
    clock.day += timedelta(days=30)
    kept.came("somebody new")
    assert len(kept.boards(ANNA)) == 1 and kept.boards(BERT) == []


def test_many_windows_of_one_browser_lose_nothing(kept: KeptBoards) -> None:
    def window(name: str) -> None:
        for place in range(8):
            kept.save(ANNA, f"{name}{place}")

    windows = [threading.Thread(target=window, args=(name,)) for name in "abcd"]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    (board,) = kept.boards(ANNA)
    assert len(board.items) == 32


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=90), note=st.text(max_size=520))
def test_any_text_is_kept_as_it_was_said_or_refused_in_one_line(kept: KeptBoards, title: str, note: str) -> None:
    try:
        number = kept.make(ANNA, title).number
        kept.save(ANNA, "mug", number)
        kept.note(ANNA, number, "mug", note)
    except InvalidBoard as error:
        assert "\n" not in str(error)
        kept.forget(ANNA)
        return
    board = kept.board(ANNA, number)
    assert 0 < len(board.title) <= 80 and board.title == " ".join(board.title.split())
    assert len(board.items[0].note) <= 500 and not set("\x00\u202e") & set(board.title + board.items[0].note)
    kept.forget(ANNA)
