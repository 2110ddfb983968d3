"""A board of this browser's own, open: its products in their order with notes, and what can be done with the whole of it.

Owns the session's keys "kept-…".
"""

from __future__ import annotations

import streamlit as st

from assistant import keeping
from assistant.board_export import board_page, board_pdf, file_name
from assistant.ui.browser import browser_token
from assistant.ui.components.kept_grid import kept_grid, missing_line
from assistant.ui.components.save_button import keep_on
from assistant.ui.components.words import plain
from assistant.ui.language import _, language
from assistant.ui.state import attempt, conversation, services
from catalog.kept_boards import MAX_ITEM_NOTE, MAX_NOTE, MAX_TITLE, KeptBoard
from catalog.product import Product

_PAGE = 24


def kept_board(board: KeptBoard, others: list[KeptBoard], shop) -> None:
    """Draw it. `others` are the boards that its products could move to, `shop` the page where results are shown."""
    seen = keeping.shown(services(), board)
    st.markdown(f"## {plain(board.title)}", anchors=False)
    if board.note:
        st.markdown("  \n".join(plain(line) for line in board.note.split("\n")))
    with st.container(key="kept-actions", horizontal=True, gap="xsmall"):
        if st.button(
            _("Find more for this board"),
            key="kept-more",
            type="primary",
            icon=":material/auto_awesome:",
            disabled=not seen.items,
        ) and attempt(conversation().more_for, board.title, board.product_ids):
            st.switch_page(shop)
        with st.popover(_("Share"), icon=":material/share:"):
            _share(board)
        with st.popover(_("Export"), icon=":material/download:", disabled=not seen.items):
            _export(seen)
        with st.popover(_("Change"), icon=":material/edit:"):
            _change(board)
    if not board.items:
        st.caption(_("Nothing is on it yet: press **Save** on anything in the shop."))
    missing_line(seen.missing)
    pages = -(-len(seen.items) // _PAGE)
    number = min(st.session_state.get("kept-page", 1), pages) if pages > 1 else 1
    shown = seen.items[(number - 1) * _PAGE : number * _PAGE]
    kept_grid([product for product, _said in shown], "kept", shop, lambda product: _item(board, product, others))
    if pages > 1:
        st.pagination(pages, key="kept-page", width="stretch")


def _item(board: KeptBoard, product: Product, others: list[KeptBoard]) -> None:
    token, place = browser_token(), board.product_ids.index(product.id)
    key = f"kept-note-{board.number}-{product.id}"
    st.session_state[key] = board.items[place].note
    st.text_input(
        _("Note"), key=key, max_chars=MAX_ITEM_NOTE, placeholder=_("A note"), label_visibility="collapsed",
        on_change=_note, args=(board.number, product.id, key),
    )  # fmt: skip
    with st.container(horizontal=True, gap="xxsmall", key=f"do-kept-{product.id}"):
        for way, said, by in (("sooner", _("Sooner"), -1), ("later", _("Later"), 1)):
            st.button(
                said, key=f"kept-{way}-{product.id}", type="tertiary", disabled=not 0 <= place + by < len(board.items),
                on_click=attempt, args=(services().kept.shift, token, board.number, product.id, by),
            )  # fmt: skip
        st.button(
            _("Take off"), key=f"kept-off-{product.id}", type="tertiary",
            on_click=attempt, args=(services().kept.take_off, token, board.number, product.id),
        )  # fmt: skip
        if others:
            key = f"kept-move-{board.number}-{product.id}"
            titles = {other.number: other.title for other in others}
            st.session_state[key] = None
            st.selectbox(
                _("Move to"), list(titles), key=key, format_func=titles.get, placeholder=_("Move to…"),
                label_visibility="collapsed", on_change=_move, args=(board.number, product.id, key),
            )  # fmt: skip


def _note(board: int, product_id: str, key: str) -> None:
    attempt(services().kept.note, browser_token(), board, product_id, st.session_state[key] or "")


def _move(board: int, product_id: str, key: str) -> None:
    if (to := st.session_state[key]) is not None:
        attempt(services().kept.move, browser_token(), board, product_id, to)


def _share(board: KeptBoard) -> None:
    if not board.share:
        st.write(_("Whoever has the link sees this board as it is then, with its notes, and can change nothing."))
        st.button(
            _("Make a link"), key="kept-share", type="primary", on_click=attempt, args=(_share_it, board.number, True)
        )
        return
    st.write(_("Whoever has this link sees this board, with its notes, and can change nothing:"))
    st.code(f"{_shop()}board?share={board.share}", language=None, wrap_lines=True)
    st.button(_("Take the link back"), key="kept-unshare", on_click=attempt, args=(_share_it, board.number, False))


def _share_it(number: int, on: bool) -> None:
    services().kept.share(browser_token(), number, on=on)


def _shop() -> str:
    """Where this shop is, as the browser sees it, with a slash at its end."""
    address = st.context.url or ""
    return address.rstrip("/").removesuffix("/yours") + "/"


def _export(seen: keeping.Shown) -> None:
    settings, shop, spoken = services().settings, _shop(), language()
    st.download_button(
        _("As a page"), lambda: board_page(seen, settings.home, shop, language=spoken),
        file_name(seen.board.title, "html"), "text/html",
        key="kept-html", icon=":material/html:", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        _("As a PDF"), lambda: board_pdf(seen, settings.home, shop, font=settings.pdf_font, language=spoken),
        file_name(seen.board.title, "pdf"), "application/pdf",
        key="kept-pdf", icon=":material/picture_as_pdf:", on_click="ignore",
    )  # fmt: skip


def _change(board: KeptBoard) -> None:
    with st.form(f"kept-change-{board.number}", border=False):
        title = st.text_input(_("Name"), board.title, max_chars=MAX_TITLE)
        note = st.text_area(_("Note"), board.note, max_chars=MAX_NOTE)
        if st.form_submit_button(_("Keep the change"), type="primary"):
            attempt(services().kept.rename, browser_token(), board.number, title, note)
            st.rerun()
    st.button(
        _("Delete the board"),
        key="kept-delete",
        icon=":material/delete:",
        on_click=attempt,
        args=(_delete, board.number),
    )


def _delete(number: int) -> None:
    services().kept.delete(browser_token(), number)
    keep_on(None)
