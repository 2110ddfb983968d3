"""What the shop itself may decide about its results: pins, boosts, buries, hides, words read as others, redirects.

A rule is checked when it is made. Not covered: applying rules (`catalog.rule_book`) and keeping them (`catalog.rule_store`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from catalog.errors import InvalidRule
from catalog.product import Filters

Match = Literal["whole", "phrase"]
Strength = Literal["little", "clear", "strong"]
FACTORS: Mapping[Strength, float] = {"little": 1.25, "clear": 1.6, "strong": 2.5}
"""What a boost multiplies a score by, and a bury divides it by: what answers rises, and what is no answer stays none."""
MAX_RANK = 100
_MAX_WORDS = 200
_MAX_PRODUCTS = 500
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class When:
    """For which request and which days. No `query`: everywhere. `starts` and `ends` are the first and the last day."""

    query: str = ""
    match: Match = "whole"
    starts: date | None = None
    ends: date | None = None

    def on(self, today: date) -> bool:
        """Whether it is in force on this day."""
        return (self.starts is None or self.starts <= today) and (self.ends is None or today <= self.ends)


@dataclass(frozen=True)
class Selection:
    """Products by name, and all that pass `filters`; with `sold_out`, of those only the ones that are not in stock."""

    product_ids: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    sold_out: bool = False

    def __bool__(self) -> bool:
        return bool(self.product_ids or self.filters or self.sold_out)


@dataclass(frozen=True)
class Pin:
    """One product at one rank, from 1."""

    product_id: str
    rank: int = 1


@dataclass(frozen=True)
class Boost:
    """These products higher."""

    what: Selection
    strength: Strength = "clear"


@dataclass(frozen=True)
class Bury:
    """These products lower."""

    what: Selection
    strength: Strength = "clear"


@dataclass(frozen=True)
class Hide:
    """These products not at all."""

    what: Selection


@dataclass(frozen=True)
class ReadAs:
    """The query's words, wherever a shopper says them, are read as these: "kicks" as "trainers"."""

    words: str


@dataclass(frozen=True)
class Redirect:
    """Show one of these instead: another query's results, a board, or all that passes filters."""

    words: str = ""
    board: str = ""
    filters: Filters = field(default_factory=Filters)


Action = Pin | Boost | Bury | Hide | ReadAs | Redirect
KINDS: Mapping[str, type[Action]] = {
    "pin": Pin, "boost": Boost, "bury": Bury, "hide": Hide, "synonym": ReadAs, "redirect": Redirect,
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One decision. `id` is the store's number, 0 before it is kept. Raises InvalidRule when it makes no sense."""

    when: When
    then: Action
    id: int = 0

    def __post_init__(self) -> None:
        query, then = self.when.query, self.then
        if len(query) > _MAX_WORDS or (query and not tokens(query)):
            raise InvalidRule(f"A rule's request is words, at most {_MAX_WORDS} characters of them. Shorten it.")
        if self.when.starts and self.when.ends and self.when.ends < self.when.starts:
            raise InvalidRule("The rule would end before it starts. Correct its dates.")
        if isinstance(then, Pin) and not (then.product_id and 1 <= then.rank <= MAX_RANK):
            raise InvalidRule(f"A pin names one product and a rank from 1 to {MAX_RANK}.")
        if isinstance(then, Boost | Bury | Hide) and not then.what:
            raise InvalidRule("Say which products: choose some, or a brand, category, colour, material or price.")
        if isinstance(then, Boost | Bury | Hide) and len(then.what.product_ids) > _MAX_PRODUCTS:
            raise InvalidRule(f"A rule names at most {_MAX_PRODUCTS} products. Say what they have in common instead.")
        if isinstance(then, ReadAs | Redirect):
            self._check_words(then)

    def _check_words(self, then: ReadAs | Redirect) -> None:
        if not self.when.query:
            raise InvalidRule("Say which words of a shopper's this is about.")
        if len(then.words) > _MAX_WORDS:
            raise InvalidRule(f"Use at most {_MAX_WORDS} characters.")
        if isinstance(then, ReadAs) and not tokens(then.words):
            raise InvalidRule("Say what the words are to be read as.")
        if isinstance(then, Redirect) and bool(then.words) + bool(then.board) + bool(then.filters) != 1:
            raise InvalidRule("A redirect leads to one thing: other words, a board, or a category and the like.")
        if then.words and tokens(then.words) == tokens(self.when.query):
            raise InvalidRule("That leads back to the same words. Say others.")

    @property
    def kind(self) -> str:
        """Its key in KINDS."""
        return next(name for name, action in KINDS.items() if isinstance(self.then, action))

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the products that it names."""
        if isinstance(self.then, Pin):
            return (self.then.product_id,)
        return self.then.what.product_ids if isinstance(self.then, Boost | Bury | Hide) else ()


def tokens(text: str) -> tuple[str, ...]:
    """A text as rules compare it: its words without case, accents and plain plurals; of "🦆" the sign itself."""
    folded = _folded(text)
    words = re.findall(r"\w+", folded) or folded.split()
    return tuple(_singular(word) for word in words)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.encode("utf-8", "replace").decode("utf-8"))
    # Only Latin, Greek and Cyrillic accents: elsewhere a mark is a letter.
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", apart)).casefold()


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def as_facts(action: Action) -> dict[str, Any]:
    """An action as JSON holds it."""
    facts: dict[str, Any] = TypeAdapter(type(action)).dump_python(action, mode="json")
    return facts


def read_action(kind: str, facts: object) -> Action:
    """The way back. Raises InvalidRule for what no action of this kind would say."""
    try:
        return TypeAdapter[Action](KINDS[kind]).validate_python(facts)
    except (KeyError, ValidationError) as error:
        raise InvalidRule(f"This is no rule of the kind {kind[:20]!r}. Kinds: {', '.join(KINDS)}.") from error
