"""Somebody's board, read by whoever has its address. Nothing can be changed here, and nothing says whose it is."""

from __future__ import annotations

import streamlit as st

from assistant import keeping
from assistant.errors import in_words
from assistant.ui.components.kept_grid import kept_grid, missing_line
from assistant.ui.components.words import plain
from assistant.ui.language import _, said
from assistant.ui.state import services
from catalog.product import Product


def page(shop) -> None:
    """Draw the board that the address names. `shop` is the page where its products are looked at."""
    try:
        seen = keeping.shown(services(), services().kept.shared(st.query_params.get("share", "")))
    except Exception as error:  # the page's edge
        st.info(plain(said(in_words(error))), icon=":material/link_off:")
        st.page_link(shop, label=_("To the shop"), icon=":material/storefront:")
        return
    st.markdown(f"# {plain(seen.board.title)}", anchors=False)
    st.caption(_("A shopper's board, shown as it is now."))
    if seen.board.note:
        st.markdown("  \n".join(plain(line) for line in seen.board.note.split("\n")))
    notes = {product.id: note for product, note in seen.items}
    kept_grid([product for product, _ in seen.items], "shared", shop, lambda product: _note(notes, product))
    missing_line(seen.missing)


def _note(notes: dict[str, str], product: Product) -> None:
    if notes[product.id]:
        st.caption(plain(notes[product.id]))
