"""The passphrase: kept as a hash alone, guessed at slowly whoever asks and however often Curio is started."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.errors import NotAllowed, SettingsInvalid
from assistant.passphrase import Passphrase
from catalog.errors import StoreUnavailable

ROOT = Path(__file__).parents[1]


class Clock:
    """A clock that a test sets."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def wrong(passphrase: Passphrase, words: str = "not these words") -> str:
    with pytest.raises(NotAllowed) as refused:
        passphrase.check(words)
    return str(refused.value)


def test_what_was_made_opens_and_nothing_else_does(tmp_path: Path) -> None:
    passphrase = Passphrase(tmp_path)
    made = passphrase.make()
    assert re.fullmatch(r"([a-z]{4}-){4}[a-z]{4}", made)
    assert passphrase.check(f" {made}\n") == passphrase.mark
    assert "not the passphrase" in wrong(passphrase, made[:-1])
    assert "not the passphrase" in wrong(passphrase, "")


def test_two_passphrases_are_not_alike(tmp_path: Path) -> None:
    passphrase = Passphrase(tmp_path)
    first, mark = passphrase.make(), passphrase.mark
    second = passphrase.make()
    assert first != second and passphrase.mark != mark
    assert "not the passphrase" in wrong(passphrase, first)


def test_only_a_hash_is_kept_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = Passphrase(tmp_path).make()
    kept = tmp_path / "passphrase.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert all(made.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    assert json.loads(kept.read_text())["hash"].startswith("$argon2id$")
    wrong(Passphrase(tmp_path))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_first_one_is_made_once(tmp_path: Path) -> None:
    passphrase = Passphrase(tmp_path / "new")
    made = passphrase.make_first()
    assert made and passphrase.make_first() is None
    passphrase.check(made)


def test_without_one_nobody_comes_in(tmp_path: Path) -> None:
    passphrase = Passphrase(tmp_path)
    assert passphrase.mark == ""
    assert "python -m assistant passphrase" in wrong(passphrase, "")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec="utf-8"), min_size=12, max_size=40))
def test_any_words_of_ones_own_open(tmp_path: Path, words: str) -> None:
    assume(12 <= len(unicodedata.normalize("NFKC", words).strip()) <= 200)
    passphrase = Passphrase(tmp_path)
    passphrase.choose(words)
    passphrase.check(words)


def test_one_letter_written_in_two_ways_is_one_letter(tmp_path: Path) -> None:
    passphrase = Passphrase(tmp_path)
    passphrase.choose("caf\u00e9 au lait, deux")
    passphrase.check("cafe\u0301 au lait, deux")


@pytest.mark.parametrize("words", ["", "elevenchars", " " * 40, "x" * 201])
def test_a_bad_choice_leaves_the_old_one(tmp_path: Path, words: str) -> None:
    passphrase = Passphrase(tmp_path)
    made = passphrase.make()
    with pytest.raises(SettingsInvalid, match="12 to 200"):
        passphrase.choose(words)
    passphrase.check(made)


def test_each_further_wrong_try_waits_twice_as_long_up_to_a_minute(tmp_path: Path) -> None:
    clock = Clock()
    made = Passphrase(tmp_path, clock).make()
    waits = []
    for _ in range(11):
        # A new one each time, as after a restart.
        said = wrong(Passphrase(tmp_path, clock))
        assert "not the passphrase" in said
        waits.append(int(found[1]) if (found := re.search(r"Wait (\d+) s", said)) else 0)
        clock.now += waits[-1]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    clock.now += 60
    Passphrase(tmp_path, clock).check(made)
    assert "Wait" not in wrong(Passphrase(tmp_path, clock))


def test_while_one_waits_not_even_the_right_words_are_tried(tmp_path: Path) -> None:
    clock = Clock()
    passphrase = Passphrase(tmp_path, clock)
    made = passphrase.make()
    for _ in range(3):
        wrong(passphrase)
    assert "Wait 1 s" in wrong(passphrase, made)
    clock.now -= 1_000_000  # a clock set back lengthens the wait to its whole, not to the difference
    assert "Wait 1 s" in wrong(passphrase, made)
    clock.now += 1_000_001
    passphrase.check(made)


def test_tries_at_once_count_one_by_one(tmp_path: Path) -> None:
    clock = Clock()
    Passphrase(tmp_path, clock).make()
    said: list[str] = []
    tries = [threading.Thread(target=lambda: said.append(wrong(Passphrase(tmp_path, clock)))) for _ in range(12)]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert sum("not the passphrase" in line for line in said) == 3
    assert sum("Too many" in line for line in said) == 9


def test_a_try_is_counted_before_it_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase = Passphrase(tmp_path)
    passphrase.make()

    class Killed(BaseException):
        pass

    class Slow:
        def verify(self, *_: object) -> None:
            raise Killed

    monkeypatch.setattr("assistant.passphrase._HASHER", Slow())
    with pytest.raises(Killed):
        passphrase.check("killed while this is checked")
    assert json.loads((tmp_path / "passphrase.json").read_text())["failures"] == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"x"', "{}", '{"hash": "plain", "failures": 0, "last": 0}', '{"hash": null, "failures": "x"}'],
)
def test_a_damaged_file_opens_for_nobody_and_says_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / "passphrase.json").write_text(content)
    passphrase = Passphrase(tmp_path)
    for words in ("", "plain", "anything at all"):
        with pytest.raises(SettingsInvalid, match="make a new one"):
            passphrase.check(words)
    passphrase.check(passphrase.make())


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="CURIO_HOME"):
        Passphrase(tmp_path / "file" / "home").make()


def test_a_try_that_cannot_be_counted_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase = Passphrase(tmp_path)
    made = passphrase.make()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.settings.tempfile.NamedTemporaryFile", full)
    with pytest.raises(StoreUnavailable, match="No space left"):
        passphrase.check(made)


def command(home: Path, *arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "passphrase", *arguments],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(home)} | environment, input=typed,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_command_makes_one_and_shows_it_once(tmp_path: Path) -> None:
    done = command(tmp_path, "--json")
    assert done.returncode == 0 and done.stderr == ""
    Passphrase(tmp_path).check(json.loads(done.stdout)["passphrase"])


def test_the_command_takes_ones_own_from_its_input(tmp_path: Path) -> None:
    done = command(tmp_path, "--own", typed="a phrase of my own\n")
    assert done.returncode == 0 and "phrase of my" not in done.stdout + done.stderr
    Passphrase(tmp_path).check("a phrase of my own")
    refused = command(tmp_path, "--own", typed="short\n")
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1
    Passphrase(tmp_path).check("a phrase of my own")


def test_with_an_identity_provider_there_is_no_passphrase(tmp_path: Path) -> None:
    refused = command(tmp_path, CURIO_MERCHANDISER_CLAIM="groups", CURIO_MERCHANDISER_VALUES='["curio"]')
    assert refused.returncode == 1 and "identity provider" in refused.stderr and refused.stderr.count("\n") == 1
    assert not (tmp_path / "passphrase.json").exists()
