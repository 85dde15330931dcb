"""Bring comments in from elsewhere, many at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from cocreate.discussion.actions.call import put_words
from cocreate.discussion.models import Comment, Follow
from cocreate.ideas.actions import move_comments_of_many as move_comments_of_ideas
from cocreate.journal.actions import move_comments as move_comments_of_entry
from cocreate.kernel.db import connection_of, db, insert_into
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId, ProjectId
from cocreate.kernel.text import render_markdown

CHUNK = 500  # keys in one IN condition
Subject = tuple[IdeaId | None, EntryId | None]


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment as an import brings it. `origin` names it for ever."""

    origin: str
    project_id: ProjectId
    idea_id: IdeaId | None
    author_id: PersonId
    body: str
    posted_at: datetime
    entry_id: EntryId | None = None
    parent_origin: str | None = None
    body_html: str | None = None  # none: rendered here
    edited_at: datetime | None = None
    hidden_at: datetime | None = None
    hidden_reason: str | None = None
    withdrawn_at: datetime | None = None
    is_official: bool = False
    agreed: int | None = None
    disagreed: int | None = None

    @property
    def subject(self) -> Subject:
        return self.idea_id, self.entry_id

    @property
    def shown(self) -> bool:
        return self.hidden_at is None and self.withdrawn_at is None


class Kept(NamedTuple):
    """A comment that is here: its key, the top of its turn, what it is about."""

    id: CommentId
    turn_id: CommentId
    subject: Subject


Known = dict[str, Kept]  # by origin
ADDED = insert(Comment).returning(Comment.origin, Comment.id)
AS_THEY_ARE = (
    *("origin", "project_id", "idea_id", "entry_id", "author_id", "body"),
    *("is_official", "posted_at", "edited_at", "hidden_at", "hidden_reason"),
    *("withdrawn_at", "agreed", "disagreed"),
)


def import_comments(comments: Sequence[ImportedComment]) -> dict[str, CommentId]:
    """Keep comments that are not here yet, each under the one it answers.

    Gives the keys of those by their origins; what was brought before is left as it
    is. A comment whose parent is neither here nor among these, or is about something
    else, stands at the top. They are kept in the order of their time.
    """
    origins = {comment.origin for comment in comments}
    parents = {comment.parent_origin for comment in comments if comment.parent_origin}
    known = keys_of(origins | parents)
    fresh = {c.origin: c for c in comments if c.origin not in known}
    waiting = sorted(fresh.values(), key=lambda comment: comment.posted_at)
    while waiting:
        unborn = {comment.origin for comment in waiting}
        ready = [c for c in waiting if c.parent_origin not in unborn]
        ready = ready or waiting[:1]  # they answer each other in a circle
        known |= keep(ready, known)
        done = {comment.origin for comment in ready}
        waiting = [comment for comment in waiting if comment.origin not in done]
    count(comment for comment in fresh.values() if comment.shown)
    return {origin: known[origin].id for origin in fresh}


def reword(comment_id: CommentId, body: str) -> None:
    """Let a comment that was brought say this, and call whom it names."""
    put_words(db.session.get_one(Comment, comment_id), body)


def keep(comments: Sequence[ImportedComment], known: Known) -> Known:
    """Keep some whose parents are known, without the ORM; the keys they got."""
    rows = [row_of(comment, known) for comment in comments]
    added = connection_of(db.session()).execute(ADDED, rows)
    ids = {row.origin: row.id for row in added}
    return {
        comment.origin: Kept(
            ids[comment.origin],
            row["top_id"] or ids[comment.origin],
            comment.subject,
        )
        for comment, row in zip(comments, rows, strict=True)
    }


def ids_by_origin(origins: Iterable[str]) -> dict[str, CommentId]:
    """The keys of comments that were brought."""
    return {origin: kept.id for origin, kept in keys_of(set(origins)).items()}


def at_the_top(origins: Iterable[str]) -> list[str]:
    """Which of these comments that were brought answer no other."""
    found = select(Comment.origin).where(Comment.parent_id.is_(None))
    return [
        str(origin)
        for some in chunks(sorted(origins))
        for origin in db.session.scalars(
            found.where(Comment.origin.in_(some)).order_by(Comment.origin)
        )
    ]


def keys_of(origins: set[str]) -> Known:
    known: Known = {}
    for some in chunks(sorted(origins)):
        rows = db.session.execute(
            select(
                Comment.origin,
                Comment.id,
                Comment.turn_id,
                Comment.idea_id,
                Comment.entry_id,
            ).where(Comment.origin.in_(some))
        )
        for origin, comment_id, turn_id, idea_id, entry_id in rows:
            known[str(origin)] = Kept(comment_id, turn_id, (idea_id, entry_id))
    return known


def chunks(origins: list[str]) -> Iterator[list[str]]:
    return (origins[at : at + CHUNK] for at in range(0, len(origins), CHUNK))


def row_of(comment: ImportedComment, known: Known) -> dict[str, Any]:
    parent = known.get(comment.parent_origin or "")
    if parent is not None and parent.subject != comment.subject:
        parent = None
    row = {name: getattr(comment, name) for name in AS_THEY_ARE}
    return row | {
        "parent_id": parent.id if parent else None,
        "top_id": parent.turn_id if parent else None,
        "body_html": comment.body_html or render_markdown(comment.body),
    }


def count(shown: Iterator[ImportedComment]) -> None:
    said = Counter(one.subject for one in shown)
    move_comments_of_ideas(
        {idea_id: many for (idea_id, _), many in said.items() if idea_id is not None}
    )
    for (_, entry_id), many in said.items():
        if entry_id is not None:
            move_comments_of_entry(entry_id, many)


class PastFollow(NamedTuple):
    person_id: PersonId
    idea_id: IdeaId
    followed_at: datetime


def bring_follows(follows: Iterable[PastFollow]) -> None:
    """Let people follow ideas since the moments given; once each."""
    if rows := [follow._asdict() for follow in follows]:
        db.session.execute(
            insert_into(Follow).on_conflict_do_nothing(
                index_elements=["person_id", "idea_id"]
            ),
            rows,
        )
