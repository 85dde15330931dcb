"""Cast a vote, or take it back."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, select

from cocreate.ideas.actions import move_votes
from cocreate.ideas.queries import IDEA_KEY, family_of
from cocreate.kernel.clock import now
from cocreate.kernel.db import ask, changed_rows, db, dialect, insert_into
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.actions import set_figures
from cocreate.votes.actions.budget import spend_one
from cocreate.votes.actions.discount import mark_withdrawn
from cocreate.votes.actions.recount import recount
from cocreate.votes.events import VoteCast, VoteWithdrawn
from cocreate.votes.models import Answer, Vote
from cocreate.votes.policy import may_vote
from cocreate.votes.queries import Figures, Votable, get_votable, has_voted
from cocreate.votes.trend import with_vote, without_vote

REFUSED = translatable("Vote on an open idea that is not your own.")
# Of an idea that others were folded into, also what rests there: one press takes back
# all of one's voice.
FAMILY = family_of(bindparam("idea", type_=IDEA_KEY))
TAKE_BACK = (
    delete(Vote)
    .where(Vote.voter_id == bindparam("voter"), Vote.idea_id.in_(select(FAMILY.c.id)))
    .returning(Vote.idea_id, Vote.cast_at)
)


def cast_vote(
    actor: Actor, idea_id: IdeaId, *, fingerprint: int | None = None
) -> Votable:
    """Count the actor's voice once, however often they press; give what it left.

    The idea row is locked first, so two votes at the same moment are both counted;
    the primary key settles a double press. What a verdict took out of the count is
    cast again, and stays out of it.
    """
    idea = get_votable(actor, idea_id, lock=True)
    require(may_vote(actor, idea, idea.phase), REFUSED)
    if idea.is_discounted:
        mark_withdrawn(actor, idea.id, at=None)
        drop_answer(actor, idea.id)
        return idea
    if idea.budget is not None:
        if has_voted(actor, idea.id):
            return idea
        spend_one(actor.person_id, idea)
    at = now()
    cast = ask(
        casting(dialect()),
        voter_id=actor.person_id,
        idea_id=idea.id,
        cast_at=at,
        fingerprint=fingerprint,
    )
    if not changed_rows(cast):
        return idea
    if idea.asks_opinion:
        drop_answer(actor, idea.id)
    trend = with_vote(idea.trend, at)
    move_votes(idea.id, by=1, trend=trend)
    record(VoteCast(idea_id=idea.id, voter_id=actor.person_id, is_own=True))
    return replace(idea, votes=idea.votes + 1, trend=trend)


@lru_cache
def casting(_: str) -> Any:
    """One vote, unless it is there: built once for each kind of database."""
    return insert_into(Vote).on_conflict_do_nothing(
        index_elements=["voter_id", "idea_id"]
    )


def drop_answer(actor: Actor, idea_id: IdeaId) -> None:
    """Who agrees does not disagree any more."""
    own = Answer.voter_id == actor.person_id
    db.session.execute(delete(Answer).where(own, Answer.idea_id == idea_id))


def withdraw_vote(actor: Actor, idea_id: IdeaId) -> Votable:
    """Take the vote back and give what it left; one never cast changes nothing."""
    idea = get_votable(actor, idea_id, lock=True)
    require(
        may_vote(actor, idea, idea.phase),
        translatable("Votes on this idea are closed."),
    )
    if idea.is_discounted:
        mark_withdrawn(actor, idea.id, at=now())
    rows = ask(TAKE_BACK, voter=actor.person_id, idea=idea.id)
    taken = {row.idea_id: row.cast_at for row in rows}
    cast_at = taken.pop(idea.id, None)
    for rested_on in sorted(taken):
        recount(rested_on)
    if cast_at is None:
        return idea
    trend = without_vote(idea.trend, cast_at, votes_left=idea.votes - 1)
    move_votes(idea.id, by=-1, trend=trend)
    record(VoteWithdrawn(idea_id=idea.id, voter_id=actor.person_id))
    return replace(idea, votes=idea.votes - 1, trend=trend)


def keep_figures(figures: Iterable[Figures]) -> None:
    """Write what each project heard beside the project, where it has changed."""
    for project_id, votes, people in figures:
        set_figures(project_id, votes=votes, people=people)
