"""Bringing a feed in: upload, see what would change, import; what is under way; what has been, and taking it back.

All of it is read from the records of imports, so any session sees the same, and nothing is lost when a page is closed.
"""

from __future__ import annotations

import dataclasses

import streamlit as st

from assistant.services import Services
from assistant.ui.components.mapping_panel import mapping_panel
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, services, visitor
from catalog.export import issue_rows, refused_rows
from catalog.import_log import UNFINISHED, ImportOptions, ImportRecord, ImportState

_STATES = {
    ImportState.DONE: ("done", "green"),
    ImportState.CHECKED: ("only checked", "gray"),
    ImportState.FAILED: ("failed", "red"),
    ImportState.CANCELLED: ("cancelled", "gray"),
    ImportState.UNDONE: ("undone", "orange"),
}
_STAGES = {"reading": "Reading the feed…", "applying": "Putting everything into the shop…"}
_HISTORY = 20


def import_panel() -> None:
    """Draw the form, then the imports, those that want something first."""
    shared = services()
    _form(shared)
    records = shared.store.imports.records()
    for record in records:
        if record.state in UNFINISHED:
            _under_way(shared, record)
        elif record.undecided:
            _undecided(shared, record)
    ended = [record for record in records if record.ended]
    if ended:
        st.markdown("### History", anchors=False)
        last = shared.store.imports.undoable()
        for record in ended[:_HISTORY]:
            _ended(shared, record, record.number == last)


def _form(shared: Services) -> None:
    st.write(
        "The shop's own export (Shopify, WooCommerce, Magento, Google Merchant, or any table, XLSX, JSON, Parquet or XML) "
        "and, if its pictures are files, a ZIP of them, named as the feed names them or by SKU. "
        "A column that is missing leaves what it speaks of as it was; an empty cell in a column that is there erases. "
        "Nothing changes before you have seen what would."
    )
    with st.form("import", border=True, clear_on_submit=True):
        feed = st.file_uploader("Feed", key="feed")
        pictures = st.file_uploader("Pictures (ZIP)", type=["zip"], key="pictures")
        asked = st.form_submit_button("Check the feed", type="primary", icon=":material/fact_check:")
    if asked and feed is None:
        st.warning("Choose a feed first.")
    elif asked:
        options = ImportOptions(currency=shared.settings.currency)
        attempt(shared.import_jobs.upload, visitor(), feed.name, feed, pictures, options)
        st.rerun()


def _under_way(shared: Services, record: ImportRecord) -> None:
    with st.container(border=True, key=f"job-{record.number}"):
        checking = " · checking, nothing changes yet" if record.options.dry_run else ""
        st.markdown(f"**{plain(record.name)}**{checking}")
        stopped = shared.import_jobs.trouble(record.number) or (record.state == ImportState.HALTED and record.error)
        if not stopped:
            st.fragment(_progress, run_every=0.5)(shared, record.number)
            return
        st.error(plain(stopped))
        with st.container(horizontal=True):
            if record.folder:
                go_on = shared.import_jobs.check if record.options.dry_run else shared.import_jobs.start
                _button("Go on", record, go_on, record.number, record.options, icon=":material/play_arrow:")
            _button("Give up", record, shared.import_jobs.cancel, record.number, icon=":material/close:")


def _progress(shared: Services, number: int) -> None:
    record = shared.store.imports.record(number)
    share = min(1.0, record.done / record.total) if record.total else 0.0
    waiting = "Waiting for its turn…" if record.state == ImportState.WAITING else ""
    st.progress(share, text=waiting or _STAGES.get(record.stage, record.how_far))
    if record.stopping:
        st.caption("Stopping…")
    elif st.button("Cancel", key=f"cancel-{number}", icon=":material/close:", type="tertiary"):
        attempt(shared.import_jobs.cancel, visitor(), number)
        st.rerun()
    if record.state not in UNFINISHED or record.state == ImportState.HALTED or shared.import_jobs.trouble(number):
        st.rerun()  # the page draws how it ended


def _way_back(shared: Services, number: int) -> None:
    far = shared.import_jobs.undoing(number)
    if far is None:
        st.rerun()  # the page draws how it ended
    done, total = far
    # What is left at the end, the indexes, is not counted.
    st.progress(done / total if total else 0.0, text="Taking it back…" if done < total or not total else "Almost done…")


def _undecided(shared: Services, record: ImportRecord) -> None:
    with st.container(border=True, key=f"job-{record.number}"):
        st.markdown(f"**{plain(record.name)}** · checked, nothing changed yet")
        if record.error:
            st.error(plain(record.error))
        mapping_panel(shared, record)
        lacks, of = record.preview.get("lacks", 0), record.preview.get("of", 0)
        replace = force = False
        if record.counts:
            st.markdown(f"If you import it: {_counts(record)}")
            _rows(record)
            _issues(shared, record)
            if lacks:
                some = ", ".join(plain(one["title"]) for one in record.preview["lacking"][:5]) + ", …" * (lacks > 5)
                st.markdown(f"This feed lacks **{lacks:,}** of the shop's {of:,} products: {some}")
                replace = st.checkbox(f"Remove them ({lacks:,})", key=f"replace-{record.number}")
                if replace and 2 * lacks > of:
                    force = st.checkbox("Yes, more than half of the shop", key=f"force-{record.number}")
        with st.container(horizontal=True):
            if record.counts and record.state == ImportState.CHECKED:
                options = dataclasses.replace(record.options, replace=replace, force=force, dry_run=False)
                start = shared.import_jobs.start
                _button("Import", record, start, record.number, options, icon=":material/upload:", type="primary")
            _button("Discard", record, shared.import_jobs.cancel, record.number, icon=":material/delete:")


def _ended(shared: Services, record: ImportRecord, last: bool) -> None:
    said, color = _STATES[record.state]
    what = f"**{plain(record.name)}** · {record.asked_at:%Y-%m-%d %H:%M} UTC"
    undoing = shared.import_jobs.undoing(record.number) is not None
    with st.container(border=True, key=f"job-{record.number}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(what, width="content")
            st.badge(said, color=color)
            if last and not undoing:
                _button("Undo", record, shared.import_jobs.undo, record.number, icon=":material/undo:", type="tertiary")
        if undoing:
            st.fragment(_way_back, run_every=0.5)(shared, record.number)
        elif trouble := shared.import_jobs.trouble(record.number):
            st.error(plain(trouble))
        if record.error:
            st.caption(plain(record.error))
        if record.state in (ImportState.DONE, ImportState.UNDONE, ImportState.CHECKED):
            st.markdown(f"{_counts(record)} · {record.seconds:.0f} s")
        _issues(shared, record)


def _counts(record: ImportRecord) -> str:
    named = (("accepted", "new"), ("updated", "changed"), ("unchanged", "as they were"), ("removed", "removed"),
             ("rejected", "refused"))  # fmt: skip
    return " · ".join(f"{record.counts.get(name, 0):,} {said}" for name, said in named)


def _rows(record: ImportRecord) -> None:
    rows = [
        {
            "row": one["row"], "what happens": one["fate"], "id": one["id"], "title": one["title"],
            "changes": "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, (old, new) in one["changes"].items()),
            "to look at": " ".join(one["issues"]),
        }
        for one in record.preview.get("rows", [])
    ]  # fmt: skip
    if rows:
        st.caption("The first rows, and what becomes of them")
        st.dataframe(rows, hide_index=True, width="stretch", key=f"rows-{record.number}")


def _issues(shared: Services, record: ImportRecord) -> None:
    """What was wrong, counted by code; each row of it, and the rows to mend, as files."""
    counts = shared.store.imports.issue_counts(record.number)
    if not counts:
        return
    many = sum(count for _, _, count in counts)
    with st.expander(f"{many:,} {'thing' if many == 1 else 'things'} to look at", key=f"issues-{record.number}"):
        for code, severity, count in counts:
            sign = ":material/error:" if severity == "error" else ":material/warning:"
            st.markdown(f"{sign} {count:,} × {plain(code.replace('_', ' '))}")
        first = [vars(issue) for issue in shared.store.imports.issues(record.number, limit=200)]
        st.dataframe(first, hide_index=True, width="stretch", key=f"list-{record.number}")
        with st.container(horizontal=True):
            _csv("All of them as CSV", f"curio-issues-{record.number}.csv", issue_rows, shared, record)
            if record.counts.get("rejected"):
                _csv("The refused rows, to mend", f"curio-refused-{record.number}.csv", refused_rows, shared, record)


def _csv(label: str, name: str, written, shared: Services, record: ImportRecord) -> None:
    st.download_button(
        label,
        lambda: written(shared.store, record.number).encode("utf-8-sig"),  # spreadsheets read UTF-8 by its mark
        file_name=name,
        mime="text/csv",
        key=name,
        icon=":material/download:",
        on_click="ignore",
    )


def _button(label: str, record: ImportRecord, action, *args, **look) -> None:
    """A button that does something for whoever presses it."""
    key = f"{label.split()[0].lower()}-{record.number}"
    st.button(label, key=key, on_click=lambda: attempt(action, visitor(), *args), **look)
