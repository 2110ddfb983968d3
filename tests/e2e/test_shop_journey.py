"""The shopper's way, in a real browser: open, words, picture, more like this, a suggestion read to its end, a board."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.ingest import DEMO
from tests.e2e.conftest import PATIENCE, photograph

pytestmark = pytest.mark.browser
CLOG = DEMO / "images" / "crocs-flower-pots.webp"


def ask(page: Page, words: str = "", picture: Path | None = None) -> None:
    if picture is not None:
        page.locator("[data-testid=stChatInput] input[type=file]").first.set_input_files(picture)
        expect(page.get_by_role("button", name=f"Remove {picture.name}")).to_be_visible()
    field = page.get_by_role("textbox").first
    field.fill(words)
    field.press("Enter")


def ready(page: Page, address: str) -> None:
    """Open the front and wait for the boards: then the demo is in."""
    page.goto(address)
    expect(page.get_by_role("heading", name="The most ridiculous things")).to_be_visible(timeout=PATIENCE * 2)


def first_title(page: Page) -> str:
    return page.locator("[class*='st-key-open-hits-'] button").first.inner_text()


def test_a_shopper_finds_the_clog_planter(page: Page, address: str) -> None:
    ready(page, address)
    board = page.locator("[class*='st-key-grid-board-ridiculous'] img")
    expect(board).to_have_count(12)
    expect(board.first).to_have_attribute("alt", re.compile(r"\w"))
    photograph(page, "1-front")

    ask(page, "crocs as flower pots")
    expect(page.get_by_role("heading", name="“crocs as flower pots”")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).to_have_text("Crocs as flower pots")
    expect(page.get_by_text("Nothing here matches")).to_have_count(0)
    expect(page).to_have_url(re.compile("q=crocs"))

    # The suggestion is read to its end: it says by whom it was written only then.
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    written = page.locator(".st-key-suggestion-text")
    said = written.inner_text()
    assert len(said.split()) > 8, said
    assert not re.search(r"[\d$€£]", said), said
    photograph(page, "2-words")

    named = written.get_by_role("button").first
    title = named.inner_text()
    named.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(title)
    expect(dialog).to_contain_text("$")
    photograph(page, "3-product")
    dialog.get_by_role("button", name="More like this").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("More like"))).to_be_visible()
    photograph(page, "4-more-like-this")

    ask(page, "", CLOG)
    expect(page.get_by_role("heading", name="Like your picture")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).to_have_text("Crocs as flower pots")
    photograph(page, "5-picture")

    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("heading", name="The most ridiculous things")).to_be_visible()


def test_words_narrow_and_chips_widen(page: Page, address: str) -> None:
    ready(page, address)
    ask(page, "a bag under 60")
    expect(page.get_by_role("button", name="up to 60")).to_be_visible()
    prices = page.locator("[class*='st-key-card-hits-'] strong").all_inner_texts()
    assert prices and all(float(price.strip("$").replace(",", "")) <= 60 for price in prices)
    ask(page, "in red")
    expect(page.get_by_role("button", name="red", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="up to 60")).to_be_visible()
    photograph(page, "6-narrowed")
    page.get_by_role("button", name="up to 60").click()
    expect(page.get_by_role("button", name="up to 60")).to_have_count(0)


def test_a_gift_under_a_budget_by_talk(page: Page, address: str) -> None:
    """Three turns: for whom, how much, and what it must not be; then a question and the way back."""
    ready(page, address)
    ask(page, "a gift for my dad who likes tea")
    offered = page.locator(".st-key-follow-ups button").first
    expect(offered).to_have_text(re.compile(r"under \d+"))
    ask(page, "under forty")
    expect(page.get_by_role("button", name="up to 40")).to_be_visible()
    ask(page, "no plastic, cheapest first")
    for chip in ("not plastic", "up to 40", "cheapest first"):
        expect(page.locator(".st-key-chips").get_by_role("button", name=chip)).to_be_visible()
    prices = page.locator("[class*='st-key-card-hits-'] strong").all_inner_texts()
    assert prices and all(float(price.strip("$").replace(",", "")) <= 40 for price in prices)
    photograph(page, "9-gift-by-talk")

    ask(page, "compare the first two")
    expect(page.locator(".st-key-answer table")).to_be_visible()
    ask(page, "is the first one in stock?")
    expect(page.locator(".st-key-answer")).to_contain_text("stock")
    expect(page.locator(".st-key-answer table")).to_have_count(0)
    photograph(page, "10-answer")
    page.locator(".st-key-chips").get_by_role("button", name="not plastic").click()
    expect(page.locator(".st-key-chips").get_by_role("button", name="not plastic")).to_have_count(0)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".st-key-chips").get_by_role("button", name="not plastic")).to_be_visible()


def test_what_is_broken_or_senseless_is_said_in_one_line(page: Page, address: str, tmp_path: Path) -> None:
    ready(page, address)
    lie = tmp_path / "lie.png"
    lie.write_text("this is no picture")
    ask(page, "", lie)
    expect(page.get_by_text("This is no picture that Curio reads")).to_be_visible()
    ask(page, "'; DROP TABLE products; -- \" OR 1=1 NEAR(* 🧦")
    expect(page.locator("[class*='st-key-card-hits-']").first).to_be_visible()
    ask(page, "asdkjh qwe zxcv")
    expect(page.get_by_text("Nothing here matches")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_the_shop_fits_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page, address)
    photograph(page, "7-phone")
    ask(page, "a lamp for reading in bed")
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    above = page.locator(".st-key-suggestion").bounding_box()
    below = page.locator("[class*='st-key-card-hits-']").first.bounding_box()
    assert above and below and above["y"] < below["y"]
    photograph(page, "8-phone-results")


def test_an_address_reopens_what_it_names(page: Page, address: str) -> None:
    ready(page, address)
    page.goto(f"{address}/?product=crocs-flower-pots")
    expect(page.get_by_role("dialog")).to_contain_text("Crocs as flower pots")
    page.goto(f"{address}/?q=burger%20eyeshadow")
    expect(page.get_by_role("heading", name="“burger eyeshadow”")).to_be_visible()
    page.goto(f"{address}/?product=no-such-thing")
    expect(page.get_by_text("No product")).to_be_visible()
