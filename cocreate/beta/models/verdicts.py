"""What testers hold of a build: how satisfied they are, whether it keeps its word."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Honours
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, DecisionId, HonourId, PersonId


class BuildRating(Base):
    """How satisfied one tester is with a build, from 1 to 5; the newest word counts."""

    __tablename__ = "build_ratings"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        Index(None, "person_id", "rated_at"),
    )

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True
    )
    score: Mapped[int]
    why: Mapped[str] = mapped_column(default="")
    rated_at: Mapped[datetime] = mapped_column(default=now)


class HonourAnswer(Base):
    """Whether a build honours a decision, by somebody whom that decision cites."""

    __tablename__ = "honour_answers"
    __table_args__ = (
        UniqueConstraint("build_id", "decision_id", "person_id"),
        Index(None, "decision_id", "answered_at"),
        Index(None, "person_id", "answered_at"),
    )

    id: Mapped[HonourId] = mapped_column(primary_key=True)
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    decision_id: Mapped[DecisionId] = mapped_column(ForeignKey("decisions.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    honours: Mapped[Honours]
    note: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime] = mapped_column(default=now)
    resolution: Mapped[str] = mapped_column(default="")  # what the team did about a no
    resolved_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None]
