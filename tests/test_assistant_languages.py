"""The interface's languages: whole, with the same things to fill in, and spoken to whoever asks for them."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polib
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from assistant.languages import LANGUAGES, file_of, is_english, nearest, say, translations
from assistant.ui import state
from catalog.lexicon import Lexicon
from catalog.product import Money
from models.phrase import Phrase, counted, joined, phrase, worded
from tests.staff import go
from tests.test_app import APP

ROOT = Path(__file__).parents[1]
OTHERS = [language for language in LANGUAGES if language != "en"]
SPOKEN = {"_": 1, "phrase": 1, "n_": 2, "counted": 2}  # how many texts each is given
MARKS = re.compile(r"\{\w*\}|\*\*|`")


def said_in_the_code() -> dict[str, str]:
    """Each text that is spoken, with its form for many or ""; collected without the tool that fills the files."""
    said: dict[str, str] = {}
    rooms = [file for room in ("assistant", "catalog", "models") for file in (ROOT / room).rglob("*.py")]
    for file in [ROOT / "app.py", *rooms]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN:
                texts = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                wanted = SPOKEN[node.func.id]
                assert len(texts) == wanted, f"{file.name}:{node.lineno} speaks what nobody can collect"
                said[str(texts[0])] = str(texts[1]) if wanted == 2 else ""
    return said


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_no_other(language: str) -> None:
    entries = {entry.msgid: entry for entry in polib.pofile(str(file_of(language)))}
    said = said_in_the_code()
    assert len(said) > 40
    assert set(entries) == set(said), "run `make languages`, then translate what is new"
    for text, entry in entries.items():
        assert not entry.fuzzy and entry.translated(), f"{language} does not say {text!r}"
        assert entry.msgid_plural == said[text]


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    for entry in polib.pofile(str(file_of(language))):
        if not entry.msgid_plural:
            assert sorted(MARKS.findall(entry.msgstr)) == sorted(MARKS.findall(entry.msgid)), entry.msgid
            continue
        for text in entry.msgstr_plural.values():
            assert set(MARKS.findall(text)) <= set(MARKS.findall(entry.msgid_plural)), text
        assert set(MARKS.findall(entry.msgstr_plural[max(entry.msgstr_plural)])) == set(
            MARKS.findall(entry.msgid_plural)
        ), entry.msgid


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-AT", "de"), ("zh-Hans-CN", "zh"), ("ES", "es"), ("en-GB", "en"), ("fr", "en"), (None, "en"), ("../de", "en")],
)  # fmt: skip
def test_a_browser_is_answered_in_its_language_or_in_english(locale: str | None, language: str) -> None:
    assert nearest(locale) == language


def test_numbers_take_the_forms_that_a_language_has() -> None:
    forms = ("{count} board", "{count} boards")
    assert [translations("de").ngettext(*forms, count) for count in (1, 2)] == [
        "{count} Sammlung",
        "{count} Sammlungen",
    ]
    assert len({translations("zh").ngettext(*forms, count) for count in (0, 1, 2)}) == 1
    assert translations("en").ngettext(*forms, 2) == "{count} boards"


def test_a_phrase_is_its_english_and_is_said_in_each_language() -> None:
    price = Money(Decimal("1234.50"), "EUR")
    said = phrase("“{title}” costs least, {price}.", title="Löwe {x}", price=price)
    assert said == "“Löwe {x}” costs least, €1,234.50."
    assert say(said, "en") == said
    assert say(said, "de") == "Am günstigsten ist „Löwe {x}“ mit 1.234,50\xa0€."
    assert say(said, "es") == "El más barato es «Löwe {x}», por 1.234,50\xa0€."
    assert say(said, "zh") == "“Löwe {x}”最便宜，€1,234.50。"
    facts = phrase(
        "The same in all: {facts}.", facts=(phrase("{fact} {value}", fact=phrase("colour"), value="red"), "a", "b")
    )
    assert (facts, say(facts, "de")) == (
        "The same in all: colour red, a and b.",
        "Bei allen gleich: Farbe red, a und b.",
    )
    both = joined([phrase("it is in stock."), phrase("the shop does not say.")])
    assert (both, say(both, "es")) == (
        "it is in stock. the shop does not say.",
        "está disponible. la tienda no lo dice.",
    )
    only = counted("There is only {count} here. Point at one of them: “the second one”.",
                   "There are only {count} here. Point at one of them: “the second one”.", 1234)  # fmt: skip
    assert "There are only 1,234" in only and "nur 1.234." in say(only, "de") and "1,234 件" in say(only, "zh")
    assert (
        say("the shop does not say.", "de") == "the shop does not say."
    )  # somebody's own words are nobody's to translate


def test_no_digit_of_a_price_is_lost_in_any_language() -> None:
    for amount, currency, german in (
        ("1500", "JPY", "1.500\xa0¥"), ("12.345", "KWD", "12,345\xa0KWD"), ("12.50", "CLP", "12,5\xa0CLP"),
        ("9", "XTS", "9,00\xa0XTS"),
    ):  # fmt: skip
        assert say(worded(Money(Decimal(amount), currency)), "de") == german
    assert [say(phrase("up to {amount}", amount=Decimal(one)), "de") for one in ("60", "19.9")] == [
        "bis 60",
        "bis 19,90",
    ]


@given(some.text(some.characters(exclude_categories=("C", "Z"))), some.sampled_from(list(LANGUAGES)))
def test_whatever_is_filled_in_stands_in_it_as_it_is(text: str, language: str) -> None:
    said = phrase("by {brand}", brand=text)
    assert text in say(said, language) and said.split() == ["by", *text.split()]
    again = pickle.loads(pickle.dumps(said))
    assert isinstance(again, Phrase) and say(again, language) == say(said, language)
    assert json.loads(json.dumps(said)) == said


GERMAN = "rote Lampe|ein Geschenk für meinen Vater|Kissen mit Streifen|etwas für den Balkon|Blumentopf aus Ton"
SPANISH = "lámpara roja|un regalo para mi padre|cojín de rayas|algo para el balcón|maceta de barro|mochila impermeable"
CHINESE = "红色的灯|送爸爸的礼物|条纹靠垫|适合阳台的东西|陶土花盆"
FOREIGN = [
    (words, one) for one, said in (("de", GERMAN), ("es", SPANISH), ("zh", CHINESE)) for words in said.split("|")
]
ENGLISH = (
    "crocs as flower pots|a gift for my dad|striped cushion|something for a balcony|duffel bag|sofa bed|not leather"
)


@pytest.mark.parametrize(("words", "language"), FOREIGN)
def test_words_in_the_shopper_s_own_language_are_no_english(words: str, language: str) -> None:
    assert not is_english(words, Lexicon(words=frozenset({"lamp", "gift"})), language)


def test_what_the_shop_uses_itself_is_understood_and_english_is_english_in_every_interface() -> None:
    assert is_english("Blumentopf", Lexicon(words=frozenset({"blumentopf"})), "de")
    shop = Lexicon(words=frozenset({"sofa", "bed", "duffel", "bag", "pots"}))
    for language in LANGUAGES:
        for words in (*ENGLISH.split("|"), "", "42", "🦆"):
            assert is_english(words, shop, language), (words, language)
    assert is_english("a bag nº 5, 10 µm thick", shop, "en")
    assert not is_english("ваза из стекла", shop, "en")
    assert not is_english("ein Geschenk für meinen Vater", shop, "en")


@pytest.fixture
def own_services() -> Iterator[None]:
    """Streamlit's cache outlives a test; the shop in it must not."""
    st.cache_resource.clear()
    yield
    state.services().close()
    st.cache_resource.clear()


def test_a_visit_is_in_the_language_that_is_chosen_and_another_is_not(demo_home: Path, own_services: None) -> None:
    chinese, german = (AppTest.from_file(APP, default_timeout=90).run() for _ in range(2))
    for app, language, saved, heading in ((chinese, "zh", "收藏", "我的收藏"), (german, "de", "Sichern", "Deins")):
        app.pills(key="language").set_value(language).run()
        assert app.button(key="save-board-ridiculous-taco-handbag").label == saved
        app.button(key="save-board-ridiculous-taco-handbag").click().run()
        assert any(heading in str(one.value) for one in go(app, "yours").markdown)
        assert not app.exception
    assert any("我的最爱" in str(one.value) for one in chinese.run().markdown)
