"""Fold duplicates together, and take them apart again."""

from datetime import datetime

from cocreate.discussion.actions import carry_discussion, restore_discussion
from cocreate.ideas.actions import fold_into, unfold
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import lock_way_up
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.policy import Actor, require
from cocreate.triage.models import Merge
from cocreate.triage.queries import find_merge
from cocreate.votes.actions import carry_votes, restore_votes
from cocreate.votes.queries import meeting


def merge_ideas(actor: Actor, idea_id: IdeaId, *, into_id: IdeaId) -> Merge:
    """Fold a duplicate into another idea: voters and followers move, once each.

    Whoever had voted for both is counted once. The author keeps the credit, and the
    old address leads to the new one. A second press gives the first merge.
    """
    require(actor.is_team, "The product team merges ideas.")
    idea = fold_into(actor, idea_id, into_id=into_id)
    return find_merge(idea.id) or carry(
        idea.id, into_id, by_id=actor.person_id, merged_at=now()
    )


def carry(
    from_id: IdeaId, into_id: IdeaId, *, by_id: PersonId, merged_at: datetime
) -> Merge:
    """Carry all voices of an idea that was folded, and write it into the ledger."""
    shared = meeting(from_id, into_id).shared
    carried = carry_votes(from_id, into_id)
    comments, followers = carry_discussion(from_id, into_id)
    merge = Merge(
        from_id=from_id,
        into_id=into_id,
        by_id=by_id,
        votes_carried=carried,
        votes_shared=shared,
        comments_carried=comments,
        followers_carried=followers,
        merged_at=merged_at,
    )
    db.session.add(merge)
    return merge


def unmerge_idea(actor: Actor, idea_id: IdeaId) -> Idea:
    """Take a merge apart: all that was carried goes back to where it was raised.

    What was cast, said or followed on the other idea since stays there. Whoever took
    their vote back there has taken it back here as well. A second press gives the
    idea as it stands.
    """
    way = lock_way_up(idea_id)
    idea = unfold(actor, idea_id)
    if way == [idea.id]:
        return idea
    restore_votes(idea.id, way[-1])
    restore_discussion(idea.id, way[-1])
    if merge := find_merge(idea.id):
        merge.unmerged_at, merge.unmerged_by_id = now(), actor.person_id
    db.session.flush()
    db.session.refresh(idea)  # its figures were counted behind its back
    return idea


def bring_merge(
    from_id: IdeaId, into_id: IdeaId, *, by_id: PersonId, merged_at: datetime
) -> None:
    """Carry the voices of a merge that happened elsewhere, and write it down."""
    carry(from_id, into_id, by_id=by_id, merged_at=merged_at)
