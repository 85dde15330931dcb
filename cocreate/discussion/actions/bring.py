"""Bring comments in from elsewhere, many at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select

from cocreate.discussion.actions.call import put_words
from cocreate.discussion.models import Comment, Follow
from cocreate.ideas.actions import move_comments as move_comments_of_idea
from cocreate.journal.actions import move_comments as move_comments_of_entry
from cocreate.kernel.db import db, insert_into
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
        ready = [c for c in waiting if c.parent_origin not in unborn] or waiting
        db.session.execute(insert(Comment), [row_of(c, known) for c in ready])
        done = {comment.origin for comment in ready}
        known |= keys_of(done)
        waiting = [comment for comment in waiting if comment.origin not in done]
    count(comment for comment in fresh.values() if comment.shown)
    return {origin: known[origin].id for origin in fresh}


def reword(comment_id: CommentId, body: str) -> None:
    """Let a comment that was brought say this, and call whom it names."""
    put_words(db.session.get_one(Comment, comment_id), body)


def ids_by_origin(origins: Iterable[str]) -> dict[str, CommentId]:
    """The keys of comments that were brought."""
    return {origin: kept.id for origin, kept in keys_of(set(origins)).items()}


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


def row_of(comment: ImportedComment, known: Known) -> dict[str, object]:
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
    for (idea_id, entry_id), many in Counter(one.subject for one in shown).items():
        if idea_id is not None:
            move_comments_of_idea(idea_id, many)
        elif entry_id is not None:
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
