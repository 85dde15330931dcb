"""Buttons that cast votes, and what may be said with one afterwards."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import address_of
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import SafeHtml
from cocreate.kernel.transaction import writes
from cocreate.kernel.ways_back import back_or
from cocreate.people import actions as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.votes import actions, queries
from cocreate.votes.fingerprint import current_fingerprint
from cocreate.votes.forms import ReasonForm
from cocreate.votes.views.blueprint import bp

LOOKS = frozenset({"", "small", "wide"})


@bp.post("/vote")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def cast(idea_id: int) -> ResponseReturnValue:
    idea = actions.cast_vote(
        current_actor(), IdeaId(idea_id), fingerprint=current_fingerprint()
    )
    return button_or_page(idea, voted=True)


@bp.post("/vote/withdraw")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def withdraw(idea_id: int) -> ResponseReturnValue:
    idea = actions.withdraw_vote(current_actor(), IdeaId(idea_id))
    return button_or_page(idea, voted=False)


def button_or_page(idea: queries.Votable, *, voted: bool) -> ResponseReturnValue:
    """The button alone for a script that asked for it; else back to the page.

    With it comes what is offered after a vote, for where the page has room for it.
    """
    if "HX-Request" not in request.headers:
        return redirect(back_or(address_of("ideas.show", idea_id=idea.id)), 303)
    look = request.form.get("look", "")
    button = fragment(
        "vote_button",
        idea.id,
        idea.votes,
        voted=voted,
        viewer=True,
        title=idea.title,
        look=look if look in LOOKS else "",
    )
    return with_token([button, fragment("vote_said", idea.id, voted), *left_of(idea)])


def left_of(idea: queries.Votable) -> list[SafeHtml]:
    """What is left of the actor's votes, where the project gives everybody some."""
    if idea.budget is None:
        return []
    left = queries.left_of(
        current_actor().person_id, idea.project_id, idea.budget, idea.workflow
    )
    return [fragment("votes_left", left.votes, left.budget, swaps=True)]


@bp.get("/vote/reason")
@open_to(Audience.MEMBERS)
def reason(idea_id: int) -> str:
    """What the actor said with their vote, on a page of its own."""
    own = queries.own_vote(current_actor(), IdeaId(idea_id))
    said = {"importance": own.importance, "why": own.why or ""} if own else {}
    return render_reason(idea_id, Shown(said, {}))


@bp.post("/vote/reason")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def say(idea_id: int) -> ResponseReturnValue:
    form = ReasonForm(request.form)
    if not form.validate():
        return render_reason(idea_id, shown(form)), 422
    actor = current_actor()
    own = actions.say_why(
        actor, IdeaId(idea_id), importance=form.chosen, why=form.why.data
    )
    if form.named.data:
        people.show_votes(actor, shows=True)
    if "HX-Request" not in request.headers:
        return redirect(url_for("ideas.show", idea_id=idea_id), 303)
    named = own.is_named or bool(form.named.data)
    facts = (idea_id, own.importance, own.why or "", named)
    return with_token([fragment("vote_reason", *facts, thanked=True)])


def render_reason(idea_id: int, form: Shown) -> str:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    return render_template(
        "votes/reason.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        form=form,
    )
