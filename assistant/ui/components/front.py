"""What is seen before anything is asked: things to try, the shop's boards, and the shelves."""

from __future__ import annotations

import streamlit as st

from assistant.services import Services
from assistant.ui.components.product_card import product_grid
from assistant.ui.components.words import plain
from assistant.ui.language import _, n_, said
from assistant.ui.state import conversation, soon
from models.phrase import phrase

_FIRST_BOARD, _BOARD, _SHELF = 12, 6, 24


def front(services: Services) -> None:
    """Draw boards and shelves, or how far the setting up is, or what to do in an empty shop."""
    if services.setting_up:
        _setting_up(services)
    if services.store.count() == 0:
        _empty(services)
        return
    boards = services.shopfront.boards()
    _ideas(services, [product_id for board in boards for product_id in board.product_ids[:1]])
    for number, board in enumerate(boards):
        products = services.shopfront.products(board.product_ids)
        if not products:
            continue
        st.markdown(f"## {plain(board.title)}", anchors=False)
        st.caption(" · ".join(filter(None, [plain(board.description), _("chosen by the shop")])))
        shown = _BOARD if number else _FIRST_BOARD
        product_grid(list(products.values())[:shown], f"board-{board.slug}")
        with st.container(horizontal=True, key=f"under-{board.slug}"):
            if shown < len(products):
                st.button(
                    n_("All {count} of “{title}”", "All {count} of “{title}”", len(products)).format(
                        title=plain(board.title)
                    ),
                    key=f"board-{board.slug}",
                    on_click=soon,
                    args=(conversation().show_board, board.slug),
                )
            st.button(
                _("Find more for this board"),
                key=f"more-{board.slug}",
                icon=":material/auto_awesome:",
                on_click=soon,
                args=(conversation().more_for, board.title, board.product_ids),
            )
    _shelves(services)


def _empty(services: Services) -> None:
    if services.setting_up:
        return
    if services.failed:
        st.warning(plain(said(services.failed)))
    st.markdown("### " + _("The shop is empty"))
    st.write(_("Sign in under **Staff**, then bring in the shop's feed on the **Merchandise** page."))


@st.fragment(run_every=0.5)
def _setting_up(services: Services) -> None:
    done, total = services.progress
    st.progress(
        done / total if total else 0.0,
        text=_("Setting up the shop: {done} of {total} products").format(done=said(done), total=said(total))
        if total
        else _("Waking up…"),
    )
    if not services.setting_up:
        st.rerun()


def _ideas(services: Services, product_ids: list[str]) -> None:
    """A few requests this very shop can answer, each a button."""
    facets = services.shopfront.facets()
    kinds = [value.split(">")[-1].strip().lower() for value in list(facets["category"])[:3]]
    colors = list(facets["color"])[:3]
    ideas = [product.title for product in list(services.shopfront.products(product_ids).values())[:2]]
    ideas += [f"{color} {kind}" for color, kind in zip(colors, kinds, strict=False)]
    ideas.append(phrase("a gift under 30"))
    with st.container(key="ideas", horizontal=True, horizontal_alignment="center", gap="xsmall"):
        for number, idea in enumerate(ideas[:6]):
            st.button(plain(said(idea)), key=f"idea-{number}", on_click=soon, args=(conversation().ask, idea))


def _shelves(services: Services) -> None:
    ids = services.shopfront.all_ids()
    pages = -(-len(ids) // _SHELF)
    st.markdown("## " + _("Everything in the shop"), anchors=False)
    number = min(st.session_state.get("shelf", 1), pages) if pages > 1 else 1
    shown = services.shopfront.products(ids[(number - 1) * _SHELF : number * _SHELF])
    product_grid(list(shown.values()), "shelf")
    if pages > 1:
        st.pagination(pages, key="shelf", width="stretch")
