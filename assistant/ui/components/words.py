"""Text of the catalog and of shoppers, made safe for Streamlit's Markdown; how prices, stock and reasons are said."""

from __future__ import annotations

import re

from assistant.ui.language import _, said
from catalog.product import Hit, Product, Route
from models.phrase import phrase

_AVAILABILITY = {
    "in_stock": "",
    "out_of_stock": phrase("Out of stock"),
    "preorder": phrase("For pre-order"),
    "backorder": phrase("On back-order"),
}
_FOUND_BY = {
    Route.PICTURE: phrase("Looks like it"),
    Route.MEANING: phrase("Fits the words"),
    Route.LETTERS: phrase("Its name or text says so"),
    Route.RULE: phrase("Chosen by the shop"),
}

_SHARE_OF = {
    Route.PICTURE: phrase("how it looks"),
    Route.MEANING: phrase("what its text means"),
    Route.LETTERS: phrase("words in its name or text"),
    Route.RULE: phrase("the shop's own choice"),
}


def plain(text: str) -> str:
    """Markdown that reads as exactly this text. Streamlit escapes HTML; the marks of Markdown are live until escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~>$:<&@])", r"\\\1", " ".join(text.split()))


def price_line(product: Product) -> str:
    """ "$38.00", and what there is to know about stock."""
    price = said(product.price) if product.price else _("Price on request")
    stock = said(_AVAILABILITY[product.availability])
    return f"**{plain(price)}**" + (f" · {stock}" if stock else "")


def reason(hit: Hit) -> str:
    """How the hit was found, by its largest share, and whether the shop had a part in it; "" where it is merely there."""
    found = {route: share for route, share in hit.why.items() if route is not Route.RULE}
    by = said(_FOUND_BY[max(found, key=lambda route: found[route])]) if found else ""
    if Route.RULE not in hit.why:
        return by
    return _("{found}, chosen by the shop").format(found=by) if by else said(_FOUND_BY[Route.RULE])


def share_lines(hit: Hit) -> str:
    """All of the ways it was found, as a list in Markdown, the largest share first."""
    ways = sorted(hit.why.items(), key=lambda item: -item[1])
    return "\n".join(f"- {said(_SHARE_OF[route])}: {share:.0%}" for route, share in ways if share >= 0.005)
