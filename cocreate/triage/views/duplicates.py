"""Likely duplicates: groups to make one of, or to tell apart; and what was."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import actions as surfacing_actions
from cocreate.surfacing import queries as surfacing
from cocreate.triage import actions
from cocreate.triage.forms import DuplicatesForm, GroupsForm
from cocreate.triage.views.blueprint import bp

SETTLED = "This group was settled meanwhile, or put together anew."
NO_GROUP = "Tick the groups that you mean."


@bp.get("/projects/<slug>/triage/duplicates")
@open_to(Audience.TEAM)
def duplicates(slug: str) -> str:
    return render_duplicates(slug, Shown({}, {}))


def render_duplicates(slug: str, form: Shown, judged: int | None = None) -> str:
    """The groups; in the one that was `judged` stands what was typed."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    page = surfacing.duplicate_groups(
        actor, project, place=request.args.get("page"), segment_id=cut.id
    )
    return render_template(
        "triage/duplicates.html",
        project=project,
        groups=page.rows,
        following=page.following,
        preceding=page.preceding,
        number=surfacing.count_duplicate_groups(project.id, segment_id=cut.id),
        cut=cut,
        form=form,
        judged=judged,
    )


@bp.post("/projects/<slug>/triage/duplicates/<int:group_id>")
@open_to(Audience.TEAM)
@writes
def judge_duplicates(slug: str, group_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), DuplicatesForm(request.form)
    project = projects.get_heading(actor, slug)
    group = surfacing.find_group(actor, project, IdeaId(group_id))
    if group is None:
        return settled(slug, SETTLED)
    try:
        form.require_valid()
        return settled(slug, judge(group, project, form))
    except InvalidError as refusal:
        return render_duplicates(slug, shown(form, **refusal.fields), group_id), 422
    except ConflictError as refusal:
        return render_duplicates(slug, shown(form, idea=str(refusal)), group_id), 409


def judge(
    group: surfacing.Group, project: projects.ProjectHeading, form: DuplicatesForm
) -> str:
    actor, ticked = current_actor(), form.idea_ids
    if request.form.get("verdict") == "apart":
        actions.part_group(actor, project, group, idea_ids=ticked)
        return "Told apart. They are not suggested again."
    into_id = IdeaId(form.into.data) if form.into.data else None
    actions.merge_group(actor, group, idea_ids=ticked, into_id=into_id)
    return "Merged. It can be taken apart at any time."


def settled(slug: str, words: str) -> Response:
    flash(words, "good")
    return redirect(url_for("triage.duplicates", slug=slug), 303)


@bp.post("/projects/<slug>/triage/duplicates")
@open_to(Audience.TEAM)
@writes
def judge_groups(slug: str) -> ResponseReturnValue:
    """Several groups at once: each as it is suggested, or each told apart."""
    actor, form = current_actor(), GroupsForm(request.form)
    project = projects.get_heading(actor, slug)
    if not form.validate() or not form.group_ids:
        return render_duplicates(slug, shown(form, group=NO_GROUP)), 422
    if request.form.get("verdict") == "apart":
        parted = actions.part_groups(actor, project, form.group_ids)
        return settled(slug, f"{parted} told apart. They are not suggested again.")
    try:
        merged = actions.merge_groups(actor, project, form.group_ids)
    except ConflictError as refusal:
        return render_duplicates(slug, shown(form, group=str(refusal))), 409
    return settled(slug, f"{merged} merged. Each can be taken apart at any time.")


@bp.get("/projects/<slug>/triage/duplicates/apart")
@open_to(Audience.TEAM)
def told_apart(slug: str) -> str:
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    page = surfacing.told_apart(
        actor, project, place=request.args.get("page"), segment_id=cut.id
    )
    return render_template(
        "triage/told_apart.html",
        project=project,
        pairs=page.rows,
        following=page.following,
        preceding=page.preceding,
        number=surfacing.count_duplicate_groups(project.id, segment_id=cut.id),
        cut=cut,
    )


@bp.post("/projects/<slug>/triage/duplicates/apart/<int:pair_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def suggest_again(slug: str, pair_id: int) -> Response:
    surfacing_actions.suggest_again(current_actor(), pair_id)
    flash("They may be suggested again.", "good")
    return redirect(url_for("triage.told_apart", slug=slug), 303)
