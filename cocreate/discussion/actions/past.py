"""Keep how people had reacted, what was chosen and what rested before it came here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from cocreate.discussion.models import Comment, CommentEdit, Lock, Pin, Reaction
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.db import connection_of, db, insert_into
from cocreate.kernel.ids import CommentId, IdeaId, PersonId

AT_ONCE = 500  # keys in one IN condition
Key = tuple[CommentId, PersonId, Reacted]


class PastReaction(NamedTuple):
    person_id: PersonId
    comment_id: CommentId
    kind: Reacted
    reacted_at: datetime


def bring_reactions(reactions: Iterable[PastReaction]) -> int:
    """Keep each once, and count them with their comments; how many were not here."""
    given = {(one.comment_id, one.person_id, one.kind): one for one in reactions}
    commented = sorted({comment_id for comment_id, *_ in given})
    for some in chunks(commented):
        for key in known_among(some):
            given.pop(key, None)
    if given:
        rows = [reaction._asdict() for reaction in given.values()]
        db.session.execute(insert(Reaction), rows)
        count_reactions(given)
    return len(given)


def chunks(keys: Sequence[CommentId]) -> Iterator[Sequence[CommentId]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def known_among(comment_ids: Sequence[CommentId]) -> list[Key]:
    found = db.session.execute(
        select(Reaction.comment_id, Reaction.person_id, Reaction.kind).where(
            Reaction.comment_id.in_(comment_ids)
        )
    )
    return [(comment_id, person_id, kind) for comment_id, person_id, kind in found]


def count_reactions(added: Iterable[Key]) -> None:
    moved: dict[Reacted, Counter[CommentId]] = {}
    for comment_id, _, kind in added:
        moved.setdefault(kind, Counter())[comment_id] += 1
    for kind, comments in moved.items():
        figure = getattr(Comment, kind.value)
        move = (
            update(Comment)
            .where(Comment.id == bindparam("moved_id"))
            .values({figure: figure + bindparam("people")})
        )
        rows = [{"moved_id": key, "people": many} for key, many in comments.items()]
        connection_of(db.session()).execute(move, rows)


def bring_pin(comment_id: CommentId, *, by_id: PersonId, pinned_at: datetime) -> None:
    """Keep which comment was chosen as the answer, where none is."""
    comment = db.session.get_one(Comment, comment_id)
    db.session.execute(
        insert_into(Pin)
        .values(
            idea_id=comment.idea_id,
            entry_id=comment.entry_id,
            comment_id=comment.id,
            by_id=by_id,
            pinned_at=pinned_at,
        )
        .on_conflict_do_nothing()
    )


def bring_lock(
    *, idea_id: IdeaId, by_id: PersonId, reason: str, locked_at: datetime
) -> None:
    """Keep that a discussion rests, and why."""
    db.session.execute(
        insert_into(Lock)
        .values(idea_id=idea_id, by_id=by_id, reason=reason, locked_at=locked_at)
        .on_conflict_do_nothing()
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
