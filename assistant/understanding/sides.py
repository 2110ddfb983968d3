"""Two things that are weighed against each other: "the wooden ones or the white ones", "a foam roller or a stretch band".

Each is then searched for by itself (`SearchRequest.either`), with what both are for; and what one of them is of narrows nothing,
for the other is not. "A red or blue mug" weighs nothing: either will do, and `values` reads it. English only.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from functools import cache

from assistant.understanding.reading import in_small_letters
from catalog.goods import NAMES
from catalog.groups import is_thing

_LONGEST = 6  # words in the name of a side
_WORDS = r"[a-z][\w'-]*(?: [\w'-]+)*?"
_USE = r"(?:(?P<use>(?:for|in|on|at|to|with|when|if|as) .+))?"
_BETTER = (
    r"(?:(?:be|is|are|do|work|much|far|any|really|a bit|the|an?) )*(?:better|best|nicer|safer|[a-z]{3,}er|more [a-z]+|less [a-z]+)"
    r"(?: (?:gift|present|choice|idea|option|buy|one|bet))?"
)
_ASKED = r"^(?:so |ok |okay |and |but )*(?:which|what)(?: ones?| one of these)?(?: (?:of )?(?:(?:your|the|these|those|my|our) )?(?P<kind>(?!is\b|are\b|would\b)[a-z][\w' -]*?))?"
_ONE, _OTHER = rf"(?P<one>{_WORDS})", rf"(?P<other>{_WORDS})"
_ENDS = r"[?!. ]*$"
_OR = r",? (?:or|versus|vs\.?)(?: rather| maybe)? "
_WEIGHED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ASKED} (?:is|are|would|will|should|do|does|suits?|works?|could)\b[a-z ]*?{_BETTER} ?{_USE}(?:, |: | - |[?.] ?){_ONE}{_OR}{_OTHER}{_ENDS}",
        rf"{_ASKED} {_BETTER} ?{_USE}(?:, |: | - |[?.] ?){_ONE}{_OR}{_OTHER}{_ENDS}",
        rf"^(?:is|are|would|will) {_ONE}{_OR}{_OTHER} {_BETTER}(?: {_USE})?{_ENDS}",
        rf"^(?:is|are|would|will) (?P<one>the {_WORDS}) {_BETTER} than {_OTHER}(?: {_USE})?{_ENDS}",
        rf"^(?:should|shall|do|would) (?:i|we) (?:get|buy|choose|take|go for|pick|need|want|have) {_ONE}{_OR}{_OTHER}(?: {_USE})?{_ENDS}",
        rf"^(?:compare|(?:i )?(?:can't|cannot|could not|couldn't) (?:decide|choose) between|(?:i'm |i am )?torn between|(?:what(?:'s| is| are) )?the differences? between) {_ONE} (?:and|with|to|or) {_OTHER}(?: {_USE})?{_ENDS}",
    )
)
_NAMED = re.compile(rf"^{_ONE} (?:or|versus|vs\.?) {_OTHER}(?: {_USE})?{_ENDS}")
_BOTH = re.compile(rf"^{_ONE} and {_OTHER}(?: {_USE})?{_ENDS}")
_ARTICLE = re.compile(r"^(?:(?:an?|the|some|your|those|these|my|one of) )+")
_STANDS_FOR = re.compile(r"(?:^| )(?:ones?|pairs?)$")
_POINTS = re.compile(r"\b(?:this|that|these|those|it|them|first|second|third|fourth|last|other)\b")


def weighed(text: str) -> tuple[str, ...]:
    """The two things that a request weighs, each with what it is for, as they are searched for; none where it weighs none."""
    found = (match for pattern in _WEIGHED if (match := pattern.search(in_small_letters(text).strip())))
    return next((sides for match in found if (sides := _sides(match))), ())


def either_of(text: str) -> tuple[str, ...]:
    """The two things that a request names without weighing them: "umbrella or raincoat for a rainy commute"."""
    text = in_small_letters(text).strip()
    found = _NAMED.search(text)
    if found and _both_things(found["one"], found["other"]):
        return _sides(found)
    found = _BOTH.search(text)  # "a chair and a table for the balcony"; a cup and saucer is one thing
    if found is None or f"{found['one']} and {found['other']}" in _one_thing():
        return ()
    return _sides(found) if is_thing(found["one"]) and is_thing(found["other"]) else ()


@cache
def _one_thing() -> frozenset[str]:
    return frozenset(name for name in NAMES if " and " in name)


def _both_things(one: str, other: str) -> bool:
    known = is_thing(one) + is_thing(other)
    return known == 2 or (known == 1 and all(name.startswith(("a ", "an ")) for name in (one, other)))


def _sides(found: re.Match[str]) -> tuple[str, ...]:
    said = found.groupdict()
    names = [said[side].strip() for side in ("one", "other")]
    if any(_POINTS.search(name) or len(name.split()) > _LONGEST for name in names):
        return ()
    kind = said.get("kind") or next((name.split()[-1] for name in names if is_thing(name)), "")
    first, second = (_of_kind(name, kind) for name in names)
    use = f" {said['use'].rstrip('?!. ')}" if said["use"] else ""
    return (f"{first}{use}", f"{second}{use}") if first and second and first != second else ()


def _of_kind(name: str, kind: str) -> str:
    """ "Wooden headphones" of "wooden ones", and "linen armchair" of "linen", where armchairs are spoken of."""
    bare = _ARTICLE.sub("", name)
    plain = _STANDS_FOR.sub("", bare)
    such = " " not in bare and not name.startswith(("a ", "an ")) and not is_thing(bare)
    return f"{plain} {kind}".strip() if plain != bare or such else bare
