"""Answers about things shown, from their rows alone: is it oak, what does it cost, how do these two differ.

What a row does not tell is said to be unknown. No model has a part in it; a shop's own sentence is quoted, never retold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cleaning import clean_text, listed
from assistant.facts import content_words
from catalog.lexicon import Lexicon
from catalog.product import Product

_UNKNOWN = "The shop does not say."
_STOCK = {
    "in_stock": "It is in stock.",
    "out_of_stock": "It is out of stock.",
    "preorder": "It can be ordered ahead; it is not in stock yet.",
    "backorder": "It is on back-order.",
}
_STOCK_CELL = {
    "in_stock": "in stock",
    "out_of_stock": "out of stock",
    "preorder": "pre-order",
    "backorder": "back-order",
}
_FACTS = {"color": "colour", "material": "material", "brand": "brand", "category": "category"}
_MEASURES = re.compile(r"size|dimension|width|height|length|depth|weight|diameter|capacity|volume", re.IGNORECASE)
_MEASURED = re.compile(
    r"\d\s?(?:cm|mm|m|km|in|inch(?:es)?|ft|feet|\"|″|kg|g|lb|oz|l|ml|litres?|liters?)(?!\w)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*[\n•]\s*")
_LONGEST = 220


@dataclass(frozen=True)
class Comparison:
    """Products side by side: (what, a value for each product, "" where its row is silent), only of what differs."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Answer:
    """What is said to a turn that was no search: a sentence about `product_ids`, and a table where some were compared."""

    text: str
    product_ids: tuple[str, ...] = ()
    comparison: Comparison | None = None


def answered(product: Product, about: str, lexicon: Lexicon, variants: Mapping[str, Product] | None = None) -> Answer:
    """Answer one question about a product. `about` is `understanding.Question.about`; `variants`: the others of its group."""
    said = _answer(product, about, lexicon, list((variants or {}).values()))
    return Answer(f"“{clean_text(product.title)}”: {said}", (product.id,))


def compared(products: Sequence[Product]) -> Comparison:
    """Put two or more products side by side, by the rows in which they differ."""
    told = [_rows(product) for product in products]
    names = list(dict.fromkeys(name for rows in told for name in rows))
    rows = [(name, tuple(rows.get(name, "") for rows in told)) for name in names]
    return Comparison(
        tuple(clean_text(product.title) for product in products),
        tuple(row for row in rows if len({value.casefold() for value in row[1]}) > 1),
    )


def comparison(products: Sequence[Product]) -> Answer:
    """The comparison with one sentence: what they have in common, and which costs least."""
    table = compared(products)
    told = [_rows(product) for product in products]
    alike = [
        f"{name.lower()} {value}"
        for name, value in told[0].items()
        if name not in ("Price", "Availability")
        and value
        and all(rows.get(name, "").casefold() == value.casefold() for rows in told)
    ]
    parts = [f"The same in {'both' if len(products) == 2 else 'all'}: {listed(alike)}."] if alike else []
    parts += _prices(products)
    if not table.rows:
        parts.append("In what the shop tells of them they do not differ.")
    return Answer(" ".join(parts) or "They differ in what stands below.", tuple(one.id for one in products), table)


def _prices(products: Sequence[Product]) -> list[str]:
    prices = [product.price for product in products]
    known = [price for price in prices if price is not None]
    if len({price.currency for price in known}) > 1:
        return ["Their prices are in different currencies."]
    if len(known) < len(prices):
        return ["The shop does not give every one's price."]
    lowest = min(known, key=lambda price: price.amount)
    cheapest = [product for product in products if product.price == lowest]
    if len(cheapest) == len(products):
        return [f"They cost the same, {lowest.label()}."]
    if len(cheapest) > 1:
        return []
    return [f"“{clean_text(cheapest[0].title)}” costs least, {lowest.label()}."]


def _rows(product: Product) -> dict[str, str]:
    told = {
        "Price": product.price.label() if product.price else "",
        "Availability": _STOCK_CELL[product.availability],
        "Brand": product.brand,
        "Colour": product.color,
        "Material": product.material,
        "Category": product.category,
    } | {name[:60]: value for name, value in product.attributes.items()}
    return {name: clean_text(value)[:_LONGEST] for name, value in told.items() if value}


def _answer(product: Product, about: str, lexicon: Lexicon, variants: Sequence[Product]) -> str:
    if about == "price":
        return f"it costs {product.price.label()}." if product.price else "the shop gives no price for it."
    if about == "stock":
        return _lower(_STOCK[product.availability])
    if about == "everything":
        rows = [f"{name.lower()} {value}" for name, value in _rows(product).items()]
        first = next(iter(_sentences(product)), "")
        return _lower(f"{listed(rows)}." + (f" The shop writes: “{first}”" if first else ""))
    if about == "size":
        return _size(product)
    if about in _FACTS or about in product.attributes:
        told = getattr(product, about) if about in _FACTS else product.attributes[about]
        said = f"its {_FACTS.get(about, about)} is {clean_text(told)}." if told else _lower(_UNKNOWN)
        return _with_variants(said, about, product, variants)
    return _is_it(product, about, lexicon, variants)


def _with_variants(said: str, facet: str, product: Product, variants: Sequence[Product]) -> str:
    others = sorted({one.color for one in variants if one.color} - {product.color}) if facet == "color" else []
    return f"{said} It also comes in {listed([clean_text(one).lower() for one in others[:8]])}." if others else said


def _size(product: Product) -> str:
    told = [
        f"{clean_text(name).lower()} {clean_text(value)}"
        for name, value in product.attributes.items()
        if _MEASURES.search(name)
    ]
    if told:
        return f"{listed(told)}."
    return _quoted(next((one for one in _sentences(product) if _MEASURED.search(one)), ""))


def _is_it(product: Product, about: str, lexicon: Lexicon, variants: Sequence[Product]) -> str:
    """Whether it is what the words say: by the facts that know them, by a variant, or by a sentence that the shop wrote."""
    value = re.sub(r"^(?:an?|the|any|some) ", "", about.lower())
    facets = [
        facet
        for facet in lexicon.facets_of(value)
        if facet in ("color", "material", "brand") or facet in product.attributes
    ]
    for facet in facets:
        if _holds(_told(product, facet), value):
            return f"yes, the shop gives its {_FACTS.get(facet, facet)} as {clean_text(_told(product, facet))}."
    for other in variants:
        if any(_holds(_told(other, facet), value) for facet in facets):
            return f"not this one, but “{clean_text(other.title)}” is."
    written = _speaking_of(product, value)
    if facets and (told := _told(product, facets[0])):
        said = f"the shop gives its {_FACTS.get(facets[0], facets[0])} as {clean_text(told)}, not {clean_text(value)}."
        return f"{said} It writes: “{written}”" if written else said
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


def _quoted(sentence: str) -> str:
    return f"the shop writes: “{sentence}”" if sentence else _lower(_UNKNOWN)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
