"""Follow an idea or a project, or stop."""

from sqlalchemy import delete, select

from cocreate.discussion.models import Follow, ProjectFollow
from cocreate.ideas.queries import family_of, find_idea, get_idea, heads_of
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.policy import Actor, require
from cocreate.people.queries import actor_for
from cocreate.projects.models import Project
from cocreate.projects.queries import get_project

MEMBERS_FOLLOW = translatable("Sign in to follow.")


def follow(actor: Actor, idea_id: IdeaId) -> None:
    """Tell the actor what happens to an idea from now on."""
    require(actor.is_member, MEMBERS_FOLLOW)
    idea = get_idea(actor, idea_id)
    put_follow(actor.person_id, heads_of([idea.id])[idea.id])


def follow_as_author(person_id: PersonId, idea_id: IdeaId) -> None:
    """Whoever proposed an idea follows it; said twice, it changes nothing more."""
    if find_idea(actor_for(person_id), idea_id) is not None:
        # Perhaps it was folded into another before this was heard.
        head_id = heads_of([idea_id])[idea_id]
        put_follow(person_id, head_id, raised_on=idea_id)


def put_follow(
    person_id: PersonId, idea_id: IdeaId, *, raised_on: IdeaId | None = None
) -> None:
    carried_from = None if raised_on in {None, idea_id} else raised_on
    db.session.execute(
        insert_into(Follow)
        .values(
            person_id=person_id,
            idea_id=idea_id,
            followed_at=happened_at(),
            carried_from_id=carried_from,
        )
        .on_conflict_do_nothing(index_elements=["person_id", "idea_id"])
    )


def unfollow(actor: Actor, idea_id: IdeaId) -> None:
    """Tell the actor no more about an idea; one not followed changes nothing.

    Nor of what was folded into it: one press is enough.
    """
    family = family_of(idea_id)
    db.session.execute(
        delete(Follow).where(
            Follow.person_id == actor.person_id, Follow.idea_id.in_(select(family.c.id))
        ),
        execution_options={"synchronize_session": False},
    )


def follow_project(actor: Actor, slug: str) -> Project:
    """Tell the actor what happens in a project from now on."""
    require(actor.is_member, MEMBERS_FOLLOW)
    project = get_project(actor, slug)
    db.session.execute(
        insert_into(ProjectFollow)
        .values(
            person_id=actor.person_id, project_id=project.id, followed_at=happened_at()
        )
        .on_conflict_do_nothing(index_elements=["person_id", "project_id"])
    )
    return project


def follow_as_opener(person_id: PersonId, project_id: ProjectId) -> None:
    """Tell whoever opened a project what happens in it; once, however often asked."""
    db.session.execute(
        insert_into(ProjectFollow)
        .values(person_id=person_id, project_id=project_id, followed_at=happened_at())
        .on_conflict_do_nothing(index_elements=["person_id", "project_id"])
    )


def unfollow_project(actor: Actor, slug: str) -> None:
    """Tell the actor no more about a project."""
    project_id = get_project(actor, slug).id
    db.session.execute(
        delete(ProjectFollow).where(
            ProjectFollow.person_id == actor.person_id,
            ProjectFollow.project_id == project_id,
        )
    )
