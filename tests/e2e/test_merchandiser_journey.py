"""The merchandiser's way, in a real browser: a Shopify export and a ZIP of its pictures checked, a column corrected, imported;
a shopper finds a lamp by a photograph of it; it is pinned, stands first, and all of it is undone."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from catalog.ingest import DEMO
from tests.e2e.conftest import PATIENCE, comes, free_port, photograph, serve, sign_in, wait_until_up
from tests.e2e.test_shop_journey import ask, first_title
from tests.e2e.test_steering_journey import go, try_out

pytestmark = pytest.mark.browser
LAMPS = {
    "lamp-ball": "Round table lamp", "lamp-brass-dome": "Brass reading lamp", "lamp-globe": "Globe lamp",
    "lamp-wood": "Bedside lamp of pale wood", "cloud-lamp": "Cloud lamp with rain",
}  # fmt: skip
PRICE = "Price / Europe"
COUNTS = "6 new · 0 changed · 0 as they were · 0 removed · 1 refused"


def export() -> str:
    """What the shop's own system gives: prices for two markets, one not whole; a lamp in two colours, and one not priced."""
    out = io.StringIO()
    rows = csv.DictWriter(
        out,
        ["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Published", "Option1 Name", "Option1 Value", "Variant SKU",
         "Variant Price", "Image Src", "Variant Image", "Status", PRICE],
    )  # fmt: skip
    rows.writeheader()
    every = {"Vendor": "Fernwick", "Type": "Lamps", "Published": "TRUE", "Status": "active"}
    for number, (handle, title) in enumerate(LAMPS.items()):
        priced = {"Variant Price": "" if handle == "cloud-lamp" else f"{number + 40}.00", PRICE: f"{number + 50}.00"}
        told = every | priced | {"Handle": handle, "Title": title, "Body (HTML)": f"<p>{title}.</p>"}
        if handle != "lamp-ball":
            rows.writerow(told | {"Image Src": f"https://cdn.shop.example/files/{handle}.jpg?v=17"})
            continue
        for color, picture in (("Terracotta", "lamp-ball"), ("Sage", "lamp-globe")):
            address = f"https://cdn.shop.example/files/{picture}.jpg?v=17"
            shown = {"Image Src": address, "Variant Image": address, "Option1 Name": "Colour", "Option1 Value": color}
            rows.writerow(told | shown)
            told = every | priced | {"Handle": handle}
    rows.writerow(every | {"Handle": "lost", "Title": "A lamp without a price", "Variant SKU": "X-1"})
    return out.getvalue()


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


def choose(page: Page, choice: Locator, name: str) -> None:
    """Choose from a list by typing; it closes when anything on the page moves, and is opened again, as a person would."""
    option = page.get_by_role("option", name=name)

    def opened() -> bool:
        choice.click()
        choice.fill(name)  # the list draws only those in sight
        return comes(option, PATIENCE / 10)

    assert any(opened() for _ in range(10)), f"the list with {name!r} does not stay open"
    choice.press("Enter")  # a press on it would scroll, which closes the list
    expect(option).to_have_count(0)


def test_from_the_shops_export_to_what_a_shopper_is_shown_first(page: Page, empty_shop: str, tmp_path: Path) -> None:
    pictures = {name: DEMO / "images" / f"{name}.webp" for name in LAMPS}
    feed = tmp_path / "products_export_1.csv"
    feed.write_text(export(), "utf-8")
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        for name, file in pictures.items():
            drawn = io.BytesIO()
            Image.open(file).convert("RGB").save(drawn, "JPEG")
            archive.writestr(f"files/{name}.jpg", drawn.getvalue())

    page.goto(empty_shop)
    expect(page.get_by_role("heading", name="The shop is empty")).to_be_visible()
    expect(page.get_by_role("link", name="Merchandise")).to_have_count(0)
    sign_in(page, empty_shop)
    page.locator(".st-key-feed input[type=file]").set_input_files(feed)
    page.locator(".st-key-pictures input[type=file]").set_input_files(tmp_path / "pictures.zip")
    expect(page.get_by_text("pictures.zip")).to_be_visible()
    page.get_by_role("button", name="Check the feed").click()
    expect(page.get_by_text("If you import it: 5 new · 0 changed")).to_be_visible()
    photograph(page, "9-checked")

    # The price is read from Shopify's own column, which is for another market.
    page.get_by_text("Columns: read as Shopify").click()
    # The feed's rows move what is below them when they come, and a list of choices that is open closes.
    expect(
        page.get_by_test_id("stExpander").filter(has_text="Columns: read as").locator("canvas").first
    ).to_be_visible()
    choose(page, page.locator(".st-key-column-1-price").get_by_role("combobox"), PRICE)
    photograph(page, "9-mapping")
    page.get_by_role("button", name="Check again with these columns", disabled=False).last.click()
    expect(page.get_by_text("If you import it: 6 new · 0 changed")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible(timeout=3 * PATIENCE)  # the models load first
    expect(page.get_by_text(COUNTS).first).to_be_visible()
    page.get_by_text("1 thing to look at").first.click()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="The refused rows, to mend").click()
    refused = Path(fetched.value.path()).read_text("utf-8-sig")
    assert "X-1" in refused and "curio_reason" in refused and "Globe" not in refused
    photograph(page, "9-imported")

    # A shopper asks by words, and shows a photograph of the lamp that stands last.
    page.get_by_role("link", name="Shop").first.click()
    expect(page.locator("[class*='st-key-card-shelf-'] img")).to_have_count(6)
    ask(page, "lamp")
    expect(page.get_by_role("heading", name="“lamp”")).to_be_visible()
    found = page.locator("[class*='st-key-open-hits-'] button")
    expect(found).to_have_count(6)
    order = found.all_inner_texts()
    wanted = [title for title in order[2:] if title in LAMPS.values()][-1]
    handle = next(handle for handle, title in LAMPS.items() if title == wanted)
    photo = tmp_path / "photo.jpg"
    seen = Image.open(pictures[handle]).convert("RGB")
    side = min(seen.size)
    seen.rotate(6, fillcolor="white").resize((side * 9 // 10, side * 9 // 10)).save(photo, quality=60)
    ask(page, "", photo)
    expect(page.get_by_role("heading", name="Like your picture")).to_be_visible()
    expect(found.first).to_have_text(wanted)
    photograph(page, "10-found-by-picture")
    found.first.click()
    expect(page.get_by_role("dialog")).to_contain_text(f"${list(LAMPS).index(handle) + 50}.00")
    page.keyboard.press("Escape")
    # The page runs once more when the product's view is closed, and would take back a press that came before.
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("product="))

    go(page, "Merchandise")
    page.get_by_role("tab", name="Steer").click()
    try_out(page, "lamp")
    cards = page.locator("[class*='st-key-card-steer-']")
    page.locator(f".st-key-card-steer-{handle}").get_by_role("button", name="Pin first").click()
    expect(cards.first.locator("strong").first).to_contain_text(wanted)
    expect(cards.first).to_contain_text("Chosen by the shop")
    expect(page.get_by_text(f"Made: For “lamp”: “{wanted}” stands at 1")).to_be_visible()
    photograph(page, "12-pinned")

    go(page, "Shop")
    ask(page, "lamp")
    expect(found.first).to_have_text(wanted)
    expect(page.locator("[class*='st-key-card-hits-']").first).to_contain_text("Chosen by the shop")
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    photograph(page, "13-chosen-by-the-shop")

    go(page, "Merchandise")
    page.get_by_role("tab", name="Steer").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="0 rules")).to_be_visible()
    go(page, "Shop")
    ask(page, "lamp")
    expect(page.get_by_text("Chosen by the shop")).to_have_count(0)
    assert first_title(page) == order[0]
    expect(page.get_by_text("Written on this machine")).to_be_visible()

    go(page, "Merchandise")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("undone", exact=True)).to_be_visible()
    photograph(page, "14-undone")
    page.goto(empty_shop)
    expect(page.get_by_role("heading", name="The shop is empty")).to_be_visible()
