"""What a model does for one shopper in a thread of its own, for as long as somebody looks.

A page run that ends, for whatever reason, neither loses what came nor stops it; a shopper who has left costs nothing.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from assistant.errors import in_words

# A page looks several times a second, once a second in a tab behind others; one that is closed does not.
AWAY_SECONDS = 20.0


class Watched(ABC):
    """Work that begins at once; read it from any thread.

    Whoever reads it says so by `look` or `wait`. When nobody does for `away_seconds`, the shopper has left: it is stopped,
    wherever it stands in the queue. `error` is why nothing came, in words.
    """

    def __init__(self, name: str, work: Sequence[Any], away_seconds: float) -> None:
        self.error = ""
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._away_seconds = away_seconds
        self._looked = time.monotonic()
        threading.Thread(target=self._run, args=work, name=name, daemon=True).start()
        threading.Thread(target=self._watch, name=f"{name}-watch", daemon=True).start()

    @property
    def done(self) -> bool:
        return self._ended.is_set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """End it within one token; what came stays, and what has come to its end was not stopped."""
        if not self.done:
            self._stopped.set()
            self._cancel()

    def look(self) -> None:
        """Say that somebody is still reading."""
        self._looked = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it has not come."""
        until = time.monotonic() + seconds
        while not self.done and (left := until - time.monotonic()) > 0:
            self.look()
            self._ended.wait(min(left, self._away_seconds / 2))
        return self.done

    @abstractmethod
    def _work(self, *given: Any) -> None:
        """Do it; what is raised becomes words. Look at `stopped` once `_cancel` could do something."""

    @abstractmethod
    def _cancel(self) -> None:
        """Have whoever writes stop; harmless before it has begun."""

    def _watch(self) -> None:
        while not self._ended.wait(self._away_seconds / 4):
            if time.monotonic() - self._looked > self._away_seconds:
                self.stop()
                return

    def _run(self, *work: Any) -> None:
        try:
            self._work(*work)
        except Exception as error:  # the edge of this thread: the results stand, and one line says why no words came
            self.error = in_words(error)
        finally:
            self._ended.set()
