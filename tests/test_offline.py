"""Nothing needs the network: the commands answer inside a network namespace that has no route, not even to itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_ALONE = ["unshare", "--net", "--map-root-user"]


@pytest.fixture(autouse=True)
def namespaces() -> None:
    if (
        shutil.which("unshare") is None
        or subprocess.run([*_ALONE, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system lets nobody make a network namespace")


def test_search_and_suggestion_without_any_network(demo_home: Path) -> None:
    def answer(*arguments: str) -> dict[str, object]:
        done = subprocess.run(
            [*_ALONE, sys.executable, "-m", *arguments, "--json"],
            cwd=ROOT, env=os.environ | {"CURIO_HOME": str(demo_home)}, capture_output=True, text=True, timeout=170, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    found = answer("catalog", "search", "crocs as flower pots")
    assert isinstance(found["hits"], list) and found["hits"][0]["id"] == "crocs-flower-pots"
    written = answer("assistant", "a lamp for reading in bed")
    assert written["text"] and written["items"]


def test_the_page_answers_without_any_network_and_reaches_for_none(demo_home: Path) -> None:
    """The whole page, a search and its suggestion; the audit hook that the receipt shows has counted nothing."""
    visit = (
        "from streamlit.testing.v1 import AppTest\n"
        "from assistant import connections\n"
        "app = AppTest.from_file('app.py', default_timeout=240).run()\n"
        "app.chat_input(key='ask-field').set_value('a lamp for reading in bed').run()\n"
        "assert not app.exception and app.session_state['conversation'].hits\n"
        "writing = app.session_state['conversation'].writing\n"
        "assert writing.wait(60) and writing.pieces, writing.error\n"
        "assert connections.watched_since() is not None\n"
        "print('reached', connections.made(), flush=True)\n"
        "import os; os._exit(0)"  # whatever warms in the background is not waited for
    )
    done = subprocess.run(
        [*_ALONE, sys.executable, "-c", visit],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(demo_home)}, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("reached {}"), done.stdout
