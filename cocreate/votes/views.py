"""Buttons that cast votes, and the list of who did."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import back_or
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.votes import actions, queries

bp = Blueprint("votes", __name__, url_prefix="/ideas/<int:idea_id>")
LOOKS = frozenset({"", "small", "wide"})


@bp.post("/vote")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def cast(idea_id: int) -> ResponseReturnValue:
    idea = actions.cast_vote(current_actor(), IdeaId(idea_id))
    return button_or_page(idea, voted=True)


@bp.post("/vote/withdraw")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def withdraw(idea_id: int) -> ResponseReturnValue:
    idea = actions.withdraw_vote(current_actor(), IdeaId(idea_id))
    return button_or_page(idea, voted=False)


def button_or_page(idea: queries.Votable, *, voted: bool) -> ResponseReturnValue:
    """The button alone for a script that asked for it; else back to the page."""
    if "HX-Request" not in request.headers:
        return redirect(back_or(url_for("ideas.show", idea_id=idea.id)), 303)
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
    return with_token([button])


@bp.get("/votes")
@open_to(Audience.ANYONE)
@kept
def voters(idea_id: int) -> ResponseReturnValue:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    if idea.merged_into_id is not None:
        return redirect(url_for("votes.voters", idea_id=idea.merged_into_id))
    page = queries.voters(actor, idea.id, place=request.args.get("page"))
    return render_template(
        "votes/voters.html",
        project=projects.get_heading_by_id(actor, idea.project_id),
        idea=idea,
        voters=page.rows,
        following=page.following,
        preceding=page.preceding,
    )
