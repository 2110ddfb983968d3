"""Which column is which: by the names that shops give their columns, and by what the cells under them look like.

A guess by name is trusted; a guess by content alone is offered to the merchandiser and never taken in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from catalog.feeds.column_names import NAMES
from catalog.feeds.prices import looks_like_price
from catalog.feeds.rows import Guess

REQUIRED = ("id", "title", "price")
GOOGLE = (
    *REQUIRED, "description", "link", "image_link", "additional_image_link", "availability", "brand", "color", "material",
    "product_type", "google_product_category", "item_group_id",
)  # fmt: skip
"""The fields of a `FeedRow`. https://support.google.com/merchants/answer/7052112"""
HELPING = ("size", "currency", "sale_price", "sale_price_effective_date", "quantity", "active")
"""Further columns that readers make the fields from; a size stays with the product as an attribute."""
FIELDS = (*GOOGLE, *HELPING)
SURE = 0.6
"""Guesses below this are only offered."""

# Attributes a shopper would not search for, and would not be helped by seeing.
SILENT = frozenset(
    """condition mpn gtin identifier_exists adult shipping tax mobile_link ean ean13 upc isbn barcode asin weight length width
    height shipping_weight tax_class tax_rate meta_title meta_description meta_keywords url_key created_at updated_at
    date_added date_modified position sort_order status curio_reason supplier_reference wholesale_price cost
    cost_price""".split()
)


def name_of(column: str) -> str:
    """A column's name as attributes carry it: "Image Link", "g:image-link" and "imageLink" are "image_link"."""
    parted = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", "_", column.strip().strip("\ufeff").strip())
    return re.sub(r"[\s\-_]+", "_", parted.lower()).removeprefix("g:").strip("_*")


def bare(name: str) -> str:
    """A name for comparing: without accents, marks and spaces. Marks that are letters of their own are kept: "цвет"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ß", "ss")) if not unicodedata.combining(c))
    return "".join(c for c in plain.lower() if c.isalnum())


_RANKED: dict[str, tuple[str, int]] = {}
for _field, _said in NAMES.items():
    for _rank, _name in enumerate(_said.split("|")):
        _RANKED.setdefault(bare(_name), (_field, _rank))


def known_fields(names: Iterable[str]) -> set[str]:
    """The fields that these column names are names of."""
    return {_RANKED[said][0] for name in names if (said := bare(name_of(name))) in _RANKED}


def option_kind(name: str) -> str:
    """What an option that a shopper chooses by is: "color", "size", "material", or "" for any other ("Fit", "Engraving")."""
    field = _RANKED.get(bare(name_of(name)), ("", 0))[0] or _within(name)
    return field if field in ("color", "size", "material") else ""


def distinct(names: Sequence[str]) -> list[str]:
    """The columns' names, each once and none blank: "color", "color (2)", "column 7"; blank ones at the end are none."""
    said = [" ".join(name.strip().strip("\ufeff").split()) for name in names]
    while said and not said[-1]:
        said.pop()
    found: dict[str, None] = {}
    times: Counter[str] = Counter()
    for place, name in enumerate(said, 1):
        copy = name = name or f"column {place}"
        while copy in found:
            times[name] += 1
            copy = f"{name} ({times[name] + 1})"
        found[copy] = None
    return list(found)


def guess_fields(columns: Sequence[str], samples: Sequence[Mapping[str, str]]) -> dict[str, Guess]:
    """Guess the column of each field: by its name and, where the name is not Google's own, by the cells too.

    No column serves two fields; fields that no column looks like are left out.
    """
    offers: list[tuple[float, int, int, str, str]] = []
    for place, column in enumerate(columns):
        cells = [cell[:300] for sample in samples if (cell := sample.get(column, ""))]  # enough to tell by
        looks = {field: look(cells) for field, look in _LOOKS.items()} if cells else {}
        field, rank = _RANKED.get(bare(name_of(column)), ("", 0))
        if field:
            fits = looks.get(field, 1.0) if len(cells) > 2 else 1.0  # two cells prove nothing
            # Without what every product must have there is no feed at all: there a name is still better than none.
            confidence = 1.0 if rank == 0 else 0.95 if fits > 0.5 else SURE if field in REQUIRED else 0.4
            offers.append((confidence, rank, place, field, column))
        elif (field := _within(column)) and looks.get(field, 1.0) > 0.5:
            offers.append((0.65, 0, place, field, column))
        offers += [(0.5 * fits, 999, place, name, column) for name, fits in looks.items() if fits > 0.8]
    guesses: dict[str, Guess] = {}
    taken: set[str] = set()
    for confidence, _, _, field, column in sorted(offers, key=lambda offer: (-offer[0], offer[1], offer[2])):
        if field not in guesses and column not in taken:
            guesses[field] = Guess(column, round(confidence, 2))
            taken.add(column)
    return guesses


def _within(column: str) -> str:
    """The field whose name is part of the column's: "Preis (EUR)", "product name en"."""
    words = [said for word in re.split(r"[^\w]+|_", name_of(column)) if (said := bare(word))]
    for long in (3, 2):
        for start in range(len(words) - long + 1):
            if (field := _RANKED.get("".join(words[start : start + long]))) is not None:
                return field[0]
    found = {
        _RANKED[word][0]
        for word in words
        if word in _RANKED and word not in ("id", "type", "name", "code", "item", "product")
    }
    return found.pop() if len(found) == 1 else ""


def _share(test: Callable[[str], object]) -> Callable[[Sequence[str]], float]:
    return lambda cells: sum(bool(test(cell)) for cell in cells) / len(cells)


_PICTURE = re.compile(
    r"\.(jpe?g|png|webp|gif)\b|^https?://\S*(image|img|photo|picture|cdn)|^[\w/\\ .~-]+\.\w{3,4}$", re.I
)
_STOCK = re.compile(
    r"(in|out|out of|on|pre|back)?[ _-]?(stock|order|available|of_stock)|sold[ _]?out|available|unavailable|instock|outofstock|"
    r"onbackorder|preorder|backorder|auf lager|ausverkauft|lieferbar|en stock|disponible|agotado|dostępny|"
    r"[01]|yes|no|true|false",
    re.I,
)


def _looks_like_ids(cells: Sequence[str]) -> float:
    if len(set(cells)) < len(cells) or len(cells) < 2:
        return 0.0
    return _share(lambda cell: re.fullmatch(r"[\w./-]{1,50}", cell))(cells)


_LOOKS: Mapping[str, Callable[[Sequence[str]], float]] = {
    "id": _looks_like_ids,
    "title": lambda cells: (
        _share(lambda cell: 2 < len(cell) <= 200 and re.search(r"[^\W\d]{2}", cell) and "://" not in cell)(cells)
        * (len(set(cells)) > len(cells) * 0.6)
    ),
    "price": _share(lambda cell: looks_like_price(cell) and re.search(r"[.,]\d\d\b|[^\d.,\s]", cell)),
    "description": _share(lambda cell: len(cell) > 80 and " " in cell),
    "link": _share(lambda cell: re.match(r"https?://", cell) and not _PICTURE.search(cell)),
    "image_link": _share(_PICTURE.search),
    "availability": _share(_STOCK.fullmatch),
    "currency": _share(lambda cell: re.fullmatch(r"[A-Z]{3}", cell)),
    "quantity": _share(lambda cell: re.fullmatch(r"-?\d{1,7}([.,]0+)?", cell)),
}
