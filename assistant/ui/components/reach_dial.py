"""How far from a board to look: a dial from "Close" to "Ridiculous"."""

from __future__ import annotations

import streamlit as st

from assistant.conversation import Conversation
from assistant.ui.language import _
from assistant.ui.state import attempt


def reach_dial(talk: Conversation) -> None:
    """Draw the dial, where more is wanted for a board; a turn asks again."""
    if talk.asked is None or not talk.asked.taste:
        return
    stops = {0.0: _("Close"), 0.25: _("Near"), 0.5: _("Further"), 0.75: _("Far"), 1.0: _("Ridiculous")}
    # A key for each board: setting one key anew in every run would undo what is turned while a run is under way.
    key = f"reach-{hash(talk.asked.taste)}"
    st.session_state.setdefault(key, min(stops, key=lambda stop: abs(stop - talk.asked.reach)))
    st.select_slider(
        _("How far from the board"), list(stops), key=key, format_func=stops.get, width=420,
        help=_("Close: the same kinds of things. Ridiculous: other kinds, alike in one way only."),
        on_change=_turned, args=(talk, key),
    )  # fmt: skip


def _turned(talk: Conversation, key: str) -> None:
    attempt(talk.reach_to, st.session_state[key])
