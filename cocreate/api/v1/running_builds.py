"""Builds, run by the team's own programs: brought in, given out, stopped, gone back."""

from typing import Any

from cocreate.api.answers import takes_files
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.build_schemas import (
    FORM,
    BuildCohortsBody,
    BuildFactsBody,
    BuildNotesBody,
    BuildReasonBody,
    BuildReturnBody,
    RolloutBody,
    RolloutSchema,
)
from cocreate.api.v1.programmes import as_typed
from cocreate.api.v1.schemas import BuildSchema
from cocreate.beta import actions, queries
from cocreate.beta.forms import (
    AssignmentForm,
    BuildFactsForm,
    HaltForm,
    NotesForm,
    RevocationForm,
    RollBackForm,
    RolloutForm,
)
from cocreate.beta.manifest import manifest_of
from cocreate.beta.views.addressing import programme_at
from cocreate.beta.views.bringing import make_build
from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import pause, writes
from cocreate.kernel.uploads import Incoming, streams
from cocreate.people.session import current_actor


@blp.route("/projects/<slug>/builds", methods=["POST"])
@takes_files
@blp.doc(**FORM)
@blp.response(201, BuildSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@limited("upload_limit")
@streams("build_most_bytes")
def bring_build(slug: str, incoming: Incoming) -> Any:
    """Bring a build: its file, or the name of one that came by tus (`upload`).

    What is left open is taken from the file. Send the same again, and get the same.
    """
    programme_id = programme_at(slug).id
    pause()  # the file may take minutes to arrive
    return make_build(programme_id, incoming)


@blp.route("/builds/<int:build_id>/manifest", methods=["GET"])
@blp.response(200, content_type="application/json")
@says(401, 404)
@open_to(Audience.ANYONE)
def show_manifest(build_id: int) -> Any:
    """What the build is, signed, to check its file with."""
    found = queries.get_build(current_actor(), BuildId(build_id))
    carried = queries.decision_ids_of([found.id])[found.id]
    return manifest_of(current(), found, carried)


@blp.route("/builds/<int:build_id>/notes", methods=["PUT"])
@blp.arguments(BuildNotesBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def amend_build_notes(body: dict[str, Any], build_id: int) -> Any:
    """Say better what is new in a build; what it said before stays to be read."""
    form = NotesForm(as_typed(body))
    form.require_valid()
    notes = form.notes.data
    return actions.amend_notes(current_actor(), BuildId(build_id), notes=notes)


@blp.route("/builds/<int:build_id>/facts", methods=["PUT"])
@blp.arguments(BuildFactsBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def change_build_facts(body: dict[str, Any], build_id: int) -> Any:
    """Put a build right that nobody was given; afterwards it is locked."""
    form = BuildFactsForm(as_typed(body))
    form.require_valid()
    return actions.change_facts(current_actor(), BuildId(build_id), form.facts())


@blp.route("/builds/<int:build_id>/cohorts", methods=["POST"])
@blp.arguments(BuildCohortsBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def assign_build(body: dict[str, Any], build_id: int) -> Any:
    """Give a build to cohorts; those that have it keep it."""
    form = AssignmentForm(as_typed(body))
    form.require_valid()
    return actions.assign_build(
        current_actor(),
        BuildId(build_id),
        cohort_ids=form.chosen(),
        at_once=body["at_once"],
    )


@blp.route("/builds/<int:build_id>/rollout", methods=["GET"])
@blp.response(200, RolloutSchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def show_rollout(build_id: int) -> Any:
    """How a build goes from a few testers to all."""
    found = queries.get_build(current_actor(), BuildId(build_id))
    rollout = queries.find_rollout(found.id)
    if rollout is None:
        raise NotFoundError
    return rollout


@blp.route("/builds/<int:build_id>/rollout", methods=["PUT"])
@blp.arguments(RolloutBody)
@blp.response(200, RolloutSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def plan_rollout(body: dict[str, Any], build_id: int) -> Any:
    """Let a build reach its cohorts in steps; whoever has it keeps it."""
    steps = " ".join(str(step) for step in body["steps"])
    form = RolloutForm(as_typed({**body, "steps": steps}))
    form.require_valid()
    return actions.plan_rollout(current_actor(), BuildId(build_id), form.draft())


@blp.route("/builds/<int:build_id>/rollout/pause", methods=["PUT"])
@blp.response(200, BuildSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def pause_rollout(build_id: int) -> Any:
    """Let nobody else have it for now."""
    actions.pause_rollout(current_actor(), BuildId(build_id))
    return queries.get_build(current_actor(), BuildId(build_id))


@blp.route("/builds/<int:build_id>/rollout/pause", methods=["DELETE"])
@blp.response(200, BuildSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def release_rollout(build_id: int) -> Any:
    """Go on to the next step, whatever made it pause."""
    actions.release_rollout(current_actor(), BuildId(build_id))
    return queries.get_build(current_actor(), BuildId(build_id))


@blp.route("/builds/<int:build_id>/halt", methods=["PUT"])
@blp.arguments(BuildReasonBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def halt_build(body: dict[str, Any], build_id: int) -> Any:
    """Give nobody its bytes for now, links already given out included."""
    form = HaltForm(as_typed({"halt_reason": body["reason"]}))
    form.require_valid()
    reason = form.halt_reason.data
    actions.halt_build(current_actor(), BuildId(build_id), reason=reason)
    return queries.get_build(current_actor(), BuildId(build_id))


@blp.route("/builds/<int:build_id>/halt", methods=["DELETE"])
@blp.response(200, BuildSchema)
@says(*CHANGING, 409)
@open_to(Audience.TEAM)
@writes
def resume_build(build_id: int) -> Any:
    """Give it out again to those it had reached."""
    actions.resume_build(current_actor(), BuildId(build_id))
    return queries.get_build(current_actor(), BuildId(build_id))


@blp.route("/builds/<int:build_id>/revocation", methods=["PUT"])
@blp.arguments(BuildReasonBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def revoke_build(body: dict[str, Any], build_id: int) -> Any:
    """Stop a build for good, links already given out included, and say why."""
    form = RevocationForm(as_typed(body))
    form.require_valid()
    reason = form.reason.data
    return actions.revoke_build(current_actor(), BuildId(build_id), reason=reason)


@blp.route("/builds/<int:build_id>/return", methods=["POST"])
@blp.arguments(BuildReturnBody)
@blp.response(200, BuildSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def roll_back_build(body: dict[str, Any], build_id: int) -> Any:
    """Withdraw a build and give a former one again; answers with the former."""
    said = {"to_id": body.get("to_id"), "return_reason": body["reason"]}
    form = RollBackForm(as_typed(said))
    form.require_valid()
    return actions.roll_back(
        current_actor(),
        BuildId(build_id),
        to_id=BuildId(form.to_id.data),
        reason=form.return_reason.data,
    )
