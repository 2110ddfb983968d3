"""A shopper who has left costs nothing: what is being written for them stops, and so does what waits."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.asked import Asked
from assistant.services import open_services
from assistant.settings import read_settings
from assistant.writing import Writing
from catalog.product import Hit, Product, Route
from catalog.search import SearchResult
from tests.test_models_chat import FILE, LONG, ask

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the bundled decoder is not here: make train")


def test_nobody_looks_so_it_is_taken_out_of_the_queue_and_the_others_move_up(tmp_path: Path) -> None:
    services = open_services(read_settings(home=tmp_path, demo=False))
    try:
        chat = services.chat
        busy = chat.stream(ask(grammar=LONG, max_tokens=1900))
        pieces = iter(busy)
        next(pieces)
        lamp = Product("lamp", "Reading lamp", "Clips to a bed.", color="black", material="metal", category="Lamps")
        result = SearchResult((Hit(lamp, 1, 0.9, {Route.MEANING: 1.0}),), False, {})
        asked = Asked(words="a lamp", text="a lamp")
        left = Writing(services, asked, result, away_seconds=1.0)
        stayed = Writing(services, asked, result, away_seconds=1.0)
        until = time.monotonic() + 60
        while not left.done:
            stayed.look()
            assert time.monotonic() < until, "a shopper who left still waits in the queue"
            time.sleep(0.05)
        assert left.stopped and not left.pieces and not left.error
        assert not stayed.stopped
        busy.cancel()
        assert stayed.wait(60) and stayed.pieces
    finally:
        services.close()
