"""One product in a grid: its picture and title open it; below stand its price, why it is here, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.ui.components.picture import thumbnail
from assistant.ui.components.save_button import save_button, saved_ids
from assistant.ui.components.words import plain, price_line, reason, share_lines
from assistant.ui.language import _
from assistant.ui.state import choose_product, chosen_products, conversation, more_like, open_product, soon
from catalog.product import Hit, Product


def product_grid(items: Sequence[Hit | Product], place: str) -> None:
    """Draw cards over the whole width. `place` keeps the keys of two grids on one page apart."""
    saved = saved_ids()
    with st.grid(min_column_width=168, gap=("medium", "small"), key=f"grid-{place}"):
        for item in items:
            product, hit = (item.product, item) if isinstance(item, Hit) else (item, None)
            with st.container(key=f"card-{place}-{product.id}", gap="xxsmall"):
                _card(product, hit, place)
                save_button(product.id, place, saved)


def _card(product: Product, hit: Hit | None, place: str) -> None:
    thumbnail(product)
    st.button(
        plain(product.title) or _("Without a title"),
        key=f"open-{place}-{product.id}",
        type="tertiary",
        on_click=open_product,
        args=(product.id,),
    )
    st.markdown(price_line(product))
    if hit is not None and (found := reason(hit)):
        with st.popover(found, type="tertiary", key=f"why-{place}-{product.id}"):
            st.markdown(share_lines(hit))
    with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center", key=f"acts-{place}-{product.id}"):
        _actions(product, hit, place)


def _actions(product: Product, hit: Hit | None, place: str) -> None:
    st.button(
        _("More like this"),
        key=f"like-{place}-{product.id}",
        icon=":material/auto_awesome:",
        on_click=more_like,
        args=(product.id,),
    )
    if hit is None:
        return
    st.button(
        _("Less"),
        key=f"less-{place}-{product.id}",
        icon=":material/thumb_down:",
        help=_("Less of this"),
        on_click=soon,
        args=(conversation().less_like, product.id),
    )
    compare_box(product, f"compare-{place}-{product.id}")


def compare_box(product: Product, key: str) -> None:
    """The box that takes a product among those to be compared."""
    st.session_state[key] = product.id in chosen_products()
    st.checkbox(_("Compare"), key=key, on_change=lambda: choose_product(product.id, bool(st.session_state.get(key))))
