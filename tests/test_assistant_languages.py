"""The interface's languages: whole, with the same things to fill in, and spoken to whoever asks for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.languages import LANGUAGES, file_of, nearest, translations
from assistant.ui import state
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
