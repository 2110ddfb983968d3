"""Products chosen by looking for them: by id, name or what they look like. Owns the session's key "<key>-chosen"."""

from __future__ import annotations

import streamlit as st

from assistant.errors import in_words
from assistant.steering import find_products
from assistant.ui.components.result_grid import result_grid
from assistant.ui.components.words import plain
from assistant.ui.state import services, visitor
from catalog.product import Product


def product_picker(key: str, *, most: int) -> tuple[str, ...]:
    """Draw what is chosen and a field to find more; return the ids, at most `most`. Of one, a new choice takes the place."""
    chosen: list[str] = st.session_state.setdefault(f"{key}-chosen", [])
    if chosen:
        known = services().store.products(chosen)
        with st.container(horizontal=True, gap="xsmall", key=f"{key}-chips"):
            for product_id in chosen:
                title = known[product_id].title if product_id in known else f"{product_id} (gone)"
                st.button(
                    plain(title)[:60],
                    key=f"{key}-drop-{product_id}",
                    icon=":material/close:",
                    icon_position="right",
                    help="Take it off",
                    on_click=chosen.remove,
                    args=(product_id,),
                )
    words = st.text_input("Find a product", key=f"{key}-find", placeholder="Its id, its name, or what it looks like")
    if words:
        try:
            found = [one for one in find_products(visitor(), services(), words) if one.id not in chosen]
        except Exception as error:  # a component's edge: the rest of the page stays
            st.warning(plain(in_words(error)))
            return tuple(chosen)
        result_grid(found, f"{key}-found", [("Choose", lambda product: _choose(key, product, most))])
    return tuple(chosen)


def choose(key: str, product_ids: list[str] | tuple[str, ...]) -> None:
    """Start the picker with these."""
    st.session_state[f"{key}-chosen"] = list(product_ids)
    st.session_state[f"{key}-find"] = ""


def _choose(key: str, product: Product, most: int) -> None:
    chosen = [one for one in st.session_state[f"{key}-chosen"] if one != product.id]
    choose(key, [*chosen, product.id][-most:])
