"""The front door: `streamlit run app.py`, or better `make run`, which checks first what can go wrong."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.ui import merchandise_page, models_page, shop_page

_UI = Path(__file__).parent / "assistant" / "ui"

st.set_page_config(page_title="Curio", page_icon=_UI / "curio.svg", layout="wide")
st.logo(_UI / "curio.svg", size="large")
st.html(_UI / "style.css")
st.navigation(
    [
        st.Page(shop_page.page, title="Shop", icon=":material/storefront:", default=True),
        st.Page(merchandise_page.page, title="Merchandise", icon=":material/inventory_2:", url_path="merchandise"),
        st.Page(models_page.page, title="Models", icon=":material/memory:", url_path="models"),
    ],
    position="top",
).run()
