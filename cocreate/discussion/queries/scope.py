"""Which comments the actor may read, one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from cocreate.discussion.models import Comment, CommentEdit
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Attachment, Idea
from cocreate.ideas.queries.attachments import COLUMNS as ATTACHED
from cocreate.ideas.queries.attachments import Attached, attachments_of_comments
from cocreate.journal import queries as journal
from cocreate.journal.models import JournalEntry
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId, ProjectId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.kernel.revisions import Revision, revisions
from cocreate.kernel.text import excerpt_of
from cocreate.people.faces import Face
from cocreate.people.queries import face_of
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase

MOST_EDITS = 30


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on a comment itself; what it stands under is asked apart."""
    if actor.sees_hidden:
        return true()
    if not actor.is_member:
        return Comment.shown.is_(True)
    return or_(Comment.shown.is_(True), Comment.author_id == actor.person_id)


def visible_to(actor: Actor) -> Select[Comment]:
    """Comments under whatever the actor may see; a hidden idea hides its discussion."""
    return (
        select(Comment)
        .join(Project, Project.id == Comment.project_id)
        .outerjoin(Idea, Idea.id == Comment.idea_id)
        .outerjoin(JournalEntry, JournalEntry.id == Comment.entry_id)
        .where(
            is_visible_to(actor),
            projects.is_visible_to(actor),
            or_(Comment.idea_id.is_(None), ideas.is_visible_to(actor)),
            or_(Comment.entry_id.is_(None), journal.is_visible_to(actor)),
        )
    )


def get_comment(actor: Actor, comment_id: CommentId, *, lock: bool = False) -> Comment:
    """The comment, locked when it is about to change."""
    query = visible_to(actor).where(Comment.id == comment_id)
    if lock:
        query = query.with_for_update(of=Comment).execution_options(
            populate_existing=True
        )
    comment = db.session.scalar(query)
    if comment is None:
        raise NotFoundError
    return comment


def excerpts(actor: Actor, comment_ids: Iterable[CommentId]) -> dict[CommentId, str]:
    """How those of the comments begin that the actor may read, in one query."""
    wanted = set(comment_ids)
    if not wanted:
        return {}
    those = visible_to(actor).where(Comment.id.in_(wanted))
    rows = db.session.execute(those.with_only_columns(Comment.id, Comment.body_html))
    return {row.id: excerpt_of(row.body_html, 200) for row in rows}


def files_on(comment: Comment) -> Sequence[Attached]:
    """What hangs on a comment that the actor has been let to."""
    if not comment.files:
        return ()
    return attachments_of_comments([comment.id]).get(comment.id, ())


def find_attached(actor: Actor, attachment_id: int) -> Attached | None:
    """A file of a comment that the actor may read."""
    row = db.session.execute(
        visible_to(actor)
        .join(Attachment, Attachment.comment_id == Comment.id)
        .where(Attachment.id == attachment_id)
        .with_only_columns(*ATTACHED)
    ).one_or_none()
    return Attached._make(row) if row else None


class WhereSaid(NamedTuple):
    """What a comment stands under, and by whom it was said."""

    project_id: ProjectId
    project_slug: str
    phase: Phase
    idea_id: IdeaId | None
    entry_id: EntryId | None
    title: str
    author: Face


def where_said(comment: Comment) -> WhereSaid:
    """The surroundings of a comment that the actor has been let to."""
    row = db.session.execute(
        select(
            Project.id,
            Project.slug,
            Project.phase,
            Comment.idea_id,
            Comment.entry_id,
            Idea.title.label("idea_title"),
            JournalEntry.title.label("entry_title"),
        )
        .select_from(Comment)
        .join(Project, Project.id == Comment.project_id)
        .outerjoin(Idea, Idea.id == Comment.idea_id)
        .outerjoin(JournalEntry, JournalEntry.id == Comment.entry_id)
        .where(Comment.id == comment.id)
    ).one()
    title = row.idea_title or row.entry_title or ""
    return WhereSaid(*row[:5], title, face_of(comment.author_id))


class Excerpt(NamedTuple):
    """A comment in one line, for lists of other things."""

    id: CommentId
    project_id: ProjectId
    idea_id: IdeaId | None
    entry_id: EntryId | None
    author_id: PersonId
    words: str
    posted_at: datetime


SAID = (
    Comment.id,
    Comment.project_id,
    Comment.idea_id,
    Comment.entry_id,
    Comment.author_id,
    Comment.body_html,
    Comment.posted_at,
)


def readable_ids(
    actor: Actor, comment_ids: Iterable[CommentId]
) -> frozenset[CommentId]:
    """Which of these comments the actor may read, in one query."""
    wanted = set(comment_ids)
    if not wanted:
        return frozenset()
    query = visible_to(actor).where(Comment.id.in_(wanted))
    return frozenset(db.session.scalars(query.with_only_columns(Comment.id)))


def shortened(row: Any) -> Excerpt:
    return Excerpt(
        id=row.id,
        project_id=row.project_id,
        idea_id=row.idea_id,
        entry_id=row.entry_id,
        author_id=row.author_id,
        words=excerpt_of(row.body_html),
        posted_at=row.posted_at,
    )


def comments_by(
    actor: Actor, author_id: PersonId, *, place: str | None = None, size: int = 20
) -> Page[Excerpt]:
    """What somebody said that the actor may read, the latest first."""
    query = visible_to(actor).where(
        and_(Comment.author_id == author_id, Comment.withdrawn_at.is_(None))
    )
    page = page_of(
        query.with_only_columns(*SAID),
        by=Comment.posted_at,
        key=Comment.id,
        place=place,
        size=size,
    )
    rows = [shortened(row) for row in page.rows]
    return Page(rows, page.following, page.preceding)


def earlier_texts(comment: Comment) -> Sequence[CommentEdit]:
    """What a comment that the actor may read said before, the latest first."""
    return db.session.scalars(
        select(CommentEdit)
        .where(CommentEdit.comment_id == comment.id)
        .order_by(CommentEdit.edited_at.desc(), CommentEdit.id.desc())
        .limit(MOST_EDITS)
    ).all()


def revisions_of(actor: Actor, comment: Comment) -> list[Revision]:
    """What each edit of a comment that the actor may read changed, the latest first.

    What was reported or away meanwhile is for its author and the moderators.
    """
    reads_all = actor.sees_hidden or actor.person_id == comment.author_id
    before = [
        (
            edit.edited_at,
            {"": edit.body} if reads_all or not edit.is_kept_back else None,
        )
        for edit in earlier_texts(comment)
    ]
    return revisions({"": comment.body}, before)
