"""Many shoppers at once, on the parts that all of them share: each is answered as if nobody else were there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.ingest import DEMO

WORDS = ("a red bag", "a lamp", "crocs as flower pots", "a mug under 20", "something for the garden")
PICTURES = ("crocs-flower-pots", "duck-umbrella", "cactus-slippers", "whale-headphones", "taco-handbag")


@pytest.fixture
def services(demo_home: Path) -> Iterator[Services]:
    opened = open_services(read_settings(home=demo_home))
    yield opened
    opened.close()


def visit(services: Services, number: int) -> list[object]:
    """What one shopper is shown, turn by turn."""
    talk = Conversation(services)
    seen: list[object] = []

    def note() -> None:
        assert talk.asked is not None and talk.result is not None
        seen.append((talk.address, [(hit.product.id, hit.score) for hit in talk.hits], dict(talk.result.facets)))

    picture = (DEMO / "images" / f"{PICTURES[number % 5]}.webp").read_bytes()
    turns: tuple[Callable[[], None], ...] = (
        lambda: talk.ask(WORDS[number % 5]),
        lambda: talk.ask("under 70"),
        lambda: talk.ask("", picture),
        lambda: talk.less_like(talk.hits[1].product.id),
        lambda: talk.more_like(talk.hits[0].product.id),
        lambda: talk.sort_by("price_asc"),
    )
    for turn in turns:
        turn()
        note()
    if talk.writing is not None:
        talk.writing.stop()
    return seen


def test_ten_shoppers_at_once_are_each_shown_their_own(services: Services) -> None:
    alone = [visit(services, number) for number in range(5)]
    together: dict[int, list[object]] = {}
    errors: list[BaseException] = []

    def run(number: int) -> None:
        try:
            together[number] = visit(services, number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    for number in range(10):
        assert together[number] == alone[number % 5], number
