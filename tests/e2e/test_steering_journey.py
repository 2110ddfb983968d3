"""Steering, in a real browser: a rule tried and kept, a board edited, what was asked and not found, the catalog's health."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PATIENCE, photograph, served_copy, settled, sign_in
from tests.e2e.test_shop_journey import ask, first_title

pytestmark = pytest.mark.browser


@pytest.fixture
def own_shop(demo_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The demo catalog in a shop that this test may steer."""
    with served_copy(demo_folder, tmp_path / "home") as address:
        yield address


def go(page: Page, name: str) -> None:
    settled(page)
    page.get_by_role("link", name=name).first.click()
    # The page that is left is there until the other one comes.
    heading = "Merchandise" if name == "Merchandise" else re.compile("Everything in the shop|“|Like your picture")
    expect(page.get_by_role("heading", name=heading).first).to_be_visible(timeout=PATIENCE)


def try_out(page: Page, words: str) -> None:
    field = page.get_by_role("textbox", name="Try a request")
    field.fill(words)
    field.press("Enter")
    expect(page.locator("[class*='st-key-card-steer-']").first).to_be_visible(timeout=PATIENCE)


def test_a_rule_is_tried_before_it_is_kept_and_a_board_is_edited(page: Page, own_shop: str) -> None:
    sign_in(page, own_shop)
    page.get_by_role("tab", name="Steer").click()
    page.get_by_text("A rule of your own").click()
    page.get_by_text("Read as", exact=True).click()
    page.get_by_role("textbox", name="When a shopper says").fill("zorgle")
    page.get_by_role("textbox", name="When a shopper says").press("Enter")
    page.get_by_role("textbox", name="Read it as").fill("teapot")
    page.get_by_role("textbox", name="Read it as").press("Enter")
    # While the form is drawn anew, the old button stands beside the new one, both of them disabled.
    page.get_by_role("button", name="Before and after", disabled=False).last.click()
    then = page.locator("[class*='st-key-card-then-']")
    expect(then.first).to_contain_text(re.compile("teapot", re.I), timeout=PATIENCE)
    photograph(page, "14-before-and-after")
    expect(page.get_by_role("heading", name="0 rules")).to_be_visible()
    page.get_by_role("button", name="Save", disabled=False).last.click()
    expect(page.get_by_role("heading", name="1 rule")).to_be_visible(timeout=PATIENCE)

    page.get_by_role("tab", name="Boards").click()
    page.get_by_role("button", name="Edit").first.click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("The most ridiculous things", timeout=PATIENCE)
    photograph(page, "15-board")
    page.get_by_role("textbox", name="Name").fill("Odd things")
    page.get_by_role("textbox", name="Name").press("Enter")
    page.locator("[class*='st-key-card-board-']").nth(1).get_by_role("button", name="First").click()
    page.get_by_role("button", name="Save", exact=True, disabled=False).last.click()
    expect(page.get_by_text("Odd things")).to_be_visible(timeout=PATIENCE)

    go(page, "Shop")
    expect(page.get_by_role("heading", name="Odd things")).to_be_visible(timeout=PATIENCE)
    ask(page, "zorgle")
    expect(page.get_by_text("is read as “teapot”")).to_be_visible(timeout=PATIENCE)
    assert "teapot" in first_title(page).lower()
    ask(page, "asdkjh qwe zxcv")
    expect(page.get_by_text("Nothing here matches")).to_be_visible(timeout=PATIENCE)
    page.locator("[class*='st-key-open-hits-'] button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")

    go(page, "Merchandise")
    page.get_by_role("tab", name="Insight").click(timeout=PATIENCE)
    expect(page.get_by_text("Opened most")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Not found as CSV")).to_be_visible()
    photograph(page, "16-insight")
    page.get_by_role("tab", name="Health").click()
    page.get_by_role("button", name="Look through the catalog").click()
    expect(page.get_by_text("Nothing was found").or_(page.get_by_text("All of them as CSV"))).to_be_visible(
        timeout=PATIENCE
    )
    photograph(page, "17-health")
