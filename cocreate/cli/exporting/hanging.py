"""Pictures and files of ideas and comments, each copied beside the lines."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.cli.exporting.selection import Row, Selection, present, written
from cocreate.ideas.models import Attachment
from cocreate.kernel.db import db


def files_on(
    chosen: Selection, place: InstrumentedAttribute[int | None], keys: Sequence[int]
) -> dict[int, list[Row]]:
    """What hangs on some ideas or comments, by their keys."""
    found: dict[int, list[Row]] = {}
    if not keys:
        return found
    hanging = select(Attachment).where(place.in_(keys)).order_by(Attachment.id)
    for file in db.session.scalars(hanging):
        key = getattr(file, place.key)
        if sha256 := chosen.files.copy(file.storage_key):
            found.setdefault(key, []).append(row_of_file(file, sha256))
    return found


def row_of_file(file: Attachment, sha256: str) -> Row:
    return {
        "sha256": sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sent": written(file.sent_at),
    } | present(
        width=file.width, height=file.height, description=file.description or None
    )
