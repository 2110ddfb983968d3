"""Hits → prompt → grammar → streamed sentences, each checked against the rows it speaks of.

The model is shown the request and the hits' rows, lettered; it names a product only as `[A]`, and the app draws that as
the product's title and link. Prices and stock are the app's to draw. What a row cannot say in the grammar (digits,
currency, brackets) is left out of the row, so the model is never asked to copy what it may not write.

Not covered: finding the hits (`catalog.search`) and understanding the words (`assistant.understanding`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking import read_asking
from assistant.choosing import Spoken, choose_spoken, evidence, is_faint, said_of
from assistant.claims import ClaimCheck, Vocabulary, words_of
from assistant.cleaning import clean_line, sayable, sayable_values
from assistant.facts import Clause, content_words, facts, kin_of, mention
from assistant.grammar import LETTERS, Frames, Outline, Row, framed_grammar, free_grammar, outline
from assistant.wanted import plain_material
from catalog.groups import CONSUMED, groups_of
from catalog.product import Hit, Product, as_meant
from models.base import ChatModel, ChatRequest, ChatStream, ChatUsage, Message
from models.phrase import listed

_log = logging.getLogger(__name__)

SYSTEM = (
    "You help a shopper choose. Say why the best product fits the request and how the others differ. "
    "Use only facts from the rows. Name a product only by its letter, like [A]. "
    "Write no prices and no numbers. Write two to four short sentences."
)

NO_MATCH_LINE = "No product matches well."
PICTURE_REQUEST = "something like my picture"

_REQUEST_CHARACTERS = 240
_TITLE_CHARACTERS = 80
_CLAUSES = 3

_GROWN = re.compile(r"\b(?:wo)?m[ae]n(?:'?s)?\b", re.IGNORECASE)
_WHOLE_SENTENCE = re.compile(r"(?<=[.!?])\s|\n+")
_REFERENCE = re.compile(r"\[([A-Z])\]")


# ---------------------------------------------------------------------------------------------------------- the prompt


def build_messages(
    request_text: str, products: Sequence[Product], *, no_match: bool = False, picture: bool = False
) -> tuple[Message, ...]:
    """Return the system and the user turn: the same words for every model, the fixed part first, the rows last.

    At most `len(LETTERS)` products are shown. Everything that came from a feed or a shopper is cleaned.
    """
    request = clean_line(request_text, _REQUEST_CHARACTERS)
    if picture:
        request = f"{request}, {PICTURE_REQUEST}" if request else PICTURE_REQUEST
    lines = [f"Request: {request}"]
    if no_match:
        lines.append(NO_MATCH_LINE)
    shown = list(products[: len(LETTERS)])
    cheapest = _cheapest(shown)
    for letter, product in zip(LETTERS, shown, strict=False):
        lines.append(f"[{letter}] {product_row(product, request=request, cheapest=product is cheapest)}")
    return (
        Message(role="system", content=SYSTEM),
        Message(role="user", content="\n".join(lines)),
    )


def product_row(product: Product, *, request: str = "", cheapest: bool = False) -> str:
    """Return one line: title | kind by brand | in colour | of material | stock and price words | facts."""
    product = as_meant(product)
    brand, kind, color, material = _sayable_fields(product)
    fields = [
        clean_line(product.title, _TITLE_CHARACTERS),
        f"{kind} by {brand}" if kind and brand else kind or (f"by {brand}" if brand else ""),
        f"in {color}" if color else "",
        f"of {material}" if material else "",
        {"in_stock": ""}.get(product.availability, product.availability.replace("_", " ")),
        "cheapest" if cheapest else "",
        "; ".join(clause.text for clause in told_of(product, request)),
    ]
    return " | ".join(field for field in fields if field)


def told_of(product: Product, request: str) -> list[Clause]:
    """What may be repeated of a product: clauses of its description, and briefly what was asked for that they leave out."""
    asking = read_asking(request)
    found = facts(product, request)
    things = asking.wanted if asking.compare else {asking.head}
    asked = (asking.wanted - things) | asking.aim  # a word of the story beside it may be anything's
    said = content_words(f"{product.title} {product.category} {' '.join(clause.text for clause in found)}")
    sought = {word for word in asked if word not in said and not kin_of([word]) & said}
    told = [mentioned] if sought and (mentioned := mention(product, sought)) else []
    for material in map(plain_material, asking.materials):
        parts = [part.strip().lower() for part in re.split(r"[/;|,]", product.material)]
        if len(parts) > 1 and any(material in part.split() for part in parts) and material not in said:
            told.append(Clause(f"made partly of {material}", "part"))
    return [*told, *found][:_CLAUSES]


def _sayable_fields(product: Product) -> tuple[str, str, str, str]:
    return (
        sayable(product.brand),
        sayable(product.category.split(">")[-1]).lower(),
        sayable_values(product.color),
        sayable_values(product.material),
    )


def _cheapest(products: Sequence[Product]) -> Product | None:
    priced = [(p.price.amount, p) for p in products if p.price is not None]
    if len(priced) < 2 or len({p.price.currency for p in products if p.price}) > 1:
        return None
    low = min(amount for amount, _ in priced)
    lowest = [p for amount, p in priced if amount == low]
    return lowest[0] if len(lowest) == 1 else None


# ------------------------------------------------------------------------------------------------- grammar and streaming


def build_grammar(
    frames: Frames, request: str, spoken: Sequence[Spoken], *, no_match: bool = False, picture: bool = False
) -> str:
    """The grammar for one request: free without `frames`, else made of them and of what these products' rows say."""
    plan = outline_of(frames, request, spoken, no_match=no_match, picture=picture) if frames else None
    return framed_grammar(plan) if plan else free_grammar(len(spoken))


def outline_of(
    frames: Frames, request: str, spoken: Sequence[Spoken], *, no_match: bool = False, picture: bool = False
) -> Outline | None:
    """The outline of an answer to `request` about these products; None where the frames have none."""
    asking = read_asking(request)
    cheapest = _cheapest([one.product for one in spoken])
    first = spoken[0].product.price
    rows = []
    for one in spoken:
        product = as_meant(one.product)
        brand, kind, color, material = _sayable_fields(product)
        text, name = said_of(product, asking)
        groups = groups_of(product.title, product.category)
        rows.append(
            Row(
                title=clean_line(product.title, _TITLE_CHARACTERS),
                kind=kind,
                brand=brand,
                color=color,
                material=material,
                clauses=tuple(told_of(product, request)),
                availability=product.availability,
                cheapest=one.product is cheapest,
                cheaper=bool(
                    first
                    and product.price
                    and product.price.currency == first.currency
                    and product.price.amount < first.amount
                ),
                also=listed(one.also),
                text=text,
                name=name,
                akin=not asking.thing or bool(asking.thing.groups & groups),
                grown=bool(_GROWN.search(product.category)),
                consumed=not groups.isdisjoint(CONSUMED),
            )
        )
    seed = f"{request} {spoken[0].product.id}"
    return outline(frames, rows, asking, no_match=no_match, picture=picture, seed=seed)


@dataclass(frozen=True)
class TextPiece:
    """Prose."""

    text: str


@dataclass(frozen=True)
class ProductPiece:
    """A product, drawn by the app as its title and link."""

    product_id: str
    title: str


Piece = TextPiece | ProductPiece


class Suggestion:
    """A suggestion as it is written: iterate once for pieces; a sentence comes whole, once its claims are checked.

    `items` are the ids of the products named so far, `struck` the claims whose sentences were taken out.
    """

    def __init__(self, stream: ChatStream, check: ClaimCheck) -> None:
        self._stream = stream
        self._check = check
        self.items: list[str] = []
        self.struck: list[str] = []
        self.text = ""
        self._adrift = False

    def __iter__(self) -> Iterator[Piece]:
        held = ""
        for text in self._stream:
            held += text
            *whole, held = _WHOLE_SENTENCE.split(held)
            for sentence in whole:
                yield from self._checked(sentence)
        if held.rstrip().endswith((".", "!", "?")):  # what the token limit cut off is not shown
            yield from self._checked(held)

    @property
    def products(self) -> Sequence[Product]:
        """The products that the model was shown, in the order of their letters."""
        return tuple(self._check.rows.values())

    @property
    def usage(self) -> ChatUsage | None:
        """What it cost, after the last piece."""
        return self._stream.usage

    @property
    def thoughts(self) -> str:
        """What a model that may think thought before it wrote; unchecked, so not for shoppers."""
        return self._stream.thoughts

    @property
    def ahead(self) -> int:
        """How many answers are written before this one."""
        return self._stream.ahead

    def cancel(self) -> None:
        """Stop writing; harmless when already ended."""
        self._stream.cancel()

    def _checked(self, sentence: str) -> Iterator[Piece]:
        sentence = sentence.strip()
        cites = bool(_REFERENCE.search(sentence))
        wrong = "nothing to refer to" if self._adrift and not cites else self._check.unsupported(sentence)
        if wrong:
            self._adrift = self._adrift or cites  # "It …" after a sentence that is gone would be of another product
            self.struck.append(f"{wrong}: {sentence}")
            # Without the sentence: it may hold the shopper's own words.
            _log.warning("struck a sentence about %s: %s", ", ".join(self._check.ids(sentence)) or "no product", wrong)
            return
        self._adrift = self._adrift and not cites
        pieces = list(self._pieces(f" {sentence}" if self.text else sentence))
        self.text += "".join(piece.text if isinstance(piece, TextPiece) else piece.title for piece in pieces)
        yield from pieces

    def _pieces(self, sentence: str) -> Iterator[Piece]:
        for i, part in enumerate(_REFERENCE.split(sentence)):
            if i % 2 == 0:
                if part:
                    yield TextPiece(part)
                continue
            product = self._check.rows[part]
            if product.id not in self.items:
                self.items.append(product.id)
            yield ProductPiece(product.id, clean_line(product.title, _TITLE_CHARACTERS))


def suggest(
    chat: ChatModel,
    request_text: str,
    hits: Sequence[Hit],
    *,
    no_match: bool = False,
    picture: bool = False,
    in_order: int = 0,
    max_hits: int = 4,
    max_tokens: int = 200,
    vocabulary: Vocabulary | None = None,
) -> Suggestion:
    """Queue a suggestion about the first `max_hits` hits and return at once; nothing is written until it is iterated.

    `no_match` says that the search found nothing close, `picture` that the shopper showed one, `in_order` how many of the hits
    stand in an order that was asked for, such as the cheapest first. Raises ValueError without hits, ChatBusy and
    ChatUnavailable as `ChatModel.stream` does.
    """
    request = clean_line(request_text, _REQUEST_CHARACTERS)
    # A title that says nothing but words to a model is not repeated, as long as there is another to name.
    hits = [hit for hit in hits if as_meant(hit.product).title] or hits
    spoken = choose_spoken(hits, request, min(max_hits, len(LETTERS)), in_order) if hits else []
    if not spoken:
        raise ValueError("a suggestion needs at least one hit")
    no_match = no_match or is_faint(hits, spoken, request)
    rows = dict(zip(LETTERS, (one.product for one in spoken), strict=False))
    cheapest = _cheapest(list(rows.values()))
    asked = ChatRequest(
        build_messages(request_text, list(rows.values()), no_match=no_match, picture=picture),
        grammar=build_grammar(chat.frames, request, spoken, no_match=no_match, picture=picture),
        max_tokens=max_tokens,
    )
    check = ClaimCheck(
        rows,
        {letter: f"{evidence(one.product)} {' '.join(one.also)}" for letter, one in zip(LETTERS, spoken, strict=False)},
        request,
        next((letter for letter, product in rows.items() if product is cheapest), ""),
        vocabulary or Vocabulary(),
        words_of(frame for frames in chat.frames.values() for frame in frames),
    )
    return Suggestion(chat.stream(asked), check)
