"""Comments: the discussion of an idea, and taking part in it."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.file_schemas import hanging_in
from cocreate.api.v1.schemas import (
    CommentBody,
    CommentSchema,
    NewCommentBody,
    PageArguments,
    SaidSchema,
    page_of,
)
from cocreate.discussion import actions, queries
from cocreate.discussion.queries import Turn
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import CommentId, IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.paging import Page
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@blp.route("/ideas/<int:idea_id>/comments", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(CommentSchema))
@says(401, 404, 422)
@open_to(Audience.ANYONE)
def list_comments(asked: dict[str, Any], idea_id: int) -> Any:
    """A page of the discussion of an idea, in the order it is read; fifty a page."""
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    queries.comes_by(actor, idea.id)
    thread = queries.thread_of_idea(actor, idea.id, place=asked.get("page"))
    page = Page(thread.turns, thread.following, thread.preceding)
    return page_of_rows(page, [row_of(turn) for turn in thread.turns])


def row_of(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.id,
        "author": turn.author,
        "is_official": turn.is_official,
        "body_html": turn.words,
        "posted_at": turn.moment,
        "is_edited": turn.is_edited,
        "parent_id": turn.parent_id,
        "state": turn.state,
        "reactions": {kind.value: people for kind, people in turn.reactions},
        "attachments": turn.files,
    }


@blp.route("/ideas/<int:idea_id>/comments", methods=["POST"])
@blp.arguments(NewCommentBody)
@blp.response(201, SaidSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def post_comment(body: dict[str, Any], idea_id: int) -> Any:
    """Say something under an idea. Sent twice, it is said once and given twice."""
    parent_id = body["parent_id"]
    comment = actions.post_comment(
        current_actor(),
        body=body["body"],
        idea_id=IdeaId(idea_id),
        parent_id=CommentId(parent_id) if parent_id else None,
        hanging=hanging_in(body),
    )
    return whole(comment)


def whole(comment: Any) -> dict[str, Any]:
    """A comment as its writer gets it back."""
    files = queries.files_on(comment)
    columns = [name for name in SaidSchema().fields if name != "attachments"]
    return {name: getattr(comment, name) for name in columns} | {"attachments": files}


@blp.route("/comments/<int:comment_id>", methods=["GET"])
@blp.response(200, SaidSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_comment(comment_id: int) -> Any:
    """One comment."""
    return whole(queries.get_comment(current_actor(), CommentId(comment_id)))


@blp.route("/comments/<int:comment_id>", methods=["PATCH"])
@blp.arguments(CommentBody)
@blp.response(200, SaidSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def edit_comment(body: dict[str, Any], comment_id: int) -> Any:
    """Change what you said; what it said before stays readable."""
    comment = actions.edit_comment(
        current_actor(),
        CommentId(comment_id),
        body=body["body"],
        hanging=hanging_in(body),
    )
    return whole(comment)


@blp.route("/comments/<int:comment_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING, 409)
@open_to(Audience.MEMBERS)
@writes
def withdraw_comment(comment_id: int) -> None:
    """Take back what you said; its place stays."""
    actions.withdraw_comment(current_actor(), CommentId(comment_id))
