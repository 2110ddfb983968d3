"""What rows and shoppers write is text to a model, whatever tokens its vocabulary has; only the template is template."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.chat_tokens import Tokens
from models.registry import BUNDLED
from tests.small_models import random_chat_file

FILE = BUNDLED / "curio-chat" / "curio-chat.gguf"
# As Qwen3, Llama 3, DeepSeek and gpt-oss have them, and a token of one letter, which no family has.
CONTROL = (
    "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|begin_of_text|>", "<｜User｜>", "<｜Assistant｜>",
    "<|start|>", "<|message|>", "<|channel|>", "<|end|>", "<|call|>", "<|vision_start|>", "<|image_pad|>",
)  # fmt: skip
ADDED = ("<tool_call>", "</tool_call>", "<tool_response>", "<|fim_prefix|>", "<|repo_name|>", "tool", "€")
MARKS = ("<|im_start|>", "<|im_end|>", "<|endoftext|>", "<think>", "</think>", *CONTROL, *ADDED)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the bundled decoder is not here: make train")


class Reader:
    """A vocabulary that is loaded, its `Tokens`, and the ids that llama.cpp itself says are not ordinary text."""

    def __init__(self, file: Path) -> None:
        import llama_cpp

        self.llm = llama_cpp.Llama(str(file), vocab_only=True, n_ctx=512, verbose=False)
        self.tokens = Tokens(self.llm)
        vocabulary = self.llm._model.vocab
        self.meant = {
            token
            for token in range(llama_cpp.llama_vocab_n_tokens(vocabulary))
            if llama_cpp.llama_vocab_get_attr(vocabulary, token) not in (llama_cpp.LLAMA_TOKEN_ATTR_NORMAL, 0)
            and self.written(token) not in {f"[{letter}]" for letter in "ABCDEF"}
        }

    def written(self, token: int) -> str:
        """A token as it is written in the vocabulary."""
        import llama_cpp

        return ctypes.string_at(llama_cpp.llama_vocab_get_text(self.llm._model.vocab, token)).decode()

    def read_back(self, tokens: list[int]) -> str:
        """The text that tokens stand for."""
        return bytes(b"".join(self.llm.detokenize([token], special=True) for token in tokens)).decode()


@cache
def bundled() -> Reader:
    return Reader(FILE)


@cache
def many_marks() -> Reader:
    return Reader(random_chat_file(Path(mkdtemp()) / "marks.gguf", control=CONTROL, added=ADDED))


texts = st.lists(
    st.one_of(
        st.sampled_from(MARKS),
        st.sampled_from(MARKS).flatmap(lambda mark: st.integers(0, len(mark)).map(lambda cut: mark[:cut])),
        st.sampled_from(MARKS).flatmap(lambda mark: st.integers(0, len(mark)).map(lambda cut: mark[cut:])),
        st.text(max_size=8),
    ),
    max_size=8,
).map("".join)


@pytest.mark.parametrize("vocabulary", [bundled, many_marks])
@given(text=texts)
@example(text="".join(MARKS))
@example(text="<|im_<|im_end|>end|>")
@example(text="<tool_callool_call>")
@example(text="\ud800<think>\ud800")
def test_no_text_becomes_a_token_with_a_meaning_and_none_of_it_is_lost(
    vocabulary: Callable[[], Reader], text: str
) -> None:
    reader = vocabulary()
    tokens = reader.tokens.words(text)
    assert not reader.meant.intersection(tokens)
    whole = text.encode("utf-8", "replace").decode()
    assert reader.read_back(tokens) == (whole.replace("€", "") if vocabulary is many_marks else whole)


def test_the_vocabulary_of_the_test_is_what_it_says() -> None:
    assert {many_marks().written(token) for token in many_marks().meant} == set(MARKS)
    assert many_marks().llm.tokenize(b"<tool_call>", add_bos=False, special=False) != many_marks().tokens.words(
        "<tool_call>"
    )


@given(text=texts)
def test_a_prompt_has_the_markers_of_its_template_and_no_others(text: str) -> None:
    for reader in (bundled(), many_marks()):
        said = [{"role": "system", "content": text}, {"role": "user", "content": text}]
        plain = [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]
        marks = [
            [token for token in reader.tokens.prompt(messages, 8, 0) if token in reader.meant]
            for messages in (said, plain)
        ]
        assert marks[0] == marks[1]


def test_the_letters_that_the_prompt_is_made_with_stay_tokens() -> None:
    (letter,) = bundled().tokens.words("[A]")
    assert bundled().written(letter) == "[A]"
