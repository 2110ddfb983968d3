"""What a request is taken to mean: only what was said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import understand
from catalog.lexicon import Lexicon

LEXICON = Lexicon.of_facets({
    "color": ["red", "navy", "blue", "black", "green", "grey", "white", "gold", "orange", "pink"],
    "material": ["leather", "ceramic", "glass", "wood", "rubber", "linen", "oak", "velvet"],
    "brand": ["Northfold", "Halden & Rye"],
})  # fmt: skip


@pytest.mark.parametrize(
    ("words", "text", "filters", "without", "more"),
    [
        ("a red mug under thirty", "red mug", {"price_max": 30, "color": ["red"]}, [], {}),
        ("something for a balcony under $40", "something for a balcony", {"price_max": 40}, [], {}),
        ("less leather", "", {}, ["leather"], {}),
        ("not striped", "", {}, ["striped"], {}),
        ("like this, in red", "", {"color": ["red"]}, [], {"like_this": True}),
        ("more like the second one but in blue", "", {"color": ["blue"]}, [], {"like_rank": 2}),
        ("wooden bowl between 20 and 40 euros", "wooden bowl", {"price_min": 20, "price_max": 40, "material": ["wood"]},
         [], {}),
        ("gift under a hundred and fifty dollars for my mum", "gift for my mum", {"price_max": 150}, [], {}),
        ("cheapest lamp", "lamp", {}, [], {"sort": "price_asc"}),
        ("in stock vase by Northfold", "vase", {"brand": ["Northfold"], "availability": "in_stock"}, [], {}),
        ("red or blue cushions, not velvet", "red or blue cushions", {"color": ["blue", "red"]}, ["velvet"], {}),
        ("a mug that costs less than 25.50", "mug", {"price_max": 25.5}, [], {}),
        ("mug without a handle", "mug", {}, ["handle"], {}),
        # Nothing was said that would hide a product:
        ("crocs as flower pots", "crocs as flower pots", {}, [], {}),
        ("white wine glasses", "white wine glasses", {}, [], {}),
        ("lamp under 2 metres", "lamp under 2 metres", {}, [], {}),
        ("at least 3 pockets", "at least 3 pockets", {}, [], {}),
        ("two-tone clogs", "two-tone clogs", {}, [], {}),
        ("no idea, surprise me", "no idea, surprise me", {}, [], {}),
        ("a chair no taller than 30 cm", "chair no taller than 30 cm", {}, [], {}),
    ],
)  # fmt: skip
def test_what_was_said(
    words: str, text: str, filters: dict[str, Any], without: list[str], more: dict[str, Any]
) -> None:
    said = understand(words, LEXICON).as_json()
    assert said == {"text": text, "filters": filters, "without": without, **more}


@given(st.text(max_size=600))
def test_any_text_is_read(words: str) -> None:
    said = understand(words, LEXICON)
    assert len(said.text) <= len(words)
