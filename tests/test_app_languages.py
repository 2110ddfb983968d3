"""That no word of a shopper's pages is left out of the languages: each is spoken in one that only marks what it says.

In it "Save" is "⟦Save⟧". Whatever stands outside such marks must be the catalog's own, or the shopper's.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant import languages
from assistant.access import OPERATOR
from assistant.shop_help import add_page
from assistant.ui import language, state
from catalog.ingest import DEMO
from catalog.product import Filters, Product
from catalog.rules import ReadAs, Redirect, Rule, When
from tests.staff import go
from tests.test_app import ask, opened, own_services, state_hits

__all__ = ["own_services"]  # a fixture

ROOT = Path(__file__).parents[1]
# What an element shows or a screen reader says, by the names of Streamlit's fields.
SEEN = {"alt", "body", "caption", "content", "help", "label", "options", "placeholder", "text", "title"}
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
BETWEEN = re.compile(r" · |[|\n:,“”„]|---|^#+ | \+ ")
HELP = "# Delivery\n\nWe deliver within three working days.\n"


class Marking(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    marking = Marking()
    for module in (languages, language):
        monkeypatch.setattr(module, "translations", lambda _language: marking)
    monkeypatch.setattr(language, "language", lambda: "de")


def seen(node: Any) -> Iterator[str]:
    """All texts below a node of the page, but for what the model wrote, which is English and said to be."""
    proto = getattr(node, "proto", None)
    if hasattr(proto, "ListFields"):
        if "suggestion-text" in str(getattr(proto, "id", "")):
            return
        yield from _texts(proto)
    for child in getattr(node, "children", {}).values():
        yield from seen(child)


def _texts(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        several = value if field.is_repeated else [value]
        if field.type == field.TYPE_STRING:
            if field.name in SEEN:
                yield from several
        elif field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for one in several:
                yield from _texts(one)


def unspoken(app: AppTest, own: str) -> list[str]:
    """What is shown, is in no language, and is not anybody's own."""
    left = []
    for text in seen(app._tree):
        bare = re.sub(r"<(?:style|script)\b.*|:material/\w+:|\\(?=[^\w\s])|</?[a-z][^>]*>", "", text, flags=re.DOTALL)
        while MARKED.search(bare):
            bare = MARKED.sub("", bare)
        for part in BETWEEN.split(bare):
            part = part.strip(" *_.…()0123456789").casefold()
            if re.search(r"[^\W\d_]", part) and part not in own:
                left.append(text)
    return list(dict.fromkeys(left))


def own_words(*said: str) -> str:
    """What the catalog and the shopper say, in small letters."""
    shop = state.services()
    texts: list[str] = [*said, *languages.LANGUAGES.values(), "Curio", shop.settings.help_contact]
    for product in shop.store.products(shop.store.all_ids()).values():
        texts += [str(getattr(product, field.name)) for field in fields(Product) if field.name != "attributes"]
        texts += [part for pair in product.attributes.items() for part in pair]
        texts.append(product.category.replace(">", "›"))
    facets = shop.shopfront.facets()  # a colour and a kind are something to try
    texts += [f"{color} {kind.split('>')[-1].strip()}" for color in facets["color"] for kind in facets["category"]]
    texts += [part for board in shop.store.boards() for part in (board.title, board.description)]
    return "\n".join(" ".join(text.split()) for text in texts).casefold()


def test_each_view_of_a_shopper_speaks_the_language_of_the_visit(
    demo_home: Path, marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_HELP_CONTACT", "+49 30 1234")
    requests = (
        "a bag under 60",
        "not leather, in stock, cheapest first",
        "is the first one in stock?",
        "how big is it?",
    )
    own, wrong = "", dict[str, list[str]]()

    def speaks(app: AppTest, what: str) -> None:
        assert not app.exception, what
        if left := unspoken(app, own):
            wrong[what] = left

    app = opened()
    shop = state.services()
    add_page(OPERATOR, shop, "delivery.md", HELP.encode())
    shop.shopfront.rules.change(None, Rule(When("satchel"), ReadAs("handbag")))
    shop.shopfront.rules.change(
        None, Rule(When("party"), Redirect(filters=Filters(colors=frozenset({"red"}), materials=frozenset({"glass"}))))
    )
    own = own_words(
        *requests, "handbag", "satchel", "party", "something cheaper than nothing", "Delivery", HELP, "asdkjh qwe"
    )
    speaks(app, "the front")
    assert any("⟦" in button.label for button in app.button)

    for words in requests:
        speaks(ask(app, words), words)
    ids = state_hits(app)
    ask(app, "compare the first two")
    speaks(app, "an answer with a table")
    for one in ids[:3]:
        app.checkbox(key=f"compare-hits-{one}").check().run()
    speaks(app, "the bar of what is compared")
    app.button(key="compare-now").click().run()
    speaks(app, "three side by side")
    app.button(key=f"open-compared-{ids[0]}").click().run()
    speaks(app, "a product")
    app.button(key="like-opened").click().run()
    speaks(app, "more like it")
    app.button(key=f"less-hits-{state_hits(app)[0]}").click().run()
    speaks(app, "and less of one")
    for words in (
        "satchel",
        "party",
        "asdkjh qwe",
        "what does delivery cost?",
        "what does it cost to send it to the moon?",
    ):
        own += f"\n{words}"
        speaks(ask(app, words), words)
    picture = (DEMO / "images" / "crocs-flower-pots.webp").read_bytes()
    for pictures in ([picture], [picture, picture], [b"no picture"]):
        field = app.chat_input(key="ask-field")
        for number, content in enumerate(pictures):
            field.upload(f"{number}.webp", content, "image/webp")
        field.run()
        speaks(app, f"{len(pictures)} pictures")
    speaks(opened(product="no-such-thing"), "a product that is gone")
    speaks(opened(board="ridiculous"), "a board")
    speaks(opened(q="a bag", price_max="1"), "nothing left")
    board = opened()
    board.button(key="more-ridiculous").click().run()
    speaks(board, "more for a board")
    board.button(key=f"save-hits-{state_hits(board)[0]}").click().run()
    own += "\n⟦favourites⟧\nfavourites"
    speaks(go(board, "yours"), "what is kept")
    speaks(go(opened(), "staff"), "the way in for staff")
    assert not wrong, {one: what for what, left in wrong.items() for one in left}


def raised_at_shoppers() -> set[str]:
    """The names of the errors whose audience is the shopper, by the code."""
    names = set()
    for file in ("models/errors.py", "catalog/errors.py", "assistant/errors.py"):
        for node in ast.parse((ROOT / file).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and "'shopper'" in ast.unparse(node):
                names.add(node.name)
    return names


def test_no_error_that_a_shopper_may_read_is_english_alone() -> None:
    # Commands and imports: whoever reads these is the operator or a merchandiser.
    others = ("__main__", "evaluation", "picture_finder", "picture_intake", "picture_fetcher", "rule_store")
    names, checked = raised_at_shoppers(), 0
    assert names >= {"ImageUnreadable", "InvalidRequest", "UnknownProduct", "ChatBusy", "NotAllowed"}
    for room in ("assistant", "catalog", "models"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call) or file.stem in others:
                    continue
                if ast.unparse(node.exc.func) in names:
                    checked += 1
                    english = isinstance(node.exc.args[0], ast.Constant | ast.JoinedStr)
                    assert not english, f"{file.name}:{node.lineno} raises what no language can say"
    assert checked > 25
