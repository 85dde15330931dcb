"""Which ideas the actor may know of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, null, or_, select, true

from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.projects.models import Project


@dataclass(frozen=True, slots=True)
class IdeaTitle:
    """An idea in one line, for lists of other things."""

    id: IdeaId
    project_id: ProjectId
    author_id: PersonId
    title: str
    status: Status
    votes: int
    merged_into_id: IdeaId | None
    internal: Status | None  # for the company


def internal_for(*, insider: bool) -> ColumnElement[Any]:
    """Where an idea stands while that is kept inside: the company's to know."""
    return (Idea.internal if insider else null()).label("internal")


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on a joined idea; hidden ones are for moderators and authors."""
    if actor.sees_hidden:
        return true()
    shown = and_(Idea.hidden_at.is_(None), Idea.withdrawn_at.is_(None))
    if not actor.is_member:
        return shown
    return or_(shown, Idea.author_id == actor.person_id)


def visible_to(actor: Actor) -> Select[Idea]:
    ideas = select(Idea).where(is_visible_to(actor))
    if actor.sees_every_project:
        return ideas
    return ideas.join(Project, Project.id == Idea.project_id).where(
        projects.is_visible_to(actor)
    )


def find_idea(actor: Actor, idea_id: IdeaId, *, lock: bool = False) -> Idea | None:
    query = visible_to(actor).where(Idea.id == idea_id)
    if lock:
        query = query.with_for_update(of=Idea).execution_options(populate_existing=True)
    return db.session.scalar(query)


def get_idea(actor: Actor, idea_id: IdeaId, *, lock: bool = False) -> Idea:
    """The idea, locked when it is about to change."""
    idea = find_idea(actor, idea_id, lock=lock)
    if idea is None:
        raise NotFoundError
    return idea


def titles(actor: Actor, idea_ids: Iterable[IdeaId]) -> dict[IdeaId, IdeaTitle]:
    """Those of the ideas that the actor may know of, in one query."""
    wanted = set(idea_ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        visible_to(actor)
        .where(Idea.id.in_(wanted))
        .with_only_columns(
            Idea.id,
            Idea.project_id,
            Idea.author_id,
            Idea.title,
            Idea.status,
            Idea.votes,
            Idea.merged_into_id,
            internal_for(insider=actor.is_company),
        )
    )
    return {row.id: IdeaTitle(*row) for row in rows}


def authorship() -> AnySelect:
    """Who proposed a listed idea in which project: for figures over all of them."""
    return select(Idea.project_id, Idea.author_id.label("person_id")).where(
        Idea.listed.is_(True)
    )


def authorship_of(person_ids: Collection[PersonId]) -> AnySelect:
    """A SELECT of the ideas that these people proposed, listed or not."""
    return select(Idea.id).where(Idea.author_id.in_(list(person_ids)))


def ideas_by_author(project_id: ProjectId) -> dict[PersonId, int]:
    """How many listed ideas of a project each of their authors proposed."""
    rows = db.session.execute(
        select(Idea.author_id, func.count())
        .where(Idea.project_id == project_id, Idea.listed.is_(True))
        .group_by(Idea.author_id)
    )
    return {row[0]: row[1] for row in rows}
