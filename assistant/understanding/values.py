"""The shop's own values in a request: what a thing must be of, and what it must not be.

A filter hides products, so a value becomes one only where it was plainly said of the thing: "in red", "made of oak", "without
leather", "a red mug" where mugs are sold. Not in "orange juicer" where the shop's juicers called so are of steel, nor in
"gold coast", "silver birch" or "Miss Green's tea".
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.claim_words import COLORS, MATERIALS
from assistant.english import SOFTLY
from assistant.understanding.clauses import Clauses
from assistant.understanding.exclusions import ruled_out
from assistant.understanding.reading import Reading
from catalog.lexicon import Lexicon
from catalog.naming import other_spelling

# After these a colour is no colour: red wine, white chocolate.
_NO_COLOR = r"(?! (?:wine|tea|juice|chocolate|coffee|pepper|noise|carpet|nose|cab|friday|pudding)\b)"
# Also names of things ("a wine glass", "paper plates"), so only "made of glass" is about the material.
_ALSO_THINGS = {"glass", "paper", "gem", "pearl", "wax", "soap", "gold", "silver", "cake", "bread", "fruit", "vegetable",
                "leaf", "soil", "powder", "metal", "wire", "plush", "foam", "sponge", "biscuit", "frosting", "rope"}  # fmt: skip
_SPELT = {"golden": "gold", "wooden": "wood", "woollen": "wool", "woolen": "wool", "woolly": "wool",
          "knitted": "knit", "rubbery": "rubber", "metallic": "metal", "multicolor": "multicolour",
          "multicolored": "multicolour", "multicoloured": "multicolour", "colourful": "multicolour", "colorful": "multicolour",
          "crimson": "red", "scarlet": "red", "violet": "purple", "rose": "pink"}  # fmt: skip
# Before a colour these make another one of it: "dark blue" is navy as likely as blue, and a filter would hide it.
_SHADES = ("dark", "light", "pale", "bright", "deep", "soft", "off", "royal", "baby", "hot", "dusty", "electric", "powder",
           "midnight", "forest", "bottle", "racing", *COLORS)  # fmt: skip
_PEOPLE = r"(?:miss|mr|mrs|ms|mister|dr|doctor|sir|lady|lord|uncle|aunt|auntie|madame|professor)\.? "
# Attributes that say how a thing looks are said of it as colours are; any other only by its name: a shop's "warm" may be the
# weather that a jacket is for.
_LOOKS = re.compile(r"colou?r|material|pattern|print|finish|motif", re.IGNORECASE)


# What stands behind these is of another thing, or a part of this one: "for my green sofa", "with a red handle".
_ANOTHERS = re.compile(
    r"\b(?:for|on|in|above|over|under|beside|behind|around|near|inside|to|of|than|like|against) (?:my|our|his|her|their|your) (?:[\w'-]+ )?$"
    r"|(?<!looking )(?<!look )(?<!searching )(?<!search )(?<!hunting )(?<!shopping )(?<!asking )(?<!ask )(?<!up )\bfor (?:an?|the|some) (?:[\w'-]+ )?$"
    r"|\bwith (?:an? |the )(?:[\w'-]+ )?$"
)
_PATTERN = re.compile(
    r"(?:strip(?:ed|e?y|es?)|spott?(?:ed|y|s)|dott?(?:ed|y|s)|polka|check(?:ed|s)?|floral|flowery|print(?:ed)?|patterned|trim(?:med)?|rimmed)\b"
)
_ANY_THING = frozenset("pieces things stuff items clothes gifts presents accessories decor gear bits".split())


@dataclass(frozen=True)
class _Facet:
    """One facet, ready to be looked for. `spelt` maps each way to say a value to the value in small letters."""

    name: str
    spelt: Mapping[str, str]
    one: str  # a pattern of any of them, the longest first
    adjectives: str  # of those that say it before a noun


@dataclass(frozen=True)
class Values:
    """What an expression says of facts: facet → values in small letters (brands as the shop writes them), and what is unwanted."""

    asked: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]


def read_values(reading: Reading, lexicon: Lexicon, *, said_more: bool) -> Values:
    """Use up the values in the request. `said_more`: it says more than these, so that "velvet" alone is no thing."""
    unwanted = _without(reading, lexicon)
    asked = {facet.name: found for facet in _facets(lexicon) if (found := _liked(reading, facet, lexicon))}
    clauses = Clauses(reading.text, named=_names(SOFTLY.sub(" ", reading.text), lexicon))
    reading.text = clauses.asked
    for facet in _facets(lexicon):
        if found := _in(reading, facet):
            asked[facet.name] = found
    facets = [facet for facet in _facets(lexicon) if _LOOKS.search(facet.name)]
    _sizes(reading, lexicon, asked)
    _attributes_had(reading, facets, asked)
    _alone(reading, facets, asked, said_more=said_more or bool(unwanted) or bool(asked))
    for facet in facets:
        if found := _before_a_noun(reading, facet, lexicon):
            asked[facet.name] = tuple(dict.fromkeys([*asked.get(facet.name, ()), *found]))
    if brand := _brand(reading, lexicon):
        asked["brand"] = (brand,)
    reading.text = clauses.beside(reading.text)
    return Values(asked, unwanted)


def _names(text: str, lexicon: Lexicon) -> bool:
    """Whether a text names more than values."""
    for facet in _facets(lexicon):
        text = re.sub(rf"(?<![\w'-])(?:{facet.one})(?![\w'-])", " ", text, flags=re.IGNORECASE)
    return Reading(text).left(said_more=True) != ""


def value_meant(word: str, lexicon: Lexicon) -> str:
    """The shop's value that a word says ("stripes": "striped"), or the word itself where there is none."""
    for facet in _facets(lexicon):
        if word in facet.spelt:
            return facet.spelt[word]
    mine = root(word)
    same = {
        value
        for facet in _facets(lexicon)
        for value in facet.spelt.values()
        if len(mine) > 3 and root(value) == mine and " " not in value
    }
    return same.pop() if len(same) == 1 else _SPELT.get(word, word)


def root(word: str) -> str:
    """A word without what makes a plural or an adjective of it: "stripes" and "striped" are one."""
    bare = re.sub(r"(?:en|ed|es|s|y|e)$", "", word) if len(word) > 4 else word
    return bare[:-1] if bare[-1:] == bare[-2:-1] else bare


@lru_cache(maxsize=8)
def _facets(lexicon: Lexicon) -> tuple[_Facet, ...]:
    """Colour, material and the attributes, in this order; brands and kinds are asked for in other ways."""
    made = []
    for name in ("color", "material", *lexicon.attributes):
        known = [value for value in lexicon.values.get(name, ()) if len(value) > 2 or name in ("color", "material")]
        spelt = {value: value for value in known}
        for value in known:
            spelt.setdefault(other_spelling(value) or value, value)
        for other, value in _SPELT.items():
            if value in spelt:
                spelt.setdefault(other, spelt[value])
        if spelt:
            plain = [said for said in spelt if name == "color" or spelt[said] not in _ALSO_THINGS]
            made.append(_Facet(name, spelt, _any_of(spelt), _any_of(plain)))
    return tuple(made)


def _any_of(values: Iterable[str]) -> str:
    return "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True)) or r"(?!)"


def _several(one: str, lead: str = "") -> str:
    return rf"(?:{one})(?:(?:,| and| or|, or| &|/) ?(?:in |of )?(?:{one}))*{lead}"


def _without(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    said = ruled_out(reading.text)
    reading.text = said.rest
    return tuple(dict.fromkeys(value for thing in said.things for value in _unwanted(thing, lexicon)))


def _unwanted(thing: str, lexicon: Lexicon) -> list[str]:
    """The colours, materials and looks that a thing is called by, else all of it: who wants no plain black ones wants no black."""
    looks = [facet for facet in _facets(lexicon) if _LOOKS.search(facet.name)]
    values = [
        facet.spelt[said] for facet in looks for said in re.findall(rf"(?<![\w'-])(?:{facet.one})(?![\w'-])", thing)
    ]
    if not values:
        words = [value_meant(word, lexicon) for word in thing.split()]
        values = [word for word in words if word in COLORS or word in MATERIALS or lexicon.facets_of(word)]
    return values or [thing]


_END = (
    r"(?: colou?rs?| tones?| ones?)?(?=\s*(?:$|[,.;!?]|(?:for|with|without|and|but|or|please|that|which|under|not|no|made|to|only|if|"
    r"instead|then|now|rather|this|of|over|up|below|around|at|by|from|thanks)\b))"
)


def _in(reading: Reading, facet: _Facet) -> tuple[str, ...]:
    """Values that stand for themselves, as in "in red" and "made of oak"; used up."""
    lead = "made (?:of|from|out of)|in|of|from" if facet.name == "material" else "in|colou?r(?:ed)?:?|in colou?r"
    if facet.name not in ("color", "material"):
        named = re.escape(facet.name.lower())
        lead = rf"in (?:a )?{named}|{named}:?" + ("|in" if _LOOKS.search(facet.name) else "")
    several = _several(facet.one)
    patterns = [rf"\b(?:but |only |just )?(?:{lead}) (?:either )?({several}){_END}"]
    if not _LOOKS.search(facet.name):
        return _taken(reading, facet, patterns)
    patterns.append(rf"\b(?:the |a |an |only |just |make it |something |anything |some )*({several}) ones?\b")
    if facet.name == "color":
        patterns.append(rf"^(?:only |just |make (?:it|them) |it in )?({several})$")
    else:
        patterns.append(rf"^(?:only |just |make (?:it|them) )({several})$")
    return _taken(reading, facet, patterns)


def _liked(reading: Reading, facet: _Facet, lexicon: Lexicon) -> tuple[str, ...]:
    """ "She only wears green". Not silver, which may be the colour or the metal: that is searched for."""
    if not _LOOKS.search(facet.name):
        return ()
    one = _any_of(said for said, value in facet.spelt.items() if len(lexicon.facets_of(value)) == 1)
    often = "(?:only|always|mostly|mainly) "
    return _taken(
        reading, facet, [rf"\b(?:i|we|s?he|they) (?:{often})?(?:wears?|prefers?)(?: only)? ({_several(one)}){_END}"]
    )


def _taken(reading: Reading, facet: _Facet, patterns: Iterable[str]) -> tuple[str, ...]:
    asked: list[str] = []
    for pattern in patterns:
        while found := reading.take(re.compile(pattern)):
            asked += [facet.spelt[one] for one in re.findall(facet.one, found[1])]
    return tuple(dict.fromkeys(asked))


def _sizes(reading: Reading, lexicon: Lexicon, asked: dict[str, tuple[str, ...]]) -> None:
    """ "Size L", "in a medium": a size is said as one, for its letters and numbers are said of anything."""
    for name in lexicon.attributes:
        if "size" in name.lower():
            one = _any_of(lexicon.values[name])
            if found := reading.take(re.compile(rf"\b(?:in |in a |a )?size:? ({one})(?![\w-])")):
                asked[name] = (found[1],)


def _attributes_had(reading: Reading, facets: Iterable[_Facet], asked: dict[str, tuple[str, ...]]) -> None:
    """ "With stripes" where the shop says "striped"."""
    for facet in facets:
        if facet.name in ("color", "material"):
            continue
        roots = {root(value): value for value in facet.spelt.values() if len(value) > 3 and " " not in value}
        for found in re.finditer(r"\bwith (\w+)(?=\s*(?:$|[,.;!?]|and\b|but\b))", reading.lower):
            if value := roots.get(root(found[1])):
                reading.cut(*found.span())
                asked[facet.name] = (value,)
                break


def _alone(reading: Reading, facets: Iterable[_Facet], asked: dict[str, tuple[str, ...]], *, said_more: bool) -> None:
    """Values and nothing else beside what was said before them: "under 30, velvet or linen"; "velvet" alone may be a thing."""
    for facet in facets:
        if facet.name in asked:
            continue
        text = reading.bare()
        found = re.fullmatch(
            rf"(?:and |but |or |only |just |something |anything |preferably )*({_several(facet.one)})", text
        )
        if found and (said_more or len(re.findall(facet.one, found[1])) > 1):
            asked[facet.name] = tuple(dict.fromkeys(facet.spelt[one] for one in re.findall(facet.one, found[1])))
            reading.text = ""


def _before_a_noun(reading: Reading, facet: _Facet, lexicon: Lexicon) -> tuple[str, ...]:
    """Values said as adjectives, "a red mug"; they help the search too, so they stay. An adjective has something after it that
    is sold here; a bare "orange" or "linen" may be the thing itself."""
    lower = reading.lower
    adjective = re.compile(
        rf"(?<![\w'-])({facet.adjectives})(?![\w'’-]){_NO_COLOR}"
        r"(?=((?:,? (?:and|or|&) |,? )(?:[a-z][\w'-]*(?: |$|(?=[,.;!?]))){1,3}))(?! (?:that|which|in|for|with|of|as|is|are|to|than|by|on|at)\b)"
    )
    asked = []
    for found in adjective.finditer(lower):
        before = lower[: found.start()]
        if re.search(rf"(?:\b(?:{'|'.join(_SHADES)})[ -]|{_PEOPLE}|\b(?:like|as) an? )$", before):
            continue
        if _is_name(reading.text, *found.span(1)) or _ANOTHERS.search(before):
            continue
        if _PATTERN.match(found[2].lstrip()):  # a navy stripy top is as often white
            continue
        if _said_of_a_thing(found[1], facet.spelt[found[1]], found[2], lexicon, facet):
            asked.append(facet.spelt[found[1]])
    return tuple(asked)


# Here the words end that name a thing.
_NO_NOUN = r" (?:for|in|on|at|with|without|by|to|of|from|as|that|which|who|is|are|an?|the|my|our)\b"


def _said_of_a_thing(said: str, value: str, after: str, lexicon: Lexicon, facet: _Facet) -> bool:
    """Whether the words after a value name a thing of the shop that may be of it: as its titles say it, or at all."""
    joined = re.match(r",? (?:and|or|&) |, ", after)
    words = re.findall(r"[\w'-]+", re.split(_NO_NOUN, after)[0])
    if not words:
        return False
    if joined:
        # "red or blue cushions": what follows the other value counts; "orange and lemon squeezer" names fruit.
        words = [word for word in words if word not in ("and", "or")]
        if not words or words[0] not in facet.spelt:
            return False
        words = words[1:]
    if not joined and words[0] in COLORS:
        return False  # "rose gold" is another colour than rose
    if not joined:
        said_so = lexicon.means_it(said, words[0])
        said_so = lexicon.means_it(value, words[0]) if said_so is None else said_so
        if said_so is not None:
            return said_so
    return any(word in _ANY_THING or lexicon.sells(word) for word in words if word not in facet.spelt)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a word is written as a name is: with a capital amid small letters ("tea by Rose Green")."""
    others = re.findall(r"[A-Za-z]{3,}", text[:start] + " " + text[end:])
    return (
        start > 0 and text[start].isupper() and any(word[0].islower() for word in others) and not text[:end].isupper()
    )


def _brand(reading: Reading, lexicon: Lexicon) -> str:
    known = lexicon.values.get("brand", {})
    if not known:
        return ""
    found = reading.take(re.compile(rf"\b(?:made by|by|from|of the brand|brand:?) (?:the )?({_any_of(known)})(?!\w)"))
    return known[found[1]] if found else ""
