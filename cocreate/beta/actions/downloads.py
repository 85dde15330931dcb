"""Keep a record of each attempt to fetch a build."""

from cocreate.beta.models import Download
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId, PersonId


def note_download(
    person_id: PersonId,
    build_id: BuildId,
    *,
    status: int,
    first_byte: int = 0,
    bytes_offered: int = 0,
) -> None:
    """Note who was answered what, and which bytes they were offered."""
    db.session.add(
        Download(
            build_id=build_id,
            person_id=person_id,
            status=status,
            first_byte=first_byte,
            bytes_offered=bytes_offered,
        )
    )
