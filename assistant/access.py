"""Who is here, and what they may: shoppers look and ask; merchandisers also change what the shop holds and runs.

Each function that changes something takes the `Visitor` first and calls `visitor.require(Role.MERCHANDISER)` inside itself, so
that no page, callback or forged message reaches it by another way. A command line is the operator's own: whoever can run a
command here can open the data folder too. It calls the same functions as `OPERATOR`.

A visitor becomes a merchandiser by the passphrase (`assistant.passphrase`) or by an identity provider's claims (`by_claims`).
Either way the sign-in is one of `SignIns`, which knows when it ends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from assistant.errors import NotAllowed
from assistant.settings import Settings
from models.phrase import phrase


class Role(StrEnum):
    """What somebody may. A merchandiser may all that a shopper may."""

    SHOPPER = "shopper"
    MERCHANDISER = "merchandiser"


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks for something. `name` is what an identity provider calls them, empty where none does."""

    role: Role
    name: str = ""
    standing: Callable[[], bool] = field(default=lambda: True, repr=False, compare=False)
    """Whether the role still holds, asked anew by each `require`: a button may be pressed long after it was drawn for somebody
    whose sign-in has ended since."""

    def require(self, role: Role) -> None:
        """Raise NotAllowed unless this visitor has the role, now."""
        if role is Role.SHOPPER:
            return
        if self.role is not role:
            raise NotAllowed(phrase("Only the shop's staff may do this. Sign in under Staff first."))
        if not self.standing():
            raise NotAllowed(phrase("Your sign-in has ended, so nothing was changed. Sign in again, then repeat it."))


SHOPPER = Visitor(Role.SHOPPER)
OPERATOR = Visitor(Role.MERCHANDISER, "the operator")
"""Whoever runs a command on this machine."""


@dataclass(frozen=True)
class _SignIn:
    since: float
    seen: float
    ended: bool = False


class SignIns:
    """Who has signed in, and when each was last here. One for a process, shared by all sessions' threads; kept nowhere.

    A sign-in holds until it is ended, until nothing was pressed for `idle` seconds, or until `longest` seconds have passed. Its
    key is a secret of one session, or names one act of signing in at an identity provider, which several browser tabs share.
    """

    def __init__(self, idle: float, longest: float, clock: Callable[[], float] = time.time) -> None:
        self._idle, self._longest, self._clock = idle, longest, clock
        self._kept: dict[str, _SignIn] = {}
        self._guard = threading.Lock()

    def begin(self, key: str, since: float | None = None) -> None:
        """Note a sign-in of `since` (seconds of the epoch; None: now). A known one is left as it is, ended or not."""
        now = self._clock()
        since = now if since is None else min(since, now)
        with self._guard:
            self._kept = {key: one for key, one in self._kept.items() if now - one.since < self._longest}
            self._kept.setdefault(key, _SignIn(since, since))

    def holds(self, key: str) -> bool:
        """Whether this sign-in is known and has not ended."""
        one, now = self._kept.get(key), self._clock()
        return one is not None and not one.ended and now - one.seen < self._idle and now - one.since < self._longest

    def seen(self, key: str) -> None:
        """Note that somebody is here; a sign-in that has ended stays so."""
        with self._guard:
            if self.holds(key):
                self._kept[key] = replace(self._kept[key], seen=self._clock())

    def end(self, key: str) -> None:
        """Sign out. A cookie that still names this sign-in begins it no more."""
        with self._guard:
            if key in self._kept:
                self._kept[key] = replace(self._kept[key], ended=True)


def by_claims(claims: Mapping[str, Any], settings: Settings) -> Visitor:
    """The visitor whom an identity provider's claims describe: a merchandiser when the claim CURIO_MERCHANDISER_CLAIM is,
    or lists, one of CURIO_MERCHANDISER_VALUES.

    The claim is looked up by its name and, where there is none, as a path: "realm_access.roles". An address of mail
    counts only when the provider has verified it: anybody can write another's.
    """
    said = _claim(claims, settings.merchandiser_claim)
    if settings.merchandiser_claim == "email" and claims.get("email_verified") is not True:
        said = None
    values = {one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)}
    name = next((str(claims[key]) for key in ("name", "email", "sub") if claims.get(key)), "")
    return Visitor(Role.MERCHANDISER if values & settings.merchandiser_values else Role.SHOPPER, name)


def _claim(claims: Mapping[str, Any], name: str) -> object:
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
