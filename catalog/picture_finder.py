"""Finds the picture that a feed means: in a folder (or an unpacked ZIP) by path, file name or SKU, else by its address.

A shop's export names pictures as its own server keeps them ("/m/h/mh01.jpg", "https://cdn.…/mh01_925x.jpg?v=1"), and what a
merchandiser has is a folder with the same file names. Nothing outside the folder is ever opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from catalog.errors import ImageUnreadable

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_MAX_FILES = 500_000
# What shops' servers add to the name of a picture when they make it smaller.
_SMALLER = re.compile(r"[-_](\d{2,4}x\d{0,4}|x\d{2,4}|grande|large|medium|small|compact|thumb|scaled)(@\dx)?$", re.I)
# What tells several pictures of one thing apart: "sku_2", "sku-back".
_WHICH = re.compile(r"-(\d{1,2}|main|front|back|side|top|detail|alt\d?)$")
_FIRST = frozenset(("0", "00", "1", "01", "main", "front"))


class Fetcher(Protocol):
    """Fetches a picture by its address and returns the file that holds it. Raises ImageUnreadable."""

    def fetch(self, address: str) -> Path: ...


class PictureFinder:
    """Finds the pictures of one import.

    With `by_name`, a file is also found by its name alone, wherever in the folder it lies: for folders that hold nothing but
    the feed's pictures. `fetcher` is asked for addresses that no file answers to.
    """

    def __init__(self, folder: Path, *, by_name: bool = False, fetcher: Fetcher | None = None) -> None:
        self._folder = folder.resolve()
        self._by_name, self._fetcher = by_name, fetcher
        self._names: dict[str, list[Path]] | None = None
        self._codes: dict[str, list[tuple[str, Path]]] = {}

    def find(self, source: str) -> Path:
        """The file of a picture as the feed names it. Raises ImageUnreadable, saying why there is none."""
        if "\0" in source:
            raise ImageUnreadable("The picture's name holds a character that no name has.")
        scheme = source.partition("://")[0].lower() if "://" in source else "https" if source.startswith("//") else ""
        if not scheme:
            direct = self._inside(source)
            return direct if _is_file(direct) else self._named(source) or direct
        if found := self._named(_path_of(source)):
            return found
        if scheme not in ("http", "https") or self._fetcher is None:
            raise ImageUnreadable(
                "Pictures are not fetched from addresses; upload them with the feed, or allow their host."
            )
        return self._fetcher.fetch(f"https:{source}" if source.startswith("//") else source)

    def named_for(self, codes: Sequence[str]) -> list[str]:
        """The pictures that bear a product's id or one of its SKUs, the first one first, as paths within the folder.

        "sku.jpg", "sku_1.jpg", "sku-back.png" and everything in a folder "sku"; nothing without `by_name`.
        """
        self._index()
        for code in dict.fromkeys(map(_key, codes)):
            found = sorted(self._codes.get(code, []))
            # "AB-12" may be another thing's SKU and not the twelfth picture of "AB": numbers count from a first one.
            if found and (found[0][0] == "" or any(which in _FIRST for which, _ in found)):
                return [path.relative_to(self._folder).as_posix() for _, path in found]
        return []

    def _inside(self, source: str) -> Path:
        file = (self._folder / source.replace("\\", "/").lstrip("/")).resolve()
        if not file.is_relative_to(self._folder):
            raise ImageUnreadable(f"{source[:80]!r} lies outside the pictures' folder.")
        return file

    def _named(self, source: str) -> Path | None:
        """The file of that name, whatever the folder. Of several, the one whose folders agree the most."""
        names = self._index()
        asked = [part.lower() for part in re.split(r"[/\\]+", source) if part]
        if not names or not asked:
            return None
        said = unquote(asked[-1])
        stem = Path(said).stem
        found = next((paths for name in (said, stem, _SMALLER.sub("", stem)) if (paths := names.get(name))), None)
        if not found:
            return None
        agree = [_agreeing(asked[:-1], path) for path in found]
        if agree.count(max(agree)) > 1:
            raise ImageUnreadable(f"Several pictures are called {said[:80]!r}. Name the folder too, or rename them.")
        return found[agree.index(max(agree))]

    def _index(self) -> dict[str, list[Path]]:
        """The folder's pictures by name and by stem, and by the codes they may bear: read once, links left out."""
        if self._names is not None:
            return self._names
        names: dict[str, list[Path]] = {}
        self._names = names
        for path in self._walk() if self._by_name else ():
            stem = path.stem.lower()
            for name in {path.name.lower(), stem, _SMALLER.sub("", stem)}:
                names.setdefault(name, []).append(path)
            key = _key(path.stem)
            self._codes.setdefault(key, []).append(("", path))
            if which := _WHICH.search(key):
                self._codes.setdefault(key[: which.start()], []).append((which[1], path))
            if path.parent != self._folder:
                self._codes.setdefault(_key(path.parent.name), []).append(("", path))
        return names

    def _walk(self) -> list[Path]:
        found: list[Path] = []
        for folder, inner, files in os.walk(self._folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            paths = (
                Path(folder, name) for name in sorted(files) if name.lower().endswith(_SUFFIXES) and name[0] != "."
            )
            found += (path for path in paths if not path.is_symlink())
            if len(found) > _MAX_FILES:
                raise ImageUnreadable(
                    f"The pictures' folder holds more than {_MAX_FILES:,} pictures. Name one that holds fewer."
                )
        return found


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _key(code: str) -> str:
    """A code as file names can hold it: "AB/12 x" and "ab_12-X" are the same."""
    return re.sub(r"[\W_]+", "-", code.lower()).strip("-")


def _agreeing(folders: Sequence[str], path: Path) -> int:
    """How many folders above the file are called as asked, from the file upwards."""
    above = [part.lower() for part in path.parts[:-1]]
    count = 0
    while count < min(len(folders), len(above)) and folders[-1 - count] == above[-1 - count]:
        count += 1
    return count


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False
