"""Make a backup: the database first, as it stands at one moment, then its files."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, Table, text

from cocreate import __version__
from cocreate.cli.backup.archive import Archive, Out
from cocreate.cli.backup.manifest import (
    FILES,
    NAME,
    SETTINGS,
    TABLES,
    LogEnd,
    Manifest,
)
from cocreate.cli.backup.rows import Read, count, lines_of, snapshot, tables_in
from cocreate.cli.backup.sealing import Sealing
from cocreate.cli.progress import Advance
from cocreate.config import Settings, current
from cocreate.kernel import migrate, storage
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.signer import signer_of

BUILDS = {"builds", "upload_parts"}
"""Tables whose files --without-builds leaves out."""
Bar = Callable[[str, int], AbstractContextManager[Advance]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be in a backup."""

    at: datetime
    passphrase: bytes | None
    with_builds: bool
    settings_file: Path | None


@dataclass(slots=True)
class Making:
    """A backup on its way: what it has read so far."""

    archive: Archive
    settings: Settings
    wanted: Wanted
    keys: dict[str, None] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    log: LogEnd | None = None
    migration: str = ""


def make(app: Flask, out: Out, wanted: Wanted, *, bar: Bar) -> Manifest:
    """Write all of the site into `out`; what stands in its manifest."""
    sealing = Sealing(out, wanted.passphrase) if wanted.passphrase else None
    archive = Archive(sealing or out, wanted.at)
    manifest = put_all(app, Making(archive, current(), wanted), bar)
    archive.finish()
    if sealing:
        sealing.finish()
    return manifest


def put_all(app: Flask, making: Making, bar: Bar) -> Manifest:
    with app.app_context(), snapshot(db.engine) as connection:
        making.migration = migrate.revision_of(connection)
        put_tables(making, connection, bar)
        making.log = end_of_log(connection)
    put_files(making, bar)
    if making.wanted.settings_file:
        put_settings(making, making.wanted.settings_file)
    manifest = manifest_of(making)
    document = manifest.model_dump(exclude_none=True)
    signed = signer_of(making.settings).signed(document, making.wanted.at)
    octets = json.dumps(signed, ensure_ascii=False).encode()
    making.archive.put(NAME, [octets], packed=True)
    return manifest


def put_tables(making: Making, connection: Connection, bar: Bar) -> None:
    tables = tables_in(connection)
    total = sum(count(connection, table) for table in tables)
    with bar("Rows", total) as advance:
        for table in tables:
            read = Read([], [0])
            put_table(making, connection, table, read)
            advance(read.rows[0])


def put_table(making: Making, connection: Connection, table: Table, read: Read) -> None:
    name = f"{TABLES}{table.name}.jsonl"
    lines = lines_of(connection, table, read)
    member = making.archive.put(name, lines, packed=True)
    told = member.model_copy(update={"rows": read.rows[0]})
    making.archive.members.append(told)
    is_left = table.name in BUILDS and not making.wanted.with_builds
    wanted = making.left_out if is_left else making.keys
    wanted.update(dict.fromkeys(read.keys))


def end_of_log(connection: Connection) -> LogEnd | None:
    head = connection.execute(text("SELECT number, hash FROM audit_heads"))
    found = head.one_or_none()
    return LogEnd(entries=found.number, head=found.hash) if found else None


def put_files(making: Making, bar: Bar) -> None:
    """Every file that a row names; of one that goes meanwhile it is said."""
    with bar("Files", len(making.keys)) as advance:
        for key in making.keys:
            try:
                put_file(making, key)
            except NotFoundError:
                making.missing.append(key)
            advance(1)


def put_file(making: Making, key: str) -> None:
    size = storage.size_of(key)
    pieces = storage.read_range(key, 0, size)
    member = making.archive.put(f"{FILES}{key}", pieces, packed=False)
    making.archive.members.append(member)


def put_settings(making: Making, file: Path) -> None:
    member = making.archive.put(SETTINGS, [file.read_bytes()], packed=True)
    making.archive.members.append(member)


def manifest_of(making: Making) -> Manifest:
    return Manifest(
        version=__version__,
        migration=making.migration,
        database="sqlite" if making.settings.on_sqlite else "postgresql",
        site=making.settings.site_name,
        address=making.settings.site_url,
        made=making.wanted.at.isoformat(),
        members=making.archive.members,
        missing=making.missing,
        left_out=[key for key in making.left_out if key not in making.keys],
        log=making.log,
    )
