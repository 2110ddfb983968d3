"""The shop: one field for words and pictures, what was found and why, and the boards where nothing was asked yet."""

from __future__ import annotations

import streamlit as st

from assistant.asked import Asked
from assistant.conversation import Conversation
from assistant.languages import is_english
from assistant.ui.components.compare_view import compare_bar, compare_view
from assistant.ui.components.filter_bar import filter_bar
from assistant.ui.components.front import front
from assistant.ui.components.help_panel import help_answer
from assistant.ui.components.picture_box import picture_box
from assistant.ui.components.product_card import product_grid
from assistant.ui.components.product_view import product_view
from assistant.ui.components.reach_dial import reach_dial
from assistant.ui.components.search_field import search_field
from assistant.ui.components.sight_panel import sight_button, sight_panel
from assistant.ui.components.suggestion_panel import suggestion_panel
from assistant.ui.components.talk_panel import answer_panel, earlier_turns, follow_up_chips
from assistant.ui.components.words import plain
from assistant.ui.language import _, language, n_, said
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
        with st.spinner(_("Looking through the shop…")):
            attempt(open_address, address)
    do_wanted()
    search_field(talk)
    write_page_address(talk)  # before what takes long to draw: Back must know of this view as soon as it is seen
    if line := notice():
        st.warning(plain(line), icon=":material/info:")
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
            st.image(
                small,
                width=72,
                alt=_("Your picture {number}").format(number=number) if asked.more_pictures else _("Your picture"),
            )
        st.markdown(f"## {_heading(talk)}", anchors=False, width="content")
        if asked.picture is not None:
            picture_box(talk)
            sight_button(talk)
        st.button(_("Start over"), type="tertiary", icon=":material/undo:", on_click=soon, args=(talk.start_over,))
        earlier_turns(talk)
    # Each part keeps its place, drawn or not: until a run ends, a place holds what the run before left there, to be pressed.
    seen, led, foreign, dial, filters, answered, offered = (st.container() for _place in range(7))
    with seen:
        sight_panel(talk)
    with led:
        if slips := _slips(asked):
            st.caption(slips)
        if line := _led(asked):
            st.caption(line)
    with foreign:
        if _foreign(asked):
            st.info(
                _(
                    "This shop is searched in English. These are what could be found for your words; in English there may be "
                    "more."
                ),
                icon=":material/translate:",
            )
    with dial:
        reach_dial(talk)
    with filters:
        filter_bar(talk)
    with answered:
        answer_panel(talk.answer)
    with offered:
        follow_up_chips(talk)
    hits, in_order = talk.hits, talk.in_order
    if not hits:
        st.info(_("The filters leave nothing. Take one off above."), icon=":material/filter_alt_off:")
        return
    if result.no_match:
        st.info(_("Nothing here matches. These are the nearest things."), icon=":material/search_off:")
    with st.container(key="results"):
        found, beside = st.columns([3, 1], gap="medium") if talk.writing is not None else (st.container(), None)
        if beside is not None:
            with beside:
                suggestion_panel(talk.writing)
        with found:
            product_grid(hits[:in_order], "hits")
            if beyond := hits[in_order:]:
                st.caption(_("Further from what you asked for, as found:"))
                product_grid(beyond, "hits-beyond")
            if talk.can_show_more:
                st.button(_("Show more"), key="show-more", on_click=soon, args=(talk.show_more,))


def _foreign(asked: Asked) -> bool:
    """Whether the words are in a language that this shop is not searched in."""
    shop = services()
    return (
        bool(asked.words)
        and not shop.multilingual
        and not is_english(asked.words, shop.shopfront.lexicon(), language())
    )


def _slips(asked: Asked) -> str:
    """What was put right of the words."""
    read_as = _("“{words}” is read as “{others}”")
    return " · ".join(read_as.format(words=plain(slip), others=plain(meant)) for slip, meant in asked.typed.slips)


def _led(asked: Asked) -> str:
    """What the shop's own rules made of the words."""
    to = asked.reading.redirect
    read_as = _("“{words}” is read as “{others}”")
    led = [read_as.format(words=plain(before), others=plain(after)) for before, after in asked.reading.replaced]
    if asked.board:
        the_board = _("The board **{title}**")
        led = [
            part
            for one in _boards(asked)
            for part in (the_board.format(title=plain(one.title)), plain(one.description))
        ]
    elif to is not None:
        shown = plain(said(filter_words(to.filters)))
        led = [
            _("Showing “{words}”").format(words=plain(to.words))
            if to.words
            else _("Showing {filters}").format(filters=shown)
        ]
    return " · ".join([*filter(None, led), _("chosen by the shop")]) if led else ""


def _boards(asked: Asked) -> list[Board]:
    """The board that is shown, unless it is gone meanwhile."""
    return [board for board in services().shopfront.boards() if board.slug == asked.board]


def _heading(talk: Conversation) -> str:
    asked = talk.asked
    if asked.like:
        product = services().shopfront.products([asked.like]).get(asked.like)
        return _("More like {title}").format(title=plain(product.title)) if product else _("More like this")
    if asked.taste:
        return _("More for “{board}”").format(board=plain(asked.taste_title))
    if asked.words:
        return _("“{words}”").format(words=plain(said(asked.words)[:120]))
    if asked.board:
        return _("The shop's own choice")
    if asked.more_pictures:
        pictures = 1 + len(asked.more_pictures)
        return n_("Like your {count} picture", "Like your {count} pictures", pictures)
    if asked.picture is not None:
        return _("Like this part of your picture") if asked.box else _("Like your picture")
    return _("In the shop")
