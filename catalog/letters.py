"""The letters' index, which products hold which words and how much that tells: FTS5 in SQLite, a tsvector in PostgreSQL.

Each is as the other as far as they go: words are parted at what is no letter or digit, read without accents and case, and
stemmed; title, brand, codes and text weigh 8, 4, 4 and 1. SQLite ranks by BM25; PostgreSQL, which has none, by its own rank
times the same rarity of each word. Every function works inside the transaction it is given; words are letters and digits only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

COLUMNS = ("title", "brand", "codes", "text")
_FAMILY = 6  # letters
_WEIGHTS = "8.0, 4.0, 4.0, 1.0"
_LABELS = dict(zip(COLUMNS, "ABBD", strict=True))  # PostgreSQL's: {D, C, B, A} of `_RANKS`
_RANKS = "'{0.125, 0.125, 0.5, 1.0}'"

_MAKE_SQLITE = (
    "CREATE VIRTUAL TABLE letters USING fts5(title, brand, codes, text, tokenize = 'porter unicode61 remove_diacritics 2')",
)
_MAKE_POSTGRESQL = (
    # PostgreSQL's own English leaves out what it takes for small words; a shop's brand may be "The Who".
    "CREATE TEXT SEARCH DICTIONARY curio_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION curio (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION curio ALTER MAPPING REPLACE simple WITH curio_stem",
    "CREATE TABLE letters (rowid integer PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_letters_words ON letters USING gin (words)",
)
_FIND_SQLITE = sa.text(
    f"SELECT p.id, -bm25(letters, {_WEIGHTS}) AS score FROM letters JOIN products p ON p.row = letters.rowid "
    "WHERE letters MATCH :match ORDER BY score DESC, p.row LIMIT :top"
)
_FIND_POSTGRESQL = sa.text(
    "WITH said AS (SELECT DISTINCT to_tsquery('curio', one) AS query FROM unnest(CAST(:words AS text[])) AS one), "
    "asked AS MATERIALIZED (SELECT query, (SELECT count(*) FROM letters WHERE words @@ query) AS holding FROM said "
    "WHERE numnode(query) > 0), every AS MATERIALIZED (SELECT count(*) AS products FROM letters) "
    f"SELECT p.id, sum(ts_rank({_RANKS}, l.words, query) * ln(1 + (products - holding + 0.5) / (holding + 0.5))) AS score "
    "FROM asked JOIN letters l ON l.words @@ query JOIN products p ON p.row = l.rowid CROSS JOIN every "
    "GROUP BY p.id, p.row ORDER BY score DESC, p.row LIMIT :top"
)


def make(connection: sa.Connection) -> None:
    """Create the index; for a migration."""
    for statement in _MAKE_SQLITE if _is_sqlite(connection) else _MAKE_POSTGRESQL:
        connection.exec_driver_sql(statement)


def put(connection: sa.Connection, rows: Sequence[Mapping[str, str | int]]) -> None:
    """Add products that are not in it: `row`, and what each of `COLUMNS` says."""
    if _is_sqlite(connection):
        connection.execute(
            sa.text(
                "INSERT INTO letters (rowid, title, brand, codes, text) VALUES (:row, :title, :brand, :codes, :text)"
            ),
            rows,
        )
        return
    vectors = " || ".join(
        f"setweight(to_tsvector('curio', CAST(:{name} AS text)), '{label}')" for name, label in _LABELS.items()
    )
    told = [{"row": row["row"]} | {name: _plain(str(row[name])) for name in COLUMNS} for row in rows]
    connection.execute(sa.text(f"INSERT INTO letters (rowid, words) VALUES (:row, {vectors})"), told)


def forget(connection: sa.Connection, rows: Sequence[int]) -> None:
    """Take products out, one at least."""
    connection.execute(sa.text("DELETE FROM letters WHERE rowid = :row"), [{"row": row} for row in rows])


def clear(connection: sa.Connection) -> None:
    connection.execute(sa.text("DELETE FROM letters"))


def find(connection: sa.Connection, words: Sequence[str], top: int | None) -> list[tuple[str, float]]:
    """(product id, score) of products that hold any of these words, best first and higher better; of all without `top`."""
    wanted = [word for word in dict.fromkeys(words) if _plain(word)]
    if not wanted:
        return []
    # A longer word may begin another of its family: "plants", stemmed, begins "planter", which no stemmer joins to it.
    begins = [len(word) >= _FAMILY for word in wanted]
    if _is_sqlite(connection):
        match = " OR ".join(f'"{word}"' + "*" * begin for word, begin in zip(wanted, begins, strict=True))
        found = connection.execute(_FIND_SQLITE, {"match": match, "top": -1 if top is None else top})
    else:
        said = [f"'{_plain(word)}'" + ":*" * begin for word, begin in zip(wanted, begins, strict=True)]
        found = connection.execute(_FIND_POSTGRESQL, {"words": said, "top": top})
    return [(row.id, float(row.score)) for row in found]


def holding(connection: sa.Connection, words: Sequence[str], *, titles: bool = False) -> set[str]:
    """The ids of products that hold all of these words, in their titles where only `titles` count; none for no words."""
    words = [word for word in words if _plain(word)]
    if not words:
        return set()
    if _is_sqlite(connection):
        holds, asked = "letters MATCH :words", " AND ".join(f'"{word}"' for word in words)
        asked = f"title : ({asked})" if titles else asked
    else:
        label = f":{_LABELS['title']}" if titles else ""
        holds, asked = "words @@ to_tsquery('curio', :words)", " & ".join(f"'{_plain(word)}'{label}" for word in words)
    said = sa.text(f"SELECT p.id FROM letters JOIN products p ON p.row = letters.rowid WHERE {holds}")
    return set(connection.scalars(said, {"words": asked}))


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _plain(text: str) -> str:
    """Its words without accents, as FTS5's tokenizer reads them; PostgreSQL's parser would leave hosts and paths whole."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", bare))
