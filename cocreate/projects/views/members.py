"""Who belongs to a project."""

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import PersonId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import actions, queries
from cocreate.projects.forms import MemberForm
from cocreate.projects.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.projects.models import Project


@bp.get("/projects/<slug>/members")
@open_to(Audience.TEAM)
def members(slug: str) -> str:
    return render_members(queries.get_project(current_actor(), slug), MemberForm())


@bp.post("/projects/<slug>/members")
@open_to(Audience.TEAM)
@writes
def add_member(slug: str) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    form = MemberForm(request.form)
    try:
        form.require_valid()
        actions.add_member(actor, project.id, **form.data)
    except InvalidError as refusal:
        return render_members(project, form, **refusal.fields), 422
    return redirect(url_for("projects.members", slug=slug), 303)


def render_members(project: "Project", form: MemberForm, **errors: str) -> str:
    return render_template(
        "projects/members.html",
        project=project,
        form=shown(form, **errors),
        members=queries.members_of(project),
    )


@bp.post("/projects/<slug>/members/<int:person_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def remove_member(slug: str, person_id: int) -> ResponseReturnValue:
    actor = current_actor()
    project = queries.get_project(actor, slug)
    actions.remove_member(actor, project.id, person_id=PersonId(person_id))
    return redirect(url_for("projects.members", slug=slug), 303)
