"""Sentences from a GGUF model, written by llama.cpp in a worker process with a queue.

One worker owns one model; `LocalChat` owns the worker. Requests wait in a bounded, visible queue and are written one at a
time. A worker that dies fails the answer it was writing and is started again; one that keeps dying stays down, and says
why. llama.cpp itself is imported only by `models.chat_worker`.

    chat = start_chat(describe("curio-chat"), file, n_ctx=2048, n_threads=2)
    for piece in chat.stream(ChatRequest(messages)): ...
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from models.base import ChatRequest, ChatUsage
from models.errors import ChatBusy, ChatUnavailable, CurioError, ModelFileInvalid
from models.registry import ModelDescription

MOST_WAITING = 8
FRAMES = "frames.json"
_LOAD_SECONDS = 300
_SILENT_SECONDS = 180  # one prompt on a slow machine; longer than that, the worker hangs
_CRASHES = 3
_CRASH_SECONDS = 60
_PROJECT = Path(__file__).resolve().parent.parent


def start_chat(
    description: ModelDescription, file: Path, *, n_ctx: int, n_threads: int, n_gpu_layers: int = -1
) -> LocalChat:
    """Load `file` in a worker and return when it can write. Raises ModelFileInvalid when it cannot be loaded."""
    check_gguf(file)
    return LocalChat(
        description.name, file, _read_frames(file), n_ctx=n_ctx, n_threads=n_threads, n_gpu_layers=n_gpu_layers
    )


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

    def put(self, event: str | ChatUsage | CurioError | None) -> None:
        """For the owner: a piece of text, or how the answer ended (None: cancelled before it began)."""
        self._events.put(event)


class LocalChat:
    """A `ChatModel` whose worker runs on this machine. Thread-safe; one owner thread speaks to the worker."""

    def __init__(
        self, name: str, file: Path, frames: dict[str, list[str]], *, n_ctx: int, n_threads: int, n_gpu_layers: int
    ) -> None:
        self._name = name
        self._frames = frames
        self._file = file
        self._load = {"n_ctx": n_ctx, "n_threads": n_threads, "n_gpu_layers": n_gpu_layers}
        self._lock = threading.Condition()
        self._waiting: deque[LocalStream] = deque()
        self._running: LocalStream | None = None
        self._count = 0
        self._closed = threading.Event()
        self._down = ""
        self._crashes: deque[float] = deque(maxlen=_CRASHES)
        self._worker = _Worker(file, self._load)
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
    def worker_id(self) -> int:
        """The worker's process id, for the page that shows what runs."""
        return self._worker.process.pid

    def stream(self, request: ChatRequest) -> LocalStream:
        """Queue the request and return at once. Raises ChatBusy (queue full) or ChatUnavailable (worker down)."""
        with self._lock:
            self._refuse_when_down()
            if len(self._waiting) >= MOST_WAITING:
                raise ChatBusy("Many shoppers are asking just now, so no suggestion is written. Please try again soon.")
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
            raise ChatUnavailable("The suggestion writer has been closed.")
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
                self._write(stream)
            except (EOFError, OSError):
                stream.put(
                    ChatUnavailable("The suggestion stopped in the middle. The products are all here; ask again.")
                )
                self._mend()
        self._worker.end()
        self._fail_waiting(ChatUnavailable("The suggestion writer has been closed."))

    def _write(self, stream: LocalStream) -> None:
        self._worker.send({"do": "write", "id": stream.number, **asdict(stream.request)}, strict=True)
        while True:
            event = self._worker.receive(_SILENT_SECONDS)
            if event.get("id") != stream.number:
                continue
            if "piece" in event:
                stream.put(event["piece"])
            elif "usage" in event:
                stream.put(ChatUsage(**event["usage"]))
                return
            else:
                stream.put(ModelFileInvalid(event["refused"]))
                return

    def _mend(self) -> None:
        """Start the worker again, unless it died three times in a minute or Curio is closing."""
        reason = self._worker.end()
        if self._closed.is_set():
            return
        now = time.monotonic()
        self._crashes.append(now)
        try:
            if len(self._crashes) == _CRASHES and now - self._crashes[0] < _CRASH_SECONDS:
                raise ModelFileInvalid(f"The worker died {_CRASHES} times in a minute ({reason})")
            worker = _Worker(self._file, self._load)
            with self._lock:
                self._worker = worker
                if self._closed.is_set():
                    worker.kill()
        except ModelFileInvalid as error:
            with self._lock:
                self._down = f"No suggestions until the shop restarts {self._name}: {str(error).rstrip('.')}."
            self._fail_waiting(ChatUnavailable(self._down))

    def _fail_waiting(self, error: ChatUnavailable) -> None:
        with self._lock:
            while self._waiting:
                self._waiting.popleft().put(error)


class _Worker:
    """The process and the socket to it. Loading is part of being made."""

    def __init__(self, file: Path, load: dict[str, int]) -> None:
        self._connection, theirs = Pipe()
        self._sending = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "models.chat_worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_PROJECT), os.environ.get("PYTHONPATH", "")])},
        )
        theirs.close()
        try:
            self.send({"do": "load", "file": str(file), **load}, strict=True)
            answer = self.receive(_LOAD_SECONDS)
        except (EOFError, OSError) as error:
            raise ModelFileInvalid(f"{file} could not be loaded ({self.end()}). Pull the model again.") from error
        if "failed" in answer:
            self.end()
            raise ModelFileInvalid(f"{file} could not be loaded: {_why(answer['failed'])} Pull the model again.")

    def send(self, event: dict[str, Any], *, strict: bool = False) -> None:
        """Send one event. Unless `strict`, a worker that is gone is left for the owner thread to notice."""
        try:
            with self._sending:
                self._connection.send_bytes(json.dumps(event).encode())
        except OSError:
            if strict:
                raise

    def receive(self, seconds: float) -> dict[str, Any]:
        """Wait for one event. Raises EOFError when the worker is gone or silent for `seconds`."""
        if not self._connection.poll(seconds):
            raise EOFError
        event: dict[str, Any] = json.loads(self._connection.recv_bytes())
        return event

    def kill(self) -> None:
        """End the process now; the owner thread sees its socket close."""
        self.process.kill()

    def end(self) -> str:
        """After its socket closed or fell silent: see the process off, and return how it ended in a few words."""
        try:
            status = self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
            return "it hung and was ended"
        finally:
            self._connection.close()
        return f"it was killed by signal {-status}" if status < 0 else f"it ended with status {status}"


def _why(reason: str) -> str:
    """llama.cpp's reason without the path that the message already has, as one sentence."""
    return f"{reason.split(':')[0].strip().rstrip('.')}."
