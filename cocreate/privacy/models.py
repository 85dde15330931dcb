"""Tables of privacy: when a rule was kept last, and archives that people asked for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId


class RetentionRun(Base):
    """When a rule of what is kept how long was last carried out, and what went."""

    __tablename__ = "retention_runs"
    __table_args__ = (CheckConstraint("dropped >= 0", name="dropped"),)

    rule: Mapped[str] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    dropped: Mapped[int]
    dropped_ever: Mapped[int]
    is_done: Mapped[bool]  # whether nothing was left for the next run


class Archive(Base):
    """The archive of everything that is kept of somebody; one at a time."""

    __tablename__ = "archives"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("token"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    token: Mapped[str]  # of its file, and of its address
    asked_at: Mapped[datetime] = mapped_column(default=now)
    begun_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    size: Mapped[int] = mapped_column(default=0)
