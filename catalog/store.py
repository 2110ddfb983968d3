"""The shop's data, and the truth: products, pictures, vectors, boards, events. SQLAlchemy Core; SQLite in WAL by default.

A change is one transaction: it is there whole or not at all. `generation` grows with every change of products or vectors, so
whatever is derived (an index, a page's cache) knows when it is stale. Safe to share among threads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from numpy.typing import NDArray

from catalog import tables as t
from catalog.errors import StoreUnavailable, UnknownProduct
from catalog.product import Board, Filters, Money, Picture, Product

Vectors = NDArray[np.float32]
_FAMILY = 6  # letters
_LETTER_WEIGHTS = "8.0, 4.0, 4.0, 1.0"  # title, brand, codes, text
_CHUNK = 500  # names in one IN (…): SQLite allows 32,766 variables, and short statements stay cached


@dataclass(frozen=True)
class Counts:
    """How many products an upsert added, changed and found as they were."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0


def product_text(product: Product) -> str:
    """What is said of a product in one text, most telling first: this is embedded and searched by meaning."""
    kind = product.category.split(">")[-1].strip()
    facts = [product.color, product.material, product.brand, *product.attributes.values()]
    said = [product.title, kind, ", ".join(fact for fact in facts if fact), product.description]
    return ". ".join(part for part in said if part)


def text_hash(product: Product) -> str:
    """The content hash under which the product's text is embedded."""
    return hashlib.sha256(product_text(product).encode()).hexdigest()


class Database:
    """The database itself, for the rooms that share it: `catalog.rule_store`, `catalog.insight`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One view of the database, for as long as the block lasts. Raises StoreUnavailable."""
        with _explained(self._engine), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or, when the block raises, none. Raises StoreUnavailable."""
        with _explained(self._engine), self._engine.begin() as connection:
            _lock_sqlite(connection)
            yield connection


class Store:
    """See the module. Open one for each database and close it at the end."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.database = Database(engine)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open, create or migrate the database. Raises StoreUnavailable, saying why, when that cannot be done."""
        try:
            engine = sa.create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
            if engine.dialect.name == "sqlite":
                sa.event.listen(engine, "connect", _set_up_sqlite)
            with _explained(engine), engine.begin() as connection:
                _lock_sqlite(connection)
                config = Config()
                config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:  # a revision that this version's migrations do not hold
            raise StoreUnavailable(
                f"{engine.url.database} was written by a later Curio. Update this one, or set CURIO_HOME to another folder."
            ) from error
        except sa.exc.ArgumentError as error:
            raise StoreUnavailable(f"{url!r} is no database address. Correct CURIO_DATABASE_URL.") from error
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    # Products

    def count(self) -> int:
        with self._reading() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(t.products)) or 0)

    def generation(self) -> int:
        """Grows with every change; 0 only in a store that never held anything."""
        with self._reading() as connection:
            return int(connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == "generation")) or 0)

    def all_ids(self) -> list[str]:
        with self._reading() as connection:
            return list(connection.scalars(sa.select(t.products.c.id).order_by(t.products.c.row)))

    def product(self, product_id: str) -> Product:
        """Raises UnknownProduct."""
        found = self.products([product_id])
        if product_id not in found:
            raise UnknownProduct(f"The shop has no product {product_id[:60]!r}. It may have been removed.")
        return found[product_id]

    def products(self, ids: Sequence[str]) -> dict[str, Product]:
        """Return id → product for those that exist, in the order asked."""
        rows: dict[str, Any] = {}
        shown: dict[int, list[Picture]] = {}
        with self._reading() as connection:
            for chunk in _chunks([one for one in dict.fromkeys(ids) if _sayable(one) == one]):
                for row in connection.execute(sa.select(t.products).where(t.products.c.id.in_(chunk))):
                    rows[row.id] = row
            for numbers in _chunks([row.row for row in rows.values()]):
                asked = (
                    sa.select(t.pictures).where(t.pictures.c.product_row.in_(numbers)).order_by(t.pictures.c.position)
                )
                for picture in connection.execute(asked):
                    shown.setdefault(picture.product_row, []).append(
                        Picture(picture.content_hash, picture.source, picture.width, picture.height)
                    )
        return {one: _product(rows[one], shown.get(rows[one].row, [])) for one in ids if one in rows}

    def upsert(self, products: Sequence[Product]) -> Counts:
        """Add or change products, all in one transaction."""
        known = self.products([product.id for product in products])
        changed = [product for product in products if known.get(product.id) != product]
        if changed:
            with self._writing() as connection:
                for product in changed:
                    _put(connection, product)
        new = sum(product.id not in known for product in changed)
        return Counts(new, len(changed) - new, len(products) - len(changed))

    def remove(self, ids: Iterable[str]) -> int:
        """Remove products; return how many there were. Their pictures' files and vectors stay until `forget_orphans`."""
        removed = 0
        with self._writing() as connection:
            for chunk in _chunks(list(ids)):
                rows = list(connection.scalars(sa.select(t.products.c.row).where(t.products.c.id.in_(chunk))))
                for row in rows:
                    connection.execute(sa.text("DELETE FROM letters WHERE rowid = :row"), {"row": row})
                connection.execute(t.pictures.delete().where(t.pictures.c.product_row.in_(rows)))
                connection.execute(t.products.delete().where(t.products.c.row.in_(rows)))
                removed += len(rows)
        return removed

    # Vectors

    def put_vectors(self, space: str, rows: Iterable[tuple[str, Vectors]]) -> None:
        """Keep vectors by content hash, in half precision. One that is there already is replaced."""
        with self._writing() as connection:
            for content_hash, vector in rows:
                connection.execute(
                    t.vectors.delete().where(t.vectors.c.content_hash == content_hash, t.vectors.c.space == space)
                )
                blob = np.asarray(vector, np.float16).tobytes()
                connection.execute(t.vectors.insert().values(content_hash=content_hash, space=space, vector=blob))

    def missing_vectors(self, space: str, hashes: Iterable[str]) -> list[str]:
        """Return those of `hashes`, each once, that have no vector in this space."""
        wanted = list(dict.fromkeys(hashes))
        there: set[str] = set()
        with self._reading() as connection:
            for chunk in _chunks(wanted):
                asked = sa.select(t.vectors.c.content_hash).where(
                    t.vectors.c.space == space, t.vectors.c.content_hash.in_(chunk)
                )
                there.update(connection.scalars(asked))
        return [one for one in wanted if one not in there]

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
        with self._reading() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(t.vectors).where(_ORPHANED)) or 0)

    def forget_orphans(self) -> int:
        """Delete vectors that belong to no product; return how many."""
        with self._writing() as connection:
            return int(connection.execute(t.vectors.delete().where(_ORPHANED)).rowcount)

    # Finding by letters and facts

    def search_letters(self, text: str, top_k: int, allowed: set[str] | None = None) -> list[tuple[str, float]]:
        """Return (product id, BM25), best first and higher better, of products that hold any word of `text`.

        Any text is safe: its words are quoted, so no operator of FTS5 is read from it. Title, brand and codes weigh most.
        """
        words = re.findall(r"\w+", text.lower())[:64]
        if not words:
            return []
        # A longer word may begin another of its family: "plants", stemmed, begins "planter", which no stemmer joins to it.
        match = " OR ".join(f'"{word}"' + "*" * (len(word) >= _FAMILY) for word in dict.fromkeys(words))
        asked = sa.text(
            f"SELECT p.id, -bm25(letters, {_LETTER_WEIGHTS}) AS score FROM letters "
            "JOIN products p ON p.row = letters.rowid WHERE letters MATCH :match ORDER BY score DESC, p.row LIMIT :top"
        )
        # Filters are few here; asking for more and dropping is simpler than a temporary table, and exact with no limit.
        top = top_k if allowed is None else -1
        with self._reading() as connection:
            rows = connection.execute(asked, {"match": match, "top": top})
            found = [(row.id, float(row.score)) for row in rows if allowed is None or row.id in allowed]
        return found[:top_k]

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
        for column, values in ((c.color, filters.colors), (c.material, filters.materials), (c.brand, filters.brands)):
            if values:
                asked = asked.where(sa.or_(*(_mentions(column, value) for value in sorted(values))))
        if filters.categories:
            asked = asked.where(sa.or_(*(_mentions(c.category, value) for value in sorted(filters.categories))))
        with self._reading() as connection:
            passed = set(connection.scalars(asked))
            for said in filters.without:
                words = re.findall(r"\w+", said.lower())[:8]
                if words:
                    holding = sa.text(
                        "SELECT p.id FROM letters JOIN products p ON p.row = letters.rowid WHERE letters MATCH :match"
                    )
                    passed -= set(connection.scalars(holding, {"match": " AND ".join(f'"{word}"' for word in words)}))
            return passed

    def facets(self, without: Iterable[str] = ()) -> dict[str, dict[str, int]]:
        """Return color, material, brand and category → value → number of products, most frequent first.

        Products whose ids are in `without` are not counted.
        """
        found: dict[str, dict[str, int]] = {}
        uncounted = [t.products.c.id.in_(chunk) for chunk in _chunks(list(without))]
        with self._reading() as connection:
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

    def price_range(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and highest price, or None in an empty shop."""
        with self._reading() as connection:
            asked = sa.select(sa.func.min(t.products.c.price_sort), sa.func.max(t.products.c.price_sort))
            low, high = connection.execute(asked).one()
        return None if low is None else (Decimal(str(low)), Decimal(str(high)))

    # Boards

    def boards(self) -> list[Board]:
        with self._reading() as connection:
            return [_board(row) for row in connection.execute(sa.select(t.boards).order_by(t.boards.c.position))]

    def board(self, slug: str) -> Board:
        """Raises UnknownProduct when there is none."""
        with self._reading() as connection:
            row = connection.execute(sa.select(t.boards).where(t.boards.c.slug == slug)).one_or_none()
        if row is None:
            raise UnknownProduct(f"The shop has no board {slug[:60]!r}.")
        return _board(row)

    def put_board(self, board: Board) -> None:
        with self._writing() as connection:
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

    def clear(self) -> None:
        """Empty every table; the generation goes on growing."""
        with self._writing() as connection:
            connection.execute(sa.text("DELETE FROM letters"))
            for table in (t.pictures, t.products, t.vectors, t.boards, t.rules, t.events):
                connection.execute(table.delete())

    # Inside

    def _rows(self, asked: sa.Select[Any]) -> tuple[list[str], Vectors]:
        with self._reading() as connection:
            rows = connection.execute(asked).all()
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        vectors = np.frombuffer(b"".join(row.vector for row in rows), np.float16).reshape(len(rows), -1)
        return [row.id for row in rows], vectors.astype(np.float32)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One transaction that ends with the next generation."""
        with self._explained(), self._engine.begin() as connection:
            _lock_sqlite(connection)
            yield connection
            connection.execute(t.meta.update().where(t.meta.c.name == "generation").values(value=t.meta.c.value + 1))

    def _explained(self) -> Any:
        return _explained(self._engine)


# Neither a catalog picture nor a product's text has it.
_ORPHANED = sa.and_(
    ~sa.exists().where(t.pictures.c.content_hash == t.vectors.c.content_hash),
    ~sa.exists().where(t.products.c.text_hash == t.vectors.c.content_hash),
)


@contextmanager
def _explained(engine: sa.Engine) -> Iterator[None]:
    """Turn what a database says into one line that says what to do."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
        where, said = engine.url.database or str(engine.url), str(error.orig)
        cure = {
            "readonly": "Make the file and its folder writable, or set CURIO_HOME to a folder that is.",
            "unable to open": "Make the folder writable, or set CURIO_HOME to a folder that is.",
            "not a database": "It is no Curio database: move it away, or set CURIO_HOME to another folder.",
            "malformed": "It is damaged: restore a copy, or run `python -m catalog reset`.",
            "full": "The disk is full: free some space and try again. Nothing was changed.",
            "locked": "Another program is writing to it: try again in a moment.",
        }
        advice = next((words for sign, words in cure.items() if sign in said), "Check that it can be read and written.")
        raise StoreUnavailable(f"{where}: {said}. {advice}") from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an import writes; NORMAL is safe with it against everything but power loss mid-checkpoint.
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 30000"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows A to Z only, and "Écru" would not be "écru".
    connection.create_function("lower", 1, lambda text: None if text is None else str(text).lower(), deterministic=True)


def _lock_sqlite(connection: sa.Connection) -> None:
    """Begin for writing at once: SQLite's driver begins at the first INSERT only, so tables would be made, and rows looked
    up, outside the transaction, and two processes would do both."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _put(connection: sa.Connection, product: Product) -> None:
    values = {
        "id": product.id, "title": product.title, "description": product.description,
        "price": str(product.price.amount) if product.price else "",
        "currency": product.price.currency if product.price else "",
        "price_sort": float(product.price.amount) if product.price else None,
        "availability": product.availability, "brand": product.brand, "color": product.color,
        "material": product.material, "category": product.category, "group_id": product.group_id, "link": product.link,
        "attributes": dict(product.attributes), "text_hash": text_hash(product),
    }  # fmt: skip
    row = connection.scalar(sa.select(t.products.c.row).where(t.products.c.id == product.id))
    if row is None:
        row = connection.execute(t.products.insert().values(values)).inserted_primary_key[0]  # type: ignore[index]
    else:
        connection.execute(t.products.update().where(t.products.c.row == row).values(values))
        connection.execute(sa.text("DELETE FROM letters WHERE rowid = :row"), {"row": row})
        connection.execute(t.pictures.delete().where(t.pictures.c.product_row == row))
    facts = [product.color, product.material, product.category, product.description, *product.attributes.values()]
    connection.execute(
        sa.text("INSERT INTO letters (rowid, title, brand, codes, text) VALUES (:row, :title, :brand, :codes, :text)"),
        {
            "row": row, "title": product.title, "brand": product.brand, "codes": f"{product.id} {product.group_id}",
            "text": " ".join(fact for fact in facts if fact),
        },
    )  # fmt: skip
    for position, picture in enumerate(product.pictures):
        connection.execute(
            t.pictures.insert().values(
                product_row=row,
                position=position,
                content_hash=picture.content_hash,
                source=picture.source,
                width=picture.width,
                height=picture.height,
            )
        )


def _product(row: Any, shown: list[Picture]) -> Product:
    attributes: Mapping[str, str] = MappingProxyType(dict(row.attributes))
    return Product(
        id=row.id, title=row.title, description=row.description,
        price=Money(Decimal(row.price), row.currency) if row.price else None,
        availability=row.availability, brand=row.brand, color=row.color, material=row.material, category=row.category,
        group_id=row.group_id, link=row.link, pictures=tuple(shown), attributes=attributes,
    )  # fmt: skip


def _board(row: Any) -> Board:
    return Board(row.slug, row.title, row.description, tuple(row.product_ids))


def _mentions(column: sa.ColumnElement[str], value: str) -> sa.ColumnElement[bool]:
    """Whether a column is this value or lists it: "Red/White" and "Home > Mugs" hold "red" and "mugs"."""
    said: sa.ColumnElement[str] = sa.func.lower(column)
    value = _sayable(value).lower()
    for mark in "/,;":
        said, value = sa.func.replace(said, mark, " "), value.replace(mark, " ")
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (" " + said + " ").like(f"% {escaped} %", escape="\\")


def _sayable(text: str) -> str:
    """Text that a database can be given: a half letter, as broken bytes on a command line become, is a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
