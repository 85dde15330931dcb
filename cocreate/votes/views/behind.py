"""Who stands behind an idea: those who agreed by name, the others counted."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import tidy_line
from cocreate.people.queries import cut_asked
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.votes import policy, queries
from cocreate.votes.views.blueprint import bp

LONGEST_SEARCH = 80


@bp.get("/votes")
@open_to(Audience.ANYONE)
@kept
def voters(idea_id: int) -> ResponseReturnValue:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    if idea.merged_into_id is not None:
        return redirect(url_for("votes.voters", idea_id=idea.merged_into_id))
    project = projects.get_heading_by_id(actor, idea.project_id)
    words = tidy_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    cut = cut_asked(actor, request.args.get("segment", ""))
    page = queries.voters(
        actor,
        idea.id,
        words=words,
        segment_id=cut.id,
        place=request.args.get("page"),
    )
    return render_template(
        "votes/voters.html",
        project=project,
        idea=idea,
        words=words,
        voters=page.rows,
        cut=cut,
        following=page.following,
        preceding=page.preceding,
        unnamed=max(0, idea.votes - queries.count_named(actor, idea.id)),
        weights=queries.importance_of(idea.id),
        said=queries.said_with(actor, idea.id) if actor.is_company else (),
        may_hear=actor.is_company
        and policy.may_hear(actor, queries.get_votable(actor, idea.id), project.phase),
    )
