"""Words for many kinds of thing at once: which products are "clothes", and which such word a request asks by.

No hoodie is called clothes, and a small embedder finds a travel bag nearer to "travel clothes" than any shirt. A group is
made of the shop's own departments that bear its name ("Apparel > Tops > Tees" says that a tee is a top) and of the kinds that
`catalog.goods` counts among it; a product's kind is what the end of its category's path says, else the end of its title's name.
WordNet's hypernyms would be the natural source, but the packages that bring it download its data.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog.goods import GROUPS, NAMES
from catalog.rules import tokens

MARK = ">"
"""What a group's key begins with: no word of a text does."""

CONSUMED = frozenset(MARK + name for name in ("food", "drink", "cosmetic", "toiletry", "scent"))
"""Groups of what is eaten, drunk, put on or burnt."""

_WIDE = 40  # kinds: a dress is no nearer to a jacket than to a sock for being clothes
_LONGEST = 3  # words in the name of a group or kind
_BETWEEN_NAMES = re.compile(r"\s*(?:[&/,>+]|\band\b)\s*", re.IGNORECASE)
_TITLE_ENDS = re.compile(
    r"[,(|/:]| [-–—] |\d| (?:with|for|in|as|of|from|made|shaped|that|which|to|on|by|without|at)\b.*$", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"^(?:an? |the )?(?:pair|set|pack|box|bunch)s? of (?:\d+ |two |three |four |six )?", re.IGNORECASE
)
_WHICH_OF = re.compile(
    r"^(?:which|what|any|some|one|all|the \w+est)(?: ones?)? of (?:your|the|these|those) ", re.IGNORECASE
)
# Where the name of what is asked for ends; what follows says what it is for, is like or has.
_NAME_ENDS = re.compile(
    r"\s*(?:[,;:.!?(]|\s(?:size|sized|for|that|which|who|with|without|in|to|under|over|below|against|from|on|at|made|as|like|when|so|but|"
    r"because|please|costing|is|are|would|will|can|does|do|and|or|i|we|you|he|she|they|above|behind|near)\b)",
    re.IGNORECASE,
)
# "Water the plants" says what is done to plants that are there.
_DONE_TO = re.compile(
    r"^\W*(?:(?:help me|to)\s+)?(?!(?:show|see|find|get|give|buy|order|want|need|view|browse|compare|all|what|where|which|of)"
    r"\b)[a-z]+\s+(?:the|my|our|his|her|their)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ANYTHING = r"(?:(?:some|any)(?:thing|where)|things?|stuff|bits|pieces|what|gifts?|presents?|ideas?)"
_NEED = re.compile(
    rf"\b{_ANYTHING}\b(?: [\w'-]+){{0,3}}? to (?P<do>wear|eat|drink (?:from|out of)|drink|sit)\b"
    r"(?! (?:with|over|under|on (?:my|the) (?:wrist|head|feet)))",
    re.IGNORECASE,
)
_SCENTED = re.compile(rf"\b{_ANYTHING} (?:fragrant|scented|that smells (?:nice|good|lovely|of \w+))\b", re.IGNORECASE)
_NEEDED = {
    "wear": "attire", "eat": "food", "drink": "drink", "drink from": "drinkware", "drink out of": "drinkware", "sit": "seat",
}  # fmt: skip
_ODDMENTS = re.compile(r"(?<=\w) (?:stuff|things?|items?|bits|goods|products?)$", re.IGNORECASE)
_FOR = re.compile(rf"\b{_ANYTHING}\b.*?\b(?:for|on) (?:an?|the|my|our|his|her|their)\s+(?P<it>.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """A group that a request asks by: its `key` in `groups_of`, its name, and the place of what says it in the text.

    `of_a_thing` says that what stands before the name is a thing, or part of one's name: "dog food" and "car seats" need not be
    what food and seats there are.
    """

    key: str
    name: str
    start: int
    end: int
    of_a_thing: bool = False


@lru_cache(100_000)
def groups_of(title: str, category: str) -> frozenset[str]:
    """The keys of all groups that a product belongs to."""
    departments, _, kind = category.rpartition(">")
    kinds = [tokens(name) for name in _BETWEEN_NAMES.split(kind.strip())]
    of_kind: frozenset[str] = frozenset().union(*map(_among, kinds))
    if not of_kind or any(words in _canonical() for words in kinds):  # on a shelf of many kinds the title tells which
        of_kind |= _among(tokens(_name_of(title)))
    return of_kind | {_key(words) for name in _BETWEEN_NAMES.split(departments.strip()) if (words := tokens(name))}


@lru_cache(100_000)
def things_of(title: str, category: str) -> frozenset[str]:
    """The words that say what a product is, and not what it is for or like: "table" of "Side table with drawer", "lamp" of
    "Table lamps"; as `catalog.rules.tokens` folds them."""
    as_what = title.partition(" as ")[2]  # "Crocs as flower pots" are both
    names = [*_BETWEEN_NAMES.split(category.rpartition(">")[2].strip()), _name_of(title), _name_of(as_what)]
    return frozenset(words[-1] for name in names if (words := tokens(name)))


def thing_asked(text: str) -> str:
    """The word that says what thing a request asks for, which may be any word: "table" of "small table for two"; else ""."""
    # "A vase of glass" is a vase; "a set of pans" and "which of your pans" are pans.
    words = tokens(_begins(_SEVERAL.sub("", _WHICH_OF.sub("", text))).partition(" of ")[0])
    return words[-1] if words else ""


def group_asked(text: str, known: Container[str] | None = None) -> Group | None:
    """The group that a request names as the thing it asks for ("travel clothes that dry fast", "something to wear"), or, where
    it asks for anything, as what that is for ("what do I need for a home gym?"). None for none of those `known`: without them,
    of those that `catalog.goods` knows."""
    known = _everywhere() if known is None else known
    if (scented := _SCENTED.search(text)) and (key := _key(("scent",))) in known:
        return Group(key, "scent", *scented.span())
    if need := _NEED.search(text):
        name = _NEEDED[need["do"].lower()]
        if (key := _key(tokens(name))) in known:
            return Group(key, name, *need.span())
    found = _at_the_end(_begins(text), 0, known)
    if found is not None and _DONE_TO.search(text[: found.start]):
        return None
    if found is None and (of := _FOR.search(text)):
        found = _at_the_end(_begins(of["it"]), of.start("it"), known)
    return found


@dataclass(frozen=True)
class Kind:
    """A kind that a request names as the thing it asks for: the last word of its `name`, and the groups of things like it, none
    where all that it belongs to is as wide as "clothes"."""

    name: str
    groups: frozenset[str]


def kind_asked(text: str) -> Kind | None:
    """The kind that a request asks for: shoes, which are footwear, by "kids' running shoes"; None where it names none that is
    known."""
    name = _begins(text)
    groups = _among(tokens(name))
    return Kind(name.split()[-1], groups - _wide()) if groups else None


def is_thing(name: str) -> bool:
    """Whether a name ends in what shops sell, or in a group of that."""
    words = tokens(name)
    ends = [words[-length:] for length in range(1, min(_LONGEST, len(words)) + 1)]
    return any(end in _members() or end in _things() or end in _canonical() for end in ends)


def _name_of(title: str) -> str:
    """What a title calls the thing, without how many there are and what it is like."""
    return _TITLE_ENDS.split(_SEVERAL.sub("", title), maxsplit=1)[0]


# "Something light" is no lamp.
_SO_LIGHT = re.compile(r"\b(?:something|anything|very|really|quite|so|too|nice and) light\W*$", re.IGNORECASE)


def _begins(text: str) -> str:
    """The name of what is asked for, without what follows it."""
    return _SO_LIGHT.sub("", _NAME_ENDS.split(text, maxsplit=1)[0])


def _at_the_end(name: str, start: int, known: Container[str]) -> Group | None:
    words = list(re.finditer(r"[\w'-]+", _ODDMENTS.sub("", name)))
    for length in range(min(_LONGEST, len(words)), 0, -1):
        begin, end = words[-length].start(), words[-1].end()
        said = tokens(name[begin:end])
        if (key := _key(said)) in known:
            of_a_thing = any(word in _words_of_things() for word in tokens(name[:begin]))
            return Group(key, name[begin:end], start + begin, start + end, of_a_thing)
        if len(said) > 1 and (said in _members() or said in _things()):
            return None  # a thing of its own: "garden furniture" asks for no chair, a "tank top" for no hoodie
    return None


def _among(words: tuple[str, ...]) -> frozenset[str]:
    """The groups of the kind that words end in, the longest kind first: a high top is no top."""
    members = _members()
    lengths = range(min(_LONGEST, len(words)), 0, -1)
    return next((members[words[-length:]] for length in lengths if words[-length:] in members), frozenset())


def _key(words: tuple[str, ...]) -> str:
    return MARK + " ".join(_canonical().get(words, words))


@cache
def _canonical() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each name of a group → its first one."""
    return {tokens(name): tokens(names[0]) for names in GROUPS for name in names}


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(_key(tokens(names[0])) for names in GROUPS)


@cache
def _members() -> dict[tuple[str, ...], frozenset[str]]:
    """Each kind, and each group of one kind, → the groups that it belongs to."""
    found: dict[tuple[str, ...], set[str]] = {}
    for names in GROUPS:
        for kind in (*_kinds(names), *names):
            found.setdefault(tokens(kind), set()).add(_key(tokens(names[0])))
    return {kind: frozenset(keys) for kind, keys in found.items()}


def _kinds(names: tuple[str, ...]) -> Iterator[str]:
    by_name = {name: other for other in GROUPS for name in other}
    for member in GROUPS[names]:
        if member.endswith("="):
            yield from _kinds_and_names(by_name[member[:-1]])
        else:
            yield member


def _kinds_and_names(names: tuple[str, ...]) -> Iterable[str]:
    return (*names, *_kinds(names))


@cache
def _wide() -> frozenset[str]:
    return frozenset(_key(tokens(names[0])) for names in GROUPS if len(set(_kinds(names))) > _WIDE)


@cache
def _words_of_things() -> frozenset[str]:
    return frozenset(word for name in _things() for word in name if len(word) > 2 and word not in ("for", "and", "the"))


@cache
def _things() -> frozenset[tuple[str, ...]]:
    return frozenset(map(tokens, NAMES))
