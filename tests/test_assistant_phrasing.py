"""Turns of phrase, and what a thing is to go with."""

# ruff: noqa: E501 - a table is read best in one piece
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import read_asking
from assistant.understanding import understand
from assistant.understanding.companions import companion
from assistant.understanding.phrasing import said_plainly, without_giving
from assistant.understanding.short_forms import in_full
from catalog.fact_index import Facts
from catalog.lexicon import Lexicon

SHOP = Lexicon.of(
    [
        Facts("Deck mug, blue", color="blue", material="steel", category="Kitchen > Mugs"),
        Facts("White tee", color="white", material="cotton", category="Clothing > Tees"),
        Facts("Blue shorts", color="blue", category="Clothing > Shorts"),
        Facts("Navy dress", color="navy", category="Clothing > Dresses"),
        Facts("Yellow lamp", color="yellow", material="brass", category="Lighting > Lamps"),
    ]
)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I dropped my favourite mug, need a new blue one", "blue mug"),
        ("My dog ate my slippers :( need another pair", "slippers"),
        ("I've outgrown my shorts, need new ones for basketball", "shorts for basketball"),
        ("my boyfriend's hoodie is falling apart, find him a new one", "hoodie for my boyfriend"),
        ("our kettle died yesterday. Looking for a replacement", "kettle"),
        ("we're moving into our first flat and own no lamps", "lamps"),
        ("I don't have a desk yet", "desk"),
        ("I have no garden, need a plant for indoors", "need a plant for indoors"),
        ("my gran turns eighty and adores birds, what would she like?", "a present for my gran who adores birds"),
        ("gift for my girlfriend, she likes flowers", "a present for my girlfriend who likes flowers"),
        ("he's mad about cycling, what could I get my dad", "a present for my dad who is mad about cycling"),
        ("I need a lamp for my desk, my old one broke", "I need a lamp for my desk"),
        ("sth for my gf, she is obsessed w cats", "a present for my girlfriend who is obsessed with cats"),
        ("a cake stand or something for tea", "a cake stand for tea"),
        ("between the two umbrellas, which would you take?", "which umbrella would you take?"),
        ("a kettle or a pan, what's better for soup?", "a kettle or a pan for soup"),
        ("red lipstick or pink, which suits an evening out?", "red lipstick or pink for an evening out"),
        (
            "my niece loves dinosaurs and robots, budget 30",
            "a present for my niece who loves dinosaurs and robots, budget 30",
        ),
        ("my sister hikes a lot, christmas gift?", "a present for my sister who hikes"),
        ("something to keep my jewellery in", "storage for jewellery"),
        ("something to carry my gym clothes", "bag for gym clothes"),
        ("white top women yoga", "women's white top for yoga"),
        ("running shoes women", "running shoes for women"),
        ("small lamp bedroom under 60", "small lamp for bedroom under 60"),
        ("Could you suggest a bag? Mine is falling apart.", "Could you suggest a bag?"),
        ("the yellowest thing you sell", "something in yellow"),
        ("the reddest lipstick", "red lipstick"),
        ("is the oak table better than the white one?", "is the oak table better than the white table?"),
    ],
)
def test_a_turn_of_phrase_is_read_as_the_request_it_stands_for(said: str, plain: str) -> None:
    assert said_plainly(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "a red mug",
        "cheaper than the second one",
        "is the first lamp better than the second one?",
        "the red one",
        "a new one",
        "another",
        "I have no idea what to get my mum",
        "no leather please",
        "a present for my mother who loves tea",
        "I need a lamp for my son, he loves dinosaurs",
        "show me something like my sofa",
        "one of each",
        "yoga mat strap",
        "a party dress",
        "something to keep me warm",
    ],
)
def test_what_is_plain_is_left_as_it_is(said: str) -> None:
    assert said_plainly(said) == said


@pytest.mark.parametrize(
    ("said", "thing", "other", "worn"),
    [
        ("white t shirt to go with blue shorts", "white t shirt", "blue shorts", ""),
        ("something to wear over a tank top", "", "tank top", "over"),
        ("a vest to wear under my shirt when it's cold", "a vest", "shirt", "under"),
        ("what goes with a teal armchair?", "", "teal armchair", ""),
        ("a cushion matching my green sofa under 30", "a cushion", "green sofa", ""),
        ("something that matches my sofa", "", "sofa", ""),
        ("what can I wear to the gym over my leggings", "", "leggings", "over"),
        ("something for the wall above my sofa", "something for the wall", "sofa", ""),
    ],
)
def test_what_a_thing_goes_with_is_another_thing(said: str, thing: str, other: str, worn: str) -> None:
    beside = companion(said)
    assert beside is not None
    assert (beside.thing, beside.other, beside.worn) == (thing, other, worn)


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I have a teal velvet chair in the hall and need a cushion that goes with it", "need a cushion that goes with my teal velvet chair"),
        ("I already own an orange jacket. Which bottoms would go with it?", "Which bottoms would go with my orange jacket?"),
        ("Which cushion would go with it? I have a teal chair.", "Which cushion would go with my teal chair?"),
        ("We've got a green sofa; what lamp suits it?", "what lamp suits my green sofa?"),
        ("my table is oak, which chairs match it?", "which chairs match my table?"),
        ("I've just bought navy curtains. Any rugs that would go with them?", "Any rugs that would go with my navy curtains?"),
        ("there's a walnut sideboard in our hall, I want a mirror to hang above it", "I want a mirror to hang above my walnut sideboard"),
        ("i own a silver ring - any necklace to match?", "any necklace to match my silver ring?"),
        ("she has a gold bracelet and I'd like earrings that go with it", "I'd like earrings that go with her gold bracelet"),
        ("My husband wears a blue tie. A shirt to go with it?", "A shirt to go with my husband's blue tie?"),
        ("I have a racing bike and need a bag for it", "need a bag for my racing bike"),
        # Nothing told of that "it" could be:
        ("something to go with it", "something to go with it"),
        ("a mug with whales on it. Any ideas?", "a mug with whales on it. Any ideas?"),
        ("I have a red mug and want a blue lamp", "I have a red mug and want a blue lamp"),
    ],
)  # fmt: skip
def test_it_is_what_was_told_of(said: str, plain: str) -> None:
    assert said_plainly(said) == plain


@given(
    st.sampled_from(["I have a {}", "i already own a {}", "We bought a {} last week", "There's a {} in our hall", "got a {}", "she has a {}"]),
    st.sampled_from([". {}", " and {}", "; {}", ", {}"]),
    st.sampled_from(["I need a lamp that goes with {}", "which lamp would match {}?", "any lamp to go with {}?", "what lamp suits {}"]),
    st.sampled_from(["it", "this", "that"]),
    st.booleans(),
)  # fmt: skip
def test_what_is_owned_is_neither_sought_nor_a_filter(owned: str, join: str, sought: str, it: str, first: bool) -> None:
    thing = "blue tee"
    told, seeks = owned.format(thing), sought.format(it)
    said = f"{told}{join.format(seeks)}" if first else f"{seeks.rstrip('?')}? {told}."
    asking, read = read_asking(said), understand(said, SHOP)
    assert (asking.pair, asking.wanted, asking.color) == (thing, frozenset({"lamp"}), ""), said
    assert "lamp" in read.text and "tee" not in read.text and not read.filters
    assert not {"it", "this", "that"} & set(asking.pair.split())


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("whats good for my bf, hes into birds pls", "what's good for my boyfriend, he's into birds please"),
        ("is there anything here for where we were", "is there anything here for where we were"),
        ("im after a womans scarf", "i'm after a women's scarf"),
        ("theyre cold, cant you help", "they're cold, can't you help"),
        ("id like a mug", "i'd like a mug"),
        ("a mug and its lid", "a mug and its lid"),
        ("its a surprise", "it's a surprise"),
        ("a photo id holder, we were well", "a photo id holder, we were well"),
        ("a shell lamp", "a shell lamp"),
    ],
)
def test_short_forms_are_written_out(said: str, plain: str) -> None:
    assert in_full(said) == plain
    assert in_full(plain) == plain


def test_a_present_for_one_who_likes_something_keeps_its_price() -> None:
    said = understand(
        "its my best friends birthday and shes obsessed with mugs, what can i get her for under $50", SHOP
    )
    assert said.text == "present for my best friend who is obsessed with mugs"
    assert said.filters.price_max == 50


@pytest.mark.parametrize("said", ["a football match", "an overcoat", "a lamp with a shade", "a bag for my laptop", ""])
def test_what_a_thing_has_or_is_for_goes_with_nothing(said: str) -> None:
    assert companion(said) is None


def test_the_colour_of_what_it_goes_with_is_no_filter() -> None:
    said = understand("white tee to go with blue shorts under 30", SHOP)
    assert (said.text, said.filters.colors) == ("white tee", frozenset({"white"}))
    assert said.filters.price_max == 30
    said = understand("what goes with a navy dress", SHOP)
    assert (said.text, said.filters.colors) == ("what goes with a navy dress", frozenset())


def test_of_two_that_are_weighed_the_colour_of_one_is_no_filter() -> None:
    assert not understand("is the white tee better than the blue one?", SHOP).filters
    assert understand("a blue tee or shorts", SHOP).filters.colors == {"blue"}


def test_what_is_not_owned_is_wanted_and_what_is_hated_is_not() -> None:
    said = understand("we own no lamps", SHOP)
    assert (said.text, said.filters.without) == ("lamps", frozenset())
    assert understand("a tee, he only wears blue", SHOP).filters.colors == {"blue"}
    assert understand("a lamp, she hates brass", SHOP).filters.without == {"brass"}


@pytest.mark.parametrize(
    ("said", "searched"),
    [
        ("a present for a couple who cook every day", "couple who cook every day"),
        ("stocking filler for a five year old boy", "toy for five year old boy"),
        ("gift for my mum", "gift for my mum"),
        ("gift for Wojtek", "gift for Wojtek"),
        ("a gift box for tea", "a gift box for tea"),
    ],
)
def test_a_present_is_searched_by_what_is_said_of_whom_it_is_for(said: str, searched: str) -> None:
    assert without_giving(said) == searched


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_read_again(text: str) -> None:
    once = said_plainly(text)
    assert said_plainly(once) == once
    companion(text)
    without_giving(text)


PIECES = (
    "my old mug broke need a new one another pair she he adores birds and own no lamps what would like , . to go with "
    "over the yellowest thing gift for gran who"
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_what_is_made_of_such_turns_is_read_once_for_all(text: str) -> None:
    once = said_plainly(text)
    assert len(once) <= len(text) + len(" a present for who is something in for my ")
    companion(once)


def test_what_is_kept_off_is_kept_in_nothing() -> None:
    assert said_plainly("something to keep the sun off my arms") == "something to keep the sun off my arms"
    assert said_plainly("something to keep my jewellery in") == "storage for jewellery"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what would look nice on the table next to a blue jug?", "something for the table next to a blue jug?"),
        ("I want to lay the dinner table in green", "I want crockery in green"),
        ("somewhere to put the keys so they stop vanishing", "storage for keys"),
        ("I lost my brother's umbrella and need to replace it before Friday", "umbrella for my brother"),
        ("I cycle and need to carry my laptop", "I cycle and need a bag for my laptop"),
        ("we sweat like mad and my sister loves it", "we sweat like mad and my sister loves it"),
    ],
)
def test_what_is_to_stand_or_lie_somewhere_is_no_place(said: str, meant: str) -> None:
    assert said_plainly(said) == meant


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("make me laugh", "something funny"),
        ("It's been raining for a week. Cheer me up!", "It's been raining for a week. something funny!"),
        ("a mug to cheer me up", "a mug to cheer me up"),
        ("anything that will get me out of bed?", "anything that will wake me?"),
        ("something to get us up in the morning", "something to wake us"),
        ("what would look good on a grey sofa?", "something for a sofa?"),
    ],
)
def test_turns_of_phrase_are_said_plainly(said: str, plain: str) -> None:
    assert said_plainly(said) == plain
    assert said_plainly(plain) == plain
