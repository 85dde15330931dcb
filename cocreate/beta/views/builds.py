"""A build's page, and the team's: upload, assign, revoke."""

from collections.abc import Iterator
from typing import Any

from flask import (
    Response,
    flash,
    jsonify,
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
    BuildForm,
    HaltForm,
    RevocationForm,
    RollBackForm,
    RolloutForm,
)
from cocreate.beta.kinds import PACE_NAMES, PLATFORM_NAMES
from cocreate.beta.manifest import manifest_of
from cocreate.beta.naming import disposition
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.config import current
from cocreate.decisions import queries as decisions
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.bearer import takes_tokens
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, Shown, shown
from cocreate.kernel.ids import BuildId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import pause, transaction, writes
from cocreate.kernel.uploads import Incoming, streams
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.releases import queries as releases

MOST_DECISIONS = 100
NO_FILE = "Choose the file of the build."
REVOKED = "The build is withdrawn. Links already given out have stopped working."


@bp.get("/builds/<int:build_id>")
@open_to(Audience.ANYONE)
def build(build_id: int) -> str:
    return render_build(BuildId(build_id))


@bp.get("/builds/<int:build_id>/manifest.json")
@open_to(Audience.ANYONE)
def manifest(build_id: int) -> Response:
    """What the build is, signed; for those who may know of it."""
    found = queries.get_build(current_actor(), BuildId(build_id))
    carried = queries.decision_ids_of([found.id])[found.id]
    answer = jsonify(manifest_of(current(), found, carried))
    name = f"{found.file_name}.manifest.json"
    answer.headers["Content-Disposition"] = disposition(name)
    return answer


def render_build(
    build_id: BuildId,
    *,
    link: str = "",
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
        link=link,
        steps=releases.steps_of(releases.thread_of_build(actor, found.id)),
        cohorts_error=cohorts_error,
        form=all_forms(form, errors),
        **(reach_of(found) if policy.may_run(actor) else {"may_run": False}),
    )


def all_forms(form: ProductForm | None, errors: dict[str, str]) -> Shown:
    """The forms of the page together, as they are and as one was sent."""
    blank = (RevocationForm(), HaltForm(), RollBackForm(), RolloutForm())
    sent = shown(form, **errors) if form else Shown({}, {})
    values = {name: said for one in blank for name, said in shown(one).values.items()}
    return Shown({**values, **sent.values}, sent.errors)


def reach_of(found: Any) -> dict[str, Any]:
    """What the team sees of a build besides: who has it, who fetched it."""
    actor = current_actor()
    return {
        "may_run": True,
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


@bp.get("/projects/<slug>/beta/builds/new")
@open_to(Audience.TEAM)
def new_build(slug: str) -> str:
    return render_new(slug, BuildForm())


def render_new(slug: str, form: BuildForm, **errors: str) -> str:
    actor = current_actor()
    project, programme = place_at(slug)
    return render_template(
        "beta/new_build.html",
        project=project,
        programme=programme,
        cohorts=queries.cohorts(programme.id),
        decisions=decisions.ledger(actor, project.id, size=MOST_DECISIONS).rows,
        platforms=PLATFORM_NAMES.items(),
        form=shown(form, **errors),
    )


@bp.post("/projects/<slug>/beta/builds")
@open_to(Audience.TEAM)
@takes_tokens
@limited("upload_limit")
@streams("build_most_bytes")
def upload(slug: str, incoming: Incoming) -> ResponseReturnValue:
    programme_id = programme_at(slug).id
    pause()  # the file may take minutes to arrive
    try:
        made = make_build(programme_id, incoming)
    except InvalidError as refusal:
        return render_new(slug, BuildForm(incoming.fields), **refusal.fields), 422
    flash("It is here, and checked. Those who get it below are told.", "voice")
    return redirect(url_for("beta.build", build_id=made.id), 303)


def make_build(programme_id: Any, incoming: Incoming) -> Any:
    """Make a build of what arrives; what makes none leaves no file behind."""
    name = incoming.fields.get("upload", "")
    arrived = arrived_already(name) if name else None
    if arrived is None:
        require_file(incoming)
    file_name, chunks = arrived or (incoming.file_name, incoming.chunks())
    stored = actions.keep_file(chunks)
    try:
        form = BuildForm(incoming.fields)
        form.require_valid()
        with transaction():
            draft = form.draft(file_name)
            made = actions.add_build(current_actor(), programme_id, draft, stored)
            if arrived:
                actions.drop_upload(current_actor(), name)
            return made
    except BaseException:
        actions.forget_file(stored)
        raise


def arrived_already(name: str) -> tuple[str, Iterator[bytes]]:
    """A file that came by parts before: its name, and its bytes."""
    found = queries.get_upload(current_actor(), name)
    if found.got < found.size:
        raise InvalidError({"file": "Not all of this file has arrived."})
    told = found.file_name, queries.pieces_of(queries.parts_of(found.id))
    pause()
    return told


def require_file(incoming: Incoming) -> None:
    """Without a file the whole form is known: everything wrong with it is said."""
    if not incoming.has_file:
        form = BuildForm(incoming.fields)
        form.validate()
        raise InvalidError({**form.first_errors, "file": NO_FILE})


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
