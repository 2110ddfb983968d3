"""The pages, through Streamlit's own test driver: what a shopper and a merchandiser see and press."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.suggestions import ProductPiece, TextPiece
from assistant.ui import state
from catalog.ingest import DEMO
from catalog.shades import shades_of
from tests.staff import button, give_passphrase, go, sign_in

APP = str(Path(__file__).parents[1] / "app.py")


@pytest.fixture(autouse=True)
def own_services(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Streamlit's cache outlives a test; the shops in it must not. One that opened no page has none, and is given none here."""
    shops: list[Services] = []

    def kept(settings: Settings) -> Services:
        shops.append(open_services(settings))
        return shops[-1]

    monkeypatch.setattr(state, "open_services", kept)
    st.cache_resource.clear()
    yield
    for one in shops:
        one.close()
    st.cache_resource.clear()


def opened(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=90)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def ask(app: AppTest, words: str) -> AppTest:
    return app.chat_input(key="ask-field").set_value(words).run()


def titles(app: AppTest, place: str) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith(f"open-{place}-")]


def texts(app: AppTest) -> str:
    elements = [*app.markdown, *app.warning, *app.info, *app.error, *app.caption, *app.success]
    return "\n".join(str(element.value) for element in elements)


def until(app: AppTest, seen: Callable[[AppTest], bool], seconds: float = 60) -> AppTest:
    """Run the page again until a background job has got so far."""
    deadline = time.monotonic() + seconds
    while not seen(app):
        assert time.monotonic() < deadline, texts(app)
        time.sleep(0.2)
        app.run()
    return app


def test_the_front_shows_boards_and_things_to_try(demo_home: Path) -> None:
    app = opened()
    assert not app.exception
    assert len(titles(app, "board-ridiculous")) == 12
    assert "The most ridiculous things" in texts(app)
    assert [button for button in app.button if (button.key or "").startswith("idea-")]


def test_the_collector_of_garbage_passes_over_a_shop_that_is_loaded(demo_home: Path) -> None:
    gc.unfreeze()
    opened()
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join(60)
    assert gc.get_freeze_count() > 100_000
    state.reopen()
    assert not gc.get_freeze_count(), "what the old shop leaves can be collected"


def test_words_find_and_a_hit_leads_on(demo_home: Path) -> None:
    app = ask(opened(), "crocs as flower pots")
    assert titles(app, "hits")[0] == "Crocs as flower pots"
    assert "Nothing here matches" not in texts(app)
    app.button(key="like-hits-crocs-flower-pots").click().run()
    assert "More like" in texts(app)
    assert "Crocs as flower pots" not in titles(app, "hits")
    app.button(key="open-hits-" + state_hits(app)[0]).click().run()
    assert not app.exception


def state_hits(app: AppTest) -> list[str]:
    return [hit.product.id for hit in app.session_state["conversation"].hits]


def test_the_suggestion_comes_after_the_results_and_names_only_hits(demo_home: Path) -> None:
    app = ask(opened(), "a lamp for reading in bed")
    talk = app.session_state["conversation"]
    assert titles(app, "hits") and talk.writing.wait(60)
    app.run()
    assert "Written on this machine" in texts(app)
    named = [button.label for button in app.button if (button.key or "").startswith("named-")]
    shown = {hit.product.title for hit in talk.hits}
    assert named and {name.replace("\\", "") for name in named} <= shown


def test_narrowing_words_narrow_and_chips_widen(demo_home: Path) -> None:
    app = ask(ask(opened(), "a bag"), "under sixty, in red")
    talk = app.session_state["conversation"]
    assert talk.asked.text == "bag"
    assert all(hit.product.price.amount <= 60 and hit.product.color in ("red", *shades_of("red")) for hit in talk.hits)
    assert talk.hits[0].product.color == "red"
    chips = [button for button in app.button if (button.key or "").startswith("chip-")]
    assert [chip.label for chip in chips] == ["red", "up to 60"]
    chips[0].click().run()
    assert talk.asked.filters.colors == frozenset()
    assert app.session_state["conversation"].asked.filters.price_max == 60


def test_a_gift_by_talk_with_what_is_offered_answered_and_gone_back_to(demo_home: Path) -> None:
    app = ask(opened(), "a gift for my mother")
    talk = app.session_state["conversation"]
    budget = next(button for button in app.button if (button.key or "").startswith("follow-"))
    assert budget.label.startswith("under ")
    limit = int(budget.label.removeprefix("under "))
    budget.click().run()
    assert all(hit.product.price.amount <= limit for hit in talk.hits) and len(talk.hits) > 2
    ask(app, "compare the first two")
    said = texts(app)
    assert "| **" in said and talk.hits[0].product.title.split(",")[0] in said
    ask(app, "is the second one in stock?")
    assert "in stock" in texts(app) and "| **" not in texts(app)
    app.button(key="back").click().run()
    assert talk.asked.filters.price_max is None
    app.button(key="turn-1").click().run()
    assert [chip.label for chip in talk.chips] == [f"up to {limit}"]
    assert not app.exception


def test_pointing_at_nothing_is_one_line_and_what_was_there_stays(demo_home: Path) -> None:
    app = ask(ask(opened(), "a lamp"), "like number 97")
    assert "There are only" in texts(app) and titles(app, "hits")
    ask(app, "less like the first")
    assert any(button.label.startswith("less like") for button in app.button)


@pytest.mark.parametrize(
    "words", ["   ", "'; DROP TABLE products; --", "🧦🧦🧦", 'NEAR(* " OR', "x" * 10_000, "花瓶", "ваза"]
)
def test_any_words_get_an_answer_or_a_line(demo_home: Path, words: str) -> None:
    app = ask(opened(), words)
    assert not app.exception
    assert titles(app, "hits") or "Say what you are looking for" in texts(app)


def test_a_slip_of_the_pen_finds_the_thing_and_says_so(demo_home: Path) -> None:
    app = ask(opened(), "umbrela")
    assert "umbrella" in titles(app, "hits")[0].lower()
    assert "“umbrela” is read as “umbrella”" in texts(app) and "chosen by the shop" not in texts(app)
    assert "Nothing here matches" not in texts(app)


def test_a_thing_by_another_name_is_written_of_as_the_thing(demo_home: Path) -> None:
    app = ask(opened(), "a brolly")
    writing = app.session_state["conversation"].writing
    assert writing.wait(60), writing.error
    written = "".join(piece.title if isinstance(piece, ProductPiece) else piece.text for piece in writing.pieces)
    assert "umbrella" in written.lower() and "nearest" not in written and "not sure" not in written, written


def test_what_no_shop_has_is_said(demo_home: Path) -> None:
    app = ask(opened(), "asdkjh qwe zxcv")
    assert "Nothing here matches" in texts(app)
    assert titles(app, "hits")


def test_an_unreadable_picture_is_one_line_and_the_page_goes_on(demo_home: Path) -> None:
    app = ask(opened(), "a mug")
    talk = app.session_state["conversation"]
    before = talk.hits
    with pytest.raises(Exception, match="no picture that Curio reads"):
        talk.ask("", b"not a picture")
    assert talk.hits == before
    talk.ask("", (DEMO / "images" / "crocs-flower-pots.webp").read_bytes())
    assert talk.hits[0].product.id == "crocs-flower-pots"


def test_an_address_opens_a_product_or_says_it_is_gone(demo_home: Path) -> None:
    app = opened(product="crocs-flower-pots")
    assert any(button.key == "like-opened" for button in app.button)
    assert "no product" in texts(opened(product="no-such-thing")).lower()


def test_an_empty_shop_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path / "new"))
    monkeypatch.setenv("CURIO_DEMO", "false")
    app = until(opened(), lambda page: "empty" in texts(page))
    assert "Merchandise" in texts(app)
    assert not app.exception


def test_the_models_page_tells_what_runs(demo_home: Path) -> None:
    from assistant.ui import models_page

    give_passphrase(demo_home)
    app = sign_in(opened(), "models")
    assert not app.exception
    said = texts(app)
    assert "Apache" in said and "Qwen3" in said
    pulls = {button.key for button in app.button if (button.key or "").startswith("pull-")}
    assert "pull-qwen3-1.7b" in pulls and "pull-curio-chat" not in pulls
    app.button(key="verify-curio-chat").click().run()
    assert "The file is what it should be" in texts(app)
    assert models_page._size(1_500_000_000) == "1.5 GB"


def test_the_merchandise_page_draws_and_gives_the_catalog_out(demo_home: Path) -> None:
    give_passphrase(demo_home)
    app = sign_in(opened(), "merchandise")
    assert not app.exception
    assert app.metric[0].label == "Products" and int(app.metric[0].value) >= 160
    button(app, "Prepare the feed").click().run()
    assert app.session_state["exported"].startswith(b"id\t")


def test_thoughts_are_bounded_kept_apart_and_shown_to_staff_alone(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_THINKING_TOKENS", "12")
    give_passphrase(demo_home)
    app = ask(opened(), "a lamp for reading in bed")
    writing = app.session_state["conversation"].writing
    assert writing.wait(100)
    app.run()
    assert writing.thoughts, "the bundled model was let think"
    assert len(writing.thoughts.split()) <= 12
    said = "".join(piece.text for piece in writing.pieces if isinstance(piece, TextPiece))
    assert said and writing.thoughts not in said
    assert "Unchecked, and shown to staff only" not in texts(app)
    sign_in(app)
    go(app, "")
    assert "Unchecked, and shown to staff only" in texts(app)
    assert not app.exception
