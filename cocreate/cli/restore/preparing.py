"""The site of a backup, made whole beside the one in use, which nothing touches yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Protocol, Self

import click
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from cocreate.cli.application import application_of
from cocreate.cli.backup.manifest import Manifest
from cocreate.cli.backup.opened import Opened
from cocreate.cli.backup.refusing import BadBackupError
from cocreate.cli.backup.rows import keys_named
from cocreate.cli.restore.forgetting import forget_all
from cocreate.cli.restore.loading import load
from cocreate.cli.restore.on_postgresql import SchemaBeside
from cocreate.cli.restore.on_sqlite import FileBeside
from cocreate.config import Settings
from cocreate.kernel import migrate
from cocreate.kernel.db import db
from cocreate.people.erasures import Erasure

FOLDER = "restoring"


class Beside(Protocol):
    """Where a database is made beside another, whose place it takes in one step."""

    @classmethod
    def of(cls, settings: Settings) -> Self: ...
    @property
    def url(self) -> str: ...
    @property
    def is_there(self) -> bool: ...
    def begin(self) -> None: ...
    def drop(self) -> None: ...
    def require_nobody(self) -> None: ...
    def put_in_place(self, aside: str | None) -> str: ...


def beside_of(settings: Settings) -> Beside:
    kind = FileBeside if settings.on_sqlite else SchemaBeside
    return kind.of(settings)


def is_lived_in(settings: Settings, beside: Beside) -> bool:
    """Whether there is somebody; what cannot be asked counts as a site, too."""
    if not beside.is_there:
        return False
    engine = create_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            people = connection.scalar(text("SELECT count(*) FROM people"))
            return bool(people)
    except DBAPIError as refused:
        return not is_missing(refused)
    finally:
        engine.dispose()


def is_missing(refused: DBAPIError) -> bool:
    said = str(refused.orig)
    return "no such table" in said or "does not exist" in said


def refuse_newer(manifest: Manifest) -> None:
    if manifest.migration > migrate.newest():
        raise BadBackupError(
            f"It is of a newer CoCreate: it stands at migration {manifest.migration}, "
            f"this version knows {migrate.newest()}. Install the newer version."
        )


@contextmanager
def prepared(settings: Settings, beside: Beside) -> Iterator[Settings]:
    """Settings under which a site of its own can be made; nothing of it stays."""
    folder = settings.data_dir / FOLDER
    clear(folder)
    beside.begin()
    try:
        yield settings.model_copy(
            update={
                "database_url": beside.url,
                "data_dir": folder,
                "storage_url": None,
                "download_hand": "own",
            }
        )
    finally:
        beside.drop()
        clear(folder)


def clear(folder: Path) -> None:
    rmtree(folder, ignore_errors=True)


def make_site(
    settings: Settings, archive: Opened, erasures: set[Erasure]
) -> tuple[set[str], int]:
    """Rows as they were, brought up to date, without whoever was forgotten since.

    Gives the files that they name, and how many were forgotten again.
    """
    app = application_of(settings)
    try:
        migrate.upgrade(app, to=archive.manifest.migration)
        with app.app_context():
            load(db.engine, archive)
        migrate.upgrade(app)
        again = forget_all(app, erasures)
        return keys_wanted(app), again
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def keys_wanted(app: Flask) -> set[str]:
    with app.app_context(), db.engine.connect() as connection:
        return keys_named(connection)


def say_key(key: str, own: str) -> None:
    """Whether the secret is that of the site that was backed up."""
    if key != own:
        click.echo(
            "COCREATE_SECRET_KEY is another than that of the backup: certificates and "
            "builds are signed with another key from here on, and browsers ask anew. "
            "Bring the old secret, if you have it.",
            err=True,
        )
