"""Files derived from the store: whole or not there, and read only as they were written.

A sealed file begins with eight bytes that say what it is and the sha256 of the rest: a damaged one is built anew, not believed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from filelock import FileLock

from catalog.errors import IndexMismatch, StoreUnavailable


def write_sealed(file: Path, magic: bytes, content: bytes) -> None:
    """Write `content` under `magic` (8 bytes) in place of what is there. Raises StoreUnavailable."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.parent / "saving.lock"):  # which falls with its holder, however that ends
            for left in file.parent.glob("*.tmp"):  # by a process that was killed while it saved
                left.unlink(missing_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".tmp", delete=False) as new:
                try:
                    new.write(magic + hashlib.sha256(content).digest())
                    new.write(content)
                    new.flush()
                    os.fsync(new.fileno())
                except BaseException:
                    Path(new.name).unlink()  # half a file would only fill a full disk further
                    raise
            Path(new.name).replace(file)
    except OSError as error:
        raise StoreUnavailable(
            f"{file} cannot be written ({error.strerror}). Free some space or make it writable."
        ) from error


def read_sealed(file: Path, magic: bytes) -> memoryview:
    """What was written. Raises IndexMismatch when it is not there, is something else, or is damaged: build it anew."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise IndexMismatch(f"{file.name} cannot be read; it is built anew from the store.") from error
    content = memoryview(data)[40:]
    if data[:8] != magic or data[8:40] != hashlib.sha256(content).digest():
        raise IndexMismatch(f"{file.name} cannot be read; it is built anew from the store.")
    return content
