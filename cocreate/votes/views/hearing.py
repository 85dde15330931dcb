"""The company votes for a customer whom somebody heard say so."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.votes import actions, policy, queries
from cocreate.votes.forms import HeardForm
from cocreate.votes.views.blueprint import bp


@bp.get("/votes/new")
@open_to(Audience.COMPANY)
def new(idea_id: int) -> str:
    return render_hearing(idea_id, HeardForm())


@bp.post("/votes")
@open_to(Audience.COMPANY)
@limited("vote_limit")
@writes
def hear(idea_id: int) -> ResponseReturnValue:
    form = HeardForm(request.form)
    try:
        form.require_valid()
        actions.hear_vote(current_actor(), IdeaId(idea_id), heard=form.heard())
    except InvalidError as refusal:
        return render_hearing(idea_id, form, **refusal.fields), 422
    except ConflictError as refusal:
        return render_hearing(idea_id, form, name=str(refusal)), 409
    flash("Counted as theirs. Nobody outside the company reads who said it.", "good")
    return redirect(url_for("votes.voters", idea_id=idea_id), 303)


@bp.post("/votes/<int:person_id>/withdraw")
@open_to(Audience.COMPANY)
@writes
def withdraw_heard(idea_id: int, person_id: int) -> ResponseReturnValue:
    actions.withdraw_heard(
        current_actor(), IdeaId(idea_id), voter_id=PersonId(person_id)
    )
    return redirect(url_for("votes.voters", idea_id=idea_id), 303)


def render_hearing(idea_id: int, form: HeardForm, **errors: str) -> str:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    return render_template(
        "votes/hear.html",
        project=project,
        idea=idea,
        form=shown(form, **errors),
        may_hear=policy.may_hear(
            actor, queries.get_votable(actor, idea.id), project.phase
        ),
    )
