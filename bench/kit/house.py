"""CoCreate in this process, on a database of a run's own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from bench.kit.databases import Databases
from bench.kit.servers import migrate, settings
from cocreate.app import create_app
from cocreate.kernel.db import db


@contextmanager
def at_home(url: str, folder: Path) -> Iterator[Flask]:
    """The application with its session; closed at the end."""
    os.environ.update(settings(url, folder))
    app = create_app()
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def empty_database(databases: Databases, folder: Path) -> Iterator[str]:
    """Migrated, and for this run alone: it is gone with its folder."""
    name = f"run_{os.getpid()}"
    if databases.engine == "sqlite":
        url = f"sqlite:///{folder / name}.db"
    else:
        url = databases.create(name)
    migrate(url, folder)
    try:
        yield url
    finally:
        databases.drop(f"{name}_making")
