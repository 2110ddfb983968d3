"""`python -m assistant serve`: what can be known before the page runs is one line, not a page that fails."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.passphrase import Passphrase

ROOT = Path(__file__).parents[1]


def serve(home: Path, port: int | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(home)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_port_that_is_taken_is_one_line_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = serve(tmp_path, port)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and f"PORT={port + 1}" in refused.stderr


@pytest.mark.parametrize("port", [0, 70_000])
def test_what_is_no_port_is_one_line(tmp_path: Path, port: int) -> None:
    refused = serve(tmp_path, port)
    assert refused.returncode == 1 and refused.stderr.count("\n") == 1


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused = serve(tmp_path / "file" / "home", 8599)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "CURIO_HOME" in refused.stderr


def test_a_damaged_settings_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    refused = serve(tmp_path, 8599)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "settings.json" in refused.stderr


def told(home: Path, words: str, **environment: str) -> str:
    """The line with `words` in it that starting the page puts on the terminal; then it is stopped."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(home), "CURIO_DEMO": "0"} | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert running.stderr is not None
        return next(line for line in running.stderr if words in line)
    finally:
        running.terminate()
        running.communicate(timeout=30)


def test_the_first_start_shows_a_passphrase_and_the_second_does_not(tmp_path: Path) -> None:
    first = told(tmp_path, "assphrase")
    made = re.fullmatch(r"Merchandiser passphrase: (\S+)   \(kept nowhere; .+\)\n", first)
    assert made, first
    Passphrase(tmp_path).check(made[1])
    second = told(tmp_path, "assphrase")
    assert made[1] not in second and "python -m assistant passphrase" in second


PROVIDER = {"CURIO_MERCHANDISER_CLAIM": "groups", "CURIO_MERCHANDISER_VALUES": '["curio"]'}


def test_with_an_identity_provider_no_passphrase_is_made(tmp_path: Path) -> None:
    assert "identity provider" in told(tmp_path, "Staff sign in", **PROVIDER)
    assert not (tmp_path / "passphrase.json").exists()


def test_an_identity_provider_without_authlib_is_one_line(tmp_path: Path) -> None:
    without = (
        "import sys; sys.modules['authlib'] = None; from assistant.__main__ import main; sys.exit(main(['serve']))"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refused = subprocess.run(
        [sys.executable, "-c", without.replace("'serve'", f"'serve', '--port', '{port}'")],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(tmp_path)} | PROVIDER, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "requirements-oidc.txt" in refused.stderr
