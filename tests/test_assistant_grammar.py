"""The outline of an answer: whatever way the model takes through it is true, and says what the request wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.choosing import Spoken, evidence
from assistant.claims import ClaimCheck
from assistant.cleaning import clean_line
from assistant.grammar import LETTERS, Outline, in_number
from assistant.suggestions import _cheapest, outline_of
from catalog.product import Availability, Money, Product
from models.training.sentences.frames import frames_by_role

FRAMES = frames_by_role()
MUG = Product(
    "m",
    "Deck mug",
    "A straight mug with a wide handle. Keeps coffee hot for hours. Two rings mark the halves.",
    Money(Decimal(20), "USD"),
    brand="Northfold",
    color="navy",
    material="ceramic",
    category="Kitchen > Mugs",
)
CUP = Product(
    "c",
    "Tall cup",
    "A tall cup for two hands.",
    Money(Decimal(12), "USD"),
    availability="out_of_stock",
    brand="Tidewater",
    color="red",
    material="steel",
    category="Kitchen > Mugs",
)


def options(plan: Outline) -> Iterator[str]:
    for part in (*(part for head in plan.heads for part in head), *plan.rest):
        yield from (option.text for option in part)


def planned(request: str, *spoken: Spoken, no_match: bool = False, picture: bool = False) -> str:
    plan = outline_of(FRAMES, request, spoken or (Spoken(MUG), Spoken(CUP)), no_match=no_match, picture=picture)
    assert plan is not None
    return "\n".join(options(plan))


@pytest.mark.parametrize("product", [MUG, CUP])
def test_no_frame_is_left_with_a_slot(product: Product) -> None:
    for request in ("a mug for my sister", "cheap mug", "what goes with a red plate", "blue mug", "compare", "gift"):
        for no_match in (False, True):
            assert not re.search(r"[{}]", planned(request, Spoken(product), Spoken(MUG), no_match=no_match))


def test_the_answer_follows_the_request() -> None:
    assert "your sister" in planned("a mug for my sister")
    assert "in navy, as you asked" in planned("a navy mug").lower() or "asked for navy" in planned("a navy mug")
    assert re.search(r"not in green|rather than green", planned("a green mug"))
    assert "your red plate" in planned("what goes with my red plate", Spoken(MUG))
    assert "your picture" in planned("", picture=True)
    assert re.search(r"\[B\] costs the least|is \[B\]|take \[B\]|less than \[A\]", planned("a cheap mug"))
    assert "in red" in planned("a mug", Spoken(MUG, ("red",))) or "made of" in planned("a mug", Spoken(MUG, ("red",)))


def test_what_nothing_meets_is_owned_up_to_and_nothing_else_is_praised() -> None:
    for request, given_match in (("a toaster", True), ("a toaster", False)):
        text = planned(request, no_match=given_match)
        assert "[B]" not in text
        assert re.search(r"neare|closest|have that|of the kind|near to|as a guess", text)
        assert re.search(r"look again|picture", text)


def test_what_the_row_says_nothing_of_is_not_named() -> None:
    assert "[A]" not in planned("a toaster", no_match=True)
    assert "[A]" not in planned("a coffee machine", no_match=True)  # a mug for coffee is not the nearest to one
    assert "[A]" in planned("a heated mug", no_match=True)
    assert "out of stock" not in planned("a toaster", Spoken(CUP), no_match=True)


def test_a_colour_is_the_same_in_either_spelling() -> None:
    grey = replace(MUG, color="gray")
    text = planned("a grey mug", Spoken(grey))
    assert "gray" in text
    assert not re.search("rather than grey|not in grey|in grey", text)


def test_what_is_not_of_the_material_is_the_nearest_at_best() -> None:
    assert "near" in planned("a steel mug", Spoken(MUG)).lower()
    assert "near" not in planned("a ceramic mug", Spoken(MUG)).lower()


def test_what_is_of_another_kind_is_not_even_near() -> None:
    assert "[A]" in planned("a teapot", Spoken(MUG))  # crockery both
    assert "[A]" not in planned("earrings", Spoken(MUG))


def test_stock_follows_the_product_it_is_about() -> None:
    plan = outline_of(FRAMES, "a cup", (Spoken(CUP),), no_match=False)
    assert plan is not None
    assert any("out of stock" in option.text for option in plan.rest[0])


def test_number_follows_the_title() -> None:
    assert in_number("{L} {fits}; {it} {is} {L}", plural=True) == "{L} fit; they are {L}"
    assert "They have" not in planned("a mug", Spoken(MUG))


_words = st.sampled_from(
    "red navy steel wool hood A a the with of made for keeps warm dry It is two mug mugs, cup. - • You Don't new".split()
)
_texts = st.lists(_words, max_size=40).map(" ".join) | st.text(max_size=120)
_products = st.builds(
    Product,
    id=st.uuids().map(str),
    title=_texts.map(lambda text: text[:60] or "Thing"),
    description=_texts,
    price=st.none() | st.integers(1, 90).map(lambda amount: Money(Decimal(amount), "USD")),
    availability=st.sampled_from(get_args(Availability)),
    brand=st.sampled_from(["", "Northfold", "Luma & Sons"]),
    color=st.sampled_from(["", "red", "Navy/White", "natural"]),
    material=st.sampled_from(["", "wool", "Steel/Wool", "100% cotton"]),
    category=st.sampled_from(["", "Mugs", "Home > Cups"]),
)


@settings(max_examples=100, deadline=None)
@given(_texts, st.lists(_products, min_size=1, max_size=4, unique_by=lambda p: p.id), st.booleans(), st.booleans())
def test_every_way_through_an_outline_stands_before_the_claim_check(
    request: str, products: list[Product], no_match: bool, picture: bool
) -> None:
    request = clean_line(request, 240)
    spoken = [Spoken(product) for product in products]
    plan = outline_of(FRAMES, request, spoken, no_match=no_match, picture=picture)
    assert plan is not None
    rows = dict(zip(LETTERS, products, strict=False))
    cheapest = _cheapest(products)
    texts = {letter: evidence(product) for letter, product in rows.items()}
    for parts in (*((*head, *plan.rest) for head in plan.heads),):
        check = ClaimCheck(rows, texts, request, next((k for k, p in rows.items() if p is cheapest), ""))
        for part in parts:
            for option in part:
                assert not re.search(r'["\\\d\n]', option.text)
                assert check.unsupported(option.text) == "", option.text


def test_of_the_kind_asked_for_nothing_is_doubted_that_the_shop_leaves_untold() -> None:
    pan = Spoken(Product("p", "Everyday pan", "A black pan with a wooden handle.", category="Kitchen > Pans"))
    plan = outline_of(FRAMES, "a pan that goes on induction", [pan])
    assert plan is not None
    openings = [option.role for option in plan.heads[0][0]]
    assert set(openings) == {"modest"}
    assert not any(option.role == "last" for part in plan.rest for option in part)


def test_what_a_bottle_is_made_of_says_nothing_of_a_perfume() -> None:
    perfume = Product("p", "Perfume, amber", "", material="glass", color="orange", category="Beauty > Perfumes")
    plan = outline_of(FRAMES, "a perfume", [Spoken(perfume)])
    assert plan is not None
    assert not any("glass" in option.text for head in plan.heads for part in head for option in part)


def test_what_is_for_grown_people_is_only_near_for_a_child() -> None:
    leggings = Product("l", "Ridge leggings, blue", "Leggings that stretch.", category="Women > Leggings")
    said = planned("leggings for my six year old daughter", Spoken(leggings))
    assert "near" in said and "I would choose" not in said
    assert "near" not in planned("leggings for my sister", Spoken(leggings))
