"""One product in a grid: its picture and title open it, its price stands below; it is saved, or finds its like."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.ui.components.save_button import save_button, saved_ids
from assistant.ui.components.words import plain, price_line, reason, shares
from assistant.ui.state import more_like, open_product, services
from catalog.images import PictureFolder
from catalog.product import Hit, Product


def product_grid(items: Sequence[Hit | Product], place: str) -> None:
    """Draw cards over the whole width. `place` keeps the keys of two grids on one page apart."""
    folder, saved = PictureFolder(services().home), saved_ids()
    with st.grid(min_column_width=168, gap=("medium", "small"), key=f"grid-{place}"):
        for item in items:
            product, hit = (item.product, item) if isinstance(item, Hit) else (item, None)
            with st.container(key=f"card-{place}-{product.id}", gap="xxsmall"):
                _card(product, hit, folder, place)
                save_button(product.id, place, saved)


def _card(product: Product, hit: Hit | None, folder: PictureFolder, place: str) -> None:
    picture = folder.thumbnail(product.pictures[0].content_hash) if product.pictures else None
    if picture is not None and picture.exists():
        st.image(picture.read_bytes(), alt=product.title, width="stretch")
    else:
        st.html('<div class="no-picture" role="img" aria-label="No picture">No picture yet</div>')
    st.button(
        plain(product.title) or "Without a title",
        key=f"open-{place}-{product.id}",
        type="tertiary",
        on_click=open_product,
        args=(product.id,),
    )
    st.markdown(price_line(product))
    if hit is not None and (found := reason(hit)):
        st.caption(found, help=f"Found by {shares(hit)}")
    st.button(
        "More like this",
        key=f"like-{place}-{product.id}",
        icon=":material/auto_awesome:",
        help=None,
        on_click=more_like,
        args=(product.id,),
    )
