"""For whom or what a request is, as an answer can say it back: "your sister who paints", "a long weekend".

What is said back is one whole piece of one sentence, or nothing: the relative clause that belongs to the product ("a bag for work
that fits a laptop"), the next question and what only hangs on are cut off. What is cut off is read all the same (`assistant.asking`).
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from typing import NamedTuple

from assistant.claim_words import COLORS, MATERIALS
from assistant.english import PEOPLE, ROOMS

A_ROOM = rf"(?:{'|'.join(sorted(ROOMS))})\b"
PERSON_WORD = (
    rf"(?:{'|'.join(sorted(PEOPLE - {'her'}))}|years?[- ]olds?|her(?! (?!who|and|or|to|when)\w))\b(?!'| {A_ROOM})"
)
SOMEBODY = rf"(?:my|our|his|her|an?|someone|somebody)(?: [\w'-]+)??(?: [\w'-]+)?? {PERSON_WORD}"
_WEAR_TO = re.compile(r"\b(?:wear|bring|take) (?:to|at|for) (?P<it>\S.*)$", re.IGNORECASE)
# Room for a thing, or time for it, is not what the other is for.
_FOR = re.compile(
    r"(?:^|\s)(?<!\broom )(?<!\bspace )(?<!\btime )(?<!\bmoney )for (?!(?:(?:about|nearly|almost|the last|another) )?(?:\w+ )?(?:days?|weeks?|months?|years?|hours?|minutes?|ages|ever|a while)\b)(?P<it>\S.*)$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?:in|on) (?!(?:an? |the )?(?:\w+ )?(?:colou?rs?|shades?|sizes?|styles?|materials?|patterns?)\b|(?:my|your|a|the) (?:pockets?|suitcase|rucksack|backpack|bag|hand luggage)\b)(?P<it>(?:my|our|the|a|an) \S.*)$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:.?!]|\s(?:under|below|over|around|up to|less than|and how|and what|but|which|because|"
    r"that(?:'s| is| are| isn't| aren't| has| costs?| does| doesn't)|"
    rf"please|made of|as (?:an?|my)|so|in (?:{'|'.join(COLORS)})|about (?:[$€£]?\d+|ten|twenty|thirty|forty|fifty))\b.*$",
    re.IGNORECASE,
)
# What follows is said of the product, or of the shopper, and not of whom or what it is for: "a bag for work | that fits a laptop".
_SAID_BACK = re.compile(
    r"\s(?:that|which|where|when|while|whilst|because|since|if|then|but|as|for|(?:and|or) (?:then|for|i|it|we|he|she|they|also|so|must|has|needs?|wants?|"
    r"is|are|my old|mine)|to (?:put|keep|hold|store|wear|use|carry|sit|eat|drink|hang|stand|go|match|be|make|give|have|play)|i|i'm|i've|we|we're)\b"
    r"|\s(?=(?:What|Which|Where|How|Who|Do|Does|Can|Could|Any|Is|Are|Have|Need|Want|I)\b)"
)
_NO_END = frozenset(
    "that which who and but or for with in on at of to from by as if than so it its this these those them one the a an my our your is are not has have had was were been can will".split()
)
_JOINS = frozenset("and or who with in on at".split())
_NO_START = frozenset("to when where what how which who why if that i we because".split())
# Whose it is to be, and nothing of what for: "bottoms for women | for yoga".
_WHOSE = re.compile(
    r"^(?:wom[ae]n|m[ae]n|ladies|guys|girls?|boys?|kids|children|adults?|me|us|myself)\s+(?:and )?for\s+", re.IGNORECASE
)
_GIVE = re.compile(r"\b(?:give|get|buy) (?P<it>(?:my|our|his|her|a|an|someone|somebody) \S.*)$", re.IGNORECASE)
_MOVE = re.compile(rf"\b(?:make|amuse|surprise|impress|thank|cheer up|delight) (?P<it>{SOMEBODY})", re.IGNORECASE)
_MY = {"my": "your", "our": "your", "me": "you", "us": "you", "myself": "yourself", "mine": "yours"}
_SAYABLE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ', -]{2,60}")
_MOST_WORDS = 8
# "Stiff, aching muscles": the comma parts no two things.
_QUALITIES = re.compile(rf"(?!{PERSON_WORD})\w+, (?=(?!\w*thing\b)\w+(?:ing|ed) \w+\s*(?:$|[,;:.?!]))", re.IGNORECASE)
_AGE = re.compile(r"\b\d+[- ]years?[- ]old\b ?")


class About(NamedTuple):
    """Where the words that say for whom or what begin and end, all of them, and as many as can be said back."""

    start: int = 0
    end: int = 0
    said: str = ""
    back: str = ""


def about(plain: str) -> About:
    """What a request says of whom or what its thing is for; empty of no more than a colour or material."""
    for rule in (_WEAR_TO, _FOR, _GIVE, _MOVE, _IN):
        found = rule.search(plain)
        if found is None:
            continue
        it = found.group("it")
        whose = _WHOSE.match(it)
        it = it[whose.end() :] if whose else it
        span = as_said_back(it)
        words = span.lower().split()
        if words and not all(w in COLORS or w in MATERIALS or w in ("the", "a", "it", "that") for w in words):
            said = _whole(it)
            begins = found.end("it") - len(it)
            return About(found.start(), begins + len(said), said, span)
    return About()


def as_said_back(text: str) -> str:
    """Words of the request as the answer may say them, a whole of at most eight: "my" is "your". Empty where they are none."""
    words = _AGE.sub("", _SAID_BACK.split(f" {_whole(text)}", maxsplit=1)[0]).split()
    if len(words) > _MOST_WORDS:  # "your gran who sees badly | and lives alone"
        words = words[: max((at for at, word in enumerate(words[: _MOST_WORDS + 1]) if word in _JOINS), default=0)]
    for at, word in enumerate(words[1:], 1):
        if word in ("a", "an", "some") and words[at - 1].lower() in ROOMS | PEOPLE:  # "for my kitchen | a rack"
            words = words[:at]
            break
    while words and words[-1].lower() in _NO_END:
        words.pop()
    if words[-1:] and words[-1].lower() in (
        "anything",
        "everything",
        "something",
    ):  # "your sister who loves anything | that is silly"
        words = words[: words.index("who")] if "who" in words else words[:-1]
    if not words or words[0].lower() in _NO_START or "it" in words:
        return ""
    span = " ".join(_MY.get(word.lower(), word) for word in words).strip(" '-")
    span = span[:1].lower() + span[1:] if span.split(" ", 1)[0] in ("The", "A", "An", "Your", "Someone") else span
    return span if _SAYABLE.fullmatch(span) else ""


def _whole(text: str) -> str:
    """A text up to where the piece of a sentence ends that it begins with."""
    qualities = _QUALITIES.match(text)
    start = qualities.end() if qualities else 0
    return text[:start] + _ENDS.split(f" {text[start:]}", maxsplit=1)[0].strip()
