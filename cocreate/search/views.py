"""The page of results, and the ideas that are close to one being written."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.ideas import policy as ideas_policy
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import queries
from cocreate.search.subject import Subject
from cocreate.search.words import MOST_CHARACTERS
from cocreate.votes import queries as votes

bp = Blueprint("search", __name__)

KINDS = (
    (None, "Everything"),
    (Subject.IDEA, "Ideas"),
    (Subject.COMMENT, "Comments"),
    (Subject.ENTRY, "Journal"),
    (Subject.DECISION, "Decisions"),
    (Subject.RELEASE, "Releases"),
)
LEAST_WRITTEN = 6


@bp.get("/search")
@open_to(Audience.ANYONE)
@limited("search_limit")
def results() -> str:
    actor = current_actor()
    typed = request.args.get("q", "")[:MOST_CHARACTERS]
    kind = read_kind()
    slug = request.args.get("project", "")[:80]
    project = projects.find_project(actor, slug) if slug else None
    page = request.args.get("page", 1, type=int)
    found = queries.search(
        actor,
        typed,
        kind=kind,
        project_id=ProjectId(project.id) if project else None,
        page=page,
    )
    return render_template(
        "search/results.html",
        typed=typed,
        kind=kind,
        kinds=KINDS,
        project=project,
        found=found,
        keep=[
            (name, said)
            for name, said in (("project", project and project.slug), ("kind", kind))
            if said
        ],
        address={"q": typed, "project": slug or None, "kind": kind},
    )


def read_kind() -> Subject | None:
    try:
        return Subject(request.args.get("kind", ""))
    except ValueError:
        return None


@bp.get("/projects/<slug>/ideas/similar")
@open_to(Audience.MEMBERS)
@limited("search_limit")
def similar(slug: str) -> ResponseReturnValue:
    """A panel of ideas close to the text that was typed: a fragment for the composer.

    Without a script the composer's button leads here too, as a page.
    """
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    text = f"{request.args.get('title', '')} {request.args.get('body', '')}"
    close = (
        queries.similar_ideas(project.id, text)
        if len(text.strip()) >= LEAST_WRITTEN
        else []
    )
    voted = votes.voted_ids(actor, (line.id for line in close))
    return render_template(
        "search/_similar.html",
        ideas=[
            {
                "id": line.id,
                "title": line.title,
                "status": line.status,
                "votes": line.votes,
                "author": line.author,
                "voted": line.id in voted,
                "may_vote": ideas_policy.may_vote(actor, line, project.phase),
            }
            for line in close
        ],
    )
