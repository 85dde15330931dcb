"""The title of somebody else's idea, corrected and set back."""

from typing import Any

from marshmallow import Schema

from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.ideas import whole
from cocreate.api.v1.proposing import title_line
from cocreate.api.v1.schemas import WholeIdeaSchema
from cocreate.ideas import actions
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


class TitleBody(Schema):
    """How an idea is better called."""

    title = title_line()


@blp.route("/ideas/<int:idea_id>/title", methods=["PUT"])
@blp.arguments(TitleBody)
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MEMBERS)
@limited("comment_limit")
@writes
def correct_title(body: dict[str, Any], idea_id: int) -> Any:
    """Correct the title of somebody else's idea, once; for regulars. It stays near."""
    return whole(actions.correct_title(current_actor(), IdeaId(idea_id), **body))


@blp.route("/ideas/<int:idea_id>/title", methods=["DELETE"])
@blp.response(200, WholeIdeaSchema)
@says(*CHANGING)
@open_to(Audience.MEMBERS)
@writes
def set_title_back(idea_id: int) -> Any:
    """Let a corrected title be as it was: for its author, who corrected it, staff."""
    return whole(actions.set_title_back(current_actor(), IdeaId(idea_id)))
