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
