from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from cocreate.kernel.db import Base, db
from tests.reading import imports_of

STEPS = sorted(
    path for path in Path("migrations/versions").glob("*.py") if path.stem[0].isdigit()
)


@pytest.mark.parametrize("path", STEPS, ids=str)
def test_a_migration_never_imports_our_code(path: Path) -> None:
    """It must do the same when the code has long changed."""
    ours = {name for name in imports_of(path).values() if name.startswith("cocreate")}
    assert ours == set()


def test_migrations_are_numbered_without_gap_or_fork() -> None:
    numbers = [int(path.stem.split("_")[0]) for path in STEPS]
    assert numbers == [*range(1, len(STEPS) + 1)]


def test_the_migrated_database_is_the_one_the_models_speak_of(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
