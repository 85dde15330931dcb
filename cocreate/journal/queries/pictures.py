"""Pictures of the journal."""

from dataclasses import dataclass

from sqlalchemy import select

from cocreate.journal.models import JournalPicture
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects.queries import visible_ids


@dataclass(frozen=True, slots=True)
class FoundPicture:
    id: int
    project_id: ProjectId
    storage_key: str


def get_picture(actor: Actor, picture_id: int) -> FoundPicture:
    """A picture of the journal of a project the actor may see."""
    row = db.session.execute(
        select(
            JournalPicture.id, JournalPicture.project_id, JournalPicture.storage_key
        ).where(
            JournalPicture.id == picture_id,
            JournalPicture.project_id.in_(visible_ids(actor)),
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return FoundPicture(*row)


def find_picture(project_id: ProjectId, storage_key: str) -> JournalPicture | None:
    return db.session.scalar(
        select(JournalPicture).where(
            JournalPicture.project_id == project_id,
            JournalPicture.storage_key == storage_key,
        )
    )
