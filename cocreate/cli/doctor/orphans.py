"""Rows whose parent is gone, files without a row, rows without a file."""

from datetime import timedelta

from sqlalchemy import select

from cocreate.beta.models import Build, UploadPart
from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.ideas.models import Attachment
from cocreate.journal.models import JournalPicture
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.repair import drop_orphans, orphans
from cocreate.people.erasures import is_of_erasure
from cocreate.people.models import Person
from cocreate.privacy.queries import ready_keys

ARRIVING = timedelta(days=1)  # a file is kept before its row: it may be on its way


def look_at_rows() -> list[Trouble]:
    return [
        Trouble(
            found.rows, f"rows of {found.table} lead to {found.parent} that are gone"
        )
        for found in orphans()
    ]


def mend_rows() -> str:
    return f"dropped or cut loose {counted(drop_orphans(), 'row')}"


def keys_of_rows() -> set[str]:
    keys = (
        Attachment.storage_key,
        Build.storage_key,
        UploadPart.storage_key,
        JournalPicture.storage_key,
        Person.picture_key,
    )
    found = {key for one in keys for key in db.session.scalars(select(one)) if key}
    return found | ready_keys()


def look_at_missing_files() -> list[Trouble]:
    missing = sorted(key for key in keys_of_rows() if not storage.is_kept(key))
    if not missing:
        return []
    return [Trouble(len(missing), f"files are gone; {missing[0]} is one")]


def files_without_rows() -> list[str]:
    known = keys_of_rows()
    latest = now() - ARRIVING
    return [
        file.key
        for file in storage.files()
        if file.key not in known
        and file.kept_at < latest
        and not is_of_erasure(file.key)
    ]


def look_at_spare_files() -> list[Trouble]:
    spare = files_without_rows()
    return [Trouble(len(spare), "files belong to nothing")] if spare else []


def mend_spare_files() -> str:
    spare = files_without_rows()
    for key in spare:
        storage.drop(key)
    return f"dropped {counted(len(spare), 'file')}"


CHECKS = [
    Check("rows: parents", look_at_rows, mend_rows),
    Check("files: of rows", look_at_missing_files),
    Check("files: without a row", look_at_spare_files, mend_spare_files),
]
