"""The shop's own pages, kept in the store, and the passages of them that answer a question.

Passages are found by what they mean (all-MiniLM-L6-v2 or the shop's choice) and by their letters (FTS5 in memory, stemmed); the
passage itself is the answer, so no model writes anything. A shop has some hundreds: they are embedded anew when pages change.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from catalog import tables as t
from catalog.database import Database
from catalog.errors import PageUnreadable
from catalog.help_reader import Page, Passage
from models.base import TextEmbedder, Vectors

MOST_PASSAGES = 5_000
# Measured with the pages and questions of the tests, by all-MiniLM-L6-v2: what a page answers lies at .36 and above, what none
# answers at .27 and below.
_ANSWERS = 0.33
_WORD = re.compile(r"\w{3,}")
_STOP = frozenset(
    """the and for you your are can how does what when where which who why with this that have has will was not from our
    get got much many long any there they them its into out about could would should please tell want need know""".split()
)


@dataclass(frozen=True)
class Cited:
    """A passage that answers, and the page it is from. `score` is the cosine, in [-1, 1]."""

    title: str
    passage: Passage
    score: float


@dataclass(frozen=True)
class KeptPage:
    """A page as it is kept."""

    name: str
    title: str
    passages: int


@dataclass(frozen=True)
class _Index:
    version: tuple[int, int]
    titles: Sequence[str]
    passages: Sequence[Passage]
    vectors: Vectors
    letters: sqlite3.Connection


class HelpPages:
    """See the module. Safe to share among threads."""

    def __init__(self, database: Database, words: TextEmbedder) -> None:
        self._database = database
        self._words = words
        self._guard = threading.Lock()
        self._index: _Index | None = None

    def put(self, name: str, page: Page) -> None:
        """Keep a page; one of the same name is replaced. Raises PageUnreadable when there would be too many passages."""
        row = {
            "name": name[:200],
            "title": page.title,
            "passages": [[passage.heading, passage.text] for passage in page.passages],
        }
        with self._database.writing() as connection:
            connection.execute(t.help_pages.delete().where(t.help_pages.c.name == row["name"]))
            there = sum(len(one) for one in connection.scalars(sa.select(t.help_pages.c.passages)))
            if there + len(page.passages) > MOST_PASSAGES:
                raise PageUnreadable(
                    f"The shop's pages would have more than {MOST_PASSAGES:,} passages. Remove one first."
                )
            connection.execute(t.help_pages.insert(), [row])

    def remove(self, name: str) -> None:
        """Delete a page. Raises PageUnreadable when there is none of this name."""
        with self._database.writing() as connection:
            if not connection.execute(t.help_pages.delete().where(t.help_pages.c.name == name)).rowcount:
                raise PageUnreadable(f"No page is called {name!r}.")

    def pages(self) -> tuple[KeptPage, ...]:
        """The pages that are kept, by title."""
        asked = sa.select(t.help_pages).order_by(t.help_pages.c.title, t.help_pages.c.name)
        with self._database.reading() as connection:
            return tuple(KeptPage(row.name, row.title, len(row.passages)) for row in connection.execute(asked))

    def find(self, question: str, most: int = 2) -> tuple[Cited, ...]:
        """The passages that answer a question, best first; none where no page says it."""
        index = self._current()
        if not index.passages:
            return ()
        cosines = index.vectors @ self._words.encode_texts([question])[0]
        lettered = self._lettered(index, question)
        found = [
            (float(cosine) + 0.1 * (number in lettered), number)
            for number, cosine in enumerate(cosines)
            if cosine >= _ANSWERS
        ]
        found.sort(key=lambda one: -one[0])
        return tuple(Cited(index.titles[n], index.passages[n], float(cosines[n])) for _score, n in found[:most])

    def _lettered(self, index: _Index, question: str) -> set[int]:
        """The passages with the question's own words, by FTS5's rank: its first few."""
        words = [word for word in _WORD.findall(question.lower()) if word not in _STOP]
        if not words:
            return set()
        asked = " OR ".join(f'"{word}"' for word in words[:30])
        with self._guard:
            rows = index.letters.execute(
                "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 3", (asked,)
            )
            return {int(row[0]) for row in rows}

    def _current(self) -> _Index:
        asked = sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(t.help_pages.c.id), 0))
        with self._database.reading() as connection:
            count, newest = connection.execute(asked).one()
            version = (int(count), int(newest))
            if self._index is not None and self._index.version == version:
                return self._index
            rows = connection.execute(sa.select(t.help_pages.c.title, t.help_pages.c.passages)).all()
        index = self._indexed(version, [(title, Passage(*one)) for title, passages in rows for one in passages])
        with self._guard:
            self._index = index
        return index

    def _indexed(self, version: tuple[int, int], passages: Sequence[tuple[str, Passage]]) -> _Index:
        said = [f"{title}. {one.heading}. {one.text}" for title, one in passages]
        vectors = self._words.encode_texts(said) if said else np.zeros((0, self._words.dim), np.float32)
        letters = sqlite3.connect(":memory:", check_same_thread=False)
        letters.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        letters.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", list(enumerate(said)))
        return _Index(version, [title for title, _ in passages], [one for _, one in passages], vectors, letters)
