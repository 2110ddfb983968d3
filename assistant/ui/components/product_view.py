"""One product, over the page: its pictures, its facts, and what to do next."""

from __future__ import annotations

import streamlit as st

from assistant.errors import in_words
from assistant.ui.components.words import plain, price_line
from assistant.ui.state import close_product, more_like, opened_product, services
from catalog.images import PictureFolder
from catalog.product import Product


def product_view() -> None:
    """Draw the opened product, if one is open."""
    product_id = opened_product()
    if not product_id:
        return
    try:
        product = services().shopfront.product(product_id)
    except Exception as error:  # gone since the list was drawn, or an address of old
        close_product()
        st.warning(in_words(error))
        return
    st.dialog(plain(product.title)[:200], width="medium", on_dismiss=close_product)(_view)(product)


def _view(product: Product) -> None:
    seen, said = st.columns([1.15, 1], gap="medium")
    with seen:
        folder = PictureFolder(services().home)
        pictures = [file for one in product.pictures if (file := folder.page(one.content_hash)).exists()]
        for number, file in enumerate(pictures[:6], 1):
            st.image(file.read_bytes(), alt=f"{product.title}, picture {number}", width="stretch")
        if not pictures:
            st.html('<div class="no-picture" role="img" aria-label="No picture">No picture yet</div>')
    with said:
        with st.container(key="opened-price"):
            st.markdown(price_line(product))
        if product.description:
            st.markdown("\n\n".join(plain(part) for part in product.description.split("\n") if part.strip()))
        facts = {
            "Brand": product.brand,
            "Colour": product.color,
            "Material": product.material,
            "Category": product.category.replace(">", "›"),
        } | dict(product.attributes)
        rows = [f"| {plain(name)[:60]} | {plain(value)[:300]} |" for name, value in facts.items() if value]
        if rows:
            st.markdown("\n".join(["| | |", "|---|---|", *rows]))
        if st.button("More like this", key="like-opened", type="primary", icon=":material/auto_awesome:"):
            more_like(product.id)
            st.rerun()  # the page, not this dialog, draws what was found
        if product.link:
            st.link_button("On the shop's site", product.link, icon=":material/open_in_new:")
