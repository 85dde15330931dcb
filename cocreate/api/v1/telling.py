"""What one is told, and following ideas, projects and people to be told of them."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.schemas import (
    FollowSchema,
    NoticeSchema,
    PageArguments,
    page_of,
)
from cocreate.discussion import actions as discussion
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.following import Follows
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@blp.route("/me/notices", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(NoticeSchema))
@says(401, 422)
@open_to(Audience.MEMBERS)
def list_notices(asked: dict[str, Any]) -> Any:
    """What you were told, the latest first."""
    page = queries.inbox(current_actor(), place=asked.get("page"), size=asked["limit"])
    rows = [{**line._asdict(), "said": line.said} for line in page.rows]
    return page_of_rows(page, rows)


@blp.route("/ideas/<int:idea_id>/follow", methods=["PUT"])
@blp.response(200, FollowSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def follow_idea(idea_id: int) -> Any:
    """Be told what happens to an idea. Sent twice, it changes nothing more."""
    discussion.follow(current_actor(), IdeaId(idea_id))
    return {"following": True}


@blp.route("/ideas/<int:idea_id>/follow", methods=["DELETE"])
@blp.response(200, FollowSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def unfollow_idea(idea_id: int) -> Any:
    """Be told no more of an idea; one not followed changes nothing."""
    discussion.unfollow(current_actor(), IdeaId(idea_id))
    return {"following": False}


@blp.route("/projects/<slug>/follow", methods=["PUT"])
@blp.response(200, FollowSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def follow_project(slug: str) -> Any:
    """Be told what happens in a project."""
    discussion.follow_project(current_actor(), slug)
    return {"following": True}


@blp.route("/projects/<slug>/follow", methods=["DELETE"])
@blp.response(200, FollowSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def unfollow_project(slug: str) -> Any:
    """Be told no more of a project."""
    actor = current_actor()
    discussion.unfollow_project(actor, projects.get_project(actor, slug).id)
    return {"following": False}


@blp.route("/people/<int:person_id>/follow", methods=["PUT"])
@blp.response(200, FollowSchema)
@says(*CHANGING, 409)
@open_to(Audience.MEMBERS)
@writes
def follow_person(person_id: int) -> Any:
    """Be told of each new idea of a person."""
    actions.follow_person(current_actor(), PersonId(person_id))
    return {"following": True}


@blp.route("/people/<int:person_id>/follow", methods=["DELETE"])
@blp.response(200, FollowSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def unfollow_person(person_id: int) -> Any:
    """Be told no more of a person's ideas."""
    actions.unfollow(current_actor(), Follows.PERSON, str(person_id))
    return {"following": False}
