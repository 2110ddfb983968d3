"""Which of the hits an answer speaks of, and what may be said of each.

A list shows what was found; an answer recommends, and so must not speak of what is merely the next in the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking import Asking, read_asking, sex_of
from assistant.cleaning import clean_text, sayable_values
from assistant.facts import content_words, stem
from catalog.product import Hit, Product, Route

_LOOK_AMONG = 8
_FAINT = 0.2
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
    dresses, nor what is on their shelf), nor are women's clothes for a brother. A later hit must score near the best; one that
    says nothing of what was asked must score nearer, and be of the first one's department; one that scores much alike and says
    more of it comes first. What the shop itself put first stays there.
    """
    asking = read_asking(request)
    groups = _answering(_one_of_each(hits), asking)[:_LOOK_AMONG]
    if not groups:
        return []
    top = max(group[0].score for group in groups)
    enough = top * (_NEAR if asking.joke else _AS_NEAR)  # what is funny is seldom what the words are nearest to
    alike = [group for group in groups if group[0].score >= enough or Route.RULE in group[0].why]
    alike.sort(key=lambda group: (Route.RULE not in group[0].why, asking.missing(evidence(group[0].product))))
    first = alike[0][0].product
    met = asking.met_by(evidence(first))
    spoken: list[Spoken] = []
    for group in [*alike, *(group for group in groups if group not in alike)]:
        head = group[0]
        fits = asking.met_by(evidence(head.product))
        strange = _department(head.product) != _department(first) and (asking.worn or bool(asking.wanted and not fits))
        near = head.score >= top * (_NEAR if fits or not met else _NEARER) and not strange
        if near or not spoken or Route.RULE in head.why:
            spoken.append(Spoken(head.product, _other_colors(group)))
    return spoken[:most]


def _one_of_each(hits: Sequence[Hit]) -> list[list[Hit]]:
    """The hits by what they are, each with its other colours behind it, in the order of the first of each."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(_same_thing(hit.product), []).append(hit)
    return list(groups.values())


def _answering(groups: list[list[Hit]], asking: Asking) -> list[list[Hit]]:
    """Without what can be no answer; all of them where nothing would be left."""
    if asking.pair:
        thing = stem(asking.pair.lower().split()[-1])
        its = next((_kind(g[0].product) for g in groups if thing in content_words(evidence(g[0].product))), None)
        groups = [group for group in groups if _kind(group[0].product) != its] or groups
    if asking.sex:
        groups = [group for group in groups if sex_of(group[0].product.category) in ("", asking.sex)] or groups
    return groups


def _other_colors(group: Sequence[Hit]) -> tuple[str, ...]:
    own, *others = (sayable_values(hit.product.color) for hit in group)
    return tuple(dict.fromkeys(color for color in others if color and color != own))[:3]


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


def _department(product: Product) -> str:
    return product.category.split(">")[0].strip().lower()


def _kind(product: Product) -> str:
    return product.category.split(">")[-1].strip().lower() or f"id {product.id}"


def is_faint(hits: Sequence[Hit], spoken: Sequence[Spoken], request: str) -> bool:
    """Whether what was found scores little and says nothing of what was asked: no match, whatever the search calls it."""
    return max(hit.score for hit in hits) < _FAINT and not read_asking(request).met_by(evidence(spoken[0].product))


def evidence(product: Product) -> str:
    """All the words that may be said of a product."""
    fields = (product.title, product.description, product.brand, product.color, product.material, product.category)
    return clean_text(" ".join(field.replace("&", " and ").replace("/", " and ") for field in fields))
