"""python -m bench.facts [--count N] [--model FILE]: what the decoder does with products it has never seen.

Invented products and requests from a seed that training does not use. Counted before any claim check: the attribute words that
the product spoken of does not have, in the grammar of frames that the shop uses and without it ("free"); and how often, of
several clauses, the one that answers the need in the request is taken up first, against picking one at random.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.choosing import evidence
from assistant.facts import MENTIONS, content_words
from assistant.grammar import LETTERS, Frames, Outline, framed_grammar, free_grammar
from assistant.suggestions import outline_of
from models.base import ChatModel, ChatRequest
from models.chat import start_chat
from models.registry import BUNDLED, describe
from models.training.sentences.corpus import Example, examples
from models.training.sentences.frames import frames_by_role

SEED = 990_001  # training draws from SEED + 10 … + 31 and their steps
_REFERENCE = re.compile(r"\[([A-Z])\]")
_SENTENCE = re.compile(r"(?<=[.!?]) ")


@dataclass
class Tally:
    """Attribute words said, those that no row in question has; answers whose request has an answer, those that give it."""

    words: int = 0
    wrong: int = 0
    asked: int = 0
    answered: int = 0
    by_chance: float = 0.0

    def count(self, example: Example, answer: str, plan: Outline, frames: Frames) -> None:
        told = {letter: evidence(one.product) for letter, one in zip(LETTERS, example.spoken, strict=False)}
        also = " ".join(color for one in example.spoken for color in one.also)
        common = content_words(
            f"{example.request.text} {also} {MENTIONS} {' '.join(text for role in frames.values() for text in role)}"
        )
        cited: Sequence[str] = ("A",)
        for sentence in _SENTENCE.split(answer):
            compared, cited = cited, _REFERENCE.findall(sentence) or cited
            known = content_words(" ".join(told.get(letter, "") for letter in {*cited, *compared}))
            attributes = content_words(_REFERENCE.sub(" ", sentence)) - common
            self.words += len(attributes)
            self.wrong += len(attributes - known)
        self._count_answered(example, answer, plan)

    def _count_answered(self, example: Example, answer: str, plan: Outline) -> None:
        sought, said = example.request.answered_by.lower(), answer.lower()
        clauses = {o.clause.text.lower() for head in plan.heads for part in head for o in part if o.clause is not None}
        places = sorted((said.find(clause), clause) for clause in clauses if clause in said)
        if sought and places and len(plan.heads) > 1 and any(sought in clause for clause in clauses):
            self.asked += 1
            self.answered += sought in places[0][1]
            self.by_chance += 1 / len(plan.heads)


def tally_of(chat: ChatModel, held_out: Iterable[Example], frames: Frames, *, free: bool) -> Tally:
    """Write every example's answer and count."""
    tally = Tally()
    for example in held_out:
        request, given = example.request, {"no_match": example.no_match, "picture": example.request.picture}
        plan = outline_of(frames, request.text, example.spoken, **given)
        if plan is None:
            continue
        grammar = free_grammar(len(example.spoken)) if free else framed_grammar(plan)
        answer = "".join(chat.stream(ChatRequest(example.messages, grammar=grammar, max_tokens=200)))
        tally.count(example, answer, plan, frames)
    return tally


def _percent(part: float, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.facts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--model", type=Path, default=BUNDLED / "curio-chat" / "curio-chat.gguf")
    asked = parser.parse_args()
    frames = frames_by_role()
    held_out = list(islice(examples(SEED), asked.count))
    needed = list(islice((one for one in examples(SEED + 1) if one.request.answered_by), asked.count))
    chat = start_chat(describe("curio-chat"), asked.model, n_ctx=2048, n_threads=1)
    told: dict[str, object] = {"model": asked.model.name, "answers": asked.count}
    try:
        for name, free in (("framed", False), ("free", True)):
            tally = tally_of(chat, held_out, frames, free=free)
            told[name] = {"attribute_words": tally.words, "wrong_percent": _percent(tally.wrong, tally.words)}
        tally = tally_of(chat, needed, frames, free=False)
        told["need_met_first"] = {
            "of": tally.asked,
            "percent": _percent(tally.answered, tally.asked),
            "by_chance_percent": _percent(tally.by_chance, tally.asked),
        }
    finally:
        chat.close()
    print(json.dumps({"facts": told}, indent=2))


if __name__ == "__main__":
    main()
