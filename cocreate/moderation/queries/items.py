"""What a case is about, with what stands around it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from cocreate.discussion import queries as discussion
from cocreate.discussion.queries import Turn
from cocreate.ideas import queries as ideas
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import excerpt_of, trusted
from cocreate.people.faces import Face
from cocreate.people.queries import face_of, get_person


class Item(NamedTuple):
    """An idea or a comment as its judge needs to see it."""

    kind: str  # idea or comment
    idea_id: IdeaId | None
    comment_id: CommentId | None
    subject_id: IdeaId | None  # the idea it is, or stands under
    entry_id: EntryId | None  # the journal entry it stands under
    project_id: ProjectId
    title: str  # of the idea or entry
    author: Face
    joined_at: datetime
    at: datetime
    words: str  # safe HTML
    edited_at: datetime | None
    is_hidden: bool
    is_withdrawn: bool
    hidden_reason: str
    hidden_as: Hiding | None

    @property
    def author_id(self) -> PersonId:
        return self.author.person_id


def item_of(
    actor: Actor,
    *,
    idea_id: IdeaId | None,
    comment_id: CommentId | None,
    lock: bool = False,
) -> Item:
    """What is flagged, if the actor may see it; locked before its case is."""
    if comment_id is not None:
        return comment_item(actor, comment_id, lock=lock)
    return idea_item(actor, idea_id or IdeaId(0), lock=lock)


def idea_item(actor: Actor, idea_id: IdeaId, *, lock: bool = False) -> Item:
    idea = ideas.get_idea(actor, idea_id, lock=lock)
    return Item(
        kind="idea",
        idea_id=idea.id,
        comment_id=None,
        subject_id=idea.id,
        entry_id=None,
        project_id=idea.project_id,
        title=idea.title,
        author=face_of(idea.author_id),
        joined_at=get_person(idea.author_id).joined_at,
        at=idea.proposed_at,
        words=trusted(idea.body_html),
        edited_at=idea.edited_at,
        is_hidden=idea.hidden_at is not None,
        is_withdrawn=idea.withdrawn_at is not None,
        hidden_reason=idea.hidden_reason or "",
        hidden_as=idea.hidden_as,
    )


def comment_item(actor: Actor, comment_id: CommentId, *, lock: bool = False) -> Item:
    comment = discussion.get_comment(actor, comment_id, lock=lock)
    said = discussion.where_said(comment)
    return Item(
        kind="comment",
        idea_id=None,
        comment_id=comment.id,
        subject_id=comment.idea_id,
        entry_id=comment.entry_id,
        project_id=comment.project_id,
        title=said.title,
        author=said.author,
        joined_at=get_person(comment.author_id).joined_at,
        at=comment.posted_at,
        words=trusted(comment.body_html),
        edited_at=comment.edited_at,
        is_hidden=comment.hidden_at is not None,
        is_withdrawn=comment.withdrawn_at is not None,
        hidden_reason=comment.hidden_reason or "",
        hidden_as=comment.hidden_as,
    )


class Around(NamedTuple):
    """Somebody's words beside what is judged, in plain text."""

    author: Face
    words: str


def around(actor: Actor, item: Item) -> tuple[list[Around], list[Around]]:
    """What was said just before a comment and just after it."""
    if item.comment_id is None:
        return [], []
    comment = discussion.get_comment(actor, item.comment_id)
    before, after = discussion.around(actor, comment)
    return in_plain(before), in_plain(after)


def in_plain(turns: Sequence[Turn]) -> list[Around]:
    return [
        Around(turn.author, excerpt_of(turn.words, 300))
        for turn in turns
        if turn.author is not None
    ]
