"""What there is to try in a build, and how it went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Went
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, PersonId, TaskAnswerId, TaskId


class Task(Base):
    """Something to try in a build, and about how long it takes."""

    __tablename__ = "test_tasks"
    __table_args__ = (
        UniqueConstraint("build_id", "title"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[TaskId] = mapped_column(primary_key=True)
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    title: Mapped[str]
    how: Mapped[str] = mapped_column(default="")
    how_html: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    dropped_at: Mapped[datetime | None]  # nobody is asked any more


class TaskAnswer(Base):
    """How a task went for one tester, with what shows it."""

    __tablename__ = "task_answers"
    __table_args__ = (
        UniqueConstraint("task_id", "person_id"),
        Index(None, "person_id", "answered_at"),
    )

    id: Mapped[TaskAnswerId] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("test_tasks.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    went: Mapped[Went]
    note: Mapped[str] = mapped_column(default="")
    note_html: Mapped[str] = mapped_column(default="")
    files: Mapped[int] = mapped_column(default=0)  # derived: its attachments
    answered_at: Mapped[datetime] = mapped_column(default=now)
