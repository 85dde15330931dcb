"""Tables of votes. The primary key is the rule: one vote each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import IdeaId, PersonId


class Vote(Base):
    """One customer's support for one idea; at most one each."""

    __tablename__ = "votes"
    __table_args__ = (
        Index(None, "idea_id", "cast_at", "voter_id"),
        {"sqlite_with_rowid": False},
    )

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    cast_at: Mapped[datetime] = mapped_column(default=now)
    carried_from_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))


class Answer(Base):
    """A disagreement (-1) or a pass (0) that came with an import: kept, not counted."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("value IN (-1, 0)", name="value"),
        {"sqlite_with_rowid": False},
    )

    voter_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    value: Mapped[int]
    given_at: Mapped[datetime | None]
