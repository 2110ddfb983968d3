"""The rules in force on one day, and what they make of a request: read its words, and arrange what was found.

Free of any database, and of any clock but the day it was made for. A request takes from the book what concerns it (`Steering`).
Rules never widen what may be shown: the shopper's filters, a board's own list and hides come first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from catalog.product import Route
from catalog.rules import FACTORS, Action, Boost, Bury, Hide, Pin, ReadAs, Redirect, Rule, tokens

Ranked = tuple[str, float, Mapping[Route, float]]
"""A product's id, its score and the shares of what found it."""


@dataclass(frozen=True)
class Reading:
    """What the shop makes of a shopper's words. `replaced` pairs what was said with what it is read as."""

    words: str
    redirect: Redirect | None = None
    replaced: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """A rule in force and the products that it speaks of now: those that exist."""

    rule: Rule
    ids: frozenset[str] = frozenset()

    @cached_property
    def phrase(self) -> tuple[str, ...]:
        return tokens(self.rule.when.query)

    def concerns(self, said: Sequence[tuple[str, ...]]) -> bool:
        """Whether its request is this one, in any of the ways it was said. Everywhere is every request."""
        if not self.phrase:
            return True
        if self.rule.when.match == "whole":
            return self.phrase in said
        return any(_holds(words, self.phrase) for words in said)

    @property
    def nearness(self) -> tuple[bool, bool, int, int]:
        """Sorts the rule that was made most for one request first: whole before phrase before everywhere; then the older."""
        return (not self.phrase, self.rule.when.match != "whole", -len(self.phrase), self.rule.id)


@dataclass(frozen=True)
class Steering:
    """The rules that concern one request. `pins`: (rank, product id) in the order of ranks, each product once."""

    pins: tuple[tuple[int, str], ...] = ()
    factors: tuple[tuple[frozenset[str], float], ...] = ()
    hidden: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    """The products pinned for this very request: where one is shown, the request has its answer."""

    def brought(self, allowed: Set[str] | None) -> list[str]:
        """The pinned products, which are shown whether or not they were found, as far as they may be."""
        pinned = (one for _, one in self.pins)
        return [one for one in pinned if one not in self.hidden and (allowed is None or one in allowed)]

    @property
    def lifted(self) -> frozenset[str]:
        """All boosted products: a search looks among them once more, for a boost can lift what it would not have reached."""
        return frozenset().union(*(ids for ids, factor in self.factors if factor > 1)) - self.hidden

    def arranged(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Put `ranked`, best first, in the shop's order: the same products, each once, without the hidden ones.

        Equal scores keep their order; without rules nothing changes.
        """
        shown = [one for one in ranked if one[0] not in self.hidden]
        if self.factors:
            factors = {one[0]: self._factor(one[0]) for one in shown}
            # Where nothing was scored (a board, filters alone) the factor itself decides.
            shown.sort(key=lambda one: (-one[1] * factors[one[0]], -factors[one[0]]))
            shown = [_lifted(one, factors[one[0]]) for one in shown]
        if not self.pins:
            return shown
        found = {one[0]: one for one in shown}
        pins = [(rank, found[one]) for rank, one in self.pins if one in found]
        pinned = {one[0] for _, one in pins}
        return list(_placed(pins, (one for one in shown if one[0] not in pinned)))

    def _factor(self, product_id: str) -> float:
        factor = 1.0
        for ids, times in self.factors:
            if product_id in ids:
                factor *= times
        return factor


def _lifted(one: Ranked, factor: float) -> Ranked:
    product_id, score, why = one
    if factor <= 1:
        return (product_id, score * factor, why)
    shares = {route: round(share / factor, 3) for route, share in why.items()}
    shares[Route.RULE] = round(shares.get(Route.RULE, 0.0) + (1 - 1 / factor if why else 1.0), 3)
    return (product_id, min(1.0, score * factor), shares)


def _placed(pins: Sequence[tuple[int, Ranked]], others: Iterator[Ranked]) -> Iterator[Ranked]:
    """Yield each pin at its rank, or at the first free one after it; those beyond the end follow the end."""
    place = 1
    for rank, (product_id, score, _) in pins:
        while place < rank and (other := next(others, None)) is not None:
            yield other
            place += 1
        yield (product_id, score, {Route.RULE: 1.0})
        place += 1
    yield from others


@dataclass(frozen=True)
class RuleBook:
    """The rules in force on one day."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The products that are hidden everywhere."""
        return frozenset().union(*(one.ids for one in self._of(Hide) if not one.phrase))

    def read(self, words: str, *, alone: bool = True) -> Reading:
        """What a shopper's words mean here: what they are read as, and where they lead. Applied once, never again to its own
        result, so that rules cannot run in a circle. Words beside a picture are not `alone`, and lead nowhere: the picture
        is to be answered."""
        replaced = self._replaced(words)
        if not alone:
            return replaced
        for said in dict.fromkeys((words, replaced.words)):
            leading = [one for one in self._of(Redirect) if one.concerns([tokens(said)])]
            if leading:
                then = min(leading, key=lambda one: one.nearness).rule.then
                assert isinstance(then, Redirect)
                return Reading(then.words or replaced.words, then, replaced.replaced)
        return replaced

    def steering(self, *said: str) -> Steering:
        """What concerns a request that was said in these ways: as typed, and as understood. Nothing said, as with a picture:
        what holds everywhere."""
        ways = [words for one in said if (words := tokens(one))]
        concerned = [one for one in self.entries if one.concerns(ways)]
        pins: dict[str, Entry] = {}
        for one in sorted(concerned, key=lambda entry: entry.nearness):
            if isinstance(one.rule.then, Pin):
                for product_id in one.ids:
                    pins.setdefault(product_id, one)
        ordered = sorted(pins.items(), key=lambda item: (_rank(item[1]), item[1].nearness))
        factors = [
            (one.ids, FACTORS[then.strength] if isinstance(then, Boost) else 1 / FACTORS[then.strength])
            for one in concerned
            if isinstance(then := one.rule.then, Boost | Bury) and one.ids
        ]
        hides = [one.ids for one in concerned if isinstance(one.rule.then, Hide) and one.phrase]
        return Steering(
            tuple((_rank(entry), product_id) for product_id, entry in ordered),
            tuple(factors),
            self.hidden.union(*hides) if hides else self.hidden,
            frozenset(product_id for product_id, entry in ordered if entry.phrase),
        )

    def _of(self, action: type[Action]) -> list[Entry]:
        return [one for one in self.entries if isinstance(one.rule.then, action)]

    def _replaced(self, words: str) -> Reading:
        """`words` with each phrase that is read as another in its place, the longest first; what lies between is kept."""
        phrases = {one.phrase: one.rule.then for one in sorted(self._of(ReadAs), key=lambda one: -one.rule.id)}
        if not phrases:
            return Reading(words)
        words = unicodedata.normalize("NFC", words)  # an accent that stands apart from its letter would end a word
        found = list(re.finditer(r"\w+", words)) or list(re.finditer(r"\S+", words))
        spans = [(one.span(), tokens(one[0])) for one in found]
        pieces: list[str] = []
        replaced: list[tuple[str, str]] = []
        place = last = 0
        while place < len(spans):
            for phrase in sorted(phrases, key=len, reverse=True):
                taken = spans[place : place + len(phrase)]
                if sum((said for _, said in taken), ()) == phrase:
                    start, end = taken[0][0][0], taken[-1][0][1]
                    then = phrases[phrase]
                    assert isinstance(then, ReadAs)
                    pieces += [words[last:start], then.words]
                    replaced.append((words[start:end], then.words))
                    last, place = end, place + len(phrase)
                    break
            else:
                place += 1
        return Reading("".join([*pieces, words[last:]]), None, tuple(replaced))


def _rank(entry: Entry) -> int:
    assert isinstance(entry.rule.then, Pin)
    return entry.rule.then.rank


def _holds(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(said[start : start + len(phrase)] == phrase for start in range(len(said) - len(phrase) + 1))
