"""Untrusted text as it may stand in a prompt or a sentence: cleaned, on one line, and only what the grammar can repeat."""

from __future__ import annotations

import html
import re
import unicodedata

from models.phrase import listed

_FIELD_CHARACTERS = 48
_MOST_VALUES = 4
_TEMPLATE_TOKEN = re.compile(r"<[|｜][^<>]{0,40}?[|｜]>|</?think>|\[/?INST\]", re.IGNORECASE)
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
UNSAYABLE = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ɏ' ,;:–—-]")
_MARKS = str.maketrans("", "", "™®©℠")


def clean_text(text: str) -> str:
    """Return `text` without template tokens, trade marks, control, invisible and direction characters; single spaces."""
    text = _TEMPLATE_TOKEN.sub(" ", unicodedata.normalize("NFKC", text.translate(_MARKS)))
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " if c.isspace() else "" for c in text)
    return " ".join(_TEMPLATE_TOKEN.sub(" ", text).split())


def clean_line(text: str, most: int) -> str:
    """Return untrusted text as part of one row: cleaned, no brackets or bars, at most `most` characters."""
    text = " ".join(re.sub(r"[\[\]{}<>|`]", " ", clean_text(text)).split())
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;:-")


def sayable(text: str) -> str:
    """Return a field as the grammar can repeat it; empty when that would change what it says."""
    text = clean_text(BRACKETED.sub(" ", text)).replace("’", "'").replace("&", " and ").replace("+", " and ")
    words = [word for word in text.split() if not any(c.isdigit() or c == "%" for c in word)]
    if words != text.split() and "%" not in text:
        return ""  # "Type 3" is another thing than "Type"; "100% cotton" is cotton
    kept = " ".join(UNSAYABLE.sub(" ", " ".join(words)).split())
    return kept if len(kept) <= _FIELD_CHARACTERS else ""


def sayable_values(text: str) -> str:
    """Return a field of several values ("Wool/Nylon/CoolTech™") as a list in words: "wool, nylon and CoolTech"."""
    parts = re.split(r"[/;|,]", html.unescape(text))
    values = list(dict.fromkeys(_plain_case(value) for part in parts if (value := sayable(part))))
    said = listed(values)
    return said if len(values) <= _MOST_VALUES and len(said) <= _FIELD_CHARACTERS else ""


def _plain_case(value: str) -> str:
    """Lower case, but for a name with capitals inside it."""
    return " ".join(word if re.search(r"[a-z][A-Z]", word) else word.lower() for word in value.split())
