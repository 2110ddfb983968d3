"""Words that point at what is shown: "the second one", "number three", "this", "the last lamp"."""

from __future__ import annotations

import re

from text_to_num import text2num

from assistant.understanding.amounts import NUMBER_WORD

THIS = 0
"""The place of "this": what the shopper looks at, whatever that is."""
LAST = -1

_ORDINALS = {
    word: place
    for place, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
                                   "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th"), 1)
    for word in words.split()
} | {"last": LAST}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_ONE = r"(?:ones?|results?|items?|products?|pictures?|photos?|things?|options?|choices?)"
_COUNT = rf"(?:\d{{1,2}}|(?:{NUMBER_WORD})\b)"
_NUMBERED = re.compile(rf"(?:number|no\.?|nr\.?|#|{_ONE})\s?({_COUNT})(?!\w)")
# The first two, the top 3.
_FIRST_FEW = re.compile(rf"\b(?:first|top|best) ({_COUNT})(?! (?:{_ORDINAL}))")
_PLACE = re.compile(
    rf"\b({_ORDINAL})\b|(?:\b(?:number|no\.?|nr\.?|{_ONE})\s|#\s?)?\b({_COUNT})(?![\w%])(?! (?:ones?|of)\b)"
)
# "Both books and clothes" are none that are shown.
_THESE = re.compile(r"\b(?:these|those|them|both(?! .+ and\b))(?: (two|three|four|2|3|4))?\b")
_MOST_COMPARED = 4


def pointer(kinds: str = "") -> str:
    """A pattern, without groups, of words that point at one thing; `kinds` is one of the shop's kinds ("the second lamp")."""
    thing = rf"(?: {_ONE}| (?:{kinds})(?= \w| *$))" if kinds else f"(?: {_ONE})"
    return (
        rf"(?:(?:the )?(?:very )?(?:{_ORDINAL}){thing}?|(?:the )?(?:number |no\.? ?|nr\.? ?|#|{_ONE} ){_COUNT}(?!\w)"
        rf"|(?:this|that|these|those|it)(?:{thing})?)(?!\w)"
    )


def place_of(said: str) -> int:
    """The place, from 1, that a text found by `pointer` names; THIS or LAST."""
    if found := re.search(rf"\b(?:{_ORDINAL})\b", said):
        return _ORDINALS[found[0]]
    if found := _NUMBERED.search(said):
        return count(found[1])
    return THIS


def places_in(text: str) -> tuple[int, ...]:
    """The places of all things that a text points at, in its order, each once; two or more, or none at all."""
    if found := _FIRST_FEW.search(text):
        few = min(count(found[1]), _MOST_COMPARED)
        return tuple(range(1, few + 1)) if few > 1 else ()
    found_places = [_ORDINALS[one[1]] if one[1] else count(one[2]) for one in _PLACE.finditer(text)]
    places = tuple(dict.fromkeys(place for place in found_places if place))[:_MOST_COMPARED]
    if len(places) > 1:
        return places
    if not places and (found := _THESE.search(text)):
        return tuple(range(1, (count(found[1]) if found[1] else 2 if found[0] == "both" else 3) + 1))
    return ()


def count(said: str) -> int:
    """A number of at most two digits, in digits or words."""
    return int(said) if said.isdigit() else int(text2num(said, "en"))
