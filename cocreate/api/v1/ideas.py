"""Ideas: the list of a project, one, proposing, editing, taking back."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import segment_asked
from cocreate.api.v1.proposing import IdeaBody
from cocreate.api.v1.schemas import (
    IdeaSchema,
    WholeIdeaSchema,
    page_of,
)
from cocreate.api.v1.seeking import IdeasArguments
from cocreate.discussion import queries as discussion
from cocreate.ideas import actions, queries, workflow
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.filters import CALLED, Typed, field_of, filter_of
from cocreate.ideas.queries import IdeaLine, Wanted, is_unfiltered
from cocreate.ideas.workflow import Standing
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.limits import limited
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.orders import Sort
from cocreate.surfacing import queries as surfacing
from cocreate.votes import queries as votes


@blp.route("/projects/<slug>/ideas", methods=["GET"])
@blp.arguments(IdeasArguments, location="query")
@blp.response(200, page_of(IdeaSchema))
@says(401, 404, 422)
@open_to(Audience.ANYONE)
def list_ideas(asked: dict[str, Any], slug: str) -> Any:
    """A page of the ideas of a project, in the order asked for."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    tag = queries.get_tag(project.id, asked["tag"]) if asked.get("tag") else None
    steps = workflow.seen(project.workflow, insider=actor.is_company)
    kept_inside = asked.get("status") in steps.inside
    wanted = Wanted(
        sort=asked["sort"],
        status=None if kept_inside else asked.get("status"),
        internal=asked.get("status") if kept_inside else None,
        tag_id=tag.id if tag else None,
        prompt_id=asked.get("prompt"),
        **answers_wanted(asked, project.id),
    )
    page = page_asked(actor, project.id, wanted, asked)
    return page_of_rows(page, [row_of(line) for line in page.rows])


def page_asked(
    actor: Actor, project_id: ProjectId, wanted: Wanted, asked: dict[str, Any]
) -> Page[IdeaLine]:
    """The page asked for, cut by a segment where the team says which."""
    place, size = asked.get("page"), asked["limit"]
    segment_id = segment_asked(asked)
    if wanted.sort is Sort.YOURS and is_unfiltered(wanted) and segment_id is None:
        return surfacing.for_you(actor, project_id, place=place, size=size)
    if segment_id is None:
        return queries.lines(actor, project_id, wanted=wanted, place=place, size=size)
    return votes.lines_of_segment(
        actor, project_id, segment_id, wanted=wanted, place=place, size=size
    )


def answers_wanted(asked: dict[str, Any], project_id: ProjectId) -> dict[str, Any]:
    """What is asked of the answers to the project's questions."""
    typed = Typed(**{name: asked.get(name, "") for name in Typed._fields})
    if not any(typed):
        return {}
    fields = queries.filtering_fields(project_id)
    if field_of(typed.said, fields) is None:
        raise InvalidError({"said": "This project asks no such thing."})
    sought = filter_of(typed, fields)
    if sought.wrong:
        raise InvalidError({CALLED[end]: why for end, why in sought.wrong.items()})
    return sought.wanted


def row_of(line: IdeaLine) -> dict[str, Any]:
    said = standing_of(line, line.workflow)
    return {**line._asdict(), **said, "author": line.author, "tags": line.tags}


def standing_of(idea: Standing, called: str) -> dict[str, Any]:
    """How its project calls the status of an idea; the company sees the true one."""
    steps = workflow.read(called)
    inside = idea.internal if current_actor().is_company else None
    return {
        "status_name": steps.step(idea.status).name,
        "internal_status": steps.step(inside) if inside else None,
    }


@blp.route("/projects/<slug>/ideas", methods=["POST"])
@blp.arguments(IdeaBody)
@blp.response(201, WholeIdeaSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@limited("propose_limit")
@writes
def propose_idea(draft: IdeaDraft, slug: str) -> Any:
    """Propose an idea. Sent twice, it is proposed once and given twice."""
    idea = actions.propose_idea(current_actor(), slug, draft=draft)
    return whole(idea)


@blp.route("/ideas/<int:idea_id>", methods=["GET"])
@blp.response(200, WholeIdeaSchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_idea(idea_id: int) -> Any:
    """One idea, whole. A merged one says into which it was merged."""
    actor = current_actor()
    idea = queries.get_idea(actor, IdeaId(idea_id))
    discussion.comes_by(actor, idea.id)
    return whole(idea)


@blp.route("/ideas/<int:idea_id>", methods=["PATCH"])
@blp.arguments(IdeaBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def edit_idea(draft: IdeaDraft, idea_id: int) -> Any:
    """Change the words of your own idea while the team has not taken it up."""
    idea = actions.edit_idea(current_actor(), IdeaId(idea_id), draft=draft)
    if draft.said:
        actions.change_answers(current_actor(), idea.id, draft=draft)
    if draft.hanging is not None:
        actions.change_files(current_actor(), idea.id, draft.hanging)
    return whole(idea)


@blp.route("/ideas/<int:idea_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def withdraw_idea(idea_id: int) -> None:
    """Take your own idea back while the team has not taken it up."""
    actions.withdraw_idea(current_actor(), IdeaId(idea_id))


def whole(idea: Any) -> dict[str, Any]:
    """An idea as its page shows it."""
    actor = current_actor()
    response = queries.find_response(idea.id)
    named = faces([idea.author_id, response.author_id if response else idea.author_id])
    columns = {
        name: getattr(idea, name)
        for name in WholeIdeaSchema().fields
        if hasattr(idea, name)
    }
    answer = None
    if response is not None:
        answer = {
            "author": named[response.author_id],
            "body": response.body,
            "body_html": response.body_html,
            "responded_at": response.responded_at,
        }
    return {
        **columns,
        **standing_of(idea, projects.workflow_of(idea.project_id)),
        "author": named[idea.author_id],
        "tags": idea.tag_names.splitlines(),
        "voted": votes.has_voted(actor, idea.id),
        "response": answer,
        "answers": said_by(idea),
        "attachments": queries.attachments_of(idea.id) if idea.files else [],
    }


def said_by(idea: Any) -> dict[str, str]:
    """What an idea says to its project's own questions."""
    if not idea.answers:
        return {}
    return {said.slug: said.value for said in queries.answers_of(idea.id)}
