"""A product's picture, as the shop keeps it, or the place where one would be."""

from __future__ import annotations

import html

import streamlit as st

from assistant.ui.language import _
from assistant.ui.pictures import address_of
from assistant.ui.state import services
from catalog.images import PictureFolder
from catalog.product import Product


def thumbnail(product: Product) -> None:
    """Draw its first picture, small."""
    first = PictureFolder(services().home).thumbnail(product.pictures[0].content_hash) if product.pictures else None
    if first is None or not first.exists():
        _draw_none()
    else:
        _draw(first.name, product.title)


def gallery(product: Product, most: int) -> None:
    """Draw its pictures, at most so many, large."""
    folder = PictureFolder(services().home)
    files = [file for one in product.pictures if (file := folder.page(one.content_hash)).exists()][:most]
    for number, file in enumerate(files, 1):
        _draw(file.name, _("{title}, picture {number}").format(title=product.title, number=number))
    if not files:
        _draw_none()


def _draw_none() -> None:
    st.html(f'<div class="no-picture" role="img">{html.escape(_("No picture yet"))}</div>')


def _draw(name: str, said: str) -> None:
    st.html(f'<img class="of-the-shop" src="{address_of(name)}" alt="{html.escape(said)}">')
