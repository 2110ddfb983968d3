"""Which products each word of a title, a kind or a fact belongs to: a request's words are held against the right facts.

BM25 over a whole text (FTS5) takes "red" in "white, with a red collar" for as good as the colour red, and a rare adjective of
a title for as good as both. Here a word counts where it says what a product is, and a word that is a colour or a material of
this catalog is asked of the product's own colour or material, and counts more: who asks for red wants red, before all.
The names of groups ("clothes") are words too, of all that belongs to them. Derived from the store and kept in memory; built
anew when the catalog changes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from catalog.groups import MARK, groups_of, things_of
from catalog.needs import MET_BY, PLIGHTS
from catalog.rules import tokens
from catalog.suspicion import without_suspect

# Words that say how the others hang together: in a small catalog they are rare enough to be taken for telling.
_FUNCTION_WORDS = frozenset(
    "a about an and any anything are as at be been but by can do find for from get give has have i if in into is it its "
    "like look looking looks make makes me my of on one or out please some something that the them then there these they "
    "thing things this to use used using want was what which who will with would you your".split()
)
# Nouns that no stemmer brings together with their plural, or keeps apart from a verb; and the other spelling of a colour.
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose",
    "shelve": "shelf", "scarve": "scarf", "knive": "knife", "loave": "loaf", "leave": "leaf", "halve": "half", "grey": "gray",
    "legging": "leggin", "stocking": "stockin", "bedding": "beddin",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_MOST_WORDS = 64

_TITLE, _KIND, _DEPARTMENT, _COLOR, _MATERIAL, _OTHER, _CODE, _THING = (1 << place for place in range(8))
_ANYWHERE = _TITLE | _KIND | _COLOR | _MATERIAL | _OTHER
# Chosen on queries over the demo catalog and over one made of it by taking colours out of its titles (bench/search.py).
_OF_DEPARTMENT = 0.5  # "home" is half an answer to whoever asks for a home for birds
_IN_TITLE_ONLY = 0.5  # a white shirt with a red heart is half an answer to "red shirt"
_COLOR_OR_MATERIAL = 3.0  # times any other word
_GROUP = 2.0  # who asks for clothes wants clothes, before other words
_OF_THING = 1.5  # and who asks for a table, a table
_BESIDE_THING = 0.25  # which a table lamp is not
_SHOWN = 3.0  # who collects whales wants whales, on whatever it is
_LEADS = 0.4  # of all else that is said: who wants a small table that lasts on a rainy balcony wants a table
# Who asks for men's shorts takes no women's; that is told by the department.
_WHOSE = frozenset("man woman boy girl child kid".split())
_FOR_WHOM = 2.0
_PLIGHT = 2.0  # who is sore after a long run wants that mended, and no long run
_MEETS = 0.7  # wool is most of what "warm" is


@dataclass(frozen=True)
class Facts:
    """One product in a word or two each; every field as the feed told it, "" where it told nothing. What such a field says to a
    language model is held against no request."""

    title: str
    color: str = ""
    material: str = ""
    brand: str = ""
    category: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def kind(self) -> str:
        """The last part of the category's path."""
        return self.category.rpartition(">")[2].strip()


@dataclass(frozen=True)
class Said:
    """The words of a request, as `FactIndex.words` gives them, and the key of the group that it asks for (`catalog.groups`).

    `thing` is the one that says what is asked for, "" where none does; `shown` are those of what is to be seen on it, or what
    it is to be about.
    """

    words: tuple[str, ...]
    thing: str = ""
    shown: frozenset[str] = frozenset()


def content_words(text: str) -> str:
    """The text without its function words; the whole of it where nothing else would be left."""
    words = [word for word in text.split() if re.sub(r"\W", "", word).lower() not in _FUNCTION_WORDS]
    left = " ".join(words)
    return left if re.search(r"\w", left) else text


class FactIndex:
    """See the module. Frozen once built; safe to share among threads."""

    def __init__(self, products: Iterable[Facts]) -> None:
        self._ids: list[str] = []
        self._kinds: list[str] = []
        found: dict[str, tuple[array[int], array[int]]] = {}
        told = {_COLOR: array("b"), _MATERIAL: array("b")}
        for number, one in enumerate(products):
            self._ids.append(one.id)
            self._kinds.append(one.kind)
            told[_COLOR].append(bool(one.color))
            told[_MATERIAL].append(bool(one.material))
            for word, fields in self._fields(one).items():
                numbers, kept = found.setdefault(word, (array("i"), array("B")))
                numbers.append(number)
                kept.append(fields)
        self._told = {name: np.array(values, bool) for name, values in told.items()}
        self._found = {
            word: (np.array(numbers, np.int32), np.array(fields, np.uint8)) for word, (numbers, fields) in found.items()
        }
        self._number = {product_id: number for number, product_id in enumerate(self._ids)}
        self._groups = frozenset(word for word in self._found if word.startswith(MARK))
        self._things = frozenset(word for word, (_, fields) in self._found.items() if (fields & _THING).any())
        self._meeting = {word: self._meets(word, told) for word, told in _met_by().items()}

    def __len__(self) -> int:
        return len(self._ids)

    def words(self, text: str) -> tuple[str, ...]:
        """The telling words of a request as the index keeps words: without case, accents and endings, each once."""
        stems = (_stem(word) for word in tokens(_POSSESSIVE.sub("", content_words(text))))
        return tuple(dict.fromkeys(stems))[:_MOST_WORDS]

    @property
    def groups(self) -> Set[str]:
        """The keys of the groups that anything here belongs to (`catalog.groups`); they may stand among `words`."""
        return self._groups

    def said(self, text: str, thing: str = "", shown: str = "", group: str = "") -> Said:
        """A request's words, and what they are to it: `thing` is kept where there are things here that it names, `shown` as far
        as anything here has it. `group` is the key of the group that is asked for."""
        words, stem = self.words(text), _stem(thing)
        return Said(
            (*words, group) if group else words,
            stem if stem in words and stem in self._things else "",
            frozenset(self.words(shown) if shown else ()) & self._found.keys(),
        )

    def knows(self, word: str) -> bool:
        """Whether a title, kind or fact holds this one of `words`; the department alone does not count."""
        return word in self._found and bool((self._found[word][1] & _ANYWHERE).any())

    def colors(self, text: str) -> tuple[str, ...]:
        """The words of a request, as they are written there, that are colours of this catalog."""
        said = _POSSESSIVE.sub("", text).split()
        return tuple(one for one in said if any(self._asks(stem) == _COLOR for stem in self.words(one)))

    def kinds(self, most: int) -> list[str]:
        """The kinds of thing that there are here, the most frequent ones first, at most so many."""
        return [kind for kind, _ in Counter(kind for kind in self._kinds if kind).most_common(most)]

    def kind(self, product_id: str) -> str:
        """What kind of thing a product is; "" where it does not tell, or is not here."""
        number = self._number.get(product_id)
        return "" if number is None else self._kinds[number]

    def best(
        self, words: Said | Sequence[str], top_k: int, allowed: Set[str] | None = None, without: Set[str] = frozenset()
    ) -> list[str]:
        """The ids of the products that most of `words` belong to, best first; none that no word belongs to."""
        score = self._scored(words)
        if allowed is not None:
            score *= self._mask(allowed)
        if without:
            score *= ~self._mask(without)
        some = np.flatnonzero(score)
        return [self._ids[number] for number in some[np.argsort(-score[some], kind="stable")[:top_k]].tolist()]

    def shares(self, words: Said | Sequence[str], ids: Iterable[str]) -> dict[str, float]:
        """Return id → how much of what `words` ask for the product is, in [0, 1]; ids that nothing belongs to are left out."""
        score = self._scored(words)
        found = ((one, float(score[self._number[one]])) for one in ids if one in self._number)
        return {one: share for one, share in found if share > 0}

    def named_after(self, thing: str) -> Set[str]:
        """The ids of the products that bear this one of `words` in title or kind and are no such thing: of "table" the table
        lamps."""
        if not thing:
            return frozenset()
        numbers, fields = self._found[thing]
        beside = (fields & (_TITLE | _KIND) != 0) & (fields & _THING == 0)
        return {self._ids[number] for number in numbers[beside].tolist()}

    def mends(self, words: Said) -> bool:
        """Whether something here is against what `words` say is wrong (`catalog.needs.PLIGHTS`)."""
        return any(len(self._meeting.get(word, ())) for word in words.words if word in _plights())

    def is_called(self, words: Said | Sequence[str], without: Set[str] = frozenset()) -> bool:
        """Whether some product is called all of `words`."""
        return max(self.shares(words, self.best(words, 1, without=without)).values(), default=0.0) >= 1

    def _scored(self, words: Said | Sequence[str]) -> NDArray[np.float32]:
        """The share of every product (n,). A word that no product has is asked for all the same, and nothing is it."""
        score = np.zeros(len(self._ids), np.float32)
        said = words if isinstance(words, Said) else Said(tuple(words))
        weights = self._weights(said)
        for word, weight in weights.items():
            fact = self._asks(word)
            if word in self._meeting:
                score[self._meeting[word]] += weight * _MEETS
            if word not in self._found:
                continue
            numbers, fields = self._found[word]
            gain = np.where(fields & (_ANYWHERE | _CODE), 1.0, 1.0 if word in _WHOSE else _OF_DEPARTMENT)
            if word == said.thing:
                gain = np.where(fields & _THING, gain, gain * _BESIDE_THING)
            if fact == _COLOR:
                # Where the product tells its colour, that is its colour, whatever else is said of it.
                other = np.where(fields & _TITLE, _IN_TITLE_ONLY, 0.0)
                gain = np.where(self._told[fact][numbers] & (fields & fact == 0), other, gain)
            score[numbers] += weight * gain
        return score / max(sum(weights.values()), 1.0)

    def _weights(self, said: Said) -> dict[str, float]:
        """How much of a request each word is."""
        weights = dict.fromkeys(said.words, 1.0)
        leading = [word for word in said.words if word == said.thing or word in said.shown]
        others = sum(weight for word, weight in weights.items() if word not in leading)
        weights |= {word: max(_OF_THING if word == said.thing else _SHOWN, _LEADS * others) for word in leading}
        weights |= {word: _GROUP for word in said.words if word.startswith(MARK)}
        weights |= {word: _FOR_WHOM for word in said.words if word in _WHOSE and word not in leading}
        weights |= {word: _PLIGHT for word in said.words if word in _plights() and word not in leading}
        return weights | {word: _COLOR_OR_MATERIAL for word in said.words if self._asks(word)}

    def _asks(self, word: str) -> int:
        """Whether a word asks for a colour or a material: where most products that have it have it as that."""
        if word not in self._found:
            return 0
        fields = self._found[word][1]
        have = np.count_nonzero(fields & _ANYWHERE) or 1
        return next((one for one in (_COLOR, _MATERIAL) if 2 * np.count_nonzero(fields & one) >= have), 0)

    def _fields(self, one: Facts) -> dict[str, int]:
        """word → where the product has it."""
        department = one.category.rpartition(">")[0]
        others = " ".join([one.brand, *one.attributes.values()])
        found: dict[str, int] = {}
        for place, text in (
            (_TITLE, one.title), (_KIND, one.kind), (_DEPARTMENT, department), (_COLOR, one.color),
            (_MATERIAL, one.material), (_OTHER, others), (_CODE, one.id),
        ):  # fmt: skip
            for word in tokens(_POSSESSIVE.sub("", without_suspect(text))):
                stem = _stem(word)
                found[stem] = found.get(stem, 0) | place
        for word in things_of(without_suspect(one.title), without_suspect(one.category)):
            if (stem := _stem(word)) in found:
                found[stem] |= _THING
        return found | dict.fromkeys(groups_of(without_suspect(one.title), without_suspect(one.category)), _KIND)

    def _meets(self, word: str, told: Iterable[tuple[str, ...]]) -> NDArray[np.int32]:
        """The numbers of the products that do not have a word but any of these others, each of one part or more."""
        found = set().union(*(set.intersection(*map(self._having, parts)) for parts in told))
        return np.array(sorted(found - self._having(word)), np.int32)

    def _having(self, word: str) -> set[int]:
        if word not in self._found:
            return set()
        numbers, fields = self._found[word]
        return set(numbers[fields & (_ANYWHERE | _DEPARTMENT) != 0].tolist())

    def _mask(self, ids: Set[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._ids), bool)
        mask[[self._number[one] for one in ids if one in self._number]] = True
        return mask


@cache
def _met_by() -> dict[str, set[tuple[str, ...]]]:
    """`MET_BY` by stems, as the index keeps words."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for asked, told in MET_BY.items():
        for word in tokens(asked):
            found.setdefault(_stem(word), set()).update(tuple(map(_stem, tokens(name))) for name in told)
    return found


@cache
def _plights() -> frozenset[str]:
    return frozenset(map(_stem, PLIGHTS))


@lru_cache(100_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word it is at, so each call has its own. Porter's is the one that FTS5 uses too.
    return str(snowballstemmer.stemmer("porter").stemWord(_IRREGULAR.get(word, word)))
