"""The shop's pages through Streamlit's test driver: addresses, comparing, filters with numbers, order, parts of pictures.

What needs a real browser is in e2e/.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from catalog.ingest import DEMO
from tests.test_app import ask, opened, own_services, state_hits, texts, titles

__all__ = ["own_services"]  # a fixture


def goes(app: AppTest, **address: str | list[str]) -> AppTest:
    """What the browser's Back, Forward or a link does: the same session, another address."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> dict[str, list[str]]:
    return {name: [values] if isinstance(values, str) else list(values) for name, values in app.query_params.items()}


def test_what_is_shown_is_in_the_address_and_back_leads_back(demo_home: Path) -> None:
    app = ask(opened(), "a red bag")
    bags = titles(app, "hits")
    assert said(app) == {"q": ["a red bag"]}
    app.button(key="chip-colors red").click().run()
    assert said(app) == {"q": ["a red bag"], "filters": ["none"]}
    first = state_hits(app)[0]
    app.button(key=f"open-hits-{first}").click().run()
    assert said(app)["product"] == [first]
    app.button(key="like-opened").click().run()
    assert said(app) == {"like": [first]}
    # Back, step by step, in the same session.
    goes(app, q="a red bag", filters="none", product=first)
    assert any(button.key == "like-opened" for button in app.button)
    goes(app, q="a red bag")
    assert titles(app, "hits") == bags
    assert not any(button.key == "like-opened" for button in app.button)
    goes(app)
    assert "Show it, or say it" in texts(app)


def test_an_address_reopens_in_another_session_all_that_it_says(demo_home: Path) -> None:
    app = opened(q="a bag", price_max="60", sort="price_asc", unlike="handbag-red")
    talk = app.session_state["conversation"]
    assert (
        talk.asked.filters.price_max == 60 and talk.asked.sort == "price_asc" and talk.asked.unlike == ("handbag-red",)
    )
    prices = [hit.product.price.amount for hit in talk.hits]
    assert prices and all(price <= 60 for price in prices)
    assert prices[:4] == sorted(prices[:4])
    assert "handbag-red" not in state_hits(app)
    assert titles(opened(board="ridiculous"), "hits")[0] == "Crocs as flower pots"


def test_where_an_order_ends_the_page_says_so(demo_home: Path) -> None:
    app = opened(q="a lamp", sort="price_asc")
    talk = app.session_state["conversation"]
    prices = [hit.product.price.amount for hit in talk.hits]
    assert 1 < talk.in_order < len(prices)
    assert prices[: talk.in_order] == sorted(prices[: talk.in_order])
    assert prices[talk.in_order :] != sorted(prices[talk.in_order :]), "the rest stands as found"
    assert len(titles(app, "hits-beyond")) == len(prices) - talk.in_order
    assert "Further from what you asked for" in texts(app)
    assert "Further from what you asked for" not in texts(opened(q="a lamp"))


def test_an_address_of_nothing_is_one_line(demo_home: Path) -> None:
    for address in ({"board": "no-such-board"}, {"like": "no-such-thing"}, {"picture": "0123456789abcdef"}):
        app = opened(**address)
        assert not app.exception
        assert len(app.warning) == 1, address
        assert titles(app, "board-ridiculous")
    app = opened(q="\x00", filters="none", price_min="nan", box="1,2,3", compare="nothing")
    assert not app.exception


def test_numbers_beside_the_filters_say_what_is_left(demo_home: Path) -> None:
    app = ask(opened(), "a bag")
    talk = app.session_state["conversation"]
    red = talk.result.facets["color"]["red"]
    pills = next(one for one in app.button_group if one.key == "filter-colors")
    assert f"Red · {red}" in pills.options
    pills.select("red").run()
    assert talk.asked.filters.colors == {"red"}
    assert said(app)["colors"] == ["red"]
    # The other colours still say what choosing them instead would leave.
    assert len(talk.result.facets["color"]) > 1 and talk.result.facets["color"]["red"] == red
    assert "of the shop's products" in texts(app)


def test_an_order_said_after_a_filter_is_one_chip_more(demo_home: Path) -> None:
    app = ask(ask(opened(), "a bag under 60"), "cheapest first")
    assert not app.exception
    assert [button.label for button in app.button if (button.key or "").startswith("chip-")] == [
        "up to 60",
        "cheapest first",
    ]


def test_less_of_this_is_taken_back(demo_home: Path) -> None:
    app = ask(opened(), "a bag")
    first = state_hits(app)[0]
    app.button(key=f"less-hits-{first}").click().run()
    assert first not in state_hits(app)
    next(button for button in app.button if button.label.startswith("less like")).click().run()
    assert state_hits(app)[0] == first


def test_products_are_chosen_and_compared(demo_home: Path) -> None:
    app = ask(opened(), "a bag")
    ids = state_hits(app)[:5]
    for one in ids[:2]:
        app.checkbox(key=f"compare-hits-{one}").check().run()
    app.button(key="compare-now").click().run()
    assert said(app)["compare"] == ids[:2]
    assert "marks what differs" in texts(app) and "≠" in texts(app)
    app.button(key=f"out-{ids[0]}").click().run()
    assert "marks what differs" not in texts(app)
    for one in (ids[0], *ids[2:]):
        app.checkbox(key=f"compare-hits-{one}").check().run()
    assert app.session_state["chosen"] == (ids[1], ids[0], ids[2], ids[3])
    assert "Up to 4 products are compared" in texts(app)
    app.button(key="compare-none").click().run()
    assert app.session_state["chosen"] == ()


def test_a_part_of_a_picture_and_several_pictures(demo_home: Path) -> None:
    app = opened()
    talk = app.session_state["conversation"]
    clog, duck = ((DEMO / "images" / f"{one}.webp").read_bytes() for one in ("crocs-flower-pots", "duck-umbrella"))
    talk.ask("", clog)
    app.run()
    key = said(app)["picture"]
    assert talk.hits[0].product.id == "crocs-flower-pots"
    talk.look_at((0.1, 0.1, 0.9, 0.9))
    app.run()
    assert "Like this part of your picture" in texts(app)
    assert said(app) == {"picture": key, "box": ["0.100,0.100,0.900,0.900"]}
    talk.ask("", clog, [duck])
    app.run()
    assert "Like your 2 pictures" in texts(app)
    assert {"crocs-flower-pots", "duck-umbrella"} <= set(state_hits(app)[:6])
    # Back to the part of the first picture, which this session still holds.
    goes(app, picture=key, box="0.100,0.100,0.900,0.900")
    assert talk.asked.box == (0.1, 0.1, 0.9, 0.9) and talk.asked.more_pictures == ()
    assert talk.hits[0].product.id == "crocs-flower-pots"


def test_a_product_says_what_goes_with_it(demo_home: Path) -> None:
    app = opened(product="tote-stripe")
    assert len(titles(app, "with")) == 6 and len(titles(app, "similar")) == 6
    assert "The shop says" in texts(app)
    other = next(button for button in app.button if (button.key or "").startswith("open-with-"))
    other.click().run()
    assert said(app)["product"] == [(other.key or "").removeprefix("open-with-")]


def test_an_address_that_says_a_thing_twice_is_one_chip(demo_home: Path) -> None:
    app = opened(q="a bag", unlike=["handbag-red", "handbag-red"])
    assert not app.exception
    assert len([button for button in app.button if button.label.startswith("less like")]) == 1


def test_a_press_on_what_a_turn_before_offered_says_that_or_nothing(demo_home: Path) -> None:
    """What a browser still shows of the turn before is pressed as what it is, not as what stands in its place now."""
    before = ask(opened(), "a bag under 60")
    meant = {button.key: button.label for button in before.button}
    after = ask(before, "in red")
    for button in after.button:
        if (button.key or "").startswith(("chip-", "follow-", "named-", "open-", "like-", "less-")):
            assert meant.get(button.key, button.label) == button.label
