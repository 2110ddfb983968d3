"""What is not wanted, where no filter can leave it out: what is like it goes down the list.

A filter takes out what a shop's facts and titles say; "less leather" also means the canvas bag with leather straps, and "less
like this" means looks. Both are pushed down by how near they are, and nothing but the product itself is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

from catalog.rule_book import Ranked

# What a thing loses that is the unwanted one itself; half as like, it loses half of that.
_LOSS = 0.8
# What scores at least this share of the best is what was asked for.
_ANSWERS = 0.6

Likeness = Mapping[str, float]
"""Product id → how like one unwanted thing it is, in [0, 1]."""


def pushed_away(
    ranked: Sequence[Ranked], words: Iterable[Likeness], products: Iterable[Likeness], away: Collection[str]
) -> list[Ranked]:
    """Put `ranked`, best first, in a new order: each score times what its likeness to every unwanted thing leaves of it.

    `words` are likenesses to what words name, `products` to the products `away`, which are left out. Of equal scores the less
    like goes first.
    """
    shown = [one for one in ranked if one[0] not in away]
    left = {product_id: 1.0 for product_id, _, _ in shown}
    for likeness in [*words, *(_apart_from_the_rest(one, shown) for one in products)]:
        for product_id in left:
            left[product_id] *= 1 - _LOSS * likeness.get(product_id, 0.0)
    lowered = [(product_id, score * left[product_id], why) for product_id, score, why in shown]
    return sorted(lowered, key=lambda one: (-one[1], -left[one[0]]))


def _apart_from_the_rest(likeness: Likeness, shown: Sequence[Ranked]) -> Likeness:
    """Likeness beyond what the best results have in common: "less like this one", said of lamps, asks for other lamps."""
    enough = _ANSWERS * max((score for _, score, _ in shown), default=0.0)
    common = median([likeness.get(product_id, 0.0) for product_id, score, _ in shown if score >= enough] or [0.0])
    return {product_id: max(0.0, (like - common) / max(1 - common, 1e-3)) for product_id, like in likeness.items()}
