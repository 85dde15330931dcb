"""Tables of discussion: comments and what belongs to them, follows, visits."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.discussion.reaction import Reacted
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId, ProjectId

SHOWN = "hidden_at IS NULL AND withdrawn_at IS NULL"
TURN = "coalesce(top_id, id)"
ONE_SUBJECT = "(idea_id IS NULL) <> (entry_id IS NULL)"


class Comment(Base):
    """One turn in an idea's or a journal entry's discussion."""

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("origin"),
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        CheckConstraint("parent_id <> id", name="not_under_itself"),
        # A discussion is read turn by turn: a comment, then all that was said under it.
        Index("ix_comments_idea", "idea_id", "turn_id", "id"),
        Index("ix_comments_entry", "entry_id", "turn_id", "id"),
        Index("ix_comments_author", "author_id", "posted_at", "id"),
        Index("ix_comments_parent", "parent_id"),
    )

    id: Mapped[CommentId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    entry_id: Mapped[EntryId | None] = mapped_column(ForeignKey("journal_entries.id"))
    parent_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    top_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    body_html: Mapped[str]
    is_official: Mapped[bool] = mapped_column(default=False)  # said by the company
    posted_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]  # none: or a person has kept it
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None]  # told to the author
    hidden_as: Mapped[Hiding | None]  # none: by a verdict
    withdrawn_at: Mapped[datetime | None]
    carried_from_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    files: Mapped[int] = mapped_column(default=0)  # derived: its attachments
    agreed: Mapped[int | None]  # imported counts without names
    disagreed: Mapped[int | None]
    agree: Mapped[int] = mapped_column(default=0)  # derived: reactions of each kind
    me_too: Mapped[int] = mapped_column(default=0)
    helpful: Mapped[int] = mapped_column(default=0)
    thanks: Mapped[int] = mapped_column(default=0)
    origin: Mapped[str | None]
    shown: Mapped[bool] = mapped_column(Computed(SHOWN, persisted=True))
    turn_id: Mapped[CommentId] = mapped_column(Computed(TURN, persisted=True))


class CommentEdit(Base):
    """What a comment said before it was edited."""

    __tablename__ = "comment_edits"
    __table_args__ = (
        Index(None, "comment_id", "edited_at"),
        Index(None, "editor_id", "edited_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[CommentId] = mapped_column(ForeignKey("comments.id"))
    editor_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    edited_at: Mapped[datetime] = mapped_column(default=now)
    is_kept_back: Mapped[bool] = mapped_column(default=False)  # reported, or away


class Reaction(Base):
    """One person's one word on a comment, of each kind at most once."""

    __tablename__ = "reactions"
    __table_args__ = (Index(None, "comment_id", "kind"),)

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    comment_id: Mapped[CommentId] = mapped_column(
        ForeignKey("comments.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[Reacted] = mapped_column(primary_key=True)
    reacted_at: Mapped[datetime] = mapped_column(default=now)


class Mention(Base):
    """A person whom a comment calls by name."""

    __tablename__ = "mentions"
    __table_args__ = (Index(None, "person_id"),)

    comment_id: Mapped[CommentId] = mapped_column(
        ForeignKey("comments.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


class Lock(Base):
    """A discussion that takes no more comments, and why."""

    __tablename__ = "locks"
    __table_args__ = (
        UniqueConstraint("idea_id"),
        UniqueConstraint("entry_id"),
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    entry_id: Mapped[EntryId | None] = mapped_column(ForeignKey("journal_entries.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]  # told to everybody
    locked_at: Mapped[datetime] = mapped_column(default=now)


class Pin(Base):
    """The comment that answers what a discussion asks: shown above it."""

    __tablename__ = "pins"
    __table_args__ = (
        UniqueConstraint("idea_id"),
        UniqueConstraint("entry_id"),
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        Index(None, "comment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    entry_id: Mapped[EntryId | None] = mapped_column(ForeignKey("journal_entries.id"))
    comment_id: Mapped[CommentId] = mapped_column(ForeignKey("comments.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    pinned_at: Mapped[datetime] = mapped_column(default=now)


class Visit(Base):
    """When a person last read an idea's discussion, and the visit before that."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "idea_id"),)

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    seen_at: Mapped[datetime] = mapped_column(default=now)
    before_at: Mapped[datetime | None]  # when the visit before this one ended


class PartedComment(Base):
    """A comment that went along when an idea was split, and where it had been said."""

    __tablename__ = "parted_comments"
    __table_args__ = (Index(None, "comment_id"),)

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    comment_id: Mapped[CommentId] = mapped_column(
        ForeignKey("comments.id"), primary_key=True, autoincrement=False
    )
    raised_on_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))


class Follow(Base):
    """A person who wants to be told what happens to an idea."""

    __tablename__ = "follows"
    __table_args__ = (Index(None, "idea_id"),)

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    followed_at: Mapped[datetime] = mapped_column(default=now)
    carried_from_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))


class ProjectFollow(Base):
    """A person who wants to be told what happens in a project."""

    __tablename__ = "project_follows"
    __table_args__ = (Index(None, "project_id"),)

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    followed_at: Mapped[datetime] = mapped_column(default=now)
