"""Ideas as feeds and calendars tell them: the newest whole, and those that wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cocreate.ideas.models import Idea, IdeaTag
from cocreate.ideas.queries.scope import is_visible_to
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId, TagId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects

ITEMS = 30
MOST_WAITING = 1000


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An idea as a feed carries it."""

    id: IdeaId
    title: str
    body_html: str
    author_id: PersonId
    proposed_at: datetime
    edited_at: datetime | None

    @property
    def published_at(self) -> datetime:
        return self.proposed_at


WHOLE = (
    Idea.id,
    Idea.title,
    Idea.body_html,
    Idea.author_id,
    Idea.proposed_at,
    Idea.edited_at,
)


def newest(
    actor: Actor,
    project_id: ProjectId,
    *,
    tag_id: TagId | None = None,
    place: str | None = None,
) -> Page[FeedItem]:
    """The newest listed ideas of a project, or of a tag of it; and those before."""
    query = listed_for(actor).where(Idea.project_id == project_id)
    if tag_id is not None:
        query = query.join(IdeaTag, IdeaTag.idea_id == Idea.id)
        query = query.where(IdeaTag.tag_id == tag_id)
    return items_of(query, place)


def newest_among(
    actor: Actor, idea_ids: Collection[IdeaId], *, place: str | None = None
) -> Page[FeedItem]:
    """Those of the ideas that are listed, the newest first."""
    return items_of(listed_for(actor).where(Idea.id.in_(idea_ids)), place)


def listed_for(actor: Actor) -> AnySelect:
    within = Idea.project_id.in_(projects.visible_ids(actor))
    return select(*WHOLE).where(Idea.listed, is_visible_to(actor), within)


def items_of(query: AnySelect, place: str | None) -> Page[FeedItem]:
    by, key = Idea.proposed_at, Idea.id
    page = page_of(query, by=by, key=key, place=place, size=ITEMS)
    items = [FeedItem(*row) for row in page.rows]
    return Page(items, page.following, page.preceding)


def unanswered(project_id: ProjectId) -> list[tuple[str, datetime]]:
    """The listed ideas that wait for an answer, the longest waiting first."""
    rows = db.session.execute(
        select(Idea.title, Idea.proposed_at)
        .where(Idea.project_id == project_id, Idea.listed, Idea.answered_at.is_(None))
        .order_by(Idea.proposed_at, Idea.id)
        .limit(MOST_WAITING)
    )
    return [(row.title, row.proposed_at) for row in rows]
