"""The merchandisers' passphrase, for a shop without an identity provider: made once, kept only as a hash, guessed at slowly.

`passphrase.json` in the data folder holds the argon2id hash and the wrong tries since the last right one, readable by its
owner alone. Tries are counted for the whole shop, on disk and before they are checked, so that neither another browser nor a
restart makes guessing faster. The price: a stranger who keeps guessing keeps staff waiting too. A shop open to strangers is
better off with an identity provider.
"""

from __future__ import annotations

import json
import math
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from filelock import FileLock, Timeout

from assistant.errors import NotAllowed, SettingsInvalid
from assistant.settings import write_kept
from catalog.errors import StoreUnavailable
from models.phrase import joined, phrase

SHORTEST, LONGEST = 12, 200
NEW = "python -m assistant passphrase"
_FREE_TRIES = 3
_LONGEST_WAIT = 60.0
_HASHER = PasswordHasher()  # argon2id with the library's own costs (RFC 9106's second choice: 64 MiB, 3 passes)


@dataclass(frozen=True)
class _Kept:
    hash: str
    failures: int = 0
    last: float = 0.0
    """When the last wrong try was, in seconds of the epoch."""


class Passphrase:
    """The passphrase of the shop whose data folder is `home`. Several processes and threads may share it."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        self._home = home
        self._file = home / "passphrase.json"
        self._clock = clock

    @property
    def mark(self) -> str:
        """Something that changes with every new passphrase, and tells nothing of it; empty while there is none.

        Raises SettingsInvalid when the file is damaged.
        """
        kept = self._read()
        return kept.hash if kept else ""

    def make(self) -> str:
        """Make a passphrase in place of the one before, keep its hash, and return it; nobody can be told it again."""
        with self._alone():
            return self._make()

    def make_first(self) -> str | None:
        """The same, but only where there is none yet: None where there is one."""
        with self._alone():
            return None if self._read() else self._make()

    def choose(self, words: str) -> None:
        """Take one's own passphrase in place of the one before. Raises SettingsInvalid when it is too short or too long."""
        words = _normal(words)
        if not SHORTEST <= len(words) <= LONGEST:
            raise SettingsInvalid(
                f"A passphrase has {SHORTEST} to {LONGEST} characters, and this one has {len(words)}. Choose another."
            )
        with self._alone():
            self._keep(_Kept(_HASHER.hash(words)))

    def check(self, words: str) -> str:
        """Return the mark when `words` are the passphrase; raise NotAllowed, saying how long to wait, when they are not.

        After three wrong tries each further one costs twice the wait of the one before, up to a minute; while one waits,
        nothing is checked. Raises StoreUnavailable when the try cannot be counted, for then it is not made.
        """
        with self._alone():
            kept = self._read()
            if kept is None:
                raise NotAllowed(
                    phrase(
                        "There is no passphrase yet. On the machine that runs Curio, make one: {command}", command=NEW
                    )
                )
            wait = self._wait(kept)
            if wait > 0:
                raise NotAllowed(
                    phrase("Too many wrong tries. Wait {seconds} s, then try again.", seconds=math.ceil(wait))
                )
            tried = replace(kept, failures=kept.failures + 1, last=self._clock())
            self._keep(tried)
            try:
                _HASHER.verify(kept.hash, _normal(words[: LONGEST + 1]))
            except VerifyMismatchError as error:
                wait = self._wait(tried)
                after = phrase("Wait {seconds} s, then try again.", seconds=math.ceil(wait))
                wrong = phrase("That is not the passphrase.")
                raise NotAllowed(joined([wrong, after]) if wait > 0 else wrong) from error
            except (InvalidHashError, VerificationError) as error:
                raise _damaged() from error
            self._keep(_Kept(kept.hash))
            return kept.hash

    def _wait(self, kept: _Kept) -> float:
        """Seconds until the next try; a clock that was set back lengthens no wait beyond its whole."""
        if kept.failures < _FREE_TRIES:
            return 0.0
        whole = min(2.0 ** min(kept.failures - _FREE_TRIES, 10), _LONGEST_WAIT)
        return min(whole, kept.last + whole - self._clock())

    def _make(self) -> str:
        made = "-".join(_word() for _ in range(5))
        self._keep(_Kept(_HASHER.hash(made)))
        return made

    def _read(self) -> _Kept | None:
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return _Kept(str(kept["hash"]), int(kept["failures"]), float(kept["last"]))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreUnavailable(
                f"{self._file} cannot be read ({error.strerror}). Make it readable for whoever runs Curio."
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged() from error

    def _keep(self, kept: _Kept) -> None:
        write_kept(self._file, asdict(kept))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One try at a time, in all processes: a hundred at once would each see the same count, and take 64 MiB."""
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._home / "passphrase.lock", timeout=30)
            lock.acquire()
        except Timeout as error:
            raise NotAllowed(phrase("Too many people are trying to sign in. Try again in a minute.")) from error
        except OSError as error:
            raise StoreUnavailable(
                f"{self._home} cannot be written ({error.strerror}). Make it writable or set CURIO_HOME to a folder that is."
            ) from error
        try:
            yield
        finally:
            lock.release()


def _word() -> str:
    """Two syllables that can be read aloud and typed: 5 words are 10 of 80 syllables, 63 bits."""
    return "".join(secrets.choice("bdfghjklmnprstvz") + secrets.choice("aeiou") for _ in range(2))


def _normal(words: str) -> str:
    """The same letters, however a keyboard or a clipboard writes them."""
    return unicodedata.normalize("NFKC", words).strip()


def _damaged() -> SettingsInvalid:
    return SettingsInvalid(f"The kept passphrase is damaged. On the machine that runs Curio, make a new one: {NEW}")
