"""The pictures of some rows of a feed: told apart by content, decoded only where they are new, copies of them kept.

Decoding and making copies is most of an import beside embedding, and both let go of Python's lock, so two are worked on at
once. Not more: a picture of the largest size accepted takes some hundred megabytes while it is turned upright.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from catalog.errors import ImageUnreadable
from catalog.images import PictureFolder, content_hash, open_image, read_picture
from catalog.store import Store

_AT_ONCE = 2


@dataclass(frozen=True)
class SeenPicture:
    """A picture's content hash and its size, upright, in pixels."""

    content_hash: str
    width: int
    height: int


class PictureIntake:
    """Reads pictures for one import. With `keep` false (a dry run) it writes nothing."""

    def __init__(self, store: Store, folder: PictureFolder, *, keep: bool) -> None:
        self._store = store
        self._folder = folder
        self._keep = keep

    def look(
        self, files: Iterable[Path], to_embed: Iterable[Path], space: str
    ) -> tuple[Mapping[Path, SeenPicture | ImageUnreadable], dict[str, Image.Image]]:
        """Return what each file is, or why it cannot be read; and, by content hash, the pictures among `to_embed` that have
        no vector in `space`, no larger than the page shows them. Raises StoreUnavailable when copies cannot be kept."""
        # One after the other: handing a small file to another thread takes longer than hashing it.
        keys = {file: _hashed(file) for file in dict.fromkeys(files)}
        first = {key for file in to_embed if isinstance(key := keys[file], str)}
        missing = set(self._store.missing_vectors(space, first)) if self._keep else set()
        by_key = {key: file for file, key in reversed(keys.items()) if isinstance(key, str)}
        sizes = self._store.picture_sizes(by_key)
        new = [
            key
            for key in by_key
            if key not in sizes or (self._keep and (key in missing or not self._folder.holds(key)))
        ]
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures") as pool:
            decoded = dict(
                zip(new, pool.map(lambda key: self._decoded(key, by_key[key], key in missing), new), strict=True)
            )
        found: dict[str, SeenPicture | ImageUnreadable] = {key: SeenPicture(key, *size) for key, size in sizes.items()}
        found |= {key: one if isinstance(one, ImageUnreadable) else one[0] for key, one in decoded.items()}
        if self._keep:
            seen = [one for one in found.values() if isinstance(one, SeenPicture) and one.content_hash not in sizes]
            self._store.put_picture_sizes({one.content_hash: (one.width, one.height) for one in seen})
        images = {key: one[1] for key, one in decoded.items() if isinstance(one, tuple) and one[1] is not None}
        return {file: found[key] if isinstance(key, str) else key for file, key in keys.items()}, images

    def _decoded(self, key: str, file: Path, wanted: bool) -> tuple[SeenPicture, Image.Image | None] | ImageUnreadable:
        try:
            data = read_picture(file)
            if content_hash(data) != key:
                raise ImageUnreadable(f"{file.name[:80]!r} was changed while it was read. Import it again.")
            image = open_image(data)
        except ImageUnreadable as error:
            return error
        seen = SeenPicture(key, image.width, image.height)
        shown = self._folder.keep(key, image) if self._keep else None
        return seen, shown if wanted else None  # a batch's galleries would be a lot to hold


def _hashed(file: Path) -> str | ImageUnreadable:
    try:
        return content_hash(read_picture(file))
    except ImageUnreadable as error:
        return error
