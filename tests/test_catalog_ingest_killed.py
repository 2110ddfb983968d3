"""Imports that are killed, or whose disk gives out: the shop opens with the old catalog or the new one, whole, and goes on.

SIGKILL is sent to real processes (tests/killing.py); disks are really full: a tmpfs of a few hundred kilobytes where the system
lets us mount one, and a limit on the size of files everywhere. `make soak` kills a hundred and twenty times, the suite less.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.small_models import bundled

ROOT = Path(__file__).parent.parent
SOAK = bool(os.environ.get("CURIO_SOAK"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork, no SIGKILL here")


@pytest.mark.timeout(1800)
def test_an_import_killed_at_any_moment_leaves_a_whole_shop_and_goes_on(tmp_path: Path) -> None:
    points = 120 if SOAK else 12
    seed = time.time_ns() % 1_000_000 if SOAK else 4
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(tmp_path), str(points), str(seed)],
        cwd=ROOT, capture_output=True, text=True, timeout=1700,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == points
    assert {answer["kind"] for answer in answers} >= {"commit", "database", "decode", "embed", "publish", "replace"}
    for answer in answers:
        assert answer["whole"] in ("old", "new"), (seed, answer)
        for good in ("letters", "finds", "embedded_once", "finished", "undone"):
            assert answer[good], (seed, answer)
        assert (answer["missing"], answer["index"], answer["rests"]) == (0, "ok", []), (seed, answer)
    assert {answer["whole"] for answer in answers} == {"old", "new"}


@pytest.mark.timeout(900)
def test_the_shipped_models_embed_nothing_twice_when_the_command_is_killed(tmp_path: Path) -> None:
    """Seen from outside: a vector that was made before the kill lies in its old row after the import was run again."""
    bundled()
    feed = tmp_path / "feed.tsv"
    rows = [f"p{n}\tThing {n}\t{n + 1} USD\t{n}.png\n" for n in range(64)]
    feed.write_text("id\ttitle\tprice\timage_link\n" + "".join(rows))
    for number in range(64):
        Image.new("RGB", (300 + number, 300), (number, 255 - number, 80)).save(tmp_path / f"{number}.png")
    home = tmp_path / "home"
    database = home / "curio.sqlite3"
    command = [sys.executable, "-m", "catalog", "import", str(feed), "--json"]
    environment = os.environ | {"CURIO_HOME": str(home), "CURIO_DEMO": "0"}

    def vectors() -> set[tuple[int, str, str]]:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return set(connection.execute("SELECT rowid, content_hash, space FROM vectors").fetchall())

    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 400
    before: set[tuple[int, str, str]] = set()
    while len(before) < 32:
        assert time.monotonic() < deadline and running.poll() is None
        time.sleep(0.05)
        if database.exists() and database.stat().st_size:
            with contextlib.suppress(sqlite3.OperationalError):  # the tables are still being made
                before = vectors()
    os.kill(running.pid, signal.SIGKILL)
    running.wait(10)
    before = vectors()
    assert 32 <= len(before) < 128, "the import was to be cut off in its middle"
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM products").fetchone() == (0,)
    again = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400)
    assert json.loads(again.stdout)["accepted"] == 64, again.stderr
    after = vectors()
    assert before <= after and len(after) == 128


# Disks


DISK = """
import sys
from pathlib import Path
from catalog.errors import StoreUnavailable
from tests.killing import OPTIONS, opened, state_of
feed, home = Path(sys.argv[1]), Path(sys.argv[2])
if len(sys.argv) > 3:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    opened(home).ingest(feed, options=OPTIONS)
except StoreUnavailable as error:
    print(error)
    sys.exit(3)
"""
LOOK = """
import json, sys
from pathlib import Path
from catalog.search import SearchRequest
from tests.killing import opened, state_of
services = opened(Path(sys.argv[1]))
print(json.dumps({"state": state_of(services), "finds": len(services.searcher.search(SearchRequest("thing 20")).hits)}))
"""


@pytest.fixture
def old_shop(tmp_path: Path) -> tuple[Path, Path, str]:
    """A data folder with a small catalog, the feed that changes it, and all that a shopper sees of it."""
    from tests.killing import by_command, opened, state_of, write_feeds

    old, new = write_feeds(tmp_path / "feeds")
    by_command(tmp_path / "base", old)
    services = opened(tmp_path / "base")
    state = state_of(services)
    services.close()
    return tmp_path / "base", new, state


def run(script: str, *arguments: object, mount: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    if mount:
        command = ["unshare", "-rm", "sh", "-c", mount + '"$@"', "sh", *command]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("limit", [40_000, 400_000])
def test_a_disk_that_takes_no_more_is_one_line_and_the_next_import_goes_on(
    old_shop: tuple[Path, Path, str], limit: int
) -> None:
    """A limit on the size of a file: the database, or its log, cannot grow any further."""
    home, feed, state = old_shop
    stopped = run(DISK, feed, home, limit)
    assert stopped.returncode in (0, 3), stopped.stderr
    if stopped.returncode == 3:
        assert stopped.stdout.count("\n") == 1 and "free some space" in stopped.stdout.lower()
        assert json.loads(run(LOOK, home).stdout)["state"] == state
    assert run(DISK, feed, home).returncode == 0
    assert json.loads(run(LOOK, home).stdout)["state"] != state
    assert limit > 300_000 or stopped.returncode == 3


@pytest.mark.parametrize("room", [40, 56])  # kB: SQLite's index of its log takes 32 before anything is read
def test_a_full_disk_is_one_line_and_the_shop_stays_open(
    old_shop: tuple[Path, Path, str], tmp_path: Path, room: int
) -> None:
    home, feed, state = old_shop
    place = tmp_path / "disk"
    place.mkdir()
    mount = (
        f"mount -t tmpfs -o size=16m tmpfs {place} && cp -r {home}/. {place} && "
        f"{{ cat /dev/zero > {place}/filler 2>/dev/null; truncate -s -{room}k {place}/filler; }} && "
    )
    if run("", mount=mount).returncode:
        pytest.skip("no tmpfs can be mounted here")
    script = f"""
import subprocess, sys
say = lambda *parts: subprocess.run([sys.executable, "-c", *map(str, parts)], capture_output=True, text=True)
stopped = say({DISK!r}, {str(feed)!r}, {str(place)!r})
assert stopped.returncode == 3, (stopped.stdout, stopped.stderr)
assert stopped.stdout.count("\\n") == 1, stopped.stdout
looked = say({LOOK!r}, {str(place)!r})
subprocess.run(["mount", "-o", "remount,size=64m", {str(place)!r}], check=True)
again = say({DISK!r}, {str(feed)!r}, {str(place)!r})
assert again.returncode == 0, again.stderr
print(stopped.stdout, looked.stdout, looked.stderr, say({LOOK!r}, {str(place)!r}).stdout, sep="\\x1e")
"""
    done = run(script, mount=mount)
    assert done.returncode == 0, done.stderr
    said, looked, trouble, finished = done.stdout.split("\x1e")
    assert "space" in said.lower(), said
    assert looked, trouble  # the shop opens on a full disk, and finds
    assert json.loads(looked) == {"state": state, "finds": json.loads(looked)["finds"]} and json.loads(looked)["finds"]
    assert json.loads(finished)["state"] != state


def test_a_damaged_database_is_one_line_and_reset_sets_it_aside(old_shop: tuple[Path, Path, str]) -> None:
    home, feed, _ = old_shop
    database = home / "curio.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(database.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    database.write_bytes(data)
    environment = os.environ | {"CURIO_HOME": str(home), "CURIO_DEMO": "0"}

    def command(*arguments: object) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "catalog", *map(str, arguments)]
        return subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)

    for arguments in (("import", feed), ("imports",), ("export", home / "x.tsv")):
        failed = command(*arguments)
        assert failed.returncode == 1 and failed.stderr.count("\n") == 1, failed.stderr
        assert "damaged" in failed.stderr and "reset" in failed.stderr
    assert command("reset").returncode == 0, command("reset").stderr
    assert bytes(data) == (home / "curio.sqlite3.damaged").read_bytes()
    assert command("imports", "--json").returncode == 0
