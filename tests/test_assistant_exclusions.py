"""What a request rules out: it becomes no wish, neither of the search nor of the sentences."""

# ruff: noqa: E501 - a table is read best in one piece
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import read_asking
from assistant.understanding import understand
from assistant.understanding.exclusions import ruled_out
from catalog.fact_index import Facts
from catalog.lexicon import Lexicon

COLORS = "black pink green yellow white navy".split()
MATERIALS = "leather wool plastic silver glass".split()
THINGS = "bag scarf lamp chair ring jumper".split()
LEXICON = Lexicon.of(
    Facts(f"{color} {material} {thing}", color=color, material=material, category=f"Shop > {thing}s")
    for color, material, thing in zip(COLORS * 5, MATERIALS * 6, THINGS * 5, strict=True)
)


@pytest.mark.parametrize(
    ("request_text", "rest", "things"),
    [
        ("sunglasses for a festival, no plain black ones", "sunglasses for a festival", ("plain black",)),
        ("a bag, anything but black", "a bag", ("black",)),
        ("a rug in any colour except red", "a rug", ("red",)),
        ("a perfume that isn't sweet or flowery", "a perfume", ("sweet", "flowery")),
        ("a winter coat, nothing with fur", "a winter coat", ("fur",)),
        ("something warm that isn't a hat", "something warm", ("hat",)),
        ("boots, i don't want leather", "boots", ("leather",)),
        ("a dress, hold the sequins", "a dress", ("sequins",)),
        ("everything i own is grey. a bright scarf, please", "a bright scarf, please", ("grey",)),
        ("a cap minus the logo", "a cap", ("logo",)),
        ("a tee, i don't get on with polyester", "a tee", ("polyester",)),
        ("a jumper, rather not wool", "a jumper", ("wool",)),
        ("wallet, leather is not ok, i'm vegan", "wallet, i'm vegan", ("leather",)),
        ("she hates yellow, find her a bag", "find her a bag", ("yellow",)),
        ("a necklace for my wife, she doesn't wear silver", "a necklace for my wife", ("silver",)),
        ("gift for him, he has enough mugs", "gift for him", ("mugs",)),
        ("no black, no grey, a colourful umbrella", "a colourful umbrella", ("black", "grey")),
        ("not pink, red or green", "", ("pink", "red", "green")),
        ("no leather, suede", "", ("leather", "suede")),
        ("not black dresses", "dresses", ("black dresses",)),
        ("knives without a wooden handle", "knives", ("wooden handle",)),
        ("nut-free chocolates", "chocolates", ("nut",)),
        # What is joined on is another matter:
        ("not black and with pockets", "and with pockets", ("black",)),
        ("no leather, red please", "red please", ("leather",)),
        # What rules nothing out:
        ("not sure, maybe a mug", "not sure, maybe a mug", ()),
        ("no more than thirty", "no more than thirty", ()),
        ("not too expensive earrings", "not too expensive earrings", ()),
        ("yoga pants that do not slip", "yoga pants that do not slip", ()),
        ("a non-slip mat", "a non-slip mat", ()),
        ("a hat to avoid sunburn", "a hat to avoid sunburn", ()),
        ("we have no lamps", "we have no lamps", ()),
        ("free delivery", "free delivery", ()),
        ("i never know what to buy", "i never know what to buy", ()),
        ("why not a mug?", "why not a mug?", ()),
        ("i'm not a runner, need shoes", "i'm not a runner, need shoes", ()),
        ("a wall that gets no light", "a wall that gets no light", ()),
    ],
)  # fmt: skip
def test_a_request_is_parted_into_what_it_asks_and_what_it_rules_out(
    request_text: str, rest: str, things: tuple[str, ...]
) -> None:
    assert ruled_out(request_text) == (rest, things)


_VALUES = st.sampled_from([*COLORS, *MATERIALS])
_FORMS = st.sampled_from(
    "no {}|not {}|nothing {}|no plain {} ones|anything but {}|not too {}|without {}|except {}|rather not {}|nothing in {}|isn't {}|"
    "i don't want {}|i'd rather not have anything in {}|she hates {}|he doesn't wear {}|{} is out|never {}|but please no {}|"
    "everything but {}|any colour other than {}|allergic to {}|sick of {}|instead of {}|avoid {}|minus the {}|not made of {}|"
    "no {} things please|neither {} nor noisy|nothing too {}|can't stand {}|not a fan of {}".split("|")
)
_AROUND = st.sampled_from(
    [
        "a {thing}, {out}",
        "{out}, a {thing}",
        "{thing} for my brother, {out}",
        "A {thing} for a party, {out} pls",
        "i need a {thing} under 40, {out}!",
        "{thing} for work but {out}",
        "{thing} ({out})",
        "do you have a {thing}? {out}.",
        "a {thing} that fits a laptop, {out}, and soon",
    ]
)


@given(_AROUND, st.sampled_from(THINGS), _FORMS, _VALUES)
def test_what_is_ruled_out_is_no_wish_whatever_stands_around_it(around: str, thing: str, form: str, value: str) -> None:
    request_text = around.format(thing=thing, out=form.format(value))
    said, asking = understand(request_text, LEXICON), read_asking(request_text)
    assert value in said.filters.without, request_text
    assert not said.filters.colors | said.filters.materials
    assert not re.search(rf"\b{value}\b", said.text.lower())
    assert thing in said.text.lower()
    wished = {asking.color, *asking.colors, *asking.materials, *asking.wanted, *asking.aim, *asking.beside, asking.head}
    assert not any(word and word in value for word in wished)
    assert value not in f"{asking.about} {asking.pair}".split()
    assert asking.unwanted


@given(st.lists(_FORMS, max_size=6), st.lists(_VALUES, min_size=6, max_size=6))
def test_any_pile_of_them_is_read(forms: list[str], values: list[str]) -> None:
    text = " ".join(form.format(value) for form, value in zip(forms, values, strict=False))
    rest, _ = ruled_out(text)
    assert len(rest) <= len(text) and ruled_out("") == ("", ())


def test_a_kind_that_is_ruled_out_comes_last() -> None:
    asking = read_asking("something warm to wear that isn't a hat")
    assert asking.missing("Wool scarf, warm. clothes", "Wool scarf clothes") < asking.missing(
        "Wool hat, warm. clothes", "Wool hat clothes"
    )


def test_what_it_is_not_to_do_to_somebody_is_nothing_it_has() -> None:
    said = "a lamp to read by without waking my sister"
    assert ruled_out(said).rest == said and ruled_out("a coat without lining").things == ("lining",)


def test_any_colour_but_one_forgets_no_colour() -> None:
    lexicon = Lexicon.of([Facts("Trousers, black", color="black"), Facts("Trousers, green", color="green")])
    said = understand("trousers in any colour but black", lexicon)
    assert said.filters.without == {"black"} and said.text == "trousers" and not said.forget
    assert understand("in any colour", lexicon).forget
