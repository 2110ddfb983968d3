"""Receipts: what runs here and what it has kept and sent, and what its answers cost. For merchandisers."""

from __future__ import annotations

import streamlit as st

from assistant.errors import in_words
from assistant.receipts import (
    Cost,
    PrivacyReceipt,
    cost_by_day,
    forget,
    privacy_receipt,
    rented_price,
    set_rented_price,
)
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, notice, services, staff_only, visitor
from catalog.cost_log import FORGETTABLE

_KINDS = {
    "search": ("request", "requests"),
    "open": ("product opened", "products opened"),
    "save": ("save", "saves"),
    "board": ("shopper's board", "shoppers' boards"),
    "item": ("product on these boards", "products on these boards"),
    "look": ("look at a product", "looks at products"),
    "answer": ("cost of an answer", "costs of answers"),
}
_BROWSERS = {"board", "look"}  # what belongs to a browser, and comes back to nobody once it is deleted
_PERIODS = {1: "today", 7: "7 days", 30: "30 days", 90: "90 days"}


def page() -> None:
    """Draw both receipts."""
    staff_only()
    st.markdown("# Receipts", anchors=False)
    if said := notice():
        st.warning(plain(said))
    try:
        _privacy(privacy_receipt(visitor(), services()))
        _cost()
    except Exception as error:  # the page's edge
        st.error(in_words(error))


def _privacy(receipt: PrivacyReceipt) -> None:
    st.markdown("## Privacy", anchors=False)
    if receipt.connections:
        st.warning("Since Curio was started, at " + plain(receipt.watched_since) + ", it reached beyond this machine:")
        rows = [{"to": to, "times": times} for to, times in sorted(receipt.connections.items())]
        st.dataframe(rows, hide_index=True, alt="Connections beyond this machine")
    else:
        st.success(
            f"Since Curio was started, at {plain(receipt.watched_since)}, it has opened no connection beyond this machine.",
            icon=":material/lock:",
        )
    if receipt.server:
        st.info(f"Sentences are written by the server {plain(receipt.server)}: requests' words and rows go there.")
    st.caption(
        "Counted in Curio's own process. Pulling a model runs in another one, and only when somebody presses Pull."
    )
    rows = [
        {
            "for": one.task, "model": one.title, "maker": one.maker, "licence": one.licence, "from": one.origin,
            "runs on": one.runs_on, "sha256": one.sha256,
        }
        for one in receipt.models
    ]  # fmt: skip
    st.dataframe(rows, hide_index=True, alt="Models in use")
    st.markdown("**What is kept of what shoppers do**")
    st.write(
        f"Words asked for, products opened and saves, for {receipt.event_days} days (CURIO_EVENT_DAYS), without saying by whom."
        if receipt.event_days
        else "Nothing of what is asked for, opened and saved: CURIO_EVENT_DAYS is 0."
    )
    st.write(
        f"Shoppers' boards, and what they looked at last, for {receipt.keep_days} days after their browser's last visit "
        "(CURIO_KEEP_DAYS). Pictures and conversations end with the visit."
        if receipt.keep_days
        else "No board: CURIO_KEEP_DAYS is 0. Pictures and conversations end with the visit."
    )
    rows = [{"kept": _KINDS[one.kind][1], "number": one.count, "since": str(one.since or "")} for one in receipt.kept]
    if rows:
        st.dataframe(rows, hide_index=True, alt="What is kept")
    counts = {one.kind: one.count for one in receipt.kept if one.kind in FORGETTABLE}
    if counts:
        _deleting(counts)


def _deleting(counts: dict[str, int]) -> None:
    kinds = st.multiselect(
        "To delete", list(counts), [kind for kind in counts if kind not in _BROWSERS], key="forget-kinds",
        format_func=lambda kind: _counted({kind: counts[kind]}),
    )  # fmt: skip
    said = _counted({kind: counts[kind] for kind in kinds})
    if set(kinds) & _BROWSERS:
        st.caption(
            "Boards and what was looked at are gone for the shoppers, too, and addresses they shared open nothing."
        )
    if set(kinds) - _BROWSERS:
        st.caption("Insight begins anew.")
    sure = st.checkbox(
        f"Delete {said} for good" if kinds else "Nothing is chosen", key="forget-sure", disabled=not kinds
    )
    st.button(
        "Delete now", key="forget-now", icon=":material/delete_forever:", disabled=not (sure and kinds),
        on_click=attempt, args=(_forget, tuple(kinds)),
    )  # fmt: skip


def _forget(kinds: tuple[str, ...]) -> None:
    st.session_state["notice"] = f"Deleted: {_counted(forget(visitor(), services(), kinds))}."
    st.session_state["forget-sure"] = False


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {_KINDS[kind][count != 1]}" for kind, count in counts.items())


def _cost() -> None:
    st.markdown("## Cost", anchors=False)
    days = st.segmented_control("The last", list(_PERIODS), default=30, format_func=_PERIODS.get, required=True)
    rows, cost = cost_by_day(visitor(), services(), days)
    price = rented_price(services())
    if not cost.answers:
        st.info("No answer was written in these days.")
    else:
        thousand = cost.per_thousand()
        for title, one in (("In all", cost), ("For a thousand answers", thousand)):
            st.markdown(f"**{title}**")
            _figures(one, price.currency if price else "")
        table = [
            {
                "day": row.day, "model": row.model, "answers": row.answers, "tokens read": row.prompt_tokens,
                "tokens written": row.tokens, "seconds": round(row.seconds, 1),
                "joules": round(row.joules) if row.measured else None,
                "rented": float(price.of(row.prompt_tokens, row.tokens)) if price else None,
            }
            for row in rows
        ]  # fmt: skip
        st.dataframe(table, hide_index=True, alt="Cost by day")
        if cost.joules is None:
            st.caption("This machine lets nobody read how much energy it uses (or only its administrator).")
        else:
            st.caption("Energy is the whole machine's while answers were written.")
    _prices(price)


def _figures(cost: Cost, currency: str) -> None:
    with st.grid(columns=5, min_column_width=130, border=True):
        st.metric("Answers", f"{cost.answers:,}")
        st.metric("Tokens read", f"{cost.prompt_tokens:,}")
        st.metric("Tokens written", f"{cost.tokens:,}")
        st.metric("Seconds of writing", f"{cost.seconds:,.0f}")
        if cost.joules is not None:
            st.metric("Energy", f"{cost.joules / 3.6e6:.3f} kWh")
        if cost.rented is not None:
            st.metric("Rented", f"{cost.rented:,.{2 if cost.rented >= 1 else 4}f} {currency}")


def _prices(price) -> None:
    with st.form("rented", border=True):
        st.markdown("**What the same tokens cost at a rented model** · by its own price list, which you enter")
        name = st.text_input("Its name", price.name if price else "")
        read = st.text_input("A million tokens read", str(price.read) if price else "")
        written = st.text_input("A million tokens written", str(price.written) if price else "")
        currency = st.text_input("Currency", price.currency if price else services().settings.currency, max_chars=3)
        if st.form_submit_button("Keep"):
            attempt(set_rented_price, visitor(), services(), name, read, written, currency)
            st.rerun()
