"""The programme, whom it is for, its terms by version, and its cohorts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Platform, SeatRule, SeenBy
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import CohortId, PersonId, ProgrammeId, ProjectId, SegmentId


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
    reports_seen_by: Mapped[SeenBy] = mapped_column(default=SeenBy.TESTERS)
    rule: Mapped[SeatRule] = mapped_column(default=SeatRule.FIRST_COME)
    starts_on: Mapped[date | None]  # the first day to apply
    entries_until: Mapped[date | None]  # the last day to apply
    ends_on: Mapped[date | None]  # the last day to test
    # For some segments alone: should they be gone, it is for nobody, not for all.
    by_segment: Mapped[bool] = mapped_column(default=False)
    idle_days: Mapped[int | None]  # then a seat is given on, after a reminder


class ProgrammePlatform(Base):
    """A platform that a programme is for; of none named, it is for all."""

    __tablename__ = "programme_platforms"

    programme_id: Mapped[ProgrammeId] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )
    platform: Mapped[Platform] = mapped_column(primary_key=True)
    least_version: Mapped[str] = mapped_column(default="")  # of its system


class ProgrammeSegment(Base):
    """A segment that a programme is for."""

    __tablename__ = "programme_segments"
    __table_args__ = (Index(None, "segment_id"),)

    programme_id: Mapped[ProgrammeId] = mapped_column(
        ForeignKey("programmes.id"), primary_key=True
    )
    segment_id: Mapped[SegmentId] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"), primary_key=True
    )


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
