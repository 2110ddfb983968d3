"""`python -m assistant serve`: what can be known before the page runs is one line, not a page that fails."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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
