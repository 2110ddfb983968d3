"""The boards of the front page, edited: nothing is changed until it is saved. Owns the session's keys "board-…"."""

from __future__ import annotations

import streamlit as st

from assistant.errors import in_words
from assistant.steering import change_board, order_boards
from assistant.ui.components.product_picker import choose, product_picker
from assistant.ui.components.result_grid import result_grid
from assistant.ui.components.words import plain
from assistant.ui.state import services, visitor
from catalog.product import Board, Product
from catalog.rule_store import board_slug

_MOST = 500


def boards_panel() -> None:
    """Draw the front page's order, and the board that is being edited."""
    if failed := st.session_state.pop("board-failed", ""):
        st.warning(plain(failed))
    if "board-draft" in st.session_state:
        _editor()
    else:
        _front(services().store.boards())


def _front(boards: list[Board]) -> None:
    order: list[str] = st.session_state.setdefault("board-order", [board.slug for board in boards])
    known = {board.slug: board for board in boards}
    order[:] = [slug for slug in order if slug in known] + [slug for slug in known if slug not in order]
    for place, slug in enumerate(order):
        board = known[slug]
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"board-row-{slug}"):
            count = len(board.product_ids)
            st.markdown(f"**{plain(board.title)}** · {count:,} {'product' if count == 1 else 'products'}")
            for said, to in (("Up", place - 1), ("Down", place + 1)):
                st.button(
                    said, key=f"board-{said.lower()}-{slug}", type="tertiary", disabled=not 0 <= to < len(order),
                    on_click=_move, args=(order, place, to),
                )  # fmt: skip
            st.button("Edit", key=f"board-edit-{slug}", icon=":material/edit:", on_click=_edit, args=(board,))
    with st.container(horizontal=True):
        st.button("New board", key="board-new", type="primary", icon=":material/add:", on_click=_edit, args=(None,))
        changed = order != [board.slug for board in boards]
        st.button("Save the order", key="board-save-order", disabled=not changed, on_click=_save_order, args=(order,))
        st.button(
            "Discard it", key="board-keep-order", type="tertiary", disabled=not changed, on_click=_forget_order
        )  # fmt: skip


def _editor() -> None:
    before: Board | None = st.session_state["board-draft"]
    st.markdown(f"### {plain(before.title) if before else 'A new board'}", anchors=False)
    st.text_input("Name", key="board-title", max_chars=150)
    st.text_area("What shoppers read under it", key="board-description", max_chars=2000, height=80)
    chosen: list[str] = st.session_state["board-products-chosen"]
    products = services().store.products(chosen)
    result_grid(
        [products[one] for one in chosen if one in products],
        "board",
        [(said, lambda product, to=to: _shift(chosen, product, to)) for said, to in _SHIFTS.items()],
    )
    gone = len(chosen) - len(products)
    if gone:
        st.caption(f"{gone} of its products are not in the shop now; they keep their places.")
    with st.expander("Add products", icon=":material/add:", expanded=not chosen):
        product_picker("board-products", most=_MOST)
    with st.container(horizontal=True):
        st.button("Save", type="primary", icon=":material/save:", key="board-save", on_click=_save, args=(before,))
        st.button("Discard", key="board-discard", type="tertiary", on_click=_close)
        if before is not None:
            with st.popover("Delete", icon=":material/delete:"):
                st.write("The board goes from the front page; its products stay in the shop.")
                st.button("Delete it", key="board-delete", on_click=_change, args=(before, None))


_SHIFTS = {"First": None, "Sooner": -1, "Later": 1, "Take off": 0}


def _shift(chosen: list[str], product: Product, to: int | None) -> None:
    place = chosen.index(product.id)
    chosen.remove(product.id)
    if to != 0:
        chosen.insert(0 if to is None else max(0, place + to), product.id)


def _move(order: list[str], place: int, to: int) -> None:
    order[place], order[to] = order[to], order[place]


def _edit(board: Board | None) -> None:
    draft = board or Board("", "")
    kept = {"board-draft": board, "board-title": draft.title, "board-description": draft.description}
    st.session_state.update(kept)
    choose("board-products", draft.product_ids)


def _close() -> None:
    for key in ("board-draft", "board-products-chosen", "board-order"):
        st.session_state.pop(key, None)


def _save(before: Board | None) -> None:
    """Save what stands in the fields when it is pressed: whoever is quick presses before the page has drawn the last word."""
    title, description = (st.session_state[f"board-{name}"].strip() for name in ("title", "description"))
    slug = before.slug if before else board_slug(title, {board.slug for board in services().store.boards()})
    _change(before, Board(slug, title, description, tuple(st.session_state["board-products-chosen"])))


def _change(before: Board | None, after: Board | None) -> None:
    if _done(change_board, before, after):
        _close()


def _save_order(order: list[str]) -> None:
    if _done(order_boards, order):
        _forget_order()


def _forget_order() -> None:
    st.session_state.pop("board-order", None)


def _done(change, *what) -> bool:
    try:
        change(visitor(), services(), *what)
    except Exception as error:  # a callback's edge: the draft stays
        st.session_state["board-failed"] = in_words(error)
        return False
    return True
