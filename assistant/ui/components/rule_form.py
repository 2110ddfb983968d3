"""One rule being made or changed: its fields, what it would do, and saving it. Owns the session's keys "rule-…"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from assistant.errors import in_words
from assistant.steering import preview
from assistant.ui.components.product_picker import choose, product_picker
from assistant.ui.components.result_grid import result_grid
from assistant.ui.components.words import plain
from assistant.ui.state import services, visitor
from catalog.errors import InvalidRule
from catalog.product import Filters
from catalog.rules import MAX_RANK, Boost, Bury, Hide, Pin, ReadAs, Redirect, Rule, Selection, When

_KINDS = {
    "pin": "Pin", "boost": "Higher", "bury": "Lower", "hide": "Hide", "synonym": "Read as", "redirect": "Lead elsewhere",
}  # fmt: skip
_STRENGTHS = {"little": "A little", "clear": "Clearly", "strong": "Strongly"}
_TARGETS = {"words": "Other words", "board": "A board", "filters": "A category and the like"}
_FACETS = (
    ("categories", "Category", "category"),
    ("brands", "Brand", "brand"),
    ("colors", "Colour", "color"),
    ("materials", "Material", "material"),
)
_MOST = 50


def edit_rule(rule: Rule | None, words: str = "") -> None:
    """Fill the form: with a rule that is kept, or empty for these words."""
    state, then = st.session_state, rule.then if rule else Pin("", 1)
    when = rule.when if rule else When(words)
    filters = then.what.filters if isinstance(then, Boost | Bury | Hide) else Filters()
    filters = then.filters if isinstance(then, Redirect) else filters
    state["rule-before"] = rule
    state["rule-kind"] = rule.kind if rule else "pin"
    state["rule-query"], state["rule-phrase"] = when.query, when.match == "phrase"
    state["rule-starts"], state["rule-ends"] = when.starts, when.ends
    state["rule-rank"] = then.rank if isinstance(then, Pin) else 1
    state["rule-strength"] = then.strength if isinstance(then, Boost | Bury) else "clear"
    state["rule-words"] = then.words if isinstance(then, ReadAs | Redirect) else ""
    state["rule-board"] = then.board if isinstance(then, Redirect) else None
    state["rule-target"] = "board" if state["rule-board"] else "filters" if filters else "words"
    state["rule-sold-out"] = isinstance(then, Boost | Bury | Hide) and then.what.sold_out
    state["rule-kept"] = filters  # what the form has no field for stays as it was
    for field, _, _ in _FACETS:
        state[f"rule-{field}"] = sorted(getattr(filters, field))
    choose("rule-one", [then.product_id] if isinstance(then, Pin) and then.product_id else [])
    choose("rule-many", then.what.product_ids if isinstance(then, Boost | Bury | Hide) else ())


def to_be_saved() -> tuple[Rule | None, Rule] | None:
    """The rule that was there, and what it is to become, where Save was pressed in the run before; once."""
    return st.session_state.pop("rule-to-save", None)


def rule_form() -> None:
    """Draw the form. What a press of Save asks for is `to_be_saved` in the run that follows."""
    if "rule-kind" not in st.session_state:
        edit_rule(None)
    before = st.session_state["rule-before"]
    kind = st.segmented_control("What to do", list(_KINDS), format_func=_KINDS.get, key="rule-kind", required=True)
    then_of = {"pin": _pin, "synonym": _read_as, "redirect": _redirect}.get(kind, lambda: _selection(kind))
    query, match = _query(kind)
    with st.container(horizontal=True):
        starts, ends = (
            # Streamlit's own bounds are ten years from today, and a rule kept with a later day could not be opened.
            st.date_input(said, None, date.min, date.max, key=key, format="YYYY-MM-DD", width=170)
            for said, key in (("From", "rule-starts"), ("Until", "rule-ends"))
        )
    then = then_of()
    try:
        rule, wrong = Rule(When(query, match, starts, ends), then, before.id if before else 0), ""
    except InvalidRule as error:
        rule, wrong = None, in_words(error)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tried = st.text_input("Try it on", st.session_state["rule-query"], placeholder="What a shopper says", width=300)
        shown = st.button("Before and after", icon=":material/compare:", disabled=rule is None or not tried.strip())
        # What a press itself is given is what was drawn, and whoever is quick presses before the last word was.
        if st.button("Save", type="primary", icon=":material/save:", disabled=rule is None) and rule is not None:
            st.session_state["rule-to-save"] = (before, rule)
            st.rerun()
        st.button("Clear", type="tertiary", on_click=edit_rule, args=(None,))
    if wrong:
        st.caption(plain(wrong))
    elif shown:
        _preview(tried, before, rule)


def _query(kind: str) -> tuple[str, str]:
    if kind == "synonym":
        return st.text_input("When a shopper says", key="rule-query", max_chars=200).strip(), "phrase"
    label = "When a shopper says" if kind == "redirect" else "When a shopper says (empty: everywhere, pictures too)"
    query = st.text_input(label, key="rule-query", max_chars=200).strip()
    phrase = st.checkbox("Also within a longer request", key="rule-phrase")
    return query, "phrase" if phrase and query else "whole"


def _pin() -> Pin:
    chosen = product_picker("rule-one", most=1)
    rank = st.number_input("At rank", 1, MAX_RANK, key="rule-rank", width=170)
    return Pin(chosen[0] if chosen else "", rank)


def _selection(kind: str) -> Boost | Bury | Hide:
    chosen = product_picker("rule-many", most=_MOST)
    st.caption("Or everything that is")
    filters = _filters()
    what = Selection(chosen, filters, st.checkbox("Only what is not in stock", key="rule-sold-out"))
    if kind == "hide":
        return Hide(what)
    st.session_state.setdefault("rule-strength", "clear")
    strength = st.segmented_control(
        "How much", list(_STRENGTHS), format_func=_STRENGTHS.get, key="rule-strength", required=True
    )
    return (Boost if kind == "boost" else Bury)(what, strength)


def _read_as() -> ReadAs:
    return ReadAs(st.text_input("Read it as", key="rule-words", max_chars=200).strip())


def _redirect() -> Redirect:
    st.session_state.setdefault("rule-target", "words")
    target = st.segmented_control("Show", list(_TARGETS), format_func=_TARGETS.get, key="rule-target", required=True)
    if target == "words":
        return Redirect(words=st.text_input("What these words find", key="rule-words", max_chars=200).strip())
    if target == "filters":
        return Redirect(filters=_filters())
    titles = {board.slug: board.title for board in services().store.boards()}
    return Redirect(board=st.selectbox("Board", list(titles), None, format_func=titles.get, key="rule-board") or "")


def _filters() -> Filters:
    facets = services().store.facets()
    chosen = {}
    with st.grid(columns=4, min_column_width=150):
        for field, label, facet in _FACETS:
            key = f"rule-{field}"
            options = list(dict.fromkeys([*st.session_state.get(key, []), *list(facets[facet])[:500]]))
            chosen[field] = frozenset(st.multiselect(label, options, key=key, format_func=plain))
    return replace(st.session_state["rule-kept"], **chosen)


def _preview(words: str, before: Rule | None, after: Rule) -> None:
    try:
        seen = preview(visitor(), services(), words, before, after)
    except Exception as error:  # a component's edge: the rest of the page stays
        st.warning(plain(in_words(error)))
        return
    now, then = st.columns(2, gap="medium")
    for place, column, title, result in (
        ("now", now, "Now", seen.before),
        ("then", then, "With this rule", seen.after),
    ):
        with column:
            st.markdown(f"**{title}**")
            if result.no_match:
                st.caption("Nothing here matches; these are the nearest things.")
            result_grid(result.hits, place)
