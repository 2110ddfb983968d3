"""The claim check: what a sentence says of products must stand in the rows it cites, or in the shopper's own words.

Checked, each against the product that its part of the sentence speaks of: products named, colours, materials, brands and
other names, sizes, counts, money words, stock, who is cheaper and cheapest, what only reviews and carriers know, links and
markup, words that speak to a model, and words that belong to another product of the answer.
What the shopper said may be taken up ("for your
green sofa", "not in blue") and is no evidence of what a product is. Not checked: everything else a sentence may say.
It has a room of its own because every model's sentences pass it, whoever wrote the prompt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.claim_words import (
    ALL,
    CHEAPER,
    CHEAPEST,
    COLORS,
    COMMON_NAMES,
    COMPARES,
    COUNTED,
    COUNTS,
    DEARER,
    DEAREST,
    HEARSAY,
    JOINED,
    MARKUP,
    MATERIALS,
    MONEY,
    NAME,
    OF_THEM,
    OTHER,
    REFERENCE,
    ROOM,
    SIZES,
    SPOKEN_SIZES,
    STOCK,
    STOP,
    WORD,
)
from catalog.product import Product
from catalog.suspicion import suspicion


@dataclass(frozen=True)
class Vocabulary:
    """The words whose use is a claim; a shop adds its own colours, materials and brands (facet values)."""

    colors: frozenset[str] = frozenset(COLORS)
    materials: frozenset[str] = frozenset(MATERIALS)
    brands: frozenset[str] = frozenset()

    @classmethod
    def of_shop(cls, facets: Mapping[str, Iterable[str]]) -> Vocabulary:
        """Common words and the shop's facet values: "color", "material", "brand"."""
        return cls(
            frozenset(COLORS) | {value.lower() for value in facets.get("color", ()) if value.isascii()},
            frozenset(MATERIALS) | {value.lower() for value in facets.get("material", ()) if value.isascii()},
            frozenset(value for value in facets.get("brand", ()) if len(value) > 2),
        )


@dataclass
class ClaimCheck:
    """Judges one answer sentence by sentence; "it" is the product cited last, and a comparison may be with it.

    `rows` maps a letter to its product, `texts` to all that is said of that product; both in the order shown. `common` are
    words that belong to nobody (`words_of` the frames): that another row has them too tells nothing.
    """

    rows: Mapping[str, Product]
    texts: Mapping[str, str]
    request: str
    cheapest: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    common: frozenset[str] = frozenset()
    _cited: Sequence[str] = ()

    def unsupported(self, sentence: str) -> str:
        """Return the first claim of `sentence` that nothing supports, in words; "" when all is well."""
        letters = tuple(dict.fromkeys(REFERENCE.findall(sentence)))
        unknown = [letter for letter in letters if letter not in self.rows]
        if unknown:
            return f"no product [{unknown[0]}]"
        cited = letters or tuple(self._cited)
        plain = REFERENCE.sub(" ", sentence)
        wrong = (
            _not_prose(plain)
            or self._price(sentence, letters, cited)
            or self._stock(plain, cited)
            or next((wrong for part in self._parts(sentence) if (wrong := self._words(*part))), "")
            or self._title(plain, cited)
            or self._another(OTHER.sub(" ", plain), tuple({*cited, *self._cited}) if COMPARES.search(plain) else cited)
        )
        if not wrong:
            self._cited = cited
        return wrong

    def ids(self, sentence: str) -> list[str]:
        """The ids of the products that a sentence cites."""
        return [self.rows[letter].id for letter in dict.fromkeys(REFERENCE.findall(sentence)) if letter in self.rows]

    def _parts(self, sentence: str) -> Iterator[tuple[str, Sequence[str], bool]]:
        """The sentence cut by whom it speaks of: (words, the products, whether they must hold for all of these)."""
        pieces = REFERENCE.split(sentence)
        owners = tuple(self._cited) or tuple(self.rows)
        if len(pieces) == 1:
            if ALL.search(sentence):
                yield sentence, tuple(self.rows), True
            else:
                yield from self._with_others(sentence, owners, False)
            return
        group: list[str] = []
        before, rest = pieces[0], list(zip(pieces[1::2], pieces[2::2], strict=True))
        for number, (letter, words) in enumerate(rest):
            group.append(letter)
            if number + 1 < len(rest) and JOINED.fullmatch(words):
                continue  # "[A] and [B] are …": both are
            yield from self._with_others(f"{before} {words}", tuple(group), len(group) > 1)
            before, group = "", []

    def _with_others(self, words: str, owners: Sequence[str], every: bool) -> Iterator[tuple[str, Sequence[str], bool]]:
        yield OTHER.sub(" ", words), owners, every
        for found in OTHER.finditer(words):
            others = tuple(letter for letter in self.rows if letter not in owners) or tuple(self.rows)
            yield f"not {found.group()[:1].lower()}{found.group()[1:]}", (*others, *owners), False

    def _price(self, sentence: str, letters: Sequence[str], cited: Sequence[str]) -> str:
        texts = " ".join(self.texts[letter] for letter in cited).lower()
        for said, name, less in ((CHEAPER, "cheaper", True), (DEARER, "dearer", False)):
            found = said.search(sentence)
            if found and found.group().lower() not in texts and not self._differs(sentence, letters, less=less):
                return name
        plain = DEARER.sub(" ", CHEAPER.sub(" ", sentence))
        for said, name in ((MONEY, ""), (CHEAPEST, "cheapest"), (DEAREST, "dearest")):
            for word in (found.group().lower() for found in said.finditer(plain)):
                # Prices say who is cheapest, whatever a row says of itself.
                if (word in texts and not COUNTED.search(word)) or (not name and word in self.request.lower()):
                    continue
                if not name or not self._is_extreme(cited, dear=name == "dearest"):
                    return name if word in ("cheapest", name) else word
        return ""

    def _is_extreme(self, cited: Sequence[str], *, dear: bool) -> bool:
        if not dear:
            return self.cheapest in cited
        priced = [(row.price.amount, letter) for letter, row in self.rows.items() if row.price is not None]
        same = len({row.price.currency for row in self.rows.values() if row.price is not None}) == 1
        return (
            len(priced) > 1 and same and any(letter in cited for amount, letter in priced if amount == max(priced)[0])
        )

    def _differs(self, sentence: str, letters: Sequence[str], *, less: bool) -> bool:
        """Whether the product called cheaper (or dearer) is: the first one named, or the last one after "To spend …"."""
        named = [*letters, *(letter for letter in self._cited if letter not in letters)][:2]
        if len(named) < 2:
            return False
        one, other = (self.rows[letter].price for letter in (named[::-1] if sentence.startswith("To ") else named))
        if one is None or other is None or one.currency != other.currency:
            return False
        return one.amount < other.amount if less else one.amount > other.amount

    def _stock(self, sentence: str, cited: Sequence[str]) -> str:
        for stock, said in STOCK.items():
            if said.search(sentence) and not any(self.rows[letter].availability == stock for letter in cited):
                return stock.replace("_", " ")
        found = HEARSAY.search(sentence)
        if found and not any(found.group().lower() in self.texts[letter].lower() for letter in cited or self.texts):
            return found.group().lower()
        return ""

    def _words(self, words: str, owners: Sequence[str], every: bool) -> str:
        """Colours, materials, sizes, counts and names; a term of several words is looked for before its parts."""
        said = _spaced(OF_THEM.sub(" ", words))
        texts = [_spaced(f"{self.texts[letter]} {_sizes(self.rows[letter])}") for letter in owners]
        terms = self.vocabulary.colors | self.vocabulary.materials | {*COUNTS, *SIZES}
        for term in sorted(terms, key=len, reverse=True):
            plain = _spaced(term)
            if not plain.strip() or plain not in said:
                continue
            held = [_holds(text, plain) for text in texts]
            if not (all(held) if every else any(held)) and not self._taken_up(said, plain):
                return term
        names = {found.group() for found in NAME.finditer(words)}
        names |= {brand for brand in self.vocabulary.brands if re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", words)}
        known = [*texts, _spaced(self.request)]
        for name in sorted(names):
            plain = _spaced(name)
            own = any(_holds(text, plain) for text in (texts if name in self.vocabulary.brands else known))
            if plain.strip() and not own and name.lower() not in COMMON_NAMES and not self._taken_up(said, plain):
                return name
        return ""

    def _taken_up(self, said: str, term: str) -> bool:
        """Whether the shopper said this, and the sentence takes it up without claiming it: "for your green sofa", "no blue"."""
        if not _holds(_spaced(self.request), term):
            return False
        word = re.escape(term.strip())
        ways = (
            rf"(?:not|no|none|nothing|without|isn't|aren't|instead|rather) (?:\S+ ){{0,4}}?{word}",
            rf"(?:your|for|(?:go|goes) with|next to|beside) (?:\S+ ){{0,4}}?{word}",
            rf"in (?:an?|the) (?:\S+ ){{0,4}}?{word} (?:\S+ ){{0,3}}?(?:{ROOM})",
            rf"with (?:\S+ )*?{word} (?:\S+ )*?in mind",
            rf"(?:asked for|want|wanted|like|prefer|looking for|mentioned) (?:\S+ ){{0,2}}?{word}",
        )
        return any(re.search(f" {way} ", said) for way in ways)

    def _title(self, sentence: str, cited: Sequence[str]) -> str:
        """A product named by its title and not by its letter: nothing links to it, and nothing says which is meant."""
        said = _spaced(sentence)
        known = _spaced(" ".join([self.request, *(self.texts[letter] for letter in cited)]))
        for letter, row in self.rows.items():
            title = _spaced(row.title)
            telling = len(title.split()) > 1 and bool(_content(row.title))  # "of the" is in anybody's sentence
            if letter not in cited and telling and title in said and title not in known:
                return f"{row.title}, which is [{letter}]"
        return ""

    def _another(self, sentence: str, cited: Sequence[str]) -> str:
        """Two or more words that only another product's row has: the sentence mixed the rows up."""
        if not cited:
            return ""
        own = _content(" ".join([self.request, *(self.texts[letter] for letter in cited)]))
        for letter, text in self.texts.items():
            if letter not in cited:
                borrowed = sorted((_content(sentence) & _content(text)) - own - self.common)
                if len(borrowed) >= 2:
                    return f"{' '.join(borrowed[:3])}, which is [{letter}]'s"
        return ""


def _not_prose(sentence: str) -> str:
    """Digits and money of any script, links, markup, and words that speak to a model: no sentence for a shopper has them."""
    if (
        any(unicodedata.category(letter)[0] == "N" or unicodedata.category(letter) == "Sc" for letter in sentence)
        or "%" in sentence
    ):
        return "a number"
    if found := MARKUP.search(sentence):
        return f"markup {found.group()}"
    if addressed := suspicion(sentence):
        return f"words to a model ({addressed})"
    return ""


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(text.lower()))} "


def _holds(text: str, term: str) -> bool:
    return term in text or f"{term[:-1]}s " in text


def _sizes(row: Product) -> str:
    """The sizes of a row in words: "S/M/XL" is small, medium and extra large."""
    said = re.findall(r"[a-z]+", " ".join(v for k, v in row.attributes.items() if "size" in k.lower()).lower())
    return " ".join(SPOKEN_SIZES.get(word, "") for word in said)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning in `texts`, as the check compares them."""
    return frozenset(word for text in texts for word in _content(text))


def _content(text: str) -> set[str]:
    words = {word for word in WORD.findall(text.lower()) if len(word) > 2 and word not in STOP}
    return {word.rstrip("s") for word in words} - STOP
