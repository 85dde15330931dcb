"""Asking for opinions one idea at a time, and the common ground that comes of it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.text import trusted
from cocreate.people import queries as people
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.queries import ProjectHeading
from cocreate.surfacing import queries
from cocreate.surfacing.telling_groups import HEIGHT, LETTERS, WIDTH
from cocreate.surfacing.views.blueprint import bp
from cocreate.votes import policy as voting
from cocreate.votes import queries as votes
from cocreate.votes.kinds import Opinion

WORDS = (
    (Opinion.AGREE, "Agree"),
    (Opinion.DISAGREE, "Disagree"),
    (Opinion.PASS, "Pass"),
)


def asking(slug: str) -> ProjectHeading:
    project = projects.get_heading(current_actor(), slug)
    if not project.asks_opinion:
        raise NotFoundError
    return project


@bp.get("/projects/<slug>/opinions")
@open_to(Audience.MEMBERS)
def ask(slug: str) -> ResponseReturnValue:
    """The idea whose turn it is, with three answers to it."""
    actor, project = current_actor(), asking(slug)
    chosen = queries.next_to_ask(actor, project)
    idea = ideas.get_idea(actor, chosen) if chosen else None
    return render_template(
        "surfacing/opinions.html",
        project=project,
        idea=idea,
        author=people.faces([idea.author_id])[idea.author_id] if idea else None,
        body=trusted(idea.body_html) if idea else "",
        may_answer=voting.may_answer(
            actor, votes.get_votable(actor, idea.id), project.phase
        )
        if idea
        else False,
        answers=WORDS,
        given=votes.count_answers_of(actor, project.id),
    )


@bp.get("/projects/<slug>/common-ground")
@open_to(Audience.ANYONE)
def common_ground(slug: str) -> ResponseReturnValue:
    """Who thinks alike, what each group stands for, and what all of them share."""
    actor, project = current_actor(), asking(slug)
    ground = queries.common_ground(actor, project)
    cut = people.cut_asked(actor, request.args.get("segment", ""))
    theirs = queries.ground_cut(actor, ground, project.id, cut.id) if cut.id else None
    return render_template(
        "surfacing/common_ground.html",
        project=project,
        ground=ground,
        cut=cut,
        theirs=theirs,
        letters=LETTERS,
        width=WIDTH,
        height=HEIGHT,
    )
