"""Rules through the front door: kept in a real store, and holding in every way a product can come to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import InvalidRule, UnknownProduct
from catalog.product import Board, Filters, Product, Route
from catalog.rule_store import RuleStore, board_slug
from catalog.rules import Action, Boost, Bury, Hide, Match, Pin, ReadAs, Redirect, Rule, Selection, When
from catalog.search import Searcher, SearchRequest
from catalog.shopfront import Shopfront
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords
from tests.test_catalog_search import COLORS, drawn, fill, ids

TODAY = date(2026, 12, 5)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Searcher]]:
    home = tmp_path_factory.mktemp("steered")
    store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    fill(store, ColorLayout(), HashedWords(), home)
    yield store, Searcher(store, ColorLayout(), HashedWords(), home / "indexes")
    store.close()


@pytest.fixture
def rules(filled: tuple[Store, Searcher]) -> Iterator[RuleStore]:
    """The rules of the filled shop: none, and none after the test."""
    kept = RuleStore(filled[0])
    yield kept
    for rule in kept.rules():
        kept.change(rule, None)
    for board in filled[0].boards():
        kept.change_board(board, None)


@pytest.fixture
def searcher(filled: tuple[Store, Searcher]) -> Searcher:
    return filled[1]


@pytest.fixture
def front(filled: tuple[Store, Searcher]) -> Shopfront:
    return Shopfront(filled[0])


def add(rules: RuleStore, action: Action, query: str = "", match: Match = "whole") -> Rule:
    kept = rules.change(None, Rule(When(query, match), action))
    assert kept is not None
    return kept


def these(*product_ids: str) -> Selection:
    return Selection(product_ids)


# Kept


def test_a_rule_comes_back_as_it_was_put_and_every_change_can_be_undone(rules: RuleStore) -> None:
    made = Rule(When("mug", "phrase", date(2026, 12, 1), date(2026, 12, 24)), Pin("hat-red", 2))
    kept = rules.change(None, made)
    assert kept is not None and kept == replace(made, id=kept.id) and rules.rules() == [kept]
    moved = rules.change(kept, replace(kept, then=Pin("hat-red", 5)))
    assert moved is not None and moved.id == kept.id and rules.rules() == [moved]
    rules.change(moved, kept)
    assert rules.rule(kept.id) == kept
    rules.change(kept, None)
    assert rules.rules() == []
    rules.change(None, kept)
    assert rules.rules() == [kept]
    with pytest.raises(InvalidRule, match="already"):
        rules.change(None, kept)


def test_a_number_is_never_given_twice(rules: RuleStore) -> None:
    first = add(rules, Pin("hat-red"))
    rules.change(first, None)
    second = add(rules, Pin("hat-blue"))
    rules.change(None, first)
    assert rules.rules() == [first, second]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(rules: RuleStore) -> None:
    kept = add(rules, Pin("hat-red"))
    theirs = rules.change(kept, replace(kept, then=Pin("hat-red", 9)))
    for after in (None, replace(kept, then=Pin("hat-red", 3))):
        with pytest.raises(InvalidRule, match="meanwhile"):
            rules.change(kept, after)
    assert rules.rules() == [theirs]


def test_a_rule_names_only_what_is_there(rules: RuleStore) -> None:
    for action in (Pin("none"), Hide(these("hat-red", "none")), Redirect(board="none")):
        with pytest.raises(UnknownProduct, match="none"):
            add(rules, action, "mug")
    assert rules.rules() == []


def test_the_book_is_of_today_and_follows_every_change(filled: tuple[Store, Searcher]) -> None:
    days = [TODAY]
    rules = RuleStore(filled[0], today=lambda: days[-1])
    assert not rules.book().entries
    kept = rules.change(None, Rule(When(ends=date(2026, 12, 24)), Hide(these("hat-red"))))
    assert rules.book().hidden == {"hat-red"}
    assert rules.book() is rules.book()  # made once
    days.append(date(2026, 12, 25))
    assert rules.book().hidden == frozenset()
    rules.change(kept, None)


def test_a_rule_that_cannot_be_read_is_left_out_and_the_others_hold(
    rules: RuleStore, filled: tuple[Store, Searcher]
) -> None:
    kept = add(rules, Hide(these("hat-red")))
    with filled[0].database.writing() as connection:
        connection.execute(
            sa.text("INSERT INTO rules (kind, query, match, facts) VALUES ('wish', '', 'whole', '{\"x\": 1}')")
        )
    assert rules.rules() == [kept]
    assert rules.book_of(rules.rules()).hidden == {"hat-red"}
    with filled[0].database.writing() as connection:
        connection.execute(sa.text("DELETE FROM rules WHERE kind = 'wish'"))


def test_a_change_of_rules_or_boards_makes_no_index_anew(rules: RuleStore, filled: tuple[Store, Searcher]) -> None:
    before = filled[0].generation()
    add(rules, Pin("hat-red"))
    rules.change_board(None, Board("new", "New"))
    assert filled[0].generation() == before


def test_products_that_go_take_their_rules_out_of_force(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    store.upsert([Product("a", "A mug"), Product("b", "B mug")])
    rules = RuleStore(store)
    add(rules, Pin("a"), "mug")
    assert rules.book().steering("mug").pins == ((1, "a"),)
    store.remove(["a"])
    assert rules.book().steering("mug").pins == ()
    store.upsert([Product("a", "A mug")])
    assert rules.book().steering("mug").pins == ((1, "a"),)
    store.clear()
    assert rules.rules() == []
    store.close()


def test_a_selection_is_what_passes_and_what_is_named(rules: RuleStore) -> None:
    red = Filters(colors=frozenset({"red"}), categories=frozenset({"hats"}))
    assert rules.products_of(Selection(("mug-blue",), red)) == {"mug-blue", "hat-red"}
    sold_out = rules.products_of(Selection((), Filters(categories=frozenset({"hats"})), sold_out=True))
    assert sold_out == {f"hat-{color}" for color in COLORS[3::4]}


# In a search


def test_a_pin_is_first_for_its_request_and_says_so(rules: RuleStore, searcher: Searcher) -> None:
    before = searcher.search(SearchRequest("Red mugs!"))
    add(rules, Pin("vase-white"), "red mug")
    after = searcher.search(SearchRequest("Red mugs!"))
    assert ids(after)[0] == "vase-white"
    assert after.hits[0].why == {Route.RULE: 1.0}
    assert [one for one in ids(after) if one != "vase-white"] == [one for one in ids(before) if one != "vase-white"][
        :23
    ]
    assert ids(searcher.search(SearchRequest("blue mug")))[0] == "mug-blue"


def test_a_pin_holds_for_words_pictures_both_and_the_like(rules: RuleStore, searcher: Searcher) -> None:
    add(rules, Pin("vase-white", 2))
    add(rules, Pin("hat-pink", 1), "mug")
    for request in (
        SearchRequest("red lamp"),
        SearchRequest(image=drawn("lamp", "red")),
        SearchRequest("chair", drawn("lamp", "red")),
        SearchRequest(like="mug-red"),
        SearchRequest(filters=Filters(in_stock=True)),
    ):
        result = searcher.search(request)
        assert ids(result)[1] == "vase-white"
        assert Route.RULE in result.hits[1].why
        assert ids(result)[0] != "hat-pink"
    assert ids(searcher.search(SearchRequest("mug", drawn("lamp", "red"))))[:2] == ["hat-pink", "vase-white"]


def test_a_pin_obeys_the_shoppers_filters_and_is_not_its_own_like(rules: RuleStore, searcher: Searcher) -> None:
    add(rules, Pin("vase-white"))
    for filters in (
        Filters(colors=frozenset({"red"})),
        Filters(price_max=Decimal(20)),
        Filters(without=frozenset({"vase"})),
    ):
        assert "vase-white" not in ids(searcher.search(SearchRequest("red mug", filters=filters, top_k=60)))
    assert "vase-white" not in ids(searcher.search(SearchRequest(like="vase-white", top_k=60)))


def test_a_request_understood_is_matched_as_typed_and_as_understood(rules: RuleStore, searcher: Searcher) -> None:
    add(rules, Pin("vase-white"), "mug")
    add(rules, Pin("hat-pink", 2), "a mug under 30")
    request = SearchRequest("mug", filters=Filters(price_max=Decimal(60)), said="a mug under 30")
    assert ids(searcher.search(request))[:2] == ["vase-white", "hat-pink"]


def test_boosts_and_buries_move_and_a_boost_reaches_beyond_the_candidates(
    rules: RuleStore, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.search._CANDIDATES", 6)
    plain = ids(searcher.search(SearchRequest("mug", top_k=6)))
    assert all(one.startswith("mug") for one in plain)
    unreached = next(f"mug-{color}" for color in COLORS if f"mug-{color}" not in plain)
    kept = add(rules, Boost(these(unreached), "strong"), "mug")
    result = searcher.search(SearchRequest("mug", top_k=6))
    assert ids(result)[0] == unreached
    assert Route.RULE in result.hits[0].why and Route.MEANING in result.hits[0].why
    rules.change(kept, None)
    add(rules, Bury(Selection(filters=Filters(brands=frozenset({"fernwick"}))), "strong"))
    products = searcher.search(SearchRequest("mug", top_k=6)).hits
    assert [hit.product.brand == "Fernwick" for hit in products] == sorted(
        hit.product.brand == "Fernwick" for hit in products
    )


def test_a_hide_holds_on_every_way_to_a_product(rules: RuleStore, searcher: Searcher, front: Shopfront) -> None:
    rules.change_board(None, Board("best", "Best", "", ("mug-red", "hat-red", "gone")))
    add(rules, Hide(these("mug-red")))
    for request in (
        SearchRequest("red mug", top_k=60),
        SearchRequest(image=drawn("mug", "red"), top_k=60),
        SearchRequest("red mug", drawn("mug", "red"), top_k=60),
        SearchRequest(like="mug-blue", top_k=60),
        SearchRequest(filters=Filters(colors=frozenset({"red"})), top_k=60),
        SearchRequest(board="best"),
    ):
        result = searcher.search(request)
        assert "mug-red" not in ids(result)
        assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    with pytest.raises(UnknownProduct):
        searcher.search(SearchRequest(like="mug-red"))
    with pytest.raises(UnknownProduct):
        front.product("mug-red")
    assert front.product("hat-red").id == "hat-red"
    assert "mug-red" not in front.all_ids() and len(front.all_ids()) == 59
    assert front.board("best").product_ids == ("hat-red", "gone")
    assert list(front.products(["mug-red", "hat-red"])) == ["hat-red"]
    assert front.facets()["color"]["red"] == 5


def test_a_colour_that_only_hidden_products_have_is_no_choice(rules: RuleStore, front: Shopfront) -> None:
    add(rules, Hide(Selection(filters=Filters(colors=frozenset({"pink"})))))
    assert "pink" not in front.facets()["color"]
    assert front.facets()["color"]["red"] == 6


def test_a_hide_for_one_request_is_for_that_one(rules: RuleStore, searcher: Searcher, front: Shopfront) -> None:
    add(rules, Hide(these("mug-red")), "red mug")
    assert "mug-red" not in ids(searcher.search(SearchRequest("red mug", top_k=60)))
    assert "mug-red" in ids(searcher.search(SearchRequest("mug", top_k=60)))
    assert front.product("mug-red").id == "mug-red"


def test_hiding_all_that_answers_says_that_nothing_matches(rules: RuleStore, searcher: Searcher) -> None:
    assert not searcher.search(SearchRequest("hat")).no_match
    add(rules, Hide(Selection(filters=Filters(categories=frozenset({"hats"})))))
    assert searcher.search(SearchRequest("hat")).no_match


def test_a_request_that_the_shop_answers_itself_has_a_match(rules: RuleStore, searcher: Searcher) -> None:
    assert searcher.search(SearchRequest("zxqv wplf")).no_match
    add(rules, Pin("hat-red"))
    assert searcher.search(SearchRequest("zxqv wplf")).no_match
    add(rules, Pin("hat-blue"), "zxqv wplf")
    assert not searcher.search(SearchRequest("zxqv wplf")).no_match


def test_words_are_read_before_they_are_searched(rules: RuleStore, searcher: Searcher) -> None:
    expected = searcher.search(SearchRequest("green clog planter"))
    add(rules, ReadAs("clog planter"), "zorgle")
    result = searcher.search(SearchRequest("green Zorgles"))
    assert ids(result) == ids(expected)
    assert result.reading.replaced == (("Zorgles", "clog planter"),)


def test_a_redirect_leads_to_other_words_a_category_or_a_board(rules: RuleStore, searcher: Searcher) -> None:
    rules.change_board(None, Board("best", "Best", "", ("hat-red", "gone", "lamp-blue")))
    add(rules, Redirect(words="purple hat"), "headgear")
    add(rules, Redirect(filters=Filters(categories=frozenset({"vases"}))), "flowers")
    add(rules, Redirect(board="best"), "gift")
    assert ids(searcher.search(SearchRequest("headgear"))) == ids(searcher.search(SearchRequest("purple hat")))
    vases = searcher.search(SearchRequest("flowers", top_k=60))
    assert len(vases.hits) == 10 and all(one.startswith("vase") for one in ids(vases))
    board = searcher.search(SearchRequest("gifts"))
    assert ids(board) == ["hat-red", "lamp-blue"]
    assert all(hit.why == {Route.RULE: 1.0} for hit in board.hits)
    assert board.reading.redirect == Redirect(board="best")
    only = searcher.search(SearchRequest("gifts", filters=Filters(colors=frozenset({"blue"}))))
    assert ids(only) == ["lamp-blue"] and only.hits[0].rank == 1
    seen = searcher.search(SearchRequest("gifts", drawn("mug", "red")))
    assert ids(seen)[0] == "mug-red"  # a picture is answered itself


def test_a_redirect_to_a_board_that_went_is_no_redirect(rules: RuleStore, searcher: Searcher) -> None:
    board = Board("best", "Best", "", ("hat-red",))
    rules.change_board(None, board)
    add(rules, Redirect(board="best"), "red mug")
    rules.change_board(board, None)
    assert ids(searcher.search(SearchRequest("red mug")))[0] == "mug-red"


def test_on_a_board_rules_order_what_is_there_and_add_nothing(
    rules: RuleStore, searcher: Searcher, front: Shopfront
) -> None:
    rules.change_board(None, Board("best", "Best", "", ("hat-red", "mug-red", "lamp-blue", "vase-green")))
    add(rules, Pin("vase-green", 1))
    add(rules, Pin("chair-black", 1))
    add(rules, Bury(these("hat-red")))
    assert front.board("best").product_ids == ("vase-green", "mug-red", "lamp-blue", "hat-red")
    assert tuple(ids(searcher.search(SearchRequest(board="best")))) == front.board("best").product_ids


REQUESTS = st.builds(
    SearchRequest,
    st.sampled_from(["red mug", "a lamp", "zxqv"]),
    like=st.sampled_from(["", "mug-red"]),
    filters=st.builds(
        Filters, in_stock=st.booleans(), colors=st.sampled_from([frozenset(), frozenset({"red", "blue"})])
    ),
    top_k=st.integers(1, 70),
)
PLACES = st.sampled_from(["mug-red", "hat-blue", "lamp-red", "vase-green", "chair-white"])
MADE = st.lists(
    st.tuples(
        st.builds(Pin, PLACES, st.integers(1, 9))
        | st.builds(Hide, PLACES.map(these))
        | st.builds(Boost, PLACES.map(these))
        | st.builds(Bury, PLACES.map(these)),
        st.sampled_from(["", "red mug"]),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=REQUESTS, made=MADE)
def test_rules_keep_what_may_be_shown_and_fill_the_list(
    filled: tuple[Store, Searcher], request: SearchRequest, made: list[tuple[Action, str]]
) -> None:
    store, searcher = filled
    book = RuleStore(store).book_of(
        [Rule(When(query), action, number) for number, (action, query) in enumerate(made, 1)]
    )
    steering = book.steering(request.text)
    if request.like in steering.hidden and request.like:
        with pytest.raises(UnknownProduct):
            searcher.search(request, book)
        return
    result = searcher.search(request, book)
    allowed = (store.allowed(request.filters) or set(store.all_ids())) - {request.like} - steering.hidden
    assert len(ids(result)) == len(set(ids(result))) == min(request.top_k, len(allowed))
    assert set(ids(result)) <= allowed
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    more = searcher.search(replace(request, top_k=70), book)
    assert ids(more)[: request.top_k] == ids(result)
    taken = 0
    for rank, one in [(rank, one) for rank, one in steering.pins if one in steering.brought(allowed)]:
        place = ids(more).index(one) + 1
        assert place == max(rank, taken + 1) or place > len(allowed) - len(steering.pins)
        taken = place
    if not made:
        assert replace(result, ms={}) == replace(searcher.search(request), ms={})


# Boards


def test_boards_are_made_changed_ordered_and_taken_away(rules: RuleStore, filled: tuple[Store, Searcher]) -> None:
    store, _ = filled
    one, two = Board("one", "One", "", ("mug-red",)), Board("two", "Two")
    rules.change_board(None, one)
    rules.change_board(None, two)
    renamed = replace(one, title="First", product_ids=("hat-red", "mug-red"))
    rules.change_board(one, renamed)
    assert store.boards() == [renamed, two]
    rules.order_boards(["two", "one"])
    assert [board.slug for board in store.boards()] == ["two", "one"]
    rules.change_board(two, None)
    assert store.boards() == [renamed]


def test_what_somebody_else_did_to_a_board_is_not_overwritten(rules: RuleStore, filled: tuple[Store, Searcher]) -> None:
    one = Board("one", "One")
    rules.change_board(None, one)
    rules.change_board(one, replace(one, title="Theirs"))
    for after in (None, replace(one, title="Mine")):
        with pytest.raises(InvalidRule, match="meanwhile"):
            rules.change_board(one, after)
    with pytest.raises(InvalidRule, match="already"):
        rules.change_board(None, one)
    with pytest.raises(InvalidRule, match="meanwhile"):
        rules.order_boards(["one", "two"])
    assert [board.title for board in filled[0].boards()] == ["Theirs"]


@pytest.mark.parametrize(
    "board",
    [
        Board("a", " "),
        Board("a", "x" * 151),
        Board("A b", "A"),
        Board("", "A"),
        Board("a", "A", "x" * 2001),
        Board("a", "A", "", ("p", "p")),
        Board("a", "A", "", tuple(map(str, range(501)))),
    ],
)
def test_a_board_that_makes_no_sense_is_refused(rules: RuleStore, board: Board) -> None:
    with pytest.raises(InvalidRule) as refused:
        rules.change_board(None, board)
    assert "\n" not in str(refused.value)


def test_a_new_board_gets_an_address_of_its_own() -> None:
    assert board_slug("For Café & Crème!", ()) == "for-cafe-creme"
    assert board_slug("Gifts", {"gifts", "gifts-2"}) == "gifts-3"
    assert board_slug("贈り物", ()) == "board"
    assert len(board_slug("x" * 300, ())) <= 80
