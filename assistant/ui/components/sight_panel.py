"""What a vision model makes of the shopper's picture: asked for by a button, drawn as the guess it is, and words to ask."""

from __future__ import annotations

import streamlit as st

from assistant.conversation import Conversation
from assistant.seeing import Seeing
from assistant.ui.components.words import plain
from assistant.ui.language import _, n_, said
from assistant.ui.state import attempt, draw_anew, services, soon

_EVERY = 0.3  # seconds


def sight_button(talk: Conversation) -> None:
    """Draw the button beside the picture; nothing where no model here sees any."""
    if talk.seeing is None and services().sees:
        _button(talk, _("What does the model see?"))


def sight_panel(talk: Conversation) -> None:
    """Draw what came of it, once it was asked for."""
    if talk.seeing is None:
        return
    with st.container(key="sight", border=True, gap="xsmall"):
        if talk.seeing.done:
            _seen(talk, talk.seeing)
        else:
            st.fragment(_looking, run_every=_EVERY)(talk.seeing)


def _button(talk: Conversation, label: str) -> None:
    st.button(label, key="see", type="tertiary", icon=":material/visibility:", on_click=attempt, args=(talk.see,))


def _looking(seeing: Seeing) -> None:
    seeing.look()
    ahead = seeing.ahead
    waiting = n_("{count} before you…", "{count} before you…", ahead)
    st.caption(waiting if ahead else _("Looking at your picture…"))
    st.button(_("Stop"), key="stop-seeing", icon=":material/stop_circle:", on_click=seeing.stop)
    if seeing.done:
        draw_anew()  # the last time by the clock: the page draws what came


def _seen(talk: Conversation, seeing: Seeing) -> None:
    words = seeing.words
    if seeing.error or seeing.stopped or not words:
        st.caption(
            plain(said(seeing.error)) if seeing.error else _("Stopped.") if seeing.stopped else _("It says nothing.")
        )
        _button(talk, _("Look again"))
        return
    st.markdown(_("What the model sees: {words}").format(words=f"**{plain(words)}**"))
    told = _("Guessed {writer}, from your picture alone and in English. It is no fact about any product.")
    st.caption(told.format(writer=plain(said(services().writer))))
    st.button(
        _("Search for these words"), key="search-seen", icon=":material/search:", on_click=soon, args=(talk.ask, words)
    )
