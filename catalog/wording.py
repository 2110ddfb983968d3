"""What a text says of its product: without markup, without addresses, and nothing twice.

A room of its own beside `catalog.suspicion`, which knows what speaks to a model: this here speaks to nobody, and still moves a
vector or a count of words. It is left out of what is searched (`product_text`, and the letters of `catalog.product_rows`),
not of what is shown. Words that a shop strings together without saying them twice mean what they mean.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Markdown's pictures, whose text nobody is shown here.
_SHOWN = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}\)")
_LINKED = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{0,2000}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_MARKS = re.compile(r"[*`|~]+|(?<!\S)[#>]+(?=\s|\[|$)")
_BETWEEN = re.compile(r"(?<=[,;.!?•])\s+|\n+")
# Up to four words three times running: "a yo-yo from Bora Bora" says nothing twice.
_AGAIN = re.compile(r"\b(\w{2,40}(?:[ /-]+\w{1,40}){0,3}?)(?:[ /-]+\1\b){2,}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FEW = 8  # words


@lru_cache(maxsize=1024)  # a row is embedded and indexed by letters, each for itself
def told(text: str) -> str:
    """Return what a text says: its parts between commas and stops, each once, without markup and addresses.

    A few words about an address ("order at …") lead elsewhere and go with it, unless there is nothing else.
    """
    if "](" in text:
        text = _LINKED.sub(r"\1", _SHOWN.sub(" ", text))
    leading: list[str] = []
    kept: dict[tuple[str, ...], str] = {}
    for part in _BETWEEN.split(_AGAIN.sub(r"\1", _MARKS.sub(" ", text))):
        plain = _ADDRESS.sub(" ", part)
        words = tuple(_WORD.findall(plain.casefold()))
        if plain != part and len(words) <= _FEW:
            leading.append(plain)
        elif words:
            kept.setdefault(words, plain)
    return " ".join(" ".join(kept.values() or leading).split())
