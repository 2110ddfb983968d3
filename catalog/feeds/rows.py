"""What passes between a feed's file and the catalog: records as the file has them, rows as Curio means them, and issues.

file → Table (one for each kind of file) → Record → a shop system's reading → FeedRow, or an Issue that says why not
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class FeedRow:
    """One product, in one colour, as a feed says it, before it is checked.

    `fields` holds the Google Merchant names that the feed has columns for, `attributes` the other columns; a blank cell is an
    empty string, a column that is not there is in neither. `number` counts from 1, as a spreadsheet shows the rows below the
    header. `rows` are all the rows it was made of, `number` among them: a shop's export has one for each size. `codes` are
    the shop's own codes for what is in it, by which its pictures may be named.
    """

    number: int
    fields: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rows: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows:
            object.__setattr__(self, "rows", (self.number,))


@dataclass(frozen=True)
class Issue:
    """What is wrong with one row, and what to do. An "error" refuses the row, a "warning" does not; "info" says why a row is
    no product of its own: the shop does not sell it, or says it again for another language."""

    row: int
    id: str
    field: str
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Record:
    """One row of the file, uninterpreted: `cells` by the columns' own names, spaces around them taken off."""

    number: int
    cells: Mapping[str, str]


class Table(Protocol):
    """A file of records. It can be read as often as wanted; each time it is opened anew and streamed."""

    name: str
    """The file's name, for messages."""
    columns: tuple[str, ...]
    """Every column, in order, each name once. Files without a header may have further ones in later records."""

    def records(self) -> Iterator[Record | Issue]:
        """Yield the records that are not blank; an Issue for one that is broken in itself. Raises FeedUnreadable when the
        file breaks off, so that what follows cannot be told."""
        ...


@dataclass(frozen=True)
class Guess:
    """Which column a field is read from. `confidence` is in [0, 1]: 1 is the format's own name for it."""

    column: str
    confidence: float


@dataclass(frozen=True)
class FeedPreview:
    """What a feed looks like before it is imported: for a merchandiser to look at, and to correct `guesses`."""

    format: str
    columns: tuple[str, ...]
    samples: tuple[Mapping[str, str], ...]
    guesses: Mapping[str, Guess]
    missing: tuple[str, ...]
    """Fields that every product must have and no column was surely found for; `read_feed` wants a mapping for them."""
