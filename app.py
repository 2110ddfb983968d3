"""The front door: `streamlit run app.py`, or better `make run`, which checks first what can go wrong."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.access import Role
from assistant.ui import board_page, merchandise_page, models_page, receipts_page, shop_page, staff_page, yours_page
from assistant.ui.components.save_button import keeps
from assistant.ui.language import _, language_picker
from assistant.ui.state import arrive

_UI = Path(__file__).parent / "assistant" / "ui"

st.set_page_config(page_title="Curio", page_icon=_UI / "curio.svg", layout="wide")
st.logo(_UI / "curio.svg", size="large")
st.html(_UI / "style.css")
shop = st.Page(shop_page.page, title=_("Shop"), icon=":material/storefront:", default=True)
kept = []
if keeps():
    kept = [
        st.Page(lambda: yours_page.page(shop), title=_("Yours"), icon=":material/bookmark:", url_path="yours"),
        st.Page(lambda: board_page.page(shop), title=_("A board"), url_path="board", visibility="hidden"),
    ]
staff = st.Page(lambda: staff_page.page(theirs[0]), title=_("Staff"), icon=":material/badge:", url_path="staff")
if arrive().role is Role.MERCHANDISER:
    theirs = [
        st.Page(merchandise_page.page, title="Merchandise", icon=":material/inventory_2:", url_path="merchandise"),
        st.Page(models_page.page, title="Models", icon=":material/memory:", url_path="models"),
        st.Page(receipts_page.page, title="Receipts", icon=":material/receipt_long:", url_path="receipts"),
    ]
else:
    # The same addresses, listed nowhere: whoever types one is asked to sign in, and then is where they wanted to be.
    theirs = [
        st.Page(staff_page.page, title=_("Staff"), url_path=path, visibility="hidden")
        for path in ("merchandise", "models", "receipts")
    ]
st.navigation([shop, *kept, *theirs, staff], position="top").run()
language_picker()
