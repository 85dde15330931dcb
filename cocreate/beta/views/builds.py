"""A build's page, and the team's: assign, revoke."""

from typing import Any

from flask import (
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.cards import card_of
from cocreate.beta.forms import (
    AssignmentForm,
    BuildFactsForm,
    HaltForm,
    NotesForm,
    RevocationForm,
    RollBackForm,
    RolloutForm,
)
from cocreate.beta.kinds import CHANNEL_NAMES, PACE_NAMES, PLATFORM_NAMES
from cocreate.beta.views.blueprint import bp
from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import BuildId
from cocreate.kernel.qr import picture_of
from cocreate.kernel.text import trusted
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.releases import queries as releases

REVOKED = "The build is withdrawn. Links already given out have stopped working."


@bp.get("/builds/<int:build_id>")
@open_to(Audience.ANYONE)
def build(build_id: int) -> str:
    return render_build(BuildId(build_id))


def render_build(
    build_id: BuildId,
    *,
    token: str = "",
    form: ProductForm | None = None,
    cohorts_error: str = "",
    **errors: str,
) -> str:
    """One build: for those who may have it its facts, for the team its reach."""
    actor = current_actor()
    found = queries.get_build(actor, build_id)
    programme = queries.get_programme(actor, found.programme_id)
    refusal = queries.refusal_of(actor, found.id)
    return render_template(
        "beta/build.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        programme=programme,
        build=found,
        card=card_of(found),
        refusal=refusal,
        knows_facts=policy.may_run(actor) or refusal is None or refusal.is_gone,
        **(addresses_of(found.id, token) if token else {"link": ""}),
        steps=releases.steps_of(releases.thread_of_build(actor, found.id)),
        cohorts_error=cohorts_error,
        form=all_forms(found, form, errors),
        former_notes=said_before(found.id),
        **(reach_of(found) if policy.may_run(actor) else {"may_run": False}),
    )


def addresses_of(build_id: BuildId, token: str) -> dict[str, Any]:
    """Where a link of the reader's own leads: the file, and how to install it."""
    named: dict[str, Any] = {"build_id": build_id, "tester": token}
    page = whole_address_of("beta.install", **named)
    return {
        "link": whole_address_of("beta.fetch", **named),
        "install": page,
        "picture": picture_of(page),
        "minutes": current().download_link_minutes,
        "uses": current().download_link_uses,
    }


def said_before(build_id: BuildId) -> list[tuple[Any, str]]:
    """What its notes said until when, as safe HTML."""
    before = queries.former_notes(build_id)
    return [(one.until, trusted(one.notes_html)) for one in before]


def all_forms(found: Any, form: ProductForm | None, errors: dict[str, str]) -> Shown:
    """The forms of the page together, as they are and as one was sent."""
    blank: tuple[ProductForm, ...] = (
        RevocationForm(),
        HaltForm(),
        RollBackForm(),
        RolloutForm(),
    )
    blank += (NotesForm(obj=found), BuildFactsForm(obj=found))
    sent = shown(form, **errors) if form else Shown({}, {})
    values = {name: said for one in blank for name, said in shown(one).values.items()}
    return Shown({**values, **sent.values}, sent.errors)


def reach_of(found: Any) -> dict[str, Any]:
    """What the team sees of a build besides: who has it, who fetched it."""
    actor = current_actor()
    return {
        "may_run": True,
        "locked": policy.why_locked(found, given=queries.is_assigned(found.id)),
        "platforms": PLATFORM_NAMES.items(),
        "channels": CHANNEL_NAMES.items(),
        "rollout": queries.find_rollout(found.id),
        "reached": len(queries.people_reached(found.id)),
        "in_reach": queries.count_in_reach(found.id),
        "satisfied": queries.satisfaction(found.id).satisfied,
        "stopped": queries.blocking(found.id),
        "paces": PACE_NAMES.items(),
        "former": [
            (one.id, one.version)
            for one in queries.builds(actor, found.programme_id)
            if policy.is_former(one, found)
            and not (policy.why_gone(one, now()) or one.halted_at)
        ],
        "cohorts": queries.cohorts(found.programme_id),
        "given_to": queries.cohort_ids_of([found.id])[found.id],
        "fetchers": queries.count_fetchers(found.id),
        "report_count": queries.count_reports([found.id]).get(found.id, 0),
    }


@bp.post("/builds/<int:build_id>/cohorts")
@open_to(Audience.TEAM)
@writes
def assign(build_id: int) -> ResponseReturnValue:
    form = AssignmentForm(request.form)
    try:
        form.require_valid()
        actions.assign_build(
            current_actor(),
            BuildId(build_id),
            cohort_ids=form.chosen(),
            at_once=form.at_once.data,
        )
    except InvalidError as refusal:
        error = refusal.fields["cohort_ids"]
        return render_build(BuildId(build_id), cohorts_error=error), 422
    flash("They have it, and are told.", "voice")
    return redirect(url_for("beta.build", build_id=build_id), 303)


@bp.post("/builds/<int:build_id>/revocation")
@open_to(Audience.TEAM)
@writes
def revoke(build_id: int) -> ResponseReturnValue:
    form = RevocationForm(request.form)
    if not form.validate():
        return render_build(BuildId(build_id), form=form), 422
    actions.revoke_build(current_actor(), BuildId(build_id), reason=form.reason.data)
    flash(REVOKED)
    return redirect(url_for("beta.build", build_id=build_id), 303)
