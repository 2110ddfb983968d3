"""The shopper's way, in a real browser: open, words, picture, more like this, a suggestion read to its end, a board."""

from __future__ import annotations

import re
from pathlib import Path

import psutil
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from catalog.images import open_image
from catalog.ingest import DEMO
from models.quality import spoilt
from tests.e2e.conftest import PATIENCE, comes, photograph, settled

pytestmark = pytest.mark.browser
CLOG = DEMO / "images" / "crocs-flower-pots.webp"


def ask(page: Page, words: str = "", picture: Path | None = None) -> None:
    if picture is not None:
        # The page is drawn once more when a suggestion ends. Streamlit drops its answer to a picture that is put in at the very
        # moment at which a page begins to be drawn (ForwardMsgQueue.clear), and the picture has to be put in again.
        expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
        page.locator("[data-testid=stChatInput] input[type=file]").first.set_input_files(picture)
        expect(page.get_by_role("button", name=f"Remove {picture.name}")).to_be_visible()
    field = page.get_by_role("textbox").first
    field.fill(words)
    field.press("Enter")


def writer_of(address: str) -> psutil.Process:
    """The process that writes the suggestions of what is served at an address."""
    port = address.rpartition(":")[2]
    for served in psutil.process_iter(["cmdline"]):
        if port in (served.info["cmdline"] or ()):
            for child in served.children(recursive=True):
                if "models.chat_worker" in child.cmdline():
                    return child
    raise LookupError(f"nothing writes for {address}")


class Between:
    """Stands between a page and the shop, and can hold back what the shop sends, as a slow way there does."""

    def __init__(self, page: Page) -> None:
        self.held: list[str | bytes] | None = None
        self.asked = 0
        page.route_web_socket(re.compile("/_stcore/stream"), self._stand)

    def _stand(self, browser: WebSocketRoute) -> None:
        shop = browser.connect_to_server()
        self._browser = browser

        def from_shop(message: str | bytes) -> None:
            if self.held is None:
                browser.send(message)
            else:
                self.held.append(message)

        def from_browser(message: str | bytes) -> None:
            self.asked += 1
            shop.send(message)

        shop.on_message(from_shop)
        browser.on_message(from_browser)

    def hold(self) -> None:
        self.held, self.asked = [], 0

    def let_go(self) -> None:
        held, self.held = self.held or [], None
        for message in held:
            self._browser.send(message)


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
    dialog.locator(".st-key-like-opened").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("More like"))).to_be_visible()
    photograph(page, "4-more-like-this")

    ask(page, "", CLOG)
    expect(page.get_by_role("heading", name="Like your picture")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).to_have_text("Crocs as flower pots")
    photograph(page, "5-picture")

    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("heading", name="The most ridiculous things")).to_be_visible()


def phone_photograph(folder: Path) -> Path:
    """The demo's clog planter as a phone might show it: cut, turned, pressed hard."""
    file = folder / "phone.jpg"
    spoilt(open_image(CLOG)).save(file, "JPEG", quality=60)
    return file


def test_a_picture_finds_the_thing_in_two_steps_and_another_colour_in_one_more(
    page: Page, address: str, tmp_path: Path
) -> None:
    ready(page, address)
    photograph_taken = phone_photograph(tmp_path)
    # Step 1: the picture is put in. Step 2: it is sent.
    ask(page, "", photograph_taken)
    expect(page.get_by_role("heading", name="Like your picture")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).to_have_text("Crocs as flower pots")
    # Step 3: another colour is said.
    ask(page, "in green")
    expect(page.get_by_role("button", name="green", exact=False).first).to_be_visible()
    expect(page.get_by_role("heading", name="Like your picture")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).not_to_have_text("Crocs as flower pots")


def test_three_are_compared_and_one_is_saved_in_five_steps(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=a+bag")
    steps: list[str] = []

    def press(what: Locator) -> None:
        steps.append(str(what))
        what.click()

    boxes = page.locator("[class*='st-key-compare-hits-'] label")
    for number in range(3):
        press(boxes.nth(number))
        expect(
            page.get_by_role("button", name=f"Compare {number + 1}" if number else "Choose one more")
        ).to_be_visible()
    press(page.get_by_role("button", name="Compare 3"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("marks what differs")
    expect(dialog.locator("th")).to_have_count(4)
    expect(dialog.get_by_role("cell", name="≠ Price")).to_be_visible()
    photograph(page, "9-compare")
    press(dialog.get_by_role("button", name="Save").first)
    expect(dialog.get_by_role("button", name="Saved")).to_have_count(1)
    expect(dialog).to_contain_text("marks what differs")
    assert len(steps) <= 5, steps
    page.reload()
    expect(page.get_by_role("dialog")).to_contain_text("marks what differs")
    expect(page.get_by_role("dialog").get_by_role("button", name="Saved")).to_have_count(1)


def test_back_and_forward_lead_where_one_was(page: Page, address: str) -> None:
    page.goto(f"{address}/?q=a+bag+in+red")
    expect(page.get_by_role("heading", name="“a bag in red”")).to_be_visible()
    page.locator("[class*='st-key-open-hits-'] button").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Goes with it")).to_be_visible()
    expect(page).to_have_url(re.compile("product="))
    first = page.url
    title = dialog.locator("[class*='st-key-open-with-'] button").first.inner_text()
    dialog.locator("[class*='st-key-open-with-'] button").first.click()
    expect(dialog.get_by_role("heading", name=title)).to_be_visible()
    expect(page).not_to_have_url(first)
    page.go_back()
    expect(dialog.get_by_role("heading", name=title)).to_have_count(0)
    expect(dialog).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="“a bag in red”")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_view_stays_open_when_the_suggestion_ends(page: Page, address: str) -> None:
    """The page draws itself anew then, asked to by a browser that does not know the newest address yet: what the shop says
    reaches it late here."""
    between = Between(page)
    page.goto(f"{address}/?q=lamp")
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    writer = writer_of(address)
    writer.suspend()
    try:
        page.goto(f"{address}/?q=a+bag+in+red")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        between.hold()
        page.locator("[class*='st-key-open-hits-'] button").first.click()
    finally:
        writer.resume()
    while between.asked < 20:  # the page looks five times a second how far the suggestion is
        page.wait_for_timeout(100)
    between.let_go()
    expect(page.get_by_text("Written on this machine")).to_be_attached()
    expect(page.get_by_role("dialog").get_by_text("Goes with it")).to_be_visible()
    expect(page).to_have_url(re.compile("product="))


def test_a_part_of_a_picture_is_drawn_and_nobody_else_sees_the_picture(
    page: Page, address: str, browser: Browser, tmp_path: Path
) -> None:
    ready(page, address)
    both = Image.new("RGB", (1024, 512), "white")
    for place, one in enumerate(("crocs-flower-pots", "whale-headphones")):
        both.paste(open_image(DEMO / "images" / f"{one}.webp").resize((512, 512)), (512 * place, 0))
    both.save(tmp_path / "both.png")
    ask(page, "", tmp_path / "both.png")
    page.get_by_role("button", name="Search by a part").click()
    slider = page.get_by_role("slider", name="The part to search by")
    expect(slider).to_be_visible()
    shown = slider.bounding_box()
    assert shown is not None
    page.mouse.move(shown["x"] + shown["width"] * 0.52, shown["y"] + shown["height"] * 0.05)
    page.mouse.down()
    page.mouse.move(shown["x"] + shown["width"] * 0.98, shown["y"] + shown["height"] * 0.95, steps=4)
    page.mouse.up()
    expect(page.get_by_role("heading", name="Like this part of your picture")).to_be_visible()
    expect(page.locator("[class*='st-key-open-hits-'] button").first).to_have_text("Whale headphones")
    expect(page).to_have_url(re.compile("box="))
    photograph(page, "10-part")

    stranger = browser.new_context()
    stranger.set_default_timeout(PATIENCE)
    other = stranger.new_page()
    other.goto(page.url)
    expect(other.get_by_text("A picture is not kept with an address")).to_be_visible()
    expect(other.get_by_role("img", name="Your picture")).to_have_count(0)
    stranger.close()


def test_the_camera_is_asked_only_when_it_is_wanted(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["camera"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    ready(page, address)
    assert page.locator("video").count() == 0
    page.locator(".st-key-camera label").click()
    page.wait_for_function("document.querySelector('video')?.readyState >= 2")
    settled(page)
    taken = page.get_by_role("heading", name="Like your picture")

    def pressed() -> bool:
        """A press while the camera's own script has no picture yet is dropped, and is made again, as a shopper would."""
        press = page.get_by_role("button", name="Take Photo")
        if press.count():
            press.click()
        return comes(taken, PATIENCE / 6)

    assert any(pressed() for _ in range(6)), "no photograph is taken"
    context.close()


def test_words_narrow_and_chips_widen(page: Page, address: str) -> None:
    ready(page, address)
    ask(page, "a bag under 60")
    expect(page.get_by_role("button", name="up to 60")).to_be_visible()
    prices = page.locator("[class*='st-key-card-hits-'] strong").all_inner_texts()
    assert prices and all(float(price.strip("$").replace(",", "")) <= 60 for price in prices)
    ask(page, "in red")
    expect(page.locator(".st-key-chips").get_by_role("button", name="red")).to_be_visible()
    expect(page.get_by_role("button", name="up to 60")).to_be_visible()
    photograph(page, "6-narrowed")
    page.get_by_role("button", name="up to 60").click()
    expect(page.get_by_role("button", name="up to 60")).to_have_count(0)
    expect(page.locator(".st-key-chips").get_by_role("button", name="red")).to_be_visible()


def test_a_press_on_a_chip_takes_that_one_off_although_another_comes_before_it_meanwhile(
    page: Page, address: str
) -> None:
    between = Between(page)
    page.goto(f"{address}/?q=a+bag+under+60")
    budget = page.get_by_role("button", name="up to 60")
    expect(budget).to_be_visible()
    expect(page.get_by_text("Written on this machine")).to_be_visible()
    between.hold()
    ask(page, "in red")
    while not any(b"up to 60" in message for message in between.held or () if isinstance(message, bytes)):
        page.wait_for_timeout(100)
    budget.click()
    between.let_go()
    chips = page.locator(".st-key-chips").get_by_role("button")
    expect(budget).to_have_count(0)
    expect(chips).to_have_count(1)
    expect(chips).to_contain_text("red")


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
