"""Settings: where they come from, and what is said when one cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import SettingsInvalid, in_words
from assistant.settings import choose, read_settings
from catalog.errors import StoreUnavailable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path))
    return tmp_path


def test_the_environment_wins_over_the_kept_choice(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(read_settings(), "chat", "qwen3-0.6b")
    assert read_settings().chat_model == "qwen3-0.6b"
    monkeypatch.setenv("CURIO_CHAT_MODEL", "qwen3-1.7b")
    assert read_settings().chat_model == "qwen3-1.7b"


def test_a_choice_keeps_the_others_and_is_never_half_written(home: Path) -> None:
    choose(read_settings(), "chat", "qwen3-0.6b")
    choose(read_settings(), "pictures", "vit-b-32")
    assert json.loads((home / "settings.json").read_text()) == {"chat_model": "qwen3-0.6b", "picture_model": "vit-b-32"}
    assert [file.name for file in home.iterdir()] == ["settings.json"]


def test_settings_are_frozen() -> None:
    with pytest.raises(Exception, match="frozen"):
        read_settings().n_ctx = 4096


@pytest.mark.parametrize(("name", "value"), [("CURIO_N_CTX", "many"), ("CURIO_N_CTX", "3"), ("CURIO_DEMO", "perhaps")])
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsInvalid, match=name):
        read_settings()


@pytest.mark.parametrize("content", ["{", "[]", "\x00"])
def test_a_damaged_settings_file_says_what_to_do(home: Path, content: str) -> None:
    (home / "settings.json").write_text(content)
    with pytest.raises(SettingsInvalid, match=r"settings\.json"):
        read_settings()


def test_a_folder_that_cannot_be_written_is_one_line(home: Path) -> None:
    (home / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="CURIO_HOME"):
        choose(read_settings(home=home / "file" / "folder"), "chat", "x")


def test_what_was_not_expected_never_shows_its_insides() -> None:
    assert "secret" not in in_words(RuntimeError("secret path"))
    assert in_words(SettingsInvalid("two\nlines")) == "two lines"
