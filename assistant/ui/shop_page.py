"""The shop: one field for words and pictures, what was found and why, and the boards where nothing was asked yet."""

from __future__ import annotations

import streamlit as st

from assistant.conversation import Asked, Conversation
from assistant.ui.components.filter_bar import filter_bar
from assistant.ui.components.front import front
from assistant.ui.components.help_panel import help_answer
from assistant.ui.components.product_card import product_grid
from assistant.ui.components.product_view import product_view
from assistant.ui.components.search_field import search_field
from assistant.ui.components.suggestion_panel import suggestion_panel
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, conversation, notice, open_product, services
from catalog.rule_words import filter_words


def page() -> None:
    """Draw the page as the conversation stands."""
    talk = conversation()
    _arrived(talk)
    search_field(talk)
    if said := notice():
        st.warning(plain(said), icon=":material/info:")
    if talk.help is not None:
        help_answer(talk.help)
    if talk.asked is None:
        front(services())
    else:
        _results(talk)
    product_view()
    _address(talk)


def _arrived(talk: Conversation) -> None:
    """Open what the address names, once for each session."""
    if "arrived" in st.session_state:
        return
    st.session_state["arrived"] = True
    asked = st.query_params
    if "product" in asked:
        open_product(asked["product"])
    if "like" in asked:
        attempt(talk.more_like, asked["like"])
    elif asked.get("q"):
        attempt(talk.ask, asked["q"])


def _address(talk: Conversation) -> None:
    """Let the address reopen what is shown; a picture has no address, for it is not kept."""
    asked = talk.asked
    said: dict[str, str] = {}
    if asked is not None and asked.like:
        said["like"] = asked.like
    elif asked is not None and asked.words and asked.picture is None:
        said["q"] = asked.words
    if st.session_state.get("opened"):
        said["product"] = st.session_state["opened"]
    if st.query_params.to_dict() != said:
        st.query_params.from_dict(said)


def _results(talk: Conversation) -> None:
    asked, result = talk.asked, talk.result
    assert asked is not None and result is not None
    with st.container(key="asked", horizontal=True, vertical_alignment="center", gap="small"):
        if asked.picture is not None:
            small = asked.picture.copy()
            small.thumbnail((144, 144))
            st.image(small, width=72, alt="Your picture")
        st.markdown(f"## {_heading(talk)}", anchors=False, width="content")
        st.button("Start over", type="tertiary", icon=":material/undo:", on_click=talk.start_over)
    if led := _led(asked):
        st.caption(led)
    filter_bar(talk)
    if not talk.hits:
        st.info("The filters leave nothing. Take one off above.", icon=":material/filter_alt_off:")
        return
    if result.no_match:
        st.info("Nothing here matches. These are the nearest things.", icon=":material/search_off:")
    with st.container(key="results"):
        found, said = st.columns([3, 1], gap="medium")
        with said:
            suggestion_panel(talk.writing)
        with found:
            product_grid(talk.hits, "hits")
            if talk.can_show_more:
                st.button("Show more", key="show-more", on_click=attempt, args=(talk.show_more,))
            if result.removed_by_filters:
                st.caption(f"The filters hide {result.removed_by_filters:,} of the shop's products.")


def _led(asked: Asked) -> str:
    """What the shop's own rules made of the words."""
    to = asked.reading.redirect
    said = [f"“{plain(before)}” is read as “{plain(after)}”" for before, after in asked.reading.replaced]
    if to is not None and to.board:
        boards = [board for board in services().shopfront.boards() if board.slug == to.board]
        said = [part for board in boards for part in (f"The board **{plain(board.title)}**", plain(board.description))]
    elif to is not None:
        said = [f"Showing {plain(f'“{to.words}”' if to.words else filter_words(to.filters))}"]
    return " · ".join([*filter(None, said), "chosen by the shop"]) if said else ""


def _heading(talk: Conversation) -> str:
    asked = talk.asked
    if asked.like:
        product = services().shopfront.products([asked.like]).get(asked.like)
        return f"More like {plain(product.title)}" if product else "More like this"
    if asked.words:
        return f"“{plain(asked.words[:120])}”"
    return "Like your picture" if asked.picture is not None else "In the shop"
