"""Who wants to be told what."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from cocreate.discussion.models import Follow, ProjectFollow
from cocreate.ideas.queries import family_of
from cocreate.kernel.db import ask, db
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor

ONE = select(Follow.idea_id).where(
    Follow.person_id == bindparam("person_id"), Follow.idea_id == bindparam("idea_id")
)


def is_following(actor: Actor, idea_id: IdeaId) -> bool:
    if not actor.is_member:
        return False
    return ask(ONE, person_id=actor.person_id, idea_id=idea_id).first() is not None


def followers_of_idea(idea_id: IdeaId) -> Sequence[PersonId]:
    """Everybody to tell what becomes of an idea; for subscribers."""
    query = select(Follow.person_id).where(Follow.idea_id == idea_id)
    return db.session.scalars(query.order_by(Follow.person_id)).all()


def count_gained(from_id: IdeaId, into_id: IdeaId) -> int:
    """How many follow an idea, or what it holds, who do not follow another yet."""
    family = family_of(from_id)
    already = select(Follow.person_id).where(Follow.idea_id == into_id)
    query = select(func.count(Follow.person_id.distinct())).where(
        Follow.idea_id.in_(select(family.c.id)), Follow.person_id.not_in(already)
    )
    return db.session.scalar(query) or 0


def is_following_project(actor: Actor, project_id: ProjectId) -> bool:
    if not actor.is_member:
        return False
    return db.session.get(ProjectFollow, (actor.person_id, project_id)) is not None


def followers_of_project(project_id: ProjectId) -> Sequence[PersonId]:
    """Everybody to tell what happens in a project; for subscribers."""
    query = select(ProjectFollow.person_id).where(
        ProjectFollow.project_id == project_id
    )
    return db.session.scalars(query.order_by(ProjectFollow.person_id)).all()
