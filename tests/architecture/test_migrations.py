from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from cocreate.kernel import migrate
from cocreate.kernel.db import Base, db
from cocreate.kernel.errors import ConflictError

STEPS = sorted(
    path for path in Path("migrations/versions").glob("*.py") if path.stem[0].isdigit()
)


def test_migrations_are_numbered_without_gap_or_fork() -> None:
    numbers = [int(path.stem.split("_")[0]) for path in STEPS]
    assert numbers == [*range(1, len(STEPS) + 1)]


def test_the_migrated_database_is_the_one_the_models_speak_of(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": is_no_index}
        )
        assert compare_metadata(context, Base.metadata) == []


def is_no_index(name: str | None, kind: str, _: object) -> bool:
    """A search index is made and replaced whole: its tables are in no migration."""
    return kind != "table" or not str(name).startswith("search_index_")


def test_the_newest_migration_is_the_one_alembic_would_end_at() -> None:
    config = Config()
    config.set_main_option("script_location", "migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.newest()]


def test_a_migrated_database_is_ready(app: Flask) -> None:
    assert migrate.why_not_ready(app) is None


@pytest.mark.parametrize(
    ("stands_at", "said"), [("0001", "not up to date"), ("9999", "newer CoCreate")]
)
def test_an_older_or_newer_database_is_told_apart(
    app: Flask, stands_at: str, said: str
) -> None:
    with standing_at(stands_at):
        assert said in str(migrate.why_not_ready(app))


def test_a_newer_database_is_left_alone(app: Flask) -> None:
    with standing_at("9999"), pytest.raises(ConflictError, match="newer"):
        migrate.upgrade(app)


@contextmanager
def standing_at(number: str) -> Iterator[None]:
    """The database as if this had been its last migration."""
    move = text("UPDATE alembic_version SET version_num = :number")
    with db.engine.begin() as connection:
        connection.execute(move, {"number": number})
    try:
        yield
    finally:
        with db.engine.begin() as connection:
            connection.execute(move, {"number": migrate.newest()})
