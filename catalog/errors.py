"""What can go wrong with the catalog. The whole tree is drawn in `assistant.errors`."""

from __future__ import annotations

from typing import ClassVar

from models.errors import Audience, CurioError


class CatalogError(CurioError):
    """Something about the shop's products."""

    audience: ClassVar[Audience] = "merchandiser"


class FeedUnreadable(CatalogError):
    """The file is no feed that Curio reads, or misses what every product must have."""


class ImportRefused(CatalogError):
    """What was asked of an import would lose more than anyone means to, or cannot be done any more."""


class ImportCancelled(CatalogError):
    """Somebody stopped the import; the catalog is as it was."""


class ImageUnreadable(CatalogError):
    """The picture cannot be decoded, or is larger than Curio accepts."""

    audience: ClassVar[Audience] = "shopper"


class InvalidRequest(CatalogError):
    """A search that makes no sense: nothing asked for, or a filter that cannot be read."""

    audience: ClassVar[Audience] = "shopper"


class InvalidRule(CatalogError):
    """A rule or board that makes no sense, or that somebody else has changed meanwhile."""


class PageUnreadable(CatalogError):
    """A file that is no page of help that Curio reads, or a page that is not there."""


class UnknownProduct(CatalogError):
    """No product has this id."""

    audience: ClassVar[Audience] = "shopper"


class InvalidBoard(CatalogError):
    """A shopper's board that cannot be: without a name, too long, too full."""

    audience: ClassVar[Audience] = "shopper"


class UnknownBoard(CatalogError):
    """No board of this browser, or none at this address."""

    audience: ClassVar[Audience] = "shopper"


class StoreUnavailable(CatalogError):
    """The data folder cannot be opened or written."""

    audience: ClassVar[Audience] = "operator"


class StoreDamaged(StoreUnavailable):
    """The database can be opened and not be read: something has overwritten it."""


class IndexMismatch(CatalogError):
    """An index was built by another model than the one asking; it is refused, never served."""

    audience: ClassVar[Audience] = "operator"
