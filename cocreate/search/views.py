"""The page of results."""

from flask import Blueprint, render_template, request, url_for

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.notices import queries as notices
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.search import queries
from cocreate.search.subject import Subject
from cocreate.search.words import MOST_CHARACTERS

bp = Blueprint("search", __name__)

KINDS = (
    (None, "Everything"),
    (Subject.IDEA, "Ideas"),
    (Subject.COMMENT, "Comments"),
    (Subject.ENTRY, "Journal"),
    (Subject.DECISION, "Decisions"),
    (Subject.RELEASE, "Releases"),
)


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
        may_follow=actor.is_member and not found.is_wordless,
        following=notices.is_following_search(
            actor, typed, project.id if project else None
        ),
        feed=url_for("feeds.of_search", q=typed, project=slug or None)
        if not found.is_wordless
        else None,
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
