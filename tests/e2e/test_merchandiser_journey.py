"""The merchandiser's way, in a real browser: a feed and a ZIP checked, then in, one row refused, the product found; undone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, free_port, photograph, serve, sign_in, wait_until_up

pytestmark = pytest.mark.browser


@pytest.fixture
def empty_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("CURIO_DEMO", "0")
    port = free_port()
    running = serve(tmp_path / "home", port)
    try:
        wait_until_up(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


def test_a_feed_with_pictures_goes_in_and_is_found(page: Page, empty_shop: str, tmp_path: Path) -> None:
    feed = tmp_path / "shop.tsv"
    feed.write_text(
        "id\ttitle\tdescription\timage_link\tprice\tavailability\tcolor\n"
        "k1\tCopper kettle\tA round copper kettle.\tp/kettle.png\t59.00 USD\tin_stock\tcopper\n"
        "k2\tKettle without a price\tA kettle.\tp/kettle.png\tcheap\tin_stock\tred\n",
        "utf-8",
    )
    drawn = io.BytesIO()
    Image.radial_gradient("L").resize((400, 400)).convert("RGB").save(drawn, "PNG")
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        archive.writestr("p/kettle.png", drawn.getvalue())

    page.goto(empty_shop)
    expect(page.get_by_role("heading", name="The shop is empty")).to_be_visible()
    expect(page.get_by_role("link", name="Merchandise")).to_have_count(0)
    sign_in(page, empty_shop)
    page.locator(".st-key-feed input[type=file]").set_input_files(feed)
    page.locator(".st-key-pictures input[type=file]").set_input_files(tmp_path / "pictures.zip")
    expect(page.get_by_text("pictures.zip")).to_be_visible()
    page.get_by_role("button", name="Check the feed").click()
    expect(page.get_by_text("If you import it: 1 new · 0 changed")).to_be_visible()
    photograph(page, "9-checked")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=3 * PATIENCE)  # the models load first
    expect(page.get_by_text("1 new · 0 changed · 0 as they were · 0 removed · 1 refused").first).to_be_visible()
    page.get_by_text("1 thing to look at").first.click()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="The refused rows, to mend").click()
    refused = Path(fetched.value.path()).read_text("utf-8-sig")
    assert "k2" in refused and "curio_reason" in refused and "Copper" not in refused
    photograph(page, "9-merchandise")

    page.get_by_role("link", name="Shop").first.click()
    expect(page.locator("[class*='st-key-open-shelf-'] button")).to_have_text("Copper kettle")
    expect(page.locator("[class*='st-key-card-shelf-'] img")).to_have_count(1)
    photograph(page, "10-own-shop")

    page.get_by_role("link", name="Merchandise").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("undone", exact=True)).to_be_visible()
    page.get_by_role("link", name="Shop").first.click()
    expect(page.get_by_role("heading", name="The shop is empty")).to_be_visible()
