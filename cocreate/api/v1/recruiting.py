"""Who applies to a beta, whom the team lets in and invites, and the draw."""

from typing import Any

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.enrolment_schemas import LotterySchema
from cocreate.api.v1.programmes import as_typed, promised
from cocreate.api.v1.recruiting_schemas import (
    CohortBody,
    CohortMoveBody,
    CohortSchema,
    DrawBody,
    EnrolmentArguments,
    EnrolmentSchema,
    InvitationBody,
    InvitationLinkBody,
    InvitationLinkSchema,
    InvitationsBody,
    InvitedSchema,
)
from cocreate.api.v1.reports import programme_of
from cocreate.api.v1.schemas import page_of
from cocreate.beta import actions, queries
from cocreate.beta.forms import CohortForm, DrawForm, InvitationForm, LinkForm
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import EnrolmentId, LinkId
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor

LINK = (
    *("id", "note", "email", "cohort_id", "uses", "most_uses"),
    *("made_at", "expires_at", "revoked_at"),
)
REST = ("id", "place", "cohort_id", "device", "why", "passed", "terms_version")


@blp.route("/projects/<slug>/beta/enrolments", methods=["GET"])
@blp.arguments(EnrolmentArguments, location="query")
@blp.response(200, page_of(EnrolmentSchema))
@says(401, 403, 404, 422)
@open_to(Audience.TEAM)
def list_enrolments(asked: dict[str, Any], slug: str) -> Any:
    """Who applied, who applied first standing first, with what they answered."""
    page = queries.testers(
        current_actor(),
        programme_of(slug).id,
        queries.TestersWanted(
            place=asked.get("place"),
            cohort_id=asked.get("cohort_id"),
            passed=asked.get("passed"),
        ),
        start=asked.get("page"),
        size=asked["limit"],
    )
    return page_of_rows(page, told(page.rows))


def told(rows: Any) -> list[dict[str, Any]]:
    people = faces(row.person_id for row in rows)
    answers = queries.answers_of([row.id for row in rows])
    return [
        {name: getattr(row, name) for name in (*REST, "applied_at", "placed_at")}
        | {"person": people[row.person_id], "answers": answers[row.id]}
        for row in rows
    ]


@blp.route("/enrolments/<int:enrolment_id>", methods=["GET"])
@blp.response(200, EnrolmentSchema)
@says(401, 403, 404)
@open_to(Audience.TEAM)
def show_enrolment(enrolment_id: int) -> Any:
    """One place."""
    return one_place(EnrolmentId(enrolment_id))


def one_place(enrolment_id: EnrolmentId) -> dict[str, Any]:
    return told([queries.get_enrolment(current_actor(), enrolment_id)])[0]


@blp.route("/enrolments/<int:enrolment_id>/admission", methods=["PUT"])
@blp.response(200, EnrolmentSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def admit(enrolment_id: int) -> Any:
    """Let somebody go on whose answers did not pass: to a seat, or into the queue."""
    actions.admit(current_actor(), EnrolmentId(enrolment_id))
    return one_place(EnrolmentId(enrolment_id))


@blp.route("/enrolments/<int:enrolment_id>/cohort", methods=["PUT"])
@blp.arguments(CohortMoveBody)
@blp.response(200, EnrolmentSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def move_to_cohort(body: dict[str, Any], enrolment_id: int) -> Any:
    """Put a tester into another group of the same beta."""
    actions.move_to_cohort(
        current_actor(), EnrolmentId(enrolment_id), cohort_id=body["cohort_id"]
    )
    return one_place(EnrolmentId(enrolment_id))


@blp.route("/enrolments/<int:enrolment_id>", methods=["DELETE"])
@blp.response(200, EnrolmentSchema)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def remove(enrolment_id: int) -> Any:
    """Decline an application, or end somebody's part; they cannot apply again."""
    actions.remove(current_actor(), EnrolmentId(enrolment_id))
    return one_place(EnrolmentId(enrolment_id))


@blp.route("/projects/<slug>/beta/cohorts", methods=["GET"])
@blp.response(200, CohortSchema(many=True))
@says(401, 403, 404)
@open_to(Audience.TEAM)
def list_cohorts(slug: str) -> Any:
    """The groups of a beta, and how many testers with a seat each has."""
    return groups_of(programme_of(slug))


def groups_of(programme: Any) -> list[dict[str, Any]]:
    sizes = queries.count_cohorts(programme.id)
    return [
        {"id": one.id, "name": one.name, "testers": sizes.get(one.id, 0)}
        for one in queries.cohorts(programme.id)
    ]


@blp.route("/projects/<slug>/beta/cohorts", methods=["POST"])
@blp.arguments(CohortBody)
@blp.response(200, CohortSchema(many=True))
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def add_cohort(body: dict[str, Any], slug: str) -> Any:
    """Add a group after the others; one of that name is there already."""
    programme = programme_of(slug)
    form = CohortForm(as_typed(body))
    form.require_valid()
    actions.add_cohort(current_actor(), programme.id, name=form.name.data)
    return groups_of(programme)


@blp.route("/projects/<slug>/beta/invitations", methods=["POST"])
@blp.arguments(InvitationBody)
@blp.response(200, EnrolmentSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def invite(body: dict[str, Any], slug: str) -> Any:
    """Keep a free seat for somebody who has an account, until they answer."""
    programme = programme_of(slug)
    form = InvitationForm(as_typed(body))
    form.require_valid()
    kept = actions.invite(current_actor(), programme.id, email=form.email.data)
    return one_place(kept.id)


@blp.route("/projects/<slug>/beta/invitations/list", methods=["POST"])
@blp.arguments(InvitationsBody)
@blp.response(200, InvitedSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def invite_many(body: dict[str, Any], slug: str) -> Any:
    """Invite a list: a seat kept for those known here, a letter to the rest.

    Lines that cannot be are told by their number, from 1, and hold up no other. The
    same list twice invites nobody twice.
    """
    wanted = [
        actions.Wanted(number, one["email"], one["group"].strip())
        for number, one in enumerate(body["people"], 1)
    ]
    outcome = actions.invite_many(current_actor(), programme_of(slug).id, wanted)
    refused = [{"line": line, "reason": why} for line, why in outcome.refused]
    counted = ("kept", "mailed", "known")
    return {name: getattr(outcome, name) for name in counted} | {"refused": refused}


@blp.route("/projects/<slug>/beta/links", methods=["GET"])
@blp.response(200, InvitationLinkSchema(many=True))
@says(401, 403, 404)
@open_to(Audience.TEAM)
def list_links(slug: str) -> Any:
    """The links that let people into a beta, the newest first."""
    return [link_row(one) for one in queries.links_of(programme_of(slug).id)]


def link_row(link: Any) -> dict[str, Any]:
    return {name: getattr(link, name) for name in LINK} | {
        "url": whole_address_of("beta.invitation", invitation_code=link.code)
    }


@blp.route("/projects/<slug>/beta/links", methods=["POST"])
@blp.arguments(InvitationLinkBody)
@blp.response(201, InvitationLinkSchema)
@says(*CHANGING, 422)
@open_to(Audience.TEAM)
@writes
def make_link(body: dict[str, Any], slug: str) -> Any:
    """Make a link that invites. The same within a minute is the link just made."""
    programme = programme_of(slug)
    form = LinkForm(as_typed(body))
    form.require_valid()
    return link_row(actions.make_link(current_actor(), programme.id, form.draft()))


@blp.route("/invitation-links/<int:link_id>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING)
@open_to(Audience.TEAM)
@writes
def revoke_link(link_id: int) -> None:
    """Let nobody in by it any more."""
    actions.revoke_link(current_actor(), LinkId(link_id))


@blp.route("/projects/<slug>/beta/lottery", methods=["GET"])
@blp.response(200, LotterySchema)
@says(401, 404)
@open_to(Audience.ANYONE)
def show_lottery(slug: str) -> Any:
    """What was promised of the draw, and where its file is for `verify-draw`."""
    found = promised(slug, programme_of(slug))
    if found is None:
        raise NotFoundError
    return found


@blp.route("/projects/<slug>/beta/lottery", methods=["PUT"])
@blp.arguments(DrawBody)
@blp.response(200, LotterySchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.TEAM)
@writes
def draw_lottery(body: dict[str, Any], slug: str) -> Any:
    """Draw, once, when entries are closed. Sent twice, it gives the first draw."""
    programme = programme_of(slug)
    form = DrawForm(as_typed(body))
    form.require_valid()
    said = form.source_value.data
    actions.draw_lottery(current_actor(), programme.id, source_value=said)
    return promised(slug, programme)
