"""A picture shown to a chat model: llama.cpp's own way through a vision model of random weights, and files that are none."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.base import ChatRequest, Message, Pixels
from models.chat import LocalChat, start_chat
from models.chat_remote import RemoteChat
from models.errors import ChatUnavailable, ModelFileInvalid
from models.registry import all_models, describe, dropped
from tests.small_models import random_chat_file, random_vision_files
from tests.test_models_chat import LONG, ask

WORDS = "root ::= [A-Z] [a-z ]{10,40}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return random_vision_files(tmp_path_factory.mktemp("vision"))


def start(files: tuple[Path, Path], **given: int) -> LocalChat:
    return start_chat(describe(str(files[0])), files[0], n_ctx=2048, n_threads=1, projector=files[1], **given)


@pytest.fixture(scope="module")
def chat(files: tuple[Path, Path]) -> Iterator[LocalChat]:
    made = start(files)
    yield made
    made.close()


def picture(width: int = 96, height: int = 64, seed: int = 1) -> Pixels:
    return Pixels(width, height, np.random.default_rng(seed).bytes(3 * width * height))


def see(shown: Pixels, grammar: str = WORDS, max_tokens: int = 30) -> ChatRequest:
    return ChatRequest((Message(role="user", content="What is this?"),), grammar, max_tokens, picture=shown)


def test_a_picture_is_read_and_counted_and_the_answer_obeys_the_grammar(chat: LocalChat) -> None:
    stream = chat.stream(see(picture(256, 256)))
    text = "".join(stream)
    assert text[0].isupper() and text[1:].replace(" ", "").islower()
    words = chat.stream(ChatRequest(see(picture()).messages, WORDS, 30))
    list(words)
    assert stream.usage is not None and words.usage is not None
    # A mark before it, one after it, and one token for each square of 32 pixels.
    assert stream.usage.prompt_tokens == words.usage.prompt_tokens + 2 + 8 * 8


def test_what_the_picture_shows_has_a_say(chat: LocalChat) -> None:
    said = {"".join(chat.stream(see(picture(128, 128, seed)))) for seed in range(6)}
    assert len(said) > 1
    assert "".join(chat.stream(see(picture(128, 128, 3)))) in said


def test_a_picture_leaves_nothing_behind_for_the_next_request(chat: LocalChat, files: tuple[Path, Path]) -> None:
    asked = ask(grammar=WORDS, max_tokens=30)
    fresh = start(files)
    try:
        expected = "".join(fresh.stream(asked))
    finally:
        fresh.close()
    for _ in range(2):
        list(chat.stream(see(picture())))
        assert "".join(chat.stream(asked)) == expected
        list(chat.stream(ask("Request: a mug\n[A] Mug", grammar=WORDS)))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 400), (448, 3), (448, 448), (97, 61)])
def test_a_picture_of_any_shape_is_read_or_refused_in_one_line(chat: LocalChat, width: int, height: int) -> None:
    before = chat.health.restarts
    try:
        assert "".join(chat.stream(see(picture(width, height))))
    except ModelFileInvalid as error:
        assert "picture" in str(error)
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"
    assert chat.health.restarts == before


@pytest.mark.parametrize("shown", [Pixels(10, 10, b"abc"), Pixels(0, 0, b""), Pixels(-4, -4, bytes(48))])
def test_pixels_that_are_none_are_refused(chat: LocalChat, shown: Pixels) -> None:
    with pytest.raises(ModelFileInvalid, match="not as large"):
        list(chat.stream(see(shown)))
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_a_picture_that_does_not_fit_the_context_is_refused_in_one_line(chat: LocalChat) -> None:
    with pytest.raises(ModelFileInvalid, match="CURIO_N_CTX"):
        list(chat.stream(see(picture(448, 448), max_tokens=1900)))
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_stopping_frees_the_slot(chat: LocalChat) -> None:
    stream = chat.stream(see(picture(), LONG, 1500))
    pieces = iter(stream)
    next(pieces)
    stream.cancel()
    assert len(list(pieces)) < 1500
    early = chat.stream(see(picture(448, 448), LONG, 1500))
    early.cancel()  # perhaps while the picture is being read
    assert len(list(early)) < 1500
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"
    assert chat.health.restarts == 0


def test_killed_over_a_picture_the_worker_comes_back_and_sees(files: tuple[Path, Path]) -> None:
    chat = start(files)
    try:
        pieces = iter(chat.stream(see(picture(), LONG, 1500)))
        next(pieces)
        os.kill(chat.health.process, signal.SIGKILL)
        with pytest.raises(ChatUnavailable, match="products are all here"):
            list(pieces)
        assert "".join(chat.stream(see(picture())))
        assert chat.health.restarts == 1
    finally:
        chat.close()


def test_a_model_that_sees_none_refuses_a_picture_and_goes_on(tmp_path: Path) -> None:
    file = random_chat_file(tmp_path / "words.gguf")
    chat = start_chat(describe(str(file)), file, n_ctx=2048, n_threads=1)
    try:
        with pytest.raises(ModelFileInvalid, match="sees no pictures"):
            list(chat.stream(see(picture())))
        assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"
    finally:
        chat.close()


def test_no_picture_goes_to_a_server() -> None:
    with pytest.raises(ValueError, match="not sent"):
        RemoteChat("http://127.0.0.1:9").stream(see(picture()))


@pytest.mark.parametrize("damage", ["cut", "empty", "text", "a model", "another's", "noise"])
def test_a_projector_that_is_none_is_one_line(files: tuple[Path, Path], tmp_path: Path, damage: str) -> None:
    model, projector = files
    wrong = tmp_path / "mmproj-wrong.gguf"
    whole = projector.read_bytes()
    made = {
        "cut": whole[: len(whole) // 2], "empty": b"", "text": b"once upon a time", "a model": model.read_bytes(),
        "another's": whole.replace(b"qwen3vl_merger", b"qwen9vl_merger"), "noise": whole[:64] + bytes(5_000),
    }  # fmt: skip
    wrong.write_bytes(made[damage])
    with pytest.raises(ModelFileInvalid, match=r"gguf") as raised:
        start((model, wrong))
    assert "\n" not in str(raised.value)


def test_a_projector_is_known_by_its_name_beside_the_only_model(files: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
    [mine] = dropped(tmp_path)
    assert (mine.title, mine.projector) == ("sees.gguf", "mmproj-sees.gguf")
    assert mine.size == sum(file.stat().st_size for file in files)
    shutil.copyfile(files[0], folder / "other.gguf")  # whose is it now?
    assert [one.projector for one in dropped(tmp_path)] == ["", ""]


def test_the_registry_has_vision_models_of_two_files() -> None:
    seeing = [one for one in all_models() if one.projector]
    assert seeing and all(len(one.files) == 2 and one.task == "chat" for one in seeing)
    assert all(one.memory > one.size for one in seeing)
