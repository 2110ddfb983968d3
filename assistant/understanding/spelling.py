"""Slips of the pen in the words that steer a search: a cue ("withot", "chepaest"), a number after one, a value of the shop.

Only there: what is searched for is searched for as it was typed, for the search finds near words by itself. A word that the
shop uses is never a slip.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from catalog.lexicon import Lexicon

_CUES = ("without", "cheaper", "cheapest", "expensive", "compare", "similar", "different", "something", "anything")
_BEFORE_A_PRICE = ("under", "below", "between", "around", "about", "over", "above", "than")
_NUMBERS = (
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
)
_AMOUNT = r"(?=\s+(?:[$€£¥]?\d|(?:a )?(?:\w*ty|ten|twelve|fifteen|hundred)\b))"
_WORD = r"[a-z]{4,20}"
_SLOT = re.compile(
    rf"\b(?:in|of|not|no|non|without|less|fewer|nor|neither|or|and)[ -](?:any |made of |the )?({_WORD})\b"
)
_PRICED = re.compile(rf"\b({_WORD}){_AMOUNT}")
_NUMBERED = re.compile(rf"\b(?:{'|'.join(_BEFORE_A_PRICE)}|and|to) ({_WORD})\b")


def mended(text: str, lexicon: Lexicon) -> str:
    """The request with such slips put right; nothing else of it is changed."""
    text = _put_right(text, re.compile(rf"\b({_WORD})\b"), _CUES, lexicon)
    text = _put_right(text, _PRICED, _BEFORE_A_PRICE, lexicon)
    text = _put_right(text, _NUMBERED, _NUMBERS, lexicon)
    return _put_right(text, _SLOT, _values(lexicon), lexicon, strict=True)


def _put_right(
    text: str, where: re.Pattern[str], meant: tuple[str, ...], lexicon: Lexicon, *, strict: bool = False
) -> str:
    """`strict`: no letter for another, and no beginning or end cut off or added, for "lines" is no linen."""
    start = 0
    while found := where.search(text.lower() if text.isascii() else text, start):
        word = found[1]
        start = found.end(1)
        if word in meant or (lexicon.words and lexicon.sells(word)) or lexicon.facets_of(word):
            continue
        near = [one for one in meant if _near(word, one, strict=strict)]
        if len(near) == 1:
            text = f"{text[: found.start(1)]}{near[0]}{text[found.end(1) :]}"
            start = found.start(1) + len(near[0])
    return text


def _near(word: str, meant: str, *, strict: bool) -> bool:
    if word[0] != meant[0] or OSA.distance(word, meant, score_cutoff=1) > 1:
        return False
    if not strict:
        return not word.startswith(meant) and len(meant) > 4
    if word.startswith(meant) or meant.startswith(word):
        return False
    return len(word) != len(meant) or sorted(word) == sorted(meant)


@lru_cache(maxsize=8)
def _values(lexicon: Lexicon) -> tuple[str, ...]:
    facets = ("color", "material", *lexicon.attributes)
    return tuple(
        {value for facet in facets for value in lexicon.values.get(facet, ()) if len(value) > 3 and value.isalpha()}
    )
