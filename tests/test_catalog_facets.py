"""The numbers beside the filters: each says what choosing it would leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.facets import FACETS, count_facet
from catalog.product import Filters, Product
from catalog.search import Searcher, SearchRequest
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords
from tests.test_catalog_search import fill


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    store = Store.open(f"sqlite:///{made / 'curio.sqlite3'}")
    fill(store, ColorLayout(), HashedWords(), made)
    store.close()
    return made


def opened(home: Path) -> tuple[Store, Searcher]:
    store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    return store, Searcher(store, ColorLayout(), HashedWords(), home / "indexes")


@pytest.mark.parametrize(
    "filters",
    [Filters(in_stock=True), Filters(colors=frozenset({"red", "blue"})), Filters(categories=frozenset({"Home"}))],
)
def test_a_number_is_what_choosing_the_value_leaves(home: Path, filters: Filters) -> None:
    store, searcher = opened(home)
    facets = searcher.search(SearchRequest(filters=filters, count=True)).facets
    for facet, name in FACETS.items():
        assert facets[facet], facet
        for value, number in facets[facet].items():
            chosen = replace(filters, **{name: frozenset({value})})  # type: ignore[arg-type]
            assert number == len(store.allowed(chosen) or ()), (facet, value)
    store.close()


def test_numbers_are_of_what_answers_and_not_of_the_whole_shop(home: Path) -> None:
    store, searcher = opened(home)
    facets = searcher.search(SearchRequest("mug", count=True)).facets
    assert next(iter(facets["material"].items())) == ("stoneware", 10)
    assert sum(facets["color"].values()) < 60
    # One that fits best must not make nothing of the others.
    exact = searcher.search(SearchRequest("Red mug", count=True)).facets
    assert exact["material"]["stoneware"] == 10
    assert searcher.search(SearchRequest("mug")).facets == {}
    store.close()


def test_values_are_split_joined_and_counted_once(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    colors = ["Red/White", "red", "dark red", "", "red; red", "WHITE"]
    store.upsert([Product(str(n), "A thing", color=color) for n, color in enumerate(colors)])
    assert count_facet(store.database, "color", store.all_ids()) == {"Red": 4, "White": 2, "dark red": 1}
    assert count_facet(store.database, "color", []) == {}
    for value, number in count_facet(store.database, "color", store.all_ids()).items():
        assert number == len(store.allowed(Filters(colors=frozenset({value}))) or ())
    store.close()


def test_who_asks_for_a_colour_is_shown_its_shades_and_they_are_counted(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    colors = ["Blue", "navy", "Teal/Sand", "sky blue", "sage-green", "Sage", "green", "gray", "Charcoal", "grey"]
    store.upsert([Product(color, "A thing", color=color) for color in colors])

    def left(color: str) -> set[str]:
        return set(store.allowed(Filters(colors=frozenset({color}))) or ())

    assert left("Blue") == {"Blue", "navy", "Teal/Sand", "sky blue"}
    assert left("navy") == {"navy"}
    assert left("green") == {"Teal/Sand", "Sage", "green"}
    assert left("gray") == {"gray", "Charcoal"}
    counted = count_facet(store.database, "color", store.all_ids())
    assert {color: len(left(color)) for color in counted} == counted
    store.close()


COLORS = st.sampled_from(
    [
        "navy",
        "Navy blue",
        "teal, sage",
        "blue",
        "BURGUNDY;red",
        "off-white",
        "ivory/white",
        "coral",
        "a navy-b",
        "navys",
    ]
) | st.text("abc /,;-", max_size=6).map(lambda said: " ".join(f"{said} navy{said}".split()))  # as an import leaves them


@settings(max_examples=30)
@given(st.lists(COLORS, max_size=8))
def test_a_number_is_what_a_filter_leaves_for_any_colours(colors: list[str]) -> None:
    with TemporaryDirectory() as home:
        store = Store.open(f"sqlite:///{home}/curio.sqlite3")
        store.upsert([Product(str(n), "A thing", color=color) for n, color in enumerate(colors)])
        for value, number in count_facet(store.database, "color", store.all_ids()).items():
            assert number == len(store.allowed(Filters(colors=frozenset({value}))) or ()), value
        store.close()
