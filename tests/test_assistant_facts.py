"""What a shop's text says of a product, as clauses that a sentence can repeat."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.cleaning import clean_text, sayable, sayable_values
from assistant.facts import Clause, facts, mention
from catalog.product import Product


def told(description: str, title: str = "Oslo Trek Hoodie", request: str = "", color: str = "") -> list[Clause]:
    return facts(Product("x", title, description, color=color), request)


@pytest.mark.parametrize(
    ("sentence", "text", "form"),
    [
        ("The Oslo Trek Hoodie features an adjustable hood.", "features an adjustable hood", "verb"),
        ("This hoodie is a warm layer for cold days.", "a warm layer for cold days", "noun"),
        ("The hoodie is packed with pockets.", "packed with pockets", "part"),
        ("It will keep you dry on the bus.", "it will keep you dry on the bus", "it"),
        ("Comes with polished metal case.", "a polished metal case", "has"),
        ("An elastic hem lets you move about.", "an elastic hem lets you move about", "sentence"),
        ("Flatlock seams keep the skin from chafing.", "flatlock seams keep the skin from chafing", "sentence"),
        ("A hooded layer with a zip.", "a hooded layer with a zip", "noun"),
        ("Made of wool from three farms.", "made of wool from three farms", "part"),
        ("Two mugs joined by a handle.", "two mugs joined by a handle", "many"),
        ("White cotton with stripes all the way down.", "white cotton with stripes all the way down", "loose"),
        ("These warm hoodies grip the shoulders and stay there.", "they grip the shoulders and stay there", "it"),
        ("Loose fitting hoodie with large pockets.", "a loose fitting hoodie with large pockets", "noun"),
        ("Olive hoodie with large pockets.", "an olive hoodie with large pockets", "noun"),
        ("Can be worn over the shoulder.", "it can be worn over the shoulder", "it"),
        ("Folds to nothing in a coat pocket.", "folds to nothing in a coat pocket", "verb"),
        ("It has been a hoodie since before zips.", "has been a hoodie since before zips", "verb"),
        ("The warm hoodie in sky blue with black cuffs.", "the warm hoodie in sky blue with black cuffs", "noun"),
    ],
)
def test_a_clause_is_told_by_how_it_is_built(sentence: str, text: str, form: str) -> None:
    assert told(sentence) == [Clause(text, form)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ready for the weekend?",
        "Kick off your weekend in the Oslo Trek Hoodie.",
        "You'll love this hoodie.",
        "We make these for the people we love.",
        "A must-have for any athlete.",
        "Machine wash cold, tumble dry low.",
        "Holds 2 litres of tea.",
        "Was $30, now less.",
        "See more at www.example.com today.",
        "Whether you run or rest.",
        "Running errands or headed to the gym.",
        "Oslo Trek.",
        "Shown on a wooden head.",
        "Brew the perfect cup.",
        "The fabric helps keeps you cool.",
        "The hoodie makes the miles pass by keep you cool.",
        "Chances are your day is long.",
        "On colder mornings.",
        "The hoodie is comfy as it is practical.",
    ],
)
def test_what_cannot_stand_in_another_sentence_is_left_out(sentence: str) -> None:
    assert told(sentence) == []


def test_a_sentence_is_parted_where_the_product_is_named() -> None:
    found = told("Ideal for cold days out, the Oslo Trek Hoodie promises warmth with every wear.")
    assert {(clause.text, clause.form) for clause in found} == {
        ("ideal for cold days out", "part"),
        ("promises warmth with every wear", "verb"),
    }
    assert told("When winter comes back at last, the hoodie keeps you warm.") == [Clause("keeps you warm", "verb")]


def test_bullets_become_what_it_has_with_their_articles() -> None:
    found = told("Soft and warm. • Adjustable hood. • Ribbed cuffs. • Reflective trim. • Machine wash. • Cocoon weave")
    assert Clause("an adjustable hood, ribbed cuffs and reflective trim", "has") in found


def test_what_ends_another_sentence_is_nothing_that_it_has() -> None:
    text = "Ordinary days. The hoodie is cut from a renewable resource: walnut shells. • Snug. • Contrast tape."
    assert "walnut" not in " ".join(clause.text for clause in told(text))


def test_another_variants_colour_is_left_out_but_not_the_colour_of_a_part() -> None:
    assert told("Brown hoodie with black detail.", color="Red") == []
    assert told("A woven hoodie with a black ribbon.", color="Red") == [
        Clause("a woven hoodie with a black ribbon", "noun")
    ]


def test_a_long_sentence_is_cut_at_its_last_joint() -> None:
    long = (
        "A chair with four tapered legs and a seat of woven cane, which was cut and steamed and bent by the same family in "
        "the same workshop for longer than anyone remembers."
    )
    assert told(long, "Chair") == [Clause("a chair with four tapered legs and a seat of woven cane", "noun")]
    assert told("A " + "very " * 40 + "long thing.", "Chair") == []


def test_what_was_asked_for_comes_first() -> None:
    text = "A wide clog in rubber. Made for wet gardens and long walks. Two holes let the water out."
    assert told(text, "Clog")[0].form == "noun"
    assert told(text, "Clog", request="shoes for a wet garden")[0].text.startswith("made for wet gardens")


def test_what_no_clause_tells_is_mentioned_in_few_words() -> None:
    watch = Product(
        "w", "Far watch", "It also counts for runners: laps, distance, heart rate, speed/pace. Digital display."
    )
    assert mention(watch, {"heart", "rat"}) == Clause("the shop mentions heart rate", "sentence")
    assert mention(watch, {"diamond"}) is None
    assert mention(watch, {"lap"}) == Clause("the shop mentions laps", "sentence")
    assert mention(watch, {"pac"}) is None  # one word says too little
    bag = Product("b", "Far bag", "While the durable waterproof exterior helps you worry less.")
    tank = Product("t", "Far tank", "Chances are your day goes beyond free weights. Sore back — was it the desk?")
    assert "beyond" not in str(mention(tank, {"weight"}))
    assert "was" not in str(mention(tank, {"back"}))
    assert mention(bag, {"waterproof"}) == Clause("the shop mentions a durable waterproof exterior", "sentence")


@settings(deadline=None)
@given(st.text(max_size=600), st.text(max_size=80), st.text(max_size=40))
@example("AAA&", "", "")
def test_any_text_gives_a_few_clean_clauses(description: str, title: str, color: str) -> None:
    found = facts(Product("x", title, description, color=color, category=title), description)
    assert len(found) <= 3
    for clause in found:
        assert clause.text == clean_text(clause.text)
        assert not set(clause.text) & set('"\\[]{}<>0123456789')
        assert 2 <= len(clause.text.split()) <= 40


def test_a_field_is_said_whole_or_not_at_all() -> None:
    assert sayable("100% cotton") == "cotton"
    assert sayable("Type 3") == ""
    assert sayable_values("/Metal/Rubber/Silicone") == "metal, rubber and silicone"
    assert sayable_values("LumaTech&trade;/Polyester") == "LumaTech and polyester"
    assert sayable_values("a/b/c/d/e") == ""
