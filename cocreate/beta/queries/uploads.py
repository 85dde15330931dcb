"""Questions about files on their way in: whoever began one goes on with it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import select

from cocreate.beta.models import Upload, UploadPart
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.policy import Actor

MOST_SHOWN = 20


def get_upload(actor: Actor, name: str, *, lock: bool = False) -> Upload:
    query = select(Upload).where(
        Upload.name == name, Upload.person_id == actor.person_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    upload = db.session.scalar(query)
    if upload is None:
        raise NotFoundError
    return upload


def find_upload(actor: Actor, name: str) -> Upload | None:
    try:
        return get_upload(actor, name)
    except NotFoundError:
        return None


def own_uploads(actor: Actor, programme_id: ProgrammeId) -> Sequence[Upload]:
    """The actor's files on their way into a programme, the last touched first."""
    return db.session.scalars(
        select(Upload)
        .where(Upload.programme_id == programme_id, Upload.person_id == actor.person_id)
        .order_by(Upload.touched_at.desc(), Upload.id.desc())
        .limit(MOST_SHOWN)
    ).all()


def parts_of(upload_id: int) -> list[tuple[str, int]]:
    """Where its parts are kept and how long they are, in their order."""
    rows = db.session.execute(
        select(UploadPart.storage_key, UploadPart.size)
        .where(UploadPart.upload_id == upload_id)
        .order_by(UploadPart.start)
    )
    return [(key, size) for key, size in rows]


def pieces_of(parts: list[tuple[str, int]]) -> Iterator[bytes]:
    """All of its bytes, a piece at a time."""
    ranges = (storage.read_range(key, 0, size) for key, size in parts)
    return storage.read_beside(chain.from_iterable(ranges))


def bytes_of(parts: list[tuple[str, int]]) -> Callable[[int, int], bytes]:
    """Its bytes from one place up to another, wherever its parts are kept."""

    def read(start: int, end: int) -> bytes:
        found, at = b"", 0
        for key, size in parts:
            first, last = max(start, at), min(end, at + size)
            if first < last:
                found += b"".join(storage.read_range(key, first - at, last - at))
            at += size
        return found

    return read


def old_uploads(before: datetime, most: int) -> Sequence[Upload]:
    """Those that nobody went on with."""
    return db.session.scalars(
        select(Upload).where(Upload.touched_at < before).order_by(Upload.id).limit(most)
    ).all()
