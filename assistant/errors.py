"""Every error Curio names, and the words a person reads.

    CurioError                      models.errors
    ├── ModelError                  models.errors     the operator, unless said otherwise
    │   ├── UnknownModel            the operator      a name the registry does not hold
    │   ├── ModelNotInstalled       the operator      known, but not on this machine
    │   ├── ModelFileInvalid        the operator      damaged, or no model at all
    │   ├── ModelTooLarge           the operator      needs more memory than there is
    │   ├── PullFailed              the operator      a download that did not finish
    │   ├── ChatBusy                the shopper       too many wait for sentences
    │   └── ChatUnavailable         the shopper       no sentences now; results stand
    ├── CatalogError                catalog.errors    the merchandiser, unless said otherwise
    │   ├── FeedUnreadable          the merchandiser  no feed, or not what every product needs
    │   ├── ImportRefused           the merchandiser  would remove most of the shop, or comes too late
    │   ├── ImportCancelled         the merchandiser  stopped by somebody; the catalog is as it was
    │   ├── ImageUnreadable         the shopper       a picture that cannot be decoded
    │   ├── InvalidRequest          the shopper       nothing asked for, or an unreadable filter
    │   ├── InvalidRule             the merchandiser  a rule or board that makes no sense, or was changed meanwhile
    │   ├── PageUnreadable          the merchandiser  no page of help that Curio reads, or none of that name
    │   ├── UnknownProduct          the shopper       no product has this id
    │   ├── InvalidBoard            the shopper       a board of theirs without a name, too long or too full
    │   ├── UnknownBoard            the shopper       no board of this browser, or none at this address
    │   ├── StoreUnavailable        the operator      the data folder cannot be opened or written
    │   │   └── StoreDamaged        the operator      it is there, and cannot be read
    │   └── IndexMismatch           the operator      an index of another model
    ├── SettingsInvalid             assistant.errors  the operator: a setting that makes no sense
    └── NotAllowed                  assistant.errors  whoever asked: it takes another role, or a right passphrase

Errors are raised where they happen and become words once, at an edge: a page or a command. `in_words` is that edge's one
way of doing it, so an unexpected exception never shows its insides to a shopper.
"""

from __future__ import annotations

import logging
from typing import ClassVar

from models.errors import Audience, CurioError
from models.phrase import phrase

_log = logging.getLogger("curio")


class SettingsInvalid(CurioError):
    """An environment variable or settings.json holds a value that Curio cannot use."""


class NotAllowed(CurioError):
    """What was asked takes a role that whoever asked does not have, or has no longer."""

    audience: ClassVar[Audience] = "shopper"


def in_words(error: BaseException) -> str:
    """Return the one line a person reads; what was not expected is logged whole and said briefly.

    It is a Phrase wherever a shopper may read it.
    """
    if isinstance(error, CurioError):
        said: str = error.args[0]
        return said
    _log.error("unexpected error", exc_info=error)
    return phrase("Something went wrong inside Curio. It has been written to the log; please try again.")
