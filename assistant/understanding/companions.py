"""What a thing is to go with, which is another thing: "a white tee to go with blue shorts" asks for nothing blue.

And what "it" is: "I have a teal chair and need a cushion that goes with it" seeks a cushion, and the chair was told of before.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.english import ROOMS
from assistant.understanding.clauses import TOLD, TOLD_ENDS
from assistant.understanding.reading import in_small_letters
from assistant.understanding.short_forms import PERSON

# "I have a teal chair and need a cushion that goes with it": what is told of first, or last, is what "it" is.
_TOLD = (
    re.compile(
        r"(?:^|(?<=[.;!?,] )|\b(?:and|so|but|as|since) )(?:(?:there(?:'s| is| are)|(?:(?P<whose>i|we|s?he|they)(?:'ve|'s)?|(?P<somebody>(?:my|our|his|her) [a-z]+))(?: (?:already|just|recently|finally|"
        r"also|only|still|have|has|had))*(?: (?:have|has|had|own|owns|got|bought|ordered|found|inherited|wears?)|(?<='ve))(?: (?:already|just|also))?)"
        r"|(?:(?:already|just) )?(?:have|got|bought|own)(?= (?:an?|some|two|new)\b)) "
        r"(?P<article>(?:lots of|loads of|plenty of|a lot of|a few|many|an?|some|two|this|these|the|my|our|his|her|their) )?"
        r"(?P<it>(?!(?:you|i|to|no|not|been|any|thought|problems?|trouble)\b)[a-z][\w'-]*(?: (?!(?:need|want|looking|is|are)\b)[a-z][\w'-]*){0,4}?)"
        r"(?=\s*(?:$|[,.;:!?]|\s[–—-]\s|\b(?:and|so|but|that|which|who|with|in|on|at|by|from|for|already|last|now|yet|every|to|is|are)\b))"
    ),
    re.compile(
        r"(?:^|(?<=[.;!?,] ))(?P<article>(?P<whose>my|our|his|her|their|the) )(?P<it>(?:[a-z][\w'-]* ){0,3}?[a-z][\w'-]*)(?= (?:is|are) )"
    ),
)
_TOLD_TO = re.compile(
    r"[.;!?]+\s*|,\s*(?:and |so |but )?|\s[–—-]\s|\s(?:and|so|but)\s+(?=(?:i|i'd|i'm|we|need|want|looking|would|now|what|which|any|could|can)\b)|$"
)
_BACK = re.compile(
    r"\b(?:with|for|on|in|above|over|under|underneath|beneath|beside|behind|around|near|inside|next to|to|of|match(?:es|ing)?|suits?|complements?|fits?) "
    r"(?P<it>it|them|this|that|those|these|one)(?=\s*(?:$|[,.;:!?]|\b(?:and|but|please|under|below|for|in|well|nicely|best)\b))"
)
_MATCHING = re.compile(
    r"\b(?:to|that|which)(?: (?:would|will|could))? (?:match(?:es)?|go(?:es)? with)(?P<it>)(?=\s*(?:$|[,.;!?]))"
)
_ITS_OWNER = {"he": "his", "she": "her", "they": "their", "his": "his", "her": "her", "their": "their"}
Worn = Literal["", "over", "under"]
_WORN: dict[str, Worn] = {
    "over": "over", "on top of": "over", "under": "under", "underneath": "under", "beneath": "under",
}  # fmt: skip
WORN_AS = {"over": "layer", "under": "top"}
"""What is asked for by whoever asks for something to wear over, or under, another thing (`catalog.groups`)."""


@dataclass(frozen=True)
class Companion:
    """What a thing is to go with: `thing` as it was asked for, "" where none was named; `other` what it goes with, `worn` "over"
    or "under" it, else ""; `said` is all that says so, and `before` and `after` what stands around it."""

    thing: str
    other: str
    worn: Worn
    before: str
    said: str
    after: str


_GOES = re.compile(
    r"\b(?:(?:(?:to|that|which|would|will|could|might|what|should|can)(?: i| you| we)? )*"
    r"(?:(?:go|goes|pairs?|works?|looks? (?:good|nice|great|right))(?: \w+ly| well| best| nicely)? with|(?:match(?:es)?|suits?)(?= (?:an?|the|my|our|his|her|this|these|some)\b)|"
    r"(?:wear|wore|put|throw|layer|pull|slip)(?: on)?(?: (?:to|at|for|in) (?:the |an? )?\w+)? (?P<worn>with|over|under|underneath|beneath|on top of)|complements?)|"
    r"to match|that would match|that matches|which matches|would match|matching|(?:worn|layered|wearing|layering) (?P<put>over|under|underneath|beneath|on top of)|alongside|next to|together with|(?:above|behind|beside|in front of|opposite)(?= (?:the|my|our)\b))\s+"
    r"(?:(?:an?|the|my|our|some|his|her|this|these|those) )?(?P<it>[a-z][\w' -]*?)(?=\s*(?:$|[,.;:?!]|\b(?:under (?:\d+|\w+ty)|below \d+|for (?:under|less)|when|because|but|please|that|which|on the way|on my way|on (?:cold|warm|hot|cool|rainy) |for (?:the|a|an) |at (?:the|work|home)|to the|in winter|in summer)\b))",
    re.IGNORECASE,
)
# What suits an evening out, or a person, goes with no thing.
_NO_OTHER = re.compile(
    rf"\b(?:{PERSON}|{'|'.join(sorted(ROOMS))}|evening|day|night|occasion|party|wedding|dinner|summer|winter|weather|mood|taste|needs?|budget|style)\b(?!'s\b| (?!out\b)\w)",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"^(?:\W|\b(?:(?:some|any)(?:thing|where)|things?|what|which|stuff|ones?|ideas?|for|me|i|we|you|is|are|there|do|have|got|can|could|would|should|shall|need|want|show|"
    r"find|an?|the|else|nice|good|and|please|looking|like|to|suggest|recommend|it|hi|hello|hey)\b)*$",
    re.IGNORECASE,
)


_SOMETHING = re.compile(
    rf"\b(?:some|any)thing ((?:(?!for\b|to\b|that\b)[a-z-]+ ){{0,2}}?)(?:(?:(?:i|we|you|she|he)|(?:an?|my|our) {PERSON})(?: (?:can|could|might))?)?\s*$",
    re.IGNORECASE,
)


def companion(text: str) -> Companion | None:
    """What a request says of what its thing is to go with; None where it says nothing of that."""
    found = _GOES.search(text)
    if found is None or _NO_OTHER.search(found["it"]):
        return None
    where = (found["worn"] or found["put"] or "").lower()
    before, after = text[: found.start()].strip(" ,"), text[found.end() :].strip()
    asked = re.split(rf"[.;!?,]\s|[{TOLD}{TOLD_ENDS}]", before)[-1]  # what is told before it is no thing either
    thing = "" if _NO_THING.match(asked) else before
    worn = _WORN.get(where, "")
    if worn and thing:  # "is there something light a woman can wear over her top": a light layer
        thing = _SOMETHING.sub(rf"\1{WORN_AS[worn]}", thing)
    return Companion(thing, found["it"].strip(), worn, before, found[0].strip(), after)


def with_it_named(text: str) -> str:
    """ "A cushion that goes with my teal chair" of "I have a teal chair and need a cushion that goes with it"."""
    lower = in_small_letters(text)
    for told in (found for pattern in _TOLD for found in pattern.finditer(lower)):
        ends = _TOLD_TO.search(lower, told.end("it"))
        end = ends.end() if ends else len(text)
        rest = " ".join(f"{text[: told.start()]} {text[end:]}".split())
        if back := _BACK.search(in_small_letters(rest)) or _MATCHING.search(in_small_letters(rest)):
            somebody = told.groupdict().get("somebody")
            owner = f"{somebody}'s" if somebody else _ITS_OWNER.get(told["whose"] or "", "my")
            thing = f" {owner} {text[slice(*told.span('it'))]}".rstrip()
            return f"{rest[: back.start('it')].rstrip()}{thing}{rest[back.end('it') :]}"
    return text
