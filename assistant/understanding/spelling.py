"""Slips of the pen: in the words that steer a search, a cue ("withot", "chepaest"), a number after one, a value of the shop;
and in what is searched for ("umbrela"), where it is no word at all and one letter from one of the shop's titles and kinds.

A word that the shop uses is never a slip. Of what is searched for, nor is a word of English, for pyspellchecker's list of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from assistant.understanding.amounts import NUMBER_WORD
from catalog.goods import NAMES
from catalog.lexicon import Lexicon
from catalog.rules import tokens

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
_ANY_NUMBER = frozenset(NUMBER_WORD.split("|"))  # "a hundred and eight" is no eighty
_AMOUNT = r"(?=\s+(?:[$€£¥]?\d|(?:a )?(?:\w*ty|ten|twelve|fifteen|hundred)\b))"
_WORD = r"[a-z]{4,20}"
_THING = re.compile(r"[a-z]{5,20}", re.IGNORECASE | re.ASCII)
_PART = 4  # letters at least in each of two words run together
_TWO_SLIPS = 9  # letters, from which on two of them may be wrong
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
    """`strict`: no word of English, no letter for another, and no beginning or end cut off or added: "back" is not black, nor
    are "lines" linen."""
    start = 0
    while found := where.search(text.lower() if text.isascii() else text, start):
        word = found[1]
        start = found.end(1)
        if word in meant or word in _ANY_NUMBER or (lexicon.words and lexicon.sells(word)) or lexicon.facets_of(word):
            continue
        near = [one for one in meant if _near(word, one, strict=strict)]
        if len(near) == 1 and not (strict and _dictionary().known([word])):
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


def with_things_mended(text: str, lexicon: Lexicon) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The request with slips in what is searched for put right, and each: as it was typed, as it is read.

    Nothing is put right where most words are no English and some are nothing of the shop's either: it is another language.
    """
    words = dict.fromkeys(re.findall(r"\b\w+\b", text)) if lexicon.words else {}
    strange = [word for word in words if _THING.fullmatch(word) and _is_strange(word.lower(), lexicon)]
    slips = {word: meant for word in strange if (meant := _thing_meant(word.lower(), lexicon))}
    if len(slips) < len(strange) and 2 * len(strange) > len(words):
        return text, ()
    return put_right(text, slips.items()), tuple(slips.items())


def put_right(text: str, slips: Iterable[tuple[str, str]]) -> str:
    """A text with each slip read as it is meant."""
    for slip, meant in slips:
        text = re.sub(rf"\b{slip}\b", meant, text)
    return text


def _thing_meant(word: str, lexicon: Lexicon) -> str:
    """The one word of the shop that a word which is none may be; "" where there is none, or several."""
    one = tokens(word)[0]
    most = 2 if len(one) >= _TWO_SLIPS else 1
    could_be = [sold for sold in lexicon.words if sold[0] == one[0] and len(sold) >= 4 and sold.isalpha()]
    near = process.extract(one, could_be, scorer=OSA.distance, score_cutoff=most, limit=2)
    if not near:
        return _two_words(word, lexicon)
    if len(near) == 2 and near[0][1] == near[1][1]:
        return ""
    nearest = near[0][0]
    ending = "es" if nearest.endswith(("s", "x", "ch", "sh")) else "s"
    return nearest + (ending if word != one else "")


def _two_words(word: str, lexicon: Lexicon) -> str:
    """ "Water bottle" of "waterbotle": two words of the shop run together, the second perhaps with a slip; else ""."""
    for place in range(_PART, len(word) - _PART + 1):
        first, second = word[:place], word[place:]
        if not (lexicon.sells(first) and first in lexicon.words):
            continue
        if second in lexicon.words:
            return f"{first} {second}"
        if len(second) > _PART and (meant := _thing_meant(second, lexicon)) and " " not in meant:
            return f"{first} {meant}"
    return ""


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is none of the shop's, nor of English."""
    if lexicon.sells(word) or lexicon.facets_of(word) or word in _words_of_goods():
        return False
    return not _dictionary().known([word])


@cache
def _words_of_goods() -> frozenset[str]:
    return frozenset(word for name in NAMES for word in re.findall(r"[a-z]+", name.lower()))


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en")
