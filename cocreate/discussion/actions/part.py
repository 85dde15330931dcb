"""Let a part of a discussion go along with an idea that is split off, and come back."""

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, literal, select, update

from cocreate.discussion.actions.carry import QUIETLY, count_comments
from cocreate.discussion.models import Comment, PartedComment
from cocreate.ideas.actions import move_comments
from cocreate.ideas.queries import heads_of
from cocreate.kernel.db import changed_rows, db
from cocreate.kernel.ids import CommentId, IdeaId


def part_comments(
    from_id: IdeaId, into_id: IdeaId, *, comment_ids: Iterable[CommentId]
) -> int:
    """Let comments and what was answered to them stand under another idea; how many.

    They belong to it from then on. Where they were said is kept, for the way back.
    """
    chosen = list(comment_ids)
    raised_on = func.coalesce(Comment.carried_from_id, Comment.idea_id)
    going = (Comment.idea_id == from_id) & Comment.turn_id.in_(chosen)
    db.session.execute(
        insert(PartedComment).from_select(
            ["idea_id", "comment_id", "raised_on_id"],
            select(literal(into_id), Comment.id, raised_on).where(going),
        )
    )
    before = count_comments(from_id)
    moved = db.session.execute(
        update(Comment).where(going).values(idea_id=into_id, carried_from_id=None),
        execution_options=QUIETLY,
    )
    shown = before - count_comments(from_id)
    move_comments(from_id, -shown)
    move_comments(into_id, shown)
    return changed_rows(moved)


def part_again(idea_id: IdeaId, comment_ids: Iterable[CommentId]) -> None:
    """Let comments that had come back go along once more, from where they stand now."""
    going = list(comment_ids)
    homes = select(Comment.idea_id).where(Comment.id.in_(going)).distinct()
    for home_id in db.session.scalars(homes.order_by(Comment.idea_id)).all():
        if home_id is not None:
            part_comments(home_id, idea_id, comment_ids=going)


def rejoin_comments(idea_id: IdeaId) -> None:
    """Put what had parted back where it was said, or where that stands by now."""
    parted = select(PartedComment.comment_id, PartedComment.raised_on_id).where(
        PartedComment.idea_id == idea_id
    )
    homes: dict[IdeaId, list[CommentId]] = {}
    for comment_id, raised_on in db.session.execute(parted):
        homes.setdefault(raised_on, []).append(comment_id)
    heads = heads_of(homes)
    for raised_on, comment_ids in homes.items():
        put_back(comment_ids, idea_id, raised_on, heads[raised_on])
    db.session.execute(delete(PartedComment).where(PartedComment.idea_id == idea_id))


def put_back(
    comment_ids: list[CommentId], idea_id: IdeaId, raised_on: IdeaId, head_id: IdeaId
) -> None:
    before = count_comments(head_id)
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(comment_ids), Comment.idea_id == idea_id)
        .values(
            idea_id=head_id,
            carried_from_id=None if raised_on == head_id else raised_on,
        ),
        execution_options=QUIETLY,
    )
    back = count_comments(head_id) - before
    move_comments(idea_id, -back)
    move_comments(head_id, back)
