"""One field for words and pictures: typed, dropped, pasted, chosen or taken, alone or together. Owns the session's key
"camera-asked" (which of the camera's pictures was asked with)."""

from __future__ import annotations

import streamlit as st

from assistant.conversation import Conversation
from assistant.ui.language import _, language
from assistant.ui.state import attempt, soon

_TYPES = ["jpg", "jpeg", "png", "webp", "gif"]


def search_field(talk: Conversation) -> None:
    """Draw the field; what is sent is asked at once."""
    with st.container(key="ask"):
        welcome = st.container()
        sent = st.chat_input(
            _("A lamp like this one, crocs as flower pots, a gift under thirty…")
            if talk.services.multilingual or language() == "en"
            else _("In English: a lamp like this one…"),
            key="ask-field",
            accept_file="multiple",
            file_type=_TYPES,
            max_chars=10_000,
        )
        if sent is not None:
            pictures = [file.getvalue() for file in sent.files]
            with st.spinner(_("Looking through the shop…")):
                attempt(talk.ask, sent.text or "", pictures[0] if pictures else None, pictures[1:])
        _camera(talk)
        if talk.asked is None:
            with welcome:
                st.markdown("# " + _("Show it, or say it"), anchors=False)
                # Words, and the rows they find, go to the server that the shop has named, if it has; pictures never do.
                st.caption(
                    _("Drop a picture, paste one, or describe what you have in mind. Pictures stay on this machine.")
                    if talk.services.settings.chat_url
                    else _("Drop a picture, paste one, or describe what you have in mind. Nothing leaves this machine.")
                )


def _camera(talk: Conversation) -> None:
    """The camera, once it is asked for: a page that opens one unasked frightens, and its light goes on."""
    if not st.toggle(_("Camera"), key="camera"):
        return
    taken = st.camera_input(_("Take a picture of it"), key="camera-picture", label_visibility="collapsed")
    if taken is None or taken.file_id == st.session_state.get("camera-asked"):
        return
    st.session_state["camera-asked"] = taken.file_id
    soon(talk.ask, "", taken.getvalue())
    st.rerun()
