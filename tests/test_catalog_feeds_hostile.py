"""Five hundred hostile files: none crashes Curio, holds it up, or writes outside its folder. `make soak` tries all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_feeds import BOMBS, COUNT

ROOT = Path(__file__).parent.parent
FEW = 41  # of those that chance makes, where there is no time for all
ALL = bool(os.environ.get("CURIO_SOAK"))
LAST = COUNT if ALL else len(BOMBS) + FEW
BATCHES = [(first, min(first + 25, LAST)) for first in range(0, LAST, 25)]


@pytest.mark.parametrize(("first", "last"), BATCHES)
def test_hostile_files_give_rows_or_one_line(tmp_path: Path, first: int, last: int) -> None:
    (tmp_path / "own").mkdir()
    command = [sys.executable, "-m", "tests.hostile_feeds", str(first), str(last), str(tmp_path / "own")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, f"{done.stdout[-1_500:]}\n{done.stderr[-3_000:]}"
    assert done.stdout.count(" s, ") >= last - first
    assert [path.name for path in tmp_path.iterdir()] == ["own"]
