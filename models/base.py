"""The seams where heavy parts plug in: pictures and words to vectors, messages to sentences.

Nothing here imports a model library. Implementations: `models.clip`, `models.sentence`, `models.chat`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypedDict, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Vectors = NDArray[np.float32]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a picture, as shares of its sides, from 0 at the top left."""


class TextEmbedder(Protocol):
    """Words to vectors.

    `space` names the model and the sha256 of its weights ("all-minilm-l6-v2@53aa51172d14"): vectors from two spaces
    must never be compared.
    """

    @property
    def space(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(texts), dim), float32."""
        ...


class QueryEmbedder(TextEmbedder, Protocol):
    """Words to vectors, where what is asked may be read otherwise than what is told of a product."""

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(queries), dim), float32, in the space of `encode_texts`, near to what answers."""
        ...


class ImageTextEmbedder(TextEmbedder, Protocol):
    """Pictures and words to vectors in one space."""

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        """Return unit rows, shape (len(images), dim), float32; `images` are RGB, upright, of any size."""
        ...

    def recolored(self, picture: Vectors, words: Vectors) -> Vectors:
        """Return a picture's unit vector (dim,) as if its thing had the colours that `words` (dim,) call for; the vector as it
        is where the space does not keep colours apart from the rest."""
        ...


@runtime_checkable
class ThingFinder(Protocol):
    """A picture model that also knows where in a picture the things are; not every one does."""

    def find_things(self, image: Image.Image) -> tuple[Box, ...]:
        """Return the boxes of the things in an RGB, upright picture, the largest first; none where one thing fills it."""
        ...


class Message(TypedDict):
    """One turn, as chat templates want it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Pixels:
    """A picture as a chat model is shown it: RGB, upright, row by row, three bytes each (3 · width · height)."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True)
class ChatRequest:
    """What to write.

    `grammar` is GBNF; a grammar that does not parse is refused with `ModelFileInvalid` before the model sees it. `picture`
    stands before the words of the last message; a model that sees none refuses it, and none is ever sent to a server.
    """

    messages: tuple[Message, ...]
    grammar: str | None = None
    max_tokens: int = 160
    temperature: float = 0.0
    seed: int = 0
    picture: Pixels | None = None


@dataclass(frozen=True)
class ChatUsage:
    """What one answer cost. Times in milliseconds since the request was taken from the queue.

    `tokens` are the answer's; what a model thought before it is counted apart.
    """

    prompt_tokens: int
    tokens: int
    ms_first_token: float
    ms_total: float
    thought_tokens: int = 0

    @property
    def tokens_per_second(self) -> float:
        """Tokens after the first, by the second; 0 when there was at most one."""
        seconds = (self.ms_total - self.ms_first_token) / 1000
        return (self.tokens - 1) / seconds if self.tokens > 1 and seconds > 0 else 0.0


class ChatStream(Protocol):
    """Pieces of text as they are written. Iterate once; `usage` is there after the last piece."""

    def __iter__(self) -> Iterator[str]: ...

    @property
    def usage(self) -> ChatUsage | None: ...

    @property
    def thoughts(self) -> str:
        """What the model thought before it wrote, as far as it has; "" for one that does not. Nobody has checked it."""
        ...

    @property
    def ahead(self) -> int:
        """How many requests are waiting before this one (0: it is being written)."""
        ...

    def cancel(self) -> None:
        """Stop within one token and free the slot; harmless when already ended."""
        ...


class ChatModel(Protocol):
    """Messages to streamed sentences."""

    @property
    def name(self) -> str: ...

    @property
    def frames(self) -> Mapping[str, Sequence[str]]:
        """The sentence frames a small model keeps to, by role (see `assistant.grammar`); empty: it writes freely."""
        ...

    def stream(self, request: ChatRequest) -> ChatStream:
        """Queue the request and return at once. Raises `ChatBusy` when the queue is full."""
        ...

    def close(self) -> None: ...
