"""Tables of moderation: flags, the reviews they open, and suspensions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId, ReviewId
from cocreate.moderation.reason import Reason, Verdict

OPEN_REVIEW = text("closed_at IS NULL")
CLOSED_REVIEW = text("closed_at IS NOT NULL")
ONE_SUBJECT = "(idea_id IS NULL) <> (comment_id IS NULL)"


class Review(Base):
    """A case before the moderators: one idea or comment, and what was decided."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        Index(
            "ix_reviews_open",
            "opened_at",
            "id",
            sqlite_where=OPEN_REVIEW,
            postgresql_where=OPEN_REVIEW,
        ),
        Index(
            "ix_reviews_closed",
            "closed_at",
            "id",
            sqlite_where=CLOSED_REVIEW,
            postgresql_where=CLOSED_REVIEW,
        ),
        Index(None, "author_id", "closed_at", "id"),
        Index(None, "idea_id"),
        Index(None, "comment_id"),
        Index(
            "uq_reviews_open_idea",
            "idea_id",
            unique=True,
            sqlite_where=OPEN_REVIEW,
            postgresql_where=OPEN_REVIEW,
        ),
        Index(
            "uq_reviews_open_comment",
            "comment_id",
            unique=True,
            sqlite_where=OPEN_REVIEW,
            postgresql_where=OPEN_REVIEW,
        ),
    )

    id: Mapped[ReviewId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    author_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    flags: Mapped[int] = mapped_column(default=0)  # derived
    opened_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    reason: Mapped[Reason | None]
    statement: Mapped[str] = mapped_column(default="")  # what the author is told
    moderator_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))


class Flag(Base):
    """A member's report that something breaks the rules; one each and subject."""

    __tablename__ = "flags"
    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        UniqueConstraint("reporter_id", "idea_id"),
        UniqueConstraint("reporter_id", "comment_id"),
        Index(None, "review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    reporter_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    reason: Mapped[Reason]
    note: Mapped[str] = mapped_column(default="")
    flagged_at: Mapped[datetime] = mapped_column(default=now)


class Suspension(Base):
    """A time in which a person may read but not write, with the reason told."""

    __tablename__ = "suspensions"
    __table_args__ = (
        Index(None, "person_id", "began_at"),
        Index(None, "began_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    moderator_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(default=now)
    until_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
