"""Who has not been heard, for the product team: a page, a file, and asking them."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import logged
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.spreadsheets import csv_line
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions, queries
from cocreate.surfacing.queries.heard import NOT_AGAIN
from cocreate.surfacing.share_forms import AskForm, read_shares, shown_shares
from cocreate.surfacing.views.blueprint import bp

AT_FIRST = 20
COLUMNS = (
    "dimension",
    "group",
    "declared_percent",
    "heard",
    "of",
    "heard_percent",
    "from_percent",
    "to_percent",
    "verdict",
    "asked",
    "came",
)


@bp.get("/projects/<slug>/heard")
@open_to(Audience.TEAM)
def heard(slug: str) -> str:
    return render_heard(slug)


def render_heard(
    slug: str, base: Shown | None = None, ask: Shown | None = None, group: str = ""
) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    return render_template(
        "surfacing/heard.html",
        project=project,
        coverage=queries.coverage(actor, project.id),
        dimensions=queries.dimensions(),
        base=base or shown_shares(queries.declared(project.id)),
        ask=ask or Shown({"many": AT_FIRST}, {}),
        asked_group=group,
        not_again=NOT_AGAIN.days,
    )


@bp.post("/projects/<slug>/heard/customers")
@open_to(Audience.TEAM)
@writes
def declare_customers(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    shares, base = read_shares(request.form, queries.dimensions())
    if base.errors:
        return render_heard(slug, base), 422
    try:
        actions.declare_customers(actor, project.id, shares)
    except InvalidError as refusal:
        return render_heard(slug, Shown(base.values, refusal.fields)), 422
    flash("These are your customers from now on.", "good")
    return redirect(url_for("surfacing.heard", slug=slug), 303)


@bp.post("/projects/<slug>/heard/invitations")
@open_to(Audience.TEAM)
@writes
def ask_silent(slug: str) -> ResponseReturnValue:
    """Ask some of a group who have not taken part; whom the policy leaves."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    form, group = AskForm(request.form), request.form.get("group", "")[:80]
    try:
        form.require_valid()
        asked = actions.ask_silent(actor, project.id, key=group, most=form.many.data)
    except InvalidError as refusal:
        return render_heard(slug, ask=shown(form, **refusal.fields), group=group), 422
    except ConflictError as refusal:
        return render_heard(slug, ask=shown(form, many=str(refusal)), group=group), 409
    flash(said_of(asked), "good" if asked else "note")
    return redirect(url_for("surfacing.heard", slug=slug), 303)


def said_of(asked: int) -> str:
    if asked == 0:
        return "There is nobody left to ask: they took part, or were asked lately."
    return "One person is asked." if asked == 1 else f"{asked} people are asked."


@bp.get("/projects/<slug>/heard.csv")
@open_to(Audience.TEAM)
@logged
def heard_as_file(slug: str) -> ResponseReturnValue:
    """The same figures, to reckon on with."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    rows = (
        (covered.label, *row_of(one))
        for covered in queries.coverage(actor, project.id).covered
        for one in covered.heard
    )
    text = "".join(map(csv_line, (COLUMNS, *rows)))
    name = f'attachment; filename="heard-{project.slug}.csv"'
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": name})


def row_of(one: queries.Heard) -> tuple[object, ...]:
    share = one.share
    low, high = share.interval
    percents = (share.declared, share.share, low, high)
    declared, part, least, most = (f"{100 * percent:.1f}" for percent in percents)
    name, verdict = one.group.name, share.verdict.value
    counts = share.heard, share.of
    return name, declared, *counts, part, least, most, verdict, one.asked, one.came
