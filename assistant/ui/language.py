"""The language of this visit: the browser's, until the shopper chooses another.

Owns the session's keys "language" and "spoken". `_` and `n_` are called where words are drawn, never where a module is loaded:
one process speaks to all in their own languages. They do not stand inside f-strings, where what collects the words is blind.
"""

from __future__ import annotations

import streamlit as st

from assistant.languages import LANGUAGES, nearest, translations


def language() -> str:
    """One of LANGUAGES."""
    return st.session_state.get("spoken") or nearest(st.context.locale)


def _(text: str) -> str:
    """The text in the language of this visit. What varies stands in it as {name}, filled in afterwards."""
    return translations(language()).gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The same for a number of things, in as many forms as the language has; {count} stands for the number."""
    return translations(language()).ngettext(one, many, count).replace("{count}", f"{count:,}")


def language_picker() -> None:
    """Draw the choice, at the foot of a page."""
    st.session_state["language"] = language()
    with st.container(key="languages", horizontal_alignment="center"):
        st.pills(
            _("Language"), list(LANGUAGES), key="language", format_func=LANGUAGES.get, required=True,
            label_visibility="collapsed", on_change=_speak,
        )  # fmt: skip


def _speak() -> None:
    st.session_state["spoken"] = st.session_state["language"]
