"""The process that runs llama.cpp: one model, one request at a time, JSON over an inherited socket.

Started by `models.chat` as `python -m models.chat_worker FD`; nothing else imports it. It is a process of its own because
a bad model file or grammar can end it by a segmentation fault, and the shop goes on. It ends when its parent does.

    parent → worker   {"do": "load", "file", "projector", "n_ctx", "n_threads", "n_gpu_layers"}
                      {"do": "write", "id", "messages", "grammar", "max_tokens", "temperature", "seed", "thinking",
                       "picture": null | {"width", "height", "rgb" in base64}}
                      {"do": "cancel", "id"}
    worker → parent   {"loaded": {…}} | {"failed": why}
                      {"id", "thought"} … {"id", "piece"} … {"id", "usage": {…}} | {"id", "refused": why}
                      {"id", "alive"} every second while it computes, so that a long prompt is told from a hang

What of a prompt is template and what is text is `models.chat_tokens`'s to say; how a picture is read is `models.chat_eyes`'s.
"""

from __future__ import annotations

import base64
import codecs
import contextlib
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.chat_eyes import Eyes
from models.chat_tokens import Refused, Tokens
from models.gpu import layers_on_gpu

if TYPE_CHECKING:
    from llama_cpp import Llama


class Writer:
    """Owns the model. Only the main thread calls it; `stop` is set from the reading thread."""

    def __init__(
        self,
        file: str,
        n_ctx: int,
        n_threads: int,
        n_gpu_layers: int,
        alive: Callable[[], None] = lambda: None,
        projector: str = "",
    ) -> None:
        import llama_cpp

        said: list[str] = []
        # Kept: llama.cpp holds only its address. What it says while it loads tells where the layers are; the rest is not read.
        self._heard = llama_cpp.llama_log_callback(lambda _level, text, _: said.append(text.decode("utf-8", "replace")))
        self._silent = llama_cpp.llama_log_callback(lambda *_: None)
        llama_cpp.llama_log_set(self._heard, None)
        self._llama_cpp = llama_cpp
        self.llm: Llama = llama_cpp.Llama(
            file,
            n_ctx=n_ctx,
            n_threads=n_threads,
            n_threads_batch=n_threads,
            n_gpu_layers=n_gpu_layers,
            verbose=False,
        )
        llama_cpp.llama_log_set(self._silent, None)
        self._on_gpu = layers_on_gpu("".join(said))
        self.stop = threading.Event()
        self._alive, self._told = alive, 0.0
        self._abort = llama_cpp.ggml_abort_callback(lambda _: self._computing())
        llama_cpp.llama_set_abort_callback(self.llm.ctx, self._abort, None)
        self.tokens = Tokens(self.llm)
        self._eyes = (
            Eyes(self.llm, Path(projector), n_threads=n_threads, gpu=n_gpu_layers != 0, computing=self._computing)
            if projector
            else None
        )

    def _computing(self) -> bool:
        """Called by llama.cpp between two steps of its arithmetic, on the main thread; true ends it."""
        now = time.monotonic()
        if now - self._told >= 1:
            self._told = now
            self._alive()
        return self.stop.is_set()

    def about(self) -> dict[str, Any]:
        """What was loaded."""
        trained = self._llama_cpp.llama_model_n_ctx_train(self.llm.model)
        return {
            "n_ctx": self.llm.n_ctx(),
            "n_ctx_trained": trained,
            "gpu_build": self._llama_cpp.llama_supports_gpu_offload(),
            "on_gpu": self._on_gpu,
            "n_gpu_layers": self.llm.model_params.n_gpu_layers,
            "thinks": self.tokens.thinks,
            "sees": self._eyes is not None,
        }

    def pieces(self, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield {"thought"} and {"piece"} as text comes, and {"usage"} at the end, also when stopped.

        A model that thinks does so before the answer, for at most `thinking` tokens, and without the grammar; whether it came
        to an end or not, its thought is then closed for it and the answer written under the grammar. Of a picture it thinks
        nothing.
        """
        started = time.perf_counter()
        grammar = self._grammar(asked["grammar"]) if asked["grammar"] else None
        thinking = asked["thinking"] if self.tokens.thinks and not asked["picture"] else 0
        self.llm.set_seed(asked["seed"])
        thoughts: list[int] = []
        if asked["picture"]:
            prompt, read = self._after_picture(asked)
        else:
            prompt = self.tokens.prompt(asked["messages"], asked["max_tokens"], thinking)
            read = len(prompt)
        if thinking:
            yield from self._as_text("thought", self._written(prompt, asked, None, thinking), thoughts)
            prompt = prompt + thoughts + self.tokens.markers("\n</think>\n\n")
        first, written = 0.0, list[int]()
        if not self.stop.is_set():
            for piece in self._as_text("piece", self._written(prompt, asked, grammar, asked["max_tokens"]), written):
                first = first or time.perf_counter()
                yield piece
        if asked["picture"]:
            self.llm.reset()  # what is known of it is no text, of which the next prompt could begin with the same
        ended = time.perf_counter()
        usage = {
            "prompt_tokens": read,
            "tokens": len(written),
            "ms_first_token": 1000 * ((first or ended) - started),
            "ms_total": 1000 * (ended - started),
            "thought_tokens": len(thoughts),
        }
        yield {"usage": usage}

    def _as_text(self, name: str, tokens: Iterator[int], kept: list[int]) -> Iterator[dict[str, Any]]:
        """Tokens as text, whole letters only; all of them are added to `kept`."""
        decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        for token in tokens:
            kept.append(token)
            piece = decoder.decode(self.llm.detokenize([token]))
            if piece:
                yield {name: piece}

    def _after_picture(self, asked: dict[str, Any]) -> tuple[list[int], int]:
        """Read the prompt up to the end of its picture; return the tokens that follow, and how many tokens all of it has."""
        if self._eyes is None:
            raise Refused("This model sees no pictures: its mmproj file is not beside it.")
        picture = asked["picture"]
        with self._eyes.opened(picture["width"], picture["height"], base64.b64decode(picture["rgb"])) as seen:
            before, after = self.tokens.around(asked["messages"], asked["max_tokens"], 0, seen.tokens)
            self.llm.reset()
            try:
                self.llm.eval(before)
                seen.read()
            except RuntimeError as error:
                self.llm.reset()
                if not self.stop.is_set():
                    raise Refused("The picture could not be read by the model.") from error
        return after, len(before) + seen.tokens + len(after)

    def _written(self, prompt: list[int], asked: dict[str, Any], grammar: Any, most: int) -> Iterator[int]:
        """At most `most` tokens after the prompt, until the model ends its turn or its thought, or is stopped."""
        tokens = self.llm.generate(prompt, temp=asked["temperature"], grammar=grammar, reset=not asked["picture"])
        try:
            for count, token in enumerate(tokens, 1):
                ended = self._llama_cpp.llama_vocab_is_eog(self.llm._model.vocab, token)
                if self.stop.is_set() or ended or token == self.tokens.end_of_thought:
                    break
                yield token
                if count >= most:
                    break
        except RuntimeError:
            self.llm.reset()  # the abort callback ended a decode; nothing of it may be reused
            if not self.stop.is_set():
                raise
        finally:
            tokens.close()

    def _grammar(self, text: str) -> Any:
        """Return a grammar that is known to parse: llama.cpp crashes on another."""
        code = self._llama_cpp
        text = text.encode("utf-8", "replace").decode()
        sampler = code.llama_sampler_init_grammar(self.llm._model.vocab, text.encode(), b"root")
        if not sampler:
            raise Refused("The grammar for this answer does not parse.")
        code.llama_sampler_free(sampler)
        return code.LlamaGrammar.from_string(text, verbose=False)


class Line:
    """The socket to the parent. A thread reads it, so that a cancel is seen while the main thread writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._wanted: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._running = 0
        self._stop: threading.Event | None = None
        self._cancelled = 0  # the newest request cancelled: it may come before the request is begun
        threading.Thread(target=self._read, name="curio-chat-reader", daemon=True).start()

    def send(self, event: dict[str, Any]) -> None:
        """Send one event."""
        self._connection.send_bytes(json.dumps(event).encode())

    def alive(self) -> None:
        """Say that the running request is being computed; while loading there is none."""
        if self._running:
            self.send({"id": self._running, "alive": True})

    def next(self) -> dict[str, Any]:
        """Wait for the next thing to do."""
        return self._wanted.get()

    def begin(self, request: int, stop: threading.Event) -> None:
        """From here on, a cancel of `request` sets `stop`."""
        with self._lock:
            self._running, self._stop = request, stop
            if self._cancelled == request:
                stop.set()
            else:
                stop.clear()

    def _read(self) -> None:
        while True:
            try:
                event = json.loads(self._connection.recv_bytes())
            except (EOFError, OSError):
                os._exit(0)  # the parent is gone; whatever is being written is for nobody
            if event["do"] != "cancel":
                self._wanted.put(event)
                continue
            with self._lock:
                self._cancelled = event["id"]
                if self._stop is not None and self._running == event["id"]:
                    self._stop.set()


def _offer_to_the_system() -> None:
    """When memory runs out, the system shall end this process, which can be started again, and not the shop."""
    with contextlib.suppress(OSError):  # there is no such file but on Linux
        Path("/proc/self/oom_score_adj").write_text("800")


def main(descriptor: int) -> None:
    """Load what the first message names, then serve until the parent ends."""
    _offer_to_the_system()
    line = Line(Connection(descriptor))
    asked = line.next()
    try:
        sizes = asked["n_ctx"], asked["n_threads"], asked["n_gpu_layers"]
        writer = Writer(asked["file"], *sizes, line.alive, asked["projector"])
    except (Refused, ValueError, RuntimeError, AttributeError, OSError) as error:
        line.send({"failed": str(error)})
        return
    line.send({"loaded": writer.about()})
    while True:
        asked = line.next()
        line.begin(asked["id"], writer.stop)
        try:
            for event in writer.pieces(asked):
                line.send({"id": asked["id"], **event})
        except Refused as error:
            line.send({"id": asked["id"], "refused": str(error)})


if __name__ == "__main__":
    main(int(sys.argv[1]))
