"""The talk beside the results: what was answered, what may be said next, and the earlier turns, each a press away."""

from __future__ import annotations

import streamlit as st

from assistant.answers import Answer, Comparison
from assistant.conversation import Conversation
from assistant.ui.components.words import plain
from assistant.ui.language import _, said
from assistant.ui.state import soon


def answer_panel(answer: Answer | None) -> None:
    """Draw what was said to the last turn, with the table of what was compared."""
    if answer is None:
        return
    with st.container(key="answer", border=True):
        st.markdown(plain(said(answer.text)))
        if answer.comparison is not None and answer.comparison.rows:
            st.markdown(_table(answer.comparison))


def _table(comparison: Comparison) -> str:
    """Rows that differ; a dash where a row is silent, for an empty cell says nothing to a screen reader."""
    head = [_("What differs"), *(f"**{plain(title)[:120]}**" for title in comparison.titles)]
    rows = [
        [plain(said(row.name))[:60], *(plain(said(value))[:300] or "–" for value in row.values)]
        for row in comparison.rows
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def follow_up_chips(talk: Conversation) -> None:
    """Draw what may be said next; a press says it."""
    if not (offered := talk.follow_ups):
        return
    with st.container(key="follow-ups", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(_("You could say"), width="content")
        for words in offered:
            st.button(plain(said(words)), key=f"follow-{words}", on_click=soon, args=(talk.ask, words))


def earlier_turns(talk: Conversation) -> None:
    """Draw the way back: one press for the turn before, a list for the others."""
    if talk.turn is not None and talk.turn.before is not None:
        st.button(
            _("Back"), key="back", type="tertiary", icon=":material/arrow_back:", on_click=soon, args=(talk.back,)
        )
    if not (earlier := talk.earlier):
        return
    with st.popover(_("Earlier"), type="tertiary", icon=":material/history:"):
        for number, turn in earlier:
            st.button(
                plain(said(turn)), key=f"turn-{number}", type="tertiary", on_click=soon, args=(talk.show_turn, number)
            )
