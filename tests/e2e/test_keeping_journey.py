"""What a shopper keeps, in real browsers: saved, arranged, exported, read by another at its link, there again, forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import PATIENCE, photograph
from tests.e2e.test_shop_journey import ready

pytestmark = pytest.mark.browser
THREE = {"crocs-flower-pots": "Crocs as flower pots", "taco-handbag": "Taco handbag", "doughnut-ring": "Doughnut ring"}


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """A page of another shopper's browser, with a jar of cookies of its own."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def token(context: BrowserContext) -> str:
    (cookie,) = [one for one in context.cookies() if one["name"] == "curio"]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/"
    return cookie["value"]


def yours(page: Page) -> None:
    page.get_by_role("link", name="Yours").first.click()
    expect(page.get_by_role("heading", name="Yours")).to_be_visible()


def titles(page: Page, place: str) -> Locator:
    return page.locator(f"[class*='st-key-kept-open-{place}-'] button")


def test_a_board_is_kept_arranged_shared_exported_and_forgotten(
    page: Page, stranger: Page, address: str, tmp_path: Path
) -> None:
    ready(page, address)
    first = token(page.context)
    assert first not in page.evaluate("document.cookie")
    for product_id in THREE:
        button = page.locator(f".st-key-save-board-ridiculous-{product_id} button").first
        button.click()
        expect(button).to_contain_text("Saved")
    yours(page)
    expect(page.get_by_role("heading", name="Favourites")).to_be_visible()
    kept = titles(page, "kept")
    expect(kept).to_have_text(list(THREE.values()))
    page.locator(".st-key-kept-later-crocs-flower-pots button").click()
    arranged = ["Taco handbag", "Crocs as flower pots", "Doughnut ring"]
    expect(kept).to_have_text(arranged)
    note = page.locator("[class*='st-key-kept-note-'][class*='doughnut-ring'] input")
    note.fill("for Ada, not for eating")
    note.press("Enter")
    photograph(page, "20-yours")

    page.get_by_role("button", name="Export").click()
    for said, ending, begin in (("As a page", "html", b"<!doctype html>"), ("As a PDF", "pdf", b"%PDF-")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=said).click()
        assert coming.value.suggested_filename == f"Favourites.{ending}"
        file = tmp_path / f"board.{ending}"
        coming.value.save_as(file)
        content = file.read_bytes()
        assert content.startswith(begin) and len(content) > 20_000
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("[data-testid='stCode'] code").inner_text().strip()
    assert re.fullmatch(re.escape(address) + r"/board\?share=[\w-]{22}", link)
    page.keyboard.press("Escape")

    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="Favourites")).to_be_visible()
    expect(stranger.get_by_text("for Ada, not for eating")).to_be_visible()
    expect(titles(stranger, "shared")).to_have_text(arranged)
    expect(stranger.get_by_role("textbox")).to_have_count(0)
    expect(stranger.get_by_role("button", name=re.compile("Take off|Delete|Change|Later"))).to_have_count(0)
    assert stranger.evaluate("document.documentElement.scrollWidth") <= 390
    photograph(stranger, "21-shared")
    assert token(stranger.context) != first
    stranger.goto(f"{address}/yours")
    expect(stranger.get_by_text("it is here")).to_be_visible()
    expect(titles(stranger, "kept")).to_have_count(0)

    ready(page, address)  # another visit of the same browser
    yours(page)
    expect(kept).to_have_text(arranged)
    assert token(page.context) == first
    page.get_by_role("button", name="Forget me").click()
    with page.expect_response(f"{address}/"):  # the new token comes with it
        page.get_by_role("button", name="Delete all of it").click()
    expect(page.get_by_text("Deleted: 1 board, 3 saved things")).to_be_visible()
    photograph(page, "22-forgotten")
    expect(page.get_by_text("it is here")).to_be_visible()
    second = token(page.context)
    assert second != first
    stranger.goto(link)
    expect(stranger.get_by_text("no board at this address")).to_be_visible()

    # What is kept from now on is kept under the new token: it is there after a reload.
    page.get_by_role("link", name="Shop").first.click()
    again = page.locator(".st-key-save-board-ridiculous-taco-handbag button").first
    again.click()
    expect(again).to_contain_text("Saved")
    ready(page, address)
    yours(page)
    expect(kept).to_have_text(["Taco handbag"])
    assert token(page.context) == second


def test_a_board_finds_more_from_close_to_ridiculous(page: Page, address: str) -> None:
    ready(page, address)
    page.locator(".st-key-more-ridiculous button").first.click()
    expect(page.get_by_role("heading", name="More for “The most ridiculous things”")).to_be_visible()
    found = page.locator("[class*='st-key-open-hits-'] button")
    expect(found.first).to_be_visible()
    close = found.all_inner_texts()
    dial = page.get_by_role("slider", name="How far from the board")
    dial.focus()
    for _ in range(4):
        dial.press("ArrowRight")
    expect(page.get_by_test_id("stSliderThumbValue")).to_have_text("Ridiculous")
    expect(found.first).not_to_have_text(close[0])
    photograph(page, "23-ridiculous")
