"""Notes: what the company says to itself about an idea. No customer is answered."""

from typing import Any

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.schemas import NoteBody, NotesSchema
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.triage import actions, queries


@blp.route("/ideas/<int:idea_id>/notes", methods=["GET"])
@blp.response(200, NotesSchema)
@says(401, 403, 404)
@open_to(Audience.COMPANY)
def list_notes(idea_id: int) -> Any:
    """The company's notes on an idea, the first first."""
    return notes_of(idea_id)


@blp.route("/ideas/<int:idea_id>/notes", methods=["POST"])
@blp.arguments(NoteBody)
@blp.response(201, NotesSchema)
@says(*CHANGING, 422)
@open_to(Audience.COMPANY)
@limited("comment_limit")
@writes
def post_note(body: dict[str, Any], idea_id: int) -> Any:
    """Leave a note for colleagues. Sent twice, it is kept once."""
    actions.note_idea(current_actor(), IdeaId(idea_id), body=body["body"])
    return notes_of(idea_id)


def notes_of(idea_id: int) -> dict[str, Any]:
    actor = current_actor()
    idea = ideas.get_idea(actor, IdeaId(idea_id))
    return {"rows": queries.notes_on(actor, idea.id)}
