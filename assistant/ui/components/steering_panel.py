"""The shop steered: a request tried as a shopper would, its results moved, and every rule listed, changed or taken back.

Owns the session's keys "steer-…"; "steered" holds this session's changes, the last at the end, for undoing.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.errors import in_words
from assistant.steering import as_shoppers_see, change_rule
from assistant.ui.components.result_grid import Action, result_grid
from assistant.ui.components.rule_form import edit_rule, rule_form, to_be_saved
from assistant.ui.components.words import plain
from assistant.ui.state import services, visitor
from catalog.rule_words import sentence, standing
from catalog.rules import Action as Then
from catalog.rules import Boost, Bury, Hide, Pin, Rule, Selection, When

_PAGE = 20


def steering_panel() -> None:
    """Draw the workbench, the form and the rules."""
    if wanted := to_be_saved():
        _change(*wanted)
    _last_change()
    words = st.text_input(
        "Try a request", key="steer-words", placeholder="What a shopper says", max_chars=200, icon=":material/search:"
    ).strip()
    if words:
        _results(words)
    with st.expander("A rule of your own", icon=":material/tune:", expanded="rule-before" in st.session_state):
        rule_form()
    _rules()


def _results(words: str) -> None:
    try:
        result = as_shoppers_see(visitor(), services(), words)
    except Exception as error:  # a component's edge: the rules stay
        st.warning(plain(in_words(error)))
        return
    if result.reading.replaced or result.reading.redirect:
        st.caption("A rule reads these words as others, or leads them elsewhere; see below.")
    if result.no_match:
        st.caption("Nothing here matches; these are the nearest things.")
    result_grid(result.hits, "steer", _moves(words))
    st.caption("Each button makes a rule for this request, at once; shoppers see it from their next search on.")


def _moves(words: str) -> list[Action]:
    def move(then: Then) -> None:
        _change(None, Rule(When(words), then))

    return [
        ("Pin first", lambda product: move(Pin(product.id, 1))),
        ("Higher", lambda product: move(Boost(Selection((product.id,))))),
        ("Lower", lambda product: move(Bury(Selection((product.id,))))),
        ("Hide", lambda product: move(Hide(Selection((product.id,))))),
    ]


def _change(before: Rule | None, after: Rule | None, *, undoing: bool = False) -> None:
    """Change a rule, and remember how; or say in one line why not."""
    steered = st.session_state.setdefault("steered", [])
    try:
        kept = change_rule(visitor(), services(), before, after)
    except Exception as error:  # a callback's edge
        st.session_state["steer-failed"] = in_words(error)
        return
    if undoing:
        steered.pop()
    else:
        steered.append((before, kept))
        if before is not None or after.id == 0:
            edit_rule(None)


def _last_change() -> None:
    if failed := st.session_state.pop("steer-failed", ""):
        st.warning(plain(failed))
    steered = st.session_state.get("steered", [])
    if not steered:
        return
    before, after = steered[-1]
    what = "Made" if before is None else "Taken away" if after is None else "Changed"
    with st.container(horizontal=True, vertical_alignment="center", key="steered-last"):
        st.markdown(f"{what}: {plain(sentence(after or before, _titles([after or before])))}", width="content")
        st.button("Undo", key="steer-undo", icon=":material/undo:", on_click=_undo)


def _undo() -> None:
    before, after = st.session_state["steered"][-1]
    _change(after, before, undoing=True)


def _titles(rules: list[Rule]) -> dict[str, str]:
    ids = [one for rule in rules for one in rule.named]
    return {product_id: product.title for product_id, product in services().store.products(ids).items()}


def _rules() -> None:
    rules = list(reversed(services().shopfront.rules.rules()))
    st.markdown(f"### {len(rules):,} rules" if len(rules) != 1 else "### 1 rule")
    pages = -(-len(rules) // _PAGE)
    number = min(st.session_state.get("steer-page", 1), pages) if pages > 1 else 1
    shown = rules[(number - 1) * _PAGE : number * _PAGE]
    titles = _titles(shown)
    in_force = {entry.rule.id for entry in services().shopfront.book().entries}
    for rule in shown:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"rule-{rule.id}"):
            days = standing(rule.when, date.today())
            if not days and rule.id not in in_force:
                days = "what it names is gone"
            st.markdown(plain(sentence(rule, titles)) + (f" · *{plain(days)}*" if days else ""))
            st.button("Change", key=f"edit-rule-{rule.id}", type="tertiary", on_click=edit_rule, args=(rule,))
            st.button(
                "Take away", key=f"drop-rule-{rule.id}", type="tertiary", icon=":material/delete:", on_click=_change,
                args=(rule, None),
            )  # fmt: skip
    if not rules:
        st.caption("None yet: results stand in the order in which they were found.")
    if pages > 1:
        st.pagination(pages, key="steer-page", width="stretch")
