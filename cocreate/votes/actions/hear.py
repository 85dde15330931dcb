"""Vote on behalf of a customer whom an employee heard say so."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, select

from cocreate.ideas.actions import move_votes
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, dialect
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.people.actions import Customer, known_customer
from cocreate.votes.actions.budget import spend_one
from cocreate.votes.actions.cast import casting
from cocreate.votes.events import VoteCast, VoteWithdrawn
from cocreate.votes.kinds import Channel
from cocreate.votes.models import Vote
from cocreate.votes.policy import may_hear
from cocreate.votes.queries import Votable, get_votable, is_discounted
from cocreate.votes.trend import with_vote, without_vote

REFUSED = "The company votes for customers on ideas that are open."


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Whom an employee heard, where, and in which words."""

    customer: Customer
    channel: Channel
    quote: str = ""


class StandsBehindItError(ConflictError):
    heading = "Counted already"
    message = "They stand behind this idea already, and count once."


def hear_vote(actor: Actor, idea_id: IdeaId, *, heard: Heard) -> Votable:
    """Count a customer's voice as theirs, and keep who heard it, where and how.

    One vote a customer: theirs, if they cast it. A second press changes nothing.
    """
    idea = get_votable(actor, idea_id, lock=True)
    require(may_hear(actor, idea, idea.phase), REFUSED)
    customer_id = known_customer(actor, heard.customer)
    if customer_id == idea.author_id:
        raise InvalidError({"name": "It is their own idea: they stand behind it."})
    if is_discounted(customer_id, idea.id):
        raise StandsBehindItError
    if (found := same_vote(customer_id, idea.id)) is not None:
        require_same(found, actor, heard)
        return idea
    spend_one(customer_id, idea)
    at = now()
    db.session.execute(
        casting(dialect()),
        {
            "voter_id": customer_id,
            "idea_id": idea.id,
            "cast_at": at,
            "heard_by_id": actor.person_id,
            "channel": heard.channel,
            "quote": heard.quote or None,
        },
    )
    trend = with_vote(idea.trend, at)
    move_votes(idea.id, by=1, trend=trend)
    record(VoteCast(idea_id=idea.id, voter_id=customer_id))
    return replace(idea, votes=idea.votes + 1, trend=trend)


def same_vote(customer_id: PersonId, idea_id: IdeaId) -> Vote | None:
    return db.session.scalar(
        select(Vote).where(Vote.voter_id == customer_id, Vote.idea_id == idea_id)
    )


def require_same(vote: Vote, actor: Actor, heard: Heard) -> None:
    """The second press of the same form is none; another employee's vote is."""
    same = (actor.person_id, heard.channel, heard.quote or None)
    if (vote.heard_by_id, vote.channel, vote.quote) != same:
        raise StandsBehindItError


def withdraw_heard(actor: Actor, idea_id: IdeaId, *, voter_id: PersonId) -> Votable:
    """Take a vote back that was noted for a customer; never one they cast."""
    idea = get_votable(actor, idea_id, lock=True)
    require(may_hear(actor, idea, idea.phase), REFUSED)
    vote = same_vote(voter_id, idea.id)
    if vote is None:
        return idea
    require(vote.heard_by_id is not None, "They voted themselves: it is theirs.")
    taken = db.session.execute(
        delete(Vote).where(Vote.voter_id == voter_id, Vote.idea_id == idea.id)
    )
    if not changed_rows(taken):
        return idea
    trend = without_vote(idea.trend, vote.cast_at, votes_left=idea.votes - 1)
    move_votes(idea.id, by=-1, trend=trend)
    record(VoteWithdrawn(idea_id=idea.id, voter_id=voter_id))
    return replace(idea, votes=idea.votes - 1, trend=trend)
