"""A second reading of an answer as it was shown: what stands in it that no row supports.

The claim check (`assistant.claims`) strikes before anything is shown; this reads what was left, whole and by rules of its own,
so that the figures of `assistant.evaluation` do not take the check's word for it. Read are products, amounts and words of money
and stock. The lists of words are the check's: what neither knows, neither sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.choosing import evidence
from assistant.claim_words import AMOUNTS, CHEAPER, CHEAPEST, COUNTED, DEARER, DEAREST, MONEY, STOCK
from assistant.suggestions import Piece, TextPiece
from catalog.product import Product

_SENTENCE = re.compile(r"(?<=[.!?])\s")
_NAMED = re.compile("\x00([^\x00]*)\x00")


def prose_of(pieces: Sequence[Piece]) -> str:
    """The answer's own words: without the products' titles, which are the shop's."""
    return "".join(piece.text if isinstance(piece, TextPiece) else "…" for piece in pieces)


def strangers(pieces: Sequence[Piece], found: Sequence[Product]) -> list[str]:
    """The ids that an answer names and the search did not find."""
    known = {product.id for product in found}
    return [piece.product_id for piece in pieces if not isinstance(piece, TextPiece) and piece.product_id not in known]


def unsupported(pieces: Sequence[Piece], spoken: Sequence[Product], request: str) -> list[str]:
    """Amounts, and words of money and stock, that hold of no product their sentence speaks of.

    `spoken` are the products that the answer is about; a sentence that names none goes on about those named before it.
    """
    rows = {product.id: product for product in spoken}
    wrong: list[str] = []
    about: list[Product] = []
    for sentence in _sentences(pieces):
        named = [rows[one] for one in _NAMED.findall(sentence) if one in rows]
        about = named or about
        words = _NAMED.sub(" ", sentence)
        wrong += [letter for letter in words if unicodedata.category(letter) in AMOUNTS or letter == "%"]
        wrong += _money(words, about or spoken, spoken, request)
        for stock, said in STOCK.items():
            if said.search(words) and stock not in {product.availability for product in about or spoken}:
                wrong.append(stock)
    return wrong


def _sentences(pieces: Sequence[Piece]) -> Iterator[str]:
    whole = "".join(piece.text if isinstance(piece, TextPiece) else f"\x00{piece.product_id}\x00" for piece in pieces)
    yield from _SENTENCE.split(whole)


def _money(words: str, about: Sequence[Product], spoken: Sequence[Product], request: str) -> Iterator[str]:
    """Words of money that neither their product's text nor the request has; who is cheapest, that prices do not say."""
    told = " ".join(evidence(product) for product in about).lower()
    for found in MONEY.finditer(words):
        if found.group().lower() not in f"{told} {request.lower()}":
            yield found.group().lower()
    prices = [product.price for product in spoken if product.price is not None]
    alike = len({price.currency for price in prices}) == 1
    words = CHEAPER.sub(" ", DEARER.sub(" ", words))
    for said, extreme in ((CHEAPEST, min), (DEAREST, max)):
        for found in said.finditer(words):
            best = extreme(price.amount for price in prices) if alike else None
            holds = any(product.price is not None and product.price.amount == best for product in about)
            if not holds and (COUNTED.search(found.group()) or found.group().lower() not in told):
                yield found.group().lower()
