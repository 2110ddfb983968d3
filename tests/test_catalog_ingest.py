"""Imports through the front door: a feed and its pictures in, products, vectors and a report out; again, cut off, and back."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog.errors import FeedUnreadable, ImportRefused, StoreUnavailable
from catalog.export import export_feed
from catalog.images import PictureFolder
from catalog.import_log import Report
from catalog.ingest import embed_catalog, ingest, missing_vectors
from catalog.product import Filters
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords

ROOT = Path(__file__).parent.parent
LUMA = ROOT.parent / "shared" / "luma"
COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")

Row = Mapping[str, str]


class Shop:
    """A data folder, a store and small models; feeds are written beside their pictures."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.feeds = folder / "feeds"
        (self.feeds / "images").mkdir(parents=True)
        self.store = Store.open(f"sqlite:///{self.home / 'curio.sqlite3'}")
        self.pictures = ColorLayout()
        self.words = HashedWords()

    def feed(self, rows: Sequence[Row], name: str = "feed.tsv") -> Path:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        file = self.feeds / name
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, delimiter="\t")
            writer.writerow(columns)
            writer.writerows([[row.get(column, "") for column in columns] for row in rows])
        return file

    def picture(self, name: str, color: str = "red", size: tuple[int, int] = (32, 24)) -> str:
        Image.new("RGB", size, color).save(self.feeds / "images" / name)
        return f"images/{name}"

    def take(self, rows: Sequence[Row], **options: Any) -> Report:
        return self.take_file(self.feed(rows), **options)

    def take_file(self, feed: Path, images: Path | None = None, **options: Any) -> Report:
        return ingest(feed, images, self.store, self.pictures, self.words, self.home, **options)

    def missing(self) -> int:
        return missing_vectors(self.store, self.pictures.space, self.words.space)

    def files(self) -> dict[str, int]:
        return {
            str(file.relative_to(self.home)): file.stat().st_mtime_ns
            for file in sorted((self.home / "pictures").rglob("*"))
            if file.is_file()
        }


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.store.close()


def mug(number: int = 1, **more: str) -> dict[str, str]:
    return {"id": f"M{number}", "title": f"Mug {number}", "price": "15.00 USD", **more}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.accepted, report.updated, report.unchanged, report.rejected, report.removed


def codes(report: Report) -> list[str]:
    return [issue.code for issue in report.issues]


def test_a_feed_becomes_products_with_vectors_and_pictures(shop: Shop) -> None:
    rows = [mug(n, image_link=shop.picture(f"{n}.png", color), color=color) for n, color in enumerate(COLORS)]
    report = shop.take(rows)
    assert counts(report) == (10, 0, 0, 0, 0)
    assert report.issues == []
    assert shop.missing() == 0
    product = shop.store.product("M4")
    assert (product.title, product.color, str(product.price)) == ("Mug 4", "blue", "15.00 USD")
    assert (product.pictures[0].width, product.pictures[0].height, product.pictures[0].source) == (
        32,
        24,
        "images/4.png",
    )
    folder = PictureFolder(shop.home)
    assert folder.page(product.pictures[0].content_hash).is_file()
    assert folder.thumbnail(product.pictures[0].content_hash).is_file()
    ids, vectors = shop.store.picture_rows(shop.pictures.space)
    assert ids == [f"M{n}" for n in range(10)]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)


def test_the_same_feed_again_changes_and_embeds_nothing(shop: Shop) -> None:
    feed = shop.feed([mug(n, image_link=shop.picture(f"{n}.png")) for n in range(5)])
    shop.take_file(feed)
    before = shop.pictures.images, shop.words.texts, shop.store.generation(), shop.files()
    assert counts(shop.take_file(feed)) == (0, 0, 5, 0, 0)
    assert (shop.pictures.images, shop.words.texts, shop.store.generation(), shop.files()) == before


def test_a_picture_that_many_products_share_is_embedded_once(shop: Shop) -> None:
    shared = shop.picture("one.png")
    shop.take([mug(n, image_link=shared) for n in range(6)])
    assert shop.pictures.images == 1
    assert len(shop.store.picture_rows(shop.pictures.space)[0]) == 6


def test_a_change_of_price_embeds_nothing_and_a_change_of_words_one_text(shop: Shop) -> None:
    link = shop.picture("1.png")
    shop.take([mug(1, image_link=link), mug(2)])
    shop.pictures.images = shop.words.texts = 0
    assert counts(shop.take([mug(1, image_link=link) | {"price": "9 USD"}, mug(2, brand="Fernwick")])) == (
        0,
        2,
        0,
        0,
        0,
    )
    assert (shop.pictures.images, shop.words.texts) == (0, 1)


def test_a_picture_replaced_under_its_name_is_seen(shop: Shop) -> None:
    shop.take([mug(image_link=shop.picture("1.png", "red"))])
    report = shop.take([mug(image_link=shop.picture("1.png", "blue"))])
    assert (report.updated, shop.pictures.images) == (1, 2)
    assert shop.missing() == 0


REFUSED = [
    ({"id": ""}, "missing_id"),
    ({"id": "x" * 51}, "long_id"),
    ({"title": ""}, "missing_title"),
    ({"title": "<b></b>"}, "missing_title"),
    ({"price": ""}, "missing_price"),
    ({"price": "free"}, "invalid_price"),
    ({"price": "-5 USD"}, "invalid_price"),
    ({"price": "9" * 40}, "invalid_price"),
    ({"price": "15 USD 16 USD"}, "invalid_price"),
    ({"price": "NaN"}, "invalid_price"),
]


@pytest.mark.parametrize(("wrong", "code"), REFUSED)
def test_a_row_that_cannot_be_taken_is_explained_and_holds_up_no_other(
    shop: Shop, wrong: dict[str, str], code: str
) -> None:
    report = shop.take([mug(1), mug(2) | wrong, mug(3)])
    assert counts(report) == (2, 0, 0, 1, 0)
    [issue] = report.issues
    assert (issue.row, issue.code, issue.severity) == (2, code, "error")
    assert issue.field in wrong
    assert issue.message.endswith(".") or issue.message.endswith("'.")
    assert len(issue.id) <= 50
    assert shop.store.all_ids() == ["M1", "M3"]


def test_every_fault_of_a_row_is_said_at_once(shop: Shop) -> None:
    report = shop.take([{"id": "", "title": "", "price": ""}, {"id": "a", "title": "", "price": "?"}])
    assert codes(report) == ["missing_title", "invalid_price"]  # a row without a word in it is no row
    assert (report.accepted, report.rejected) == (0, 1)


def test_an_id_that_comes_twice_keeps_the_first(shop: Shop) -> None:
    rows = [mug(n) for n in range(100)]  # more than one batch between the two
    report = shop.take([*rows, mug(3) | {"title": "Another"}, mug(99)])
    assert counts(report) == (100, 0, 0, 2, 0)
    assert codes(report) == ["duplicate_id", "duplicate_id"]
    assert shop.store.product("M3").title == "Mug 3"


@pytest.mark.parametrize(
    ("said", "meant", "warned"),
    [
        ("in stock", "in_stock", False), ("In Stock", "in_stock", False), ("IN_STOCK", "in_stock", False),
        ("out of stock", "out_of_stock", False), ("sold out", "out_of_stock", False), ("pre-order", "preorder", False),
        ("backorder", "backorder", False), ("", "in_stock", False), ("maybe", "out_of_stock", True),
        ("available for order", "in_stock", False),
    ],
)  # fmt: skip
def test_availability_is_read_as_shops_write_it(shop: Shop, said: str, meant: str, warned: bool) -> None:
    report = shop.take([mug(availability=said)])
    assert shop.store.product("M1").availability == meant
    assert codes(report) == (["invalid_availability"] if warned else [])


def test_what_is_too_long_is_shortened_and_what_is_hidden_taken_out(shop: Shop) -> None:
    report = shop.take(
        [
            mug(
                title="A" * 200,
                description="<p>Fits <b>all</b> &amp;amp; holds\u200b tea</p> <script>x</script>" + "y" * 6_000,
                brand="Fern\u202ewick &amp; Co",
            )
        ]
    )
    product = shop.store.product("M1")
    assert product.title == "A" * 150
    assert product.description.startswith("Fits all & holds tea y")
    assert len(product.description) <= 5_000
    assert product.brand == "Fernwick & Co"
    assert codes(report) == ["long_title"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://x.example/<b>", "x"]
)
def test_only_web_addresses_are_kept_as_links(shop: Shop, link: str) -> None:
    shop.take([mug(1, link=link), mug(2, link="https://shop.example/mug?a=1&b=2")])
    assert shop.store.product("M1").link == ""
    assert shop.store.product("M2").link == "https://shop.example/mug?a=1&b=2"


def test_pictures_that_cannot_be_read_cost_the_picture_and_not_the_product(shop: Shop, tmp_path: Path) -> None:
    (shop.feeds / "images" / "text.png").write_text("not a picture")
    (shop.feeds / "images" / "empty.png").write_bytes(b"")
    (tmp_path / "secret.png").write_bytes((shop.feeds / shop.picture("fine.png")).read_bytes())
    links = {
        "images/text.png": "unreadable_picture",
        "images/empty.png": "unreadable_picture",
        "images/none.png": "unreadable_picture",
        "images": "unreadable_picture",
        "n" * 5_000: "unreadable_picture",
        "../secret.png": "unreadable_picture",
        str(tmp_path / "secret.png"): "unreadable_picture",
        "images/../../secret.png": "unreadable_picture",
        "https://shop.example/1.jpg": "picture_not_fetched",
        "file:///etc/passwd": "picture_not_fetched",
        "": "no_picture",
    }
    report = shop.take([mug(n, image_link=link) for n, link in enumerate(links)])
    assert report.accepted == len(links)
    assert codes(report) == list(links.values())
    assert all(issue.severity == "warning" and "\n" not in issue.message for issue in report.issues)
    assert all(not product.pictures for product in shop.store.products(shop.store.all_ids()).values())
    assert shop.missing() == 0


def test_a_link_that_leaves_the_folder_is_not_followed(shop: Shop, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    (shop.feeds / "images" / "way.png").symlink_to(tmp_path / "secret.png")
    assert codes(shop.take([mug(image_link="images/way.png")])) == ["unreadable_picture"]


def test_a_gallery_is_kept_in_order_and_only_its_first_picture_embedded(shop: Shop) -> None:
    more = ",".join(shop.picture(f"more{n}.png", color) for n, color in enumerate(COLORS[1:4]))
    shop.take([mug(image_link=shop.picture("first.png"), additional_image_link=f" {more}, ,images/none.png")])
    shown = [picture.source for picture in shop.store.product("M1").pictures]
    assert shown == ["images/first.png", "images/more0.png", "images/more1.png", "images/more2.png"]
    assert shop.pictures.images == 1


def test_the_pictures_may_lie_in_another_folder(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "photos" / "a.jpg")
    report = shop.take_file(shop.feed([mug(image_link="/a.jpg")]), tmp_path / "photos")
    assert report.issues == []
    assert shop.store.product("M1").pictures


def test_an_absent_column_keeps_and_a_blank_cell_erases(shop: Shop) -> None:
    link = shop.picture("1.png")
    shop.take([mug(brand="Fernwick", color="red", climate="indoor", size="L", image_link=link)])
    shop.take([mug(brand="", size="")])
    product = shop.store.product("M1")
    assert (product.brand, product.color) == ("", "red")
    assert dict(product.attributes) == {"climate": "indoor"}
    assert [picture.source for picture in product.pictures] == [link]


def test_an_absent_column_keeps_for_ids_that_are_written_untidily(shop: Shop) -> None:
    shop.take([{"id": "A&amp;B  1", "title": "Mug", "price": "1", "brand": "Fernwick"}])
    shop.take([{"id": "A&amp;B  1", "title": "Mug", "price": "2"}])
    assert shop.store.product("A&B 1").brand == "Fernwick"


# Replace and dry run


def test_replace_removes_what_the_feed_does_not_have(shop: Shop) -> None:
    shop.take([mug(n) for n in range(4)])
    assert counts(shop.take([mug(1), mug(2), mug(9)], replace=True)) == (1, 0, 2, 0, 2)
    assert shop.store.all_ids() == ["M1", "M2", "M9"]


def test_replace_removes_more_than_half_only_when_forced(shop: Shop) -> None:
    shop.take([mug(n) for n in range(5)])
    before = shop.store.generation()
    with pytest.raises(ImportRefused, match=r"lacks 3 of the shop's 5 .*--force"):
        shop.take([mug(1), mug(2), mug(9)], replace=True)
    assert (shop.store.count(), shop.store.generation(), shop.words.texts) == (
        5,
        before,
        5,
    )  # nothing was embedded either
    assert shop.take([mug(1), mug(2), mug(9)], replace=True, dry_run=True).removed == 3
    assert counts(shop.take([mug(1), mug(2), mug(9)], replace=True, force=True)) == (1, 0, 2, 0, 3)


def test_replace_may_remove_exactly_half(shop: Shop) -> None:
    shop.take([mug(n) for n in range(4)])
    assert shop.take([mug(0), mug(1)], replace=True).removed == 2


def test_without_replace_nothing_is_removed(shop: Shop) -> None:
    shop.take([mug(n) for n in range(4)])
    assert shop.take([mug(9)]).removed == 0
    assert shop.store.count() == 5


def test_replace_does_not_remove_what_the_feed_has_with_a_fault(shop: Shop) -> None:
    shop.take([mug(1), mug(2), mug(3)])
    report = shop.take([mug(1), mug(2) | {"price": "ask us"}], replace=True)
    assert counts(report) == (0, 0, 1, 1, 1)
    assert shop.store.all_ids() == ["M1", "M2"]
    assert str(shop.store.product("M2").price) == "15.00 USD"


@pytest.mark.parametrize("rows", [[], [{"id": "", "title": "x", "price": "1"}]])
def test_replace_by_a_feed_without_products_removes_nothing(shop: Shop, rows: list[Row]) -> None:
    shop.take([mug(1)])
    feed = shop.feeds / "none.tsv"
    feed.write_text("id\ttitle\tprice\n" + "".join("\t".join(row.values()) + "\n" for row in rows))
    with pytest.raises(FeedUnreadable, match="nothing was removed"):
        shop.take_file(feed, replace=True, force=True)
    assert shop.store.all_ids() == ["M1"]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(shop: Shop) -> None:
    shop.take([mug(1), mug(2), mug(3)])
    before = shop.store.generation(), shop.files(), shop.words.texts, shop.pictures.images
    rows = [mug(1), mug(2, brand="New"), mug(8, image_link=shop.picture("8.png")), mug(9) | {"price": "?"}]
    report = shop.take(rows, replace=True, dry_run=True)
    assert (report.accepted, report.rejected, report.removed) == (1, 1, 1)
    assert (shop.store.generation(), shop.files(), shop.words.texts, shop.pictures.images) == before
    assert report.issues[-1].code == "invalid_price"
    done = shop.take(rows, replace=True)
    assert asdict(done) == asdict(report)


def test_a_feed_that_cannot_be_read_changes_nothing(shop: Shop) -> None:
    shop.take([mug(1)])
    before = shop.store.generation()
    (shop.feeds / "bad.tsv").write_text("a\tb\n1\t2\n")
    with pytest.raises(FeedUnreadable):
        shop.take_file(shop.feeds / "bad.tsv", replace=True)
    assert shop.store.generation() == before


def test_a_feed_that_breaks_off_in_its_middle_changes_nothing(shop: Shop) -> None:
    feed = shop.feed([mug(n) for n in range(100)])
    with feed.open("a", encoding="utf-8") as opened:
        opened.write('M100\t"Mug without end\t15 USD\n' + "M101\tMug\t15 USD\n" * 5)
    with pytest.raises(FeedUnreadable, match="row 101"):
        shop.take_file(feed)
    assert shop.store.count() == 0


def test_progress_is_told_to_the_end(shop: Shop) -> None:
    told: list[tuple[int, int]] = []
    ingest(
        shop.feed([mug(n) for n in range(130)]), None, shop.store, shop.pictures, shop.words, shop.home,
        on_progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == sorted(set(told))
    assert len(told) > 2
    assert {total for _, total in told} == {130}
    assert told[-1] == (130, 130)


def test_a_picture_folder_that_cannot_be_written_is_one_line_and_the_next_import_mends_it(shop: Shop) -> None:
    (shop.home / "pictures").write_text("in the way")
    rows = [mug(image_link=shop.picture("1.png"))]
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        shop.take(rows)
    (shop.home / "pictures").unlink()
    assert shop.take(rows).accepted == 1
    assert shop.missing() == 0


# Cut off


IMPORT = """
import sys
from pathlib import Path
from catalog.ingest import ingest
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords
home = Path(sys.argv[1])
store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
ingest(Path(sys.argv[2]), None, store, ColorLayout(), HashedWords(), home)
"""


def test_two_imports_at_once_leave_one_whole_catalog(shop: Shop) -> None:
    links = [shop.picture(f"{n}.png", color) for n, color in enumerate(COLORS)]
    feed = shop.feed([mug(n, image_link=links[n % len(links)], description=f"Number {n}") for n in range(150)])
    command = [sys.executable, "-c", IMPORT, str(shop.home), str(feed)]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for one in running:
        _, said = one.communicate(timeout=90)
        assert one.returncode == 0, said[-2000:]
    assert shop.store.count() == 150
    assert shop.missing() == 0
    assert counts(shop.take_file(feed)) == (0, 0, 150, 0, 0)
    assert not list(shop.home.rglob("*.tmp"))


# Another model, and back


def test_a_change_of_models_embeds_the_catalog_from_what_is_kept(shop: Shop) -> None:
    class Other(ColorLayout):
        space = "other@1"

    feed = shop.feed([mug(n, image_link=shop.picture(f"{n}.png", COLORS[n])) for n in range(7)])
    shop.take_file(feed)
    for file in (shop.feeds / "images").iterdir():
        file.unlink()  # the shop's own copies are enough
    other = Other()
    assert embed_catalog(shop.store, other, shop.words, shop.home) == 7
    assert missing_vectors(shop.store, other.space, shop.words.space) == 0
    assert shop.missing() == 0
    assert embed_catalog(shop.store, other, shop.words, shop.home) == 0


def test_an_export_is_taken_back_as_it_was(shop: Shop) -> None:
    rows = [
        mug(1, image_link=shop.picture("1.png"), additional_image_link=shop.picture("2.png", "blue"), color="red/white"),
        mug(2, title="=HYPERLINK(\"x\")", description='Says "hi", and\tmore', brand="@home", material="-"),
        mug(3, availability="pre-order", product_type="Home > Mugs, Cups", item_group_id="G", link="https://x.example/3"),
        {"id": "+4", "title": "Kopp €", "price": "1299.50 SEK", "climate": "indoor; outdoor", "fit": "'tight"},
    ]  # fmt: skip
    shop.take(rows)
    before = shop.store.products(shop.store.all_ids())
    file = shop.feeds / "back.tsv"
    assert export_feed(shop.store, file) == 4
    cells = [cell for row in csv.reader(file.open(encoding="utf-8", newline=""), delimiter="\t") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert counts(shop.take_file(file)) == (0, 0, 4, 0, 0)
    shop.store.clear()
    assert shop.take_file(file).accepted == 4
    assert shop.store.products(list(before)) == before


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries({"title": TEXT, "description": TEXT, "brand": TEXT, "fit": TEXT}), min_size=1, max_size=4
    )
)
def test_any_words_are_taken_and_come_back_by_an_export(shop: Shop, texts: list[dict[str, str]]) -> None:
    rows = [mug(n) | text for n, text in enumerate(texts)]
    shop.store.clear()
    report = shop.take(rows)
    assert report.accepted + report.rejected == len(rows)
    export_feed(shop.store, shop.feeds / "back.tsv")
    assert shop.take_file(shop.feeds / "back.tsv").rejected == 0


@pytest.mark.parametrize("place", ["no/such/folder/x.tsv", "images"])
def test_an_export_that_cannot_be_written_is_one_line_and_leaves_nothing(shop: Shop, place: str) -> None:
    shop.take([mug(1)])
    before = sorted(shop.feeds.rglob("*"))
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        export_feed(shop.store, shop.feeds / place)
    assert sorted(shop.feeds.rglob("*")) == before


@pytest.mark.skipif(not LUMA.is_dir(), reason="shared/luma is not beside the project")
def test_a_real_shops_feed_is_taken_whole(shop: Shop) -> None:
    report = shop.take_file(LUMA / "products.tsv", dry_run=True)
    assert counts(report) == (449, 0, 0, 0, 0)
    assert not [issue for issue in report.issues if issue.severity == "error"]
    assert shop.store.allowed(Filters(in_stock=True)) == set()
