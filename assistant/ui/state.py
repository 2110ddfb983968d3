"""What outlives one run of a page: the services, shared by all sessions, and each session's own conversation.

Keys of the session's state, each written here only: "conversation", "opened" (a product's id), "notice" (one line).
"""

from __future__ import annotations

import threading

import streamlit as st

from assistant.conversation import Conversation
from assistant.errors import in_words
from assistant.services import Services, open_services
from assistant.settings import read_settings


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The parts of this Curio; they load in the background from the first call on."""
    opened = open_services(read_settings())
    threading.Thread(target=opened.warm, name="warm", daemon=True).start()
    return opened


def reopen() -> None:
    """Let go of every part and open them anew, as the settings now say."""
    old = services()
    services.clear()
    old.close()


def conversation() -> Conversation:
    """This session's own; begun anew when the services were."""
    kept = st.session_state.get("conversation")
    if kept is None or kept.services is not services():
        kept = st.session_state["conversation"] = Conversation(services())
    return kept


def attempt(action, *args) -> bool:
    """Do what a shopper asked; what goes wrong becomes one line on the page, and what was there stays."""
    try:
        action(*args)
    except Exception as error:  # the page's edge
        st.session_state["notice"] = in_words(error)
        return False
    return True


def notice() -> str:
    """The line to show now, once."""
    return st.session_state.pop("notice", "")


def opened_product() -> str:
    return st.session_state.get("opened", "")


def open_product(product_id: str) -> None:
    st.session_state["opened"] = product_id


def close_product() -> None:
    st.session_state["opened"] = ""


def more_like(product_id: str) -> None:
    """From a card or the product's own view: close that, and show what is like it."""
    close_product()
    attempt(conversation().more_like, product_id)
