"""What shoppers ask for and open: drawn by day, listed by request, and each list as CSV."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.errors import in_words
from assistant.steering import shop_insight
from assistant.ui.components.words import plain
from assistant.ui.state import services, visitor
from catalog.insight import Insight
from catalog.spreadsheet import csv_file

_DRAWN = 12
_PERIODS = {7: "7 days", 30: "30 days", 90: "90 days"}
_COLORS = {"in words": "#A8412A", "with a picture": "#D9A441"}  # both are told apart on either theme's ground


def insight_panel() -> None:
    """Draw the last days."""
    keep = services().settings.event_days
    days = st.segmented_control("The last", list(_PERIODS), default=30, format_func=_PERIODS.get, required=True)
    try:
        seen = shop_insight(visitor(), services(), days)
    except Exception as error:  # a component's edge
        st.warning(plain(in_words(error)))
        return
    if not seen.total("searches") and not seen.total("opened"):
        st.info("Nothing has been asked in these days. What shoppers ask is counted here, without saying by whom.")
    else:
        _figures(seen)
        _lists(seen)
    st.caption(
        f"Kept for {keep} days (CURIO_EVENT_DAYS): words, never pictures; nobody's name, address or session."
        if keep
        else "Nothing is kept: CURIO_EVENT_DAYS is 0."
    )


def _figures(seen: Insight) -> None:
    searches = seen.total("searches")
    with st.grid(columns=4, min_column_width=130, border=True):
        st.metric("Searches", f"{searches:,}")
        st.metric("With a picture", f"{seen.total('pictures'):,}")
        st.metric("Nothing matched", f"{seen.total('unanswered') / searches:.0%}" if searches else "–")
        st.metric("Products opened", f"{seen.total('opened'):,}")
        if seen.total("saved"):
            st.metric("Products saved", f"{seen.total('saved'):,}")
    rows = {
        "day": [one.day for one in seen.days],
        "in words": [one.searches - one.pictures for one in seen.days],
        "with a picture": [one.pictures for one in seen.days],
    }
    st.bar_chart(
        rows, x="day", y=list(_COLORS), color=list(_COLORS.values()), x_label="", y_label="searches", height=220,
        alt=f"Searches by day; {searches} in all",
    )  # fmt: skip


def _lists(seen: Insight) -> None:
    products = services().store.products(
        [one.product_id for one in seen.wanted] + [near for one in seen.not_found for near in one.nearest]
    )
    left, right = st.columns(2, gap="medium")
    with left:
        rows = [(one.words, one.times, one.opened, one.unanswered) for one in seen.asked]
        _list("Asked for", ("request", "times", "opened", "nothing matched"), rows)
    with right:
        rows = [
            (one.words, one.times, ", ".join(products[near].title for near in one.nearest if near in products))
            for one in seen.not_found
        ]
        _list("Not found", ("request", "times", "nearest products"), rows)
    opened = [(one, products[one.product_id].title) for one in seen.wanted if one.product_id in products]
    if opened:
        st.markdown("**Opened most**")
        most = {title: one.opened for one, title in reversed(opened[:_DRAWN])}
        st.bar_chart(
            {"product": list(most), "times": list(most.values())},
            x="product",
            y="times",
            x_label="",
            y_label="",
            horizontal=True,
            sort="-times",
            color=_COLORS["in words"],
            height=40 + 28 * len(most),
            alt="Products opened most",
        )
    rows = [(one.product_id, title, one.opened, one.saved) for one, title in opened]
    _list("Opened", ("id", "title", "opened", "saved"), rows, drawn=False)


def _list(title: str, names: Sequence[str], rows: list[tuple], *, drawn: bool = True) -> None:
    if not rows:
        return
    if drawn:
        st.markdown(f"**{title}**")
        st.dataframe([dict(zip(names, row, strict=True)) for row in rows], hide_index=True, height=280, alt=title)
    st.download_button(
        f"{title} as CSV",
        csv_file(names, rows),
        file_name=f"curio-{title.lower().replace(' ', '-')}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
    )
