"""The product managers' desk: its verdicts, their log, and departments."""

from typing import Any

from marshmallow import Schema, fields, validate

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import CutArguments, CutPageArguments, segment_asked
from cocreate.api.v1.ideas import whole
from cocreate.api.v1.schemas import (
    Line,
    Prose,
    WholeIdeaSchema,
    between,
    page_of,
)
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import DepartmentId, IdeaId, PersonId, VerdictId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import LONGEST_NOTE, beginning_of

LONGEST_WHY = 200
LARGEST = 10**15


class VerdictSchema(Schema):
    """What somebody did at the desk, from what to what."""

    id = fields.Integer()
    idea_id = fields.Integer()
    title = fields.String()
    act = fields.Enum(Act, by_value=True)
    words = fields.String()
    by_name = fields.String()
    given_at = fields.AwareDateTime()
    undone_at = fields.AwareDateTime(allow_none=True)
    undone_by = fields.String(allow_none=True)


class DeclineBody(Schema):
    reason = Prose(required=True, validate=lambda text: between(text, 1, LONGEST_NOTE))


class SnoozeBody(Schema):
    """Until the beginning of a day, by the site's own clock."""

    until = fields.Date(required=True)
    why = Line(load_default="", validate=lambda text: between(text, 0, LONGEST_WHY))


class QuestionBody(Schema):
    question = Prose(
        required=True, validate=lambda text: between(text, 1, LONGEST_NOTE)
    )
    days = fields.Integer(
        load_default=7, strict=True, validate=validate.Range(min=1, max=90)
    )


class RouteBody(Schema):
    """Who of the department looks at it, and until which day; both may be left out."""

    owner_id = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=validate.Range(min=1, max=LARGEST),
    )
    due_on = fields.Date(load_default=None, allow_none=True)


class DepartmentSchema(Schema):
    """A department: how many are in it, and how much waits for it."""

    id = fields.Integer()
    name = fields.String()
    closed_at = fields.AwareDateTime(allow_none=True)
    members = fields.Integer()
    waiting = fields.Integer()


@blp.route("/projects/<slug>/verdicts", methods=["GET"])
@blp.arguments(CutPageArguments, location="query")
@blp.response(200, page_of(VerdictSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_verdicts(asked: dict[str, Any], slug: str) -> Any:
    """What was done at the desk, the latest first."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    page = queries.verdict_lines(
        actor, project.id, place=asked.get("page"), segment_id=segment_asked(asked)
    )
    return page_of_rows(page, [line._asdict() for line in page.rows])


@blp.route("/verdicts/<int:verdict_id>", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def undo_verdict(verdict_id: int) -> Any:
    """Undo a verdict; gives its idea. Sent twice, it is undone once."""
    verdict = actions.undo_verdict(current_actor(), VerdictId(verdict_id))
    return told(verdict.idea_id)


@blp.route("/ideas/<int:idea_id>/decline", methods=["POST"])
@blp.arguments(DeclineBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def decline_idea(body: dict[str, Any], idea_id: int) -> Any:
    """Decline an idea; the reason is its official answer, and is told once."""
    actions.decline_idea(current_actor(), IdeaId(idea_id), reason=body["reason"])
    return told(idea_id)


@blp.route("/ideas/<int:idea_id>/snooze", methods=["PUT"])
@blp.arguments(SnoozeBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def snooze_idea(body: dict[str, Any], idea_id: int) -> Any:
    """Put an idea off until a day; then it lies on the desk again by itself."""
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.SNOOZE):
        actions.snooze_idea(
            actor, key, until_at=beginning_of(body["until"]), why=body["why"]
        )
    return told(idea_id)


@blp.route("/ideas/<int:idea_id>/snooze", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def wake_idea(idea_id: int) -> Any:
    """Have an idea back on the desk now."""
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.WAKE):
        actions.wake_idea(actor, key)
    return told(idea_id)


@blp.route("/ideas/<int:idea_id>/question", methods=["POST"])
@blp.arguments(QuestionBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def ask_author(body: dict[str, Any], idea_id: int) -> Any:
    """Ask an idea's author openly; it is off the desk until they say something."""
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.ASK):
        actions.ask_author(actor, key, question=body["question"], days=body["days"])
    return told(idea_id)


@blp.route("/ideas/<int:idea_id>/departments/<int:department_id>", methods=["PUT"])
@blp.arguments(RouteBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def route_idea(body: dict[str, Any], idea_id: int, department_id: int) -> Any:
    """Let a department look at an idea; others that do go on."""
    actor, key, owner = current_actor(), IdeaId(idea_id), body["owner_id"]
    with actions.judging(actor, key, Act.ROUTE):
        actions.route_idea(
            actor,
            key,
            department_id=DepartmentId(department_id),
            owner_id=PersonId(owner) if owner else None,
            due_on=body["due_on"],
        )
    return told(idea_id)


@blp.route("/ideas/<int:idea_id>/departments/<int:department_id>", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def unroute_idea(idea_id: int, department_id: int) -> Any:
    """Let a department look at an idea no more."""
    actor, key = current_actor(), IdeaId(idea_id)
    with actions.judging(actor, key, Act.ROUTE):
        actions.unroute_idea(actor, key, department_id=DepartmentId(department_id))
    return told(idea_id)


@blp.route("/departments", methods=["GET"])
@blp.arguments(CutArguments, location="query")
@blp.response(200, DepartmentSchema(many=True))
@says(401, 403, 404, 422)
@open_to(Audience.COMPANY)
def list_departments(asked: dict[str, Any]) -> Any:
    """The departments that ideas are routed to, by name; those that are closed last."""
    return queries.departments(segment_asked(asked))


def told(idea_id: int) -> dict[str, Any]:
    return whole(ideas.get_idea(current_actor(), IdeaId(idea_id)))
