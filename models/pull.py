"""Brings a model of the registry from the hub: resumable, verified, and never half there.

Files are fetched by huggingface_hub into a staging folder beside the others; what was fetched stays there when a pull is cut
off, and the next one goes on. Only when every file has the hash that the hub names for it does the folder get its real name,
with `pulled.json` (repo, revision and sha256 of each file) in it.

Everywhere else Curio keeps the hub libraries offline (see `models/__init__.py`), and they read that when first imported; so
`pull` runs in a process of its own, `python -m models pull NAME`, and pages call `pull_apart`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from models.errors import PullFailed
from models.registry import PULLED_MANIFEST, ModelDescription, describe, folder_of, sha256_of

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""

_SPARE = 200_000_000  # bytes of disk to leave free for the shop itself


@dataclass(frozen=True)
class _Wanted:
    """One file on the hub: `sha256` for large files, git's own sha1 of the blob for small ones."""

    path: str
    size: int
    sha256: str
    git_sha1: str


def pull(name: str, home: Path, on_progress: Progress | None = None) -> Path:
    """Fetch the model and return its folder; at once when it is already here.

    Raises UnknownModel; PullFailed when the disk is too small, the hub cannot be reached, or a file is not what the hub says.
    """
    description = describe(name)
    if description.source == "server":
        raise PullFailed(f"{description.title} runs on a server: set CURIO_CHAT_URL to its address.")
    if description.source != "hub":
        raise PullFailed(f"{description.title} comes with Curio; there is nothing to pull.")
    folder = folder_of(description, home)
    # What the hub's library raises for a broken connection is its HTTP library's own, and no OSError.
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=1):
            if not (folder / PULLED_MANIFEST).is_file():
                _fetch(description, folder, on_progress or (lambda _done, _total: None))
    except Timeout as error:
        raise PullFailed(f"{description.title} is being pulled already. Wait for that to finish.") from error
    except (OSError, HTTPError) as error:
        raise PullFailed(
            f"{description.title} could not be pulled: {_reason(error)}. What was fetched is kept; "
            f"run `python -m models pull {description.name}` again to go on."
        ) from error
    return folder


def pull_apart(name: str, home: Path, on_progress: Progress | None = None) -> Path:
    """`pull` in a process of its own, for a process that keeps the hub libraries offline. Same result, same errors."""
    command = [sys.executable, "-m", "models", "pull", name, "--json"]
    environment = {**os.environ, "CURIO_HOME": str(home), "CURIO_PULL_PROGRESS": "1"}
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parent.parent,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        last = ""
        for line in running.stderr or ():
            done, slash, total = line.strip().partition("/")
            if slash and done.isdigit() and total.isdigit():
                if on_progress:
                    on_progress(int(done), int(total))
            elif line.strip():
                last = line.strip()
    if running.returncode != 0:
        raise PullFailed(last or f"{name} could not be pulled.")
    return folder_of(describe(name), home)


def remove(name: str, home: Path) -> None:
    """Delete a pulled model. Raises PullFailed for a model that was not pulled."""
    description = describe(name)
    folder = home / "models" / description.name
    if description.source != "hub" or not folder.is_dir():
        raise PullFailed(f"{description.title} was not pulled; there is nothing to remove.")
    shutil.rmtree(folder)


def _fetch(description: ModelDescription, folder: Path, on_progress: Progress) -> None:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError
    from huggingface_hub.utils import tqdm  # type: ignore[attr-defined]

    try:
        info = HfApi().model_info(description.repo, revision=description.revision, files_metadata=True, timeout=30)
    except OfflineModeIsEnabled as error:
        raise PullFailed(
            "The hub libraries are offline in this process (HF_HUB_OFFLINE). Use `python -m models pull`."
        ) from error
    except RepositoryNotFoundError as error:
        raise PullFailed(f"The hub has no {description.repo}, or it asks for a login.") from error
    except HfHubHTTPError as error:
        raise PullFailed(
            f"The hub answered {error.response.status_code} for {description.repo}. Try again later."
        ) from error
    wanted = _wanted(description, info.siblings or [])
    staging = folder.with_name(folder.name + ".partial")
    total = sum(file.size for file in wanted)
    _check_disk(folder.parent, total - _already(staging))

    done = 0
    for file in wanted:
        before = done

        class Bar(tqdm):  # huggingface_hub's own progress seam
            def update(self, n: float | None = 1, *, _before: int = before) -> bool | None:
                shown: bool | None = super().update(n)
                on_progress(min(_before + int(self.n), total), total)
                return shown

        if not (staging / file.path).is_file():
            # Its own bar would draw over Curio's; what it counts is all that is wanted.
            _download(description.repo, info.sha or "main", file, staging / file.path, _silent(Bar))
        _check(staging / file.path, file, description)
        done += file.size
        on_progress(done, total)

    manifest = {
        "repo": description.repo,
        "revision": info.sha,
        "sha256": {file.path: sha256_of(staging / file.path) for file in wanted},
    }
    (staging / PULLED_MANIFEST).write_text(json.dumps(manifest, indent=2), "utf-8")
    if folder.exists():
        shutil.rmtree(folder)  # an unfinished folder of an older Curio; without the manifest nothing uses it
    staging.replace(folder)


def _download(repo: str, revision: str, file: _Wanted, path: Path, bar: type[Any]) -> None:
    """Fetch one file, going on where an earlier pull of it stopped: `hf_hub_download` begins anew in each process."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{revision[:12]}.part")
    part.touch()
    if part.stat().st_size > file.size:
        part.write_bytes(b"")
    with part.open("r+b") as opened:
        there = opened.seek(0, os.SEEK_END)
        http_get(
            hf_hub_url(repo, file.path, revision=revision),
            opened,
            resume_size=there,
            headers=build_hf_headers(),
            expected_size=file.size or None,
            displayed_filename=file.path,
            tqdm_class=bar,
        )
    part.replace(path)


def _silent(bar: type[Any]) -> type[Any]:
    class Silent(bar):  # type: ignore[misc]
        def display(self, *_args: Any, **_kwargs: Any) -> None:
            """Draw nothing."""

    return Silent


def _wanted(description: ModelDescription, siblings: list[RepoSibling]) -> list[_Wanted]:
    there = {sibling.rfilename: sibling for sibling in siblings}
    missing = [file.path for file in description.files if file.path not in there]
    if missing:
        raise PullFailed(f"The hub's {description.repo} no longer holds {', '.join(missing)}. Choose another model.")
    return [
        _Wanted(
            file.path,
            there[file.path].size or file.size,
            (lfs.sha256 or "") if (lfs := there[file.path].lfs) else "",
            there[file.path].blob_id or "",
        )
        for file in description.files
    ]


def _check(path: Path, file: _Wanted, description: ModelDescription) -> None:
    if file.sha256:
        same = sha256_of(path) == file.sha256
    elif file.git_sha1:
        content = path.read_bytes()
        same = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == file.git_sha1
    else:
        same = path.stat().st_size == file.size
    if not same:
        path.unlink()
        raise PullFailed(
            f"{file.path} arrived damaged (its hash is not the hub's) and was deleted. "
            f"Run `python -m models pull {description.name}` again."
        )


def _check_disk(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed + _SPARE > free:
        raise PullFailed(
            f"{folder} has {free / 1e9:.1f} GB free and {(needed + _SPARE) / 1e9:.1f} GB are needed. "
            "Free some space or set CURIO_HOME to a larger disk."
        )


def _already(staging: Path) -> int:
    return sum(file.stat().st_size for file in staging.rglob("*") if file.is_file()) if staging.is_dir() else 0


def _reason(error: Exception) -> str:
    words = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return words.rstrip(".")
