"""Ideas as feeds and calendars tell them: whole, and those that wait."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from cocreate.ideas.models import Idea
from cocreate.ideas.queries.lines import Answered, lines
from cocreate.ideas.queries.scope import is_visible_to
from cocreate.ideas.queries.wanted import Wanted
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.orders import Sort

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
    written_at: datetime | None  # anew
    answered_at: datetime | None = None  # where its answer is told
    answer: Answered | None = None

    @property
    def published_at(self) -> datetime:
        return self.proposed_at

    @property
    def edited_at(self) -> datetime | None:
        """When there was something new to read of it."""
        return max(filter(None, (self.written_at, self.answered_at)), default=None)


WHOLE = (
    Idea.id,
    Idea.title,
    Idea.body_html,
    Idea.author_id,
    Idea.proposed_at,
    Idea.edited_at,
)


def in_order(
    actor: Actor, project_id: ProjectId, wanted: Wanted, *, place: str | None = None
) -> Page[FeedItem]:
    """The ideas as their list has them, each whole; of those answered, the answer."""
    page = lines(actor, project_id, wanted=wanted, place=place, size=ITEMS)
    query = select(*WHOLE).where(Idea.id.in_([line.id for line in page.rows]))
    whole = {row.id: FeedItem(*row) for row in db.session.execute(query)}
    answered = wanted.sort is Sort.ANSWERED
    items = [
        replace(whole[one.id], answered_at=one.answered_at, answer=one.answer)
        if answered
        else whole[one.id]
        for one in page.rows
    ]
    return Page(items, page.following, page.preceding)


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
