"""The shopper's picture in a vision model's words: on demand, marked as a guess, and by a model on this machine alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from assistant.conversation import Conversation
from assistant.seeing import Seeing, picture_request
from assistant.services import open_services
from assistant.settings import read_settings
from catalog.ingest import DEMO
from models.errors import CurioError
from tests.small_models import random_vision_files
from tests.staff import button
from tests.test_app import ask, opened, own_services, state_hits, texts, until
from tests.test_models_chat import LONG
from tests.test_models_chat import ask as asked_of_the_model

__all__ = ["own_services"]  # a fixture

PICTURE = (DEMO / "images" / "crocs-flower-pots.webp").read_bytes()
ASKS = "What does the model see?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_vision_files(tmp_path_factory.mktemp("sees"))[0]


@pytest.fixture
def seeing_home(demo_home: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo shop whose staff dropped a vision model into its folder, and chose it."""
    folder = demo_home / "models" / "mine"
    shutil.copytree(model.parent, folder)
    monkeypatch.setenv("CURIO_CHAT_MODEL", str(folder / model.name))
    return demo_home


def shown(app: AppTest, content: bytes = PICTURE) -> AppTest:
    app.chat_input(key="ask-field").upload("picture.webp", content, "image/webp")
    return app.run()


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def talk_of(app: AppTest) -> Conversation:
    talk: Conversation = app.session_state["conversation"]
    return talk


def test_a_picture_is_described_when_asked_and_its_words_can_be_searched_for(seeing_home: Path) -> None:
    app = ask(opened(), "a lamp")
    assert ASKS not in labels(app)
    app = shown(app)
    assert "What the model sees" not in texts(app) and talk_of(app).seeing is None
    button(app, ASKS).click().run()
    seeing = talk_of(app).seeing
    assert seeing is not None and seeing.wait(100)
    app.run()
    said = texts(app)
    assert not app.exception and not seeing.error
    assert re.fullmatch(r"[A-Za-z ,'-]{3,160}", seeing.words)
    assert "What the model sees: **" in said and "no fact about any product" in said and "sees\\.gguf" in said
    before = state_hits(app)
    button(app, "Search for these words").click().run()
    asked = talk_of(app).asked
    assert asked is not None and asked.words == seeing.words and asked.picture is None
    assert "What the model sees" not in texts(app)
    button(app, "Back").click().run()
    assert state_hits(app) == before and "What the model sees: **" in texts(app)


def test_no_fact_of_a_picture_reaches_what_is_written_of_products(seeing_home: Path) -> None:
    app = shown(opened())
    talk = talk_of(app)
    result, asked = talk.result, talk.asked
    talk.see()
    assert talk.seeing is not None and talk.seeing.wait(100)
    assert talk.result is result and talk.asked is asked


def test_without_a_model_that_sees_nothing_is_offered(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(opened())
    assert state_hits(app) and ASKS not in labels(app)
    talk_of(app).see()  # as a press kept from before another model was chosen
    assert talk_of(app).seeing is None


def test_where_a_server_writes_no_picture_is_shown_to_anybody(
    seeing_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_CHAT_URL", "http://127.0.0.1:9")
    app = shown(opened())
    assert state_hits(app) and ASKS not in labels(app)


def test_a_model_whose_file_is_gone_costs_no_results(seeing_home: Path) -> None:
    app = opened()
    shutil.rmtree(seeing_home / "models" / "mine")
    app = shown(app)
    assert state_hits(app) and ASKS not in labels(app) and not app.exception


def waits_behind_another(app: AppTest, then: Callable[[Seeing], None]) -> Seeing:
    """A description that waits for another's answer, and what becomes of it."""
    talk = talk_of(app)
    assert talk.writing is not None and talk.writing.wait(100)
    pieces = iter(talk.services.chat.stream(asked_of_the_model(grammar=LONG, max_tokens=1500)))
    next(pieces)
    talk.see()
    seeing = talk.seeing
    assert seeing is not None
    deadline = time.monotonic() + 60
    while not seeing.ahead:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    app.run()
    assert "1 before you" in texts(app)
    then(seeing)
    pieces.close()  # type: ignore[attr-defined]
    assert seeing.wait(60)
    return seeing


def test_stopped_it_is_out_of_the_queue_and_can_be_asked_again(seeing_home: Path) -> None:
    app = shown(opened())
    seeing = waits_behind_another(app, lambda seeing: seeing.stop())
    app.run()
    assert seeing.words == "" and "Stopped." in texts(app)
    button(app, "Look again").click().run()
    again = talk_of(app).seeing
    assert again is not None and again is not seeing and again.wait(100) and again.words


def test_who_leaves_the_picture_stops_it(seeing_home: Path) -> None:
    app = shown(opened())
    seeing = waits_behind_another(app, lambda _seeing: talk_of(app).start_over())
    assert seeing.stopped and seeing.words == ""


def test_it_takes_no_longer_than_it_may(seeing_home: Path) -> None:
    services = open_services(read_settings())
    try:
        chat = services.chat
        pieces = iter(chat.stream(asked_of_the_model(grammar=LONG, max_tokens=1500)))
        next(pieces)
        seeing = Seeing(services, Image.new("RGB", (64, 64), "red"), longest_seconds=0.5)
        assert not seeing.wait(0.1)
        until_stopped = time.monotonic() + 30
        while not seeing.stopped:
            seeing.look()
            assert time.monotonic() < until_stopped
            time.sleep(0.05)
        assert seeing.wait(30) and seeing.words == ""
        pieces.close()  # type: ignore[attr-defined]
    finally:
        services.close()


def test_a_worker_that_dies_over_it_is_one_line_and_comes_back(seeing_home: Path) -> None:
    app = shown(opened())
    talk = talk_of(app)
    assert talk.writing is not None and talk.writing.wait(100)
    local = talk.services.chat.chat  # type: ignore[attr-defined]
    os.kill(local.health.process, signal.SIGSTOP)  # so that the picture is surely with it
    talk.see()
    time.sleep(0.5)
    os.kill(local.health.process, signal.SIGKILL)
    seeing = talk.seeing
    assert seeing is not None and seeing.wait(60)
    app.run()
    if seeing.error:  # unless it died before it was handed the picture, which then goes to the next one
        assert "could not be described" in texts(app) and "Look again" in labels(app)
        button(app, "Look again").click().run()
        until(app, lambda app: "What the model sees: **" in texts(app))
    assert state_hits(app) and local.health.restarts == 1


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
@pytest.mark.parametrize("size", [(4000, 30), (1, 1), (448, 448), (3000, 3000)])
def test_what_the_worker_gets_is_plain_pixels_and_not_many(mode: str, size: tuple[int, int]) -> None:
    picture = Image.new(mode, size)
    pixels = picture_request(picture).picture
    assert pixels is not None and picture.size == size
    assert min(pixels.width, pixels.height) >= 1 and max(pixels.width, pixels.height) <= 448
    assert len(pixels.rgb) == 3 * pixels.width * pixels.height


def test_no_picture_that_cannot_be_decoded_gets_so_far(seeing_home: Path) -> None:
    services = open_services(read_settings())
    try:
        talk = Conversation(services)
        with pytest.raises(CurioError):
            talk.ask("", PICTURE[:200])
        talk.see()
        assert talk.seeing is None
    finally:
        services.close()
