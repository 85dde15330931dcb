"""What somebody voted for, as they see it: what counts no more is theirs, too."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, read, true_status
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.paging import Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project
from cocreate.votes.queries.discounted import cast_by


def ids_voted_by(actor: Actor) -> Select[IdeaId]:
    """The keys of the ideas that the actor votes for: for `IN` conditions."""
    return select(cast_by(actor.person_id).c.idea_id)


def ideas_voted_by(
    actor: Actor, *, place: str | None = None, size: int = 20
) -> Page[Any]:
    """What the actor voted for, the latest first."""
    cast = cast_by(actor.person_id).c
    query = select(cast.idea_id, cast.cast_at)
    return page_of(query, by=cast.cast_at, key=cast.idea_id, place=place, size=size)


class Answer(NamedTuple):
    """An idea the actor stands behind, and what became of it."""

    idea_id: IdeaId
    title: str
    status: Status
    answered_at: datetime | None
    workflow: str
    internal: Status | None  # for the company

    @property
    def step(self) -> Step:
        """Its status, as its project has it."""
        return read(self.workflow).step(true_status(self))


def answered_for(actor: Actor, *, most: int = 3) -> list[Answer]:
    """The ideas the actor voted for that were answered last."""
    cast = cast_by(actor.person_id)
    rows = db.session.execute(
        select(
            cast.c.idea_id,
            Idea.title,
            Idea.status,
            Idea.answered_at,
            Project.workflow,
            ideas.internal_for(insider=actor.is_company),
        )
        .select_from(cast)
        .join(Idea, Idea.id == cast.c.idea_id)
        .join(Project, Project.id == Idea.project_id)
        .where(
            Idea.listed.is_(True),
            Idea.answered_at.is_not(None),
            Idea.project_id.in_(projects.visible_ids(actor)),
        )
        .order_by(Idea.answered_at.desc(), cast.c.idea_id.desc())
        .limit(most)
    )
    return [Answer(*row) for row in rows]
