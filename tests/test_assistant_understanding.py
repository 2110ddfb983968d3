"""What a request is taken to mean: only what was said."""

# ruff: noqa: E501 - a table is read best in one piece
from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import understand
from bench.refinements import FILES, misunderstood, refinements, shops
from catalog.fact_index import Facts
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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_refinements_are_understood(file: Path) -> None:
    """All that was written down: before the parser, and after it. What was right at first sight is in docs/architecture.md."""
    assert not misunderstood(file)
    assert sum(1 for _ in refinements(file)) == 60


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("orange juicer", {}),  # the shop's are of steel
        ("orange press", {"color": ["orange"]}),  # a press is sold, and no title says what "orange press" is
        ("gold coast", {}),
        ("dark blue mug", {}),  # navy as likely as blue
        ("tea by Rose Green", {}),
        ("a leather chair", {"material": ["leather"]}),
        ("wood pulp", {}),
    ],
)
def test_a_value_narrows_only_where_it_is_said_of_what_the_shop_sells(words: str, filters: dict[str, Any]) -> None:
    assert understand(words, shops()["home"]).as_json()["filters"] == filters


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("that's too expensive", {"cheaper_than": "this"}),
        ("something similar but cheaper", {"like_this": True, "cheaper_than": "this"}),
        ("yes but in red", {"filters": {"color": ["red"]}}),
        ("get rid of the price filter", {"forget": ["price"]}),
        ("money is no object", {"forget": ["price"]}),
        ("drop the velvet", {"forget": ["velvet"]}),
        ("skip the leather ones", {"without": ["leather"]}),
        ("which one is cheaper, the first or the second?", {"compare": [1, 2]}),
        ("compare these", {"compare": [1, 2, 3]}),
        ("is the last one still available", {"question": {"of": -1, "about": "stock"}}),
        ("next page", {"move": "more"}),
        ("under 50 bucks pls", {"filters": {"price_max": 50}}),
    ],
)
def test_a_shopper_steers_in_many_ways(words: str, said: dict[str, Any]) -> None:
    told = {"text": "", "filters": {}, "without": []} | said
    assert understand(words, shops()["home"]).as_json() == told


def test_an_attribute_that_is_no_look_is_asked_for_by_its_name() -> None:
    """A shop that sells a jacket for warm weather must not show it to whoever wants a warm one."""
    rows = [Facts("Jacket", attributes={"climate": climate}) for climate in ("Warm", "Cold")]
    assert not understand("a warm jacket", Lexicon.of(rows)).filters
    assert understand("jacket, climate warm", Lexicon.of(rows)).filters.attributes == {("climate", "warm")}


@pytest.mark.parametrize(
    "words",
    ["which backpack is better for both books and clothes", "a back scratcher", "compare your teapots", "other half necklace", "new balance trainers", "more than words poster",
     "water bottle", "a leather", "first aid kit", "second hand watch", "one pot", "number nine ball", "reset pillow spray",
     "is there a red mug"],
)  # fmt: skip
def test_what_only_sounds_like_steering_is_searched_for(words: str) -> None:
    said = understand(words, shops()["home"])
    assert said.text and not (said.move or said.compare or said.question or said.lean)
    assert said.like_rank is said.unlike is said.cheaper_than is None


SHOP = Lexicon(
    {"color": {"green": "green"}},
    frozenset("umbrella headphone sunglass lamp watering can deck green book".split()),
)


@pytest.mark.parametrize(
    ("words", "text", "slips"),
    [
        ("umbrela", "umbrella", {"umbrela": "umbrella"}),
        ("hedphones", "headphones", {"hedphones": "headphones"}),
        ("sunglases", "sunglasses", {"sunglases": "sunglasses"}),
        ("a waterng can", "watering can", {"waterng": "watering"}),
        ("Grren lamp", "green lamp", {"Grren": "green"}),
        ("boots", "boots", {}),  # which it does not sell, and are no books
        ("a keychain", "keychain", {}),
        ("warme Decke", "warme Decke", {}),  # no deck: the rest is no English either
        ("a gift for Wojtek", "gift for Wojtek", {}),
        ("a greenlamp", "green lamp", {"greenlamp": "green lamp"}),
        ("umbrela for my neighbour", "umbrella for my neighbour", {"umbrela": "umbrella"}),
    ],
)
def test_a_word_that_is_none_is_read_as_the_shops(words: str, text: str, slips: dict[str, str]) -> None:
    said = understand(words, SHOP)
    assert (said.text, dict(said.slips)) == (text, slips)
    assert bool(said.filters.colors) == ("green" in text)


def test_no_request_in_english_has_a_word_read_as_another() -> None:
    lexicon = shops()["clothes"]
    assert not [words for words in _PHRASES if understand(words, lexicon).slips]


_PHRASES = [words for file in FILES for _, words, _ in refinements(file)]


@given(st.one_of(st.text(max_size=600), st.lists(st.sampled_from(_PHRASES), max_size=12).map(" ".join)))
def test_any_text_is_read(words: str) -> None:
    said = understand(words, LEXICON)
    assert len(said.text) <= len(words) + 8  # a slip put right may be longer
    assert json.dumps(said.as_json())


@pytest.mark.parametrize(
    "word", sorted({word for phrase in _PHRASES for word in phrase.split()} | {"a bit", "in a", "one"})
)
def test_no_words_said_over_and_over_take_long(word: str) -> None:
    """A rule that tries every way to part its words would take longer than the universe lasts; each of these, milliseconds."""
    begun = time.process_time()
    understand(f"{word} " * (399 // (len(word) + 1)), shops()["clothes"])
    assert time.process_time() - begun < 10


@given(
    st.integers(1, 9_999), st.sampled_from(["under {}", "up to €{}", "{} or less", "max {}", "no more than {} dollars"])
)
def test_a_limit_is_read_in_every_form(amount: int, form: str) -> None:
    said = understand(f"a mug {form.format(amount)}", LEXICON)
    assert said.filters.price_max == amount and said.text == "mug"


@pytest.mark.parametrize(
    ("words", "text", "low", "high"),
    [
        ("a mug, twenty dollars at the very most", "mug", None, 20),
        ("a mug, i can spend $400 tops", "mug", None, 400),
        ("two tops, $40 tops", "two tops", None, 40),
        ("mugs, around $25 apiece", "mugs", 20, 30),
        ("a ring, budget about $200", "ring", 160, 240),
        ("a chair in the region of 150 euros", "chair", 120, 180),
        ("a drill for a hundred and fifty pounds or thereabouts", "drill", 120, 180),
        ("a mug for less than fifteen", "mug", None, 15),
        ("a mug, no more than $45 please", "mug", None, 45),
        ("I've got thirty quid, a mug", "mug", None, 30),
        ("a mug between ten and twenty", "mug", 10, 20),
        ("a coat, price range 100-200", "coat", 100, 200),
        ("shoes, won't pay over 60", "shoes", None, 60),
        ("a tent that won't cost more than 150", "tent", None, 150),
        ("gloves, can't go above 35", "gloves", None, 35),
        ("a pan not exceeding 60", "pan", None, 60),
        ("a tenner for a mug", "mug", None, 10),
        ("a necklace up to a grand", "necklace", None, 1000),
        ("a dress, my limit is eighty", "dress", None, 80),
        ("a backpack, spend is capped at $70", "backpack", None, 70),
        ("at least fifty dollars but under a hundred", "", 50, 100),
        ("no less than 50 for a sofa", "sofa", 50, None),
        ("a set of six glasses", "set of six glasses", None, None),
        ("a table for four", "table for four", None, None),
        ("a grand piano", "grand piano", None, None),
    ],
)  # fmt: skip
def test_a_price_is_read_however_it_is_said(words: str, text: str, low: int | None, high: int | None) -> None:
    said = understand(words, LEXICON)
    assert (said.text, said.filters.price_min, said.filters.price_max) == (text, low, high)


@given(
    st.integers(1, 1000), st.sampled_from(["under {} dollars", "{} quid at most", "no more than {} euros", "up to {}"])
)
def test_every_number_in_words_is_a_price(amount: int, form: str) -> None:
    assert understand(f"a mug {form.format(_in_words(amount))}", LEXICON).filters.price_max == amount


def _in_words(amount: int) -> str:
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    tens = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
    if amount < 20:
        return small.split()[amount]
    if amount < 100:
        return "-".join(filter(None, (tens[amount // 10], (amount % 10 and _in_words(amount % 10)) or "")))
    if amount < 1000:
        rest = amount % 100
        return f"{_in_words(amount // 100)} hundred{f' and {_in_words(rest)}' if rest else ''}"
    return "a thousand"


HOME = shops()["home"]


@pytest.mark.parametrize(
    ("words", "text", "filters"),
    [
        ("a mug, in red or blue if possible", "mug, in red or blue", {}),
        ("a mug, ideally red", "mug, red", {}),
        ("a vase, possibly in green", "vase, in green", {}),
        ("mug, blue would be nice", "mug, blue", {}),
        ("a mug in blue, if you have it", "mug in blue", {}),
        ("perhaps a red mug", "red mug", {}),
        ("a wooden lamp, preferably red", "wooden lamp, red", {"material": ["wood"]}),
        ("preferably red", "", {"color": ["red"]}),  # a turn of its own, and all that it asks
        ("my red mugs all break. Which mugs are strong?", "Which mugs are strong?", {}),
        ("a lamp for my red sofa", "lamp for my red sofa", {}),
        ("a mug with a red lid", "mug with a red lid", {}),
        ("looking for a red mug", "red mug", {"color": ["red"]}),
        ("red and blue pieces for a guest room", "red and blue pieces for a guest room", {"color": ["blue", "red"]}),
    ],
)  # fmt: skip
def test_a_wish_hides_nothing_nor_does_what_another_thing_is_of(words: str, text: str, filters: dict[str, Any]) -> None:
    said = understand(words, HOME).as_json()
    assert (said["text"], said["filters"]) == (text, filters)


@given(st.sampled_from(sorted(LEXICON.values["color"])), st.sampled_from(sorted(LEXICON.values["material"])))
def test_wanted_and_unwanted_are_told_apart(color: str, material: str) -> None:
    said = understand(f"something in {color}, not {material}", LEXICON)
    assert said.filters.colors == {color} and said.filters.without == {material} and not said.filters.materials


@pytest.mark.parametrize(
    ("words", "sought", "told"),
    [
        ("My legs ache after every run. Anything that helps sore muscles?", "Anything that helps sore muscles?", "My legs ache after every run."),
        ("I have a green sofa. Which cushion would you take?", "Which cushion would you take?", "I have a green sofa."),
        ("wool scarf. My neighbour swears by this shop.", "wool scarf.", "My neighbour swears by this shop."),
        ("She is mad about cats. Any ideas?", "She is mad about cats. Any ideas?", ""),
        ("a bag, which I need for work", "bag, which I need for work", ""),
        ("I'd like a mug", "mug", ""),
        ("I cycle to work and need a jacket that keeps the rain out", "jacket that keeps the rain out", "I cycle to work and"),
        ("My feet are always cold, what helps?", "My feet are always cold, what helps?", ""),
        ("My balcony is bare. What would make it cosy?", "What would make it cosy?", "My balcony is bare."),
        ("I kill every plant I touch, what could stand on my desk?", "I kill every plant I touch, something for my desk?", ""),
        ("What to wear to hot yoga? I sweat like mad.", "What to wear to hot yoga?", "I sweat like mad."),
    ],
)  # fmt: skip
def test_what_is_sought_is_told_apart_from_what_is_told_beside_it(words: str, sought: str, told: str) -> None:
    said = understand(words, LEXICON)
    assert (said.text, said.told) == (sought, told)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_mark_of_the_reading_is_left_in_what_is_searched_for(one: str, two: str) -> None:
    said = understand(f"{one}. {two}\x02", LEXICON)
    assert "\x02" not in f"{said.text}{said.told}"


def test_what_somebody_cannot_be_rules_nothing_out() -> None:
    said = understand("an alarm clock, I can't be late again", LEXICON)
    assert not said.filters.without and "alarm clock" in said.text


def test_what_is_told_before_is_no_thing_that_goes_over_another() -> None:
    assert understand("my class starts tomorrow, need something to throw on over my top", LEXICON).text == "layer"


def test_a_sentence_that_only_asks_for_help_leaves_the_other_to_be_searched_for() -> None:
    assert "sore" in understand("My legs are so sore after long runs. Is there anything that helps?", LEXICON).text


def test_a_word_of_english_is_no_slip_of_a_value() -> None:
    assert understand("my legs and back are stiff", LEXICON).text == "my legs and back are stiff"
    assert understand("a bag in blcak", LEXICON).filters.colors == {"black"}


def test_what_only_asks_what_somebody_would_enjoy_is_not_searched_for() -> None:
    assert "wheels" in understand("My grandson loves everything on wheels. What would he enjoy?", LEXICON).text


def test_something_light_is_no_lamp() -> None:
    assert "shorts" in understand("mens running shorts, something light", LEXICON).text
