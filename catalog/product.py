"""What the catalog is made of: Product, Money, Hit. Frozen, and free of any library."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from catalog.suspicion import suspicion, without_suspect
from catalog.wording import told

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]

# Currencies whose smallest unit is not a hundredth (ISO 4217); every other one has two digits.
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "HUF": 2, "BHD": 3, "KWD": 3, "TND": 3}
# No shop asks as much; and what is larger could not be rounded to its cents.
_LIMIT = Decimal(10) ** 15
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


@dataclass(frozen=True, order=True)
class Money:
    """An exact amount in one currency (ISO 4217). Amounts are never floats."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or not 0 <= self.amount < _LIMIT:
            raise ValueError(f"not an amount of money: {self.amount}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"not a currency code: {self.currency!r}")

    @classmethod
    def parse(cls, text: str, *, default_currency: str = "USD") -> Money:
        """Read "15.00 USD", "USD 15", "$15" or "15". Raises ValueError for anything else."""
        words = text.replace("\u00a0", " ").strip()
        currency = default_currency
        for code, symbol in _SYMBOLS.items():
            if symbol in words:
                currency, words = code, words.replace(symbol, " ")
        parts = words.split()
        codes = [part for part in parts if part.isalpha()]
        numbers = [part for part in parts if not part.isalpha()]
        if len(codes) > 1 or len(numbers) != 1:
            raise ValueError(f"not a price: {text!r}")
        if codes:
            currency = codes[0].upper()
        return cls(_amount(numbers[0]), currency)

    def __str__(self) -> str:
        """The feed form: "15.00 USD"."""
        return f"{self._rounded()} {self.currency}"

    def label(self) -> str:
        """The form a shopper reads: "$15.00"; currencies without a symbol keep their code."""
        symbol = _SYMBOLS.get(self.currency)
        return f"{symbol}{self._rounded():,}" if symbol else f"{self._rounded():,} {self.currency}"

    @property
    def digits(self) -> int:
        """How many digits its currency has after the point."""
        return _MINOR_DIGITS.get(self.currency, 2)

    def _rounded(self) -> Decimal:
        return self.amount.quantize(Decimal(1).scaleb(-self.digits))


# Commas in thousands (the Indian 1,23,456.00 too); points in thousands; or one separator, which is then the decimal one.
_COMMAS = re.compile(r"[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d*)?")
_POINTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d*)|[1-9]\d{0,2}(\.\d{3}){2,}")
_PLAIN = re.compile(r"\d+[.,]?\d*|[.,]\d+")


def _amount(number: str) -> Decimal:
    """Read "1,299.00", "1.299,00", "1.234.567" and "12,5". One comma before three digits parts thousands, a point not."""
    if not number.isascii():
        raise ValueError(f"not an amount: {number!r}")
    if _COMMAS.fullmatch(number):
        return Decimal(number.replace(",", ""))
    if _POINTS.fullmatch(number):
        return Decimal(number.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(number):
        return Decimal(number.replace(",", "."))
    raise ValueError(f"not an amount: {number!r}")


@dataclass(frozen=True)
class Picture:
    """One picture of a product: where its bytes are kept, and what they are.

    `content_hash` is the sha256 of the decoded, upright RGB picture's source bytes; `source` is what the feed called it.
    """

    content_hash: str
    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Product:
    """One thing the shop sells. `id` is the shop's own; empty strings mean the feed said nothing."""

    id: str
    title: str
    description: str = ""
    price: Money | None = None
    availability: Availability = "in_stock"
    brand: str = ""
    color: str = ""
    material: str = ""
    category: str = ""
    group_id: str = ""
    link: str = ""
    pictures: tuple[Picture, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def as_meant(product: Product) -> Product:
    """The product without what its texts say to a language model or hide: what may be searched by and told. A title of nothing
    else is empty."""
    return replace(
        product,
        title=without_suspect(product.title),
        description=without_suspect(product.description),
        brand=without_suspect(product.brand),
        color=without_suspect(product.color),
        material=without_suspect(product.material),
        category=without_suspect(product.category),
        attributes=MappingProxyType(
            {name: value for name, value in product.attributes.items() if not suspicion(f"{name} {value}")}
        ),
    )


def product_text(product: Product) -> str:
    """What is said of a product in one text, most telling first: this is embedded and searched by meaning."""
    product = as_meant(product)
    kind = product.category.split(">")[-1].strip()
    facts = [product.color, product.material, product.brand, *product.attributes.values()]
    said = [product.title, kind, ", ".join(fact for fact in facts if fact), product.description]
    return ". ".join(part for part in map(told, said) if part)


def hash_of_text(text: str) -> str:
    """sha256: the content hash under which what `product_text` says is embedded."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_hash(product: Product) -> str:
    """sha256: the content hash under which the product's text is embedded."""
    return hash_of_text(product_text(product))


@dataclass(frozen=True)
class Filters:
    """What a product must be to be shown; an empty field asks for nothing. Words are compared without regard to case."""

    price_min: Decimal | None = None
    price_max: Decimal | None = None
    colors: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    in_stock: bool = False
    without: frozenset[str] = frozenset()
    """Values that the product may not be of: none of its facts, nor, where that fact is not told, its title."""
    attributes: frozenset[tuple[str, str]] = frozenset()
    """Pairs of an attribute's name and a value: one of those given for each name must hold."""

    def __bool__(self) -> bool:
        return self != Filters()

    def lifted(self, name: str) -> Filters:
        """These without what the field `name` asks for."""
        default: dict[str, Any] = {name: getattr(Filters(), name)}
        return replace(self, **default)

    def narrowed(self, said: Filters) -> Filters:
        """These with what was said now: a new colour takes the place of the old one, and so on. What is asked for now is no
        longer unwanted, and the other way round; a limit that a new one contradicts falls."""
        renamed = {name for name, _ in said.attributes}
        kept = frozenset(pair for pair in self.attributes if pair[0] not in renamed and pair[1] not in said.without)
        wanted = said.colors | said.materials | said.categories | {value for _, value in said.attributes}
        low, high = said.price_min, said.price_max
        if high is None and self.price_max is not None and (low is None or low <= self.price_max):
            high = self.price_max
        if low is None and self.price_min is not None and (high is None or self.price_min <= high):
            low = self.price_min
        return Filters(
            price_min=low,
            price_max=high,
            colors=said.colors or self.colors - said.without,
            materials=said.materials or self.materials - said.without,
            categories=said.categories or self.categories - said.without,
            brands=said.brands or self.brands,
            in_stock=said.in_stock or self.in_stock,
            without=said.without | self.without - wanted,
            attributes=said.attributes | kept,
        )


@dataclass(frozen=True)
class Board:
    """A named selection of products, in the shop's order."""

    slug: str
    title: str
    description: str = ""
    product_ids: tuple[str, ...] = ()


class Route(StrEnum):
    """How a hit was found; the shopper is shown it."""

    PICTURE = "looks"
    MEANING = "words"
    LETTERS = "name"
    RULE = "chosen by the shop"


@dataclass(frozen=True)
class Hit:
    """A product in a result. `score` is in [0, 1], higher is better; `why` maps each route to its share (sum 1)."""

    product: Product
    rank: int
    score: float
    why: Mapping[Route, float]
