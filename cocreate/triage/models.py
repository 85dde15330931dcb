"""Tables of triage: notes the team keeps, and the merges it made."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, PersonId


class Merge(Base):
    """A duplicate folded into another idea, by whom and when; perhaps taken apart."""

    __tablename__ = "merges"
    __table_args__ = (Index(None, "from_id"), Index(None, "into_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    into_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    votes_carried: Mapped[int] = mapped_column(default=0)
    votes_shared: Mapped[int] = mapped_column(default=0)  # had voted on both
    comments_carried: Mapped[int] = mapped_column(default=0)
    followers_carried: Mapped[int] = mapped_column(default=0)
    merged_at: Mapped[datetime] = mapped_column(default=now)
    unmerged_at: Mapped[datetime | None]
    unmerged_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))


class StatusPlan(Base):
    """A status that an idea is to get at a moment to come; one at a time."""

    __tablename__ = "status_plans"
    __table_args__ = (Index(None, "due_at"),)

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    status: Mapped[Status]
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    due_at: Mapped[datetime]
    planned_at: Mapped[datetime] = mapped_column(default=now)
    refused: Mapped[str | None]  # why it could not be done when its moment came


class TriageNote(Base):
    """An internal note on an idea for the company; no customer ever sees it."""

    __tablename__ = "triage_notes"
    __table_args__ = (Index(None, "idea_id", "noted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    body_html: Mapped[str | None]  # none: it calls nobody
    noted_at: Mapped[datetime] = mapped_column(default=now)
