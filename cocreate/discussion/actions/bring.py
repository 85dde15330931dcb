"""Bring comments in from elsewhere, many at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from cocreate.discussion.models import Comment
from cocreate.ideas.actions import move_comments
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId
from cocreate.kernel.text import render_markdown

CHUNK = 500  # keys in one IN condition


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment as an import brings it. `origin` names it for ever."""

    origin: str
    project_id: ProjectId
    idea_id: IdeaId
    author_id: PersonId
    body: str
    posted_at: datetime
    parent_origin: str | None = None
    body_html: str | None = None  # none: rendered here
    is_official: bool = False
    agreed: int | None = None
    disagreed: int | None = None


Known = dict[
    str, tuple[CommentId, CommentId]
]  # origin: the comment, the top of its turn


def import_comments(comments: Sequence[ImportedComment]) -> int:
    """Keep comments that are not here yet, each under the one it answers; say how many.

    What was brought before is left as it is. A comment whose parent is neither here
    nor among these stands at the top. They are kept in the order of their time.
    """
    origins = {comment.origin for comment in comments}
    parents = {comment.parent_origin for comment in comments if comment.parent_origin}
    known = keys_of(origins | parents)
    fresh = {c.origin: c for c in comments if c.origin not in known}
    waiting = sorted(fresh.values(), key=lambda comment: comment.posted_at)
    while waiting:
        unborn = {comment.origin for comment in waiting}
        ready = [c for c in waiting if c.parent_origin not in unborn] or waiting
        db.session.execute(insert(Comment), [row_of(c, known) for c in ready])
        done = {comment.origin for comment in ready}
        known |= keys_of(done)
        waiting = [comment for comment in waiting if comment.origin not in done]
    for idea_id, brought in Counter(c.idea_id for c in fresh.values()).items():
        move_comments(idea_id, brought)
    return len(fresh)


def keys_of(origins: set[str]) -> Known:
    known: Known = {}
    for some in chunks(sorted(origins)):
        rows = db.session.execute(
            select(Comment.origin, Comment.id, Comment.turn_id).where(
                Comment.origin.in_(some)
            )
        )
        known |= {str(row.origin): (row.id, row.turn_id) for row in rows}
    return known


def chunks(origins: list[str]) -> Iterator[list[str]]:
    return (origins[at : at + CHUNK] for at in range(0, len(origins), CHUNK))


def row_of(comment: ImportedComment, known: Known) -> dict[str, object]:
    parent_id, top_id = known.get(comment.parent_origin or "", (None, None))
    return {
        "origin": comment.origin,
        "project_id": comment.project_id,
        "idea_id": comment.idea_id,
        "author_id": comment.author_id,
        "parent_id": parent_id,
        "top_id": top_id,
        "body": comment.body,
        "body_html": comment.body_html or render_markdown(comment.body),
        "is_official": comment.is_official,
        "posted_at": comment.posted_at,
        "agreed": comment.agreed,
        "disagreed": comment.disagreed,
    }
