"""Products as they are kept: smaller than in the shop, each opening there, with what a board puts under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.ui.components.picture import thumbnail
from assistant.ui.components.words import plain, price_line
from assistant.ui.language import _, n_
from assistant.ui.state import open_product
from catalog.product import Product


def kept_grid(
    products: Sequence[Product], place: str, shop, under: Callable[[Product], None] = lambda _product: None
) -> None:
    """Draw cards over the whole width; `under` draws below each. `shop` is the page on which a product is looked at."""
    with st.grid(min_column_width=168, gap=("medium", "small"), key=f"grid-{place}"):
        for product in products:
            with st.container(key=f"kept-card-{place}-{product.id}", gap="xxsmall"):
                thumbnail(product)
                title = plain(product.title) or _("Without a title")
                if st.button(title, key=f"kept-open-{place}-{product.id}", type="tertiary"):
                    open_product(product.id)
                    st.switch_page(shop)
                st.markdown(price_line(product))
                under(product)


def missing_line(count: int) -> None:
    """Say how much of a board the shop does not have now."""
    if count:
        st.caption(
            n_(
                "{count} of its products is not in the shop now.",
                "{count} of its products are not in the shop now.",
                count,
            )
        )
