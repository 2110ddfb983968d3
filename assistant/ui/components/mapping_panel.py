"""Which column of a feed each field is read from: what Curio guessed, and where a merchandiser says otherwise."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import streamlit as st

from assistant.services import Services
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, visitor
from catalog.errors import FeedUnreadable
from catalog.feeds import FIELDS, FeedPreview, guess_mapping
from catalog.feeds.columns import SURE
from catalog.import_log import ImportRecord


def mapping_panel(shared: Services, record: ImportRecord) -> None:
    """Draw the feed's first rows and a choice for each field; another choice has the feed checked anew."""
    try:
        preview = _preview(str(shared.import_jobs.feed(record)))
    except FeedUnreadable:
        return  # what the check said stands above: there is no column to choose
    with st.expander(f"Columns: read as {plain(preview.format)}", expanded=bool(preview.missing)):
        st.dataframe(
            [dict(row) for row in preview.samples], hide_index=True, width="stretch", key=f"samples-{record.number}"
        )
        chosen = {}
        with st.form(f"mapping-{record.number}", border=False):
            with st.grid(columns=4, min_column_width=180):
                for field in FIELDS:
                    chosen[field] = _choice(record, preview, field)
            again = st.form_submit_button("Check again with these columns", icon=":material/fact_check:")
    if again:
        # A guess that is not sure is only offered: it counts once somebody has looked at it.
        sure = {field: guess.column for field, guess in preview.guesses.items() if guess.confidence >= SURE}
        said = {field: column for field, column in chosen.items() if column != sure.get(field, "")}
        options = dataclasses.replace(record.options, mapping=said)
        attempt(shared.import_jobs.check, visitor(), record.number, options)
        st.rerun()


@st.cache_data(show_spinner=False, max_entries=20)
def _preview(feed: str) -> FeedPreview:
    """Each upload has a folder of its own, and does not change."""
    return guess_mapping(Path(feed))


def _choice(record: ImportRecord, preview: FeedPreview, field: str) -> str:
    guess = preview.guesses.get(field)
    now = record.options.mapping.get(field, guess.column if guess else "")
    columns = ["", *preview.columns]
    return st.selectbox(
        field.replace("_", " ") + (" (needed)" if field in preview.missing else ""),
        columns,
        index=columns.index(now) if now in columns else 0,
        format_func=lambda column: column or "–",
        key=f"column-{record.number}-{field}",
    )
