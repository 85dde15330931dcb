"""An empty place for a restored site, and what is to be seen there."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import create_engine

from cocreate.app import create_app
from cocreate.cli import application, cocreate
from cocreate.cli.backup.opened import Opened
from cocreate.cli.backup.rows import Read, lines_of, snapshot, tables_in
from cocreate.config import Settings
from cocreate.kernel.db import db
from tests.databases import administer, start_postgres, url_of

OWN = {
    *("sign_ins", "browsers", "mailed_links", "archives"),
    *("audit_entries", "audit_heads", "search_changes"),
}
"""Tables that a restore writes to itself."""
Rows = dict[str, bytes]


@dataclass(frozen=True)
class Place:
    """A site that is nowhere yet: its settings, and a shell with these in force."""

    settings: Settings
    monkeypatch: pytest.MonkeyPatch

    @property
    def url(self) -> str:
        return self.settings.database_url

    @property
    def folder(self) -> Path:
        return self.settings.data_dir

    def run(self, *arguments: str) -> Result:
        """A command as the shell of that place would run it."""
        made: list[Flask] = []

        def maker(given: Settings | None) -> Flask:
            made.append(create_app(given))
            return made[-1]

        for name, value in self.environment().items():
            self.monkeypatch.setenv(name, value)
        application.make_with(maker)
        try:
            return CliRunner().invoke(cocreate, arguments, catch_exceptions=False)
        finally:
            for app in made:
                with app.app_context():
                    db.session.remove()
                    db.engine.dispose()

    def environment(self) -> dict[str, str]:
        return {
            "COCREATE_SECRET_KEY": self.settings.secret_key.get_secret_value(),
            "COCREATE_DATABASE_URL": self.url,
            "COCREATE_DATA_DIR": str(self.folder),
            "COCREATE_TESTING": "true",
            "COCREATE_FORM_LEAST_SECONDS": "0",
            "COCREATE_RATE_LIMITS_ON": "false",  # the limiter is one for all
        }

    @contextmanager
    def lived_in(self) -> Iterator[Flask]:
        """The application there, in its context; afterwards nothing of it is open."""
        app = create_app(self.settings)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def an_empty_database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'cocreate.db'}"
        return
    server, name = start_postgres(), f"place_{os.getpid()}"
    administer(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    administer(server, "CREATE DATABASE {}", name)
    try:
        yield url_of(server, name)
    finally:
        administer(server, "DROP DATABASE {} WITH (FORCE)", name)


def rows_in(url: str) -> Rows:
    """Each table as a backup would write it: the same in both databases."""
    engine = create_engine(url)
    try:
        with snapshot(engine) as connection:
            return {
                table.name: b"".join(lines_of(connection, table, Read([], [0])))
                for table in tables_in(connection)
                if table.name not in OWN
            }
    finally:
        engine.dispose()


def files_in(folder: Path) -> dict[str, bytes]:
    files = folder / "files"
    return {
        str(path.relative_to(files)): path.read_bytes()
        for path in files.rglob("*")
        if path.is_file() and path.parent.name not in {"erased", "archives"}
    }


def troubles_in(output: str) -> list[str]:
    """What the doctor says is wrong."""
    return [line for line in output.splitlines() if line.startswith("✗")]


def rows_told(archive: Opened, table: str) -> list[dict[str, Any]]:
    """The rows of a table as they stand in a backup."""
    (member,) = [one for one in archive.manifest.tables if one.table == table]
    lines = b"".join(archive.pieces(member)).splitlines()
    columns, *rows = map(json.loads, lines)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def own(settings: Settings) -> str:
    return "sqlite" if settings.on_sqlite else "postgres"


def other(settings: Settings) -> str:
    return "postgres" if settings.on_sqlite else "sqlite"
