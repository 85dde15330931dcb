"""Which comments the actor may read; until discussion answers that itself."""

from sqlalchemy import ColumnElement, Select, or_, select, true

from cocreate.discussion.models import Comment
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.journal.models import JournalEntry
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.sees_hidden:
        return true()
    if not actor.is_member:
        return Comment.shown.is_(True)
    return or_(Comment.shown.is_(True), Comment.author_id == actor.person_id)


def visible_to(actor: Actor) -> Select[Comment]:
    return (
        select(Comment)
        .join(Project, Project.id == Comment.project_id)
        .outerjoin(Idea, Idea.id == Comment.idea_id)
        .outerjoin(JournalEntry, JournalEntry.id == Comment.entry_id)
        .where(
            is_visible_to(actor),
            projects.is_visible_to(actor),
            or_(Comment.idea_id.is_(None), ideas.is_visible_to(actor)),
        )
    )
