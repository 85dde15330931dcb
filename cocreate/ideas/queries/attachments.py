"""Attachments: what hangs on an idea or a draft, and who may open it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, or_, select

from cocreate.ideas.models import Attachment, Draft, Idea
from cocreate.ideas.queries.drafts import is_own
from cocreate.ideas.queries.scope import is_visible_to
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project


class Attached(NamedTuple):
    """A file as pages show it."""

    id: int
    storage_key: str
    media_type: str
    name: str
    size: int
    width: int | None
    height: int | None
    description: str

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def weight(self) -> str:
        """Its size, as people say it."""
        thousands = -(-self.size // 1000)
        return f"{thousands} kB" if thousands < 1000 else f"{self.size / 1e6:.1f} MB"  # noqa: PLR2004 - a thousand thousands


COLUMNS = tuple(getattr(Attachment, name) for name in Attached._fields)


def attachments_of(idea_id: IdeaId) -> list[Attached]:
    """What hangs on an idea, in the order in which it was sent."""
    return listed(Attachment.idea_id == idea_id)


def attachments_of_draft(actor: Actor, key: str, *, visitor: str) -> list[Attached]:
    own = select(Draft.id).where(Draft.key == key, is_own(actor, visitor))
    return listed(Attachment.draft_id.in_(own))


def attachments_of_comments(
    comment_ids: Sequence[CommentId],
) -> dict[CommentId, tuple[Attached, ...]]:
    """What hangs on comments that the actor has been let to, in one query."""
    rows = db.session.execute(
        select(Attachment.comment_id, *COLUMNS)
        .where(Attachment.comment_id.in_(comment_ids))
        .order_by(Attachment.id)
    )
    found: dict[CommentId, tuple[Attached, ...]] = {}
    for comment_id, *columns in rows:
        found[comment_id] = (*found.get(comment_id, ()), Attached(*columns))
    return found


def attachments_waiting(actor: Actor, keys: Sequence[int]) -> list[Attached]:
    """Those of the files that the actor has sent and that hang on nothing yet."""
    if not keys:
        return []
    return listed(Attachment.id.in_(keys) & is_sender(actor))


def is_sender(actor: Actor) -> ColumnElement[bool]:
    return Attachment.sender_id == actor.person_id if actor.is_member else false()


def listed(where: ColumnElement[bool]) -> list[Attached]:
    rows = db.session.execute(select(*COLUMNS).where(where).order_by(Attachment.id))
    return [Attached._make(row) for row in rows]


def find_attachment(
    actor: Actor, attachment_id: int, *, visitor: str
) -> Attached | None:
    """A file of an idea that the actor may know of, or one of their own that waits."""
    row = db.session.execute(
        select(*COLUMNS)
        .outerjoin(Idea, Idea.id == Attachment.idea_id)
        .outerjoin(Project, Project.id == Idea.project_id)
        .outerjoin(Draft, Draft.id == Attachment.draft_id)
        .where(
            Attachment.id == attachment_id,
            or_(
                Attachment.idea_id.is_not(None)
                & is_visible_to(actor)
                & projects.is_visible_to(actor),
                Attachment.draft_id.is_not(None) & is_own(actor, visitor),
                is_sender(actor),
            ),
        )
    ).one_or_none()
    return Attached._make(row) if row else None


def keys_of_drafts(where: ColumnElement[bool]) -> Sequence[str]:
    """Where the files of some drafts lie, which go when the drafts do."""
    return db.session.scalars(
        select(Attachment.storage_key)
        .join(Draft, Draft.id == Attachment.draft_id)
        .where(where)
    ).all()
