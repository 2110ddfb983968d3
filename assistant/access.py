"""Who is here, and what they may: shoppers look and ask; merchandisers also change what the shop holds and runs.

Each function that changes something takes the `Visitor` first and calls `visitor.require(Role.MERCHANDISER)` inside itself, so
that no page, callback or forged message reaches it by another way. A command line is the operator's own: whoever can run a
command here can open the data folder too. It calls the same functions as `OPERATOR`.

How a visitor becomes a merchandiser is not decided here but in `assistant.passphrase` or by an identity provider's claims.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.errors import NotAllowed


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
            raise NotAllowed("Only the shop's staff may do this. Sign in under Staff first.")
        if not self.standing():
            raise NotAllowed("Your sign-in has ended, so nothing was changed. Sign in again, then repeat it.")


SHOPPER = Visitor(Role.SHOPPER)
OPERATOR = Visitor(Role.MERCHANDISER, "the operator")
"""Whoever runs a command on this machine."""
