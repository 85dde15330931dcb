"""Keep how people had reacted, what was chosen and what rested before it came here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, select, update

from cocreate.discussion.models import Comment, CommentEdit, Lock, Pin, Reaction
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import CommentId, IdeaId, PersonId


class PastReaction(NamedTuple):
    person_id: PersonId
    comment_id: CommentId
    kind: Reacted
    reacted_at: datetime


def bring_reactions(reactions: Iterable[PastReaction]) -> None:
    """Keep each once, and count them with their comments."""
    rows = [reaction._asdict() for reaction in reactions]
    if not rows:
        return
    db.session.execute(
        insert_into(Reaction).on_conflict_do_nothing(
            index_elements=["person_id", "comment_id", "kind"]
        ),
        rows,
    )
    for kind in Reacted:
        people = (
            select(func.count())
            .where(Reaction.comment_id == Comment.id, Reaction.kind == kind)
            .scalar_subquery()
        )
        db.session.execute(
            update(Comment)
            .where(Comment.id.in_(select(Reaction.comment_id)))
            .values({getattr(Comment, kind.value): people}),
            execution_options={"synchronize_session": False},
        )


def bring_pin(comment_id: CommentId, *, by_id: PersonId, pinned_at: datetime) -> None:
    """Keep which comment was chosen as the answer."""
    comment = db.session.get_one(Comment, comment_id)
    db.session.add(
        Pin(
            idea_id=comment.idea_id,
            entry_id=comment.entry_id,
            comment_id=comment.id,
            by_id=by_id,
            pinned_at=pinned_at,
        )
    )


def bring_lock(
    *, idea_id: IdeaId, by_id: PersonId, reason: str, locked_at: datetime
) -> None:
    """Keep that a discussion rests, and why."""
    db.session.add(
        Lock(idea_id=idea_id, by_id=by_id, reason=reason, locked_at=locked_at)
    )


def bring_edits(comment_id: CommentId, said: Sequence[tuple[datetime, str]]) -> None:
    """Keep what a comment said until these moments."""
    if not said:
        return
    comment = db.session.get_one(Comment, comment_id)
    comment.edited_at = max(until for until, _ in said)
    rows = [
        {
            "comment_id": comment.id,
            "editor_id": comment.author_id,
            "body": body,
            "edited_at": until,
        }
        for until, body in said
    ]
    db.session.execute(insert(CommentEdit), rows)
