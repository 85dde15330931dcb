"""What testers found, who else found it, and how the team judged it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Outcome, ReportKind, Severity
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, IdeaId, PersonId, ProgrammeId, ReportId


class BetaReport(Base):
    """What a tester found, tied to the build they tried."""

    __tablename__ = "beta_reports"
    __table_args__ = (
        Index(None, "build_id", "reported_at", "id"),
        Index(None, "programme_id", "reported_at", "id"),
        Index(None, "author_id", "reported_at", "id"),
        Index(None, "idea_id", "id"),
    )

    id: Mapped[ReportId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ReportKind]
    severity: Mapped[Severity | None]  # of problems, as whoever has it says
    title: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    steps: Mapped[str] = mapped_column(default="")
    steps_html: Mapped[str] = mapped_column(default="")
    device: Mapped[str] = mapped_column(default="")
    files: Mapped[int] = mapped_column(default=0)  # derived: its attachments
    joins: Mapped[int] = mapped_column(default=0)  # derived: others who found it, too
    reported_at: Mapped[datetime] = mapped_column(default=now)
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    answer: Mapped[str] = mapped_column(default="")  # what its author is told
    fixed_in_id: Mapped[BuildId | None] = mapped_column(ForeignKey("builds.id"))
    judged_at: Mapped[datetime | None]
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
    made_idea: Mapped[bool] = mapped_column(default=False)  # else it joined one
    linked_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"))
    linked_at: Mapped[datetime | None]


class ReportJoin(Base):
    """Somebody found the same: one more voice, and not one more report."""

    __tablename__ = "report_joins"
    __table_args__ = (Index(None, "person_id", "joined_at"),)

    report_id: Mapped[ReportId] = mapped_column(
        ForeignKey("beta_reports.id"), primary_key=True
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True
    )
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), index=True)
    device: Mapped[str] = mapped_column(default="")
    joined_at: Mapped[datetime] = mapped_column(default=now)


class ReportJudgement(Base):
    """How bad the team holds a report to be, and why: for the company alone."""

    __tablename__ = "report_judgements"

    report_id: Mapped[ReportId] = mapped_column(
        ForeignKey("beta_reports.id"), primary_key=True
    )
    severity: Mapped[Severity | None]
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    judged_at: Mapped[datetime] = mapped_column(default=now)
