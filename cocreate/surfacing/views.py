"""The panel of ideas that are close to one being written."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.ideas import policy as ideas_policy
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries
from cocreate.votes import queries as votes

bp = Blueprint("surfacing", __name__)

LEAST_WRITTEN = 6


@bp.get("/projects/<slug>/ideas/similar")
@open_to(Audience.MEMBERS)
@limited("search_limit")
def similar(slug: str) -> ResponseReturnValue:
    """A panel of ideas close to the text that was typed: a fragment for the composer.

    Without a script the composer's button leads here too, as a page.
    """
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    title, body = request.args.get("title", ""), request.args.get("body", "")
    close = (
        queries.close_ideas(actor, ProjectId(project.id), title, body)
        if len(title.strip() + body.strip()) >= LEAST_WRITTEN
        else []
    )
    voted = votes.voted_ids(actor, (one.idea.id for one in close))
    return render_template(
        "search/_similar.html",
        ideas=[
            {
                "id": one.idea.id,
                "title": one.idea.title,
                "status": one.idea.status,
                "votes": one.idea.votes,
                "author": one.idea.author,
                "voted": one.idea.id in voted,
                "may_vote": ideas_policy.may_vote(actor, one.idea, project.phase),
            }
            for one in close
        ],
    )
