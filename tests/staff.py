"""How tests come in as staff: by the door, with a passphrase that the data folder was given before."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from assistant.passphrase import Passphrase

WORDS = "only for the tests"


def give_passphrase(home: Path) -> None:
    """What `python -m assistant passphrase --own` does."""
    Passphrase(home).choose(WORDS)


def go(app: AppTest, path: str) -> AppTest:
    """Open a page of the app by its address. AppTest itself only knows pages that are files."""
    pages = app._registered_pages
    app._page_hash = next(key for key, page in pages.items() if page.get("url_pathname") == path)
    return app.run()


def sign_in(app: AppTest, path: str = "merchandise", words: str = WORDS) -> AppTest:
    """Type the address of a page for staff, and the passphrase that is asked for there."""
    go(app, path)
    app.text_input[0].set_value(words)
    return button(app, "Sign in").click().run()


def button(app: AppTest, label: str) -> Button:
    """The first button that says this."""
    return next(button for button in app.button if button.label == label)
