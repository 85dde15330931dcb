"""What is tried and what is said of it; who takes part; whether it may ship."""

from typing import Any

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.file_schemas import hanging_in
from cocreate.api.v1.report_schemas import (
    BuildFiguresSchema,
    BuildRatingBody,
    FunnelArguments,
    FunnelSchema,
    HonourBody,
    NudgeBody,
    NudgedSchema,
    ShippedSchema,
    ShippingBody,
    TallySchema,
    TaskAnswerBody,
    TaskSchema,
)
from cocreate.api.v1.reports import programme_of
from cocreate.beta import actions, queries
from cocreate.beta.drafts import Evidence, Honouring
from cocreate.beta.views.dashboard import funnels_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import BuildId, DecisionId, NudgeId, ReleaseId, TaskId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.releases import actions as shipping
from cocreate.releases import queries as releases


@blp.route("/builds/<int:build_id>/tasks", methods=["GET"])
@blp.response(200, TaskSchema(many=True))
@says(401, 404)
@open_to(Audience.MEMBERS)
def list_tasks(build_id: int) -> Any:
    """What there is to try in a build."""
    actor = current_actor()
    return queries.tasks_of(actor, queries.get_build(actor, BuildId(build_id)).id)


@blp.route("/tasks/<int:task_id>/answer", methods=["PUT"])
@blp.arguments(TaskAnswerBody)
@blp.response(200, TaskSchema(many=True))
@says(*CHANGING, 404, 422)
@open_to(Audience.MEMBERS)
@writes
def answer_task(body: dict[str, Any], task_id: int) -> Any:
    """Say how a task went, with what shows it; the newest word stands."""
    actor, key = current_actor(), TaskId(task_id)
    said = Evidence(went=body["went"], note=body["note"], hanging=hanging_in(body))
    actions.answer_task(actor, key, said)
    return queries.tasks_of(actor, queries.get_task(actor, key).build_id)


@blp.route("/builds/<int:build_id>/rating", methods=["PUT"])
@blp.arguments(BuildRatingBody)
@blp.response(204)
@says(*CHANGING, 404, 422)
@open_to(Audience.MEMBERS)
@writes
def rate_build(body: dict[str, Any], build_id: int) -> None:
    """Say how satisfied you are with a build; the newest word counts."""
    actions.rate_build(current_actor(), BuildId(build_id), **body)


@blp.route("/builds/<int:build_id>/decisions/<int:decision_id>/honour", methods=["PUT"])
@blp.arguments(HonourBody)
@blp.response(204)
@says(*CHANGING, 404, 422)
@open_to(Audience.MEMBERS)
@writes
def answer_honour(body: dict[str, Any], build_id: int, decision_id: int) -> None:
    """Say whether a build does what was decided with your words."""
    said = Honouring(honours=body["honours"], note=body["note"])
    actions.answer_honour(
        current_actor(), BuildId(build_id), DecisionId(decision_id), said
    )


@blp.route("/builds/<int:build_id>/figures", methods=["GET"])
@blp.response(200, BuildFiguresSchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def show_build_figures(build_id: int) -> Any:
    """How satisfied testers are with a build, and how many it stops."""
    key = queries.get_build(current_actor(), BuildId(build_id)).id
    told = queries.satisfaction(key)
    return {
        "satisfied": told.satisfied,
        "mean": told.mean,
        "counts": told.counts,
        "blocking": queries.blocking(key),
    }


@blp.route("/projects/<slug>/funnel", methods=["GET"])
@blp.arguments(FunnelArguments, location="query")
@blp.response(200, FunnelSchema(many=True))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def show_funnel(asked: dict[str, str], slug: str) -> Any:
    """Applied, has a seat, downloaded, tried, reported: how many came how far."""
    return funnels_of(programme_of(slug).id, asked["by"])


@blp.route("/projects/<slug>/nudges", methods=["POST"])
@blp.arguments(NudgeBody)
@blp.response(200, NudgedSchema)
@says(*CHANGING, 404, 409, 422)
@open_to(Audience.TEAM)
@writes
def nudge_testers(body: dict[str, Any], slug: str) -> Any:
    """Remind those before whom a step lies; nobody twice within a week."""
    programme = programme_of(slug)
    told = actions.nudge_testers(current_actor(), programme.id, body["step"])
    return {"reminded": told, "waiting": queries.fresh_nudges(programme.id)}


@blp.route("/projects/<slug>/nudges/<int:nudge_id>", methods=["DELETE"])
@blp.response(200, NudgedSchema)
@says(*CHANGING, 404, 409)
@open_to(Audience.TEAM)
@writes
def take_back_nudges(slug: str, nudge_id: int) -> Any:
    """Remind nobody of that press after all, while nobody has been told."""
    programme = programme_of(slug)
    spared = actions.take_back_nudges(current_actor(), programme.id, NudgeId(nudge_id))
    return {"reminded": 0, "spared": spared, "waiting": []}


@blp.route("/releases/<int:release_id>/tally", methods=["GET"])
@blp.response(200, TallySchema(many=True))
@says(401, 404)
@open_to(Audience.ANYONE)
def show_tally(release_id: int) -> Any:
    """Whether what it ships does what was decided, by those whom decisions cite."""
    release = releases.get_release(current_actor(), ReleaseId(release_id))
    decided = releases.decisions_shipped([release.id])[release.id]
    return list(queries.tallies(decided).values())


@blp.route("/releases/<int:release_id>/publication", methods=["PUT"])
@blp.arguments(ShippingBody)
@blp.response(200, ShippedSchema)
@says(*CHANGING, 404, 422)
@open_to(Audience.TEAM)
@writes
def publish_release(body: dict[str, str], release_id: int) -> Any:
    """Ship it, once; over a no of somebody cited with the reason why alone."""
    return shipping.publish_release(
        current_actor(), ReleaseId(release_id), despite=body["despite"]
    )
