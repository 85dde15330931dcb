"""Carry a discussion to the idea that a duplicate is folded into, and back."""

from sqlalchemy import func, select, update

from cocreate.discussion.models import Comment, Follow
from cocreate.ideas.actions import move_comments
from cocreate.ideas.carrying import Voices
from cocreate.ideas.folding import Moves, as_one, moves_of
from cocreate.ideas.queries import families
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId

QUIETLY = {"synchronize_session": False}
FOLLOWS = Voices(
    Follow.person_id, Follow.idea_id, Follow.carried_from_id, Follow.followed_at
)


def carry_discussion(from_id: IdeaId, into_id: IdeaId) -> tuple[int, int]:
    """Move a duplicate's comments and followers to the idea it is folded into.

    Gives how many comments and how many followers went along. Comments keep where
    they were first said; who followed both follows once.
    """
    shown, followers = count_comments(from_id), count_followers(into_id)
    origin = func.coalesce(Comment.carried_from_id, from_id)
    db.session.execute(
        update(Comment)
        .where(Comment.idea_id == from_id)
        .values(idea_id=into_id, carried_from_id=origin),
        execution_options=QUIETLY,
    )
    move_comments(from_id, -shown)
    move_comments(into_id, shown)
    follows = FOLLOWS.on([*families(from_id).heads, into_id])
    settle(moves_of(follows, as_one(follows, into_id)))
    return shown, count_followers(into_id) - followers


def restore_discussion(idea_id: IdeaId, head_id: IdeaId) -> tuple[int, int]:
    """Give an idea that is folded in no more its comments and followers back.

    Gives how many of each. What was said under the other since stays there.
    """
    found = families(idea_id, head_id)
    own = [key for key, head in found.heads.items() if head == idea_id]
    db.session.execute(
        update(Comment)
        .where(Comment.idea_id == head_id, Comment.carried_from_id.in_(own))
        .values(
            idea_id=idea_id,
            carried_from_id=func.nullif(Comment.carried_from_id, idea_id),
        ),
        execution_options=QUIETLY,
    )
    shown = count_comments(idea_id)
    move_comments(idea_id, shown)
    move_comments(head_id, -shown)
    settle(moves_of(FOLLOWS.on(found.heads), found.heads))
    return shown, count_followers(idea_id)


def count_comments(idea_id: IdeaId) -> int:
    query = select(func.count()).where(
        Comment.idea_id == idea_id, Comment.shown.is_(True)
    )
    return db.session.scalar(query) or 0


def count_followers(idea_id: IdeaId) -> int:
    query = select(func.count()).select_from(Follow).where(Follow.idea_id == idea_id)
    return db.session.scalar(query) or 0


def settle(moves: Moves) -> None:
    for move in FOLLOWS.moving(moves):
        db.session.execute(move)
