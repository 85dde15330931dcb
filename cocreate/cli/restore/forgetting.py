"""Whoever was forgotten since the backup was made is forgotten again.

Three places tell: the audit log of the site that is replaced, the marks beside its
files, and logs that were exported, which the operator brings.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import column, create_engine, inspect, select, table
from sqlalchemy.exc import DBAPIError

from cocreate.cli.verify_log import check, lines_of
from cocreate.kernel import audit, outbox
from cocreate.kernel.db import UtcDateTime, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.proof import AlteredError
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import end_every_sign_in, forget_again
from cocreate.people.erasures import Erasure
from cocreate.privacy.actions import drop_every_archive

LEFT = "PersonLeft"
ENTRIES = table(
    "audit_entries", column("act"), column("person_id"), column("done_at", UtcDateTime)
)


def erasures_in_log(path: Path) -> list[Erasure]:
    """Of a log that `export-log` wrote, once it is found to be whole."""
    try:
        check(path)
    except AlteredError as refusal:
        raise click.ClickException(f"{path}: {refusal}") from None
    with path.open("rb") as opened:
        return [*erasures_among(map(json.loads, lines_of(opened)))]


def erasures_among(entries: Iterator[Any]) -> Iterator[Erasure]:
    for entry in entries:
        if entry.get("act") == LEFT:
            at = datetime.fromisoformat(entry["at"])
            yield Erasure(PersonId(entry["facts"]["person_id"]), at)


def erasures_in_database(url: str) -> list[Erasure]:
    """Of the site that is to be replaced, if it can still be asked."""
    query = select(ENTRIES.c.person_id, ENTRIES.c.done_at)
    query = query.where(ENTRIES.c.act == LEFT).order_by(ENTRIES.c.done_at)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("audit_entries"):
                return []
            found = connection.execute(query.where(ENTRIES.c.person_id.is_not(None)))
            return [Erasure(PersonId(row.person_id), row.done_at) for row in found]
    except DBAPIError:
        click.echo(
            "The database in place cannot be asked who was forgotten: "
            "bring what you have with --erased.",
            err=True,
        )
        return []
    finally:
        engine.dispose()


def forget_all(app: Flask, erasures: set[Erasure]) -> int:
    """Do again what they asked for, to the last of what the worker does after it."""
    again = 0
    with app.app_context(), audit.asked_by_operator("restore"):
        with transaction():
            end_every_sign_in()
            drop_every_archive()
        for erasure in sorted(erasures):
            with transaction():
                again += forget_again(erasure)
        while again and outbox.relay_all():
            pass
        db.session.remove()
    return again
