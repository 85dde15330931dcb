"""Tables of the beta: the programme, who is in it, the builds, what was reported."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Place, Platform, ReportKind
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import (
    BuildId,
    CohortId,
    DecisionId,
    EnrolmentId,
    IdeaId,
    PersonId,
    ProgrammeId,
    ProjectId,
    ReportId,
)


class Programme(Base):
    """The part of a project where testers enrol. Seats are counted, never guessed."""

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("project_id"),
        CheckConstraint("seats >= 0", name="seats"),
        CheckConstraint("taken >= 0 AND taken <= seats", name="taken"),
    )

    id: Mapped[ProgrammeId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    about_html: Mapped[str] = mapped_column(default="")
    terms: Mapped[str]
    terms_html: Mapped[str]
    terms_version: Mapped[int] = mapped_column(default=1)
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)  # derived: active and invited
    opened_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]


class ProgrammeTerms(Base):
    """Every version of the terms that was ever shown, as it was shown."""

    __tablename__ = "programme_terms"

    programme_id: Mapped[ProgrammeId] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    terms: Mapped[str]
    terms_html: Mapped[str]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)


class Cohort(Base):
    """A group of testers that gets builds together. Newcomers join the first."""

    __tablename__ = "cohorts"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: Mapped[CohortId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Enrolment(Base):
    """One tester's place in a programme, and the terms they accepted."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id"),
        Index(None, "programme_id", "place", "applied_at", "id"),
        Index(None, "programme_id", "applied_at", "id"),
        Index(None, "person_id"),
    )

    id: Mapped[EnrolmentId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    cohort_id: Mapped[CohortId | None] = mapped_column(ForeignKey("cohorts.id"))
    place: Mapped[Place]
    device: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    terms_version: Mapped[int] = mapped_column(default=0)  # none accepted yet
    terms_accepted_at: Mapped[datetime | None]
    applied_at: Mapped[datetime] = mapped_column(default=now)
    placed_at: Mapped[datetime] = mapped_column(default=now)  # when this place began


class Build(Base):
    """One downloadable artifact with version, checksum, notes and expiry."""

    __tablename__ = "builds"
    __table_args__ = (
        UniqueConstraint("programme_id", "platform", "version"),
        Index(None, "programme_id", "uploaded_at", "id"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[BuildId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    uploader_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    version: Mapped[str]
    platform: Mapped[Platform]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    storage_key: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    notes_html: Mapped[str] = mapped_column(default="")
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str | None]
    released_at: Mapped[datetime | None]  # shipped: its name and notes are public


class BuildAssignment(Base):
    """A build given to a cohort."""

    __tablename__ = "build_assignments"
    __table_args__ = (Index(None, "cohort_id"),)

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    cohort_id: Mapped[CohortId] = mapped_column(
        ForeignKey("cohorts.id"), primary_key=True
    )
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime] = mapped_column(default=now)


class BuildDecision(Base):
    """A decision that a build carries."""

    __tablename__ = "build_decisions"
    __table_args__ = (Index(None, "decision_id"),)

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(
        ForeignKey("decisions.id"), primary_key=True
    )


class Download(Base):
    """One attempt to fetch a build: who, when, which bytes, what came of it."""

    __tablename__ = "downloads"
    __table_args__ = (Index(None, "build_id", "attempted_at"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    attempted_at: Mapped[datetime] = mapped_column(default=now)
    status: Mapped[int]  # HTTP
    first_byte: Mapped[int] = mapped_column(default=0)
    bytes_offered: Mapped[int] = mapped_column(default=0)


class BetaReport(Base):
    """What a tester found, tied to the build they tried."""

    __tablename__ = "beta_reports"
    __table_args__ = (
        Index(None, "build_id", "reported_at", "id"),
        Index(None, "programme_id", "reported_at", "id"),
        Index(None, "author_id", "reported_at", "id"),
    )

    id: Mapped[ReportId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ReportKind]
    title: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    reported_at: Mapped[datetime] = mapped_column(default=now)
    idea_id: Mapped[IdeaId | None] = mapped_column(ForeignKey("ideas.id"))
