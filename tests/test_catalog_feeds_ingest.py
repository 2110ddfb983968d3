"""A shop's own export through the import: pictures found by name and SKU, fetched by address, and no row lost on the way."""

from __future__ import annotations

import functools
import ipaddress
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from catalog import ingest as ingesting
from catalog.__main__ import main
from catalog.feeds.archive import opened_pictures
from catalog.import_log import Report
from catalog.ingest import ingest
from catalog.picture_fetcher import PictureFetcher
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords
from tests.test_catalog_feeds_exports import FEEDS, LUMA, magento, shopify, woo, write
from tests.test_catalog_feeds_exports import OLD as SHOPIFY
from tests.test_catalog_picture_fetcher import Server, give, png


class Shop:
    def __init__(self, folder: Path) -> None:
        self.feed = folder / "export"
        self.home = folder / "home"
        self.pictures = folder / "pictures"
        self.home.mkdir()
        self.pictures.mkdir()
        self.store = Store.open(f"sqlite:///{self.home / 'curio.sqlite3'}")

    def put(self, *names: str) -> None:
        for n, name in enumerate(names):
            file = self.pictures / name
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (9, 9), (n * 40, 90, 30)).save(file)

    def take(self, feed: Path, images: Path | None = None, **more: object) -> Report:
        return ingest(feed, images, self.store, ColorLayout(), HashedWords(), self.home, **more)  # type: ignore[arg-type]

    def shown(self) -> dict[str, list[str]]:
        found = self.store.products(self.store.all_ids())
        return {name: [picture.source for picture in product.pictures] for name, product in found.items()}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.store.close()


def test_a_servers_paths_are_found_in_a_folder_of_pictures(shop: Shop) -> None:
    shop.put("r.jpg", "sub/b.jpg")
    hidden = {"visibility": "Not Visible Individually"}
    rows = [
        magento("tee", "configurable", price="9", variations="sku=a,color=Red|sku=b,color=Blue"),
        magento("a", price="9", image="/r/_/r.jpg", **hidden),
        magento("b", price="9", image="/b/_/b.jpg", **hidden),
        magento("alone", price="9", **hidden),
    ]
    report = shop.take(write(shop.feed, rows), shop.pictures)
    assert (report.accepted, report.rejected) == (2, 0)
    assert [(issue.row, issue.severity, issue.code) for issue in report.issues] == [(4, "info", "not_visible")]
    assert shop.shown() == {"tee-Red": ["/r/_/r.jpg"], "tee-Blue": ["/b/_/b.jpg"]}
    assert len(shop.store.picture_rows(ColorLayout.space)[0]) == 2


def test_pictures_that_bear_the_sku_are_taken_where_the_feed_names_none(shop: Shop) -> None:
    shop.put("cap.jpg", "cap-2.jpg", "tee-r.png")
    rows = [
        woo("simple", "cap", price="9"),
        woo("variable", "tee", color="Red"),
        woo("variation", "tee-r", parent="tee", color="Red", price="9"),
    ]
    report = shop.take(write(shop.feed, rows), shop.pictures)
    assert (report.accepted, report.issues) == (2, [])
    assert shop.shown() == {"cap": ["cap.jpg", "cap-2.jpg"], "tee": ["tee-r.png"]}


def test_a_row_that_belongs_to_no_product_is_refused_and_counted(shop: Shop) -> None:
    rows = shopify([{"handle": "mug", "title": "Mug", "price": "9"}, {"title": "Lost", "price": "9"}], SHOPIFY)
    report = shop.take(write(shop.feed, rows))
    assert (report.accepted, report.rejected) == (1, 1)
    assert [(issue.row, issue.code) for issue in report.issues if issue.severity == "error"] == [(2, "missing_id")]


def test_pictures_are_fetched_from_an_allowed_host_and_only_once(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    here = functools.partial(
        PictureFetcher, allowed=lambda one: one == ipaddress.ip_address("127.0.0.1"), sleep=lambda _: None
    )
    monkeypatch.setattr(ingesting, "PictureFetcher", here)
    server = Server()
    server.answers["/mug.png"] = give(png())
    address = f"http://{server.host}/mug.png"
    feed = write(shop.feed, shopify([{"handle": "mug", "title": "Mug", "price": "9", "image": address}], SHOPIFY))
    assert [issue.code for issue in shop.take(feed).issues] == ["picture_not_fetched"]
    assert server.asked == []
    for _ in range(2):
        assert shop.take(feed, hosts=frozenset({server.host})).issues == []
    server.close()
    assert server.paths == ["/mug.png"]
    assert shop.shown() == {"mug": [address]}


def test_the_default_policy_lets_no_feed_reach_this_machine(shop: Shop) -> None:
    server = Server()
    server.answers["/mug.png"] = give(png())
    rows = [{"handle": "mug", "title": "Mug", "price": "9", "image": f"http://{server.host}/mug.png"}]
    report = shop.take(write(shop.feed, shopify(rows, SHOPIFY)), hosts=frozenset({server.host}))
    server.close()
    assert [issue.code for issue in report.issues] == ["picture_not_fetched"]
    assert server.asked == []


def test_a_zip_of_pictures_is_unpacked_for_as_long_as_it_is_needed(shop: Shop) -> None:
    shop.put("cap.jpg")
    with zipfile.ZipFile(shop.home.parent / "p.zip", "w") as archive:
        archive.write(shop.pictures / "cap.jpg", "x/cap.jpg")
    with opened_pictures(shop.home.parent / "p.zip", shop.home) as images:
        report = shop.take(
            write(shop.feed, [woo("simple", "cap", price="9", images="https://x.example/cap.jpg")]), images
        )
        assert report.issues == []
    assert images is not None
    assert not images.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--map", "brand"], "maps nothing"),
        (["--images", "none.zip"], "no folder or ZIP"),
        (["--map", "brand=Maker"], "no column 'Maker'"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    shop: Shop, more: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_HOME", str(shop.home))
    monkeypatch.setenv("CURIO_DEMO", "0")
    feed = write(shop.feed, [{"id": "1", "title": "Mug", "price": "9"}])
    assert main(["import", str(feed), "--dry-run", *more]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.skipif(not LUMA.is_dir(), reason="shared/luma is not beside the project")
def test_a_real_magento_export_finds_its_pictures_in_a_folder(shop: Shop) -> None:
    report = shop.take(LUMA / "magento_export.csv", LUMA / "images", dry_run=True)
    assert report.rejected == 0
    # Some galleries name photographs that the folder lacks; every first picture is there.
    assert {issue.field for issue in report.issues} == {"additional_image_link"}


@pytest.mark.skipif(not FEEDS.is_dir(), reason="shared/feeds is not beside the project")
@pytest.mark.parametrize(("name", "products"), [("shopify_apparel.csv", 20), ("woocommerce_sample.csv", 17)])
def test_real_exports_are_taken_whole(shop: Shop, name: str, products: int) -> None:
    report = shop.take(FEEDS / name)
    assert (report.accepted, report.rejected) == (products, 0)
    assert {issue.code for issue in report.issues} <= {"picture_not_fetched", "not_visible", "grouped"}
