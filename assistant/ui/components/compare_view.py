"""Up to four products side by side: the bar that holds those chosen, and the table over the page."""

from __future__ import annotations

import streamlit as st

from assistant.comparing import compare
from assistant.ui.components.picture import thumbnail
from assistant.ui.components.save_button import save_button, saved_ids
from assistant.ui.components.words import plain, price_line
from assistant.ui.language import _, n_, said
from assistant.ui.state import (
    choose_none,
    choose_product,
    chosen_products,
    close_comparison,
    comparing,
    open_comparison,
    open_product,
    opened_product,
    services,
)
from catalog.product import Product

_DIFFERS = "≠"


def compare_bar() -> None:
    """Draw what is chosen, at the page's foot, once there is something."""
    products = services().shopfront.products(chosen_products())
    if not products:
        return
    with st.bottom, st.container(key="compare-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            n_("Compare {count}", "Compare {count}", len(products))
            if len(products) > 1
            else _("Choose one more to compare"),
            key="compare-now",
            type="primary",
            icon=":material/compare:",
            disabled=len(products) < 2,
            on_click=open_comparison,
        )
        for product in products.values():
            st.button(
                plain(product.title)[:40],
                key=f"compared-{product.id}",
                icon=":material/close:",
                icon_position="right",
                help=_("Take it out"),
                on_click=choose_product,
                args=(product.id, False),
            )
        st.button(_("None"), key="compare-none", type="tertiary", on_click=choose_none)


def compare_view() -> None:
    """Draw the chosen products over the page."""
    products = list(services().shopfront.products(chosen_products()).values())
    if len(products) < 2:
        close_comparison()
        return
    st.dialog(_("Side by side"), width="large", on_dismiss=close_comparison)(_view)(products)


def _view(products: list[Product]) -> None:
    if opened_product() or not comparing() or chosen_products() != tuple(one.id for one in products):
        st.rerun()  # a press in here changed what is open, which the page draws
    saved = saved_ids()
    with st.grid(columns=len(products), wrap=False, gap="small", key="grid-compared"):
        for product in products:
            with st.container(key=f"card-compared-{product.id}", gap="xxsmall"):
                thumbnail(product)
                st.button(
                    plain(product.title),
                    key=f"open-compared-{product.id}",
                    type="tertiary",
                    on_click=open_product,
                    args=(product.id,),
                )
                st.markdown(price_line(product))
                with st.container(horizontal=True, gap="xxsmall", key=f"acts-compared-{product.id}"):
                    st.button(
                        _("Take out"),
                        key=f"out-{product.id}",
                        type="tertiary",
                        on_click=choose_product,
                        args=(product.id, False),
                    )
                    save_button(product.id, "compared", saved)
    rows = compare(products)
    lines = [[f"**{_DIFFERS} {plain(said(row.name))[:60]}**" if row.differs else plain(said(row.name))[:60],
              *(_cell(said(value), row.differs) for value in row.values)] for row in rows]  # fmt: skip
    head = [_("Fact"), *(plain(one.title)[:60] for one in products)]
    table = [head, ["---"] * len(head), *lines]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in table))
    same = sum(not row.differs for row in rows)
    marks = n_("{sign} marks what differs: {differing} of {count} fact.",
               "{sign} marks what differs: {differing} of {count} facts.", len(rows))  # fmt: skip
    st.caption(marks.format(sign=_DIFFERS, differing=said(len(rows) - same)))


def _cell(value: str, differs: bool) -> str:
    told = plain(value)[:300] or _("not told")
    return f"**{told}**" if differs else told
