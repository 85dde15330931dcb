"""A database takes another's place in one step: whoever is killed leaves old or new."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    column,
    create_engine,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError

from cocreate.cli.restore import on_postgresql, on_sqlite
from cocreate.cli.restore.preparing import Beside, beside_of, is_lived_in
from cocreate.config import Settings
from cocreate.kernel import forks
from cocreate.kernel.db import SQLITE_PRAGMAS
from cocreate.kernel.running import StillRunningError
from tests.cli.elsewhere import Place, own

ASIDE = "before-2026-03-01-040000"


@pytest.fixture
def there(
    app: Flask, settings: Settings, place: Callable[[str], Place]
) -> Iterator[Settings]:
    """Where Ada lives; and beside, of whom nobody knows yet, Grace."""
    given = place(own(settings)).settings
    fill(given.database_url, "Ada")
    beside = beside_of(given)
    beside.begin()
    fill(beside.url, "Grace")
    yield given
    beside.drop()


def connected(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def fill(url: str, name: str) -> None:
    with connected(url).begin() as connection:
        connection.execute(text("CREATE TABLE people (name text)"))
        told = {"name": name}
        connection.execute(text("INSERT INTO people VALUES (:name)"), told)


def who_lives_in(url: str, schema: str | None = None) -> str:
    people = table("people", column("name"), schema=schema)
    with connected(url).connect() as connection:
        return str(connection.scalar(select(people.c.name)))


def kept_of(given: Settings, beside: Beside, said: str) -> str:
    """Who lives in what was put aside."""
    if given.on_sqlite:
        return who_lives_in(f"sqlite:///{said}")
    return who_lives_in(given.database_url, said.removeprefix("schema "))


def test_what_was_there_is_kept_aside(there: Settings) -> None:
    beside = beside_of(there)
    assert is_lived_in(there, beside)
    said = beside.put_in_place(ASIDE)
    assert who_lives_in(there.database_url) == "Grace"
    assert kept_of(there, beside, said) == "Ada"
    with pytest.raises(DBAPIError):
        who_lives_in(beside.url)


def test_nobody_takes_a_place_that_somebody_uses(there: Settings) -> None:
    with connected(there.database_url).begin() as connection:
        if there.on_sqlite:
            connection.exec_driver_sql(f"PRAGMA {SQLITE_PRAGMAS[0]}")
        connection.execute(text("SELECT name FROM people")).all()
        with pytest.raises(StillRunningError):
            beside_of(there).put_in_place(ASIDE)
    assert who_lives_in(there.database_url) == "Ada"


def test_killed_just_before_leaves_the_old(
    there: Settings, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    moving = on_postgresql.move

    def move_once(connection: Connection, schema: str, into: str) -> None:
        moving(connection, schema, into)  # the old is aside, the new not yet here
        be_killed()

    def take_the_place() -> None:
        if there.on_sqlite:
            monkeypatch.setattr(Path, "replace", be_killed)
        else:
            moving = on_postgresql.move
            monkeypatch.setattr(
                on_postgresql,
                "move",
                lambda connection, schema, into: (
                    be_killed()
                    if into == "public"
                    else moving(connection, schema, into)
                ),
            )
        beside_of(there).put_in_place(ASIDE)

    assert forks.result_of(forks.fork(app, take_the_place)) == -signal.SIGKILL
    assert who_lives_in(there.database_url) == "Ada"
    beside = beside_of(there)
    beside.begin()  # whatever the killed one left is no hindrance
    fill(beside.url, "Grace")
    beside.put_in_place("another-name")
    assert who_lives_in(there.database_url) == "Grace"


@pytest.mark.sqlite
def test_a_file_that_is_no_database_any_more_is_kept_and_its_log_meets_no_other(
    there: Settings,
) -> None:
    beside = on_sqlite.FileBeside.of(there)
    beside.live.write_bytes(b"garbage " * 1000)
    Path(f"{beside.live}-wal").write_bytes(b"a log of what was there")
    assert is_lived_in(there, beside)
    kept = Path(beside.put_in_place(ASIDE))
    assert who_lives_in(there.database_url) == "Grace"
    assert kept.read_bytes().startswith(b"garbage")
    assert not Path(f"{beside.live}-wal").exists()
