"""One product, over the page: its pictures, its facts, what is like it, and what goes with it."""

from __future__ import annotations

import streamlit as st

from assistant.comparing import facts_of
from assistant.errors import in_words
from assistant.ui.components.picture import gallery
from assistant.ui.components.product_card import compare_box, product_grid
from assistant.ui.components.save_button import save_button, saved_ids
from assistant.ui.components.words import plain, price_line
from assistant.ui.language import _, said
from assistant.ui.state import close_product, is_wanted, more_like, opened_product, services
from catalog.product import Product
from catalog.search import SearchRequest

_LIKE, _WITH, _PICTURES = 6, 6, 12


def product_view() -> None:
    """Draw the opened product."""
    try:
        product = services().shopfront.product(opened_product())
    except Exception as error:  # gone since the list was drawn, or an address of old
        close_product()
        st.warning(plain(said(in_words(error))))
        return
    title = plain(product.title)[:200] or _("Without a title")
    st.dialog(title, width="large", on_dismiss=close_product)(_view)(product)


def _view(product: Product) -> None:
    if opened_product() != product.id or is_wanted():
        st.rerun()  # a press in here opened something else, which the page draws
    seen, told = st.columns([1.15, 1], gap="medium")
    with seen:
        gallery(product, _PICTURES)
    with told:
        with st.container(key="opened-price"):
            st.markdown(price_line(product))
        if product.description:
            st.markdown("\n\n".join(plain(part) for part in product.description.split("\n") if part.strip()))
        rows = [f"| {plain(said(name))[:60]} | {plain(value)[:300]} |" for name, value in facts_of(product).items()]
        head, says = _("Fact"), _("The shop says")
        if rows:
            st.markdown("\n".join([f"| {head} | {says} |", "|---|---|", *rows]))
        with st.container(key=f"acts-opened-{product.id}", horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.button(
                _("More like this"),
                key="like-opened",
                type="primary",
                icon=":material/auto_awesome:",
                on_click=more_like,
                args=(product.id,),
            )
            compare_box(product, f"compare-opened-{product.id}")
            save_button(product.id, "opened", saved_ids())
        if product.link:
            st.link_button(_("On the shop's site"), product.link, icon=":material/open_in_new:")
    _beside(product)


def _beside(product: Product) -> None:
    """What is like it and what goes with it; the facts above are there before these are found."""
    try:
        with st.spinner(_("Looking for what is like it…")):
            like = services().searcher.search(SearchRequest(like=product.id, top_k=_LIKE)).hits
            goes_with = services().goes_with.find(product.id, _WITH)
    except Exception as error:  # the product itself stays
        st.caption(plain(said(in_words(error))))
        return
    if goes_with:
        st.markdown("## " + _("Goes with it"), anchors=False)
        st.caption(_("Other kinds of things in its colours and manner."))
        product_grid(goes_with, "with")
    if like:
        st.markdown("## " + _("Like it"), anchors=False)
        product_grid([hit.product for hit in like], "similar")
