"""What a shopper wants now, and how each new turn changes it: narrowed, widened, turned towards or away from something.

Of rows and pages nothing is known here: whatever a turn points at has been found out before (`assistant.conversation`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from assistant.claim_words import COLORS
from assistant.understanding import Understanding, understand
from assistant.understanding.phrasing import without_giving
from assistant.understanding.spelling import put_right
from catalog.lexicon import Lexicon
from catalog.product import Filters
from catalog.rule_book import Reading, RuleBook
from catalog.search import SearchRequest
from models.base import Box
from models.phrase import joined, phrase

PAGE, MOST = 24, 192
# Words that cannot begin a request of their own: "with a lid" goes on with what was asked before.
_GOES_ON = re.compile(r"(?:with|for|that|which|made|to go|to match|from|of|on|in) \w", re.IGNORECASE)
_COLORS = frozenset(COLORS)
_SORTED = {
    "price_asc": phrase("cheapest first"), "price_desc": phrase("dearest first"),
    "rating": phrase("best rated first"), "newest": phrase("newest first"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the shopper wants now. `words` as they were typed, `text` what is searched for, `like` a product's id.

    `lean` is what the results should be more of, `unlike` the ids of products whose like is not wanted, `seen` the ids of those
    that were shown and are to make room for others. `board` is where the shop's rules lead the words; `reading` is all that the
    rules made of them. `box` is the part of `picture` that is meant, `more_pictures` are those shown beside it, and
    `picture_key` tells them from others in this conversation. `taste` are the products of a board that more is wanted for,
    `taste_title` what it is called, and `reach` how far from them (`catalog.taste`). `typed` is what was understood of `words`.
    """

    words: str = ""
    text: str = ""
    picture: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    lean: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    top_k: int = PAGE
    board: str = ""
    reading: Reading = field(default_factory=lambda: Reading(""))
    box: Box | None = None
    more_pictures: tuple[Image.Image, ...] = ()
    picture_key: str = ""
    taste: tuple[str, ...] = ()
    taste_title: str = ""
    reach: float = 0.0
    typed: Understanding = field(default_factory=lambda: Understanding(""))

    @property
    def request(self) -> str:
        """All that is asked by now, for sentences to answer: as it was typed, where nothing changed it since, else as it is
        understood. Empty where no words say it."""
        typed = self.typed
        if self.board or (self.text, self.filters, self.lean) == (typed.text, typed.filters, typed.lean):
            return put_right(self.reading.words or self.words, typed.slips)
        return _in_words(self)

    @property
    def part(self) -> Image.Image | None:
        """The part of the picture that is meant."""
        if self.picture is None or self.box is None:
            return self.picture
        left, top, right, bottom = self.box
        width, height = self.picture.size
        cut = round(left * width), round(top * height), round(right * width), round(bottom * height)
        return self.picture.crop((*cut[:2], max(cut[2], cut[0] + 1), max(cut[3], cut[1] + 1)))

    def __bool__(self) -> bool:
        """Whether there is anything to search by."""
        return bool(
            self.text or self.picture is not None or self.like or self.board or self.filters or self.lean or self.taste
        )


def understood(
    words: str, picture: Image.Image | None, book: RuleBook, lexicon: Lexicon
) -> tuple[Asked, Understanding]:
    """What is asked by these words, as the shop's rules read them and then as they say; and all that was understood of them."""
    reading = book.read(" ".join(words.split()), alone=picture is None)
    said = understand(reading.words, lexicon)
    asked = Asked(words, said.text, picture, "", said.filters, said.sort, said.lean, reading=reading, typed=said)
    to = reading.redirect
    if to is not None and not to.words:
        asked = replace(asked, text="", board=to.board, filters=to.filters.narrowed(said.filters))
    return asked, said


def goes_on(said: Understanding) -> bool:
    """Whether a request speaks of the one before it: it only steers, or begins in the middle ("with a lid")."""
    return not said.text or bool(_GOES_ON.match(said.text))


def refined(before: Asked, said: Understanding, filters: Filters, unlike: str = "") -> Asked:
    """What is wanted after a turn that goes on from `before`. `filters` are the turn's own, with what it pointed at in them."""
    kept = before
    for one in said.forget:
        kept = _without(kept, one)
    if not filters.colors and _COLORS.intersection(said.text.lower().split()):
        kept = _without(
            kept, "color"
        )  # another colour, which the shop does not have: the words look for what comes near
    text = " ".join(filter(None, [kept.text, said.text]))
    lean = said.lean or tuple(one for one in kept.lean if one not in filters.without)
    return replace(
        kept,
        text=text,
        filters=kept.filters.narrowed(filters),
        sort=said.sort or kept.sort,
        lean=lean,
        unlike=tuple(dict.fromkeys([*kept.unlike, unlike])) if unlike else kept.unlike,
        seen=frozenset(),
        top_k=PAGE,
    )


def _without(asked: Asked, name: str) -> Asked:
    """The same without a facet ("color", "price", "all", an attribute) or without one value."""
    filters = asked.filters
    if name == "all":
        return replace(asked, filters=Filters(), sort="", lean=(), unlike=())
    if name == "sort":
        return replace(asked, sort="")
    whole: dict[str, dict[str, Any]] = {
        "color": {"colors": frozenset()},
        "material": {"materials": frozenset()},
        "brand": {"brands": frozenset()},
        "category": {"categories": frozenset()},
        "price": {"price_min": None, "price_max": None},
        "stock": {"in_stock": False},
        "without": {"without": frozenset()},
    }
    if name in whole:
        return replace(asked, filters=replace(filters, **whole[name]))
    left = replace(
        filters,
        colors=filters.colors - {name},
        materials=filters.materials - {name},
        categories=filters.categories - {name},
        without=filters.without - {name},
        attributes=frozenset(pair for pair in filters.attributes if name not in pair),
    )
    return replace(asked, filters=left, lean=tuple(one for one in asked.lean if one != name))


def search_request(asked: Asked) -> SearchRequest:
    """The same for the catalog."""
    text = without_giving(asked.text)
    text = " ".join([*(one for one in asked.lean if one not in text.split()), text]).strip()
    return SearchRequest(
        text,
        asked.part,
        asked.like,
        asked.filters,
        # What is sorted is all that was found, and not the first page of it.
        (MOST if asked.sort else asked.top_k) + len(asked.seen),
        said=asked.words,
        board=asked.board,
        more_images=asked.more_pictures,
        away=asked.unlike,
        taste=asked.taste,
        reach=asked.reach,
        anything=asked.typed.anything,
        # What goes on from that asks for more than the two.
        either=asked.typed.either if asked.text == asked.typed.text and not asked.lean else (),
    )


def _in_words(asked: Asked) -> str:
    """ "striped red bag for my sister, by Fernwick, not leather, under 60": what a shopper would say who asked it at once."""
    filters = asked.filters
    kinds = " or ".join(sorted(one.rpartition(">")[2].strip().lower() for one in filters.categories))
    such = [one for one in asked.lean if one not in asked.text.split()]
    such += [value for _, value in sorted(filters.attributes)]
    such += [" and ".join(sorted(values)) for values in (filters.colors, filters.materials) if values]
    thing = " ".join(re.sub(r"[?!]", " ", asked.text).split()) or kinds
    said = [" ".join([*such, thing] if thing else ["something", *such] if such else [])]
    said += [f"by {brand}" for brand in sorted(filters.brands)] + [f"not {one}" for one in sorted(filters.without)]
    limits = (("over", filters.price_min), ("under", filters.price_max))
    said += [f"{which} {amount:.2f}".removesuffix(".00") for which, amount in limits if amount is not None]
    return ", ".join(filter(None, said))


@dataclass(frozen=True)
class Chip:
    """One thing that was understood, in words, and what is asked when it is taken off. `key` tells it from all others, and
    stays what it is while others come and go."""

    key: str
    label: str
    without_it: Asked


def chips(asked: Asked, title_of: Callable[[str], str]) -> list[Chip]:
    """Everything that narrows, sorts or steers, in the order it is drawn. `title_of` names a product by its id."""
    filters = asked.filters
    made: list[Chip] = []

    def add(key: str, label: str, **change: Any) -> None:
        made.append(Chip(key, label, replace(asked, top_k=PAGE, **change)))

    def narrowed(key: str, label: str, **change: Any) -> None:
        add(key, label, filters=replace(filters, **change))

    for name in ("categories", "colors", "materials", "brands", "without"):
        values: frozenset[str] = getattr(filters, name)
        for value in sorted(values):
            said = {"brands": phrase("by {brand}", brand=value), "without": phrase("not {value}", value=value)}
            narrowed(f"{name} {value}", said.get(name) or value, **{name: values - {value}})
    for attribute, value in sorted(filters.attributes):
        told = f"{attribute} {value}" if len(value) < 4 else value
        narrowed(f"attribute {(attribute, value)}", told, attributes=filters.attributes - {(attribute, value)})
    if filters.price_min is not None:
        narrowed("price_min", phrase("from {amount}", amount=filters.price_min), price_min=None)
    if filters.price_max is not None:
        narrowed("price_max", phrase("up to {amount}", amount=filters.price_max), price_max=None)
    if filters.in_stock:
        narrowed("in_stock", phrase("in stock"), in_stock=False)
    if asked.sort:
        add("sort", _SORTED[asked.sort], sort="")
    for lean in dict.fromkeys(asked.lean):
        add(f"lean {lean}", lean, lean=tuple(one for one in asked.lean if one != lean))
    for product_id in dict.fromkeys(asked.unlike):
        add(
            f"unlike {product_id}",
            phrase("less like “{title}”", title=title_of(product_id)),
            unlike=tuple(one for one in asked.unlike if one != product_id),
        )
    if asked.like and (asked.text or asked.lean):
        add("like", phrase("like “{title}”", title=title_of(asked.like)), like="")
    if asked.seen:
        add("seen", phrase("something else"), seen=frozenset())
    return made


def in_brief(asked: Asked, title_of: Callable[[str], str]) -> str:
    """A turn in a few words, for the list of earlier ones: "bag · red · up to 60"."""
    about = asked.words[:60] if not asked.like else phrase("like “{title}”", title=title_of(asked.like)[:60])
    about = about or (phrase("your picture") if asked.picture is not None else phrase("in the shop"))
    return joined(_few([about, *(chip.label for chip in chips(asked, title_of))]), " · ")


def _few(parts: Iterable[str]) -> list[str]:
    kept = list(parts)
    return [*kept[:4], "…"] if len(kept) > 4 else kept
