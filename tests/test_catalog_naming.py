"""What a request calls things: the shop's own names for others, and requests that name none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.fact_index import FactIndex, Facts
from catalog.goods import NAMES
from catalog.naming import asks_for_anything, in_shops_names, names_read_as, thing_named

SHOP = FactIndex(
    [
        Facts("City umbrella, black", category="Accessories > Umbrellas", id="1"),
        Facts("Tall rain boots, yellow", category="Shoes > Boots", id="2"),
        Facts("Velvet couch", category="Furniture > Sofas", id="3"),
        Facts("Striped pyjamas, grey", color="grey", category="Clothing > Nightwear", id="4"),
        Facts("Cozy jewelry box", category="Home > Boxes", id="5"),
    ]
)
READ_AS = names_read_as(SHOP)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("a black brolly", "a black umbrella"),
        ("Brollies", "umbrella"),
        ("wellington boots for my son", "rain boots for my son"),
        ("settee", "sofa"),
        ("couch", "couch"),  # the shop's own word, though not its first
        ("skillet", "skillet"),  # another name of what is not here either
        ("the red one", "the red one"),
        ("a brolly, in red", "a umbrella, in red"),
        ("pajamas, please", "pyjamas, please"),
        ("a cosy blanket", "a cozy blanket"),
        ("Jewellery box", "jewelry box"),
        ("check curb tire", "check curb tire"),  # nothing of the sort is here under any spelling
        ("", ""),
    ],
)
def test_a_name_that_the_shop_does_not_use_is_read_as_its_own(said: str, read: str) -> None:
    assert in_shops_names(said, SHOP, READ_AS) == read


@given(st.lists(st.sampled_from([*NAMES, "for", "red", "??"])))
@example(["wellies", "??"])
def test_reading_twice_changes_nothing_and_other_words_stay(said: list[str]) -> None:
    once = in_shops_names(" ".join(said), SHOP, READ_AS)
    assert in_shops_names(once, SHOP, READ_AS) == once
    assert [one for one in once.split() if one == "??"] == [one for one in said if one == "??"]


@pytest.mark.parametrize(
    "text",
    [
        "a present for my aunt",
        "gift under twenty",
        "something yellow",
        "Gift ideas?",
        "my mum's birthday, she paints",
        "gifts",
        "listen to music",
        "wash my hands",
        "I keep sleeping through the alarm",
        "the most ridiculous thing you sell",
    ],
)
def test_who_names_no_thing_would_take_anything(text: str) -> None:
    assert asks_for_anything(text)


@pytest.mark.parametrize(
    "text",
    [
        "gift voucher",
        "birthday card",
        "presentation folder",
        "car tyre",
        "wash bag",
        "water bottle",
        "I need a plumber",
        "",
    ],
)
def test_who_names_a_thing_would_not(text: str) -> None:
    assert not asks_for_anything(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a bag for my laptop", "a bag"),
        ("comfy chair, budget is tight", "comfy chair"),
        ("red mug", ""),
        ("for six", ""),
        ("", ""),
    ],
)
def test_what_a_thing_is_for_is_no_part_of_its_name(text: str, name: str) -> None:
    assert thing_named(text) == name
