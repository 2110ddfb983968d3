"""The merchandiser's page: what the shop holds, bringing products in, and taking them out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from assistant.errors import in_words
from assistant.ui.components.boards_panel import boards_panel
from assistant.ui.components.health_panel import health_panel
from assistant.ui.components.help_panel import help_panel
from assistant.ui.components.import_panel import import_panel
from assistant.ui.components.insight_panel import insight_panel
from assistant.ui.components.steering_panel import steering_panel
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, notice, services, staff_only, visitor

_PANELS = {
    "Steer": steering_panel,
    "Boards": boards_panel,
    "Insight": insight_panel,
    "Health": health_panel,
    "Help": help_panel,
}


def page() -> None:
    """Draw what the shop holds, and the ways in and out."""
    staff_only()
    st.markdown("# Merchandise", anchors=False)
    if said := notice():
        st.warning(plain(said))
    try:
        store = services().store
        facets, count = store.facets(), store.count()
    except Exception as error:
        st.error(in_words(error))
        return
    with st.grid(columns=4, min_column_width=130, border=True):
        st.metric("Products", f"{count:,}")
        st.metric("Categories", f"{len(facets['category']):,}")
        st.metric("Brands", f"{len(facets['brand']):,}")
        st.metric("Boards", f"{len(store.boards()):,}")
    bring, take, *others = st.tabs(
        ["Bring products in", "Take them out", *_PANELS], key="merchandise-tab", on_change="rerun"
    )
    for tab, panel in zip(others, _PANELS.values(), strict=True):
        if tab.open:  # a search, or a sum over all events, only for who looks
            with tab:
                panel()
    with bring:
        import_panel()
    with take:
        _export(count)


def _export(count: int) -> None:
    if not count:
        st.info("There is nothing to take out yet.")
        return
    st.write("The whole catalog as a Google Merchant feed; importing it again changes nothing.")
    st.button("Prepare the feed", icon=":material/ios_share:", on_click=attempt, args=(_prepare,))
    if exported := st.session_state.get("exported"):
        st.download_button("Download catalog.tsv", exported, file_name="catalog.tsv", icon=":material/download:")


def _prepare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "catalog.tsv"
        services().export(visitor(), file)
        st.session_state["exported"] = file.read_bytes()
