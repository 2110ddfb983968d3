"""The filters in force, each a chip that can be taken off, and the choices behind small buttons, with what each would leave.

Owns the session's key "kept-out": what each chip hides, for the filters and the catalog it was counted for.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from assistant.conversation import Conversation
from assistant.ui.components.words import plain
from assistant.ui.language import _, n_, said
from assistant.ui.state import services, soon
from catalog.product import Filters
from models.phrase import phrase

_CHOICES = (
    ("categories", phrase("Category"), "category"),
    ("colors", phrase("Colour"), "color"),
    ("materials", phrase("Material"), "material"),
    ("brands", phrase("Brand"), "brand"),
)
_SORTS = {
    "": phrase("Best match"),
    "price_asc": phrase("Price, lowest first"),
    "price_desc": phrase("Price, highest first"),
}
_SHOWN = 24


def filter_bar(talk: Conversation) -> None:
    """Draw chips and choices; a change asks again."""
    filters = talk.asked.filters if talk.asked else Filters()
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for field, label, facet in _CHOICES:
            _choice(talk, filters, field, said(label), facet)
        _price(talk, filters)
        key = "filter-in-stock"
        st.session_state[key] = filters.in_stock
        st.toggle(_("In stock"), key=key, on_change=_changed, args=(talk, filters, "in_stock", key))
        _sort(talk)
    _chips(talk)


def _choice(talk: Conversation, filters: Filters, field: str, label: str, facet: str) -> None:
    counts = talk.result.facets.get(facet, {}) if talk.result else {}
    chosen = sorted(getattr(filters, field))
    # A value that was said in words is chosen whether or not anything is of it.
    known = {value.lower(): value for value in [*counts, *chosen]}
    options = [*dict.fromkeys([*(known[one.lower()] for one in chosen), *list(counts)[:_SHOWN]])]
    if len(options) < 2:
        return
    key = f"filter-{field}"
    st.session_state[key] = chosen
    folded = {value.lower(): number for value, number in counts.items()}
    with st.popover(f"{label} ({len(chosen)})" if chosen else label):
        st.pills(
            label,
            options,
            selection_mode="multi",
            format_func=lambda value: f"{plain(value[:1].upper() + value[1:])} · {said(folded.get(value.lower(), 0))}",
            key=key,
            on_change=_changed,
            args=(talk, filters, field, key),
        )


def _sort(talk: Conversation) -> None:
    key = "sort"
    order = talk.asked.sort if talk.asked else ""
    st.session_state[key] = order if order in _SORTS else ""
    by = {order: said(by) for order, by in _SORTS.items()}
    with st.popover(_("Sort: {order}").format(order=by[order]) if order and order in by else _("Sort")):
        st.radio(_("Sort by"), list(by), format_func=by.get, key=key, on_change=_sorted, args=(talk, key))


def _sorted(talk: Conversation, key: str) -> None:
    soon(talk.sort_by, st.session_state[key])


def _price(talk: Conversation, filters: Filters) -> None:
    bounds = services().store.price_range()
    if bounds is None or bounds[0] == bounds[1]:
        return
    with st.popover(_("Price")):
        for field, label in (("price_min", _("From")), ("price_max", _("Up to"))):
            key = f"filter-{field}"
            amount = getattr(filters, field)
            st.session_state[key] = None if amount is None else float(amount)
            st.number_input(
                label,
                min_value=0.0,
                step=5.0,
                format="%.2f",
                key=key,
                placeholder=f"{bounds[0] if field == 'price_min' else bounds[1]:.2f}",
                on_change=_changed,
                args=(talk, filters, field, key),
            )


def _changed(talk: Conversation, drawn: Filters, field: str, key: str) -> None:
    """Narrow by what was chosen; not by what a browser that left the page half drawn tells of other filters than those now."""
    filters = talk.asked.filters if talk.asked else Filters()
    if filters != drawn:
        return
    value = st.session_state[key]
    if field.startswith("price"):
        value = None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
    elif field != "in_stock":
        value = frozenset(value or ())
    soon(talk.narrow, replace(filters, **{field: value}))


def _chips(talk: Conversation) -> None:
    chips = talk.chips
    if not chips:
        return
    kept_out = _kept_out(talk.asked.filters, [chip.without_it.filters for chip in chips])
    with st.container(key="chips", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for chip, hides in zip(chips, kept_out, strict=True):
            st.button(
                plain(said(chip.label)),
                key=f"chip-{chip.key}",
                icon=":material/close:",
                icon_position="right",
                help=_off(plain(said(chip.label)), hides),
                on_click=soon,
                args=(talk.take_off, chip.key),
            )
        if talk.result is not None and talk.result.removed_by_filters:
            hidden = n_(
                "The filters hide {count} of the shop's products.",
                "The filters hide {count} of the shop's products.",
                talk.result.removed_by_filters,
            )
            st.caption(hidden, width="content")


def _off(label: str, hides: int) -> str:
    """What a press on a chip does."""
    off = _("Take off: {label}.").format(label=label)
    return " ".join([off, n_("It alone hides {count}.", "It alone hides {count}.", hides)]) if hides else off


def _kept_out(filters: Filters, without_each: list[Filters]) -> list[int]:
    """How many products each chip alone keeps out; counted once for each set of filters and of chips."""
    store = services().store
    of = (filters, tuple(without_each), store.generation())
    kept = st.session_state.get("kept-out")
    if kept is None or kept[0] != of:
        left = len(store.allowed(filters) or ())
        passing = [store.allowed(one) for one in without_each]
        counts = [(store.count() if one is None else len(one)) - left for one in passing]
        kept = st.session_state["kept-out"] = (of, counts)
    return kept[1]
