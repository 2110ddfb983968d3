"""What this browser keeps: boards of its own, what it looked at, and the way to have all of it forgotten."""

from __future__ import annotations

import streamlit as st

from assistant import keeping
from assistant.ui.browser import browser_token, hand_out, lasting, renew_token
from assistant.ui.components.kept_board import kept_board
from assistant.ui.components.kept_grid import kept_grid
from assistant.ui.components.save_button import keep_on
from assistant.ui.components.words import plain
from assistant.ui.language import _, n_
from assistant.ui.state import attempt, notice, services
from catalog.kept_boards import MAX_TITLE, Forgotten, KeptBoard


def page(shop) -> None:
    """Draw the page. `shop` is the page where products are looked at and found."""
    token = browser_token()
    services().kept.came(token)
    st.markdown("# " + _("Yours"), anchors=False)
    days = services().settings.keep_days
    st.caption(
        n_(
            "Kept for this browser alone, without an account or a name, until it has been away for a day.",
            "Kept for this browser alone, without an account or a name, until it has been away for {count} days.",
            days,
        )
        if lasting()
        else _(
            "This browser keeps no cookie of the shop's, so what you save is gone when you close or reload the page."
        )
    )
    if said := notice():
        st.warning(plain(said), icon=":material/info:")
    if (forgotten := st.session_state.pop("kept-forgotten", None)) is not None:
        st.success(_told(forgotten), icon=":material/delete_sweep:")
    hand_out()
    boards = services().kept.boards(token)
    board = _chosen(boards)
    if board is not None:
        kept_board(board, [other for other in boards if other.number != board.number], shop)
    else:
        st.write(_("Press **Save** on anything in the shop, and it is here."))
    seen = keeping.looked_at(services(), token)
    if seen:
        st.markdown("## " + _("Looked at lately"), anchors=False)
        kept_grid(seen, "seen", shop)
    if boards or seen:
        _forgetting()


def _chosen(boards: list[KeptBoard]) -> KeptBoard | None:
    """Draw the choice of boards, and return the one that is open."""
    own = {board.number: board for board in boards}
    number = st.session_state.get("keeping-on")
    number = number if number in own else max(own, default=None)
    with st.container(key="kept-boards", horizontal=True, vertical_alignment="center", gap="xsmall"):
        if len(own) > 1:
            st.session_state["kept-open"] = number
            st.pills(
                _("Boards"), list(own), key="kept-open", required=True, label_visibility="collapsed",
                format_func=lambda one: f"{plain(own[one].title)} · {len(own[one].items)}", on_change=_open,
            )  # fmt: skip
        with st.popover(_("New board"), icon=":material/add:"), st.form("kept-new", clear_on_submit=True, border=False):
            title = st.text_input(_("Name"), max_chars=MAX_TITLE, placeholder=_("For the balcony"))
            if st.form_submit_button(_("Start it"), type="primary"):
                attempt(_make, title)
                st.rerun()
    return own.get(number)


def _open() -> None:
    keep_on(st.session_state["kept-open"])


def _make(title: str) -> None:
    keep_on(services().kept.make(browser_token(), title).number)


def _forgetting() -> None:
    with st.popover(_("Forget me"), icon=":material/delete_sweep:"):
        st.write(
            _(
                "Deletes your boards with their notes and links, what you looked at, and the number by which this browser is "
                "known. It cannot be undone."
            )
        )
        st.caption(
            _(
                "What is searched for, opened and saved is also counted, without saying by whom; there is nothing in it to "
                "delete."
            )
        )
        st.button(_("Delete all of it"), key="kept-forget", type="primary", on_click=attempt, args=(_forget,))


def _forget() -> None:
    st.session_state["kept-forgotten"] = services().kept.forget(browser_token())
    keep_on(None)
    renew_token()


def _told(forgotten: Forgotten) -> str:
    return _("Deleted: {boards}, {things}, {looks}, and the number of this browser.").format(
        boards=n_("{count} board", "{count} boards", forgotten.boards),
        things=n_("{count} saved thing", "{count} saved things", forgotten.items),
        looks=n_("{count} look at a product", "{count} looks at products", forgotten.looked_at),
    )
