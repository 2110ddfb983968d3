"""Rows in, products out: checked, embedded, made ready; then all of them applied at once. And the way back: undo.

Work is done in batches, one transaction each, and keyed by content: a picture or text that has a vector is never embedded
again, and a picture that is known is not even decoded. So an import that was cut off is simply run again. Nothing of it is in
the shop before its last transaction, which holds all of it (`catalog.import_log`). A row that cannot be taken is said, with
what to do, and never holds up the good ones. Indexes are not touched here: `catalog.search` sees the store's generation change.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PIL import Image

from catalog.checking import CheckedRow, check, row_id, with_pictures
from catalog.errors import FeedUnreadable, ImageUnreadable, ImportCancelled, ImportRefused, StoreUnavailable
from catalog.feeds import FeedRow, Issue, Record, open_table, read_feed
from catalog.images import PictureFolder, open_image
from catalog.import_log import ImportOptions, ImportState, Report
from catalog.picture_fetcher import PictureFetcher
from catalog.picture_finder import PictureFinder
from catalog.picture_intake import PictureIntake
from catalog.product import Board, Product, hash_of_text, product_text, text_hash
from catalog.store import Store, put_board
from models.base import ImageTextEmbedder, TextEmbedder
from models.errors import CurioError

_log = logging.getLogger(__name__)
DEMO = Path(__file__).parent / "demo"
Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""

_BATCH = 32
_PREVIEW = 20
_SHOWN = ("title", "price", "availability", "description", "brand", "color", "material", "category", "group_id", "link")


def ingest(
    feed: Path,
    images: Path | None,
    store: Store,
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    home: Path,
    *,
    replace: bool = False,
    force: bool = False,
    dry_run: bool = False,
    mapping: Mapping[str, str] | None = None,
    default_currency: str = "USD",
    hosts: frozenset[str] = frozenset(),
    on_progress: Progress | None = None,
) -> Report:
    """Import a feed; pictures are found in `images` by path, name or SKU, or by path in the feed's folder.

    `replace` removes products the feed does not have; more than half of the shop only with `force`. `dry_run` says what would
    happen and changes nothing of the catalog. `mapping` and `default_currency` are `read_feed`'s. Pictures that the feed names
    by address are fetched from `hosts`, and kept for the next import. Raises FeedUnreadable or ImportRefused before anything is
    embedded, StoreUnavailable when the disk gives out; the catalog is then as it was.
    """
    options = ImportOptions(replace, force, dry_run, dict(mapping or {}), default_currency, sorted(hosts))
    number = store.imports.begin(feed.name, "command", options)
    report = run_import(number, feed, images, store, pictures, words, home, on_progress=on_progress)
    report.issues = store.imports.issues(number)
    return report


def ingest_demo(
    store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, home: Path, *, on_progress: Progress | None = None
) -> Report:
    """Import the demo catalog and its boards, in one transaction."""
    boards = [
        Board(board["slug"], board["title"], board["description"], tuple(board["product_ids"]))
        for board in json.loads((DEMO / "boards.json").read_text("utf-8"))
    ]

    def put_boards(connection: sa.Connection) -> None:
        for board in boards:
            put_board(connection, board)

    number = store.imports.begin("The demo catalog", "demo", ImportOptions())
    feed = DEMO / "feed.tsv"
    return run_import(number, feed, None, store, pictures, words, home, on_progress=on_progress, also=put_boards)


def run_import(
    number: int,
    feed: Path,
    images: Path | None,
    store: Store,
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    home: Path,
    *,
    on_progress: Progress | None = None,
    also: Callable[[sa.Connection], None] | None = None,
) -> Report:
    """Do the import that is recorded under `number`, from its beginning; for whoever holds the lock of imports.

    See `ingest`. The report's issues stay in the record. Raises ImportCancelled besides, when somebody asked it to stop.
    However it ends, the record says so; when even that cannot be written, the record goes on saying that the import runs,
    and the next import knows better.
    """
    with end_recorded(store, number):
        store.imports.run(number)
        PictureFolder(home).sweep()
        return _Import(number, feed, images, store, pictures, words, home).run(on_progress, also)


def undo_import(
    number: int,
    store: Store,
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    home: Path,
    *,
    on_progress: Progress | None = None,
) -> Report:
    """Make the catalog what it was before this import; for whoever holds the lock of imports. The report counts what came back
    (accepted), was changed back (updated) and went (removed); `on_progress` counts each product twice, when it is ready and
    when it is back. Raises ImportRefused when it is not the last one."""
    total = store.imports.undo_size(number)
    ready = 0
    for products, of in store.imports.before(
        number
    ):  # in the spaces of today, which may be others than before the import
        _embed(products, store, pictures, words, PictureFolder(home))
        ready += of
        if on_progress:
            on_progress(ready, 2 * total)
    return store.imports.undo(number, lambda back: on_progress(total + back, 2 * total) if on_progress else None)


def embed_catalog(
    store: Store, pictures: ImageTextEmbedder, words: TextEmbedder, home: Path, *, on_progress: Progress | None = None
) -> int:
    """Embed what has no vector in these two spaces yet; return how many vectors were made.

    For a change of models: vectors of other spaces stay, so the shop goes on meanwhile.
    """
    ids = store.all_ids()
    folder = PictureFolder(home)
    made = 0
    for start in range(0, len(ids), _BATCH):
        batch = list(store.products(ids[start : start + _BATCH]).values())
        made += _embed(batch, store, pictures, words, folder)
        if on_progress:
            on_progress(min(start + _BATCH, len(ids)), len(ids))
    return made


def missing_vectors(store: Store, pictures_space: str, words_space: str) -> int:
    """How many vectors products should have and do not."""
    products = store.products(store.all_ids()).values()
    shown = [product.pictures[0].content_hash for product in products if product.pictures]
    return len(store.missing_vectors(pictures_space, shown)) + len(
        store.missing_vectors(words_space, [text_hash(product) for product in products])
    )


@contextmanager
def end_recorded(store: Store, number: int) -> Iterator[None]:
    """Let the record say how an import ended that did not come to its end."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ImportCancelled | KeyboardInterrupt):
            state, said = ImportState.CANCELLED, str(error) or "It was stopped. The catalog is as it was."
        elif isinstance(error, StoreUnavailable):
            state, said = ImportState.HALTED, str(error)
        elif isinstance(error, ImportRefused):  # as good as checked: it may be asked again, and allowed
            state, said = ImportState.CHECKED, str(error)
        elif isinstance(error, CurioError):
            state, said = ImportState.FAILED, str(error)
        else:
            state, said = ImportState.FAILED, "Something went wrong inside Curio. It has been written to the log."
        with suppress(
            StoreUnavailable
        ):  # a full disk: it goes on saying that the import runs, and the next one knows better
            store.imports.end(number, state, said)
        raise


class _Import:
    """One run over one feed."""

    def __init__(
        self,
        number: int,
        feed: Path,
        images: Path | None,
        store: Store,
        pictures: ImageTextEmbedder,
        words: TextEmbedder,
        home: Path,
    ) -> None:
        self._number = number
        self._feed = feed
        self._options = store.imports.record(number).options
        hosts = frozenset(self._options.hosts)
        fetcher = PictureFetcher(home / "fetched", hosts) if hosts else None
        self._finder = PictureFinder(images or feed.parent, by_name=images is not None, fetcher=fetcher)
        self._store = store
        self._pictures = pictures
        self._words = words
        self._folder = PictureFolder(home)
        self._intake = PictureIntake(store, self._folder, keep=not self._options.dry_run)
        self._report = Report()
        self._taken: set[str] = set()
        self._refused: set[int] = set()
        self._preview: list[dict[str, Any]] = []

    def run(self, on_progress: Progress | None, also: Callable[[sa.Connection], None] | None = None) -> Report:
        log, dry_run = self._store.imports, self._options.dry_run
        total, gone = self._survey()
        done = 0
        if on_progress:
            on_progress(0, total)
        for rows in _batches(self._read()):
            self._take(rows, done := done + len(rows))
            if on_progress:
                on_progress(done, total)
        if gone and not self._taken:
            raise FeedUnreadable(f"{self._feed.name} holds no product that could be taken, so nothing was removed.")
        self._keep_refused()
        self._report.removed = len(gone)
        if dry_run:
            log.say(self._number, counts=self._report.counts)
            log.end(self._number, ImportState.CHECKED)
        else:
            log.say(self._number, stage="applying")
            log.apply(self._number, gone, self._report.counts, also)
        return self._report

    def _read(self) -> Iterator[FeedRow | Issue]:
        return read_feed(self._feed, self._options.mapping, default_currency=self._options.currency)

    def _survey(self) -> tuple[int, list[str]]:
        """Read the feed once to its end: a feed that breaks off, or a removal that is refused, is said before the hours that
        embedding may take. Return the number of rows and the ids that the shop has and the feed has not."""
        total = 0
        named: set[str] = set()
        for row in self._read():
            total += 1
            # A product whose row is refused is in the feed all the same: a wrong price must not take it out of the shop.
            if isinstance(row, FeedRow):
                named.add(row_id(row))
        before = self._store.all_ids()
        gone = [one for one in before if one not in named]
        some = self._store.products(gone[:_PREVIEW]).values()
        lacking = [{"id": one.id, "title": one.title} for one in some]
        preview = {"rows": [], "lacking": lacking, "lacks": len(gone), "of": len(before)}
        self._store.imports.say(self._number, total=total, stage="taking", preview=preview)
        if not self._options.replace:
            return total, []
        if gone and not named - {""}:
            raise FeedUnreadable(f"{self._feed.name} holds no product, so nothing was removed.")
        if 2 * len(gone) > len(before) and not self._options.force and not self._options.dry_run:
            raise ImportRefused(
                f"This feed lacks {len(gone):,} of the shop's {len(before):,} products, and replacing would remove them. "
                "If that is meant, allow it (--force); if not, leave --replace away. Nothing was changed."
            )
        return total, gone

    def _take(self, said: Sequence[FeedRow | Issue], done: int) -> None:
        """Check a batch of rows, embed what is new, and keep what they come to."""
        rows = [one for one in said if isinstance(one, FeedRow)]
        no_rows = [one for one in said if isinstance(one, Issue)]
        known = self._store.products([row_id(row) for row in rows])
        checked = [self._checked(row, known) for row in rows]
        self._see(checked)
        products = [one.product for one in checked if one.product is not None]
        if not self._options.dry_run:
            _embed(products, self._store, self._pictures, self._words, self._folder)
        new = [product for product in products if product.id not in known]
        changed = [product for product in products if product.id in known and known[product.id] != product]
        self._report.accepted += len(new)
        self._report.updated += len(changed)
        self._report.unchanged += len(products) - len(new) - len(changed)
        refused = [one.row for one in checked if one.product is None]
        broken = [one.row for one in no_rows if one.severity == "error"]
        self._report.rejected += len(refused) + len(broken)
        self._refused.update(broken, *(row.rows for row in refused))
        self._show(checked, known)
        self._store.imports.keep(
            self._number,
            [] if self._options.dry_run else [one for one in products if known.get(one.id) != one],
            sorted([*no_rows, *(issue for one in checked for issue in one.issues)], key=lambda issue: issue.row),
            done,
            self._report.counts,
        )

    def _checked(self, row: FeedRow, known: Mapping[str, Product]) -> CheckedRow:
        checked = check(row, known.get(row_id(row)), self._finder)
        if checked.product is not None:
            if checked.product.id in self._taken:
                checked.refuse("id", "duplicate_id", "This id is in the feed already; give each product its own.")
            else:
                self._taken.add(checked.product.id)
        return checked

    def _see(self, checked: Sequence[CheckedRow]) -> None:
        """Look at the batch's pictures, and embed the first ones that are new."""
        files = [[file for file in one.files.values() if isinstance(file, Path)] for one in checked]
        first = [
            file
            for one in checked
            for (name, _), file in one.files.items()
            if name == "image_link" and isinstance(file, Path)
        ]
        seen, unembedded = self._intake.look([file for some in files for file in some], first, self._pictures.space)
        _put_pictures(unembedded, self._store, self._pictures)
        for one in checked:
            with_pictures(one, seen)

    def _keep_refused(self) -> None:
        """Keep the refused rows as the feed has them, with all rows of a product that was refused."""
        if not self._refused:
            return
        table = open_table(self._feed)
        rows = (one for one in table.records() if isinstance(one, Record) and one.number in self._refused)
        cells = ((one.number, [one.cells.get(name, "") for name in table.columns]) for one in rows)
        self._store.imports.keep_refused(self._number, table.columns, cells)

    def _show(self, checked: Sequence[CheckedRow], known: Mapping[str, Product]) -> None:
        """Add the first rows of the feed, and what becomes of them, to what the record shows."""
        if len(self._preview) >= _PREVIEW:
            return
        for one in checked[: _PREVIEW - len(self._preview)]:
            before = known.get(row_id(one.row))
            fate = "refused" if one.product is None else "new" if before is None else "unchanged"
            changes = _changes(before, one.product) if before and one.product else {}
            self._preview.append(
                {"row": one.row.number, "id": row_id(one.row)[:50], "fate": "changed" if changes else fate,
                 "title": one.product.title if one.product else one.row.fields["title"][:150], "changes": changes,
                 "issues": [issue.message for issue in one.issues]}
            )  # fmt: skip
        kept = self._store.imports.record(self._number).preview
        self._store.imports.say(self._number, preview={**kept, "rows": self._preview})


def _changes(before: Product, after: Product) -> dict[str, list[str]]:
    """field → [before, after], as a person reads them."""
    changed = {
        name: [str(getattr(before, name) or ""), str(getattr(after, name) or "")]
        for name in _SHOWN
        if getattr(before, name) != getattr(after, name)
    }
    for name in before.attributes.keys() | after.attributes.keys():
        old, new = before.attributes.get(name, ""), after.attributes.get(name, "")
        if old != new:
            changed[name] = [old, new]
    if before.pictures != after.pictures:
        changed["pictures"] = [", ".join(one.source for one in product.pictures) for product in (before, after)]
    return changed


def _embed(
    products: Sequence[Product],
    store: Store,
    pictures: ImageTextEmbedder,
    words: TextEmbedder,
    folder: PictureFolder,
) -> int:
    """Make the vectors that are missing, pictures from the copies that are kept; return how many were made."""
    first = [product.pictures[0].content_hash for product in products if product.pictures]
    decoded: dict[str, Image.Image] = {}
    for key in store.missing_vectors(pictures.space, first):
        try:
            decoded[key] = open_image(folder.page(key))
        except ImageUnreadable as error:  # found by its words only, until an import brings the picture again
            _log.warning("the kept picture %s cannot be read: %s", key, error)
    _put_pictures(decoded, store, pictures)
    texts = {hash_of_text(text): text for text in map(product_text, products)}
    unread = store.missing_vectors(words.space, texts)
    if unread:
        rows = words.encode_texts([texts[key] for key in unread])
        store.put_vectors(words.space, zip(unread, rows, strict=True))
    return len(decoded) + len(unread)


def _put_pictures(decoded: Mapping[str, Image.Image], store: Store, pictures: ImageTextEmbedder) -> None:
    if decoded:
        rows = pictures.encode_images(list(decoded.values()))
        store.put_vectors(pictures.space, zip(decoded, rows, strict=True))


def _batches(rows: Iterator[FeedRow | Issue]) -> Iterator[list[FeedRow | Issue]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
