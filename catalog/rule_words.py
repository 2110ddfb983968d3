"""A rule in one sentence, for people: on the command line and on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from catalog.product import Filters
from catalog.rules import Bury, Hide, Pin, ReadAs, Redirect, Rule, Selection, When
from models.phrase import Phrase, joined, phrase, worded

_STRENGTH = {"little": "a little ", "clear": "", "strong": "much "}
_NAMED = 3


def sentence(rule: Rule, titles: Mapping[str, str]) -> str:
    """ "For “mug”: “Red mug” stands at 1". `titles` maps the ids of products that are there; others are named by id."""
    then, when = rule.then, rule.when
    if isinstance(then, ReadAs):
        return f"“{when.query}” is read as “{then.words}”"
    said = f"“{when.query}”" if when.match == "whole" else f"any request with “{when.query}”"
    if isinstance(then, Redirect):
        place = f"what “{then.words}” finds" if then.words else f"the board {then.board!r}" if then.board else ""
        return f"For {said}: show {place or filter_words(then.filters)}"
    where = f"For {said}" if when.query else "Everywhere"
    if isinstance(then, Pin):
        return f"{where}: “{titles.get(then.product_id, then.product_id)}” stands at {then.rank}"
    what = selection_words(then.what, titles)
    if isinstance(then, Hide):
        return f"{where}: {what} is hidden"
    return f"{where}: {what} stands {_STRENGTH[then.strength]}{'lower' if isinstance(then, Bury) else 'higher'}"


def selection_words(what: Selection, titles: Mapping[str, str]) -> str:
    named = [f"“{titles.get(one, one)}”" for one in what.product_ids[:_NAMED]]
    if len(what.product_ids) > _NAMED:
        named.append(f"{len(what.product_ids) - _NAMED} more")
    if what.filters or what.sold_out:
        named.append(filter_words(what.filters) + (", not in stock" if what.sold_out else ""))
    return ", ".join(named)


def filter_words(filters: Filters) -> Phrase:
    """ "everything red, of oak, in mugs, by Fernwick, from 10, up to 30, in stock". Shoppers read it too."""
    parts: list[str] = [_any_of(filters.colors)] if filters.colors else []
    parts += [phrase("of {materials}", materials=_any_of(filters.materials))] if filters.materials else []
    parts += [phrase("in {categories}", categories=_any_of(filters.categories))] if filters.categories else []
    parts += [phrase("by {brands}", brands=_any_of(filters.brands))] if filters.brands else []
    parts += [phrase("without {values}", values=_any_of(filters.without))] if filters.without else []
    parts += [f"{name} {value}" for name, value in sorted(filters.attributes)]
    parts += [phrase("from {amount}", amount=filters.price_min)] if filters.price_min is not None else []
    parts += [phrase("up to {amount}", amount=filters.price_max)] if filters.price_max is not None else []
    parts += [phrase("in stock")] if filters.in_stock else []
    everything = phrase("everything")
    return joined([everything, joined(parts, ", ")]) if parts else everything


def _any_of(values: frozenset[str]) -> Phrase:
    first, *others = sorted(values)
    said = worded(first)
    for other in others:
        said = phrase("{values} or {value}", values=said, value=other)
    return said


def standing(when: When, today: date) -> str:
    """Where a rule's days stand: "" when it holds without end, else "from …", "until …", "ended …"."""
    if when.ends and when.ends < today:
        return f"ended on {when.ends.isoformat()}"
    parts = [f"from {when.starts.isoformat()}"] if when.starts and when.starts > today else []
    parts += [f"until {when.ends.isoformat()}"] if when.ends else []
    return " ".join(parts)
