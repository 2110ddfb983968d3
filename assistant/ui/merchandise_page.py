"""The merchandiser's page: a feed and its pictures in, what was taken, and what was refused and why."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import streamlit as st

from assistant.errors import in_words
from assistant.import_job import ImportJob
from assistant.ui.components.boards_panel import boards_panel
from assistant.ui.components.health_panel import health_panel
from assistant.ui.components.insight_panel import insight_panel
from assistant.ui.components.steering_panel import steering_panel
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, notice, services, staff_only, visitor
from catalog.ingest import Report

_PANELS = {"Steer": steering_panel, "Boards": boards_panel, "Insight": insight_panel, "Health": health_panel}
_FIELDS = ("row", "id", "field", "code", "severity", "message")


@st.cache_resource(show_spinner=False)
def _jobs() -> list[ImportJob]:
    """Every import since Curio was started, the last one at the end."""
    return []


def page() -> None:
    """Draw what the shop holds, the form, and the imports."""
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
        _form()
        for number, job in enumerate(reversed(_jobs())):
            _job(job, number)
    with take:
        _export(count)


def _form() -> None:
    st.write(
        "A Google Merchant feed (TSV or CSV) and, if its pictures are files, a ZIP of them with the paths that the feed names. "
        "A column that is missing leaves what it speaks of as it was; an empty cell in a column that is there erases."
    )
    busy = bool(_jobs()) and not _jobs()[-1].ended
    with st.form("import", border=True):
        feed = st.file_uploader("Feed", type=["tsv", "csv", "txt"], key="feed")
        pictures = st.file_uploader("Pictures (ZIP)", type=["zip"], key="pictures")
        replace = st.checkbox("Remove products that this feed does not have")
        with st.container(horizontal=True):
            go = st.form_submit_button("Import", type="primary", icon=":material/upload:", disabled=busy)
            check = st.form_submit_button("Check only", icon=":material/fact_check:", disabled=busy)
    if go or check:
        if feed is None:
            st.warning("Choose a feed first.")
            return
        zipped = pictures.getvalue() if pictures else None
        attempt(_begin, feed, zipped, replace, check)
        st.rerun()


def _begin(feed, zipped: bytes | None, replace: bool, check: bool) -> None:
    _jobs().append(ImportJob(visitor(), services(), feed.name, feed.getvalue(), zipped, replace=replace, dry_run=check))


def _job(job: ImportJob, number: int) -> None:
    with st.container(border=True, key=f"job-{number}"):
        st.markdown(f"**{plain(job.name)}**" + (" · only checked, nothing changed" if job.dry_run else ""))
        if not job.ended:
            st.fragment(_under_way, run_every=0.5)(job)
        elif job.error:
            st.error(plain(job.error))
        elif job.report is not None:
            _reported(job, job.report, number)


def _under_way(job: ImportJob) -> None:
    staff_only()
    share = min(1.0, job.done / job.total) if job.total else 0.0
    st.progress(share, text=f"{job.done:,} of {job.total:,} rows" if job.total else "Reading the feed…")
    if job.ended:
        st.rerun()


def _reported(job: ImportJob, report: Report, number: int) -> None:
    st.markdown(
        f"{report.accepted:,} new · {report.updated:,} changed · {report.unchanged:,} as they were · "
        f"{report.removed:,} removed · {report.rejected:,} refused · {job.seconds:.0f} s"
    )
    if not report.issues:
        st.success("Every row was taken as it is.", icon=":material/check_circle:")
        return
    rows = [{name: getattr(issue, name) for name in _FIELDS} for issue in report.issues]
    st.markdown(f"**{len(rows):,} things to look at**")
    st.dataframe(rows[:1000], hide_index=True, width="stretch", key=f"issues-{number}")
    written = io.StringIO()
    writer = csv.DictWriter(written, _FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    st.download_button(
        "All of them as CSV",
        written.getvalue().encode("utf-8-sig"),  # spreadsheets read UTF-8 by its mark
        file_name="curio-issues.csv",
        mime="text/csv",
        key=f"csv-{number}",
        icon=":material/download:",
    )


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
