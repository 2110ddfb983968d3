"""Imports that merchandisers start from a page: each outlives its page, its session and, if need be, the process.

An upload is kept in a folder of its own under `home/imports` until its import ends, and the record of the import
(`catalog.import_log`) says what is to be done with it, so a Curio that starts finds what another left unfinished, and goes on.
A lock in the folder tells an import that somebody works on from one whose process died. Pages read the record; only trouble
that could not be written to it is told from memory. Undoing is a job as well, but one that is simply asked for again: cut off,
it has changed nothing, so how far it is need not outlive the process.
"""

from __future__ import annotations

import logging
import math
import shutil
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filelock import FileLock, Timeout

from assistant.access import Role, Visitor
from assistant.errors import in_words
from catalog.errors import ImportCancelled, ImportRefused, StoreUnavailable
from catalog.feeds.archive import unpack_pictures
from catalog.import_log import UNFINISHED, ImportLog, ImportOptions, ImportRecord, ImportState
from catalog.ingest import end_recorded, run_import, undo_import

if TYPE_CHECKING:
    from assistant.services import Services

_log = logging.getLogger(__name__)
_FEED, _ARCHIVE, _PICTURES, _LOCK = "feed", "pictures.zip", "pictures", "owner.lock"


class ImportJobs:
    """The imports that this process works on. `Services.import_jobs` is the one of a shop.

    What changes anything takes the visitor first and raises NotAllowed for a shopper. What a merchandiser began goes on when
    their sign-in ends.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._locks: dict[int, FileLock] = {}
        self._working: set[int] = set()
        self._trouble: dict[int, str] = {}
        self._undone: dict[int, tuple[int, int]] = {}
        self._guard = threading.Lock()

    def upload(
        self, visitor: Visitor, name: str, feed: IO[bytes], pictures: IO[bytes] | None, options: ImportOptions
    ) -> int:
        """Keep an upload, begin to check it (a dry run), and return the number of its import.

        `pictures` is a ZIP. Raises StoreUnavailable, with nothing left behind, when the disk gives out.
        """
        visitor.require(Role.MERCHANDISER)
        folder = self._home / uuid.uuid4().hex
        lock = FileLock(folder / _LOCK, thread_local=False)
        try:
            folder.mkdir(parents=True)
            lock.acquire(timeout=0)
            for file, content in ((_FEED, feed), (_ARCHIVE, pictures)):
                if content is not None:
                    with (folder / file).open("wb") as written:
                        shutil.copyfileobj(content, written)
            number = self._imports.begin(name, "page", _only_checked(options), folder.name)
        except BaseException as error:
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise StoreUnavailable(
                    f"The upload cannot be kept in {folder.parent} ({error.strerror}). Free some space or make it writable."
                ) from error
            raise
        self._locks[number] = lock
        self._begin(number)
        return number

    def check(self, visitor: Visitor, number: int, options: ImportOptions) -> None:
        """Check the upload once more, with other options."""
        visitor.require(Role.MERCHANDISER)
        self._ask(number, _only_checked(options))

    def start(self, visitor: Visitor, number: int, options: ImportOptions) -> None:
        """Import the upload that was checked, or go on with an import that was cut off. Raises ImportRefused otherwise."""
        visitor.require(Role.MERCHANDISER)
        self._ask(number, options)

    def cancel(self, visitor: Visitor, number: int) -> None:
        """Stop an import, whoever works on it; let go of an upload that was only checked. One that is being applied is not
        stopped any more."""
        visitor.require(Role.MERCHANDISER)
        record = self._imports.record(number)
        if record.ended:
            return
        if number in self._working or not (record.folder and self._owns(record)):
            self._imports.stop(number)
        else:
            self._imports.end(number, ImportState.CANCELLED, "It was cancelled. The catalog is as it was.")
            self._let_go(record)

    def undo(self, visitor: Visitor, number: int) -> None:
        """Begin to take an import back. Raises ImportRefused when it is not the last one that changed anything."""
        visitor.require(Role.MERCHANDISER)
        if number != self._imports.undoable():
            raise ImportRefused(f"Import {number} cannot be undone: only the last one that changed anything can.")
        with self._guard:
            if number in self._working:
                raise ImportRefused(f"Import {number} is still being worked on. Try again in a moment.")
            self._working.add(number)
            self._trouble.pop(number, None)
            self._undone[number] = (0, 0)
        threading.Thread(target=self._undo, args=(number,), name=f"undo-{number}", daemon=True).start()

    def undoing(self, number: int) -> tuple[int, int] | None:
        """How far this process is with undoing an import, (done, total); None when it is not at it."""
        return self._undone.get(number)

    def trouble(self, number: int) -> str:
        """Why an import that the record says is under way is not, or was not undone, in words; empty when it is."""
        return self._trouble.get(number, "")

    def feed(self, record: ImportRecord) -> Path:
        """The uploaded feed, for as long as the import has not ended."""
        return self._home / record.folder / _FEED

    def resume(self) -> None:
        """Go on with what a process that died has left unfinished, and sweep up uploads that nobody needs."""
        records = [one for one in self._imports.records() if one.folder and not one.ended]
        for record in records:
            if self._owns(record) and record.state in UNFINISHED:
                self._begin(record.number)
        needed = {record.folder for record in records}
        for folder in self._home.iterdir() if self._home.is_dir() else ():
            if folder.name not in needed:
                lock = FileLock(folder / _LOCK)
                try:
                    with lock.acquire(timeout=0):
                        pass
                except (Timeout, OSError):
                    continue  # an upload that is just coming in
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Leave the uploads that wait for a decision to whoever comes next; what is under way goes on to its end."""
        for number in set(self._locks) - self._working:
            self._locks.pop(number).release()

    # Inside

    @property
    def _imports(self) -> ImportLog:
        return self._services.store.imports

    @property
    def _home(self) -> Path:
        return self._services.home / "imports"

    def _ask(self, number: int, options: ImportOptions) -> None:
        record = self._imports.record(number)
        with self._guard:
            if record.ended or not record.folder or number in self._working:
                raise ImportRefused(f"Import {number} is under way or has ended. Upload the feed again.")
        if not self._owns(record):
            raise ImportRefused(f"Another Curio works on import {number}. Wait for it to end.")
        self._imports.ask(number, options)
        self._begin(number)

    def _owns(self, record: ImportRecord) -> bool:
        """Take the upload's lock, unless it is ours; say so in the record where the upload is gone."""
        if record.number in self._locks:
            return True
        folder = self._home / record.folder
        if not (folder / _FEED).is_file():
            self._imports.end(record.number, ImportState.FAILED, "Its upload is gone. Upload the feed again.")
            return False
        lock = FileLock(folder / _LOCK, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return False
        self._locks[record.number] = lock
        return True

    def _begin(self, number: int) -> None:
        with self._guard:
            if number in self._working:
                return
            self._working.add(number)
            self._trouble.pop(number, None)
        threading.Thread(target=self._run, args=(number,), name=f"import-{number}", daemon=True).start()

    def _run(self, number: int) -> None:
        try:
            record = self._imports.record(number)
            with (
                end_recorded(self._services.store, number),
                self._services.one_writer(lambda _running: self._still_wanted(number), patience=math.inf),
            ):
                self._take(record)
            if not record.options.dry_run:
                self._services.publish()
        except Exception as error:  # the edge of this thread
            self._trouble[number] = in_words(error)
        finally:
            self._let_go_if_ended(number)
            with self._guard:
                self._working.discard(number)

    def _undo(self, number: int) -> None:
        services = self._services
        try:
            # Whoever pressed it looks on: better told that an import is running than taken by surprise when it has ended.
            with services.one_writer(patience=0):
                where = services.store, services.pictures, services.words, services.home
                undo_import(number, *where, on_progress=lambda *far: self._undone.update({number: far}))
            services.publish()
        except Exception as error:  # the edge of this thread
            self._trouble[number] = in_words(error)
        finally:
            with self._guard:
                self._working.discard(number)
                self._undone.pop(number, None)

    def _take(self, record: ImportRecord) -> None:
        folder = self._home / record.folder
        images = folder / _PICTURES
        if not images.exists():
            half = folder / "unpacked"
            shutil.rmtree(half, ignore_errors=True)
            try:
                half.mkdir()
                if (folder / _ARCHIVE).exists():
                    unpack_pictures(folder / _ARCHIVE, half)
                half.rename(images)
            except OSError as error:
                raise StoreUnavailable(
                    f"The pictures cannot be unpacked in {folder} ({error.strerror}). Free some space, then go on."
                ) from error
        services = self._services
        where = services.store, services.pictures, services.words, services.home
        run_import(record.number, folder / _FEED, images, *where)

    def _still_wanted(self, number: int) -> None:
        if self._imports.record(number).stopping:
            raise ImportCancelled("It was cancelled before its turn. The catalog is as it was.")

    def _let_go_if_ended(self, number: int) -> None:
        try:
            record = self._imports.record(number)
        except (ImportRefused, StoreUnavailable):
            return
        if record.ended:
            self._trouble.pop(number, None)
            self._let_go(record)

    def _let_go(self, record: ImportRecord) -> None:
        lock = self._locks.pop(record.number, None)
        if lock is not None:
            lock.release()
        if record.folder:
            shutil.rmtree(self._home / record.folder, ignore_errors=True)


def _only_checked(options: ImportOptions) -> ImportOptions:
    return replace(options, dry_run=True)
