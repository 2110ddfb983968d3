"""The shop's own words: values, kinds, and what its titles mean by a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.fact_index import Facts
from catalog.lexicon import Lexicon
from catalog.rules import Hide, Rule, Selection, When
from catalog.shopfront import Shopfront
from catalog.store import Store
from tests.test_catalog_store import CHAIR, MUG, full, store  # noqa: F401 - fixtures


def test_values_are_read_one_by_one_and_keep_the_shops_writing(full: Store) -> None:  # noqa: F811
    lexicon = full.lexicon()
    assert lexicon.values["color"]["white"] == "White" and lexicon.facets_of("WHITE") == ("color",)
    assert lexicon.facets_of("Mugs") == ("category",) and lexicon.facets_of("ac/dc") == ("brand",)
    assert not lexicon.facets_of("indoor")  # the only value of its attribute divides nothing
    assert lexicon.sells("mug") and lexicon.sells("Planters") and not lexicon.sells("rocket")


def test_titles_say_what_a_value_before_a_word_means() -> None:
    juicers = [Facts("Orange juicer", "silver"), Facts("Orange juicer, large", "white"), Facts("Press", "orange")]
    lexicon = Lexicon.of(
        [*juicers, Facts("Red mug", "red"), Facts("Red mug, chipped", "red"), Facts("Red mug rack", "black")]
    )
    assert lexicon.means_it("orange", "juicers") is False
    assert lexicon.means_it("red", "mug") is True  # as most have it
    assert lexicon.means_it("red", "press") is None


def test_an_attribute_of_many_values_is_no_facet() -> None:
    rows = [
        Facts("Mug", attributes={"code": str(number), "size": "SML"[number % 3], "note": "x" * 31})
        for number in range(200)
    ]
    assert Lexicon.of(rows).attributes == ("size",)


def test_what_is_hidden_is_not_read_and_a_change_is(full: Store) -> None:  # noqa: F811
    shopfront = Shopfront(full)
    kept = shopfront.lexicon()
    assert shopfront.lexicon() is kept
    shopfront.rules.change(None, Rule(When(), Hide(Selection((MUG.id,)))))
    assert not shopfront.lexicon().sells("mug")
    full.remove([CHAIR.id])
    assert not shopfront.lexicon().sells("oak")


@given(
    st.lists(
        st.builds(Facts, *[st.text(max_size=30)] * 5, st.dictionaries(st.text(max_size=9), st.text(max_size=9))),
        max_size=9,
    )
)
def test_any_rows_are_read(rows: list[Facts]) -> None:
    lexicon = Lexicon.of(rows)
    assert all(lexicon.facets_of(value) for values in lexicon.values.values() for value in values)
