"""What can go wrong with a model, and the root of every error that Curio names.

    CurioError
    └── ModelError
        ├── UnknownModel        a name that the registry does not hold
        ├── ModelNotInstalled   known, but its files are not on this machine
        ├── ModelFileInvalid    the files are there and are not what they say
        ├── ModelTooLarge       it needs more memory than this machine has
        ├── PullFailed          fetching from the hub did not finish
        ├── ChatBusy            the queue for sentences is full
        └── ChatUnavailable     the worker that writes sentences is down

The root lives here because `models` is the lowest package: `catalog.errors` and `assistant.errors` grow the same tree.
The whole tree is drawn in `assistant.errors`, which also turns an error into the words a person reads.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from models.phrase import Phrase

Audience = Literal["shopper", "merchandiser", "operator"]


class CurioError(Exception):
    """A failure Curio expects and can explain.

    The message is one line: what is wrong and what to do about it. It is shown to a person as it is, so it carries
    no traceback, no type names and nothing secret. What a shopper may read is a Phrase, and kept as one.
    """

    audience: ClassVar[Audience] = "operator"

    def __init__(self, message: str) -> None:
        super().__init__(message if isinstance(message, Phrase) else " ".join(message.split()))


class ModelError(CurioError):
    """Something about a model."""


class UnknownModel(ModelError):
    """The name is not in the registry and is not a folder or file."""


class ModelNotInstalled(ModelError):
    """The registry knows the model; this machine does not have its files."""


class ModelFileInvalid(ModelError):
    """The file is missing a part, is damaged, or is not a model at all."""


class ModelTooLarge(ModelError):
    """Running it would take more memory than there is, free or not."""


class PullFailed(ModelError):
    """A download could not be started or finished; running the pull again goes on where it stopped."""


class ChatBusy(ModelError):
    """Too many people are waiting for sentences."""

    audience = "shopper"


class ChatUnavailable(ModelError):
    """No sentences can be written now; products are found all the same."""

    audience = "shopper"
