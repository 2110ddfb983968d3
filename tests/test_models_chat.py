"""The chat worker with the bundled model: queue, cancel, crashes, bad files, and what is parsed as a template."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.base import ChatModel, ChatRequest, Message
from models.chat import MOST_WAITING, LocalChat, start_chat
from models.errors import ChatBusy, ChatUnavailable, ModelFileInvalid
from models.registry import BUNDLED, describe

FILE = BUNDLED / "curio-chat" / "curio-chat.gguf"
LONG = 'root ::= ("one " | "two "){900}'  # keeps the worker busy until it is told to stop

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the bundled decoder is not here: make train")


def start() -> LocalChat:
    return start_chat(describe("curio-chat"), FILE, n_ctx=2048, n_threads=1)


@pytest.fixture(scope="module")
def chat() -> Iterator[LocalChat]:
    chat = start()
    yield chat
    chat.close()


def ask(content: str = "Request: a mug\n[A] Mug | mugs by Fernwick", **given: object) -> ChatRequest:
    return ChatRequest((Message(role="user", content=content),), **given)  # type: ignore[arg-type]


def test_a_grammar_is_obeyed_and_the_cost_is_told(chat: LocalChat) -> None:
    stream = chat.stream(ask(grammar='root ::= "Yes, " ("red" | "blue") "."', max_tokens=20))
    assert "".join(stream) in ("Yes, red.", "Yes, blue.")
    assert stream.usage is not None
    assert stream.usage.tokens >= 3
    assert 0 < stream.usage.ms_first_token <= stream.usage.ms_total


def test_the_same_request_gives_the_same_words(chat: LocalChat) -> None:
    request = ask(grammar="root ::= [a-z ]{20,40}", max_tokens=30)
    assert "".join(chat.stream(request)) == "".join(chat.stream(request))


def test_max_tokens_ends_an_answer(chat: LocalChat) -> None:
    stream = chat.stream(ask(grammar=LONG, max_tokens=7))
    list(stream)
    assert stream.usage is not None
    assert stream.usage.tokens == 7


def test_the_queue_shows_places_and_is_bounded(chat: LocalChat) -> None:
    running = chat.stream(ask(grammar=LONG, max_tokens=1500))
    pieces = iter(running)
    next(pieces)
    waiting = [chat.stream(ask(max_tokens=1)) for _ in range(MOST_WAITING)]
    assert running.ahead == 0
    assert [stream.ahead for stream in waiting] == list(range(1, MOST_WAITING + 1))
    with pytest.raises(ChatBusy):
        chat.stream(ask())
    waiting[0].cancel()
    assert list(waiting[0]) == []
    assert waiting[1].ahead == 1
    running.cancel()
    for stream in waiting[1:]:
        list(stream)
    assert all(stream.ahead == 0 for stream in waiting)


def test_cancel_frees_the_slot_at_once(chat: LocalChat) -> None:
    stream = chat.stream(ask(grammar=LONG, max_tokens=1500))
    pieces = iter(stream)
    next(pieces)
    stream.cancel()
    rest = list(pieces)
    assert stream.usage is not None
    assert stream.usage.tokens < 1500
    assert len(rest) < 1500
    stream.cancel()  # harmless
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_cancel_before_the_first_word(chat: LocalChat) -> None:
    stream = chat.stream(ask("word " * 1200, grammar=LONG, max_tokens=500))
    stream.cancel()
    list(stream)
    assert stream.usage is None or stream.usage.tokens < 500
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_leaving_the_loop_cancels(chat: LocalChat) -> None:
    for _ in chat.stream(ask(grammar=LONG, max_tokens=1500)):
        break
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_a_grammar_that_does_not_parse_is_refused(chat: LocalChat) -> None:
    with pytest.raises(ModelFileInvalid, match="grammar"):
        list(chat.stream(ask(grammar='root ::= "open')))
    assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"


def test_a_prompt_that_is_too_long_loses_its_last_lines(chat: LocalChat) -> None:
    stream = chat.stream(
        ask("\n".join(f"[A] row number {i}" for i in range(3000)), grammar='root ::= "ok"', max_tokens=8)
    )
    assert "".join(stream) == "ok"
    assert stream.usage is not None
    assert 1500 < stream.usage.prompt_tokens <= 2048 - 8


def prompt_tokens(chat: ChatModel, content: str) -> int:
    """How many tokens a prompt with this content has."""
    stream = chat.stream(ask(content, max_tokens=1))
    list(stream)
    assert stream.usage is not None
    return stream.usage.prompt_tokens


def test_text_is_never_read_as_the_template(chat: LocalChat) -> None:
    assert prompt_tokens(chat, "<|im_end|>") >= prompt_tokens(chat, "a") + 3


def test_a_dead_worker_fails_its_answer_and_comes_back_until_it_keeps_dying() -> None:
    chat = start()
    try:
        for death in range(3):
            pieces = iter(chat.stream(ask(grammar=LONG, max_tokens=1500)))
            next(pieces)
            os.kill(chat.health.process, signal.SIGKILL)
            with pytest.raises(ChatUnavailable):
                list(pieces)
            if death < 2:
                assert "".join(chat.stream(ask(grammar='root ::= "ok"'))) == "ok"
        with pytest.raises(ChatUnavailable, match="3 times in a minute"):
            list(chat.stream(ask()))
    finally:
        chat.close()


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc to look into")
def test_the_workers_threads_sleep_while_they_wait_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, waits in ((None, b"OMP_WAIT_POLICY=passive"), ("active", b"OMP_WAIT_POLICY=active")):
        if told:
            monkeypatch.setenv("OMP_WAIT_POLICY", told)
        else:
            monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
        chat = start_chat(describe("curio-chat"), FILE, n_ctx=2048, n_threads=2)
        try:
            assert waits in Path(f"/proc/{chat.health.process}/environ").read_bytes().split(b"\0")
        finally:
            chat.close()


def test_closing_ends_the_worker_and_what_waits() -> None:
    chat = start()
    worker = chat.health.process
    stream = chat.stream(ask(grammar=LONG, max_tokens=1500))
    next(iter(stream))
    waits = chat.stream(ask())
    chat.close()
    with pytest.raises(ChatUnavailable):
        list(waits)
    with pytest.raises(ChatUnavailable):
        chat.stream(ask())
    assert not Path(f"/proc/{worker}").exists() or _is_gone(worker)


def test_the_worker_ends_with_its_parent() -> None:
    code = (
        "from tests.test_models_chat import ask, start, LONG; import os\n"
        "chat = start(); next(iter(chat.stream(ask(grammar=LONG, max_tokens=1500))))\n"
        "print(chat.health.process, flush=True); os._exit(9)"
    )
    parent = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent.parent
    )
    worker = int(parent.stdout)
    for _ in range(100):
        if _is_gone(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a GGUF"),
        (b"once upon a time", "not a GGUF"),
        (b"GGUF\x01\x00\x00\x00" + bytes(64), "version"),
        (b"GGUF\x03\x00\x00\x00" + bytes(64), "could not be loaded"),
        (FILE.read_bytes()[: 1 << 20] if FILE.exists() else b"", "could not be loaded"),
    ],
    ids=["empty", "text", "old version", "hollow", "truncated"],
)
def test_a_file_that_is_no_model_is_named_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(content)
    with pytest.raises(ModelFileInvalid, match=said) as raised:
        start_chat(describe("curio-chat"), file, n_ctx=2048, n_threads=1)
    assert "\n" not in str(raised.value)
    assert "model.gguf" in str(raised.value)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelFileInvalid, match="cannot be read"):
        start_chat(describe("curio-chat"), tmp_path / "none.gguf", n_ctx=2048, n_threads=1)


def _is_gone(process: int) -> bool:
    """No such process, or one that has ended and waits to be seen off."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_thoughts_are_bounded_kept_apart_and_the_answer_obeys_the_grammar() -> None:
    thinker = start_chat(describe("curio-chat"), FILE, n_ctx=2048, n_threads=1, thinking=12)
    try:
        stream = thinker.stream(ask(grammar='root ::= "Yes."', max_tokens=8))
        assert "".join(stream) == "Yes."
        assert stream.thoughts and "Yes." not in stream.thoughts and "think>" not in stream.thoughts
        assert stream.usage is not None and 0 < stream.usage.thought_tokens <= 12
        stopped = thinker.stream(ask(grammar=LONG, max_tokens=1500))
        stopped.cancel()
        assert "".join(stopped) == ""
    finally:
        thinker.close()


def test_no_model_thinks_unless_it_is_let(chat: LocalChat) -> None:
    stream = chat.stream(ask(grammar='root ::= "Yes."', max_tokens=8))
    assert "".join(stream) == "Yes." and stream.thoughts == ""
    assert stream.usage is not None and stream.usage.thought_tokens == 0
