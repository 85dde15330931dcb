"""What an idea said before, where it stood, and what it was answered."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from cocreate.ideas.models import Idea, IdeaEdit, Response, StatusChange
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.revisions import Revision, revisions

MOST_EDITS = 30


def find_response(idea_id: IdeaId) -> Response | None:
    """The official answer of an idea that the caller has already been let to."""
    return db.session.scalar(select(Response).where(Response.idea_id == idea_id))


def edits_of(idea: Idea) -> Sequence[IdeaEdit]:
    """What the idea said before each edit, the newest first."""
    return db.session.scalars(
        select(IdeaEdit)
        .where(IdeaEdit.idea_id == idea.id)
        .order_by(IdeaEdit.edited_at.desc(), IdeaEdit.id.desc())
        .limit(MOST_EDITS)
    ).all()


def revisions_of(idea: Idea) -> list[Revision]:
    """What each edit of an idea changed, the latest first."""
    before = [
        (edit.edited_at, {"The title": edit.title, "The text": edit.body})
        for edit in edits_of(idea)
    ]
    return revisions({"The title": idea.title, "The text": idea.body}, before)


def status_history(idea: Idea) -> Sequence[StatusChange]:
    """The steps of an idea, the first first."""
    return db.session.scalars(
        select(StatusChange)
        .where(StatusChange.idea_id == idea.id)
        .order_by(StatusChange.changed_at, StatusChange.id)
        .limit(100)
    ).all()


def reasons_declined(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, str]:
    """Why those of the ideas were declined that were, in the words of the last step."""
    wanted = list(idea_ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(StatusChange.idea_id, StatusChange.note)
        .where(
            StatusChange.idea_id.in_(wanted),
            StatusChange.became == Status.DECLINED,
            StatusChange.note != "",
        )
        .order_by(StatusChange.changed_at, StatusChange.id)
    )
    return {row.idea_id: row.note for row in rows}
