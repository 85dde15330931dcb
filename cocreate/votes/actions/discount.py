"""Take votes out of the count by a verdict, and bring them back as they were."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from cocreate.ideas.queries import families, family_of, lock_way_up
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId, ReviewId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor
from cocreate.votes.actions.carry import settle_family
from cocreate.votes.actions.recount import recount
from cocreate.votes.events import VoteCast, VoteWithdrawn
from cocreate.votes.models import DiscountedVote, Vote
from cocreate.votes.queries import discounted_by

QUIETLY = {"synchronize_session": False}
KEPT = (
    *("voter_id", "idea_id", "cast_at", "carried_from_id", "importance", "why"),
    *("heard_by_id", "channel", "quote"),
)


def discount_votes(
    idea_id: IdeaId, voter_ids: Collection[PersonId], *, review_id: ReviewId
) -> list[PersonId]:
    """Take the voices of these people on an idea out of the count; whose they were.

    Of an idea that others were folded into, also those that rest there, so that none
    takes the place of another. A second time changes nothing.
    """
    head_id = lock_way_up(idea_id)[-1]
    standing = Vote.idea_id.in_(families(head_id).heads)
    theirs = standing & Vote.voter_id.in_(voter_ids)
    rows = [row_of(vote) for vote in db.session.scalars(select(Vote).where(theirs))]
    if not rows:
        return []
    people = sorted({row["voter_id"] for row in rows})
    db.session.execute(
        insert(DiscountedVote), [row | {"review_id": review_id} for row in rows]
    )
    db.session.execute(delete(Vote).where(theirs), execution_options=QUIETLY)
    recount_all(row["idea_id"] for row in rows)
    for voter_id in people:
        record(VoteWithdrawn(idea_id=head_id, voter_id=voter_id))
    return people


def bring_back_votes(
    review_id: ReviewId, voter_ids: Collection[PersonId] | None = None
) -> list[PersonId]:
    """Let the votes that a case's verdict took out count again; whose they are.

    Each stands where it stood, or where it would by now: merges that came since are
    followed. What its voter took back stays taken back. Of some people only, where
    they are named. A second time changes nothing.
    """
    votes = [
        one
        for one in discounted_by(review_id)
        if voter_ids is None or one.voter_id in voter_ids
    ]
    heads = {lock_way_up(key)[-1] for key in sorted({one.idea_id for one in votes})}
    back = [as_raised(one) for one in votes if one.withdrawn_at is None]
    for one in votes:
        db.session.delete(one)
    db.session.flush()  # what is settled below must not find them any more
    if back:
        db.session.execute(insert_into(Vote).on_conflict_do_nothing(), back)
    recount_all(row["idea_id"] for row in back)
    for head_id in sorted(heads):
        settle_family(head_id)
    for row in back:
        record(VoteCast(idea_id=row["idea_id"], voter_id=row["voter_id"]))
    return sorted({row["voter_id"] for row in back})


def row_of(vote: Vote) -> dict[str, Any]:
    return {name: getattr(vote, name) for name in KEPT}


def as_raised(vote: DiscountedVote) -> dict[str, Any]:
    """The row of a vote on the idea it was raised on: where it stands follows."""
    row = {name: getattr(vote, name) for name in KEPT}
    raised_on = vote.carried_from_id or vote.idea_id
    return row | {"idea_id": raised_on, "carried_from_id": None}


def recount_all(idea_ids: Iterable[IdeaId]) -> None:
    for idea_id in sorted(set(idea_ids)):
        recount(idea_id)


def mark_withdrawn(actor: Actor, idea_id: IdeaId, *, at: datetime | None) -> None:
    """Keep of a vote that does not count whether its voter stands by it; no more."""
    theirs = DiscountedVote.voter_id == actor.person_id
    here = DiscountedVote.idea_id.in_(select(family_of(idea_id).c.id))
    said = {} if at is None else {"importance": None, "why": None}
    db.session.execute(
        update(DiscountedVote).where(theirs, here).values(withdrawn_at=at, **said),
        execution_options=QUIETLY,
    )
