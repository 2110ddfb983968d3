"""Sentences from an OpenAI-compatible server that the shop runs or rents (llama-server, vLLM), by its URL.

For models that the shop's own machine cannot hold. The words of a request and the rows it speaks of go to that server and to no
other: a redirect is not followed, a proxy of the environment not used. What comes back is a stranger's: bounded in bytes and
in time, and checked sentence by sentence like any other model's. Nothing is asked before the first request.

llama-server and vLLM, which say who they are, are held by the same grammar as the worker here; others by the check alone.
These two think only when they are let, and are then asked twice: for a thought, whose beginning is kept apart, and for an
answer under the grammar, with that thought before it. Others think or not as they please; what they send as a thought, or
between <think> and </think>, is no prose either, and is kept when they are let think. A thought that nothing marks as one is
prose, and checked as such.
`http.client`, not a client library: it follows nothing, retries nothing, and its socket can be shut from another thread.

    chat = RemoteChat("http://10.0.0.5:8080", model="qwen3-8b")
"""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from models.base import ChatRequest, ChatUsage, Message
from models.chat_reply import Apart, Cost, read_event
from models.errors import ChatBusy, ChatUnavailable
from models.phrase import phrase

MOST_WAITING = 32
AT_ONCE = 4  # such servers write several answers at a time; llama-server's own number
SILENT_SECONDS = 30.0
LONGEST_SECONDS = 180.0
_CONNECT_SECONDS = 5.0
_PIECE_BYTES = 4_000  # what a token costs at most, with the JSON around it
_SPARE_BYTES = 100_000
_ABOUT_BYTES = 1_000_000
_GRAMMAR_FIELD = {"llamacpp": "grammar", "vllm": "structured_outputs"}
_LETTERS = 16  # of a thought for each token that it may have: no tokenizer here makes fewer of a longer text
_ANSWER_NOW = Message(role="user", content="That is enough thought. Write the answer now, and nothing else.")
_MARKERS = re.compile(r"\[(/?[A-Z_]{2,})\]")  # Mistral's; a product's letter is one
_log = logging.getLogger(__name__)


def split_url(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of a server's address. Raises ValueError, saying why it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no address of a server: http://HOST:PORT or https://HOST")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("the address of a server holds no password, ? or #; a key goes into CURIO_CHAT_KEY")
    path = parts.path.rstrip("/").removesuffix("/v1")
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80), f"{path}/v1"


class RemoteStream:
    """One answer. Made by `RemoteChat.stream`; iterate once."""

    def __init__(self, chat: RemoteChat, request: ChatRequest) -> None:
        self.request = request
        self._chat = chat
        self._usage: ChatUsage | None = None
        self._thoughts = ""
        self._socket: socket.socket | None = None
        self._until = 0.0
        self.cancelled = threading.Event()

    def __iter__(self) -> Iterator[str]:
        with self._chat.turn(self):
            if not self.cancelled.is_set():
                yield from self._written()

    @property
    def usage(self) -> ChatUsage | None:
        """What it cost, as the server counts; None until the end, and when it was cancelled while waiting."""
        return self._usage

    @property
    def thoughts(self) -> str:
        """What the model thought before it wrote, as far as it was let and has told."""
        return self._thoughts

    @property
    def ahead(self) -> int:
        """How many answers are begun before this one."""
        return self._chat.ahead(self)

    def cancel(self) -> None:
        """Close the connection, at which the server stops writing; harmless when already ended."""
        self.cancelled.set()
        self._chat.wake()
        self._hang_up()

    def _connected(self) -> HTTPConnection:
        if time.monotonic() > self._until:
            raise TimeoutError("it took too long")
        connection = self._chat.connect()
        self._socket = connection.sock  # the connection forgets it once an answer has begun
        if self.cancelled.is_set():  # before there was one to shut
            self._hang_up()
        return connection

    def _hang_up(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)  # unlike close, it ends another thread's recv

    def _written(self) -> Iterator[str]:
        began = time.monotonic()
        self._until = began + self._chat.longest_seconds
        cost = Cost()
        alarm = threading.Timer(self._chat.longest_seconds, self._hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            if not self._chat.met:
                self._chat.meet(self._connected())
            for text in self._answer(cost):
                if cost.pieces < self.request.max_tokens:
                    cost.first = cost.first or time.monotonic()
                    cost.pieces += 1
                    yield text
        except (OSError, HTTPException, EOFError, ValueError, LookupError, TypeError, RecursionError) as error:
            if not self.cancelled.is_set():
                _log.warning("the server of sentences at %s: %s", self._chat.host, error or type(error).__name__)
                raise ChatUnavailable(
                    phrase("The suggestion stopped in the middle. The products are all here; ask again.")
                    if cost.pieces
                    else phrase("No suggestion can be written just now. The products are all here.")
                ) from error
        finally:
            alarm.cancel()
            self._hang_up()
        self._usage = cost.usage(began, time.monotonic())

    def _answer(self, cost: Cost) -> Iterator[str]:
        """The prose of the answer, after a thought where there may be one."""
        request, thinking = self.request, self._chat.thinking
        if thinking and self._chat.obeys:
            thought = replace(request, grammar=None, max_tokens=thinking)
            # Of this request only the thought is wanted: the answer that would follow it is under no grammar.
            next(filter(str.strip, self._read(thought, cost, think=True)), None)
            self._hang_up()
            cost.thought_apart()
            if self._thoughts.strip():
                said = Message(role="assistant", content=self._thoughts.strip())
                request = replace(request, messages=(*request.messages, said, _ANSWER_NOW))
        elif thinking:
            request = replace(request, max_tokens=request.max_tokens + thinking)
        yield from self._read(request, cost)

    def _read(self, request: ChatRequest, cost: Cost, *, think: bool = False) -> Iterator[str]:
        """The prose of what the server sends. Thoughts are put by as far as they may go, and with `think` no further read."""
        apart = Apart()
        # Who is told not to think has done so already.
        most = self._chat.thinking if think or not self._chat.obeys else 0
        for event in self._chat.events(self._connected(), request, think=think):
            cost.count(event)
            for is_thought, part in apart.read(*read_event(event)):
                if not is_thought:
                    yield part
                    continue
                cost.thoughts += 1
                if cost.thoughts <= most:
                    self._thoughts = (self._thoughts + part)[: _LETTERS * most]
            if self.cancelled.is_set() or (think and cost.thoughts >= most):
                return
        yield from apart.rest()


class RemoteChat:
    """A `ChatModel` behind a URL. Thread-safe; each stream is read by the thread that iterates it, `AT_ONCE` of them together.

    `model` is the server's name for it; empty: the first that it offers. `key` is sent as a bearer token, to this server only.
    A model that can think does so for at most `thinking` tokens before each answer.
    """

    def __init__(
        self,
        url: str,
        *,
        model: str = "",
        key: str = "",
        thinking: int = 0,
        silent_seconds: float = SILENT_SECONDS,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        self._scheme, self.host, self._port, self._path = split_url(url)
        self._model, self._key = model, key
        self.thinking = thinking
        self._silent_seconds, self.longest_seconds = silent_seconds, longest_seconds
        self._kind: str | None = None
        self._lock = threading.Condition()
        self._waiting: deque[RemoteStream] = deque()
        self._running: set[RemoteStream] = set()
        self._closed = False

    @property
    def name(self) -> str:
        """The model's name on the server, or the server's, as long as none was said."""
        return self._model or self.host

    @property
    def frames(self) -> dict[str, list[str]]:
        """None: such a model writes freely."""
        return {}

    def stream(self, request: ChatRequest) -> RemoteStream:
        """Return at once; the request is queued when it is iterated. Raises ChatBusy (queue full) or ChatUnavailable.

        Raises ValueError for a request with a picture: those stay on this machine.
        """
        if request.picture is not None:
            raise ValueError("a picture is not sent to a server")
        if self._closed:
            raise ChatUnavailable(phrase("The suggestion writer has been closed."))
        self._refuse_when_full()
        return RemoteStream(self, request)

    def close(self) -> None:
        """End what is being written; the server is left as it is."""
        with self._lock:
            self._closed = True
            streams = [*self._running, *self._waiting]
        for stream in streams:
            stream.cancel()

    def ahead(self, stream: RemoteStream) -> int:
        """How many answers are begun before `stream`."""
        with self._lock:
            return self._waiting.index(stream) + 1 if stream in self._waiting else 0

    def wake(self) -> None:
        """Let whoever waits look again whether they still want to."""
        with self._lock:
            self._lock.notify_all()

    @contextmanager
    def turn(self, stream: RemoteStream) -> Iterator[None]:
        """Wait, in order, until `stream` may be written, or is cancelled; and make room at the end."""
        with self._lock:
            self._refuse_when_full()
            self._waiting.append(stream)
            self._lock.wait_for(
                lambda: stream.cancelled.is_set() or (self._waiting[0] is stream and len(self._running) < AT_ONCE)
            )
            self._waiting.remove(stream)
            self._running.add(stream)
            self._lock.notify_all()
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(stream)
                self._lock.notify_all()

    def connect(self) -> HTTPConnection:
        """Open a connection to the server: a new one each time, so that nothing of one answer reaches another."""
        if self._scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                self.host, self._port, timeout=_CONNECT_SECONDS, context=ssl.create_default_context()
            )
        else:
            connection = HTTPConnection(self.host, self._port, timeout=_CONNECT_SECONDS)
        connection.connect()
        connection.sock.settimeout(self._silent_seconds)
        return connection

    def events(
        self, connection: HTTPConnection, request: ChatRequest, *, think: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Yield what the server sends, until it says that it is done. Raises EOFError when it is cut off before."""
        asked = json.dumps(self._asked(request, think))
        connection.request("POST", f"{self._path}/chat/completions", asked, self._headers())
        response = _accepted(connection.getresponse())
        room = _SPARE_BYTES + _PIECE_BYTES * request.max_tokens
        held = b""
        while block := response.read1(8192):
            room -= len(block)
            if room < 0:
                raise ValueError("it sent far more than was asked for")
            *lines, held = (held + block).split(b"\n")
            for line in lines:
                said = line.strip().removeprefix(b"data:").strip()
                if said == b"[DONE]":
                    return
                if said and line.startswith(b"data:"):
                    event = json.loads(said)
                    if not isinstance(event, dict) or "error" in event:
                        raise ValueError(f"it answered {said[:200]!r}")
                    yield event
        raise EOFError("the answer was cut off")

    @property
    def met(self) -> bool:
        """Whether it is known what the server is."""
        return self._kind is not None

    @property
    def obeys(self) -> bool:
        """Whether it is a server that can be told to think or not to, and takes a grammar."""
        return self._kind in _GRAMMAR_FIELD

    def meet(self, connection: HTTPConnection) -> None:
        """Ask what the server is and which model it offers; once, before the first request."""
        connection.request("GET", f"{self._path}/models", headers=self._headers())
        raw = _accepted(connection.getresponse()).read(_ABOUT_BYTES)
        connection.close()
        offered = json.loads(raw)["data"][0]
        self._model = self._model or str(offered["id"])
        self._kind = str(offered.get("owned_by", ""))

    def _asked(self, request: ChatRequest, think: bool) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "model": self._model,
            "messages": [{**message, "content": _unmarked(message["content"])} for message in request.messages],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        field = _GRAMMAR_FIELD.get(self._kind or "")
        if field:  # others refuse what they do not know
            asked["chat_template_kwargs"] = {"enable_thinking": think}
            if request.grammar:
                asked[field] = request.grammar if field == "grammar" else {"grammar": request.grammar}
        return asked

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        return {"Content-Type": "application/json", "Accept-Encoding": "identity", **key}

    def _refuse_when_full(self) -> None:
        if len(self._waiting) >= MOST_WAITING:
            raise ChatBusy(
                phrase("Many shoppers are asking just now, so no suggestion is written. Please try again soon.")
            )


def _accepted(response: HTTPResponse) -> HTTPResponse:
    if response.status != 200:
        to = " (a redirect: name the address it leads to)" if 300 <= response.status < 400 else ""
        raise ValueError(f"it answered {response.status}{to}")
    return response


def _unmarked(text: str) -> str:
    """Text in which no template of any family finds a marker: a server parses them wherever they stand."""
    text = text.encode("utf-8", "replace").decode()
    return _MARKERS.sub(r"(\1)", text.translate({ord("<"): "‹", ord(">"): "›"}))
