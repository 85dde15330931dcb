"""Your own place in a beta, and what you have to test on."""

from typing import Any

from werkzeug.datastructures import MultiDict

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.enrolment_schemas import (
    ApplicationBody,
    DeviceBody,
    DeviceSchema,
    ProgrammeSchema,
    TermsConsentBody,
)
from cocreate.api.v1.programmes import as_typed, whole_programme
from cocreate.api.v1.reports import programme_of
from cocreate.beta import actions, queries
from cocreate.beta.forms import ApplicationForm, DeviceForm
from cocreate.beta.screening import read_answers
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import DeviceId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@blp.route("/projects/<slug>/beta/enrolment", methods=["PUT"])
@blp.arguments(ApplicationBody)
@blp.response(200, ProgrammeSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def apply_for_seat(body: dict[str, Any], slug: str) -> Any:
    """Apply for a seat, or take the one that is kept for you. Sent twice, it is once.

    `errors` names a question as `answer-` and its id.
    """
    programme = programme_of(slug)
    answers = MultiDict(
        (f"answer-{key}", one)
        for key, said in body.pop("answers").items()
        for one in said
    )
    form = ApplicationForm(as_typed(body))
    read = read_answers(queries.questions_of(programme.id), answers)
    wrong = {**({} if form.validate() else form.first_errors), **read.wrong}
    if wrong:
        raise InvalidError(wrong)
    actions.apply_for_seat(current_actor(), programme.id, form.draft(read.answers))
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/enrolment", methods=["DELETE"])
@blp.response(200, ProgrammeSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def leave_programme(slug: str) -> Any:
    """Give up your place; whoever has waited longest gets the seat."""
    actions.leave(current_actor(), programme_of(slug).id)
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/enrolment/terms", methods=["PUT"])
@blp.arguments(TermsConsentBody)
@blp.response(200, ProgrammeSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def accept_terms(body: dict[str, Any], slug: str) -> Any:
    """Accept the terms as they stand now; another version than that is refused."""
    actions.accept_terms(current_actor(), programme_of(slug).id, **body)
    return whole_programme(slug)


@blp.route("/projects/<slug>/beta/enrolment/continuation", methods=["PUT"])
@blp.response(200, ProgrammeSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def keep_my_seat(slug: str) -> Any:
    """Say that you go on testing: a seat nobody uses is given on."""
    actions.keep_my_seat(current_actor(), programme_of(slug).id)
    return whole_programme(slug)


@blp.route("/me/devices", methods=["GET"])
@blp.response(200, DeviceSchema(many=True))
@says(401, 403)
@open_to(Audience.MEMBERS)
def list_devices() -> Any:
    """What you have to test on, the newest first."""
    return queries.own_devices(current_actor())


@blp.route("/me/devices", methods=["POST"])
@blp.arguments(DeviceBody)
@blp.response(201, DeviceSchema)
@says(*CHANGING, 422)
@open_to(Audience.MEMBERS)
@writes
def add_device(body: dict[str, Any]) -> Any:
    """Keep a device of yours; the same one sent twice is one."""
    form = DeviceForm(as_typed(body))
    form.require_valid()
    return actions.add_device(current_actor(), form.draft())


@blp.route("/me/devices/<int:device_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def retire_device(device_id: int) -> None:
    """Have it no more. Places that were taken with it keep its name."""
    actions.retire_device(current_actor(), DeviceId(device_id))
