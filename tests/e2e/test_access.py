"""Who may, in a real browser and at the wire: addresses typed, forms open too long, messages forged, a real OIDC sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from assistant.passphrase import Passphrase
from tests.e2e.conftest import free_port, photograph, serve, sign_in, wait_until_up
from tests.identity_provider_stand_in import IdentityProviderStandIn
from tests.staff import WORDS, give_passphrase

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access") / "home"


@pytest.fixture(scope="module")
def shop(home: Path) -> Iterator[str]:
    """An empty shop's address."""
    port = free_port()
    running = serve(home, port, CURIO_DEMO="0")
    try:
        wait_until_up(port)
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(autouse=True)
def known_passphrase(home: Path) -> None:
    give_passphrase(home)


def test_typed_addresses_give_the_sign_in_and_then_the_page(page: Page, shop: str) -> None:
    for path in ("merchandise", "models"):
        page.goto(f"http://{shop}/{path}")
        expect(page.get_by_label("Passphrase")).to_be_visible()
        expect(page.get_by_text(re.compile("Merchandise|Models|Import|Pull"))).to_have_count(0)
    photograph(page, "11-sign-in")
    page.get_by_label("Passphrase").fill("not these words")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That is not the passphrase")).to_be_visible()
    page.get_by_label("Passphrase").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Models")).to_be_visible()
    expect(page.get_by_role("link", name="Merchandise").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Passphrase")).to_be_visible()


def test_a_form_left_open_does_nothing_once_the_sign_in_has_ended(
    page: Page, shop: str, home: Path, tmp_path: Path
) -> None:
    feed = tmp_path / "shop.tsv"
    feed.write_text(
        "id\ttitle\tdescription\timage_link\tprice\tavailability\nk\tKettle\tA kettle.\t\t5 USD\tin_stock\n"
    )
    sign_in(page, f"http://{shop}")
    page.locator(".st-key-feed input[type=file]").set_input_files(feed)
    expect(page.get_by_text("shop.tsv")).to_be_visible()
    Passphrase(home).make()
    page.get_by_role("button", name="Check the feed").click()
    expect(page.get_by_text("Your sign-in has ended")).to_be_visible()
    expect(page.get_by_role("heading", name="Merchandise")).to_have_count(0)
    photograph(page, "12-sign-in-ended")
    give_passphrase(home)
    page.get_by_label("Passphrase").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Merchandise")).to_be_visible()
    expect(page.get_by_text(re.compile("1 new|rows"))).to_have_count(0)


class Wire:
    """A session without a browser: it may send whatever it likes, the state of any widget and the name of any page."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, page: str = "", widgets: Mapping[str, str | bool] = MappingProxyType({})) -> str:
        """Ask for a run, and return all that it drew. A True presses the button with this id; ids come from `id_of`."""
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        if page:
            asked.rerun_script.page_script_hash = page
        for name, value in widgets.items():
            state = asked.rerun_script.widget_states.widgets.add(id=name)
            if isinstance(value, bool):
                state.trigger_value = value
            else:
                state.string_value = value
        self.connection.send(asked.SerializeToString())
        drawn = []
        for content in self.connection:
            assert isinstance(content, bytes)
            message = ForwardMsg.FromString(content)
            drawn.append(str(message))
            # A run that began anew finishes twice; the last time is the one that counts.
            if message.WhichOneof("type") == "script_finished" and not message.script_finished:
                return "\n".join(drawn)
        raise ConnectionError("the page hung up")


@pytest.fixture
def wires(shop: str) -> Iterator[list[Wire]]:
    """Two sessions at the wire."""
    with (
        connect(f"ws://{shop}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as one,  # type: ignore[list-item]
        connect(f"ws://{shop}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as other,  # type: ignore[list-item]
    ):
        yield [Wire(one), Wire(other)]


def id_of(drawn: str, ending: str) -> str:
    """The id of the widget whose key, or label, is `ending`."""
    found = re.search(rf'id: "(\$\$ID-[0-9a-f]+-{re.escape(ending)})"', drawn)
    assert found, f"no {ending} in what was drawn"
    return found[1]


def page_hash(drawn: str, path: str) -> str:
    found = re.search(rf'page_script_hash: "([0-9a-f]+)"[^}}]*url_pathname: "{path}"', drawn)
    assert found, f"no page {path}"
    return found[1]


OF_MODELS = ("The file is what it should be", "Qwen", "Apache")


def drew_the_sign_in_alone(answer: str) -> bool:
    return "Passphrase" in answer and not any(word in answer for word in OF_MODELS)


def test_forged_messages_press_nothing(wires: list[Wire], home: Path) -> None:
    staff, stranger = wires
    models = page_hash(front := staff.send(), "models")
    assert "is_hidden: true" in front
    form = staff.send(models)
    field, enter = id_of(form, "None"), id_of(form, "FormSubmitter:sign-in-Sign in")
    shown = staff.send(models, {field: WORDS, enter: True})
    verify = id_of(shown, "verify-curio-chat")
    pressed: dict[str, str | bool] = {verify: True}
    assert "The file is what it should be" in staff.send(models, pressed), "what staff may do can be done at the wire"

    # A stranger who knows every id: names the page, presses the button, and writes what a sign-in would have left.
    assert drew_the_sign_in_alone(stranger.send(models, pressed))
    for key in ("signed-in", "visitor", "conversation"):
        answer = stranger.send(models, pressed | {key: "merchandiser"})
        assert not any(word in answer for word in OF_MODELS), "at worst this session breaks, and no other"

    # And staff whose sign-in has ended since the button was drawn.
    Passphrase(home).make()
    assert drew_the_sign_in_alone(staff.send(models, pressed))


def test_an_identity_provider_signs_staff_in_and_others_not(page: Page, tmp_path: Path) -> None:
    people = {"Ada": {"groups": ["sales", "curio"]}, "Bob": {"groups": ["sales"]}}
    port = free_port()
    # A provider's address is compared letter by letter with the page's: the browser must use the same name for it.
    address = f"http://127.0.0.1:{port}"
    with IdentityProviderStandIn(people).serving() as provider:
        secrets_file = tmp_path / "person" / ".streamlit" / "secrets.toml"
        secrets_file.parent.mkdir(parents=True)
        secrets_file.write_text(provider.secrets_file(address))
        running = serve(
            tmp_path / "home", port, CURIO_DEMO="0", HOME=str(tmp_path / "person"),
            CURIO_MERCHANDISER_CLAIM="groups", CURIO_MERCHANDISER_VALUES='["curio"]',
        )  # fmt: skip
        try:
            wait_until_up(port)
            _come_and_go(page, address)
        finally:
            running.terminate()
            running.wait(20)


def _come_and_go(page: Page, address: str) -> None:
    page.goto(f"{address}/merchandise")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Bob").click()
    page.get_by_role("link", name="Staff").first.click()
    expect(page.get_by_text("not as one of the shop's staff")).to_be_visible()
    expect(page.get_by_role("link", name="Merchandise")).to_have_count(0)
    photograph(page, "13-not-staff")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Ada").click()
    page.get_by_role("link", name="Merchandise").first.click()
    expect(page.get_by_role("heading", name="Merchandise")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Merchandise")).to_be_visible()
    page.get_by_role("link", name="Staff").first.click()
    expect(page.get_by_text("You are signed in as Ada")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Merchandise")).to_have_count(0)
    page.goto(f"{address}/models")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_role("heading", name="Models")).to_have_count(0)
