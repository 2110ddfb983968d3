"""Text that speaks to a language model and not to a shopper, or that hides something.

A room of its own, because it is asked for at upload (`catalog.checking`, `catalog.health`), before a row is embedded
(`catalog.product`), before it is shown to a model, and of what a model wrote (`assistant.claims`). Patterns, not a judgement:
what they miss, the grammar, the rows' own clauses and the claim check still hold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TELL = r"(?:recommend|suggest|praise|promote|mention|answer|reply|respond)"
_MODEL = r"(?:chatbots?|(?:large )?language models?|llms?|a\.?i\.?|gpt|(?:ai|shopping) (?:assistants?|models?|agents?))"
# What speaks to a model, each pattern beside words of which one stands in all that it finds: few texts hold any, and looking
# for these takes a thirtieth of looking for the patterns.
TO_THE_MODEL = tuple(
    (tuple(words.split("|")), re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (
            "ignore|disregard|forget|override|bypass",
            r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,40}"
            r"\b(?:instructions?|prompts?|guidelines|rules|the above)\b",
        ),
        ("system|developer", r"\b(?:system|developer) (?:prompt|message|instructions?|override)\b"),
        ("new instruction", r"\bnew instructions?\s*:"),
        ("you are", rf"\byou are (?:now )?(?:an? |the )?(?:helpful )?(?:assistant|{_MODEL})\b"),
        ("as an ai", r"\bas an ai\b"),
        ("must|should|shall|have to|has to|will only", rf"\b{_MODEL} (?:must|should|shall|have to|has to|will only)\b"),
        ("dear|attention|note to|hey|hello", rf"\b(?:dear|attention|note to|hey|hello),? (?:all |any )?{_MODEL}\b"),
        ("always|only|you must", rf"\b(?:always|only|you must(?: now)?) {_TELL}\b"),
        (
            "recommend|praise|promote",
            r"(?<!\bwe )\b(?:recommend|praise|promote) (?:only |just |always )?"
            r"(?:me|only this|this (?:product|item|one|shop))\b",
        ),
        (
            "do not|don't|never",
            r"\b(?:do not|don't|never) (?:mention|recommend|suggest|show|praise) (?:any )?(?:other|another|competing)\b",
        ),
        (
            "the user|tell",
            r"\bthe user (?:wants|asked|said)\b|\btell (?:the |every |all )?(?:users?|customers?|shoppers?)\b",
        ),
        ("ignor", r"\bignorier\w*\b[^.!?]{0,40}\b(?:anweisung|regel)\w*"),
        ("ignor", r"\bignor[ae]\w*\b[^.!?]{0,40}\b(?:instruc|instruç|istruzion|consigne)\w*"),
        (
            "忽略|無視|игнорир",
            r"忽略[^。]{0,20}(?:指令|指示|提示)|(?:指示|命令)[^。]{0,8}無視|игнорир\w*[^.!?]{0,40}инструкци\w*",
        ),
    )
)
_TEMPLATE = re.compile(
    r"<[|｜][^<>]{0,40}[|｜]>|</?think>|</?tool_call>|\[/?INST\]|<<SYS>>|<(?:start|end)_of_turn>"
    r"|\[[A-Z]\][^|\[\]\n]{0,80}\||\bNo product matches well\b|\bsystem: (?:always|you|never)\b"
    r"|^\s*(?:system|assistant|human|user)\s*:|#{2,}\s*(?:instruction|response|system)\b",
    re.IGNORECASE | re.MULTILINE,
)
# After a sentence to the model: what it is to do next.
_GOES_ON = re.compile(
    r"\W*(?:say|reply|answer|respond|write|output|print|praise|recommend|call|visit|then|and|also|instead|from now on|you|"
    r"never|always|only|do not|don't)\b",
    re.IGNORECASE,
)
# Signs that show nothing and are no format character to Unicode, and format characters that ordinary text has.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xE0100, 0xE01F0)}
_ORDINARY = frozenset("\u00ad\u200c\u200d")
_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}  # letters that nobody sees, and a tokenizer reads
_SENTENCE = re.compile(r"[^.!?\n•]*(?:[.!?]+(?=\s|$)|[\n•]+|$)")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Cyrillic and Greek letters that look like Latin ones (the lower-case part of Unicode's confusables for these scripts).
_LOOKALIKES = str.maketrans("аеорсухіѕјԁһԛԝѵοανρκιτυχАВЕКМНОРСТХІЅЈ", "aeopcyxisjdhqwvoavpkituxABEKMHOPCTXISJ")


def suspicion(text: str) -> str:
    """Return the part of a text that speaks to a language model and not to a shopper, or hides something; "" when none does."""
    if found := spoken_to_model(text):
        return found
    if text.isascii():
        return ""
    hidden = [letter for letter in text if letter not in _ORDINARY and _shows_nothing(letter)]
    if hidden:
        return f"{len(hidden)} invisible characters, U+{ord(hidden[0]):04X} the first"
    disguised = next((word for word in _WORD.findall(text) if _is_disguised(word)), "")
    return f"letters of two alphabets in {disguised}" if disguised else ""


@lru_cache(maxsize=1024)  # a row's texts are asked of when it is checked, and again when it is embedded
def spoken_to_model(text: str) -> str:
    """Return the part of a text that speaks to a language model, whatever letters it is written in; "" when none does."""
    plain = text if text.isascii() else text.translate(_TAGS)
    found = _TEMPLATE.search(plain) or _to_the_model(_as_seen(plain))
    return found[0].strip() if found else ""


def _to_the_model(text: str) -> re.Match[str] | None:
    folded = text.lower()
    # Beyond ASCII a pattern takes letters for the same that are not so when folded, such as a dotless i.
    near = (pattern for words, pattern in TO_THE_MODEL if not text.isascii() or any(word in folded for word in words))
    return next(filter(None, (pattern.search(text) for pattern in near)), None)


@lru_cache(maxsize=4096)
def without_suspect(text: str) -> str:
    """Return the text as a person sees it, without its sentences that speak to a model: what a shop says to shoppers."""
    if not suspicion(text):
        return text
    kept: list[str] = []
    ordered = False
    for part in _SENTENCE.findall(_as_seen(text)):
        ordered = bool(spoken_to_model(part)) or (ordered and bool(_GOES_ON.match(part)))
        if not ordered:
            kept.append(part)
    return "".join(kept).strip()


def _as_seen(text: str) -> str:
    """The text as a person sees it: without what shows nothing, in the Latin letters that its letters look like."""
    if text.isascii():
        return text
    shown = "".join(letter for letter in unicodedata.normalize("NFKC", text) if not _shows_nothing(letter))
    return _WORD.sub(lambda word: word[0].translate(_LOOKALIKES) if _is_disguised(word[0]) else word[0], shown)


def _is_disguised(word: str) -> bool:
    """Whether a word mixes Latin letters with Cyrillic or Greek ones, as no language does."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in word}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def _shows_nothing(letter: str) -> bool:
    return letter in _BLANK or unicodedata.category(letter) in ("Cf", "Co", "Cs")
