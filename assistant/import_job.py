"""One import in the background: it outlives the page that started it, and any page can read how far it is."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import Role, Visitor
from assistant.errors import in_words
from assistant.services import Services
from catalog.feeds.archive import unpack_pictures

if TYPE_CHECKING:
    from catalog.ingest import Report


class ImportJob:
    """Reads an uploaded feed, and a ZIP of pictures where there is one. Read its fields from any thread.

    Raises NotAllowed for a shopper. What a merchandiser began goes on when their sign-in ends.
    """

    def __init__(
        self,
        visitor: Visitor,
        services: Services,
        name: str,
        feed: bytes,
        pictures: bytes | None,
        *,
        replace: bool,
        dry_run: bool,
    ) -> None:
        visitor.require(Role.MERCHANDISER)
        self.name = name
        self.dry_run = dry_run
        self.done = 0
        self.total = 0
        self.report: Report | None = None
        self.error = ""
        self.seconds = 0.0
        self._ended = threading.Event()
        threading.Thread(target=self._run, args=(services, feed, pictures, replace), name="import", daemon=True).start()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def _run(self, services: Services, feed: bytes, pictures: bytes | None, replace: bool) -> None:
        started = time.monotonic()
        folder: Path | None = None
        try:
            services.home.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="upload-", dir=services.home))
            # The name is the shopper's browser's; only its end matters to the reader.
            file = folder / f"feed{Path(self.name).suffix[:8]}"
            file.write_bytes(feed)
            images = folder / "pictures"
            images.mkdir()
            if pictures is not None:
                archive = folder / "pictures.zip"
                archive.write_bytes(pictures)
                unpack_pictures(archive, images)
            self.report = services.ingest(
                file, images, replace=replace, dry_run=self.dry_run, on_progress=self._progressed
            )
        except Exception as error:  # the edge of this thread
            self.error = in_words(error)
        finally:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            self.seconds = time.monotonic() - started
            self._ended.set()

    def _progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total
