"""Sentences from a GGUF model, written by llama.cpp in a worker process with a queue.

One worker owns one model; `LocalChat` owns the worker. Requests wait in a bounded, visible queue and are written one at a
time. A worker that dies, or hangs, fails the answer it was writing and is started again; one that keeps dying stays down, and
says why. What waits is not lost by it. llama.cpp itself is imported only by `models.chat_worker`.

    chat = start_chat(describe("curio-chat"), file, n_ctx=2048, n_threads=2)
    for piece in chat.stream(ChatRequest(messages)): ...
"""

from __future__ import annotations

import base64
import json
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from models.base import ChatRequest, ChatUsage
from models.chat_process import Worker
from models.errors import ChatBusy, ChatUnavailable, CurioError, ModelFileInvalid
from models.phrase import phrase
from models.registry import ModelDescription

MOST_WAITING = 32
FRAMES = "frames.json"
# While it computes, the worker says so every second; on a GPU, which cannot, one batch of a prompt takes less than this.
SILENT_SECONDS = 30
# Of a model this small a second thread computes less than waiting for it takes, and it leaves a core to the search.
_SMALL_BYTES = 50_000_000
_CRASHES = 3
_CRASH_SECONDS = 60
_STOPPED = phrase("The suggestion stopped in the middle. The products are all here; ask again.")
_log = logging.getLogger(__name__)


def start_chat(
    description: ModelDescription,
    file: Path,
    *,
    n_ctx: int,
    n_threads: int,
    n_gpu_layers: int = -1,
    thinking: int = 0,
    projector: Path | None = None,
    most_waiting: int = MOST_WAITING,
    silent_seconds: float = SILENT_SECONDS,
) -> LocalChat:
    """Load `file` in a worker and return when it can write. Raises ModelFileInvalid when it cannot be loaded.

    With the `projector` of a vision model it can be shown pictures too. A model that can think does so for at most `thinking`
    tokens before each answer. `most_waiting` requests may wait; a worker that neither writes nor computes for
    `silent_seconds` counts as hung.
    """
    check_gguf(file)
    if projector is not None:
        check_gguf(projector)
    return LocalChat(
        description.name,
        file,
        _read_frames(file),
        n_ctx=n_ctx,
        n_threads=1 if file.stat().st_size < _SMALL_BYTES else n_threads,
        n_gpu_layers=n_gpu_layers,
        thinking=thinking,
        projector=projector,
        most_waiting=most_waiting,
        silent_seconds=silent_seconds,
    )


@dataclass(frozen=True)
class ChatHealth:
    """How a writer does. `down` is why it stays down ("" while it writes), `last_end` how its worker last came to an end.

    `waiting` counts requests, the one being written not among them; `restarts` since it was opened. `gpu_build` tells whether
    llama.cpp was built for a GPU, `n_gpu_layers` how many layers it was told to put there, `on_gpu` which are there in its own
    count ("" for none); `n_ctx` is in tokens.
    """

    process: int
    waiting: int
    writing: bool
    restarts: int
    last_end: str
    down: str
    gpu_build: bool
    on_gpu: str
    n_gpu_layers: int
    n_ctx: int


def _read_frames(file: Path) -> dict[str, list[str]]:
    """The frames.json beside a model that was trained on frames; most have none."""
    frames = file.with_name(FRAMES)
    try:
        read: dict[str, list[str]] = json.loads(frames.read_text("utf-8")) if frames.is_file() else {}
    except (OSError, ValueError) as error:
        raise ModelFileInvalid(f"{frames} cannot be read ({error}). Pull the model again.") from error
    return read


def check_gguf(file: Path) -> None:
    """Raise ModelFileInvalid unless `file` begins as a GGUF file does. What lies behind is the worker's to judge."""
    try:
        with file.open("rb") as opened:
            head = opened.read(8)
    except OSError as error:
        raise ModelFileInvalid(f"{file} cannot be read ({error.strerror}). Pull the model again.") from error
    if head[:4] != b"GGUF":
        raise ModelFileInvalid(f"{file} is not a GGUF file. Pull the model again, or name another file.")
    if int.from_bytes(head[4:8], "little") not in (2, 3):
        raise ModelFileInvalid(f"{file} is a GGUF of a version llama.cpp does not read. Name a newer file.")


class LocalStream:
    """One answer. Made by `LocalChat.stream`; iterate once."""

    def __init__(self, chat: LocalChat, request: ChatRequest, number: int) -> None:
        self.request = request
        self.number = number
        self._chat = chat
        self._events: queue.SimpleQueue[str | ChatUsage | CurioError | None] = queue.SimpleQueue()
        self._usage: ChatUsage | None = None
        self._ended = False
        self._thoughts = ""

    def __iter__(self) -> Iterator[str]:
        try:
            while not self._ended:
                event = self._events.get()
                if isinstance(event, str):
                    yield event
                    continue
                self._ended = True
                if isinstance(event, CurioError):
                    raise event
                self._usage = event
        finally:
            if not self._ended:  # the reader left in the middle
                self.cancel()

    @property
    def usage(self) -> ChatUsage | None:
        """What it cost; None until the last piece was read, and when it was cancelled while waiting."""
        return self._usage

    @property
    def ahead(self) -> int:
        """How many answers are written before this one; 0 when this one is being written or has ended."""
        return self._chat.ahead(self)

    def cancel(self) -> None:
        """Stop within one token and free the slot; harmless when already ended."""
        self._chat.cancel(self)

    @property
    def thoughts(self) -> str:
        """What the model thought before it wrote, as far as it has."""
        return self._thoughts

    def think(self, piece: str) -> None:
        """For the owner: a piece of a thought."""
        self._thoughts += piece

    def put(self, event: str | ChatUsage | CurioError | None) -> None:
        """For the owner: a piece of text, or how the answer ended (None: cancelled before it began)."""
        self._events.put(event)


class LocalChat:
    """A `ChatModel` whose worker runs on this machine. Thread-safe; one owner thread speaks to the worker."""

    def __init__(
        self,
        name: str,
        file: Path,
        frames: dict[str, list[str]],
        *,
        n_ctx: int,
        n_threads: int,
        n_gpu_layers: int,
        thinking: int,
        projector: Path | None,
        most_waiting: int,
        silent_seconds: float,
    ) -> None:
        self._name = name
        self._frames = frames
        self._file = file
        self._load: dict[str, int | str] = {
            "n_ctx": n_ctx,
            "n_threads": n_threads,
            "n_gpu_layers": n_gpu_layers,
            "projector": str(projector or ""),
        }
        self._thinking = thinking
        self._most_waiting = most_waiting
        self._silent_seconds = silent_seconds
        self._lock = threading.Condition()
        self._waiting: deque[LocalStream] = deque()
        self._running: LocalStream | None = None
        self._count = 0
        self._closed = threading.Event()
        self._down = ""
        self._crashes: deque[float] = deque(maxlen=_CRASHES)
        self._restarts = 0
        self._last_end = ""
        self._worker = Worker(file, self._load)
        self._owner = threading.Thread(target=self._own, name="curio-chat", daemon=True)
        self._owner.start()

    @property
    def name(self) -> str:
        """The model's name in the registry, or its file's."""
        return self._name

    @property
    def frames(self) -> dict[str, list[str]]:
        """The sentence frames this model keeps to; empty: it writes freely."""
        return self._frames

    @property
    def health(self) -> ChatHealth:
        """How the writer does now, for the page that shows what runs."""
        with self._lock:
            return ChatHealth(
                self._worker.process.pid,
                len(self._waiting),
                self._running is not None,
                self._restarts,
                self._last_end,
                self._down,
                bool(self._worker.about["gpu_build"]),
                str(self._worker.about["on_gpu"]),
                int(self._worker.about["n_gpu_layers"]),
                int(self._worker.about["n_ctx"]),
            )

    def stream(self, request: ChatRequest) -> LocalStream:
        """Queue the request and return at once. Raises ChatBusy (queue full) or ChatUnavailable (worker down)."""
        with self._lock:
            self._refuse_when_down()
            if len(self._waiting) >= self._most_waiting:
                raise ChatBusy(
                    phrase("Many shoppers are asking just now, so no suggestion is written. Please try again soon.")
                )
            self._count += 1
            stream = LocalStream(self, request, self._count)
            self._waiting.append(stream)
            self._lock.notify_all()
            return stream

    def close(self) -> None:
        """End the worker. Answers that were waiting or being written end with ChatUnavailable."""
        with self._lock:
            self._closed.set()
            self._lock.notify_all()
            self._worker.kill()
        if threading.current_thread() is not self._owner:
            self._owner.join(timeout=10)

    def ahead(self, stream: LocalStream) -> int:
        """How many answers are written before `stream`."""
        with self._lock:
            if stream not in self._waiting:
                return 0
            return self._waiting.index(stream) + (self._running is not None)

    def cancel(self, stream: LocalStream) -> None:
        """Take `stream` out of the queue, or tell the worker to stop writing it."""
        with self._lock:
            if stream in self._waiting:
                self._waiting.remove(stream)
                stream.put(None)
            elif self._running is stream:
                self._worker.send({"do": "cancel", "id": stream.number})

    def _refuse_when_down(self) -> None:
        if self._closed.is_set():
            raise ChatUnavailable(phrase("The suggestion writer has been closed."))
        if self._down:
            raise ChatUnavailable(self._down)

    def _own(self) -> None:
        """The owner thread: take a request, have it written, mend the worker."""
        while True:
            with self._lock:
                self._running = None
                self._lock.wait_for(lambda: self._waiting or self._closed.is_set())
                if self._closed.is_set():
                    break
                stream = self._running = self._waiting.popleft()
            try:
                self._hand_over(stream)
                self._write(stream)
            except Exception as error:  # this thread's edge: were it to end, everybody would wait for ever
                if not isinstance(error, EOFError | OSError):
                    _log.exception("the writer's worker said what it should not")
                    self._worker.kill()
                stream.put(ChatUnavailable(self._down or _STOPPED))
                self._mend()
        self._worker.end()
        self._fail_waiting(ChatUnavailable(phrase("The suggestion writer has been closed.")))

    def _hand_over(self, stream: LocalStream) -> None:
        """Give the request to the worker. One that died while nobody asked is no fault of this request: another gets it."""
        asked = {"do": "write", "id": stream.number, "thinking": self._thinking, **asdict(stream.request)}
        if (picture := stream.request.picture) is not None:
            asked["picture"]["rgb"] = base64.b64encode(picture.rgb).decode()
        if self._worker.process.poll() is not None:
            self._mend()
        self._worker.send(asked, strict=True)

    def _write(self, stream: LocalStream) -> None:
        while True:
            event = self._worker.receive(self._silent_seconds)
            if event.get("id") != stream.number:
                continue
            if "thought" in event:
                stream.think(event["thought"])
            elif "piece" in event:
                stream.put(event["piece"])
            elif "usage" in event:
                stream.put(ChatUsage(**event["usage"]))
                return
            elif "refused" in event:
                stream.put(ModelFileInvalid(event["refused"]))
                return

    def _mend(self) -> None:
        """Start the worker again, unless it died three times in a minute or Curio is closing."""
        reason = self._worker.end()
        if self._closed.is_set() or self._down:
            return
        now = time.monotonic()
        _log.warning("the writer of %s ended: %s", self._name, reason)
        self._crashes.append(now)
        try:
            if len(self._crashes) == _CRASHES and now - self._crashes[0] < _CRASH_SECONDS:
                raise ModelFileInvalid(f"The worker died {_CRASHES} times in a minute ({reason})")
            worker = Worker(self._file, self._load)
            with self._lock:
                self._worker, self._last_end = worker, reason
                self._restarts += 1
                if self._closed.is_set():
                    worker.kill()
        except ModelFileInvalid as error:
            with self._lock:
                self._last_end = reason
                self._down = phrase(
                    "No suggestions until the shop restarts {model}: {reason}.",
                    model=self._name,
                    reason=str(error).rstrip("."),
                )
            self._fail_waiting(ChatUnavailable(self._down))

    def _fail_waiting(self, error: ChatUnavailable) -> None:
        with self._lock:
            while self._waiting:
                self._waiting.popleft().put(error)
