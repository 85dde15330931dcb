"""Count votes by segment, and keep the counts. Nothing a vote itself waits for."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select, tuple_, union

from cocreate.ideas.queries import authorship_of
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.people.queries import lock_segments
from cocreate.votes.models import CountedIdea, SegmentVotes, Vote
from cocreate.votes.queries import Stale, count_by_segment, counts_kept, stale_ideas

AT_ONCE = 200


def count_stale(after: int = 0) -> int:
    """Count some of the ideas that moved since they were counted; the last of them.

    The segments are locked first: nobody changes belonging while votes are counted
    by it, so no count is kept that a change was to drop. 0 where nothing is left.
    """
    lock_segments(shared=True)
    stale = stale_ideas(AT_ONCE, after=after)
    if not stale:
        return 0
    keep_counts(stale)
    return stale[-1].idea_id


def keep_counts(stale: Sequence[Stale]) -> None:
    """Write what changed of these ideas' counts, and how the ideas stood."""
    projects = {idea.idea_id: idea.project_id for idea in stale}
    due, kept = count_by_segment(projects), counts_kept(projects)
    if gone := list(kept.keys() - due.keys()):
        of_it = tuple_(SegmentVotes.segment_id, SegmentVotes.idea_id)
        db.session.execute(delete(SegmentVotes).where(of_it.in_(gone)))
    changed = [
        {
            "segment_id": segment_id,
            "idea_id": idea_id,
            "project_id": projects[idea_id],
            "votes": votes,
            "is_theirs": is_theirs,
        }
        for (segment_id, idea_id), (votes, is_theirs) in due.items()
        if kept.get((segment_id, idea_id)) != (votes, is_theirs)
    ]
    put(SegmentVotes, ["segment_id", "idea_id"], ["votes", "is_theirs"], changed)
    stood = [
        {"idea_id": idea.idea_id, "votes": idea.votes, "trend": idea.trend}
        for idea in stale
    ]
    put(CountedIdea, ["idea_id"], ["votes", "trend"], stood)


def put(table: Any, keys: list[str], names: list[str], rows: list[Any]) -> None:
    if not rows:
        return
    statement = insert_into(table)
    said = {name: statement.excluded[name] for name in names}
    statement = statement.on_conflict_do_update(index_elements=keys, set_=said)
    db.session.execute(statement, rows)


def count_anew(person_ids: Collection[PersonId]) -> None:
    """Let what these people voted for or proposed be counted again."""
    lock_segments(shared=False)
    voted = select(Vote.idea_id).where(Vote.voter_id.in_(list(person_ids)))
    theirs = union(voted, authorship_of(person_ids))
    db.session.execute(delete(CountedIdea).where(CountedIdea.idea_id.in_(theirs)))


def count_again(idea_ids: Collection[IdeaId]) -> None:
    """Let these ideas be counted again: what the doctor does to those that drifted."""
    lock_segments(shared=False)
    drifted = CountedIdea.idea_id.in_(list(idea_ids))
    db.session.execute(delete(CountedIdea).where(drifted))
