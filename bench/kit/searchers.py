"""What others find the same words with: SQLite's FTS5 and PostgreSQL's own ranks.

Each is asked as its manual says: every word, the best twenty, title before body.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

from bench.kit.data import Idea

WORD = re.compile(r"\w+")
MOST = 20

FTS5 = """
CREATE VIRTUAL TABLE ideas
 USING fts5(title, body, content='', tokenize='porter unicode61')
"""
BY_BM25 = """
SELECT rowid FROM ideas WHERE ideas MATCH ? ORDER BY bm25(ideas, 3.0, 1.0) LIMIT ?
"""
TABLE = "CREATE TABLE fts_ideas (id bigint PRIMARY KEY, words tsvector NOT NULL)"
FILL = """
INSERT INTO fts_ideas VALUES (%s, setweight(to_tsvector('english', %s), 'A')
 || setweight(to_tsvector('english', %s), 'D'))
"""
INDEX = "CREATE INDEX ON fts_ideas USING gin (words)"
BY_RANK = """
SELECT id FROM fts_ideas, to_tsquery('english', %s) AS asked
 WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT %s
"""


class Searcher(Protocol):
    def __call__(self, typed: str) -> object:
        """The best for what was typed; a word that ends it is still being typed."""


@contextmanager
def fts5(folder: Path, ideas: Iterator[Idea]) -> Iterator[Searcher]:
    with closing(sqlite3.connect(folder / "fts5.db")) as connection:
        connection.execute(FTS5)
        rows = ((idea.id, idea.title, idea.body) for idea in ideas)
        put_in = "INSERT INTO ideas(rowid, title, body) VALUES (?, ?, ?)"
        connection.executemany(put_in, rows)
        connection.commit()

        def search(typed: str) -> object:
            asked = " ".join(f'"{word}"' for word in WORD.findall(typed))
            asked += "" if typed.endswith(" ") else "*"
            return connection.execute(BY_BM25, [asked, MOST]).fetchall()

        yield search


@contextmanager
def ts_rank(address: str, ideas: Iterator[Idea]) -> Iterator[Searcher]:
    plain = address.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(TABLE)
        rows = ((idea.id, idea.title, idea.body) for idea in ideas)
        connection.cursor().executemany(FILL, rows)
        connection.execute(INDEX)
        connection.execute("ANALYZE fts_ideas")

        def search(typed: str) -> object:
            asked = " & ".join(WORD.findall(typed))
            asked += "" if typed.endswith(" ") else ":*"
            return connection.execute(BY_RANK, [asked, MOST]).fetchall()

        yield search
