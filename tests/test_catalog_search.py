"""Search through the front door: what is asked in words, by picture, by likeness or by filters, and an honest "nothing".

Most of it runs on small models over a hand-made shop; what words mean is tested with the bundled ones.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from catalog.errors import InvalidRequest, UnknownProduct
from catalog.images import open_image
from catalog.ingest import ingest
from catalog.product import Filters, Product, Route
from catalog.search import Searcher, SearchRequest, SearchResult
from catalog.store import Store
from models.base import ImageTextEmbedder, QueryEmbedder, Vectors
from tests.small_models import ColorLayout, HashedWords, bundled

COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")
KINDS = {
    "mug": ("stoneware", "Home > Mugs", "15.00"),
    "chair": ("oak", "Furniture > Chairs", "120.00"),
    "lamp": ("brass", "Furniture > Lamps", "64.50"),
    "hat": ("wool", "Clothing > Hats", "22.00"),
    "vase": ("glass", "Home > Vases", "31.00"),
    "clog planter": ("rubber", "Garden > Planters", "24.50"),
}


def drawn(kind: str, color: str) -> Image.Image:
    """A picture of one thing on a grey ground; each kind has its shape."""
    image = Image.new("RGB", (96, 96), "#d8d8d8")
    draw = ImageDraw.Draw(image)
    place = list(KINDS).index(kind)
    shapes = (draw.rectangle, draw.ellipse)
    shapes[place % 2]((12 + 6 * place, 10, 60 + 5 * place, 40 + 8 * place), fill=color)
    draw.rectangle((40, 60, 44 + 4 * place, 88), fill=color)
    return image


def fill(store: Store, pictures: ImageTextEmbedder, words: QueryEmbedder, home: Path) -> None:
    lines = ["id\ttitle\tdescription\tprice\tavailability\tbrand\tcolor\tmaterial\tproduct_type\timage_link"]
    for kind, (material, category, price) in KINDS.items():
        for place, color in enumerate(COLORS):
            one = f"{kind.split()[0]}-{color}"
            drawn(kind, color).save(home / f"{one}.png")
            stock = "out of stock" if place % 4 == 3 else "in stock"
            brand = ("Fernwick", "Odd & Sons", "AC/DC")[place % 3]
            lines.append(
                f"{one}\t{color.title()} {kind}\tA {kind} made of {material}.\t{Decimal(price) + place} USD\t{stock}\t{brand}\t"
                f"{color}\t{material}\t{category}\t{one}.png"
            )
    feed = home / "feed.tsv"
    feed.write_text("\n".join(lines), "utf-8")
    report = ingest(feed, None, store, pictures, words, home)
    assert (report.accepted, report.issues) == (60, [])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def store(home: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    fill(opened, ColorLayout(), HashedWords(), home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def searcher(store: Store, home: Path) -> Searcher:
    return Searcher(store, ColorLayout(), HashedWords(), home / "indexes")


def ids(result: SearchResult) -> list[str]:
    return [hit.product.id for hit in result.hits]


def sound(result: SearchResult, top_k: int) -> None:
    """What holds for every result."""
    assert len(result.hits) <= top_k
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    assert len(set(ids(result))) == len(result.hits)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    for hit in result.hits:
        assert all(share >= 0 for share in hit.why.values())
        if hit.why:
            assert sum(hit.why.values()) == pytest.approx(1, abs=0.01)
    assert result.ms["total"] >= 0


# What is asked


def test_words_find_what_they_name(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest("purple hat"))
    assert ids(result)[0] == "hat-purple"
    assert not result.no_match
    assert {Route.MEANING, Route.LETTERS} <= result.hits[0].why.keys()
    sound(result, 24)


def test_a_products_own_picture_finds_it_first(searcher: Searcher) -> None:
    for one in ("mug-red", "lamp-blue", "clog-green", "hat-black"):
        kind = next(kind for kind in KINDS if kind.startswith(one.split("-")[0]))
        result = searcher.search(SearchRequest(image=drawn(kind, one.split("-")[1])))
        assert ids(result)[0] == one
        assert result.hits[0].why == {Route.PICTURE: 1.0}
        assert not result.no_match


def test_picture_and_words_are_both_heard(searcher: Searcher) -> None:
    """The picture of a green lamp and the word "chair": chairs lead, the green one first; of lamps the green one."""
    result = searcher.search(SearchRequest("chair", drawn("lamp", "green"), top_k=60))
    assert ids(result)[0] in ("chair-green", "lamp-green")
    for kind in ("chair", "lamp"):
        assert next(one for one in ids(result) if one.startswith(kind)) == f"{kind}-green"
    assert {Route.PICTURE, Route.MEANING} <= result.hits[0].why.keys() | result.hits[1].why.keys()
    sound(result, 60)


@pytest.mark.parametrize("color", ["purple", "orange"])
@pytest.mark.parametrize("said", ["like this, in {}", "{}", ""])
def test_a_thing_shown_and_a_colour_named_is_that_thing_in_that_colour(
    searcher: Searcher, color: str, said: str
) -> None:
    """As words that nobody has read, or as the filter that understanding makes of them; for a picture and for a product."""
    filters = Filters() if said else Filters(colors=frozenset({color}))
    for asked in (SearchRequest(image=drawn("lamp", "green")), SearchRequest(like="lamp-green")):
        result = searcher.search(replace(asked, text=said.format(color), filters=filters, top_k=5))
        assert ids(result)[0] == f"lamp-{color}"
        assert sum(one.endswith(f"-{color}") for one in ids(result)) >= 4
        sound(result, 5)


def test_the_like_of_a_product_leaves_it_out_and_shares_its_looks_and_words(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(like="mug-red", top_k=6))
    assert "mug-red" not in ids(result)
    assert len(result.hits) == 6
    assert any(one.startswith("mug-") for one in ids(result)[:3])
    sound(result, 6)


def test_like_may_be_narrowed_by_words_and_filters(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest("blue", like="mug-red", filters=Filters(in_stock=True), top_k=5))
    assert len(result.hits) == 5
    assert all(hit.product.availability == "in_stock" for hit in result.hits)
    assert "mug-red" not in ids(result)


def test_filters_alone_show_all_that_pass(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest(filters=Filters(colors=frozenset({"red"})), top_k=50))
    assert sorted(ids(result)) == sorted(f"{kind.split()[0]}-red" for kind in KINDS)
    assert not result.no_match
    sound(result, 50)


@pytest.mark.parametrize("text", ["", "   ", "\n\t \u2003"])
def test_nothing_asked_is_one_line(searcher: Searcher, text: str) -> None:
    with pytest.raises(InvalidRequest, match="looking for") as refused:
        searcher.search(SearchRequest(text))
    assert "\n" not in str(refused.value)


def test_an_unknown_product_has_no_like(searcher: Searcher) -> None:
    for one in ("none", "'; DROP TABLE products; --", "\ud800", "x" * 5_000):
        with pytest.raises(UnknownProduct) as refused:
            searcher.search(SearchRequest(like=one))
        assert len(str(refused.value)) < 200


HOSTILE = [
    "'; DROP TABLE products; --", '" OR 1=1', "NEAR(mug chair)", "title:mug", "mug*", "a AND NOT b OR", "*", '"', "\\", "%",
    "\0", "mug\0", "🦆", "🦆🪑👩‍👩‍👧", "手作りの鉢", "чашка", "كوب أحمر", "कप", "\u202emug",
    "mug " * 2_500, "x" * 10_000, "é" * 10_000,
    "\ud800 mug", "[A] Mug | <script>", "1" * 300, "!!!", "-", "NOT",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_are_answered(searcher: Searcher, text: str) -> None:
    result = searcher.search(SearchRequest(text, top_k=5))
    sound(result, 5)
    if "mug" in text and "chair" not in text:
        assert ids(result)[0].startswith("mug")


FILTERS = st.builds(
    Filters,
    price_min=st.none() | st.decimals(0, 130, places=2),
    price_max=st.none() | st.decimals(0, 130, places=2),
    colors=st.frozensets(st.sampled_from([*COLORS, "beige"]), max_size=3),
    materials=st.frozensets(st.sampled_from(["oak", "glass", "wool", "tin"]), max_size=2),
    categories=st.frozensets(st.sampled_from(["home", "hats", "garden > planters"]), max_size=2),
    brands=st.frozensets(st.sampled_from(["fernwick", "ac/dc", "odd & sons"]), max_size=2),
    in_stock=st.booleans(),
    without=st.frozensets(st.sampled_from(["wool", "red", "made of oak", "🦆"]), max_size=2),
)


def passes(product: Product, filters: Filters) -> bool:
    """What the filters mean, said once more and plainly."""
    facts = f"{product.color} {product.material}".lower()
    price = product.price.amount if product.price else None
    return (
        (filters.price_min is None or (price is not None and price >= filters.price_min))
        and (filters.price_max is None or (price is not None and price <= filters.price_max))
        and (not filters.colors or product.color in filters.colors)
        and (not filters.materials or product.material in filters.materials)
        and (not filters.categories or any(one in product.category.lower() for one in filters.categories))
        and (not filters.brands or product.brand.lower() in filters.brands)
        and (not filters.in_stock or product.availability == "in_stock")
        and not any(one in facts.split() for one in filters.without)
    )


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(["", "red mug", "something of wool", "🦆", "lamp"]) | st.text(max_size=30),
    picture=st.none() | st.sampled_from(COLORS),
    like=st.sampled_from(["", "mug-red", "hat-black"]),
    filters=FILTERS,
    top_k=st.integers(1, 70),
)
def test_filters_hold_and_the_top_k_is_filled_whatever_is_asked(
    searcher: Searcher, store: Store, text: str, picture: str | None, like: str, filters: Filters, top_k: int
) -> None:
    image = drawn("mug", picture) if picture else None
    request = SearchRequest(text, image, like, filters, top_k)
    if not text.split() and image is None and not like and not filters:
        with pytest.raises(InvalidRequest):
            searcher.search(request)
        return
    result = searcher.search(request)
    sound(result, top_k)
    allowed = {one.id for one in store.products(store.all_ids()).values() if passes(one, filters)} - {like}
    assert set(ids(result)) <= allowed
    assert len(result.hits) == min(top_k, len(allowed))


def test_what_is_not_wanted_goes_down_and_only_the_thing_itself_is_left_out(searcher: Searcher) -> None:
    before = searcher.search(SearchRequest("red mug", top_k=60))
    after = searcher.search(SearchRequest("red mug", top_k=60, away=("mug-red",)))
    assert set(ids(before)) - set(ids(after)) == {"mug-red"}
    sound(after, 60)
    lower = {hit.product.id: hit.score for hit in after.hits}
    assert all(lower[hit.product.id] <= hit.score for hit in before.hits if hit.product.id in lower)
    # What looks and reads most like it loses most of its place.
    assert ids(before).index("hat-red") < ids(before).index("mug-black")
    assert searcher.search(SearchRequest("red mug", away=("gone",), top_k=60)).hits == before.hits


def test_an_unwanted_word_that_no_fact_knows_pushes_down(searcher: Searcher) -> None:
    """ "Made": in every description, in no title; nothing is left out for it."""
    plain = searcher.search(SearchRequest("red mug", top_k=60))
    averse = searcher.search(SearchRequest("red mug", filters=Filters(without=frozenset({"made"})), top_k=60))
    assert set(ids(plain)) == set(ids(averse))
    assert sum(hit.score for hit in averse.hits) < sum(hit.score for hit in plain.hits)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.sampled_from(["red mug", "wool", "a brass lamp", "planter"]), top_k=st.integers(1, 30))
def test_fewer_hits_are_the_first_of_more_and_asking_again_is_the_same(
    searcher: Searcher, text: str, top_k: int
) -> None:
    more, fewer = (searcher.search(SearchRequest(text, top_k=count)) for count in (40, top_k))
    assert ids(more)[:top_k] == ids(fewer)
    assert [hit.score for hit in more.hits][:top_k] == [hit.score for hit in fewer.hits]


@pytest.mark.parametrize("text", ["zxqv wplf", "fhqwhgads brrrt", "mortgage refinancing deadline", "🦆🦆🦆"])
def test_nonsense_is_said_to_match_nothing_and_the_nearest_things_are_shown(searcher: Searcher, text: str) -> None:
    result = searcher.search(SearchRequest(text))
    assert result.no_match
    assert result.hits


def test_filters_that_nothing_passes_give_no_hits(searcher: Searcher) -> None:
    result = searcher.search(SearchRequest("mug", filters=Filters(price_max=Decimal("1"))))
    assert result.hits == ()
    assert result.removed_by_filters == 60


def test_a_route_narrows_the_ways_of_finding(searcher: Searcher) -> None:
    said = searcher.search(SearchRequest("red mug", route="words"))
    assert all(hit.why.keys() <= {Route.MEANING, Route.LETTERS} for hit in said.hits)
    seen = searcher.search(SearchRequest("red mug", route="picture"))
    assert all(hit.why.keys() <= {Route.PICTURE} for hit in seen.hits)
    assert sum(one.endswith("-red") for one in ids(seen)[:6]) >= 2


def test_threads_share_one_searcher(searcher: Searcher) -> None:
    expected = ids(searcher.search(SearchRequest("red mug")))
    got: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: got.extend(ids(searcher.search(SearchRequest("red mug"))) for _ in range(5)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert got == [expected] * 30


# The indexes behind it


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Store, Searcher, Path]]:
    """A shop that a test may change."""
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    fill(store, ColorLayout(), HashedWords(), tmp_path)
    yield store, Searcher(store, ColorLayout(), HashedWords(), tmp_path / "indexes"), tmp_path
    store.close()


def test_what_changes_in_the_store_is_found_at_the_next_search(own: tuple[Store, Searcher, Path]) -> None:
    store, searcher, home = own
    assert ids(searcher.search(SearchRequest("zebra")))[0] != "zebra"
    feed = home / "more.tsv"
    feed.write_text("id\ttitle\tprice\nzebra\tStriped zebra toy\t5 USD\n", "utf-8")
    ingest(feed, None, store, ColorLayout(), HashedWords(), home)
    assert searcher.state == "behind the store"
    result = searcher.search(SearchRequest("zebra"))
    assert ids(result)[0] == "zebra"  # without a picture, by its words
    assert searcher.state == "ok"
    store.remove(["zebra"])
    assert "zebra" not in ids(searcher.search(SearchRequest("zebra", top_k=100)))


class HeldWords(HashedWords):
    """Words that are embedded only when the test lets them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.go_on.wait(60)
        return super().encode_texts(texts)


def test_the_first_search_after_the_first_import_waits_for_what_there_is_to_find(tmp_path: Path) -> None:
    """Another thread publishes meanwhile; a shop that had nothing until now has nothing to go on with."""
    words, pictures = HeldWords(), ColorLayout()
    with contextlib.closing(Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")) as store:
        searcher = Searcher(store, pictures, words, tmp_path / "indexes")
        fill(store, pictures, words, tmp_path)
        words.asked.clear()
        words.go_on.clear()
        with ThreadPoolExecutor() as threads:
            publishing = threads.submit(searcher.refresh)
            assert words.asked.wait(60)
            searching = threads.submit(searcher.search, SearchRequest(image=drawn("hat", "red")))
            wait([searching], timeout=0.5)
            words.go_on.set()
            assert ids(searching.result(60))[0] == "hat-red"
            publishing.result(60)


def test_a_change_of_price_is_shown_at_once(own: tuple[Store, Searcher, Path]) -> None:
    store, searcher, _ = own
    mug = store.product("mug-red")
    store.upsert([replace(mug, availability="out_of_stock")])
    assert searcher.search(SearchRequest("red mug")).hits[0].product.availability == "out_of_stock"


def test_a_second_start_reads_the_saved_indexes_and_answers_alike(own: tuple[Store, Searcher, Path]) -> None:
    store, searcher, home = own
    before = {file.name: file.stat().st_mtime_ns for file in (home / "indexes").glob("*.index")}
    assert len(before) == 2
    again = Searcher(store, ColorLayout(), HashedWords(), home / "indexes")
    assert {file.name: file.stat().st_mtime_ns for file in (home / "indexes").glob("*.index")} == before
    assert ids(again.search(SearchRequest("blue vase"))) == ids(searcher.search(SearchRequest("blue vase")))


@pytest.mark.parametrize("damage", [b"", b"not an index", None])
def test_a_damaged_or_lost_index_is_built_anew(own: tuple[Store, Searcher, Path], damage: bytes | None) -> None:
    store, searcher, home = own
    expected = ids(searcher.search(SearchRequest("blue vase")))
    for file in (home / "indexes").iterdir():
        if damage is None:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2] + damage)
    again = Searcher(store, ColorLayout(), HashedWords(), home / "indexes")
    assert ids(again.search(SearchRequest("blue vase"))) == expected
    assert again.state == "ok"


class _Silent(HashedWords):
    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"asked to read {texts[:3]}")


class _Blind(ColorLayout):
    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"asked to read {texts[:3]}")

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        raise AssertionError("asked to look")


def test_what_was_measured_when_the_catalog_was_indexed_is_only_read_when_it_is_opened(
    searcher: Searcher, store: Store, home: Path
) -> None:
    again = Searcher(store, _Blind(), _Silent(), home / "indexes")
    assert again.state == "ok"
    liked = SearchRequest(like="mug-red")
    assert again.search(liked).hits == searcher.search(liked).hits
    assert again.search(liked).no_match == searcher.search(liked).no_match


def test_a_changed_catalog_is_measured_anew(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    fill(store, ColorLayout(), HashedWords(), tmp_path)
    Searcher(store, ColorLayout(), HashedWords(), tmp_path / "indexes")
    (tmp_path / "more.tsv").write_text("id\ttitle\tprice\n1\tOne more thing\t5 USD\n", "utf-8")
    ingest(tmp_path / "more.tsv", None, store, ColorLayout(), HashedWords(), tmp_path)
    with pytest.raises(AssertionError, match="asked to"):
        Searcher(store, _Blind(), _Silent(), tmp_path / "indexes")
    store.close()


def test_an_empty_shop_answers_honestly(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    searcher = Searcher(store, ColorLayout(), HashedWords(), tmp_path / "indexes")
    for request in (SearchRequest("mug"), SearchRequest(image=Image.new("RGB", (9, 9)))):
        result = searcher.search(request)
        assert result.hits == ()
        assert result.no_match
    assert searcher.search(SearchRequest(filters=Filters(in_stock=True))).hits == ()
    store.close()


def test_a_shop_of_one_product_and_no_pictures_is_searched(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    feed = tmp_path / "feed.tsv"
    feed.write_text("id\ttitle\tprice\n1\tRed mug\t5 USD\n", "utf-8")
    ingest(feed, None, store, ColorLayout(), HashedWords(), tmp_path)
    searcher = Searcher(store, ColorLayout(), HashedWords(), tmp_path / "indexes")
    assert ids(searcher.search(SearchRequest("red mug"))) == ["1"]
    assert ids(searcher.search(SearchRequest(image=Image.new("RGB", (9, 9)), text="mug"))) == ["1"]
    assert searcher.search(SearchRequest(like="1")).hits == ()
    store.close()


def test_a_colour_asked_for_is_the_products_own_and_not_one_that_its_text_mentions(tmp_path: Path) -> None:
    rows = [
        ("white", "White shirt with a red heart", "A shirt. The heart is red, red and once more red.", "white"),
        ("hero", "Hero shirt", "One shirt, in white, red and navy.", "red"),
        ("navy", "Hero shirt", "One shirt, in white, red and navy.", "navy"),
        ("bowl", "Deep bowl", "For soup.", "red"),
    ]
    lines = ["id\ttitle\tdescription\tcolor\tproduct_type\tprice"]
    lines += ["\t".join([*row, "Kitchen > Bowls" if row[0] == "bowl" else "Men > Shirts", "5 USD"]) for row in rows]
    (tmp_path / "feed.tsv").write_text("\n".join(lines), "utf-8")
    store = Store.open(f"sqlite:///{tmp_path / 'curio.sqlite3'}")
    ingest(tmp_path / "feed.tsv", None, store, ColorLayout(), HashedWords(), tmp_path)
    searcher = Searcher(store, ColorLayout(), HashedWords(), tmp_path / "indexes")
    for text in ("red shirt", "a man's shirt in red", "SHIRTS, red"):
        assert ids(searcher.search(SearchRequest(text)))[0] == "hero"
    store.close()


# The models that ship


THINGS = {
    "crocs": ("Crocs as flower pots", "A pair of foam clogs turned into planters for succulents.", "Garden > Planters"),
    "burger": ("Cheeseburger-shaped eyeshadow", "A palette of eight shades in a bun.", "Beauty > Eyeshadow"),
    "gingerbread": ("A gingerbread house made of vegetables", "Walls of carrot, a roof of kale.", "Food > Houses"),
    "lamp": ("Brass desk lamp", "A warm light for late work.", "Furniture > Lamps"),
    "cushion": ("Velvet cushion", "Soft, square, with piped edges.", "Home > Cushions"),
    "bottle": ("Steel water bottle", "Keeps drinks cold for a day.", "Kitchen > Bottles"),
    "clock": ("Oak wall clock", "Silent hands, no ticking.", "Home > Clocks"),
    "necklace": ("Pearl necklace", "Freshwater pearls on silk.", "Jewellery"),
    "candle": ("Beeswax candle", "Burns for thirty hours.", "Home > Candles"),
    "chair": ("Rocking chair", "Ash, with a woven seat.", "Furniture > Chairs"),
    "hat": ("Straw sun hat", "A wide brim for the beach.", "Clothing > Hats"),
    "train": ("Wooden toy train", "Three carriages with magnets.", "Toys"),
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    pictures, words = bundled()
    home = tmp_path_factory.mktemp("real")
    rows = ["id\ttitle\tdescription\tprice\tproduct_type\timage_link"]
    for place, (one, said) in enumerate(THINGS.items()):
        drawn(list(KINDS)[place % 6], COLORS[place % 10]).save(home / f"{one}.png")
        rows.append("\t".join([one, said[0], said[1], f"{place + 5} USD", said[2], f"{one}.png"]))
    (home / "feed.tsv").write_text("\n".join(rows), "utf-8")
    store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    ingest(home / "feed.tsv", None, store, pictures, words, home)
    yield Searcher(store, pictures, words, home / "indexes")
    store.close()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("crocs as flower pots", "crocs"),
        ("rubber shoes used to grow plants", "crocs"),
        ("makeup that looks like fast food", "burger"),
        ("edible cottage built from carrots", "gingerbread"),
        ("something to tell the time", "clock"),
        ("a gift for a child who likes railways", "train"),
        ("jewelry for a wedding", "necklace"),
    ],
)
def test_the_bundled_models_find_what_other_words_mean(real: Searcher, text: str, first: str) -> None:
    result = real.search(SearchRequest(text))
    assert ids(result)[0] == first
    assert not result.no_match
    sound(result, 24)


@pytest.mark.parametrize(
    ("text", "first"),
    [("throw pillow", "cushion"), ("something funny", ""), ("present for him", "")],
)
def test_other_names_and_requests_for_anything_are_not_refused(real: Searcher, text: str, first: str) -> None:
    result = real.search(SearchRequest(text))
    assert not result.no_match
    assert first in ("", ids(result)[0])


@pytest.mark.parametrize("text", ["woollen socks", "ironing board", "gift voucher", "wine"])
def test_what_lies_near_to_things_here_and_is_not_sold_is_said_to_be_missing(real: Searcher, text: str) -> None:
    assert real.search(SearchRequest(text)).no_match


@pytest.mark.parametrize("text", ["xqzt blorf wug", "my router has lost its password", "stock market closing prices"])
def test_the_bundled_models_say_when_nothing_matches(real: Searcher, text: str) -> None:
    assert real.search(SearchRequest(text)).no_match


@pytest.mark.parametrize(
    "text", ["🦆", "手作りの鉢", "x" * 10_000, "\0", "\ud800", "'; DROP TABLE products; --", "!!!"]
)
def test_the_bundled_models_answer_anything(real: Searcher, text: str) -> None:
    sound(real.search(SearchRequest(text, top_k=5)), 5)


def test_the_bundled_models_know_a_picture_again_cropped_turned_and_compressed(real: Searcher, tmp_path: Path) -> None:
    firsts = []
    for place, one in list(enumerate(THINGS))[::2]:
        image = drawn(list(KINDS)[place % 6], COLORS[place % 10]).resize((384, 384))
        taken = image.rotate(5, Image.Resampling.BICUBIC, fillcolor="#d8d8d8").crop((20, 20, 364, 364))
        taken.save(tmp_path / "taken.jpg", quality=60)
        firsts.append(ids(real.search(SearchRequest(image=open_image(tmp_path / "taken.jpg"))))[0] == one)
    assert np.mean(firsts) >= 0.8


@pytest.mark.parametrize("size", [(1, 1), (3000, 2), (7, 900)])
def test_the_bundled_models_take_pictures_of_any_shape(real: Searcher, size: tuple[int, int]) -> None:
    sound(real.search(SearchRequest(image=Image.new("RGB", size, "red"), top_k=4)), 4)


def test_the_bundled_models_find_the_like_of_each_product(real: Searcher) -> None:
    for one in THINGS:
        result = real.search(SearchRequest(like=one, top_k=5))
        assert one not in ids(result)
        assert len(result.hits) == 5


def test_several_pictures_are_asked_for_what_they_have_in_common(searcher: Searcher) -> None:
    vase, hat = drawn("vase", "red"), drawn("hat", "red")
    both = searcher.search(SearchRequest(image=vase, more_images=(hat,), top_k=6))
    sound(both, 6)
    assert {"vase-red", "hat-red"} == set(ids(both)[:2])
    assert ids(searcher.search(SearchRequest(image=vase, more_images=(vase,)))) == ids(
        searcher.search(SearchRequest(image=vase))
    )


def test_what_is_not_wanted_and_its_like_go_to_the_end(searcher: Searcher) -> None:
    before = ids(searcher.search(SearchRequest("mug", top_k=60)))
    away = before[0]
    after = searcher.search(SearchRequest("mug", away=(away,), top_k=60))
    sound(after, 60)
    assert away not in ids(after)
    assert set(ids(after)) == set(before) - {away}
    color = away.split("-")[1]
    alike = [one for one in before if one.endswith(f"-{color}") and one != away]
    assert sum(ids(after).index(one) for one in alike) > sum(before.index(one) for one in alike)
