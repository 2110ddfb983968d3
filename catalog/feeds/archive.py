"""Unpacks a ZIP of pictures without trusting it: nothing outside its folder, no links, no bombs, pictures only."""

from __future__ import annotations

import errno
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from catalog.errors import FeedUnreadable, StoreUnavailable

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif"}
MAX_FILES = 200_000
MAX_BYTES = 20_000_000_000
_MAX_RATIO = 200  # pictures hardly shrink; what grows by more than this is no picture
_MAX_ONE = 50_000_000


@contextmanager
def opened_pictures(place: Path | None, home: Path) -> Iterator[Path | None]:
    """The folder that a folder is, or that a ZIP unpacks to, for as long as the block lasts; None stays None.

    Raises FeedUnreadable where there is neither, StoreUnavailable when `home` cannot hold what a ZIP unpacks to.
    """
    if place is None or place.is_dir():
        yield place
        return
    if not place.is_file():
        raise FeedUnreadable(f"There is no folder or ZIP of pictures {str(place)[:200]!r}. Check its name.")
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="pictures-", dir=home))
    except OSError as error:
        raise StoreUnavailable(f"{home} cannot be written ({error.strerror}). Make it writable.") from error
    try:
        unpack_pictures(place, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack_pictures(archive: Path, folder: Path) -> int:
    """Write the archive's pictures under `folder`, by the paths they have in it, and return how many.

    Other files are left out. Raises FeedUnreadable for a damaged or dangerous archive, before anything is written outside
    `folder`.
    """
    count, total = 0, 0
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                path = _inside(member)
                if path is None:
                    continue
                count += 1
                total += member.file_size
                if count > MAX_FILES or total > MAX_BYTES:
                    raise FeedUnreadable("The ZIP holds more than Curio unpacks at once. Split it into smaller ones.")
                if member.file_size > _MAX_ONE or member.file_size > _MAX_RATIO * max(member.compress_size, 500):
                    raise FeedUnreadable(
                        f"{path.name} in the ZIP would unpack to {member.file_size:,} bytes; no picture does."
                    )
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(member) as packed, target.open("wb") as written:
                    # zipfile stops at the size it checked above, whatever the packed data claims.
                    shutil.copyfileobj(packed, written)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise StoreUnavailable(
                f"{folder} cannot be written ({error.strerror}). Free some space, then go on."
            ) from error
        raise FeedUnreadable(
            f"The ZIP holds a name that cannot be a file's ({error.strerror}). Pack it again."
        ) from error
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError
    ) as error:  # fmt: skip
        raise FeedUnreadable("The ZIP is damaged, or is locked by a password. Pack the pictures again.") from error
    if not count:
        raise FeedUnreadable("The ZIP holds no pictures (JPEG, PNG, WebP or GIF).")
    return count


def _inside(member: zipfile.ZipInfo) -> Path | None:
    """The member's path below the folder; None for folders, links, hidden files and what is no picture.

    Raises FeedUnreadable for a path that climbs out: such an archive was made to do harm, so none of it is taken.
    """
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts):
        raise FeedUnreadable(f"The ZIP names a path outside itself ({member.filename[:80]!r}), so it was not unpacked.")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    linked = stat.S_ISLNK(member.external_attr >> 16)
    if member.is_dir() or hidden or linked or path.suffix.lower() not in _SUFFIXES:
        return None
    return Path(*path.parts)
