"""The claim check: what a sentence says of products must stand in the rows it cites, or in the shopper's own words.

Checked: colours, materials and brands (the shop's own values and lists of common ones), counts, money words, stock, "cheaper"
and "cheapest", and words that belong to another product of the answer. Not checked: everything else a sentence may say.
It has a room of its own because every model's sentences pass it, whoever wrote the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.product import Product

COLORS = tuple(
    """red green blue yellow orange purple pink brown black white grey gray beige cream ivory navy teal turquoise
    mint sage olive lime mustard gold silver bronze copper rust terracotta coral peach salmon rose blush
    burgundy maroon plum lilac lavender violet indigo cobalt charcoal slate taupe camel crimson scarlet
    magenta fuchsia khaki amber emerald ochre pastel golden""".split()
)
MATERIALS = tuple(
    """ceramic stoneware porcelain earthenware terracotta glass crystal wood wooden oak walnut beech pine bamboo
    rattan wicker cork linen cotton wool silk velvet leather suede felt canvas denim nylon polyester rubber
    foam plastic silicone resin acrylic metal steel iron brass copper aluminium aluminum zinc tin marble
    stone granite concrete plaster paper cardboard wax beeswax enamel gold silver pearl straw jute raffia
    satin lace fleece cashmere corduroy chocolate fondant marzipan gingerbread""".split()
)
_COUNTS = (
    "three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand dozen".split()
)
_MONEY = re.compile(
    r"\b(dollars?|euros?|pounds|pence|cents?|bucks|per ?cent|discount\w*|bargain|free (?:shipping|delivery)|half price|on sale|"
    r"guarantee\w*|refund\w*|warranty|today only)\b",
    re.IGNORECASE,
)
_CHEAPEST = re.compile(r"\b(cheapest|costs? the least|spend the least|on the purse|lowest price)\b", re.IGNORECASE)
_STOCK = {
    "out_of_stock": re.compile(r"\b(out of stock|sold out)\b", re.IGNORECASE),
    "preorder": re.compile(r"\b(pre-?order|ordered ahead)\b", re.IGNORECASE),
    "backorder": re.compile(r"\b(back-?order)\b", re.IGNORECASE),
}
_CHEAPER = re.compile(r"\b(costs? less|cheaper|spend less|less expensive)\b", re.IGNORECASE)
# Words by which a sentence sets its product beside the one cited before.
_COMPARES = re.compile(r"\b(instead of|rather than|rather have|prefer|than|where|while|unlike)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"\[([A-Z])\]")
_WORD = re.compile(r"[a-zà-öø-ɏ]+(?:'[a-z]+)?")
_STOP = frozenset(
    """a an and are as at be best but by can comes for from had has have i if in into is it its just like look
    looks made make makes more most much my no not of off on one or other our out over so some such than
    that the their them then there these they this to too two up use used want was way we well what when
    where which while will with would you your good great little nice perfect ideal set pair each both every
    any all very""".split()
)


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
        letters = tuple(dict.fromkeys(_REFERENCE.findall(sentence)))
        unknown = [letter for letter in letters if letter not in self.rows]
        if unknown:
            return f"no product [{unknown[0]}]"
        cited = letters or tuple(self._cited)
        less = _CHEAPER.search(sentence)
        in_row = less and any(less.group().lower() in self.texts[letter].lower() for letter in cited)
        if less and not in_row and not self._costs_less(sentence, letters):
            return "cheaper"
        wrong = self._wrong(_REFERENCE.sub(" ", sentence), cited, {*cited, *self._cited})
        if not wrong:
            self._cited = cited
        return wrong

    def _wrong(self, sentence: str, cited: Sequence[str], compared: Collection[str]) -> str:
        evidence = " ".join([self.request, *(self.texts[letter] for letter in compared or self.texts)])
        if re.search(r"\d|[$€£¥₹%]", sentence):
            return "a number"
        money = _MONEY.search(sentence)
        if money and money.group().lower() not in evidence.lower():
            return money.group().lower()
        also = tuple(compared) if _COMPARES.search(sentence) else cited
        return self._stock(sentence, cited) or self._words(sentence, evidence) or self._another(sentence, also)

    def _costs_less(self, sentence: str, letters: Sequence[str]) -> bool:
        """Whether the product that is called cheaper is: the first one named, or the last one after "To spend less …"."""
        named = [*letters, *(letter for letter in self._cited if letter not in letters)][:2]
        if len(named) < 2:
            return False
        less, more = (self.rows[letter].price for letter in (named[::-1] if sentence.startswith("To ") else named))
        return less is not None and more is not None and less.currency == more.currency and less.amount < more.amount

    def _stock(self, sentence: str, cited: Sequence[str]) -> str:
        for stock, said in _STOCK.items():
            if said.search(sentence) and not any(self.rows[letter].availability == stock for letter in cited):
                return stock.replace("_", " ")
        if _CHEAPEST.search(sentence) and self.cheapest not in cited:
            return "cheapest"
        return ""

    def _words(self, sentence: str, evidence: str) -> str:
        """Colours, materials, counts and brands; a term of several words is looked for before its parts."""
        said, known = f" {' '.join(_WORD.findall(sentence.lower()))} ", f" {' '.join(_WORD.findall(evidence.lower()))} "
        terms = self.vocabulary.colors | self.vocabulary.materials | set(_COUNTS)
        for term in sorted(terms, key=len, reverse=True):
            plain = f" {' '.join(_WORD.findall(term))} "
            if plain.strip() and plain in said and plain not in known and f"{plain[:-1]}s " not in known:
                return term
        for brand in self.vocabulary.brands:
            if re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", sentence) and brand.lower() not in evidence.lower():
                return brand
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


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning in `texts`, as the check compares them."""
    return frozenset(word for text in texts for word in _content(text))


def _content(text: str) -> set[str]:
    words = {word for word in _WORD.findall(text.lower()) if len(word) > 2 and word not in _STOP}
    return {word.rstrip("s") for word in words} - _STOP
