"""The store on a real SQLite file, and on a real PostgreSQL: what goes in comes out, any words are safe, and a database that it
cannot use is one line."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import StoreUnavailable, UnknownProduct
from catalog.product import Board, Filters, Money, Picture, Product, product_text, text_hash
from catalog.store import Counts, Store
from tests.small_models import unwritable_folder

ROOT = Path(__file__).parent.parent

MUG = Product(
    "MUG-1",
    "Speckled mug",
    description="Holds tea & coffee; 0.3 l",
    price=Money(Decimal("15.00"), "USD"),
    brand="Fernwick",
    color="Red/White",
    material="Stoneware",
    category="Home > Kitchen > Mugs",
    group_id="MUG",
    link="https://shop.example/mug",
    pictures=(Picture("a" * 64, "mug.jpg", 640, 480), Picture("b" * 64, "back.jpg", 480, 640)),
    attributes=MappingProxyType({"climate": "indoor"}),
)
CHAIR = Product(
    "CH 2",
    "Oak chair",
    price=Money(Decimal("120"), "EUR"),
    availability="out_of_stock",
    brand="AC/DC",
    color="Écru",
    material="oak; brass",
    category="Tables, Chairs & More > Seats",
)
CLOG = Product("CLOG", "Garden clog planter", price=Money(Decimal("24.50"), "USD"), color="green", material="rubber")


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'curio.sqlite3'}"


BOTH = ("sqlite", "postgresql")


@pytest.fixture(params=BOTH)
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = Store.open(request.getfixturevalue("postgresql")() if request.param == "postgresql" else url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def full(store: Store) -> Store:
    store.upsert([MUG, CHAIR, CLOG])
    return store


@pytest.fixture(scope="module", params=BOTH)
def kept(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A filled store that nothing in this module changes."""
    on_postgresql = request.param == "postgresql"
    opened = Store.open(
        request.getfixturevalue("postgresql")() if on_postgresql else url(tmp_path_factory.mktemp("kept"))
    )
    opened.upsert([MUG, CHAIR, CLOG])
    yield opened
    opened.close()


def one_line(error: BaseException) -> str:
    said = str(error)
    assert "\n" not in said
    assert "Traceback" not in said
    assert "sqlalche.me" not in said
    return said


# Products


def test_a_product_comes_back_as_it_was_put(full: Store) -> None:
    assert [full.product(one.id) for one in (MUG, CHAIR, CLOG)] == [MUG, CHAIR, CLOG]
    assert full.count() == 3
    assert full.all_ids() == ["MUG-1", "CH 2", "CLOG"]


def test_upsert_tells_new_from_changed_from_same(full: Store) -> None:
    cheaper = replace(MUG, price=Money(Decimal("9"), "USD"))
    assert full.upsert([cheaper, CHAIR, replace(CLOG, id="NEW")]) == Counts(accepted=1, updated=1, unchanged=1)
    assert full.product("MUG-1") == cheaper
    assert full.count() == 4


def test_a_change_keeps_the_order_and_replaces_pictures_and_letters(full: Store) -> None:
    full.upsert([replace(MUG, title="Tall beaker", description="", pictures=MUG.pictures[1:])])
    assert full.all_ids()[0] == "MUG-1"
    assert full.product("MUG-1").pictures == MUG.pictures[1:]
    assert full.search_letters("coffee", 5) == []
    assert full.search_letters("beaker", 5)[0][0] == "MUG-1"


def test_what_is_the_same_changes_nothing_and_no_generation(full: Store) -> None:
    before = full.generation()
    assert full.upsert([MUG, CHAIR]) == Counts(unchanged=2)
    assert full.generation() == before


def test_the_generation_grows_with_every_change_and_starts_at_nought(store: Store) -> None:
    seen = [store.generation()]
    for change in (
        lambda: store.upsert([MUG]),
        lambda: store.put_vectors("s@1", [("a" * 64, np.ones(4, np.float32))]),
        lambda: store.remove(["MUG-1"]),
        lambda: store.put_board(Board("b", "B")),
        store.clear,
    ):
        change()
        seen.append(store.generation())
    assert seen[0] == 0
    assert seen == sorted(set(seen))


def test_removed_products_are_gone_from_every_way_of_finding(full: Store) -> None:
    assert full.remove(["MUG-1", "MUG-1", "nothing"]) == 1
    assert full.count() == 2
    assert full.search_letters("speckled mug", 5) == []
    assert full.products(["MUG-1", "CLOG"]) == {"CLOG": CLOG}
    with pytest.raises(UnknownProduct, match="MUG-1"):
        full.product("MUG-1")
    assert full.remove([]) == 0


def test_a_removed_product_can_come_back(full: Store) -> None:
    full.remove(["MUG-1"])
    full.upsert([MUG])
    assert full.product("MUG-1") == MUG
    assert [one for one, _ in full.search_letters("speckled", 5)] == ["MUG-1"]


def test_thousands_of_ids_are_more_than_one_statement_holds(store: Store) -> None:
    many = [Product(f"p{number}", f"Thing {number}") for number in range(1_700)]
    store.upsert(many)
    ids = [f"p{number}" for number in reversed(range(1_700))]
    assert list(store.products(ids)) == ids
    assert store.remove(ids[:1_200]) == 1_200
    assert store.count() == 500


def test_text_says_the_title_first_and_its_hash_follows_it() -> None:
    text = product_text(MUG)
    assert text.startswith("Speckled mug. Mugs. ")
    assert "Fernwick" in text
    assert text_hash(MUG) == text_hash(replace(MUG, price=None, availability="preorder", link=""))
    assert text_hash(MUG) != text_hash(replace(MUG, color="Blue"))


HOSTILE = [
    "'; DROP TABLE products; --", '" OR "1"="1', "NEAR(a b)", "title:mug", "mug*", "^mug", "a AND NOT b OR", "-mug", "{a b}:c",
    "(((", ")", "*", '"', "''", "\\", "%", "_", "\0", "mug\0chair", "🦆🪑", "👩‍👩‍👧", "手作り", "чашка", "كوب", "\ud800",
    "mug " * 2_500, "x" * 10_000, "\u202emug", "\n\t", "MUG-1", "rowid:1", "letters", "NOT", "AND", "OR",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_are_safe_to_search(kept: Store, words: str) -> None:
    found = kept.search_letters(words, 10)
    assert all(one in ("MUG-1", "CH 2", "CLOG") for one, _ in found)
    assert kept.count() == 3


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200), st.integers(1, 5))
def test_any_text_at_all_is_safe_to_search(kept: Store, words: str, top_k: int) -> None:
    found = kept.search_letters(words, top_k)
    assert len(found) <= top_k
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert len(dict(found)) == len(found)


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_are_safe_as_filters_and_ids(kept: Store, words: str) -> None:
    one = frozenset({words})
    asked = Filters(colors=one, materials=one, brands=one, categories=one, without=one)
    assert kept.allowed(asked) is not None
    assert kept.products([words]).keys() <= {"MUG-1"}
    if words != "MUG-1":
        with pytest.raises(UnknownProduct) as unknown:
            kept.product(words)
        one_line(unknown.value)


@pytest.mark.parametrize("words", [words for words in HOSTILE if words != "\ud800" and "\0" not in words])
def test_hostile_words_are_kept_as_they_are(store: Store, words: str) -> None:
    """But for half letters and NULs, which no feed can bring."""
    product = Product("H", f"t {words}"[:150], description=words, attributes=MappingProxyType({"size": words}))
    store.upsert([product])
    assert store.product("H") == product


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("mugs", "MUG-1"),
        ("fernwick", "MUG-1"),
        ("MUG-1", "MUG-1"),
        ("ecru chair", "CH 2"),
        ("planters", "CLOG"),
        ("ÉCRU", "CH 2"),
    ],
)
def test_letters_find_stems_brands_codes_and_letters_without_accents(kept: Store, words: str, best: str) -> None:
    assert kept.search_letters(words, 3)[0][0] == best


def test_letters_keep_to_the_allowed_and_still_give_top_k(store: Store) -> None:
    store.upsert([Product(f"p{number}", "mug " * (1 + number % 3)) for number in range(60)])
    allowed = {f"p{number}" for number in range(0, 60, 7)}
    found = store.search_letters("mug", 5, allowed)
    assert len(found) == 5
    assert {one for one, _ in found} <= allowed
    assert store.search_letters("mug", 5, set()) == []


# Filters


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(price_max=Decimal("24.50")), {"MUG-1", "CLOG"}),
        (Filters(price_max=Decimal("24.49")), {"MUG-1"}),
        (Filters(price_min=Decimal("24.50")), {"CH 2", "CLOG"}),
        (Filters(price_min=Decimal("16"), price_max=Decimal("20")), set()),
        (Filters(colors=frozenset({"red"})), {"MUG-1"}),
        (Filters(colors=frozenset({"WHITE", "green"})), {"MUG-1", "CLOG"}),
        (Filters(colors=frozenset({"re"})), set()),
        (Filters(colors=frozenset({"écru"})), {"CH 2"}),
        (Filters(colors=frozenset({"red/white"})), {"MUG-1"}),
        (Filters(materials=frozenset({"brass"})), {"CH 2"}),
        (Filters(materials=frozenset({"oak"})), {"CH 2"}),
        (Filters(brands=frozenset({"fernwick"})), {"MUG-1"}),
        (Filters(brands=frozenset({"ac/dc"})), {"CH 2"}),
        (Filters(categories=frozenset({"mugs"})), {"MUG-1"}),
        (Filters(categories=frozenset({"home > kitchen > mugs"})), {"MUG-1"}),
        (Filters(categories=frozenset({"Tables, Chairs & More > Seats"})), {"CH 2"}),
        (Filters(in_stock=True), {"MUG-1", "CLOG"}),
        (Filters(without=frozenset({"rubber"})), {"MUG-1", "CH 2"}),
        (
            Filters(without=frozenset({"tea coffee"})),
            {"MUG-1", "CH 2", "CLOG"},
        ),  # a description says what a thing is for
        (Filters(without=frozenset({"speckles"})), {"CH 2", "CLOG"}),
        (Filters(without=frozenset({"speckled"})), {"CH 2", "CLOG"}),  # no fact knows it, so the title tells
        (Filters(without=frozenset({"planters"})), {"MUG-1", "CH 2"}),
        (Filters(without=frozenset({"white"})), {"CH 2", "CLOG"}),
        (Filters(without=frozenset({"garden"})), {"MUG-1", "CH 2"}),
        (Filters(without=frozenset({"mug"})), {"CH 2", "CLOG"}),  # by its kind, "Mugs"
        (Filters(without=frozenset({"indoor"})), {"CH 2", "CLOG"}),
        (Filters(without=frozenset({"climate"})), {"MUG-1", "CH 2", "CLOG"}),  # the name of an attribute is no value
        (Filters(without=frozenset({"fernwick", "brass"})), {"CLOG"}),
        (Filters(without=frozenset({'" OR title : "mug', "(", "%"})), {"MUG-1", "CH 2", "CLOG"}),
        (Filters(attributes=frozenset({("climate", "indoor")})), {"MUG-1"}),
        (Filters(attributes=frozenset({("climate", "indoor"), ("climate", "outdoor")})), {"MUG-1"}),
        (Filters(attributes=frozenset({("climate", "door")})), set()),
        (Filters(attributes=frozenset({("season", "summer")})), set()),
        (Filters(attributes=frozenset({('a"b', "x"), ("$.climate", "indoor")})), set()),
        (Filters(colors=frozenset({"%"})), set()),
        (Filters(colors=frozenset({"_____"})), set()),
    ],
)
def test_filters_keep_what_is_asked_for(kept: Store, filters: Filters, ids: set[str]) -> None:
    assert kept.allowed(filters) == ids


def test_no_filter_is_not_the_same_as_all(kept: Store) -> None:
    assert kept.allowed(Filters()) is None


def test_every_facet_is_a_filter_that_finds_what_it_counted(kept: Store) -> None:
    facets = kept.facets()
    assert facets["color"] == {"Red": 1, "White": 1, "green": 1, "Écru": 1}
    fields = {"color": "colors", "material": "materials", "brand": "brands", "category": "categories"}
    for name, counts in facets.items():
        for value, count in counts.items():
            passed = kept.allowed(Filters(**{fields[name]: frozenset({value.lower()})}))  # type: ignore[arg-type]
            assert passed is not None
            assert len(passed) == count, (name, value)


def test_the_price_range_is_the_lowest_and_the_highest(kept: Store, store: Store) -> None:
    assert kept.price_range() == (Decimal("15.0"), Decimal("120.0"))
    assert store.price_range() is None


# Vectors, boards, events


def test_vectors_come_back_in_half_precision_and_by_space(full: Store) -> None:
    rng = np.random.default_rng(3)
    seen, said = rng.normal(size=(2, 7)).astype(np.float32)
    full.put_vectors("pictures@1", [("a" * 64, seen), ("b" * 64, seen)])
    full.put_vectors("words@1", [(text_hash(CHAIR), said), (text_hash(CLOG), said)])
    ids, rows = full.picture_rows("pictures@1")
    assert ids == ["MUG-1"]  # its first picture only
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows[0], seen, rtol=1e-3)
    ids, rows = full.word_rows("words@1")
    assert (ids, rows.shape) == (["CH 2", "CLOG"], (2, 7))
    assert full.picture_rows("pictures@2")[0] == []


def test_what_has_no_vector_is_named_once_and_in_order(full: Store) -> None:
    full.put_vectors("s@1", [("b" * 64, np.ones(2, np.float32))])
    assert full.missing_vectors("s@1", ["c", "b" * 64, "a", "c"]) == ["c", "a"]
    assert full.missing_vectors("s@2", ["b" * 64]) == ["b" * 64]
    assert full.missing_vectors("s@1", []) == []


def test_a_vector_put_twice_is_the_second(full: Store) -> None:
    for value in (1.0, 2.0):
        full.put_vectors("s@1", [("a" * 64, np.full(3, value, np.float32))])
    np.testing.assert_array_equal(full.picture_rows("s@1")[1], [[2.0, 2.0, 2.0]])


def test_orphans_are_counted_and_forgotten(full: Store) -> None:
    row = np.ones(3, np.float32)
    full.put_vectors("s@1", [("a" * 64, row), ("b" * 64, row), (text_hash(MUG), row), (text_hash(CLOG), row)])
    assert full.count_orphans() == 0
    full.remove(["MUG-1"])
    assert full.count_orphans() == 3
    assert full.forget_orphans() == 3
    assert full.word_rows("s@1")[0] == ["CLOG"]


def test_boards_keep_their_order_and_their_products(store: Store) -> None:
    store.put_board(Board("odd", "The odd", "Things", ("b", "a")))
    store.put_board(Board("new", "New"))
    store.put_board(Board("odd", "The oddest", "", ("a",)))
    assert [board.slug for board in store.boards()] == ["odd", "new"]
    assert store.board("odd") == Board("odd", "The oddest", "", ("a",))
    with pytest.raises(UnknownProduct):
        store.board("'; --")


def test_clear_empties_everything(full: Store) -> None:
    full.put_vectors("s@1", [("a" * 64, np.ones(3, np.float32))])
    full.put_board(Board("b", "B"))
    full.clear()
    assert (full.count(), full.boards(), full.picture_rows("s@1")[0], full.count_orphans()) == (0, [], [], 0)
    assert full.search_letters("mug", 5) == []
    assert full.generation() > 0


def test_a_change_that_fails_leaves_nothing_behind(full: Store) -> None:
    before = full.generation()

    def rows() -> Iterator[tuple[str, np.ndarray]]:
        yield "a" * 64, np.ones(3, np.float32)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        full.put_vectors("s@1", rows())
    assert full.missing_vectors("s@1", ["a" * 64]) == ["a" * 64]
    assert full.generation() == before


# The file


def test_a_new_database_is_made_and_found_again(tmp_path: Path) -> None:
    first = Store.open(url(tmp_path))
    first.upsert([MUG])
    first.close()
    second = Store.open(url(tmp_path))
    assert second.product("MUG-1") == MUG
    second.close()


def test_the_tables_say_what_the_migrations_made(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import create_engine

    from catalog.tables import metadata

    Store.open(url(tmp_path)).close()
    with create_engine(url(tmp_path)).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: not (kind == "table" and name.startswith("letters"))},
        )
        assert compare_metadata(context, metadata) == []


def test_a_database_of_a_later_curio_is_refused_and_not_touched(tmp_path: Path) -> None:
    Store.open(url(tmp_path)).close()
    with sqlite3.connect(tmp_path / "curio.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnavailable, match="later") as refused:
        Store.open(url(tmp_path))
    one_line(refused.value)
    with sqlite3.connect(tmp_path / "curio.sqlite3") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


@pytest.mark.parametrize("content", [b"this is no database " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "curio.sqlite3").write_bytes(content)
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(url(tmp_path))
    assert "curio.sqlite3" in one_line(refused.value)
    assert (tmp_path / "curio.sqlite3").read_bytes() == content


@pytest.mark.parametrize("address", ["nonsense", "nosuchkind://x", "", "sqlite:////no/such/folder/at/all/x.sqlite3"])
def test_an_address_that_leads_nowhere_is_one_line(address: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(address)
    one_line(refused.value)


def test_a_folder_in_the_databases_place_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "curio.sqlite3").mkdir()
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(url(tmp_path))
    one_line(refused.value)


def test_a_folder_without_write_permission_is_one_line() -> None:
    with unwritable_folder() as folder, pytest.raises(StoreUnavailable, match="writable") as refused:
        Store.open(url(folder))
    one_line(refused.value)


def test_a_database_that_can_only_be_read_says_so_when_written(tmp_path: Path) -> None:
    Store.open(url(tmp_path)).close()
    store = Store.open(f"sqlite:///file:{tmp_path / 'curio.sqlite3'}?mode=ro&uri=true")
    assert store.count() == 0
    with pytest.raises(StoreUnavailable, match="writable") as refused:
        store.upsert([MUG])
    one_line(refused.value)
    store.close()


WRITER = """
import sys
from catalog.product import Product
from catalog.store import Store
store = Store.open(sys.argv[1])
for start in range(0, 60, 5):
    store.upsert([Product(f"{sys.argv[2]}{n}", f"Thing {n}") for n in range(start, start + 5)])
    store.upsert([Product(f"both{n}", f"Thing {n} by {sys.argv[2]}") for n in range(5)])
store.close()
"""


def test_several_processes_make_and_fill_one_new_database(tmp_path: Path) -> None:
    names = ("a", "b", "c")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url(tmp_path), name], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for name in names
    ]
    for one in running:
        _, said = one.communicate(timeout=90)
        assert one.returncode == 0, said[-2000:]
    store = Store.open(url(tmp_path))
    assert store.count() == 60 * len(names) + 5
    assert len(store.search_letters("thing", 1_000)) == 60 * len(names) + 5
    store.close()


def test_making_the_tables_happens_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed while it makes the tables must not leave some of them in the way of the next."""
    from alembic import op

    with monkeypatch.context() as patched:

        def cut(*_given: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(op, "execute", cut)
        with pytest.raises(KeyboardInterrupt):
            Store.open(url(tmp_path))
    store = Store.open(url(tmp_path))
    store.upsert([MUG])
    assert store.product("MUG-1") == MUG
    store.close()


def test_readers_go_on_while_another_writes(full: Store) -> None:
    with contextlib.suppress(KeyboardInterrupt), full.database.writing() as connection:
        connection.execute(sa.text("UPDATE products SET title = 'half way'"))
        assert full.product("MUG-1") == MUG
        assert full.search_letters("speckled", 3)
        raise KeyboardInterrupt
    assert full.product("MUG-1") == MUG
