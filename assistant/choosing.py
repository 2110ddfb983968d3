"""Which of the hits an answer speaks of, and what may be said of each.

A list shows what was found; an answer recommends, and so must not speak of what is merely the next in the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking import Asking, read_asking
from assistant.cleaning import clean_text, sayable_values
from assistant.facts import content_words, stem
from catalog.product import Hit, Product

_LOOK_AMONG = 8
_NEAR, _NEARER, _AS_NEAR = 0.55, 0.85, 0.75
"""The share of the best score that a later hit must have to be spoken of when it meets the request, and when only the best
one does; and what puts it before the best one, if it says what that one does not of the request."""


@dataclass(frozen=True)
class Spoken:
    """A product that the answer speaks of, and other colours of the same thing among what was found."""

    product: Product
    also: tuple[str, ...] = ()


def choose_spoken(hits: Sequence[Hit], request: str, most: int) -> list[Spoken]:
    """The hits worth speaking of, at most `most`, best first; at least one where there are any.

    Colours of one thing are spoken of once. What the product is to go with is no answer ("what goes with a navy dress": no
    dresses). A later hit must score near the first; one that says nothing of what was asked must score nearer, and be of the
    first one's shelf; one that scores much alike and says more of it comes first.
    """
    asking = read_asking(request)
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(_same_thing(hit.product), []).append(hit)
    chosen = list(groups.values())
    if asking.pair:
        thing = stem(asking.pair.lower().split()[-1])
        others = [group for group in chosen if thing not in content_words(_kind_words(group[0].product))]
        chosen = others or chosen
    top = chosen[0][0].score
    alike = [group for group in chosen[:_LOOK_AMONG] if group[0].score >= top * _AS_NEAR]
    alike.sort(key=lambda group: _missing(asking, group[0].product))
    met = asking.met_by(evidence(alike[0][0].product))
    spoken: list[Spoken] = []
    for group in [*alike, *chosen[len(alike) : _LOOK_AMONG]][:_LOOK_AMONG]:
        head = group[0]
        fits = asking.met_by(evidence(head.product))
        elsewhere = bool(spoken) and _shelf(head.product) != _shelf(spoken[0].product)
        strange = elsewhere and (asking.worn or bool(asking.wanted and not fits))
        near = head.score >= top * (_NEAR if fits or not met else _NEARER) and not strange
        if (near or not spoken) and len(spoken) < most:
            colors = dict.fromkeys(sayable_values(hit.product.color) for hit in group[1:])
            own = sayable_values(head.product.color)
            spoken.append(Spoken(head.product, tuple(color for color in colors if color and color != own)[:3]))
    return spoken


def _missing(asking: Asking, product: Product) -> tuple[bool, bool]:
    """What a product's row leaves unsaid of the request: the thing, its aim. Sorts the more telling rows first."""
    told = evidence(product)
    return not asking.met_by(told), bool(asking.aim) and asking.kind == "use" and not asking.aimed_by(told)


def _same_thing(product: Product) -> str:
    """What variants of one thing have in common: the shop's group, else title and description without their colours."""
    if product.group_id:
        return f"group {product.group_id}"
    title = (
        re.sub(rf"\b{re.escape(product.color)}\b", "", product.title, flags=re.IGNORECASE)
        if product.color
        else product.title
    )
    return f"{title.lower()} {product.description.lower()}" if product.description else f"id {product.id}"


def _shelf(product: Product) -> str:
    return product.category.split(">")[0].strip().lower()


def _kind_words(product: Product) -> str:
    return f"{product.title} {product.category.split('>')[-1]}"


def evidence(product: Product) -> str:
    """All the words that may be said of a product."""
    fields = (product.title, product.description, product.brand, product.color, product.material, product.category)
    return clean_text(" ".join(field.replace("&", " and ").replace("/", " and ") for field in fields))
