"""What the events of an OpenAI-compatible server say: prose, thoughts apart from it, and what it cost.

Servers part thoughts from prose by a field of their own, whose name differs, or not at all: then the model's own <think> and
</think> stand in the content. Used by `models.chat_remote`; no event is trusted to be of any shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.base import ChatUsage

_THOUGHTS = ("reasoning_content", "reasoning")  # llama-server's and older vLLM's name; newer vLLM's and OpenRouter's
_OPENS, _CLOSES = "<think>", "</think>"


def read_event(event: dict[str, Any]) -> tuple[str, str]:
    """Return the thought and the content of an event, "" for none. Raises TypeError or LookupError when it is odd."""
    choices = event.get("choices")
    if not choices:
        return "", ""
    delta = choices[0]["delta"]
    thought = next(filter(None, map(delta.get, _THOUGHTS)), "")
    text = delta.get("content") or ""
    if not isinstance(thought, str) or not isinstance(text, str):
        raise TypeError("it sent text that is none")
    return thought, text


class Apart:
    """Parts content that holds thoughts at <think> and </think>, wherever its pieces are cut. One for each answer."""

    def __init__(self) -> None:
        self._held, self._inside = "", False

    def read(self, thought: str, content: str) -> Iterator[tuple[bool, str]]:
        """Yield (whether it is a thought, text) of what is certain by now; `thought` is one that the server parted itself."""
        if thought:
            yield True, thought
        self._held += content
        while True:
            mark = _CLOSES if self._inside else _OPENS
            before, found, after = self._held.partition(mark)
            if not found:
                break
            if before:
                yield self._inside, before
            self._held, self._inside = after, not self._inside
        begun = next((size for size in range(len(mark) - 1, 0, -1) if self._held.endswith(mark[:size])), 0)
        certain = len(self._held) - begun
        if certain:
            yield self._inside, self._held[:certain]
        self._held = self._held[certain:]

    def rest(self) -> Iterator[str]:
        """Yield the prose that was held back, at the end: the beginning of a mark that did not come."""
        if self._held and not self._inside:
            yield self._held


class Cost:
    """What one answer has come to, as it comes: `pieces` of prose and `thoughts` received, and when the `first` piece came."""

    def __init__(self) -> None:
        self.pieces, self.thoughts, self.first = 0, 0, 0.0
        self._prompt = self._tokens = self._apart = 0

    def count(self, event: dict[str, Any]) -> None:
        """Take over what the event tells of the cost so far."""
        if usage := event.get("usage"):
            self._prompt, self._tokens = int(usage["prompt_tokens"]), int(usage["completion_tokens"])

    def thought_apart(self) -> None:
        """What was counted so far was a request for a thought; what comes is the answer's."""
        self._apart, self._tokens = self.thoughts, 0

    def usage(self, began: float, ended: float) -> ChatUsage:
        """The whole, between two moments in seconds. A prompt that was read twice, the second time from the server's cache but
        for the thought, is counted once: a thought that is cut short comes without figures."""
        answer = self._tokens - (self.thoughts - self._apart)
        first = self.first or ended
        return ChatUsage(
            self._prompt, max(self.pieces, answer), 1000 * (first - began), 1000 * (ended - began), self.thoughts
        )
