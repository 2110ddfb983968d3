"""Text that speaks to a language model and not to a shopper, or that hides something.

A room of its own, because it is asked for at upload (`catalog.health`), before a row is embedded (`catalog.product`), before it
is shown to a model, and of what a model wrote (`assistant.claims`). Patterns, not a judgement: what they miss, the grammar, the
rows' own clauses and the claim check still hold.
"""

from __future__ import annotations

import re
import unicodedata

_TO_THE_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}\b(?:instructions?|prompts?|guidelines|rules)\b"
    r"|\b(?:system|developer) (?:prompt|message|instructions?)\b"
    r"|\byou are (?:now )?(?:an? |the )?(?:helpful )?(?:ai|a\.i\.|assistant|chatbot|language model|llm)\b|\bas an ai\b"
    r"|\b(?:always|only) (?:recommend|suggest|answer|reply|respond)\b"
    r"|\b(?:do not|don't|never) (?:mention|recommend|suggest|show) (?:any )?(?:other|another)\b"
    r"|\btell the (?:user|customer|shopper)\b"
    r"|\bignorier\w*\b[^.!?]{0,40}\b(?:anweisung|regel)\w*|\bignor[ae]\w*\b[^.!?]{0,40}\b(?:instruc|instruç|istruzion|consigne)\w*"
    r"|忽略[^。]{0,20}(?:指令|指示|提示)|(?:指示|命令)[^。]{0,8}無視|игнорир\w*[^.!?]{0,40}инструкци\w*",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"<[|｜][^<>]{0,40}[|｜]>|</?think>|\[/?INST\]|<<SYS>>|<(?:start|end)_of_turn>|^\s*(?:system|assistant|human)\s*:"
    r"|#{2,}\s*(?:instruction|response|system)\b",
    re.IGNORECASE,
)
# Signs that show nothing and are no format character to Unicode, and format characters that ordinary text has.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xE0100, 0xE01F0)}
_ORDINARY = frozenset("\u00ad\u200c\u200d")


def suspicion(text: str) -> str:
    """Return the part of a text that speaks to a language model and not to a shopper, or hides something; "" when none does."""
    found = _TEMPLATE.search(text) or _TO_THE_MODEL.search(text)
    if found:
        return found[0].strip()
    hidden = [letter for letter in text if letter not in _ORDINARY and _shows_nothing(letter)]
    return f"{len(hidden)} invisible characters, U+{ord(hidden[0]):04X} the first" if hidden else ""


def _shows_nothing(letter: str) -> bool:
    return letter in _BLANK or unicodedata.category(letter) in ("Cf", "Co", "Cs")
