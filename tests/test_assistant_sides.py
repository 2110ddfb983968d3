"""Two things that are weighed against each other, each as it is searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked import refined, search_request, understood
from assistant.understanding import understand
from assistant.understanding.sides import either_of, weighed
from catalog.fact_index import Facts
from catalog.lexicon import Lexicon
from catalog.rule_book import RuleBook

SHOP = Lexicon.of(
    [
        Facts("Drop headphones, white", color="white", material="plastic", category="Audio > Headphones"),
        Facts("Wooden headphones", color="brown", material="wood", category="Audio > Headphones"),
        Facts("Blue tee", color="blue", material="cotton", category="Clothing > Tees"),
        Facts("Wool scarf", color="red", material="wool", category="Clothing > Scarves"),
    ]
)


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        (
            "which of your headphones would be better for a noisy commute, the wooden ones or the white ones?",
            ("wooden headphones for a noisy commute", "white headphones for a noisy commute"),
        ),
        ("Which is better for stiff, aching muscles, a foam roller or a stretch band?",
         ("foam roller for stiff, aching muscles", "stretch band for stiff, aching muscles")),
        ("is the wool scarf warmer than the cotton one?", ("wool scarf", "cotton scarf")),
        ("are the linen trousers or the cotton ones cooler in July?", ("linen trousers in july", "cotton trousers in july")),
        ("which drill is best for brick walls: the corded one or the cordless?",
         ("corded drill for brick walls", "cordless drill for brick walls")),
        ("should I get a cast iron pan or a steel pan for steak", ("cast iron pan for steak", "steel pan for steak")),
        ("is a necklace or a bracelet a better gift for my mum?", ("necklace for my mum", "bracelet for my mum")),
        ("I can't decide between the oak desk and the walnut one", ("oak desk", "walnut desk")),
    ],
)  # fmt: skip
def test_both_sides_are_read_with_what_they_are_for(said: str, sides: tuple[str, ...]) -> None:
    assert weighed(said) == sides
    assert understand(said, SHOP).either == sides
    assert not understand(said, SHOP).filters  # for what one is of, the other is not


@pytest.mark.parametrize(
    "said",
    [
        "red or blue mug", "a red or blue mug for my sister", "something for her kitchen or her desk", "or", "",
        "compare the first and the second", "is this or that better", "should I get it in red or blue",
        "which is the best umbrella?", "compare your teapots",
    ],
)  # fmt: skip
def test_what_weighs_no_two_things_is_left_as_it_is(said: str) -> None:
    assert weighed(said) == either_of(said) == ()


def test_two_things_for_one_use_are_both_sought_and_one_of_two_names_is_not_parted() -> None:
    assert either_of("table and chair for a small terrace") == (
        "table for a small terrace",
        "chair for a small terrace",
    )
    assert either_of("paint and brushes") == either_of("salt and vinegar") == ()


def test_two_things_that_either_will_do_are_sought_alike_and_their_colour_is_a_filter() -> None:
    assert understand("umbrella or raincoat for a rainy day", SHOP).either == (
        "umbrella for a rainy day",
        "raincoat for a rainy day",
    )
    blue = understand("a blue tee or scarf", SHOP)
    assert blue.filters.colors == {"blue"} and blue.either == ()


def test_what_goes_on_from_a_comparison_asks_for_more_than_the_two() -> None:
    asked, _ = understood("is the wool scarf or the cotton one warmer?", None, RuleBook(), SHOP)
    assert search_request(asked).either == ("wool scarf", "cotton scarf")
    then = understand("with stripes", SHOP)
    assert search_request(refined(asked, then, then.filters)).either == ()


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("is a the or which better for than one red mug, ?".split()), max_size=60).map(" ".join)
)
def test_any_words_are_read(text: str) -> None:
    for sides in (weighed(text), either_of(text)):
        assert len(sides) in (0, 2)
        assert all(sides) and len(set(sides)) == len(sides)
