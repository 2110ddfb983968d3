"""The shop's own pages: added, listed, removed and tried by merchandisers; and the answer that a shopper sees."""

from __future__ import annotations

import streamlit as st

from assistant.shop_help import HelpAnswer, add_page, remove_page
from assistant.ui.components.words import plain
from assistant.ui.language import _, said
from assistant.ui.state import attempt, services, visitor


def help_answer(found: HelpAnswer) -> None:
    """Draw what the pages say, each passage with the page it is from."""
    with st.container(key="help-answer", border=True):
        st.markdown(f"**{plain(found.question[:200])}**")
        for cited in found.passages:
            place = " › ".join(dict.fromkeys(part for part in (cited.title, cited.passage.heading) if part))
            st.markdown(plain(cited.passage.text))
            st.caption(_("From the shop's page {page}, word for word.").format(page=plain(place)))
        if not found.passages:
            st.markdown(_("The shop's pages do not say."))
        if found.contact:
            st.caption(_("A person answers at {contact}.").format(contact=plain(found.contact)))


def help_panel() -> None:
    """Draw the pages and a way to add more."""
    st.write(
        "Pages on delivery, returns, sizes or care, as Markdown, text or PDF. Questions about these are answered with the "
        "pages' own words; what they do not say is handed to CURIO_HELP_CONTACT."
    )
    files = st.file_uploader("Add pages", accept_multiple_files=True, key="help-files")
    if files and st.button("Keep these pages", key="help-keep", icon=":material/note_add:"):
        for file in files:
            if attempt(add_page, visitor(), services(), file.name, file.getvalue()):
                st.success(f"{plain(file.name)} is kept.")
            else:
                st.warning(plain(said(st.session_state.pop("notice"))))
    for page in services().help_pages.pages():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(page.title)}** · {plain(page.name)} · {page.passages} passages", width="content")
            st.button(
                "Remove", key=f"help-remove-{page.name}", type="tertiary", on_click=attempt,
                args=(remove_page, visitor(), services(), page.name),
            )  # fmt: skip
