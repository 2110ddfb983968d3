"""Text of the catalog and of shoppers, made safe for Streamlit's Markdown; how prices, stock and reasons are said."""

from __future__ import annotations

import re

from catalog.product import Hit, Product, Route

AVAILABILITY = {
    "in_stock": "",
    "out_of_stock": "Out of stock",
    "preorder": "For pre-order",
    "backorder": "On back-order",
}
_FOUND_BY = {
    Route.PICTURE: "Looks like it",
    Route.MEANING: "Fits the words",
    Route.LETTERS: "Has it in its name",
    Route.RULE: "Chosen by the shop",
}

_SHARE_OF = {
    Route.PICTURE: "how it looks",
    Route.MEANING: "what its text means",
    Route.LETTERS: "words in its name or text",
    Route.RULE: "the shop's own choice",
}


def plain(text: str) -> str:
    """Markdown that reads as exactly this text. Streamlit escapes HTML; the marks of Markdown are live until escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~>$:<&@])", r"\\\1", " ".join(text.split()))


def price_line(product: Product) -> str:
    """ "$38.00", and what there is to know about stock."""
    price = product.price.label() if product.price else "Price on request"
    stock = AVAILABILITY[product.availability]
    return f"**{plain(price)}**" + (f" · {stock}" if stock else "")


def reason(hit: Hit) -> str:
    """How the hit was found, by its largest share, and whether the shop had a part in it; "" where it is merely there."""
    found = {route: share for route, share in hit.why.items() if route is not Route.RULE}
    said = [_FOUND_BY[max(found, key=lambda route: found[route])]] if found else []
    if Route.RULE in hit.why:
        said.append(_FOUND_BY[Route.RULE].lower() if said else _FOUND_BY[Route.RULE])
    return ", ".join(said)


def share_lines(hit: Hit) -> str:
    """All of the ways it was found, as a list in Markdown, the largest share first."""
    ways = sorted(hit.why.items(), key=lambda item: -item[1])
    return "\n".join(f"- {_SHARE_OF[route]}: {share:.0%}" for route, share in ways if share >= 0.005)
