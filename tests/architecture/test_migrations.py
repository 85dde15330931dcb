from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from cocreate.kernel.db import Base, db

STEPS = sorted(
    path for path in Path("migrations/versions").glob("*.py") if path.stem[0].isdigit()
)


def test_migrations_are_numbered_without_gap_or_fork() -> None:
    numbers = [int(path.stem.split("_")[0]) for path in STEPS]
    assert numbers == [*range(1, len(STEPS) + 1)]


def test_the_migrated_database_is_the_one_the_models_speak_of(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
