"""Save, on a card: one press keeps the product on this browser's board, another takes it off.

Owns the session's key "keeping-on": the number of the board that saves go to; without it, the newest.
"""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from assistant import keeping
from assistant.ui.browser import browser_token
from assistant.ui.components.words import plain
from assistant.ui.language import _
from assistant.ui.state import attempt, conversation, services


def keeps() -> bool:
    """Whether this shop keeps anything for its shoppers."""
    return services().settings.keep_days > 0


def saved_ids() -> frozenset[str]:
    """What is on any of this browser's boards."""
    if not keeps():
        return frozenset()
    return frozenset(one for board in services().kept.boards(browser_token()) for one in board.product_ids)


def keep_on(number: int | None) -> None:
    """Have saves go to this board."""
    st.session_state["keeping-on"] = number


def save_button(product_id: str, place: str, saved: Collection[str]) -> None:
    """Draw the button. `saved` are `saved_ids()`, asked once for all the cards of a grid."""
    if not keeps():
        return
    on_it = product_id in saved
    st.button(
        _("Saved") if on_it else _("Save"),
        key=f"save-{place}-{product_id}",
        icon=":material/bookmark_added:" if on_it else ":material/bookmark:",
        type="tertiary",
        on_click=attempt,
        args=(_take_off if on_it else _save, product_id),
    )


def _save(product_id: str) -> None:
    token = browser_token()
    boards = services().kept.boards(token)
    own = {board.number: board.title for board in boards}
    board = st.session_state.get("keeping-on")
    board = board if board in own else max(own, default=None)
    words, rank = conversation().led_to(product_id)
    keeping.save(services(), token, product_id, board, first_title=_("Favourites"), words=words, rank=rank)
    st.toast(
        _("Saved to “{board}”, under **Yours**").format(board=plain(own[board]))
        if board
        else _("Saved, under **Yours**")
    )


def _take_off(product_id: str) -> None:
    stays = keeping.take_off(services(), browser_token(), product_id)
    st.toast(
        _("It stays on “{board}”, where you noted something beside it: take it off there").format(board=plain(stays[0]))
        if stays
        else _("Taken off your boards")
    )
