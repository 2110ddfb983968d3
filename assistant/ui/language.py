"""The language of this visit: the browser's, until the shopper chooses another.

Owns the session's keys "language" and "spoken". `_` and `n_` are called where words are drawn, never where a module is loaded:
one process speaks to all in their own languages. They do not stand inside f-strings, where what collects the words is blind.
What was said below the pages, a Phrase, is drawn by `said`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant.languages import LANGUAGES, nearest, say, translations


def language() -> str:
    """One of LANGUAGES."""
    return st.session_state.get("spoken") or nearest(st.context.locale)


def _(text: str) -> str:
    """The text in the language of this visit. What varies stands in it as {name}, filled in afterwards."""
    return translations(language()).gettext(text)


def n_(one: str, many: str, count: int) -> str:
    """The same for a number of things, in as many forms as the language has; {count} stands for the number."""
    return translations(language()).ngettext(one, many, count).replace("{count}", said(count))


def said(value: Any) -> str:
    """A Phrase, a price, a number or a tuple of these in the language of this visit; other text as it is."""
    return say(value, language())


def language_picker() -> None:
    """Draw the choice, at the foot of a page."""
    st.session_state["language"] = language()
    with st.container(key="languages", horizontal_alignment="center"):
        st.pills(
            _("Language"), list(LANGUAGES), key="language", format_func=LANGUAGES.get, required=True,
            label_visibility="collapsed", on_change=_speak,
        )  # fmt: skip
    # A screen reader goes by what the document says it is written in, which Streamlit takes for English.
    st.html(f"<script>document.documentElement.lang = '{language()}'</script>", unsafe_allow_javascript=True)


def _speak() -> None:
    st.session_state["spoken"] = st.session_state["language"]
