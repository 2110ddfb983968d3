"""The catalog looked through: what keeps products from being found or believed, counted, listed, and as CSV."""

from __future__ import annotations

import streamlit as st

from assistant.errors import in_words
from assistant.steering import HealthCheck
from assistant.ui.components.words import plain
from assistant.ui.state import services, staff_only, visitor
from catalog.health import CHECKS, Finding
from catalog.spreadsheet import csv_file

_COLUMNS = ("check", "id", "title", "detail")
_LISTED = 1_000


@st.cache_resource(show_spinner=False)
def _checks() -> list[HealthCheck]:
    """The last look through the catalog, if there was one."""
    return []


def health_panel() -> None:
    """Draw the last look, and offer another where the catalog has changed since."""
    last = _checks()[-1] if _checks() else None
    if last is None or (last.ended and (last.error or last.generation != services().store.generation())):
        if last is not None and not last.error:
            st.caption("The catalog has changed since.")
        st.button(
            "Look through the catalog" if last is None else "Look again", key="health-look", type="primary",
            icon=":material/health_and_safety:", on_click=_look,
        )  # fmt: skip
    if failed := st.session_state.pop("health-failed", ""):
        st.warning(plain(failed))
    if last is None:
        st.write(
            "Pictures that are missing, small or another product's; fields left empty; text that speaks to the model."
        )
    elif not last.ended:
        st.fragment(_under_way, run_every=0.5)(last)
    elif last.error:
        st.error(plain(last.error))
    else:
        _found(last.findings)


def _look() -> None:
    try:
        _checks()[:] = [HealthCheck(visitor(), services())]
    except Exception as error:  # a callback's edge
        st.session_state["health-failed"] = in_words(error)


def _under_way(check: HealthCheck) -> None:
    staff_only()
    share = min(1.0, check.done / check.total) if check.total else 0.0
    st.progress(share, text=f"Looking through the catalog · {len(check.findings):,} found so far")
    if check.ended:
        st.rerun()


def _found(findings: list[Finding]) -> None:
    if not findings:
        st.success("Nothing was found that needs a look.", icon=":material/check_circle:")
        return
    by_check = {code: [one for one in findings if one.check == code] for code in CHECKS}
    counts = {CHECKS[code]: len(some) for code, some in by_check.items() if some}
    st.bar_chart(
        {"what": list(counts), "products": list(counts.values())}, x="what", y="products", x_label="", y_label="",
        horizontal=True, sort=False, color="#A8412A", height=50 + 28 * len(counts),
        alt=", ".join(f"{said}: {count}" for said, count in counts.items()),
    )  # fmt: skip
    for code, some in by_check.items():
        if some:
            with st.expander(f"{CHECKS[code]} · {len(some):,}", expanded=code == "suspicious_text"):
                rows = [{"id": one.product_id, "title": one.title, "detail": one.detail} for one in some[:_LISTED]]
                st.dataframe(rows, hide_index=True, alt=CHECKS[code])
    rows = [(CHECKS[one.check], one.product_id, one.title, one.detail) for one in findings]
    st.download_button(
        "All of them as CSV", csv_file(_COLUMNS, rows), file_name="curio-health.csv", mime="text/csv",
        icon=":material/download:",
    )  # fmt: skip
