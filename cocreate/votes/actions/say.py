"""Say more of a vote that was cast: how much it matters, and why."""

from sqlalchemy import update

from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.votes.events import VoteExplained
from cocreate.votes.kinds import Importance
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries import OwnVote, get_votable, own_vote


class NotVotedError(ConflictError):
    message = translatable("Vote first; then say how much it matters.")


def say_why(
    actor: Actor, idea_id: IdeaId, *, importance: Importance | None, why: str
) -> OwnVote:
    """Keep how much the actor's vote matters and why, for the team to read.

    Without an importance the one that was said before stays.
    """
    require(
        actor.may_write,
        translatable("Confirm your address first; then you can say why."),
    )
    idea = get_votable(actor, idea_id)
    said = {"why": why or None} | ({"importance": importance} if importance else {})
    table = DiscountedVote if idea.is_discounted else Vote
    changed = db.session.execute(
        update(table)
        .where(table.voter_id == actor.person_id, table.idea_id == idea.id)
        .values(said),
        execution_options={"synchronize_session": False},
    )
    found = own_vote(actor, idea.id)
    if not changed_rows(changed) or found is None:
        raise NotVotedError
    record(VoteExplained(idea_id=idea.id, voter_id=actor.person_id))
    return found
