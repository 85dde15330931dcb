"""Tables of triage: what the team notes, merges, routes, puts off and judges."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import (
    CommentId,
    DepartmentId,
    IdeaId,
    PersonId,
    ProjectId,
    VerdictId,
)
from cocreate.triage.acts import Act, Awaited


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


class Department(Base):
    """A part of the company that ideas are routed to."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[DepartmentId] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]  # takes no more ideas


class DepartmentMember(Base):
    """Somebody of the company who works in a department."""

    __tablename__ = "department_members"
    __table_args__ = (Index(None, "person_id"),)

    department_id: Mapped[DepartmentId] = mapped_column(
        ForeignKey("departments.id"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


class Routing(Base):
    """An idea that a department is to look at, perhaps somebody by name and day."""

    __tablename__ = "routings"
    __table_args__ = (Index(None, "department_id", "project_id", "idea_id"),)

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    department_id: Mapped[DepartmentId] = mapped_column(
        ForeignKey("departments.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    owner_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    routed_at: Mapped[datetime] = mapped_column(default=now)


class Pause(Base):
    """An idea that is off the desk until a moment, or until its author answers.

    When that has come it lies there again, and the row says why.
    """

    __tablename__ = "pauses"
    __table_args__ = (Index(None, "project_id", "until_at"),)

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    awaits: Mapped[Awaited]
    until_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    since_at: Mapped[datetime] = mapped_column(default=now)
    comment_id: Mapped[CommentId | None] = mapped_column(ForeignKey("comments.id"))
    answered_at: Mapped[datetime | None]  # by its author, who was asked


class Verdict(Base):
    """What somebody did to an idea at the desk: enough to say it, and to undo it."""

    __tablename__ = "verdicts"
    __table_args__ = (
        Index(None, "project_id", "id"),
        Index(None, "idea_id", "id"),
        Index(None, "by_id", "id"),
        UniqueConstraint("hold_key"),
    )

    id: Mapped[VerdictId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    idea_id: Mapped[IdeaId] = mapped_column(ForeignKey("ideas.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    act: Mapped[Act]
    words: Mapped[str]  # from what to what, with the names of then
    payload: Mapped[str]  # JSON: of each part that changed, what it was and became
    hold_key: Mapped[str]  # what tells of it waits under this
    held: Mapped[int] = mapped_column(default=0)  # how many events do
    given_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))


class Reminder(Base):
    """That somebody was told in time: once of a promise, once of a day it was due."""

    __tablename__ = "desk_reminders"

    idea_id: Mapped[IdeaId] = mapped_column(
        ForeignKey("ideas.id"), primary_key=True, autoincrement=False
    )
    department_id: Mapped[int] = mapped_column(  # 0: of the promise to its author
        primary_key=True, autoincrement=False
    )
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    reminded_at: Mapped[datetime] = mapped_column(default=now)
