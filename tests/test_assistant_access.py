"""Who may: roles, and that a role which has ended is none."""

from __future__ import annotations

import pytest

from assistant.access import OPERATOR, SHOPPER, Role, Visitor
from assistant.errors import NotAllowed


def test_a_shopper_may_shop_and_nothing_else() -> None:
    SHOPPER.require(Role.SHOPPER)
    with pytest.raises(NotAllowed, match="Sign in"):
        SHOPPER.require(Role.MERCHANDISER)


def test_a_merchandiser_may_both() -> None:
    OPERATOR.require(Role.SHOPPER)
    OPERATOR.require(Role.MERCHANDISER)


def test_a_role_that_has_ended_is_none() -> None:
    held = [True]
    visitor = Visitor(Role.MERCHANDISER, "Ada", standing=lambda: held[0])
    visitor.require(Role.MERCHANDISER)
    held[0] = False
    with pytest.raises(NotAllowed, match="ended"):
        visitor.require(Role.MERCHANDISER)
