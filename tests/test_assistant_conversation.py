"""A conversation over the demo catalog, with the bundled models: it keeps its thread, and answers from rows alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant import conversation
from assistant.answers import answered, comparison
from assistant.conversation import Conversation
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.errors import InvalidRequest
from catalog.fact_index import Facts
from catalog.ingest import DEMO
from catalog.lexicon import Lexicon
from catalog.product import Filters, Money, Product
from catalog.rules import Hide, Rule, Selection, When


@pytest.fixture(scope="module")
def shop(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("talk") / "home"
    shutil.copytree(demo_folder, home)
    services = open_services(read_settings(home=home))
    yield services
    services.close()


class Unwritten:
    """No sentences: what is written is tested elsewhere, and forty turns of it would keep two cores busy for minutes."""

    def __init__(self, *_: object) -> None:
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "Writing", Unwritten)


@pytest.fixture
def talk(shop: Services) -> Conversation:
    return Conversation(shop)


def products(talk: Conversation) -> list[Product]:
    return [hit.product for hit in talk.hits]


def ids(talk: Conversation) -> list[str]:
    return [product.id for product in products(talk)]


def answer(talk: Conversation) -> str:
    return talk.answer.text if talk.answer is not None else ""


def labels(talk: Conversation) -> list[str]:
    return [chip.label for chip in talk.chips]


def amount(product: Product) -> Decimal:
    assert product.price is not None
    return product.price.amount


def take_off(talk: Conversation, label: str) -> None:
    talk.take_off(next(chip.key for chip in talk.chips if chip.label == label))


def test_a_gift_under_a_budget_takes_two_turns(talk: Conversation) -> None:
    talk.ask("a gift for my dad who likes tea")
    assert any(words.startswith("under ") for words in talk.follow_ups)
    talk.ask("under forty")
    assert talk.asked is not None and talk.asked.text == "gift for my dad who likes tea"
    assert products(talk) and all(amount(product) <= 40 for product in products(talk))
    assert labels(talk) == ["up to 40"]


def test_each_turn_narrows_the_one_before_and_each_chip_can_be_taken_off(talk: Conversation) -> None:
    for words in ("a bag", "less leather", "under 100", "bigger", "cheapest first"):
        talk.ask(words)
    assert labels(talk) == ["not leather", "up to 100", "cheapest first", "big"]
    assert products(talk) and all(product.material != "leather" for product in products(talk))
    for label in ("up to 100", "big", "cheapest first", "not leather"):
        take_off(talk, label)
    assert labels(talk) == [] and talk.asked is not None and talk.asked.text == "bag"


def test_forgetting_lets_go_of_one_thing(talk: Conversation) -> None:
    for words in ("a mug", "in red", "under 30"):
        talk.ask(words)
    talk.ask("any colour")
    assert labels(talk) == ["up to 30"]
    talk.ask("in green")
    talk.ask("forget the price")
    assert labels(talk) == ["green"]
    talk.ask("remove all filters")
    assert labels(talk) == [] and ids(talk)


def test_sentences_answer_all_that_was_asked_and_not_the_first_words_alone(talk: Conversation) -> None:
    def request() -> str:
        assert talk.asked is not None
        return talk.asked.request

    talk.ask("Hello, have you got a bag for my sister?")
    assert request() == "Hello, have you got a bag for my sister?"
    talk.ask("in red")
    talk.ask("under 60, not canvas")
    assert request() == "red bag for my sister, not canvas, under 60"
    take_off(talk, "red")
    assert request() == "bag for my sister, not canvas, under 60"
    talk.ask("with a flap")
    assert "flap" in request()
    talk.ask("a lamp")
    assert request() == "a lamp"
    talk.narrow(Filters(colors=frozenset({"blue", "mint"}), brands=frozenset({"Fernwick"})))
    assert request() == "blue and mint lamp, by Fernwick"
    talk.start_over()
    talk.narrow(Filters(categories=frozenset({"Home > Clocks"}), price_min=Decimal("20.50")))
    assert request() == "clocks, over 20.50"


def test_going_back_shows_what_was_there_without_searching(talk: Conversation) -> None:
    talk.ask("a lamp")
    writing = talk.writing
    first = ids(talk)
    talk.ask("no metal")
    talk.ask("under 90")
    last = ids(talk)
    talk.ask("go back")
    talk.ask("go back")
    assert ids(talk) == first and talk.writing is writing and writing is not None and writing.stopped
    assert [said for _, said in talk.earlier] == ["a lamp · not metal · up to 90", "a lamp · not metal"]
    talk.show_turn(talk.earlier[0][0])
    assert ids(talk) == last
    for _ in range(3):
        talk.back()
    assert talk.asked is None and talk.earlier  # the front, and every turn still a press away
    talk.show_turn(99)
    assert talk.asked is None


def test_something_else_is_something_else_until_there_is_nothing(talk: Conversation) -> None:
    talk.ask("a hat under 60")
    first = ids(talk)
    talk.ask("show me something else")
    assert ids(talk) and not set(first) & set(ids(talk))
    talk.ask("wooden toys under 30, in red")
    with pytest.raises(InvalidRequest, match="That is all"):
        for _ in range(9):
            talk.ask("others")
    assert ids(talk)  # what was there stays


def test_pointing_finds_the_like_the_unlike_and_the_cheaper(talk: Conversation) -> None:
    talk.ask("a vase")
    second, third = products(talk)[1:3]
    talk.ask("cheaper than the second one")
    assert all(amount(product) < amount(second) for product in products(talk))
    talk.ask("go back")
    talk.ask("less like the third")
    assert third.id not in ids(talk) and labels(talk) == [f"less like “{third.title}”"]
    talk.ask("go back")
    talk.ask("more like the third")
    assert talk.asked is not None and talk.asked.like == third.id and third.id not in ids(talk)
    talk.ask("more expensive than this")  # this: the one whose like is shown
    assert all(amount(product) > amount(third) for product in products(talk))
    with pytest.raises(InvalidRequest, match="only"):
        talk.ask("like number 99")


def test_this_is_what_the_shopper_looked_at(talk: Conversation) -> None:
    talk.ask("a chair")
    looked_at = products(talk)[3]
    talk.opened(looked_at.id)
    talk.ask("what is this made of?")
    assert talk.answer is not None and talk.answer.product_ids == (looked_at.id,)
    talk.ask("the same but in wood")
    assert talk.asked is not None and talk.asked.like == looked_at.id
    assert all("wood" in product.material for product in products(talk))


def test_questions_and_comparisons_leave_the_results_as_they_are(talk: Conversation) -> None:
    talk.ask("a mug")
    before, (first, second) = ids(talk), products(talk)[:2]
    talk.ask("is the second one made of leather?")
    assert talk.answer is not None and f"as {second.material}, not leather" in talk.answer.text
    talk.ask("is it dishwasher safe?")
    assert talk.answer.text == f"“{first.title}”: the shop does not say."
    talk.ask("compare the first two")
    table = talk.answer.comparison
    assert table is not None and table.titles == (first.title, second.title)
    assert table.rows and all(row.differs for row in table.rows)
    assert ids(talk) == before
    with pytest.raises(InvalidRequest, match="two things"):
        talk.compare(["gone", first.id])


def test_with_nothing_shown_words_are_searched_for(talk: Conversation) -> None:
    talk.ask("is it raining")
    assert talk.asked is not None and talk.asked.text == "is it raining" and ids(talk)
    talk.start_over()
    for words in ("go back", "cheaper", "", "less like this"):
        with pytest.raises(InvalidRequest):
            talk.ask(words)
        assert talk.asked is None


def test_a_picture_is_answered_whatever_was_asked_before(talk: Conversation) -> None:
    talk.ask("a lamp")
    talk.ask("like this, under 50", (DEMO / "images" / "crocs-flower-pots.webp").read_bytes())
    assert talk.asked is not None and talk.asked.picture is not None and not talk.asked.like
    assert ids(talk)[0] == "crocs-flower-pots"


def test_little_left_is_said(talk: Conversation) -> None:
    talk.ask("a lamp")
    talk.ask("under 5")
    assert "nearest" in answer(talk)
    talk.ask("go back")
    assert not answer(talk)
    talk.ask("best rated first")
    assert "does not say how its things are rated" in answer(talk)


@pytest.mark.parametrize("words", ["a bag", "something for the kitchen", "a present for a child"])
def test_what_is_offered_next_is_understood_and_leaves_something(talk: Conversation, words: str) -> None:
    talk.ask(words)
    offered = talk.follow_ups
    assert len(offered) >= 3
    for following in offered:
        talk.ask(following)
        assert ids(talk) and talk.asked is not None and talk.asked.text == words.removeprefix("a ")
        assert labels(talk), following
        talk.back()


def test_a_colour_that_nobody_asks_for_is_not_offered(talk: Conversation) -> None:
    for words in ("a gift for my dad who likes tea", "under forty", "no plastic, cheapest first"):
        talk.ask(words)
    assert any(hit.product.color == "clear" for hit in talk.hits) and "in navy" in talk.follow_ups
    assert "in clear" not in talk.follow_ups


def test_a_hidden_product_is_neither_shown_nor_answered_about(shop: Services) -> None:
    talk = Conversation(shop)
    talk.ask("crocs as flower pots")
    talk.opened("crocs-flower-pots")
    rule = shop.shopfront.rules.change(None, Rule(When(), Hide(Selection(("crocs-flower-pots",)))))
    try:
        assert "crocs-flower-pots" not in ids(talk)
        talk.ask("what does this cost?")
        assert talk.answer is not None and talk.answer.product_ids != ("crocs-flower-pots",)
    finally:
        shop.shopfront.rules.change(rule, None)


def test_old_turns_are_let_go(talk: Conversation) -> None:
    for number in range(40):
        talk.narrow(Filters(price_max=Decimal(100 + number)))
    assert len(talk.turns) == 20
    steps = 0
    while talk.asked is not None:
        talk.back()
        steps += 1
    assert steps <= 20


# Answers, from rows that a test can see whole

_OAK = Product(
    "oak", "Side table", "A round table. 45 cm high, and wide enough for a lamp.", Money(Decimal(80), "EUR"), color="Natural",
    material="Oak", group_id="side", attributes=MappingProxyType({"finish": "Oiled"}),
)  # fmt: skip
_BLACK = Product("black", "Side table, black", price=Money(Decimal(90), "EUR"), color="Black", material="Oak", group_id="side",
                 availability="out_of_stock", attributes=MappingProxyType({"finish": "Painted"}))  # fmt: skip
_BARE = Product("bare", "Thing of oak")
_LEXICON = Lexicon.of(
    [Facts(one.title, one.color, one.material, attributes=one.attributes) for one in (_OAK, _BLACK, _BARE)]
)


@pytest.mark.parametrize(
    ("product", "about", "said"),
    [
        (_OAK, "oak", "yes, the shop gives its material as Oak."),
        (_OAK, "natural", "yes, the shop gives its color as Natural.".replace("color", "colour")),
        (_OAK, "painted", "the shop gives its finish as Oiled, not painted."),
        (_OAK, "price", "it costs €80.00."),
        (_OAK, "size", "the shop writes: “45 cm high, and wide enough for a lamp.”"),
        (_OAK, "a lamp", "the shop writes: “45 cm high, and wide enough for a lamp.”"),
        (_OAK, "waterproof", "the shop does not say."),
        (_OAK, "brand", "the shop does not say."),
        (_OAK, "finish", "its finish is Oiled."),
        (_BLACK, "stock", "it is out of stock."),
        (_BARE, "oak", "the shop writes: “Thing of oak”"),
        (_BARE, "price", "the shop gives no price for it."),
        (_BARE, "color", "the shop does not say."),
        (_BARE, "everything", "availability in stock."),
    ],
)
def test_answers_come_from_the_row_or_own_up(product: Product, about: str, said: str) -> None:
    assert answered(product, about, _LEXICON).text == f"“{product.title}”: {said}"


def test_another_colour_of_it_is_told_of() -> None:
    others = {"black": _BLACK}
    assert "not this one, but “Side table, black” is" in answered(_OAK, "black", _LEXICON, others).text
    assert "also comes in black" in answered(_OAK, "color", _LEXICON, others).text


def test_a_comparison_tells_only_what_differs() -> None:
    table = comparison([_OAK, _BLACK]).comparison
    assert table is not None and [row.name for row in table.rows] == ["Price", "Stock", "Colour", "finish"]
    assert comparison([_OAK, _BLACK]).text == "The same in both: material Oak. “Side table” costs least, €80.00."
    assert "does not give every one's price" in comparison([_OAK, _BARE]).text
    assert "do not differ" in comparison([_OAK, _OAK]).text
