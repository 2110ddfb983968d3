"""Who sees and may press what, through Streamlit's own test driver: by passphrase, by an identity provider, and no longer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.passphrase import Passphrase
from assistant.ui import state
from tests.staff import WORDS, button, give_passphrase, go, sign_in

APP = str(Path(__file__).parents[1] / "app.py")
STAFF_PAGES = ("merchandise", "models", "receipts")
FOR_SHOPPERS = {"Shop", "Yours", "A board", "Staff"}
EVERY_PAGE = FOR_SHOPPERS | {"Merchandise", "Models", "Receipts"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty shop with a passphrase."""
    home = tmp_path / "home"
    monkeypatch.setenv("CURIO_HOME", str(home))
    monkeypatch.setenv("CURIO_DEMO", "0")
    give_passphrase(home)
    st.cache_resource.clear()
    yield home
    state.services().close()
    st.cache_resource.clear()


def opened() -> AppTest:
    return AppTest.from_file(APP, default_timeout=90).run()


def texts(app: AppTest) -> str:
    assert not app.exception
    elements = [*app.markdown, *app.warning, *app.info, *app.error, *app.caption, *app.success]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def listed(app: AppTest) -> set[str]:
    """The titles of the pages; where Merchandise stands, a shopper has a second Staff."""
    return {page["page_name"] for page in app._registered_pages.values()}


def asks_to_sign_in(app: AppTest) -> bool:
    """The way in, and nothing of any page behind it."""
    said = texts(app)
    return (
        [field.label for field in app.text_input] == ["Passphrase"]
        and [button.label for button in app.button] == ["Sign in"]
        and "# Staff" in said
        and not any(word in said for word in ("# Models", "# Merchandise", "Apache"))
        and not app.metric
        and not app.get("file_uploader")
    )


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_a_shopper_who_types_an_address_is_asked_to_sign_in(path: str) -> None:
    app = opened()
    assert listed(app) == FOR_SHOPPERS
    assert asks_to_sign_in(go(app, path))


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_whoever_signs_in_is_where_they_wanted_to_be(path: str) -> None:
    app = sign_in(opened(), path)
    assert f"# {path.capitalize()}" in texts(app)
    assert listed(app) == EVERY_PAGE


def test_the_staff_page_leads_on_to_merchandise() -> None:
    assert "# Merchandise" in texts(sign_in(opened(), "staff"))


@pytest.mark.parametrize("words", ["", "not these words", WORDS.upper(), "'; DROP TABLE", "x" * 200, "🧦"])
def test_other_words_do_not_open(words: str) -> None:
    app = sign_in(opened(), "models", words)
    assert "That is not the passphrase" in texts(app) and asks_to_sign_in(app)
    assert listed(app) == FOR_SHOPPERS


def test_wrong_tries_elsewhere_make_this_session_wait(home: Path) -> None:
    now = time.time()
    elsewhere = Passphrase(home, lambda: now)
    for _ in range(4):
        with pytest.raises(NotAllowed):
            elsewhere.check("not these words")
        now += 60
    app = sign_in(opened(), "staff")
    assert "Too many wrong tries. Wait 2 s" in texts(app) and asks_to_sign_in(app)
    give_passphrase(home)
    assert "# Merchandise" in texts(sign_in(app, "staff")), "the operator's new passphrase begins the count again"


def test_without_a_passphrase_the_page_says_how_to_make_one(home: Path) -> None:
    (home / "passphrase.json").unlink()
    app = sign_in(opened(), "staff", "anything at all")
    assert "There is no passphrase yet" in texts(app) and asks_to_sign_in(app)


def test_signing_out_leaves_nothing(home: Path) -> None:
    app = sign_in(opened(), "merchandise")
    app.session_state["exported"] = b"secret"
    button(go(app, "staff"), "Sign out").click().run()
    assert asks_to_sign_in(app) and "exported" not in app.session_state
    assert listed(app) == FOR_SHOPPERS
    assert asks_to_sign_in(go(app, "models"))


def test_one_session_s_sign_in_is_no_other_s() -> None:
    sign_in(opened(), "models")
    assert asks_to_sign_in(go(opened(), "models"))


def test_a_new_passphrase_ends_every_sign_in(home: Path) -> None:
    app = sign_in(opened(), "models")
    Passphrase(home).make()
    app.button(key="verify-curio-chat").click().run()
    said = texts(app)
    assert "Your sign-in has ended" in said and "sha256" not in said and asks_to_sign_in(app)


def test_idleness_ends_a_sign_in_and_a_press_puts_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that was open when the sign-in ended is not acted upon."""
    app = sign_in(opened(), "merchandise")
    sign_ins = state._sign_ins()
    now = time.time()
    sign_ins._clock = lambda: now
    for _ in range(3):
        now += 59 * 60
        assert "# Merchandise" in texts(app.run())
    now += 60 * 60
    button(app, "Check the feed").click().run()
    assert "Your sign-in has ended" in texts(app) and asks_to_sign_in(app)


def test_a_callback_drawn_for_somebody_who_has_left_does_nothing(home: Path) -> None:
    """Streamlit calls a button's callback before any page runs: the function itself must refuse."""
    give_something()
    app = sign_in(opened(), "merchandise")
    prepare = button(app, "Prepare the feed")
    Passphrase(home).make()
    prepare.click().run()
    assert "exported" not in app.session_state
    assert "has ended" in texts(app) and asks_to_sign_in(app)
    sign_in(app, "merchandise", Passphrase(home).make())
    button(app, "Prepare the feed").click().run()
    assert app.session_state["exported"].startswith(b"id\t"), "and the same press by somebody who may is acted upon"


def give_something() -> None:
    from catalog.product import Product

    state.services().store.upsert([Product(id="a", title="A thing")])


@pytest.fixture
def provider(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "passphrase.json").unlink()
    monkeypatch.setenv("CURIO_MERCHANDISER_CLAIM", "groups")
    monkeypatch.setenv("CURIO_MERCHANDISER_VALUES", '["curio"]')


def of_provider(*groups: str, issued: float | None = None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=90)
    app.user = {
        "is_logged_in": True, "iss": "https://id.example", "sub": "ada", "name": "Ada *L*", "groups": list(groups),
        "iat": int(time.time() if issued is None else issued),
    }  # fmt: skip
    return app.run()


def test_a_provider_s_claims_sign_staff_in(provider: None) -> None:
    app = of_provider("sales", "curio")
    assert listed(app) == EVERY_PAGE
    assert "# Models" in texts(go(app, "models"))
    assert "signed in as **Ada *L***" in texts(go(app, "staff"))


def test_claims_of_somebody_else_do_not_and_the_passphrase_is_off(provider: None, home: Path) -> None:
    give_passphrase(home)
    app = of_provider("sales")
    assert listed(app) == FOR_SHOPPERS
    app = go(app, "merchandise")
    said = texts(app)
    assert "not as one of the shop's staff" in said and "# Merchandise" not in said
    assert not app.text_input


def test_without_auth_in_the_secrets_the_page_says_what_is_missing(provider: None) -> None:
    app = go(opened(), "models")
    assert "has no section `[auth]`" in texts(app) and not app.button


def test_a_provider_s_cookie_of_yesterday_signs_nobody_in(provider: None) -> None:
    assert listed(of_provider("curio", issued=time.time() - 86_400)) == FOR_SHOPPERS
    assert listed(of_provider("curio", issued=time.time() - 2 * 3600)) == FOR_SHOPPERS, "idle before this process began"


def test_signing_out_at_the_provider_s_ends_every_tab(provider: None) -> None:
    issued = time.time()
    here, there = of_provider("curio", issued=issued), of_provider("curio", issued=issued)
    button(go(here, "staff"), "Sign out").click().run()
    assert listed(there.run()) == FOR_SHOPPERS
    assert listed(of_provider("curio", issued=issued)) == FOR_SHOPPERS, "nor does the cookie sign in again"
    assert listed(of_provider("curio", issued=issued + 1)) == EVERY_PAGE
