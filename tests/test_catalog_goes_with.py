"""What goes with a product: other kinds, in its palette and manner; nothing hidden, sold out, or of its own kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.errors import UnknownProduct
from catalog.goes_with import GoesWith
from catalog.rules import Hide, Rule, Selection, When
from catalog.search import Searcher
from catalog.shopfront import Shopfront
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords
from tests.test_catalog_search import COLORS, fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    fill(opened, ColorLayout(), HashedWords(), tmp_path)
    yield opened
    opened.close()


def finder(store: Store, folder: Path) -> GoesWith:
    searcher = Searcher(store, ColorLayout(), HashedWords(), folder / "indexes")
    return GoesWith(searcher, store, Shopfront(store))


def test_things_of_other_kinds_in_one_colour_go_together(store: Store, tmp_path: Path) -> None:
    goes_with = finder(store, tmp_path)
    right = 0
    for color in COLORS:
        found = goes_with.find(f"mug-{color}", 3)
        assert len({one.category for one in found} | {"Home > Mugs"}) == len(found) + 1
        right += sum(one.color == color for one in found)
    # Five in six are of another colour, so chance would be right three times.
    assert right >= 0.7 * 3 * len(COLORS), right


def test_what_is_hidden_sold_out_or_a_variant_is_not_offered(store: Store, tmp_path: Path) -> None:
    goes_with = finder(store, tmp_path)
    first, second, third = goes_with.find("mug-red", 3)
    store.upsert([replace(first, availability="out_of_stock")])
    Shopfront(store).rules.change(None, Rule(When(), Hide(Selection((second.id,)))))
    store.upsert([replace(store.product("mug-red"), group_id="g"), replace(third, group_id="g")])
    left = {one.id for one in finder(store, tmp_path).find("mug-red", 10)}
    assert left and not left & {first.id, second.id, third.id}


def test_a_product_that_is_alone_or_gone(tmp_path: Path, store: Store) -> None:
    goes_with = finder(store, tmp_path)
    with pytest.raises(UnknownProduct):
        goes_with.find("no-such-thing")
    store.remove([one for one in store.all_ids() if one != "mug-red"])
    assert finder(store, tmp_path).find("mug-red") == []
