"""Carry a discussion to the idea that a duplicate is folded into."""

from sqlalchemy import func, literal, select, update

from cocreate.discussion.models import Comment, Follow
from cocreate.ideas.actions import move_comments
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.ids import IdeaId

QUIETLY = {"synchronize_session": False}


def carry_discussion(from_id: IdeaId, into_id: IdeaId) -> tuple[int, int]:
    """Move a duplicate's comments and followers to the idea it is folded into.

    Gives how many comments and how many followers went along. Comments keep where
    they were first said; who followed both follows once, and the duplicate keeps
    the names of its own followers, so that a merge can be undone.
    """
    shown = count_comments(from_id)
    origin = func.coalesce(Comment.carried_from_id, from_id)
    db.session.execute(
        update(Comment)
        .where(Comment.idea_id == from_id)
        .values(idea_id=into_id, carried_from_id=origin),
        execution_options=QUIETLY,
    )
    move_comments(from_id, -shown)
    move_comments(into_id, shown)
    return shown, carry_followers(from_id, into_id)


def count_comments(idea_id: IdeaId) -> int:
    query = select(func.count()).where(
        Comment.idea_id == idea_id, Comment.shown.is_(True)
    )
    return db.session.scalar(query) or 0


def carry_followers(from_id: IdeaId, into_id: IdeaId) -> int:
    followers = select(
        Follow.person_id,
        literal(into_id),
        Follow.followed_at,
        func.coalesce(Follow.carried_from_id, from_id),
    ).where(Follow.idea_id == from_id)
    carried = db.session.execute(
        insert_into(Follow)
        .from_select(
            ["person_id", "idea_id", "followed_at", "carried_from_id"], followers
        )
        .on_conflict_do_nothing(index_elements=["person_id", "idea_id"])
    )
    return int(getattr(carried, "rowcount", 0))
