"""Put one of a few words under a comment, once each, or take it back."""

from sqlalchemy import delete, update

from cocreate.discussion.models import Comment, Reaction
from cocreate.discussion.policy import may_react
from cocreate.discussion.queries import get_comment
from cocreate.discussion.reaction import Reacted
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import CommentId
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, require


def react(actor: Actor, comment_id: CommentId, *, kind: Reacted) -> Comment:
    """Say so under what somebody else said; a second press counts no second time."""
    comment = get_comment(actor, comment_id, lock=True)
    require(
        may_react(actor, comment), translatable("People react to what others said.")
    )
    put = db.session.execute(
        insert_into(Reaction)
        .values(
            person_id=actor.person_id,
            comment_id=comment.id,
            kind=kind,
            reacted_at=now(),
        )
        .on_conflict_do_nothing(index_elements=["person_id", "comment_id", "kind"])
    )
    move_reactions(comment.id, kind, changed_rows(put))
    return comment


def withdraw_reaction(actor: Actor, comment_id: CommentId, *, kind: Reacted) -> Comment:
    """Say so no more; what was never said changes nothing."""
    comment = get_comment(actor, comment_id, lock=True)
    taken = db.session.execute(
        delete(Reaction).where(
            Reaction.person_id == actor.person_id,
            Reaction.comment_id == comment.id,
            Reaction.kind == kind,
        )
    )
    move_reactions(comment.id, kind, -changed_rows(taken))
    return comment


def move_reactions(comment_id: CommentId, kind: Reacted, by: int) -> None:
    """Count people who begin (+1) or cease (-1) to say so."""
    if by:
        figure = getattr(Comment, kind.value)
        db.session.execute(
            update(Comment)
            .where(Comment.id == comment_id)
            .values({figure: figure + by}),
            execution_options={"synchronize_session": "fetch"},
        )
