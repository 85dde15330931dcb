"""Likely duplicates: groups to make one of, or to tell apart; and what was."""

from typing import Any

from marshmallow import Schema, fields, validate

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.cutting import CutPageArguments, segment_asked
from cocreate.api.v1.ideas import row_of
from cocreate.api.v1.schemas import IdeaSchema, PageArguments, PersonSchema, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions as surfacing_actions
from cocreate.surfacing import queries as surfacing
from cocreate.triage import actions

LARGEST = 10**15
MOST_AT_ONCE = 100
AT_ONCE = validate.Length(min=1, max=MOST_AT_ONCE)


def a_key(**how: Any) -> fields.Integer:
    within = validate.Range(min=1, max=LARGEST)
    return fields.Integer(strict=True, validate=within, **how)


def keys(**how: Any) -> fields.List[Any]:
    return fields.List(a_key(), validate=AT_ONCE, **how)


class DuplicateGroupSchema(Schema):
    """Ideas that probably ask for the same, and why; `into_id` is the one to keep."""

    id = fields.Integer()
    likeness = fields.Float()
    words = fields.List(fields.String())
    why = fields.String()
    into_id = fields.Integer()
    ideas = fields.List(fields.Nested(IdeaSchema))


class MergeGroupBody(Schema):
    """Which of a group become one, and which stays; without them, as suggested."""

    ideas = keys(load_default=None)
    into = a_key(load_default=None)


class PartGroupBody(Schema):
    """Which of a group are none of it; without them, every one."""

    ideas = keys(load_default=None)


class JudgeGroupsBody(Schema):
    """Several groups, judged alike."""

    verdict = fields.String(required=True, validate=validate.OneOf(("merge", "apart")))
    groups = keys(required=True)


class JudgedIdeasSchema(Schema):
    """How many ideas were merged, or told apart; what was done before counts not."""

    ideas = fields.Integer()


class DuplicateTitleSchema(Schema):
    id = fields.Integer()
    title = fields.String()


class ToldApartSchema(Schema):
    """Two ideas that are never suggested as duplicates, and who said so."""

    id = fields.Integer()
    idea = fields.Nested(DuplicateTitleSchema)
    other = fields.Nested(DuplicateTitleSchema)
    by = fields.Nested(PersonSchema, allow_none=True)
    told_apart_at = fields.AwareDateTime(attribute="at")


@blp.route("/projects/<slug>/duplicates", methods=["GET"])
@blp.arguments(CutPageArguments, location="query")
@blp.response(200, page_of(DuplicateGroupSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_duplicates(asked: dict[str, Any], slug: str) -> Any:
    """Groups of likely duplicates, the likest first, and what each speaks of."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    page = surfacing.duplicate_groups(
        actor, project, place=asked.get("page"), segment_id=segment_asked(asked)
    )
    return page_of_rows(page, [group_row(group) for group in page.rows])


def group_row(group: surfacing.Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "likeness": group.likeness,
        "words": group.words,
        "why": group.why,
        "into_id": group.target_id,
        "ideas": [row_of(line) for line in group.ideas],
    }


@blp.route("/projects/<slug>/duplicates", methods=["POST"])
@blp.arguments(JudgeGroupsBody)
@blp.response(200, JudgedIdeasSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def judge_duplicates(body: dict[str, Any], slug: str) -> Any:
    """Judge several groups, each as it is suggested; those settled are passed over."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    wanted = sorted({IdeaId(key) for key in body["groups"]})
    judge = actions.merge_groups if body["verdict"] == "merge" else actions.part_groups
    return {"ideas": judge(actor, project, wanted)}


@blp.route("/projects/<slug>/duplicates/<int:group_id>/merge", methods=["POST"])
@blp.arguments(MergeGroupBody)
@blp.response(200, JudgedIdeasSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def merge_duplicates(body: dict[str, Any], slug: str, group_id: int) -> Any:
    """Make one idea of a group. A verdict for each: undone there, or idea by idea.

    A group that is settled is not found.
    """
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    group = find_standing(project, group_id)
    merged = actions.merge_group(
        actor,
        group,
        idea_ids=group.idea_ids if body["ideas"] is None else body["ideas"],
        into_id=body["into"] or group.target_id,
    )
    return {"ideas": merged}


@blp.route("/projects/<slug>/duplicates/<int:group_id>/apart", methods=["POST"])
@blp.arguments(PartGroupBody)
@blp.response(200, JudgedIdeasSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def part_duplicates(body: dict[str, Any], slug: str, group_id: int) -> Any:
    """Say that ideas are none of their group: they are never suggested again."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    group = find_standing(project, group_id)
    wanted = group.idea_ids if body["ideas"] is None else body["ideas"]
    parted = actions.part_group(actor, project, group, idea_ids=wanted)
    return {"ideas": parted}


def find_standing(project: projects.ProjectHeading, group_id: int) -> surfacing.Group:
    group = surfacing.find_group(current_actor(), project, IdeaId(group_id))
    if group is None:
        raise NotFoundError
    return group


@blp.route("/projects/<slug>/duplicates/apart", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(ToldApartSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_told_apart(asked: dict[str, Any], slug: str) -> Any:
    """What was told apart, the latest first."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    page = surfacing.told_apart(actor, project, place=asked.get("page"))
    return page_of_rows(page, [pair._asdict() for pair in page.rows])


@blp.route("/duplicates/apart/<int:pair_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def suggest_again(pair_id: int) -> None:
    """Undo that two ideas were told apart: they may be suggested again."""
    surfacing_actions.suggest_again(current_actor(), pair_id)
