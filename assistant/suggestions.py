"""Hits → prompt → grammar → streamed sentences, each checked against the rows it speaks of.

The model is shown the request and the hits' rows, lettered; it names a product only as `[A]`, and the app draws that as
the product's title and link. Prices and stock are the app's to draw. What a row cannot say in the grammar (digits,
currency, brackets) is left out of the row, so the model is never asked to copy what it may not write.

Not covered: finding the hits (`catalog.search`) and understanding the words (`assistant.understanding`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims import ClaimCheck, Vocabulary
from assistant.grammar import LETTERS, Frames, Row, framed_grammar, free_grammar
from catalog.product import Hit, Product
from models.base import ChatModel, ChatRequest, ChatStream, ChatUsage, Message

SYSTEM = (
    "You help a shopper choose. Say why the best product fits the request and how the others differ. "
    "Use only facts from the rows. Name a product only by its letter, like [A]. "
    "Write no prices and no numbers. Write two to four short sentences."
)

NO_MATCH_LINE = "No product matches well."
PICTURE_REQUEST = "something like my picture"

_REQUEST_CHARACTERS = 240
_TITLE_CHARACTERS = 80
_FIELD_CHARACTERS = 40
_FACT_WORDS = 22
_FACTS_WORDS = 36
_FACTS = 3

_TEMPLATE_TOKEN = re.compile(r"<[|｜][^<>]{0,40}?[|｜]>|</?think>|\[/?INST\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_UNSAYABLE = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ɏ' ,;:–—-]")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\s+[–—]\s+")
_WHOLE_SENTENCE = re.compile(r"(?<=[.!?]) ")
_REFERENCE = re.compile(r"\[([A-Z])\]")
_OUTSIDE = re.compile(r"https?://|www\.|@")


# ---------------------------------------------------------------------------------------------------------- the prompt


def build_messages(
    request_text: str, hits: Sequence[Hit], *, no_match: bool = False, picture: bool = False
) -> tuple[Message, ...]:
    """Return the system and the user turn: the same words for every model, the fixed part first, the rows last.

    At most `len(LETTERS)` hits are shown. Everything that came from a feed or a shopper is cleaned.
    """
    request = clean_line(request_text, _REQUEST_CHARACTERS)
    if picture:
        request = f"{request}, {PICTURE_REQUEST}" if request else PICTURE_REQUEST
    lines = [f"Request: {request}"]
    if no_match:
        lines.append(NO_MATCH_LINE)
    shown = [hit.product for hit in hits[: len(LETTERS)]]
    cheapest = _cheapest(shown)
    for letter, product in zip(LETTERS, shown, strict=False):
        lines.append(f"[{letter}] {product_row(product, request=request, cheapest=product is cheapest)}")
    return (
        Message(role="system", content=SYSTEM),
        Message(role="user", content="\n".join(lines)),
    )


def product_row(product: Product, *, request: str = "", cheapest: bool = False) -> str:
    """Return one line: title | kind by brand | in colour | of material | stock and price words | facts."""
    brand, kind, color, material = _sayable_fields(product)
    fields = [
        clean_line(product.title, _TITLE_CHARACTERS),
        f"{kind} by {brand}" if kind and brand else kind or (f"by {brand}" if brand else ""),
        f"in {color}" if color else "",
        f"of {material}" if material else "",
        {"in_stock": ""}.get(product.availability, product.availability.replace("_", " ")),
        "cheapest" if cheapest else "",
        "; ".join(facts(product, request)),
    ]
    return " | ".join(field for field in fields if field)


def _sayable_fields(product: Product) -> tuple[str, str, str, str]:
    return (
        sayable(product.brand),
        sayable(product.category.split(">")[-1]).lower(),
        sayable(product.color.replace("/", " and ")).lower(),
        sayable(product.material.replace("/", " and ")).lower(),
    )


def facts(product: Product, request: str = "") -> list[str]:
    """Return up to three clauses of the description that can be repeated word for word, the most to the point first.

    A sentence with a digit, a currency sign, an address or a bracket is dropped; a long one is cut at its last comma or joint.
    """
    found: list[str] = []
    text = _BRACKETED.sub(" ", clean_text(product.description)[:2000])
    for sentence in _SENTENCE_END.split(text):
        sentence = (
            sentence.strip(" .!?;:,-–—'\"“”‘’").replace("’", "'").replace("“", "").replace("”", "").replace('"', "")
        )
        sentence = re.sub(r"\s*&\s*", " and ", sentence)
        if not sentence or _UNSAYABLE.search(sentence) or _OUTSIDE.search(sentence):
            continue
        clause = _cut(sentence)
        if clause and len(clause.split()) >= 2:
            found.append(_lower_first(clause, product.brand))
    wanted = _content_words(request)
    # What a description begins with says what the thing is: another clause must be nearer to the request by two words.
    lead = dict.fromkeys(found[:1], 1.5)
    found.sort(key=lambda clause: -len(wanted & _content_words(clause)) - lead.get(clause, 0.0))
    kept: list[str] = []
    for clause in found[:_FACTS]:
        if kept and sum(len(k.split()) for k in kept) + len(clause.split()) > _FACTS_WORDS:
            break
        kept.append(clause)
    return kept


def clean_text(text: str) -> str:
    """Return `text` without template tokens, control, invisible and direction characters; white space is single."""
    text = _TEMPLATE_TOKEN.sub(" ", unicodedata.normalize("NFKC", text))
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " if c.isspace() else "" for c in text)
    return " ".join(_TEMPLATE_TOKEN.sub(" ", text).split())


def clean_line(text: str, most: int) -> str:
    """Return untrusted text as part of one row: cleaned, no brackets or bars, at most `most` characters."""
    text = " ".join(re.sub(r"[\[\]{}<>|`]", " ", clean_text(text)).split())
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;:-")


def sayable(text: str) -> str:
    """Return a field as the grammar can repeat it; empty when that would change what it says."""
    text = clean_text(_BRACKETED.sub(" ", text)).replace("’", "'").replace("&", " and ").replace("+", " and ")
    words = [word for word in text.split() if not any(c.isdigit() or c == "%" for c in word)]
    if words != text.split() and "%" not in text:
        return ""  # "Type 3" is another thing than "Type"; "100% cotton" is cotton
    kept = " ".join(_UNSAYABLE.sub(" ", " ".join(words)).split())
    return kept if len(kept) <= _FIELD_CHARACTERS else ""


def _cut(sentence: str) -> str:
    words = sentence.split()
    if len(words) <= _FACT_WORDS:
        return sentence
    head = " ".join(words[:_FACT_WORDS])
    for mark in (", ", ": ", " with ", " and "):
        if mark in head:
            cut = head.rsplit(mark, 1)[0]
            if len(cut.split()) >= 4:
                return cut
    return ""


def _lower_first(clause: str, brand: str) -> str:
    first = clause.split()[0]
    if first == "I" or (first.isupper() and len(first) > 1) or (brand.startswith(first) and len(first) > 2):
        return clause
    return clause[0].lower() + clause[1:]


def _content_words(text: str) -> set[str]:
    """Words that carry meaning, roughly stemmed, so that "pots" meets "pot"."""
    return {w.rstrip("s") for w in re.findall(r"[a-zà-ɏ]{3,}", text.lower())} - _EMPTY_WORDS


_EMPTY_WORDS = frozenset("the and for with that thi like look from are you your our out into than used use can".split())


def _cheapest(products: Sequence[Product]) -> Product | None:
    priced = [(p.price.amount, p) for p in products if p.price is not None]
    if len(priced) < 2 or len({p.price.currency for p in products if p.price}) > 1:
        return None
    low = min(amount for amount, _ in priced)
    lowest = [p for amount, p in priced if amount == low]
    return lowest[0] if len(lowest) == 1 else None


# ------------------------------------------------------------------------------------------------- grammar and streaming


def build_grammar(
    frames: Frames, request: str, products: Sequence[Product], *, no_match: bool = False, picture: bool = False
) -> str:
    """The grammar for one request: free without `frames`, else made of them and of what these products' rows say."""
    if not frames:
        return free_grammar(len(products))
    cheapest = _cheapest(products)
    rows = []
    for product in products:
        brand, kind, color, material = _sayable_fields(product)
        clauses = tuple(facts(product, request))
        title = clean_line(product.title, _TITLE_CHARACTERS)
        rows.append(Row(title, kind, brand, color, material, clauses, product.availability, product is cheapest))
    return framed_grammar(frames, rows, request, no_match=no_match, picture=picture)


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
    def usage(self) -> ChatUsage | None:
        """What it cost, after the last piece."""
        return self._stream.usage

    @property
    def ahead(self) -> int:
        """How many answers are written before this one."""
        return self._stream.ahead

    def cancel(self) -> None:
        """Stop writing; harmless when already ended."""
        self._stream.cancel()

    def _checked(self, sentence: str) -> Iterator[Piece]:
        sentence = sentence.strip()
        wrong = self._check.unsupported(sentence)
        if wrong:
            self.struck.append(f"{wrong}: {sentence}")
            return
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
    max_hits: int = 4,
    max_tokens: int = 200,
    vocabulary: Vocabulary | None = None,
) -> Suggestion:
    """Queue a suggestion about the first `max_hits` hits and return at once; nothing is written until it is iterated.

    `no_match` says that the search found nothing close, `picture` that the shopper showed one. Raises ValueError without
    hits, ChatBusy and ChatUnavailable as `ChatModel.stream` does.
    """
    shown = list(hits[: min(max_hits, len(LETTERS))])
    if not shown:
        raise ValueError("a suggestion needs at least one hit")
    rows = dict(zip(LETTERS, (hit.product for hit in shown), strict=False))
    cheapest = _cheapest(list(rows.values()))
    request = clean_line(request_text, _REQUEST_CHARACTERS)
    asked = ChatRequest(
        build_messages(request_text, shown, no_match=no_match, picture=picture),
        grammar=build_grammar(chat.frames, request, list(rows.values()), no_match=no_match, picture=picture),
        max_tokens=max_tokens,
    )
    check = ClaimCheck(
        rows,
        {letter: _evidence(product) for letter, product in rows.items()},
        request,
        next((letter for letter, product in rows.items() if product is cheapest), ""),
        vocabulary or Vocabulary(),
    )
    return Suggestion(chat.stream(asked), check)


def _evidence(product: Product) -> str:
    """All the words that may be said of a product."""
    fields = (product.title, product.description, product.brand, product.color, product.material, product.category)
    return clean_text(" ".join(field.replace("&", " and ").replace("/", " and ") for field in fields))
