"""People to call by name, offered while somebody types."""

from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from cocreate.discussion import queries
from cocreate.discussion.views.blueprint import bp
from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.fragments import fragment
from cocreate.kernel.ids import EntryId, IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.text import tidy_line
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

MOST_LETTERS = 40


@bp.get("/projects/<slug>/people")
@open_to(Audience.MEMBERS)
@limited("search_limit")
def people(slug: str) -> ResponseReturnValue:
    """Options for a list: who may read here and has a name that begins so."""
    actor = current_actor()
    project = projects.get_heading(actor, slug)
    idea_id, entry_id = (request.args.get(name, type=int) for name in ("idea", "entry"))
    idea = ideas.find_idea(actor, IdeaId(idea_id)) if idea_id else None
    entry = journal.get_entry(actor, EntryId(entry_id)) if entry_id else None
    near = partial(
        queries.speakers, idea.id if idea else None, entry.id if entry else None
    )
    letters = tidy_line(request.args.get("q", ""))[:MOST_LETTERS]
    faces = projects.offered(letters, project.id, near)
    if "company" in request.args:
        faces = [one for one in faces if one.is_company]
    return fragment("callable", tuple(faces))
