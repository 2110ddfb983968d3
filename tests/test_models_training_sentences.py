"""What the bundled decoder learns from: examples without end, in the shop's own prompts, and a file it can go on from."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path

import pytest
import torch

from assistant.choosing import evidence
from assistant.claims import ClaimCheck
from assistant.grammar import LETTERS
from models.registry import BUNDLED
from models.training.sentences import words
from models.training.sentences.corpus import Example, examples
from models.training.sentences.decoder import Decoder, DecoderShape
from models.training.sentences.frames import frames_by_role
from models.training.sentences.gguf_file import read_gguf, write_gguf
from models.training.sentences.more_shelves import SHELVES
from models.training.sentences.needs import needs

FILE = BUNDLED / "curio-chat" / "curio-chat.gguf"


@pytest.fixture(scope="module")
def drawn() -> list[Example]:
    return list(islice(examples(7), 150))


def test_the_same_seed_gives_the_same_examples(drawn: list[Example]) -> None:
    assert list(islice(examples(7), 20)) == drawn[:20]
    assert next(iter(examples(8))) != drawn[0]


def test_the_corpus_is_broad(drawn: list[Example]) -> None:
    kinds = {kind.split("/")[0] for shelf in (*words.DOMAINS, *SHELVES) for kind in shelf.kinds}
    assert len(kinds) >= 500
    assert len(needs()) >= 60
    assert len({example.answer.split("[")[0] for example in drawn}) >= 30
    assert len({product.title for example in drawn for product in example.products}) >= 300


def test_an_answer_says_only_what_its_rows_say(drawn: list[Example]) -> None:
    for example in drawn:
        rows = dict(zip(LETTERS, example.products, strict=False))
        texts = {
            letter: f"{evidence(one.product)} {' '.join(one.also)}"
            for letter, one in zip(LETTERS, example.spoken, strict=False)
        }
        cheapest = next((row[1] for row in example.messages[1]["content"].splitlines() if "| cheapest" in row), "")
        check = ClaimCheck(rows, texts, example.request.text, cheapest)
        assert not re.search(r"[\d{}]", example.answer)
        for sentence in re.split(r"(?<=[.!?]) ", example.answer):
            assert check.unsupported(sentence) == "", (example.messages[1]["content"], sentence)


def test_the_product_that_answers_a_request_comes_first_and_its_clause_is_taken_up() -> None:
    sought = [one for one in islice(examples(7), 300) if one.request.answered_by]
    first = [one for one in sought if one.request.answered_by.lower() in one.spoken[0].product.description.lower()]
    told = [one for one in sought if one.request.answered_by.lower() in one.answer.lower()]
    assert len(first) / len(sought) > 0.8
    assert len(told) / len(sought) > 0.45


def test_the_bundled_frames_are_those_of_the_corpus() -> None:
    assert json.loads((FILE.with_name("frames.json")).read_text("utf-8")) == frames_by_role()


def test_a_written_decoder_is_read_again(tmp_path: Path) -> None:
    weights, tokenizer = read_gguf(FILE)
    torch.manual_seed(1)
    small = Decoder(
        DecoderShape(vocabulary=tokenizer.get_vocab_size(), width=64, hidden=64, layers=1, heads=2, kv_heads=1)
    )
    write_gguf(small, tokenizer, tmp_path / "small.gguf", name="small", context=128)
    again, same = read_gguf(tmp_path / "small.gguf")
    for name, tensor in small.state_dict().items():
        assert torch.allclose(again[name], tensor, atol=2e-3), name
    text = "<|im_start|>user\n[A] Mug | in navy<|im_end|>"
    assert same.encode(text).ids == tokenizer.encode(text).ids
    assert set(weights) == {
        name.replace("blk.0", f"blk.{i}") for name in again for i in range(6) if "blk.0" in name
    } | {name for name in again if "blk" not in name}
