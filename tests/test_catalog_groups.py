"""Words for many kinds of thing at once: what belongs to them, and what asks by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.fact_index import FactIndex, Facts
from catalog.goods import GROUPS
from catalog.groups import group_asked, groups_of, kind_asked, thing_asked


def named(text: str) -> str:
    group = group_asked(text)
    return group.name if group else ""


@pytest.mark.parametrize(
    ("title", "category", "group"),
    [
        ("Summit (Blue)", "Apparel > Tops > Hoodies & Sweatshirts", "clothing"),
        ("Oslo pullover, grey", "", "clothing"),
        ("Oslo pullover, grey", "", "layer"),
        ("LED high tops", "", "footwear"),
        ("Set of 3 soup plates", "", "crockery"),
        ("Oak sideboard with two doors", "Living room", "furniture"),
        ("Matte lip gloss, plum", "Face", "make-up"),
        ("Noise-cancelling earbuds", "", "gadgets"),
        ("Jigsaw puzzle of a harbour, 500 pieces", "", "toy"),
        ("Sourdough bread", "", "food"),
        ("Kettlebell, 8 kg", "", "home gym"),
        ("Anything at all", "Dorm living > Odds and ends", "dorm living"),
    ],
)
def test_a_product_belongs_to_the_groups_of_its_kind_and_to_its_shops_departments(
    title: str, category: str, group: str
) -> None:
    asked = group_asked(group, groups_of(title, category))
    assert asked is not None and asked.name == group


@pytest.mark.parametrize(
    ("title", "category", "group"),
    [
        ("LED high tops", "", "clothes"),
        ("Ice cream scoop", "", "pudding"),
        ("Flower pot, terracotta", "", "cookware"),
        ("Shirt hanger", "", "clothes"),
        ("Doughnut ring", "Jewellery > Rings", "pudding"),
        ("Socks with burgers", "", "food"),
    ],
)
def test_it_belongs_to_no_group_of_what_its_name_holds_besides(title: str, category: str, group: str) -> None:
    assert group_asked(group, groups_of(title, category)) is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("travel clothes that dry fast", "clothes"),
        ("a top for a spin class", "top"),
        ("something to wear to a wedding", "attire"),
        ("something nice to eat", "food"),
        ("what do I need for a home gym?", "home gym"),
        ("Jewelry in silver", "Jewelry"),
        ("pudding for ten people", "pudding"),
        ("crockery", "crockery"),
        ("kitchenware stuff", "kitchenware"),
        ("is there anything fragrant?", "scent"),
        ("something to drink from at work", "drinkware"),
        ("a bag I can take to the beach", "bag"),
        ("what would you put on a mantelpiece?", "mantelpiece"),
        ("top rated backpacks", ""),
        ("a tank top", ""),  # a kind of its own, and no hoodie
        ("garden furniture", ""),  # a thing of its own
        ("a lamp for my toys", ""),
        ("something to wear on my wrist", ""),
        ("water the plants", ""),  # which are there
        ("help me iron my clothes", ""),
        ("show me the shoes", "shoes"),
        ("", ""),
    ],
)
def test_a_request_asks_by_a_group_where_that_is_the_thing(text: str, group: str) -> None:
    assert named(text) == group


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("small table for two on a balcony", "table"),
        ("vases of glass", "vase"),
        ("a set of pans", "pan"),
        ("which of your frying pans can go in the oven?", "pan"),
        ("", ""),
    ],
)
def test_the_thing_is_what_its_name_ends_in_and_not_what_it_is_of(text: str, thing: str) -> None:
    assert thing_asked(text) == thing


def test_a_kind_is_near_to_its_like_and_to_nothing_for_being_clothes() -> None:
    shoes, dress = kind_asked("kids' running shoes"), kind_asked("a summer dress for a wedding")
    assert shoes is not None and shoes.groups == groups_of("Trail boot", "") - {">attire"}
    assert dress is not None and not dress.groups
    assert kind_asked("a gnome") is None


def test_what_stands_before_a_groups_name_may_make_another_thing_of_it() -> None:
    dog, fast = group_asked("dry dog food"), group_asked("a fast food for the journey")
    assert dog is not None and dog.of_a_thing
    assert fast is not None and not fast.of_a_thing


def test_facts_know_the_groups_and_hold_them_above_other_words() -> None:
    shop = FactIndex(
        [
            Facts("Weekend travel bag", category="Gear > Bags", id="bag"),
            Facts("Quick-dry shirt", category="Apparel > Shirts", id="shirt"),
        ]
    )
    group = group_asked("travel clothes", shop.groups)
    assert group is not None
    assert shop.best([*shop.words("travel"), group.key], 2) == ["shirt", "bag"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_can_be_read(title: str, category: str) -> None:
    assert all(key.startswith(">") and len(key) > 1 for key in groups_of(title, category))
    group = group_asked(title)
    assert group is None or 0 <= group.start < group.end <= len(title)


def test_every_group_that_another_one_takes_in_is_there() -> None:
    names = {name for group in GROUPS for name in group}
    taken_in = {member[:-1] for members in GROUPS.values() for member in members if member.endswith("=")}
    assert taken_in <= names
