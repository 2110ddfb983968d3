"""The suggestion, sentence by sentence as it is written, its products as links into the page, with a button to stop it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.access import Role
from assistant.suggestions import ProductPiece
from assistant.ui.components.words import plain
from assistant.ui.language import _, language, n_, said
from assistant.ui.state import draw_anew, open_product, services, visitor
from assistant.writing import Piece, Writing

_EVERY = 0.2  # seconds


def suggestion_panel(writing: Writing | None) -> None:
    """Draw what is written so far, and go on by itself until its end."""
    with st.container(key="suggestion", gap="xsmall"):
        st.markdown(":material/edit_note: **" + _("Curio's suggestion") + "**")
        if language() != "en":
            st.caption(_("In English, as the shop's own texts are."))
        if writing is not None:
            under_way = not writing.done
            st.fragment(_written, run_every=_EVERY if under_way else None)(writing, under_way)


def _runs(pieces: Sequence[Piece]) -> list[str | ProductPiece]:
    """Pieces with the prose between two products put together."""
    runs: list[str | ProductPiece] = []
    for piece in pieces:
        if isinstance(piece, ProductPiece):
            runs.append(piece)
        elif runs and isinstance(runs[-1], str):
            runs[-1] += piece.text
        else:
            runs.append(piece.text)
    return runs


def _prose(text: str) -> str:
    """Prose as Markdown that keeps the spaces at its ends, which part it from the products."""
    start, end = text[:1] == " ", text[-1:] == " "
    return f"{'&nbsp;' * start}{plain(text)}{'&nbsp;' * end}"


def _written(writing: Writing, under_way: bool) -> None:
    writing.look()
    ended, pieces = writing.done, list(writing.pieces)
    with st.container(key="suggestion-text", gap=None):
        # One element for each run of prose and each product, laid in one line by the style sheet.
        for number, piece in enumerate(_runs(pieces)):
            if isinstance(piece, str):
                st.markdown(_prose(piece))
            else:
                if st.button(plain(piece.title), key=f"named-{number}-{piece.product_id}", type="tertiary"):
                    open_product(piece.product_id)
                    st.rerun()  # the page draws what is opened, not this fragment of it
    if not ended:
        if not pieces:
            ahead = writing.ahead
            waiting = n_("{count} before you…", "{count} before you…", ahead)
            st.caption(waiting if ahead else _("Looking at what was found…"))
        st.button(_("Stop"), key="stop-writing", icon=":material/stop_circle:", on_click=writing.stop)
    elif writing.error:
        st.caption(plain(said(writing.error)))
    elif writing.stopped:
        st.caption(_("Stopped."))
    elif not pieces:
        st.caption(_("No sentence about these could be shown as true, so there is none."))
    else:
        written = _("Written {writer}, from the shop's own rows. Prices and stock are the shop's.")
        st.caption(written.format(writer=plain(said(services().writer))))
    if ended and writing.thoughts and visitor().role is Role.MERCHANDISER:
        with st.popover(_("What it thought first"), icon=":material/psychology:"):
            st.caption(_("Unchecked, and shown to staff only."))
            st.write(plain(writing.thoughts))
    if ended and under_way:
        draw_anew()  # the last time by the clock: the page is drawn once more, without one
