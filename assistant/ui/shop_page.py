"""The shop: one field for words and pictures, what was found and why, and the boards where nothing was asked yet."""

from __future__ import annotations

import streamlit as st

from assistant.asked import Asked
from assistant.conversation import Conversation
from assistant.ui.components.compare_view import compare_bar, compare_view
from assistant.ui.components.filter_bar import filter_bar
from assistant.ui.components.front import front
from assistant.ui.components.help_panel import help_answer
from assistant.ui.components.picture_box import picture_box
from assistant.ui.components.product_card import product_grid
from assistant.ui.components.product_view import product_view
from assistant.ui.components.reach_dial import reach_dial
from assistant.ui.components.search_field import search_field
from assistant.ui.components.suggestion_panel import suggestion_panel
from assistant.ui.components.talk_panel import answer_panel, earlier_turns, follow_up_chips
from assistant.ui.components.words import plain
from assistant.ui.state import (
    arrived,
    attempt,
    comparing,
    conversation,
    do_wanted,
    notice,
    open_address,
    opened_product,
    services,
    soon,
    write_page_address,
)
from catalog.product import Board
from catalog.rule_words import filter_words


def page() -> None:
    """Draw the page as the conversation stands, or as the address says where that is new."""
    talk = conversation()
    if (address := arrived()) is not None:
        with st.spinner("Looking through the shop…"):
            attempt(open_address, address)
    do_wanted()
    search_field(talk)
    write_page_address(talk)  # before what takes long to draw: Back must know of this view as soon as it is seen
    if said := notice():
        st.warning(plain(said), icon=":material/info:")
    if talk.help is not None:
        help_answer(talk.help)
    if talk.asked is None:
        front(services())
    else:
        _results(talk)
    compare_bar()
    if opened_product():
        product_view()
    elif comparing():
        compare_view()


def _results(talk: Conversation) -> None:
    asked, result = talk.asked, talk.result
    assert asked is not None and result is not None
    with st.container(key="asked", horizontal=True, vertical_alignment="center", gap="small"):
        for number, picture in enumerate(filter(None, (asked.part, *asked.more_pictures)), 1):
            small = picture.copy()
            small.thumbnail((144, 144))
            st.image(small, width=72, alt=f"Your picture {number}" if asked.more_pictures else "Your picture")
        st.markdown(f"## {_heading(talk)}", anchors=False, width="content")
        if asked.picture is not None:
            picture_box(talk)
        st.button("Start over", type="tertiary", icon=":material/undo:", on_click=soon, args=(talk.start_over,))
        earlier_turns(talk)
    # Each part keeps its place, drawn or not: until a run ends, a place holds what the run before left there, to be pressed.
    led, dial, filters, answered, offered = (st.container() for _place in range(5))
    with led:
        if said := _led(asked):
            st.caption(said)
    with dial:
        reach_dial(talk)
    with filters:
        filter_bar(talk)
    with answered:
        answer_panel(talk.answer)
    with offered:
        follow_up_chips(talk)
    if not talk.hits:
        st.info("The filters leave nothing. Take one off above.", icon=":material/filter_alt_off:")
        return
    if result.no_match:
        st.info("Nothing here matches. These are the nearest things.", icon=":material/search_off:")
    with st.container(key="results"):
        found, said = st.columns([3, 1], gap="medium") if talk.writing is not None else (st.container(), None)
        if said is not None:
            with said:
                suggestion_panel(talk.writing)
        with found:
            product_grid(talk.hits, "hits")
            if talk.can_show_more:
                st.button("Show more", key="show-more", on_click=soon, args=(talk.show_more,))


def _led(asked: Asked) -> str:
    """What the shop's own rules made of the words."""
    to = asked.reading.redirect
    said = [f"“{plain(before)}” is read as “{plain(after)}”" for before, after in asked.reading.replaced]
    if asked.board:
        said = [
            part for one in _boards(asked) for part in (f"The board **{plain(one.title)}**", plain(one.description))
        ]
    elif to is not None:
        said = [f"Showing {plain(f'“{to.words}”' if to.words else filter_words(to.filters))}"]
    return " · ".join([*filter(None, said), "chosen by the shop"]) if said else ""


def _boards(asked: Asked) -> list[Board]:
    """The board that is shown, unless it is gone meanwhile."""
    return [board for board in services().shopfront.boards() if board.slug == asked.board]


def _heading(talk: Conversation) -> str:
    asked = talk.asked
    if asked.like:
        product = services().shopfront.products([asked.like]).get(asked.like)
        return f"More like {plain(product.title)}" if product else "More like this"
    if asked.taste:
        return f"More for “{plain(asked.taste_title)}”"
    if asked.words:
        return f"“{plain(asked.words[:120])}”"
    if asked.board:
        return "The shop's own choice"
    if asked.more_pictures:
        return f"Like your {1 + len(asked.more_pictures)} pictures"
    if asked.picture is not None:
        return "Like this part of your picture" if asked.box else "Like your picture"
    return "In the shop"
