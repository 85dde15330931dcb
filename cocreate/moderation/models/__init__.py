"""Tables of moderation: cases, what opens them, what was done, and sanctions."""

from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.ideas.hiding import Hiding
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ProjectId, ReviewId
from cocreate.kernel.languages import Language
from cocreate.moderation.case import CLAIM_LASTS, CaseAct, CaseKind, CaseState
from cocreate.moderation.models.bands import TextBand
from cocreate.moderation.models.rings import SuspectVote
from cocreate.moderation.models.rules import (
    DryRun,
    GuardVersion,
    PostingLimit,
    RuleTrial,
    SpamModel,
    WatchedWord,
)
from cocreate.moderation.reason import Grade, Reason, Verdict

__all__ = [
    "CaseStep",
    "DryRun",
    "Flag",
    "GuardVersion",
    "LegalNotice",
    "PostingLimit",
    "Review",
    "RuleTrial",
    "SpamModel",
    "SuspectVote",
    "Suspension",
    "TextBand",
    "WatchedWord",
]
OPEN_REVIEW = text("closed_at IS NULL")
CLOSED_REVIEW = text("closed_at IS NOT NULL")
RESTRICTED = text("restricted_at IS NOT NULL")
WAITING_REVIEW = text("closed_at IS NULL AND returned_at IS NULL")
OPEN_WORDS = text("closed_at IS NULL AND kind NOT IN ('appeal', 'ring')")
OPEN_RING = text("closed_at IS NULL AND kind = 'ring'")
OPEN_PERSON = text("closed_at IS NULL AND kind = 'person'")
ONE_FLAGGED = "idea_id IS NULL OR comment_id IS NULL"  # none: the case's person
ONE_SUBJECT = (
    "(CASE WHEN idea_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN comment_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN person_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN place IS NULL THEN 0 ELSE 1 END) = 1"
)
APPEALS_SOMETHING = "(kind = 'appeal') = (appeal_of_id IS NOT NULL)"
ANOTHER_DECIDES = (
    "first_moderator_id IS NULL OR moderator_id IS NULL"
    " OR first_moderator_id <> moderator_id"
)


def some(name: str, *columns: str, where: object, unique: bool = False) -> Index:
    return Index(
        name, *columns, unique=unique, sqlite_where=where, postgresql_where=where
    )


class Review(Base):
    """A case before the moderators: what it is about, and what was decided."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, name="one_subject"),
        CheckConstraint(APPEALS_SOMETHING, name="appeals_something"),
        CheckConstraint(ANOTHER_DECIDES, name="another_decides_an_appeal"),
        UniqueConstraint("appeal_of_id"),
        some("ix_reviews_waiting", "due_at", "id", where=WAITING_REVIEW),
        some("ix_reviews_closed", "closed_at", "id", where=CLOSED_REVIEW),
        some("ix_reviews_restricted", "restricted_at", "id", where=RESTRICTED),
        Index(None, "opened_at"),
        Index(None, "author_id", "closed_at", "id"),
        Index(None, "idea_id"),
        Index(None, "comment_id"),
        Index(None, "person_id"),
        some("uq_reviews_open_idea", "idea_id", where=OPEN_WORDS, unique=True),
        some("uq_reviews_open_comment", "comment_id", where=OPEN_WORDS, unique=True),
        some("uq_reviews_open_ring", "idea_id", where=OPEN_RING, unique=True),
        some("uq_reviews_open_person", "person_id", where=OPEN_PERSON, unique=True),
    )

    id: Mapped[ReviewId] = mapped_column(primary_key=True)
    kind: Mapped[CaseKind] = mapped_column(default=CaseKind.FLAGGED)
    project_id: Mapped[ProjectId | None] = mapped_column(ForeignKey("projects.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    place: Mapped[str | None]  # the address of what is none of these
    author_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str] = mapped_column(default="")  # in the words of who opened it
    flags: Mapped[int] = mapped_column(default=0)  # derived
    opened_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    claimed_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    claimed_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]  # since then for administrators
    automated_at: Mapped[datetime | None]  # hidden or held by no person
    restricted_at: Mapped[datetime | None]  # since then away, or its author silent
    returned_at: Mapped[datetime | None]  # waits for its author's change
    came_back_at: Mapped[datetime | None]  # its author has changed it
    closed_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None]
    reason: Mapped[Reason | None]
    law: Mapped[str] = mapped_column(default="")  # that it breaks
    statement: Mapped[str] = mapped_column(default="")  # what the author is told
    moderator_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    appeal_of_id: Mapped[ReviewId | None] = mapped_column(ForeignKey("reviews.id"))
    first_moderator_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    # An appeal of those who reported it, against its being left standing.
    is_complaint: Mapped[bool] = mapped_column(default=False)

    def is_claimed(self, at: datetime) -> bool:
        return self.claimed_at is not None and at - self.claimed_at < CLAIM_LASTS

    def state(self, at: datetime) -> CaseState:
        if self.closed_at is not None:
            return CaseState.CLOSED
        if self.returned_at is not None:
            return CaseState.RETURNED
        return CaseState.CLAIMED if self.is_claimed(at) else CaseState.WAITING

    @property
    def decided_at(self) -> datetime | None:
        """Since when it stands decided, though its author may be asked for a change."""
        return self.closed_at or self.returned_at

    @property
    def took(self) -> timedelta | None:
        """The time to its verdict, once it has one."""
        return self.closed_at - self.opened_at if self.closed_at else None


class CaseStep(Base):
    """What was done about a case, by whom and when; nobody: the site by itself."""

    __tablename__ = "case_steps"
    __table_args__ = (Index(None, "review_id", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    act: Mapped[CaseAct]
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    verdict: Mapped[Verdict | None]
    words: Mapped[str] = mapped_column(default="")
    undone_at: Mapped[datetime | None]
    was_hidden_as: Mapped[Hiding | None]  # before it, for who undoes it
    was_hidden_reason: Mapped[str | None]


class Flag(Base):
    """A member's report that something breaks the rules; one each and case."""

    __tablename__ = "flags"
    __table_args__ = (
        CheckConstraint(ONE_FLAGGED, name="one_subject"),
        UniqueConstraint("reporter_id", "review_id"),
        Index(None, "review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    reporter_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    reason: Mapped[Reason]
    law: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    flagged_at: Mapped[datetime] = mapped_column(default=now)
    complained_at: Mapped[datetime | None]  # that it was left standing


class LegalNotice(Base):
    """Anybody's notice that something here is illegal, with what the law asks for."""

    __tablename__ = "legal_notices"
    __table_args__ = (
        UniqueConstraint("reference"),
        Index(None, "email"),
        Index(None, "review_id"),
        Index(None, "received_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str]  # the case number, which nobody guesses
    review_id: Mapped[ReviewId] = mapped_column(ForeignKey("reviews.id"))
    place: Mapped[str]
    why: Mapped[str]
    law: Mapped[str]
    name: Mapped[str | None]  # none: an offence against a child, or forgotten
    email: Mapped[str | None]
    language: Mapped[Language] = mapped_column(default=Language.EN)
    received_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    complained_at: Mapped[datetime | None]  # that it was left standing
    retold_id: Mapped[ReviewId | None]  # of which later case they were told


class Suspension(Base):
    """A time in which a person may read but not write, with the reason told."""

    __tablename__ = "suspensions"
    __table_args__ = (
        Index(None, "person_id", "began_at"),
        Index(None, "began_at", "id"),
        Index(None, "review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    moderator_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    review_id: Mapped[ReviewId | None] = mapped_column(ForeignKey("reviews.id"))
    grade: Mapped[Grade | None]  # none: from before there were grades
    reason: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(default=now)
    until_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
