"""Cast a vote, or take it back."""

from collections.abc import Iterable

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from cocreate.ideas.actions import move_votes, set_votes
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.projects.actions import set_figures
from cocreate.votes.events import VoteCast, VoteWithdrawn
from cocreate.votes.models import Vote
from cocreate.votes.policy import may_vote
from cocreate.votes.queries import Figures, Votable, get_votable
from cocreate.votes.trend import trend_of, with_vote, without_vote

REFUSED = "Vote on an open idea that is not your own."


def cast_vote(actor: Actor, idea_id: IdeaId) -> Votable:
    """Count the actor's voice once, however often they press the button.

    The idea row is locked first, so two votes at the same moment are both counted;
    the primary key settles a double press.
    """
    idea = get_votable(actor, idea_id, lock=True)
    require(may_vote(actor, idea, idea.phase), REFUSED)
    at = now()
    cast = db.session.execute(
        insert_into(Vote)
        .values(voter_id=actor.person_id, idea_id=idea.id, cast_at=at)
        .on_conflict_do_nothing(index_elements=["voter_id", "idea_id"])
    )
    if changed_rows(cast):
        move_votes(idea.id, by=1, trend=with_vote(idea.trend, at))
        record(VoteCast(idea_id=idea.id, voter_id=actor.person_id))
    return idea


def withdraw_vote(actor: Actor, idea_id: IdeaId) -> Votable:
    """Take the actor's vote back; one that was never cast changes nothing."""
    idea = get_votable(actor, idea_id, lock=True)
    require(may_vote(actor, idea, idea.phase), "Votes on this idea are closed.")
    cast_at = db.session.scalar(
        select(Vote.cast_at).where(
            Vote.voter_id == actor.person_id, Vote.idea_id == idea.id
        )
    )
    if cast_at is None:
        return idea
    db.session.execute(
        delete(Vote).where(Vote.voter_id == actor.person_id, Vote.idea_id == idea.id)
    )
    trend = without_vote(idea.trend, cast_at, votes_left=idea.votes - 1)
    move_votes(idea.id, by=-1, trend=trend)
    record(VoteWithdrawn(idea_id=idea.id, voter_id=actor.person_id))
    return idea


def carry_votes(from_id: IdeaId, into_id: IdeaId) -> tuple[int, int]:
    """Move a duplicate's votes to the idea it is folded into.

    Gives how many were carried, and how many people had voted for both: those keep
    one vote, and the duplicate keeps theirs, so that a merge can be undone.
    """
    theirs = aliased(Vote)
    both = exists().where(theirs.idea_id == into_id, theirs.voter_id == Vote.voter_id)
    carried = db.session.execute(
        update(Vote)
        .where(Vote.idea_id == from_id, ~both)
        .values(idea_id=into_id, carried_from_id=from_id),
        execution_options={"synchronize_session": False},
    )
    shared = recount(from_id)
    recount(into_id)
    return changed_rows(carried), shared


def recount(idea_id: IdeaId) -> int:
    """Make an idea's figure and trend equal to its votes; give the figure."""
    cast = db.session.scalars(select(Vote.cast_at).where(Vote.idea_id == idea_id)).all()
    set_votes(idea_id, votes=len(cast), trend=trend_of(cast))
    return len(cast)


def keep_figures(figures: Iterable[Figures]) -> None:
    """Write what each project heard beside the project, where it has changed."""
    for project_id, votes, people in figures:
        set_figures(project_id, votes=votes, people=people)
