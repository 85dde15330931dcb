"""What discussion announces."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPosted(Event):
    """Somebody spoke under an idea or a journal entry, perhaps in answer to another."""

    comment_id: int
    idea_id: int | None
    entry_id: int | None
    author_id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLetIn(Event):
    """What was held since it was posted is shown: now others hear of it."""

    comment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited(Event):
    comment_id: int
    editor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentWithdrawn(Event):
    comment_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHidden(Event):
    comment_id: int
    by_id: int
    is_held: bool = False  # until somebody has looked at it


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRestored(Event):
    comment_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionLocked(Event):
    idea_id: int | None
    entry_id: int | None
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionUnlocked(Event):
    idea_id: int | None
    entry_id: int | None
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPinned(Event):
    comment_id: int
    by_id: int
