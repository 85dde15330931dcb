"""The builds, who is given them, and what they carry."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.beta.kinds import Channel, Platform
from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, CohortId, DecisionId, PersonId, ProgrammeId


class Build(Base):
    """One downloadable artifact with version, checksum, notes and expiry."""

    __tablename__ = "builds"
    __table_args__ = (
        UniqueConstraint("programme_id", "platform", "version"),
        Index(None, "programme_id", "uploaded_at", "id"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share"),
    )

    id: Mapped[BuildId] = mapped_column(primary_key=True)
    programme_id: Mapped[ProgrammeId] = mapped_column(ForeignKey("programmes.id"))
    uploader_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    version: Mapped[str]
    version_key: Mapped[str] = mapped_column(default="")  # its order: beta.versions
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
    channel: Mapped[Channel] = mapped_column(default=Channel.BETA)
    least_os: Mapped[str] = mapped_column(default="")
    package: Mapped[str] = mapped_column(default="")  # what its file says it is
    number: Mapped[str] = mapped_column(default="")  # the build number in its file
    facts: Mapped[str] = mapped_column(default="{}")  # JSON: what else its file says
    share: Mapped[int] = mapped_column(default=100)  # percent of testers it has reached
    halted_at: Mapped[datetime | None]  # held back, until a person lets it go on
    halted_reason: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")  # Ed25519 of its file, base 64
    expiry_told: Mapped[int | None]  # days before it, of the last reminder


class FormerNotes(Base):
    """What was said of a build until somebody amended it."""

    __tablename__ = "build_notes"
    __table_args__ = (Index(None, "build_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"))
    notes: Mapped[str]
    notes_html: Mapped[str]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))  # who amended it
    until: Mapped[datetime] = mapped_column(default=now)


class BuildAssignment(Base):
    """A build given to a cohort: by its share of testers, or to all of them at once."""

    __tablename__ = "build_assignments"
    __table_args__ = (Index(None, "cohort_id"),)

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    cohort_id: Mapped[CohortId] = mapped_column(
        ForeignKey("cohorts.id"), primary_key=True
    )
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime] = mapped_column(default=now)
    at_once: Mapped[bool] = mapped_column(default=False)


class BuildDecision(Base):
    """A decision that a build carries."""

    __tablename__ = "build_decisions"
    __table_args__ = (Index(None, "decision_id"),)

    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
    decision_id: Mapped[DecisionId] = mapped_column(
        ForeignKey("decisions.id"), primary_key=True
    )
