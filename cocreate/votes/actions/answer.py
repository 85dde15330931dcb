"""Agree with an idea, disagree, or pass: where a project asks for opinions."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.votes.actions.cast import cast_vote, withdraw_vote
from cocreate.votes.events import OpinionGiven
from cocreate.votes.kinds import Opinion
from cocreate.votes.models import Answer
from cocreate.votes.policy import may_answer
from cocreate.votes.queries import Votable, get_votable

REFUSED = translatable("This project does not ask for your opinion on this idea.")


def answer_idea(
    actor: Actor, idea_id: IdeaId, *, opinion: Opinion, fingerprint: int | None = None
) -> Votable:
    """Keep what the actor says to an idea; what they said before is replaced.

    To agree is to vote. To disagree or to pass takes a vote back. Twice is once.
    """
    idea = get_votable(actor, idea_id, lock=True)
    require(may_answer(actor, idea, idea.phase), REFUSED)
    if opinion is Opinion.AGREE:
        return cast_vote(actor, idea_id, fingerprint=fingerprint)
    idea = withdraw_vote(actor, idea_id)
    said = {"value": opinion.value_kept, "given_at": now()}
    statement = insert_into(Answer).values(
        voter_id=actor.person_id, idea_id=idea.id, **said
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["voter_id", "idea_id"], set_=said
        )
    )
    record(OpinionGiven(idea_id=idea.id, voter_id=actor.person_id))
    return idea
