"""A prompt as tokens: the template's markers as such, and everybody's words as words.

A GGUF file's own chat template is a program of a stranger's: it is not run. Four families of templates are known here by
their tokens. Whatever other tokens the loaded vocabulary gives a meaning of their own (`<tool_call>`, `<|eot_id|>`, …), the
text of a message never becomes one of them. Used by `models.chat_worker` alone, in its process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llama_cpp import Llama


@dataclass(frozen=True)
class Template:
    """How one family marks turns. `opens` is formatted with the role; `answer` follows the last turn."""

    token: str
    opens: str
    closes: str
    answer: str
    begin: str = ""
    roles: tuple[tuple[str, str], ...] = ()

    def open(self, role: str) -> str:
        """The marker before a turn of `role`."""
        return dict(self.roles).get(role, self.opens.format(role=role))


# Tried in this order. Qwen's empty thought tells a model that can think not to; thinking and a grammar do not go together.
TEMPLATES = (
    Template(
        "<|im_start|>",
        "<|im_start|>{role}\n",
        "<|im_end|>\n",
        "<|im_start|>assistant\n<think>\n\n</think>\n\n",
    ),
    Template(
        "<|start_header_id|>",
        "<|start_header_id|>{role}<|end_header_id|>\n\n",
        "<|eot_id|>",
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
        begin="<|begin_of_text|>",
    ),
    Template(
        "<｜Assistant｜>",
        "",
        "",
        "<｜Assistant｜><think>\n\n</think>\n\n",
        begin="<｜begin▁of▁sentence｜>",
        roles=(("system", ""), ("user", "<｜User｜>"), ("assistant", "<｜Assistant｜>")),
    ),
    Template(
        "<|channel|>",
        "<|start|>{role}<|message|>",
        "<|end|>",
        "<|start|>assistant<|channel|>final<|message|>",
    ),
)
_NO_THOUGHT = "<think>\n\n</think>\n\n"
_LETTER = re.compile(r"\[[A-Z]\]")  # a product's, which the prompt itself is made with


class Refused(Exception):
    """A request this model cannot serve; the message is for a person."""


class Tokens:
    """How a loaded model reads. `template` is its family's, `end_of_thought` the token that ends a thought (-1: it has none).

    Raises Refused for a model of no family that is known.
    """

    def __init__(self, llm: Llama) -> None:
        self._llm = llm
        self._meant = self._with_a_meaning()
        marks = sorted(set(self._meant.values()), key=len, reverse=True)
        self._mark = re.compile("|".join(f"(?={re.escape(mark)})" for mark in marks) if marks else r"(?!)")
        template = next((one for one in TEMPLATES if len(self.markers(one.token)) == 1), None)
        if template is None:
            raise Refused("It is not a chat model of a family that Curio knows (Qwen, Llama 3, DeepSeek, gpt-oss).")
        if len(self.markers("<think>")) != 1:
            template = replace(template, answer=template.answer.partition("<think>")[0])
        self.template = template
        closes = self.markers("</think>")
        self.end_of_thought = closes[0] if len(closes) == 1 else -1

    @property
    def thinks(self) -> bool:
        """Whether the model can think before it answers."""
        return _NO_THOUGHT in self.template.answer

    def markers(self, text: str) -> list[int]:
        """Tokens of a template's own text: what looks like a marker is one."""
        return list(self._llm.tokenize(text.encode(), add_bos=False, special=True)) if text else []

    def words(self, text: str) -> list[int]:
        """Tokens of a stranger's text: none of them has a meaning of its own, whatever the text says.

        llama.cpp can be told to leave control tokens unparsed, but not those that a vocabulary's maker added ("user-defined":
        in Qwen's `<think>` and `<tool_call>` are such). So the text is cut inside whatever looks like either; a piece that is
        one all the same, of a single letter, is left out.
        """
        text = text.encode("utf-8", "replace").decode()  # half a surrogate pair, which a browser can send, is no letter
        cuts = sorted({0, len(text), *(found.start() + 1 for found in self._mark.finditer(text))})
        parts = [text[start:end].encode() for start, end in pairwise(cuts)]
        read = (token for part in parts for token in self._llm.tokenize(part, add_bos=False, special=False))
        return [token for token in read if token not in self._meant]

    def prompt(self, messages: Sequence[dict[str, str]], max_tokens: int, thinking: int) -> list[int]:
        """Tokens of the whole prompt. When it is too long, the last message loses its last lines."""
        before, after = self.around(messages, max_tokens, thinking, 0)
        return before + after

    def around(
        self, messages: Sequence[dict[str, str]], max_tokens: int, thinking: int, picture: int
    ) -> tuple[list[int], list[int]]:
        """Tokens of the prompt before the last message's words, where a picture of so many tokens may stand, and from there."""
        answer = self.template.answer.replace(_NO_THOUGHT, "<think>\n") if thinking else self.template.answer
        closes = self.markers(self.template.closes)
        head = self.markers(self.template.begin)
        for message in messages[:-1]:
            head += self.markers(self.template.open(message["role"])) + self.words(message["content"]) + closes
        last = messages[-1]
        head += self.markers(self.template.open(last["role"]))
        tail = closes + self.markers(answer)
        room = self._llm.n_ctx() - max_tokens - thinking - picture - len(head) - len(tail) - 1
        if room < 32:
            raise Refused("The question does not fit the model's context. Set CURIO_N_CTX higher.")
        content = last["content"][: 16 * room]  # no tokenizer here makes fewer tokens of a longer text
        body = self.words(content)
        while len(body) > room:
            lines = content.splitlines()
            kept = min(len(lines) - 1, len(lines) * room // len(body))
            content = "\n".join(lines[:kept]) if kept else content[: len(content) * room // len(body)]
            body = self.words(content)
        return head, body + tail

    def _with_a_meaning(self) -> dict[int, str]:
        """Every token that is not a piece of ordinary text, and how it is written."""
        import llama_cpp

        vocabulary = self._llm._model.vocab
        kinds = (
            llama_cpp.LLAMA_TOKEN_ATTR_CONTROL
            | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED
            | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
        )
        found = {}
        for token in range(llama_cpp.llama_vocab_n_tokens(vocabulary)):
            if llama_cpp.llama_vocab_get_attr(vocabulary, token) & kinds:
                written = llama_cpp.llama_vocab_get_text(vocabulary, token).decode("utf-8", "replace")
                if written.strip() and not _LETTER.fullmatch(written):  # runs of spaces mean nothing but spaces
                    found[token] = written
        return found
