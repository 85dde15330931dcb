"""Agree with an idea, disagree, or pass."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.kernel.ways_back import back_or
from cocreate.people.session import current_actor
from cocreate.votes import actions
from cocreate.votes.fingerprint import current_fingerprint
from cocreate.votes.kinds import Opinion
from cocreate.votes.views.blueprint import bp


@bp.post("/opinion")
@open_to(Audience.MEMBERS)
@limited("vote_limit")
@writes
def answer(idea_id: int) -> ResponseReturnValue:
    """Keep the answer, and go back to where it was asked: to the next idea there."""
    actions.answer_idea(
        current_actor(),
        IdeaId(idea_id),
        opinion=read_opinion(),
        fingerprint=current_fingerprint(),
    )
    return redirect(back_or(url_for("ideas.show", idea_id=idea_id)), 303)


def read_opinion() -> Opinion:
    try:
        return Opinion(request.form.get("opinion", ""))
    except ValueError:
        raise InvalidError({"opinion": "Agree, disagree or pass."}) from None
