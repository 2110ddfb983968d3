"""A served Curio with the demo catalog, and a Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from tests.staff import WORDS, give_passphrase

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-fake-device-for-media-stream"]
PATIENCE = 60_000  # ms: two cores may be busy with the rest of the suite, and more
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(home: Path, port: int, **environment: str) -> subprocess.Popen[bytes]:
    """Start the page as `make run` does, with a passphrase that tests know; the caller ends it."""
    give_passphrase(home)
    ARTEFACTS.mkdir(exist_ok=True)
    log = (ARTEFACTS / f"serve-{port}.log").open("wb")
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"CURIO_HOME": str(home)} | environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def wait_until_up(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"the page on port {port} did not come up")


@contextmanager
def served_copy(folder: Path, home: Path) -> Iterator[str]:
    """Serve a copy of a data folder, made at `home`, and give its address."""
    shutil.copytree(folder, home)
    port = free_port()
    running = serve(home, port)
    try:
        wait_until_up(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(scope="session")
def address(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, over the demo catalog."""
    with served_copy(demo_folder, tmp_path_factory.mktemp("served") / "home") as its_address:
        yield its_address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CURIO_REQUIRE_BROWSER"):
            raise RuntimeError(f"CURIO_REQUIRE_BROWSER is set, and there is no {CHROMIUM}")
        pytest.skip(f"no {CHROMIUM} here; apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new shopper. It fails the test when it asks anything of another machine, or breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    strangers: list[str] = []
    broken: list[str] = []
    opened.on(
        "request",
        lambda request: (
            strangers.append(request.url)
            if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    context.close()
    assert not strangers, f"the page asked another machine: {strangers}"
    assert not broken, f"the page broke: {broken}"


def settled(page: Page) -> None:
    """Wait until nothing is being drawn. A run that begins takes the focus from what is drawn anew, drops a picture on its way,
    and takes back a press that came while another was due."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def comes(what: Locator, patience: float) -> bool:
    """Whether it is seen within so many milliseconds; for what is pressed again where its first press is dropped."""
    try:
        what.wait_for(timeout=patience)
    except NotInTime:
        return False
    return True


def sign_in(page: Page, address: str) -> None:
    """Come in as staff, by the link in the navigation; the Merchandise page follows."""
    page.goto(address)
    page.get_by_role("link", name="Staff").first.click()
    page.get_by_label("Passphrase").fill(WORDS)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("heading", name="Merchandise").wait_for()


def photograph(page: Page, name: str) -> None:
    """Keep a screenshot, once every picture in it has come."""
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    page.screenshot(path=ARTEFACTS / f"{name}.png")
