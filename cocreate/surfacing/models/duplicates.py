"""Tables of likely duplicates: pairs that a sweep found, and the groups they form."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId


class DuplicatePair(Base):
    """Two ideas that probably ask for the same; or that somebody told apart."""

    __tablename__ = "duplicate_pairs"
    __table_args__ = (
        UniqueConstraint("idea_id", "other_id"),
        CheckConstraint("idea_id < other_id", name="in_order"),
        Index(None, "other_id"),
        Index(None, "project_id", "told_apart_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    other_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    likeness: Mapped[float]
    words: Mapped[str] = mapped_column(default="")  # both say, with spaces between
    found_at: Mapped[datetime] = mapped_column(default=now)
    told_apart_at: Mapped[datetime | None]
    told_apart_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))


class DuplicateMember(Base):
    """An idea in a group of likely duplicates, named by its first; derived."""

    __tablename__ = "duplicate_members"
    __table_args__ = (
        Index(None, "group_id"),
        Index(None, "project_id", "likeness", "idea_id"),
    )

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    group_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    likeness: Mapped[float]  # of the two in the group that are least alike
    words: Mapped[str] = mapped_column(default="")
