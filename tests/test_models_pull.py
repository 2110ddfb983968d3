"""`python -m models pull`, run for real against a local stand-in of the hub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import PullFailed
from models.pull import pull_apart
from models.registry import PULLED_MANIFEST, describe, is_installed, sha256_of, verify
from tests.hub_stand_in import COMMIT, HubStandIn

ROOT = Path(__file__).parent.parent
QWEN = describe("qwen3-0.6b")
WEIGHTS = QWEN.files[0].path
CONTENT = os.urandom(25_000_000)


@pytest.fixture
def hub() -> Iterator[HubStandIn]:
    with HubStandIn({QWEN.repo: {WEIGHTS: CONTENT, "README.md": b"hello"}}).serving() as hub:
        yield hub


def _pull(hub: HubStandIn, home: Path, name: str = QWEN.name) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CURIO_HOME": str(home), "HF_ENDPOINT": hub.url, "CURIO_DEMO": "0"}
    return subprocess.run(
        [sys.executable, "-m", "models", "pull", name, "--json"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_pulled_model_is_whole_pinned_and_listed(hub: HubStandIn, tmp_path: Path) -> None:
    done = _pull(hub, tmp_path)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    folder = Path(answer["folder"])
    assert (folder / WEIGHTS).read_bytes() == CONTENT
    assert json.loads((folder / PULLED_MANIFEST).read_text())["revision"] == COMMIT
    assert is_installed(QWEN, tmp_path)
    assert verify(QWEN, tmp_path) == sha256_of(folder / WEIGHTS)
    assert not list(folder.parent.glob("*.partial"))

    sent = hub.sent
    assert _pull(hub, tmp_path).returncode == 0
    assert hub.sent == sent, "a model that is here is not fetched again"


def test_a_pull_that_was_killed_goes_on(hub: HubStandIn, tmp_path: Path) -> None:
    hub.stall_after = 12_000_000
    environment = {**os.environ, "CURIO_HOME": str(tmp_path), "HF_ENDPOINT": hub.url}
    command = [sys.executable, "-m", "models", "pull", QWEN.name]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 60
        while not (kept := [file for file in tmp_path.rglob("*.part") if file.stat().st_size >= 10_000_000]):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        running.kill()
    hub.go_on.set()
    hub.stall_after = None
    assert kept and not is_installed(QWEN, tmp_path)
    assert _pull(hub, tmp_path).returncode == 0
    assert (tmp_path / "models" / QWEN.name / WEIGHTS).read_bytes() == CONTENT
    assert hub.ranges == ["bytes=10485760-"], "the second pull asked for the rest only"


def test_a_pull_that_was_cut_off_goes_on(hub: HubStandIn, tmp_path: Path) -> None:
    hub.cut_after = 12_000_000
    cut = _pull(hub, tmp_path)
    if cut.returncode != 0:  # the library may finish by its own retries, each of them resumed
        assert "again to go on" in cut.stderr
        assert not is_installed(QWEN, tmp_path)
        hub.cut_after = None
        assert _pull(hub, tmp_path).returncode == 0
    assert (tmp_path / "models" / QWEN.name / WEIGHTS).read_bytes() == CONTENT
    assert any(asked != "bytes=0-" for asked in hub.ranges), "no download was resumed"


def test_a_file_that_is_not_what_the_hub_announced_is_refused_and_deleted(hub: HubStandIn, tmp_path: Path) -> None:
    hub.tampered = {WEIGHTS}
    done = _pull(hub, tmp_path)
    assert done.returncode == 1
    assert "damaged" in done.stderr and done.stderr.count("\n") == 1
    assert not is_installed(QWEN, tmp_path)
    assert not list(tmp_path.rglob(WEIGHTS))


def test_a_repository_that_is_gone_is_one_clear_line(hub: HubStandIn, tmp_path: Path) -> None:
    done = _pull(hub, tmp_path, "qwen3-1.7b")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The hub has no Qwen/Qwen3-1.7B-GGUF" in done.stderr and done.stderr.count("\n") == 1


def test_no_network_is_one_clear_line(tmp_path: Path) -> None:
    nowhere = HubStandIn({})
    nowhere.url = "http://127.0.0.1:9"  # the discard port: nothing listens
    done = _pull(nowhere, tmp_path)
    assert done.returncode == 1
    assert "could not be pulled" in done.stderr and done.stderr.count("\n") == 1


def test_a_page_pulls_with_progress(hub: HubStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    seen: list[tuple[int, int]] = []
    folder = pull_apart(QWEN.name, tmp_path, lambda done, total: seen.append((done, total)))
    assert (folder / WEIGHTS).read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_bundled_models_cannot_be_pulled(tmp_path: Path) -> None:
    with pytest.raises(PullFailed, match="comes with Curio"):
        pull_apart("curio-chat", tmp_path)


@pytest.mark.parametrize("name", ["no-such-model", "../../etc/passwd", ""])
def test_an_unknown_name_says_how_to_list_the_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(PullFailed, match="models list"):
        pull_apart(name, tmp_path)


def test_a_full_disk_is_said_before_anything_is_fetched(
    hub: HubStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from models import pull

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(PullFailed, match="are needed"):
        pull._check_disk(tmp_path, 1)
