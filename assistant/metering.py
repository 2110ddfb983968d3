"""Counts what answers cost, whoever asks for them: tokens, seconds, and energy where it can be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from catalog.event_log import AnswerCost
from models.base import ChatModel, ChatRequest, ChatStream, ChatUsage
from models.energy import EnergyMeter

Record = Callable[[AnswerCost], None]


class MeteredChat:
    """A `ChatModel` that tells `record` what each answer cost, at its end."""

    def __init__(self, chat: ChatModel, record: Record, meter: EnergyMeter) -> None:
        self.chat = chat
        self._record = record
        self._meter = meter

    @property
    def name(self) -> str:
        return self.chat.name

    @property
    def frames(self) -> Mapping[str, Sequence[str]]:
        return self.chat.frames

    def stream(self, request: ChatRequest) -> ChatStream:
        """As the model's own."""
        return _MeteredStream(self.chat, self.chat.stream(request), self._record, self._meter)

    def close(self) -> None:
        self.chat.close()


class _MeteredStream:
    def __init__(self, chat: ChatModel, stream: ChatStream, record: Record, meter: EnergyMeter) -> None:
        self._chat, self._stream, self._record, self._meter = chat, stream, record, meter

    def __iter__(self) -> Iterator[str]:
        began, before = time.monotonic(), self._meter.read()
        yield from self._stream
        usage = self._stream.usage
        if usage is None:  # cancelled while it waited: it cost nothing
            return
        used, took = self._meter.joules(before), max(time.monotonic() - began, 1e-6)
        seconds = usage.ms_total / 1000
        # What was used while this one waited was used for others.
        joules = None if used is None else used * min(1.0, seconds / took)
        tokens = usage.tokens + usage.thought_tokens
        self._record(AnswerCost(self._chat.name, usage.prompt_tokens, tokens, seconds, joules))

    @property
    def usage(self) -> ChatUsage | None:
        return self._stream.usage

    @property
    def thoughts(self) -> str:
        return self._stream.thoughts

    @property
    def ahead(self) -> int:
        return self._stream.ahead

    def cancel(self) -> None:
        self._stream.cancel()
