"""One field for words and pictures: typed, dropped, pasted or chosen, alone or together."""

from __future__ import annotations

import streamlit as st

from assistant.conversation import Conversation
from assistant.ui.state import attempt

_TYPES = ["jpg", "jpeg", "png", "webp", "gif"]


def search_field(talk: Conversation) -> None:
    """Draw the field; what is sent is asked at once."""
    with st.container(key="ask"):
        welcome = st.container()
        sent = st.chat_input(
            "A lamp like this one, crocs as flower pots, a gift under thirty…",
            key="ask-field",
            accept_file=True,
            file_type=_TYPES,
            max_chars=10_000,
        )
        if sent is not None:
            picture = sent.files[0].getvalue() if sent.files else None
            with st.spinner("Looking through the shop…"):
                attempt(talk.ask, sent.text or "", picture)
        if talk.asked is None:
            with welcome:
                st.markdown("# Show it, or say it", anchors=False)
                # Words, and the rows they find, go to the server that the shop has named, if it has; pictures never do.
                stays = "Pictures stay on" if talk.services.settings.chat_url else "Nothing leaves"
                st.caption(f"Drop a picture, paste one, or describe what you have in mind. {stays} this machine.")
