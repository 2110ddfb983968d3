"""What a shopper may say next, taken from what was found: "in blue", "of wood", "under 30", "cheapest first".

Each is words like any that a shopper types, understood by the same rules; each leaves something, and less than there is. Rules
read English, so it is English that a press says, whatever the language that a page shows it in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant.asked import Asked
from assistant.understanding import understand
from catalog.lexicon import Lexicon
from catalog.product import Hit, Product
from catalog.shades import NO_COLORS
from models.phrase import phrase

_MOST = 5
_FEWEST_HITS = 4
# A step that nearly all, or hardly any, of the hits would pass is no choice.
_LEAST_SHARE, _MOST_SHARE = 0.1, 0.7
_ROUND = (
    5,
    10,
    15,
    20,
    25,
    30,
    40,
    50,
    60,
    75,
    80,
    100,
    120,
    150,
    200,
    250,
    300,
    400,
    500,
    750,
    1000,
    1500,
    2000,
    3000,
    5000,
)


def follow_ups(asked: Asked, hits: Sequence[Hit], lexicon: Lexicon) -> tuple[str, ...]:
    """Return up to five things to say next, the likeliest first; none where too few hits are left to choose from."""
    products = [hit.product for hit in hits]
    if len(products) < _FEWEST_HITS:
        return ()
    offered = [_budget(asked, products)]
    offered += [
        phrase("in {color}", color=value) for value in _dividing(products, "color", bool(asked.filters.colors))[:2]
    ]
    offered += [
        phrase("made of {material}", material=value)
        for value in _dividing(products, "material", bool(asked.filters.materials))[:1]
    ]
    offered += [phrase("cheapest first")] if asked.sort != "price_asc" and _prices(products) else []
    offered += [phrase("something else")]
    return tuple(one for one in offered if one and _is_understood(one, lexicon))[:_MOST]


def _is_understood(words: str, lexicon: Lexicon) -> bool:
    """A value that reads as something else ("in place") is not offered."""
    said = understand(words, lexicon)
    return not said.text and bool(said.filters or said.sort or said.move)


def _budget(asked: Asked, products: Sequence[Product]) -> str:
    """The round price that about the cheaper half of the hits are under."""
    prices = _prices(products)
    if asked.filters.price_max is not None or len(prices) < _FEWEST_HITS or prices[0] == prices[-1]:
        return ""
    middle = prices[len(prices) // 2]
    limit = next((one for one in _ROUND if one >= middle), 0)
    return phrase("under {amount}", amount=str(limit)) if limit and prices[0] <= limit < prices[-1] else ""


def _prices(products: Sequence[Product]) -> list[Decimal]:
    return sorted(product.price.amount for product in products if product.price is not None)


def _dividing(products: Sequence[Product], facet: str, asked_already: bool) -> list[str]:
    if asked_already:
        return []
    counts = Counter(
        value.strip().lower()
        for product in products
        for value in re.split(r"[/,;]", getattr(product, facet))
        if value.strip() and not (facet == "color" and value.strip().lower() in NO_COLORS)
    )
    return [
        value
        for value, count in counts.most_common()
        if _LEAST_SHARE * len(products) <= count <= _MOST_SHARE * len(products)
    ]
