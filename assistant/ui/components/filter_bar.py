"""The filters in force, each a chip that can be taken off, and the choices behind three small buttons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from assistant.conversation import Conversation
from assistant.ui.components.words import plain
from assistant.ui.state import attempt, services
from catalog.product import Filters

_CHOICES = (
    ("categories", "Category", "category"),
    ("colors", "Colour", "color"),
    ("materials", "Material", "material"),
)
_SHOWN = 24


def filter_bar(talk: Conversation) -> None:
    """Draw chips and choices; a change asks again."""
    filters = talk.asked.filters if talk.asked else Filters()
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for field, label, facet in _CHOICES:
            _choice(talk, filters, field, label, facet)
        _price(talk, filters)
        key = "filter-in-stock"
        st.session_state[key] = filters.in_stock
        st.toggle("In stock", key=key, on_change=_changed, args=(talk, "in_stock", key))
    _chips(talk)


def _choice(talk: Conversation, filters: Filters, field: str, label: str, facet: str) -> None:
    counts = _facet(facet)
    chosen = sorted(getattr(filters, field))
    options = list(dict.fromkeys([*chosen, *list(counts)[:_SHOWN]]))
    if len(options) < 2:
        return
    key = f"filter-{field}"
    st.session_state[key] = chosen
    with st.popover(f"{label} ({len(chosen)})" if chosen else label):
        st.pills(
            label,
            options,
            selection_mode="multi",
            format_func=lambda value: f"{plain(value[:1].upper() + value[1:])} · {counts.get(value, 0)}",
            key=key,
            on_change=_changed,
            args=(talk, field, key),
        )


def _facet(facet: str) -> dict[str, int]:
    counts = services().shopfront.facets()[facet]
    if facet != "category":
        return counts
    tops: dict[str, int] = {}
    for value, count in counts.items():
        top = value.split(">")[0].strip()
        tops[top] = tops.get(top, 0) + count
    return dict(sorted(tops.items(), key=lambda item: -item[1]))


def _price(talk: Conversation, filters: Filters) -> None:
    bounds = services().store.price_range()
    if bounds is None or bounds[0] == bounds[1]:
        return
    with st.popover("Price"):
        for field, label in (("price_min", "From"), ("price_max", "Up to")):
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
                args=(talk, field, key),
            )


def _changed(talk: Conversation, field: str, key: str) -> None:
    value = st.session_state[key]
    if field.startswith("price"):
        value = None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
    elif field != "in_stock":
        value = frozenset(value or ())
    filters = talk.asked.filters if talk.asked else Filters()
    attempt(talk.narrow, replace(filters, **{field: value}))


def _chips(talk: Conversation) -> None:
    chips = talk.chips
    if not chips:
        return
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for number, chip in enumerate(chips):
            st.button(
                plain(chip.label),
                key=f"chip-{number}",
                icon=":material/close:",
                icon_position="right",
                help=f"Take off: {plain(chip.label)}",
                on_click=attempt,
                args=(talk.ask_again, chip.without_it),
            )
