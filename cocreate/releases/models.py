"""Tables of releases: what shipped, when, with which decisions and builds."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cocreate.kernel.clock import now
from cocreate.kernel.db import Base
from cocreate.kernel.ids import BuildId, DecisionId, PersonId, ProjectId, ReleaseId


class Release(Base):
    """What was shipped. Unpublished ones are seen by the team alone."""

    __tablename__ = "releases"
    __table_args__ = (
        UniqueConstraint("project_id", "version"),
        Index(None, "project_id", "published_at", "id"),
    )

    id: Mapped[ReleaseId] = mapped_column(primary_key=True)
    project_id: Mapped[ProjectId] = mapped_column(ForeignKey("projects.id"))
    author_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    version: Mapped[str]
    notes: Mapped[str]
    notes_html: Mapped[str]
    excerpt: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    despite: Mapped[str] = mapped_column(default="")  # why it shipped over a no


class ReleaseDecision(Base):
    __tablename__ = "release_decisions"
    __table_args__ = (Index(None, "decision_id"),)

    release_id: Mapped[ReleaseId] = mapped_column(
        ForeignKey("releases.id"), primary_key=True
    )
    decision_id: Mapped[DecisionId] = mapped_column(
        ForeignKey("decisions.id"), primary_key=True
    )


class ReleaseBuild(Base):
    __tablename__ = "release_builds"
    __table_args__ = (Index(None, "build_id"),)

    release_id: Mapped[ReleaseId] = mapped_column(
        ForeignKey("releases.id"), primary_key=True
    )
    build_id: Mapped[BuildId] = mapped_column(ForeignKey("builds.id"), primary_key=True)
