"""Take a large file in by parts, so that a cut costs no more than one of them."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from cocreate.beta.actions.builds import TEAM_ONLY, safe_file_name
from cocreate.beta.models import Programme, Upload, UploadPart
from cocreate.beta.policy import may_run
from cocreate.beta.queries.programmes import get_programme
from cocreate.beta.queries.uploads import find_upload, get_upload, old_uploads, parts_of
from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError, TooLargeError
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.storage import Stored

KEPT = timedelta(days=1)
ELSEWHERE = "It goes on at another byte. Ask where, then send from there."


def begin_upload(
    actor: Actor, programme_id: ProgrammeId, *, file_name: str, size: int
) -> Upload:
    """Make room for a file of so many bytes."""
    require(may_run(actor), TEAM_ONLY)
    programme: Programme = get_programme(actor, programme_id)
    if size > current().build_most_bytes:
        raise TooLargeError
    if size <= 0:
        raise InvalidError({"file": "This file is empty."})
    upload = Upload(
        name=secrets.token_urlsafe(24),
        programme_id=programme.id,
        person_id=actor.person_id,
        file_name=safe_file_name(file_name),
        size=size,
        got=0,
    )
    db.session.add(upload)
    return upload


def add_part(actor: Actor, name: str, *, start: int, stored: Stored) -> int:
    """Take a part that has been kept; say how many bytes there are by now."""
    upload = get_upload(actor, name, lock=True)
    if upload.got != start:
        raise ConflictError(ELSEWHERE)
    add_part_of(upload, stored)
    return upload.got


def add_part_of(upload: Upload, stored: Stored) -> str:
    db.session.add(
        UploadPart(
            upload_id=upload.id,
            start=upload.got,
            size=stored.size,
            storage_key=stored.key,
        )
    )
    upload.got += stored.size
    upload.touched_at = now()
    return upload.name


def keep_arrived(
    actor: Actor, programme_id: ProgrammeId, stored: Stored, *, file_name: str
) -> str:
    """Keep a file that has arrived while the words about it are put right; its name.

    The same file, sent again, is kept once.
    """
    get_programme(actor, programme_id, lock=True)
    told = f"{actor.person_id} {programme_id} {stored.sha256}"
    name = sha256(told.encode()).hexdigest()[:32]
    if find_upload(actor, name) is not None:
        storage.drop(stored.key)
        return name
    upload = begin_upload(actor, programme_id, file_name=file_name, size=stored.size)
    upload.name = name
    db.session.flush()  # its part needs the upload's key
    return add_part_of(upload, stored)


def drop_upload(actor: Actor, name: str) -> None:
    """Forget a file that is not wanted, or that has become a build."""
    forget(get_upload(actor, name, lock=True))


def forget_old_uploads(at: datetime, most: int) -> int:
    """Forget what nobody went on with for a day, so many at most; how many."""
    old = old_uploads(at - KEPT, most)
    for upload in old:
        forget(upload)
    return len(old)


def forget(upload: Upload) -> None:
    for key, _ in parts_of(upload.id):
        storage.drop(key)
    db.session.execute(delete(UploadPart).where(UploadPart.upload_id == upload.id))
    db.session.delete(upload)
