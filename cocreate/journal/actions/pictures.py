"""Pictures of the journal."""

from sqlalchemy.exc import IntegrityError

from cocreate.journal.models import JournalPicture
from cocreate.journal.policy import may_write
from cocreate.journal.queries import find_picture
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.pictures import keep_picture
from cocreate.kernel.policy import Actor, require
from cocreate.projects.queries import get_project_by_id

TEAM_ONLY = "The product team puts pictures into the journal."


def keep_journal_picture(
    actor: Actor, project_id: ProjectId, *, sent: bytes, description: str = ""
) -> JournalPicture:
    """Keep a picture for the journal of a project; the same one stands once."""
    project = get_project_by_id(actor, project_id)
    require(may_write(actor), TEAM_ONLY)
    kept = keep_picture(sent, folder=f"journal/{project.id}", field="picture")
    picture = JournalPicture(
        project_id=project.id,
        uploader_id=actor.person_id,
        storage_key=kept.key,
        width=kept.width,
        height=kept.height,
        description=description,
    )
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:
        found = find_picture(project.id, kept.key)
        if found is None:
            raise ConflictError from None
        return found
    return picture
