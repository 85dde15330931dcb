"""Who wants to be told what."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from cocreate.discussion.models import Comment, Follow, ProjectFollow
from cocreate.ideas.queries import family_of, heads_of
from cocreate.kernel.db import ask, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.paging import PAGE, Page, page_of
from cocreate.kernel.policy import Actor
from cocreate.projects.models import Project
from cocreate.projects.queries import is_visible_to

ONE = select(Follow.idea_id).where(
    Follow.person_id == bindparam("person_id"), Follow.idea_id == bindparam("idea_id")
)


def is_following(actor: Actor, idea_id: IdeaId) -> bool:
    if not actor.is_member:
        return False
    return ask(ONE, person_id=actor.person_id, idea_id=idea_id).first() is not None


def followed_ids(actor: Actor) -> Select[IdeaId]:
    """The keys of the ideas that the actor follows: for `IN` conditions."""
    return select(Follow.idea_id).where(Follow.person_id == actor.person_id)


def followers_of_idea(idea_id: IdeaId) -> Sequence[PersonId]:
    """Everybody to tell what becomes of an idea, who followed it by then."""
    query = select(Follow.person_id).where(
        Follow.idea_id == idea_id, Follow.followed_at <= happened_at()
    )
    return db.session.scalars(query.order_by(Follow.person_id)).all()


def count_gained(from_id: IdeaId, into_id: IdeaId) -> int:
    """How many follow an idea, or what it holds, who do not follow another yet."""
    family = family_of(from_id)
    already = select(Follow.person_id).where(Follow.idea_id == into_id)
    query = select(func.count(Follow.person_id.distinct())).where(
        Follow.idea_id.in_(select(family.c.id)), Follow.person_id.not_in(already)
    )
    return db.session.scalar(query) or 0


def count_raised(idea_id: IdeaId) -> tuple[int, int]:
    """How many comments and followers a folded idea would get back."""
    head_id = heads_of([idea_id])[idea_id]
    own, whole = family_of(idea_id), family_of(head_id, "whole")
    said = select(func.count()).where(
        Comment.idea_id == head_id,
        Comment.shown.is_(True),
        Comment.carried_from_id.in_(select(own.c.id)),
    )
    raised_on = func.coalesce(Follow.carried_from_id, Follow.idea_id)
    following = select(func.count(Follow.person_id.distinct())).where(
        Follow.idea_id.in_(select(whole.c.id)), raised_on.in_(select(own.c.id))
    )
    return db.session.scalar(said) or 0, db.session.scalar(following) or 0


def is_following_project(actor: Actor, project_id: ProjectId) -> bool:
    if not actor.is_member:
        return False
    return db.session.get(ProjectFollow, (actor.person_id, project_id)) is not None


def followers_of_project(project_id: ProjectId) -> Sequence[PersonId]:
    """Everybody to tell what happens in a project, who followed it by then."""
    query = select(ProjectFollow.person_id).where(
        ProjectFollow.project_id == project_id,
        ProjectFollow.followed_at <= happened_at(),
    )
    return db.session.scalars(query.order_by(ProjectFollow.person_id)).all()


def ideas_followed_by(
    actor: Actor, *, place: str | None = None, size: int = PAGE
) -> Page[Any]:
    """The ideas the actor follows, the latest first."""
    query = select(Follow.idea_id, Follow.followed_at).where(
        Follow.person_id == actor.person_id
    )
    by, key = Follow.followed_at, Follow.idea_id
    return page_of(query, by=by, key=key, place=place, size=size)


def projects_followed_by(actor: Actor, most: int = 200) -> Sequence[Any]:
    """The projects the actor follows and may know of: their names and addresses."""
    query = (
        select(ProjectFollow.project_id, Project.name, Project.slug)
        .join(Project, Project.id == ProjectFollow.project_id)
        .where(ProjectFollow.person_id == actor.person_id, is_visible_to(actor))
    )
    order = (ProjectFollow.followed_at.desc(), Project.id)
    return db.session.execute(query.order_by(*order).limit(most)).all()
