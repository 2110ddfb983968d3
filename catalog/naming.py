"""What a request calls things: names that the shop does not use, read as its own, and requests that name nothing at all.

A small embedder does not know that a brolly is an umbrella, nor does BM25. `catalog.goods` does; a name is replaced only by
one that means the very same, and only where the shop has the one and not the other. So is a word by its other spelling, British
or American ("pajamas": "pyjamas"), for the lists of the package eng. What else is like it is the embedder's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from eng import Fixer, Target

from catalog.fact_index import FactIndex, content_words
from catalog.goods import GOODS

_LONGEST = 3
# A gift voucher is a thing, and so is a birthday card; a gift for somebody, under a price, or for a birthday may be anything.
_ANYTHING = re.compile(
    r"\b(?:(?:some|any)thing|(?:[a-z]{3,}est|most [a-z]+|one) thing|"
    r"what (?:have|do|can|could|would|should|might|shall|else)|(?:gift|present)\W+ideas?"
    r"|stocking fillers?|secret santa|treat (?:myself|ourselves)|(?:any|some) ideas"
    r"|(?:gifts?|presents?|prizes?|birthday|anniversary|housewarming)"
    r"(?=\W*$|\s*[,;.!?]|\s+(?:for|to|from|that|which|who|under|below|over|less|within|with|in|on|at|of|about|is)\b))",
    re.IGNORECASE,
)


# What begins so says what is to be done. The latter may also be part of a name: "wash bag", "water bottle", "light bulb".
_DOING = re.compile(
    r"^(?:(?:i|we) (?:want|need|would like|have) to |(?:how|where) to |to |help me )?"
    r"(?:(?:listen|carry|serve|fry|wake|protect|boil|brew|pour|decorate|prepare|bring|hide|organi[sz]e|remember|grow|"
    r"celebrate)\b(?! (?:for|on)\b)|(?:tell the time|keep|put|store|hold|hang|look|wash|water|light|cut|chop|slice|cook|bake|"
    r"eat|drink|sit|sleep|read|write|draw|paint|play|dry|clean|sweep|charge|ride|relax|stretch|run|swim|hike|camp|travel|warm|"
    r"cool|tidy|open|smell)\b(?= (?:up |out |down |off )?"
    r"(?:my|our|the|an?|some|it|me|us|things?|drinks|on|in|at|to|from|with)\b))",
    re.IGNORECASE,
)


def asks_for_anything(text: str) -> bool:
    """Whether a request names no thing but whom or what it is for: "a present for my aunt", "something yellow", "listen to
    music"."""
    return bool(_ANYTHING.search(text)) or says_what_to_do(text) or only_tells(text)


_TELLS = re.compile(
    r"\W*(?:i|i'm|i've|we|we're|my|our|he|she|they|his|her|their|(?:an? |some )?[\w-]+ of (?:mine|ours)|"
    r"(?:everything|all|most|nothing) (?:that )?(?:i|we) (?:own|have|wear))\b"
    r"(?!.*\b(?:need|want|looking for|like|sell|have you|replace)\b)",
    re.IGNORECASE,
)


def only_tells(text: str) -> bool:
    """Whether a request tells of somebody and asks for nothing in so many words: "my back is always sore"."""
    return bool(_TELLS.match(text))


def says_what_to_do(text: str) -> bool:
    """Whether a request says what is to be done, and with no word what with: "listen to music", "wash my hands"."""
    return bool(_DOING.match(text.strip()))


_IT = (
    r"(?:(?:an?|the|all|some|her|his|their|little|big|cute) )*(?!any|every|some|things?\b|it\b|them\b|to\b)"
    r"(?P<it>[\w'-]+(?: [\w'-]+)?)"
)
_ENDS = r"(?=\s*(?:$|[,.;:!?]|\b(?:on|and|or|but|so|what|who|for|in|to|at|under|below|that|which|please|very|as|with|is)\b))"
# In this order, for who collects "anything with whales" collects no anything.
_SHOWS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwith {_IT} on (?:it|them|the (?:front|back|side|top|lid))\b",
        r"\b(?:any|some|every)?things? (?:with|of|about|featuring|covered in|(?:that (?:is|are|'s) )?shaped like|"
        r"that looks? like)"
        rf" {_IT}{_ENDS}",
        rf"\b(?:in the shape of|decorated with|printed with) {_IT}{_ENDS}",
        rf"\b(?:loves|adores|collects|likes|enjoys|(?:who|they|we|i) (?:love|adore|collect|like|enjoy)|fan of"
        rf"|obsessed (?:with|by)|(?:mad|crazy|nuts|wild|passionate) about|fond of|keen on) {_IT}{_ENDS}",
        r"\b(?P<it>[\w']+)[ -](?:themed|shaped|motif|lovers?|fanatics?|enthusiasts?|collectors?)\b",
    )
)
_TAIL = re.compile(
    r"\s*(?:[,;.!?]|\s(?:for|that|which|with|big enough|large enough|small enough)\b).*$", re.IGNORECASE | re.DOTALL
)


_IN_A_WORD = re.compile(
    r"\b(?:(?:is|are) there|(?:have|got|sell|need|want|looking for|after|find|recommend|suggest|buy|like)(?: me)?) "
    r"(?:an?|any|some) "
    r"(?P<it>[a-z]{3,})(?=\s*(?:$|[?.,!;]|(?:for|to|that|which|with|in)\b))",
    re.IGNORECASE,
)


def thing_named(text: str) -> str:
    """What a request calls the thing, without what it is for or is to have: "a bag" of "a bag for my laptop"; "" where it says
    nothing besides."""
    name = _TAIL.sub("", text)
    return name if name != text else ""


def thing_in_a_word(text: str) -> str:
    """The one word by which a request calls what it seeks: "watch" of "is there a watch for that?"; "" where it seeks by more
    or by none."""
    found = _IN_A_WORD.search(text)
    return found["it"] if found else ""


def shown_on_it(text: str) -> str:
    """What a thing is to show or to be about, whatever it is: "whales" of "anything with whales on it", "doughnuts" of
    "obsessed with doughnuts"; "" where a request says nothing of that."""
    found = next((found for pattern in _SHOWS if (found := pattern.search(text))), None)
    return found["it"] if found else ""


def names_read_as(facts: FactIndex) -> dict[tuple[str, ...], str]:
    """The words, as `facts` keeps them, of a name that the catalog does not use → the name of the same thing that it does."""
    found: dict[tuple[str, ...], str] = {}
    for good in GOODS:
        for same in good:
            words = {name: facts.words(name) for name in same}
            used = [name for name in same if all(map(facts.knows, words[name]))]
            if used:
                found |= {words[name]: used[0] for name in same if name not in used}
    return found


@cache
def _spellings() -> Mapping[str, str]:
    return {word: other for target in Target for word, other in Fixer(target=target, content="").words.items()}


def other_spelling(word: str) -> str:
    """A word in small letters as it is spelt on the other side of the Atlantic; "" where both spell it so."""
    other = _spellings().get(word, "")
    if not other and word.endswith("s") and (one := _spellings().get(word[:-1])):
        return f"{one}s"
    return other


def in_shops_names(text: str, facts: FactIndex, read_as: Mapping[tuple[str, ...], str]) -> str:
    """A request with the names of `read_as` replaced, the longest first, and words that the shop spells otherwise."""
    words = text.split()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            said = " ".join(words[place : place + length])
            if length > 1 and not all(re.search(r"\w", word) for word in words[place : place + length]):
                continue  # signs by themselves are no word of a name
            if content_words(said) == said and (name := read_as.get(facts.words(said)) or _as_spelt(said, facts)):
                words[place : place + length] = [name + said[len(said.rstrip(",.;:!?")) :]]
                break
        place += 1
    return " ".join(words)


def _as_spelt(said: str, facts: FactIndex) -> str:
    """A word's other spelling where the shop has that and not this one; else ""."""
    other = other_spelling(said.lower().rstrip(",.;:!?"))
    if not other or any(map(facts.knows, facts.words(said))):
        return ""
    return other if all(map(facts.knows, facts.words(other))) else ""
