"""What a shopper keeps, on the pages: saved, noted, arranged, moved, shared, found more for, forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ui import state
from catalog.insight import read_insight
from catalog.kept_boards import KeptBoard
from catalog.rules import Hide, Rule, Selection, When
from tests.staff import button, go
from tests.test_app import ask, opened, own_services, texts, titles

__all__ = ["own_services"]  # a fixture

CROCS, TACO, RING = "crocs-flower-pots", "taco-handbag", "doughnut-ring"


def save(app: AppTest, *product_ids: str) -> AppTest:
    for product_id in product_ids:
        app.button(key=f"save-board-ridiculous-{product_id}").click().run()
    return app


def at_address(share: str) -> AppTest:
    """Another visit, which opens a board's address. The driver opens every app at its first page."""
    app = opened()
    app.query_params["share"] = share
    return go(app, "board")


def kept(app: AppTest) -> list[KeptBoard]:
    return state.services().kept.boards(app.session_state["browser"])


def test_a_shop_may_keep_nothing(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURIO_KEEP_DAYS", "0")
    app = opened(product=TACO)
    assert not [one for one in app.button if (one.key or "").startswith("save-")]
    assert "yours" not in {page.get("url_pathname") for page in app._registered_pages.values()}
    assert not app.exception


def test_a_card_saves_and_takes_off_and_the_save_is_counted(demo_home: Path) -> None:
    app = save(opened(), CROCS, TACO)
    assert [board.product_ids for board in kept(app)] == [(CROCS, TACO)]
    saved = app.button(key=f"save-board-ridiculous-{CROCS}")
    assert saved.label == "Saved" and "Favourites" in app.toast[0].value
    saved.click().run()
    assert kept(app)[0].product_ids == (TACO,)
    assert app.button(key=f"save-board-ridiculous-{CROCS}").label == "Save"
    ask(app, "crocs as flower pots")
    app.button(key=f"save-hits-{CROCS}").click().run()
    services = state.services()
    services.events.flush()
    insight = read_insight(services.store.database, 1)
    assert insight.total("saved") == 3
    assert {one.product_id: one.saved for one in insight.wanted} == {CROCS: 2, TACO: 1}
    assert not app.exception


def test_boards_are_started_noted_arranged_and_moved_on(demo_home: Path) -> None:
    app = go(save(opened(), CROCS, TACO, RING), "yours")
    assert "gone when you close or reload the page" in texts(app)  # this test driver takes no cookie
    app.button(key=f"kept-later-{CROCS}").click().run()
    assert kept(app)[0].product_ids == (TACO, CROCS, RING)
    app.button(key=f"kept-sooner-{RING}").click().run()
    assert kept(app)[0].product_ids == (TACO, RING, CROCS)
    number = kept(app)[0].number
    app.text_input(key=f"kept-note-{number}-{RING}").set_value("for Ada").run()
    assert kept(app)[0].items[1].note == "for Ada"

    named = next(field for field in app.text_input if field.placeholder == "For the balcony")
    named.set_value("For *the* balcony")
    button(app, "Start it").click().run()
    assert [board.title for board in kept(app)] == ["Favourites", "For *the* balcony"]
    assert "For \\*the\\* balcony" in texts(app)
    app.pills(key="kept-open").set_value(number).run()
    app.selectbox(key=f"kept-move-{number}-{RING}").set_value(kept(app)[1].number).run()
    first, second = kept(app)
    assert first.product_ids == (TACO, CROCS) and second.items[0].note == "for Ada"
    app.button(key=f"kept-off-{TACO}").click().run()
    assert kept(app)[0].product_ids == (CROCS,)
    app.button(key="kept-delete").click().run()
    assert [board.title for board in kept(app)] == ["For *the* balcony"]
    assert not app.exception


def test_what_bears_a_note_is_not_taken_off_by_a_card(demo_home: Path) -> None:
    app = save(opened(), CROCS)
    token, board = app.session_state["browser"], kept(app)[0]
    state.services().kept.note(token, board.number, CROCS, "the yellow ones")
    save(app, CROCS)
    assert kept(app)[0].items[0].note == "the yellow ones"
    assert "It stays" in app.toast[0].value


def test_a_board_is_a_question_with_a_dial_and_the_words_narrow_it(demo_home: Path) -> None:
    app = go(save(opened(), CROCS, TACO), "yours")
    board = kept(app)[0]
    talk = app.session_state["conversation"]
    talk.more_for(board.title, board.product_ids)
    go(app, "")
    assert "More for “Favourites”" in texts(app)
    close = titles(app, "hits")
    assert close and not {"Crocs as flower pots", "Taco handbag"} & set(close)
    app.select_slider[0].set_value(1.0).run()
    assert titles(app, "hits") != close and talk.asked.reach == 1.0
    ask(app, "under thirty")
    assert talk.asked.taste == board.product_ids
    assert talk.hits and all(hit.product.price.amount <= 30 for hit in talk.hits)
    hidden = talk.hits[0].product
    rules = state.services().shopfront.rules
    rules.change(None, Rule(When(), Hide(Selection((hidden.id,)))))
    app.select_slider[0].set_value(0.75).run()
    assert hidden.id not in [hit.product.id for hit in talk.hits]
    assert not app.exception


def test_the_shops_own_boards_are_questions_too(demo_home: Path) -> None:
    app = opened()
    app.button(key="more-ridiculous").click().run()
    assert "More for “The most ridiculous things”" in texts(app) and titles(app, "hits")


def test_a_shared_board_is_read_only_follows_its_owner_and_ends(demo_home: Path) -> None:
    owner = go(save(opened(), CROCS, TACO), "yours")
    owner.button(key="kept-share").click().run()
    board = kept(owner)[0]
    assert board.share and any(f"board?share={board.share}" in code.value for code in owner.code)
    state.services().kept.note(owner.session_state["browser"], board.number, CROCS, "<b>these</b>")

    guest = at_address(board.share)
    assert "Favourites" in texts(guest) and "\\<b\\>these" in texts(guest)
    assert [one.label for one in guest.button] == ["Crocs as flower pots", "Taco handbag"]
    assert not guest.text_input and not guest.selectbox
    state.services().shopfront.rules.change(None, Rule(When(), Hide(Selection((TACO,)))))
    assert [one.label for one in guest.run().button] == ["Crocs as flower pots"]
    assert "1 of its products is not in the shop now" in texts(guest)

    owner.run()
    owner.button(key="kept-unshare").click().run()
    assert "no board at this address" in texts(guest.run()).lower() and not guest.button
    for wrong in ("", "x" * 5000, "../../etc"):
        assert "no board at this address" in texts(at_address(wrong)).lower()


def test_one_visits_things_are_never_anothers(demo_home: Path) -> None:
    anna = save(opened(product=TACO), CROCS)
    bert = go(opened(), "yours")
    assert anna.session_state["browser"] != bert.session_state["browser"]
    assert kept(bert) == [] and "Looked at lately" not in texts(bert)
    state.services().kept.flush()
    assert "Looked at lately" in texts(go(anna, "yours"))
    # A number taken from somebody else's page opens nothing.
    bert.session_state["keeping-on"] = kept(anna)[0].number
    bert.run()
    assert "Crocs" not in texts(bert) + " ".join(one.label for one in bert.button)


def test_forget_me_deletes_all_says_what_and_goes_on_under_another_token(demo_home: Path) -> None:
    app = save(opened(product=TACO), CROCS, RING)
    go(app, "yours")
    before = app.session_state["browser"]
    app.button(key="kept-forget").click().run()
    assert "1 board, 2 saved things, 1 look at a product" in texts(app)
    assert state.services().kept.boards(before) == [] and state.services().kept.looked_at(before) == []
    assert "Deleted" not in texts(app.run())
    go(app, "")
    save(app, TACO)
    assert state.services().kept.boards(before) == []
    assert button(go(app, "yours"), "Taco handbag")
    assert not app.exception
