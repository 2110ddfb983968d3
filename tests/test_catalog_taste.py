"""A board's taste: its centres, and what answers them from close to ridiculous; on numbers, a small shop, and the demo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.services import open_services
from assistant.settings import read_settings
from catalog.errors import InvalidRequest
from catalog.product import Filters, Route
from catalog.rule_book import RuleBook
from catalog.rule_store import RuleStore
from catalog.rules import Boost, Hide, Pin, Rule, Selection, When
from catalog.search import Searcher, SearchRequest
from catalog.store import Store
from catalog.taste import MOST_CENTRES, Candidate, Centre, answers, centres, newness, oddness
from tests.small_models import ColorLayout, HashedWords
from tests.test_catalog_search import fill, ids

SHARE = st.floats(0, 1, width=32)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Searcher]]:
    home = tmp_path_factory.mktemp("taste")
    store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    fill(store, ColorLayout(), HashedWords(), home)
    yield store, Searcher(store, ColorLayout(), HashedWords(), home / "indexes")
    store.close()


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> Iterator[Searcher]:
    services = open_services(read_settings(home=demo_folder))
    yield services.searcher
    services.close()


@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_every_centre_is_a_product_of_its_own_and_stands_for_a_share(count: int, seed: int) -> None:
    loose = np.random.default_rng(seed).random((count, count), np.float32)
    found = centres((loose + loose.T) / 2)
    assert len(found) <= MOST_CENTRES and bool(found) == bool(count)
    assert len({centre.medoid for centre in found}) == len(found)
    assert all(0 <= centre.medoid < count and centre.weight > 0 for centre in found)
    assert sum(centre.weight for centre in found) <= 1 + 1e-6
    assert [centre.weight for centre in found] == sorted((centre.weight for centre in found), reverse=True)


def test_two_tastes_are_two_centres_and_not_their_mean() -> None:
    likeness = np.full((5, 5), 0.1, np.float32)
    likeness[:3, :3] = likeness[3:, 3:] = 0.9
    likeness[0, 1] = likeness[1, 0] = likeness[1, 2] = likeness[2, 1] = 0.95
    np.fill_diagonal(likeness, 1.0)
    assert centres(likeness) == [Centre(1, 0.6), Centre(3, 0.4)]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.integers(0, 999).map(str),
        st.tuples(SHARE, SHARE),
        st.tuples(SHARE, SHARE),
        st.sampled_from(("mugs", "hats", "")),
        st.sampled_from((0.0, 0.5, 1.0)),
        SHARE,
    ),
    unique_by=lambda one: one.product_id,
    max_size=30,
)


@given(CANDIDATES, SHARE, st.randoms())
def test_answers_are_all_there_once_and_best_first_however_they_come(
    candidates: list[Candidate], reach: float, random: object
) -> None:
    tastes = [Centre(0, 0.7), Centre(1, 0.3)]
    shown = answers(tastes, candidates, reach)
    assert sorted(one.product_id for one in shown) == sorted(one.product_id for one in candidates)
    scores = [one.score for one in shown]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    assert all(0 <= one.looks <= 1 for one in shown)
    random.shuffle(candidates)  # type: ignore[attr-defined]
    assert answers(tastes, candidates, reach) == shown


def test_a_small_taste_is_not_drowned_by_a_large_one() -> None:
    many = [Candidate(f"a{number}", (0.9, 0.1), (0.9, 0.1)) for number in range(20)]
    few = [Candidate(f"b{number}", (0.1, 0.6), (0.1, 0.6)) for number in range(20)]
    shown = [one.product_id[0] for one in answers([Centre(0, 0.75), Centre(1, 0.25)], many + few, 0.0)][:8]
    assert shown.count("a") == 6 and shown.count("b") == 2


def test_newness_and_oddness_are_told_from_kinds() -> None:
    assert [newness(kind, ["Garden > Planters"]) for kind in ("Garden > Planters", "Garden > Cans", "Home > Mugs")] == [
        0.0, 0.5, 1.0,
    ]  # fmt: skip
    east, north = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    vectors = {"a": east, "b": east, "odd": north, "alone": east}
    kinds = {"a": "mug", "b": "mug", "odd": "mug", "alone": "hat"}
    told = oddness(vectors, kinds, ["a", "odd", "alone"])
    assert told["odd"] == 1.0 and told["a"] == 0.0 and told["alone"] == 0.5


def taste(*board: str, **more: object) -> SearchRequest:
    return replace(SearchRequest(taste=board, top_k=12), **more)  # type: ignore[arg-type]


def test_a_board_is_answered_by_its_like_and_never_by_itself(filled: tuple[Store, Searcher]) -> None:
    board = ("mug-red", "mug-blue", "hat-green", "hat-black")
    close = filled[1].search(taste(*board))
    kinds, colors = ({one.split("-")[place] for one in board} for place in (0, 1))
    assert all(one.split("-")[0] in kinds or one.split("-")[1] in colors for one in ids(close))
    assert not set(ids(close)) & set(board) and not close.no_match
    far = filled[1].search(taste(*board, reach=1.0))
    assert all(one.split("-")[0] not in kinds and one.split("-")[1] in colors for one in ids(far)[:6])
    for result in (close, far):
        assert all(hit.why and abs(sum(hit.why.values()) - 1) < 0.01 for hit in result.hits)


def test_filters_and_rules_hold_for_a_board(filled: tuple[Store, Searcher]) -> None:
    store, searcher = filled
    board = ("mug-red", "mug-blue")
    cheap = searcher.search(taste(*board, filters=Filters(price_max=Decimal(17))))
    assert cheap.hits and all(hit.product.price and hit.product.price.amount <= 17 for hit in cheap.hits)
    first, second = ids(searcher.search(taste(*board)))[:2]
    rules = RuleStore(store)

    def under(*actions: Hide | Pin | Boost) -> RuleBook:
        return rules.book_of([Rule(When(), one, place) for place, one in enumerate(actions, 1)])

    assert first not in ids(searcher.search(taste(*board), under(Hide(Selection((first,))))))
    pinned = searcher.search(taste(*board), under(Pin("vase-white", 1)))
    assert ids(pinned)[0] == "vase-white" and pinned.hits[0].why == {Route.RULE: 1.0}
    assert ids(searcher.search(taste(*board), under(Boost(Selection((second,)), "strong"))))[0] == second
    # What is hidden has no say in it, and a board of nothing but that asks nothing.
    hidden = under(Hide(Selection(("hat-black",))))
    assert ids(searcher.search(taste("mug-red", "hat-black"), hidden)) == ids(searcher.search(taste("mug-red"), hidden))
    with pytest.raises(InvalidRequest, match="nothing to go by"):
        searcher.search(taste("mug-red"), under(Hide(Selection(("mug-red",)))))
    with pytest.raises(InvalidRequest, match="nothing to go by"):
        searcher.search(taste("gone"))
    assert len(searcher.search(taste(*board, "gone")).hits) == 12


def test_the_dial_goes_from_the_same_kinds_to_odd_ones_that_are_yet_related(demo: Searcher, demo_folder: Path) -> None:
    """Over boards of five ordinary products: further out there are more kinds that the board does not hold, and more of what
    the shop itself calls ridiculous than it has on the whole."""
    services = open_services(read_settings(home=demo_folder))
    kinds = services.store.categories()
    silly = set(services.store.board("ridiculous").product_ids)
    services.close()
    plain = [one for one in kinds if one not in silly]
    rng = np.random.default_rng(7)
    new, odd = dict.fromkeys((0.0, 0.5, 1.0), 0.0), dict.fromkeys((0.0, 0.5, 1.0), 0.0)
    boards = [[str(one) for one in rng.choice(plain, 5, replace=False)] for _ in range(24)]
    for board in boards:
        for reach in new:
            shown = ids(demo.search(taste(*board, reach=reach)))
            new[reach] += float(np.mean([newness(kinds[one], [kinds[item] for item in board]) for one in shown]))
            odd[reach] += float(np.mean([one in silly for one in shown]))
    new, odd = ({reach: total / len(boards) for reach, total in told.items()} for told in (new, odd))
    assert new[0.0] < 0.6 < 0.7 < new[0.5] <= new[1.0], new
    assert odd[0.0] + 0.05 < odd[1.0] and odd[1.0] > len(silly) / len(kinds), odd
