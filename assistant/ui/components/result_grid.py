"""Products as a merchandiser looks them over: small, with their ranks and reasons, and the buttons that a panel gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.ui.components.picture import thumbnail
from assistant.ui.components.words import plain, price_line, reason
from catalog.product import Hit, Product

Action = tuple[str, Callable[[Product], None]]
"""What a button under each product says, and what it does with the product."""


def result_grid(items: Sequence[Hit | Product], place: str, actions: Sequence[Action] = ()) -> None:
    """Draw cards over the whole width. `place` keeps the keys of two grids on one page apart."""
    with st.grid(min_column_width=132, gap=("small", "small"), key=f"grid-{place}"):
        for item in items:
            product, hit = (item.product, item) if isinstance(item, Hit) else (item, None)
            with st.container(key=f"card-{place}-{product.id}", gap="xxsmall"):
                _card(product, hit, place, actions)


def _card(product: Product, hit: Hit | None, place: str, actions: Sequence[Action]) -> None:
    thumbnail(product)
    st.markdown(f"**{f'{hit.rank} · ' if hit else ''}{plain(product.title)}**")
    st.caption(" · ".join(filter(None, [price_line(product), plain(product.id), reason(hit) if hit else ""])))
    with st.container(horizontal=True, gap="xxsmall", key=f"do-{place}-{product.id}"):
        for number, (said, do) in enumerate(actions):
            st.button(said, key=f"do-{number}-{place}-{product.id}", type="tertiary", on_click=do, args=(product,))
