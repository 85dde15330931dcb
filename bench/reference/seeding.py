"""The reference's three tables, with the same people, ideas and votes as CoCreate's."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg

from bench.kit.bulk import LATE, Bulk, Row, bulk
from bench.kit.data import COMMENTS, Data, Idea

TABLES = """
CREATE TABLE users (
  id {key} PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE ideas (
  id {key} PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL,
  vote_count INTEGER NOT NULL, comment_count INTEGER NOT NULL,
  author_id INTEGER NOT NULL REFERENCES users(id), created_at BIGINT NOT NULL {ideas});
CREATE TABLE votes (
  user_id INTEGER NOT NULL, idea_id INTEGER NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, idea_id)) {votes};
CREATE INDEX ideas_top ON ideas (vote_count DESC, id DESC);
CREATE INDEX ideas_status ON ideas (status, vote_count DESC, id DESC);
CREATE INDEX votes_idea ON votes (idea_id);
"""
VOTED = "UPDATE ideas SET vote_count = ? WHERE id = ?"
ON_SQLITE = {"key": "INTEGER", "ideas": "", "votes": "WITHOUT ROWID"}
SQLITE_TEXT = (
    "CREATE VIRTUAL TABLE ideas_fts "
    "USING fts5(title, body, content='ideas', content_rowid='id')"
)
FILL_TEXT = "INSERT INTO ideas_fts(ideas_fts) VALUES ('rebuild')"
ON_POSTGRES = {
    "key": "INTEGER",
    "ideas": ", ts TSVECTOR GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', title), 'A') || "
    "setweight(to_tsvector('simple', body), 'B')) STORED",
    "votes": "",
}
POSTGRES_TEXT = "CREATE INDEX ideas_ts ON ideas USING gin (ts)"


def seed(url: str, data: Data) -> None:
    """Make the tables of an empty database and fill them."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        script(path, TABLES.format_map(ON_SQLITE))
        fill(url, data)
        script(path, f"{SQLITE_TEXT}; {FILL_TEXT}; PRAGMA wal_checkpoint(TRUNCATE);")
    else:
        address = url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address, autocommit=True) as connection:
            statement: Any = TABLES.format_map(ON_POSTGRES) + POSTGRES_TEXT
            connection.execute(statement)
        fill(url, data)


def script(path: str, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


def fill(url: str, data: Data) -> None:
    votes: list[Row] = []
    voted_late: list[Row] = []
    with bulk(url) as filling:
        filling.fill("users", ("id", "username", "name"), people(data))
        fill_ideas(filling, data, votes, voted_late)
        names = ("user_id", "idea_id", "created_at")
        filling.fill_twice("votes", names, votes)
        filling.change_late(VOTED, voted_late)


def people(data: Data) -> Iterator[Row]:
    for key in range(1, data.people + 1):
        yield key, f"user{key}", f"Person Number {key}"


def fill_ideas(
    filling: Bulk, data: Data, votes: list[Row], voted_late: list[Row]
) -> None:
    names = ("id", "title", "body", "status", "vote_count", "comment_count")
    rows = (row_of(idea, data, votes, voted_late) for idea in data.all_ideas())
    filling.fill("ideas", (*names, "author_id", "created_at"), rows)


def row_of(idea: Idea, data: Data, votes: list[Row], voted_late: list[Row]) -> Row:
    """An idea's row; the last vote for some comes late (kit/bulk.py)."""
    counted = len(idea.voters)
    if counted and idea.id % LATE == 0:
        voted_late.append((counted, idea.id))
        counted -= 1
    at = int(idea.proposed_at.timestamp())
    votes += [(voter, idea.id, at) for voter in idea.voters]
    comments = COMMENTS if idea.id == data.long_idea else 0
    return (
        *(idea.id, idea.title, idea.body, idea.status),
        *(counted, comments, idea.author_id, at),
    )
