"""What an idea said before, where it stood, and what it was answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from sqlalchemy import func, or_, select

from cocreate.ideas.models import Idea, IdeaEdit, Response, StatusChange
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Workflow
from cocreate.kernel.asking import as_one, one_of
from cocreate.kernel.db import AnySelect, ask, db, dialect
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import Actor
from cocreate.kernel.revisions import Revision, revisions

MOST_EDITS = 30
MOST_STEPS = 100
AT_ONCE = 500


def find_response(idea_id: IdeaId) -> Response | None:
    """The official answer of an idea that the caller has already been let to."""
    return db.session.scalar(select(Response).where(Response.idea_id == idea_id))


def last_step(idea_id: IdeaId) -> int:
    """The key of an idea's latest step; 0: it never moved."""
    latest = select(func.max(StatusChange.id)).where(StatusChange.idea_id == idea_id)
    return db.session.scalar(latest) or 0


def edits_of(idea: Idea) -> Sequence[IdeaEdit]:
    """What the idea said before each edit, the newest first."""
    return db.session.scalars(
        select(IdeaEdit)
        .where(IdeaEdit.idea_id == idea.id)
        .order_by(IdeaEdit.edited_at.desc(), IdeaEdit.id.desc())
        .limit(MOST_EDITS)
    ).all()


class Edited(Protocol):
    """What says whether an idea's words were changed: a row, or its page."""

    @property
    def id(self) -> IdeaId: ...
    @property
    def author_id(self) -> PersonId: ...
    @property
    def edited_at(self) -> datetime | None: ...


class Correction(NamedTuple):
    """That somebody else corrected an idea's title, and what it was before."""

    by_id: PersonId
    was: str
    at: datetime
    stands: bool  # nothing was changed since


def correction_of(idea: Edited) -> Correction | None:
    """How somebody else corrected the title; each idea's is corrected once at most."""
    if idea.edited_at is None:
        return None
    latest = select(func.max(IdeaEdit.id)).where(IdeaEdit.idea_id == idea.id)
    row = db.session.execute(
        select(
            IdeaEdit.id,
            IdeaEdit.editor_id,
            IdeaEdit.title,
            IdeaEdit.edited_at,
            latest.scalar_subquery().label("latest_id"),
        )
        .where(IdeaEdit.idea_id == idea.id, IdeaEdit.editor_id != idea.author_id)
        .order_by(IdeaEdit.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    return Correction(
        row.editor_id, row.title, row.edited_at, stands=row.id == row.latest_id
    )


def revisions_of(actor: Actor, idea: Idea) -> list[Revision]:
    """What each edit of an idea changed, the latest first.

    What was reported or away meanwhile is for its author and the moderators.
    """
    reads_all = actor.sees_hidden or actor.person_id == idea.author_id
    before = [
        (
            edit.edited_at,
            {"The title": edit.title, "The text": edit.body}
            if reads_all or not edit.is_kept_back
            else None,
        )
        for edit in edits_of(idea)
    ]
    return revisions({"The title": idea.title, "The text": idea.body}, before)


def status_history(
    actor: Actor, idea: Idea, workflow: Workflow
) -> Sequence[StatusChange]:
    """The steps of an idea, the first first; customers see those that were public."""
    query = select(StatusChange).where(StatusChange.idea_id == idea.id)
    if not actor.is_company:
        query = query.where(
            StatusChange.is_internal.is_(False),
            StatusChange.became.not_in(workflow.inside),
        )
    ordered = query.order_by(StatusChange.changed_at, StatusChange.id)
    return db.session.scalars(ordered.limit(MOST_STEPS)).all()


def shown_before(
    idea_ids: Iterable[IdeaId], workflow: Workflow
) -> dict[IdeaId, Status]:
    """The last public status that each of the ideas had, of those that had one."""
    found: dict[IdeaId, Status] = {}
    waiting = iter(idea_ids)
    while some := list(islice(waiting, AT_ONCE)):
        rows = db.session.execute(
            select(StatusChange.idea_id, StatusChange.was, StatusChange.became)
            .where(
                StatusChange.idea_id.in_(some),
                or_(
                    StatusChange.was.in_(workflow.public),
                    StatusChange.became.in_(workflow.public),
                ),
            )
            .order_by(StatusChange.changed_at, StatusChange.id)
        )
        for idea_id, was, became in rows:
            found[idea_id] = became if became in workflow.public else was
    return found


def reasons_declined(idea_ids: Iterable[IdeaId]) -> dict[IdeaId, str]:
    """Why those of the ideas were declined that were, in the words of the last step."""
    wanted = list(idea_ids)
    if not wanted:
        return {}
    rows = ask(declining(dialect()), ideas=as_one(wanted))
    return {row.idea_id: row.note for row in rows}


@lru_cache
def declining(_: str) -> AnySelect:
    """Why ideas were declined, the last word last; built for each database."""
    return (
        select(StatusChange.idea_id, StatusChange.note)
        .where(
            one_of(StatusChange.idea_id, "ideas"),
            StatusChange.became == Status.DECLINED,
            StatusChange.is_internal.is_(False),
            StatusChange.note != "",
        )
        .order_by(StatusChange.changed_at, StatusChange.id)
    )
