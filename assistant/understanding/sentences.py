"""Which of several sentences says what is sought: "My legs ache after every run. Anything that helps sore muscles?"."""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from itertools import pairwise

from assistant.english import PEOPLE, SEEKING, phrases
from assistant.understanding.exclusions import ruled_out
from assistant.understanding.short_forms import FEAST
from catalog.groups import group_asked, kind_asked
from catalog.naming import only_tells

# Where another sentence begins: "I sweat a lot, which shirt?", "a fleece for my dad, he's always cold", "I cycle and need a coat".
_BREAK = re.compile(
    r"[.;!?]+\s+|"
    r"\s+(?:and|so|but) (?=(?:i |we )?(?:need|want|would like|am looking|are looking|could use)\b|i'm looking|i'd like)|"
    r",\s+(?:and |so |but )?(?=(?:i|i'm|i've|we|he|she|it|they|he's|she's|it's|they're|do|have|"
    r"which(?! (?:i|we|he|she|they|is|are|has|have|keeps?|can|does|don't|doesn't|will|fits?|looks?)\b)|"
    r"what|can|could|any|something|anything|not|no|need|want|looking|show|please)\b)",
    re.IGNORECASE,
)
_SURE = phrases(
    f"""{SEEKING}, which, what, something, anything, (?:any|some) (?:ideas?|suggestions?),
    gifts?, presents?"""
)
_LIKELY = phrases("need, want, somewhere, any, ideas?, buy")
# What is had already is not sought.
_HAS = re.compile(
    r"^\W*(?:(?:i|we|he|she|they)(?:'ve|'s)?|my \w+) (?:(?:already|just|also|still|have|has|only) )*"
    r"(?:have|has|own|owns|got|bought|had)\b",
    re.IGNORECASE,
)
# Of whom these words are said, something is known by them.
_ANYBODY = PEOPLE - frozenset(
    """baby toddler teen teenager fan cook cooks gardener gardeners runner runners reader readers student students cyclist cyclists
    hiker hikers baker bakers collector traveller traveler dog cat puppy kitten nerd geek bride groom graduate grad""".split()
)
_FOR_SOMEBODY = re.compile(rf"\b(?:{'|'.join(sorted(_ANYBODY))})\b", re.IGNORECASE)
# "Any ideas for her, please?" says nothing to search by: the others do.
_OPEN = re.compile(
    rf"^(?:\W|\d|\b(?:{'|'.join(sorted(_ANYBODY))}|{FEAST}|christmas|xmas|housewarming|bring|take|any|some|an?|the|that|which|thing|something|anything|things?|stuff|what|would|could|can|should|might|do|does|helps?|works?|is|are|there|you|i|we|me|us|he|she|it|"
    r"him|her|his|them|my|for|to|of|on|at|under|about|up|around|have|got|get|give|buy|find|show|see|suggest|recommend|help|like|love|enjoy|appreciate|suit|want|need|sell|please|thanks|pls|guys?|man|woman|girl|boy|lady|person|somebody|someone|"
    r"gifts?|presents?|ideas?|suggestions?|recommendations?|nice|good|great|best|maybe|really|just|out|budget|max|dollars|euros|pounds|bucks)\b)*$",
    re.IGNORECASE,
)


# What is said of the thing that is sought: "it should be light", "maybe in orange".
_OF_IT = re.compile(
    r"^[^\w$€£]*(?!it(?:'s| is| was) (?:my|our|his|her|their|been|for)\b)"
    r"(?:it|they|that|this|one|ones|something|anything|nothing|ideally|preferably|maybe|perhaps|(?:i'm |was )?thinking of|must|should|needs? to|"
    r"has to|have to|around|about|budget|[$€£]?\d+|with|without|in|made|for|under|over|not|no|but|and|or|only|size|any)\b",
    re.IGNORECASE,
)


def place_sought(text: str) -> tuple[int, int]:
    """Where the sentence that says what is sought begins, and where the next one does; where none of several says so or names a
    thing, the first."""
    places = _sentences(text)
    return max(places, key=lambda place: _seeks(text[slice(*place)]))


def places_told(text: str) -> list[tuple[int, int]]:
    """Where the sentences begin and end that say nothing of what is sought; none where no sentence surely says what that is."""
    main = place_sought(text)
    if _seeks(text[slice(*main)]) < 1 or _OPEN.match(text[slice(*main)]):
        return []
    named = _names_a_thing(text[slice(*main)])
    return [
        place
        for place in _sentences(text)
        if place != main
        and not _OF_IT.match(text[slice(*place)])
        # "I kill every plant I touch, what can I put on my desk?": a plant.
        and (named or not _names_a_thing(text[slice(*place)]))
    ]


def _names_a_thing(text: str) -> bool:
    return bool(kind_asked(text) or group_asked(text))


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [found.end() for found in _BREAK.finditer(text)]
    return [(start, end) for start, end in pairwise([0, *ends, len(text)]) if text[start:end].strip()] or [
        (0, len(text))
    ]


def _seeks(sentence: str) -> float:
    """How surely a sentence says what is sought; what it rules out is not."""
    sentence = ruled_out(sentence).rest
    named = _names_a_thing(sentence)
    if _OPEN.match(sentence):  # what only tells says more, but not for whom
        return -0.5 if _FOR_SOMEBODY.search(sentence) else -1.5 if _SURE.search(sentence) else -2
    asks = 2 * bool(_SURE.search(sentence)) + bool(_LIKELY.search(sentence))
    return asks + 2 * named - 2 * bool(_HAS.match(sentence)) - only_tells(sentence)
