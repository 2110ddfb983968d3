"""The order in which a shopper asked to see what was found: the cheapest first, the best rated first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.asking import read_asking
from assistant.choosing import is_called
from catalog.product import Hit, Product

# A cheap thing that is no lamp is no answer to "cheapest lamp": only what scores near the best is put in order, or what scores
# less and is one.
_NEAR_THE_BEST, _IS_ONE = 0.6, 0.3


def arranged(hits: Sequence[Hit], sort: str, request: str = "") -> tuple[Sequence[Hit], int]:
    """The hits for `request` in the order `sort` ("" for as they were found), and how many of them stand in it; what stands
    after those is further from what was asked, or of what it is sorted by the shop does not tell."""
    if not sort or not hits:
        return hits, len(hits)
    best = max(hit.score for hit in hits)
    asking = read_asking(request)

    def answers(hit: Hit) -> bool:
        if hit.score >= _NEAR_THE_BEST * best:
            return True
        return hit.score >= _IS_ONE * best and is_called(hit.product, asking)

    told = {hit.product.id: worth for hit in hits if (worth := worth_of(hit.product, sort)) is not None}
    near = [hit for hit in hits if hit.product.id in told and answers(hit)]
    near.sort(key=lambda hit: told[hit.product.id])
    chosen = {hit.product.id for hit in near}
    rest = [hit for hit in hits if hit.product.id not in chosen]
    return (*near, *rest), len(near) or len(hits)


def worth_of(product: Product, sort: str) -> Decimal | None:
    """What a product is sorted by, the least first; None where the shop does not tell."""
    if sort == "rating":
        told = next((value for name, value in product.attributes.items() if "rating" in name.lower()), "")
        number = told.replace(",", ".").split("/")[0].strip()
        return (
            -Decimal(number) if number.replace(".", "", 1).isascii() and number.replace(".", "", 1).isdigit() else None
        )
    if sort in ("price_asc", "price_desc") and product.price is not None:
        return product.price.amount if sort == "price_asc" else -product.price.amount
    return None
