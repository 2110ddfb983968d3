"""For everyone: axe-core finds nothing serious on any page; the shop is used without a mouse; motion is reduced."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from catalog.ingest import DEMO
from tests.e2e.conftest import PATIENCE, settled, sign_in
from tests.e2e.test_shop_journey import ask, ready

pytestmark = pytest.mark.browser
BAD = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """What axe-core takes for serious or critical, once the page has Curio's look."""
    page.wait_for_function(
        '[...document.styleSheets].some(sheet => sheet.ownerNode.textContent.includes("Curio\'s look"))'
    )
    found = []
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"] if violation["impact"] in BAD else ():
            place = " ".join(map(str, node["target"]))
            found.append(f"{violation['id']} at {place}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}")
    return found


def front(page: Page, address: str) -> None:
    ready(page, address)
    expect(page.get_by_text("Everything in the shop")).to_be_visible()


def results(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=a+red+bag&sort=price_asc")
    expect(page.get_by_text("Written on this machine")).to_be_visible()


def filters(page: Page, address: str) -> None:
    results(page, address)
    page.get_by_role("button", name="Material").click()
    expect(page.get_by_role("button", name=re.compile("^Leather ·"))).to_be_visible()


def why(page: Page, address: str) -> None:
    results(page, address)
    page.locator("[class*='st-key-why-hits-'] button").first.click()
    expect(page.get_by_text("what its text means")).to_be_visible()


def product(page: Page, address: str) -> None:
    page.goto(f"{address}/?product=crocs-flower-pots")
    expect(page.get_by_role("dialog").get_by_text("Like it")).to_be_visible()


def comparison(page: Page, address: str) -> None:
    page.goto(f"{address}/?compare=crocs-flower-pots&compare=cactus-slippers&compare=duck-umbrella")
    expect(page.get_by_text("marks what differs")).to_be_visible()


def part_of_a_picture(page: Page, address: str) -> None:
    ready(page, address)
    ask(page, "", DEMO / "images" / "crocs-flower-pots.webp")
    page.get_by_role("button", name="Search by a part").click()
    expect(page.get_by_role("slider", name="The part to search by")).to_be_visible()


def staff(page: Page, address: str) -> None:
    page.goto(f"{address}/staff")
    expect(page.get_by_label("Passphrase")).to_be_visible()


@pytest.mark.parametrize("open_page", [front, results, filters, why, product, comparison, part_of_a_picture, staff])
def test_axe_finds_nothing_serious_in_light_and_dark(
    page: Page, address: str, open_page: Callable[[Page, str], None]
) -> None:
    page.emulate_media(reduced_motion="reduce")  # or axe sees a colour on its way to another
    open_page(page, address)
    assert not findings(page)
    light = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.locator(".stApp")).not_to_have_css("background-color", light)
    assert not findings(page)


def test_axe_finds_nothing_serious_where_staff_work(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, address)
    found: dict[str, list[str]] = {}
    tabs = page.get_by_role("tab")
    for number in range(tabs.count()):
        tabs.nth(number).click()
        found[tabs.nth(number).inner_text()] = findings(page)
    page.get_by_role("link", name="Models").first.click()
    expect(page.get_by_role("heading", name="Models").first).to_be_visible()
    found["Models"] = findings(page)
    assert not any(found.values()), {name: one for name, one in found.items() if one}


def focus_on(page: Page, selector: str, presses: int = 60) -> None:
    """Press Tab until something that matches has the focus, once it is there: Streamlit sends for the code of a field last."""
    expect(page.locator(selector).first).to_be_visible()
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => !!document.activeElement.closest(selector)", selector):
            return
    raise AssertionError(f"no Tab reaches {selector}")


def test_the_shop_is_used_without_a_mouse(page: Page, address: str) -> None:
    ready(page, address)
    settled(page)
    focus_on(page, "[data-testid=stChatInput]")
    page.keyboard.type("a red bag")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="“a red bag”")).to_be_visible()
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    focus_on(page, "[class*='st-key-open-hits-']")
    outlined = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
    assert outlined not in ("none", ""), "what has the focus is not marked"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("The shop says")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("product="))
    for said in ("Choose one more to compare", "Compare 2"):
        settled(page)
        focus_on(page, "[class*='st-key-compare-hits-']")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name=said)).to_be_visible()
    settled(page)
    focus_on(page, ".st-key-compare-now", 400)
    page.keyboard.press("Enter")
    expect(page.get_by_text("marks what differs")).to_be_visible()


def test_a_part_of_a_picture_is_chosen_with_the_keys(page: Page, address: str) -> None:
    part_of_a_picture(page, address)
    box = page.get_by_role("slider", name="The part to search by")
    box.focus()
    for _ in range(10):
        page.keyboard.press("Shift+ArrowLeft")
    assert "from 0 to 80 percent across" in (box.get_attribute("aria-valuetext") or "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Like this part of your picture")).to_be_visible()


def test_motion_is_reduced_where_it_is_asked_for(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    front(page, address)
    moving = page.evaluate(
        "[...document.querySelectorAll('[class*=st-key-card-] img')].map(one => getComputedStyle(one))"
        ".filter(style => style.transitionDuration !== '0s' || style.animationName !== 'none').length"
    )
    assert moving == 0
    context.close()


def test_every_picture_and_button_has_a_name(page: Page, address: str) -> None:
    results(page, address)
    expect(page.get_by_role("button", name="More like this").first).to_be_visible()  # buttons are drawn last
    assert page.locator("img:not([alt]), img[alt='']").count() == 0
    tree = page.locator("body").aria_snapshot()
    assert '- button "More like this"' in tree and "- button\n" not in tree, tree
