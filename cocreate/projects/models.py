"""Tables of projects: the promise, the phase, the people, the goals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase


class Project(Base):
    """One co-creation effort. The promise: answer within days, decide by a date."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("answer_within_days > 0", name="answer_within_days"),
        CheckConstraint("vote_budget > 0", name="vote_budget"),
        CheckConstraint("ideas >= 0", name="ideas"),
        CheckConstraint("votes >= 0", name="votes"),
        CheckConstraint("people >= 0", name="people"),
    )

    id: Mapped[ProjectId] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    brief: Mapped[str] = mapped_column(default="")
    brief_html: Mapped[str] = mapped_column(default="")
    is_private: Mapped[bool] = mapped_column(default=False)
    phase: Mapped[Phase] = mapped_column(default=Phase.LISTEN)
    answer_within_days: Mapped[int] = mapped_column(default=7)
    decide_by_on: Mapped[date | None]
    workflow: Mapped[str] = mapped_column(default="")  # see ideas/workflow.py
    vote_budget: Mapped[int | None]  # votes on open ideas each person has
    asks_opinion: Mapped[bool] = mapped_column(default=False)  # agree, disagree, pass
    opens_with: Mapped[Sort] = mapped_column(default=Sort.TOP)  # its list of ideas
    # Where its roadmap may stand in a frame, as a policy says it; empty: nowhere.
    embedded_in: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime] = mapped_column(default=now)
    ideas: Mapped[int] = mapped_column(default=0)  # derived: listed ideas
    votes: Mapped[int] = mapped_column(default=0)  # derived: votes on listed ideas
    people: Mapped[int] = mapped_column(default=0)  # derived: who proposed or voted


class PhaseChange(Base):
    """When a project went from one phase to another, and who moved it."""

    __tablename__ = "phase_changes"
    __table_args__ = (Index(None, "project_id", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    phase: Mapped[Phase]
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class PromiseChange(Base):
    """What a project had promised before it changed its promise: kept in public."""

    __tablename__ = "promise_changes"
    __table_args__ = (Index(None, "project_id", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    answer_within_days: Mapped[int]
    decide_by_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)


class ProjectMember(Base):
    """A person's place in a project; only members see a private one."""

    __tablename__ = "project_members"
    __table_args__ = (Index(None, "person_id"),)

    project_id: Mapped[ProjectId] = mapped_column(
        ForeignKey("projects.id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    is_lead: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime] = mapped_column(default=now)


class Goal(Base):
    """From now to tomorrow: what is measured, where it stands, where it should be."""

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[float]
    target: Mapped[float]
    measured: Mapped[float | None]  # derived: the newest of its measures
    due_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class GoalMeasure(Base):
    """Where a goal stood on one day."""

    __tablename__ = "goal_measures"
    __table_args__ = (UniqueConstraint("goal_id", "measured_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    value: Mapped[float]
    measured_on: Mapped[date]
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
