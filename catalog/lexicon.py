"""The words a shop uses of its own things: the values of its facts, what it sells, and what its titles mean by a value.

What a shopper says is read by it (`assistant.understanding`): "red" asks for red things because this shop has a colour red, and
"orange juicer" does not ask for orange ones where juicers called so are of steel. Nothing here is a list of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from catalog.fact_index import Facts
from catalog.rules import tokens

# An attribute narrows where it is one of few short values: a pattern, a size, a gender; not a text, a code or a date.
_MOST_VALUES = 80
_LONGEST = 30
_PARTS = re.compile(r"\s*[/,;|]\s*")
_FACTS = ("color", "material", "brand", "category")


@dataclass(frozen=True, eq=False)  # one is itself alone, so that what is made of it can be kept by it
class Lexicon:
    """`values`: facet → value in small letters → as the shop writes it. Facets: color, material, brand, category (the last
    part of its path) and each attribute that narrows, by its own name.

    `words` are the words of titles and kinds, and `kinds` those of kinds alone, both as `catalog.rules.tokens` folds them.
    `named` counts, for a value and the word after it in titles, how often the product is of that value and how often it is not.
    """

    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    named: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of_facets(cls, facets: Mapping[str, Iterable[str]]) -> Lexicon:
        """From values alone (`Store.facets`), where nothing is known of what is sold."""
        return cls({facet: {value.lower(): value for value in values if value} for facet, values in facets.items()})

    @classmethod
    def of(cls, products: Iterable[Facts]) -> Lexicon:
        """Read a whole catalog, once through."""
        values: dict[str, dict[str, str]] = {facet: {} for facet in _FACTS}
        attributes: dict[str, dict[str, str]] = {}
        words: set[str] = set()
        kinds: set[str] = set()
        titles: list[tuple[tuple[str, ...], frozenset[str]]] = []
        for product in products:
            mine: set[str] = set()
            for facet, told in _told(product):
                room = values[facet] if facet in _FACTS else attributes.setdefault(facet, {})
                if facet in _FACTS or len(room) <= _MOST_VALUES:
                    room.setdefault(told.lower(), told)
                mine.update(tokens(told) if facet in ("color", "material") else ())
            kind = tokens(product.category.split(">")[-1])
            title = tokens(product.title)
            kinds.update(kind)
            words.update(kind, title)
            titles.append((title, frozenset(mine)))
        narrowing = {name: told for name, told in attributes.items() if 1 < len(told) <= _MOST_VALUES}
        singles = {
            said[0] for facet in ("color", "material") for value in values[facet] if len(said := tokens(value)) == 1
        }
        return cls(values | narrowing, frozenset(words), frozenset(kinds), _named(titles, singles))

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """The names of the attributes that narrow."""
        return tuple(name for name in self.values if name not in _FACTS)

    @cached_property
    def _facets_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for facet, values in self.values.items():
            for value in values:
                found.setdefault(value, []).append(facet)
        return {value: tuple(facets) for value, facets in found.items()}

    def facets_of(self, value: str) -> tuple[str, ...]:
        """The facets that know this value; empty where it is no value here."""
        return self._facets_of.get(value.lower(), ())

    def sells(self, word: str) -> bool:
        """Whether a title or kind says this word. True of every word where nothing is known of what is sold."""
        said = tokens(word)
        return not self.words or (bool(said) and said[0] in self.words)

    def means_it(self, value: str, after: str) -> bool | None:
        """Whether "VALUE AFTER" says that a thing is of that value: True or False as most titles here have it, None where
        none says it."""
        said, then = tokens(value), tokens(after)
        counts = self.named.get((said[-1], then[0])) if said and then else None
        return None if counts is None else counts[0] >= counts[1]


def _told(product: Facts) -> Iterator[tuple[str, str]]:
    """Each fact that may narrow, value by value."""
    for facet in ("color", "material"):
        for value in _PARTS.split(getattr(product, facet)):
            if value:
                yield facet, value
    if product.brand:
        yield "brand", product.brand
    if kind := product.category.split(">")[-1].strip():
        yield "category", kind
    for name, told in product.attributes.items():
        for value in _PARTS.split(told):
            if value and len(value) <= _LONGEST and name not in _FACTS and re.fullmatch(r"[\w -]{1,40}", name):
                yield name, value


def _named(
    titles: Iterable[tuple[tuple[str, ...], frozenset[str]]], values: set[str]
) -> dict[tuple[str, str], tuple[int, int]]:
    named: dict[tuple[str, str], tuple[int, int]] = {}
    for title, told in titles:
        for said, after in pairwise(title):
            if said in values:
                being, not_being = named.get((said, after), (0, 0))
                named[said, after] = (being + (said in told), not_being + (said not in told))
    return named
