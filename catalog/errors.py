"""What can go wrong with the catalog. The whole tree is drawn in `assistant.errors`."""

from __future__ import annotations

from models.errors import CurioError


class CatalogError(CurioError):
    """Something about the shop's products."""

    audience = "merchandiser"


class FeedUnreadable(CatalogError):
    """The file is no feed that Curio reads, or misses what every product must have."""


class ImageUnreadable(CatalogError):
    """The picture cannot be decoded, or is larger than Curio accepts."""

    audience = "shopper"


class InvalidRequest(CatalogError):
    """A search that makes no sense: nothing asked for, or a filter that cannot be read."""

    audience = "shopper"


class UnknownProduct(CatalogError):
    """No product has this id."""

    audience = "shopper"


class StoreUnavailable(CatalogError):
    """The data folder cannot be opened or written."""

    audience = "operator"


class IndexMismatch(CatalogError):
    """An index was built by another model than the one asking; it is refused, never served."""

    audience = "operator"
