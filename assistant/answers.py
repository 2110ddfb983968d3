"""Answers about things shown, from their rows alone: is it oak, what does it cost, how do these two differ.

What a row does not tell is said to be unknown. No model has a part in it; a shop's own sentence is quoted, never retold. All
that is said is a Phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cleaning import clean_text
from assistant.comparing import PRICE, STOCK, Row, compare, facts_of, offer_of
from assistant.facts import content_words
from catalog.lexicon import Lexicon
from catalog.product import Product
from models.phrase import Phrase, joined, phrase

_UNKNOWN = phrase("the shop does not say.")
_UNPRICED = phrase("the shop gives no price for it.")
_STOCK = {
    "in_stock": phrase("it is in stock."),
    "out_of_stock": phrase("it is out of stock."),
    "preorder": phrase("it can be ordered ahead; it is not in stock yet."),
    "backorder": phrase("it is on back-order."),
}
_FACTS = {
    "color": phrase("colour"), "material": phrase("material"), "brand": phrase("brand"), "category": phrase("category"),
}  # fmt: skip
_IN_A_SENTENCE = {
    "Price": phrase("price"),
    "Stock": phrase("availability"),
    "Brand": _FACTS["brand"],
    "Colour": _FACTS["color"],
    "Material": _FACTS["material"],
    "Category": _FACTS["category"],
}
_MEASURES = re.compile(r"size|dimension|width|height|length|depth|weight|diameter|capacity|volume", re.IGNORECASE)
_MEASURED = re.compile(
    r"\d\s?(?:cm|mm|m|km|in|inch(?:es)?|ft|feet|\"|″|kg|g|lb|oz|l|ml|litres?|liters?)(?!\w)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*[\n•]\s*")
_LONGEST = 220


@dataclass(frozen=True)
class Comparison:
    """Products side by side, by the rows in which they differ."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Answer:
    """What is said to a turn that was no search: a sentence about `product_ids`, and a table where some were compared."""

    text: str
    product_ids: tuple[str, ...] = ()
    comparison: Comparison | None = None


def answered(product: Product, about: str, lexicon: Lexicon, variants: Mapping[str, Product] | None = None) -> Answer:
    """Answer one question about a product. `about` is `understanding.Question.about`; `variants`: the others of its group."""
    said = _answer(product, about, lexicon, list((variants or {}).values()))
    return Answer(phrase("“{title}”: {answer}", title=clean_text(product.title), answer=said), (product.id,))


def comparison(products: Sequence[Product]) -> Answer:
    """Two or more products by what differs, with a sentence: what they have in common, and which costs least."""
    rows = compare(products)
    alike = [_fact(row.name, row.values[0]) for row in rows if not row.differs and row.name not in (PRICE, STOCK)]
    both = phrase("The same in both: {facts}.", facts=tuple(alike))
    parts = [both if len(products) == 2 else phrase("The same in all: {facts}.", facts=tuple(alike))] if alike else []
    parts += _prices(products)
    table = Comparison(
        tuple(clean_text(product.title) for product in products), tuple(row for row in rows if row.differs)
    )
    if not table.rows:
        parts.append(phrase("In what the shop tells of them they do not differ."))
    text = joined(parts) if parts else phrase("They differ in what stands below.")
    return Answer(text, tuple(one.id for one in products), table)


def _prices(products: Sequence[Product]) -> list[Phrase]:
    prices = [product.price for product in products]
    known = [price for price in prices if price is not None]
    if len({price.currency for price in known}) > 1:
        return [phrase("Their prices are in different currencies.")]
    if len(known) < len(prices):
        return [phrase("The shop does not give every one's price.")]
    lowest = min(known, key=lambda price: price.amount)
    cheapest = [product for product in products if product.price == lowest]
    if len(cheapest) == len(products):
        return [phrase("They cost the same, {price}.", price=lowest)]
    if len(cheapest) > 1:
        return []
    return [phrase("“{title}” costs least, {price}.", title=clean_text(cheapest[0].title), price=lowest)]


def _fact(name: str, value: str) -> Phrase:
    told = value if isinstance(value, Phrase) else clean_text(value)[:_LONGEST]
    return phrase("{fact} {value}", fact=_IN_A_SENTENCE.get(name) or clean_text(name).lower(), value=told)


def _answer(product: Product, about: str, lexicon: Lexicon, variants: Sequence[Product]) -> Phrase:
    if about == "price":
        return phrase("it costs {price}.", price=product.price) if product.price else _UNPRICED
    if about == "stock":
        return _STOCK[product.availability]
    if about == "everything":
        offered = offer_of(product) | facts_of(product)
        rows = phrase("{facts}.", facts=tuple(_fact(name, value) for name, value in offered.items() if value))
        first = next(iter(_sentences(product)), "")
        return joined([rows, phrase("The shop writes: “{sentence}”", sentence=first)]) if first else rows
    if about == "size":
        return _size(product)
    if about in _FACTS or about in product.attributes:
        told = getattr(product, about) if about in _FACTS else product.attributes[about]
        named = phrase("its {fact} is {value}.", fact=_FACTS.get(about, about), value=clean_text(told))
        said = named if told else _UNKNOWN
        return _with_variants(said, about, product, variants)
    return _is_it(product, about, lexicon, variants)


def _with_variants(said: Phrase, facet: str, product: Product, variants: Sequence[Product]) -> Phrase:
    others = sorted({one.color for one in variants if one.color} - {product.color}) if facet == "color" else []
    colors = tuple(clean_text(one).lower() for one in others[:8])
    return joined([said, phrase("It also comes in {colors}.", colors=colors)]) if colors else said


def _size(product: Product) -> Phrase:
    told = [_fact(name, value) for name, value in product.attributes.items() if _MEASURES.search(name)]
    if told:
        return phrase("{facts}.", facts=tuple(told))
    return _quoted(next((one for one in _sentences(product) if _MEASURED.search(one)), ""))


def _is_it(product: Product, about: str, lexicon: Lexicon, variants: Sequence[Product]) -> Phrase:
    """Whether it is what the words say: by the facts that know them, by a variant, or by a sentence that the shop wrote."""
    value = re.sub(r"^(?:an?|the|any|some) ", "", about.lower())
    facets = [
        facet
        for facet in lexicon.facets_of(value)
        if facet in ("color", "material", "brand") or facet in product.attributes
    ]
    for facet in facets:
        if _holds(_told(product, facet), value):
            fact, told = _FACTS.get(facet, facet), clean_text(_told(product, facet))
            return phrase("yes, the shop gives its {fact} as {value}.", fact=fact, value=told)
    for other in variants:
        if any(_holds(_told(other, facet), value) for facet in facets):
            return phrase("not this one, but “{title}” is.", title=clean_text(other.title))
    written = _speaking_of(product, value)
    if facets and (told := _told(product, facets[0])):
        said = phrase(
            "the shop gives its {fact} as {value}, not {asked}.",
            fact=_FACTS.get(facets[0], facets[0]),
            value=clean_text(told),
            asked=clean_text(value),
        )
        return joined([said, phrase("It writes: “{sentence}”", sentence=written)]) if written else said
    return _quoted(written)


def _told(product: Product, facet: str) -> str:
    return str(getattr(product, facet)) if facet in _FACTS else product.attributes.get(facet, "")


def _holds(told: str, value: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", told.lower()))


def _speaking_of(product: Product, words: str) -> str:
    """The first sentence of the shop's that holds every word of these; the title is one."""
    wanted = content_words(words)
    if not wanted:
        return ""
    return next((one for one in [clean_text(product.title), *_sentences(product)] if wanted <= content_words(one)), "")


def _sentences(product: Product) -> list[str]:
    text = re.sub(r"<[^<>]*>", " ", product.description)
    return [clean_text(one)[:_LONGEST] for one in _SENTENCE.split(text) if one.strip()]


def _quoted(sentence: str) -> Phrase:
    return phrase("the shop writes: “{sentence}”", sentence=sentence) if sentence else _UNKNOWN
