"""The shop's data, and the truth: products, pictures, vectors, boards, events. SQLAlchemy Core; SQLite in WAL by default, or
PostgreSQL.

A change is one transaction: it is there whole or not at all. `generation` grows with every change of products or vectors, so
whatever is derived (an index, a page's cache) knows when it is stale. Safe to share among threads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from catalog import letters
from catalog import tables as t
from catalog.database import Database, chunks, next_generation
from catalog.errors import UnknownProduct
from catalog.fact_index import Facts
from catalog.import_log import ImportLog
from catalog.lexicon import Lexicon
from catalog.product import Board, Filters, Product
from catalog.product_rows import put_products, read_products, remove_products, sayable
from catalog.shades import shades_of
from models.phrase import phrase

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Counts:
    """How many products an upsert added, changed and found as they were."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0


class Store:
    """See the module. Open one for each database and close it at the end."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.imports = ImportLog(database)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open, create or migrate the database. Raises StoreUnavailable, saying why, when that cannot be done."""
        return cls(Database.open(url))

    def close(self) -> None:
        self.database.close()

    # Products

    def count(self) -> int:
        with self.database.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(t.products)) or 0)

    def generation(self) -> int:
        """Grows with every change; 0 only in a store that never held anything."""
        with self.database.reading() as connection:
            return int(connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == "generation")) or 0)

    def all_ids(self) -> list[str]:
        with self.database.reading() as connection:
            return list(connection.scalars(sa.select(t.products.c.id).order_by(t.products.c.row)))

    def facts(self) -> list[Facts]:
        """What is told of every product in a word or two each: all but its description."""
        c = t.products.c
        asked = sa.select(c.title, c.color, c.material, c.brand, c.category, c.attributes, c.id).order_by(c.row)
        with self.database.reading() as connection:
            return [Facts(*row) for row in connection.execute(asked)]

    def product(self, product_id: str) -> Product:
        """Raises UnknownProduct."""
        found = self.products([product_id])
        if product_id not in found:
            raise UnknownProduct(
                phrase("The shop has no product {id}. It may have been removed.", id=repr(product_id[:60]))
            )
        return found[product_id]

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """Return id → product for those that exist, in the order asked."""
        with self.database.reading() as connection:
            return {one: product for one, (_, product) in read_products(connection, ids).items()}

    def categories(self) -> dict[str, str]:
        """Return id → category of every product, in the shop's order."""
        asked = sa.select(t.products.c.id, t.products.c.category).order_by(t.products.c.row)
        with self.database.reading() as connection:
            return {row.id: row.category for row in connection.execute(asked)}

    def upsert(self, products: Sequence[Product]) -> Counts:
        """Add or change products, all in one transaction."""
        known = self.products([product.id for product in products])
        changed = {product.id: product for product in products if known.get(product.id) != product}
        if changed:
            with self.database.writing() as connection:
                put_products(connection, list(changed.values()))
                next_generation(connection)
        new = sum(one not in known for one in changed)
        return Counts(new, len(changed) - new, len(products) - len(changed))

    def remove(self, ids: Iterable[str]) -> int:
        """Remove products; return how many there were. Their pictures' files and vectors stay until `forget_orphans`."""
        with self.database.writing() as connection:
            removed = remove_products(connection, list(ids))
            next_generation(connection)
        return removed

    # Vectors

    def put_vectors(self, space: str, rows: Iterable[tuple[str, Vectors]]) -> None:
        """Keep vectors by content hash, in half precision, in one transaction. One that is there already is replaced.

        The generation grows only when a product in the shop is found by one of them: what an import prepares for products
        that are not there yet must not have every index built anew.
        """
        blobs = {content_hash: np.asarray(vector, np.float16).tobytes() for content_hash, vector in rows}
        with self.database.writing() as connection:
            shown = False
            for chunk in chunks(list(blobs)):
                held = t.vectors.c.space == space, t.vectors.c.content_hash.in_(chunk)
                connection.execute(t.vectors.delete().where(*held))
                connection.execute(
                    t.vectors.insert(), [{"content_hash": one, "space": space, "vector": blobs[one]} for one in chunk]
                )
                by_picture = sa.exists().where(t.pictures.c.content_hash.in_(chunk))
                by_text = sa.exists().where(t.products.c.text_hash.in_(chunk))
                shown = shown or bool(connection.scalar(sa.select(sa.or_(by_picture, by_text))))
            if shown:
                next_generation(connection)

    def knows_space(self, space: str) -> bool:
        """Whether any vector is of this space: none is when the model was changed behind the store's back."""
        with self.database.reading() as connection:
            return (
                connection.scalar(sa.select(t.vectors.c.space).where(t.vectors.c.space == space).limit(1)) is not None
            )

    def missing_vectors(self, space: str, hashes: Iterable[str]) -> list[str]:
        """Return those of `hashes`, each once, that have no vector in this space."""
        wanted = list(dict.fromkeys(hashes))
        there: set[str] = set()
        with self.database.reading() as connection:
            for chunk in chunks(wanted):
                asked = sa.select(t.vectors.c.content_hash).where(
                    t.vectors.c.space == space, t.vectors.c.content_hash.in_(chunk)
                )
                there.update(connection.scalars(asked))
        return [one for one in wanted if one not in there]

    def put_picture_sizes(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        """Keep how large the pictures of these content hashes are: what is known need not be decoded again."""
        with self.database.writing() as connection:
            for chunk in chunks(list(sizes)):
                connection.execute(t.picture_sizes.delete().where(t.picture_sizes.c.content_hash.in_(chunk)))
                rows = [{"content_hash": one, "width": sizes[one][0], "height": sizes[one][1]} for one in chunk]
                connection.execute(t.picture_sizes.insert(), rows)

    def picture_sizes(self, hashes: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return content hash → (width, height) of those that have been decoded before."""
        found: dict[str, tuple[int, int]] = {}
        with self.database.reading() as connection:
            for chunk in chunks(list(dict.fromkeys(hashes))):
                rows = connection.execute(sa.select(t.picture_sizes).where(t.picture_sizes.c.content_hash.in_(chunk)))
                found.update({row.content_hash: (row.width, row.height) for row in rows})
        return found

    def picture_rows(self, space: str) -> tuple[list[str], Vectors]:
        """Product ids (n) and the vectors (n, dim) of their catalog pictures in this space."""
        return self._rows(
            sa.select(t.products.c.id, t.vectors.c.vector)
            .join(t.pictures, t.pictures.c.product_row == t.products.c.row)
            .join(t.vectors, t.vectors.c.content_hash == t.pictures.c.content_hash)
            # Only a product's first picture stands for it; the others are its gallery.
            .where(t.vectors.c.space == space, t.pictures.c.position == 0)
            .order_by(t.products.c.row)
        )

    def word_rows(self, space: str) -> tuple[list[str], Vectors]:
        """Product ids (n) and the vectors (n, dim) of their texts in this space."""
        return self._rows(
            sa.select(t.products.c.id, t.vectors.c.vector)
            .join(t.vectors, t.vectors.c.content_hash == t.products.c.text_hash)
            .where(t.vectors.c.space == space)
            .order_by(t.products.c.row)
        )

    def count_orphans(self) -> int:
        """How many vectors belong to no product any more."""
        with self.database.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(t.vectors).where(_ORPHANED)) or 0)

    def forget_orphans(self) -> int:
        """Delete vectors that belong to no product; return how many."""
        with self.database.writing() as connection:
            next_generation(connection)
            return int(connection.execute(t.vectors.delete().where(_ORPHANED)).rowcount)

    # Finding by letters and facts

    def search_letters(self, text: str, top_k: int, allowed: set[str] | None = None) -> list[tuple[str, float]]:
        """Return (product id, score), best first and higher better, of products that hold any word of `text`.

        Any text is safe: only its words are asked for, so no operator is read from it. Title, brand and codes weigh most.
        """
        words = re.findall(r"\w+", text.lower())[:64]
        with self.database.reading() as connection:
            # Filters are few here; asking for more and dropping is simpler than a temporary table, and exact with no limit.
            found = letters.find(connection, words, top_k if allowed is None else None)
        return [one for one in found if allowed is None or one[0] in allowed][:top_k]

    def allowed(self, filters: Filters) -> set[str] | None:
        """Return the ids of products that pass, or None when nothing was asked."""
        if not filters:
            return None
        c = t.products.c
        asked = sa.select(c.id)
        if filters.price_min is not None:
            asked = asked.where(c.price_sort >= float(filters.price_min))
        if filters.price_max is not None:
            asked = asked.where(c.price_sort <= float(filters.price_max))
        if filters.in_stock:
            asked = asked.where(c.availability == "in_stock")
        colors = {one for color in filters.colors for one in (color, *shades_of(color))}
        for column, values in (
            (c.color, colors),
            (c.material, filters.materials),
            (c.brand, filters.brands),
            (c.category, filters.categories),
        ):
            if values:
                asked = asked.where(sa.or_(*(_mentions(column, value) for value in sorted(values))))
        named: dict[str, list[str]] = {}
        for name, value in sorted(filters.attributes):
            named.setdefault(name, []).append(value)
        for name, said in named.items():
            asked = asked.where(sa.or_(*(_mentions(_attribute(name), value) for value in said)))
        with self.database.reading() as connection:
            passed = set(connection.scalars(asked))
            for unwanted in filters.without:
                passed -= set(_being(connection, unwanted))
            return passed

    def facets(self, without: Iterable[str] = ()) -> dict[str, dict[str, int]]:
        """Return color, material, brand and category → value → number of products, most frequent first.

        Products whose ids are in `without` are not counted.
        """
        found: dict[str, dict[str, int]] = {}
        uncounted = [t.products.c.id.in_(chunk) for chunk in chunks(list(without))]
        with self.database.reading() as connection:
            for name in ("color", "material", "brand", "category"):
                column = t.products.c[name]
                counts: dict[str, int] = {}
                for sign, which in ((1, sa.true()), *((-1, among) for among in uncounted)):
                    asked = sa.select(column, sa.func.count()).where(column != "", which).group_by(column)
                    for value, count in connection.execute(asked):
                        for single in re.split(r"\s*[/,;]\s*", value) if name != "category" else [value]:
                            counts[single] = counts.get(single, 0) + sign * count
                left = ((value, count) for value, count in counts.items() if count > 0)
                found[name] = dict(sorted(left, key=lambda item: (-item[1], item[0])))
        return found

    def lexicon(self, without: Iterable[str] = ()) -> Lexicon:
        """The words this shop uses of its things; products whose ids are in `without` are not read."""
        unread = frozenset(without)
        return Lexicon.of(one for one in self.facts() if one.id not in unread)

    def variants(self, group_id: str) -> list[str]:
        """Return the ids of the products of one group, in the order of the feed."""
        if not group_id:
            return []
        with self.database.reading() as connection:
            asked = sa.select(t.products.c.id).where(t.products.c.group_id == group_id).order_by(t.products.c.row)
            return list(connection.scalars(asked))

    def price_range(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and highest price, or None in an empty shop."""
        with self.database.reading() as connection:
            asked = sa.select(sa.func.min(t.products.c.price_sort), sa.func.max(t.products.c.price_sort))
            low, high = connection.execute(asked).one()
        return None if low is None else (Decimal(str(low)), Decimal(str(high)))

    # Boards

    def boards(self) -> list[Board]:
        with self.database.reading() as connection:
            return [_board(row) for row in connection.execute(sa.select(t.boards).order_by(t.boards.c.position))]

    def board(self, slug: str) -> Board:
        """Raises UnknownProduct when there is none."""
        with self.database.reading() as connection:
            row = connection.execute(sa.select(t.boards).where(t.boards.c.slug == slug)).one_or_none()
        if row is None:
            raise UnknownProduct(phrase("The shop has no board {name}.", name=repr(slug[:60])))
        return _board(row)

    def put_board(self, board: Board) -> None:
        with self.database.writing() as connection:
            put_board(connection, board)
            next_generation(connection)

    def clear(self) -> None:
        """Empty every table; the generation goes on growing."""
        with self.database.writing() as connection:
            letters.clear(connection)
            for table in reversed(t.metadata.sorted_tables):
                if table is not t.meta:
                    connection.execute(table.delete())
            next_generation(connection)

    # Inside

    def _rows(self, asked: sa.Select[Any]) -> tuple[list[str], Vectors]:
        with self.database.reading() as connection:
            rows = connection.execute(asked).all()
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        vectors = np.frombuffer(b"".join(row.vector for row in rows), np.float16).reshape(len(rows), -1)
        return [row.id for row in rows], vectors.astype(np.float32)


# Neither a catalog picture nor a product's text has it.
_ORPHANED = sa.and_(
    ~sa.exists().where(t.pictures.c.content_hash == t.vectors.c.content_hash),
    ~sa.exists().where(t.products.c.text_hash == t.vectors.c.content_hash),
)


def put_board(connection: sa.Connection, board: Board) -> None:
    """Add a board, or change it in its place, inside a transaction."""
    last = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(t.boards.c.position), 0)))
    kept = connection.scalar(sa.select(t.boards.c.position).where(t.boards.c.slug == board.slug))
    connection.execute(t.boards.delete().where(t.boards.c.slug == board.slug))
    connection.execute(
        t.boards.insert().values(
            slug=board.slug,
            title=board.title,
            description=board.description,
            position=kept if kept is not None else (last or 0) + 1,
            product_ids=list(board.product_ids),
        )
    )


def _board(row: Any) -> Board:
    return Board(row.slug, row.title, row.description, tuple(row.product_ids))


def _attribute(name: str) -> sa.ColumnElement[str]:
    """What the attribute of this name says; "" for every product where no attribute can be called so."""
    if not re.fullmatch(r"[\w -]{1,40}", name):  # it becomes part of a path
        return sa.literal("")
    return sa.func.coalesce(t.products.c.attributes[name].as_string(), "")


def _being(connection: sa.Connection, unwanted: str) -> Iterator[str]:
    """The ids of products that are of this value, by their facts; where the fact that knows the value is not told, or no
    fact knows it, by their title. Descriptions do not count: they say "looks like leather", and "no plastic"."""
    c = t.products.c
    words = re.findall(r"\w+", sayable(unwanted).lower())[:8]
    if not words:
        return
    # A brand is a name: "not white" leaves "White & Daughters".
    being = {column.name: _mentions(column, unwanted) for column in (c.color, c.material)}
    being["category"] = sa.or_(
        *(_mentions(c.category, one) for one in (unwanted, f"{unwanted}s", unwanted.rstrip("s")) if one)
    )
    being["brand"] = sa.func.lower(c.brand) == sayable(unwanted).lower()
    one = sa.select(c.id).limit(1)
    knowing = [name for name, is_it in being.items() if connection.scalar(one.where(is_it)) is not None]
    if knowing:
        yield from connection.scalars(sa.select(c.id).where(sa.or_(*(being[name] for name in knowing))))
    # A JSON text: what is not ASCII is escaped in it, and the names of attributes stand in it too.
    held = _mentions(sa.cast(c.attributes, sa.String), json.dumps(unwanted)[1:-1], '/,;{}:"')
    for row in connection.execute(sa.select(c.id, c.attributes).where(held)):
        values = " / ".join(map(str, row.attributes.values())).lower()
        if re.search(rf"(?<!\w){re.escape(unwanted.lower())}(?!\w)", values):
            yield row.id
    lacking = re.compile(rf"\b(?:without|no|non)\b[\s-](?:\w+\s){{0,2}}{words[0]}|\b{words[-1]}[\s-]?(?:free|less)\b")
    for titled in chunks(sorted(letters.holding(connection, words, titles=True))):
        for row in connection.execute(sa.select(c.id, c.title, *(c[name] for name in knowing)).where(c.id.in_(titled))):
            untold = not any(row._mapping[name] for name in knowing)
            if untold and not lacking.search(row.title.lower()):
                yield row.id


def _mentions(column: sa.ColumnElement[str], value: str, marks: str = "/,;") -> sa.ColumnElement[bool]:
    """Whether a column is this value or lists it: "Red/White" and "Home > Mugs" hold "red" and "mugs"."""
    said: sa.ColumnElement[str] = sa.func.lower(column)
    value = sayable(value).lower()
    for mark in marks:
        said, value = sa.func.replace(said, mark, " "), value.replace(mark, " ")
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (" " + said + " ").like(f"% {escaped} %", escape="\\")
