"""What the desk does beyond a verdict: fold duplicates together, leave notes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from cocreate.discussion.actions import carry_discussion
from cocreate.ideas.actions import fold_into
from cocreate.ideas.queries import get_idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.triage.events import IdeaNoted
from cocreate.triage.models import Merge, TriageNote
from cocreate.triage.policy import may_note
from cocreate.triage.queries import find_merge
from cocreate.votes.actions import carry_votes

SAME_PRESS = timedelta(minutes=10)


def merge_ideas(actor: Actor, idea_id: IdeaId, *, into_id: IdeaId) -> Merge:
    """Fold a duplicate into another idea: voters and followers move, once each.

    Whoever had voted for both is counted once. The author keeps the credit, and the
    old address leads to the new one. A second press gives the first merge.
    """
    require(actor.is_team, "The product team merges ideas.")
    idea = fold_into(actor, idea_id, into_id=into_id)
    if made := find_merge(idea.id):
        return made
    carried, shared = carry_votes(idea.id, into_id)
    carry_discussion(idea.id, into_id)
    merge = Merge(
        from_id=idea.id,
        into_id=into_id,
        by_id=actor.person_id,
        votes_carried=carried,
        votes_shared=shared,
        merged_at=now(),
    )
    db.session.add(merge)
    return merge


def note_idea(actor: Actor, idea_id: IdeaId, *, body: str) -> TriageNote:
    """Leave a note that only the company reads; a second press leaves no second one."""
    require(may_note(actor), "The company keeps notes.")
    idea = get_idea(actor, idea_id, lock=True)
    same = db.session.scalar(
        select(TriageNote).where(
            TriageNote.idea_id == idea.id,
            TriageNote.author_id == actor.person_id,
            TriageNote.body == body,
            TriageNote.noted_at > now() - SAME_PRESS,
        )
    )
    if same:
        return same
    note = TriageNote(
        idea_id=idea.id, author_id=actor.person_id, body=body, noted_at=now()
    )
    db.session.add(note)
    record(IdeaNoted(idea_id=idea.id, author_id=actor.person_id))
    return note


def bring_merge(
    from_id: IdeaId,
    into_id: IdeaId,
    *,
    by_id: PersonId,
    merged_at: datetime,
) -> None:
    """Carry the voices of a merge that happened elsewhere, and write it down."""
    carried, shared = carry_votes(from_id, into_id)
    carry_discussion(from_id, into_id)
    db.session.add(
        Merge(
            from_id=from_id,
            into_id=into_id,
            by_id=by_id,
            votes_carried=carried,
            votes_shared=shared,
            merged_at=merged_at,
        )
    )


def bring_note(
    idea_id: IdeaId, *, author_id: PersonId, body: str, noted_at: datetime
) -> None:
    """Keep a note of the team as it was written."""
    db.session.add(
        TriageNote(idea_id=idea_id, author_id=author_id, body=body, noted_at=noted_at)
    )
